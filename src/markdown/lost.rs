//! What CommonMark leaves out of a page, or shows as typed, without a word: cells beyond a table's header, links whose
//! address holds a blank.
//! In: the parsed page and the text it was parsed from. Out: a warning at each place.

use comrak::nodes::{AstNode, NodeValue};

use super::redaction::restore;
use super::{Input, LineNumbers};
use yanxi_problem::{Code, Diagnostic, Place, Wording};

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
                let lost: Vec<String> = cells(written.unwrap_or_default())
                    .into_iter()
                    .skip(columns.unwrap_or(usize::MAX))
                    .filter(|cell| !cell.is_empty())
                    .map(|cell| restore(&cell))
                    .collect();
                if !lost.is_empty() {
                    found.push(cells_left_out(place(), &lost));
                }
            }
            NodeValue::Paragraph | NodeValue::TableCell => {
                if let Some(address) = address_with_blank(&own_text(node)) {
                    found.push(no_link(place(), &restore(&address)));
                }
            }
            _ => {}
        }
    }
    found
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

fn cells_left_out(place: Place, lost: &[String]) -> Diagnostic {
    Diagnostic::warning(
        Code::R11,
        place,
        Wording::new(
            format!("这一行的格子比表头多，“{}”没有显示出来", lost.join("”“")),
            format!(
                "this row has more cells than the header; “{}” was left out",
                lost.join("”, “")
            ),
        ),
        Wording::new(
            "在表头加上这一列（|---| 那一行也要加），或删去多出的格子；文字里的竖线写成 \\|",
            "add the column to the header and to the line |---|, or delete the cell; a bar inside a text is written \\|",
        ),
    )
}

fn no_link(place: Place, address: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::R11,
        place,
        Wording::new(
            format!("“{address}”里有空格，不成链接，照原样显示出来了"),
            format!("“{address}” holds a blank and makes no link; it is shown as typed"),
        ),
        Wording::new(
            format!("写成 (<{}>)，两头加尖括号", address.replace('\\', "/")),
            format!("write (<{}>)", address.replace('\\', "/")),
        ),
    )
}
