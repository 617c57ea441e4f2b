//! Hard problems to solve and good deeds to do, with their progress.
//! In: a [`View`]. Out: pages, none where the campaign has nothing for them.

use yanxi_campaign::Record;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::{ListEntry, ListPlace, PlanList, Role, is_pending};

use super::block::{Block, Cell, Column, Inline, KeyFigure, Row};
use super::ledger::{
    field_column, is_closed, ledger, listed, own_columns, push_whole_lists, share_in, shown, state,
    title, units_cell,
};
use super::shown::{anchor, archived_mark, plan_words, shows_gaps};
use super::{DerivedPage, View, split};

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let records = listed(view, Role::Deed);
    let lists: Vec<&PlanList> = view
        .campaign
        .plan
        .lists
        .iter()
        .filter(|list| list.place == ListPlace::Deeds && !list.entries.is_empty())
        .collect();
    if records.is_empty() && lists.is_empty() {
        return Vec::new();
    }
    let mut page = DerivedPage::new(view, "deeds.html", "实事");
    page.found.kind = "实事".into();
    page.blocks.extend(archived_mark(view));
    let counting: Vec<&Record> = records.iter().copied().filter(|record| record.counts()).collect();
    if !counting.is_empty() {
        let closed = counting.iter().filter(|record| is_closed(view, record)).count();
        page.push(Block::Figures(vec![
            KeyFigure {
                name: "已列入".into(),
                value: format!("{}件", counting.len()),
                ..KeyFigure::default()
            },
            KeyFigure {
                name: "已办结".into(),
                value: format!("{closed}件"),
                detail: share_in(view, Role::Deed, closed, counting.len()),
                ..KeyFigure::default()
            },
        ]));
    }
    push_whole_lists(&mut page, view, Role::Deed);
    for list in &lists {
        push_list(&mut page, view, list, &records);
    }
    let others: Vec<&Record> = records
        .iter()
        .copied()
        .filter(|record| {
            !lists.iter().flat_map(|list| &list.entries).any(|entry| belongs(record, entry))
        })
        .collect();
    if others.is_empty() {
        return vec![page];
    }
    let heading = if lists.is_empty() { "全部" } else { "方案之外的" };
    page.push(Block::heading(heading, "part-others"));
    let mut columns = vec![shown(Column::text("名称"), |record: &&Record| title(view, record))];
    columns.extend(progress_columns(view));
    split(page, ledger("others", "难题和实事的办理情况", &others, columns))
}

pub(super) fn belongs(record: &Record, entry: &ListEntry) -> bool {
    let named = record.field(Meaning::Deed);
    record.answers.contains(&entry.id)
        || (!named.is_empty() && (named == entry.name || named == entry.id))
}

fn progress_columns<'a>(view: &'a View<'_>) -> Vec<super::ledger::Shown<'a, &'a Record>> {
    let field = |meaning| field_column(view, Role::Deed, meaning);
    let mut columns = vec![
        shown(Column::text("单位").filtered(), |record: &&Record| units_cell(view, record)),
        field(Meaning::Kind),
        field(Meaning::Measure),
        field(Meaning::ResponsibleUnit),
        field(Meaning::Responsible),
        field(Meaning::Due),
        shown(Column::state("状态").filtered(), |record: &&Record| state(view, record)),
        field(Meaning::Progress),
        field(Meaning::Result),
    ];
    columns.extend(own_columns(view, Role::Deed));
    columns
}

/// Each entry of the plan with its records; one without any is still to be filled in.
fn push_list(page: &mut DerivedPage, view: &View<'_>, list: &PlanList, records: &[&Record]) {
    page.push(Block::heading(list.name.clone(), anchor("part", &list.id)));
    if !list.description.is_empty() {
        page.push(Block::paragraph(list.description.clone()));
    }
    let own: Vec<&Record> = records
        .iter()
        .copied()
        .filter(|record| list.entries.iter().any(|entry| belongs(record, entry)))
        .collect();
    let mut columns = vec![shown(Column::text("记录"), |record: &&Record| title(view, record))];
    columns.extend(progress_columns(view));
    let mut table = ledger(&anchor("list", &list.id), "", &own, columns);
    let filled = std::mem::take(&mut table.rows);
    table.columns.insert(0, Column::text("事项").filtered());
    let gap_column = own.is_empty() && shows_gaps(view);
    if gap_column {
        table.columns.push(Column::text("记录"));
    }
    for entry in &list.entries {
        let mut name = plan_words(&entry.name, &entry.source);
        if !entry.text.is_empty() && entry.text != entry.name {
            name.push(Inline::text(format!("：{}", entry.text)));
        }
        let mut rows: Vec<Row> = own
            .iter()
            .zip(&filled)
            .filter(|(record, _)| belongs(record, entry))
            .map(|(_, row)| row.clone())
            .collect();
        if rows.is_empty() {
            let mut row = Row::of(vec![Cell::default(); table.columns.len() - 1]);
            let pending = is_pending(&entry.name) || is_pending(&entry.source);
            if let Some(cell) = row.cells.first_mut()
                && shows_gaps(view)
                && !pending
            {
                *cell = Cell::of(vec![Inline::warning("待补充")]);
            }
            rows.push(row);
        }
        for (number, mut row) in rows.into_iter().enumerate() {
            if number == 0 {
                row.anchor = anchor("e", &entry.id);
            }
            row.cells.insert(0, Cell::of(name.clone()));
            table.rows.push(row);
        }
    }
    page.push_with_download(table);
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::pages::record_samples::Sample;

    fn sample() -> Sample {
        let mut sample = Sample::new();
        sample.add_list("要办的事", ListPlace::Deeds, &["打井", "修路", "待补充"]);
        let kind = sample.add_type("d", Role::Deed);
        kind.flow = ["未启动", "办理中", "已办结"].map(String::from).to_vec();
        let day = date(2008, 12, 1);
        let well = sample.add("d", "d1", "u2", day, &[("进展情况", "已打两眼")]);
        well.answers = vec!["打井".into()];
        well.state = "办理中".into();
        sample.add("d", "d2", "u1", day, &[]).state = "已办结".into();
        sample
    }

    #[test]
    fn every_entry_of_the_plan_is_shown_with_its_progress_or_as_missing() {
        let text = sample().text(pages);
        assert!(text.contains("打井|题d1|甲嘎查|办理中|已打两眼"), "{text}");
        assert!(text.contains("修路|待补充|||"), "{text}");
        assert!(text.contains("\n待补充||||"), "{text}");
        assert!(text.contains("# 方案之外的"), "{text}");
        assert!(text.contains("题d2|样例办公室|已办结"), "{text}");
        assert!(text.contains("已办结=1件 50.0%（1/2）"), "{text}");
    }

    #[test]
    fn without_records_the_plan_s_entries_still_stand() {
        let mut sample = sample();
        sample.campaign.records.clear();
        assert!(sample.text(pages).contains("修路|待补充"));
        sample.internal = false;
        let public = sample.text(pages);
        assert!(public.contains("修路"), "{public}");
        assert!(!public.contains("修路|"), "{public}");
    }
}
