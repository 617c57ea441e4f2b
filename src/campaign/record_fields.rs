//! Reads the fields of a record by the rules of its type.
//! In: the keys that have no meaning of their own. Out: fields with checked values, what is missing, ballots.

use std::collections::BTreeSet;

use jiff::civil::Date;
use yanxi_campaign::field::{Holds, Meaning};
use yanxi_campaign::plan::{FieldRule, FieldValue, RecordType, Role};
use yanxi_campaign::quantity::Amount;
use yanxi_campaign::record::{REVIEWED_ON, REVIEWER, Review};
use yanxi_campaign::{Id, Record};

use super::ballot;
use super::day::{self, Days};
use super::entity::{Content, Field, Form, Word, is_named};
use super::names::{Found, Kind};
use super::problem;
use super::reader::Reader;
use super::record::{KEYS, Named, OTHER_KEYS, Surroundings, WrittenDay, other_names};
use super::record_problem::RecordProblem;
use crate::review_entry::{KEYS as KEYS_OF_REVIEW, ReviewEntry};
use crate::slip::{Parts, slip_for};
use yanxi_problem::{Diagnostic, Figure, Place};
use yanxi_reading::value::{Value, parse_date};

/// What was found on the way.
#[derive(Default)]
pub(super) struct Stored {
    /// Keys that have a value, with their places.
    written: Vec<(String, Place)>,
    /// Keys of which was said that they are missing.
    missing: Vec<String>,
    pub(super) refers_to: Vec<Word>,
}

impl Stored {
    /// Whether any of the names has a value.
    pub(super) fn names(&self, names: &[&str]) -> bool {
        self.place_of(names).is_some()
    }

    pub(super) fn place_of(&self, names: &[&str]) -> Option<&Place> {
        self.written.iter().find(|(key, _)| is_named(key, names)).map(|(_, place)| place)
    }

    /// The fields of a record that hold a day, with their places.
    pub(super) fn days_of(&self, record: &Record) -> Vec<WrittenDay> {
        let fields = record.fields.iter();
        let days = fields.filter_map(|(key, value)| Some((key, value.parse::<Date>().ok()?)));
        days.filter_map(|(key, day)| {
            let place = self.place_of(&[key.as_str()])?.clone();
            Some(WrittenDay { key: key.clone(), day, place })
        })
        .collect()
    }

    /// Whether it was said that one of the names is missing.
    pub(super) fn is_said_missing(&self, names: &[&str]) -> bool {
        self.missing.iter().any(|key| is_named(key, names))
    }

    /// Whether a key has a value, under this or another of its names.
    fn has(&self, key: &str) -> bool {
        let names = KEYS.iter().find(|names| is_named(key, names));
        match names {
            Some(names) => self.names(names),
            None => self.names(&[key]),
        }
    }
}

/// Reads all fields that nobody has taken so far.
pub(super) fn read(
    reader: &mut Reader<'_>,
    kind: Option<&RecordType>,
    named: Named,
    around: &Surroundings<'_>,
    record: &mut Record,
) -> Stored {
    let mut stored = Stored::default();
    let rules: &[FieldRule] = kind.map_or(&[], |kind| &kind.fields);
    let form = reader.form();
    let is_rating = kind.is_some_and(|kind| kind.role == Role::Rating);
    if is_rating {
        ballot::read(reader, around.directory, record);
    }
    let fields = reader.fields();
    let keys: BTreeSet<&str> = fields.iter().map(|(field, _)| field.name.as_str()).collect();
    for (field, used) in fields {
        if field.value.is_empty() {
            continue;
        }
        stored.written.push((field.name.clone(), field.value.place.clone()));
        for (own, names) in named.pairs() {
            if is_named(&field.name, names)
                && let Some(own) = own.first()
            {
                stored.written.push((own.to_string(), field.value.place.clone()));
            }
        }
        if let Some(rule) = rule_for(rules, &field.name, &keys) {
            let value = if used {
                plain_value(field)
            } else {
                checked(reader, field, rule, around, record)
            };
            stored.written.push((rule.key.clone(), field.value.place.clone()));
            record.fields.push((rule.key.clone(), value));
        } else if used && !ballot::is_count(&field.name) {
            continue;
        } else if let Some(meaning) = Meaning::of_key(&field.name) {
            if matches!(meaning, Meaning::RetestOf | Meaning::RatingOf) {
                stored.refers_to.push(field.word(form));
            }
            record.fields.push((field.name.clone(), plain_value_of(field, meaning, around.days)));
        } else if form == Form::Lines && kind.is_some() && !is_other_name(&field.name) {
            let known = known_keys(kind, around);
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            reader.problems.push(problem::unknown_key(field, form, &known));
        } else {
            // A column that only this office has; the public does not see it.
            record.fields.push((field.name.clone(), field.value.in_words()));
        }
        reader.use_field(field);
    }
    reviewed_by(reader, record);
    if let Some(kind) = kind
        && record.review != Review::Draft
    {
        required(reader, kind, around, record, &mut stored);
    }
    due_before_start(reader, record, &stored);
    stored
}

/// The rule of a key: that of the same name, else one of the same meaning that has no key of its own here.
fn rule_for<'a>(rules: &'a [FieldRule], key: &str, keys: &BTreeSet<&str>) -> Option<&'a FieldRule> {
    if let Some(rule) = rules.iter().find(|rule| rule.key == key) {
        return Some(rule);
    }
    let meaning = Meaning::of_key(key)?;
    rules.iter().find(|rule| {
        !keys.contains(rule.key.as_str()) && Meaning::of_key(&rule.key) == Some(meaning)
    })
}

/// All keys that a record of a type may have.
pub(super) fn known_keys(kind: Option<&RecordType>, around: &Surroundings<'_>) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    if let Some(kind) = kind {
        known.extend(kind.fields.iter().map(|field| field.key.clone()));
        if kind.role == Role::Rating {
            let rules = &around.directory.plan.ratings;
            let grades = rules.iter().flat_map(|rule| &rule.grades);
            known.extend(grades.map(|grade| grade.name.clone()));
        }
    }
    let own = KEYS.iter().copied().flatten().chain(&OTHER_KEYS);
    known.extend(own.map(ToString::to_string));
    known.extend(other_names().map(ToString::to_string));
    let standard = Meaning::ALL.iter().flat_map(|meaning| meaning.names());
    known.extend(standard.map(ToString::to_string));
    known
}

fn plain_value(field: &Field) -> String {
    let text = field.value.in_words();
    match parse_date(&text) {
        Some(day) if ["日期", "时间", "date"].contains(&field.name.as_str()) => day.to_string(),
        _ => text,
    }
}

fn plain_value_of(field: &Field, meaning: Meaning, days: Days) -> String {
    let text = field.value.in_words();
    if !matches!(meaning.holds(), Holds::Day | Holds::DayOrText) {
        return text;
    }
    day::one_day(&text, days).map_or(text, |day| day.to_string())
}

fn is_responsible(key: &str) -> bool {
    matches!(Meaning::of_key(key), Some(Meaning::Responsible | Meaning::Leader))
}

fn is_other_name(name: &str) -> bool {
    other_names().any(|other| other == name)
}

/// A value by its rule. What is wrong is reported and kept as it stands.
fn checked(
    reader: &mut Reader<'_>,
    field: &Field,
    rule: &FieldRule,
    around: &Surroundings<'_>,
    record: &Record,
) -> String {
    let form = reader.form();
    let word = field.word(form);
    let directory = around.directory;
    match &rule.value {
        FieldValue::Text => word.text,
        FieldValue::Number => {
            let folded = yanxi_text::fold::fold(&word.text).replace(',', "");
            // What was reached of a target may say its unit: 210万亩.
            let is_amount = Meaning::of_key(&rule.key) == Some(Meaning::Value)
                && Amount::parse(&word.text, "").is_some();
            if folded.parse::<f64>().is_ok_and(f64::is_finite) {
                folded
            } else if is_amount {
                word.text
            } else if let Some(number) = &field.value.number {
                // A per cent stays one, so that it can be held against a target in per cent.
                if folded.ends_with('%') { folded } else { number.clone() }
            } else {
                reader.problems.push(problem::no_number(&word));
                word.text
            }
        }
        FieldValue::Date => match day::one_day(&word.text, around.days) {
            Ok(day) => day.to_string(),
            Err(why) => {
                reader.problems.push(problem::no_date_because(&word, why));
                word.text
            }
        },
        FieldValue::YesOrNo => match Value::Text(word.text.clone()).as_yes_or_no() {
            Some(true) => "是".into(),
            Some(false) => "否".into(),
            None => {
                reader.problems.push(problem::no_yes_or_no(&word));
                word.text
            }
        },
        FieldValue::Enumeration(id) => {
            let values = directory
                .plan
                .enumeration(id)
                .map(|values| values.values.as_slice())
                .unwrap_or_default();
            if !values.contains(&word.text) {
                let values: Vec<&str> = values.iter().map(String::as_str).collect();
                let near = slip_for(&word.text, values.iter().copied(), Parts::AreOtherNames);
                reader.problems.push(problem::not_a_choice(&word, near, &values));
            }
            word.text
        }
        FieldValue::Unit => {
            for word in field.words(form) {
                reader.resolve(&word, directory.units, Kind::Unit);
            }
            word.text
        }
        FieldValue::Person => {
            // Whoever is responsible is of the unit that is.
            let responsible = reader
                .entity
                .fields
                .iter()
                .filter(|field| Meaning::of_key(&field.name) == Some(Meaning::ResponsibleUnit));
            let mut units: Vec<Id> = responsible
                .flat_map(|field| field.words(form))
                .filter_map(|word| match directory.units.find(&word.text) {
                    Found::One(unit) => Some(unit.id.clone()),
                    _ => None,
                })
                .collect();
            if units.is_empty() || !is_responsible(&field.name) {
                units.clone_from(&record.units);
            }
            for word in field.words(form) {
                directory.resolve_person(reader, &word, &units);
            }
            word.text
        }
    }
}

/// Who reviewed it and when, where the review says so.
fn reviewed_by(reader: &Reader<'_>, record: &mut Record) {
    let Some(entry) = review_of(reader) else {
        return;
    };
    for (key, text) in [
        (REVIEWER, entry.by),
        (REVIEWED_ON, entry.on.map(|day| day.to_string()).unwrap_or_default()),
    ] {
        if !text.is_empty() {
            record.fields.push((key.to_string(), text));
        }
    }
}

/// The review entry of a record, the same that publishing asks for.
pub(super) fn review_of(reader: &Reader<'_>) -> Option<ReviewEntry> {
    let field = reader.entity.fields.iter().find(|field| is_named(&field.name, &KEYS_OF_REVIEW))?;
    Some(match &field.value.content {
        Content::Table(parts) => {
            let parts: Vec<(&str, String)> =
                parts.iter().map(|part| (part.name.as_str(), part.value.in_words())).collect();
            ReviewEntry::of_parts(&parts)
        }
        Content::Text(_) | Content::List(_) => ReviewEntry::of_text(&field.value.in_words()),
    })
}

fn required(
    reader: &mut Reader<'_>,
    kind: &RecordType,
    around: &Surroundings<'_>,
    record: &mut Record,
    stored: &mut Stored,
) {
    for rule in kind.fields.iter().filter(|rule| rule.required) {
        if stored.has(&rule.key) {
            continue;
        }
        let problem = problem::missing(reader.entity, &rule.key);
        if around.lacking.contains(&rule.key) {
            record.faults.push(problem);
        } else {
            stored.missing.push(rule.key.clone());
            reader.problems.push(problem);
        }
    }
    for condition in &kind.conditions {
        let holds = condition.when.iter().all(|(key, value)| {
            if is_named(key, &["status", "状态"]) {
                return record.state == *value || record.review.chinese() == value;
            }
            record.value(key) == value
        });
        if !holds {
            continue;
        }
        for key in &condition.require {
            if !stored.has(key) {
                stored.missing.push(key.clone());
                reader.problems.push(problem::missing_by_condition(
                    reader.entity,
                    key,
                    &condition.when,
                ));
            }
        }
    }
}

fn due_before_start(reader: &mut Reader<'_>, record: &Record, stored: &Stored) {
    if let (Some(start), Some(due)) = (record.date, record.date_of(Meaning::Due))
        && due < start
    {
        let place = stored.place_of(Meaning::Due.names()).unwrap_or(&reader.entity.place);
        let problem =
            RecordProblem::DueBeforeStart { due: Figure::of(due), start: Figure::of(start) };
        reader.problems.push(Diagnostic::of(place.clone(), &problem));
    }
}
