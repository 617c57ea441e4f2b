//! All records of a type as a list, and what stands above a record's own page.
//! In: a [`View`]. Out: pages of the internal edition, none where there are no records.

use std::collections::BTreeSet;

use rayon::prelude::*;
use yanxi_campaign::Record;
use yanxi_campaign::plan::{FieldValue, RecordType};
use yanxi_campaign::record::Review;

use super::block::{Cell, Column, Inline, NoticeKind, Row, Table, TableStyle};
use super::shown::{
    archived_mark, closings, field_value, item_with_activity, push_closings, record_state, review,
    without_empty_columns,
};
use super::timeline::stage_link;
use super::view::{date, joined, long_date, record_anchor};
use super::{Block, DerivedPage, View, split};

const TITLE: &str = "记录";
const NAME: &str = "records.html";

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    if !view.internal || view.campaign.records.is_empty() {
        return Vec::new();
    }
    let types: Vec<&RecordType> = view
        .campaign
        .plan
        .record_types
        .iter()
        .filter(|kind| view.records_of(&kind.id).next().is_some())
        .collect();
    if types.is_empty() {
        return Vec::new();
    }
    let mut pages = vec![index(view, &types)];
    pages.par_extend(types.into_par_iter().flat_map_iter(|kind| list(view, kind)));
    pages
}

fn index(view: &View<'_>, types: &[&RecordType]) -> DerivedPage {
    let all = view.campaign.records.len();
    let faulty = view.campaign.records.iter().filter(|record| record.is_faulty()).count();
    let mut lead = format!("{}类{all}条记录", types.len());
    if faulty > 0 {
        lead.push_str(&format!("，其中{faulty}条有误，不计入完成"));
    }
    lead.push('。');
    let mut page = DerivedPage::new(view, NAME, TITLE).lead(lead);
    page.found.kind = TITLE.into();
    page.blocks.extend(archived_mark(view));
    let rows = types.iter().map(|kind| {
        let of = |wanted: fn(&Record) -> bool| {
            view.records_of(&kind.id).filter(|record| wanted(record)).count()
        };
        let latest = view.records_of(&kind.id).filter_map(|record| record.date);
        let count = |number: usize| {
            if number == 0 { Cell::default() } else { Cell::number(number) }
        };
        Row::of(vec![
            Cell::link(kind.name.clone(), view.records_path(&kind.id)),
            Cell::number(view.records_of(&kind.id).count()),
            Cell::number(of(Record::counts)),
            count(of(|record| record.review == Review::Submitted && !record.is_faulty())),
            count(of(|record| record.review == Review::Returned && !record.is_faulty())),
            count(of(Record::is_faulty)),
            Cell::text(date(latest.max())),
        ])
    });
    page.push_with_download(without_empty_columns(Table {
        id: "types".into(),
        columns: vec![
            Column::text("类型"),
            Column::number("条数"),
            Column::number("已审核"),
            Column::number("待审"),
            Column::number("退回"),
            Column::number("有误"),
            Column::date("最近一条"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }));
    page
}

fn list(view: &View<'_>, kind: &RecordType) -> Vec<DerivedPage> {
    // The rows without a page of their own come first: links to them count on it (`View::record_path`).
    let (mut records, written): (Vec<&Record>, Vec<&Record>) =
        view.records_of(&kind.id).partition(|record| view.document_of(record).is_none());
    records.extend(written);
    let counting = records.iter().filter(|record| record.counts()).count();
    let mut page = DerivedPage::new(view, "", kind.name.clone())
        .lead(format!("共{}条，计入的{counting}条。", records.len()))
        .below(TITLE, view.path(NAME));
    page.output = view.records_path(&kind.id);
    page.found.kind = kind.name.clone();
    page.blocks.extend(archived_mark(view));
    let fields = fields(kind, &records);
    let mut columns = vec![
        Column::text("标题"),
        Column::text("单位").filtered(),
        Column::text("人员"),
        Column::text("事项").filtered(),
        Column::date("日期"),
        Column::state("状态").filtered(),
    ];
    columns.extend(fields.iter().map(|key| field_column(kind, key)));
    let table = without_empty_columns(Table {
        id: "records".into(),
        rows: records.iter().map(|record| row(view, record, &fields)).collect(),
        columns,
        style: TableStyle::Ledger,
        ..Table::default()
    });
    split(page, table)
}

/// The type's fields in the plan's order, then whatever else its records have.
fn fields<'a>(kind: &'a RecordType, records: &[&'a Record]) -> Vec<&'a str> {
    let mut fields: Vec<&str> = kind.fields.iter().map(|field| field.key.as_str()).collect();
    let known: BTreeSet<&str> = fields.iter().copied().collect();
    let others: BTreeSet<&str> = records
        .iter()
        .flat_map(|record| &record.fields)
        .map(|(key, _)| key.as_str())
        .filter(|key| !known.contains(key))
        .collect();
    fields.extend(others);
    fields
}

fn field_column(kind: &RecordType, key: &str) -> Column {
    let rule = kind.fields.iter().find(|field| field.key == key);
    match rule.map(|rule| &rule.value) {
        Some(FieldValue::Number) => Column::number(key),
        Some(FieldValue::Date) => Column::date(key),
        Some(FieldValue::Enumeration(_) | FieldValue::YesOrNo | FieldValue::Unit) => {
            Column::text(key).filtered()
        }
        _ => Column::text(key),
    }
}

fn row(view: &View<'_>, record: &Record, fields: &[&str]) -> Row {
    let written = view.document_of(record).is_some();
    let title = if written { view.record(record) } else { Inline::text(record.title.clone()) };
    let mut state = record_state(record);
    for fault in &record.faults {
        state.push(Inline::LineBreak);
        state.push(Inline::text(&fault.message.chinese));
    }
    push_closings(&mut state, record);
    let mut cells = vec![
        Cell::of(vec![title]),
        Cell::of(view.units(&record.units)),
        Cell::of(view.people(&record.people)),
        Cell::of(items(view, record)),
        Cell::text(date(record.date)),
        Cell::of(state),
    ];
    cells.extend(fields.iter().map(|key| Cell::of(field_value(view, record, key))));
    let row = Row::of(cells).at(record_anchor(record));
    if written { row } else { row.found_as(view.found(record)) }
}

fn items(view: &View<'_>, record: &Record) -> Vec<Inline> {
    let plan = &view.campaign.plan;
    joined(
        record
            .items
            .iter()
            .map(|id| plan.item(id).map_or_else(|| Inline::text(id), |item| view.item(item))),
    )
}

/// What stands above the text of a record that has a page of its own.
pub fn record_particulars(view: &View<'_>, record: &Record) -> Vec<Block> {
    let plan = &view.campaign.plan;
    let kind = plan.record_type(&record.kind);
    let mut facts = Vec::new();
    let mut add = |name: &str, content: Vec<Inline>| {
        if !content.is_empty() {
            facts.push((name.to_string(), content));
        }
    };
    if let Some(kind) = kind {
        let name = if view.internal {
            Inline::link(kind.name.clone(), view.records_path(&kind.id))
        } else {
            Inline::text(kind.name.clone())
        };
        add("类型", vec![name]);
    }
    let mut items = Vec::new();
    for item in record.items.iter().filter_map(|id| plan.item(id)) {
        if !items.is_empty() {
            items.push(Inline::text("、"));
        }
        items.extend(item_with_activity(view, item));
    }
    add("事项", items);
    add("单位", view.units(&record.units));
    add("人员", view.people(&record.people));
    if let Some(day) = record.date {
        add("日期", vec![Inline::text(long_date(day))]);
    }
    if let Some(stage) = record.stage.as_deref().and_then(|id| plan.stage(id)) {
        add("阶段", vec![stage_link(view, stage)]);
    }
    if view.internal {
        add("审核", vec![review(record)]);
    }
    if !record.state.is_empty() {
        add("状态", vec![Inline::text(record.state.clone())]);
    }
    add("对应", joined(record.answers.iter().map(|id| Inline::text(view.answer_name(id)))));
    if record.ballot.is_some() {
        for (name, content) in super::evaluations::particulars(view, record) {
            add(name, content);
        }
    }
    for (key, _) in &record.fields {
        add(key, field_value(view, record, key));
    }
    add("说明", closings(record));
    if let Some(count) = record.characters.filter(|_| view.internal) {
        add("字数", vec![Inline::text(count.to_string())]);
    }
    add(
        "附件",
        joined(record.attachments.iter().map(|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            match view.files.get(path) {
                Some(place) => Inline::link(name, place.clone()),
                None => Inline::text(name),
            }
        })),
    );
    let mut blocks = Vec::new();
    if view.internal && record.is_faulty() {
        let mut text = vec![Inline::text("这条记录有误，不计入完成：")];
        for fault in &record.faults {
            text.push(Inline::LineBreak);
            text.push(Inline::text(&fault.message.chinese));
        }
        blocks.push(Block::Notice { kind: NoticeKind::Warning, text });
    }
    if !facts.is_empty() {
        blocks.push(Block::Facts(facts));
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::ROWS_PER_PAGE;
    use crate::pages::testing::{fault, page_text, record, sample, text};
    use crate::pages::view::Document;

    #[test]
    fn records_are_listed_by_type_with_their_faults() {
        let mut sample = sample();
        sample.campaign.records[1].faults.push(fault("名册里没有“例丁”"));
        let pages = sample.pages(pages);
        let index = page_text(&pages[0]);
        assert!(index.contains("3类4条记录，其中1条有误，不计入完成。"), "{index}");
        assert!(index.contains("体会|2|1||1|2008-12-02"), "{index}");
        let all = text(&pages);
        for expected in [
            "记录r1|甲嘎查|样甲|写体会|2008-11-20|已审核",
            "记录r2|甲嘎查|例乙|写体会|2008-12-02|有误\n名册里没有“例丁”",
            "共2条，计入的1条。",
            "标题|单位|日期|状态|关口|把关人|结论",
        ] {
            assert!(all.contains(expected), "{expected} in {all}");
        }
    }

    #[test]
    fn every_row_stands_where_links_to_it_lead() {
        let mut sample = sample();
        for number in 0..=ROWS_PER_PAGE {
            let mut own =
                record(&format!("x{number}"), "notes", "u1", jiff::civil::date(2008, 11, 5));
            if number % 3 == 0 {
                own.page = Some(format!("记录/{number}.md"));
                sample.documents.insert(
                    format!("记录/{number}.md"),
                    Document {
                        output: format!("jl/{number}.html"),
                        title: "一篇".into(),
                        folder: "记录".into(),
                        ..Document::default()
                    },
                );
            }
            sample.campaign.records.push(own);
        }
        sample.with_view(|view| {
            let pages = pages(view);
            for record in &view.campaign.records {
                let place = view.record_path(record);
                let Some((path, anchor)) = place.split_once('#') else {
                    assert!(place.starts_with("jl/"));
                    continue;
                };
                let found = pages.iter().any(|page| {
                    page.output == path
                        && page.blocks.iter().any(|block| {
                            matches!(block, Block::Table(table) if table.rows.iter().any(
                                |row| row.anchor == anchor && row.found.is_some()))
                        })
                });
                assert!(found, "{place}");
            }
        });
    }

    #[test]
    fn a_records_own_page_begins_with_its_particulars() {
        let mut sample = sample();
        sample.campaign.records[0].faults.push(fault("日期在活动之前"));
        sample.campaign.records[0].attachments = vec!["附件/签到.jpg".into()];
        let shown = |sample: &crate::pages::testing::Sample, number: usize| {
            sample.with_view(|view| {
                let page = DerivedPage {
                    blocks: record_particulars(view, &view.campaign.records[number]),
                    ..DerivedPage::default()
                };
                page_text(&page)
            })
        };
        let own = shown(&sample, 0);
        for expected in [
            "这条记录有误，不计入完成：\n日期在活动之前",
            "类型：体会",
            "事项：主题甲（第一段）·写体会",
            "人员：样甲",
            "日期：2008年11月20日",
            "审核：有误",
            "附件：签到.jpg",
        ] {
            assert!(own.contains(expected), "{expected} in {own}");
        }
        sample.internal = false;
        sample.campaign.records[3].public = true;
        let public = shown(&sample, 0);
        assert!(public.contains("结论：通过"), "{public}");
        assert!(!public.contains("审核"), "{public}");
    }

    #[test]
    fn the_public_edition_has_no_lists() {
        let mut sample = sample();
        sample.internal = false;
        sample.campaign.records[3].public = true;
        assert!(sample.pages(pages).is_empty());
    }
}
