//! Progress: who owes what, what was done, and when it counts.
//! In: plan, roster, records and a day that stands for today. Out: an [`Obligation`] for each item and owner, and
//! [`Cell`]s that add them up.
//!
//! The rules (from the plan's wording and DOMAIN §3.3): what the plan leaves open is owed by nobody. A record counts
//! when it is approved, without fault and, where its type has a flow, closed; by its day ([`Day`]) it is in time from
//! the first day to the last day and grace, both included, late after that, and not counted before, wherever it was
//! made. Where several are needed, the last one needed decides. Nothing is missing before the last day and
//! grace are over; then what waits for review hides nothing that is short of the number needed. What may stand in a
//! file that was not read is unknown, and no share is told of it.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::cell::Cell;
use crate::closed::Closed;
use crate::counting_day::{Day, day_of};
use crate::lookup::{Found, find_leader};
use crate::plan::{Dates, Item, Kind, Need, Per, Plan, Role};
use crate::record::{Record, Review};
use crate::roster::{Person, Roster, Unit};
use crate::state::State;
use crate::{Id, Unread};

/// Who owes an obligation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    Person(Id),
    Unit(Id),
    Campaign,
}

/// One item owed by one owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obligation {
    pub item: Id,
    pub owner: Owner,
    /// The owner's unit.
    pub unit: Option<Id>,
    pub kind: Kind,
    pub needed: u32,
    /// Records that count, at most `needed`.
    pub counted: u32,
    /// Approved records that are not closed yet.
    pub open: u32,
    pub state: State,
    /// The record that made it done, by its number, and the day on which it counts.
    pub decided: Option<(usize, Date)>,
    /// The last day with grace, where the item has one.
    pub last_day: Option<Date>,
    /// Numbers of its records in the campaign, by date.
    pub records: Vec<usize>,
}

/// Everything owed in a campaign.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Progress {
    /// Sorted by item in the plan's order, then by owner in the roster's.
    pub obligations: Vec<Obligation>,
    /// Records before the first day of an item they name: record, item.
    pub too_early: Vec<(usize, Id)>,
    /// Records after the last day and grace of an item they name: record, item.
    pub too_late: Vec<(usize, Id)>,
    /// Records from before the first day of an item they name that are closed, nobody wrote when: record, item.
    pub closed_undated: Vec<(usize, Id)>,
    /// The plan or the roster was not read whole: so much is owed at least.
    pub partial: bool,
}

/// The day span in which records of an item are in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub from: Option<Date>,
    /// With grace.
    pub to: Option<Date>,
}

impl Window {
    pub fn of(dates: &Dates) -> Self {
        let grace = i64::from(dates.grace_days.unwrap_or(0));
        Window { from: dates.from, to: dates.to.map(|to| to.saturating_add(grace.days())) }
    }

    pub fn is_before(&self, day: Date) -> bool {
        self.from.is_some_and(|from| day < from)
    }

    pub fn is_after(&self, day: Date) -> bool {
        self.to.is_some_and(|to| to < day)
    }
}

/// Counts everything as it stands on `today`.
pub(crate) fn count(
    plan: &Plan,
    roster: &Roster,
    records: &[Record],
    closed: &Closed<'_>,
    unread: &Unread,
    today: Date,
) -> Progress {
    Counting { plan, roster, records, closed, unread }.progress(today)
}

/// What is counted.
struct Counting<'a> {
    plan: &'a Plan,
    roster: &'a Roster,
    records: &'a [Record],
    closed: &'a Closed<'a>,
    unread: &'a Unread,
}

/// What an obligation comes to.
struct Standing {
    state: State,
    counted: u32,
    open: u32,
    decided: Option<(usize, Date)>,
}

impl Counting<'_> {
    fn progress(&self, today: Date) -> Progress {
        let mut progress = Progress { partial: self.unread.roster, ..Progress::default() };
        let records = RecordsByItem::of(self.plan, self.records);
        let units: BTreeMap<&str, &Unit> =
            self.roster.units.iter().map(|unit| (unit.id.as_str(), unit)).collect();
        for item in self.plan.items.iter().filter(|item| !item.is_open()) {
            let window = Window::of(&self.plan.window_of_item(item));
            for number in records.naming(&item.id) {
                let list = match self.day(item, *number) {
                    Day::Unwritten(Some(day)) if window.is_before(day) => {
                        &mut progress.closed_undated
                    }
                    Day::On(Some(day)) if window.is_before(day) => &mut progress.too_early,
                    Day::On(Some(day)) | Day::Unwritten(Some(day)) if window.is_after(day) => {
                        &mut progress.too_late
                    }
                    _ => continue,
                };
                list.push((*number, item.id.clone()));
            }
            let last_day = self.plan.window_of_item(item).to.unwrap_or(today);
            for (owner, unit, needed) in self.owners(item, &units, last_day) {
                let mut own = records.of_owner(&item.id, &owner, unit.as_deref());
                own.sort_by_key(|number| (self.records[*number].date, *number));
                let exempt = records.exempts(self.records, &item.id, &owner, unit.as_deref());
                let standing = self.standing(item, &own, needed, window, exempt, today);
                progress.obligations.push(Obligation {
                    item: item.id.clone(),
                    owner,
                    unit,
                    kind: self.plan.kind_of_item(item),
                    needed,
                    counted: standing.counted,
                    open: standing.open,
                    state: standing.state,
                    decided: standing.decided,
                    last_day: window.to,
                    records: own,
                });
            }
        }
        progress
    }

    /// Who owes an item, with the owner's unit and how many records. Somebody in two audiences owes the greater count;
    /// who is asked for none owes nothing. People owe an item in the unit in which they are on its last day.
    fn owners(
        &self,
        item: &Item,
        units: &BTreeMap<&str, &Unit>,
        last_day: Date,
    ) -> Vec<(Owner, Option<Id>, u32)> {
        let in_scope =
            |unit: &Unit| item.chosen_by.as_ref().is_none_or(|chosen| *chosen == unit.id);
        match item.per {
            Per::Campaign if item.chosen_by.is_none() => greatest_count(item, |_| true)
                .map(|count| (Owner::Campaign, None, count))
                .into_iter()
                .collect(),
            // What a unit chose is owed there, even where it asks it of the whole campaign.
            Per::Unit | Per::Campaign => self
                .roster
                .units
                .iter()
                .filter(|unit| in_scope(unit))
                .filter_map(|unit| {
                    let count = self.count_for_unit(item, unit)?;
                    Some((Owner::Unit(unit.id.clone()), Some(unit.id.clone()), count))
                })
                .collect(),
            Per::Leader => self
                .roster
                .units
                .iter()
                .filter(|unit| in_scope(unit))
                .filter_map(|unit| {
                    let (Found::One(leader) | Found::Two(leader, _)) =
                        find_leader(self.roster, unit)
                    else {
                        return None;
                    };
                    let home = units.get(leader.unit.as_str()).copied().unwrap_or(unit);
                    let count = self.count_for_person(item, leader, home, unit)?;
                    Some((Owner::Person(leader.id.clone()), Some(unit.id.clone()), count))
                })
                .collect(),
            Per::Person => self
                .roster
                .people
                .iter()
                .filter_map(|person| {
                    let unit = units.get(person.unit_on(last_day)?).copied()?;
                    if !in_scope(unit) {
                        return None;
                    }
                    let count = self.count_for_person(item, person, unit, unit)?;
                    Some((Owner::Person(person.id.clone()), Some(unit.id.clone()), count))
                })
                .collect(),
        }
    }

    /// A unit has part in an audience by its class.
    fn count_for_unit(&self, item: &Item, unit: &Unit) -> Option<u32> {
        greatest_count(item, |need| {
            unit.is_of(&need.unit_classes, self.plan)
                && need.audience.as_deref().is_none_or(|id| {
                    self.plan
                        .audience(id)
                        .is_some_and(|audience| unit.is_of(&audience.unit_classes, self.plan))
                })
        })
    }

    /// What a person of the unit `home` owes for a unit; the two differ for a leader from elsewhere.
    fn count_for_person(
        &self,
        item: &Item,
        person: &Person,
        home: &Unit,
        unit: &Unit,
    ) -> Option<u32> {
        greatest_count(item, |need| {
            unit.is_of(&need.unit_classes, self.plan)
                && need.audience.as_deref().is_none_or(|id| {
                    self.plan
                        .audience(id)
                        .is_some_and(|audience| person.belongs_to(audience, home, self.plan))
                })
        })
    }

    fn day(&self, item: &Item, number: usize) -> Day {
        day_of(self.plan, self.closed, item, &self.records[number])
    }

    /// The state of an obligation and how many of its records count, at most `needed`.
    fn standing(
        &self,
        item: &Item,
        own: &[usize],
        needed: u32,
        window: Window,
        exempt: bool,
        today: Date,
    ) -> Standing {
        let approved = || own.iter().copied().filter(|number| self.records[*number].counts());
        let mut counting: Vec<(Date, usize)> = approved()
            .filter_map(|number| Some((self.day(item, number).date()?, number)))
            .filter(|(day, _)| !window.is_before(*day))
            .collect();
        counting.sort_unstable();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let mut standing = Standing {
            state: State::Exempt,
            counted: number(counting.len()).min(needed),
            open: number(approved().filter(|own| self.day(item, *own) == Day::Open).count()),
            decided: None,
        };
        if exempt {
            return standing;
        }
        let deciding =
            usize::try_from(needed).ok().and_then(|needed| counting.get(needed.saturating_sub(1)));
        if let Some((day, number)) = deciding {
            standing.state = if window.is_after(*day) { State::Late } else { State::Done };
            standing.decided = Some((*number, *day));
            return standing;
        }
        let has =
            |wanted: fn(&Record) -> bool| own.iter().any(|number| wanted(&self.records[*number]));
        let waiting = own
            .iter()
            .filter(|number| {
                let record = &self.records[**number];
                record.review == Review::Submitted && !record.is_faulty()
            })
            .map(|number| self.day(item, *number))
            .filter(|day| *day != Day::Open)
            .filter(|day| day.date().is_none_or(|day| !window.is_before(day)))
            .count();
        // Once the days are over, what waits must be enough: else the rest of it would be asked for by nobody.
        let enough = counting.len() + waiting >= usize::try_from(needed).unwrap_or(usize::MAX);
        standing.state = if waiting > 0 && (enough || !window.is_after(today)) {
            State::Pending
        } else if has(|record| record.review == Review::Returned && !record.is_faulty()) {
            State::Returned
        } else if has(Record::is_faulty) {
            State::Faulty
        } else if self.unread.may_answer(self.plan, item) {
            State::Unknown
        } else if window.is_after(today) {
            State::Missing
        } else {
            State::NotDue
        };
        standing
    }
}

/// The greatest count of the clauses that apply; one where the item has no clause, `None` where nothing is asked.
fn greatest_count(item: &Item, applies: impl Fn(&Need) -> bool) -> Option<u32> {
    if item.needs.is_empty() {
        return Some(1);
    }
    item.needs
        .iter()
        .filter(|need| applies(need))
        .map(|need| need.count)
        .max()
        .filter(|count| *count > 0)
}

/// Notes a record once, however often it names the same thing; numbers come in ascending order.
fn note(numbers: &mut Vec<usize>, number: usize) {
    if numbers.last() != Some(&number) {
        numbers.push(number);
    }
}

/// Records by the items they name, for quick counting.
struct RecordsByItem<'a> {
    naming: BTreeMap<&'a str, Vec<usize>>,
    of_person: BTreeMap<(&'a str, &'a str), Vec<usize>>,
    of_unit: BTreeMap<(&'a str, &'a str), Vec<usize>>,
    exemptions: Vec<usize>,
}

impl<'a> RecordsByItem<'a> {
    fn of(plan: &Plan, records: &'a [Record]) -> Self {
        let mut found = RecordsByItem {
            naming: BTreeMap::new(),
            of_person: BTreeMap::new(),
            of_unit: BTreeMap::new(),
            exemptions: Vec::new(),
        };
        for (number, record) in records.iter().enumerate() {
            if record.repeats.is_some() {
                continue;
            }
            let kind = plan.record_type(&record.kind);
            if kind.is_some_and(|kind| kind.role == Role::Exemption) {
                if record.counts() {
                    found.exemptions.push(number);
                }
                continue;
            }
            for item in &record.items {
                note(found.naming.entry(item).or_default(), number);
                for person in &record.people {
                    note(found.of_person.entry((item, person)).or_default(), number);
                }
                for unit in &record.units {
                    note(found.of_unit.entry((item, unit)).or_default(), number);
                }
            }
        }
        found
    }

    fn naming(&self, item: &str) -> &[usize] {
        self.naming.get(item).map_or(&[], Vec::as_slice)
    }

    fn of_owner(&self, item: &str, owner: &Owner, unit: Option<&str>) -> Vec<usize> {
        match owner {
            Owner::Person(person) => self.of_person.get(&(item, person.as_str())).cloned(),
            Owner::Unit(_) => self.of_unit.get(&(item, unit.unwrap_or_default())).cloned(),
            Owner::Campaign => self.naming.get(item).cloned(),
        }
        .unwrap_or_default()
    }

    /// An exemption names items (none: all), and people or else whole units.
    fn exempts(&self, records: &[Record], item: &str, owner: &Owner, unit: Option<&str>) -> bool {
        self.exemptions.iter().any(|number| {
            let record = &records[*number];
            let names_item = record.items.is_empty() || record.items.iter().any(|own| own == item);
            let names_owner = match owner {
                Owner::Person(person) if !record.people.is_empty() => {
                    record.people.contains(person)
                }
                Owner::Person(_) | Owner::Unit(_) => {
                    record.people.is_empty()
                        && unit.is_some_and(|unit| record.units.iter().any(|own| own == unit))
                }
                Owner::Campaign => false,
            };
            names_item && names_owner
        })
    }
}

impl Progress {
    /// Adds up the obligations that pass a filter.
    pub fn cell(&self, filter: impl Fn(&Obligation) -> bool) -> Cell {
        let mut cell = Cell { partial: self.partial, ..Cell::default() };
        for obligation in self.obligations.iter().filter(|obligation| filter(obligation)) {
            cell.add(obligation.state);
        }
        cell
    }

    /// One cell for each unit and item that have anything to do with each other.
    pub fn cells(&self) -> BTreeMap<(Id, Id), Cell> {
        let mut cells: BTreeMap<(Id, Id), Cell> = BTreeMap::new();
        for obligation in &self.obligations {
            if let Some(unit) = &obligation.unit {
                cells
                    .entry((unit.clone(), obligation.item.clone()))
                    .or_insert(Cell { partial: self.partial, ..Cell::default() })
                    .add(obligation.state);
            }
        }
        cells
    }

    /// What a unit owes of one kind, all items together.
    pub fn of_unit(&self, unit: &str, kind: Kind) -> Cell {
        self.cell(|obligation| obligation.unit.as_deref() == Some(unit) && obligation.kind == kind)
    }

    /// Everything owed of one kind.
    pub fn of_kind(&self, kind: Kind) -> Cell {
        self.cell(|obligation| obligation.kind == kind)
    }
}
