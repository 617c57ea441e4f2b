//! Whole numbers as spreadsheets write them when a column is narrow: `1.9900001234E+10`.
//! In: a run's text. Out: findings in such numbers, and the text with all of them blotted out.

use std::borrow::Cow;
use std::ops::Range;

use super::candidate::Candidate;
use super::{Surroundings, judge};
use crate::digits::{Reading, runs};
use crate::finding::{Finding, Kind};
use crate::mask;
use crate::web_address::BLOT;

/// Fewer digits than this say little of a number: `1.5E+10` is an amount.
pub(super) const LEAST_DIGITS: usize = 9;

pub(super) fn find<'a>(text: &'a str, around: &Surroundings<'_>) -> (Cow<'a, str>, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut blotted: Option<Vec<u8>> = None;
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        if !matches!(byte, b'E' | b'e') {
            continue;
        }
        let Some((range, digits)) = number_around(bytes, at) else {
            continue;
        };
        findings.extend(digits.and_then(|digits| whole(text, range.clone(), &digits, around)));
        blotted.get_or_insert_with(|| bytes.to_vec())[range].fill(BLOT);
    }
    match blotted.and_then(|bytes| String::from_utf8(bytes).ok()) {
        Some(text) => (Cow::Owned(text), findings),
        None => (Cow::Borrowed(text), findings),
    }
}

/// The number whose `E` stands at a place; its digits where it is whole.
fn number_around(bytes: &[u8], at: usize) -> Option<(Range<usize>, Option<String>)> {
    const LONGEST: usize = 24;
    let digits = |from: usize| {
        bytes[from..].iter().take(LONGEST).take_while(|byte| byte.is_ascii_digit()).count()
    };
    let fraction =
        bytes[..at].iter().rev().take(LONGEST).take_while(|byte| byte.is_ascii_digit()).count();
    let point = at.checked_sub(fraction + 1)?;
    let is_mantissa = fraction > 0
        && bytes[point] == b'.'
        && point > 0
        && bytes[point - 1].is_ascii_digit()
        && (point < 2 || !bytes[point - 2].is_ascii_digit() && bytes[point - 2] != b'.');
    let sign = bytes.get(at + 1).filter(|byte| matches!(byte, b'+' | b'-'));
    let from = at + 1 + usize::from(sign.is_some());
    let length = digits(from.min(bytes.len()));
    if !is_mantissa || !(1..=3).contains(&length) {
        return None;
    }
    let end = from + length;
    let exponent: usize = std::str::from_utf8(&bytes[from..end]).ok()?.parse().ok()?;
    let range = point - 1..end;
    let mantissa: String = bytes[point - 1..at]
        .iter()
        .filter(|byte| byte.is_ascii_digit())
        .map(|byte| char::from(*byte))
        .collect();
    let is_whole = sign != Some(&b'-')
        && (fraction..=18).contains(&exponent)
        && mantissa.trim_end_matches('0').len() >= LEAST_DIGITS;
    let whole = is_whole.then(|| format!("{mantissa}{}", "0".repeat(exponent - fraction)));
    Some((range, whole))
}

/// What the whole number is, called as the one in the text is.
fn whole(
    text: &str,
    range: Range<usize>,
    digits: &str,
    around: &Surroundings<'_>,
) -> Option<Finding> {
    let mut before: String = {
        let words: Vec<char> = text[..range.start].chars().rev().take(14).collect();
        words.into_iter().rev().collect()
    };
    before.push_str(digits);
    before.extend(text[range.end..].chars().take(4));
    let mut found = None;
    runs(&before, Reading::Plain, |run| {
        for group in 0..run.groups.len() {
            let groups = group..group + 1;
            let candidate = Candidate { text: &before, first_line: None, run, groups, around };
            let values = candidate.values();
            if values.len() == digits.len() {
                found = judge(&candidate, &values).or(found.take());
            }
        }
    });
    let Finding { kind, labelled, .. } = found?;
    let kept = match kind {
        Kind::IdNumber => mask::ID,
        Kind::BankCard => mask::CARD,
        Kind::Mobile => mask::MOBILE,
        _ => return None,
    };
    Some(Finding { kind, range, mask: mask::of_number(digits, kept), labelled })
}
