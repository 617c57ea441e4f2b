//! The lines of a page as typed, each with its origin.
//! In: a page's text. Out: lines that the steps before the parser may change, split and add to.

/// A line on its way to the parser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    /// The line of the page's text (from 1) that it stems from.
    pub(super) number: usize,
    /// In code by its indent. What stands between fences is not marked; [`Fence`] knows.
    pub(super) is_code: bool,
}

impl Line {
    pub(super) fn new(text: impl Into<String>, number: usize) -> Self {
        Line { text: text.into(), number, is_code: false }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

pub(super) fn lines_of(text: &str) -> Vec<Line> {
    text.lines().enumerate().map(|(index, line)| Line::new(line, index + 1)).collect()
}

/// How far a line is indented, in columns; a tab reaches to the next fourth one.
pub(super) fn indent_of(line: &str) -> usize {
    let mut columns = 0;
    for character in line.chars() {
        match character {
            ' ' => columns += 1,
            '\t' => columns += 4 - columns % 4,
            _ => break,
        }
    }
    columns
}

/// The line without so many columns of its indent.
pub(super) fn without_indent(line: &str, columns: usize) -> String {
    let left = indent_of(line).saturating_sub(columns);
    format!("{}{}", " ".repeat(left), line.trim_start_matches([' ', '\t']))
}

/// A code fence, followed line by line.
#[derive(Debug, Default)]
pub(super) struct Fence {
    open: Option<OpenFence>,
}

#[derive(Debug, Clone, Copy)]
struct OpenFence {
    sign: char,
    length: usize,
    in_quote: bool,
}

impl Fence {
    /// Whether the line belongs to fenced code, its fences included.
    pub(super) fn takes(&mut self, line: &str) -> bool {
        let in_quote = line.trim_start().starts_with('>');
        if let Some(open) = self.open {
            if open.in_quote && !in_quote {
                self.open = None;
            } else {
                let inside = if open.in_quote { without_quote(line) } else { line };
                let closes = fence_run(inside)
                    .is_some_and(|(sign, length)| sign == open.sign && length >= open.length)
                    && inside.trim().chars().all(|sign| sign == open.sign);
                if closes {
                    self.open = None;
                }
                return true;
            }
        }
        let run = fence_run(if in_quote { without_quote(line) } else { line });
        self.open = run.map(|(sign, length)| OpenFence { sign, length, in_quote });
        self.open.is_some()
    }
}

fn without_quote(line: &str) -> &str {
    line.trim_start_matches([' ', '\t', '>'])
}

/// The character and length of a code fence that opens the line.
fn fence_run(line: &str) -> Option<(char, usize)> {
    let line = line.trim_start();
    let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let length = line.chars().take_while(|found| *found == sign).count();
    let is_inline_code = sign == '`' && line[length..].contains('`');
    (length >= 3 && !is_inline_code).then_some((sign, length))
}

/// A list item as CommonMark has it.
pub(super) fn is_list_item(line: &str) -> bool {
    if let Some(rest) = line.strip_prefix(['-', '*', '+']) {
        return rest.starts_with([' ', '\t']);
    }
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    (1..=9).contains(&digits) && {
        let rest = &line[digits..];
        rest.starts_with(". ") || rest.starts_with(") ") || rest.starts_with(".\t")
    }
}
