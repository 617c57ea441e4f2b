//! Targets with their progress, topics with the units that claim them.
//! In: a [`View`]. Out: pages, none where the campaign has nothing for them.

mod topics;

use std::collections::BTreeMap;

use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::{Role, Target, TargetPart, is_pending};
use yanxi_campaign::progress::State;
use yanxi_campaign::{Fraction, Record};

use super::block::{Block, Cell, Column, Found, Inline};
use super::ledger::{date_cell, exact, ledger, listed, shown, values};
use super::shown::{anchor, as_of, plan_words, record_link, shows_gaps, unit_named};
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
    let answers = Answers::of(view);
    let progress = Progress::of(view);
    for (set, targets) in by_set(&plan.targets, |target: &Target| target.set.as_str()) {
        let name = if set.is_empty() { "目标" } else { set };
        page.push(Block::heading(name, anchor("part", name)));
        push_targets(&mut page, view, name, &targets, &progress, &answers);
        for target in targets.iter().filter(|target| !target.parts.is_empty()) {
            push_parts(&mut page, target, &progress);
        }
    }
    topics::push(&mut page, view, &answers);
    vec![page]
}

/// Where a target or topic stands.
pub(super) fn path(view: &View<'_>, id: &str) -> String {
    format!("{}#{}", view.path(NAME), anchor("t", id))
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

/// Records by what they answer to. What they were made for is told elsewhere, so claims and progress are not among
/// them.
struct Answers<'a> {
    records: BTreeMap<&'a str, Vec<&'a Record>>,
}

impl<'a> Answers<'a> {
    fn of(view: &'a View<'_>) -> Self {
        let plan = &view.campaign.plan;
        let mut records: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
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

/// Records of progress by target, the latest last.
struct Progress<'a> {
    of_target: BTreeMap<&'a str, Vec<&'a Record>>,
}

impl<'a> Progress<'a> {
    fn of(view: &'a View<'_>) -> Self {
        let mut of_target: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
        for record in listed(view, Role::TargetProgress) {
            if !record.counts() {
                continue;
            }
            let named = record.field(Meaning::Target);
            for target in &view.campaign.plan.targets {
                if record.answers.contains(&target.id)
                    || values(named, &[])
                        .iter()
                        .any(|name| *name == target.id || *name == target.name)
                {
                    of_target.entry(&target.id).or_default().push(record);
                }
            }
        }
        for records in of_target.values_mut() {
            records.sort_by_key(|record| record.date);
        }
        Progress { of_target }
    }

    fn records(&self, target: &Target) -> &[&'a Record] {
        self.of_target.get(target.id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The latest record about a part of a target.
    fn of_part(&self, target: &Target, part: &TargetPart) -> Option<&'a Record> {
        self.records(target).iter().rev().find(|record| is_about(record, part)).copied()
    }

    /// The latest record about a target as a whole.
    fn of_whole(&self, target: &Target) -> Option<&'a Record> {
        self.records(target)
            .iter()
            .rev()
            .find(|record| !target.parts.iter().any(|part| is_about(record, part)))
            .copied()
    }

    /// What was reached: said of the whole, else the parts together where all that is said of them are numbers.
    fn reached(&self, target: &Target) -> Option<Fraction> {
        if let Some(record) = self.of_whole(target) {
            return number(record.field(Meaning::Value));
        }
        let latest: Vec<&Record> =
            target.parts.iter().filter_map(|part| self.of_part(target, part)).collect();
        if latest.is_empty() {
            return None;
        }
        latest.iter().try_fold(Fraction::whole(0), |sum, record| {
            sum.plus(number(record.field(Meaning::Value))?)
        })
    }
}

/// A record names the part of a target by its name in any field.
fn is_about(record: &Record, part: &TargetPart) -> bool {
    record.fields.iter().any(|(_, value)| *value == part.name)
}

/// A number as offices write it, with or without separators.
fn number(text: &str) -> Option<Fraction> {
    Fraction::parse(&text.replace([',', '，', ' '], ""))
}

fn push_targets(
    page: &mut DerivedPage,
    view: &View<'_>,
    name: &str,
    targets: &[&Target],
    progress: &Progress<'_>,
    answers: &Answers<'_>,
) {
    let mut columns = vec![
        shown(Column::text("目标"), |target: &&Target| {
            Cell::of(plan_words(&target.name, &target.source))
        }),
        shown(Column::number("数值"), |target: &&Target| amount(&target.value, &target.unit)),
        shown(Column::text("时限"), |target: &&Target| {
            Cell::text(span(&target.due)).sorted_by(super::view::date(target.due.to))
        }),
        shown(Column::text("责任单位").filtered(), |target: &&Target| {
            Cell::of(joined(
                values(&target.owner, &[]).into_iter().map(|name| unit_named(view, name)),
            ))
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
                date: super::view::date(target.due.to),
                ..Found::default()
            });
        }
    }
    page.push_with_download(table);
}

/// A number with its unit, sorted by the number.
fn amount(value: &str, unit: &str) -> Cell {
    if value.is_empty() {
        return Cell::default();
    }
    Cell::text(format!("{value}{unit}")).sorted_by(
        number(value).map_or_else(|| value.to_string(), |number| number.shown_against(&[number])),
    )
}

fn done(target: &Target, progress: &Progress<'_>) -> Cell {
    let Some(reached) = progress.reached(target) else {
        let said = progress.of_whole(target).map_or("", |record| record.field(Meaning::Value));
        return Cell::text(said);
    };
    let share = number(&target.value).and_then(|value| reached.divided_by(value));
    let percent = share.map_or_else(String::new, |share| format!("（{}）", share.completion()));
    Cell::text(format!("{}{}{percent}", exact(reached), target.unit))
        .sorted_by(reached.shown_against(&[reached]))
}

fn state(view: &View<'_>, target: &Target, progress: &Progress<'_>) -> Cell {
    let reached = progress
        .reached(target)
        .zip(number(&target.value))
        .map(|(reached, value)| reached >= value);
    let over = target.due.to.is_some_and(|due| due < view.today);
    let (state, text) = match reached {
        Some(true) => (State::Done, "已达到"),
        _ if over && shows_gaps(view) && !target.value.is_empty() => (State::Missing, "到期未达到"),
        Some(false) => (State::Pending, "推进中"),
        None => return Cell::default(),
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
fn push_parts(page: &mut DerivedPage, target: &Target, progress: &Progress<'_>) {
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
            shown(Column::number("数值"), |(part, _): &Part<'_>| amount(&part.value, &part.unit)),
            shown(Column::number("已完成"), |(part, record): &Part<'_>| {
                record.map_or_else(Cell::default, |record| {
                    amount(record.field(Meaning::Value), &part.unit)
                })
            }),
            shown(Column::date("进展日期"), |(_, record): &Part<'_>| {
                date_cell(record.and_then(|record| record.date))
            }),
            shown(Column::text("进展"), |(_, record): &Part<'_>| {
                Cell::text(record.map_or("", |record| record.field(Meaning::Progress)))
            }),
        ],
    ));
    let sum = target
        .parts
        .iter()
        .try_fold(Fraction::whole(0), |sum, part| sum.plus(number(&part.value)?));
    let Some(sum) = sum else {
        return;
    };
    let shown_sum = exact(sum);
    match number(&target.value) {
        Some(value) if value == sum => {
            page.push(Block::paragraph(format!("分项合计{shown_sum}{}，与目标一致。", target.unit)))
        }
        Some(value) => page.push(Block::warning(format!(
            "分项合计{shown_sum}{0}，与目标{1}{0}不一致。",
            target.unit,
            exact(value)
        ))),
        None if target
            .parts
            .iter()
            .all(|part| target.parts.first().is_some_and(|first| first.unit == part.unit)) =>
        {
            let unit = target.parts.first().map_or("", |part| part.unit.as_str());
            page.push(Block::paragraph(format!("分项合计{shown_sum}{unit}。")));
        }
        None => {}
    }
}

#[cfg(test)]
mod tests;
