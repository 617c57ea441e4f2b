//! What CommonMark takes for something else, or shows as typed, without a word: lines that became rows of a table, links
//! whose address holds a blank.
//! In: the parsed page and the text it was parsed from. Out: a warning at each place.

use comrak::nodes::{AstNode, NodeValue};

use super::problem::MarkdownProblem;
use super::{Input, LineNumbers};
use yanxi_problem::{Diagnostic, Place};

pub(super) fn find<'a>(
    root: &'a AstNode<'a>,
    text: &str,
    input: Input<'_>,
    lines: &LineNumbers,
) -> Vec<Diagnostic> {
    let source: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for node in root.descendants() {
        let line = node.data().sourcepos.start.line;
        let place = || Place::at_line(input.shown_path, input.file_text, lines.in_file(line));
        match &node.data().value {
            NodeValue::TableRow(_) => {
                let written = source.get(line.saturating_sub(1)).copied();
                if is_remark(node, written.unwrap_or_default(), &source) {
                    found.push(Diagnostic::of(place(), &MarkdownProblem::RemarkUnderTable));
                }
            }
            NodeValue::Paragraph | NodeValue::TableCell => {
                if let Some(address) = address_with_blank(&own_text(node)) {
                    let right = format!("<{}>", address.replace('\\', "/"));
                    let problem =
                        MarkdownProblem::NoLink { address: address.into(), right: right.into() };
                    found.push(Diagnostic::of(place(), &problem));
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether a row is a line without bars below a table whose head begins with one.
fn is_remark<'a>(row: &'a AstNode<'a>, written: &str, source: &[&str]) -> bool {
    let head_line = row.parent().map_or(0, |table| table.data().sourcepos.start.line);
    let head = source.get(head_line.saturating_sub(1)).copied().unwrap_or_default();
    let inside = |line: &str| line.trim_start_matches(['>', ' ', '\t']).starts_with('|');
    inside(head) && !written.contains('|') && !written.trim().is_empty()
}

/// The words that stand in a paragraph as text: neither in links nor in code.
fn own_text<'a>(node: &'a AstNode<'a>) -> String {
    let mut words = String::new();
    for child in node.children() {
        match &child.data().value {
            NodeValue::Text(text) => words.push_str(text),
            _ => words.push('\n'),
        }
    }
    words
}

/// The address of `[文字](附件/名 单.docx)`: on one line, with a blank inside and the ending of a file. It may hold brackets,
/// as copies have them: `名单 (2).docx`.
fn address_with_blank(text: &str) -> Option<String> {
    text.match_indices("](").find_map(|(at, bracket)| {
        let is_link = text.get(..at)?.contains('[');
        let rest = text.get(at + bracket.len()..)?;
        let line = rest.split('\n').next().unwrap_or(rest);
        let ends = line.match_indices(')').map(|(end, _)| &line[..end]);
        let address = ends.take(MOST_BRACKETS).find(|address| names_file(address))?;
        let is_told = address.contains(char::is_whitespace) && !address.contains('"');
        (is_link && is_told).then(|| address.to_string())
    })
}

/// So many brackets of an address are looked at.
const MOST_BRACKETS: usize = 4;

fn names_file(address: &str) -> bool {
    let ending = address.rsplit_once('.').map_or("", |(_, ending)| ending);
    address.matches('(').count() == address.matches(')').count()
        && (1..=5).contains(&ending.len())
        && ending.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::address_with_blank;

    #[test]
    fn addresses_with_blanks_are_told_whole() {
        for (text, address) in [
            ("见[表](名 单.docx)和（乙）", Some("名 单.docx")),
            ("见[表](名单 (2).xlsx)。", Some("名单 (2).xlsx")),
            ("见[表](甲 (1)/名单 (2).xlsx)。", Some("甲 (1)/名单 (2).xlsx")),
            ("见[注](见 甲)和乙.docx)", None),
            ("见[表](名单.docx \"题 目\")", None),
            ("名单](名 单.docx)", None),
        ] {
            assert_eq!(address_with_blank(text).as_deref(), address, "{text}");
        }
    }
}
