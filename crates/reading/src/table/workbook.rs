//! Workbooks of WPS and Excel: .xlsx, .xlsm, .xls and .et, told apart by their bytes.
//! In: bytes. Out: a grid for each visible sheet, or one problem when the file cannot be opened.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Dimensions, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsx, XlsxError};

use super::compound::{Compound, keeps_limits};
use super::grid::{Content, Grid, GridBuilder, Merge};
use super::problem::{Letters, TableProblem, shown_file};
use super::{of_file, written};
use yanxi_problem::Diagnostic;

const ZIP: &[u8] = b"PK\x03\x04";
/// The container of old workbooks, and of new ones with a password.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

type Read = Result<(Vec<Grid>, Vec<Diagnostic>), Box<Diagnostic>>;

/// Whether bytes begin as a workbook does.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP) || bytes.starts_with(COMPOUND)
}

/// Reads all visible sheets.
pub(super) fn read(file: &str, bytes: &[u8]) -> Read {
    // The library checks most of what a damaged file may say, not all: its panics are damage too.
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        if bytes.starts_with(ZIP) { read_new(file, bytes) } else { read_old(file, bytes) }
    }));
    outcome.unwrap_or_else(|_| Err(boxed(file, &TableProblem::Damaged)))
}

fn boxed(file: &str, problem: &TableProblem) -> Box<Diagnostic> {
    Box::new(of_file(file, problem))
}

fn damaged_sheet(file: &str, sheet: &str) -> Diagnostic {
    of_file(&shown_file(file, Some(sheet)), &TableProblem::Damaged)
}

fn visible_sheets(sheets: &[calamine::Sheet]) -> Vec<String> {
    sheets
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect()
}

fn read_new(file: &str, bytes: &[u8]) -> Read {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        // A sound archive without a workbook in it, such as a renamed .docx.
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => {
            boxed(file, &TableProblem::NoSpreadsheet)
        }
        _ => boxed(file, &TableProblem::Damaged),
    })?;
    let mut grids = Vec::new();
    let mut diagnostics = Vec::new();
    for sheet in visible_sheets(workbook.sheets_metadata()) {
        match read_new_sheet(&mut workbook, &sheet) {
            Ok(grid) => grids.push(grid),
            Err(XlsxError::NotAWorksheet(_)) => {}
            Err(_) => diagnostics.push(damaged_sheet(file, &sheet)),
        }
    }
    Ok((grids, diagnostics))
}

fn read_new_sheet(workbook: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Grid, XlsxError> {
    let mut builder = GridBuilder::default();
    let mut cells = workbook.worksheet_cells_reader(sheet)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        let content = match (Data::from(cell.value), cell.formula) {
            (Data::Empty, Some(_)) => Content::FormulaWithoutValue,
            (value, _) => written::content(&value),
        };
        let (row, column) = cell.pos;
        builder.put(row as usize + 1, column as usize, content);
    }
    drop(cells);
    let merges = workbook.merge_cells_by_sheet_name(sheet)?;
    Ok(builder.finish(Some(sheet.to_string()), merges.iter().map(merge).collect()))
}

fn read_old(file: &str, bytes: &[u8]) -> Read {
    let damaged = || boxed(file, &TableProblem::Damaged);
    let compound = Compound::open(bytes).ok_or_else(damaged)?;
    if compound.has("EncryptedPackage") {
        return Err(boxed(file, &TableProblem::Password));
    }
    if ["WordDocument", "PowerPoint Document"].iter().any(|other| compound.has(other)) {
        return Err(boxed(file, &TableProblem::NoSpreadsheet));
    }
    let stream =
        compound.stream("Workbook").or_else(|| compound.stream("Book")).ok_or_else(damaged)?;
    if !keeps_limits(&stream) {
        return Err(damaged());
    }
    let mut workbook = Xls::new(Cursor::new(bytes)).map_err(|error| {
        let password = matches!(error, XlsError::Password);
        boxed(file, if password { &TableProblem::Password } else { &TableProblem::Damaged })
    })?;
    let mut grids = Vec::new();
    let mut diagnostics = Vec::new();
    for sheet in visible_sheets(workbook.sheets_metadata()) {
        let Ok(range) = workbook.worksheet_range(&sheet) else {
            diagnostics.push(damaged_sheet(file, &sheet));
            continue;
        };
        let (top, left) = range.start().unwrap_or_default();
        let mut builder = GridBuilder::default();
        for (row, column, value) in range.used_cells() {
            builder.put(top as usize + row + 1, left as usize + column, written::content(value));
        }
        let merges = workbook.merge_cells_by_sheet_name(&sheet).unwrap_or_default();
        grids.push(builder.finish(Some(sheet), merges.iter().map(merge).collect()));
    }
    Ok((grids, diagnostics))
}

fn merge(area: &Dimensions) -> Merge {
    Merge {
        top: area.start.0 as usize + 1,
        left: area.start.1 as usize,
        bottom: area.end.0 as usize + 1,
        right: area.end.1 as usize,
    }
}

/// A cell of an old workbook as its text, hidden sheets included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldCell {
    pub sheet: String,
    /// Such as `C3`.
    pub name: String,
    pub text: String,
}

/// What a file in the old container is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OldWorkbook {
    Cells {
        cells: Vec<OldCell>,
        hidden_sheets: Vec<String>,
    },
    Password,
    /// No workbook, or a damaged one.
    Other,
}

/// Every cell of an old workbook, for those who look for what it holds, not for tables.
pub fn old_workbook(bytes: &[u8]) -> OldWorkbook {
    let outcome = catch_unwind(AssertUnwindSafe(|| every_cell(bytes)));
    outcome.unwrap_or(OldWorkbook::Other)
}

fn every_cell(bytes: &[u8]) -> OldWorkbook {
    let Some(compound) = Compound::open(bytes) else {
        return OldWorkbook::Other;
    };
    if compound.has("EncryptedPackage") {
        return OldWorkbook::Password;
    }
    let stream = compound.stream("Workbook").or_else(|| compound.stream("Book"));
    if !stream.is_some_and(|stream| keeps_limits(&stream)) {
        return OldWorkbook::Other;
    }
    let mut workbook = match Xls::new(Cursor::new(bytes)) {
        Ok(workbook) => workbook,
        Err(XlsError::Password) => return OldWorkbook::Password,
        Err(_) => return OldWorkbook::Other,
    };
    let sheets: Vec<String> =
        workbook.sheets_metadata().iter().map(|sheet| sheet.name.clone()).collect();
    let hidden_sheets = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible != SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut cells = Vec::new();
    for sheet in sheets {
        let Ok(range) = workbook.worksheet_range(&sheet) else {
            continue;
        };
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let text = match value {
                Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e18 => {
                    format!("{number:.0}")
                }
                other => other.to_string(),
            };
            cells.push(OldCell {
                sheet: sheet.clone(),
                name: cell_name(top as usize + row, left as usize + column),
                text,
            });
        }
    }
    OldWorkbook::Cells { cells, hidden_sheets }
}

/// `C3` for row 2, column 2, counted from 0.
fn cell_name(row: usize, column: usize) -> String {
    format!("{}{}", Letters(column).text(), row + 1)
}
