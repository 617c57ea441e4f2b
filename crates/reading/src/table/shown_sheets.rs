//! What the readers of a workbook see: the visible cells of its visible sheets, numbers and days by their formats.
//! In: bytes of a .xlsx, .xlsb, .xls, .et or .ods. Out: [`ShownSheet`]s, or why nothing is shown.
//!
//! Where it cannot be told which rows and columns are hidden, nothing is given: what is hidden must not be shown.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::grid::{Content, Grid, GridRow, MOST_COLUMNS, Merge};
use super::hidden_lines::{self, HiddenLines};
use super::problem::TableProblem;
use super::workbook::{self, Days, Form};
use crate::damage::caught;

/// Rows that all merged cells of a sheet may reach over in sum.
const MOST_MERGED_ROWS: usize = 2_000_000;

/// A visible sheet, without the rows and columns in which nothing is seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShownSheet {
    pub name: String,
    /// So many columns are seen.
    pub columns: usize,
    pub rows: Vec<ShownRow>,
    /// Cells that stay empty because the results of their formulas were never stored.
    pub without_result: usize,
    /// Cells that show that their formulas failed, such as `#DIV/0!`: how many, and what the first of them shows.
    pub failed: usize,
    pub first_failed: Option<String>,
    /// Cells with something in them are hidden.
    pub hides: bool,
    /// The sheet is larger than is read.
    pub is_cut: bool,
}

/// A row in which something is seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShownRow {
    /// As the program numbers it, from 1.
    pub line: usize,
    /// Those with words in them, from left to right.
    pub cells: Vec<ShownCell>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShownCell {
    /// Among the columns that are seen, from 0.
    pub column: usize,
    pub text: String,
    /// How many of the columns and rows that are seen it takes.
    pub columns: usize,
    pub rows: usize,
}

/// Why nothing of a file is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotShown {
    Password,
    Damaged,
    TooLarge,
    /// It is no workbook.
    Other,
}

/// Reads the visible sheets of a workbook.
pub fn shown_sheets(bytes: &[u8]) -> Result<Vec<ShownSheet>, NotShown> {
    caught(|| read(bytes)).unwrap_or(Err(NotShown::Damaged))
}

fn read(bytes: &[u8]) -> Result<Vec<ShownSheet>, NotShown> {
    if !workbook::is_workbook(bytes) {
        return Err(NotShown::Other);
    }
    let form = workbook::form(bytes);
    let (grids, problems) = workbook::read("", bytes, Days::Shown).map_err(why)?;
    if !problems.is_empty() {
        return Err(NotShown::Damaged);
    }
    let hidden = match form {
        Form::Old => {
            workbook::old_names(bytes).and_then(|names| hidden_lines::of_old(bytes, &names))
        }
        Form::OpenDocument => hidden_lines::of_open_document(bytes),
        Form::Binary => Some(hidden_lines::of_binary(bytes)),
        Form::New => hidden_lines::of_new(bytes),
    };
    let hidden = hidden.ok_or(NotShown::Damaged)?;
    grids
        .iter()
        .map(|grid| {
            let name = grid.sheet.clone().unwrap_or_default();
            let hidden = hidden.get(&name).ok_or(NotShown::Damaged)?;
            let sheet = shown(grid, hidden).ok_or(NotShown::TooLarge)?;
            Ok(ShownSheet { name, ..sheet })
        })
        .collect()
}

fn why(problem: TableProblem) -> NotShown {
    match problem {
        TableProblem::Password => NotShown::Password,
        TableProblem::NoSpreadsheet => NotShown::Other,
        TableProblem::TooLarge | TableProblem::TooMuchText => NotShown::TooLarge,
        _ => NotShown::Damaged,
    }
}

/// Nothing where its merged cells are more than are looked at.
fn shown(grid: &Grid, hidden: &HiddenLines) -> Option<ShownSheet> {
    let rows: Vec<&GridRow> = grid.rows.iter().filter(|row| !hidden.hides_line(row.line)).collect();
    let merged = Merged::of(grid, &rows, hidden)?;
    let mut hides = grid.rows.iter().any(|row| hidden.hides_line(row.line));
    let mut without_result = 0;
    let mut failed: Vec<&str> = Vec::new();
    // Of each row what is seen by column, with the merged cell that it stands in.
    let mut seen: Vec<BTreeMap<usize, (&str, Option<&Area>)>> = Vec::with_capacity(rows.len());
    for (number, row) in rows.iter().enumerate() {
        let mut cells = BTreeMap::new();
        for (column, content) in row.filled() {
            if merged.covers(number, column) {
                continue;
            }
            if hidden.hides_column(column) {
                hides = true;
                continue;
            }
            without_result += usize::from(*content == Content::FormulaWithoutValue);
            let text = seen_of(content);
            if matches!(content, Content::ErrorValue(_)) {
                failed.push(text);
            }
            if !text.is_empty() {
                cells.insert(column, (text, None));
            }
        }
        for area in merged.beginning(number) {
            if !area.text.is_empty() {
                cells.insert(area.column, (area.text, Some(area)));
            }
        }
        seen.push(cells);
    }
    let kept: Vec<usize> = (0..rows.len()).filter(|number| !seen[*number].is_empty()).collect();
    let columns: BTreeSet<usize> = seen.iter().flat_map(BTreeMap::keys).copied().collect();
    let columns: Vec<usize> = columns.into_iter().collect();
    let within = |all: &[usize], range: &Range<usize>| {
        all.partition_point(|at| *at < range.end) - all.partition_point(|at| *at < range.start)
    };
    let cell = |(column, (text, area)): (&usize, &(&str, Option<&Area>))| ShownCell {
        column: within(&columns, &(0..*column)),
        text: text.to_string(),
        columns: area.map_or(1, |area| within(&columns, &area.columns)),
        rows: area.map_or(1, |area| within(&kept, &area.rows)),
    };
    let row = |number: &usize| ShownRow {
        line: rows[*number].line,
        cells: seen[*number].iter().map(cell).collect(),
    };
    Some(ShownSheet {
        name: String::new(),
        columns: columns.len(),
        rows: kept.iter().map(row).collect(),
        without_result,
        failed: failed.len(),
        first_failed: failed.first().map(|value| (*value).to_string()),
        hides,
        is_cut: grid.cut,
    })
}

/// What is seen of a cell. Of a formula that failed, programs show so.
fn seen_of(content: &Content) -> &str {
    match content {
        Content::ErrorValue(value) => value,
        content => content.as_text(),
    }
}

/// A merged cell, so far as it is seen.
struct Area<'a> {
    text: &'a str,
    /// The first column that is seen.
    column: usize,
    columns: Range<usize>,
    /// Among the visible rows.
    rows: Range<usize>,
}

/// Merged cells by the visible rows that they reach over. Of those that overlap, as programs never write them, the first
/// stands.
struct Merged<'a> {
    areas: Vec<Area<'a>>,
    /// Of each row, by the first column of an area: one behind its last column, and the area's number.
    covered: Vec<BTreeMap<usize, (usize, usize)>>,
}

impl<'a> Merged<'a> {
    fn of(grid: &'a Grid, rows: &[&GridRow], hidden: &HiddenLines) -> Option<Self> {
        let mut merged = Merged { areas: Vec::new(), covered: vec![BTreeMap::new(); rows.len()] };
        let mut room = MOST_MERGED_ROWS;
        for merge in &grid.merges {
            let at = |line: usize| rows.partition_point(|row| row.line < line);
            let reach = at(merge.top)..at(merge.bottom.saturating_add(1));
            let columns = merge.left..merge.right.saturating_add(1).min(MOST_COLUMNS);
            let first = columns.clone().find(|column| !hidden.hides_column(*column));
            let (Some(column), false) = (first, reach.is_empty()) else {
                continue;
            };
            room = room.checked_sub(reach.len())?;
            if reach.clone().any(|row| merged.meets(row, &columns)) {
                continue;
            }
            for row in reach.clone() {
                merged.covered[row].insert(columns.start, (columns.end, merged.areas.len()));
            }
            merged.areas.push(Area { text: text_of(grid, merge), column, columns, rows: reach });
        }
        Some(merged)
    }

    fn meets(&self, row: usize, columns: &Range<usize>) -> bool {
        let before = self.covered[row].range(..columns.end).next_back();
        before.is_some_and(|(_, (end, _))| *end > columns.start)
    }

    fn covers(&self, row: usize, column: usize) -> bool {
        self.meets(row, &(column..column + 1))
    }

    /// The areas whose first visible row it is.
    fn beginning(&self, row: usize) -> impl Iterator<Item = &Area<'a>> {
        let areas = self.covered[row].values().map(|(_, number)| &self.areas[*number]);
        areas.filter(move |area| area.rows.start == row)
    }
}

/// What a merged cell shows stands in its first cell, which may itself be hidden.
fn text_of<'a>(grid: &'a Grid, merge: &Merge) -> &'a str {
    let row = grid.rows.binary_search_by_key(&merge.top, |row| row.line).ok();
    row.map_or("", |row| grid.rows[row].text(merge.left))
}
