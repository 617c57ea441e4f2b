//! Offices' spreadsheets: CSV files and WPS or Excel workbooks with title rows, merged cells and sums.
//! In: a file and which column names the caller understands.
//! Out: plain tables that know the place of every cell, and every problem met on the way.

mod binary_formats;
mod body;
mod delimited;
mod grid;
mod header;
mod hidden_lines;
mod number_format;
mod old_extent;
mod old_formats;
mod open_document;
mod parts;
pub(crate) mod problem;
mod shown_sheets;
mod workbook;
mod written;

#[cfg(test)]
mod tests;

use grid::{Content, Grid};
use problem::TableProblem;
pub use shown_sheets::{NotShown, ShownCell, ShownRow, ShownSheet, shown_sheets};
pub use workbook::{OldCell, OldWorkbook, binary_workbook, old_workbook};

use crate::content_path::extension;
use crate::{OtherFile, cannot_read};
use yanxi_problem::{Diagnostic, Place};

/// One sheet or CSV file: header found, titles, sums, blank rows and footers gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Path shown in messages.
    pub file: String,
    /// The sheet's name; none for CSV.
    pub sheet: Option<String>,
    /// The rows above the header, one text each.
    pub caption: Vec<String>,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

/// A column that has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// As the caller knows it if it does; two header lines are joined as `应到/党员` where one does not say enough.
    pub name: String,
    /// Where it stands in [`Table::columns`] and in [`Row::cells`], from 0.
    pub index: usize,
}

/// A row of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The row number that WPS shows; in a CSV file the line on which the row begins.
    pub line: usize,
    /// One for each column, in the same order.
    pub cells: Vec<Cell>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Trimmed; dates of date cells and of date columns as `2008-12-25`; formulas by their stored result.
    pub text: String,
    /// The number itself where the cell shows it by a format: 0.9722 of `97.22%`.
    pub number: Option<String>,
    /// The sheet's column, from 1 (A).
    pub column: usize,
}

impl Table {
    /// The place of a cell, for a message.
    pub fn place(&self, row: &Row, cell: &Cell) -> Place {
        problem::place(
            &problem::shown_file(&self.file, self.sheet.as_deref()),
            Some(row.line),
            Some(cell.column),
            &cell.text,
        )
    }
}

/// Whether a file of this name is read as a table.
pub fn is_table(path: &str) -> bool {
    is_text_table(path)
        || ["xlsx", "xlsm", "xls", "et", "xlsb", "ods"].contains(&extension(path).as_str())
}

fn is_text_table(path: &str) -> bool {
    ["csv", "tsv"].contains(&extension(path).as_str())
}

/// Reads a file's tables. `is_known` says whether the caller understands a column name: the row with most of them is the header.
pub fn read(file: &OtherFile, is_known: &dyn Fn(&str) -> bool) -> (Vec<Table>, Vec<Diagnostic>) {
    if file.size > grid::MOST_BYTES {
        return (Vec::new(), vec![of_file(&file.shown_path, &TableProblem::TooLarge)]);
    }
    match std::fs::read(&file.absolute) {
        Ok(bytes) => read_bytes(&file.shown_path, &bytes, is_known),
        Err(error) => (Vec::new(), vec![cannot_read(&file.shown_path, &error)]),
    }
}

/// Reads the tables of a file's bytes; what they are decides, then the name.
pub fn read_bytes(
    file_name: &str,
    bytes: &[u8],
    is_known: &dyn Fn(&str) -> bool,
) -> (Vec<Table>, Vec<Diagnostic>) {
    let (grids, mut diagnostics) = if workbook::is_workbook(bytes) {
        match workbook::read(file_name, bytes, workbook::Days::Stored) {
            Ok(read) => read,
            Err(problem) => return (Vec::new(), vec![of_file(file_name, &problem)]),
        }
    } else if is_text_table(file_name) {
        match delimited::read(file_name, bytes, is_known) {
            Ok((grid, diagnostics)) => (vec![grid], diagnostics),
            Err(problem) => return (Vec::new(), vec![*problem]),
        }
    } else {
        return (Vec::new(), vec![of_file(file_name, &TableProblem::NoSpreadsheet)]);
    };
    let mut tables = Vec::new();
    let headed = with_header(&grids, is_known);
    let nothing_wrong =
        !diagnostics.iter().any(|diagnostic| diagnostic.severity == yanxi_problem::Severity::Error);
    if headed.is_empty() && nothing_wrong {
        let empty = grids.iter().all(|grid| grid.rows.is_empty());
        let problem = if empty { TableProblem::Empty } else { TableProblem::NoHeader };
        diagnostics.push(of_file(file_name, &problem));
    }
    if !headed.is_empty() {
        let is_read = |grid: &Grid| headed.iter().any(|(read, _)| std::ptr::eq(*read, grid));
        let unread = grids.iter().filter(|grid| !is_read(grid));
        diagnostics.extend(unread.filter_map(|grid| passed_over(file_name, grid)));
    }
    for (grid, header) in headed {
        let (table, problems) = body::read(file_name, grid, header);
        tables.push(table);
        diagnostics.extend(problems);
    }
    (tables, diagnostics)
}

fn of_file(file: &str, problem: &TableProblem) -> Diagnostic {
    Diagnostic::of(Place::file(file), problem)
}

/// What is said of a sheet that is not read though it holds rows of several cells. Notes in single cells are let alone.
fn passed_over(file_name: &str, grid: &Grid) -> Option<Diagnostic> {
    let mut rows = grid.rows.iter().filter(|row| row.filled().count() > 1);
    let first = rows.next()?;
    let others = rows.count();
    (others > 0).then(|| {
        let (column, content) = first.filled().next().unwrap_or((0, &Content::Blank));
        let shown = problem::shown_file(file_name, grid.sheet.as_deref());
        let place = problem::place(&shown, Some(first.line), Some(column + 1), content.as_text());
        Diagnostic::of(place, &TableProblem::NoHeaderInSheet { rows: others + 1 })
    })
}

/// The sheets that are tables. A lone known word, as in a sheet of notes, counts only where no sheet has more.
fn with_header<'a>(
    grids: &'a [Grid],
    is_known: &dyn Fn(&str) -> bool,
) -> Vec<(&'a Grid, header::Header)> {
    let mut found: Vec<_> = grids
        .iter()
        .filter_map(|grid| header::find(grid, is_known).map(|header| (grid, header)))
        .collect();
    if found.iter().any(|(_, header)| header.is_certain()) {
        found.retain(|(_, header)| header.is_certain());
    }
    found
}
