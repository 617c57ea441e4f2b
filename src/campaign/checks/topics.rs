//! Topics claimed: how many by each unit, and which by nobody.
//! In: a campaign. Out: W11.

use std::collections::{BTreeMap, BTreeSet};

use yanxi_campaign::plan::Role;
use yanxi_campaign::{Campaign, Record};

use crate::campaign::remedy::Label;
use yanxi_problem::{Diagnostic, Name, Problem, Say, Words};

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum TopicProblem {
    #[code(W11)]
    #[zh("{unit}在“{set}”里选了 {count} 个，应选 {wanted} 个", "补选或减少选题，并登记")]
    #[en(
        "{unit} has claimed {count} of “{set}” instead of {wanted}",
        "claim more or fewer, and record it"
    )]
    CountDiffers { unit: Name, set: Label, count: usize, wanted: Wanted },
    #[code(W11)]
    #[zh("“{topic}”没有单位选", "请一个单位加选，或从方案里去掉")]
    #[en("no unit has claimed “{topic}”", "have a unit claim it, or take it out of the plan")]
    Unclaimed { topic: Name },
}

/// How many a unit is to claim.
#[derive(Debug, Clone, PartialEq, Eq, Say)]
pub(super) enum Wanted {
    #[zh("{count}")]
    #[en("{count}")]
    Exactly { count: u32 },
    #[zh("{least} 至 {most}")]
    #[en("{least} to {most}")]
    Between { least: u32, most: u32 },
}

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
            let set = match set.is_empty() {
                true => Label::Ours(Words::new("课题", "topics")),
                false => Label::from(*set),
            };
            let wanted = match (*least, *most) {
                (count, most) if count == most => Wanted::Exactly { count },
                (least, most) => Wanted::Between { least, most },
            };
            let unit_name = Name::from(&unit.name);
            let problem = TopicProblem::CountDiffers { unit: unit_name, set, count, wanted };
            problems.push(Diagnostic::of(unit.origin.clone(), &problem));
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
        let problem = TopicProblem::Unclaimed { topic: Name::from(&topic.name) };
        problems.push(Diagnostic::of(topic.origin.clone(), &problem));
    }
}
