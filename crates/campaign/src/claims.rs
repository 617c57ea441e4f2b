//! Topics claimed: by which units, and who claimed too few or too many.
//! In: plan, roster and records. Out: [`Claims`]; while the topics are open it asks nothing of anybody.

use std::collections::{BTreeMap, BTreeSet};

use crate::field::Meaning;
use crate::plan::{Plan, Role, Topic};
use crate::{Record, Roster, Unit};

/// Units by the topic they claimed.
#[derive(Debug, Clone, Default)]
pub struct Claims<'a> {
    of_topic: BTreeMap<&'a str, Vec<&'a str>>,
    /// Whether the plan has records for claiming at all; else every record that answers to a topic claims it.
    pub kept: bool,
}

/// A unit that claimed fewer or more of a set than the plan asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outside<'a> {
    pub unit: &'a Unit,
    pub set: &'a str,
    pub count: usize,
    pub least: u32,
    pub most: u32,
}

/// How many topics of a set a unit claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Range {
    least: u32,
    most: u32,
    /// How many of the set can be claimed at all.
    known: u32,
}

impl<'a> Claims<'a> {
    pub(crate) fn of(plan: &'a Plan, records: &'a [Record]) -> Self {
        let kept = plan.record_types.iter().any(|kind| kind.role == Role::TopicClaim);
        let mut of_topic: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for record in records.iter().filter(|record| record.counts()) {
            let is_claim =
                plan.record_type(&record.kind).is_some_and(|kind| kind.role == Role::TopicClaim);
            let (true, Some(unit)) = (is_claim || !kept, record.unit()) else {
                continue;
            };
            let named: Vec<&str> = match is_claim {
                true => words(record.field(Meaning::Subject)).collect(),
                false => Vec::new(),
            };
            for topic in &plan.topics {
                let by_name = !topic.is_open()
                    && named.iter().any(|name| *name == topic.name || *name == topic.id);
                if !record.answers.contains(&topic.id) && !by_name {
                    continue;
                }
                let units = of_topic.entry(&topic.id).or_default();
                if !units.contains(&unit) {
                    units.push(unit);
                }
            }
        }
        Claims { of_topic, kept }
    }

    /// The units that claimed a topic, by their ids.
    pub fn to(&self, topic: &Topic) -> &[&'a str] {
        self.of_topic.get(topic.id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The topics of a set that a unit claimed.
    pub fn of_unit<'p>(&self, plan: &'p Plan, unit: &str, set: &str) -> Vec<&'p Topic> {
        plan.topics
            .iter()
            .filter(|topic| topic.set == set && self.to(topic).contains(&unit))
            .collect()
    }

    /// Units with too few or too many of a set, in the order of the roster. Nobody is asked before anybody has claimed,
    /// nor for topics that the plan still leaves open.
    pub fn outside(&self, plan: &'a Plan, roster: &'a Roster) -> Vec<Outside<'a>> {
        if !self.kept || self.of_topic.is_empty() {
            return Vec::new();
        }
        let ranges = ranges(plan);
        let mut outside = Vec::new();
        for unit in &roster.units {
            for (set, range) in &ranges {
                let count = self.of_unit(plan, &unit.id, set).len();
                let least = range.least.min(range.known);
                let fits =
                    u32::try_from(count).is_ok_and(|count| (least..=range.most).contains(&count));
                if !fits {
                    let Range { least, most, .. } = *range;
                    outside.push(Outside { unit, set, count, least, most });
                }
            }
        }
        outside
    }

    /// Topics that no unit claimed though every unit has claimed what it should: nobody will come for them.
    pub fn left_over(&self, plan: &'a Plan, roster: &'a Roster) -> Vec<&'a Topic> {
        if !self.kept || self.of_topic.is_empty() || !self.outside(plan, roster).is_empty() {
            return Vec::new();
        }
        plan.topics
            .iter()
            .filter(|topic| topic.per_unit.is_some() && !topic.is_open())
            .filter(|topic| self.to(topic).is_empty())
            .collect()
    }
}

/// What each set asks of a unit: as the first of its topics says that says it.
fn ranges(plan: &Plan) -> BTreeMap<&str, Range> {
    let mut ranges: BTreeMap<&str, Range> = BTreeMap::new();
    for topic in &plan.topics {
        if let Some((least, most)) = topic.per_unit {
            ranges.entry(&topic.set).or_insert(Range { least, most, known: 0 });
        }
    }
    let mut seen = BTreeSet::new();
    for topic in plan.topics.iter().filter(|topic| !topic.is_open()) {
        if let Some(range) = ranges.get_mut(topic.set.as_str())
            && seen.insert(&topic.id)
        {
            range.known += 1;
        }
    }
    ranges
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', '，', ',', '；', ';', '\n']).map(str::trim).filter(|word| !word.is_empty())
}
