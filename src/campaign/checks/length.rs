//! Texts shorter than the plan asks for.
//! In: records as read, and the plan's items with whom they concern. Out: E03 at the record.

use yanxi_campaign::Record;
use yanxi_campaign::plan::{Need, Role};
use yanxi_campaign::record::Review;

use crate::campaign::directory::Directory;
use crate::campaign::record::Draft;
use crate::campaign::record_problem::RecordProblem;
use yanxi_problem::Diagnostic;

/// E03: a text shorter than its items ask for.
pub(in crate::campaign) fn too_short(drafts: &mut [Draft], directory: &Directory<'_>) {
    for draft in drafts {
        let record = &draft.record;
        let Some(characters) = record.characters else {
            continue;
        };
        // Who is exempt writes nothing; what the record says is why.
        let role = directory.record_type(&record.kind).map(|kind| kind.role);
        if record.review == Review::Draft || role == Some(Role::Exemption) {
            continue;
        }
        let needed = record
            .items
            .iter()
            .filter_map(|id| directory.item(id))
            .filter(|item| !item.is_open())
            .flat_map(|item| &item.needs)
            .filter(|need| applies(need, record, directory))
            .filter_map(|need| need.min_characters)
            .max();
        if let Some(needed) = needed.filter(|needed| characters < *needed) {
            let problem = RecordProblem::TooShort { characters, needed };
            draft.fault(Diagnostic::of(draft.place.clone(), &problem));
        }
    }
}

fn applies(need: &Need, record: &Record, directory: &Directory<'_>) -> bool {
    let plan = directory.plan;
    let people = record.people.iter().filter_map(|id| directory.person(id));
    let mut with_units = people.filter_map(|person| {
        let unit = directory.roster.unit(&person.unit)?;
        Some((person, unit))
    });
    match &need.audience {
        Some(audience) => plan.audience(audience).is_some_and(|audience| {
            with_units.any(|(person, unit)| {
                person.belongs_to(audience, unit, plan) && unit.is_of(&need.unit_classes, plan)
            })
        }),
        None => record
            .units
            .iter()
            .filter_map(|id| directory.roster.unit(id))
            .any(|unit| unit.is_of(&need.unit_classes, plan)),
    }
}
