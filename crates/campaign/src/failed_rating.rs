//! Ratings below the pass mark, and what followed: make-ups, re-tests, deadlines.
//! In: a [`Campaign`]. Out: a [`FailedRating`] for each that no re-test has followed yet.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::field::Meaning;
use crate::plan::{RatingRule, Role};
use crate::rating::Outcome;
use crate::record::Review;
use crate::{Campaign, Record};

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

impl Campaign {
    /// The rule that a rating follows: the one it names, else the only one.
    pub fn rating_rule_of(&self, record: &Record) -> Option<&RatingRule> {
        let ballot = record.ballot.as_ref()?;
        self.plan.rating(&ballot.rule).or(match self.plan.ratings.as_slice() {
            [only] if ballot.rule.is_empty() => Some(only),
            _ => None,
        })
    }

    /// The result of a rating that counts and adds up.
    pub fn outcome_of(&self, record: &Record) -> Option<(&RatingRule, Outcome)> {
        let rule = self.rating_rule_of(record)?;
        let ballot = record.ballot.as_ref()?;
        if !record.counts() || !ballot.faults().is_empty() {
            return None;
        }
        Some((rule, ballot.outcome(rule)?))
    }

    /// Ratings of records, re-tests that count by the rating they repeat.
    pub fn retests(&self) -> BTreeMap<&str, Vec<&Record>> {
        let mut retests: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
        for record in self.records.iter().filter(|record| record.ballot.is_some()) {
            let first = record.field(Meaning::RetestOf);
            if !first.is_empty() && first != record.id && record.counts() {
                retests.entry(first).or_default().push(record);
            }
        }
        retests
    }

    /// Every rating that failed and that no re-test has followed, in the order of the records.
    pub fn failed_ratings(&self) -> Vec<FailedRating<'_>> {
        let retests = self.retests();
        let ratings: BTreeMap<&str, &Record> = self
            .records
            .iter()
            .filter(|record| record.ballot.is_some())
            .map(|record| (record.id.as_str(), record))
            .collect();
        let make_ups = self.make_ups();
        let mut failed = Vec::new();
        for rating in ratings_in_order(self) {
            let Some((rule, outcome)) = self.outcome_of(rating) else {
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
                next = ratings.get(session.field(Meaning::RetestOf)).copied();
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
    fn make_ups(&self) -> BTreeMap<&str, Vec<&Record>> {
        let mut make_ups: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
        for record in &self.records {
            let is_make_up =
                self.plan.record_type(&record.kind).is_some_and(|kind| kind.role == Role::MakeUp);
            if is_make_up && record.review != Review::Draft && !record.is_faulty() {
                make_ups.entry(record.field(Meaning::RatingOf)).or_default().push(record);
            }
        }
        make_ups
    }
}

fn ratings_in_order(campaign: &Campaign) -> impl Iterator<Item = &Record> {
    campaign.records.iter().filter(|record| record.ballot.is_some())
}
