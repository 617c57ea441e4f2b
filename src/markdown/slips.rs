//! Slips of typists that Markdown passes over in silence: notes with a full-width colon, notes without a partner, `#标题`
//! without a blank.
//! In: the lines of a page, and its tree. Out: lines with notes mended, and a warning at each place.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use comrak::nodes::{AstNode, NodeValue};
use yanxi_text::fold::fold;
use yanxi_text::han::is_han;

use super::problem::MarkdownProblem;
use super::source_lines::{Fence, Line};

/// What is wrong, and in which line of the page's text.
pub(super) type Slip = (usize, MarkdownProblem);

/// The notes that a page defines, by their folded names.
#[derive(Debug, Default)]
pub(super) struct Notes {
    defined: BTreeMap<String, (usize, String)>,
}

/// Makes `[^1]：` the note it was meant as, and names that and headings without a blank.
pub(super) fn mend(lines: &mut [Line]) -> (Vec<Slip>, Notes) {
    let mut slips = Vec::new();
    let mut notes = Notes::default();
    let mut fence = Fence::default();
    let mut headings = 0;
    let mut first_heading = None;
    for at in 0..lines.len() {
        let above_is_blank = at == 0 || lines[at - 1].is_blank();
        let below_is_blank = lines.get(at + 1).is_none_or(Line::is_blank);
        let line = &mut lines[at];
        if line.is_code || fence.takes(&line.text) {
            continue;
        }
        if let Some((name, end)) = definition(&line.text) {
            let mark = &line.text[..end];
            if mark.ends_with('：') {
                let written = mark.trim().to_string();
                let right = written.replace('：', ":");
                let text = line.text[end..].to_string();
                line.text = format!("{right} {text}");
                let problem = MarkdownProblem::NoteWithWideColon {
                    written: written.into(),
                    right: right.into(),
                };
                slips.push((line.number, problem));
            }
            match notes.defined.entry(fold(&name)) {
                Entry::Vacant(place) => {
                    place.insert((line.number, name));
                }
                Entry::Occupied(_) => {
                    let name = name.into();
                    slips.push((line.number, MarkdownProblem::NoteTwice { name }));
                }
            }
        } else if (above_is_blank || below_is_blank || headings > 0)
            && let Some((written, right)) = heading_without_blank(&line.text)
        {
            headings += 1;
            first_heading.get_or_insert((line.number, written, right));
        }
    }
    if let Some((number, written, right)) = first_heading {
        let problem = MarkdownProblem::HeadingWithoutBlank {
            written: written.into(),
            right: right.into(),
            count: headings,
        };
        slips.push((number, problem));
    }
    (slips, notes)
}

/// `[^1]:` or `[^1]：` at the start of a line: the name, and where the mark ends.
fn definition(line: &str) -> Option<(String, usize)> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let rest = line[indent..].strip_prefix("[^").filter(|_| indent < 4)?;
    let (name, behind) = rest.split_once(']')?;
    let colon = behind.chars().next().filter(|colon| matches!(colon, ':' | '：'))?;
    let is_name = !name.is_empty() && !name.contains(char::is_whitespace);
    is_name.then(|| (name.to_string(), line.len() - behind.len() + colon.len_utf8()))
}

/// `#标题`: signs of a heading directly before Han, a number with Han behind it, or an opening bracket. Two and more words
/// with the sign are tags.
fn heading_without_blank(line: &str) -> Option<(String, String)> {
    let text = line.trim_end();
    let words = text.trim_start_matches(['#', '＃']);
    let signs = text[..text.len() - words.len()].chars().count();
    let first = words.chars().next()?;
    let opens = is_han(first)
        || matches!(first, '“' | '《' | '「' | '【' | '（')
        || (first.is_ascii_digit() && words.chars().any(is_han) && signs > 1);
    let is_wide = text.starts_with('＃');
    let after_blank = words.starts_with([' ', '\u{3000}']) && is_wide;
    let fits = (1..=6).contains(&signs)
        && (opens || after_blank)
        && !words.contains(['#', '＃'])
        && words.chars().count() <= 80;
    fits.then(|| (text.to_string(), format!("{} {}", "#".repeat(signs), words.trim_start())))
}

/// Notes that nobody cites, and marks of notes that there are not.
pub(super) fn unpaired<'a>(root: &'a AstNode<'a>, notes: &Notes) -> (Vec<Slip>, Vec<Slip>) {
    let mut cited = BTreeSet::new();
    let mut unknown = Vec::new();
    for node in root.descendants() {
        match &node.data().value {
            NodeValue::FootnoteReference(note) => {
                cited.insert(fold(&note.name));
            }
            NodeValue::FootnoteDefinition(note) => {
                cited.insert(fold(&note.name));
            }
            NodeValue::Paragraph | NodeValue::TableCell | NodeValue::Heading(_) => {
                let line = node.data().sourcepos.start.line;
                for name in marks_in_text(node) {
                    let problem = MarkdownProblem::NoteNotThere { name: name.into() };
                    unknown.push((line, problem));
                }
            }
            _ => {}
        }
    }
    let uncited = notes
        .defined
        .iter()
        .filter(|(folded, _)| !cited.contains(*folded))
        .map(|(_, (line, name))| (*line, MarkdownProblem::NoteNotCited { name: name.into() }))
        .collect();
    (uncited, unknown)
}

/// `[^9]` that stayed text.
fn marks_in_text<'a>(node: &'a AstNode<'a>) -> Vec<String> {
    let mut words = String::new();
    for child in node.children() {
        match &child.data().value {
            NodeValue::Text(text) => words.push_str(text),
            _ => words.push('\n'),
        }
    }
    let mut found = Vec::new();
    let mut rest = words.as_str();
    while let Some(at) = rest.find("[^") {
        let inside = &rest[at + 2..];
        let Some((name, behind)) = inside.split_once(']') else {
            break;
        };
        // [^\x00-\xff] is of a program.
        let is_name = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '\\');
        if is_name && name.chars().count() <= 40 {
            found.push(name.to_string());
        }
        rest = behind;
    }
    found
}
