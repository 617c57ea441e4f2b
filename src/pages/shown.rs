//! How things of the plan and of progress are shown: the same words, signs and columns on every page.
//! In: a [`View`] and what is to be shown. Out: runs, cells, columns and rows of tables.

use std::collections::{BTreeMap, BTreeSet};

use yanxi_campaign::cell::Cell as Sum;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::{FieldRule, FieldValue, Item, Kind, Per, Plan, Role, is_pending};
use yanxi_campaign::progress::{Obligation, Owner};
use yanxi_campaign::record::Review;
use yanxi_campaign::state::State;
use yanxi_campaign::{Id, Record};

use super::block::{Cell, Column, Inline, Row, Table};
use super::view::{joined, long_date};
use super::{Block, View};
use crate::slug::component;

/// The day of the figures, or that the campaign is over.
pub(super) fn as_of(view: &View<'_>) -> Block {
    if view.campaign.plan.archived {
        return Block::Paragraph(vec![
            Inline::badge("已归档"),
            Inline::text(" 活动已经结束，以下内容不再更新。"),
        ]);
    }
    let day = format!("数据截至{}", long_date(view.today));
    match unread_words(view) {
        Some(words) => Block::warning(format!("{day}。{words}")),
        None => Block::paragraph(day),
    }
}

/// Which files were not read, so that figures which hang on them are not known.
fn unread_words(view: &View<'_>) -> Option<String> {
    let unread = &view.campaign.unread;
    let named = |files: &BTreeSet<String>, what: &str| {
        let first = files.first().filter(|_| view.internal)?;
        Some(match files.len() {
            1 => format!("{first}{what}，"),
            count => format!("{first}等{count}个文件{what}，"),
        })
    };
    let not_read = named(&unread.files, "没有读出来");
    let partly = named(&unread.partly, "有没读懂的地方");
    let words: String = not_read.into_iter().chain(partly).collect();
    (!words.is_empty()).then(|| format!("{words}和它有关的写“未知”，不算未交。"))
}

/// Whether pages may say what is missing among the records of a role.
pub(super) fn shows_gaps_in(view: &View<'_>, role: Role) -> bool {
    shows_gaps(view) && !view.campaign.unread.may_hold_role(&view.campaign.plan, role)
}

/// Marks pages without counts where the campaign is archived, or a file of it was not read.
pub(super) fn archived_mark(view: &View<'_>) -> Option<Block> {
    (view.campaign.plan.archived || unread_words(view).is_some()).then(|| as_of(view))
}

/// Whether pages may say what is missing and who is late.
pub(super) fn shows_gaps(view: &View<'_>) -> bool {
    view.internal && !view.campaign.plan.archived
}

pub(super) fn anchor(prefix: &str, id: &str) -> String {
    format!("{prefix}-{}", component(id, &format!("{prefix}/{id}")))
}

/// A name of the plan; what it leaves open is marked.
pub(super) fn plan_words(name: &str, source: &str) -> Vec<Inline> {
    if is_pending(name) {
        return vec![Inline::warning("待补充")];
    }
    let mut content = vec![Inline::text(name)];
    content.extend(pending_mark(source));
    content
}

/// The mark after a linked name whose content the plan leaves open.
pub(super) fn pending_mark(source: &str) -> Vec<Inline> {
    if is_pending(source) {
        vec![Inline::text(" "), Inline::warning("待补充")]
    } else {
        Vec::new()
    }
}

pub(super) fn source_cell(source: &str) -> Cell {
    if is_pending(source) {
        Cell::of(vec![Inline::warning("待补充")])
    } else {
        Cell::text(source)
    }
}

pub(super) fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Required => "规定",
        Kind::Optional => "自选",
    }
}

/// An item with its activity, so that two of one name are told apart.
pub(super) fn item_with_activity(view: &View<'_>, item: &Item) -> Vec<Inline> {
    let plan = &view.campaign.plan;
    let mut content = Vec::new();
    if let Some(activity) = item.activity.as_deref().and_then(|id| plan.activity(id)) {
        content.push(Inline::text(format!("{}·", plan.activity_label(activity))));
    }
    content.push(view.item(item));
    content
}

/// The same as plain words.
pub(super) fn item_words(view: &View<'_>, item: &Item) -> String {
    super::block::words(&item_with_activity(view, item))
}

/// Who owes an item, and how much of it.
pub(super) fn need_words(plan: &Plan, item: &Item) -> String {
    let everybody = match item.per {
        Per::Person => "每人",
        Per::Unit => "每个单位",
        Per::Leader => "第一责任人每人",
        Per::Campaign => "合计",
    };
    if item.needs.is_empty() {
        return format!("{everybody}1次");
    }
    let clauses = item.needs.iter().map(|need| {
        let audience = need
            .audience
            .as_deref()
            .map(|id| plan.audience(id).map_or(id, |audience| audience.name.as_str()).to_string());
        let classes: Vec<&str> =
            need.unit_classes.iter().map(|name| class_name(plan, name)).collect();
        let who = match (audience, classes.is_empty()) {
            (Some(audience), true) => audience,
            (Some(audience), false) => format!("{}的{audience}", classes.join("、")),
            (None, false) => classes.join("、"),
            (None, true) => everybody.to_string(),
        };
        let least =
            need.min_characters.map(|count| format!("，不少于{count}字")).unwrap_or_default();
        format!("{who}{}次{least}", need.count)
    });
    clauses.collect::<Vec<_>>().join("；")
}

/// A unit class by the name of the plan, whether given by id or by name.
pub(super) fn class_name<'a>(plan: &'a Plan, name: &'a str) -> &'a str {
    plan.unit_classes
        .iter()
        .find(|class| class.id == name || class.name == name)
        .map_or(name, |class| class.name.as_str())
}

/// What a criterion or entry applies to: unit classes and audiences by name; nothing for all.
pub(super) fn applies_to(plan: &Plan, ids: &[Id]) -> String {
    let name = |id: &'_ str| {
        plan.audience(id)
            .map_or_else(|| class_name(plan, id), |audience| audience.name.as_str())
            .to_string()
    };
    ids.iter().map(|id| name(id)).collect::<Vec<_>>().join("、")
}

/// The units by class in the plan's order; units of no known class come last under what the roster says.
pub(super) fn units_by_class<'a>(
    view: &'a View<'_>,
) -> Vec<(String, Vec<&'a yanxi_campaign::Unit>)> {
    let plan = &view.campaign.plan;
    let mut groups: Vec<(String, Vec<&yanxi_campaign::Unit>)> =
        plan.unit_classes.iter().map(|class| (class.name.clone(), Vec::new())).collect();
    for unit in &view.campaign.roster.units {
        let class = unit.class_in(plan).map_or_else(
            || {
                if unit.class.is_empty() { "未分类".to_string() } else { unit.class.clone() }
            },
            |class| class.name.clone(),
        );
        match groups.iter_mut().find(|(name, _)| *name == class) {
            Some((_, units)) => units.push(unit),
            None => groups.push((class, vec![unit])),
        }
    }
    groups.retain(|(_, units)| !units.is_empty());
    groups
}

/// The obligations of one unit, and those of one person, without going through all of them each time.
pub(super) struct Owed<'a> {
    of_unit: BTreeMap<&'a str, Vec<&'a Obligation>>,
    of_person: BTreeMap<&'a str, Vec<&'a Obligation>>,
}

impl<'a> Owed<'a> {
    pub(super) fn of(view: &'a View<'_>) -> Self {
        let mut owed = Owed { of_unit: BTreeMap::new(), of_person: BTreeMap::new() };
        for obligation in &view.progress.obligations {
            if let Some(unit) = &obligation.unit {
                owed.of_unit.entry(unit).or_default().push(obligation);
            }
            if let Owner::Person(person) = &obligation.owner {
                owed.of_person.entry(person).or_default().push(obligation);
            }
        }
        owed
    }

    pub(super) fn by_unit(&self, unit: &str) -> &[&'a Obligation] {
        self.of_unit.get(unit).map_or(&[], Vec::as_slice)
    }

    pub(super) fn by_person(&self, person: &str) -> &[&'a Obligation] {
        self.of_person.get(person).map_or(&[], Vec::as_slice)
    }
}

/// A sum of nothing yet.
pub(super) fn nothing(view: &View<'_>) -> Sum {
    Sum { partial: view.progress.partial, ..Sum::default() }
}

pub(super) fn sum<'a>(view: &View<'_>, obligations: impl Iterator<Item = &'a Obligation>) -> Sum {
    let mut sum = nothing(view);
    for obligation in obligations {
        sum.add(obligation.state);
    }
    sum
}

/// A cell of the matrix: the state that asks for most, and how much is finished where more than one is owed. Of an
/// archived campaign only what was finished is said.
pub(super) fn sum_cell(view: &View<'_>, sum: &Sum) -> Cell {
    let Some(state) = sum.state() else {
        return Cell::text("—");
    };
    let count = sum.count_text();
    if view.campaign.plan.archived && !matches!(state, State::Done | State::Late | State::Exempt) {
        return Cell::text(count);
    }
    let text = if sum.owed() > 1 && sum.is_known() {
        format!("{}{count}", state.chinese())
    } else {
        state.chinese().to_string()
    };
    Cell::of(vec![Inline::State { state, text }]).sorted_by(sort_of(state))
}

/// The state of one obligation with how many records count where several are needed.
pub(super) fn obligation_state(view: &View<'_>, obligation: &Obligation) -> Inline {
    let state = obligation.state;
    let count = format!("{}/{}", obligation.counted, obligation.needed);
    if view.campaign.plan.archived && !matches!(state, State::Done | State::Late | State::Exempt) {
        return Inline::text(count);
    }
    let text = if obligation.needed > 1 && state != State::Unknown {
        format!("{}{count}", state.chinese())
    } else {
        state.chinese().to_string()
    };
    Inline::State { state, text }
}

/// States sort by how much they ask for, most first.
pub(super) fn sort_of(state: State) -> String {
    let place = [
        State::Missing,
        State::Unknown,
        State::Faulty,
        State::Returned,
        State::Pending,
        State::NotDue,
        State::Late,
        State::Done,
        State::Exempt,
    ]
    .iter()
    .position(|other| *other == state)
    .unwrap_or_default();
    place.to_string()
}

/// A column of a table of sums: its name and its number.
type SumColumn = (&'static str, fn(&Sum) -> u32);

const SUM_COLUMNS: [SumColumn; 10] = [
    ("应完成", |sum| sum.owed()),
    ("完成", |sum| sum.done),
    ("迟交", |sum| sum.late),
    ("待审", |sum| sum.pending),
    ("退回", |sum| sum.returned),
    ("有误", |sum| sum.faulty),
    ("未交", |sum| sum.missing),
    ("未知", |sum| sum.unknown),
    ("未到期", |sum| sum.not_due),
    ("免除", |sum| sum.exempt),
];

/// Adds the columns of sums to rows that begin with other cells. Columns in which nothing is counted are left out;
/// an archived campaign has no open ones.
pub(super) fn push_sums(view: &View<'_>, table: &mut Table, sums: &[Sum]) {
    let open = ["待审", "退回", "有误", "未交", "未知", "未到期"];
    for (name, number) in SUM_COLUMNS {
        let always = matches!(name, "应完成" | "完成");
        let hidden = view.campaign.plan.archived && open.contains(&name);
        if hidden || (!always && sums.iter().all(|sum| number(sum) == 0)) {
            continue;
        }
        table.columns.push(Column::number(name));
        for (row, sum) in body(&mut table.rows).zip(sums) {
            row.cells.push(match sum.partial {
                true => Cell::text(State::Unknown.chinese()),
                false => Cell::number(number(sum)),
            });
        }
    }
    table.columns.push(Column::number("完成率"));
    for (row, sum) in body(&mut table.rows).zip(sums) {
        row.cells.push(Cell::text(sum.completion_text()));
    }
}

fn body(rows: &mut [Row]) -> impl Iterator<Item = &mut Row> {
    rows.iter_mut().filter(|row| !row.heading)
}

/// Takes out the columns in which no row has anything, so that a table shows only what the plan speaks of.
pub(super) fn without_empty_columns(mut table: Table) -> Table {
    let mut number = 0;
    while number < table.columns.len() {
        let filled = table
            .rows
            .iter()
            .filter(|row| !row.heading)
            .filter_map(|row| row.cells.get(number))
            .any(|cell| !cell.words().trim().is_empty());
        if filled || table.rows.is_empty() {
            number += 1;
            continue;
        }
        table.columns.remove(number);
        for row in table.rows.iter_mut().filter(|row| !row.heading) {
            if number < row.cells.len() {
                row.cells.remove(number);
            }
        }
    }
    table
}

/// What a record's own entries say of rules that it broke, one sentence each.
pub(super) fn closings(record: &Record) -> Vec<Inline> {
    let mut content = Vec::new();
    for closing in &record.closings {
        if !content.is_empty() {
            content.push(Inline::LineBreak);
        }
        let on = closing.on.map(long_date).unwrap_or_default();
        let said: Vec<&str> = [closing.by.as_str(), on.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        let (reason, said) = (&closing.reason, said.join("，"));
        content.push(Inline::text(if said.is_empty() {
            reason.clone()
        } else {
            format!("{reason}（{said}）")
        }));
    }
    content
}

/// The same after what it is about; nothing where there is no entry.
pub(super) fn push_closings(content: &mut Vec<Inline>, record: &Record) {
    if record.closings.is_empty() {
        return;
    }
    if !content.is_empty() {
        content.push(Inline::LineBreak);
    }
    content.push(Inline::text("说明："));
    content.extend(closings(record));
}

/// How far a record was reviewed, with its sign.
pub(super) fn review(record: &Record) -> Inline {
    if record.is_faulty() {
        return Inline::state(State::Faulty);
    }
    match record.review {
        Review::Approved => {
            Inline::State { state: State::Done, text: Review::Approved.chinese().into() }
        }
        Review::Submitted => Inline::state(State::Pending),
        Review::Returned => Inline::state(State::Returned),
        Review::Notice => Inline::State { state: State::NotDue, text: "预告".into() },
        Review::Draft => {
            Inline::State { state: State::NotDue, text: Review::Draft.chinese().into() }
        }
    }
}

/// The review, and the state in the type's own flow where it has one.
pub(super) fn record_state(record: &Record) -> Vec<Inline> {
    if record.state.is_empty() || !record.counts() {
        return vec![review(record)];
    }
    vec![Inline::text(record.state.clone())]
}

/// A record's title, linked where the edition shows the record.
pub(super) fn record_link(view: &View<'_>, record: &Record) -> Inline {
    if view.internal || view.document_of(record).is_some() {
        view.record(record)
    } else {
        Inline::text(record.title.clone())
    }
}

/// The value of a field, with units and people linked.
pub(super) fn field_value(view: &View<'_>, record: &Record, key: &str) -> Vec<Inline> {
    let value = record.value(key);
    let rule = view
        .campaign
        .plan
        .record_type(&record.kind)
        .and_then(|kind| kind.fields.iter().find(|field| field.key == key));
    match rule {
        Some(FieldRule { value: FieldValue::Unit, .. }) => {
            joined(names(value).map(|name| unit_named(view, name)))
        }
        Some(FieldRule { value: FieldValue::Person, .. }) => {
            joined(names(value).map(|name| person_named(view, name, record)))
        }
        _ if value.is_empty() => Vec::new(),
        _ => vec![Inline::text(value)],
    }
}

/// The value of the field of a meaning, shown as [`field_value`] does.
pub(super) fn meaning_value(view: &View<'_>, record: &Record, meaning: Meaning) -> Vec<Inline> {
    let key = record
        .fields
        .iter()
        .map(|(key, _)| key)
        .find(|key| meaning.names().contains(&key.as_str()));
    key.map_or_else(Vec::new, |key| field_value(view, record, key))
}

fn names(value: &str) -> impl Iterator<Item = &str> {
    value.split(['、', '，', ',', '；', ';', '\n']).map(str::trim).filter(|name| !name.is_empty())
}

/// A unit by its id or name.
pub(super) fn unit_named(view: &View<'_>, name: &str) -> Inline {
    view.campaign
        .roster
        .units
        .iter()
        .find(|unit| unit.is_called(name))
        .map_or_else(|| Inline::text(name), |unit| view.unit(&unit.id))
}

/// A person by id, else by name where only one of the roster may be meant.
pub(super) fn person_named(view: &View<'_>, name: &str, record: &Record) -> Inline {
    match view.find_person(&record.units, name) {
        yanxi_campaign::lookup::Found::One(person) => view.person(&person.id),
        _ => Inline::text(name),
    }
}
