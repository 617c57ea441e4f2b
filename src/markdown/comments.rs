//! Comments as Obsidian writes them: `%%先别发%%`, over several lines too. They are for the writer alone. So are those of
//! HTML, which the parser knows where they are in one piece: in the middle of a text an empty line or a list would end
//! them and put the rest on the page.
//! In: lines of a page. Out: the same without them, and where a comment is not closed or cannot be told from per cents.

use super::problem::MarkdownProblem;
use super::slips::Slip;
use super::source_lines::{Fence, Line};

/// What opens and closes a comment.
const MARK: &str = "%%";

/// The same in HTML.
const OPENS: &str = "<!--";
const CLOSES: &str = "-->";

/// A comment of HTML goes on over no more lines than this.
const LONGEST_COMMENT: usize = 500;

/// Code between backticks goes on over no more lines than this.
const LONGEST_CODE: usize = 40;

/// Takes the comments out. A comment that is not closed reaches to the end; code is left alone.
pub(super) fn take_out(lines: &mut [Line]) -> Vec<Slip> {
    if !lines.iter().any(|line| line.text.contains(MARK) || line.text.contains(OPENS)) {
        return Vec::new();
    }
    let mut faults = Vec::new();
    let mut fence = Fence::default();
    let mut opened: Option<usize> = None;
    let mut in_html = false;
    let mut code = InlineCode::default();
    for at in 0..lines.len() {
        let line = &lines[at];
        // A fence inside a comment is part of it.
        if !in_html && (line.is_code || (opened.is_none() && fence.takes(&line.text))) {
            continue;
        }
        if line.is_blank() {
            code = InlineCode::default();
        }
        let below = &lines[at + 1..];
        let mut kept = String::with_capacity(line.text.len());
        let mut rest = line.text.as_str();
        while let Some(character) = rest.chars().next() {
            let mut length = character.len_utf8();
            if in_html {
                if rest.starts_with(CLOSES) {
                    in_html = false;
                    length = CLOSES.len();
                }
            } else if opened.is_some() {
                if rest.starts_with(MARK) {
                    opened = None;
                    length = MARK.len();
                }
            } else if character == '\\' && !code.is_open() {
                length += rest[1..].chars().next().map_or(0, char::len_utf8);
                kept.push_str(&rest[..length]);
            } else if character == '`' {
                length = rest.len() - rest.trim_start_matches('`').len();
                code.meet(length, &rest[length..], below);
                kept.push_str(&rest[..length]);
            } else if rest.starts_with(OPENS)
                && !code.is_open()
                && is_broken_up(&rest[OPENS.len()..], kept.trim().is_empty(), below)
            {
                in_html = true;
                length = OPENS.len();
            } else if rest.starts_with(MARK) && !code.is_open() {
                if kept.ends_with(|before: char| before.is_ascii_digit()) {
                    faults.push((line.number, MarkdownProblem::CommentBehindNumber));
                }
                opened = Some(line.number);
                length = MARK.len();
            } else {
                kept.push(character);
            }
            rest = &rest[length..];
        }
        lines[at].text = kept;
    }
    faults.extend(opened.map(|line| (line, MarkdownProblem::CommentNotClosed)));
    faults
}

/// Whether a comment of HTML ends on a later line, and does not stand there in one piece from the beginning of a line.
fn is_broken_up(rest: &str, begins_line: bool, below: &[Line]) -> bool {
    if rest.contains(CLOSES) || rest.starts_with('>') || rest.starts_with("->") {
        return false;
    }
    let below = &below[..below.len().min(LONGEST_COMMENT)];
    let closes = below.iter().position(|line| line.text.contains(CLOSES));
    closes.is_some_and(|end| !begins_line || below[..end].iter().any(Line::is_blank))
}

/// Code between backticks, which may go on in the next line of a paragraph.
#[derive(Debug, Default)]
struct InlineCode {
    open: Option<usize>,
}

impl InlineCode {
    fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// A run of backticks opens code only where one of its length closes it.
    fn meet(&mut self, length: usize, rest: &str, below: &[Line]) {
        match self.open {
            Some(open) if open == length => self.open = None,
            Some(_) => {}
            None => {
                let paragraph = below.iter().take(LONGEST_CODE).take_while(|line| !line.is_blank());
                let closes = std::iter::once(rest)
                    .chain(paragraph.map(|line| line.text.as_str()))
                    .any(|text| has_run(text, length));
                self.open = closes.then_some(length);
            }
        }
    }
}

fn has_run(text: &str, length: usize) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find('`') {
        let run = rest[at..].len() - rest[at..].trim_start_matches('`').len();
        if run == length {
            return true;
        }
        rest = &rest[at + run..];
    }
    false
}
