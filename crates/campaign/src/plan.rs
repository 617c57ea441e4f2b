//! The implementation plan: what a campaign consists of.
//! In: filled by the reader of `plan.toml`. Out: plain data that every rule and page reads.
//!
//! Stages, steps and gates are lists of their own, because plans have gates for stages that are in no list and
//! stages without a gate. Ids are apart from labels, because two activities may carry one label.

mod record_type;
mod relations;

use jiff::civil::Date;
use yanxi_problem::Place;

use crate::Id;
use crate::quoted::Quotation;

pub use self::record_type::{Condition, Enumeration, FieldRule, FieldValue, RecordType, Role};

/// A span of days with the words the plan uses for it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dates {
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// As the plan words it, such as 10月底至明年2月底; empty where it gives dates only.
    pub text: String,
    /// Days after `to` that still count as in time; `None` leaves it to whatever lies above.
    pub grace_days: Option<u16>,
}

impl Dates {
    pub fn is_empty(&self) -> bool {
        self.from.is_none() && self.to.is_none() && self.text.is_empty()
    }

    /// Whether either end is a day.
    pub fn has_days(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }

    /// Whether a day lies in the span, both ends included; an open end is open.
    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// Whether something is asked of everybody or was chosen by a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Kind {
    /// 规定动作
    #[default]
    Required,
    /// 自选动作
    Optional,
}

/// A whole plan.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    pub id: Id,
    pub name: String,
    pub theme: String,
    pub batch: String,
    /// One of the places where the campaign is tried first.
    pub pilot: bool,
    /// Level that issued it, such as 镇.
    pub level: String,
    pub description: String,
    /// Over; absent from today's figures and lists of gaps.
    pub archived: bool,
    /// Whether public pages show totals by unit.
    pub public_totals: bool,
    pub dates: Dates,
    pub preparation: Dates,
    /// Declared counts by the name of the list, such as `stages` or a list's id, with the words they were declared in.
    pub expect: Vec<Expectation>,
    pub versions: Vec<Version>,
    pub stages: Vec<Stage>,
    pub steps: Vec<Step>,
    pub gates: Vec<Gate>,
    pub unit_classes: Vec<UnitClass>,
    pub audiences: Vec<Audience>,
    pub activities: Vec<Activity>,
    pub items: Vec<Item>,
    pub record_types: Vec<RecordType>,
    pub enums: Vec<Enumeration>,
    pub ratings: Vec<RatingRule>,
    pub shares: Vec<ShareRule>,
    pub targets: Vec<Target>,
    pub topics: Vec<Topic>,
    pub lists: Vec<PlanList>,
    pub peers: Vec<Peer>,
    /// 别名: what people also call a name or a value of this plan.
    pub other_names: Vec<OtherNames>,
    /// 出处页: the pages whose sentences the plan is to take up, by title, name or path.
    pub quoted_pages: Vec<QuotedPage>,
    /// 出处 of all entries, in the order of the plan's tables.
    pub quotations: Vec<Quotation>,
    pub origin: Place,
}

/// 出处页: a page as the plan names it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QuotedPage {
    pub name: String,
    pub origin: Place,
}

/// A name or a value of the plan, and other words by which it is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OtherNames {
    pub name: String,
    pub others: Vec<String>,
}

/// 应列: how many entries a list should have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expectation {
    /// `stages`, `steps`, `gates`, `activities`, `items`, `audiences`, `targets`, `topics`, `peers`, the id of a list, or
    /// the name of a set of targets and topics.
    pub of: String,
    pub count: u32,
    pub origin: Place,
}

/// 方案修订: one version of the plan's text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Version {
    pub number: String,
    pub date: Option<Date>,
    /// What changed.
    pub note: String,
    /// Its text, a Markdown file below the campaign's folder; empty for the current `_index.md`.
    pub file: String,
    pub origin: Place,
}

/// 阶段
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stage {
    pub id: Id,
    pub name: String,
    pub aliases: Vec<String>,
    pub dates: Dates,
    pub description: String,
    pub source: String,
    pub origin: Place,
}

/// 环节
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Step {
    pub id: Id,
    pub stage: Id,
    pub name: String,
    pub aliases: Vec<String>,
    pub dates: Dates,
    pub description: String,
    pub source: String,
    pub origin: Place,
}

/// 把关: what has to hold before the campaign goes on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gate {
    pub id: Id,
    pub name: String,
    /// Ids of stages and steps; may be empty.
    pub covers: Vec<Id>,
    /// Words of the plan for what it covers where that is in no list.
    pub covers_text: String,
    pub criteria: Vec<Criterion>,
    pub duty: Duty,
    pub source: String,
    pub origin: Place,
}

/// One criterion of a gate, for everybody or for one class of units or audience.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Criterion {
    pub text: String,
    /// Ids of unit classes and audiences; empty for all.
    pub applies_to: Vec<Id>,
    /// Where it was laid down, such as the speech or the plan; criteria are shown by source and never merged.
    pub source: String,
}

/// 单位类别
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnitClass {
    pub id: Id,
    pub name: String,
    /// What is asked of this class in particular.
    pub requirements: Vec<String>,
    pub origin: Place,
}

/// 人员类别
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Audience {
    pub id: Id,
    pub name: String,
    /// Names of unit classes (编号 or 名称); empty for all.
    pub unit_classes: Vec<String>,
    /// 身份 as in the roster; empty for all.
    pub roles: Vec<String>,
    /// Members stand for the masses: their taking part is counted for every stage.
    pub masses: bool,
    pub source: String,
    pub origin: Place,
}

/// 主题实践活动
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Activity {
    pub id: Id,
    pub name: String,
    /// Tells apart two activities of one name wherever they are shown; empty: the stage's name does.
    pub distinction: String,
    pub stage: Option<Id>,
    pub step: Option<Id>,
    pub dates: Dates,
    pub kind: Kind,
    pub expect_items: Option<u32>,
    pub description: String,
    pub source: String,
    pub origin: Place,
}

/// Who owes an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Per {
    #[default]
    Person,
    Unit,
    /// The first person responsible of each unit.
    Leader,
    /// The campaign as a whole.
    Campaign,
}

/// 事项: one thing to be done, proved by records.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Item {
    pub id: Id,
    /// Empty for an item outside all activities.
    pub activity: Option<Id>,
    /// Of its own, where it belongs to none of the activity's.
    pub stage: Option<Id>,
    pub step: Option<Id>,
    pub name: String,
    /// Ids of record types; empty: any.
    pub record_types: Vec<Id>,
    pub per: Per,
    /// Who owes how much; empty: everybody one.
    pub needs: Vec<Need>,
    pub dates: Dates,
    /// `None`: as the activity.
    pub kind: Option<Kind>,
    /// The unit that chose it for itself; such an item is owed there only and counted apart.
    pub chosen_by: Option<Id>,
    /// 计入状态: states of a flow in which a record counts; empty: closed ones. See [`EVERY_STATE`].
    pub counts_in: Vec<String>,
    /// 计入日期: the key of the field whose day counts; empty: the day on which the record was closed, of a type that
    /// is never closed its date.
    pub counts_on: String,
    pub duty: Duty,
    pub description: String,
    pub source: String,
    pub origin: Place,
}

/// 计入状态 that stands for every state: to have been written down is enough.
pub const EVERY_STATE: [&str; 2] = ["全部", "all"];

/// 责任: who answers for something of the plan, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Duty {
    /// 牵头领导, as written.
    pub leaders: Vec<String>,
    /// 责任单位, as written: units of the roster, or others.
    pub units: Vec<String>,
    /// 配合单位, as written.
    pub partners: Vec<String>,
    /// 时限: a last day, or words.
    pub due: Dates,
}

impl Duty {
    /// Whether anybody answers for it.
    pub fn names_anybody(&self) -> bool {
        !(self.leaders.is_empty() && self.units.is_empty() && self.partners.is_empty())
    }

    pub fn is_empty(&self) -> bool {
        !self.names_anybody() && self.due.is_empty()
    }
}

/// One clause of what an item asks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Need {
    pub audience: Option<Id>,
    /// Unit classes by id or name; empty for all.
    pub unit_classes: Vec<String>,
    pub count: u32,
    /// Least number of Han characters of a record's text.
    pub min_characters: Option<u32>,
}

/// 测评规则; see [`crate::rating`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RatingRule {
    pub id: Id,
    pub name: String,
    pub grades: Vec<Grade>,
    pub denominator: Denominator,
    /// Per cent needed, itself included.
    pub pass: Option<crate::Fraction>,
    /// Record type of the make-up that a failed rating needs.
    pub make_up_type: Option<Id>,
    /// 范围批准: who is asked must have been approved beforehand.
    pub approved_scope: bool,
    pub source: String,
    pub origin: Place,
}

/// One grade that a ballot can give.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Grade {
    pub name: String,
    pub weight: crate::Fraction,
    /// Ballots of this grade are left out of the denominator.
    pub left_out: bool,
}

/// What the weighted ballots are divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Denominator {
    /// 有效票
    #[default]
    Valid,
    /// 收回
    Returned,
    /// 发出
    Issued,
    /// 实到
    Present,
}

/// 代表比例: the least share that some groups have among those present or expected.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ShareRule {
    pub rating: Id,
    pub groups: Vec<String>,
    /// Of those who came, else of those expected.
    pub of_present: bool,
    /// Per cent, itself included.
    pub min: crate::Fraction,
    pub origin: Place,
}

impl ShareRule {
    /// Whether it is asked of ratings by a rule.
    pub fn is_for(&self, rule: &RatingRule) -> bool {
        self.rating == rule.id || self.rating == rule.name
    }
}

/// 目标: something to reach, with a number or without.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Target {
    pub id: Id,
    pub name: String,
    /// Name of the list it belongs to; empty: stands alone.
    pub set: String,
    /// As written; parts are added up where both are numbers.
    pub value: String,
    pub unit: String,
    pub parts: Vec<TargetPart>,
    /// Its 时限 is the target's.
    pub duty: Duty,
    pub description: String,
    pub source: String,
    pub origin: Place,
}

/// A part of a target; the values of all parts add up to the target's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TargetPart {
    pub name: String,
    pub value: String,
    pub unit: String,
}

/// 课题: a question units may claim.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Topic {
    pub id: Id,
    pub set: String,
    pub name: String,
    /// Least and greatest number a unit claims of the set.
    pub per_unit: Option<(u32, u32)>,
    pub duty: Duty,
    pub source: String,
    pub origin: Place,
}

/// A list of statements of the plan, such as principles, requirements or questions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlanList {
    pub id: Id,
    pub name: String,
    pub place: ListPlace,
    /// How many the plan says there are.
    pub declared: Option<u32>,
    pub level: String,
    pub description: String,
    pub entries: Vec<ListEntry>,
    /// Of every entry that has none of its own.
    pub duty: Duty,
    pub source: String,
    pub origin: Place,
}

impl PlanList {
    /// Who answers for an entry: its own duty, else the list's.
    pub fn duty_of<'a>(&'a self, entry: &'a ListEntry) -> &'a Duty {
        if entry.duty.is_empty() { &self.duty } else { &entry.duty }
    }
}

/// Where a list is shown besides the plan page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum ListPlace {
    #[default]
    Plan,
    /// On the campaign's home page too.
    Home,
    /// Subjects of the problem ledger.
    Problems,
    /// Subjects of rules and mechanisms.
    Rules,
    /// Subjects of hard problems and deeds.
    Deeds,
}

/// One entry of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListEntry {
    pub id: Id,
    pub name: String,
    pub text: String,
    /// Ids of unit classes and audiences; empty for all.
    pub applies_to: Vec<Id>,
    pub duty: Duty,
    pub source: String,
}

/// 同批单位: another place where the campaign is tried.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Peer {
    pub name: String,
    pub level: String,
    pub address: String,
    pub note: String,
}

/// The mark of what the plan names and does not give.
pub const PENDING: [&str; 2] = ["待补充", "pending"];

/// Whether a source or name says that the content is still missing.
pub fn is_pending(text: &str) -> bool {
    PENDING.contains(&text.trim())
}

/// Whether something of the plan is open, by its name or by its source: it stands in 待补充 and asks nothing of anybody.
pub fn is_open(name: &str, source: &str) -> bool {
    is_pending(name) || is_pending(source)
}

macro_rules! open {
    ($($kind:ty),*) => {
        $(impl $kind {
            /// The plan names it and does not give it; see [`is_open`].
            pub fn is_open(&self) -> bool {
                is_open(&self.name, &self.source)
            }
        })*
    };
}

open!(Stage, Step, Gate, Activity, Item, Target, Topic, PlanList, ListEntry);
