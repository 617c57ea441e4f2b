//! Publicity plans and the wording list.
//! In: a [`View`]. Out: pages, none where the campaign has nothing for them.
//!
//! The wording list is working material for those who write; the public edition does without it.

use yanxi_campaign::Record;
use yanxi_campaign::campaign::Wording;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::Role;

use super::block::{Block, Cell, Column, Found, Table};
use super::ledger::{
    attachments, date_cell, field_column, latest_first, ledger, page, push_or_set_apart,
    push_whole_lists, record_ledger, shown, title, units_cell,
};
use super::shown::anchor;
use super::{DerivedPage, View};

const NAME: &str = "publicity.html";

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let records = latest_first(view, Role::Publicity);
    let wordings: &[Wording] = &view.campaign.wordings;
    if records.is_empty() && wordings.is_empty() {
        return Vec::new();
    }
    let mut page = page(view, NAME, "宣传与用语", "宣传");
    let mut apart = Vec::new();
    if !records.is_empty() {
        page.push(Block::heading("宣传方案和宣传情况", "part-publicity"));
        push_whole_lists(&mut page, view, Role::Publicity);
        let name = "publicity-records.html";
        let table = table_of_records(view, &records);
        apart.extend(push_or_set_apart(&mut page, view, name, "宣传情况", table));
    }
    if !wordings.is_empty() {
        page.push(Block::heading("规范用语", "part-wordings"));
        page.push(Block::paragraph(format!(
            "统一宣传口径用的规范用语，共{}条；写材料、发稿前对照检查。",
            wordings.len()
        )));
        page.push_with_download(table_of_wordings(wordings));
    }
    std::iter::once(page).chain(apart).collect()
}

fn table_of_records(view: &View<'_>, records: &[&Record]) -> Table {
    let field = |meaning| field_column(view, Role::Publicity, meaning);
    record_ledger(
        view,
        Role::Publicity,
        "publicity",
        "宣传方案和宣传情况",
        records,
        vec![
            shown(Column::date("日期"), |record: &&Record| date_cell(record.date)),
            shown(Column::text("标题"), |record: &&Record| title(view, record)),
            shown(Column::text("单位").filtered(), |record: &&Record| units_cell(view, record)),
            field(Meaning::Kind),
            field(Meaning::Form),
            field(Meaning::Content),
            field(Meaning::Measure),
            field(Meaning::Responsible),
            field(Meaning::Result),
            shown(Column::text("附件"), |record: &&Record| Cell::of(attachments(view, record))),
        ],
    )
}

fn table_of_wordings(wordings: &[Wording]) -> Table {
    let mut table = ledger(
        "wordings",
        "规范用语",
        wordings,
        vec![
            shown(Column::text("规范用语"), |wording: &Wording| Cell::text(&wording.approved)),
            shown(Column::text("不要写成"), |wording: &Wording| {
                Cell::text(wording.avoid.join("、"))
            }),
            shown(Column::text("说明"), |wording: &Wording| Cell::text(&wording.note)),
        ],
    );
    for (row, wording) in table.rows.iter_mut().zip(wordings) {
        row.anchor = anchor("w", &wording.approved);
        row.found = Some(Found {
            title: wording.approved.clone(),
            kind: "规范用语".into(),
            ..Found::default()
        });
    }
    table
}

/// Where a wording stands.
pub(super) fn wording_path(view: &View<'_>, wording: &Wording) -> String {
    format!("{}#{}", view.path(NAME), anchor("w", &wording.approved))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::pages::record_samples::Sample;

    #[test]
    fn plans_are_listed_and_wordings_are_kept_inside() {
        let mut sample = Sample::new();
        assert!(sample.pages(pages).is_empty());
        sample.add_type("x", Role::Publicity);
        sample.add("x", "x1", "u1", date(2008, 11, 5), &[("内容", "广播和板报")]);
        sample.campaign.wordings = vec![Wording {
            approved: "轮牧".into(),
            avoid: vec!["轮放".into(), "倒场子".into()],
            note: "公文用语".into(),
        }];
        let text = sample.text(pages);
        assert!(text.contains("2008-11-05|题x1|样例办公室|广播和板报"), "{text}");
        assert!(text.contains("共1条"), "{text}");
        assert!(text.contains("轮牧|轮放、倒场子|公文用语"), "{text}");
        sample.internal = false;
        let public = sample.text(pages);
        assert!(public.contains("题x1") && !public.contains("轮牧"), "{public}");
    }
}
