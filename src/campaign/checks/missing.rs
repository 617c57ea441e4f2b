//! What was to be handed in and was not.
//! In: a campaign and how it stands. Out: W02, one for each unit and item.

use std::collections::BTreeMap;

use yanxi_campaign::Campaign;
use yanxi_campaign::plan::Kind as PlanKind;
use yanxi_campaign::progress::{Owner, Progress, State};

use crate::campaign::problem;
use yanxi_problem::{Code, Diagnostic};

/// How many names one warning lists.
const SHOWN_NAMES: usize = 12;

/// W02: one line for each unit and item that is required; what a unit chose for itself it may leave.
pub(super) fn missing(campaign: &Campaign, progress: &Progress, problems: &mut Vec<Diagnostic>) {
    let people = campaign.roster.people_by_id();
    let mut by_unit: BTreeMap<(Option<&str>, &str), Vec<&str>> = BTreeMap::new();
    for obligation in &progress.obligations {
        if obligation.state != State::Missing || obligation.kind != PlanKind::Required {
            continue;
        }
        let names =
            by_unit.entry((obligation.unit.as_deref(), obligation.item.as_str())).or_default();
        if let Owner::Person(id) = &obligation.owner {
            names.push(people.get(id.as_str()).map_or(id, |person| &person.name));
        }
    }
    for ((unit, item), names) in by_unit {
        let Some(item) = campaign.plan.item(item) else {
            continue;
        };
        let unit = unit.and_then(|unit| campaign.roster.unit(unit));
        let who = unit.map_or("全镇", |unit| unit.name.as_str());
        let english_who = unit.map_or("the campaign", |unit| unit.name.as_str());
        let name = &item.name;
        let message = if names.is_empty() {
            (format!("{who}没有交“{name}”"), format!("{english_who} has not handed in “{name}”"))
        } else {
            let shown = names.iter().take(SHOWN_NAMES).copied().collect::<Vec<_>>().join("、");
            let more = if names.len() > SHOWN_NAMES { "等" } else { "" };
            (
                format!("{who}有 {} 人没有交“{name}”：{shown}{more}", names.len()),
                format!("{} of {english_who} have not handed in “{name}”: {shown}", names.len()),
            )
        };
        let origin = unit.map_or(&item.origin, |unit| &unit.origin);
        problems.push(problem::warning(
            Code::W02,
            origin.clone(),
            message,
            (
                "补交后登记；不用交的，登记一条免除记录".into(),
                "hand it in and record it, or record an exemption".into(),
            ),
        ));
    }
}
