//! When a record is closed, and on which day.
//! In: plan and records. Out: [`Closed`], the one judge of it for counting, pages and rules.
//!
//! Of a type with a flow, what stands in a closing state. Without a flow, what says when it was closed; where no record
//! of the type says so and the plan has no such field, what was approved, for then to be written down is to be done. A
//! problem is never closed by being written down.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::field::Meaning;
use crate::plan::{Plan, RecordType, Role};
use crate::{Id, Record};

/// Fields that say on which day a record was closed, the surest first.
const DAYS: [Meaning; 4] =
    [Meaning::Closed, Meaning::Finished, Meaning::AdoptedOn, Meaning::Explained];

/// How a state says that an entry is struck off its ledger.
const STRUCK: &str = "销号";

/// Whether some of the states that close a record of the type strike it off, and others do not.
fn strikes_apart(kind: &RecordType) -> bool {
    let says_so = |state: &&String| state.contains(STRUCK);
    let struck = kind.closed.iter().filter(says_so).count();
    struck > 0 && struck < kind.closed.len()
}

/// Which records of a campaign are closed.
#[derive(Debug, Clone)]
pub struct Closed<'a> {
    kinds: BTreeMap<&'a str, Kind<'a>>,
    /// What was judged of the whole campaign, where this is a part of it.
    judged: Option<&'a BTreeMap<Id, bool>>,
}

#[derive(Debug, Clone, Copy)]
struct Kind<'a> {
    kind: &'a RecordType,
    says_when: bool,
}

impl<'a> Closed<'a> {
    /// Of a campaign that is still being read: `records` are all of it.
    pub fn of_all<'r>(plan: &'a Plan, records: impl IntoIterator<Item = &'r Record>) -> Self {
        Closed::of(plan, records, None)
    }

    pub(crate) fn of<'r>(
        plan: &'a Plan,
        records: impl IntoIterator<Item = &'r Record>,
        judged: Option<&'a BTreeMap<Id, bool>>,
    ) -> Self {
        let mut saying: BTreeSet<&str> = BTreeSet::new();
        for record in records {
            let kind = record.kind.as_str();
            if !saying.contains(kind) && !record.field(Meaning::Closed).is_empty() {
                saying.insert(kind);
            }
        }
        let declares = |kind: &RecordType| {
            kind.fields.iter().any(|field| Meaning::of_key(&field.key) == Some(Meaning::Closed))
        };
        let kinds = plan.record_types.iter().map(|kind| {
            let says_when = declares(kind) || saying.contains(kind.id.as_str());
            (kind.id.as_str(), Kind { kind, says_when })
        });
        Closed { kinds: kinds.collect(), judged }
    }

    /// Whether a record is closed, however far it was reviewed but where the review is what closes it.
    pub fn is(&self, record: &Record) -> bool {
        if let Some(closed) = self.judged.and_then(|judged| judged.get(&record.id)) {
            return *closed;
        }
        let Some(Kind { kind, says_when }) = self.kinds.get(record.kind.as_str()) else {
            return !record.field(Meaning::Closed).is_empty();
        };
        if !kind.flow.is_empty() {
            return match kind.closed.as_slice() {
                [] => kind.flow.last() == Some(&record.state),
                closing => closing.contains(&record.state),
            };
        }
        if *says_when || kind.role == Role::Problem {
            return !record.field(Meaning::Closed).is_empty();
        }
        record.counts()
    }

    /// 销号: whether a record is struck off the ledger. That is to be closed, but where one of several closing states says
    /// 销号: then what stands in another one is done and not yet struck off.
    pub fn is_struck(&self, record: &Record) -> bool {
        let kind = self.kinds.get(record.kind.as_str()).map(|own| own.kind);
        let apart = kind.is_some_and(strikes_apart);
        self.is(record) && (!apart || record.state.contains(STRUCK))
    }

    /// Whether problems may be closed without being struck off.
    pub fn may_be_unstruck(&self) -> bool {
        let mut kinds = self.kinds.values().map(|own| own.kind);
        kinds.any(|kind| kind.role == Role::Problem && strikes_apart(kind))
    }

    /// Whether records of a type have a day of their own on which they are closed.
    pub fn has_day(&self, kind: &str) -> bool {
        self.kinds.get(kind).is_some_and(|Kind { kind, says_when }| {
            !kind.flow.is_empty() || *says_when || kind.role == Role::Problem
        })
    }

    /// The day on which a closed record says that it was closed.
    pub fn on(&self, record: &Record) -> Option<Date> {
        if self.is(record) && !self.has_day(&record.kind) {
            return record.date;
        }
        self.written_day(record).map(|(_, day)| day)
    }

    /// The day on which a closed record says that it was closed, with the field that says so.
    pub fn written_day(&self, record: &Record) -> Option<(Meaning, Date)> {
        if !self.is(record) || !self.has_day(&record.kind) {
            return None;
        }
        DAYS.iter().find_map(|meaning| Some((*meaning, record.date_of(*meaning)?)))
    }
}
