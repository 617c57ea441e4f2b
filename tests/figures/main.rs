//! Every figure that a campaign's pages, files, briefing and messages show, against one slow recount, over campaigns made
//! up at random: open items, flows, closings, moves, exemptions, re-tests, words of every kind for 采纳.
//!
//! Campaigns and the recount of what is owed are those of the counting tests; what only pages show is recounted here.

#[path = "../../crates/campaign/tests/counting/made.rs"]
#[allow(dead_code, reason = "the counting tests use the rest")]
mod made;
mod more;
#[path = "../../crates/campaign/tests/counting/oracle.rs"]
#[allow(dead_code, reason = "the counting tests use the rest")]
mod oracle;
mod read;
mod recount;
mod richer;

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use proptest::prelude::*;
use yanxi::pages::digest::digest;
use yanxi::pages::passages::Passages;
use yanxi::pages::view::{Parts, Totals};
use yanxi::pages::{DerivedPage, View, pages};
use yanxi_campaign::Campaign;
use yanxi_campaign::plan::{Kind, Per};
use yanxi_campaign::state::State;

use read::Read;
use recount::{Recount, Sum, share, standing_of_unit};

/// What an edition shows of a campaign.
fn shown(campaign: &Campaign, today: Date, internal: bool) -> (Vec<DerivedPage>, String) {
    let part = if internal { campaign.clone() } else { campaign.for_public() };
    let (whole, progress) = (campaign.progress(today), part.progress(today));
    let totals = (internal || campaign.plan.public_totals).then(|| Totals::of(campaign, &whole));
    let (documents, files) = (BTreeMap::new(), BTreeMap::new());
    let passages = Passages::default();
    let view = View::new(Parts {
        campaign: &part,
        progress: &progress,
        totals,
        today,
        internal,
        folder: "c/".into(),
        source_folder: String::new(),
        documents: &documents,
        files: &files,
        passages: &passages,
    });
    let from = today.checked_sub(6.days()).expect("a day of the calendar");
    (pages(&view), digest(&view, from, today))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_figure_is_that_of_the_recount(campaign in richer::campaign(), today in made::today()) {
        let recount = Recount::of(&campaign, today);
        let (internal, briefing) = shown(&campaign, today, true);
        let (public, _) = shown(&campaign, today, false);
        let inside = Read::of(&internal);
        let outside = Read::of(&public);

        rates(&campaign, &recount, &inside)?;
        public_rates(&campaign, &recount, &outside)?;
        briefings(&recount, &briefing, &inside)?;
        activities(&campaign, &recount, &inside)?;
        outstanding(&campaign, &recount, &inside)?;
        people(&campaign, &recount, &inside)?;
        problems(&campaign, &inside, true)?;
        problems(&campaign, &outside, false)?;
        ratings(&campaign, &inside, true)?;
        ratings(&campaign, &outside, false)?;
        suggestions(&campaign, &inside, true)?;
        suggestions(&campaign, &outside, false)?;
        messages(&campaign, &recount, today)?;
        more::targets(&campaign, &inside, &outside, today)?;
        more::deeds(&campaign, &inside, true)?;
        more::deeds(&campaign, &outside, false)?;
        more::gates(&campaign, &inside, true)?;
        more::gates(&campaign, &outside, false)?;
        more::tasks(&campaign, &recount, &inside, today)?;
        more::units(&campaign, &recount, &inside)?;
        more::activity_pages(&campaign, &recount, &inside)?;
        more::coverage(&campaign, &recount, &inside, today)?;
        more::briefing_of_problems(&campaign, &briefing, today)?;
        for page in internal.iter().chain(&public) {
            read::files_are_the_tables(page)?;
        }
    }
}

type Checked = Result<(), TestCaseError>;

/// The matrix, the list of units and the home page.
fn rates(campaign: &Campaign, recount: &Recount, read: &Read<'_>) -> Checked {
    let required = recount.sum(|own| own.kind == Kind::Required);
    if required.all > 0 {
        for page in ["c/index.html", "c/week.html", "c/matrix.html"] {
            let tile = read.figure(page, "规定动作完成率");
            let expected =
                (required.rate(), format!("{}/{}", required.finished(), required.owed()));
            prop_assert_eq!(tile, Some(expected), "{}", page);
        }
    }
    let is_column = |id: &str| {
        let item = campaign.plan.item(id).expect("its item");
        item.chosen_by.is_none() && item.per != Per::Campaign
    };
    for (table, kind) in [("required", Kind::Required), ("optional", Kind::Optional)] {
        let own = |unit: Option<&str>| {
            recount.sum(|own| {
                own.kind == kind
                    && is_column(&own.item)
                    && own.unit.is_some()
                    && unit.is_none_or(|unit| own.unit.as_deref() == Some(unit))
            })
        };
        let Some(rows) = read.table("c/matrix.html", table) else {
            prop_assert_eq!(own(None).all, 0);
            continue;
        };
        for unit in &campaign.roster.units {
            let row = rows.row(&unit.name).expect("a row for each unit");
            prop_assert_eq!(row.get("完成率"), Some(own(Some(&unit.id)).rate()));
            for item in campaign.plan.items.iter().filter(|item| is_column(&item.id)) {
                let sum = recount.sum(|own| {
                    own.item == item.id && own.kind == kind && own.unit.as_ref() == Some(&unit.id)
                });
                if let Some(cell) = row.get(&item.name) {
                    prop_assert_eq!(cell, sum.cell(), "{} {}", unit.name, item.name);
                }
            }
        }
        let total = rows.row("各单位合计").expect("a row of all");
        prop_assert_eq!(total.get("完成率"), Some(own(None).rate()));
        for item in campaign.plan.items.iter().filter(|item| item.is_open()) {
            prop_assert_eq!(total.get(&item.name), None);
        }
    }
    let of_unit = |unit: &str| {
        recount.sum(|own| own.kind == Kind::Required && own.unit.as_deref() == Some(unit))
    };
    let rows = read.table("c/units.html", "units").expect("a list of units");
    for unit in &campaign.roster.units {
        let row = rows.row(&unit.name).expect("a row for each unit");
        if required.all > 0 {
            sums_agree(&of_unit(&unit.id), &row)?;
        }
    }
    for table in ["units-by-class", "units-by-leader", "required-totals-by-class"] {
        let page = if table.starts_with("units") { "c/units.html" } else { "c/matrix.html" };
        let Some(rows) = read.table(page, table) else { continue };
        for row in rows.rows() {
            let members = recount::members(campaign, row.first());
            let mut sum = Sum::default();
            for unit in members {
                sum.add(&of_unit(&unit.id));
            }
            if required.all > 0 {
                sums_agree(&sum, &row)?;
            }
        }
    }
    Ok(())
}

fn sums_agree(sum: &Sum, row: &read::Row<'_>) -> Checked {
    for (name, count) in sum.columns() {
        let cell = row.get(name).unwrap_or_else(|| "0".into());
        prop_assert_eq!(cell, count.to_string(), "{} of {}", name, row.first());
    }
    prop_assert_eq!(row.get("完成率"), Some(sum.rate()), "{}", row.first());
    Ok(())
}

/// The public edition tells the same figure as the internal one.
fn public_rates(campaign: &Campaign, recount: &Recount, read: &Read<'_>) -> Checked {
    let required = recount.sum(|own| own.kind == Kind::Required);
    let tile = read.figure("c/index.html", "规定动作完成率");
    if !campaign.plan.public_totals || required.all == 0 {
        prop_assert_eq!(tile, None);
        return Ok(());
    }
    let expected = (required.rate(), format!("{}/{}", required.finished(), required.owed()));
    prop_assert_eq!(tile, Some(expected.clone()));
    let Some(rows) = read.table("c/matrix.html", "totals") else { return Ok(()) };
    prop_assert_eq!(read.figure("c/matrix.html", "规定动作完成率"), Some(expected));
    for unit in &campaign.roster.units {
        let own =
            recount.sum(|own| own.kind == Kind::Required && own.unit.as_ref() == Some(&unit.id));
        match rows.row(&unit.name) {
            None => prop_assert_eq!(own.all, 0),
            Some(row) => {
                prop_assert_eq!(row.get("应完成"), Some(own.owed().to_string()));
                prop_assert_eq!(row.get("已完成"), Some(own.finished().to_string()));
                prop_assert_eq!(row.get("完成率"), Some(own.rate()));
            }
        }
    }
    Ok(())
}

/// The draft of a briefing, and the sheet of the week.
fn briefings(recount: &Recount, briefing: &str, read: &Read<'_>) -> Checked {
    for (name, kind) in [("规定动作", Kind::Required), ("自选动作", Kind::Optional)] {
        let sum = recount.sum(|own| own.kind == kind);
        let line = format!(
            "{name}应完成{}项次，已完成{}项次，完成率{}。",
            sum.owed(),
            sum.finished(),
            sum.rate()
        );
        prop_assert_eq!(briefing.contains(&line), sum.owed() > 0, "{} in {}", line, briefing);
    }
    let required = recount.sum(|own| own.kind == Kind::Required);
    if required.all > 0 {
        let missing = recount.missing();
        let tile = read.figure("c/week.html", "过期未交").map(|(value, _)| value);
        prop_assert_eq!(tile, Some(format!("{missing}项")));
        // Home, the list of what is missing and the tables of both tell the same.
        let home = read.lists("c/index.html", &format!("{missing}项已过期未交"));
        prop_assert_eq!(home, missing > 0);
        let lead = read.lead("c/outstanding.html").unwrap_or_default();
        prop_assert!(missing == 0 || lead.contains(&format!("还没有交的{missing}项")), "{}", lead);
        for (page, table) in [("c/outstanding.html", "by-unit"), ("c/week.html", "missing")] {
            let Some(rows) = read.table(page, table) else { continue };
            let all: usize =
                rows.rows().filter_map(|row| row.get("未交")?.parse::<usize>().ok()).sum();
            // The sheet of the week is cut to what fits on it.
            prop_assert!(all == missing || (table == "missing" && all < missing), "{}", page);
        }
    }
    Ok(())
}

/// The list of activities and what each says of its items.
fn activities(campaign: &Campaign, recount: &Recount, read: &Read<'_>) -> Checked {
    let rows = read.table("c/activities.html", "activities").expect("a list of activities");
    for activity in &campaign.plan.activities {
        let of_plan = |id: &str| {
            campaign.plan.items.iter().any(|item| {
                item.id == id
                    && item.activity.as_ref() == Some(&activity.id)
                    && item.chosen_by.is_none()
            })
        };
        let sum = recount.sum(|own| of_plan(&own.item));
        let row = rows.row(&activity.name).expect("a row for each activity");
        if let Some(rate) = row.get("完成率") {
            prop_assert_eq!(rate, sum.rate());
        }
        let open =
            campaign.plan.items.iter().filter(|item| of_plan(&item.id) && item.is_open()).count();
        let says_open = row.get("事项数").unwrap_or_default().contains(&format!("待补充 {open}"));
        prop_assert_eq!(says_open, open > 0);
    }
    Ok(())
}

/// What is outstanding, unit by unit.
fn outstanding(campaign: &Campaign, recount: &Recount, read: &Read<'_>) -> Checked {
    let rows = read.table("c/outstanding.html", "by-unit");
    for unit in &campaign.roster.units {
        let count = |states: &[State]| {
            recount
                .owed
                .iter()
                .filter(|own| own.kind == Kind::Required && own.unit.as_ref() == Some(&unit.id))
                .filter(|own| states.contains(&own.state))
                .count()
        };
        let row = rows.as_ref().and_then(|rows| rows.row(&unit.name));
        let cell = |name: &str| row.as_ref().and_then(|row| row.get(name)).unwrap_or("0".into());
        prop_assert_eq!(cell("未交"), count(&[State::Missing]).to_string());
        let to_mend = count(&[State::Returned, State::Faulty]);
        prop_assert_eq!(cell("退回或有误"), to_mend.to_string());
    }
    Ok(())
}

/// Each person's own page, and who took part.
fn people(campaign: &Campaign, recount: &Recount, read: &Read<'_>) -> Checked {
    use yanxi_campaign::progress::Owner;
    let rows = read.table("c/people.html", "people").expect("a list of people");
    let mut owing = 0;
    let mut done = 0;
    for person in &campaign.roster.people {
        let owner = Owner::Person(person.id.clone());
        let sum = recount.sum(|own| own.kind == Kind::Required && own.owner == owner);
        if let Some(rate) = rows.row(&person.name).and_then(|row| row.get("完成率")) {
            prop_assert_eq!(rate, sum.rate(), "{}", person.name);
        }
        let owes = recount.owed.iter().any(|own| own.owner == owner);
        owing += usize::from(owes);
        done += usize::from(owes && sum.all > 0 && sum.finished() == sum.owed());
    }
    if let Some((_, detail)) = read.figure("c/coverage.html", "全部完成的人") {
        prop_assert_eq!(detail, format!("{done}/{owing}"));
    }
    Ok(())
}

/// The ledger of problems: what is closed is so on every page and in both editions.
fn problems(campaign: &Campaign, read: &Read<'_>, internal: bool) -> Checked {
    let counting: Vec<_> = campaign
        .records
        .iter()
        .filter(|record| record.kind == made::LEDGER && recount::counts(record))
        .filter(|record| internal || record.public)
        .collect();
    let closed = counting.iter().filter(|record| record.state == "已销号").count();
    if let Some((all, _)) = read.figure("c/problems.html", "问题总数") {
        prop_assert_eq!(all, counting.len().to_string());
        let tile = read.figure("c/problems.html", "已销号");
        let rate = format!("销号率{}", share(closed, counting.len()));
        prop_assert_eq!(tile, Some((closed.to_string(), rate)));
    } else {
        prop_assert!(counting.is_empty());
    }
    if internal && !counting.is_empty() {
        let tile = read.figure("c/index.html", "问题办结率").map(|(_, detail)| detail);
        prop_assert_eq!(tile, Some(format!("{closed}/{}", counting.len())));
    }
    Ok(())
}

/// Verdicts by unit, over re-tests and shares.
fn ratings(campaign: &Campaign, read: &Read<'_>, internal: bool) -> Checked {
    let sessions = recount::sessions(campaign, internal);
    if sessions.iter().all(|session| !session.counts) {
        return Ok(());
    }
    let units = &campaign.roster.units;
    let with = |wanted: Option<bool>| {
        units.iter().filter(|unit| standing_of_unit(&sessions, &unit.id) == wanted).count()
    };
    for (name, wanted) in [("达标", Some(true)), ("未达标", Some(false)), ("未测评", None)]
    {
        let tile = read.figure("c/evaluations.html", name).map(|(value, _)| value);
        if internal || wanted.is_some() {
            prop_assert_eq!(tile, Some(format!("{}个单位", with(wanted))), "{}", name);
        }
    }
    let rows = read.table("c/evaluations.html", "results").expect("results");
    for session in sessions.iter().filter(|session| session.counts) {
        let row = rows.row_with("测评", &session.title).expect("a row for each session");
        let verdict = row.get("结论").unwrap_or_default();
        prop_assert_eq!(verdict == "达标", session.passed, "{} {}", session.title, verdict);
    }
    Ok(())
}

/// Only the known words mean adopted.
fn suggestions(campaign: &Campaign, read: &Read<'_>, internal: bool) -> Checked {
    let counting: Vec<_> = campaign
        .records
        .iter()
        .filter(|record| record.kind == richer::SUGGESTION && recount::counts(record))
        .filter(|record| internal || record.public)
        .collect();
    if counting.is_empty() {
        return Ok(());
    }
    let adopted = counting
        .iter()
        .filter(|record| {
            record.fields.iter().any(|(_, word)| richer::ADOPTED.contains(&word.as_str()))
        })
        .count();
    let tile = read.figure("c/suggestions.html", "已采纳");
    let expected = (format!("{adopted}条"), share(adopted, counting.len()));
    prop_assert_eq!(tile, Some(expected));
    Ok(())
}

/// W02 and W01 tell of as many as the recount has.
fn messages(campaign: &Campaign, recount: &Recount, today: Date) -> Checked {
    let progress = campaign.progress(today);
    let told = yanxi::campaign::checked(campaign, &progress, today);
    let of = |code: yanxi_problem::Code| told.iter().filter(|problem| problem.code == code).count();
    prop_assert_eq!(of(yanxi_problem::Code::W02), recount.missing_lines());
    let outside =
        [(oracle::When::Before, true), (oracle::When::Before, false), (oracle::When::After, true)]
            .into_iter()
            .flat_map(|(when, written)| oracle::outside(campaign, when, written))
            .filter(|(number, _)| campaign.records[*number].faults.is_empty())
            .count();
    prop_assert_eq!(of(yanxi_problem::Code::W01), outside);
    Ok(())
}
