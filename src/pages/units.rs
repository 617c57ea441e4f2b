//! Each unit's dossier: particulars, progress, own plan, problems, topics.
//! In: a [`View`]. Out: a list by class and a page for each unit, in the internal edition only.

use std::collections::BTreeMap;

use rayon::prelude::*;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::lookup;
use yanxi_campaign::plan::{Kind, Role};
use yanxi_campaign::progress::Obligation;
use yanxi_campaign::{Record, Unit};

use super::block::{Cell, Column, Inline, KeyFigure, Row, Table, TableStyle};
use super::groups::push_totals;
use super::ledger::{date_cell, field_cell, field_column, ledger, own_columns, shown, title};
use super::shown::{
    Owed, as_of, item_with_activity, push_sums, record_link, record_state, shows_gaps, sum,
    sum_cell, units_by_class, without_empty_columns,
};
use super::tasks::Tasks;
use super::view::{date, joined};
use super::{Block, DerivedPage, Found, View};

const TITLE: &str = "单位";
const NAME: &str = "units.html";

/// Records on one dossier; a unit with more has them all in the lists by type.
const MOST_RECORDS: usize = 400;

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    if !view.internal || view.campaign.roster.units.is_empty() {
        return Vec::new();
    }
    let owed = Owed::of(view);
    let mut records: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    for record in &view.campaign.records {
        for unit in &record.units {
            records.entry(unit).or_default().push(record);
        }
    }
    let groups = view.records_with(Role::Organisation);
    let tasks = Tasks::of(view);
    let mut pages = vec![list(view, &owed, &groups)];
    pages.par_extend(view.campaign.roster.units.par_iter().map(|unit| {
        let own = records.get(unit.id.as_str()).map_or(&[][..], Vec::as_slice);
        let table = tasks.of_unit(view, &unit.id);
        dossier(view, unit, owed.by_unit(&unit.id), own, &groups, table)
    }));
    pages
}

/// What a unit lacks of what every unit must have, as the words of a badge.
fn lacks(view: &View<'_>, unit: &Unit, groups: &[&Record]) -> Vec<String> {
    let mut lacks = Vec::new();
    match unit.first_responsible.len() {
        0 => lacks.push("没有第一责任人".to_string()),
        1 => {}
        several => lacks.push(format!("第一责任人有{several}名")),
    }
    let leader = unit.first_responsible.len() == 1;
    if leader
        && let lookup::Found::One(person) = view.campaign.leader(unit)
        && !view.is_there(person)
    {
        lacks.push("第一责任人不在册".to_string());
    }
    let group_is_known =
        !view.campaign.unread.may_hold_role(&view.campaign.plan, Role::Organisation);
    if unit.leading_group.is_empty() && group_is_known && groups_of(unit, groups).next().is_none() {
        lacks.push("没有领导机构".to_string());
    }
    lacks
}

/// How many units lack something that every unit must have.
pub(super) fn lacking(view: &View<'_>) -> usize {
    let groups = view.records_with(Role::Organisation);
    let units = view.campaign.roster.units.iter();
    units.filter(|unit| !lacks(view, unit, &groups).is_empty()).count()
}

/// The records of a unit's leading group.
fn groups_of<'a>(unit: &Unit, groups: &[&'a Record]) -> impl Iterator<Item = &'a Record> {
    groups.iter().copied().filter(|record| record.units.contains(&unit.id))
}

fn list(view: &View<'_>, owed: &Owed<'_>, organisations: &[&Record]) -> DerivedPage {
    let units = &view.campaign.roster.units;
    let mut page = DerivedPage::new(view, NAME, TITLE);
    page.lead = format!("共{}个单位。", units.len());
    page.found.kind = TITLE.into();
    page.push(as_of(view));
    if shows_gaps(view) {
        push_lacking(&mut page, view, organisations);
    }
    let groups = units_by_class(view);
    let mut table = Table {
        id: "units".into(),
        columns: [
            Column::text("单位"),
            Column::text("类别").filtered(),
            Column::text("第一责任人"),
            Column::text("领导机构"),
            Column::text("联系领导").filtered(),
            Column::number("人数"),
        ]
        .to_vec(),
        style: TableStyle::Ledger,
        ..Table::default()
    };
    let mut sums = Vec::new();
    for (class, units) in groups {
        for unit in units {
            sums.push(sum(view, required(owed.by_unit(&unit.id))));
            table.rows.push(Row::of(vec![
                Cell::of(vec![view.unit(&unit.id)]),
                Cell::text(class.clone()),
                first_responsible(view, unit),
                leading_group(view, unit, organisations),
                Cell::text(unit.contact_leader.clone()),
                Cell::number(view.people_there(&unit.id).count()),
            ]));
        }
    }
    let owes = view.progress.of_kind(Kind::Required).required > 0;
    if owes {
        push_sums(view, &mut table, &sums);
    }
    page.push_with_download(table);
    let all: Vec<&Unit> = units.iter().collect();
    push_totals(&mut page, view, "units", &all, |table, groups| {
        table.columns.push(Column::number("人数"));
        for (row, units) in table.rows.iter_mut().zip(groups) {
            let people = |unit: &&Unit| view.people_there(&unit.id).count();
            row.cells.push(Cell::number(units.iter().map(people).sum::<usize>()));
        }
        if owes {
            let of_units = |units: &Vec<&Unit>| {
                sum(view, units.iter().flat_map(|unit| required(owed.by_unit(&unit.id))))
            };
            push_sums(view, table, &groups.iter().map(of_units).collect::<Vec<_>>());
        }
    });
    page
}

fn required<'a>(obligations: &'a [&'a Obligation]) -> impl Iterator<Item = &'a Obligation> {
    obligations.iter().copied().filter(|obligation| obligation.kind == Kind::Required)
}

fn push_lacking(page: &mut DerivedPage, view: &View<'_>, organisations: &[&Record]) {
    let lacking: Vec<Vec<Inline>> = view
        .campaign
        .roster
        .units
        .iter()
        .filter_map(|unit| {
            let lacks = lacks(view, unit, organisations);
            if lacks.is_empty() {
                return None;
            }
            let mut content = vec![view.unit(&unit.id), Inline::text("：")];
            content.extend(joined(lacks.into_iter().map(Inline::warning)));
            Some(content)
        })
        .collect();
    if lacking.is_empty() {
        page.push(Block::paragraph("每个单位都有一名第一责任人，都成立了领导机构。"));
        return;
    }
    page.push(Block::heading("还要明确的", "lacking"));
    page.push(Block::List { ordered: false, entries: lacking });
}

fn first_responsible(view: &View<'_>, unit: &Unit) -> Cell {
    let mut content = joined(unit.first_responsible.iter().map(|name| {
        let own = view
            .campaign
            .roster
            .people_of(&unit.id)
            .find(|person| person.id == *name || person.name == *name);
        own.map_or_else(|| Inline::text(name), |person| view.person(&person.id))
    }));
    match unit.first_responsible.len() {
        0 => content.push(Inline::warning("没有")),
        1 => {}
        several => {
            content.push(Inline::text(" "));
            content.push(Inline::warning(format!("有{several}名")));
        }
    }
    Cell::of(content)
}

fn leading_group(view: &View<'_>, unit: &Unit, organisations: &[&Record]) -> Cell {
    let organisations: Vec<&Record> = groups_of(unit, organisations).collect();
    match (unit.leading_group.is_empty(), organisations.is_empty()) {
        (true, true) => Cell::of(vec![Inline::warning("没有")]),
        (true, false) => {
            Cell::of(joined(organisations.into_iter().map(|record| record_link(view, record))))
        }
        (false, _) => Cell::text(unit.leading_group.clone()),
    }
}

fn dossier(
    view: &View<'_>,
    unit: &Unit,
    obligations: &[&Obligation],
    records: &[&Record],
    organisations: &[&Record],
    tasks: Option<Table>,
) -> DerivedPage {
    let mut page = DerivedPage::new(view, "", unit.name.clone()).below(TITLE, view.path(NAME));
    page.output = view.unit_path(&unit.id).unwrap_or_default();
    page.found = Found {
        title: unit.name.clone(),
        kind: TITLE.into(),
        units: vec![unit.name.clone()],
        ..Found::default()
    };
    page.push(as_of(view));
    page.push(Block::Facts(particulars(view, unit, organisations)));
    push_progress(&mut page, view, obligations);
    if let Some(table) = tasks {
        page.push(Block::heading("负责和配合的任务", "tasks-part"));
        page.push(Block::Table(table));
    }
    push_own_plan(&mut page, view, unit, obligations, records);
    push_part(&mut page, view, records, Role::Problem, "问题", "problems");
    push_part(&mut page, view, records, Role::TopicClaim, "选题", "topics");
    push_organisations(&mut page, view, records);
    push_people(&mut page, view, unit);
    push_records(&mut page, view, records);
    page
}

fn particulars(
    view: &View<'_>,
    unit: &Unit,
    organisations: &[&Record],
) -> Vec<(String, Vec<Inline>)> {
    let class =
        unit.class_in(&view.campaign.plan).map_or(unit.class.as_str(), |class| class.name.as_str());
    let mut facts = vec![
        ("类别".to_string(), vec![Inline::text(class)]),
        ("第一责任人".to_string(), first_responsible(view, unit).content),
        ("领导机构".to_string(), leading_group(view, unit, organisations).content),
    ];
    if !unit.contact_leader.is_empty() {
        facts.push(("联系领导".to_string(), vec![Inline::text(unit.contact_leader.clone())]));
    }
    for (name, value) in unit.other.iter().filter(|(_, value)| !value.is_empty()) {
        facts.push((name.clone(), vec![Inline::text(value.clone())]));
    }
    facts
}

fn push_progress(page: &mut DerivedPage, view: &View<'_>, obligations: &[&Obligation]) {
    let plan = &view.campaign.plan;
    let of_kind =
        |kind| sum(view, obligations.iter().copied().filter(|obligation| obligation.kind == kind));
    let figures: Vec<KeyFigure> =
        [("规定动作完成率", of_kind(Kind::Required)), ("自选动作完成率", of_kind(Kind::Optional))]
            .into_iter()
            .filter(|(_, sum)| sum.required > 0)
            .map(|(name, sum)| KeyFigure {
                name: name.into(),
                value: sum.completion_text(),
                detail: sum.detail_text(),
                to: String::new(),
            })
            .collect();
    if figures.is_empty() {
        return;
    }
    page.push(Block::heading("完成情况", "progress"));
    page.push(Block::Figures(figures));
    let mut table = Table {
        id: "items".into(),
        columns: vec![
            Column::text("事项"),
            Column::text("性质").filtered(),
            Column::state("状态").filtered(),
            Column::date("截止日期"),
            Column::number("应完成"),
            Column::number("已完成"),
            Column::number("完成率"),
        ],
        style: TableStyle::Ledger,
        ..Table::default()
    };
    for item in &plan.items {
        let own: Vec<&Obligation> =
            obligations.iter().copied().filter(|obligation| obligation.item == item.id).collect();
        let Some(first) = own.first() else {
            continue;
        };
        let own_sum = sum(view, own.iter().copied());
        table.rows.push(Row::of(vec![
            Cell::of(item_with_activity(view, item)),
            Cell::text(super::shown::kind_word(first.kind)),
            sum_cell(view, &own_sum),
            Cell::text(date(first.last_day)),
            Cell::number(own_sum.owed()),
            Cell::number(own_sum.finished()),
            Cell::text(own_sum.completion_text()),
        ]));
    }
    page.push_with_download(table);
}

/// The unit's own plan, and what it chose to do beside what everybody must.
fn push_own_plan(
    page: &mut DerivedPage,
    view: &View<'_>,
    unit: &Unit,
    obligations: &[&Obligation],
    records: &[&Record],
) {
    let plan = &view.campaign.plan;
    let plans = of_role(view, records, Role::UnitPlan);
    let items: Vec<Row> = plan
        .items
        .iter()
        .filter(|item| item.chosen_by.as_deref() == Some(unit.id.as_str()))
        .map(|item| {
            let own = sum(
                view,
                obligations.iter().copied().filter(|obligation| obligation.item == item.id),
            );
            Row::of(vec![
                Cell::of(item_with_activity(view, item)),
                Cell::text(item.description.clone()),
                sum_cell(view, &own),
            ])
        })
        .collect();
    if plans.is_empty() && items.is_empty() {
        return;
    }
    page.push(Block::heading("单位方案和自选动作", "own-plan"));
    if !plans.is_empty() {
        let mut content = vec![Inline::text("单位方案：")];
        content.extend(joined(plans.iter().map(|record| record_link(view, record))));
        page.push(Block::Paragraph(content));
    }
    page.push(Block::Table(without_empty_columns(Table {
        id: "own-items".into(),
        caption: "自选动作".into(),
        columns: vec![Column::text("事项"), Column::text("说明"), Column::state("状态")],
        rows: items,
        ..Table::default()
    })));
}

fn of_role<'a>(view: &View<'_>, records: &[&'a Record], role: Role) -> Vec<&'a Record> {
    records
        .iter()
        .copied()
        .filter(|record| {
            view.campaign.plan.record_type(&record.kind).is_some_and(|kind| kind.role == role)
        })
        .collect()
}

fn push_part(
    page: &mut DerivedPage,
    view: &View<'_>,
    records: &[&Record],
    role: Role,
    title: &str,
    id: &str,
) {
    let own = of_role(view, records, role);
    if own.is_empty() {
        return;
    }
    page.push(Block::heading(title, format!("{id}-part")));
    page.push(Block::Table(table(view, id, &own, false)));
}

/// Who is in the unit's leading groups.
fn push_organisations(page: &mut DerivedPage, view: &View<'_>, records: &[&Record]) {
    let own = of_role(view, records, Role::Organisation);
    if own.is_empty() {
        return;
    }
    let field = |meaning| field_column(view, Role::Organisation, meaning);
    let mut columns = vec![
        shown(Column::text("记录"), |record: &&Record| title(view, record)),
        // A title made from the name need not be said twice.
        shown(Column::text("机构名称"), |record: &&Record| {
            let name = field_cell(view, record, Meaning::Organisation);
            if name.words() == record.title { Cell::default() } else { name }
        }),
    ];
    columns.extend(own_columns(view, Role::Organisation));
    columns.extend([
        field(Meaning::Deputies),
        field(Meaning::Members),
        field(Meaning::Office),
        shown(Column::date("日期"), |record: &&Record| date_cell(record.date)),
    ]);
    page.push(Block::heading("组织机构", "organisation-part"));
    page.push(Block::Table(ledger("organisation", "", &own, columns)));
}

fn push_people(page: &mut DerivedPage, view: &View<'_>, unit: &Unit) {
    let people = joined(view.people_there(&unit.id).map(|person| view.person(&person.id)));
    let roster = &view.campaign.roster;
    let others = roster.people_of(&unit.id).filter(|person| !view.is_there(person));
    let others = joined(others.map(|person| view.person(&person.id)));
    if people.is_empty() && others.is_empty() {
        return;
    }
    page.push(Block::heading("人员", "people"));
    if !people.is_empty() {
        page.push(Block::Paragraph(people));
    }
    if !others.is_empty() {
        let mut content = vec![Inline::text("今天不在册：")];
        content.extend(others);
        page.push(Block::Paragraph(content));
    }
}

fn push_records(page: &mut DerivedPage, view: &View<'_>, records: &[&Record]) {
    if records.is_empty() {
        return;
    }
    page.push(Block::heading("记录", "records-part"));
    let mut shown = records.to_vec();
    shown.sort_by_key(|record| std::cmp::Reverse(record.date));
    shown.truncate(MOST_RECORDS);
    if shown.len() < records.len() {
        page.push(Block::paragraph(format!(
            "共{}条，这里是日期最近的{}条；全部记录在各类记录的清单里。",
            records.len(),
            shown.len()
        )));
    }
    page.push_with_download(table(view, "records", &shown, true));
}

fn table(view: &View<'_>, id: &str, records: &[&Record], with_type: bool) -> Table {
    let plan = &view.campaign.plan;
    let rows = records.iter().map(|record| {
        let kind =
            plan.record_type(&record.kind).map_or(record.kind.as_str(), |kind| kind.name.as_str());
        let answers = record.answers.iter().map(|id| Inline::text(view.answer_name(id)));
        Row::of(vec![
            Cell::of(vec![record_link(view, record)]),
            Cell::text(if with_type { kind } else { "" }),
            Cell::of(joined(
                record.items.iter().filter_map(|id| plan.item(id)).map(|item| view.item(item)),
            )),
            Cell::of(view.people(&record.people)),
            Cell::of(joined(answers)),
            Cell::text(date(record.date)),
            Cell::of(record_state(record)),
        ])
    });
    without_empty_columns(Table {
        id: id.into(),
        columns: vec![
            Column::text("标题"),
            Column::text("类型").filtered(),
            Column::text("事项"),
            Column::text("人员"),
            Column::text("对应"),
            Column::date("日期"),
            Column::state("状态").filtered(),
        ],
        rows: rows.collect(),
        style: TableStyle::Ledger,
        ..Table::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::testing::{page_text, sample};

    #[test]
    fn the_list_says_which_units_lack_what() {
        let mut sample = sample();
        sample.campaign.roster.units[0].first_responsible.push("例乙".into());
        let pages = sample.pages(pages);
        let text = page_text(&pages[0]);
        for expected in [
            "甲嘎查：第一责任人有2名",
            "乙站所：没有第一责任人、没有领导机构",
            "甲嘎查|嘎查村|样甲、例乙 有2名|甲嘎查领导小组||2",
        ] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
    }

    #[test]
    fn a_dossier_holds_all_of_a_unit() {
        let mut sample = sample();
        let plan = crate::pages::testing::record(
            "plan",
            "unit-plans",
            "u1",
            jiff::civil::date(2008, 11, 2),
        );
        sample.campaign.records.push(plan);
        let pages = sample.pages(pages);
        let text = page_text(&pages[1]);
        for expected in [
            "甲嘎查",
            "第一责任人：样甲",
            "规定动作完成率：66.7%（2/3）",
            "自选动作完成率：0%（0/1）",
            "主题甲（第一段）·写体会|规定|迟交2/2|2008-11-30|2|2|100%",
            "单位方案：记录plan",
            "夜校|未到期",
            "样甲、例乙",
            "记录r3|报告|交报告||2008-12-03|待审",
        ] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
        assert!(!text.contains("样丙"), "of another unit: {text}");
    }

    #[test]
    fn an_organisation_on_record_is_a_leading_group() {
        let mut sample = sample();
        sample.campaign.plan.record_types[0].role = Role::Organisation;
        let own =
            crate::pages::testing::record("group", "notes", "u2", jiff::civil::date(2008, 11, 2));
        sample.campaign.records.push(own);
        let text = page_text(&sample.pages(pages)[0]);
        assert!(text.contains("乙站所：没有第一责任人\n"), "{text}");
        assert!(text.contains("乙站所|站所|没有|记录group"), "{text}");
    }

    #[test]
    fn the_public_edition_has_no_units() {
        let mut sample = sample();
        sample.internal = false;
        assert!(sample.pages(pages).is_empty());
    }
}
