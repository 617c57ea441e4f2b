//! Plain text and Markdown: paragraphs, items, rows of tables with `|` or Tabs.
//! In: a text. Out: its runs.

use super::{markup, push_words};
use crate::context::{Columns, Context};
use crate::text_run::{RunKind, TextRun};

pub(super) fn runs(text: &str) -> Vec<TextRun> {
    let mut lines = Lines::default();
    let mut offset = 0;
    let mut table_end = 0;
    for line in text.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        if start < table_end {
            continue;
        }
        if let Some(end) = table_in_html(text, start, line) {
            // A table in HTML may run over many lines.
            lines.end_paragraph();
            markup::add_runs(&text[start..end], start, &mut lines.runs);
            table_end = end;
            continue;
        }
        lines.line(line.trim_end_matches(['\n', '\r']), start);
    }
    lines.end_paragraph();
    lines.runs
}

/// Where the lines end that a table in HTML takes up which begins on this line.
fn table_in_html(text: &str, start: usize, line: &str) -> Option<usize> {
    let is_table = |bytes: &[u8]| bytes.eq_ignore_ascii_case(b"<table");
    if !line.contains('<') || !line.as_bytes().windows(6).any(is_table) {
        return None;
    }
    let close = text.as_bytes()[start..]
        .windows(8)
        .position(|bytes| bytes.eq_ignore_ascii_case(b"</table>"));
    let end = close.map_or(text.len(), |length| start + length + 8);
    Some(text[end..].find('\n').map_or(text.len(), |length| end + length + 1))
}

#[derive(Default)]
struct Lines {
    runs: Vec<TextRun>,
    paragraph: Option<TextRun>,
    /// Of the table at hand, and what parts its cells.
    table: Option<(char, Columns)>,
}

impl Lines {
    fn line(&mut self, line: &str, start: usize) {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            self.end_paragraph();
            self.table = None;
            return;
        }
        let border = ['|', '\t'].into_iter().find(|border| trimmed.contains(*border));
        if let Some(border) = border {
            self.end_paragraph();
            return self.row(line, start, border);
        }
        self.table = None;
        let kind = if begins_item(trimmed) { RunKind::Item } else { RunKind::Paragraph };
        if kind == RunKind::Item || stands_alone(trimmed) {
            self.end_paragraph();
        }
        let run = self.paragraph.get_or_insert_with(|| TextRun::new(kind, Context::default()));
        if !run.text.is_empty() {
            run.push_for("\n", start.saturating_sub(1)..start);
        }
        push_words(run, line, start);
        if trimmed.starts_with('#') || stands_alone(trimmed) {
            self.end_paragraph();
        }
    }

    fn end_paragraph(&mut self) {
        self.runs.extend(self.paragraph.take());
    }

    fn row(&mut self, line: &str, start: usize, border: char) {
        if self.table.as_ref().is_none_or(|(known, _)| *known != border) {
            self.table = Some((border, Columns::default()));
        }
        let Some((_, columns)) = &mut self.table else {
            return;
        };
        let mut boxes: Vec<(usize, usize)> = Vec::new();
        for (column, (from, to)) in cells(line, border).into_iter().enumerate() {
            let cell = &line[from..to];
            let context = columns.cell(column, cell);
            boxes.push((start + from, start + to));
            let mut run = TextRun::new(RunKind::Cell, context);
            run.column = Some(column);
            push_words(&mut run, cell, start + from);
            self.runs.push(run);
        }
        if let Some(number) = columns.end_row() {
            self.runs.extend(boxes_run(&number, &boxes));
        }
    }
}

/// The run of eighteen boxes, which stands for the whole row: no box alone is the number.
pub(super) fn boxes_run(number: &str, cells: &[(usize, usize)]) -> Option<TextRun> {
    let mut run = TextRun::new(RunKind::Boxes, Context::named("身份证号"));
    let (from, _) = *cells.first()?;
    let (_, to) = *cells.last()?;
    for c in number.chars() {
        run.push_for(c.encode_utf8(&mut [0; 4]), from..to);
    }
    Some(run)
}

/// Cells of a row; `\|` is a sign. An empty one at the ends is none.
fn cells(line: &str, border: char) -> Vec<(usize, usize)> {
    let mut cells = Vec::new();
    let mut from = line.len() - line.trim_start().len();
    let end = line.trim_end().len();
    if line[from..].starts_with('|') && border == '|' {
        from += 1;
    }
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        if at < from || at >= end {
            continue;
        }
        if c == border && !(escaped && border == '|') {
            cells.push((from, at));
            from = at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    if from < end {
        cells.push((from, end));
    }
    cells
}

/// Whether a line begins an entry of a list.
fn begins_item(line: &str) -> bool {
    let line = line.trim_start_matches(['>', ' ']);
    let mut characters = line.chars();
    let first = characters.next();
    if matches!(first, Some('-' | '*' | '+' | '•' | '·')) {
        return characters.next().is_some_and(char::is_whitespace);
    }
    let number = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if (1..=3).contains(&number) {
        let mut rest = line[number..].chars();
        return match rest.next() {
            Some('.' | ')') => rest.next().is_some_and(char::is_whitespace),
            Some('、' | '）' | '．') => true,
            _ => false,
        };
    }
    first.is_some_and(|c| "一二三四五六七八九十".contains(c))
        && line.chars().take(4).any(|c| c == '、')
}

/// Headings, fences, borders of blocks.
fn stands_alone(line: &str) -> bool {
    line.starts_with('#')
        || ["```", "~~~", ":::", "---", "+++", "***"].iter().any(|mark| line.starts_with(mark))
}
