//! Units and people of the sample.
//! In: how many of each. Out: invented rosters, and how a record may refer to each person.

use std::collections::BTreeMap;

use super::vocabulary::{GIVEN_FIRST, GIVEN_SECOND, SURNAMES};
use crate::random::Random;

const STEMS: [&str; 10] = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];
const BRANCHES: [&str; 12] =
    ["子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"];
const SIDES: [&str; 7] = ["", "东", "南", "西", "北", "上", "下"];
/// Names of units of one class before they repeat: ten stems alone, then sixty pairs, by seven sides.
pub(crate) const MOST_UNITS: usize = 400;

pub(crate) const OFFICE: usize = 0;
pub(crate) const STATION: usize = 1;
pub(crate) const INSTITUTION: usize = 2;
pub(crate) const VILLAGE: usize = 3;
pub(crate) const CLASSES: [(&str, &str, &str); 4] = [
    ("jg", "镇机关", "办"),
    ("zs", "二级站所", "站"),
    ("sy", "学校等事业单位", "校"),
    ("gc", "嘎查村", "嘎查"),
];

pub(crate) struct Unit {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) class: usize,
    /// Numbers in the list of people.
    pub(crate) people: Vec<usize>,
}

pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) unit: usize,
    pub(crate) roles: Vec<&'static str>,
    /// Nobody else in the unit has the name.
    unique: bool,
}

pub(crate) struct Roster {
    pub(crate) units: Vec<Unit>,
    pub(crate) people: Vec<Person>,
}

impl Roster {
    pub(crate) fn invent(random: &mut Random, units: usize, people: usize) -> Roster {
        let mut roster = Roster {
            units: (0..units).map(|number| unit(number, units)).collect(),
            people: Vec::with_capacity(people),
        };
        // Two people are sure of each unit; the others go by shares.
        let shares: Vec<usize> = (roster.units.iter())
            .map(|unit| {
                let times = if unit.class == VILLAGE { 2 } else { 1 };
                (random.between(4, 12) * times) as usize
            })
            .collect();
        let all: usize = shares.iter().sum();
        let spare = people - 2 * units;
        let mut before = 0;
        for (number, share) in shares.iter().enumerate() {
            // Rounded so that the sum is exact.
            let own = 2 + spare * (before + share) / all - spare * before / all;
            before += share;
            for place in 0..own {
                roster.add(random, number, place);
            }
        }
        roster.mark_unique();
        roster
    }

    fn add(&mut self, random: &mut Random, unit: usize, place: usize) {
        let number = self.people.len();
        let class = self.units[unit].class;
        let mut roles = match (place, class) {
            (0, _) => vec!["负责人", "党员"],
            (_, VILLAGE) if random.happens(35) => vec!["党员"],
            (_, VILLAGE) if random.happens(55) => vec!["群众代表"],
            (_, VILLAGE) => vec!["牧民"],
            _ if random.happens(62) => vec!["党员"],
            _ if random.happens(25) => vec!["服务对象"],
            _ => vec!["职工"],
        };
        if unit == 0 && (1..=9).contains(&place) {
            roles = vec!["镇领导", "党员"];
        }
        self.units[unit].people.push(number);
        self.people.push(Person {
            id: format!("p{:04}", number + 1),
            name: format!(
                "{}{}{}",
                random.pick(SURNAMES),
                random.pick(GIVEN_FIRST),
                random.pick(GIVEN_SECOND)
            ),
            unit,
            roles,
            unique: true,
        });
    }

    fn mark_unique(&mut self) {
        let mut seen: BTreeMap<(usize, String), u32> = BTreeMap::new();
        for person in &self.people {
            *seen.entry((person.unit, person.name.clone())).or_default() += 1;
        }
        for person in &mut self.people {
            person.unique = seen[&(person.unit, person.name.clone())] == 1;
        }
    }

    /// How a record of a unit refers to a person: by name where that is clear.
    pub(crate) fn reference(&self, person: usize, unit: usize) -> &str {
        let person = &self.people[person];
        if person.unique && person.unit == unit { &person.name } else { &person.id }
    }

    /// How a person is referred to where no unit is known.
    fn reference_anywhere(&self, person: usize) -> &str {
        let person = &self.people[person];
        let same = (self.people.iter()).filter(|other| other.name == person.name);
        if same.count() == 1 { &person.name } else { &person.id }
    }

    /// A few units have no leading group yet, which the site points out.
    pub(crate) fn leading_group(&self, unit: usize) -> String {
        if unit % 29 == 28 {
            return String::new();
        }
        format!("{}活动小组", self.units[unit].name)
    }

    /// Leaders of the township, who stand in the first unit; its head where there are no others.
    pub(crate) fn leaders(&self) -> Vec<usize> {
        let own = &self.units[0].people;
        let leaders: Vec<usize> =
            (own.iter().copied()).filter(|person| self.has_role(*person, "镇领导")).collect();
        if leaders.is_empty() { vec![own[0]] } else { leaders }
    }

    pub(crate) fn has_role(&self, person: usize, role: &str) -> bool {
        self.people[person].roles.contains(&role)
    }

    pub(crate) fn units_table(&self, random: &mut Random) -> Vec<Vec<String>> {
        let leaders = self.leaders();
        let mut rows =
            vec![row(&["编号", "名称", "类别", "第一责任人", "领导机构", "联系领导", "人数"])];
        for (number, unit) in self.units.iter().enumerate() {
            let leader = *random.pick(&leaders);
            rows.push(row(&[
                &unit.id,
                &unit.name,
                CLASSES[unit.class].1,
                self.reference(unit.people[0], number),
                &self.leading_group(number),
                self.reference_anywhere(leader),
                &unit.people.len().to_string(),
            ]));
        }
        rows
    }

    pub(crate) fn people_table(&self) -> Vec<Vec<String>> {
        let mut rows = vec![row(&["编号", "姓名", "单位", "身份"])];
        for person in &self.people {
            rows.push(row(&[
                &person.id,
                &person.name,
                &self.units[person.unit].name,
                &person.roles.join("、"),
            ]));
        }
        rows
    }
}

pub(crate) fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(ToString::to_string).collect()
}

/// Of twenty units three are offices, five stations, three institutions and nine villages.
fn unit(number: usize, of: usize) -> Unit {
    let class_at = |number: usize| match number * 20 / of.max(1) {
        0..3 => OFFICE,
        3..8 => STATION,
        8..11 => INSTITUTION,
        _ => VILLAGE,
    };
    let class = class_at(number);
    let place = (0..number).filter(|other| class_at(*other) == class).count();
    let (side, place) = (SIDES[place / 70 % SIDES.len()], place % 70);
    let stem = STEMS[place % 10];
    let branch = if place < 10 { "" } else { BRANCHES[place % 12] };
    Unit {
        id: format!("u{:02}", number + 1),
        name: format!("{side}{stem}{branch}{}", CLASSES[class].2),
        class,
        people: Vec::new(),
    }
}
