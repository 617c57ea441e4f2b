//! Ratings below the pass mark, and what followed: make-ups, re-tests, deadlines.
//! In: plan and records. Out: a [`FailedRating`] for each that no re-test has followed yet.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::field::Meaning;
use crate::plan::{Plan, RatingRule, Role};
use crate::rating::Outcome;
use crate::record::{Record, Review};

/// A rating that failed and was not repeated.
#[derive(Debug)]
pub struct FailedRating<'a> {
    pub rating: &'a Record,
    pub rule: &'a RatingRule,
    pub outcome: Outcome,
    /// Make-ups that name it, or the rating that it repeats.
    pub make_ups: Vec<&'a Record>,
    /// The last day for the re-test, as make-ups or the rating itself say; none before the rating itself.
    pub deadline: Option<Date>,
}

/// The rule that a rating follows: the one it names, else the only one.
pub(crate) fn rating_rule_of<'a>(plan: &'a Plan, record: &Record) -> Option<&'a RatingRule> {
    let ballot = record.ballot.as_ref()?;
    plan.rating(&ballot.rule).or(match plan.ratings.as_slice() {
        [only] if ballot.rule.is_empty() => Some(only),
        _ => None,
    })
}

/// The result of a rating that counts and adds up.
fn outcome_of<'a>(plan: &'a Plan, record: &Record) -> Option<(&'a RatingRule, Outcome)> {
    let rule = rating_rule_of(plan, record)?;
    let ballot = record.ballot.as_ref()?;
    if !record.counts() || !ballot.faults().is_empty() {
        return None;
    }
    Some((rule, ballot.outcome(rule)?))
}

/// Ratings of records, re-tests that count by the rating they repeat.
pub(crate) fn retests(records: &[Record]) -> BTreeMap<&str, Vec<&Record>> {
    let mut retests: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    for record in ratings(records) {
        let first = record.field(Meaning::RetestOf);
        if !first.is_empty() && first != record.id && record.counts() {
            retests.entry(first).or_default().push(record);
        }
    }
    retests
}

/// Every rating that failed and that no re-test has followed, in the order of the records.
pub(crate) fn failed_ratings<'a>(plan: &'a Plan, records: &'a [Record]) -> Vec<FailedRating<'a>> {
    let retests = retests(records);
    let by_id: BTreeMap<&str, &Record> =
        ratings(records).map(|record| (record.id.as_str(), record)).collect();
    let make_ups = make_ups(plan, records);
    let mut failed = Vec::new();
    for rating in ratings(records) {
        let Some((rule, outcome)) = outcome_of(plan, rating) else {
            continue;
        };
        if outcome.passed != Some(false) || retests.contains_key(rating.id.as_str()) {
            continue;
        }
        let mut own = Vec::new();
        let mut seen = BTreeSet::new();
        let mut next = Some(rating);
        while let Some(session) = next.filter(|session| seen.insert(session.id.as_str())) {
            own.extend(make_ups.get(session.id.as_str()).into_iter().flatten());
            next = by_id.get(session.field(Meaning::RetestOf)).copied();
        }
        let deadline = own
            .iter()
            .copied()
            .chain([rating])
            .filter_map(|record: &Record| record.date_of(Meaning::Due))
            .filter(|due| rating.date.is_none_or(|held| held <= *due))
            .max();
        failed.push(FailedRating { rating, rule, outcome, make_ups: own, deadline });
    }
    failed
}

/// Make-ups that were handed in without fault, by the rating they name.
fn make_ups<'a>(plan: &Plan, records: &'a [Record]) -> BTreeMap<&'a str, Vec<&'a Record>> {
    let mut make_ups: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    for record in records {
        let is_make_up =
            plan.record_type(&record.kind).is_some_and(|kind| kind.role == Role::MakeUp);
        if is_make_up && record.review != Review::Draft && !record.is_faulty() {
            make_ups.entry(record.field(Meaning::RatingOf)).or_default().push(record);
        }
    }
    make_ups
}

fn ratings(records: &[Record]) -> impl Iterator<Item = &Record> {
    records.iter().filter(|record| record.ballot.is_some())
}
