//! Tells mobile numbers from amounts, years, decimals and rows of figures.
//! In: a candidate of whole groups. Out: the range of the eleven digits, and whether the words before it doubt it.

use std::ops::Range;

use super::candidate::Candidate;
use crate::check_digit::number;
use crate::reading::{Gap, words_after};

const LABELS: [&str; 30] = [
    "电话",
    "手机",
    "手机号",
    "手机号码",
    "联系电话",
    "联系方式",
    "电话号码",
    "号码",
    "tel",
    "mobile",
    "phone",
    "微信",
    "微信号",
    "联系人",
    "致电",
    "拨打",
    "热线",
    "咨询",
    "短信",
    "☎",
    "📱",
    "电 话",
    "手 机",
    "移动电话",
    "来电",
    "本人电话",
    "办公电话",
    "监督电话",
    "小灵通",
    "支付宝",
];
/// Directly after eleven digits these say that it is an amount.
const UNITS: [&str; 18] = [
    "元", "万", "亿", "吨", "亩", "千瓦", "立方", "平方", "股", "公斤", "千克", "美元", "%", "％",
    "‰", "公里", "欧元", "港元",
];

/// The range of the number itself, prefixes left out.
pub(super) fn judge(
    candidate: &Candidate<'_>,
    values: &[u8],
    other_numbers: &[&str],
) -> Option<(Range<usize>, bool)> {
    let prefix: &[u8] = match values.len() {
        11 => &[],
        12 => &[0],
        13 => &[8, 6],
        15 => &[0, 0, 8, 6],
        _ => return None,
    };
    let number = values.strip_prefix(prefix)?;
    if number.first() != Some(&1) || !matches!(number.get(1), Some(3..=9)) {
        return None;
    }
    let digits = &candidate.digits()[prefix.len()..];
    let range = digits.first()?.start..digits.last()?.end;
    // A prefix alone in its group is judged without it.
    if !prefix.is_empty() && !candidate.is_one_group() {
        let first = candidate.layout().first().copied();
        if first <= Some(prefix.len()) {
            return None;
        }
    }
    let labelled = candidate.is_after(&LABELS);
    if !is_parted_as_numbers_are(candidate, values, labelled)
        || is_part_of_decimal(candidate)
        || is_amount(candidate) && !labelled
        || is_in_hexadecimal(candidate)
    {
        return None;
    }
    Some((range, candidate.is_after(other_numbers)))
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
    let single = layout.iter().all(|length| *length == 1);
    if candidate.has_gap(Gap::Comma) {
        return single || labelled && layout == [3, 4, 4];
    }
    if candidate.has_gap(Gap::Dot) {
        return single || usual && layout.len() == 3;
    }
    if candidate.has_gap(Gap::NewLine) {
        return candidate.widest_gap() <= 3
            && (labelled || layout.len() <= 3 && is_wrapped_in_words(candidate));
    }
    if is_date_or_years(layout, values) && !labelled {
        return false;
    }
    if !candidate.has_gap(Gap::Space) {
        return true;
    }
    if candidate.widest_gap() > 3 {
        return labelled || single;
    }
    labelled
        || usual
        || single
        || layout.len() == 2 && candidate.widest_gap() == 1 && layout[0] > 1 && layout[1] > 1
        || has_leading_zero(candidate)
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
fn is_wrapped_in_words(candidate: &Candidate<'_>) -> bool {
    let range = candidate.range();
    let word = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic());
    let before =
        candidate.text[..range.start].chars().rev().find(|c| *c == '\n' || c.is_alphanumeric());
    let after = candidate.text[range.end..].chars().find(|c| *c == '\n' || c.is_alphanumeric());
    word(before) || word(after)
}

/// `108.13912345678` and `13912345678.50`; `3.13912345678` at the beginning of a line is a numbered line.
fn is_part_of_decimal(candidate: &Candidate<'_>) -> bool {
    let text = candidate.text;
    let range = candidate.range();
    let before = &text[..range.start];
    if let Some(whole) = before.strip_suffix('.')
        && whole.ends_with(|c: char| c.is_ascii_digit())
    {
        let line = whole.rsplit('\n').next().unwrap_or_default().trim_start();
        let numbered = line.len() <= 2 && line.bytes().all(|byte| byte.is_ascii_digit());
        if !numbered || line == "0" {
            return true;
        }
    }
    let fraction = text[range.end..]
        .strip_prefix('.')
        .map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    (1..=4).contains(&fraction)
}

fn is_amount(candidate: &Candidate<'_>) -> bool {
    let after = words_after(candidate.text, candidate.range().end, 3);
    candidate.is_one_group()
        && (UNITS.iter().any(|unit| after.starts_with(unit))
            || candidate.before().ends_with(['¥', '￥', '$']))
}

/// Inside a long checksum letters and digits alternate.
fn is_in_hexadecimal(candidate: &Candidate<'_>) -> bool {
    if !candidate.is_one_group() {
        return false;
    }
    let text = candidate.text;
    let range = candidate.range();
    let token = |c: &char| c.is_ascii_hexdigit();
    let before = text[..range.start].chars().rev().take_while(token).count();
    let after = text[range.end..].chars().take_while(token).count();
    let has_other_digits = text[range.start - before..range.start]
        .chars()
        .chain(text[range.end..].chars().take(after))
        .any(|c| c.is_ascii_digit());
    before + after >= 9 && has_other_digits
}
