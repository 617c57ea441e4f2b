//! The problem ledger: classes, overdue, closed.
//! In: a [`View`]. Out: pages, none where the campaign has nothing for them.

mod classes;
mod subjects;

pub(super) use subjects::is_about;

use jiff::civil::Date;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::Role;
use yanxi_campaign::{Record, Unit};

use super::block::{Block, Cell, Column, Inline, KeyFigure};
use super::groups::push_counts;
use super::ledger::{
    field_column, is_closed, is_overdue, is_struck, ledger, listed, page_of_the_day,
    push_or_set_apart, push_whole_lists, share_in, shown, state, title, units_cell,
};
use super::shown::shows_gaps;
use super::{DerivedPage, View};

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let records = listed(view, Role::Problem);
    if records.is_empty() {
        return Vec::new();
    }
    let mut page = page_of_the_day(view, "problems.html", "问题台账", "台账");
    if !view.internal {
        page.lead = "以下为已公开的问题。".into();
    }
    page.push(Block::Figures(figures(view, &records)));
    push_whole_lists(&mut page, view, Role::Problem);
    let classes = classes::all(view, &records);
    classes::push(&mut page, view, &classes, &records);
    subjects::push(&mut page, view, &records);
    push_units(&mut page, view, &records);
    let mut apart = push_overdue(&mut page, view, &records);
    apart.extend(classes::push_lists(&mut page, view, &classes, &records));
    std::iter::once(page).chain(apart).collect()
}

/// How a group of problems stands. Only those without a fault are counted.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    all: usize,
    /// Done, struck off or not.
    closed: usize,
    struck: usize,
    overdue: usize,
}

impl Tally {
    fn of<'a>(view: &View<'_>, records: impl Iterator<Item = &'a Record>) -> Self {
        let mut tally = Tally::default();
        for record in records.filter(|record| record.counts()) {
            tally.all += 1;
            tally.closed += usize::from(is_closed(view, record));
            tally.struck += usize::from(is_struck(view, record));
            tally.overdue += usize::from(is_overdue(view, record));
        }
        tally
    }

    fn columns(view: &View<'_>) -> Vec<Column> {
        let mut columns = vec![
            Column::number("问题数"),
            Column::number("已销号"),
            Column::number("未销号"),
            Column::number("销号率"),
        ];
        if view.closed.may_be_unstruck() {
            columns.insert(1, Column::number("已办结"));
        }
        if shows_gaps(view) {
            columns.push(Column::number("逾期"));
        }
        columns
    }

    fn cells(self, view: &View<'_>) -> Vec<Cell> {
        let mut cells = vec![
            Cell::number(self.all),
            Cell::number(self.struck),
            Cell::number(self.all - self.struck),
            share_cell(view, self.struck, self.all),
        ];
        if view.closed.may_be_unstruck() {
            cells.insert(1, Cell::number(self.closed));
        }
        if shows_gaps(view) {
            cells.push(Cell::number(self.overdue));
        }
        cells
    }
}

/// A share that sorts by its size.
fn share_cell(view: &View<'_>, part: usize, whole: usize) -> Cell {
    let millionths = (part * 1_000_000).checked_div(whole);
    Cell::text(share_in(view, Role::Problem, part, whole))
        .sorted_by(millionths.map_or_else(|| "-1".into(), |millionths| millionths.to_string()))
}

fn figures(view: &View<'_>, records: &[&Record]) -> Vec<KeyFigure> {
    let tally = Tally::of(view, records.iter().copied());
    let figure = |name: &str, value: String, detail: String| KeyFigure {
        name: name.into(),
        value,
        detail,
        to: String::new(),
    };
    let mut figures = vec![
        figure("问题总数", tally.all.to_string(), String::new()),
        figure(
            "已销号",
            tally.struck.to_string(),
            format!("销号率{}", share_in(view, Role::Problem, tally.struck, tally.all)),
        ),
        figure("未销号", (tally.all - tally.struck).to_string(), String::new()),
    ];
    if view.closed.may_be_unstruck() {
        let share = share_in(view, Role::Problem, tally.closed, tally.all);
        figures.insert(1, figure("已办结", tally.closed.to_string(), share));
    }
    if shows_gaps(view) {
        let mut overdue = figure("逾期", tally.overdue.to_string(), String::new());
        if tally.overdue > 0 {
            overdue.to = format!("{}#part-overdue", view.path("problems.html"));
        }
        figures.push(overdue);
        let faulty = records.len() - tally.all;
        if faulty > 0 {
            figures.push(figure("未计入", faulty.to_string(), "有误或还没有审核".into()));
        }
    }
    figures
}

/// By unit: the one whose record it is.
fn push_units(page: &mut DerivedPage, view: &View<'_>, records: &[&Record]) {
    if view.totals.is_none() {
        return;
    }
    let units: Vec<(&Unit, Tally)> = view
        .campaign
        .roster
        .units
        .iter()
        .map(|unit| {
            let own = records.iter().copied().filter(|record| record.unit() == Some(&unit.id));
            (unit, Tally::of(view, own))
        })
        .filter(|(_, tally)| tally.all > 0)
        .collect();
    if units.is_empty() {
        return;
    }
    page.push(Block::heading("按单位", "part-units"));
    let mut table = ledger(
        "units",
        "各单位的问题",
        &units,
        vec![
            shown(Column::text("单位"), |(unit, _): &(&Unit, Tally)| {
                Cell::of(vec![view.unit(&unit.id)])
            }),
            shown(Column::text("单位类别").filtered(), |(unit, _): &(&Unit, Tally)| {
                Cell::text(
                    unit.class_in(&view.campaign.plan)
                        .map_or(unit.class.as_str(), |class| class.name.as_str()),
                )
            }),
        ],
    );
    table.columns.extend(Tally::columns(view));
    for (row, (_, tally)) in table.rows.iter_mut().zip(&units) {
        row.cells.extend(tally.cells(view));
    }
    page.push_with_download(table);
    let listed: Vec<&Unit> = units.iter().map(|(unit, _)| *unit).collect();
    push_counts(page, view, "problems", &listed, &Tally::columns(view), |units| {
        let is_theirs = |record: &&Record| units.iter().any(|own| record.unit() == Some(&own.id));
        Tally::of(view, records.iter().copied().filter(is_theirs)).cells(view)
    });
}

fn push_overdue(page: &mut DerivedPage, view: &View<'_>, records: &[&Record]) -> Vec<DerivedPage> {
    let mut overdue: Vec<&Record> = records
        .iter()
        .copied()
        .filter(|record| record.counts() && is_overdue(view, record))
        .collect();
    if !shows_gaps(view) || overdue.is_empty() {
        return Vec::new();
    }
    overdue.sort_by_key(|record| record.date_of(Meaning::Due));
    page.push(Block::heading("逾期未办结", "part-overdue"));
    let field = |meaning| field_column(view, Role::Problem, meaning);
    let table = ledger(
        "overdue",
        "超过时限还没有办结的问题",
        &overdue,
        vec![
            shown(Column::text("问题"), |record: &&Record| problem(view, record)),
            shown(Column::text("单位").filtered(), |record: &&Record| units_cell(view, record)),
            field(Meaning::Class),
            field(Meaning::Responsible),
            field(Meaning::Due),
            shown(Column::number("超期天数"), |record: &&Record| {
                days_over(record, view.today).map_or_else(Cell::default, Cell::number)
            }),
            shown(Column::state("状态").filtered(), |record: &&Record| state(view, record)),
        ],
    );
    push_or_set_apart(page, view, "problems-overdue.html", "逾期未办结", table)
}

/// The problem in full, linked to its entry; a title of its own stands before it, one cut from the text does not.
fn problem(view: &View<'_>, record: &Record) -> Cell {
    let mut cell = title(view, record);
    let said = record.field(Meaning::Problem);
    if let Some(Inline::Link { text, .. } | Inline::Text(text)) = cell.content.first_mut()
        && !said.is_empty()
    {
        let made = said.starts_with(text.trim_end_matches('…'));
        *text = if made { said.into() } else { format!("{text}：{said}") };
    }
    cell
}

fn days_over(record: &Record, today: Date) -> Option<i32> {
    let span = record.date_of(Meaning::Due)?.until(today).ok()?;
    Some(span.get_days()).filter(|days| *days > 0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use yanxi_campaign::plan::{Condition, ListPlace};

    use super::*;
    use crate::pages::record_samples::Sample;
    use crate::pages::testing::fault;

    fn sample() -> Sample {
        let mut sample = Sample::new();
        sample.add_type_with_choices("q", Role::Problem, "整改类别", &["马上办", "请上级办"]);
        let kind = &mut sample.campaign.plan.record_types[0];
        kind.flow = ["未启动", "整改中", "已销号"].map(String::from).to_vec();
        kind.conditions = vec![Condition {
            when: vec![("整改类别".into(), "请上级办".into())],
            require: vec!["上级部门".into(), "反映日期".into()],
        }];
        sample.add_list("难处", ListPlace::Problems, &["用水", "用电"]);
        let day = date(2008, 11, 20);
        let now = [("整改类别", "马上办"), ("整改时限", "2008-12-01")];
        sample.add("q", "a", "u1", day, &now).state = "已销号".into();
        let late = sample.add("q", "b", "u2", day, &now);
        late.state = "整改中".into();
        late.answers = vec!["用水".into()];
        let upper = [("整改类别", "请上级办"), ("上级部门", "样例局")];
        let faulty = sample.add("q", "c", "u2", day, &upper);
        faulty.faults = vec![fault("缺反映日期")];
        sample
    }

    #[test]
    fn figures_count_sound_records_and_name_what_is_overdue() {
        let text = sample().text(pages);
        assert!(text.contains("问题总数=2"), "{text}");
        assert!(text.contains("已销号=1 销号率50.0%（1/2）"), "{text}");
        assert!(text.contains("逾期=1"), "{text}");
        assert!(text.contains("未计入=1"), "{text}");
        assert!(text.contains("题b|甲嘎查|马上办|2008-12-01|19|整改中 逾期"), "{text}");
        assert!(!text.contains("已销号 逾期"), "{text}");
        assert!(text.contains("样例办公室|机关|1|1|0|100%（1/1）|0"), "{text}");
    }

    #[test]
    fn what_is_done_and_not_struck_off_is_told_apart() {
        let mut sample = sample();
        let kind = &mut sample.campaign.plan.record_types[0];
        kind.flow = ["整改中", "已完成", "已销号"].map(String::from).to_vec();
        kind.closed = ["已完成", "已销号"].map(String::from).to_vec();
        sample.campaign.records[1].state = "已完成".into();
        let text = sample.text(pages);
        assert!(text.contains("已办结=2 100%（2/2）"), "{text}");
        assert!(text.contains("已销号=1 销号率50.0%（1/2）"), "{text}");
        assert!(text.contains("未销号=1") && text.contains("逾期=0"), "{text}");
        assert!(text.contains("甲嘎查|村|1|1|0|1|0%（0/1）|0"), "{text}");
    }

    #[test]
    fn each_class_shows_its_own_fields_and_who_lacks_them() {
        let text = sample().text(pages);
        assert!(text.contains("请上级办|上级部门、反映日期|0/1|0|0|0|—|0"), "{text}");
        assert!(text.contains("题c 有误|甲嘎查|请上级办|反映日期"), "{text}");
        assert!(text.contains("题c 有误|甲嘎查|样例局|有误"), "{text}");
        assert!(text.contains("题b|甲嘎查|2008-12-01|整改中 逾期"), "{text}");
    }

    #[test]
    fn subjects_of_the_plan_are_all_shown_with_their_counts() {
        let text = sample().text(pages);
        assert!(text.contains("难处"), "{text}");
        assert!(text.contains("用水|1|0|1|0%（0/1）|1"), "{text}");
        assert!(text.contains("用电|0|0|0|—|0"), "{text}");
        assert!(text.contains("未归入|1|1|0|100%（1/1）|0"), "{text}");
    }

    #[test]
    fn the_public_edition_and_an_archive_say_nothing_of_delays() {
        let mut sample = sample();
        sample.internal = false;
        let public = sample.text(pages);
        assert!(public.contains("题b"), "{public}");
        assert!(!public.contains("逾期") && !public.contains("按单位"), "{public}");
        assert!(!public.contains("必填"), "{public}");
        sample.internal = true;
        sample.campaign.plan.archived = true;
        let archived = sample.text(pages);
        assert!(archived.contains("已归档"), "{archived}");
        assert!(!archived.contains("逾期") && !archived.contains("数据截至"), "{archived}");
    }
}
