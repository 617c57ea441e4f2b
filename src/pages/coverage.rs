//! Who takes part: people by unit, exemptions with their reasons, what was made up late.
//! In: a [`View`]. Out: one page of the internal edition, none without people or anything asked of them.

use std::collections::BTreeSet;

use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::{Kind, Role};
use yanxi_campaign::progress::{Obligation, Owner};
use yanxi_campaign::state::State;
use yanxi_campaign::{Fraction, Person, Record, Unit};

use super::block::{Cell, Column, Inline, KeyFigure, Row, Table, TableStyle};
use super::groups::push_counts;
use super::shown::{
    Owed, as_of, item_with_activity, meaning_value, plan_words, record_link, review, shows_gaps,
    units_by_class, without_empty_columns,
};
use super::view::{date, joined};
use super::{Block, DerivedPage, ROWS_PER_PAGE, View};

const TITLE: &str = "人员参加情况";

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let people = &view.campaign.roster.people;
    let asks_people = view
        .progress
        .obligations
        .iter()
        .any(|obligation| matches!(obligation.owner, Owner::Person(_)));
    if !view.internal || people.is_empty() || !asks_people {
        return Vec::new();
    }
    let counted = Counted::of(view);
    let mut page = DerivedPage::new(view, "coverage.html", TITLE)
        .lead("应参加的是方案对其有要求的人；至少有一条记录计入的算参加过；规定动作全部完成（免除的除外）的算全部完成。");
    page.found.kind = TITLE.into();
    page.push(as_of(view));
    page.push(Block::Figures(figures(view, &counted, people)));
    page.push_with_download(by_unit(view, &counted));
    let roster = &view.campaign.roster;
    let has_people = |unit: &&Unit| roster.people_of(&unit.id).next().is_some();
    let units: Vec<&Unit> = roster.units.iter().filter(has_people).collect();
    push_counts(&mut page, view, "coverage", &units, &COUNTS.map(Column::number), |units| {
        let people = units.iter().flat_map(|unit| roster.people_of(&unit.id));
        counts(view, &people.map(|person| counted.standing(person)).collect::<Vec<_>>()).to_vec()
    });
    page.push_with_download(by_audience(view, &counted));
    push_absent(&mut page, view, &counted);
    push_exemptions(&mut page, view);
    push_late(&mut page, view);
    vec![page]
}

/// People who take part in nothing and are exempt from nothing.
pub(super) fn absent(view: &View<'_>) -> usize {
    if view.campaign.unread.may_hold_records() {
        return 0;
    }
    let counted = Counted::of(view);
    let people = view.campaign.roster.people.iter();
    people.filter(|person| counted.standing(person).is_absent()).count()
}

/// How one person stands.
struct Standing {
    /// On the roster today.
    is_there: bool,
    owes: bool,
    takes_part: bool,
    exempt: bool,
    late: bool,
    all_done: bool,
}

impl Standing {
    fn is_absent(&self) -> bool {
        self.owes && !self.takes_part && !self.exempt
    }
}

struct Counted<'a> {
    view: &'a View<'a>,
    owed: Owed<'a>,
    taking_part: BTreeSet<&'a str>,
}

impl<'a> Counted<'a> {
    fn of(view: &'a View<'a>) -> Self {
        let exemptions: BTreeSet<&str> = view
            .records_with(Role::Exemption)
            .into_iter()
            .map(|record| record.id.as_str())
            .collect();
        Counted {
            view,
            owed: Owed::of(view),
            taking_part: view
                .campaign
                .records
                .iter()
                .filter(|record| record.counts() && !exemptions.contains(record.id.as_str()))
                .flat_map(|record| record.people.iter().map(String::as_str))
                .collect(),
        }
    }

    fn standing(&self, person: &Person) -> Standing {
        let own = self.owed.by_person(&person.id);
        let has = |state| own.iter().any(|obligation| obligation.state == state);
        let required: Vec<&&Obligation> =
            own.iter().filter(|obligation| obligation.kind == Kind::Required).collect();
        Standing {
            is_there: self.view.is_there(person),
            owes: !own.is_empty(),
            takes_part: self.taking_part.contains(person.id.as_str()),
            exempt: has(State::Exempt),
            late: has(State::Late),
            all_done: !required.is_empty()
                && required.iter().all(|obligation| {
                    matches!(obligation.state, State::Done | State::Late | State::Exempt)
                }),
        }
    }
}

/// Not known where somebody's record may stand in a file that was not read.
fn share(view: &View<'_>, part: usize, whole: usize) -> String {
    if view.campaign.unread.may_hold_records() || view.progress.partial {
        return State::Unknown.chinese().into();
    }
    let fraction = u64::try_from(part)
        .ok()
        .zip(u64::try_from(whole).ok())
        .and_then(|(part, whole)| Fraction::new(part, whole));
    fraction.map_or_else(|| "—".into(), Fraction::completion)
}

fn figures(view: &View<'_>, counted: &Counted<'_>, people: &[Person]) -> Vec<KeyFigure> {
    let count = |wanted: fn(&Standing) -> bool| {
        people
            .iter()
            .map(|person| counted.standing(person))
            .filter(|standing| standing.owes && wanted(standing))
            .count()
    };
    let (owing, taking_part) = (count(|_| true), count(|standing| standing.takes_part));
    let figure = |name: &str, value: String, detail: String| KeyFigure {
        name: name.into(),
        value,
        detail,
        to: String::new(),
    };
    let done = count(|standing| standing.all_done);
    vec![
        figure("参加过的人", share(view, taking_part, owing), format!("{taking_part}/{owing}")),
        figure("全部完成的人", share(view, done, owing), format!("{done}/{owing}")),
        figure("有免除的人", count(|standing| standing.exempt).to_string(), String::new()),
        figure(
            "有补学的人",
            count(|standing| standing.late).to_string(),
            "过了截止日期才完成".into(),
        ),
    ]
}

fn by_unit(view: &View<'_>, counted: &Counted<'_>) -> Table {
    let roster = &view.campaign.roster;
    let mut rows = Vec::new();
    for (class, units) in units_by_class(view) {
        for unit in units {
            let standings: Vec<Standing> =
                roster.people_of(&unit.id).map(|person| counted.standing(person)).collect();
            if standings.is_empty() {
                continue;
            }
            let mut cells = vec![Cell::of(vec![view.unit(&unit.id)]), Cell::text(class.clone())];
            cells.extend(counts(view, &standings));
            rows.push(Row::of(cells));
        }
    }
    Table {
        id: "units".into(),
        caption: "各单位".into(),
        columns: [Column::text("单位"), Column::text("类别").filtered()]
            .into_iter()
            .chain(COUNTS.map(Column::number))
            .collect(),
        rows,
        style: TableStyle::Ledger,
        ..Table::default()
    }
}

/// Somebody may be of several audiences and is counted in each.
fn by_audience(view: &View<'_>, counted: &Counted<'_>) -> Table {
    let plan = &view.campaign.plan;
    let roster = &view.campaign.roster;
    let rows = plan.audiences.iter().filter_map(|audience| {
        let standings: Vec<Standing> = roster
            .people
            .iter()
            .filter(|person| {
                roster
                    .unit(&person.unit)
                    .is_some_and(|unit| person.belongs_to(audience, unit, plan))
            })
            .map(|person| counted.standing(person))
            .collect();
        if standings.is_empty() {
            return None;
        }
        let mut cells = vec![Cell::of(plan_words(&audience.name, &audience.source))];
        cells.extend(counts(view, &standings));
        Some(Row::of(cells))
    });
    Table {
        id: "audiences".into(),
        caption: "各类人员（一人属于几类的，各类都算）".into(),
        rows: rows.collect(),
        columns: std::iter::once(Column::text("人员类别"))
            .chain(COUNTS.map(Column::number))
            .collect(),
        ..Table::default()
    }
}

const COUNTS: [&str; 7] = ["人数", "应参加", "参加过", "参加率", "全部完成", "有免除", "有补学"];

/// The cells of [`COUNTS`].
fn counts(view: &View<'_>, standings: &[Standing]) -> [Cell; 7] {
    let count = |wanted: fn(&Standing) -> bool| {
        let owing = standings.iter().filter(|own| own.owes);
        owing.filter(|own| wanted(own)).count()
    };
    let (owing, taking_part) = (count(|_| true), count(|own| own.takes_part));
    [
        // Who has left and owed something before is one of those who should take part.
        Cell::number(standings.iter().filter(|own| own.is_there || own.owes).count()),
        Cell::number(owing),
        Cell::number(taking_part),
        Cell::text(share(view, taking_part, owing)),
        Cell::number(count(|own| own.all_done)),
        Cell::number(count(|own| own.exempt)),
        Cell::number(count(|own| own.late)),
    ]
}

/// Those who took part in nothing, by unit.
fn push_absent(page: &mut DerivedPage, view: &View<'_>, counted: &Counted<'_>) {
    if !shows_gaps(view) || view.campaign.unread.may_hold_records() {
        return;
    }
    let roster = &view.campaign.roster;
    let rows: Vec<Row> = roster
        .units
        .iter()
        .filter_map(|unit| {
            let absent: Vec<String> = roster
                .people_of(&unit.id)
                .filter(|person| counted.standing(person).is_absent())
                .map(|person| person.id.clone())
                .collect();
            (!absent.is_empty()).then(|| {
                Row::of(vec![
                    Cell::of(vec![view.unit(&unit.id)]),
                    Cell::number(absent.len()),
                    Cell::of(view.people(&absent)),
                ])
            })
        })
        .collect();
    if rows.is_empty() {
        page.push(Block::paragraph("应参加的人都参加过，或者已经登记免除。"));
        return;
    }
    page.push(Block::heading("还没有参加、也没有免除的人", "absent-part"));
    page.push_with_download(Table {
        id: "absent".into(),
        columns: vec![Column::text("单位"), Column::number("人数"), Column::text("人员")],
        rows,
        ..Table::default()
    });
}

fn push_exemptions(page: &mut DerivedPage, view: &View<'_>) {
    let plan = &view.campaign.plan;
    let exemptions = view.records_with(Role::Exemption);
    if exemptions.is_empty() {
        return;
    }
    page.push(Block::heading("免除", "exemptions-part"));
    let rows = exemptions.iter().map(|record: &&Record| {
        let items = if record.items.is_empty() {
            vec![Inline::text("全部事项")]
        } else {
            joined(record.items.iter().filter_map(|id| plan.item(id)).map(|item| view.item(item)))
        };
        let whom = if record.people.is_empty() {
            vec![Inline::text("整个单位")]
        } else {
            view.people(&record.people)
        };
        Row::of(vec![
            Cell::of(whom),
            Cell::of(view.units(&record.units)),
            Cell::of(items),
            Cell::of(meaning_value(view, record, Meaning::Reason)),
            Cell::text(date(record.date)),
            Cell::of(vec![record_link(view, record)]),
            Cell::of(vec![review(record)]),
        ])
    });
    page.push_with_download(without_empty_columns(Table {
        id: "exemptions".into(),
        columns: vec![
            Column::text("人员"),
            Column::text("单位").filtered(),
            Column::text("免除的事项"),
            Column::text("原因").filtered(),
            Column::date("日期"),
            Column::text("登记"),
            Column::state("状态").filtered(),
        ],
        rows: rows.collect(),
        style: TableStyle::Ledger,
        ..Table::default()
    }));
}

fn push_late(page: &mut DerivedPage, view: &View<'_>) {
    let plan = &view.campaign.plan;
    let late: Vec<(&Obligation, &str)> = view
        .progress
        .obligations
        .iter()
        .filter(|obligation| obligation.state == State::Late)
        .filter_map(|obligation| match &obligation.owner {
            Owner::Person(person) => Some((obligation, person.as_str())),
            Owner::Unit(_) | Owner::Campaign => None,
        })
        .collect();
    if late.is_empty() {
        return;
    }
    page.push(Block::heading("补学（过了截止日期才完成）", "late-part"));
    if late.len() > ROWS_PER_PAGE {
        page.push(Block::paragraph(format!(
            "共{}项，这里列出{ROWS_PER_PAGE}项；每个人的在他自己的页面上。",
            late.len()
        )));
    }
    let rows = late.iter().take(ROWS_PER_PAGE).map(|(obligation, person)| {
        let (number, day) = obligation.decided.unzip();
        let last = number.and_then(|number| view.campaign.records.get(number));
        Row::of(vec![
            Cell::of(vec![view.person(person)]),
            Cell::of(obligation.unit.iter().map(|unit| view.unit(unit)).collect()),
            Cell::of(
                plan.item(&obligation.item)
                    .map_or_else(Vec::new, |item| item_with_activity(view, item)),
            ),
            Cell::text(date(obligation.last_day)),
            Cell::text(date(day)),
            Cell::of(last.map(|record| record_link(view, record)).into_iter().collect()),
        ])
    });
    page.push_with_download(Table {
        id: "late".into(),
        columns: vec![
            Column::text("人员"),
            Column::text("单位").filtered(),
            Column::text("事项").filtered(),
            Column::date("截止日期"),
            Column::date("完成日期"),
            Column::text("记录"),
        ],
        rows: rows.collect(),
        style: TableStyle::Ledger,
        ..Table::default()
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::testing::sample;

    #[test]
    fn coverage_counts_people_and_names_who_is_not_there() {
        let text = sample().text(pages);
        for expected in [
            "参加过的人：66.7%（2/3）",
            "甲嘎查|嘎查村|2|2|2|100%|2|0|1",
            "乙站所|站所|1|1|0|0%|0|0|0",
            "全体党员|3|3|2|66.7%|2|0|1",
            "乙站所|1|样丙",
            "例乙|甲嘎查|主题甲（第一段）·写体会|2008-11-30|2008-12-02|记录r2",
        ] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
    }

    #[test]
    fn an_exemption_is_shown_with_its_reason_and_nobody_is_absent_then() {
        let mut sample = sample();
        let mut exemption =
            crate::pages::testing::record("e1", "exempt", "u2", jiff::civil::date(2008, 11, 3));
        exemption.people.push("p3".into());
        exemption.fields.push(("原因".into(), "年老体弱".into()));
        sample.campaign.records.push(exemption);
        let text = sample.text(pages);
        for expected in [
            "样丙|乙站所|全部事项|年老体弱|2008-11-03",
            "应参加的人都参加过，或者已经登记免除。",
            "参加过的人：66.7%（2/3）",
        ] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
    }

    #[test]
    fn an_archived_or_public_page_names_nobody_who_is_absent() {
        let mut sample = sample();
        sample.campaign.plan.archived = true;
        assert!(!sample.text(pages).contains("样丙"));
        sample.internal = false;
        assert!(sample.pages(pages).is_empty());
    }
}
