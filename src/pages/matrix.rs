//! What each unit has done of each item, required and chosen apart.
//! In: a [`View`]. Out: the matrix, split by activity where it would be too heavy; in the public edition totals by
//! unit, where the plan makes them public; none where nothing is owed.

use std::collections::BTreeMap;

use yanxi_campaign::Unit;
use yanxi_campaign::cell::Cell as Sum;
use yanxi_campaign::plan::{Item, Kind, Per};
use yanxi_campaign::progress::{Obligation, Owner};
use yanxi_campaign::state::State;

use super::block::{Cell, Column, Inline, KeyFigure, Row, Table, TableStyle};
use super::groups::{push_counts, push_totals};
use super::shown::{
    as_of, item_with_activity, nothing, obligation_state, push_sums, sum_cell, units_by_class,
};
use super::svg::{Bar, bars};
use super::view::Totals;
use super::{Block, DerivedPage, View, part_path};

const NAME: &str = "matrix.html";
const TITLE: &str = "完成情况";

/// Cells and items on one page; more make it heavier than an old machine likes.
const MOST_CELLS: usize = 1_600;
const MOST_ITEMS: usize = 40;
/// Units with their bar in the drawing; with more it would be longer than the table.
const MOST_BARS: usize = 30;

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    if !view.internal {
        return totals(view).into_iter().collect();
    }
    if view.progress.obligations.is_empty() {
        return Vec::new();
    }
    let cells = view.progress.cells();
    let mut page = DerivedPage::new(view, NAME, TITLE)
        .lead("每个单位、每个事项做到了哪一步。规定动作和自选动作分开计算。");
    page.found.kind = TITLE.into();
    page.push(as_of(view));
    page.push(figures(view));
    let whole = |obligation: &Obligation| {
        obligation.owner == Owner::Campaign && obligation.kind == Kind::Required
    };
    if view.progress.obligations.iter().any(whole) {
        page.push(Block::paragraph(
            "上面的完成率包括不分单位、合起来完成的事项；表里的合计只算各单位的。",
        ));
    }
    let required = items(view, Kind::Required);
    let chosen = items(view, Kind::Optional);
    let too_heavy = |items: &[&Item]| {
        items.len() > MOST_ITEMS || items.len() * view.campaign.roster.units.len() > MOST_CELLS
    };
    let mut below = Vec::new();
    for (items, id, caption) in
        [(&required, "required", "规定动作"), (&chosen, "optional", "自选动作")]
    {
        if items.is_empty() {
            continue;
        }
        page.push(Block::heading(caption, format!("{id}-part")));
        if !too_heavy(items) {
            page.push_with_download(matrix(view, &cells, items, id, ""));
            continue;
        }
        let groups = by_activity(items);
        page.push_with_download(overview(view, &cells, &groups, id));
        let mut links = Vec::new();
        for (activity, items) in &groups {
            let part = part(view, &cells, activity.as_deref(), items, caption, below.len());
            links.push(vec![Inline::link(part.title.clone(), part.output.clone())]);
            below.push(part);
        }
        page.push(Block::List { ordered: false, entries: links });
    }
    push_groups(&mut page, view);
    push_bars(&mut page, view, &required);
    push_own(&mut page, view);
    push_whole(&mut page, view);
    let mut pages = vec![page];
    pages.extend(below);
    pages
}

/// Items of the plan that units or their people owe.
fn items<'a>(view: &'a View<'_>, kind: Kind) -> Vec<&'a Item> {
    let plan = &view.campaign.plan;
    plan.items
        .iter()
        .filter(|item| {
            item.chosen_by.is_none()
                && !item.is_open()
                && item.per != Per::Campaign
                && plan.kind_of_item(item) == kind
        })
        .collect()
}

fn figures(view: &View<'_>) -> Block {
    let figure = |name: &str, kind| {
        let sum = view.progress.of_kind(kind);
        KeyFigure {
            name: name.into(),
            value: sum.completion_text(),
            detail: sum.detail_text(),
            to: String::new(),
        }
    };
    let mut figures = vec![figure("规定动作完成率", Kind::Required)];
    if view.progress.of_kind(Kind::Optional).required > 0 {
        figures.push(figure("自选动作完成率", Kind::Optional));
    }
    Block::Figures(figures)
}

type Cells = BTreeMap<(String, String), Sum>;

/// What a unit and an item have to do with each other; nothing is an empty sum.
fn cell(cells: &Cells, unit: &Unit, item: &Item) -> Sum {
    cells.get(&(unit.id.clone(), item.id.clone())).copied().unwrap_or_default()
}

fn matrix(view: &View<'_>, cells: &Cells, items: &[&Item], id: &str, caption: &str) -> Table {
    let plan = &view.campaign.plan;
    let mut columns = vec![Column::text("单位")];
    for item in items {
        let group = item
            .activity
            .as_deref()
            .and_then(|id| plan.activity(id))
            .map(|activity| plan.activity_label(activity))
            .unwrap_or_default();
        columns.push(Column::state(item.name.clone()).under(group));
    }
    columns.push(Column::number("完成率"));
    let columns_of =
        |unit: &Unit| -> Vec<Sum> { items.iter().map(|item| cell(cells, unit, item)).collect() };
    Table {
        id: id.into(),
        caption: caption.into(),
        columns,
        rows: rows(view, items.len(), columns_of),
        style: TableStyle::Matrix,
        ..Table::default()
    }
}

/// A row for each unit under its class, and one with the sums of all.
fn rows(view: &View<'_>, width: usize, sums_of: impl Fn(&Unit) -> Vec<Sum>) -> Vec<Row> {
    let groups = units_by_class(view);
    let several = groups.len() > 1;
    let mut all = vec![nothing(view); width];
    let mut rows = Vec::new();
    for (class, units) in groups {
        if several {
            rows.push(Row::heading(class));
        }
        let mut of_class = vec![nothing(view); width];
        for unit in &units {
            let sums = sums_of(unit);
            let mut whole = nothing(view);
            let mut cells = vec![Cell::of(vec![view.unit(&unit.id)])];
            for ((sum, all), own) in sums.iter().zip(&mut all).zip(&mut of_class) {
                whole.add_all(sum);
                all.add_all(sum);
                own.add_all(sum);
                cells.push(sum_cell(view, sum));
            }
            cells.push(Cell::text(whole.completion_text()));
            rows.push(Row::of(cells));
        }
        if several && units.len() > 1 {
            rows.push(totals_row("小计", &of_class));
        }
    }
    if several {
        rows.push(Row::heading("全部单位"));
    }
    rows.push(totals_row("各单位合计", &all));
    rows
}

/// How much of each column is finished, and of all together.
fn totals_row(name: &str, sums: &[Sum]) -> Row {
    let mut whole = Sum::default();
    let mut cells = vec![Cell::of(vec![Inline::Strong(name.into())])];
    for sum in sums {
        whole.add_all(sum);
        cells.push(Cell::text(if sum.owed() > 0 { sum.count_text() } else { "—".into() }));
    }
    cells.push(Cell::text(whole.completion_text()));
    Row::of(cells)
}

/// Items by activity in the plan's order; those outside all activities last.
fn by_activity<'a>(items: &[&'a Item]) -> Vec<(Option<String>, Vec<&'a Item>)> {
    let mut groups: Vec<(Option<String>, Vec<&Item>)> = Vec::new();
    for item in items {
        match groups.iter_mut().find(|(id, _)| *id == item.activity) {
            Some((_, group)) => group.push(item),
            None => groups.push((item.activity.clone(), vec![item])),
        }
    }
    groups
}

fn activity_name(view: &View<'_>, activity: Option<&str>) -> String {
    let plan = &view.campaign.plan;
    activity
        .and_then(|id| plan.activity(id))
        .map_or_else(|| "其他事项".to_string(), |activity| plan.activity_label(activity))
}

/// A heavy matrix with one column for each activity.
fn overview(
    view: &View<'_>,
    cells: &Cells,
    groups: &[(Option<String>, Vec<&Item>)],
    id: &str,
) -> Table {
    let mut columns = vec![Column::text("单位")];
    columns.extend(
        groups.iter().map(|(activity, _)| Column::state(activity_name(view, activity.as_deref()))),
    );
    columns.push(Column::number("完成率"));
    let sums_of = |unit: &Unit| -> Vec<Sum> {
        groups
            .iter()
            .map(|(_, items)| {
                let mut sum = nothing(view);
                for item in items {
                    sum.add_all(&cell(cells, unit, item));
                }
                sum
            })
            .collect()
    };
    Table {
        id: id.into(),
        caption: "按活动合计，各事项见下面的分页".into(),
        columns,
        rows: rows(view, groups.len(), sums_of),
        style: TableStyle::Matrix,
        ..Table::default()
    }
}

/// The matrix of one activity as a page of its own.
fn part(
    view: &View<'_>,
    cells: &Cells,
    activity: Option<&str>,
    items: &[&Item],
    caption: &str,
    before: usize,
) -> DerivedPage {
    let first = view.path(NAME);
    let title = format!("{TITLE}：{}", activity_name(view, activity));
    let mut page = DerivedPage::new(view, "", title).below(TITLE, first.clone());
    page.output = part_path(&first, before + 2);
    page.found.kind = TITLE.into();
    page.push(as_of(view));
    page.push_with_download(matrix(view, cells, items, "items", caption));
    page
}

/// The required items by class and by contact leader.
fn push_groups(page: &mut DerivedPage, view: &View<'_>) {
    let Some(totals) = &view.totals else {
        return;
    };
    let owes = |unit: &&Unit| totals.units.get(&unit.id).is_some_and(|sum| sum.required > 0);
    let units: Vec<&Unit> = view.campaign.roster.units.iter().filter(owes).collect();
    push_totals(page, view, "required-totals", &units, |table, groups| {
        let sums: Vec<Sum> = groups.iter().map(|units| sum_of(totals, units)).collect();
        push_sums(view, table, &sums);
    });
}

fn sum_of(totals: &Totals, units: &[&Unit]) -> Sum {
    let mut sum = Sum::default();
    for own in units.iter().filter_map(|unit| totals.units.get(&unit.id)) {
        sum.add_all(own);
    }
    sum
}

/// Shares of the required items by unit as a drawing; the matrix has the same figures in its last column.
fn push_bars(page: &mut DerivedPage, view: &View<'_>, required: &[&Item]) {
    let units = &view.campaign.roster.units;
    if required.is_empty() || units.len() < 2 || units.len() > MOST_BARS {
        return;
    }
    let mut sums: BTreeMap<&str, Sum> = BTreeMap::new();
    for obligation in &view.progress.obligations {
        if obligation.kind == Kind::Required
            && let Some(unit) = &obligation.unit
        {
            sums.entry(unit).or_insert(nothing(view)).add(obligation.state);
        }
    }
    let drawn: Vec<Bar> = units
        .iter()
        .filter_map(|unit| {
            let sum = sums.get(unit.id.as_str())?;
            Some(Bar {
                label: unit.name.clone(),
                text: sum.completion_text(),
                parts: match sum.is_known() {
                    true => vec![("done", sum.done), ("late", sum.late)],
                    false => Vec::new(),
                },
                of: sum.owed(),
            })
        })
        .collect();
    if !drawn.is_empty() {
        page.push(Block::Figure {
            svg: bars("各单位规定动作完成率", &drawn),
            caption: "各单位规定动作完成率，数字同上表最后一列".into(),
        });
    }
}

/// What units chose for themselves: each its own, so that a matrix of them would be mostly empty.
fn push_own(page: &mut DerivedPage, view: &View<'_>) {
    let plan = &view.campaign.plan;
    let rows: Vec<Row> = plan
        .items
        .iter()
        .filter_map(|item| Some((item, item.chosen_by.as_deref()?)))
        .map(|(item, unit)| {
            let sum = view.progress.cell(|obligation| obligation.item == item.id);
            Row::of(vec![
                Cell::of(vec![view.unit(unit)]),
                Cell::of(item_with_activity(view, item)),
                sum_cell(view, &sum),
            ])
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    page.push(Block::heading("各单位自己设计的自选动作", "own-part"));
    page.push_with_download(Table {
        id: "own".into(),
        columns: vec![
            Column::text("单位").filtered(),
            Column::text("事项"),
            Column::state("状态").filtered(),
        ],
        rows,
        style: TableStyle::Ledger,
        ..Table::default()
    });
}

/// What the campaign owes as a whole.
fn push_whole(page: &mut DerivedPage, view: &View<'_>) {
    let rows: Vec<Row> = view
        .progress
        .obligations
        .iter()
        .filter(|obligation| obligation.owner == Owner::Campaign)
        .filter_map(|obligation| {
            let item = view.campaign.plan.item(&obligation.item)?;
            Some(Row::of(vec![
                Cell::of(item_with_activity(view, item)),
                Cell::number(obligation.needed),
                Cell::number(obligation.counted),
                Cell::of(vec![obligation_state(view, obligation)]),
            ]))
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    page.push(Block::heading("不分单位、合起来完成的事项", "whole-part"));
    page.push_with_download(Table {
        id: "whole".into(),
        columns: vec![
            Column::text("事项"),
            Column::number("应完成"),
            Column::number("已完成"),
            Column::state("状态"),
        ],
        rows,
        ..Table::default()
    });
}

/// For the public: how much each unit has finished, and nothing else.
fn totals(view: &View<'_>) -> Option<DerivedPage> {
    let totals = view.totals.as_ref()?;
    let mut page = DerivedPage::new(view, NAME, TITLE).lead("各单位规定动作的完成率。");
    page.found.kind = TITLE.into();
    page.push(as_of(view));
    let mut table = Table {
        id: "totals".into(),
        columns: vec![Column::text("单位"), Column::text("类别").filtered()],
        ..Table::default()
    };
    table.columns.extend(PUBLIC.map(Column::number));
    let mut listed = Vec::new();
    for (class, units) in units_by_class(view) {
        for unit in units {
            let Some(sum) = totals.units.get(&unit.id).filter(|sum| sum.required > 0) else {
                continue;
            };
            listed.push(unit);
            let mut cells = vec![Cell::text(unit.name.clone()), Cell::text(class.clone())];
            cells.extend(public_cells(sum));
            table.rows.push(Row::of(cells));
        }
    }
    if table.rows.is_empty() {
        return None;
    }
    let whole = &totals.all;
    page.push(Block::Figures(vec![KeyFigure {
        name: "规定动作完成率".into(),
        value: whole.completion_text(),
        detail: whole.detail_text(),
        to: String::new(),
    }]));
    let of_units = sum_of(totals, &listed);
    if of_units != *whole {
        page.push(Block::paragraph(
            "上面的完成率包括不分单位、合起来完成的事项；表里的合计只算各单位的。",
        ));
    }
    let mut cells = vec![Cell::of(vec![Inline::Strong("各单位合计".into())]), Cell::default()];
    cells.extend(public_cells(&of_units));
    table.rows.push(Row::of(cells));
    page.push_with_download(table);
    push_counts(&mut page, view, "totals", &listed, &PUBLIC.map(Column::number), |units| {
        public_cells(&sum_of(totals, units)).to_vec()
    });
    Some(page)
}

/// What the public may know of a sum.
const PUBLIC: [&str; 3] = ["应完成", "已完成", "完成率"];

fn public_cells(sum: &Sum) -> [Cell; 3] {
    let number = |number: u32| match sum.is_known() {
        true => Cell::number(number),
        false => Cell::text(State::Unknown.chinese()),
    };
    [number(sum.owed()), number(sum.finished()), Cell::text(sum.completion_text())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::testing::{page_text, sample};

    #[test]
    fn cells_say_the_worst_state_and_how_much_is_finished() {
        let pages = sample().pages(pages);
        assert_eq!(pages.len(), 1);
        let text = page_text(&pages[0]);
        for expected in [
            "单位|主题甲（第一段）写体会|主题甲（第二段）交报告|完成率",
            "嘎查村\n甲嘎查|迟交2/2|待审|66.7%",
            "站所\n乙站所|未交|未到期|0%",
            "各单位合计|2/3|0/2|40.0%",
            "规定动作完成率：40.0%（2/5）",
            "甲嘎查|夜校|未到期",
        ] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
    }

    #[test]
    fn a_heavy_matrix_is_split_by_activity() {
        let mut sample = sample();
        for number in 0..41 {
            let mut item = sample.campaign.plan.items[1].clone();
            item.id = format!("more-{number}");
            sample.campaign.plan.items.push(item);
        }
        let pages = sample.pages(pages);
        let paths: Vec<&str> = pages.iter().map(|page| page.output.as_str()).collect();
        assert_eq!(paths, ["hd/matrix.html", "hd/matrix-2.html", "hd/matrix-3.html"]);
        assert!(page_text(&pages[0]).contains("单位|主题甲（第一段）|主题甲（第二段）|完成率"));
        assert_eq!(pages[2].title, "完成情况：主题甲（第二段）");
    }

    #[test]
    fn the_public_sees_totals_only_where_the_plan_says_so() {
        let mut sample = sample();
        sample.internal = false;
        assert!(sample.pages(pages).is_empty());
        sample.campaign.plan.public_totals = true;
        let text = sample.text(pages);
        assert!(text.contains("甲嘎查|嘎查村|3|2|66.7%"), "{text}");
        for absent in ["未交", "迟交", "写体会", "样甲"] {
            assert!(!text.contains(absent), "{absent} in {text}");
        }
    }
}
