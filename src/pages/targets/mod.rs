//! Targets with their progress, topics with the units that claim them.
//! In: a [`View`]. Out: pages, none where the campaign has nothing for them.

mod topics;

use std::collections::BTreeMap;

use yanxi_campaign::Record;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::{Role, Target, TargetPart, is_pending};
use yanxi_campaign::quantity::Amount;
use yanxi_campaign::quoted::Entry;
use yanxi_campaign::reached::{NoShare, TargetState, Targets, no_share, sum_of_parts, unit_of};
use yanxi_campaign::state::State;

use super::block::{Block, Cell, Column, Found, Inline};
use super::ledger::{date_cell, exact, ledger, shown};
use super::passages::sourced;
use super::shown::{anchor, as_of, plan_words, record_link, shows_gaps_in, unit_named};
use super::view::{joined, span};
use super::{DerivedPage, View};

const NAME: &str = "targets.html";

/// Records named one by one beside what they answer to; further ones are counted.
const NAMED_RECORDS: usize = 3;

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let plan = &view.campaign.plan;
    if plan.targets.is_empty() && plan.topics.is_empty() {
        return Vec::new();
    }
    let title = match (plan.targets.is_empty(), plan.topics.is_empty()) {
        (false, false) => "目标与课题",
        (false, true) => "目标",
        _ => "课题",
    };
    let mut page = DerivedPage::new(view, NAME, title);
    page.found.kind = title.into();
    page.push(as_of(view));
    let progress = view.campaign.targets();
    let answers = Answers::of(view, &progress);
    for (set, targets) in by_set(&plan.targets, |target: &Target| target.set.as_str()) {
        let name = if set.is_empty() { "目标" } else { set };
        page.push(Block::heading(name, anchor("part", name)));
        push_targets(&mut page, view, name, &targets, &progress, &answers);
        for target in targets.iter().filter(|target| !target.parts.is_empty()) {
            push_parts(&mut page, view, target, &progress);
        }
    }
    topics::push(&mut page, view, &answers);
    vec![page]
}

/// Where a target or topic stands.
pub(super) fn path(view: &View<'_>, id: &str) -> String {
    format!("{}#{}", view.path(NAME), anchor("t", id))
}

/// Where a set of targets stands.
pub(super) fn set_path(view: &View<'_>, set: &str) -> String {
    format!("{}#{}", view.path(NAME), anchor("part", if set.is_empty() { "目标" } else { set }))
}

/// Where a set of topics stands.
pub(super) fn topics_path(view: &View<'_>, set: &str) -> String {
    let name = if set.is_empty() { "课题" } else { set };
    format!("{}#{}", view.path(NAME), anchor("part-topics", name))
}

/// Things by the set they name, in the order of the plan.
fn by_set<T>(things: &[T], set: fn(&T) -> &str) -> Vec<(&str, Vec<&T>)> {
    let mut sets: Vec<(&str, Vec<&T>)> = Vec::new();
    for thing in things {
        let name = set(thing);
        match sets.iter_mut().find(|(known, _)| *known == name) {
            Some((_, members)) => members.push(thing),
            None => sets.push((name, vec![thing])),
        }
    }
    sets
}

/// Records by what they answer to, those of progress among them. Claims are told elsewhere.
struct Answers<'a> {
    records: BTreeMap<&'a str, Vec<&'a Record>>,
}

impl<'a> Answers<'a> {
    fn of(view: &'a View<'_>, progress: &Targets<'a>) -> Self {
        let plan = &view.campaign.plan;
        let mut records: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
        for target in &plan.targets {
            let own = progress.records(target).iter().filter(|record| record.counts());
            records.insert(&target.id, own.copied().collect());
        }
        for record in view.campaign.records.iter().filter(|record| record.counts()) {
            let role = plan.record_type(&record.kind).map(|kind| kind.role);
            if matches!(role, Some(Role::TopicClaim | Role::TargetProgress)) {
                continue;
            }
            for id in &record.answers {
                records.entry(id).or_default().push(record);
            }
        }
        for records in records.values_mut() {
            records.sort_by_key(|record| std::cmp::Reverse(record.date));
        }
        Answers { records }
    }

    fn to(&self, id: &str) -> &[&'a Record] {
        self.records.get(id).map_or(&[], Vec::as_slice)
    }

    /// The latest ones by name, the others as a number.
    fn cell(&self, view: &View<'_>, id: &str) -> Cell {
        let records = self.to(id);
        let mut content =
            joined(records.iter().take(NAMED_RECORDS).map(|record| record_link(view, record)));
        if records.len() > NAMED_RECORDS {
            content.push(Inline::text(format!("等{}条", records.len())));
        }
        Cell::of(content)
    }
}

fn push_targets(
    page: &mut DerivedPage,
    view: &View<'_>,
    name: &str,
    targets: &[&Target],
    progress: &Targets<'_>,
    answers: &Answers<'_>,
) {
    let mut columns = vec![
        shown(Column::text("目标"), |target: &&Target| {
            Cell::of(plan_words(&target.name, &target.source))
        }),
        shown(Column::number("数值"), |target: &&Target| amount(&target.value, &target.unit)),
        shown(Column::text("时限"), |target: &&Target| {
            let due = &target.duty.due;
            Cell::text(span(due)).sorted_by(super::view::date(due.to))
        }),
        shown(Column::text("责任单位").filtered(), |target: &&Target| {
            Cell::of(joined(target.duty.units.iter().map(|name| unit_named(view, name))))
        }),
        shown(Column::text("说明"), |target: &&Target| Cell::text(&target.description)),
        shown(Column::number("已完成"), |target: &&Target| done(target, progress)),
        shown(Column::state("状态").filtered(), |target: &&Target| state(view, target, progress)),
        shown(Column::date("进展日期"), |target: &&Target| {
            date_cell(progress.records(target).last().and_then(|record| record.date))
        }),
        shown(Column::text("最近进展"), |target: &&Target| {
            progress.of_whole(target).map_or_else(Cell::default, |record| latest(view, record))
        }),
        shown(Column::text("出处"), |target: &&Target| {
            Cell::of(sourced(view, &Entry::Target(target.id.clone()), ""))
        }),
    ];
    // Records of the public edition are only some of them; their number would mislead.
    if view.internal {
        columns.push(shown(Column::number("对应记录数"), |target: &&Target| {
            Cell::number(answers.to(&target.id).len())
        }));
        columns.push(shown(Column::text("最近的记录"), |target: &&Target| {
            answers.cell(view, &target.id)
        }));
    }
    let mut table = ledger(&anchor("set", name), "", targets, columns);
    for (row, target) in table.rows.iter_mut().zip(targets) {
        row.anchor = anchor("t", &target.id);
        if !is_pending(&target.name) {
            row.found = Some(Found {
                title: target.name.clone(),
                kind: "目标".into(),
                date: super::view::date(target.duty.due.to),
                ..Found::default()
            });
        }
    }
    page.push_with_download(table);
}

/// A number with its unit as written, sorted by what it stands for.
fn amount(value: &str, unit: &str) -> Cell {
    if value.is_empty() {
        return Cell::default();
    }
    let sort = Amount::parse(value, unit)
        .map_or_else(|| value.to_string(), |own| own.number.shown_against(&[own.number]));
    Cell::text(with_unit(value, unit)).sorted_by(sort)
}

/// A value that already ends in its unit is not given it twice.
fn with_unit(value: &str, unit: &str) -> String {
    let has_own = Amount::parse(value, "").is_some_and(|own| !own.unit.is_empty());
    if has_own || value.ends_with(unit) { value.to_string() } else { format!("{value}{unit}") }
}

/// What was reached, in the unit of the target.
pub(super) fn done(target: &Target, progress: &Targets<'_>) -> Cell {
    let whole = Amount::parse(&target.value, &target.unit);
    // What the public records say may be older than what was reached since.
    if !progress.tells(target) {
        return Cell::default();
    }
    let said = progress.of_whole(target).map(|record| record.field(Meaning::Value));
    let said = said.unwrap_or_default();
    let reached = progress.reached(target).filter(|_| whole.is_some() || said.is_empty());
    let Some(reached) = reached else {
        let why = match no_share(&target.value, &target.unit, said) {
            Some(NoShare::OtherUnit(_)) => "（和目标的单位不同，不算百分比）",
            Some(NoShare::NoUnit(_)) => "（目标没有写单位，不算百分比）",
            Some(NoShare::Unclear(_)) => "（目标的数值看不出是多少，不算百分比）",
            None => "",
        };
        return match said {
            "" => Cell::default(),
            said => Cell::text(format!("{}{why}", with_unit(said, &target.unit))),
        };
    };
    let share = progress.share(target);
    let percent = share.map_or_else(String::new, |share| format!("（{}）", share.completion()));
    let written = whole.as_ref().and_then(|whole| {
        Some(format!("{}{}", exact(whole.in_written_unit(reached)?), whole.written_unit()))
    });
    let written = written.unwrap_or_else(|| format!("{}{}", exact(reached), target.unit));
    Cell::text(format!("{written}{percent}")).sorted_by(reached.shown_against(&[reached]))
}

pub(super) fn state(view: &View<'_>, target: &Target, progress: &Targets<'_>) -> Cell {
    let (state, text) = match progress.state(target, view.today) {
        TargetState::Reached => (State::Done, "已达到"),
        TargetState::Missed if shows_gaps_in(view, Role::TargetProgress) => {
            (State::Missing, "到期未达到")
        }
        TargetState::Underway => (State::Pending, "推进中"),
        TargetState::Missed if progress.share(target).is_some() => (State::Pending, "推进中"),
        TargetState::Missed | TargetState::Unknown => return Cell::default(),
    };
    Cell::of(vec![Inline::State { state, text: text.into() }])
}

/// What a record of progress says, linked to it.
fn latest(view: &View<'_>, record: &Record) -> Cell {
    let said = record.field(Meaning::Progress);
    let mut content = vec![record_link(view, record)];
    if !said.is_empty() && said != record.title {
        content.push(Inline::text(format!("：{said}")));
    }
    Cell::of(content)
}

/// The parts of a target, and whether they add up to it.
fn push_parts(page: &mut DerivedPage, view: &View<'_>, target: &Target, progress: &Targets<'_>) {
    let parts: Vec<(&TargetPart, Option<&Record>)> =
        target.parts.iter().map(|part| (part, progress.of_part(target, part))).collect();
    type Part<'a> = (&'a TargetPart, Option<&'a Record>);
    page.push(Block::Heading {
        level: 3,
        text: format!("{}的分项", target.name),
        anchor: anchor("part-of", &target.id),
    });
    page.push_with_download(ledger(
        &anchor("parts", &target.id),
        "",
        &parts,
        vec![
            shown(Column::text("分项"), |(part, _): &Part<'_>| Cell::text(&part.name)),
            shown(Column::number("数值"), |(part, _): &Part<'_>| {
                amount(&part.value, if part.value.is_empty() { "" } else { unit_of(target, part) })
            }),
            shown(Column::number("已完成"), |(part, record): &Part<'_>| {
                done_of_part(target, part, *record, progress)
            }),
            shown(Column::state("状态").filtered(), |(part, record): &Part<'_>| {
                let (state, text) = match (progress.is_part_reached(target, part), record) {
                    (Some(true), _) => (State::Done, "已达到"),
                    (Some(false), _) => (State::Pending, "推进中"),
                    (None, _) => return Cell::default(),
                };
                Cell::of(vec![Inline::State { state, text: text.into() }])
            }),
            shown(Column::date("进展日期"), |(_, record): &Part<'_>| {
                date_cell(record.and_then(|record| record.date))
            }),
            shown(Column::text("进展"), |(_, record): &Part<'_>| {
                record.map_or_else(Cell::default, |record| latest(view, record))
            }),
        ],
    ));
    let Some(parts) = sum_of_parts(target) else {
        return;
    };
    let (sum, unit) = (exact(parts.sum), written_unit(target));
    match parts.agrees {
        Some(true) => page.push(Block::paragraph(format!("分项合计{sum}{unit}，与目标一致。"))),
        Some(false) => page.push(Block::warning(format!(
            "分项合计{sum}{unit}，与目标{}不一致。",
            with_unit(&target.value, &target.unit)
        ))),
        None if parts.one_unit => {
            page.push(Block::paragraph(format!("分项合计{sum}{unit}。")));
        }
        None => {}
    }
}

fn written_unit(target: &Target) -> String {
    Amount::parse(&target.value, &target.unit)
        .map_or_else(|| target.unit.clone(), |whole| whole.written_unit().to_string())
}

/// What was reached of a part, with its share where the part has a number.
fn done_of_part(
    target: &Target,
    part: &TargetPart,
    record: Option<&Record>,
    progress: &Targets<'_>,
) -> Cell {
    let told = record.filter(|_| progress.tells_part(target, part));
    let Some(said) = told.map(|record| record.field(Meaning::Value)) else {
        return Cell::default();
    };
    let unit = if part.value.is_empty() { "" } else { unit_of(target, part) };
    let mut cell = amount(said, unit);
    let asked = Amount::parse(&part.value, unit).filter(|_| !part.value.is_empty());
    let share = asked
        .zip(progress.amount_of_part(target, part))
        .and_then(|(asked, reached)| reached.divided_by(asked.number));
    if let Some(share) = share {
        cell.content.push(Inline::text(format!("（{}）", share.completion())));
    }
    cell
}

#[cfg(test)]
mod tests;
