//! Boxes as MkDocs writes them: `!!! note "题"` with an indented text below, `??? note` folded, `???+ note` open.
//! In: lines of a page. Out: the same with those boxes as `:::` blocks, which the parser knows; and what the first line of
//! such a block says: `:::info 题`, `:::info[题]`, `::: details 题 {open}`.

use super::source_lines::{Fence, Line, indent_of, without_indent};
use super::{Block, Fold};

/// Boxes in boxes are followed so deep; what lies deeper stays as typed.
const DEEPEST: usize = 8;
/// The text of a box stands so many columns to the right of its head.
const INDENT: usize = 4;

pub(super) fn as_directives(lines: Vec<Line>) -> Vec<Line> {
    at_depth(lines, 0)
}

fn at_depth(lines: Vec<Line>, depth: usize) -> Vec<Line> {
    if depth == DEEPEST {
        return lines;
    }
    let mut out = Vec::with_capacity(lines.len());
    let mut fence = Fence::default();
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        let head = if fence.takes(&line.text) { None } else { Head::of(&line.text) };
        let end = head.as_ref().map_or(at, |head| text_end(&lines, at + 1, head.indent + INDENT));
        let Some(head) = head.filter(|head| end > at + 1 || head.title.is_some()) else {
            out.push(line.clone());
            at += 1;
            continue;
        };
        let text: Vec<Line> = lines[at + 1..end]
            .iter()
            .map(|line| Line::new(without_indent(&line.text, head.indent + INDENT), line.number))
            .collect();
        let text = at_depth(text, depth + 1);
        let colons = ":".repeat(longest_colons(&text) + 1);
        let indent = " ".repeat(head.indent);
        let last = lines[end - 1].number;
        let mut push = |text: &str, number| {
            let indent = if text.is_empty() { "" } else { indent.as_str() };
            out.push(Line::new(format!("{indent}{text}"), number));
        };
        push("", line.number);
        let title = head.title.as_deref().unwrap_or_default();
        push(format!("{colons} {}{} {title}", head.name, head.fold).trim_end(), line.number);
        for line in &text {
            push(&line.text, line.number);
        }
        push(&colons, last);
        push("", last);
        at = end;
    }
    out
}

/// What stands behind `:::`.
pub(super) fn block_of(info: &str) -> Block {
    let (words, attributes) = match info.trim().split_once('{') {
        Some((words, attributes)) => (words.trim_end(), attributes.trim_end_matches('}')),
        None => (info.trim(), ""),
    };
    let (name, title) = match words.find(|c: char| c.is_whitespace() || c == '[') {
        Some(at) => words.split_at(at),
        None => (words, ""),
    };
    let title = title.trim();
    let in_brackets = title.strip_prefix('[').and_then(|title| title.strip_suffix(']'));
    let attribute = attributes
        .split_once("title=\"")
        .and_then(|(_, rest)| rest.split('"').next())
        .unwrap_or_default();
    let title = match in_brackets.unwrap_or(title).trim() {
        "" => attribute,
        title => title,
    };
    let is_open = attributes.split_whitespace().any(|word| word == "open");
    let (name, fold) = match name.strip_suffix(['-', '+']) {
        Some(shorter) if name.ends_with('-') => (shorter, Some(Fold::Closed)),
        Some(shorter) => (shorter, Some(Fold::Open)),
        None => (name, is_open.then_some(Fold::Open)),
    };
    Block { name: name.to_lowercase(), title: title.to_string(), fold }
}

/// The first line of a box.
struct Head {
    indent: usize,
    name: String,
    /// `-` folded, `+` folded but open, as Obsidian signs them; else empty.
    fold: &'static str,
    title: Option<String>,
}

impl Head {
    fn of(line: &str) -> Option<Head> {
        let text = line.trim_start_matches([' ', '\t']);
        let (fold, rest) = [("???+", "+"), ("???", "-"), ("!!!", "")]
            .into_iter()
            .find_map(|(sign, fold)| Some((fold, text.strip_prefix(sign)?)))?;
        let rest = rest.strip_prefix([' ', '\t'])?.trim();
        let (words, title) = match rest.find('"') {
            Some(at) => (&rest[..at], Some(rest[at..].strip_prefix('"')?.strip_suffix('"')?)),
            None => (rest, None),
        };
        let is_word = |word: &str| {
            word.chars().all(|character| character.is_alphanumeric() || "-_".contains(character))
        };
        let name = words.split_whitespace().next()?;
        words.split_whitespace().all(is_word).then(|| Head {
            indent: indent_of(line),
            name: name.to_string(),
            fold,
            title: title.map(str::to_string),
        })
    }
}

/// The line behind the text of a box: the first that is indented less. Blank lines at its end are not part of it.
fn text_end(lines: &[Line], start: usize, indent: usize) -> usize {
    let mut end = start;
    for (at, line) in lines.iter().enumerate().skip(start) {
        if line.is_blank() {
            continue;
        }
        if indent_of(&line.text) < indent {
            break;
        }
        end = at + 1;
    }
    end
}

/// The longest run of colons at the start of a line, at least two: the fence around it has one more.
fn longest_colons(lines: &[Line]) -> usize {
    let colons =
        |line: &Line| line.text.trim_start().chars().take_while(|sign| *sign == ':').count();
    lines.iter().map(colons).max().unwrap_or_default().max(2)
}
