//! The units' own plans: handed in, approved, begun; begun before approval is flagged.
//! In: a [`View`]. Out: one page of the internal edition, none where the plan has no such records.

use std::collections::BTreeMap;

use jiff::civil::Date;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::Role;
use yanxi_campaign::{Id, Record, Unit};

use super::block::{Cell, Column, Inline, Row, Table, TableStyle};
use super::shown::{
    archived_mark, meaning_value, push_closings, record_link, review, shows_gaps, shows_gaps_in,
    units_by_class, without_empty_columns,
};
use super::view::{date, joined};
use super::{Block, DerivedPage, View};

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let plan = &view.campaign.plan;
    let asked = plan.record_types.iter().any(|kind| kind.role == Role::UnitPlan);
    let plans = view.records_with(Role::UnitPlan);
    if !view.internal || !asked || view.campaign.roster.units.is_empty() {
        return Vec::new();
    }
    if plans.is_empty() && !shows_gaps(view) {
        return Vec::new();
    }
    let approved = plans.iter().filter(|record| is_approved(record)).count();
    let mut page = DerivedPage::new(view, "unit-plans.html", "单位方案审批")
        .lead(format!("报送{}份，已审批{approved}份。先报送，审批以后再实施。", plans.len()));
    page.found.kind = "单位方案".into();
    page.blocks.extend(archived_mark(view));
    if shows_gaps_in(view, Role::UnitPlan) {
        push_without(&mut page, view, &plans);
    }
    page.push_with_download(table(view, &plans));
    vec![page]
}

fn is_approved(record: &Record) -> bool {
    record.counts() && record.date_of(Meaning::Approved).is_some()
}

fn push_without(page: &mut DerivedPage, view: &View<'_>, plans: &[&Record]) {
    let without = view
        .campaign
        .roster
        .units
        .iter()
        .filter(|unit| !plans.iter().any(|record| record.units.contains(&unit.id)));
    let links: Vec<_> = without.map(|unit| unit.id.clone()).collect();
    if !links.is_empty() {
        let mut content =
            vec![Inline::text(format!("还没有报送方案的单位（{}个）：", links.len()))];
        content.extend(view.units(&links));
        page.push(Block::Notice { kind: super::block::NoticeKind::Warning, text: content });
    }
}

/// What is sought for each plan.
struct Sought<'a> {
    explanations: Vec<&'a Record>,
    /// Records of what their units chose for themselves.
    own_work: Vec<&'a Record>,
}

impl<'a> Sought<'a> {
    fn of(view: &'a View<'_>) -> Self {
        let mut chosen: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        for item in &view.campaign.plan.items {
            chosen.entry(&item.id).or_insert(item.chosen_by.as_deref());
        }
        let is_own = |record: &&Record| {
            let unit = record.unit();
            let by = |id: &Id| chosen.get(id.as_str()).copied().flatten();
            unit.is_some() && record.items.iter().any(|id| by(id) == unit)
        };
        let counts = |record: &&Record| record.counts();
        Sought {
            explanations: view.records_with(Role::Explanation).into_iter().filter(counts).collect(),
            own_work: view.campaign.records.iter().filter(is_own).collect(),
        }
    }
}

fn table(view: &View<'_>, plans: &[&Record]) -> Table {
    let sought = Sought::of(view);
    let mut rows = Vec::new();
    for (class, units) in units_by_class(view) {
        for unit in units {
            for record in plans.iter().filter(|record| record.unit() == Some(unit.id.as_str())) {
                rows.push(row(view, &sought, &class, unit, record));
            }
        }
    }
    for record in plans.iter().filter(|record| record.units.is_empty()) {
        rows.push(row(view, &sought, "", &Unit::default(), record));
    }
    without_empty_columns(Table {
        id: "plans".into(),
        columns: vec![
            Column::text("单位"),
            Column::text("类别").filtered(),
            Column::text("方案"),
            Column::date("报送日期"),
            Column::text("审批人"),
            Column::date("审批日期"),
            Column::date("实施日期"),
            Column::text("自选动作"),
            Column::state("状态").filtered(),
            Column::text("提示"),
        ],
        rows,
        style: TableStyle::Ledger,
        ..Table::default()
    })
}

fn row(view: &View<'_>, sought: &Sought<'_>, class: &str, unit: &Unit, record: &Record) -> Row {
    let chosen = view
        .campaign
        .plan
        .items
        .iter()
        .filter(|item| item.chosen_by.as_deref() == Some(unit.id.as_str()))
        .map(|item| Inline::text(item.name.clone()));
    let state = if is_approved(record) {
        Inline::State { state: yanxi_campaign::state::State::Done, text: "已审批".into() }
    } else {
        review(record)
    };
    Row::of(vec![
        Cell::of(if unit.id.is_empty() { Vec::new() } else { vec![view.unit(&unit.id)] }),
        Cell::text(class),
        Cell::of(vec![record_link(view, record)]),
        Cell::text(date(record.date_of(Meaning::Submitted).or(record.date))),
        Cell::of(meaning_value(view, record, Meaning::Approver)),
        Cell::text(date(record.date_of(Meaning::Approved))),
        Cell::text(date(record.date_of(Meaning::Started))),
        Cell::of(joined(chosen)),
        Cell::of(vec![state]),
        Cell::of(flag(view, sought, unit, record)),
    ])
}

/// Whether the unit went ahead before its plan was approved: by the day it says it began, or by a record of what it
/// chose for itself. An explanation closes it, for the past cannot be mended.
fn flag(view: &View<'_>, sought: &Sought<'_>, unit: &Unit, record: &Record) -> Vec<Inline> {
    let approved = record.date_of(Meaning::Approved).filter(|_| record.counts());
    let too_early = |day: Date| approved.is_none_or(|approved| day < approved);
    let started =
        record.date_of(Meaning::Started).is_some_and(|day| day <= view.today && too_early(day));
    let acted = sought
        .own_work
        .iter()
        .any(|other| other.unit() == Some(unit.id.as_str()) && other.date.is_some_and(too_early));
    let mut content = Vec::new();
    if started || acted {
        content.push(Inline::warning("审批前已实施"));
    }
    for explanation in explanations(sought, unit, record, started || acted) {
        if !content.is_empty() {
            content.push(Inline::LineBreak);
        }
        content.push(record_link(view, explanation));
        let reason = explanation.field(Meaning::Reason);
        if !reason.is_empty() {
            content.push(Inline::text(format!("：{reason}")));
        }
    }
    push_closings(&mut content, record);
    content
}

/// Explanations that name the plan by id or title; for a plan that needs one, else those of its unit.
fn explanations<'a>(
    sought: &Sought<'a>,
    unit: &Unit,
    record: &Record,
    needed: bool,
) -> Vec<&'a Record> {
    let all = sought.explanations.iter().copied();
    let of_unit: Vec<&Record> = all.filter(|own| own.units.contains(&unit.id)).collect();
    let naming: Vec<&Record> = of_unit
        .iter()
        .copied()
        .filter(|own| {
            own.fields.iter().any(|(_, value)| *value == record.id || *value == record.title)
        })
        .collect();
    if naming.is_empty() && needed { of_unit } else { naming }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::testing::{record, sample};
    use jiff::civil::date;

    fn with_dates(approved: &str, started: &str) -> crate::pages::testing::Sample {
        let mut sample = sample();
        let mut own = record("plan", "unit-plans", "u1", date(2008, 11, 2));
        for (key, value) in [
            ("报送日期", "2008-11-02"),
            ("审批日期", approved),
            ("审批人", "样丙"),
            ("实施日期", started),
        ] {
            if !value.is_empty() {
                own.fields.push((key.into(), value.into()));
            }
        }
        sample.campaign.records.push(own);
        sample
    }

    #[test]
    fn approvals_are_listed_and_units_without_a_plan_named() {
        let text = with_dates("2008-11-05", "2008-11-06").text(pages);
        for expected in [
            "报送1份，已审批1份",
            "甲嘎查|嘎查村|记录plan|2008-11-02|样丙|2008-11-05|2008-11-06|夜校|已审批",
            "还没有报送方案的单位（1个）：乙站所",
        ] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
        assert!(!text.contains("审批前已实施"), "{text}");
    }

    #[test]
    fn what_began_before_approval_is_flagged_and_an_explanation_closes_it() {
        for mut sample in [with_dates("2008-11-05", "2008-11-04"), with_dates("", "2008-11-04")] {
            assert!(sample.text(pages).contains("审批前已实施"));
            sample.campaign.plan.record_types[0].role = Role::Explanation;
            let mut why = record("why", "notes", "u1", date(2008, 11, 9));
            why.fields =
                vec![("说明对象".into(), "plan".into()), ("原因".into(), "负责同志住院".into())];
            sample.campaign.records.push(why);
            let text = sample.text(pages);
            assert!(text.contains("审批前已实施\n记录why：负责同志住院"), "{text}");
        }
        let mut sample = with_dates("2008-11-05", "2008-11-06");
        let mut early = record("early", "notes", "u1", date(2008, 11, 3));
        early.items.push("own".into());
        sample.campaign.records.push(early);
        assert!(sample.text(pages).contains("审批前已实施"));
    }

    #[test]
    fn only_the_internal_edition_has_the_page() {
        let mut sample = with_dates("2008-11-05", "2008-11-06");
        sample.internal = false;
        assert!(sample.pages(pages).is_empty());
    }
}
