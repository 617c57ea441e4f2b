//! Each person's items, their states and records.
//! In: a [`View`]. Out: a list and a page for each person, in the internal edition only.

use std::collections::BTreeMap;

use rayon::prelude::*;
use yanxi_campaign::plan::Kind;
use yanxi_campaign::progress::Obligation;
use yanxi_campaign::{Person, Record};

use super::block::{Cell, Column, Inline, Row, Table, TableStyle};
use super::shown::{
    Owed, archived_mark, as_of, item_with_activity, kind_word, obligation_state, push_sums,
    record_link, record_state, sort_of, sum, without_empty_columns,
};
use super::tasks::Tasks;
use super::view::{date, joined};
use super::{Block, DerivedPage, Found, View, split};

const TITLE: &str = "人员";
const NAME: &str = "people.html";

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    if !view.internal || view.campaign.roster.people.is_empty() {
        return Vec::new();
    }
    let owed = Owed::of(view);
    let mut records: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    for record in &view.campaign.records {
        for person in &record.people {
            records.entry(person).or_default().push(record);
        }
    }
    let tasks = Tasks::of(view);
    let mut pages = list(view, &owed);
    pages.par_extend(view.campaign.roster.people.par_iter().map(|person| {
        let own = records.get(person.id.as_str()).map_or(&[][..], Vec::as_slice);
        let led = tasks.led_by(view, &person.id);
        page(view, person, owed.by_person(&person.id), own, led)
    }));
    pages
}

/// A name, marked where the person is not on the roster today.
fn named(view: &View<'_>, person: &Person) -> Vec<Inline> {
    let mut name = vec![view.person(&person.id)];
    if !view.is_there(person) {
        name.push(Inline::text(" "));
        name.push(Inline::badge("不在册"));
    }
    name
}

fn list(view: &View<'_>, owed: &Owed<'_>) -> Vec<DerivedPage> {
    let roster = &view.campaign.roster;
    let there = roster.people.iter().filter(|person| view.is_there(person)).count();
    let gone = match roster.people.len() - there {
        0 => String::new(),
        gone => format!("，另有{gone}人今天不在册"),
    };
    let mut page = DerivedPage::new(view, NAME, TITLE)
        .lead(format!("共{there}人{gone}，按单位排列。完成情况只算规定动作。"));
    page.found.kind = TITLE.into();
    page.push(as_of(view));
    let mut table = Table {
        id: "people".into(),
        columns: vec![
            Column::text("姓名"),
            Column::text("单位").filtered(),
            Column::text("身份").filtered(),
        ],
        style: TableStyle::Ledger,
        ..Table::default()
    };
    let mut sums = Vec::new();
    let in_units = roster.units.iter().flat_map(|unit| roster.people_of(&unit.id));
    let elsewhere = roster.people.iter().filter(|person| roster.unit(&person.unit).is_none());
    for person in in_units.chain(elsewhere) {
        table.rows.push(Row::of(vec![
            Cell::of(named(view, person)),
            Cell::of(vec![view.unit(&person.unit)]),
            Cell::text(person.roles.join("、")),
        ]));
        let own = owed.by_person(&person.id).iter().copied();
        sums.push(sum(view, own.filter(|obligation| obligation.kind == Kind::Required)));
    }
    if sums.iter().any(|sum| sum.required > 0) {
        push_sums(view, &mut table, &sums);
    }
    split(page, table)
}

fn page(
    view: &View<'_>,
    person: &Person,
    obligations: &[&Obligation],
    records: &[&Record],
    led: Option<Table>,
) -> DerivedPage {
    let plan = &view.campaign.plan;
    let unit = view.campaign.roster.unit(&person.unit);
    let mut page = DerivedPage::new(view, "", person.name.clone()).below(TITLE, view.path(NAME));
    page.output = view.person_path(&person.id).unwrap_or_default();
    page.found = Found {
        title: person.name.clone(),
        kind: TITLE.into(),
        units: vec![view.unit_name(&person.unit).to_string()],
        ..Found::default()
    };
    page.blocks.extend(archived_mark(view));
    let mut facts = vec![("单位".to_string(), vec![view.unit(&person.unit)])];
    if !person.roles.is_empty() {
        facts.push(("身份".to_string(), vec![Inline::text(person.roles.join("、"))]));
    }
    let audiences = plan
        .audiences
        .iter()
        .filter(|audience| unit.is_some_and(|unit| person.belongs_to(audience, unit, plan)));
    let audiences = joined(audiences.map(|audience| Inline::text(audience.name.clone())));
    if !audiences.is_empty() {
        facts.push(("人员类别".to_string(), audiences));
    }
    let required =
        obligations.iter().copied().filter(|obligation| obligation.kind == Kind::Required);
    let required = sum(view, required);
    if required.required > 0 {
        facts.push((
            "规定动作完成率".to_string(),
            vec![Inline::text(match required.is_known() {
                true => format!("{}（{}）", required.completion_text(), required.count_text()),
                false => required.completion_text(),
            })],
        ));
    }
    page.push(Block::Facts(facts));
    page.push_with_download(item_table(view, obligations));
    if obligations.is_empty() {
        page.push(Block::paragraph("方案没有要求这位人员个人完成的事项。"));
    }
    if let Some(table) = led {
        page.push(Block::heading("牵头的任务", "tasks-part"));
        page.push(Block::Table(table));
    }
    if !records.is_empty() {
        page.push(Block::heading("记录", "records-part"));
        page.push(Block::Table(record_table(view, records)));
    }
    page
}

fn item_table(view: &View<'_>, obligations: &[&Obligation]) -> Table {
    let plan = &view.campaign.plan;
    let rows = obligations.iter().filter_map(|obligation| {
        let item = plan.item(&obligation.item)?;
        let records = obligation
            .records
            .iter()
            .filter_map(|number| view.campaign.records.get(*number))
            .map(|record| record_link(view, record));
        Some(Row::of(vec![
            Cell::of(item_with_activity(view, item)),
            Cell::text(kind_word(obligation.kind)),
            Cell::number(obligation.needed),
            Cell::number(obligation.counted),
            Cell::of(vec![obligation_state(view, obligation)]).sorted_by(sort_of(obligation.state)),
            Cell::text(date(obligation.last_day)),
            Cell::of(joined(records)),
        ]))
    });
    without_empty_columns(Table {
        id: "items".into(),
        caption: "应完成的事项".into(),
        columns: vec![
            Column::text("事项"),
            Column::text("性质"),
            Column::number("应完成"),
            Column::number("已完成"),
            Column::state("状态"),
            Column::date("截止日期"),
            Column::text("记录"),
        ],
        rows: rows.collect(),
        ..Table::default()
    })
}

fn record_table(view: &View<'_>, records: &[&Record]) -> Table {
    let plan = &view.campaign.plan;
    let mut records = records.to_vec();
    records.sort_by_key(|record| std::cmp::Reverse(record.date));
    let rows = records.iter().map(|record| {
        let kind =
            plan.record_type(&record.kind).map_or(record.kind.as_str(), |kind| kind.name.as_str());
        Row::of(vec![
            Cell::of(vec![record_link(view, record)]),
            Cell::text(kind),
            Cell::text(date(record.date)),
            Cell::of(record_state(record)),
        ])
    });
    without_empty_columns(Table {
        id: "records".into(),
        columns: vec![
            Column::text("标题"),
            Column::text("类型"),
            Column::date("日期"),
            Column::state("状态"),
        ],
        rows: rows.collect(),
        ..Table::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::testing::{page_text, sample};

    #[test]
    fn people_are_listed_by_unit_and_each_has_a_page() {
        let pages = sample().pages(pages);
        assert_eq!(pages.len(), 4);
        let list = page_text(&pages[0]);
        assert!(list.contains("例乙|甲嘎查|党员|1|0|1|0|100%"), "{list}");
        assert!(list.contains("样丙|乙站所|党员|1|0|0|1|0%"), "{list}");
        let own = page_text(&pages[2]);
        for expected in [
            "例乙",
            "人员类别：全体党员",
            "主题甲（第一段）·写体会|规定|1|1|迟交|2008-11-30|记录r2",
            "规定动作完成率：100%（1/1）",
        ] {
            assert!(own.contains(expected), "{expected} in {own}");
        }
        assert_eq!(pages[2].output, "hd/people/p2.html");
    }

    #[test]
    fn only_the_internal_edition_knows_people() {
        let mut sample = sample();
        sample.internal = false;
        assert!(sample.pages(pages).is_empty());
    }
}
