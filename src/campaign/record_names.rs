//! Reads what a record names: units, people, items, targets and topics, attached files.
//! In: its keys and the [`super::directory::Directory`]. Out: ids in the record, and every name that leads nowhere.

use jiff::civil::Date;
use yanxi_campaign::Record;
use yanxi_campaign::plan::{RecordType, Role};

use super::day;
use super::entity::is_named;
use super::names::{Found, Kind};
use super::reader::Reader;
use super::record::{ANSWERS, ATTACHMENTS, ITEMS, Named, OTHER_ANSWERS, Surroundings, declares};
use super::record_problem::RecordProblem;
use yanxi_problem::{Diagnostic, Quoted};
use yanxi_reading::content_path::folder_of;

/// Units first, for people and items are sought within them.
pub(super) fn units_people_items(
    reader: &mut Reader<'_>,
    kind: Option<&RecordType>,
    named: Named,
    around: &Surroundings<'_>,
    record: &mut Record,
) {
    let directory = around.directory;
    record.units = reader.references(named.unit, directory.units, Kind::Unit);
    let unit_is_wrong = !reader.problems.is_empty() && record.units.is_empty();
    // The page of ratings calls the unit 对象.
    if record.units.is_empty()
        && !unit_is_wrong
        && kind.is_some_and(|kind| kind.role == Role::Rating)
        && let Some(field) = reader.entity.fields.iter().find(|field| field.name == "对象")
        && let Found::One(unit) = directory.units.find(&field.value.in_words())
    {
        record.units.push(unit.id.clone());
    }
    let words = reader.words(named.people);
    for word in &words {
        if let Some(person) = directory.resolve_person(reader, word, &record.units)
            && !record.people.contains(&person)
        {
            record.people.push(person);
        }
    }
    // Who names people only means the unit in which they were.
    if record.units.is_empty()
        && !unit_is_wrong
        && let Some(person) = record.people.first().and_then(|id| directory.person(id))
        && !person.unit.is_empty()
    {
        let then = date_of(reader, named, around).and_then(|day| person.unit_on(day));
        record.units.push(then.unwrap_or(&person.unit).to_string());
    }
    for word in reader.words(ITEMS) {
        if let Some(item) = directory.resolve_item(reader, &word, &record.units)
            && !record.items.contains(&item)
        {
            record.items.push(item);
        }
    }
}

/// The day of a record whose date has yet to be read; what is wrong with it is told then.
fn date_of(reader: &Reader<'_>, named: Named, around: &Surroundings<'_>) -> Option<Date> {
    let mut fields = reader.entity.fields.iter();
    let field = fields.find(|field| is_named(&field.name, named.date))?;
    day::first_day(&field.value.in_words(), around.days).ok()
}

/// What it answers to. Under words of common use only what the plan knows is taken, the rest stays a field.
pub(super) fn answers(
    reader: &mut Reader<'_>,
    kind: Option<&RecordType>,
    around: &Surroundings<'_>,
    record: &mut Record,
) {
    let directory = around.directory;
    record.answers = reader.references(ANSWERS, &directory.answers, Kind::Answer);
    let keys: Vec<&str> = OTHER_ANSWERS.iter().copied().flatten().copied().collect();
    let form = reader.form();
    for (field, _) in reader.fields() {
        let is_own_key = directory.answer_keys.contains(&field.name.as_str());
        if !is_own_key && !keys.contains(&field.name.as_str()) {
            continue;
        }
        let mut all_known = true;
        for word in field.words(form) {
            match directory.answers.find(&word.text) {
                Found::One(thing) if !record.answers.contains(&thing.id) => {
                    record.answers.push(thing.id.clone());
                }
                Found::One(_) => {}
                _ => all_known = false,
            }
        }
        let is_field = declares(kind, &[field.name.as_str()])
            || yanxi_campaign::field::Meaning::of_key(&field.name).is_some();
        if all_known && !declares(kind, &[field.name.as_str()]) {
            reader.use_field(field);
        } else if !is_field {
            reader.use_field(field);
            for word in field.words(form) {
                reader.resolve(&word, &directory.answers, Kind::Answer);
            }
        }
    }
}

pub(super) fn attachments(reader: &mut Reader<'_>, around: &Surroundings<'_>, record: &mut Record) {
    for word in reader.words(ATTACHMENTS) {
        let folder = folder_of(around.path);
        match around.files.find(folder, Some(around.folder), &word.text) {
            Some(path) => record.attachments.push(path.to_string()),
            // The pages' own reading reports what a page lacks.
            None if around.is_page => {}
            None => {
                let problem = RecordProblem::NoAttachment { name: Quoted::from(&word.text) };
                reader.problems.push(Diagnostic::of(word.place.clone(), &problem));
            }
        }
    }
}
