//! Finding what a name means: by id first, then by name or alias.
//! In: what somebody wrote and the things it may mean. Out: one thing, none, or the candidates.

use std::collections::HashMap;

/// What a name leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found<'a, T> {
    One(&'a T),
    None,
    /// Two of the things that it may mean.
    Two(&'a T, &'a T),
}

/// A thing with an id and names.
pub trait Named {
    fn id(&self) -> &str;
    fn has_name(&self, name: &str) -> bool;
}

/// The thing of this id; else the one of this name.
pub fn find<'a, T: Named>(things: impl Iterator<Item = &'a T> + Clone, name: &str) -> Found<'a, T> {
    if let Some(thing) = things.clone().find(|thing| thing.id() == name) {
        return Found::One(thing);
    }
    two_at_most(things.filter(|thing| thing.has_name(name)))
}

macro_rules! named {
    ($($kind:ty: $thing:ident => $has:expr),* $(,)?) => {
        $(impl Named for $kind {
            fn id(&self) -> &str {
                &self.id
            }

            fn has_name(&self, name: &str) -> bool {
                let $thing = self;
                $has(name)
            }
        })*
    };
}

named! {
    crate::Unit: unit => |name| unit.name == name,
    crate::Person: person => |name| person.name == name,
    crate::plan::Item: item => |name| item.name == name,
    crate::plan::Activity: activity => |name| activity.name == name,
    crate::plan::Stage: stage => |name: &str| stage.name == name || stage.aliases.iter().any(|alias| alias == name),
    crate::plan::Step: step => |name: &str| step.name == name || step.aliases.iter().any(|alias| alias == name),
    crate::plan::Gate: gate => |name| gate.name == name,
    crate::plan::Audience: audience => |name| audience.name == name,
    crate::plan::UnitClass: class => |name| class.name == name,
    crate::plan::RecordType: kind => |name: &str| kind.name == name || kind.aliases.iter().any(|alias| alias == name),
    crate::plan::RatingRule: rating => |name| rating.name == name,
    crate::plan::Enumeration: values => |name| values.name == name,
    crate::plan::Target: target => |name| target.name == name,
    crate::plan::Topic: topic => |name| topic.name == name,
    crate::plan::ListEntry: entry => |name| entry.name == name,
    crate::plan::PlanList: list => |name| list.name == name,
}

/// The person meant by a name: sought within the record's units first, in the whole roster only when it is in none.
pub fn find_person<'a>(
    roster: &'a crate::Roster,
    units: &[crate::Id],
    name: &str,
) -> Found<'a, crate::Person> {
    if let Some(person) = roster.people.iter().find(|person| person.id == name) {
        return Found::One(person);
    }
    let within =
        roster.people.iter().filter(|person| units.iter().any(|unit| person.is_or_was_in(unit)));
    match find(within, name) {
        Found::None => find(roster.people.iter(), name),
        found => found,
    }
}

/// The people of a roster by what they are called, for whoever looks up many: [`find_person`] goes through the roster
/// each time.
pub struct People<'a> {
    by_id: HashMap<&'a str, &'a crate::Person>,
    by_name: HashMap<&'a str, Vec<&'a crate::Person>>,
}

impl<'a> People<'a> {
    pub fn of(roster: &'a crate::Roster) -> Self {
        let mut people = People { by_id: HashMap::new(), by_name: HashMap::new() };
        for person in &roster.people {
            people.by_id.entry(&person.id).or_insert(person);
            people.by_name.entry(&person.name).or_default().push(person);
        }
        people
    }

    /// The same as [`find_person`].
    pub fn find(&self, units: &[crate::Id], name: &str) -> Found<'a, crate::Person> {
        if let Some(person) = self.by_id.get(name).copied() {
            return Found::One(person);
        }
        let named = self.by_name.get(name).map(Vec::as_slice).unwrap_or_default();
        let is_within =
            |person: &&crate::Person| units.iter().any(|unit| person.is_or_was_in(unit));
        let within = named.iter().copied().filter(is_within);
        match two_at_most(within) {
            Found::None => two_at_most(named.iter().copied()),
            found => found,
        }
    }
}

fn two_at_most<'a, T>(mut things: impl Iterator<Item = &'a T>) -> Found<'a, T> {
    match (things.next(), things.next()) {
        (Some(thing), None) => Found::One(thing),
        (Some(first), Some(second)) => Found::Two(first, second),
        (None, _) => Found::None,
    }
}

/// The first person responsible for a unit, who may be on the list of another; nobody where none is named.
pub(crate) fn find_leader<'a>(
    roster: &'a crate::Roster,
    unit: &crate::Unit,
) -> Found<'a, crate::Person> {
    match unit.first_responsible.first() {
        Some(name) => find_person(roster, std::slice::from_ref(&unit.id), name),
        None => Found::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Person, Roster};

    #[test]
    fn looked_up_people_are_those_that_are_sought() {
        let person = |(id, name, unit): (&str, &str, &str)| Person {
            id: id.into(),
            name: name.into(),
            unit: unit.into(),
            ..Person::default()
        };
        let people = [
            ("p1", "样甲", "u1"),
            ("p2", "例乙", "u1"),
            ("p3", "例乙", "u2"),
            ("p4", "样丙", "u2"),
            ("p5", "样丙", "u2"),
            // A name that is somebody else's number, and a number given twice.
            ("p6", "p1", "u3"),
            ("p6", "样丁", "u1"),
        ];
        let roster = Roster { people: people.map(person).into(), ..Roster::default() };
        let looked_up = People::of(&roster);
        let all: [&[&str]; 5] = [&[], &["u1"], &["u2"], &["u1", "u2"], &["none"]];
        for units in all {
            let units: Vec<crate::Id> = units.iter().map(|unit| unit.to_string()).collect();
            for name in ["p1", "p3", "p6", "样甲", "例乙", "样丙", "样丁", "无", ""] {
                let sought = find_person(&roster, &units, name);
                assert_eq!(looked_up.find(&units, name), sought, "{units:?} {name}");
            }
        }
    }
}
