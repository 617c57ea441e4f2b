//! The roster: units and people.
//! In: filled by the reader of the roster's tables. Out: plain data and membership of audiences.

use std::collections::BTreeMap;

use jiff::civil::Date;
use yanxi_problem::Place;

use crate::Id;
use crate::plan::{Audience, Plan, UnitClass};

/// 单位
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unit {
    pub id: Id,
    pub name: String,
    /// Unit class as the roster writes it, an id or a name of the plan.
    pub class: String,
    /// 第一责任人 as written; may hold several names, which is a fault.
    pub first_responsible: Vec<String>,
    /// 领导机构 as written; empty: none was formed.
    pub leading_group: String,
    /// 联系领导: the leader whose contact point the unit is.
    pub contact_leader: String,
    /// Any other columns.
    pub other: Vec<(String, String)>,
    pub origin: Place,
}

/// 曾用名, as the reader of the roster keeps it among the other columns.
const FORMER_NAMES: &str = "曾用名";

impl Unit {
    /// Names that it had before.
    pub fn former_names(&self) -> impl Iterator<Item = &str> {
        let own = self.other.iter().filter(|(column, _)| column == FORMER_NAMES);
        own.flat_map(|(_, names)| names.split('、')).filter(|name| !name.is_empty())
    }

    /// Whether a name, one of before too, or an id is its own.
    pub fn is_called(&self, name: &str) -> bool {
        self.id == name || self.name == name || self.former_names().any(|former| former == name)
    }
}

/// 人员
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    pub id: Id,
    pub name: String,
    /// Id of a unit; of somebody who moved, the last one.
    pub unit: Id,
    /// 调入日期 and 调出日期, the earliest first; empty: always in `unit`.
    pub stays: Vec<Stay>,
    /// 身份, one or several.
    pub roles: Vec<String>,
    /// Any other columns.
    pub other: Vec<(String, String)>,
    pub origin: Place,
}

/// The days on which somebody is on the roster of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stay {
    /// Id of a unit.
    pub unit: Id,
    /// 调入日期: the first day; `None`: from the beginning.
    pub joined: Option<Date>,
    /// 调出日期: the first day on which it is over, so that who moves is in one unit on each day; `None`: still there.
    pub left: Option<Date>,
}

impl Stay {
    pub fn holds(&self, day: Date) -> bool {
        self.joined.is_none_or(|joined| joined <= day) && self.left.is_none_or(|left| day < left)
    }
}

/// Units and people in the order of the tables.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roster {
    pub units: Vec<Unit>,
    pub people: Vec<Person>,
    /// The table of units has a column 第一责任人: then every unit is to have one.
    pub names_first_responsible: bool,
    /// The table of units has a column 领导机构.
    pub names_leading_group: bool,
}

impl Roster {
    pub fn unit(&self, id: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.id == id)
    }

    pub fn person(&self, id: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    pub fn people_of<'a>(&'a self, unit: &'a str) -> impl Iterator<Item = &'a Person> {
        self.people.iter().filter(move |person| person.unit == unit)
    }

    /// People by id, for loops over many records.
    pub fn people_by_id(&self) -> BTreeMap<&str, &Person> {
        self.people.iter().map(|person| (person.id.as_str(), person)).collect()
    }
}

impl Person {
    /// The unit in which the person is on a day; none before joining and after leaving.
    pub fn unit_on(&self, day: Date) -> Option<&str> {
        if self.stays.is_empty() {
            return Some(&self.unit);
        }
        self.stays.iter().find(|stay| stay.holds(day)).map(|stay| stay.unit.as_str())
    }

    /// Whether the person is in a unit or was.
    pub fn is_or_was_in(&self, unit: &str) -> bool {
        self.unit == unit || self.stays.iter().any(|stay| stay.unit == unit)
    }

    /// Whether the person belongs to the audience as one of this unit.
    pub fn belongs_to(&self, audience: &Audience, unit: &Unit, plan: &Plan) -> bool {
        let roles = &audience.roles;
        let role = roles.is_empty() || roles.iter().any(|role| self.roles.contains(role));
        role && unit.is_of(&audience.unit_classes, plan)
    }
}

impl Unit {
    /// The class of the plan that the unit belongs to.
    pub fn class_in<'a>(&self, plan: &'a Plan) -> Option<&'a UnitClass> {
        plan.unit_classes.iter().find(|class| class.id == self.class || class.name == self.class)
    }

    /// Whether the unit is of one of the classes, each an id or a name; an empty list means all.
    pub fn is_of(&self, classes: &[String], plan: &Plan) -> bool {
        if classes.is_empty() {
            return true;
        }
        let own = self.class_in(plan);
        classes.iter().any(|class| {
            *class == self.class || own.is_some_and(|own| own.id == *class || own.name == *class)
        })
    }
}
