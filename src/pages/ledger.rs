//! What pages about records share: how a record, its fields and its state are shown, and tables with one row for each.
//! In: records of a [`View`]. Out: runs, cells and tables.

use std::collections::BTreeMap;

use jiff::civil::Date;
use yanxi_campaign::field::{Holds, Meaning};
use yanxi_campaign::plan::{FieldRule, FieldValue, RecordType, Role};
use yanxi_campaign::state::State;
use yanxi_campaign::{Fraction, Record};

use super::block::{Cell, Column, Row, Table, TableStyle, words};
use super::shown::{archived_mark, as_of, field_value, push_closings, record_link, review};
use super::view::joined;
use super::{Block, DerivedPage, ROWS_PER_PAGE, View, split};
use crate::campaign::is_common_key;
use crate::pages::block::Inline;

/// A page of the given kind. What it lists does not count from the day, so that it stays as it is until a record changes.
pub(super) fn page(view: &View<'_>, name: &str, title: &str, kind: &str) -> DerivedPage {
    let mut page = DerivedPage::new(view, name, title);
    page.found.kind = kind.into();
    page.blocks.extend(archived_mark(view));
    page
}

/// A page of the given kind that opens with the day its figures are of.
pub(super) fn page_of_the_day(view: &View<'_>, name: &str, title: &str, kind: &str) -> DerivedPage {
    let mut page = DerivedPage::new(view, name, title);
    page.found.kind = kind.into();
    page.push(as_of(view));
    page
}

/// The records with a role that a page lists: all in the internal edition, reviewed ones and notices in the
/// public edition.
pub(super) fn listed<'a>(view: &'a View<'_>, role: Role) -> Vec<&'a Record> {
    view.records_with(role)
        .into_iter()
        .filter(|record| view.internal || record.can_be_shown())
        .collect()
}

/// The same with the latest first; those without a date come last.
pub(super) fn latest_first<'a>(view: &'a View<'_>, role: Role) -> Vec<&'a Record> {
    let mut records = listed(view, role);
    records.sort_by_key(|record| std::cmp::Reverse(record.date));
    records
}

pub(super) fn type_of<'a>(view: &'a View<'_>, record: &Record) -> Option<&'a RecordType> {
    view.campaign.plan.record_type(&record.kind)
}

/// The types with a role, by the plan's names: links to their lists in the internal edition.
pub(super) fn types_with(view: &View<'_>, role: Role) -> Vec<Inline> {
    joined(
        view.campaign
            .plan
            .record_types
            .iter()
            .filter(|kind| kind.role == role)
            .filter(|kind| view.records_of(&kind.id).next().is_some())
            .map(|kind| Inline::link(kind.name.clone(), view.records_path(&kind.id))),
    )
}

/// Where all records of a role are listed, as a sentence; the public edition has no such lists.
pub(super) fn push_whole_lists(page: &mut DerivedPage, view: &View<'_>, role: Role) {
    let types = types_with(view, role);
    if view.internal && !types.is_empty() {
        let mut content = vec![Inline::text("全部记录：")];
        content.extend(types);
        page.push(Block::Paragraph(content));
    }
}

/// The values that the plan lets a field of this meaning take, over all types with a role.
pub(super) fn choices(view: &View<'_>, role: Role, meaning: Meaning) -> Vec<String> {
    let plan = &view.campaign.plan;
    let mut choices = Vec::new();
    for kind in plan.record_types.iter().filter(|kind| kind.role == role) {
        for field in &kind.fields {
            if let FieldValue::Enumeration(id) = &field.value
                && meaning.names().contains(&field.key.as_str())
                && let Some(values) = plan.enumeration(id)
            {
                for value in &values.values {
                    if !choices.contains(value) {
                        choices.push(value.clone());
                    }
                }
            }
        }
    }
    choices
}

/// The plan's values first, then whatever else records have, in their order.
pub(super) fn choices_and_found<'a>(
    choices: Vec<String>,
    found: impl Iterator<Item = &'a str>,
) -> Vec<String> {
    let mut all = choices;
    for value in found.filter(|value| !value.is_empty()) {
        if !all.iter().any(|known| known == value) {
            all.push(value.to_string());
        }
    }
    all
}

/// The values that a field lists; a value of the plan is never cut.
pub(super) fn values<'a>(text: &'a str, choices: &[String]) -> Vec<&'a str> {
    let text = text.trim();
    if choices.iter().any(|choice| choice == text) {
        return vec![text];
    }
    text.split(['、', '，', ',', '；', ';', '\n'])
        .map(str::trim)
        .filter(|value| !value.is_empty())
        .collect()
}

/// The title with what keeps the record from counting, and what was explained.
pub(super) fn title(view: &View<'_>, record: &Record) -> Cell {
    let mut content = vec![record_link(view, record)];
    if !record.counts() {
        content.push(Inline::text(" "));
        content.push(review(record));
    }
    push_closings(&mut content, record);
    Cell::of(content)
}

/// The state of a record in the flow of its type, the first where none is given; empty without a flow.
pub(super) fn flow_state<'a>(view: &'a View<'_>, record: &'a Record) -> &'a str {
    if !record.state.is_empty() {
        return &record.state;
    }
    type_of(view, record).and_then(|kind| kind.flow.first()).map_or("", String::as_str)
}

pub(super) fn is_closed(view: &View<'_>, record: &Record) -> bool {
    view.closed.is(record)
}

pub(super) fn is_struck(view: &View<'_>, record: &Record) -> bool {
    view.closed.is_struck(record)
}

pub(super) fn is_overdue(view: &View<'_>, record: &Record) -> bool {
    view.campaign.is_overdue(&view.closed, record, view.today)
}

/// The state in the flow with its sign, and whether the record is overdue.
pub(super) fn state(view: &View<'_>, record: &Record) -> Cell {
    if !record.counts() {
        return Cell::of(vec![review(record)]);
    }
    let text = flow_state(view, record);
    let closed = is_closed(view, record);
    let is_first = type_of(view, record)
        .is_some_and(|kind| kind.flow.first().is_some_and(|first| first == text));
    let mut content = vec![Inline::State {
        state: match (closed, is_first) {
            (true, _) => State::Done,
            (false, true) => State::NotDue,
            (false, false) => State::Pending,
        },
        text: match (text.is_empty(), closed) {
            (false, _) => text.to_string(),
            (true, true) => "已办结".into(),
            (true, false) => "未办结".into(),
        },
    }];
    if view.internal && is_overdue(view, record) {
        content.push(Inline::text(" "));
        content.push(Inline::warning("逾期"));
    }
    Cell::of(content)
}

/// A field's value, units and people linked.
pub(super) fn field(view: &View<'_>, record: &Record, meaning: Meaning) -> Vec<Inline> {
    super::shown::meaning_value(view, record, meaning)
}

pub(super) fn field_cell(view: &View<'_>, record: &Record, meaning: Meaning) -> Cell {
    Cell::of(field(view, record, meaning))
}

pub(super) fn units_cell(view: &View<'_>, record: &Record) -> Cell {
    Cell::of(view.units(&record.units))
}

pub(super) fn date_cell(date: Option<Date>) -> Cell {
    Cell::text(super::view::date(date))
}

pub(super) fn stage_cell(view: &View<'_>, record: &Record) -> Cell {
    Cell::text(view.stage_name(record.stage.as_deref()))
}

/// What a record answers to, by name.
pub(super) fn answers_cell(view: &View<'_>, record: &Record) -> Cell {
    Cell::text(record.answers.iter().map(|id| view.answer_name(id)).collect::<Vec<_>>().join("、"))
}

/// The attached files by name, linked where the site has them.
pub(super) fn attachments(view: &View<'_>, record: &Record) -> Vec<Inline> {
    joined(record.attachments.iter().map(|path| {
        let name = path.rsplit('/').next().unwrap_or(path);
        match view.files.get(path) {
            Some(place) => Inline::link(name, place.clone()),
            None => Inline::text(name),
        }
    }))
}

/// `66.7%（2/3）`; — of nothing.
pub(super) fn share(part: usize, whole: usize) -> String {
    let fraction = u64::try_from(part)
        .ok()
        .zip(u64::try_from(whole).ok())
        .and_then(|(part, whole)| Fraction::new(part, whole));
    fraction.map_or_else(
        || "—".into(),
        |fraction| format!("{}（{part}/{whole}）", fraction.completion()),
    )
}

/// A share of the records of a role; of such as may stand in a file that was not read it is not known.
pub(super) fn share_in(view: &View<'_>, role: Role, part: usize, whole: usize) -> String {
    match view.campaign.unread.may_hold_role(&view.campaign.plan, role) {
        true => State::Unknown.chinese().into(),
        false => share(part, whole),
    }
}

/// A number in full, without needless digits.
pub(super) fn exact(number: Fraction) -> String {
    let text = number.shown_against(&[number]);
    text.strip_suffix(".0").map_or(text.clone(), str::to_string)
}

/// A whole number written with or without words around it, such as 第3期.
pub(super) fn number_in(text: &str) -> Option<u64> {
    let digits: String =
        text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// One column of a table and what its cells show of a thing.
pub(super) struct Shown<'a, T> {
    column: Column,
    cell: Box<dyn Fn(&T) -> Cell + 'a>,
}

pub(super) fn shown<'a, T>(column: Column, cell: impl Fn(&T) -> Cell + 'a) -> Shown<'a, T> {
    Shown { column, cell: Box::new(cell) }
}

/// A ledger with a row for each thing; columns in which no row has anything are left out.
pub(super) fn ledger<T>(
    id: &str,
    caption: impl Into<String>,
    things: &[T],
    columns: Vec<Shown<'_, T>>,
) -> Table {
    let mut table = Table {
        id: id.into(),
        caption: caption.into(),
        rows: vec![Row::default(); things.len()],
        style: TableStyle::Ledger,
        ..Table::default()
    };
    for Shown { column, cell } in columns {
        let cells: Vec<Cell> = things.iter().map(cell).collect();
        if cells.iter().all(|cell| words(&cell.content).trim().is_empty()) {
            continue;
        }
        table.columns.push(column);
        for (row, cell) in table.rows.iter_mut().zip(cells) {
            row.cells.push(cell);
        }
    }
    table
}

/// The same for records of a role, with what the plan's own fields say in columns behind the others.
pub(super) fn record_ledger<'a>(
    view: &'a View<'_>,
    role: Role,
    id: &str,
    caption: &str,
    records: &[&'a Record],
    mut columns: Vec<Shown<'a, &'a Record>>,
) -> Table {
    columns.extend(own_columns(view, role));
    ledger(id, caption, records, columns)
}

/// Puts a table on its page; one that is longer than a page should be goes to pages of its own, which the page leads to.
pub(super) fn push_or_set_apart(
    page: &mut DerivedPage,
    view: &View<'_>,
    name: &str,
    title: &str,
    table: Table,
) -> Vec<DerivedPage> {
    if table.rows.len() <= ROWS_PER_PAGE {
        page.push_with_download(table);
        return Vec::new();
    }
    let mut apart =
        DerivedPage::new(view, name, title).below(page.title.clone(), page.output.clone());
    apart.found.kind = page.found.kind.clone();
    apart.blocks.extend(archived_mark(view));
    page.push(Block::Paragraph(vec![
        Inline::text(format!("共{}条：", table.rows.len())),
        Inline::link(title, apart.output.clone()),
    ]));
    split(apart, table)
}

/// A column that shows a field under the name the plan gives it, else the usual one.
pub(super) fn field_column<'a>(
    view: &'a View<'_>,
    role: Role,
    meaning: Meaning,
) -> Shown<'a, &'a Record> {
    let name = field_name(view, role, meaning);
    let column = match meaning.holds() {
        Holds::Day => Column::date(name),
        Holds::Number => Column::number(name),
        Holds::Choice => Column::text(name).filtered(),
        _ => Column::text(name),
    };
    shown(column, move |record: &&Record| field_cell(view, record, meaning))
}

/// Columns for what the plan's own fields say and no other column of a page shows: texts, numbers and words of lists
/// under names that only this office uses.
pub(super) fn own_columns<'a>(view: &'a View<'_>, role: Role) -> Vec<Shown<'a, &'a Record>> {
    let kinds = view.campaign.plan.record_types.iter().filter(|kind| kind.role == role);
    let mut own: Vec<&FieldRule> = Vec::new();
    for field in kinds.flat_map(|kind| &kind.fields) {
        let is_own = Meaning::of_key(&field.key).is_none() && !is_common_key(&field.key);
        if is_own && own.iter().all(|known| known.key != field.key) {
            own.push(field);
        }
    }
    let columns = own.into_iter().map(|field| {
        let column = match field.value {
            FieldValue::Number => Column::number(field.key.clone()),
            FieldValue::Date => Column::date(field.key.clone()),
            FieldValue::Enumeration(_) | FieldValue::YesOrNo => {
                Column::text(field.key.clone()).filtered()
            }
            FieldValue::Text | FieldValue::Unit | FieldValue::Person => {
                Column::text(field.key.clone())
            }
        };
        shown(column, move |record: &&Record| Cell::of(field_value(view, record, &field.key)))
    });
    columns.collect()
}

/// What the plan calls a field of the types with a role.
pub(super) fn field_name(view: &View<'_>, role: Role, meaning: Meaning) -> String {
    let plan = &view.campaign.plan;
    let named = plan
        .record_types
        .iter()
        .filter(|kind| kind.role == role)
        .flat_map(|kind| &kind.fields)
        .find(|field| meaning.names().contains(&field.key.as_str()));
    named
        .map(|field| field.key.as_str())
        .or_else(|| meaning.names().first().copied())
        .unwrap_or_default()
        .to_string()
}

/// Records by their ids, and by titles that only one of them has.
pub(super) struct RecordsByName<'a> {
    by_name: BTreeMap<&'a str, Option<&'a Record>>,
}

impl<'a> RecordsByName<'a> {
    pub(super) fn of(records: impl Iterator<Item = &'a Record> + Clone) -> Self {
        let mut by_name: BTreeMap<&str, Option<&Record>> = BTreeMap::new();
        for record in records.clone() {
            by_name
                .entry(record.title.as_str())
                .and_modify(|known| *known = None)
                .or_insert(Some(record));
        }
        for record in records {
            by_name.insert(&record.id, Some(record));
        }
        RecordsByName { by_name }
    }

    pub(super) fn get(&self, name: &str) -> Option<&'a Record> {
        self.by_name.get(name.trim()).copied().flatten()
    }

    /// The records that a text names, each by number or title, with or without words behind it: `甲-07（缺水）、甲-08`.
    pub(super) fn named_in(&self, text: &str) -> Vec<&'a Record> {
        let mut found: Vec<&Record> = Vec::new();
        for name in values(text, &[]) {
            let bare = name.split(['（', '(', '：', ':', ' ', '“']).next().unwrap_or(name);
            if let Some(record) = self.get(name).or_else(|| self.get(bare))
                && !found.iter().any(|known| known.id == record.id)
            {
                found.push(record);
            }
        }
        found
    }
}

/// Numbers of things by name, in the order of the names.
#[derive(Debug, Default)]
pub(super) struct Counts {
    counts: BTreeMap<String, usize>,
}

impl Counts {
    pub(super) fn add(&mut self, name: &str, count: usize) {
        *self.counts.entry(name.to_string()).or_default() += count;
    }

    pub(super) fn get(&self, name: &str) -> usize {
        self.counts.get(name).copied().unwrap_or_default()
    }
}
