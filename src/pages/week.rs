//! The sheet for the Monday meeting: done, overdue, due, new records, verdicts.
//! In: a [`View`]. Out: one page of the internal edition, which fits on one sheet; an archived campaign has none.
//!
//! Its figures are those of the draft of a briefing over the same days; lists that would not fit are cut and say so.

use jiff::ToSpan;
use yanxi_campaign::Record;
use yanxi_campaign::plan::{Kind, Role};
use yanxi_campaign::progress::Obligation;

use super::block::{Cell, Column, Inline, KeyFigure, Row, Table};
use super::evaluations::result_words;
use super::ledger::share_in;
use super::period::Period;
use super::shown::{as_of, item_with_activity, record_link, shows_gaps, without_empty_columns};
use super::view::long_date;
use super::{Block, DerivedPage, Paper, View, gates, home, outstanding};

const NAME: &str = "week.html";
const TITLE: &str = "一周情况";

/// Days looked back on, today included.
const DAYS: i64 = 7;
/// Lines of one table or list; more would not fit on the sheet.
const MOST_LINES: usize = 8;

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let is_empty = view.progress.obligations.is_empty() && view.campaign.records.is_empty();
    if !shows_gaps(view) || is_empty {
        return Vec::new();
    }
    let days = Period { from: view.today.saturating_sub((DAYS - 1).days()), to: view.today };
    let mut page = DerivedPage::new(view, NAME, TITLE).lead(format!(
        "{}至{}，供周一例会用。",
        long_date(days.from),
        long_date(days.to)
    ));
    page.found.kind = TITLE.into();
    page.paper = Paper::OneSheet;
    page.push(as_of(view));
    page.push(Block::Figures(figures(view, days)));
    push_finished(&mut page, view, days);
    push_missing(&mut page, view);
    push_due(&mut page, view);
    push_new(&mut page, view, days);
    push_verdicts(&mut page, view, days);
    push_list(&mut page, view, "会议", "meetings", days.with_role(view, Role::Meeting));
    vec![page]
}

fn figures(view: &View<'_>, days: Period) -> Vec<KeyFigure> {
    let figure = |name: &str, value: String, detail: String, to: &str| KeyFigure {
        name: name.into(),
        value,
        detail,
        to: if to.is_empty() { String::new() } else { view.path(to) },
    };
    let required = view.progress.of_kind(Kind::Required);
    let finished: usize = days.finished(view).iter().map(|(_, own)| own.len()).sum();
    let (missing, soon) = outstanding::counts(view);
    let outstanding = if missing + soon > 0 { "outstanding.html" } else { "" };
    let mut figures = Vec::new();
    if required.required > 0 || required.partial {
        let detail = required.detail_text();
        figures.push(figure("规定动作完成率", required.completion_text(), detail, "matrix.html"));
        figures.push(figure("这一周完成", format!("{finished}项次"), String::new(), ""));
        figures.push(figure("过期未交", format!("{missing}项"), String::new(), outstanding));
        figures.push(figure("7天内到期", format!("{soon}项"), String::new(), outstanding));
    }
    let reviewed = days.records(view).count();
    figures.push(figure("新记录", format!("{reviewed}条"), "已审核的".into(), ""));
    let problems = days.problems(view);
    if problems.all > 0 {
        let detail = format!(
            "新登记{}个，逾期{}个，累计销号率{}",
            problems.opened,
            problems.overdue,
            share_in(view, Role::Problem, problems.all_closed, problems.all)
        );
        figures.push(figure(
            "问题销号",
            format!("{}个", problems.closed.len()),
            detail,
            "problems.html",
        ));
    }
    figures
}

/// A line that says how many more there are; nothing where all are shown.
fn more(all: usize, of: &str) -> Option<Block> {
    (all > MOST_LINES).then(|| Block::paragraph(format!("共{all}{of}，这里列{MOST_LINES}{of}。")))
}

fn push_finished(page: &mut DerivedPage, view: &View<'_>, days: Period) {
    let finished = days.finished(view);
    if finished.is_empty() {
        return;
    }
    page.push(Block::heading("这一周完成的", "finished-part"));
    let rows = finished.iter().take(MOST_LINES).map(|(item, own)| {
        let mut units: Vec<String> = Vec::new();
        for unit in own.iter().filter_map(|obligation| obligation.unit.clone()) {
            if !units.contains(&unit) {
                units.push(unit);
            }
        }
        Row::of(vec![
            Cell::of(item_with_activity(view, item)),
            Cell::number(own.len()),
            names(view, &units),
        ])
    });
    page.push(Block::Table(without_empty_columns(Table {
        id: "finished".into(),
        columns: vec![Column::text("事项"), Column::number("项次"), Column::text("单位")],
        rows: rows.collect(),
        ..Table::default()
    })));
    page.blocks.extend(more(finished.len(), "项"));
}

/// Up to six units by name.
fn names(view: &View<'_>, units: &[String]) -> Cell {
    const MOST: usize = 6;
    let mut content = view.units(units.get(..MOST).unwrap_or(units));
    if units.len() > MOST {
        content.push(Inline::text(format!("等{}个单位", units.len())));
    }
    Cell::of(content)
}

/// The units with most that is missing first.
fn push_missing(page: &mut DerivedPage, view: &View<'_>) {
    let mut units = outstanding::by_unit(view);
    units.retain(|(_, missing, to_mend, _)| missing + to_mend > 0);
    if units.is_empty() {
        return;
    }
    units.sort_by_key(|(_, missing, to_mend, _)| std::cmp::Reverse((*missing, *to_mend)));
    page.push(Block::heading("过期未交的", "missing-part"));
    let rows = units.iter().take(MOST_LINES).map(|(who, missing, to_mend, soon)| {
        Row::of(vec![
            Cell::of(vec![who.clone()]),
            Cell::number(missing),
            Cell::number(to_mend),
            Cell::number(soon),
        ])
    });
    page.push(Block::Table(Table {
        id: "missing".into(),
        columns: vec![
            Column::text("单位"),
            Column::number("未交"),
            Column::number("退回或有误"),
            Column::number("7天内到期"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }));
    page.blocks.extend(more(units.len(), "个单位"));
}

/// What falls due in the next days.
fn push_due(page: &mut DerivedPage, view: &View<'_>) {
    let due = home::due_items(view, DAYS);
    if due.is_empty() {
        return;
    }
    page.push(Block::heading("7天内到期的", "due-part"));
    let rows = due.iter().take(MOST_LINES).map(|(last, item)| {
        let own: Vec<&Obligation> =
            view.progress.obligations.iter().filter(|own| own.item == item.id).collect();
        let sum = super::shown::sum(view, own.into_iter());
        Row::of(vec![
            Cell::of(item_with_activity(view, item)),
            Cell::text(last.to_string()),
            Cell::text(sum.count_text()),
        ])
    });
    page.push(Block::Table(Table {
        id: "due".into(),
        columns: vec![
            Column::text("事项"),
            Column::date("截止日期"),
            Column::text("已完成/应完成"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }));
    page.blocks.extend(more(due.len(), "项"));
}

/// New records by type in one line.
fn push_new(page: &mut DerivedPage, view: &View<'_>, days: Period) {
    let types = days.by_type(view);
    if types.is_empty() {
        return;
    }
    page.push(Block::heading("新登记的记录", "new-part"));
    let words: Vec<String> =
        types.iter().map(|own| format!("{}{}条", own.kind.name, own.records)).collect();
    page.push(Block::paragraph(format!("{}。", words.join("，"))));
}

/// Ratings and gates that came to a verdict in the days.
fn push_verdicts(page: &mut DerivedPage, view: &View<'_>, days: Period) {
    let ratings = days.with_role(view, Role::Rating);
    let gates = days.with_role(view, Role::GateVerdict);
    if ratings.is_empty() && gates.is_empty() {
        return;
    }
    page.push(Block::heading("测评和把关", "verdicts-part"));
    let mut entries: Vec<Vec<Inline>> = Vec::new();
    for record in &ratings {
        let mut line = dated(view, record);
        line.push(Inline::text(format!("：{}", result_words(view, record))));
        entries.push(line);
    }
    for record in &gates {
        let mut line = dated(view, record);
        line.push(Inline::text(format!("：{}", gates::verdict_words(record))));
        entries.push(line);
    }
    let all = entries.len();
    entries.truncate(MOST_LINES);
    page.push(Block::List { ordered: false, entries });
    page.blocks.extend(more(all, "条"));
}

fn push_list(
    page: &mut DerivedPage,
    view: &View<'_>,
    title: &str,
    id: &str,
    records: Vec<&Record>,
) {
    if records.is_empty() {
        return;
    }
    page.push(Block::heading(format!("{title}（{}）", records.len()), format!("{id}-part")));
    let entries = records.iter().take(MOST_LINES).map(|record| dated(view, record)).collect();
    page.push(Block::List { ordered: false, entries });
    page.blocks.extend(more(records.len(), "条"));
}

/// Day, unit and title.
fn dated(view: &View<'_>, record: &Record) -> Vec<Inline> {
    let mut line = Vec::new();
    if let Some(day) = record.date {
        line.push(Inline::text(format!("{}月{}日，", day.month(), day.day())));
    }
    if !record.units.is_empty() {
        line.extend(view.units(&record.units));
        line.push(Inline::text("："));
    }
    line.push(record_link(view, record));
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::testing::sample;

    #[test]
    fn the_sheet_has_the_figures_of_the_days() {
        let text = sample().text(pages);
        for expected in [
            "2008年11月29日至2008年12月5日，供周一例会用。",
            "规定动作完成率：40.0%（2/5）",
            "这一周完成：1项次",
            "过期未交：1项",
            "7天内到期：1项",
            "主题甲（第一段）·写体会|1|甲嘎查",
            "乙站所|1|0|1",
            "主题甲（第二段）·交报告|2008-12-10|0/2",
            "12月4日，甲嘎查：记录r4：",
        ] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
    }

    #[test]
    fn neither_the_public_nor_an_archive_has_the_sheet() {
        let mut sample = sample();
        sample.internal = false;
        assert!(sample.pages(pages).is_empty());
        sample.internal = true;
        sample.campaign.plan.archived = true;
        assert!(sample.pages(pages).is_empty());
    }
}
