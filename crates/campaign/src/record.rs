//! Records: what was done, by whom, when, and how far it was reviewed.
//! In: filled by the reader of Markdown records and tables. Out: plain data.

use jiff::civil::Date;
use yanxi_problem::{Code, Diagnostic, Place};

use crate::Id;
use crate::field::Meaning;
use crate::plan::{FieldRule, FieldValue, RecordType, Role};
use crate::quantity::Amount;
use crate::rating::Ballot;

/// Fields in which a record keeps who reviewed it and when: for the office, never for the public.
pub const REVIEWER: &str = "审核人";
pub const REVIEWED_ON: &str = "审核日期";

/// 记录: one record, a Markdown file or a row of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Record {
    /// 编号 as given, else made from the place; unique in the campaign.
    pub id: Id,
    /// The id was made from the place.
    pub id_is_made: bool,
    /// Id of a record type.
    pub kind: Id,
    pub title: String,
    /// Nobody gave it a title; see [`Record::made_title`].
    pub title_is_made: bool,
    pub items: Vec<Id>,
    /// First the unit whose record it is, then partners.
    pub units: Vec<Id>,
    pub people: Vec<Id>,
    pub date: Option<Date>,
    pub review: Review,
    /// State in the type's own flow; empty where it has none.
    pub state: String,
    pub public: bool,
    /// Stage given, else that of the items, else that of the date.
    pub stage: Option<Id>,
    /// Ids of targets, topics and list entries it answers to.
    pub answers: Vec<Id>,
    /// Keys as the plan or the table writes them, with values; dates in ISO form. Only non-empty ones.
    pub fields: Vec<(String, String)>,
    /// The ballots of a rating.
    pub ballot: Option<Ballot>,
    /// Han characters of the text or as stated.
    pub characters: Option<u32>,
    /// Attached files by path below the content folder.
    pub attachments: Vec<String>,
    /// The Markdown file it was read from, by path below the content folder.
    pub page: Option<String>,
    /// Past facts that break a rule and were explained.
    pub closings: Vec<Closing>,
    /// What is wrong with it; such a record is listed and never counted.
    pub faults: Vec<Diagnostic>,
    /// Id of the record that tells of the same event and counts for both.
    pub repeats: Option<Id>,
    pub origin: Place,
}

/// 说明: closes a past fact that breaks a rule and cannot be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// Of the rule.
    pub code: Code,
    pub reason: String,
    /// Who says so.
    pub by: String,
    pub on: Option<Date>,
}

/// How far a record was reviewed; only approved ones count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Review {
    /// 草稿
    Draft,
    /// 报送
    #[default]
    Submitted,
    /// 退回
    Returned,
    /// 预告: of something still to come; shown, and no proof that it was done
    Notice,
    /// 已审核
    Approved,
}

impl Review {
    /// Every state with its English and Chinese name.
    pub const ALL: [(Review, &'static str, &'static str); 5] = [
        (Review::Draft, "draft", "草稿"),
        (Review::Submitted, "submitted", "报送"),
        (Review::Returned, "returned", "退回"),
        (Review::Notice, "notice", "预告"),
        (Review::Approved, "approved", "已审核"),
    ];

    pub fn chinese(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(review, _, _)| *review == self)
            .map_or("", |(_, _, chinese)| chinese)
    }
}

/// Meanings that tell what a record without a title is about, the best first.
#[rustfmt::skip]
const TELLING: [Meaning; 16] = [
    Meaning::Deed, Meaning::Problem, Meaning::Question, Meaning::Content, Meaning::Subject, Meaning::Name,
    Meaning::Demand, Meaning::Suggestions, Meaning::Advice, Meaning::Points, Meaning::Measure, Meaning::Lecture,
    Meaning::Gap, Meaning::Gate, Meaning::Achievements, Meaning::Organisation,
];

/// Made titles of rows are cut here.
const MOST_TITLE: usize = 30;

/// Whether a field is of the plan's making, and a text for all that the program knows.
fn is_own(field: &FieldRule) -> bool {
    Meaning::of_key(&field.key).is_none()
}

/// A number, alone or with a short unit, or a day: 12, 12条, 2026-10-20.
fn is_figure(text: &str) -> bool {
    const LONGEST_UNIT: usize = 2;
    let is_amount = |amount: Amount| amount.written_unit().chars().count() <= LONGEST_UNIT;
    !text.chars().any(char::is_alphabetic) || Amount::parse(text, "").is_some_and(is_amount)
}

impl Record {
    /// The text that tells best what the record is about: under a name that the program knows, else in a field that
    /// the plan made for it, a required one first; of publicity, its form. A number tells nothing.
    pub fn telling_text(&self, kind: Option<&RecordType>) -> Option<String> {
        let known = TELLING.iter().map(|meaning| self.field(*meaning));
        let texts = |of: fn(&FieldRule) -> bool| {
            let fields = kind.map_or(&[][..], |kind| &kind.fields).iter();
            let texts = fields.filter(move |field| field.value == FieldValue::Text && of(field));
            texts.map(move |field| self.value(&field.key))
        };
        let is_publicity = kind.is_some_and(|kind| kind.role == Role::Publicity);
        let form = is_publicity.then(|| self.field(Meaning::Form));
        known
            .chain(texts(|field| is_own(field) && field.required))
            .chain(texts(|field| is_own(field) && !field.required))
            .chain(form)
            .find(|text| !text.is_empty() && !is_figure(text))
            .map(|text| text.lines().next().unwrap_or_default().to_string())
    }

    /// A title for a record that has none: the beginning of what tells best, else its type, unit and date.
    pub fn made_title(&self, kind: Option<&RecordType>, unit: Option<&str>) -> String {
        match self.telling_text(kind) {
            Some(text) => self.cut_title(&text),
            None => {
                let date = self.date.map(|date| date.to_string());
                let kind = kind.map(|kind| kind.name.as_str());
                let parts: Vec<&str> =
                    [kind, unit, date.as_deref()].into_iter().flatten().collect();
                parts.join(" ")
            }
        }
    }

    /// The beginning of a title too long for a row.
    pub fn cut_title(&self, title: &str) -> String {
        if title.chars().count() > MOST_TITLE && self.page.is_none() {
            title.chars().take(MOST_TITLE).chain(['…']).collect()
        } else {
            title.to_string()
        }
    }

    /// The value of a field by its meaning, whatever the office calls it; empty where it has none.
    pub fn field(&self, meaning: Meaning) -> &str {
        self.fields
            .iter()
            .find(|(key, _)| meaning.names().contains(&key.as_str()))
            .map_or("", |(_, value)| value.as_str())
    }

    /// The value of the field of this very key; empty where it has none.
    pub fn value(&self, key: &str) -> &str {
        self.fields.iter().find(|(own, _)| own == key).map_or("", |(_, value)| value.as_str())
    }

    pub fn is_faulty(&self) -> bool {
        !self.faults.is_empty()
    }

    /// Approved, without a fault, and not the second of one event.
    pub fn counts(&self) -> bool {
        self.review == Review::Approved && !self.is_faulty() && self.repeats.is_none()
    }

    /// Approved or a notice, without a fault, and not the second of one event: what pages may show to everybody.
    pub fn can_be_shown(&self) -> bool {
        matches!(self.review, Review::Approved | Review::Notice)
            && !self.is_faulty()
            && self.repeats.is_none()
    }

    /// The entry that closes what breaks a rule.
    pub fn closing(&self, code: Code) -> Option<&Closing> {
        self.closings.iter().find(|closing| closing.code == code)
    }

    /// A field's date, where it is one.
    pub fn date_of(&self, meaning: Meaning) -> Option<Date> {
        self.field(meaning).parse().ok()
    }

    /// The unit whose record it is.
    pub fn unit(&self) -> Option<&str> {
        self.units.first().map(String::as_str)
    }
}
