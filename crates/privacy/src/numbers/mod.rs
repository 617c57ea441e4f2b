//! Finds ID numbers, bank cards and mobile numbers.
//! In: a run of text and what stands around it. Out: findings that do not overlap. A number is made of whole groups: it
//! never begins or ends beside a digit, and what parts its groups must be what people put between them.

mod bank_card;
mod candidate;
mod columns;
mod identity;
mod mobile;
mod scientific;

use std::ops::Range;

use super::digits::{Reading, Run, may_hold, runs};
use super::mask::{self, MOBILE};
use crate::finding::{Doubt, Finding, Kind};
use crate::naming::Named;
use crate::text_run::RunKind;
use crate::web_address::without_web_addresses;
use bank_card::bank_card;
use candidate::Candidate;
use identity::{failed_id_number, id_number, old_id_number};

/// What is known of a run besides its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Surroundings<'a> {
    /// What the cell to the left or the head of the column calls it.
    pub(super) named: Option<Named>,
    /// Nothing is shown that may be a number.
    pub(super) in_report: bool,
    pub(super) kind: RunKind,
    /// The lines next to it.
    pub(super) above: &'a str,
    pub(super) below: &'a str,
}

/// All numbers of persons in a run, in order.
pub(super) fn find(text: &str, around: &Surroundings<'_>) -> Vec<Finding> {
    // The shortest that is looked for: one written as spreadsheets do, whose noughts at the end are not written.
    if !may_hold(text, scientific::LEAST_DIGITS) {
        return Vec::new();
    }
    let text = without_web_addresses(text);
    let (text, mut findings) = scientific::find(&text, around);
    let known = findings.len();
    for reading in [Reading::Plain, Reading::WithLookAlikes] {
        let mut further = Vec::new();
        runs(&text, reading, |run| {
            if reading == Reading::Plain || run.digits.iter().any(|digit| digit.look_alike) {
                find_in_run(&text, run, reading, around, &mut further);
            }
        });
        if reading == Reading::WithLookAlikes {
            // Both lists are in order.
            let plain = &findings[known..];
            further.retain(|finding| {
                let next = plain.partition_point(|other| other.range.end <= finding.range.start);
                plain.get(next).is_none_or(|other| !overlap(other, finding))
            });
        }
        findings.extend(further);
    }
    findings.sort_by_key(|finding| finding.range.start);
    findings
}

fn overlap(a: &Finding, b: &Finding) -> bool {
    a.range.start < b.range.end && b.range.start < a.range.end
}

fn find_in_run(
    text: &str,
    run: &Run,
    reading: Reading,
    around: &Surroundings<'_>,
    findings: &mut Vec<Finding>,
) {
    let values: Vec<u8> = run.digits.iter().map(|digit| digit.value).collect();
    let first_line = columns::first_line(text);
    let mut group = run.starts.start;
    while group < run.starts.end {
        let mut best: Option<(u8, usize, Finding)> = None;
        let mut length = 0;
        for end in group + 1..=run.groups.len() {
            length += run.groups[end - 1].len();
            if length > 19 {
                break;
            }
            if length < 11 {
                continue;
            }
            let candidate = Candidate { text, first_line, run, groups: group..end, around };
            if reading == Reading::WithLookAlikes && !candidate.is_believable() {
                continue;
            }
            let own = &values[run.groups[group].start..run.groups[end - 1].end];
            if let Some(finding) = judge(&candidate, own) {
                // Of two ID numbers the one with a check digit is sure.
                let is_old = finding.kind == Kind::IdNumber && length == 15;
                let weight = weight(finding.kind) + u8::from(is_old);
                if best.as_ref().is_none_or(|(other, _, _)| weight < *other) {
                    best = Some((weight, end, finding));
                }
            }
        }
        match best {
            Some((weight, end, finding)) => {
                // A doubtful number gives way to a sure one that begins inside it. Only the last ones reach so far.
                group = if weight > 2 { group + 1 } else { end };
                while findings.last().is_some_and(|other| {
                    overlap(other, &finding) && weight < self::weight(other.kind)
                }) {
                    findings.pop();
                }
                if findings.last().is_none_or(|other| !overlap(other, &finding)) {
                    findings.push(finding);
                }
            }
            None => group += 1,
        }
    }
}

fn weight(kind: Kind) -> u8 {
    match kind {
        Kind::IdNumber => 0,
        Kind::BankCard => 1,
        Kind::Mobile => 2,
        _ => 3,
    }
}

fn judge(candidate: &Candidate<'_>, values: &[u8]) -> Option<Finding> {
    id_number(candidate, values)
        .or_else(|| bank_card(candidate, values))
        .or_else(|| mobile_number(candidate, values))
        .or_else(|| failed_id_number(candidate, values))
        .or_else(|| old_id_number(candidate, values))
}

fn finding(
    candidate: &Candidate<'_>,
    kind: Kind,
    range: Range<usize>,
    style: mask::Kept,
) -> Finding {
    let labelled = candidate.is_said_to_be_a_persons();
    Finding { kind, mask: mask::of_number(&candidate.text[range.clone()], style), range, labelled }
}

fn mobile_number(candidate: &Candidate<'_>, values: &[u8]) -> Option<Finding> {
    let (range, doubtful) = mobile::judge(candidate, values)?;
    let kind = if doubtful { Kind::Doubtful(Doubt::OtherwiseNamed) } else { Kind::Mobile };
    Some(finding(candidate, kind, range, MOBILE))
}
