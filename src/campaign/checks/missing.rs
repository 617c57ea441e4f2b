//! What was to be handed in and was not.
//! In: a campaign and how it stands. Out: W02, one for each unit and item.

use std::collections::BTreeMap;

use yanxi_campaign::Campaign;
use yanxi_campaign::plan::{Kind as PlanKind, Role};
use yanxi_campaign::progress::{Owner, Progress};
use yanxi_campaign::state::State;

use crate::campaign::remedy::Label;
use yanxi_problem::{Diagnostic, List, Name, Problem, Say, Words, plural};

/// How many names one warning lists.
const SHOWN_NAMES: usize = 12;
/// Who owes what the campaign as a whole owes.
const TOWN: Label = Label::Ours(Words::new("全镇", "the campaign"));

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum MissingProblem {
    #[code(W02)]
    #[zh("{who}没有交“{item}”", "补交后登记；不用交的，登记一条免除记录{first}")]
    #[en(
        "{who} has not handed in “{item}”",
        "hand it in and record it; for whoever need not, record an exemption{first}"
    )]
    NotHandedIn { who: Label, item: Name, first: Option<First> },
    #[code(W02)]
    #[zh(
        "{who}有 {count} 人没有交“{item}”：{names}",
        "补交后登记；不用交的，登记一条免除记录{first}"
    )]
    #[en(
        "{count} of {who} {have} not handed in “{item}”: {names}",
        "hand it in and record it; for whoever need not, record an exemption{first}",
        have = plural(*count, "has", "have"),
    )]
    NotHandedInByPeople {
        who: Label,
        count: usize,
        item: Name,
        names: List<Name>,
        first: Option<First>,
    },
    #[code(W02)]
    #[zh(
        "{who}的“{item}”时间已过，登记了的还有 {open} 件没有办结",
        "办结后改状态，写上{day}{more}；不用办的，登记一条免除记录{first}"
    )]
    #[en(
        "the days of “{item}” are over, and {open} that {who} entered {are} not closed",
        "close each with its day as “{day}”{more}; for whoever need not, record an exemption{first}",
        are = plural(*open as usize, "is", "are"),
    )]
    StillOpen {
        who: Label,
        item: Name,
        open: u32,
        day: Label,
        more: Option<More>,
        first: Option<First>,
    },
}

/// What the plan needs before an exemption can be recorded.
#[derive(Debug, Clone, PartialEq, Eq, Say)]
pub(super) enum First {
    #[zh("（计划里要先有用途是“免除”的记录类型）")]
    #[en(" (the plan needs a record type of role exemption first)")]
    AddTheType,
}

/// What is short even when all that was entered is closed.
#[derive(Debug, Clone, PartialEq, Eq, Say)]
pub(super) enum More {
    #[zh("，另外还要补上 {count} 件")]
    #[en(", and add {count} more")]
    ToDo { count: u32 },
}

/// Who has not handed in an item, how many records of it are not closed, and how many there are too few.
#[derive(Default)]
struct Lacking<'a> {
    names: Vec<&'a str>,
    open: u32,
    short: u32,
    /// The type of what was entered.
    kind: Option<&'a str>,
}

/// W02: one line for each unit and item that is required; what a unit chose for itself it may leave.
pub(super) fn missing(campaign: &Campaign, progress: &Progress, problems: &mut Vec<Diagnostic>) {
    let people = campaign.roster.people_by_id();
    let mut by_unit: BTreeMap<(Option<&str>, &str), Lacking<'_>> = BTreeMap::new();
    for obligation in &progress.obligations {
        if obligation.state != State::Missing || obligation.kind != PlanKind::Required {
            continue;
        }
        let lacking =
            by_unit.entry((obligation.unit.as_deref(), obligation.item.as_str())).or_default();
        lacking.open += obligation.open;
        lacking.short +=
            obligation.needed.saturating_sub(obligation.counted).saturating_sub(obligation.open);
        let mut records = obligation.records.iter().filter_map(|at| campaign.records.get(*at));
        lacking.kind = lacking.kind.or(records.next_back().map(|record| record.kind.as_str()));
        if let Owner::Person(id) = &obligation.owner {
            lacking.names.push(people.get(id.as_str()).map_or(id, |person| &person.name));
        }
    }
    let mut roles = campaign.plan.record_types.iter().map(|kind| kind.role);
    let first = (!roles.any(|role| role == Role::Exemption)).then_some(First::AddTheType);
    for ((unit, item), Lacking { names, open, short, kind }) in by_unit {
        let Some(item) = campaign.plan.item(item) else {
            continue;
        };
        let unit = unit.and_then(|unit| campaign.roster.unit(unit));
        let who = unit.map_or(TOWN, |unit| Label::from(&unit.name));
        let origin = unit.map_or(&item.origin, |unit| &unit.origin);
        let (item, count) = (Name::from(&item.name), names.len());
        let problem = if open > 0 {
            let day = Label::from(campaign.closing_day_of(kind.unwrap_or_default()));
            let more = (short > 0).then_some(More::ToDo { count: short });
            MissingProblem::StillOpen { who, item, open, day, more, first: first.clone() }
        } else if names.is_empty() {
            MissingProblem::NotHandedIn { who, item, first: first.clone() }
        } else {
            let names = List::cut(names, SHOWN_NAMES);
            MissingProblem::NotHandedInByPeople { who, count, item, names, first: first.clone() }
        };
        problems.push(Diagnostic::of(origin.clone(), &problem));
    }
}
