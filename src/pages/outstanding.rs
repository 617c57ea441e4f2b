//! What is outstanding, by unit: as text for a chat group, as a table, one unit a sheet in print.
//! In: a [`View`]. Out: pages of the internal edition, none where nothing is owed now; an archived campaign has none.
//!
//! Only required items are here: nothing is missing before its last day and grace are over, and what a unit chose for
//! itself is counted apart. What is asked of no unit but of all together stands on a sheet of its own, so that the total
//! is the whole campaign's.

use std::fmt::Write as _;

use jiff::ToSpan;
use yanxi_campaign::Unit;
use yanxi_campaign::plan::{Item, Kind};
use yanxi_campaign::progress::{Obligation, Owner};
use yanxi_campaign::state::State;

use super::block::{Cell, Column, Inline, Row, Table, TableStyle};
use super::groups::push_counts;
use super::shown::{
    Owed, anchor, as_of, item_with_activity, item_words, shows_gaps, units_by_class,
};
use super::view::{date, long_date};
use super::{Block, DerivedPage, View, download, part_path};

pub(super) const NAME: &str = "outstanding.html";
const TITLE: &str = "未交清单";

/// Days before the last one in which something is said to fall due soon.
const SOON: i64 = 7;
/// Text of the units on one page in bytes; it stands there twice, to copy and as a table.
const MOST_TEXT: usize = 80_000;

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    if !shows_gaps(view) {
        return Vec::new();
    }
    let sheets = sheets(view);
    if sheets.is_empty() {
        return Vec::new();
    }
    let missing: usize = sheets.iter().map(|sheet| sheet.count(Part::Missing)).sum();
    let soon: usize = sheets.iter().map(|sheet| sheet.count(Part::Soon)).sum();
    let mut page = DerivedPage::new(view, NAME, TITLE).lead(format!(
        "过了截止日期和宽限期还没有交的{missing}项，{SOON}天内到期的{soon}项。只算规定动作；待审的不在内。"
    ));
    page.found.kind = TITLE.into();
    page.push(as_of(view));

    let parts = parts(&sheets);
    let paths: Vec<String> =
        (1..=parts.len()).map(|number| part_path(&page.output, number)).collect();
    let everything = view.path("outstanding-all.csv");
    page.downloads.push((everything.clone(), download::csv(&all_rows(view, &sheets))));
    page.push_with_download(summary(&parts, &paths));
    let units: Vec<&Unit> = sheets.iter().filter_map(|sheet| sheet.unit).collect();
    push_counts(&mut page, view, "outstanding", &units, &PARTS.map(Column::number), |units| {
        let own = |part| -> usize {
            let of = |sheet: &&Sheet<'_>| {
                sheet.unit.is_some_and(|own| units.iter().any(|unit| unit.id == own.id))
            };
            sheets.iter().filter(of).map(|sheet| sheet.count(part)).sum()
        };
        Part::ALL.map(|part| Cell::number(own(part))).to_vec()
    });
    page.push(Block::Paragraph(vec![Inline::link(
        "下载全部明细（CSV，一人一事项一行）",
        everything,
    )]));

    let mut pages = vec![page];
    for path in paths.iter().skip(1) {
        let mut next = DerivedPage::new(view, "", TITLE);
        next.output = path.clone();
        next.in_navigation = false;
        next.push(as_of(view));
        pages.push(next);
    }
    for (number, (page, sheets)) in pages.iter_mut().zip(&parts).enumerate() {
        for sheet in *sheets {
            push_sheet(page, view, sheet);
        }
        page.push_way(&paths, number);
    }
    pages
}

/// How many obligations are missing and how many fall due soon.
pub(super) fn counts(view: &View<'_>) -> (usize, usize) {
    let of = |part| {
        view.progress
            .obligations
            .iter()
            .filter(|obligation| part_of(view, obligation) == Some(part))
            .count()
    };
    (of(Part::Missing), of(Part::Soon))
}

/// What each unit, and all together, have missing, to mend and due soon; units with nothing of it are left out.
pub(super) fn by_unit(view: &View<'_>) -> Vec<(Inline, usize, usize, usize)> {
    sheets(view)
        .iter()
        .map(|sheet| {
            let count = |part| sheet.count(part);
            (sheet.who(view), count(Part::Missing), count(Part::ToMend), count(Part::Soon))
        })
        .collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Missing,
    /// Handed in, but sent back or with a fault.
    ToMend,
    Soon,
}

impl Part {
    const ALL: [Part; 3] = [Part::Missing, Part::ToMend, Part::Soon];

    fn chinese(self) -> &'static str {
        match self {
            Part::Missing => "未交",
            Part::ToMend => "退回或有误，要改",
            Part::Soon => "即将到期",
        }
    }
}

/// The columns of [`Part::ALL`].
const PARTS: [&str; 3] = ["未交", "退回或有误", "即将到期"];

fn part_of(view: &View<'_>, obligation: &Obligation) -> Option<Part> {
    if obligation.kind != Kind::Required {
        return None;
    }
    match obligation.state {
        State::Missing => Some(Part::Missing),
        State::Returned | State::Faulty => Some(Part::ToMend),
        State::NotDue => obligation
            .last_day
            .filter(|last| *last <= view.today.saturating_add(SOON.days()))
            .map(|_| Part::Soon),
        _ => None,
    }
}

/// What one unit owes, or all together, one line for each item.
struct Sheet<'a> {
    unit: Option<&'a Unit>,
    class: String,
    lines: Vec<Line<'a>>,
}

struct Line<'a> {
    part: Part,
    item: &'a Item,
    obligations: Vec<&'a Obligation>,
}

/// Who owes what is asked of no unit.
const TOGETHER: &str = "全活动合起来";

impl Sheet<'_> {
    fn name(&self) -> &str {
        self.unit.map_or(TOGETHER, |unit| unit.name.as_str())
    }

    fn who(&self, view: &View<'_>) -> Inline {
        self.unit.map_or_else(|| Inline::text(TOGETHER), |unit| view.unit(&unit.id))
    }

    fn anchor(&self, prefix: &str) -> String {
        self.unit.map_or_else(|| format!("{prefix}-"), |unit| anchor(prefix, &unit.id))
    }

    fn count(&self, part: Part) -> usize {
        self.lines.iter().filter(|line| line.part == part).map(|line| line.obligations.len()).sum()
    }
}

fn sheets<'a>(view: &'a View<'_>) -> Vec<Sheet<'a>> {
    let owed = Owed::of(view);
    let plan = &view.campaign.plan;
    let mut sheets = Vec::new();
    let mut push = |unit: Option<&'a Unit>, class: &str, owed: &[&'a Obligation]| {
        let mut lines: Vec<Line<'_>> = Vec::new();
        for obligation in owed {
            let (Some(part), Some(item)) = (part_of(view, obligation), plan.item(&obligation.item))
            else {
                continue;
            };
            match lines.iter_mut().find(|line| line.part == part && line.item.id == item.id) {
                Some(line) => line.obligations.push(obligation),
                None => lines.push(Line { part, item, obligations: vec![*obligation] }),
            }
        }
        lines.sort_by_key(|line| line.part);
        if !lines.is_empty() {
            sheets.push(Sheet { unit, class: class.to_string(), lines });
        }
    };
    for (class, units) in units_by_class(view) {
        for unit in units {
            push(Some(unit), &class, owed.by_unit(&unit.id));
        }
    }
    let together = view.progress.obligations.iter().filter(|own| own.unit.is_none());
    push(None, "", &together.collect::<Vec<_>>());
    sheets
}

/// The sheets of each page, so that none grows too heavy.
fn parts<'s, 'a>(sheets: &'s [Sheet<'a>]) -> Vec<&'s [Sheet<'a>]> {
    let mut parts = Vec::new();
    let (mut first, mut bytes) = (0, 0);
    for (number, sheet) in sheets.iter().enumerate() {
        let people: usize = sheet.lines.iter().map(|line| line.obligations.len()).sum();
        let own = 200 + sheet.lines.len() * 300 + people * 24;
        if bytes > 0 && bytes + own > MOST_TEXT {
            parts.push(&sheets[first..number]);
            (first, bytes) = (number, 0);
        }
        bytes += own;
    }
    parts.push(&sheets[first..]);
    parts
}

fn summary(parts: &[&[Sheet<'_>]], paths: &[String]) -> Table {
    let mut rows = Vec::new();
    for (sheets, path) in parts.iter().zip(paths) {
        for sheet in *sheets {
            let place = format!("{path}#{}", sheet.anchor("u"));
            rows.push(Row::of(vec![
                Cell::link(sheet.name(), place),
                Cell::text(sheet.class.clone()),
                Cell::number(sheet.count(Part::Missing)),
                Cell::number(sheet.count(Part::ToMend)),
                Cell::number(sheet.count(Part::Soon)),
            ]));
        }
    }
    Table {
        id: "by-unit".into(),
        caption: "各单位".into(),
        columns: vec![
            Column::text("单位"),
            Column::text("类别").filtered(),
            Column::number(PARTS[0]),
            Column::number(PARTS[1]),
            Column::number(PARTS[2]),
        ],
        rows,
        style: TableStyle::Ledger,
        ..Table::default()
    }
}

fn push_sheet(page: &mut DerivedPage, view: &View<'_>, sheet: &Sheet<'_>) {
    page.push(Block::NewSheet);
    page.push(Block::heading(sheet.name(), sheet.anchor("u")));
    page.push(Block::CopyText {
        label: match sheet.unit {
            Some(unit) => format!("发给{}的通知", unit.name),
            None => "合起来完成的，发给大家的通知".into(),
        },
        text: message(view, sheet),
    });
    let rows = sheet.lines.iter().map(|line| {
        Row::of(vec![
            Cell::of(item_with_activity(view, line.item)),
            Cell::of(vec![Inline::State {
                state: match line.part {
                    Part::Missing => State::Missing,
                    Part::ToMend => State::Returned,
                    Part::Soon => State::NotDue,
                },
                text: line.part.chinese().into(),
            }]),
            Cell::text(who(view, line)),
            Cell::text(date(last_day(line))),
        ])
    });
    page.push(Block::Table(Table {
        id: sheet.anchor("t"),
        columns: vec![
            Column::text("事项"),
            Column::state("状态"),
            Column::text("谁"),
            Column::date("截止日期"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }));
}

fn last_day(line: &Line<'_>) -> Option<jiff::civil::Date> {
    line.obligations.first()?.last_day
}

/// The people, or the unit as a whole, each with how many are still needed where it is more than one.
fn who(view: &View<'_>, line: &Line<'_>) -> String {
    let names = line.obligations.iter().map(|obligation| {
        let name = match &obligation.owner {
            Owner::Person(person) => person_name(view, person),
            Owner::Unit(_) => "本单位".to_string(),
            Owner::Campaign => "大家合起来".to_string(),
        };
        if obligation.needed > 1 {
            format!("{name}（{}/{}）", obligation.counted, obligation.needed)
        } else {
            name
        }
    });
    names.collect::<Vec<_>>().join("、")
}

fn person_name(view: &View<'_>, id: &str) -> String {
    super::block::words(&[view.person(id)])
}

/// The sheet as plain text to send.
fn message(view: &View<'_>, sheet: &Sheet<'_>) -> String {
    let mut text = format!(
        "【{}】{}，截至{}：\n",
        view.campaign.plan.name,
        sheet.name(),
        long_date(view.today)
    );
    for part in Part::ALL {
        let lines: Vec<&Line<'_>> = sheet.lines.iter().filter(|line| line.part == part).collect();
        if lines.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{}（{}项）：", part.chinese(), sheet.count(part));
        for (number, line) in lines.iter().enumerate() {
            let last = last_day(line)
                .map_or_else(String::new, |day| format!("，{}月{}日截止", day.month(), day.day()));
            let _ = writeln!(
                text,
                "{}. {}：{}{last}",
                number + 1,
                item_words(view, line.item),
                who(view, line)
            );
        }
    }
    text.trim_end().to_string()
}

/// One row for each owner and item, for those who go on working with it in a spreadsheet.
fn all_rows(view: &View<'_>, sheets: &[Sheet<'_>]) -> Table {
    let mut rows = Vec::new();
    for sheet in sheets {
        for line in &sheet.lines {
            for obligation in &line.obligations {
                let person = match &obligation.owner {
                    Owner::Person(person) => person_name(view, person),
                    Owner::Unit(_) | Owner::Campaign => String::new(),
                };
                rows.push(Row::of(vec![
                    Cell::text(sheet.name()),
                    Cell::text(sheet.class.clone()),
                    Cell::text(person),
                    Cell::text(item_words(view, line.item)),
                    Cell::text(line.part.chinese()),
                    Cell::number(obligation.needed),
                    Cell::number(obligation.counted),
                    Cell::text(date(obligation.last_day)),
                ]));
            }
        }
    }
    Table {
        columns: vec![
            Column::text("单位"),
            Column::text("类别"),
            Column::text("人员"),
            Column::text("事项"),
            Column::text("状态"),
            Column::number("应完成次数"),
            Column::number("已完成次数"),
            Column::date("截止日期"),
        ],
        rows,
        ..Table::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::testing::{page_text, sample};

    #[test]
    fn a_unit_gets_a_text_to_copy_a_table_and_a_file() {
        let pages = sample().pages(pages);
        assert_eq!(pages.len(), 1);
        let text = page_text(&pages[0]);
        for expected in [
            "还没有交的1项，7天内到期的1项",
            "乙站所|站所|1|0|1",
            "【样例活动】乙站所，截至2008年12月5日：\n未交（1项）：\n1. 主题甲（第一段）·写体会：样丙，11月30日截止\n即将到期（1项）：\n1. 主题甲（第二段）·交报告：本单位，12月10日截止",
            "主题甲（第一段）·写体会|未交|样丙|2008-11-30",
        ] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
        assert!(!text.contains("甲嘎查"), "its report waits for review: {text}");
        let file = pages[0]
            .downloads
            .iter()
            .find(|(path, _)| path == "hd/outstanding-all.csv")
            .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
            .unwrap_or_default();
        assert!(
            file.contains("乙站所,站所,样丙,主题甲（第一段）·写体会,未交,1,0,2008-11-30"),
            "{file}"
        );
    }

    #[test]
    fn nothing_is_missing_before_the_last_day_is_over() {
        let mut sample = sample();
        sample.today = jiff::civil::date(2008, 11, 20);
        assert!(sample.pages(pages).is_empty());
        sample.today = jiff::civil::date(2008, 11, 30);
        assert!(sample.text(pages).contains("还没有交的0项"));
    }

    #[test]
    fn neither_the_public_nor_an_archived_campaign_has_the_page() {
        let mut sample = sample();
        sample.internal = false;
        assert!(sample.pages(pages).is_empty());
        sample.internal = true;
        sample.campaign.plan.archived = true;
        assert!(sample.pages(pages).is_empty());
    }

    #[test]
    fn units_with_much_to_do_fill_several_pages() {
        let mut sample = sample();
        for number in 0..40 {
            let mut unit = sample.campaign.roster.units[1].clone();
            unit.id = format!("u-{number}");
            unit.name = format!("单位{number}");
            sample.campaign.roster.units.push(unit);
            for person in 0..100 {
                let mut own = sample.campaign.roster.people[2].clone();
                own.id = format!("p-{number}-{person}");
                own.unit = format!("u-{number}");
                sample.campaign.roster.people.push(own);
            }
        }
        let pages = sample.pages(pages);
        assert!(pages.len() > 1, "{}", pages.len());
        assert_eq!(pages[1].output, "hd/outstanding-2.html");
        let way =
            Block::Pages { paths: pages.iter().map(|page| page.output.clone()).collect(), at: 1 };
        assert!(pages[1].blocks.contains(&way));
        assert!(pages.iter().all(|page| page_text(page).len() < 300_000));
    }
}
