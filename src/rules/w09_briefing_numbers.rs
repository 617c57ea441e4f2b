//! W09: numbers of briefings that are skipped, repeated or missing.
//! In: briefings, by type, publisher and year. Out: a warning at the briefing.

use std::collections::BTreeMap;

use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::Role;
use yanxi_campaign::record::Review;
use yanxi_campaign::{Campaign, Record};

use crate::campaign::place_of;
use crate::rules::Subject;
use crate::rules::closing::Closings;
use crate::rules::{Example, Found, Rule};
use yanxi_problem::{Code, Diagnostic, Wording};

pub(super) const RULE: Rule = Rule {
    code: Code::W09,
    bad: Example {
        files: &[
            (
                "记录/简报/第1期.md",
                "---\n单位: 甲嘎查\n日期: 2026-11-12\n期号: 1\n状态: 已审核\n---\n\n# 开头\n\n样例正文。\n",
            ),
            (
                "记录/简报/第3期.md",
                "---\n单位: 甲嘎查\n日期: 2026-11-18\n期号: 3\n状态: 已审核\n---\n\n# 接着\n\n样例正文。\n",
            ),
        ],
    },
    good: Example {
        files: &[
            (
                "记录/简报/第1期.md",
                "---\n单位: 甲嘎查\n日期: 2026-11-12\n期号: 1\n状态: 已审核\n---\n\n# 开头\n\n样例正文。\n",
            ),
            (
                "记录/简报/第2期.md",
                "---\n单位: 甲嘎查\n日期: 2026-11-18\n期号: 2\n状态: 已审核\n---\n\n# 接着\n\n样例正文。\n",
            ),
        ],
    },
    found: Found::By(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let campaigns = subject.editions.campaigns().iter();
    campaigns.flat_map(|read| in_campaign(&read.campaign)).collect()
}

/// By year and number.
type Years<'a> = BTreeMap<i16, BTreeMap<u64, Vec<&'a Record>>>;

fn in_campaign(campaign: &Campaign) -> Vec<Diagnostic> {
    let closings = Closings::of(campaign);
    let briefings = campaign.records.iter().filter(|record| {
        let kind = campaign.plan.record_type(&record.kind);
        kind.is_some_and(|kind| kind.role == Role::Briefing)
            && record.review != Review::Draft
            && !record.is_faulty()
    });
    let mut problems = Vec::new();
    // By type and publisher.
    let mut series: BTreeMap<(&str, &str), Years<'_>> = BTreeMap::new();
    for record in briefings {
        let day = record.date_of(Meaning::PrintedOn).or(record.date);
        let written = record.field(Meaning::Number);
        match (issue_number(written), day) {
            (Some(number), Some(day)) => series
                .entry((&record.kind, publisher(record)))
                .or_default()
                .entry(day.year())
                .or_default()
                .entry(number)
                .or_default()
                .push(record),
            (None, _) => problems.push(closings.weigh(without_number(record, written), record)),
            (Some(_), None) => {}
        }
    }
    for years in series.values() {
        let mut first_year = true;
        for numbers in years.values() {
            // Numbers may run on from the year before; the first year begins with one.
            let mut expected = if first_year { Some(1) } else { None };
            first_year = false;
            for (number, records) in numbers {
                let missing = expected.unwrap_or(*number)..*number;
                if let (false, Some(record)) = (missing.is_empty(), records.first()) {
                    let problem = skipped(record, missing.start, missing.end - 1);
                    problems.push(closings.weigh(problem, record));
                }
                expected = Some(number.saturating_add(1));
                for again in records.iter().skip(1) {
                    let problem = repeated(again, *number, records[0]);
                    problems.push(closings.weigh(problem, again));
                }
            }
        }
    }
    problems
}

fn publisher(record: &Record) -> &str {
    let publisher = record.field(Meaning::Publisher);
    if publisher.is_empty() { record.unit().unwrap_or_default() } else { publisher }
}

/// The number of an issue: of `2026年第3期（总第15期）` the 3.
fn issue_number(text: &str) -> Option<u64> {
    let folded = yanxi_text::fold::fold(text);
    let after = folded.split_once('第').map_or(folded.as_str(), |(_, rest)| rest);
    let digits: String = after
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().ok().or_else(|| Some(yanxi_text::numeral::leading_han_number(after)?.0))
}

fn without_number(record: &Record, written: &str) -> Diagnostic {
    let title = &record.title;
    let message = if written.is_empty() {
        Wording::new(format!("“{title}”没有写期号"), format!("“{title}” has no number"))
    } else {
        Wording::new(
            format!("“{title}”的期号“{written}”看不出是第几期"),
            format!("the number “{written}” of “{title}” is none"),
        )
    };
    Diagnostic::warning(
        Code::W09,
        place_of(&record.origin),
        message,
        Wording::new("写上 期号: 3 的样子", "write such as 期号: 3"),
    )
}

fn skipped(record: &Record, from: u64, to: u64) -> Diagnostic {
    let (chinese, english) = if from == to {
        (format!("第{from}期"), format!("number {from}"))
    } else {
        (format!("第{from}期至第{to}期"), format!("numbers {from} to {to}"))
    };
    Diagnostic::warning(
        Code::W09,
        place_of(&record.origin),
        Wording::new(
            format!("这一期前面缺{chinese}"),
            format!("before this issue {english} is missing"),
        ),
        Wording::new(
            "补上缺的一期，或改正期号；已经印发、确实跳号的，写 说明: {码: W09, 理由: ……, 人: 姓名, 日期: ……}",
            "add the issue or mend the number; a number really skipped is explained by closing: {code: W09, reason: ..., by: NAME, on: ...}",
        ),
    )
}

fn repeated(record: &Record, number: u64, first: &Record) -> Diagnostic {
    let file = &first.origin.file;
    Diagnostic::warning(
        Code::W09,
        place_of(&record.origin),
        Wording::new(
            format!("第{number}期已经有了，见 {file}"),
            format!("number {number} is taken by {file}"),
        ),
        Wording::new("改正其中一期的期号", "mend the number of one of the two"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_an_issue_is_read_whatever_stands_around_it() {
        assert_eq!(issue_number("3"), Some(3));
        assert_eq!(issue_number("2026年第3期（总第15期）"), Some(3));
        assert_eq!(issue_number("第十二期"), Some(12));
        assert_eq!(issue_number("第１２期"), Some(12));
        assert_eq!(issue_number("增刊"), None);
    }
}
