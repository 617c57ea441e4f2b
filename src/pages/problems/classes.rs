//! Problems by class of rectification, each with the fields that the plan asks of it alone.
//! In: the problem records. Out: a table of classes, and the records that lack a field of theirs.

use yanxi_campaign::Record;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::{RecordType, Role};

use super::super::block::{Block, Cell, Column, Inline, Table};
use super::super::ledger::{
    choices, choices_and_found, field_cell, field_column, field_name, ledger, push_or_set_apart,
    shown, state, title, type_of, units_cell,
};
use super::super::shown::{anchor, field_value, shows_gaps};
use super::super::svg::{self, Bar};
use super::super::{DerivedPage, ROWS_PER_PAGE, View, split};
use super::{Tally, problem};

pub(super) fn all(view: &View<'_>, records: &[&Record]) -> Vec<String> {
    choices_and_found(
        choices(view, Role::Problem, Meaning::Class),
        records.iter().map(|record| record.field(Meaning::Class)),
    )
}

pub(super) fn push(
    page: &mut DerivedPage,
    view: &View<'_>,
    classes: &[String],
    records: &[&Record],
) {
    if classes.is_empty() {
        return;
    }
    let name = field_name(view, Role::Problem, Meaning::Class);
    page.push(Block::heading(format!("按{name}"), "part-classes"));
    let mut table = ledger(
        "classes",
        format!("各{name}的问题"),
        classes,
        vec![shown(Column::text(name.as_str()), |class: &String| Cell::text(class))],
    );
    // The public edition lacks internal fields, so it cannot tell what is filled in.
    let asks = view.internal && classes.iter().any(|class| !own_fields(view, class).is_empty());
    if asks {
        table.columns.push(Column::text("本类必填"));
        table.columns.push(Column::number("必填齐全"));
    }
    table.columns.extend(Tally::columns(view));
    for (row, class) in table.rows.iter_mut().zip(classes) {
        let own: Vec<&Record> = records
            .iter()
            .copied()
            .filter(|record| record.field(Meaning::Class) == class)
            .collect();
        if asks {
            let fields = own_fields(view, class);
            let complete = own.iter().filter(|record| lacking(view, record).is_empty()).count();
            row.cells.push(Cell::text(fields.join("、")));
            row.cells.push(if fields.is_empty() {
                Cell::text("—").sorted_by("-1")
            } else {
                Cell::text(format!("{complete}/{}", own.len())).sorted_by(complete.to_string())
            });
        }
        let tally = Tally::of(view, own.into_iter());
        row.cells.extend(tally.cells(view));
    }
    push_chart(page, view, &name, classes, records);
    page.push_with_download(table);
    if shows_gaps(view) {
        push_incomplete(page, view, records);
    }
}

/// The problems themselves, class by class. Gives the pages of the lists that are too long for this one.
pub(super) fn push_lists(
    page: &mut DerivedPage,
    view: &View<'_>,
    classes: &[String],
    records: &[&Record],
) -> Vec<DerivedPage> {
    if classes.is_empty() {
        page.push(Block::heading("全部问题", "part-all"));
        let table = table_of(view, "all", &[], records);
        return push_or_set_apart(page, view, "problems-all.html", "全部问题", table);
    }
    let mut apart = Vec::new();
    let together = records.len() <= ROWS_PER_PAGE;
    let unclassed = String::new();
    for class in classes.iter().chain(std::iter::once(&unclassed)) {
        let own: Vec<&Record> = records
            .iter()
            .copied()
            .filter(|record| record.field(Meaning::Class) == class)
            .collect();
        let class = if class.is_empty() { "未分类" } else { class };
        if own.is_empty() {
            continue;
        }
        let id = anchor("class", class);
        let table = table_of(view, &id, &own_fields(view, class), &own);
        if together {
            page.push(Block::heading(class, anchor("part", class)));
            page.push_with_download(table);
            continue;
        }
        let own_page = DerivedPage::new(view, &format!("problems-{id}.html"), class)
            .below(page.title.clone(), page.output.clone());
        page.push(Block::Paragraph(vec![
            Inline::link(class, own_page.output.clone()),
            Inline::text(format!("：{}个", own.len())),
        ]));
        apart.extend(split(own_page, table));
    }
    apart
}

/// The problems of a class with the fields that are asked of this class alone.
fn table_of(view: &View<'_>, id: &str, own_fields: &[&str], records: &[&Record]) -> Table {
    let field = |meaning| field_column(view, Role::Problem, meaning);
    let mut columns = vec![
        shown(Column::text("问题"), |record: &&Record| problem(view, record)),
        shown(Column::text("单位").filtered(), |record: &&Record| units_cell(view, record)),
        field(Meaning::Measure),
    ];
    for key in own_fields {
        let key = key.to_string();
        columns.push(shown(Column::text(key.as_str()), move |record: &&Record| {
            Cell::of(field_value(view, record, &key))
        }));
    }
    columns.push(field(Meaning::ResponsibleUnit));
    columns.push(field(Meaning::Due));
    columns.push(shown(Column::state("状态").filtered(), |record: &&Record| state(view, record)));
    ledger(id, "", records, columns)
}

/// How much of each class is closed; the table below says the same.
fn push_chart(
    page: &mut DerivedPage,
    view: &View<'_>,
    name: &str,
    classes: &[String],
    records: &[&Record],
) {
    let tallies: Vec<(&String, Tally)> = classes
        .iter()
        .map(|class| {
            let own =
                records.iter().copied().filter(|record| record.field(Meaning::Class) == class);
            (class, Tally::of(view, own))
        })
        .collect();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let most = tallies.iter().map(|(_, tally)| tally.all).max();
    let Some(most) = most.filter(|most| *most > 0) else {
        return;
    };
    let bars: Vec<Bar> = tallies
        .iter()
        .map(|(class, tally)| Bar {
            label: class.to_string(),
            text: format!("{}/{}", tally.struck, tally.all),
            parts: vec![
                ("done", count(tally.struck)),
                ("pending", count(tally.all - tally.struck)),
            ],
            of: count(most),
        })
        .collect();
    let caption = format!("各{name}已销号数和问题数");
    page.push(Block::Figure { svg: svg::bars(&caption, &bars), caption });
}

fn push_incomplete(page: &mut DerivedPage, view: &View<'_>, records: &[&Record]) {
    let incomplete: Vec<&Record> =
        records.iter().copied().filter(|record| !lacking(view, record).is_empty()).collect();
    if incomplete.is_empty() {
        return;
    }
    page.push(Block::heading("必填没有填齐的问题", "part-incomplete"));
    page.push_with_download(ledger(
        "incomplete",
        "缺少本类必填内容的问题",
        &incomplete,
        vec![
            shown(Column::text("问题"), |record: &&Record| title(view, record)),
            shown(Column::text("单位").filtered(), |record: &&Record| units_cell(view, record)),
            shown(
                Column::text(field_name(view, Role::Problem, Meaning::Class)).filtered(),
                |record: &&Record| field_cell(view, record, Meaning::Class),
            ),
            shown(Column::text("还缺"), |record: &&Record| {
                Cell::text(lacking(view, record).join("、"))
            }),
        ],
    ));
}

fn is_class_key(key: &str) -> bool {
    Meaning::Class.names().contains(&key)
}

/// What the plan's conditions ask of a class, over all types of problem.
fn own_fields<'a>(view: &'a View<'_>, class: &str) -> Vec<&'a str> {
    let mut fields: Vec<&str> = Vec::new();
    let kinds = view.campaign.plan.record_types.iter().filter(|kind| kind.role == Role::Problem);
    for condition in kinds.flat_map(|kind| &kind.conditions) {
        let names_class =
            condition.when.iter().any(|(key, value)| is_class_key(key) && value == class);
        if names_class {
            for field in &condition.require {
                if !fields.contains(&field.as_str()) {
                    fields.push(field);
                }
            }
        }
    }
    fields
}

/// The fields that the conditions which hold for a record ask for and it does not have.
fn lacking<'a>(view: &'a View<'_>, record: &Record) -> Vec<&'a str> {
    let kind: Option<&RecordType> = type_of(view, record);
    let mut fields: Vec<&str> = Vec::new();
    for condition in kind.into_iter().flat_map(|kind| &kind.conditions) {
        let holds = condition.when.iter().any(|(key, _)| is_class_key(key))
            && condition.when.iter().all(|(key, value)| value_of(record, key) == value);
        if holds {
            fields.extend(
                condition
                    .require
                    .iter()
                    .map(String::as_str)
                    .filter(|field| value_of(record, field).is_empty()),
            );
        }
    }
    fields.dedup();
    fields
}

/// A field of this key, or the state where the condition is about it.
fn value_of<'a>(record: &'a Record, key: &str) -> &'a str {
    if matches!(key, "状态" | "status") { &record.state } else { record.value(key) }
}
