//! What the readers of a workbook see: the visible cells of its visible sheets, numbers and days by their formats.
//! In: bytes of a .xlsx, .xls, .et or .ods. Out: [`ShownSheet`]s.
//!
//! Where it cannot be told which rows and columns are hidden, nothing is given: what is hidden must not be shown. That is
//! so of workbooks whose parts are binary (.xlsb).

use super::grid::{Content, Grid};
use super::hidden_lines::{self, HiddenLines};
use super::workbook::{self, Days, Form};
use crate::damage::caught;

/// A visible sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShownSheet {
    pub name: String,
    /// The texts of its visible cells, row after row.
    pub cells: Vec<String>,
}

/// Reads a workbook; nothing where it is damaged, has a password, or is none.
pub fn shown_sheets(bytes: &[u8]) -> Vec<ShownSheet> {
    caught(|| read(bytes)).flatten().unwrap_or_default()
}

fn read(bytes: &[u8]) -> Option<Vec<ShownSheet>> {
    let form = workbook::form(bytes);
    if form == Form::Binary || !workbook::is_workbook(bytes) {
        return None;
    }
    let (grids, _) = workbook::read("", bytes, Days::Shown).ok()?;
    let hidden = match form {
        Form::Old => hidden_lines::of_old(bytes, &workbook::old_names(bytes)?),
        Form::OpenDocument => hidden_lines::of_open_document(bytes),
        Form::New | Form::Binary => hidden_lines::of_new(bytes),
    }?;
    let nothing = HiddenLines::default();
    let shown = |grid: Grid| {
        let name = grid.sheet.clone().unwrap_or_default();
        let hidden = hidden.get(&name).unwrap_or(&nothing);
        ShownSheet { cells: cells(&grid, hidden), name }
    };
    Some(grids.into_iter().map(shown).collect())
}

fn cells(grid: &Grid, hidden: &HiddenLines) -> Vec<String> {
    let rows = grid.rows.iter().filter(|row| !hidden.hides_line(row.line));
    let cells = rows.flat_map(|row| row.filled());
    cells
        .filter(|(column, _)| !hidden.hides_column(*column))
        .map(|(_, content)| as_line(content))
        .filter(|text| !text.is_empty())
        .collect()
}

/// One line ends inside a cell, others between cells.
fn as_line(content: &Content) -> String {
    const LINE_END: &str = "\u{2028}";
    content.as_text().replace('\n', LINE_END)
}
