//! What an item can be narrowed by: kind, section, campaign, stage, unit, tags, and its date.
//! In: what the builder says of an item, what a reader chose. Out: facets, filters, orders.

use serde::Serialize;

/// In what respect items are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FacetKind {
    /// 种类: material, record, a row of a ledger …
    Kind,
    /// 栏目
    Section,
    /// 活动
    Campaign,
    /// 阶段
    Stage,
    /// 单位
    Unit,
    /// 标签
    Tag,
}

impl FacetKind {
    pub const ALL: [FacetKind; 6] = [
        FacetKind::Kind,
        FacetKind::Section,
        FacetKind::Campaign,
        FacetKind::Stage,
        FacetKind::Unit,
        FacetKind::Tag,
    ];

    /// The name in answers, options and addresses.
    pub fn name(self) -> &'static str {
        match self {
            FacetKind::Kind => "kind",
            FacetKind::Section => "section",
            FacetKind::Campaign => "campaign",
            FacetKind::Stage => "stage",
            FacetKind::Unit => "unit",
            FacetKind::Tag => "tag",
        }
    }

    pub fn named(name: &str) -> Option<FacetKind> {
        FacetKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One thing said of an item. An item may have several of one kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Facet {
    pub kind: FacetKind,
    pub value: String,
}

impl Facet {
    pub fn new(kind: FacetKind, value: impl Into<String>) -> Facet {
        Facet { kind, value: value.into() }
    }
}

/// What is left of the items found. Values of one kind widen, kinds narrow each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    pub facets: Vec<Facet>,
    /// First and last day, month or year: `2008-11-18`, `2008-11`, `2008`.
    pub from: Option<String>,
    pub to: Option<String>,
}

impl Filters {
    pub fn is_empty(&self) -> bool {
        *self == Filters::default()
    }

    pub(crate) fn has_dates(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }

    pub(crate) fn admits_date(&self, date: &str) -> bool {
        within(date, self.from.as_deref(), self.to.as_deref())
    }
}

/// Whether a day lies between two days, months or years.
pub(crate) fn within(date: &str, from: Option<&str>, to: Option<&str>) -> bool {
    from.is_none_or(|from| date >= from) && to.is_none_or(|to| date <= to || date.starts_with(to))
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    Relevance,
    /// Newest first, undated last.
    Date,
}
