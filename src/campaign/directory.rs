//! Everything that a record can name, found at once.
//! In: the plan's names and the roster. Out: [`Directory`]: units, people, items, types, stages, rules, answers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use yanxi_campaign::plan::{Plan, RecordType, Role};
use yanxi_campaign::{Id, Roster};
use yanxi_problem::Words;

use super::entity::Word;
use super::names::{Found, Kind, Names, Thing};
use super::plan::PlanReader;
use super::plan_entities::{item_names, thing};
use super::problem;
use super::reader::Reader;
use super::unread::Lost;
use crate::slip::{Parts, slip_for};

/// How many unknown names are compared with a whole roster; beyond that only with the unit's own people.
const MOST_SEARCHES: usize = 200;

pub(super) struct Directory<'a> {
    pub(super) plan: &'a Plan,
    pub(super) roster: &'a Roster,
    pub(super) units: &'a Names,
    pub(super) types: &'a Names,
    pub(super) stages: &'a Names,
    pub(super) ratings: &'a Names,
    people: Names,
    people_of_unit: BTreeMap<&'a str, Names>,
    /// Items of the plan.
    items: Names,
    items_of_unit: BTreeMap<&'a str, Names>,
    item_by_id: BTreeMap<&'a str, usize>,
    /// Targets, topics and entries of lists.
    pub(super) answers: Names,
    /// Names of sets and lists, which may stand as keys.
    pub(super) answer_keys: Vec<&'a str>,
    type_by_id: BTreeMap<&'a str, usize>,
    person_by_id: BTreeMap<&'a str, usize>,
    /// Unknown names that were compared with the whole roster, each with the nearest.
    searched: Mutex<BTreeMap<String, Option<String>>>,
    /// Records that others refer to.
    pub(super) records_are_cut: bool,
}

impl<'a> Directory<'a> {
    pub(super) fn new(
        plan: &'a Plan,
        roster: &'a Roster,
        units: &'a Names,
        reader: &'a PlanReader,
        unread: Lost,
    ) -> Self {
        let unit_names: BTreeMap<&str, &str> =
            roster.units.iter().map(|unit| (unit.id.as_str(), unit.name.as_str())).collect();
        let mut people = Names::default().cut(unread.people);
        let mut people_of_unit: BTreeMap<&str, Names> = BTreeMap::new();
        for person in &roster.people {
            let unit = unit_names.get(person.unit.as_str()).copied().unwrap_or_default();
            let units: BTreeSet<&str> = person
                .stays
                .iter()
                .map(|stay| stay.unit.as_str())
                .chain([person.unit.as_str()])
                .collect();
            let thing = Thing {
                id: person.id.clone(),
                names: vec![person.name.clone()],
                label: format!("{}（{unit}）", person.id),
            };
            for unit in units {
                people_of_unit.entry(unit).or_default().add(thing.clone());
            }
            people.add(thing);
        }
        let mut items_of_unit: BTreeMap<&str, Names> = BTreeMap::new();
        for item in &plan.items {
            if let Some(unit) = &item.chosen_by {
                items_of_unit.entry(unit).or_default().add(thing(&item.id, &item.name, &[]));
            }
        }
        let common: Vec<_> =
            plan.items.iter().filter(|item| item.chosen_by.is_none()).cloned().collect();
        let (answers, answer_keys) = answers(plan);
        Directory {
            plan,
            roster,
            units,
            types: &reader.record_types,
            stages: &reader.stages,
            ratings: &reader.ratings,
            people,
            people_of_unit,
            items: item_names(&common).cut(unread.records),
            items_of_unit,
            item_by_id: numbered(plan.items.iter().map(|item| &item.id)),
            answers,
            answer_keys,
            type_by_id: numbered(plan.record_types.iter().map(|kind| &kind.id)),
            person_by_id: numbered(roster.people.iter().map(|person| &person.id)),
            searched: Mutex::default(),
            records_are_cut: unread.records,
        }
    }

    pub(super) fn record_type(&self, id: &str) -> Option<&'a RecordType> {
        self.plan.record_types.get(*self.type_by_id.get(id)?)
    }

    /// The type of a name. That of a role stands for the only type which plays it; where none does, the plan lacks it.
    pub(super) fn resolve_type(
        &self,
        reader: &mut Reader<'_>,
        word: &Word,
    ) -> Option<&'a RecordType> {
        if self.types.find(&word.text) == Found::None
            && let Some((role, chinese, english)) = role_named(&word.text)
        {
            let mut playing = self.plan.record_types.iter().filter(|kind| kind.role == role);
            match (playing.next(), playing.next()) {
                (None, _) => {
                    let lacks_rules = role == Role::Rating && self.plan.ratings.is_empty();
                    let role = Words::new(chinese, english);
                    reader.problems.push(problem::no_type_of_role(word, role, lacks_rules));
                    return None;
                }
                (Some(only), None) => {
                    let near = Some(only.name.as_str());
                    reader.problems.push(problem::unknown_near(word, near, &[], Kind::RecordType));
                    return None;
                }
                _ => {}
            }
        }
        let id = reader.resolve(word, self.types, Kind::RecordType)?;
        self.record_type(&id)
    }

    pub(super) fn item(&self, id: &str) -> Option<&'a yanxi_campaign::plan::Item> {
        self.plan.items.get(*self.item_by_id.get(id)?)
    }

    pub(super) fn person(&self, id: &str) -> Option<&'a yanxi_campaign::Person> {
        self.roster.people.get(*self.person_by_id.get(id)?)
    }

    /// A person, sought within the units first.
    pub(super) fn resolve_person(
        &self,
        reader: &mut Reader<'_>,
        word: &Word,
        units: &[Id],
    ) -> Option<Id> {
        let mut within: Vec<&Thing> = Vec::new();
        for unit in units {
            match self
                .people_of_unit
                .get(unit.as_str())
                .map_or(Found::None, |people| people.find(&word.text))
            {
                Found::One(person) => within.push(person),
                Found::Two(first, second) => within.extend([first, second]),
                Found::None => {}
            }
        }
        let found = match within.as_slice() {
            [] => self.people.find(&word.text),
            [person] => Found::One(person),
            [first, second, ..] => Found::Two(first, second),
        };
        match found {
            Found::One(person) => Some(person.id.clone()),
            Found::Two(first, second) => {
                reader.problems.push(problem::ambiguous(word, first, second, Kind::Person));
                None
            }
            Found::None if self.people.are_cut || self.units.are_cut => None,
            Found::None if names_nobody(&word.text) => {
                reader.problems.push(problem::people_not_named(word));
                None
            }
            Found::None => {
                let near = self
                    .without_additions(&word.text)
                    .or_else(|| self.nearest_person(reader, &word.text, units));
                let examples = self.people.examples(1);
                reader.problems.push(problem::unknown_near(
                    word,
                    near.as_deref(),
                    &examples,
                    Kind::Person,
                ));
                None
            }
        }
    }

    /// `张样（主持）` and `张样同志` as `张样`, `张样 李例` and `张样和李例` as `张样、李例`, if all of them are people.
    fn without_additions(&self, text: &str) -> Option<String> {
        let is_known = |name: &str| !matches!(self.people.find(name), Found::None);
        let bare = without_title(text);
        let one = || (bare != text && is_known(bare)).then(|| bare.to_string());
        self.people.several(text, without_title).or_else(one)
    }

    fn nearest_person(&self, reader: &mut Reader<'_>, name: &str, units: &[Id]) -> Option<String> {
        let own = units
            .iter()
            .filter_map(|unit| self.people_of_unit.get(unit.as_str()))
            .flat_map(|people| &people.things)
            .flat_map(|person| person.names.iter().map(String::as_str));
        if let Some(near) = slip_for(name, own, Parts::AreOtherNames) {
            return Some(near.to_string());
        }
        // Which names are the first so many must not hang on which core was faster.
        if reader.waits_its_turn() {
            return None;
        }
        let mut searched = self.searched.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = searched.get(name) {
            return known.clone();
        }
        if searched.len() >= MOST_SEARCHES {
            return None;
        }
        let near = self.people.meant(name, Kind::Person).map(String::from);
        searched.insert(name.to_string(), near.clone());
        near
    }

    /// An item: one that a unit of the record chose for itself, else one of the plan.
    pub(super) fn resolve_item(
        &self,
        reader: &mut Reader<'_>,
        word: &Word,
        units: &[Id],
    ) -> Option<Id> {
        for unit in units {
            if let Some(items) = self.items_of_unit.get(unit.as_str())
                && let Found::One(item) = items.find(&word.text)
            {
                return Some(item.id.clone());
            }
        }
        reader.resolve_each(word, &self.items, Kind::Item)
    }
}

/// A name without what stands behind it in brackets, or what somebody is called for courtesy or office.
fn without_title(text: &str) -> &str {
    #[rustfmt::skip]
    const TITLES: [&str; 22] = [
        "同志", "先生", "女士", "老师", "党支部书记", "支部书记", "第一书记", "副书记", "书记", "支书", "村主任",
        "副主任", "主任", "副镇长", "镇长", "副乡长", "乡长", "委员", "组长", "队长", "会计", "干事",
    ];
    let bare = text.split(['（', '(']).next().unwrap_or(text).trim();
    TITLES.iter().find_map(|title| bare.strip_suffix(title)).unwrap_or(bare).trim()
}

/// `全体党员`, `所有干部`, `张样等3人`: people, but not which.
fn names_nobody(text: &str) -> bool {
    let others = text.split_once('等').map(|(_, others)| others.trim());
    ["全体", "全部", "所有"].iter().any(|word| text.starts_with(word))
        || others.is_some_and(|others| {
            others.is_empty()
                || others.ends_with(['人', '名', '位']) && others.chars().any(char::is_numeric)
        })
}

/// The role that a word names, alone or as in 免除登记, 免除记录. 一般 and 说明 say nothing of what a record is for.
fn role_named(text: &str) -> Option<(Role, &'static str, &'static str)> {
    let bare = ["登记表", "登记", "记录", "表", "台账"]
        .iter()
        .find_map(|ending| text.strip_suffix(ending))
        .unwrap_or(text);
    Role::ALL
        .iter()
        .filter(|(role, ..)| !matches!(role, Role::General | Role::Explanation))
        .find(|(_, english, chinese)| bare == *chinese || text.eq_ignore_ascii_case(english))
        .map(|(role, english, chinese)| (*role, *chinese, *english))
}

fn numbered<'a>(ids: impl Iterator<Item = &'a String>) -> BTreeMap<&'a str, usize> {
    ids.enumerate().map(|(number, id)| (id.as_str(), number)).collect()
}

fn answers(plan: &Plan) -> (Names, Vec<&str>) {
    let mut answers = Names::default();
    let mut keys: Vec<&str> = Vec::new();
    for target in &plan.targets {
        answers.add(thing(&target.id, &target.name, &[]));
        keys.push(&target.set);
    }
    for topic in &plan.topics {
        answers.add(thing(&topic.id, &topic.name, &[]));
        keys.push(&topic.set);
    }
    for list in &plan.lists {
        keys.extend([list.id.as_str(), list.name.as_str()]);
        for entry in &list.entries {
            let mut thing = thing(&entry.id, &entry.name, std::slice::from_ref(&entry.text));
            thing.label = format!("{}（{}）", entry.id, list.name);
            answers.add(thing);
        }
    }
    keys.retain(|key| !key.is_empty());
    keys.sort_unstable();
    keys.dedup();
    (answers, keys)
}
