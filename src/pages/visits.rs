//! Visits: whom, and what was asked.
//! In: a [`View`]. Out: pages, none where the campaign has nothing for them.

use yanxi_campaign::Record;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::Role;

use super::block::{Block, Cell, Column, KeyFigure, Row, Table, TableStyle};
use super::ledger::{
    Counts, choices, choices_and_found, date_cell, field_column, field_name, latest_first,
    number_in, page, push_whole_lists, record_ledger, shown, stage_cell, title, units_cell, values,
};
use super::{DerivedPage, View, split};

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let records = latest_first(view, Role::Visit);
    if records.is_empty() {
        return Vec::new();
    }
    let mut page = page(view, "visits.html", "走访", "走访");
    let counting: Vec<&Record> = records.iter().copied().filter(|record| record.counts()).collect();
    let mut figures = vec![KeyFigure {
        name: "走访".into(),
        value: format!("{}次", counting.len()),
        ..KeyFigure::default()
    }];
    let visited: u64 =
        counting.iter().filter_map(|record| number_in(record.field(Meaning::Count))).sum();
    if visited > 0 {
        figures.push(KeyFigure {
            name: field_name(view, Role::Visit, Meaning::Count),
            value: visited.to_string(),
            ..KeyFigure::default()
        });
    }
    page.push(Block::Figures(figures));
    push_whole_lists(&mut page, view, Role::Visit);
    push_matrix(&mut page, view, &counting);
    page.push(Block::heading("走访记录", "part-visits"));
    let field = |meaning| field_column(view, Role::Visit, meaning);
    let table = record_ledger(
        view,
        Role::Visit,
        "visits",
        "",
        &records,
        vec![
            shown(Column::date("日期"), |record: &&Record| date_cell(record.date)),
            shown(Column::text("记录"), |record: &&Record| title(view, record)),
            shown(Column::text("单位").filtered(), |record: &&Record| units_cell(view, record)),
            shown(Column::text("阶段").filtered(), |record: &&Record| stage_cell(view, record)),
            field(Meaning::Visitor),
            field(Meaning::Group),
            field(Meaning::Question),
            field(Meaning::Count),
            field(Meaning::Demand),
            field(Meaning::Handling),
        ],
    );
    split(page, table)
}

/// Groups visited against questions asked, with the number of visits in each cell.
fn push_matrix(page: &mut DerivedPage, view: &View<'_>, records: &[&Record]) {
    let known_groups = choices(view, Role::Visit, Meaning::Group);
    let known_questions = choices(view, Role::Visit, Meaning::Question);
    let groups_of = |record: &'_ Record| -> Vec<String> {
        values(record.field(Meaning::Group), &known_groups).into_iter().map(String::from).collect()
    };
    let questions_of = |record: &'_ Record| -> Vec<String> {
        values(record.field(Meaning::Question), &known_questions)
            .into_iter()
            .map(String::from)
            .collect()
    };
    let found_groups: Vec<String> = records.iter().flat_map(|record| groups_of(record)).collect();
    let found_questions: Vec<String> =
        records.iter().flat_map(|record| questions_of(record)).collect();
    let groups = choices_and_found(known_groups.clone(), found_groups.iter().map(String::as_str));
    let questions =
        choices_and_found(known_questions.clone(), found_questions.iter().map(String::as_str));
    // Free answers to what was asked are not questions to compare by.
    if groups.is_empty() || questions.is_empty() || questions.len() > MOST_QUESTIONS {
        return;
    }
    let mut cells = Counts::default();
    for record in records {
        let (groups, questions) = (groups_of(record), questions_of(record));
        for group in &groups {
            cells.add(&key(group, ""), 1);
            for question in &questions {
                cells.add(&key(group, question), 1);
            }
        }
        for question in &questions {
            cells.add(&key("", question), 1);
        }
    }
    let group_name = field_name(view, Role::Visit, Meaning::Group);
    let question_name = field_name(view, Role::Visit, Meaning::Question);
    page.push(Block::heading(format!("{group_name}与{question_name}"), "part-matrix"));
    let mut columns = vec![Column::text(group_name)];
    columns.extend(
        questions
            .iter()
            .map(|question| Column::number(question.as_str()).under(question_name.as_str())),
    );
    columns.push(Column::number("走访次数"));
    let mut rows: Vec<Row> = groups
        .iter()
        .map(|group| {
            let mut row = vec![Cell::text(group)];
            row.extend(
                questions.iter().map(|question| Cell::number(cells.get(&key(group, question)))),
            );
            row.push(Cell::number(cells.get(&key(group, ""))));
            Row::of(row)
        })
        .collect();
    let mut total = vec![Cell::text("合计")];
    total.extend(questions.iter().map(|question| Cell::number(cells.get(&key("", question)))));
    total.push(Cell::number(records.len()));
    rows.push(Row::of(total));
    page.push_with_download(Table {
        id: "matrix".into(),
        caption: "各类对象各问了几次；一次走访有几类对象、几问的，每类每问各计一次，合计按次计"
            .into(),
        columns,
        rows,
        style: TableStyle::Matrix,
        ..Table::default()
    });
}

/// More columns than this are no matrix.
const MOST_QUESTIONS: usize = 12;

fn key(group: &str, question: &str) -> String {
    format!("{group}\n{question}")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::pages::record_samples::Sample;

    #[test]
    fn groups_and_questions_are_counted_in_each_cell() {
        let mut sample = Sample::new();
        assert!(sample.pages(pages).is_empty());
        sample.add_type_with_choices("v", Role::Visit, "对象类别", &["老党员", "困难户、五保户"]);
        let day = date(2008, 11, 20);
        sample.add(
            "v",
            "v1",
            "u2",
            day,
            &[("对象类别", "困难户、五保户"), ("所问", "想法、难处"), ("人次", "3户")],
        );
        sample.add(
            "v",
            "v2",
            "u2",
            day,
            &[("对象类别", "困难户、五保户"), ("所问", "难处"), ("处理", "转水管站")],
        );
        sample.add("v", "v3", "u2", day, &[("对象类别", "老党员"), ("所问", "想法")]).review =
            yanxi_campaign::record::Review::Submitted;
        let text = sample.text(pages);
        assert!(text.contains("走访=2次"), "{text}");
        assert!(text.contains("人次=3"), "{text}");
        assert!(text.contains("对象类别|想法|难处|走访次数"), "{text}");
        assert!(text.contains("老党员|0|0|0"), "{text}");
        assert!(text.contains("困难户、五保户|1|2|2"), "{text}");
        assert!(text.contains("合计|1|2|2"), "{text}");
        assert!(text.contains("题v3 待审"), "listed, not counted: {text}");
        assert!(text.contains("转水管站"), "{text}");
    }
}
