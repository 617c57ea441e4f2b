//! Counting once more, slowly, from the words of the rules alone.
//! In: a campaign and a day. Out: what everybody owes and how it stands, found by looking at every record each time.
//! Nothing of the program's own counting is used here, only its data.

use jiff::civil::Date;
use yanxi_campaign::plan::{Dates, Item, Kind, Need, Per, Role};
use yanxi_campaign::progress::Owner;
use yanxi_campaign::record::Review;
use yanxi_campaign::state::State;
use yanxi_campaign::{Campaign, Person, Record, Unit};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Owed {
    pub item: String,
    pub owner: Owner,
    pub unit: Option<String>,
    pub kind: Kind,
    pub needed: u32,
    pub counted: u32,
    pub state: State,
    /// Numbers of its records.
    pub records: Vec<usize>,
}

/// When a record of an item was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    Before,
    InTime,
    After,
}

/// The window: the nearest dates of item, activity, step, stage and campaign, with the nearest grace.
pub(super) struct Window {
    from: Option<Date>,
    to: Option<Date>,
    grace: i32,
}

impl Window {
    pub(super) fn of(campaign: &Campaign, item: &Item) -> Self {
        let plan = &campaign.plan;
        let mut chain: Vec<&Dates> = vec![&item.dates];
        let mut has_stage = false;
        let is_own = item.stage.is_some() || item.step.is_some();
        if is_own {
            let mut stage = item.stage.clone();
            for step in plan.steps.iter().filter(|step| item.step.as_ref() == Some(&step.id)) {
                has_stage = true;
                chain.push(&step.dates);
                stage = stage.or(Some(step.stage.clone()));
            }
            for own in plan.stages.iter().filter(|own| stage.as_ref() == Some(&own.id)) {
                has_stage = true;
                chain.push(&own.dates);
            }
        }
        for activity in &plan.activities {
            if is_own || item.activity.as_ref() != Some(&activity.id) {
                continue;
            }
            chain.push(&activity.dates);
            let mut stage = activity.stage.clone();
            for step in &plan.steps {
                if activity.step.as_ref() == Some(&step.id) {
                    has_stage = true;
                    chain.push(&step.dates);
                    stage = stage.or(Some(step.stage.clone()));
                }
            }
            for own in &plan.stages {
                if stage.as_ref() == Some(&own.id) {
                    has_stage = true;
                    chain.push(&own.dates);
                }
            }
        }
        // A stage that the plan does not date has no last day of its own, and the campaign's is not it.
        let undated =
            has_stage && chain.iter().all(|dates| dates.from.is_none() && dates.to.is_none());
        let whole = Dates { to: plan.dates.to.filter(|_| !undated), ..plan.dates.clone() };
        chain.push(&whole);
        let mut window = Window { from: None, to: None, grace: 0 };
        for dates in chain.iter().rev() {
            if dates.from.is_some() || dates.to.is_some() {
                window.from = dates.from;
                window.to = dates.to;
            }
            if let Some(grace) = dates.grace_days {
                window.grace = i32::from(grace);
            }
        }
        if item.dates.to.is_none() && item.duty.due.to.is_some() {
            window.to = item.duty.due.to;
            window.from = window.from.filter(|from| window.to.is_some_and(|to| *from <= to));
        }
        window
    }

    /// First and last day and all days of grace are inside.
    pub(super) fn when(&self, day: Date) -> When {
        if self.from.is_some_and(|from| day < from) {
            return When::Before;
        }
        match self.to {
            Some(to) if days_between(to, day) > self.grace => When::After,
            _ => When::InTime,
        }
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

pub(super) fn owed(campaign: &Campaign, today: Date) -> Vec<Owed> {
    let mut all = Vec::new();
    for item in campaign.plan.items.iter().filter(|item| !is_open(item)) {
        for (owner, unit, needed) in owners(campaign, item, today) {
            all.push(stand(campaign, item, owner, unit, needed, today));
        }
    }
    all
}

fn is_open(item: &Item) -> bool {
    [&item.name, &item.source].iter().any(|words| *words == "待补充")
}

/// Since when a record counts for an item, and whether somebody wrote that day; nothing while it is open.
fn since(campaign: &Campaign, item: &Item, record: &Record) -> Option<(Option<Date>, bool)> {
    let kind = campaign.plan.record_types.iter().find(|kind| kind.id == record.kind);
    let flow: &[String] = kind.map_or(&[], |kind| &kind.flow);
    if flow.is_empty() {
        return Some((record.date, true));
    }
    let closing = record.fields.iter().find(|(key, _)| key == "销号日期");
    let closing: Option<Date> = closing.and_then(|(_, day)| day.parse().ok());
    let is_closed = flow.last() == Some(&record.state);
    let written = |day: Option<Date>| match day {
        Some(day) => (Some(day), true),
        None => (record.date, false),
    };
    if item.counts_in.is_empty() {
        return is_closed.then(|| written(closing));
    }
    let all = item.counts_in.iter().any(|state| state == "全部");
    if !all && !item.counts_in.contains(&record.state) {
        return None;
    }
    if item.counts_on == "日期" || all || item.counts_in.contains(&flow[0]) {
        return Some((record.date, true));
    }
    Some(written(closing.filter(|_| is_closed)))
}

/// W01: records that count before and after the window of an item they name. What is closed and does not say since when
/// is told otherwise than what says it.
pub(super) fn outside(campaign: &Campaign, wanted: When, written: bool) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for item in campaign.plan.items.iter().filter(|item| !is_open(item)) {
        let window = Window::of(campaign, item);
        for (number, record) in campaign.records.iter().enumerate() {
            let Some((day, is_written)) = since(campaign, item, record) else { continue };
            let lies = day.map(|day| window.when(day));
            if !is_exemption(campaign, record)
                && record.repeats.is_none()
                && record.items.contains(&item.id)
                && lies == Some(wanted)
                && (is_written == written || wanted == When::After)
            {
                found.push((number, item.id.clone()));
            }
        }
    }
    found
}

fn is_exemption(campaign: &Campaign, record: &Record) -> bool {
    campaign
        .plan
        .record_types
        .iter()
        .any(|kind| kind.id == record.kind && kind.role == Role::Exemption)
}

fn stand(
    campaign: &Campaign,
    item: &Item,
    owner: Owner,
    unit: Option<String>,
    needed: u32,
    today: Date,
) -> Owed {
    let window = Window::of(campaign, item);
    let mut own = Vec::new();
    let mut exempt = false;
    // The second of one event is as if it had not been written down.
    let records = campaign.records.iter().enumerate();
    for (number, record) in records.filter(|(_, record)| record.repeats.is_none()) {
        let approved = record.review == Review::Approved && record.faults.is_empty();
        let about_item = record.items.contains(&item.id);
        let about_owner = match &owner {
            Owner::Person(person) => record.people.contains(person),
            Owner::Unit(unit) => record.units.contains(unit),
            Owner::Campaign => true,
        };
        if is_exemption(campaign, record) {
            let of_whole_unit = record.people.is_empty()
                && unit.as_ref().is_some_and(|unit| record.units.contains(unit));
            let of_owner = match &owner {
                Owner::Person(_) => about_owner || of_whole_unit,
                Owner::Unit(_) => of_whole_unit,
                Owner::Campaign => false,
            };
            exempt |= approved && of_owner && (about_item || record.items.is_empty());
        } else if about_item && about_owner {
            own.push(number);
        }
    }
    let records = || own.iter().map(|number| &campaign.records[*number]);
    let good = |record: &Record| record.review == Review::Approved && record.faults.is_empty();
    let lies = |record: &Record| {
        let (day, _) = since(campaign, item, record)?;
        Some(day.map(|day| window.when(day)))
    };
    let dated = |wanted: When| {
        let count = records()
            .filter(|record| good(record))
            .filter(|record| lies(record) == Some(Some(wanted)))
            .count();
        u32::try_from(count).expect("few records")
    };
    let (in_time, late) = (dated(When::InTime), dated(When::After));
    let waiting = records()
        .filter(|record| record.review == Review::Submitted && record.faults.is_empty())
        .filter(|record| lies(record).is_some_and(|when| when != Some(When::Before)))
        .count();
    let waiting = u32::try_from(waiting).expect("few records");
    let is_over = window.when(today) == When::After;
    let has = |review: Review| {
        records().any(|record| record.review == review && record.faults.is_empty())
    };
    let state = if exempt {
        State::Exempt
    } else if in_time >= needed {
        State::Done
    } else if in_time + late >= needed {
        State::Late
    } else if waiting > 0 && (!is_over || in_time + late + waiting >= needed) {
        State::Pending
    } else if has(Review::Returned) {
        State::Returned
    } else if records().any(|record| !record.faults.is_empty()) {
        State::Faulty
    } else if is_over {
        State::Missing
    } else {
        State::NotDue
    };
    Owed {
        item: item.id.clone(),
        owner,
        unit,
        kind: kind(campaign, item),
        needed,
        counted: (in_time + late).min(needed),
        state,
        records: own,
    }
}

fn kind(campaign: &Campaign, item: &Item) -> Kind {
    if item.chosen_by.is_some() {
        return Kind::Optional;
    }
    let activities = &campaign.plan.activities;
    let of_activity = activities
        .iter()
        .find(|activity| item.activity.as_ref() == Some(&activity.id))
        .map(|activity| activity.kind);
    item.kind.or(of_activity).unwrap_or(Kind::Required)
}

/// Who owes an item and how many, nobody who owes none.
fn owners(campaign: &Campaign, item: &Item, today: Date) -> Vec<(Owner, Option<String>, u32)> {
    let roster = &campaign.roster;
    let chose = |unit: &Unit| item.chosen_by.as_ref().is_none_or(|id| *id == unit.id);
    let unit_of = |person: &Person| roster.units.iter().find(|unit| unit.id == person.unit);
    let mut owners = Vec::new();
    match item.per {
        Per::Campaign if item.chosen_by.is_none() => {
            let count = greatest(item, |_| true);
            owners.push((Owner::Campaign, None, count));
        }
        // What a unit chose is owed there and nowhere else.
        Per::Unit | Per::Campaign => {
            for unit in roster.units.iter().filter(|unit| chose(unit)) {
                let count = greatest(item, |need| {
                    is_of(campaign, unit, &need.unit_classes)
                        && audience_of(campaign, need).is_none_or(|audience| {
                            audience.is_some_and(|(_, classes)| is_of(campaign, unit, classes))
                        })
                });
                owners.push((Owner::Unit(unit.id.clone()), Some(unit.id.clone()), count));
            }
        }
        Per::Leader => {
            for unit in roster.units.iter().filter(|unit| chose(unit)) {
                let Some(word) = unit.first_responsible.first() else {
                    continue;
                };
                // By id or by name, a name in the unit first.
                let ranks: [&dyn Fn(&Person) -> bool; 3] = [
                    &|person| person.id == *word,
                    &|person| person.name == *word && person.unit == unit.id,
                    &|person| person.name == *word,
                ];
                let leader =
                    ranks.iter().find_map(|fits| roster.people.iter().find(|person| fits(person)));
                let Some(leader) = leader else { continue };
                let home = unit_of(leader).expect("everybody has a unit");
                let count = greatest(item, |need| {
                    is_of(campaign, unit, &need.unit_classes)
                        && is_in_audience(campaign, need, leader, home)
                });
                let owner = Owner::Person(leader.id.clone());
                owners.push((owner, Some(unit.id.clone()), count));
            }
        }
        Per::Person => {
            // Grace is for what comes late, not for who comes late.
            let last_day = Window::of(campaign, item).to.unwrap_or(today);
            for person in &roster.people {
                let Some(unit) = unit_on(campaign, person, last_day) else { continue };
                if !chose(unit) {
                    continue;
                }
                let count = greatest(item, |need| {
                    is_of(campaign, unit, &need.unit_classes)
                        && is_in_audience(campaign, need, person, unit)
                });
                let owner = Owner::Person(person.id.clone());
                owners.push((owner, Some(unit.id.clone()), count));
            }
        }
    }
    owners.retain(|(_, _, count)| *count > 0);
    owners
}

/// Where somebody is on a day, found by asking of each stay whether he had come and not gone.
fn unit_on<'a>(campaign: &'a Campaign, person: &Person, day: Date) -> Option<&'a Unit> {
    let mut there = Vec::new();
    for stay in &person.stays {
        let has_come = stay.joined.is_none_or(|joined| days_between(joined, day) >= 0);
        let has_gone = stay.left.is_some_and(|left| days_between(left, day) >= 0);
        if has_come && !has_gone {
            there.push(stay.unit.clone());
        }
    }
    if person.stays.is_empty() {
        there.push(person.unit.clone());
    }
    assert!(there.len() < 2, "nobody is in two units on one day");
    campaign.roster.units.iter().find(|unit| there.contains(&unit.id))
}

/// The greatest count of the clauses that apply; one where the item has no clause.
fn greatest(item: &Item, applies: impl Fn(&Need) -> bool) -> u32 {
    if item.needs.is_empty() {
        return 1;
    }
    let counts = item.needs.iter().filter(|need| applies(need));
    counts.map(|need| need.count).max().unwrap_or(0)
}

type RolesAndClasses<'a> = (&'a [String], &'a [String]);

/// None: no audience named. Some(None): one that the plan does not have.
fn audience_of<'a>(campaign: &'a Campaign, need: &Need) -> Option<Option<RolesAndClasses<'a>>> {
    let id = need.audience.as_ref()?;
    let mut audiences = campaign.plan.audiences.iter();
    let found = audiences.find(|audience| audience.id == *id);
    Some(found.map(|audience| (audience.roles.as_slice(), audience.unit_classes.as_slice())))
}

fn is_in_audience(campaign: &Campaign, need: &Need, person: &Person, home: &Unit) -> bool {
    match audience_of(campaign, need) {
        None => true,
        Some(None) => false,
        Some(Some((roles, classes))) => {
            let has_role = roles.is_empty() || person.roles.iter().any(|role| roles.contains(role));
            has_role && is_of(campaign, home, classes)
        }
    }
}

/// Whether a unit is of one of the classes, all written by id or by name.
fn is_of(campaign: &Campaign, unit: &Unit, classes: &[String]) -> bool {
    let id_of = |word: &str| {
        campaign
            .plan
            .unit_classes
            .iter()
            .find(|class| class.name == word)
            .map_or(word.to_string(), |class| class.id.clone())
    };
    classes.is_empty() || classes.iter().any(|class| id_of(class) == id_of(&unit.class))
}
