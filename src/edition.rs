//! Who a site is built for.
//! In: nothing. Out: [`Edition`], and with it what of a folder goes into the site.

/// Who a site is built for. The public edition leaves internal pages out of everything.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Default,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Edition {
    #[default]
    #[serde(alias = "公开")]
    Public,
    #[serde(alias = "内部")]
    Internal,
}

/// What of the folder goes into the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Selection {
    pub edition: Edition,
    pub drafts: bool,
}
