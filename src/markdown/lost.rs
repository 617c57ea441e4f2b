//! What CommonMark leaves out of a page, or shows as typed, without a word: cells beyond a table's header, lines that
//! became rows, links whose address holds a blank.
//! In: the parsed page and the text it was parsed from. Out: a warning at each place.

use comrak::nodes::{AstNode, NodeValue};

use super::problem::{Cells, MarkdownProblem};
use super::{Input, LineNumbers};
use yanxi_problem::{Diagnostic, Place, Quoted};

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
                let columns = node.parent().and_then(|table| match &table.data().value {
                    NodeValue::Table(table) => Some(table.num_columns),
                    _ => None,
                });
                let written = source.get(line.saturating_sub(1)).copied();
                if is_remark(node, written.unwrap_or_default(), &source) {
                    found.push(Diagnostic::of(place(), &MarkdownProblem::RemarkUnderTable));
                }
                let lost: Vec<Quoted> = cells(written.unwrap_or_default())
                    .into_iter()
                    .skip(columns.unwrap_or(usize::MAX))
                    .filter(|cell| !cell.is_empty())
                    .map(Quoted::from)
                    .collect();
                if !lost.is_empty() {
                    let problem = MarkdownProblem::CellsLeftOut { cells: Cells(lost) };
                    found.push(Diagnostic::of(place(), &problem));
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

/// The cells of a row as typed. Only a bar behind `\` belongs to the text, in code too.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim().trim_start_matches(['>', ' ']);
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for character in row.chars() {
        if character == '|' && !escaped {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(character);
        }
        escaped = character == '\\' && !escaped;
    }
    cells.into_iter().map(|cell| cell.trim().to_string()).collect()
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

/// The address of `[文字](附件/名 单.docx)`: on one line, with a blank inside and the ending of a file.
fn address_with_blank(text: &str) -> Option<String> {
    text.match_indices("](").find_map(|(at, bracket)| {
        let before = text.get(..at)?;
        let rest = text.get(at + bracket.len()..)?;
        let address = rest.get(..rest.find(')')?)?;
        let is_file = address
            .rsplit_once('.')
            .is_some_and(|(_, ending)| (1..=5).contains(&ending.len()) && ending.is_ascii());
        (before.contains('[')
            && is_file
            && address.contains(char::is_whitespace)
            && !address.contains(['\n', '"']))
        .then(|| address.to_string())
    })
}
