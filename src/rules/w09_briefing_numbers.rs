//! W09: numbers of briefings that are skipped, repeated or missing.
//! In: briefings, by type, publisher and year. Out: a warning at the briefing.

use std::collections::BTreeMap;

use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::Role;
use yanxi_campaign::record::Review;
use yanxi_campaign::{Campaign, Record};

use crate::rules::Subject;
use crate::rules::closing::{Closings, OnRecord};
use crate::rules::{Example, Found, Rule};
use yanxi_problem::{Code, Diagnostic, Name, Problem, Quoted, Words, problems};

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
    found: Found::By(find, problems::<IssueProblem>),
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

const NUMBER: Words = Words::new("期号", "number");

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
    let title = Name::from(&record.title);
    let number = OnRecord::key(NUMBER, "3", record);
    let problem = match written {
        "" => IssueProblem::WithoutNumber { title, number },
        written => IssueProblem::NoNumber { title, written: Quoted::from(written), number },
    };
    Diagnostic::of(record.origin.clone(), &problem)
}

fn skipped(record: &Record, first: u64, last: u64) -> Diagnostic {
    let closing = OnRecord::closing(Code::W09, record);
    let problem = match first == last {
        true => IssueProblem::Skipped { number: first, closing },
        false => IssueProblem::SeveralSkipped { first, last, closing },
    };
    Diagnostic::of(record.origin.clone(), &problem)
}

fn repeated(record: &Record, number: u64, first: &Record) -> Diagnostic {
    let first = Name::from(&first.origin.file);
    Diagnostic::of(record.origin.clone(), &IssueProblem::Repeated { number, first })
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum IssueProblem {
    #[code(W09)]
    #[zh("“{title}”没有写期号", "{number} 的样子")]
    #[en("“{title}” has no number", "{number}, or the like")]
    WithoutNumber { title: Name, number: OnRecord },
    #[code(W09)]
    #[zh("“{title}”的期号“{written}”看不出是第几期", "{number} 的样子")]
    #[en(
        "the number “{written}” of “{title}” does not tell which issue it is",
        "{number}, or the like"
    )]
    NoNumber { title: Name, written: Quoted, number: OnRecord },
    #[code(W09)]
    #[zh("这一期前面缺第{number}期", "补上缺的一期，或改正期号；已经印发、确实跳号的，{closing}")]
    #[en(
        "before this issue number {number} is missing",
        "add the issue or correct the number; if a number was really skipped in print, {closing}"
    )]
    Skipped { number: u64, closing: OnRecord },
    #[code(W09)]
    #[zh(
        "这一期前面缺第{first}期至第{last}期",
        "补上缺的一期，或改正期号；已经印发、确实跳号的，{closing}"
    )]
    #[en(
        "before this issue numbers {first} to {last} are missing",
        "add the issues or correct the number; if a number was really skipped in print, {closing}"
    )]
    SeveralSkipped { first: u64, last: u64, closing: OnRecord },
    #[code(W09)]
    #[zh("第{number}期已经有了，见 {first}", "改正其中一期的期号")]
    #[en("number {number} is taken by {first}", "correct the number of one of the two")]
    Repeated { number: u64, first: Name },
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
