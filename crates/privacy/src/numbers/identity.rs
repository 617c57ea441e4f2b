//! ID numbers: valid ones, ones that fail, and those of the old form.
//! In: a candidate and its digits. Out: a finding, sure or doubtful.

use super::candidate::Candidate;
use super::columns::{is_among_figures, is_row_of_figures};
use super::finding;
use crate::check_digit::{begins_with_province, is_id_number, is_old_id_number};
use crate::finding::{Doubt, Finding, Kind};
use crate::mask::{ID, OLD_ID};
use crate::naming::Named;
use crate::reading::{Gap, Sign, is_ex, is_invisible, sign};

/// Where the X of an ID number ends that stands after seventeen digits.
fn ex_after(text: &str, at: usize) -> Option<usize> {
    let mut gaps = 0;
    let mut at = at;
    while let Some(c) = text[at..].chars().next() {
        let after = at + c.len_utf8();
        if is_ex(c) {
            return Some(after);
        }
        at = after;
        if is_invisible(c) {
            continue;
        }
        gaps += 1;
        let is_gap = matches!(sign(c), Sign::Gap(gap) if gap != Gap::Comma);
        if gaps > 3 || !is_gap {
            return None;
        }
    }
    None
}

pub(super) fn id_number(candidate: &Candidate<'_>, values: &[u8]) -> Option<Finding> {
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
    let called = candidate.is_called(Named::Identity);
    // Where the X stands apart, its digit is not among those that are compared.
    let fits = |digits: &[u8]| is_id_number(digits) || digits.len() == 17;
    let is_figure = candidate.is_decimal_in_line()
        || candidate.has_gap(Gap::NewLine) && !goes_on_in_next_line(candidate)
        || is_among_figures(candidate, fits);
    if !called && is_figure {
        return None;
    }
    let kind = match candidate.around.named {
        // Of eighteen digits one number in twenty thousand has this form.
        Some(Named::Other | Named::Amount) if !candidate.around.in_report => {
            Kind::Doubtful(Doubt::OtherwiseNamed)
        }
        Some(Named::Numbered) if !begins_with_province(values) && !candidate.around.in_report => {
            Kind::Doubtful(Doubt::OtherwiseNamed)
        }
        _ => Kind::IdNumber,
    };
    Some(finding(candidate, kind, whole, ID))
}

/// A number broken by the end of a line: nothing else stands beside it, or words on its lines and no blanks inside it.
fn goes_on_in_next_line(candidate: &Candidate<'_>) -> bool {
    let breaks = candidate.partings().iter().filter(|parting| parting.gap == Gap::NewLine).count();
    let blanks = candidate.partings().iter().any(|parting| parting.gap == Gap::Space);
    let is_alone = candidate.groups.len() == candidate.run.groups.len();
    is_alone || breaks <= 2 && !blanks && super::mobile::is_wrapped_in_words(candidate)
}

fn next_is_digit(text: &str, at: usize) -> bool {
    text[at..]
        .chars()
        .find(|c| !is_invisible(*c))
        .is_some_and(|c| matches!(sign(c), Sign::Digit(_)))
}

/// Eighteen digits that look like an ID number and fail.
pub(super) fn failed_id_number(candidate: &Candidate<'_>, values: &[u8]) -> Option<Finding> {
    if !matches!(values.len(), 17 | 18) {
        return None;
    }
    let range = candidate.range();
    let one_piece = candidate.is_one_group()
        || matches!(candidate.layout().as_slice(), [6, 8, 4] | [6, 8, 3])
            && candidate.partings().iter().all(|parting| parting.width <= 3)
            && !candidate.has_gap(Gap::NewLine);
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
    let is_other = candidate.is_called(Named::Other) || candidate.is_called(Named::Amount);
    if is_other || candidate.is_decimal() || candidate.is_in_hexadecimal() {
        return None;
    }
    if is_row_of_figures(candidate, |digits| digits.len() >= 17) {
        return None;
    }
    let doubt = Kind::Doubtful(Doubt::FailedIdNumber);
    Some(finding(candidate, doubt, range, ID))
}

/// The old form has no check digit: sure only where the words before it say what it is.
pub(super) fn old_id_number(candidate: &Candidate<'_>, values: &[u8]) -> Option<Finding> {
    if !is_old_id_number(values) {
        return None;
    }
    let one_piece = candidate.is_one_group() || candidate.layout() == [6, 6, 3];
    if candidate.is_decimal() || candidate.is_in_hexadecimal() {
        return None;
    }
    let labelled = candidate.is_called(Named::Identity);
    let is_other = candidate.is_called(Named::Other) || candidate.is_called(Named::Amount);
    if !labelled && (!one_piece || is_other || is_row_of_figures(candidate, is_old_id_number)) {
        return None;
    }
    let kind = if labelled { Kind::IdNumber } else { Kind::Doubtful(Doubt::OldIdNumber) };
    Some(finding(candidate, kind, candidate.range(), OLD_ID))
}
