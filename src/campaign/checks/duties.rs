//! Names of units and leaders that answer for something of the plan, against the roster.
//! In: a campaign. Out: E01 as a warning at the entry; offices outside the roster may well be named.

use std::collections::BTreeSet;

use yanxi_campaign::Campaign;
use yanxi_campaign::duty::duties;

use crate::slip::is_slip_of;
use yanxi_problem::{Diagnostic, Name, Place, Problem, Quoted};

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum DutyProblem {
    #[code(E01, Warning)]
    #[zh("责任里写的“{name}”不在名册里，最接近的是“{near}”", "写错了的，把“{name}”改成“{near}”")]
    #[en(
        "“{name}”, who is to answer for it, is not in the roster; the nearest is “{near}”",
        "write “{near}” for “{name}” if it is a slip"
    )]
    #[edit(name, near)]
    NotInRosterNear { name: Quoted, near: Name },
}

/// E01
pub(super) fn names(campaign: &Campaign, problems: &mut Vec<Diagnostic>) {
    let roster = &campaign.roster;
    let units = roster
        .units
        .iter()
        .flat_map(|unit| [&*unit.id, &*unit.name].into_iter().chain(unit.former_names()));
    let units: Vec<&str> = units.collect();
    let people = roster.people.iter().flat_map(|person| [&*person.id, &*person.name]);
    let leaders = roster.units.iter().flat_map(|unit| {
        unit.first_responsible.iter().map(String::as_str).chain([unit.contact_leader.as_str()])
    });
    let people: Vec<&str> = people.chain(leaders).filter(|name| !name.is_empty()).collect();
    let mut told: BTreeSet<(&str, &Place)> = BTreeSet::new();
    for task in duties(&campaign.plan) {
        let units_named =
            task.duty.units.iter().chain(&task.duty.partners).map(|name| (name, &units));
        let leaders_named = task.duty.leaders.iter().map(|name| (name, &people));
        for (name, known) in units_named.chain(leaders_named) {
            if known.contains(&name.as_str()) || !told.insert((name, task.origin)) {
                continue;
            }
            if let Some(near) = known.iter().find(|known| is_slip_of(name, known)) {
                let problem = DutyProblem::NotInRosterNear {
                    name: Quoted::from(name),
                    near: Name::from(*near),
                };
                problems.push(Diagnostic::of(task.origin.clone(), &problem));
            }
        }
    }
}
