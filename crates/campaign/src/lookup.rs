//! Finding what a name means: by id first, then by name or alias.
//! In: what somebody wrote and the things it may mean. Out: one thing, none, or the candidates.

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
    let mut named = things.filter(|thing| thing.has_name(name));
    match (named.next(), named.next()) {
        (Some(thing), None) => Found::One(thing),
        (Some(first), Some(second)) => Found::Two(first, second),
        (None, _) => Found::None,
    }
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
