//! Small campaigns made up at random.
//! In: nothing but chance. Out: a campaign and a day, with every kind of gap, overlap and fault that counting meets.
//! Every name is invented.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use yanxi_campaign::plan::{
    Activity, Audience, Dates, Duty, Item, Kind, Need, Per, RecordType, Role, Stage, Step,
    UnitClass,
};
use yanxi_campaign::record::Review;
use yanxi_campaign::{Campaign, Person, Plan, Record, Roster, Stay, Unit};
use yanxi_problem::{Diagnostic, Place, Problem};

/// Whatever may be wrong with a record.
#[derive(Problem)]
enum Fault {
    #[code(E03)]
    #[zh("缺少“内容”", "")]
    #[en("“content” is missing", "")]
    Missing,
}

pub(super) fn fault() -> Diagnostic {
    Diagnostic::of(Place::default(), &Fault::Missing)
}

pub(super) const ROLES: [&str; 3] = ["党员", "干部", "群众"];
pub(super) const REPORT: &str = "ji";
pub(super) const EXEMPTION: &str = "mian";
/// A ledger, with a flow.
pub(super) const LEDGER: &str = "zhang";
const FLOW: [&str; 3] = ["未启动", "整改中", "已销号"];
const ACTIVITIES: usize = 3;

pub(super) fn day(offset: i64) -> Date {
    date(2008, 11, 1).checked_add(offset.days()).expect("a day of the calendar")
}

/// Dates with either end or neither, never reversed, with or without grace.
fn dates() -> impl Strategy<Value = Dates> {
    let end = || prop::option::weighted(0.6, 0_i64..30);
    (end(), end(), prop::option::weighted(0.5, 0_u16..=10)).prop_map(|(one, other, grace_days)| {
        let (from, to) = match (one, other) {
            (Some(one), Some(other)) => (Some(one.min(other)), Some(one.max(other))),
            ends => ends,
        };
        Dates { from: from.map(day), to: to.map(day), grace_days, ..Dates::default() }
    })
}

/// The dates of most items are their own; those of most things above them are not given.
fn rarely_dates() -> impl Strategy<Value = Dates> {
    prop_oneof![2 => Just(Dates::default()), 1 => dates()]
}

fn some_of(names: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    subsequence(names.to_vec(), 0..=names.len())
        .prop_map(|names| names.into_iter().map(String::from).collect())
}

/// Classes by id or by name, as offices write them.
fn classes() -> impl Strategy<Value = Vec<String>> {
    prop_oneof![
        3 => Just(Vec::new()),
        2 => some_of(&["gc", "站所"]),
        1 => some_of(&["嘎查"]),
    ]
}

fn need() -> impl Strategy<Value = Need> {
    let audience = prop::option::weighted(0.7, select(vec!["r0", "r1"]));
    (audience, classes(), 0_u32..=3).prop_map(|(audience, unit_classes, count)| Need {
        audience: audience.map(String::from),
        unit_classes,
        count,
        ..Need::default()
    })
}

fn kind() -> impl Strategy<Value = Kind> {
    select(vec![Kind::Required, Kind::Optional])
}

/// 计入状态 and 计入日期 of an item.
fn counted_by() -> impl Strategy<Value = (Vec<String>, String)> {
    let words = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<String>>();
    select(vec![
        (words(&[]), String::new()),
        (words(&[]), String::new()),
        (words(&["全部"]), String::new()),
        (words(&["整改中", "已销号"]), String::new()),
        (words(&["已销号"]), "日期".into()),
        (words(&["未启动", "已销号"]), String::new()),
    ])
}

fn item(units: usize) -> impl Strategy<Value = Item> {
    (
        select(vec![Per::Person, Per::Person, Per::Unit, Per::Leader, Per::Campaign]),
        prop::collection::vec(need(), 0..=3),
        prop_oneof![1 => Just(Dates::default()), 2 => dates()],
        prop::option::weighted(0.6, 0..ACTIVITIES),
        prop::option::weighted(0.3, kind()),
        prop::option::weighted(0.2, 0..units),
        counted_by(),
        (
            prop::bool::weighted(0.1),
            prop::bool::weighted(0.1),
            prop::option::weighted(0.1, 0_i64..30),
        ),
        (prop::bool::weighted(0.15), prop::bool::weighted(0.15)),
    )
        .prop_map(|(per, needs, dates, activity, kind, chosen_by, counted_by, open, own)| {
            Item {
                stage: own.0.then(|| "j".to_string()),
                step: own.1.then(|| "h".to_string()),
                per,
                needs,
                dates,
                name: if open.0 { "待补充".into() } else { String::new() },
                source: if open.1 { "待补充".into() } else { String::new() },
                duty: Duty {
                    due: Dates { to: open.2.map(day), ..Dates::default() },
                    ..Duty::default()
                },
                counts_in: counted_by.0,
                counts_on: counted_by.1,
                activity: activity.map(|number| format!("a{number}")),
                kind,
                chosen_by: chosen_by.map(|number| format!("u{number}")),
                ..Item::default()
            }
        })
}

fn plan(units: usize) -> impl Strategy<Value = Plan> {
    let audiences = prop::collection::vec((some_of(&ROLES), classes()), 2);
    let activities = prop::collection::vec((rarely_dates(), kind()), ACTIVITIES);
    let items = prop::collection::vec(item(units), 1..=4);
    let above = (rarely_dates(), rarely_dates(), rarely_dates());
    (audiences, activities, items, above).prop_map(|(audiences, activities, items, above)| {
        let class = |id: &str, name: &str| UnitClass {
            id: id.into(),
            name: name.into(),
            ..UnitClass::default()
        };
        let record_type =
            |id: &str, role| RecordType { id: id.into(), role, ..RecordType::default() };
        Plan {
            dates: above.0,
            stages: vec![Stage { id: "j".into(), dates: above.1, ..Stage::default() }],
            steps: vec![Step {
                id: "h".into(),
                stage: "j".into(),
                dates: above.2,
                ..Step::default()
            }],
            unit_classes: vec![class("gc", "嘎查"), class("zs", "站所")],
            audiences: (0..)
                .zip(audiences)
                .map(|(number, (roles, unit_classes))| Audience {
                    id: format!("r{number}"),
                    roles,
                    unit_classes,
                    ..Audience::default()
                })
                .collect(),
            // The first stands alone, the second in the stage, the third in the step.
            activities: (0..)
                .zip(activities)
                .map(|(number, (dates, kind))| Activity {
                    id: format!("a{number}"),
                    stage: (number == 1).then(|| "j".to_string()),
                    step: (number == 2).then(|| "h".to_string()),
                    dates,
                    kind,
                    ..Activity::default()
                })
                .collect(),
            items: (0..)
                .zip(items)
                .map(|(number, item)| Item { id: format!("i{number}"), ..item })
                .collect(),
            record_types: vec![
                record_type(REPORT, Role::General),
                record_type(EXEMPTION, Role::Exemption),
                RecordType {
                    flow: FLOW.map(String::from).to_vec(),
                    ..record_type(LEDGER, Role::Problem)
                },
            ],
            ..Plan::default()
        }
    })
}

/// Most people stay; some come, go, move, or are away in between.
fn stays() -> impl Strategy<Value = Vec<(Index, Option<i64>, Option<i64>)>> {
    let days = prop::collection::btree_set(-2_i64..40, 0..=4);
    let moving = (days, any::<bool>(), prop::collection::vec(any::<Index>(), 5)).prop_map(
        |(days, comes_first, units)| {
            let mut ends: Vec<Option<i64>> = days.into_iter().map(Some).collect();
            if !comes_first {
                ends.insert(0, None);
            }
            if ends.len() % 2 == 1 {
                ends.push(None);
            }
            // Every second pair begins where the one before it ends.
            let mut stays: Vec<(Index, Option<i64>, Option<i64>)> = Vec::new();
            for (pair, unit) in ends.chunks(2).zip(units) {
                let joined = match stays.last() {
                    Some((_, _, left @ Some(_))) if stays.len() % 2 == 1 => *left,
                    _ => pair[0],
                };
                stays.push((unit, joined, pair[1]));
            }
            stays
        },
    );
    prop_oneof![2 => Just(Vec::new()), 1 => moving]
}

fn roster() -> impl Strategy<Value = Roster> {
    let class = select(vec!["gc", "嘎查", "zs", "站所"]);
    let leader = prop::option::weighted(0.8, (any::<Index>(), any::<bool>()));
    let units = prop::collection::vec((class, leader), 2..=4);
    let people = prop::collection::vec((any::<Index>(), some_of(&ROLES), stays()), 3..=8);
    (units, people).prop_map(|(units, people)| {
        let count = units.len();
        let people: Vec<Person> = (0..)
            .zip(people)
            .map(|(number, (unit, roles, stays))| {
                let unit = format!("u{}", unit.index(count));
                let stays: Vec<Stay> = stays
                    .into_iter()
                    .map(|(unit, joined, left)| Stay {
                        unit: format!("u{}", unit.index(count)),
                        joined: joined.map(day),
                        left: left.map(day),
                    })
                    .collect();
                Person {
                    id: format!("p{number}"),
                    name: format!("样例{number}"),
                    unit: stays.last().map_or(unit, |stay| stay.unit.clone()),
                    stays,
                    roles,
                    ..Person::default()
                }
            })
            .collect();
        let units = (0..)
            .zip(units)
            .map(|(number, (class, leader))| Unit {
                id: format!("u{number}"),
                name: format!("单位{number}"),
                class: class.into(),
                first_responsible: leader
                    .map(|(who, by_name)| {
                        let person = who.get(&people);
                        let word = if by_name { &person.name } else { &person.id };
                        word.clone()
                    })
                    .into_iter()
                    .collect(),
                ..Unit::default()
            })
            .collect();
        Roster { units, people, ..Roster::default() }
    })
}

/// Ids of a few of `count` things; one may be named twice, as in a list typed in a hurry.
fn named(letter: &'static str, count: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(0..count, 0..=3).prop_map(move |numbers| {
        numbers.into_iter().map(|number| format!("{letter}{number}")).collect()
    })
}

pub(super) fn record(items: usize, units: usize, people: usize) -> impl Strategy<Value = Record> {
    let review = prop_oneof![
        5 => Just(Review::Approved),
        1 => Just(Review::Submitted),
        1 => Just(Review::Returned),
        1 => Just(Review::Draft),
    ];
    (
        prop_oneof![5 => Just(REPORT), 1 => Just(EXEMPTION), 3 => Just(LEDGER)],
        named("i", items),
        named("u", units),
        named("p", people),
        prop::option::weighted(0.95, -3_i64..45),
        review,
        prop::bool::weighted(0.12),
        prop::bool::weighted(0.1),
        (select(FLOW.to_vec()), prop::option::weighted(0.6, -3_i64..45)),
    )
        .prop_map(|(kind, items, units, people, date, review, faulty, again, flow)| Record {
            kind: kind.into(),
            state: if kind == LEDGER { flow.0.into() } else { String::new() },
            fields: flow
                .1
                .filter(|_| kind == LEDGER)
                .map(|closed| ("销号日期".to_string(), day(closed).to_string()))
                .into_iter()
                .collect(),
            items,
            units,
            people,
            date: date.map(day),
            review,
            faults: faulty.then(fault).into_iter().collect(),
            repeats: again.then(|| "r0".into()),
            ..Record::default()
        })
}

pub(super) fn campaign() -> impl Strategy<Value = Campaign> {
    roster()
        .prop_flat_map(|roster| {
            let plan = plan(roster.units.len());
            (Just(roster), plan)
        })
        .prop_flat_map(|(roster, plan)| {
            let record = record(plan.items.len(), roster.units.len(), roster.people.len());
            let records = prop::collection::vec(record, 0..20);
            (Just(roster), Just(plan), records)
        })
        .prop_map(|(roster, plan, records)| Campaign {
            plan,
            roster,
            records,
            ..Campaign::default()
        })
}

pub(super) fn today() -> impl Strategy<Value = Date> {
    (-3_i64..50).prop_map(day)
}
