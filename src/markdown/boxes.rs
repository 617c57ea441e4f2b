//! Boxes as MkDocs writes them: `!!! note "题"` with an indented text below, `??? note` folded, `???+ note` open, and tabs:
//! `=== "甲"`.
//! In: lines of a page. Out: the same with those boxes as `:::` blocks, which the parser knows; and what the first line of
//! such a block says: `:::info 题`, `:::info[题]`, `::: details 题 {open}`.

use super::source_lines::{Fence, Line, indent_of, without_indent};
use super::{Block, Fold};

/// Boxes in boxes are followed so deep; what lies deeper stays as typed.
const DEEPEST: usize = 8;
/// The name of a block that is one of several tabs; its title is the label.
pub const TAB: &str = "tab";
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
    if let Some(label) = info.trim().strip_prefix(TAB).and_then(|rest| rest.strip_prefix(' ')) {
        return Block { name: TAB.to_string(), title: label.trim().to_string(), fold: None };
    }
    let (words, attributes) = attributes_behind(info.trim());
    let ends_name = |(at, c): (usize, char)| {
        // `:::caution注意`
        let is_latin = words[..at].bytes().all(|byte| byte.is_ascii_lowercase());
        let begins_title = at > 2 && is_latin && yanxi_text::han::is_han(c);
        (c.is_whitespace() || c == '[' || begins_title).then_some(at)
    };
    let (name, title) = match words.char_indices().find_map(ends_name) {
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

/// `{open}`, `{.wide title="题"}` and the like at the end; other brackets are words, such as a formula's.
fn attributes_behind(info: &str) -> (&str, &str) {
    let split = info.strip_suffix('}').and_then(|info| info.rsplit_once('{'));
    let is_attribute = |word: &str| {
        let name = word.split('=').next().unwrap_or(word).trim_start_matches(['.', '#']);
        let is_name = !name.is_empty()
            && name.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_'));
        is_name && (word == "open" || word.contains('=') || word.starts_with(['.', '#']))
    };
    match split {
        Some((words, attributes)) => {
            let mut outside = attributes.split('"').step_by(2).flat_map(str::split_whitespace);
            match outside.all(is_attribute) {
                true => (words.trim_end(), attributes),
                false => (info, ""),
            }
        }
        None => (info, ""),
    }
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
        if let Some(title) = tab_title(text) {
            let (indent, name, fold) = (indent_of(line), TAB.to_string(), "");
            return Some(Head { indent, name, fold, title: Some(title.to_string()) });
        }
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

/// The label of `=== "甲"`; a tab that comes first or begins a new group has a sign behind.
fn tab_title(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("===")?.trim_start_matches(['!', '+']);
    let title = rest.strip_prefix([' ', '\t'])?.trim();
    let is_quoted = |mark: char| {
        title.strip_prefix(mark)?.strip_suffix(mark).filter(|title| !title.contains(mark))
    };
    is_quoted('"').or_else(|| is_quoted('\'')).map(str::trim).filter(|title| !title.is_empty())
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
pub(super) fn longest_colons(lines: &[Line]) -> usize {
    let colons =
        |line: &Line| line.text.trim_start().chars().take_while(|sign| *sign == ':').count();
    lines.iter().map(colons).max().unwrap_or_default().max(2)
}
