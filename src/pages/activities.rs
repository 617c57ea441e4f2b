//! Each activity with its items and how far they are, every sense of a name apart.
//! In: a [`View`]. Out: a list and a page for each activity, none where the plan has none.

use std::collections::BTreeSet;

use yanxi_campaign::Record;
use yanxi_campaign::cell::Cell as Sum;
use yanxi_campaign::plan::{Activity, Dates, Item, is_pending};
use yanxi_campaign::progress::Owner;
use yanxi_campaign::quoted::Entry;

use super::block::{Cell, Column, ColumnKind, Inline, Row, Table, TableStyle};
use super::groups::push_totals;
use super::passages::sourced;
use super::plan_document::difference;
use super::shown::{
    as_of, kind_word, need_words, nothing, pending_mark, push_sums, record_link, record_state,
    units_by_class, without_empty_columns,
};
use super::timeline::{stage_link, step_link};
use super::view::{OTHER_ITEMS, date, item_anchor, joined, span};
use super::{Block, DerivedPage, Found, View, mine};

const TITLE: &str = "主题实践活动";

/// Newest records shown on an activity's page; the lists by type have all of them.
const NEWEST: usize = 50;

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let activities = &view.campaign.plan.activities;
    let mut pages = Vec::new();
    if !activities.is_empty() {
        pages.push(list(view));
        pages.extend(activities.iter().map(|activity| page(view, activity)));
    }
    pages.extend(others(view));
    pages
}

/// The plan's items that belong to no activity, such as those of a stage as a whole.
fn outside<'a>(view: &'a View<'_>) -> Vec<&'a Item> {
    let items = view.campaign.plan.items.iter();
    items.filter(|item| item.activity.is_none() && item.chosen_by.is_none()).collect()
}

fn others(view: &View<'_>) -> Option<DerivedPage> {
    let items = outside(view);
    if items.is_empty() {
        return None;
    }
    let mut page = if view.campaign.plan.activities.is_empty() {
        DerivedPage::new(view, OTHER_ITEMS, "事项")
    } else {
        DerivedPage::new(view, OTHER_ITEMS, "其他事项")
            .lead(format!("不属于哪一项活动的事项，共{}个。", items.len()))
            .below(TITLE, list_path(view))
    };
    page.found.kind = "事项".into();
    page.push(as_of(view));
    push_items(&mut page, view, None, &items);
    Some(page)
}

fn list_path(view: &View<'_>) -> String {
    view.path("activities.html")
}

/// Items that the plan gives an activity; those a unit chose for itself stand on the unit's page.
fn items_of<'a>(view: &'a View<'_>, activity: &'a Activity) -> Vec<&'a Item> {
    view.campaign.plan.items_of(&activity.id).filter(|item| item.chosen_by.is_none()).collect()
}

fn sum_of_items(view: &View<'_>, items: &[&Item]) -> Sum {
    let ids: BTreeSet<&str> = items.iter().map(|item| item.id.as_str()).collect();
    view.progress.cell(|obligation| ids.contains(obligation.item.as_str()))
}

fn list(view: &View<'_>) -> DerivedPage {
    let plan = &view.campaign.plan;
    let mut lead = format!(
        "共{}项，{}个事项。",
        plan.activities.len(),
        plan.items.iter().filter(|item| item.chosen_by.is_none()).count()
    );
    let names: BTreeSet<&str> =
        plan.activities.iter().map(|activity| activity.name.as_str()).collect();
    if names.len() < plan.activities.len() {
        lead.push_str("名称相同的活动分别列出。");
    }
    let mut page = DerivedPage::new(view, "activities.html", TITLE).lead(lead);
    page.found.kind = "活动".into();
    page.push(as_of(view));
    let rows = plan.activities.iter().map(|activity| {
        let items = items_of(view, activity);
        let mut name =
            vec![Inline::link(plan.activity_label(activity), view.activity_path(&activity.id))];
        name.extend(pending_mark(&activity.source));
        let stage = plan.stage_of_activity(activity);
        let step = activity.step.as_deref().and_then(|id| plan.step(id));
        Row::of(vec![
            Cell::of(name),
            Cell::text(stage.map_or("", |stage| stage.name.as_str())),
            Cell::text(step.map_or("", |step| step.name.as_str())),
            Cell::text(span(&activity.dates)),
            Cell::text(kind_word(activity.kind)),
            Cell::of(listed(activity, &items)),
            if view.internal {
                Cell::text(sum_of_items(view, &items).completion_text())
            } else {
                Cell::default()
            },
            Cell::of(sourced(view, &Entry::Activity(activity.id.clone()), &activity.source)),
        ])
        .concerning(mine::Concern::of_items(view, &items).text())
    });
    page.blocks.extend(mine::chooser(view));
    page.push_with_download(without_empty_columns(Table {
        id: "activities".into(),
        columns: vec![
            Column::text("名称"),
            Column::text("阶段").filtered(),
            Column::text("环节"),
            Column::text("时间"),
            Column::text("性质").filtered(),
            Column::number("事项数"),
            Column::number("完成率"),
            Column::text("来源"),
        ],
        rows: rows.collect(),
        style: TableStyle::Ledger,
        ..Table::default()
    }));
    let outside = outside(view).len();
    if outside > 0 {
        page.push(Block::Paragraph(vec![
            Inline::text("另有"),
            Inline::link(format!("其他事项{outside}个"), view.path(OTHER_ITEMS)),
            Inline::text("，不属于哪一项活动。"),
        ]));
    }
    page
}

/// How many items are listed and how many of them are open, beside how many there should be where that differs.
fn listed(activity: &Activity, items: &[&Item]) -> Vec<Inline> {
    let listed = u32::try_from(items.len()).unwrap_or(u32::MAX);
    let mut content = vec![Inline::text(listed.to_string())];
    let open = items.iter().filter(|item| item.is_open()).count();
    if open > 0 {
        content.push(Inline::text(" "));
        content.push(Inline::badge(format!("待补充 {open}")));
    }
    if let Some(declared) = activity.expect_items.filter(|declared| *declared != listed) {
        content.push(Inline::text(" "));
        content.push(difference(declared, listed));
    }
    content
}

fn page(view: &View<'_>, activity: &Activity) -> DerivedPage {
    let plan = &view.campaign.plan;
    let label = plan.activity_label(activity);
    let stage = plan.stage_of_activity(activity);
    let mut page = DerivedPage::new(view, "", label.clone())
        .lead(activity.description.clone())
        .below(TITLE, list_path(view));
    page.output = view.activity_path(&activity.id);
    page.found = Found {
        title: label,
        kind: "活动".into(),
        stage: stage.map_or_else(String::new, |stage| stage.name.clone()),
        date: date(activity.dates.from),
        ..Found::default()
    };
    page.push(as_of(view));
    let items = items_of(view, activity);
    page.push(Block::Facts(facts(view, activity, &items)));
    if items.is_empty() {
        page.push(Block::Paragraph(vec![Inline::text("事项："), Inline::badge("待补充")]));
        return page;
    }
    push_items(&mut page, view, Some(activity), &items);
    page
}

/// What is asked, and how far it is.
fn push_items(
    page: &mut DerivedPage,
    view: &View<'_>,
    activity: Option<&Activity>,
    items: &[&Item],
) {
    page.blocks.extend(mine::chooser(view));
    page.push(Block::heading("事项", "items"));
    page.push(Block::Table(item_table(view, activity, items)));
    if view.internal {
        let known: Vec<&Item> = items.iter().copied().filter(|item| !item.is_open()).collect();
        if !known.is_empty() {
            push_completion(page, view, &known);
        }
        push_records(page, view, items);
    }
}

fn facts(view: &View<'_>, activity: &Activity, items: &[&Item]) -> Vec<(String, Vec<Inline>)> {
    let plan = &view.campaign.plan;
    let mut facts = Vec::new();
    let mut add = |name: &str, content: Vec<Inline>| {
        if !content.is_empty() {
            facts.push((name.to_string(), content));
        }
    };
    if let Some(stage) = plan.stage_of_activity(activity) {
        add("阶段", vec![stage_link(view, stage)]);
    }
    if let Some(step) = activity.step.as_deref().and_then(|id| plan.step(id)) {
        add("环节", vec![step_link(view, step)]);
    }
    let time = span(&activity.dates);
    if !time.is_empty() {
        add("时间", vec![Inline::text(time)]);
    }
    add("性质", vec![Inline::text(kind_word(activity.kind))]);
    let mut count = listed(activity, items);
    if let Some(declared) = activity.expect_items {
        count.insert(0, Inline::text(format!("应列{declared}项，已列")));
    }
    add("事项数", count);
    add("来源", sourced(view, &Entry::Activity(activity.id.clone()), &activity.source));
    let others = plan
        .activities
        .iter()
        .filter(|other| other.name == activity.name && other.id != activity.id);
    add(
        "同名的另一项",
        joined(
            others.map(|other| {
                Inline::link(plan.activity_label(other), view.activity_path(&other.id))
            }),
        ),
    );
    facts
}

fn item_table(view: &View<'_>, activity: Option<&Activity>, items: &[&Item]) -> Table {
    let mut rows: Vec<Row> = Vec::new();
    for item in items.iter().filter(|item| !is_pending(&item.name)) {
        rows.push(item_row(view, activity, item));
    }
    // Items without even a name are told once, with their number.
    let nameless = items.iter().filter(|item| is_pending(&item.name));
    if let Some(first) = nameless.clone().next() {
        let count = nameless.count();
        let mut name = vec![Inline::badge("待补充")];
        if count > 1 {
            name.push(Inline::text(format!(" {count}项")));
        }
        let mut cells = vec![Cell::default(); ITEM_COLUMNS.len()];
        cells[0] = Cell::of(name);
        rows.push(Row::of(cells).at(item_anchor(&first.id)));
    }
    without_empty_columns(Table {
        id: "item-table".into(),
        columns: ITEM_COLUMNS.map(|(name, kind)| Column { kind, ..Column::text(name) }).to_vec(),
        rows,
        ..Table::default()
    })
}

const ITEM_COLUMNS: [(&str, ColumnKind); 10] = [
    ("事项", ColumnKind::Text),
    ("阶段", ColumnKind::Text),
    ("要求", ColumnKind::Text),
    ("记录类型", ColumnKind::Text),
    ("开始", ColumnKind::Date),
    ("截止", ColumnKind::Date),
    ("宽限", ColumnKind::Text),
    ("性质", ColumnKind::Text),
    ("说明", ColumnKind::Text),
    ("来源", ColumnKind::Text),
];

/// An item with what it asks; one that the plan leaves open asks nothing.
fn item_row(view: &View<'_>, activity: Option<&Activity>, item: &Item) -> Row {
    let plan = &view.campaign.plan;
    let stage = plan.stage_of_item(item);
    // That of the activity stands above.
    let own_stage = stage.filter(|_| item.stage.is_some() || item.step.is_some());
    let step = item.step.as_deref().and_then(|id| plan.step(id));
    let own_time = own_stage.map(|stage| stage_link(view, stage)).into_iter();
    let own_time = joined(own_time.chain(step.map(|step| step_link(view, step))));
    let types = joined(item.record_types.iter().map(|id| {
        let name = plan.record_type(id).map_or(id.as_str(), |kind| kind.name.as_str());
        if view.internal && view.records_of(id).next().is_some() {
            Inline::link(name, view.records_path(id))
        } else {
            Inline::text(name)
        }
    }));
    let open = item.is_open();
    let window = if open { Dates::default() } else { plan.window_of_item(item) };
    let mut name = vec![Inline::text(item.name.clone())];
    if open {
        name.push(Inline::text(" "));
        name.push(Inline::badge("待补充"));
    }
    let undated = !open && window.to.is_none() && stage.is_some_and(|own| !own.dates.has_days());
    Row::of(vec![
        Cell::of(name),
        Cell::of(own_time),
        Cell::text(if open { String::new() } else { need_words(plan, item) }),
        Cell::of(types),
        Cell::text(date(window.from)),
        Cell::text(if undated { "时间待定".into() } else { date(window.to) }),
        Cell::text(
            window
                .grace_days
                .filter(|days| *days > 0)
                .map(|days| format!("{days}天"))
                .unwrap_or_default(),
        ),
        Cell::text(if open { "" } else { kind_word(plan.kind_of_item(item)) }),
        Cell::text(item.description.clone()),
        Cell::of(sourced(view, &Entry::Item(item.id.clone()), &item.source)),
    ])
    .at(item_anchor(&item.id))
    .concerning(mine::Concern::of_item(view, item).text())
    .found_as(Found {
        title: match activity {
            Some(activity) => format!("{}·{}", plan.activity_label(activity), item.name),
            None => item.name.clone(),
        },
        kind: "事项".into(),
        stage: stage.map_or_else(String::new, |stage| stage.name.clone()),
        date: date(window.from),
        ..Found::default()
    })
}

fn push_completion(page: &mut DerivedPage, view: &View<'_>, items: &[&Item]) {
    page.push(Block::heading("完成情况", "progress"));
    let sums: Vec<Sum> =
        items.iter().map(|item| sum_of_items(view, std::slice::from_ref(item))).collect();
    let mut table = Table {
        id: "by-item".into(),
        caption: "按事项".into(),
        columns: vec![Column::text("事项")],
        rows: items.iter().map(|item| Row::of(vec![Cell::of(vec![view.item(item)])])).collect(),
        ..Table::default()
    };
    push_sums(view, &mut table, &sums);
    page.push_with_download(table);

    let ids: BTreeSet<&str> = items.iter().map(|item| item.id.as_str()).collect();
    let mut table = Table {
        id: "by-unit".into(),
        caption: "按单位".into(),
        columns: vec![Column::text("单位"), Column::text("类别").filtered()],
        style: TableStyle::Ledger,
        ..Table::default()
    };
    let mut by_unit: std::collections::BTreeMap<&str, Sum> = std::collections::BTreeMap::new();
    for obligation in &view.progress.obligations {
        if obligation.owner != Owner::Campaign
            && ids.contains(obligation.item.as_str())
            && let Some(unit) = &obligation.unit
        {
            by_unit.entry(unit).or_insert(nothing(view)).add(obligation.state);
        }
    }
    let mut sums = Vec::new();
    let mut listed = Vec::new();
    for (class, units) in units_by_class(view) {
        for unit in units {
            if let Some(sum) = by_unit.get(unit.id.as_str()) {
                listed.push(unit);
                sums.push(*sum);
                table.rows.push(Row::of(vec![
                    Cell::of(vec![view.unit(&unit.id)]),
                    Cell::text(class.clone()),
                ]));
            }
        }
    }
    if !sums.is_empty() {
        push_sums(view, &mut table, &sums);
        page.push_with_download(table);
        push_totals(page, view, "activity", &listed, |table, groups| {
            let sums = groups.iter().map(|units| {
                let mut sum = nothing(view);
                for own in units.iter().filter_map(|unit| by_unit.get(unit.id.as_str())) {
                    sum.add_all(own);
                }
                sum
            });
            push_sums(view, table, &sums.collect::<Vec<_>>());
        });
    }
}

fn push_records(page: &mut DerivedPage, view: &View<'_>, items: &[&Item]) {
    let ids: BTreeSet<&str> = items.iter().map(|item| item.id.as_str()).collect();
    let mut records: Vec<&Record> = view
        .campaign
        .records
        .iter()
        .filter(|record| record.items.iter().any(|id| ids.contains(id.as_str())))
        .collect();
    if records.is_empty() {
        return;
    }
    let all = records.len();
    records.sort_by_key(|record| std::cmp::Reverse(record.date));
    records.truncate(NEWEST);
    page.push(Block::heading("记录", "records"));
    if all > records.len() {
        page.push(Block::paragraph(format!(
            "共{all}条，这里是日期最近的{}条；全部记录在各类记录的清单里。",
            records.len()
        )));
    }
    let rows = records.iter().map(|record| {
        let own = items
            .iter()
            .filter(|item| record.items.contains(&item.id))
            .map(|item| Inline::text(item.name.clone()));
        Row::of(vec![
            Cell::of(vec![record_link(view, record)]),
            Cell::of(joined(own)),
            Cell::of(view.units(&record.units)),
            Cell::of(view.people(&record.people)),
            Cell::text(date(record.date)),
            Cell::of(record_state(record)),
        ])
    });
    page.push(Block::Table(without_empty_columns(Table {
        id: "newest".into(),
        columns: vec![
            Column::text("标题"),
            Column::text("事项").filtered(),
            Column::text("单位").filtered(),
            Column::text("人员"),
            Column::date("日期"),
            Column::state("状态").filtered(),
        ],
        rows: rows.collect(),
        style: TableStyle::Ledger,
        ..Table::default()
    })));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::testing::{page_text, sample};

    #[test]
    fn two_activities_of_one_name_stay_apart() {
        let pages = sample().pages(pages);
        let titles: Vec<&str> = pages.iter().map(|page| page.title.as_str()).collect();
        assert_eq!(titles, ["主题实践活动", "主题甲（第一段）", "主题甲（第二段）"]);
        let first = page_text(&pages[1]);
        assert!(first.contains("写体会") && !first.contains("交报告"), "{first}");
        assert!(first.contains("同名的另一项：主题甲（第二段）"), "{first}");
    }

    #[test]
    fn an_activity_shows_what_is_asked_and_how_far_it_is() {
        let pages = sample().pages(pages);
        let first = page_text(&pages[1]);
        for expected in [
            "写体会|全体党员1次，不少于200字|体会|2008-11-01|2008-11-30|规定",
            "事项|应完成|完成|迟交|未交|完成率",
            "写体会|3|1|1|1|66.7%",
            "甲嘎查|嘎查村|2|1|1|0|100%",
            "记录r2|写体会|甲嘎查|例乙|2008-12-02|已审核",
            "数据截至2008年12月5日",
        ] {
            assert!(first.contains(expected), "{expected} in {first}");
        }
        let second = page_text(&pages[2]);
        assert!(second.contains("应列3项，已列1 差2项"), "{second}");
    }

    #[test]
    fn the_public_pages_have_the_plan_only() {
        let mut sample = sample();
        sample.internal = false;
        let text = sample.text(pages);
        assert!(text.contains("交报告|每个单位1次"), "{text}");
        for absent in ["完成率", "未交", "样甲", "记录r2"] {
            assert!(!text.contains(absent), "{absent} in {text}");
        }
    }
}
