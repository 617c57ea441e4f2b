//! Tells mobile numbers from amounts, years, decimals and rows of figures.
//! In: a candidate of whole groups. Out: the range of the eleven digits, and whether the words before it doubt it.

use std::ops::Range;

use super::candidate::Candidate;
use super::columns::{is_over_rows, is_row_of_figures};
use crate::check_digit::number;
use crate::naming::Named;
use crate::reading::{Gap, words_after};

/// Directly after eleven digits these say that it is an amount.
const UNITS: [&str; 18] = [
    "元", "万", "亿", "吨", "亩", "千瓦", "立方", "平方", "股", "公斤", "千克", "美元", "%", "％",
    "‰", "公里", "欧元", "港元",
];

/// The range of the number itself, prefixes left out, and whether it is called something else or a part of a code.
pub(super) fn judge(candidate: &Candidate<'_>, values: &[u8]) -> Option<(Range<usize>, bool)> {
    let prefix = prefix_of_mobile(values)?;
    let digits = &candidate.digits()[prefix..];
    let range = digits.first()?.start..digits.last()?.end;
    // A prefix alone in its group is judged without it.
    if prefix > 0 && !candidate.is_one_group() && candidate.layout().first() <= Some(&prefix) {
        return None;
    }
    if candidate.is_decimal_in_line() || candidate.is_in_hexadecimal() {
        return None;
    }
    let named = candidate.named().filter(|_| !candidate.around.in_report);
    let labelled = candidate.is_called(Named::Phone);
    // Amounts are written with noughts behind the point, numbers with one, by spreadsheets.
    let is_figure = named == Some(Named::Amount)
        || !labelled
            && (is_amount(candidate)
                || candidate.noughts_behind() > 1
                || is_over_rows(candidate)
                || is_row_of_figures(candidate, |digits| prefix_of_mobile(digits).is_some()));
    if is_figure || !is_parted_as_numbers_are(candidate, values, labelled) {
        return None;
    }
    let is_code = !labelled && (candidate.is_in_code() || is_model(candidate));
    Some((range, named == Some(Named::Other) || is_code))
}

/// How many digits stand before the eleven of a mobile number.
pub(super) fn prefix_of_mobile(values: &[u8]) -> Option<usize> {
    let prefix: &[u8] = match values.len() {
        11 => &[],
        12 => &[0],
        13 => &[8, 6],
        15 => &[0, 0, 8, 6],
        _ => return None,
    };
    let number = values.strip_prefix(prefix)?;
    let is_mobile = number.first() == Some(&1) && matches!(number.get(1), Some(3..=9));
    is_mobile.then_some(prefix.len())
}

fn is_parted_as_numbers_are(candidate: &Candidate<'_>, values: &[u8], labelled: bool) -> bool {
    let layout = candidate.layout();
    let layout = layout.as_slice();
    if layout.len() == 1 {
        return true;
    }
    let usual = matches!(
        layout,
        [3, 4, 4] | [3, 8] | [7, 4] | [3, 3, 5] | [3, 5, 3] | [5, 4, 4] | [5, 8] | [2, 3, 4, 4]
    );
    let single = candidate.is_spread();
    if candidate.has_gap(Gap::Dot) {
        return single || usual && layout.len() == 3;
    }
    if candidate.has_gap(Gap::NewLine) {
        return candidate.widest_gap() <= 3
            && (labelled
                || layout.len() <= 3
                    && !candidate.has_gap(Gap::Space)
                    && is_wrapped_in_words(candidate));
    }
    if is_date_or_years(layout, values) && !labelled {
        return false;
    }
    if !candidate.has_gap(Gap::Space) {
        return labelled || usual || single || is_parted_alike(candidate, layout);
    }
    if candidate.widest_gap() > 3 {
        return labelled || single;
    }
    labelled
        || usual
        || single
        || layout.len() == 2 && candidate.widest_gap() == 1 && layout[0] > 1 && layout[1] > 1
        || has_leading_zero(candidate) && !is_in_thousands(layout)
}

/// `1990-0001-234`, `19-90-00-01-234`: one sign everywhere, no digit alone but the first.
fn is_parted_alike(candidate: &Candidate<'_>, layout: &[usize]) -> bool {
    let partings = candidate.partings();
    let inside = candidate.parting_before().is_some_and(|parting| parting.gap == Gap::Hyphen)
        || candidate.parting_after().is_some_and(|parting| parting.gap == Gap::Hyphen);
    !inside
        && layout[1..].iter().all(|length| *length > 1)
        && partings.windows(2).all(|two| two[0].sign == two[1].sign)
}

/// `13 900 000 086`
fn is_in_thousands(layout: &[usize]) -> bool {
    layout.len() > 2 && layout[0] <= 3 && layout[1..].iter().all(|length| *length == 3)
}

/// Figures of a table have no zero in front; pieces of a number have.
fn has_leading_zero(candidate: &Candidate<'_>) -> bool {
    let mut at = 0;
    let values = candidate.values();
    candidate.layout().iter().any(|length| {
        let begins_with_zero = *length > 1 && values.get(at) == Some(&0);
        at += length;
        begins_with_zero
    })
}

/// `1985-06-15 101`, `1958 2008 100`
fn is_date_or_years(layout: &[usize], values: &[u8]) -> bool {
    let is_year = |digits: &[u8]| (1900..=2099).contains(&number(digits));
    layout[0] == 4
        && is_year(&values[..4])
        && match layout[1] {
            1 | 2 => number(&values[4..4 + layout[1]]) <= 12,
            4 => is_year(&values[4..8]),
            _ => false,
        }
}

/// A number broken by the end of a line has words before or after it on its own lines; a column of figures has not.
pub(super) fn is_wrapped_in_words(candidate: &Candidate<'_>) -> bool {
    let range = candidate.range();
    let word = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic());
    let before =
        candidate.text[..range.start].chars().rev().find(|c| *c == '\n' || c.is_alphanumeric());
    let after = candidate.text[range.end..].chars().find(|c| *c == '\n' || c.is_alphanumeric());
    word(before) || word(after)
}

/// `13800138000型`
fn is_model(candidate: &Candidate<'_>) -> bool {
    candidate.is_one_group()
        && words_after(candidate.text, candidate.range().end, 1).starts_with('型')
}

fn is_amount(candidate: &Candidate<'_>) -> bool {
    let after = words_after(candidate.text, candidate.range().end, 3);
    candidate.is_one_group()
        && (UNITS.iter().any(|unit| after.starts_with(unit))
            || candidate.before().ends_with(['¥', '￥', '$']))
}
