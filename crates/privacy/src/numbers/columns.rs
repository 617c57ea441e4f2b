//! Tells a number that is written in groups from columns of figures parted by blanks.
//! In: a candidate whose groups blanks part, with the lines around it. Out: whether it stands among figures.
//!
//! `甲嘎查 135 4823 2318` and `张样 135 4823 2318` are the same text: other figures beside it, or lines of the same
//! build around it that hold no such number, decide for a table.

use std::ops::Range;

use super::candidate::Candidate;
use crate::naming::{Named, named_in_cell};
use crate::reading::Gap;
use crate::text_run::RunKind;

/// Whether it is a row of figures; `fits` tells whether digits have the form of the number looked for.
pub(super) fn is_row_of_figures(candidate: &Candidate<'_>, fits: impl Fn(&[u8]) -> bool) -> bool {
    candidate.has_gap(Gap::Space) && ends_in_a_date(candidate) || is_among_figures(candidate, fits)
}

/// The same but for a date behind it: of a row that ends in one a valid ID number hardly comes about by chance.
pub(super) fn is_among_figures(candidate: &Candidate<'_>, fits: impl Fn(&[u8]) -> bool) -> bool {
    candidate.has_gap(Gap::Space)
        && (begins_inside_a_figure(candidate)
            || is_beside_figures(candidate, &fits)
            || is_among_rows(candidate, &fits))
}

/// Longer lines are no rows of a table.
const LONGEST: usize = 1_000;

/// Whether it is made of the figures of several rows, one below the other, as `<br>` ends them: three rows, or two with a
/// further one above or below, of which one at least holds several figures. A number that is broken has one piece a line.
/// Not asked of ID numbers, which hardly come about by chance.
pub(super) fn is_over_rows(candidate: &Candidate<'_>) -> bool {
    let text = candidate.text;
    let range = candidate.range();
    let rows: Vec<usize> =
        text[range.clone()].split(LINE_ENDS).map(figures).filter(|count| *count > 0).collect();
    if rows.len() < 2 || rows.iter().all(|count| *count == 1) {
        return false;
    }
    let is_row = |line: Option<&str>| line.is_some_and(|line| figures(line) > 0);
    rows.len() > 2 || is_row(line_above(text, range.start)) || is_row(line_below(text, range.end))
}

/// Empty lines between rows are passed over, so many.
const EMPTY_LINES: usize = 2;

fn line_above(text: &str, at: usize) -> Option<&str> {
    let mut start = line_start(text, at, LONGEST)?;
    for _ in 0..=EMPTY_LINES {
        let end = start.checked_sub(1)?;
        start = line_start(text, end, LONGEST)?;
        let line = &text[start..end];
        if !line.trim().is_empty() {
            return Some(line);
        }
    }
    None
}

fn line_below(text: &str, at: usize) -> Option<&str> {
    let mut end = line_end(text, at, LONGEST)?;
    for _ in 0..=EMPTY_LINES {
        let start = end + 1;
        end = (start <= text.len()).then(|| line_end(text, start, LONGEST))??;
        let line = &text[start..end];
        if !line.trim().is_empty() {
            return Some(line);
        }
    }
    None
}

const LINE_ENDS: [char; 2] = ['\n', '\u{B}'];

/// How many figures a line holds that holds nothing else.
fn figures(line: &str) -> usize {
    let is_between = |c: char| c.is_whitespace() || ".,;:+-/()[]，、；（）".contains(c);
    if !line.chars().all(|c| c.is_ascii_digit() || is_between(c)) {
        return 0;
    }
    line.split(|c: char| !c.is_ascii_digit()).filter(|figure| !figure.is_empty()).count()
}

/// Where the line begins on which a place lies, if that is near.
pub(super) fn line_start(text: &str, at: usize, farthest: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let earliest = at.saturating_sub(farthest);
    let end = bytes[earliest..at].iter().rposition(|byte| matches!(byte, b'\n' | 0xB));
    match end {
        Some(end) => Some(earliest + end + 1),
        None => (earliest == 0).then_some(0),
    }
}

/// Where the line ends on which a place lies, if that is near.
fn line_end(text: &str, at: usize, farthest: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let latest = bytes.len().min(at + farthest + 1);
    let end = bytes[at..latest].iter().position(|byte| matches!(byte, b'\n' | 0xB));
    match end {
        Some(end) => Some(at + end),
        None => (latest == bytes.len()).then_some(latest),
    }
}

/// The first line of a text, if it may be a head of columns.
pub(super) fn first_line(text: &str) -> Option<&str> {
    line_end(text, 0, LONGEST).map(|end| &text[..end])
}

/// What the first line of a text calls the column that a candidate stands in, where blanks part columns.
pub(super) fn named_by_first_line(candidate: &Candidate<'_>) -> Option<Named> {
    if candidate.around.kind != RunKind::Paragraph {
        return None;
    }
    let text = candidate.text;
    let first = candidate.first_line?;
    let start = candidate.range().start;
    let line = line_start(text, start, LONGEST).filter(|line| *line > 0)?;
    let whole = &text[line..line_end(text, line, LONGEST)?];
    let count = |text: &str| text.split_whitespace().count();
    if count(first) < 2 || count(first) != count(whole) {
        return None;
    }
    first.split_whitespace().nth(count(&text[line..start])).and_then(named_in_cell)
}

/// `1968 2003年`
fn ends_in_a_date(candidate: &Candidate<'_>) -> bool {
    candidate.text[candidate.range().end..].starts_with(['年', '月', '%', '％'])
}

/// `20-137 2008 7952`, `70,134 1968 2003`: the first group ends another figure.
fn begins_inside_a_figure(candidate: &Candidate<'_>) -> bool {
    let range = candidate.range();
    let mut before = candidate.text[..range.start].chars().rev();
    let in_thousands = matches!(before.next(), Some(',' | '，'))
        && before.next().is_some_and(|c| c.is_ascii_digit());
    in_thousands
        || candidate.parting_before().is_some_and(|parting| {
            matches!(parting.gap, Gap::Hyphen | Gap::Dot)
                && parting.width == 1
                && !is_country(candidate, candidate.groups.start - 1)
        })
}

/// 86, 0086
fn is_country(candidate: &Candidate<'_>, group: usize) -> bool {
    let digits = &candidate.run.digits[candidate.run.groups[group].clone()];
    let values: Vec<u8> = digits.iter().map(|digit| digit.value).collect();
    matches!(values.as_slice(), [8, 6] | [0, 0, 8, 6])
}

/// Whether a blank alone parts it from further figures which are no such number.
fn is_beside_figures(candidate: &Candidate<'_>, fits: &impl Fn(&[u8]) -> bool) -> bool {
    let run = candidate.run;
    let is_blank =
        |at: usize| run.partings.get(at).is_some_and(|parting| parting.gap == Gap::Space);
    let left = candidate.groups.start > 0 && is_blank(candidate.groups.start - 1);
    let right = is_blank(candidate.groups.end - 1);
    if !left && !right {
        return false;
    }
    if left && !right {
        let before = candidate.groups.start - 1;
        // `1 199 0000 1234`: the number of the line.
        let is_index = run.groups[before].len() <= 2 && candidate.starts_line(before);
        if is_country(candidate, before) || is_index {
            return false;
        }
    }
    !is_list_of_numbers(candidate, fits)
}

/// Numbers one after the other, each written as this one is; of long lists the nearest are looked at.
fn is_list_of_numbers(candidate: &Candidate<'_>, fits: &impl Fn(&[u8]) -> bool) -> bool {
    const NEAREST: usize = 6;
    let run = candidate.run;
    let width = candidate.groups.len();
    let layout = candidate.layout();
    let is_blank =
        |at: usize| run.partings.get(at).is_some_and(|parting| parting.gap == Gap::Space);
    let is_number = |groups: Range<usize>| {
        let part = Candidate { groups, ..*candidate };
        part.layout() == layout && fits(&part.values())
    };
    let mut start = candidate.groups.start;
    for _ in 0..NEAREST {
        if start == 0 || !is_blank(start - 1) {
            break;
        }
        match start.checked_sub(width) {
            Some(before) if is_number(before..start) => start = before,
            _ => return false,
        }
    }
    let mut end = candidate.groups.end;
    for _ in 0..NEAREST {
        if !is_blank(end - 1) {
            break;
        }
        if end + width > run.groups.len() || !is_number(end..end + width) {
            return false;
        }
        end += width;
    }
    true
}

/// Whether the line above or below is built alike and holds no such number.
fn is_among_rows(candidate: &Candidate<'_>, fits: &impl Fn(&[u8]) -> bool) -> bool {
    let range = candidate.range();
    let text = candidate.text;
    let start = line_start(text, range.start, LONGEST);
    let (Some(start), Some(end)) = (start, line_end(text, range.end, LONGEST)) else {
        return false;
    };
    let line = &text[start..end];
    let above = match start.checked_sub(1) {
        Some(at) => line_start(text, at, LONGEST).map(|start| &text[start..at]),
        None => Some(candidate.around.above),
    };
    let below = match text.get(end + 1..) {
        Some(_) => line_end(text, end + 1, LONGEST).map(|after| &text[end + 1..after]),
        None => Some(candidate.around.below),
    };
    let first = text[start..range.start].split_whitespace().count();
    let width = candidate.groups.len();
    let is_row = |other: &str| {
        is_built_alike(line, other) && {
            let digits: Vec<u8> = other
                .split_whitespace()
                .skip(first)
                .take(width)
                .flat_map(|word| word.bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0'))
                .collect();
            !fits(&digits)
        }
    };
    above.is_some_and(is_row) || below.is_some_and(is_row)
}

/// Lines of as many words, figures at the same places; the heads of columns are words at all places.
fn is_built_alike(line: &str, other: &str) -> bool {
    if line.len() > LONGEST || other.len() > LONGEST {
        return false;
    }
    let is_figure = |word: &str| {
        word.bytes().any(|byte| byte.is_ascii_digit())
            && word.bytes().all(|byte| byte.is_ascii_digit() || b".,%+-/".contains(&byte))
    };
    let build = |line: &str| line.split_whitespace().map(is_figure).collect::<Vec<bool>>();
    let (own, other) = (build(line), build(other));
    own.len() == other.len() && own.len() > 2 && (own == other || !other.contains(&true))
}
