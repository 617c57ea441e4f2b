//! Texts shorter than the plan asks for.
//! In: records as read, and the plan's items with whom they concern. Out: E03 at the record.

use yanxi_campaign::Record;
use yanxi_campaign::plan::Need;
use yanxi_campaign::record::Review;
use yanxi_problem::Code;

use crate::campaign::directory::Directory;
use crate::campaign::problem;
use crate::campaign::record::Draft;

/// E03: a text shorter than its items ask for.
pub(in crate::campaign) fn too_short(drafts: &mut [Draft], directory: &Directory<'_>) {
    for draft in drafts {
        let record = &draft.record;
        let Some(characters) = record.characters else {
            continue;
        };
        if record.review == Review::Draft {
            continue;
        }
        let needed = record
            .items
            .iter()
            .filter_map(|id| directory.item(id))
            .flat_map(|item| &item.needs)
            .filter(|need| applies(need, record, directory))
            .filter_map(|need| need.min_characters)
            .max();
        if let Some(needed) = needed.filter(|needed| characters < *needed) {
            let problem = problem::error(
                Code::E03,
                draft.place.clone(),
                (
                    format!("正文 {characters} 字，少于方案要求的 {needed} 字"),
                    format!("{characters} characters; the plan asks for {needed}"),
                ),
                (
                    format!("补写到 {needed} 字，或写明 字数: ……"),
                    format!("write {needed} characters, or state words: …"),
                ),
            );
            draft.fault(problem);
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
