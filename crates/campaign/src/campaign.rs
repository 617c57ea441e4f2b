//! A campaign: its plan, the roster it draws on and its records together.
//! In: what the readers made. Out: the one value that rules and pages read, whole or [as the public may see
//! it](Campaign::for_public).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::adoption::Adoption;
use crate::claims::Claims;
use crate::closed::Closed;
use crate::counting_day::{Day, day_of};
use crate::evaluation::Evaluations;
use crate::failed_rating::{self, FailedRating};
use crate::field::Meaning;
use crate::lookup::{Found, find_leader};
use crate::plan::{Item, RatingRule};
use crate::progress::{self, Progress};
use crate::reached::Targets;
use crate::roster::{Person, Unit};
use crate::{Id, Plan, Record, Roster, Unread, public};

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
    /// What the whole campaign was judged to be, where this is the part of it that the public may see.
    pub judged: Option<Judged>,
    /// What of its files was not read.
    pub unread: Unread,
    /// What tables of a type call the day on which something was closed.
    pub closing_columns: BTreeMap<Id, String>,
}

/// Verdicts that need what the public may not see, by the ids of the public records.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Judged {
    closed: BTreeMap<Id, bool>,
    passed: BTreeMap<Id, Option<bool>>,
    /// Targets of which the public records tell what all records tell.
    targets: BTreeSet<Id>,
    /// The same of parts, each with its target.
    parts: BTreeSet<(Id, String)>,
}

/// An approved term and what people write instead.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wording {
    pub approved: String,
    pub avoid: Vec<String>,
    pub note: String,
}

/// Whether a state says by its words that the thing is done, such as 已完成 before 已销号: it waits to be closed, and is
/// late for nothing.
fn says_done(state: &str) -> bool {
    let done = ["完成", "办结", "解决", "整改到位"].iter().any(|word| state.ends_with(word));
    let not_yet = ["未", "没", "待", "正", "不", "部分", "基本", "尚", "拟", "逐步"];
    done && !not_yet.iter().any(|word| state.contains(word))
}

impl Campaign {
    /// Which records are closed: judged here for counting, pages and rules alike.
    pub fn closed(&self) -> Closed<'_> {
        let judged = self.judged.as_ref().map(|judged| &judged.closed);
        Closed::of(&self.plan, &self.records, judged)
    }

    /// What the day on which a record of a type was closed is to be called: as its tables do, else as the plan does.
    pub fn closing_day_of(&self, kind: &str) -> &str {
        let says_when = |key: &&str| Meaning::of_key(key) == Some(Meaning::Closed);
        let declared = || {
            let fields = self.plan.record_type(kind).map_or(&[][..], |kind| &kind.fields);
            fields.iter().map(|field| field.key.as_str()).find(says_when)
        };
        let written = self.closing_columns.get(kind).map(String::as_str).or_else(declared);
        written.or(Meaning::Closed.names().first().copied()).unwrap_or_default()
    }

    /// Whether its due day is over, it is not closed and its state does not say that it is done; nothing is overdue in
    /// an archived campaign.
    pub fn is_overdue(&self, closed: &Closed<'_>, record: &Record, today: Date) -> bool {
        !self.plan.archived
            && !closed.is(record)
            && !says_done(&record.state)
            && record.date_of(Meaning::Due).is_some_and(|due| due < today)
    }

    /// On which day a record counts for an item, if it counts at all.
    pub fn counting_day(&self, closed: &Closed<'_>, item: &Item, record: &Record) -> Day {
        day_of(&self.plan, closed, item, record)
    }

    /// Counts everything as it stands on `today`.
    pub fn progress(&self, today: Date) -> Progress {
        progress::count(
            &self.plan,
            &self.roster,
            &self.records,
            &self.closed(),
            &self.unread,
            today,
        )
    }

    /// What became of a suggestion or an opinion; `None` where its word is in no list.
    pub fn adoption(&self, record: &Record) -> Option<Adoption> {
        Adoption::of(record, self.plan.record_type(&record.kind))
    }

    /// Which units claimed which topics.
    pub fn claims(&self) -> Claims<'_> {
        Claims::of(&self.plan, &self.records)
    }

    /// What was reached of the targets.
    pub fn targets(&self) -> Targets<'_> {
        let judged = self.judged.as_ref().map(|judged| (&judged.targets, &judged.parts));
        Targets::of(&self.plan, &self.records, self.closed(), judged)
    }

    /// How the ratings came out.
    pub fn evaluations(&self) -> Evaluations<'_> {
        Evaluations::of(&self.plan, &self.records, self.judged.as_ref().map(|own| &own.passed))
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
    /// no wordings. Verdicts are those of the whole.
    pub fn for_public(&self) -> Campaign {
        let (plan, roster, records) = public::for_public(&self.plan, &self.roster, &self.records);
        let public =
            Campaign { plan, roster, records, unread: self.unread.clone(), ..Campaign::default() };
        Campaign { judged: Some(self.judged_for(&public)), ..public }
    }

    /// The verdicts on the records of a part. These stand in the order of the whole.
    fn judged_for(&self, public: &Campaign) -> Judged {
        let (closed, evaluations) = (self.closed(), self.evaluations());
        let whole = self.records.iter().filter(|record| public::is_shown(record));
        let mut judged = Judged::default();
        for (record, own) in whole.zip(&public.records) {
            judged.closed.insert(own.id.clone(), closed.is(record));
            if record.ballot.is_some() {
                judged.passed.insert(own.id.clone(), evaluations.passed(record));
            }
        }
        let (all, some) = (self.targets(), public.targets());
        for target in &self.plan.targets {
            if all.said_of(target) == some.said_of(target) {
                judged.targets.insert(target.id.clone());
            }
            let told = target
                .parts
                .iter()
                .filter(|part| all.said_of_part(target, part) == some.said_of_part(target, part));
            judged.parts.extend(told.map(|part| (target.id.clone(), part.name.clone())));
        }
        judged
    }
}

#[cfg(test)]
mod tests {
    use super::says_done;

    #[test]
    fn a_state_that_says_done_is_late_for_nothing() {
        for state in ["已完成", "已办结", "完成", "已解决", "整改到位"] {
            assert!(says_done(state), "{state}");
        }
        for state in
            ["未完成", "基本完成", "部分办结", "正在解决", "待办结", "整改中", "未启动", ""]
        {
            assert!(!says_done(state), "{state}");
        }
    }
}
