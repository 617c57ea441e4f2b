//! The numbered briefings.
//! In: a [`View`]. Out: pages, none where the campaign has nothing for them.

use std::collections::BTreeMap;

use yanxi_campaign::Record;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::Role;

use super::block::{Block, Column, KeyFigure};
use super::ledger::{
    date_cell, field_cell, field_column, listed, number_in, page, push_whole_lists, record_ledger,
    shown, title, units_cell,
};
use super::shown::{record_link, shows_gaps_in};
use super::view::date;
use super::{DerivedPage, View, split};

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let mut records = listed(view, Role::Briefing);
    if records.is_empty() {
        return Vec::new();
    }
    // The latest issue first; what has no number goes by its date at the end.
    records.sort_by_key(|record| std::cmp::Reverse((number(record), record.date)));
    let mut page = page(view, "briefings.html", "简报", "简报");
    let counting: Vec<&Record> = records.iter().copied().filter(|record| record.counts()).collect();
    let mut figures = vec![KeyFigure {
        name: "已出".into(),
        value: format!("{}期", counting.len()),
        ..KeyFigure::default()
    }];
    if let Some(latest) = counting.first() {
        figures.push(KeyFigure {
            name: "最近一期".into(),
            value: latest.title.clone(),
            detail: date(printed_on(latest)),
            to: match record_link(view, latest) {
                super::block::Inline::Link { to, .. } => to,
                _ => String::new(),
            },
        });
    }
    page.push(Block::Figures(figures));
    push_whole_lists(&mut page, view, Role::Briefing);
    if shows_gaps_in(view, Role::Briefing) {
        for fault in faults_of_numbers(&records) {
            page.push(Block::warning(fault));
        }
    }
    let field = |meaning| field_column(view, Role::Briefing, meaning);
    let table = record_ledger(
        view,
        Role::Briefing,
        "briefings",
        "各期简报",
        &records,
        vec![
            shown(Column::number("期号"), |record: &&Record| {
                let text = field_cell(view, record, Meaning::Number);
                match number(record) {
                    Some(number) => text.sorted_by(number.to_string()),
                    None => text,
                }
            }),
            shown(Column::text("标题"), |record: &&Record| title(view, record)),
            field(Meaning::Publisher),
            shown(Column::date("印发日期"), |record: &&Record| date_cell(printed_on(record))),
            shown(Column::text("单位").filtered(), |record: &&Record| units_cell(view, record)),
            field(Meaning::SentTo),
            field(Meaning::Copies),
            field(Meaning::Editor),
        ],
    );
    split(page, table)
}

fn number(record: &Record) -> Option<u64> {
    number_in(record.field(Meaning::Number))
}

fn printed_on(record: &Record) -> Option<jiff::civil::Date> {
    record.date_of(Meaning::PrintedOn).or(record.date)
}

/// Numbers that are skipped, repeated or missing, in words. Each type of briefing counts for itself.
fn faults_of_numbers(records: &[&Record]) -> Vec<String> {
    let mut series: BTreeMap<&str, BTreeMap<u64, Vec<&str>>> = BTreeMap::new();
    let mut faults = Vec::new();
    for record in records {
        match number(record) {
            Some(number) => series
                .entry(&record.kind)
                .or_default()
                .entry(number)
                .or_default()
                .push(&record.title),
            None => faults.push(format!("“{}”没有写期号。", record.title)),
        }
    }
    for numbers in series.values() {
        let mut expected = 1;
        for (number, titles) in numbers {
            if *number > expected {
                faults.push(skipped(expected, *number - 1));
            }
            expected = number.saturating_add(1);
            if titles.len() > 1 {
                faults.push(format!(
                    "期号重复：第{number}期有{}份，{}。",
                    titles.len(),
                    titles.join("、")
                ));
            }
        }
    }
    faults
}

fn skipped(from: u64, to: u64) -> String {
    if from == to {
        format!("期号不连续：缺第{from}期。")
    } else {
        format!("期号不连续：缺第{from}期至第{to}期。")
    }
}

/// Kept beside the list because the draft of the next issue uses the same numbers.
pub(super) fn next_number(records: &[&Record]) -> Option<u64> {
    records.iter().filter_map(|record| number(record)).max().and_then(|last| last.checked_add(1))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::pages::record_samples::Sample;

    fn sample(numbers: &[&str]) -> Sample {
        let mut sample = Sample::new();
        sample.add_type("b", Role::Briefing);
        for (index, number) in numbers.iter().enumerate() {
            sample.add(
                "b",
                &format!("b{index}"),
                "",
                date(2008, 11, 20),
                &[("期号", number), ("编印单位", "样例办"), ("共印", "60")],
            );
        }
        sample
    }

    #[test]
    fn issues_are_listed_from_the_latest_with_the_facts_of_their_heads() {
        let text = sample(&["第2期", "1", "第10期"]).text(pages);
        let rows: Vec<&str> = text.lines().filter(|line| line.contains("|样例办|")).collect();
        assert_eq!(
            rows,
            [
                "第10期|题b2|样例办|2008-11-20|60",
                "第2期|题b0|样例办|2008-11-20|60",
                "1|题b1|样例办|2008-11-20|60"
            ]
        );
        assert!(text.contains("已出=3期"), "{text}");
    }

    #[test]
    fn skipped_and_repeated_numbers_are_named_inside_only() {
        let mut sample = sample(&["2", "2", "5", "无"]);
        let text = sample.text(pages);
        assert!(text.contains("缺第1期。"), "{text}");
        assert!(text.contains("缺第3期至第4期。"), "{text}");
        assert!(text.contains("第2期有2份，题b0、题b1。"), "{text}");
        assert!(text.contains("“题b3”没有写期号。"), "{text}");
        sample.internal = false;
        assert!(!sample.text(pages).contains("不连续"));
    }
}
