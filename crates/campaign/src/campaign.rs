//! A campaign: its plan, the roster it draws on and its records together.
//! In: what the readers made. Out: the one value that rules and pages read, whole or [as the public may see
//! it](Campaign::for_public).

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::failed_rating::{self, FailedRating};
use crate::field::Meaning;
use crate::lookup::{Found, find_leader};
use crate::plan::RatingRule;
use crate::progress::{self, Progress};
use crate::roster::{Person, Unit};
use crate::{Plan, Record, Roster, public};

/// One campaign of a site.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Campaign {
    pub plan: Plan,
    pub roster: Roster,
    /// In the order of their places.
    pub records: Vec<Record>,
    /// 规范用语: approved wordings, with the ones to avoid.
    pub wordings: Vec<Wording>,
    /// 外地地名: places elsewhere that a copied text may bring along.
    pub foreign_places: Vec<String>,
}

/// An approved term and what people write instead.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wording {
    pub approved: String,
    pub avoid: Vec<String>,
    pub note: String,
}

impl Campaign {
    /// Whether a record of a type with a flow has reached its end; without a flow, whether it says when it was closed.
    pub fn is_closed(&self, record: &Record) -> bool {
        let kind = self.plan.record_type(&record.kind);
        let Some(kind) = kind.filter(|kind| !kind.flow.is_empty()) else {
            return !record.field(Meaning::Closed).is_empty();
        };
        if kind.closed.is_empty() {
            kind.flow.last() == Some(&record.state)
        } else {
            kind.closed.contains(&record.state)
        }
    }

    /// Whether its due day is over and it is not closed; nothing is overdue in an archived campaign.
    pub fn is_overdue(&self, record: &Record, today: Date) -> bool {
        !self.plan.archived
            && !self.is_closed(record)
            && record.date_of(Meaning::Due).is_some_and(|due| due < today)
    }

    /// Counts everything as it stands on `today`.
    pub fn progress(&self, today: Date) -> Progress {
        progress::count(&self.plan, &self.roster, &self.records, today)
    }

    /// Every rating that failed and that no re-test has followed, in the order of the records.
    pub fn failed_ratings(&self) -> Vec<FailedRating<'_>> {
        failed_rating::failed_ratings(&self.plan, &self.records)
    }

    /// Ratings of records, re-tests that count by the rating they repeat.
    pub fn retests(&self) -> BTreeMap<&str, Vec<&Record>> {
        failed_rating::retests(&self.records)
    }

    /// The rule that a rating follows: the one it names, else the only one.
    pub fn rating_rule_of(&self, record: &Record) -> Option<&RatingRule> {
        failed_rating::rating_rule_of(&self.plan, record)
    }

    /// The first person responsible for a unit, who may be on the list of another; nobody where none is named.
    pub fn leader(&self, unit: &Unit) -> Found<'_, Person> {
        find_leader(&self.roster, unit)
    }

    /// What the public may see: of plan, roster and records what the module `public` decides, of the rest nothing, so
    /// no wordings.
    pub fn for_public(&self) -> Campaign {
        let (plan, roster, records) = public::for_public(&self.plan, &self.roster, &self.records);
        Campaign { plan, roster, records, ..Campaign::default() }
    }
}
