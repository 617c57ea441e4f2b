//! How ratings came out: with the share of representatives, over their re-tests, by unit.
//! In: plan, roster and records. Out: a [`RatingResult`] for each rating, and how each unit stands.
//!
//! A rating passes that reaches the mark and at which the groups that the plan asks for were enough. A failed one is
//! cleared by a re-test that passes, however often it was repeated.

use std::collections::{BTreeMap, BTreeSet};

use crate::failed_rating::{rating_rule_of, retests};
use crate::plan::{Plan, RatingRule, ShareRule};
use crate::rating::Outcome;
use crate::{Id, Record, Roster, Unit};

/// What a rating came to.
#[derive(Debug, Clone)]
pub struct RatingResult<'a> {
    pub rule: Option<&'a RatingRule>,
    /// Only of approved ballots that add up.
    pub outcome: Option<Outcome>,
    /// What the plan asks of those present, of a rating that counts.
    pub shares: Vec<&'a ShareRule>,
    /// Its ballots do not add up. Of a part of the campaign nothing is said, for it may lack some of the numbers.
    pub faulty: bool,
    /// Some groups were fewer than the plan asks.
    pub too_few: bool,
    /// `None` where there is no result, or the plan has no pass mark and nothing else speaks against it.
    pub passed: Option<bool>,
}

/// How a unit stands over all its ratings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitRating {
    /// One failed and no re-test has cleared it.
    Failed,
    Passed,
    /// Rated where the plan has no pass mark.
    NoMark,
    /// No rating of it counts.
    Unrated,
}

/// Every rating of a campaign with its result.
#[derive(Debug, Clone, Default)]
pub struct Evaluations<'a> {
    results: BTreeMap<&'a str, RatingResult<'a>>,
    retests: BTreeMap<&'a str, Vec<&'a Record>>,
    ratings: Vec<&'a Record>,
}

impl<'a> Evaluations<'a> {
    /// `judged` holds the verdicts of the whole campaign where this is a part of it.
    pub(crate) fn of(
        plan: &'a Plan,
        records: &'a [Record],
        judged: Option<&BTreeMap<Id, Option<bool>>>,
    ) -> Self {
        let ratings: Vec<&Record> =
            records.iter().filter(|record| record.ballot.is_some()).collect();
        let results = ratings.iter().map(|record| {
            let mut result = result(plan, record);
            if let Some(passed) = judged.and_then(|judged| judged.get(&record.id)) {
                result.passed = *passed;
                result.faulty = false;
            }
            (record.id.as_str(), result)
        });
        Evaluations { results: results.collect(), retests: retests(records), ratings }
    }

    pub fn result(&self, record: &Record) -> Option<&RatingResult<'a>> {
        self.results.get(record.id.as_str())
    }

    pub fn passed(&self, record: &Record) -> Option<bool> {
        self.result(record).and_then(|result| result.passed)
    }

    /// Whether the rating or a re-test of it, however often repeated, passed.
    pub fn is_cleared(&self, id: &str) -> bool {
        let mut waiting = vec![id];
        let mut seen = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            if self.results.get(id).is_some_and(|result| result.passed == Some(true)) {
                return true;
            }
            if seen.insert(id) {
                let retests = self.retests.get(id).into_iter().flatten();
                waiting.extend(retests.map(|retest| retest.id.as_str()));
            }
        }
        false
    }

    /// How a unit stands, over all rules or by one.
    pub fn of_unit(&self, unit: &str, rule: Option<&str>) -> UnitRating {
        let own = self.ratings.iter().filter(|record| {
            let by_rule = self.result(record).is_some_and(|result| {
                rule.is_none_or(|id| result.rule.is_some_and(|r| r.id == id))
            });
            by_rule && record.counts() && record.units.iter().any(|own| own == unit)
        });
        let standing = own.filter_map(|record| {
            let result = self.result(record)?;
            match result.passed {
                Some(false) if !self.is_cleared(&record.id) => Some(UnitRating::Failed),
                Some(_) => Some(UnitRating::Passed),
                None => result.outcome.map(|_| UnitRating::NoMark),
            }
        });
        standing.min().unwrap_or(UnitRating::Unrated)
    }

    /// The units of a roster that stand as given, over all rules or by one.
    pub fn units<'r>(
        &self,
        roster: &'r Roster,
        wanted: UnitRating,
        rule: Option<&str>,
    ) -> Vec<&'r Unit> {
        roster.units.iter().filter(|unit| self.of_unit(&unit.id, rule) == wanted).collect()
    }

    /// Whether ratings are of units at all; a campaign may have the town rated as a whole.
    pub fn are_of_units(&self, rule: Option<&str>) -> bool {
        self.ratings.iter().any(|record| {
            let result = self.result(record);
            let by_rule = rule
                .is_none_or(|id| result.is_some_and(|own| own.rule.is_some_and(|r| r.id == id)));
            by_rule && record.counts() && !record.units.is_empty()
        })
    }
}

fn result<'a>(plan: &'a Plan, record: &Record) -> RatingResult<'a> {
    let rule = rating_rule_of(plan, record);
    let ballot = record.ballot.as_ref();
    let sound = ballot.filter(|ballot| record.counts() && ballot.faults().is_empty());
    let outcome = sound.zip(rule).and_then(|(ballot, rule)| ballot.outcome(rule));
    let shares: Vec<&ShareRule> = plan
        .shares
        .iter()
        .filter(|share| sound.is_some() && rule.is_some_and(|rule| share.is_for(rule)))
        .collect();
    let too_few = shares
        .iter()
        .any(|rule| sound.and_then(|ballot| ballot.share(rule)).is_some_and(|share| !share.passed));
    let passed = match outcome.map(|outcome| outcome.passed) {
        None => None,
        Some(_) if too_few => Some(false),
        Some(passed) => passed,
    };
    let faulty = ballot.is_some_and(|ballot| !ballot.faults().is_empty());
    RatingResult { rule, outcome, shares, faulty, too_few, passed }
}
