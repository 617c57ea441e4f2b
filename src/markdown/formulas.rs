//! Formulas as LaTeX has them, `$a_1$` and `$$…$$`, which stay on the page as typed.
//! In: lines of a page, or its Markdown. Out: the same with blocks of formulas as fenced code, and the signs of those in a
//! line as stand-ins, so that `_`, `[[` and `\\` in them mean nothing.

use std::ops::Range;

use super::source_lines::{Fence, Line, indent_of, is_list_item};
use super::stand_in::{
    AMPERSAND, BACKSLASH, CLOSING, EQUALS, LESS, OPENING, STAR, TILDE, UNDERSCORE,
};

/// The language of a fence that holds a formula.
pub(super) const LANGUAGE: &str = "math";
/// A formula in a line is no longer than so many bytes.
const LONGEST: usize = 400;
/// A block of formulas has no more lines.
const MOST_LINES: usize = 200;

/// Where formulas stand in a line: between `$` that touch them, with `\`, `^`, `_` or `[[` inside. Amounts of money have
/// none of these.
pub(super) fn in_line(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('$').map(|start| at + start) {
        let marks = text[start..].len() - text[start..].trim_start_matches('$').len();
        let inside = start + marks;
        let is_escaped = text[..start].ends_with('\\');
        let mark = &"$$"[..marks.min(2)];
        let close = match is_escaped || marks > 2 {
            true => None,
            false => close_of(text, inside, mark),
        };
        match close {
            Some(close) => {
                let end = close + mark.len();
                if is_formula(&text[inside..close]) {
                    found.push(start..end);
                }
                at = end;
            }
            None => at = inside,
        }
    }
    found
}

/// Where the mark stands that closes what opens here.
fn close_of(text: &str, start: usize, mark: &str) -> Option<usize> {
    let rest = &text[start..];
    let close =
        rest.match_indices(mark).map(|(at, _)| at).find(|at| !rest[..*at].ends_with('\\'))?;
    let (inside, behind) = (&rest[..close], &rest[close + mark.len()..]);
    let touches = !inside.starts_with(char::is_whitespace)
        && !inside.ends_with(char::is_whitespace)
        && !behind.starts_with(|sign: char| sign.is_ascii_digit());
    (close > 0 && (touches || mark.len() == 2)).then_some(start + close)
}

fn is_formula(inside: &str) -> bool {
    let has_signs =
        inside.contains(['\\', '^', '_']) || (inside.contains("[[") && inside.is_ascii());
    has_signs && inside.len() < LONGEST && !inside.contains('`')
}

/// Fences blocks of formulas, so that their lines are neither lists nor headings.
pub(super) fn fence_blocks(lines: Vec<Line>) -> Vec<Line> {
    if !lines.iter().any(|line| line.text.contains("$$")) {
        return lines;
    }
    let mut out = Vec::with_capacity(lines.len());
    let mut fence = Fence::default();
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        let end = match fence.takes(&line.text) || !may_hold_fence(&lines, at) {
            true => None,
            false => block_end(&lines, at),
        };
        let Some(end) = end else {
            out.push(line.clone());
            at += 1;
            continue;
        };
        let block = &lines[at..=end];
        let ticks = if block.iter().any(|line| line.text.contains("```")) { "~~~~" } else { "```" };
        let (prefix, _) = split_prefix(&line.text);
        out.push(Line::new(format!("{prefix}{ticks}{LANGUAGE}"), line.number));
        out.extend(block.iter().cloned());
        out.push(Line::new(format!("{prefix}{ticks}"), lines[end].number));
        at = end + 1;
    }
    out
}

/// The blanks and quotation marks before a line's text.
fn split_prefix(line: &str) -> (&str, &str) {
    line.split_at(line.len() - line.trim_start_matches([' ', '\t', '>']).len())
}

/// The line that closes the block of formulas which opens here.
fn block_end(lines: &[Line], start: usize) -> Option<usize> {
    let (_, text) = split_prefix(&lines[start].text);
    let inside = text.trim_end().strip_prefix("$$")?;
    if inside.contains('$') {
        return None;
    }
    let below = lines.iter().enumerate().skip(start + 1).take(MOST_LINES);
    let (end, _) = below
        .take_while(|(_, line)| !line.text.trim_start().starts_with("```"))
        .find(|(_, line)| line.text.contains("$$"))?;
    lines[end].text.trim_end().ends_with("$$").then_some(end)
}

/// A fence that is indented like code holds only inside a list.
fn may_hold_fence(lines: &[Line], at: usize) -> bool {
    let indent = indent_of(&lines[at].text);
    if indent < 4 {
        return true;
    }
    let mut above = lines[..at].iter().rev().take(MOST_LINES).filter(|line| !line.is_blank());
    above
        .find(|line| indent_of(&line.text) < indent)
        .is_some_and(|line| is_list_item(line.text.trim_start()) || indent_of(&line.text) >= 2)
}

/// The text with the signs of its formulas replaced by stand-ins.
pub(super) fn protect_formulas(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let mut at = 0;
        for range in in_line(line) {
            out.push_str(&line[at..range.start]);
            out.extend(line[range.clone()].chars().map(stand_in_of));
            at = range.end;
        }
        out.push_str(&line[at..]);
    }
    out
}

fn stand_in_of(sign: char) -> char {
    match sign {
        '*' => STAR,
        '~' => TILDE,
        '<' => LESS,
        '_' => UNDERSCORE,
        '\\' => BACKSLASH,
        '[' => OPENING,
        ']' => CLOSING,
        '&' => AMPERSAND,
        '=' => EQUALS,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        in_line(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn formulas_are_told_from_money() {
        for (text, expected) in [
            ("设 $a_1$ 和 $b^2$。", vec!["$a_1$", "$b^2$"]),
            ("花了$5，式子 $a_1$ 成立", vec!["$a_1$"]),
            ("花了$5和$6。", vec![]),
            ("US$**100**，HK$**200_**", vec![]),
            ("$R[[x]]$ 与 $R[\\![x]]$", vec!["$R[[x]]$", "$R[\\![x]]$"]),
            ("$5买[[甲]]，$6买", vec![]),
            ("$$x_1 = 2$$ 和 $ y_1 $", vec!["$$x_1 = 2$$"]),
            ("\\$a_1$ `$`", vec![]),
            ("$$$a_1$$$", vec![]),
            ("小数点「$.$」[^1]、负号「$-$」[^2]", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
