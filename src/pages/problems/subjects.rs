//! Problems by the subjects that the plan lists for them, else by the subject that the records name.
//! In: the problem records. Out: a table for each list.

use yanxi_campaign::Record;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::{ListEntry, ListPlace, PlanList, Role};

use super::super::block::{Block, Cell, Column, Inline, Row};
use super::super::ledger::{choices, choices_and_found, field_name, ledger, shown, values};
use super::super::shown::{anchor, plan_words};
use super::super::{DerivedPage, View};
use super::Tally;

pub(super) fn push(page: &mut DerivedPage, view: &View<'_>, records: &[&Record]) {
    let lists: Vec<&PlanList> = view
        .campaign
        .plan
        .lists
        .iter()
        .filter(|list| list.place == ListPlace::Problems && !list.entries.is_empty())
        .collect();
    if lists.is_empty() {
        push_named(page, view, records);
    }
    for list in lists {
        push_list(page, view, list, records);
    }
}

/// Whether a record is about an entry: it says so, or its subject has the entry's name.
pub(in crate::pages) fn is_about(record: &Record, entry: &ListEntry) -> bool {
    record.answers.contains(&entry.id)
        || values(record.field(Meaning::Topic), &[])
            .iter()
            .any(|name| *name == entry.name || *name == entry.id)
        || record.field(Meaning::Topic) == entry.name
}

fn push_list(page: &mut DerivedPage, view: &View<'_>, list: &PlanList, records: &[&Record]) {
    page.push(Block::heading(list.name.clone(), anchor("subjects", &list.id)));
    if !list.description.is_empty() {
        page.push(Block::paragraph(list.description.clone()));
    }
    let mut table = ledger(
        &anchor("list", &list.id),
        format!("按“{}”分的问题", list.name),
        &list.entries,
        vec![shown(Column::text("方面"), |entry: &ListEntry| {
            Cell::of(plan_words(&entry.name, &entry.source))
        })],
    );
    if table.columns.is_empty() {
        return;
    }
    table.columns.extend(Tally::columns(view));
    for (row, entry) in table.rows.iter_mut().zip(&list.entries) {
        let own = records.iter().copied().filter(|record| is_about(record, entry));
        row.anchor = anchor("e", &entry.id);
        row.cells.extend(Tally::of(view, own).cells(view));
    }
    let others = records
        .iter()
        .copied()
        .filter(|record| !list.entries.iter().any(|entry| is_about(record, entry)));
    let tally = Tally::of(view, others);
    if tally.all > 0 {
        let mut cells = vec![Cell::of(vec![Inline::text("未归入")])];
        cells.extend(tally.cells(view));
        table.rows.push(Row::of(cells));
    }
    page.push_with_download(table);
}

/// A plan without such lists may still have a field for it.
fn push_named(page: &mut DerivedPage, view: &View<'_>, records: &[&Record]) {
    let subjects = choices_and_found(
        choices(view, Role::Problem, Meaning::Topic),
        records.iter().map(|record| record.field(Meaning::Topic)),
    );
    if subjects.is_empty() {
        return;
    }
    let name = field_name(view, Role::Problem, Meaning::Topic);
    page.push(Block::heading(format!("按{name}"), "part-subjects"));
    let mut table = ledger(
        "subjects",
        format!("各{name}的问题"),
        &subjects,
        vec![shown(Column::text(name.as_str()), |subject: &String| Cell::text(subject))],
    );
    table.columns.extend(Tally::columns(view));
    for (row, subject) in table.rows.iter_mut().zip(&subjects) {
        let own = records.iter().copied().filter(|record| record.field(Meaning::Topic) == subject);
        row.cells.extend(Tally::of(view, own).cells(view));
    }
    page.push_with_download(table);
}
