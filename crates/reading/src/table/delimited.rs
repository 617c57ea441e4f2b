//! CSV files as WPS, Excel and hands write them.
//! In: bytes in UTF-8 or GBK, cells between , ; tab ， or ；. Out: a grid with the line each row begins on.

use std::borrow::Cow;

use super::grid::{Content, Grid, GridBuilder};
use super::header;
use super::problem::{TableProblem, place};
use crate::encoding;
use yanxi_problem::Diagnostic;

/// Tried in this order; the first of equals wins.
const SEPARATORS: [char; 5] = [',', '\t', ';', '，', '；'];
/// The header is sought in so many lines when the separator is chosen.
const LINES_TRIED: usize = 40;

/// Reads a file's rows.
pub(super) fn read(
    file: &str,
    bytes: &[u8],
    is_known: &dyn Fn(&str) -> bool,
) -> Result<(Grid, Vec<Diagnostic>), Box<Diagnostic>> {
    let decoded = encoding::decode(file, bytes)?;
    let mut diagnostics: Vec<Diagnostic> = decoded.note.into_iter().collect();
    let separator = separator(&decoded.text, is_known);
    let (grid, unclosed) = grid(&decoded.text, separator);
    let lines: Vec<&str> = decoded.text.lines().collect();
    diagnostics.extend(unclosed.into_iter().map(|line| {
        let source = lines.get(line - 1).copied().unwrap_or_default();
        let place = place(file, Some(line), None, source.trim());
        Diagnostic::of(place, &TableProblem::QuoteNotClosed)
    }));
    Ok((grid, diagnostics))
}

/// The separator under which the header holds most known names; of equals the one that makes most cells of it.
fn separator(text: &str, is_known: &dyn Fn(&str) -> bool) -> char {
    let end = text.match_indices('\n').nth(LINES_TRIED).map_or(text.len(), |(at, _)| at);
    let beginning = text.get(..end).unwrap_or(text);
    let mut best = SEPARATORS[0];
    let mut most = (0, 0);
    for candidate in SEPARATORS {
        let (grid, _) = grid(beginning, candidate);
        let merit = grid
            .rows
            .iter()
            .map(|row| (header::known_names(row, is_known), row.filled().count()))
            .max()
            .unwrap_or_default();
        if merit.0 > most.0 || (merit.0 == most.0 && most.0 > 0 && merit.1 > most.1) {
            (best, most) = (candidate, merit);
        }
    }
    best
}

/// Splits a text into cells; also the lines with a quote that is never closed, which then stands for itself.
fn grid(text: &str, separator: char) -> (Grid, Vec<usize>) {
    let mut builder = GridBuilder::default();
    let mut unclosed = Vec::new();
    let mut rest = text;
    let (mut line, mut row, mut column) = (1, 1, 0);
    while !rest.is_empty() {
        let (cell, after) = match quoted(rest, separator) {
            Quoted::Cell { text, after } => (Cow::Owned(text), after),
            no_cell => {
                if matches!(no_cell, Quoted::Unclosed) {
                    unclosed.push(line);
                }
                let end = rest.find([separator, '\n']).unwrap_or(rest.len());
                let (cell, after) = rest.split_at(end);
                (Cow::Borrowed(cell), after)
            }
        };
        builder.put(row, column, Content::text(&cell));
        line += cell.matches('\n').count();
        let mut characters = after.chars();
        match characters.next() {
            Some('\n') => {
                line += 1;
                (row, column) = (line, 0);
            }
            Some(_) => column += 1,
            None => {}
        }
        rest = characters.as_str();
    }
    let mut grid = builder.finish(None, Vec::new());
    grid.separator = Some(separator);
    (grid, unclosed)
}

enum Quoted<'a> {
    /// What stands in the cell, and the text from its separator or line end on.
    Cell { text: String, after: &'a str },
    /// The quote closes nowhere, or on a later line in the middle of a cell.
    Unclosed,
    /// No quoted cell; `"样例"活动` keeps its quotes.
    No,
}

/// Reads the cell at the beginning of `rest` if it stands in quotes.
fn quoted(rest: &str, separator: char) -> Quoted<'_> {
    let Some(mut after) = rest.trim_start_matches(' ').strip_prefix('"') else {
        return Quoted::No;
    };
    let mut text = String::new();
    loop {
        let Some((inside, behind)) = after.split_once('"') else {
            return Quoted::Unclosed;
        };
        text.push_str(inside);
        match behind.strip_prefix('"') {
            Some(more) => {
                text.push('"');
                after = more;
            }
            None => {
                after = behind;
                break;
            }
        }
    }
    let end = after.find([separator, '\n']).unwrap_or(after.len());
    let (between, after) = after.split_at(end);
    if between.trim().is_empty() {
        Quoted::Cell { text, after }
    } else if text.contains('\n') {
        Quoted::Unclosed
    } else {
        Quoted::No
    }
}
