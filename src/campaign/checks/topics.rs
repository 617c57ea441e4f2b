//! Topics claimed: how many by each unit, and which by nobody.
//! In: a campaign. Out: W11.

use std::collections::{BTreeMap, BTreeSet};

use yanxi_campaign::plan::Role;
use yanxi_campaign::{Campaign, Record};

use crate::campaign::problem;
use yanxi_problem::{Code, Diagnostic};

/// W11: how many topics of each set a unit has claimed. Nothing is said before anybody has claimed one.
pub(super) fn topics(campaign: &Campaign, problems: &mut Vec<Diagnostic>) {
    let plan = &campaign.plan;
    let claims: Vec<&Record> = campaign
        .records
        .iter()
        .filter(|record| record.counts())
        .filter(|record| {
            plan.record_type(&record.kind).is_some_and(|kind| kind.role == Role::TopicClaim)
        })
        .collect();
    if claims.is_empty() {
        return;
    }
    let mut sets: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for topic in &plan.topics {
        if let Some(per_unit) = topic.per_unit {
            sets.entry(&topic.set).or_insert(per_unit);
        }
    }
    let set_of: BTreeMap<&str, &str> =
        plan.topics.iter().map(|topic| (topic.id.as_str(), topic.set.as_str())).collect();
    let mut claimed: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for record in claims {
        for answer in &record.answers {
            if let (Some(set), Some(unit)) = (set_of.get(answer.as_str()), record.unit()) {
                claimed.entry((unit, set)).or_default().insert(answer);
            }
        }
    }
    let told = problems.len();
    for unit in &campaign.roster.units {
        for (set, (least, most)) in &sets {
            let count = claimed.get(&(unit.id.as_str(), *set)).map_or(0, BTreeSet::len);
            let fits = u32::try_from(count).is_ok_and(|count| (*least..=*most).contains(&count));
            if fits {
                continue;
            }
            let set = if set.is_empty() { "课题" } else { set };
            let name = &unit.name;
            problems.push(problem::warning(
                Code::W11,
                unit.origin.clone(),
                (
                    format!("{name}在“{set}”里选了 {count} 个，应选 {least} 至 {most} 个"),
                    format!("{name} has claimed {count} of “{set}” instead of {least} to {most}"),
                ),
                ("补选或减少选题，并登记".into(), "claim more or fewer, and record it".into()),
            ));
        }
    }
    if problems.len() > told {
        return;
    }
    // Every unit has claimed what it should, so nobody will come for what is left.
    let all_claimed: BTreeSet<&str> = claimed.into_values().flatten().collect();
    for topic in &plan.topics {
        if topic.per_unit.is_none() || all_claimed.contains(topic.id.as_str()) {
            continue;
        }
        let name = &topic.name;
        problems.push(problem::warning(
            Code::W11,
            topic.origin.clone(),
            (format!("“{name}”没有单位选"), format!("no unit has claimed “{name}”")),
            (
                "请一个单位加选，或从方案里去掉".into(),
                "have a unit claim it, or take it out of the plan".into(),
            ),
        ));
    }
}
