//! What pages show of targets, deeds, gates, tasks, units, activities and people, and the briefing of problems, against
//! a recount of their own.

use proptest::prelude::*;

use jiff::ToSpan;
use jiff::civil::Date;
use yanxi_campaign::plan::{Kind, Per, Target};
use yanxi_campaign::progress::Owner;
use yanxi_campaign::state::State;
use yanxi_campaign::{Campaign, Record};

use crate::read::Read;
use crate::recount::{self, Recount, rate, share};
use crate::{Checked, made, richer, sums_agree};

fn said<'a>(record: &'a Record, key: &str) -> &'a str {
    record.fields.iter().find(|(own, _)| own == key).map_or("", |(_, value)| value)
}

/// The latest record that counts and is about a target, or about a part of it.
fn latest<'a>(campaign: &'a Campaign, target: &Target, part: &str) -> Option<&'a Record> {
    let own = campaign.records.iter().filter(|record| {
        record.kind == richer::PROGRESS
            && recount::counts(record)
            && said(record, "指标") == target.name
            && said(record, "分项") == part
    });
    // Of one day the last written is the latest.
    own.max_by_key(|record| record.date)
}

fn number(record: &Record) -> u64 {
    said(record, "完成值").parse().expect("a number")
}

/// What was reached of a target: as said of the whole, else by its parts together.
fn reached(campaign: &Campaign, target: &Target) -> Option<u64> {
    if let Some(record) = latest(campaign, target, "") {
        return Some(number(record));
    }
    let parts: Vec<u64> = target
        .parts
        .iter()
        .filter_map(|part| latest(campaign, target, &part.name))
        .map(number)
        .collect();
    (!parts.is_empty()).then(|| parts.iter().sum())
}

/// Per cent with one digit; what is beyond the whole too.
fn per_cent(part: u64, of: u64) -> String {
    match part > of {
        true => {
            let tenths = (part * 2000 + of) / (2 * of);
            format!("{}.{}%", tenths / 10, tenths % 10)
        }
        false => rate(part as usize, of as usize),
    }
}

fn state_of(campaign: &Campaign, target: &Target, today: Date) -> &'static str {
    let value: u64 = target.value.parse().expect("a number");
    match reached(campaign, target) {
        Some(number) if number >= value => "已达到",
        _ if target.duty.due.to.is_some_and(|due| due < today) => "到期未达到",
        Some(_) => "推进中",
        None => "",
    }
}

pub(super) fn targets(
    campaign: &Campaign,
    inside: &Read<'_>,
    outside: &Read<'_>,
    today: Date,
) -> Checked {
    for target in &campaign.plan.targets {
        let value: u64 = target.value.parse().expect("a number");
        let row = inside.row_of("c/targets.html", "目标", &target.name).expect("a row");
        let expected = reached(campaign, target)
            .map(|number| format!("{number}套（{}）", per_cent(number, value)))
            .unwrap_or_default();
        prop_assert_eq!(row.get("已完成").unwrap_or_default(), expected.clone());
        let state = state_of(campaign, target, today);
        prop_assert_eq!(row.get("状态").unwrap_or_default(), state);
        let records = campaign.records.iter().filter(|record| {
            record.kind == richer::PROGRESS
                && recount::counts(record)
                && said(record, "指标") == target.name
        });
        prop_assert_eq!(row.get("对应记录数"), Some(records.count().to_string()));
        for part in &target.parts {
            let row = inside.row_of("c/targets.html", "分项", &part.name).expect("a row");
            let expected = latest(campaign, target, &part.name).map(|record| {
                let of = part.value.parse().expect("a number");
                format!("{}套（{}）", number(record), per_cent(number(record), of))
            });
            let expected = expected.unwrap_or_default();
            prop_assert_eq!(row.get("已完成").unwrap_or_default(), expected.clone());
            let row = outside.row_of("c/targets.html", "分项", &part.name).expect("a row");
            let told = row.get("已完成").unwrap_or_default();
            prop_assert!(told.is_empty() || told == expected, "{} for {}", told, expected);
        }
        // The public edition knows as much, or says nothing.
        let row = outside.row_of("c/targets.html", "目标", &target.name).expect("a row");
        let told = row.get("已完成").unwrap_or_default();
        prop_assert!(told.is_empty() || told == expected, "{} for {}", told, expected);
        let told = row.get("状态").unwrap_or_default();
        let expected = if state == "到期未达到" { "推进中" } else { state };
        prop_assert!(told.is_empty() || told == expected, "{} for {}", told, expected);
    }
    Ok(())
}

pub(super) fn deeds(campaign: &Campaign, read: &Read<'_>, internal: bool) -> Checked {
    let all: Vec<&Record> =
        campaign.records.iter().filter(|record| record.kind == richer::DEED).collect();
    // Where one of them says when it was closed, all that are closed do.
    let says_when = all.iter().any(|record| !said(record, "销号日期").is_empty());
    let counting: Vec<&&Record> = all
        .iter()
        .filter(|record| recount::counts(record) && (internal || record.public))
        .collect();
    if counting.is_empty() {
        prop_assert_eq!(read.figure("c/deeds.html", "已列入"), None);
        return Ok(());
    }
    let is_closed = |record: &&&&Record| !says_when || !said(record, "销号日期").is_empty();
    let closed = counting.iter().filter(is_closed).count();
    let tile = read.figure("c/deeds.html", "已列入").map(|(value, _)| value);
    prop_assert_eq!(tile, Some(format!("{}件", counting.len())));
    let tile = read.figure("c/deeds.html", "已办结");
    prop_assert_eq!(tile, Some((format!("{closed}件"), share(closed, counting.len()))));
    Ok(())
}

pub(super) fn gates(campaign: &Campaign, read: &Read<'_>, internal: bool) -> Checked {
    let gates = &campaign.plan.gates;
    if gates.is_empty() {
        prop_assert_eq!(read.lead("c/gates.html"), None);
        return Ok(());
    }
    let verdicts = |gate: &str| {
        campaign
            .records
            .iter()
            .filter(|record| record.kind == richer::VERDICT && said(record, "关口") == gate)
            .filter(|record| recount::counts(record) && (internal || record.public))
            .count()
    };
    let decided = gates.iter().filter(|gate| verdicts(&gate.name) > 0).count();
    let lead = match (internal, decided) {
        (true, decided) => format!("共{}道关，{decided}道已有结论。", gates.len()),
        (false, 0) => format!("共{}道关。", gates.len()),
        (false, decided) => format!("共{}道关，已公布{decided}道的结论。", gates.len()),
    };
    prop_assert_eq!(read.lead("c/gates.html"), Some(lead.as_str()));
    Ok(())
}

/// 任务分解表: how many, how many of them are done, and each unit's.
pub(super) fn tasks(
    campaign: &Campaign,
    recount: &Recount,
    read: &Read<'_>,
    today: Date,
) -> Checked {
    let plan = &campaign.plan;
    let items: Vec<_> = plan.items.iter().filter(|item| item.chosen_by.is_none()).collect();
    let shown: Vec<_> = match items.iter().any(|item| !item.duty.is_empty()) {
        true => {
            items.iter().filter(|item| item.per == Per::Campaign || !item.duty.is_empty()).collect()
        }
        false => Vec::new(),
    };
    let gates =
        if plan.gates.iter().any(|gate| !gate.duty.is_empty()) { plan.gates.len() } else { 0 };
    let targets: Vec<&Target> = match plan.targets.iter().any(|own| !own.duty.is_empty()) {
        true => plan.targets.iter().collect(),
        false => Vec::new(),
    };
    let all = shown.len() + gates + targets.len();
    let tile = |name: &str| read.figure("c/tasks.html", name).map(|(value, _)| value);
    if all == 0 {
        prop_assert_eq!(tile("任务"), None);
        return Ok(());
    }
    prop_assert_eq!(tile("任务"), Some(format!("{all}项")));
    let is_done = |id: &str| {
        let own: Vec<State> =
            recount.owed.iter().filter(|own| own.item == id).map(|own| own.state).collect();
        // What is exempt does not keep the others from being done.
        own.iter().all(|state| matches!(state, State::Done | State::Late | State::Exempt))
            && own.iter().any(|state| *state != State::Exempt)
    };
    let done = shown.iter().filter(|item| !item.is_open() && is_done(&item.id)).count()
        + targets.iter().filter(|own| state_of(campaign, own, today) == "已达到").count();
    prop_assert_eq!(tile("已完成"), Some(format!("{done}项")));
    let nobody = shown
        .iter()
        .filter(|item| !item.is_open())
        .map(|item| &item.duty)
        .chain(plan.gates.iter().take(gates).map(|gate| &gate.duty))
        .chain(targets.iter().map(|own| &own.duty))
        .filter(|duty| !duty.names_anybody())
        .count();
    prop_assert_eq!(tile("没有明确责任").unwrap_or("0项".into()), format!("{nobody}项"));
    for unit in &campaign.roster.units {
        let duties = shown
            .iter()
            .map(|item| &item.duty)
            .chain(plan.gates.iter().take(gates).map(|gate| &gate.duty))
            .chain(targets.iter().map(|own| &own.duty));
        let own = duties
            .filter(|duty| duty.units.contains(&unit.name) || duty.partners.contains(&unit.name))
            .count();
        let heading = format!("{}（{own}项）", unit.name);
        prop_assert_eq!(read.has_heading("c/tasks.html", &heading), own > 0, "{}", heading);
        let rows = read.table(&format!("c/units/{}.html", unit.id), "tasks");
        prop_assert_eq!(rows.map_or(0, |rows| rows.rows().count()), own);
    }
    Ok(())
}

/// A unit's own page.
pub(super) fn units(campaign: &Campaign, recount: &Recount, read: &Read<'_>) -> Checked {
    for unit in &campaign.roster.units {
        let page = format!("c/units/{}.html", unit.id);
        for (name, kind) in [("规定动作完成率", Kind::Required), ("自选动作完成率", Kind::Optional)]
        {
            let sum = recount.sum(|own| own.kind == kind && own.unit.as_ref() == Some(&unit.id));
            let expected =
                (sum.all > 0).then(|| (sum.rate(), format!("{}/{}", sum.finished(), sum.owed())));
            prop_assert_eq!(read.figure(&page, name), expected, "{} {}", page, name);
        }
        let rows = read.table(&page, "items");
        let mut rows = rows.iter().flat_map(|rows| rows.rows());
        for item in &campaign.plan.items {
            let sum = recount.sum(|own| own.item == item.id && own.unit.as_ref() == Some(&unit.id));
            if sum.all == 0 {
                continue;
            }
            let row = rows.next().expect("a row for each item");
            prop_assert_eq!(row.get("状态"), Some(sum.cell()));
            prop_assert_eq!(row.get("应完成"), Some(sum.owed().to_string()));
            prop_assert_eq!(row.get("已完成"), Some(sum.finished().to_string()));
            prop_assert_eq!(row.get("完成率"), Some(sum.rate()));
        }
        prop_assert!(rows.next().is_none());
    }
    Ok(())
}

/// The tables of an activity's page, and of the page of items outside all activities.
pub(super) fn activity_pages(campaign: &Campaign, recount: &Recount, read: &Read<'_>) -> Checked {
    let activities = campaign.plan.activities.iter().map(|own| Some(own.id.clone()));
    for activity in activities.chain([None]) {
        let page = match &activity {
            Some(id) => format!("c/activities/{id}.html"),
            None => "c/items.html".into(),
        };
        let items: Vec<_> = campaign
            .plan
            .items
            .iter()
            .filter(|item| item.activity == activity && item.chosen_by.is_none())
            .filter(|item| !item.is_open())
            .collect();
        let rows = read.table(&page, "by-item");
        prop_assert_eq!(rows.is_some(), !items.is_empty(), "{}", page);
        for item in &items {
            let row = rows.as_ref().and_then(|rows| rows.row(&item.name)).expect("a row");
            sums_agree(&recount.sum(|own| own.item == item.id), &row)?;
        }
        let rows = read.table(&page, "by-unit");
        for unit in &campaign.roster.units {
            let sum = recount.sum(|own| {
                own.owner != Owner::Campaign
                    && own.unit.as_ref() == Some(&unit.id)
                    && items.iter().any(|item| item.id == own.item)
            });
            match rows.as_ref().and_then(|rows| rows.row(&unit.name)) {
                Some(row) => sums_agree(&sum, &row)?,
                None => prop_assert_eq!(sum.all, 0, "{} {}", page, unit.name),
            }
        }
    }
    Ok(())
}

/// Who takes part, is exempt, was late: the tiles and the table by unit.
pub(super) fn coverage(
    campaign: &Campaign,
    recount: &Recount,
    read: &Read<'_>,
    today: Date,
) -> Checked {
    let of = |id: &str| {
        let owner = Owner::Person(id.to_string());
        recount.owed.iter().filter(move |own| own.owner == owner).collect::<Vec<_>>()
    };
    let has = |id: &str, state: State| of(id).iter().any(|own| own.state == state);
    let takes_part = |id: &str| {
        campaign.records.iter().any(|record| {
            record.kind != made::EXEMPTION
                && recount::counts(record)
                && record.people.iter().any(|own| own == id)
        })
    };
    let people = &campaign.roster.people;
    let owing: Vec<_> = people.iter().filter(|person| !of(&person.id).is_empty()).collect();
    if owing.is_empty() {
        return Ok(());
    }
    let tile = |name: &str| read.figure("c/coverage.html", name);
    let count =
        |wanted: &dyn Fn(&str) -> bool| owing.iter().filter(|person| wanted(&person.id)).count();
    let taking_part = count(&takes_part);
    let expected = (rate(taking_part, owing.len()), format!("{taking_part}/{}", owing.len()));
    prop_assert_eq!(tile("参加过的人"), Some(expected));
    let exempt = count(&|id| has(id, State::Exempt));
    prop_assert_eq!(tile("有免除的人").map(|(value, _)| value), Some(exempt.to_string()));
    let late = count(&|id| has(id, State::Late));
    prop_assert_eq!(tile("有补学的人").map(|(value, _)| value), Some(late.to_string()));
    let rows = read.table("c/coverage.html", "units").expect("a table by unit");
    for unit in &campaign.roster.units {
        let own: Vec<_> = people.iter().filter(|person| person.unit == unit.id).collect();
        let Some(row) = rows.row(&unit.name) else {
            prop_assert!(own.is_empty());
            continue;
        };
        let asked: Vec<_> = own.iter().filter(|person| !of(&person.id).is_empty()).collect();
        let there = |person: &yanxi_campaign::Person| {
            person.stays.is_empty()
                || person.stays.iter().any(|stay| {
                    stay.joined.is_none_or(|joined| joined <= today)
                        && stay.left.is_none_or(|left| today < left)
                })
        };
        let size = own.iter().filter(|person| there(person) || !of(&person.id).is_empty()).count();
        prop_assert_eq!(row.get("人数"), Some(size.to_string()));
        prop_assert_eq!(row.get("应参加"), Some(asked.len().to_string()));
        let part = asked.iter().filter(|person| takes_part(&person.id)).count();
        prop_assert_eq!(row.get("参加过"), Some(part.to_string()));
        prop_assert_eq!(row.get("参加率"), Some(rate(part, asked.len())));
    }
    Ok(())
}

/// What the draft of a briefing says of problems, of the seven days up to today.
pub(super) fn briefing_of_problems(campaign: &Campaign, briefing: &str, today: Date) -> Checked {
    let counting: Vec<&Record> = campaign
        .records
        .iter()
        .filter(|record| record.kind == made::LEDGER && recount::counts(record))
        .collect();
    let from = today.checked_sub(6.days()).expect("a day of the calendar");
    let holds = |day: Option<Date>| day.is_some_and(|day| from <= day && day <= today);
    let opened = counting.iter().filter(|record| holds(record.date)).count();
    let closed: Vec<_> = counting.iter().filter(|record| record.state == "已销号").collect();
    let now = closed.iter().filter(|record| holds(said(record, "销号日期").parse().ok())).count();
    let line = format!(
        "- 期间新登记{opened}个，销号{now}个；累计{}个，已销号{}个，销号率{}。",
        counting.len(),
        closed.len(),
        share(closed.len(), counting.len())
    );
    prop_assert_eq!(briefing.contains(&line), !counting.is_empty(), "{} in {}", line, briefing);
    Ok(())
}
