//! The ledger of rules: kept, revised, dropped, made; gaps and what fills them.
//! In: a [`View`]. Out: pages, none where the campaign has nothing for them.

use yanxi_campaign::Record;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::{ListEntry, ListPlace, PlanList, Role};

use super::block::{Block, Cell, Column, Inline, KeyFigure};
use super::ledger::{
    RecordsByName, attachments, choices, choices_and_found, field_cell, field_column, flow_state,
    ledger, listed, push_whole_lists, record_ledger, shown, title, units_cell,
};
use super::shown::{anchor, archived_mark, plan_words, record_link, shows_gaps_in};
use super::view::joined;
use super::{DerivedPage, View, split};

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let records = listed(view, Role::Rule);
    let lists: Vec<&PlanList> = view
        .campaign
        .plan
        .lists
        .iter()
        .filter(|list| list.place == ListPlace::Rules && !list.entries.is_empty())
        .collect();
    if records.is_empty() && lists.is_empty() {
        return Vec::new();
    }
    let mut page = DerivedPage::new(view, "rules.html", "制度");
    page.found.kind = "台账".into();
    page.blocks.extend(archived_mark(view));
    let figures = treatments(view, &records);
    if !figures.is_empty() {
        page.push(Block::Figures(figures));
    }
    push_whole_lists(&mut page, view, Role::Rule);
    for list in lists {
        push_list(&mut page, view, list, &records);
    }
    push_gaps(&mut page, view, &records);
    if records.is_empty() {
        return vec![page];
    }
    page.push(Block::heading("全部制度", "part-rules"));
    let field = |meaning| field_column(view, Role::Rule, meaning);
    let table = record_ledger(
        view,
        Role::Rule,
        "rules",
        "制度清理和建设情况",
        &records,
        vec![
            shown(Column::text("制度"), |record: &&Record| title(view, record)),
            shown(Column::text("单位").filtered(), |record: &&Record| units_cell(view, record)),
            field(Meaning::Category),
            field(Meaning::Treatment),
            field(Meaning::Gap),
            shown(Column::text("制定状态").filtered(), |record: &&Record| {
                adoption(view, record)
            }),
            field(Meaning::AdoptedOn),
            field(Meaning::Progress),
            shown(Column::text("文件"), |record: &&Record| Cell::of(attachments(view, record))),
        ],
    );
    split(page, table)
}

/// How many rules were kept, revised, dropped, made; the plan's words and order.
fn treatments(view: &View<'_>, records: &[&Record]) -> Vec<KeyFigure> {
    let counting: Vec<&&Record> = records.iter().filter(|record| record.counts()).collect();
    choices_and_found(
        choices(view, Role::Rule, Meaning::Treatment),
        counting.iter().map(|record| record.field(Meaning::Treatment)),
    )
    .into_iter()
    .filter(|_| !counting.is_empty())
    .map(|treatment| {
        let count =
            counting.iter().filter(|record| record.field(Meaning::Treatment) == treatment).count();
        KeyFigure { name: treatment, value: format!("{count}项"), ..KeyFigure::default() }
    })
    .collect()
}

/// What the office calls the state, else the state of the flow.
fn adoption(view: &View<'_>, record: &Record) -> Cell {
    let said = field_cell(view, record, Meaning::Adoption);
    if said.content.is_empty() { Cell::text(flow_state(view, record)) } else { said }
}

/// Each entry of a list of the plan with the rules that answer it.
fn push_list(page: &mut DerivedPage, view: &View<'_>, list: &PlanList, records: &[&Record]) {
    page.push(Block::heading(list.name.clone(), anchor("part", &list.id)));
    if !list.description.is_empty() {
        page.push(Block::paragraph(list.description.clone()));
    }
    let answering = |entry: &ListEntry| -> Vec<&Record> {
        records.iter().copied().filter(|record| record.answers.contains(&entry.id)).collect()
    };
    let mut table = ledger(
        &anchor("list", &list.id),
        "",
        &list.entries,
        vec![
            shown(Column::text("名称"), |entry: &ListEntry| {
                Cell::of(plan_words(&entry.name, &entry.source))
            }),
            shown(Column::text("内容"), |entry: &ListEntry| Cell::text(&entry.text)),
            shown(Column::text("对应制度"), |entry: &ListEntry| {
                let rules = answering(entry);
                if rules.is_empty() && shows_gaps_in(view, Role::Rule) {
                    return Cell::of(vec![Inline::warning("待建")]);
                }
                Cell::of(joined(rules.into_iter().map(|rule| record_link(view, rule))))
            }),
            shown(Column::text("制定状态"), |entry: &ListEntry| {
                Cell::of(joined(
                    answering(entry).into_iter().flat_map(|rule| adoption(view, rule).content),
                ))
            }),
            shown(Column::date("通过日期"), |entry: &ListEntry| {
                Cell::of(joined(
                    answering(entry)
                        .into_iter()
                        .flat_map(|rule| field_cell(view, rule, Meaning::AdoptedOn).content),
                ))
            }),
            shown(Column::text("文件"), |entry: &ListEntry| {
                Cell::of(
                    answering(entry).into_iter().flat_map(|rule| attachments(view, rule)).collect(),
                )
            }),
        ],
    );
    for (row, entry) in table.rows.iter_mut().zip(&list.entries) {
        row.anchor = anchor("e", &entry.id);
    }
    page.push_with_download(table);
}

/// 缺什么: each gap with the rule made for it.
fn push_gaps(page: &mut DerivedPage, view: &View<'_>, records: &[&Record]) {
    let filling: Vec<&Record> =
        records.iter().copied().filter(|record| !record.field(Meaning::Gap).is_empty()).collect();
    if filling.is_empty() {
        return;
    }
    let problems = RecordsByName::of(listed(view, Role::Problem).into_iter());
    page.push(Block::heading("缺口与对应制度", "part-gaps"));
    page.push_with_download(ledger(
        "gaps",
        "找到的缺口和为它建的制度",
        &filling,
        vec![
            shown(Column::text("缺口"), |record: &&Record| {
                field_cell(view, record, Meaning::Gap)
            }),
            shown(Column::text("台账中的问题"), |record: &&Record| {
                let named = problems.named_in(record.field(Meaning::Gap));
                Cell::of(joined(named.into_iter().map(|problem| record_link(view, problem))))
            }),
            shown(Column::text("对应制度"), |record: &&Record| title(view, record)),
            shown(Column::text("制定状态").filtered(), |record: &&Record| {
                adoption(view, record)
            }),
        ],
    ));
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::pages::record_samples::Sample;

    fn sample() -> Sample {
        let mut sample = Sample::new();
        sample.add_type("q", Role::Problem);
        sample.add("q", "q1", "u2", date(2008, 11, 20), &[]);
        sample.add_list("机制", ListPlace::Rules, &["甲机制", "乙机制"]);
        sample.add_type_with_choices(
            "r",
            Role::Rule,
            "清理意见",
            &["保留", "修订", "废止", "新建"],
        );
        let day = date(2008, 12, 10);
        sample.add("r", "r1", "u1", day, &[("清理意见", "保留")]);
        let made = [
            ("清理意见", "新建"),
            ("缺口", "q1：没有打井的规矩"),
            ("制定状态", "已通过"),
            ("通过日期", "2008-12-15"),
        ];
        let rule = sample.add("r", "r2", "u1", day, &made);
        rule.answers = vec!["甲机制".into()];
        rule.attachments = vec!["c/打井办法.docx".into()];
        sample
    }

    #[test]
    fn treatments_are_counted_and_entries_without_a_rule_named() {
        let text = sample().text(pages);
        for words in ["保留=1项", "修订=0项", "废止=0项", "新建=1项"] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(text.contains("甲机制|题r2|已通过|2008-12-15|打井办法.docx"), "{text}");
        assert!(text.contains("乙机制|待建"), "{text}");
        assert!(text.contains("q1：没有打井的规矩|题q1|题r2|已通过"), "{text}");
    }

    #[test]
    fn the_public_edition_shows_the_lists_of_the_plan_without_gaps() {
        let mut sample = sample();
        sample.campaign.records.clear();
        sample.internal = false;
        let text = sample.text(pages);
        assert!(text.contains("乙机制"), "{text}");
        assert!(!text.contains("待建") && !text.contains("全部制度"), "{text}");
    }
}
