//! What the public may know of a campaign. Here alone it is decided; everything that a public page, table, drawing,
//! file or index says is made from what this gives, so that nothing else can be on it.
//! In: plan, roster and records. Out: the same as if the rest had never been written down.

use std::collections::{BTreeMap, BTreeSet};

use yanxi_problem::Place;

use crate::field::Meaning;
use crate::plan::{Duty, FieldValue, Plan, RecordType, Role};
use crate::rating::Ballot;
use crate::record::{Closing, REVIEWED_ON, REVIEWER};
use crate::{Id, Record, Roster};

/// Plan, roster and records as the public may see them: no people, no unit's leaders, nothing that a unit chose for
/// itself; only records that are public, approved or notices, and without fault, and of those no field that is internal
/// or names people.
pub(crate) fn for_public(
    plan: &Plan,
    roster: &Roster,
    records: &[Record],
) -> (Plan, Roster, Vec<Record>) {
    let records: Vec<&Record> = records.iter().filter(|record| is_shown(record)).collect();
    let ids = public_ids(plan, roster, &records);
    (
        public_plan(plan, &records),
        public_roster(roster),
        records.into_iter().map(|record| public_record(record, plan, roster, &ids)).collect(),
    )
}

/// Whether the public may see a record at all.
pub(crate) fn is_shown(record: &Record) -> bool {
    record.public && record.can_be_shown()
}

/// The units by name and class.
fn public_roster(roster: &Roster) -> Roster {
    let mut units = roster.units.clone();
    for unit in &mut units {
        unit.first_responsible.clear();
        unit.contact_leader.clear();
        unit.leading_group.clear();
        unit.other.clear();
        unit.origin = Place::default();
    }
    Roster { units, ..Roster::default() }
}

/// The plan without what units chose, without internal fields and their values, and without the types of which nothing
/// is public and that it speaks of nowhere else.
fn public_plan(plan: &Plan, records: &[&Record]) -> Plan {
    let mut public = plan.clone();
    public.items.retain(|item| item.chosen_by.is_none());
    for duty in duties(&mut public) {
        duty.leaders.clear();
    }
    let spoken_of: BTreeSet<&Id> = public
        .items
        .iter()
        .flat_map(|item| &item.record_types)
        .chain(plan.ratings.iter().filter_map(|rule| rule.make_up_type.as_ref()))
        .collect();
    let recorded: BTreeSet<&Id> = records.iter().map(|record| &record.kind).collect();
    public.record_types = plan
        .record_types
        .iter()
        .filter_map(|kind| {
            if kind.public || recorded.contains(&kind.id) {
                return Some(public_type(kind));
            }
            spoken_of.contains(&kind.id).then(|| RecordType {
                id: kind.id.clone(),
                name: kind.name.clone(),
                role: kind.role,
                ..RecordType::default()
            })
        })
        .collect();
    let values = |kinds: &[RecordType]| -> BTreeSet<Id> {
        let fields = kinds.iter().flat_map(|kind| &kind.fields);
        fields
            .filter_map(|field| match &field.value {
                FieldValue::Enumeration(id) => Some(id.clone()),
                _ => None,
            })
            .collect()
    };
    let (used, public_ones) = (values(&plan.record_types), values(&public.record_types));
    public.enums.retain(|values| public_ones.contains(&values.id) || !used.contains(&values.id));
    // What is not told has no other names either.
    let told: BTreeSet<String> = public.names_and_values().map(str::to_string).collect();
    public.other_names.retain(|other| told.contains(&other.name));
    public
}

/// Every 责任 of a plan; who leads is a person.
fn duties(plan: &mut Plan) -> impl Iterator<Item = &mut Duty> {
    let lists = plan.lists.iter_mut().flat_map(|list| {
        std::iter::once(&mut list.duty).chain(list.entries.iter_mut().map(|entry| &mut entry.duty))
    });
    let items = plan.items.iter_mut().map(|item| &mut item.duty);
    let gates = plan.gates.iter_mut().map(|gate| &mut gate.duty);
    let targets = plan.targets.iter_mut().map(|target| &mut target.duty);
    let topics = plan.topics.iter_mut().map(|topic| &mut topic.duty);
    items.chain(gates).chain(targets).chain(topics).chain(lists)
}

fn public_type(kind: &RecordType) -> RecordType {
    let mut public = kind.clone();
    public.fields.retain(|field| !field.internal);
    if !kind.public {
        public.aliases.clear();
    }
    let is_public = |key: &String| is_public_field(Some(kind), key);
    public.conditions.retain(|condition| {
        condition.when.iter().all(|(key, _)| is_public(key))
            && condition.require.iter().all(is_public)
    });
    public
}

/// Whether a field of a record may be told. Another name of an internal field is that field.
fn is_public_field(kind: Option<&RecordType>, key: &str) -> bool {
    let meaning = Meaning::of_key(key);
    if meaning.is_some_and(Meaning::names_people) || [REVIEWER, REVIEWED_ON].contains(&key) {
        return false;
    }
    let fields = kind.map_or(&[][..], |kind| &kind.fields);
    match fields.iter().find(|field| field.key == key) {
        Some(field) => !field.internal && field.value != FieldValue::Person,
        None => !fields.iter().any(|field| {
            field.internal && meaning.is_some() && Meaning::of_key(&field.key) == meaning
        }),
    }
}

/// Whether plan or program know what a field holds; columns that an office has for itself are nobody else's.
fn is_known_field(kind: Option<&RecordType>, key: &str) -> bool {
    let declared = |kind: &RecordType| kind.fields.iter().any(|field| field.key == key);
    Meaning::of_key(key).is_some() || kind.is_some_and(declared)
}

/// Ids by which public things refer to public records. One that was made tells of its table's name and row, so that
/// another is made from what is public.
fn public_ids<'a>(plan: &Plan, roster: &Roster, records: &[&'a Record]) -> BTreeMap<&'a str, Id> {
    let keeps = |record: &Record| !record.id_is_made || record.page.is_some();
    let mut taken: BTreeSet<Id> =
        records.iter().filter(|record| keeps(record)).map(|record| record.id.clone()).collect();
    let mut ids = BTreeMap::new();
    for record in records {
        let id = if keeps(record) {
            record.id.clone()
        } else {
            let wanted = public_title(record, plan, roster);
            let mut id = wanted.clone();
            let mut count = 2;
            while !taken.insert(id.clone()) {
                id = format!("{wanted}-{count}");
                count += 1;
            }
            id
        };
        ids.insert(record.id.as_str(), id);
    }
    ids
}

/// Whether the units of a record are kept back: who proposed something is not told, and a unit may be a few people.
fn hides_units(kind: Option<&RecordType>) -> bool {
    kind.is_some_and(|kind| matches!(kind.role, Role::Suggestion | Role::Opinion))
}

fn public_fields(record: &Record, kind: Option<&RecordType>) -> Vec<(String, String)> {
    let is_opinion = kind.is_some_and(|kind| kind.role == Role::Opinion);
    record
        .fields
        .iter()
        .filter(|(key, _)| is_public_field(kind, key) && is_known_field(kind, key))
        .filter(|(key, _)| !(is_opinion && Meaning::of_key(key) == Some(Meaning::ResponsibleUnit)))
        .cloned()
        .collect()
}

/// The title; one that was made is made again from what is public.
fn public_title(record: &Record, plan: &Plan, roster: &Roster) -> String {
    if !record.title_is_made {
        return record.title.clone();
    }
    let kind = plan.record_type(&record.kind);
    let unit = record.unit().filter(|_| !hides_units(kind)).and_then(|id| roster.unit(id));
    let known = Record { fields: public_fields(record, kind), ..record.clone() };
    known.made_title(kind, unit.map(|unit| unit.name.as_str()))
}

fn public_record(
    record: &Record,
    plan: &Plan,
    roster: &Roster,
    ids: &BTreeMap<&str, Id>,
) -> Record {
    let kind = plan.record_type(&record.kind);
    let is_of_all = |id: &Id| plan.item(id).is_some_and(|item| item.chosen_by.is_none());
    // What leads to another record leads to a public one or nowhere.
    let fields = public_fields(record, kind)
        .into_iter()
        .filter_map(|(key, value)| match Meaning::of_key(&key) {
            Some(Meaning::RetestOf | Meaning::RatingOf) => {
                ids.get(value.as_str()).map(|id| (key, id.clone()))
            }
            _ => Some((key, value)),
        })
        .collect();
    Record {
        id: ids.get(record.id.as_str()).cloned().unwrap_or_default(),
        id_is_made: record.id_is_made,
        kind: record.kind.clone(),
        title: public_title(record, plan, roster),
        title_is_made: record.title_is_made,
        items: record.items.iter().filter(|id| is_of_all(id)).cloned().collect(),
        units: if hides_units(kind) { Vec::new() } else { record.units.clone() },
        people: Vec::new(),
        date: record.date,
        review: record.review,
        state: record.state.clone(),
        public: record.public,
        stage: record.stage.clone(),
        answers: record.answers.clone(),
        fields,
        ballot: record.ballot.as_ref().map(|ballot| public_ballot(ballot, plan, kind)),
        characters: None,
        attachments: record.attachments.clone(),
        page: record.page.clone(),
        faults: Vec::new(),
        repeats: None,
        closings: record
            .closings
            .iter()
            .map(|closing| Closing { by: String::new(), ..closing.clone() })
            .collect(),
        origin: Place::default(),
    }
}

/// The ballots without the numbers that the plan keeps internal.
fn public_ballot(ballot: &Ballot, plan: &Plan, kind: Option<&RecordType>) -> Ballot {
    let shown = |meaning: Meaning| meaning.names().iter().all(|name| is_public_field(kind, name));
    let mut public = ballot.clone();
    if !shown(Meaning::Issued) {
        public.issued = None;
    }
    if !shown(Meaning::Returned) {
        public.returned = None;
    }
    if !shown(Meaning::Valid) {
        public.valid = None;
    }
    for group in &mut public.groups {
        if !shown(Meaning::Expected) {
            group.expected = None;
        }
        if !shown(Meaning::Present) {
            group.present = None;
        }
    }
    let grades = plan.rating(&ballot.rule).map_or(&[][..], |rule| &rule.grades);
    // Of the votes all are told or none, for the rest follows from the others.
    if grades.iter().any(|grade| !is_public_field(kind, &grade.name)) {
        public.votes.clear();
    }
    public
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{FieldRule, Grade, RatingRule};
    use crate::record::Review;
    use crate::{Campaign, Unit};

    fn kind(id: &str, role: Role, fields: &[(&str, bool)]) -> RecordType {
        RecordType {
            id: id.into(),
            name: id.into(),
            role,
            public: true,
            fields: fields
                .iter()
                .map(|(key, internal)| FieldRule {
                    key: (*key).into(),
                    internal: *internal,
                    ..FieldRule::default()
                })
                .collect(),
            ..RecordType::default()
        }
    }

    fn record(id: &str, kind: &str, fields: &[(&str, &str)]) -> Record {
        Record {
            id: id.into(),
            kind: kind.into(),
            title: id.into(),
            units: vec!["u1".into()],
            review: Review::Approved,
            public: true,
            fields: fields.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect(),
            ..Record::default()
        }
    }

    fn campaign(kinds: Vec<RecordType>, records: Vec<Record>) -> Campaign {
        Campaign {
            plan: Plan { record_types: kinds, ..Plan::default() },
            roster: Roster {
                units: vec![Unit { id: "u1".into(), name: "甲嘎查".into(), ..Unit::default() }],
                ..Roster::default()
            },
            records,
            ..Campaign::default()
        }
    }

    #[test]
    fn another_name_of_an_internal_field_is_internal_too() {
        let fields = [
            ("责任单位", "一"),
            ("承办单位", "二"),
            ("内容", "三"),
            ("主持人", "四"),
            ("审核人", "五"),
            ("审核日期", "六"),
        ];
        let public = campaign(
            vec![kind("会", Role::Meeting, &[("责任单位", true), ("内容", false)])],
            vec![record("r1", "会", &fields)],
        )
        .for_public();
        assert_eq!(public.records[0].fields, [("内容".to_string(), "三".to_string())]);
        assert_eq!(public.plan.record_types[0].fields.len(), 1);
    }

    #[test]
    fn titles_and_ids_that_were_made_are_made_again_from_what_is_public() {
        let made = |id: &str, fields: &[(&str, &str)]| Record {
            id_is_made: true,
            title_is_made: true,
            title: "内部".into(),
            ..record(id, "问", fields)
        };
        let public = campaign(
            vec![kind("问", Role::Problem, &[("问题", true)])],
            vec![
                made("内部的表-17", &[("问题", "内部"), ("内容", "公开")]),
                made("内部的表-18", &[("内容", "公开")]),
                made("内部的表-19", &[("问题", "内部")]),
            ],
        )
        .for_public();
        let told: Vec<(&str, &str)> = public
            .records
            .iter()
            .map(|record| (record.id.as_str(), record.title.as_str()))
            .collect();
        assert_eq!(told, [("公开", "公开"), ("公开-2", "公开"), ("问 甲嘎查", "问 甲嘎查")]);
    }

    #[test]
    fn who_proposed_is_kept_back_with_the_unit() {
        let mut suggestion = record("r1", "献策", &[("建议人", "某人")]);
        suggestion.title_is_made = true;
        let public =
            campaign(vec![kind("献策", Role::Suggestion, &[])], vec![suggestion]).for_public();
        let record = &public.records[0];
        assert!(record.units.is_empty() && record.fields.is_empty());
        assert_eq!(record.title, "献策");
    }

    #[test]
    fn what_leads_to_an_internal_record_leads_nowhere() {
        let rating = |id: &str, of: &str| record(id, "测", &[("重测", of)]);
        let mut internal = rating("r1", "");
        internal.public = false;
        let public = campaign(
            vec![kind("测", Role::Rating, &[])],
            vec![internal, rating("r2", "r1"), rating("r3", "r2")],
        )
        .for_public();
        assert!(public.records[0].fields.is_empty());
        assert_eq!(public.records[1].fields, [("重测".to_string(), "r2".to_string())]);
    }

    #[test]
    fn internal_numbers_of_a_rating_are_taken_out_of_its_ballots() {
        let mut rating = record("r1", "测", &[]);
        rating.ballot = Some(Ballot {
            rule: "满意度".into(),
            issued: Some(12),
            valid: Some(10),
            votes: vec![8, 2],
            ..Ballot::default()
        });
        let with = |internal: &str| {
            let mut campaign =
                campaign(vec![kind("测", Role::Rating, &[(internal, true)])], vec![rating.clone()]);
            campaign.plan.ratings = vec![RatingRule {
                id: "满意度".into(),
                grades: ["满意", "不满意"]
                    .map(|name| Grade { name: name.into(), ..Grade::default() })
                    .to_vec(),
                ..RatingRule::default()
            }];
            campaign.for_public().records[0].ballot.clone()
        };
        let issued = with("发出票数").expect("a ballot");
        assert_eq!((issued.issued, issued.valid, issued.votes.len()), (None, Some(10), 2));
        assert!(with("不满意").expect("a ballot").votes.is_empty());
    }

    #[test]
    fn types_of_which_nothing_is_public_are_not_spoken_of() {
        let mut hidden = kind("内", Role::General, &[("键", false)]);
        hidden.public = false;
        let plan =
            campaign(vec![hidden, kind("外", Role::General, &[])], Vec::new()).for_public().plan;
        assert_eq!(plan.record_types.len(), 1);
        assert_eq!(plan.record_types[0].id, "外");
    }
}
