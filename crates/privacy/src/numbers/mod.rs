//! Finds ID numbers, bank cards and mobile numbers.
//! In: a text. Out: findings that do not overlap. A number is made of whole groups: it never begins or ends beside a
//! digit, and what parts its groups must be what people put between them.

mod bank_card;
mod candidate;
mod identity;
mod mobile;

use std::ops::Range;

use super::digits::{Reading, Run, runs};
use super::mask::{self, MOBILE};
use crate::finding::{Doubt, Finding, Kind};
use bank_card::bank_card;
use candidate::{Candidate, OTHER_NUMBERS};
use identity::{failed_id_number, id_number, old_id_number};

/// All numbers of persons in a text.
pub(super) fn find(text: &str) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for reading in [Reading::Plain, Reading::WithLookAlikes] {
        let mut further = Vec::new();
        runs(text, reading, |run| {
            if reading == Reading::Plain || run.digits.iter().any(|digit| digit.look_alike) {
                find_in_run(text, run, reading, &mut further);
            }
        });
        further.retain(|finding| !findings.iter().any(|other| overlap(other, finding)));
        findings.extend(further);
    }
    findings
}

fn overlap(a: &Finding, b: &Finding) -> bool {
    a.range.start < b.range.end && b.range.start < a.range.end
}

fn find_in_run(text: &str, run: &Run, reading: Reading, findings: &mut Vec<Finding>) {
    let mut group = 0;
    while group < run.groups.len() {
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
            let candidate = Candidate { text, run, groups: group..end };
            if reading == Reading::WithLookAlikes && !candidate.is_believable() {
                continue;
            }
            if let Some(finding) = judge(&candidate) {
                let weight = weight(finding.kind);
                if best.as_ref().is_none_or(|(other, _, _)| weight < *other) {
                    best = Some((weight, end, finding));
                }
            }
        }
        match best {
            Some((weight, end, finding)) => {
                // A doubtful number gives way to a sure one that begins inside it.
                group = if weight > 2 { group + 1 } else { end };
                findings.retain(|other| {
                    !(overlap(other, &finding) && weight < self::weight(other.kind))
                });
                if !findings.iter().any(|other| overlap(other, &finding)) {
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

fn judge(candidate: &Candidate<'_>) -> Option<Finding> {
    let values = candidate.values();
    id_number(candidate, &values)
        .or_else(|| bank_card(candidate, &values))
        .or_else(|| mobile_number(candidate, &values))
        .or_else(|| failed_id_number(candidate, &values))
        .or_else(|| old_id_number(candidate, &values))
}

fn finding(
    candidate: &Candidate<'_>,
    kind: Kind,
    range: Range<usize>,
    style: mask::Kept,
) -> Finding {
    Finding { kind, mask: mask::of_number(&candidate.text[range.clone()], style), range }
}

fn mobile_number(candidate: &Candidate<'_>, values: &[u8]) -> Option<Finding> {
    let (range, doubtful) = mobile::judge(candidate, values, &OTHER_NUMBERS)?;
    let kind = if doubtful { Kind::Doubtful(Doubt::OtherwiseNamed) } else { Kind::Mobile };
    Some(finding(candidate, kind, range, MOBILE))
}
