//! Contests, films, performances and their results.
//! In: a [`View`]. Out: pages, none where the campaign has nothing for them.

use yanxi_campaign::Record;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::Role;

use super::block::{Block, Cell, Column, KeyFigure};
use super::ledger::{
    attachments, date_cell, field_column, latest_first, page, push_whole_lists, record_ledger,
    shown, stage_cell, title, units_cell,
};
use super::{DerivedPage, View, split};

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let records = latest_first(view, Role::Event);
    if records.is_empty() {
        return Vec::new();
    }
    let mut page = page(view, "events.html", "赛事", "赛事");
    let count = records.iter().filter(|record| record.counts()).count();
    page.push(Block::Figures(vec![KeyFigure {
        name: "已举办".into(),
        value: format!("{count}场"),
        ..KeyFigure::default()
    }]));
    push_whole_lists(&mut page, view, Role::Event);
    let field = |meaning| field_column(view, Role::Event, meaning);
    let table = record_ledger(
        view,
        Role::Event,
        "events",
        "赛事和文体活动",
        &records,
        vec![
            shown(Column::date("日期"), |record: &&Record| date_cell(record.date)),
            shown(Column::text("名称"), |record: &&Record| title(view, record)),
            field(Meaning::Kind),
            field(Meaning::Form),
            shown(Column::text("单位").filtered(), |record: &&Record| units_cell(view, record)),
            shown(Column::text("阶段").filtered(), |record: &&Record| stage_cell(view, record)),
            field(Meaning::Place),
            field(Meaning::Present),
            field(Meaning::Content),
            field(Meaning::Award),
            field(Meaning::Result),
            shown(Column::text("附件"), |record: &&Record| Cell::of(attachments(view, record))),
        ],
    );
    split(page, table)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::pages::record_samples::Sample;

    #[test]
    fn an_event_shows_its_results() {
        let mut sample = Sample::new();
        assert!(sample.pages(pages).is_empty());
        sample.add_type("e", Role::Event);
        let fields = [("地点", "样例礼堂"), ("参加人数", "45"), ("名次", "甲嘎查第一")];
        sample.add("e", "e1", "u1", date(2008, 12, 5), &fields);
        let text = sample.text(pages);
        assert!(
            text.contains("2008-12-05|题e1|样例办公室|第二段|样例礼堂|45|甲嘎查第一"),
            "{text}"
        );
    }
}
