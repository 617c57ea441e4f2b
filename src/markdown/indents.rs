//! Paragraphs indented by four blanks or a Tab, as typists do it, which Markdown takes for code.
//! In: lines of a page. Out: the same with 　 in place of the indent of each such paragraph; what stays code is marked.

use yanxi_text::han::is_han;
use yanxi_text::marker::begins_paragraph;

use super::pasted_text::Wrapping;
use super::source_lines::{Fence, Line, indent_of, is_list_item};

/// An indent of so many columns makes code.
const CODE_INDENT: usize = 4;
/// What begins a paragraph of its own behind the break of a line.
pub(super) const PARAGRAPH_INDENT: char = '\u{3000}';

/// Undoes the indents of prose, not inside lists, notes, HTML or fences.
pub(super) fn undo(lines: &mut [Line]) {
    let mut fence = Fence::default();
    let mut in_html = false;
    let mut in_list = false;
    let mut after_blank = true;
    let mut region: Vec<Chunk> = Vec::new();
    let mut previous = Above::Nothing;
    for at in 0..lines.len() {
        let line = lines[at].text.as_str();
        if line.trim().is_empty() {
            in_html = false;
            after_blank = true;
            previous = Above::Nothing;
            continue;
        }
        let is_indented = indent_of(line) >= CODE_INDENT;
        if fence.takes(line) {
            settle(&mut region, lines);
            previous = Above::Nothing;
        } else if in_html || (line.trim_start().starts_with('<') && !is_indented) {
            in_html = true;
            previous = Above::Nothing;
        } else if opens_list(line) {
            settle(&mut region, lines);
            in_list = true;
            previous = Above::Nothing;
        } else if is_indented && !in_list {
            match (&mut region.last_mut(), previous) {
                (Some(chunk), Above::Chunk) => chunk.end = at + 1,
                _ => region.push(Chunk {
                    start: at,
                    end: at + 1,
                    below_text: previous == Above::Text,
                }),
            }
            previous = Above::Chunk;
        } else {
            previous = if line.starts_with(['#', '>', '|']) { Above::Nothing } else { Above::Text };
            settle(&mut region, lines);
            in_list &= is_indented || !after_blank;
        }
        after_blank = false;
    }
    settle(&mut region, lines);
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Above {
    Nothing,
    Text,
    Chunk,
}

/// Indented lines without a blank one between them.
struct Chunk {
    start: usize,
    end: usize,
    /// It goes on a paragraph, so that it cannot be code.
    below_text: bool,
}

fn opens_list(line: &str) -> bool {
    let text = line.trim_start();
    indent_of(line) < CODE_INDENT
        && (is_list_item(text) || text.starts_with("[^") || text.starts_with(": "))
}

/// Judges chunks that follow each other with nothing but blank lines between, because code has such lines too.
fn settle(region: &mut Vec<Chunk>, lines: &mut [Line]) {
    let chunks = std::mem::take(region);
    let count = |is: fn(&str) -> bool| {
        chunks
            .iter()
            .flat_map(|chunk| &lines[chunk.start..chunk.end])
            .filter(|line| is(&line.text))
            .count()
    };
    let mostly_code = count(is_prose) <= count(|line| !is_prose(line));
    for chunk in &chunks {
        let lines = &mut lines[chunk.start..chunk.end];
        let all_prose = lines.iter().all(|line| is_prose(&line.text));
        if !chunk.below_text && is_table(lines) {
            lines.iter_mut().for_each(|line| line.text = line.text.trim_start().to_string());
        } else if chunk.below_text {
            lines.iter_mut().filter(|line| is_prose(&line.text)).for_each(mark_paragraph);
        } else if mostly_code || !all_prose {
            lines.iter_mut().for_each(|line| line.is_code = true);
        } else if Wrapping::of(lines).is_wrapped() {
            // One paragraph, broken where the window ended.
            lines.first_mut().into_iter().for_each(mark_paragraph);
        } else {
            lines.iter_mut().for_each(mark_paragraph);
        }
    }
}

/// Whether all lines are rows between bars, and the second parts the head from the others.
fn is_table(lines: &[Line]) -> bool {
    let is_row = |line: &Line| line.text.trim_start().starts_with('|');
    let parts_head = |line: &Line| {
        let text = line.text.trim();
        text.contains('-') && text.chars().all(|sign| matches!(sign, '|' | '-' | ':' | ' '))
    };
    lines.iter().all(is_row) && lines.get(1).is_some_and(parts_head)
}

fn mark_paragraph(line: &mut Line) {
    line.text = format!("{PARAGRAPH_INDENT}{}", line.text.trim_start());
}

/// Whether an indented line is text: it opens with Han or Chinese punctuation, in bold or a link too, or with a number
/// before Han (2026年, 1.提高认识), and holds no columns.
fn is_prose(line: &str) -> bool {
    let text = line.trim();
    let opening = text.trim_start_matches(['*', '_', '[']);
    let Some(first) = opening.chars().next() else {
        return false;
    };
    let behind_number = opening.trim_start_matches(|c: char| c.is_ascii_digit());
    let opens_with_number = behind_number.len() < opening.len()
        && (behind_number.starts_with(is_han)
            || (begins_paragraph(opening) && behind_number.chars().any(is_han)));
    let has_columns = text.contains("   ") || text.contains('\t');
    (is_han(first) || is_chinese_punctuation(first) || opens_with_number) && !has_columns
}

fn is_chinese_punctuation(character: char) -> bool {
    matches!(character, '\u{3001}'..='\u{303F}' | '\u{FF01}'..='\u{FF5E}' | '“' | '‘' | '—' | '…' | '①'..='⑳' | '㈠'..='㈩' | '⑴'..='⒇')
}
