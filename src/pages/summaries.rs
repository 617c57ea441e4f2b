//! What is asked of each class of units, stage summaries by class, and outcomes.
//! In: a [`View`]. Out: pages, none where the campaign has nothing for them.

use yanxi_campaign::Record;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::{Role, UnitClass};

use super::block::{Block, Cell, Column, Inline, Row, Table, TableStyle};
use super::ledger::{
    answers_cell, attachments, choices, choices_and_found, date_cell, field_column, field_name,
    latest_first, push_whole_lists, record_ledger, shown, stage_cell, title, units_cell,
};
use super::shown::{archived_mark, record_link};
use super::view::joined;
use super::{DerivedPage, View, split};

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let summaries = latest_first(view, Role::Summary);
    let outcomes = latest_first(view, Role::Outcome);
    let asked: Vec<&UnitClass> = view
        .campaign
        .plan
        .unit_classes
        .iter()
        .filter(|class| !class.requirements.is_empty())
        .collect();
    if summaries.is_empty() && outcomes.is_empty() {
        return Vec::new();
    }
    let mut page = DerivedPage::new(view, "summaries.html", "总结");
    page.found.kind = "总结".into();
    page.blocks.extend(archived_mark(view));
    if !asked.is_empty() {
        push_requirements(&mut page, &asked);
    }
    if !summaries.is_empty() {
        push_matrix(&mut page, view, &summaries);
        page.push(Block::heading("历次总结", "part-summaries"));
        push_whole_lists(&mut page, view, Role::Summary);
        page.push_with_download(table_of_summaries(view, &summaries));
    }
    if outcomes.is_empty() {
        return vec![page];
    }
    push_outcomes(page, view, &outcomes)
}

fn push_requirements(page: &mut DerivedPage, classes: &[&UnitClass]) {
    page.push(Block::heading("分类要求", "part-requirements"));
    page.push(Block::Facts(
        classes
            .iter()
            .map(|class| {
                let requirements = class.requirements.join("；");
                (class.name.clone(), vec![Inline::text(requirements)])
            })
            .collect(),
    ));
}

/// The class a summary speaks of: named by it, else that of its units where they are all of one.
fn class_of<'a>(view: &'a View<'_>, record: &Record) -> Option<&'a UnitClass> {
    let plan = &view.campaign.plan;
    let named = plan.unit_classes.iter().find(|class| {
        [Meaning::Class, Meaning::Category]
            .iter()
            .map(|meaning| record.field(*meaning))
            .any(|name| name == class.name || name == class.id)
    });
    let of_units = || {
        let mut classes =
            record.units.iter().map(|id| view.campaign.roster.unit(id)?.class_in(plan));
        let first = classes.next().flatten()?;
        classes.all(|class| class.is_some_and(|class| class.id == first.id)).then_some(first)
    };
    named.or_else(of_units)
}

/// Classes down, stages across, a link in each cell. A plan without stages or classes has no such table.
fn push_matrix(page: &mut DerivedPage, view: &View<'_>, records: &[&Record]) {
    let plan = &view.campaign.plan;
    if plan.stages.is_empty() || plan.unit_classes.is_empty() {
        return;
    }
    let cell = |class: Option<&UnitClass>, stage: &str| {
        let found = records.iter().filter(|record| {
            record.stage.as_deref() == Some(stage)
                && class_of(view, record).map(|class| &class.id) == class.map(|class| &class.id)
        });
        let links = joined(found.map(|record| record_link(view, record)));
        if links.is_empty() { Cell::text("—") } else { Cell::of(links) }
    };
    let row = |name: &str, class: Option<&UnitClass>| {
        let mut cells = vec![Cell::text(name)];
        cells.extend(plan.stages.iter().map(|stage| cell(class, &stage.id)));
        Row::of(cells)
    };
    let mut rows: Vec<Row> =
        plan.unit_classes.iter().map(|class| row(&class.name, Some(class))).collect();
    if records.iter().any(|record| class_of(view, record).is_none()) {
        rows.push(row("不分类", None));
    }
    let mut columns = vec![Column::text("单位类别")];
    columns.extend(plan.stages.iter().map(|stage| Column::text(stage.name.as_str())));
    page.push(Block::heading("各阶段分类总结", "part-matrix"));
    page.push_with_download(Table {
        id: "by-class".into(),
        caption: "各类单位在各阶段的总结".into(),
        columns,
        rows,
        style: TableStyle::Plain,
        ..Table::default()
    });
}

fn table_of_summaries(view: &View<'_>, records: &[&Record]) -> Table {
    let field = |meaning| field_column(view, Role::Summary, meaning);
    record_ledger(
        view,
        Role::Summary,
        "all-summaries",
        "总结",
        records,
        vec![
            shown(Column::date("日期"), |record: &&Record| date_cell(record.date)),
            shown(Column::text("标题"), |record: &&Record| title(view, record)),
            shown(Column::text("阶段").filtered(), |record: &&Record| stage_cell(view, record)),
            shown(Column::text("单位类别").filtered(), |record: &&Record| {
                Cell::text(class_of(view, record).map_or("", |class| class.name.as_str()))
            }),
            shown(Column::text("单位"), |record: &&Record| units_cell(view, record)),
            field(Meaning::Achievements),
            field(Meaning::Shortcomings),
            shown(Column::text("附件"), |record: &&Record| Cell::of(attachments(view, record))),
        ],
    )
}

/// By category in the order of the plan.
fn push_outcomes(mut page: DerivedPage, view: &View<'_>, outcomes: &[&Record]) -> Vec<DerivedPage> {
    let categories = choices_and_found(
        choices(view, Role::Outcome, Meaning::Category),
        outcomes.iter().map(|record| record.field(Meaning::Category)),
    );
    page.push(Block::heading("成果", "part-outcomes"));
    push_whole_lists(&mut page, view, Role::Outcome);
    let counts: Vec<String> = categories
        .iter()
        .map(|category| {
            let count = outcomes
                .iter()
                .filter(|record| record.counts() && record.field(Meaning::Category) == category)
                .count();
            format!("{category}{count}项")
        })
        .collect();
    if !counts.is_empty() {
        page.push(Block::paragraph(format!("{}。", counts.join("，"))));
    }
    let mut records = outcomes.to_vec();
    records.sort_by_key(|record| {
        categories
            .iter()
            .position(|category| category == record.field(Meaning::Category))
            .unwrap_or(categories.len())
    });
    let field = |meaning| field_column(view, Role::Outcome, meaning);
    let table = record_ledger(
        view,
        Role::Outcome,
        "all-outcomes",
        "成果",
        &records,
        vec![
            shown(
                Column::text(field_name(view, Role::Outcome, Meaning::Category)).filtered(),
                |record: &&Record| Cell::text(record.field(Meaning::Category)),
            ),
            shown(Column::text("成果"), |record: &&Record| title(view, record)),
            shown(Column::text("单位").filtered(), |record: &&Record| units_cell(view, record)),
            shown(Column::date("日期"), |record: &&Record| date_cell(record.date)),
            field(Meaning::Content),
            field(Meaning::Conversion),
            shown(Column::text("对应"), |record: &&Record| answers_cell(view, record)),
        ],
    );
    split(page, table)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::pages::record_samples::Sample;

    fn sample() -> Sample {
        let mut sample = Sample::new();
        sample.campaign.plan.unit_classes[1].requirements =
            vec!["晚上学".into(), "避开打草".into()];
        sample.add_type("s", Role::Summary);
        sample.add_type_with_choices("o", Role::Outcome, "成果类别", &["做法", "文章"]);
        let day = date(2008, 11, 29);
        let named = [("类别", "机关"), ("不足", "会多")];
        sample.add("s", "s1", "", day, &named);
        sample.add("s", "s2", "u2", day, &[("主要成效", "井打成了")]);
        sample.add("o", "o1", "u2", day, &[("成果类别", "文章"), ("转化情况", "已印发")]);
        sample.add("o", "o2", "u2", day, &[("成果类别", "做法")]);
        sample
    }

    #[test]
    fn summaries_stand_by_class_and_stage() {
        let text = sample().text(pages);
        assert!(text.contains("村|晚上学；避开打草"), "{text}");
        assert!(text.contains("机关|题s1|—"), "{text}");
        assert!(text.contains("村|题s2|—"), "{text}");
        assert!(text.contains("题s1|第一段|机关|||会多"), "{text}");
        assert!(text.contains("题s2|第一段|村|甲嘎查|井打成了|"), "{text}");
    }

    #[test]
    fn outcomes_stand_by_category() {
        let text = sample().text(pages);
        assert!(text.contains("做法1项，文章1项。"), "{text}");
        let first = text.find("做法|题o2").unwrap_or(usize::MAX);
        let second = text.find("文章|题o1|甲嘎查|2008-11-29|已印发").unwrap_or(0);
        assert!(first < second, "{text}");
    }

    #[test]
    fn a_plan_without_stages_has_no_table_of_them() {
        let mut sample = sample();
        sample.campaign.plan.stages.clear();
        for record in &mut sample.campaign.records {
            record.stage = None;
        }
        let text = sample.text(pages);
        assert!(text.contains("题s1") && !text.contains("阶段"), "{text}");
    }
}
