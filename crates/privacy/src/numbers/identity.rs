//! ID numbers: valid ones, ones that fail, and those of the old form.
//! In: a candidate and its digits. Out: a finding, sure or doubtful.

use super::candidate::{Candidate, OTHER_NUMBERS};
use super::finding;
use crate::check_digit::{is_id_number, is_old_id_number, is_organisation_code};
use crate::digits::markup;
use crate::finding::{Doubt, Finding, Kind};
use crate::mask::{ID, OLD_ID};
use crate::reading::{Gap, Sign, is_ex, is_invisible, sign};

const ORGANISATION: [&str; 4] = ["信用代码", "社会信用代码", "代码证", "机构代码"];
const IDENTITY: [&str; 10] = [
    "身份证",
    "身份证号",
    "身份证号码",
    "公民身份号码",
    "证件号",
    "证件号码",
    "身份号码",
    "身份证号为",
    "id",
    "身份证编号",
];

/// A lone comma between columns of a table is not what parts a number.
fn commas_are_spread(candidate: &Candidate<'_>) -> bool {
    let layout = candidate.layout();
    !candidate.has_gap(Gap::Comma)
        || matches!(layout.as_slice(), [6, 8, 3..=4] | [6, 8, 3, 1])
        || layout.iter().all(|length| *length == 1)
}

/// Where the X of an ID number ends that stands after seventeen digits.
fn ex_after(text: &str, at: usize) -> Option<usize> {
    let mut gaps = 0;
    let mut at = at;
    while let Some(c) = text[at..].chars().next() {
        let after = at + c.len_utf8();
        if is_ex(c) {
            return Some(after);
        }
        at = markup(&text[at..]).map_or(after, |length| at + length);
        if is_invisible(c) {
            continue;
        }
        gaps += 1;
        let is_gap = at > after || matches!(sign(c), Sign::Gap(_));
        if gaps > 3 || !is_gap {
            return None;
        }
    }
    None
}

pub(super) fn id_number(candidate: &Candidate<'_>, values: &[u8]) -> Option<Finding> {
    if !commas_are_spread(candidate) {
        return None;
    }
    let range = candidate.range();
    let whole = match values.len() {
        18 if is_id_number(values) => range,
        17 => {
            let end = ex_after(candidate.text, range.end)?;
            let mut with_ex = values.to_vec();
            with_ex.push(10);
            if !is_id_number(&with_ex) || next_is_digit(candidate.text, end) {
                return None;
            }
            range.start..end
        }
        _ => return None,
    };
    Some(finding(candidate, Kind::IdNumber, whole, ID))
}

fn next_is_digit(text: &str, at: usize) -> bool {
    text[at..]
        .chars()
        .find(|c| !is_invisible(*c))
        .is_some_and(|c| matches!(sign(c), Sign::Digit(_)))
}

/// Eighteen digits that look like an ID number and fail.
pub(super) fn failed_id_number(candidate: &Candidate<'_>, values: &[u8]) -> Option<Finding> {
    let range = candidate.range();
    let one_piece = candidate.is_one_group()
        || matches!(candidate.layout().as_slice(), [6, 8, 4] | [6, 8, 3])
            && !candidate.has_gap(Gap::Comma);
    if !one_piece || values.iter().all(|digit| Some(digit) == values.first()) {
        return None;
    }
    let range = match values.len() {
        18 => range,
        // Only as good as its birth date: seventeen digits with an X stand in few other numbers.
        17 => {
            range.start..ex_after(candidate.text, range.end).filter(|end| end - range.end <= 3)?
        }
        _ => return None,
    };
    let is_organisation = is_organisation_code(values) && candidate.is_after(&ORGANISATION);
    if is_organisation || candidate.is_after(&OTHER_NUMBERS) {
        return None;
    }
    let doubt = Kind::Doubtful(Doubt::FailedIdNumber);
    Some(finding(candidate, doubt, range, ID))
}

/// The old form has no check digit: sure only where the words before it say what it is.
pub(super) fn old_id_number(candidate: &Candidate<'_>, values: &[u8]) -> Option<Finding> {
    let layout = candidate.layout();
    let labelled = candidate.is_after(&IDENTITY);
    let one_piece = candidate.is_one_group() || layout == [6, 6, 3];
    if !is_old_id_number(values) || !(one_piece || labelled) || candidate.has_gap(Gap::Comma) {
        return None;
    }
    let kind = if labelled { Kind::IdNumber } else { Kind::Doubtful(Doubt::OldIdNumber) };
    Some(finding(candidate, kind, candidate.range(), OLD_ID))
}
