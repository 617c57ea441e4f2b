//! Text pasted from Word or the web: one paragraph a line, no blank lines between.
//! In: lines of a page. Out: the same with a blank line wherever a paragraph ends or begins.

use yanxi_text::han::is_han;
use yanxi_text::heading::is_closed_by_line_end;
use yanxi_text::marker::{begins_paragraph, ends_paragraph};

use super::indents::PARAGRAPH_INDENT;
use super::source_lines::{Fence, Line, is_list_item};

/// So many lines at the top may be title, time, source and lead.
const FIRST_LINES: usize = 5;
/// A first line is no longer than this.
const SHORT: usize = 40;
/// Lines of one length are broken by a window, not by their writer, where they are at least so long.
const NARROWEST_WINDOW: usize = 20;
/// Lines of one length differ by no more than this, because words and signs are not parted.
const RAGGED: usize = 2;

/// Puts blank lines between the paragraphs of pasted text. Lines in code, tables, quotes, HTML and block fences,
/// and indented lines, stay as they are.
pub(super) fn separate_paragraphs(lines: Vec<Line>) -> Vec<Line> {
    let plain = plain_lines(&lines);
    let first_lines = first_lines(&lines, &plain);
    let mut in_table = false;
    let mut out: Vec<Line> = Vec::with_capacity(lines.len() + lines.len() / 32);
    for (at, line) in lines.into_iter().enumerate() {
        let text = line.text.as_str();
        let is_new = match out.last() {
            Some(previous) if plain[at] && plain[at - 1] => {
                first_lines.contains(&(at - 1)) || paragraph_break(&previous.text, text)
            }
            // A numbered line without bars goes on no table.
            Some(_) if plain[at] && in_table => begins_paragraph(bare(text)),
            _ => false,
        };
        in_table = !is_new && text.contains('|') && (in_table || is_delimiter_row(text));
        if is_new {
            out.push(Line::new("", line.number));
        }
        out.push(line);
    }
    out
}

/// Which lines are lines of prose or of a list at the left margin.
fn plain_lines(lines: &[Line]) -> Vec<bool> {
    let mut fence = Fence::default();
    let mut in_html = false;
    lines
        .iter()
        .map(|line| {
            if fence.takes(&line.text) {
                return false;
            }
            let opens_html = line.text.trim_start().starts_with('<');
            in_html = (in_html || opens_html) && !line.is_blank();
            !in_html && !line.is_code && is_plain(&line.text)
        })
        .collect()
}

fn is_plain(line: &str) -> bool {
    let trimmed = line.trim_end();
    !trimmed.is_empty()
        && !trimmed.starts_with([' ', '\t', '>', '|', ':', '：', '#', '<'])
        && !trimmed.chars().all(|character| matches!(character, '-' | '=' | '*' | '_' | ' '))
        && !trimmed.contains('|')
}

/// `|---|:-:|`
fn is_delimiter_row(line: &str) -> bool {
    line.contains('-')
        && line.trim().chars().all(|sign| matches!(sign, '|' | '-' | ':' | ' ' | '\t'))
}

fn paragraph_break(previous: &str, line: &str) -> bool {
    let (bare_previous, bare_line) = (bare(previous), bare(line));
    if is_list_item(line) {
        return !is_list_item(previous)
            && (begins_paragraph(bare_line) || ends_paragraph(bare_previous));
    }
    ends_paragraph(bare_previous)
        || begins_paragraph(bare_line)
        || is_closed_by_line_end(bare_previous)
        || (line.starts_with(PARAGRAPH_INDENT) && !is_list_item(previous))
}

/// The line without the stars that set it bold.
fn bare(line: &str) -> &str {
    line.trim_end().trim_start_matches(['*', '_']).trim_end_matches(['*', '_'])
}

/// The lines at the top of a page that its writer ended: title, time, source, lead, each short. Not where the lines of
/// their block have nearly one length, because then a window has broken them.
fn first_lines(lines: &[Line], plain: &[bool]) -> std::ops::Range<usize> {
    let is_above = |at: usize| {
        let text = lines[at].text.trim_start();
        text.is_empty() || text.starts_with('#') || text.starts_with("<!--")
    };
    let start = (0..lines.len()).find(|at| !is_above(*at)).unwrap_or(lines.len());
    let end = (start..lines.len()).find(|at| !plain[*at]).unwrap_or(lines.len());
    let block = &lines[start..end];
    let wrapping = Wrapping::of(block);
    let is_label = |line: &Line| {
        let text = line.text.trim();
        text.starts_with(['（', '(']) && text.ends_with(['）', ')'])
            || text.contains(['：', ':'])
            || (text.starts_with(|c: char| c.is_ascii_digit()) && text.ends_with('日'))
    };
    if wrapping.has_one_length() && !block.iter().any(is_label) {
        return start..start;
    }
    let own = block
        .iter()
        .take(FIRST_LINES.min(block.len().saturating_sub(1)))
        .take_while(|line| {
            let text = line.text.as_str();
            let is_broken = text.ends_with("  ") || text.ends_with('\\');
            let goes_on = text.trim_end().ends_with(['，', ',', '、']);
            text.chars().any(is_han)
                && text.trim().chars().count() <= SHORT
                && !is_list_item(text)
                && !is_broken
                && !goes_on
                && !wrapping.fills_window(line)
        })
        .count();
    start..start + own
}

/// How long the lines of a block are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wrapping {
    /// Of the longest line.
    window: usize,
    /// Lines that fill it.
    full: usize,
    /// Of the shortest line but the last, or of the last where there are only two.
    shortest: usize,
}

impl Wrapping {
    pub(super) fn of(block: &[Line]) -> Self {
        let lengths: Vec<usize> = block.iter().map(length).collect();
        let window = lengths.iter().copied().max().unwrap_or_default();
        let compared = if lengths.len() > 2 { &lengths[..lengths.len() - 1] } else { &lengths };
        Wrapping {
            window,
            full: lengths.iter().filter(|length| **length + RAGGED >= window).count(),
            shortest: compared.iter().copied().min().unwrap_or_default(),
        }
    }

    fn has_one_length(&self) -> bool {
        self.shortest + RAGGED >= self.window
    }

    /// All lines but the last are as long as a window is wide.
    pub(super) fn is_wrapped(&self) -> bool {
        self.has_one_length() && self.full > 1 && self.window >= NARROWEST_WINDOW
    }

    fn fills_window(&self, line: &Line) -> bool {
        self.full > 1 && self.window >= NARROWEST_WINDOW && length(line) + RAGGED >= self.window
    }
}

fn length(line: &Line) -> usize {
    line.text.trim().chars().count()
}
