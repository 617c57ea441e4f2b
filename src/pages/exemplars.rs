//! Units and people to learn from.
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
    let records = latest_first(view, Role::Exemplar);
    if records.is_empty() {
        return Vec::new();
    }
    let mut page = page(view, "exemplars.html", "典型", "典型");
    let count = records.iter().filter(|record| record.counts()).count();
    page.push(Block::Figures(vec![KeyFigure {
        name: "典型".into(),
        value: format!("{count}个"),
        ..KeyFigure::default()
    }]));
    push_whole_lists(&mut page, view, Role::Exemplar);
    let field = |meaning| field_column(view, Role::Exemplar, meaning);
    let table = record_ledger(
        view,
        Role::Exemplar,
        "exemplars",
        "先进典型",
        &records,
        vec![
            shown(Column::text("典型"), |record: &&Record| title(view, record)),
            field(Meaning::Category),
            shown(Column::text("单位").filtered(), |record: &&Record| units_cell(view, record)),
            shown(Column::text("人员"), |record: &&Record| Cell::of(view.people(&record.people))),
            field(Meaning::Achievements),
            shown(Column::text("阶段").filtered(), |record: &&Record| stage_cell(view, record)),
            shown(Column::date("日期"), |record: &&Record| date_cell(record.date)),
            field(Meaning::Approver),
            field(Meaning::Approved),
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
    fn an_exemplar_shows_what_was_done_and_who_approved_it() {
        let mut sample = Sample::new();
        assert!(sample.pages(pages).is_empty());
        sample.add_type("e", Role::Exemplar);
        let fields =
            [("主要事迹", "带头修渠"), ("审批人", "样例领导小组"), ("审批日期", "2008-12-01")];
        sample.add("e", "e1", "u2", date(2008, 11, 28), &fields).people = vec!["p2".into()];
        let text = sample.text(pages);
        assert!(
            text.contains("题e1|甲嘎查|样乙|带头修渠|第一段|2008-11-28|样例领导小组|2008-12-01"),
            "{text}"
        );
        sample.internal = false;
        let public = sample.text(pages);
        assert!(public.contains("带头修渠") && !public.contains("样乙"), "{public}");
    }
}
