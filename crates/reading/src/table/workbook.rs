//! Workbooks of WPS, Excel and LibreOffice: .xlsx, .xlsm, .xlsb, .xls, .et, .ods, told apart by their bytes.
//! In: bytes. Out: a grid for each visible sheet, or one problem when the file cannot be opened.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::rc::Rc;

use calamine::{
    Data, DataRef, Dimensions, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb, Xlsx,
    XlsxError,
};

use super::grid::{Content, Grid, GridBuilder, MOST_COLUMNS, MOST_ROWS, Merge};
use super::old_extent::{Extent, extent};
use super::problem::{Letters, TableProblem, shown_file};
use super::{binary_formats, of_file, old_formats, open_document, written};
use crate::compound::Compound;
use crate::damage::caught;
use crate::little_endian::{u16_at, u32_at};
use yanxi_problem::Diagnostic;

const ZIP: &[u8] = b"PK\x03\x04";
/// The container of old workbooks, and of new ones with a password.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// How the name of a new workbook's main part begins, which archives hold as it is.
const WORKBOOK: &[u8] = b"xl/workbook";

/// The main part of a workbook whose parts are binary.
const BINARY: &[u8] = b"xl/workbook.bin";

/// Bytes of text that all cells of a workbook may hold in sum. One text that many cells share is stored once, so that
/// a few kilobytes can unfold to gigabytes.
pub(super) const MOST_TEXT: usize = 64 << 20;

type Read = Result<(Vec<Grid>, Vec<Diagnostic>), TableProblem>;

/// Whether bytes begin as a workbook does.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP) || bytes.starts_with(COMPOUND)
}

/// In which form a workbook is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Old,
    OpenDocument,
    Binary,
    New,
}

/// How days are written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Days {
    /// As they are compared: `2026-10-09`.
    Stored,
    /// As the cell's format shows them, so far as it is one of those that offices use: `2026年10月9日`.
    Shown,
}

pub(super) fn form(bytes: &[u8]) -> Form {
    if !bytes.starts_with(ZIP) {
        Form::Old
    } else if open_document::is_spreadsheet(bytes) {
        Form::OpenDocument
    } else if bytes.windows(BINARY.len()).any(|name| name == BINARY) {
        Form::Binary
    } else {
        Form::New
    }
}

/// Reads all visible sheets; sheets that are damaged are told.
pub(super) fn read(file: &str, bytes: &[u8], days: Days) -> Read {
    // The library checks most of what a damaged file may say, not all: its panics are damage too.
    let outcome = caught(|| match form(bytes) {
        Form::Old => read_old(file, bytes, days),
        Form::OpenDocument => open_document::read(bytes, days).map(|grids| (grids, Vec::new())),
        Form::Binary => read_binary(file, bytes, days),
        Form::New => read_new(file, bytes, days),
    });
    outcome.unwrap_or(Err(TableProblem::Damaged))
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

fn read_new(file: &str, bytes: &[u8], days: Days) -> Read {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        // A sound archive without a workbook in it, such as a renamed .docx.
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => TableProblem::NoSpreadsheet,
        _ if !bytes.windows(WORKBOOK.len()).any(|name| name == WORKBOOK) => {
            TableProblem::NoSpreadsheet
        }
        _ => TableProblem::Damaged,
    })?;
    let mut grids = Vec::new();
    let mut diagnostics = Vec::new();
    let mut room = MOST_TEXT;
    for sheet in visible_sheets(workbook.sheets_metadata()) {
        match read_new_sheet(&mut workbook, &sheet, days, &mut room) {
            Ok(Some(grid)) => grids.push(grid),
            Ok(None) => return Err(TableProblem::TooMuchText),
            Err(XlsxError::NotAWorksheet(_)) => {}
            Err(_) => diagnostics.push(damaged_sheet(file, &sheet)),
        }
    }
    Ok((grids, diagnostics))
}

/// Nothing where the texts of the workbook need more than `room`.
fn read_new_sheet(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    days: Days,
    room: &mut usize,
) -> Result<Option<Grid>, XlsxError> {
    let mut builder = GridBuilder::default();
    let codes = codes(workbook, sheet)?;
    let mut cells = workbook.worksheet_cells_reader(sheet)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        let length = match &cell.value {
            DataRef::SharedString(text) => text.len(),
            DataRef::String(text) => text.len(),
            _ => 0,
        };
        *room = match room.checked_sub(length) {
            Some(room) => room,
            None => return Ok(None),
        };
        let content = match (Data::from(cell.value), cell.formula) {
            (Data::Empty, Some(_)) => Content::FormulaWithoutValue,
            (value, _) => {
                let code = codes.get(&cell.pos).map(|code| &**code);
                written::formatted(&value, code, days)
            }
        };
        let (row, column) = cell.pos;
        builder.put(row as usize + 1, column as usize, content);
    }
    drop(cells);
    let merges = workbook.merge_cells_by_sheet_name(sheet)?;
    Ok(Some(builder.finish(Some(sheet.to_string()), merges.iter().map(merge).collect())))
}

/// The number formats of a sheet's cells, by row and column.
fn codes(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
) -> Result<BTreeMap<(u32, u32), Rc<str>>, XlsxError> {
    let mut cells = workbook.worksheet_cells_reader(sheet)?;
    let palette: Vec<Option<Rc<str>>> = cells
        .styles()
        .iter()
        .map(|style| {
            let code = style.number_format.as_ref().map(|format| format.format_code.as_str());
            code.filter(|code| *code != "General").map(Rc::from)
        })
        .collect();
    let mut codes = BTreeMap::new();
    while let Some((row, column, style)) = cells.next_style_id()? {
        let is_read = (row as usize) < MOST_ROWS && (column as usize) < MOST_COLUMNS;
        if let (true, Some(Some(code))) = (is_read, palette.get(style)) {
            codes.insert((row, column), Rc::clone(code));
        }
    }
    Ok(codes)
}

/// Binary workbooks, whose library gives values alone.
fn read_binary(file: &str, bytes: &[u8], days: Days) -> Read {
    let mut workbook = Xlsb::new(Cursor::new(bytes)).map_err(|_| TableProblem::Damaged)?;
    let mut grids = Vec::new();
    let mut diagnostics = Vec::new();
    let mut room = MOST_TEXT;
    let mut known = binary_formats::of_sheets(bytes);
    for sheet in visible_sheets(workbook.sheets_metadata()) {
        let own = known.remove(&sheet).unwrap_or_default();
        let Ok(mut cells) = workbook.worksheet_cells_reader(&sheet) else {
            diagnostics.push(damaged_sheet(file, &sheet));
            continue;
        };
        let mut builder = GridBuilder::default();
        loop {
            match cells.next_cell() {
                Ok(Some(cell)) => {
                    let (row, column) = cell.get_position();
                    let code = own.codes.get(&(row, column)).map(|code| &**code);
                    let value = Data::from(cell.get_value().clone());
                    let content = written::formatted(&value, code, days);
                    room = match room.checked_sub(content.as_text().len()) {
                        Some(room) => room,
                        None => return Err(TableProblem::TooMuchText),
                    };
                    builder.put(row as usize + 1, column as usize, content);
                }
                Ok(None) => break,
                Err(_) => {
                    diagnostics.push(damaged_sheet(file, &sheet));
                    break;
                }
            }
        }
        grids.push(builder.finish(Some(sheet), own.merges));
    }
    Ok((grids, diagnostics))
}

fn read_old(file: &str, bytes: &[u8], days: Days) -> Read {
    let compound = Compound::open(bytes).ok_or(TableProblem::Damaged)?;
    if compound.has("EncryptedPackage") {
        return Err(TableProblem::Password);
    }
    if ["WordDocument", "PowerPoint Document"].iter().any(|other| compound.has(other)) {
        return Err(TableProblem::NoSpreadsheet);
    }
    let stream = compound
        .stream("Workbook")
        .or_else(|| compound.stream("Book"))
        .ok_or(TableProblem::Damaged)?;
    match extent(&stream) {
        Extent::Sound => {}
        Extent::TooLarge => return Err(TableProblem::TooMuchText),
        Extent::Broken => return Err(TableProblem::Damaged),
    }
    let mut workbook = Xls::new(Cursor::new(bytes)).map_err(|error| {
        let password = matches!(error, XlsError::Password);
        if password { TableProblem::Password } else { TableProblem::Damaged }
    })?;
    let mut grids = Vec::new();
    let mut diagnostics = Vec::new();
    let names: Vec<String> =
        workbook.sheets_metadata().iter().map(|sheet| sheet.name.clone()).collect();
    let codes = old_formats::of_sheets(&stream);
    for sheet in visible_sheets(workbook.sheets_metadata()) {
        let Ok(range) = workbook.worksheet_range(&sheet) else {
            diagnostics.push(damaged_sheet(file, &sheet));
            continue;
        };
        let number = names.iter().position(|name| *name == sheet);
        let codes = number.and_then(|number| codes.get(number));
        let (top, left) = range.start().unwrap_or_default();
        let mut builder = GridBuilder::default();
        for (row, column, value) in range.used_cells() {
            let (row, column) = (top as usize + row, left as usize + column);
            let cell = u16::try_from(row).ok().zip(u16::try_from(column).ok());
            let code = cell.and_then(|cell| codes?.get(&cell)).map(String::as_str);
            builder.put(row + 1, column, written::formatted(value, code, days));
        }
        let merges = workbook.merge_cells_by_sheet_name(&sheet).unwrap_or_default();
        grids.push(builder.finish(Some(sheet), merges.iter().map(merge).collect()));
    }
    Ok((grids, diagnostics))
}

/// The names of all sheets of an old workbook, in its order.
pub(super) fn old_names(bytes: &[u8]) -> Option<Vec<String>> {
    let workbook = Xls::new(Cursor::new(bytes)).ok()?;
    Some(workbook.sheets_metadata().iter().map(|sheet| sheet.name.clone()).collect())
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
    /// Its cells were handed over.
    Read { hidden_sheets: Vec<String> },
    /// It asks for a password, workbook or not.
    Password,
    /// A workbook whose cells are too many to be held at once.
    TooLarge,
    /// No workbook, or a damaged one.
    Other,
}

/// Hands over every cell of an old workbook until `found` says that it is enough, for those who look for what it
/// holds, not for tables.
pub fn old_workbook(bytes: &[u8], found: impl FnMut(OldCell) -> bool) -> OldWorkbook {
    caught(|| every_cell(bytes, found)).unwrap_or(OldWorkbook::Other)
}

/// Whether a text of the old form (.doc, .wps) asks for a password: a bit near its beginning says so.
fn is_locked_text(compound: &Compound<'_>) -> bool {
    /// How the stream of Word 97 and later begins, and that of Word 6 and 95.
    const BEGINNINGS: [u16; 2] = [0xA5EC, 0xA5DC];
    const ENCRYPTED: u16 = 0x0100;
    compound.stream("WordDocument").is_some_and(|stream| {
        u16_at(&stream, 0).is_some_and(|begin| BEGINNINGS.contains(&begin))
            && u16_at(&stream, 10).is_some_and(|flags| flags & ENCRYPTED != 0)
    })
}

/// Whether a presentation of the old form (.ppt, .dps) asks for a password.
fn is_locked_presentation(compound: &Compound<'_>) -> bool {
    const ENCRYPTED: u32 = 0xF3D1_C4DF;
    compound.has("EncryptedSummary")
        || compound
            .stream("Current User")
            .and_then(|stream| u32_at(&stream, 12))
            .is_some_and(|token| token == ENCRYPTED)
}

fn every_cell(bytes: &[u8], mut found: impl FnMut(OldCell) -> bool) -> OldWorkbook {
    let Some(compound) = Compound::open(bytes) else {
        return OldWorkbook::Other;
    };
    if compound.has("EncryptedPackage") {
        return OldWorkbook::Password;
    }
    if is_locked_text(&compound) || is_locked_presentation(&compound) {
        return OldWorkbook::Password;
    }
    let stream = compound.stream("Workbook").or_else(|| compound.stream("Book"));
    match stream.map_or(Extent::Broken, |stream| extent(&stream)) {
        Extent::Sound => {}
        Extent::TooLarge => return OldWorkbook::TooLarge,
        Extent::Broken => return OldWorkbook::Other,
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
    for sheet in sheets {
        let Ok(range) = workbook.worksheet_range(&sheet) else {
            continue;
        };
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let text = text_of(value);
            let name = cell_name(top as usize + row, left as usize + column);
            if !found(OldCell { sheet: sheet.clone(), name, text }) {
                return OldWorkbook::Read { hidden_sheets };
            }
        }
    }
    OldWorkbook::Read { hidden_sheets }
}

/// Hands over every cell of a workbook whose parts are binary (.xlsb), as [`old_workbook`] does.
pub fn binary_workbook(bytes: &[u8], found: impl FnMut(OldCell) -> bool) -> OldWorkbook {
    caught(|| every_binary_cell(bytes, found)).unwrap_or(OldWorkbook::Other)
}

fn every_binary_cell(bytes: &[u8], mut found: impl FnMut(OldCell) -> bool) -> OldWorkbook {
    let Ok(mut workbook) = Xlsb::new(Cursor::new(bytes)) else {
        return OldWorkbook::Other;
    };
    let sheets: Vec<(String, bool)> = workbook
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    let hidden = sheets.iter().filter(|(_, is_hidden)| *is_hidden);
    let hidden_sheets = hidden.map(|(name, _)| name.clone()).collect();
    for (sheet, _) in sheets {
        let Ok(mut cells) = workbook.worksheet_cells_reader(&sheet) else {
            continue;
        };
        // What follows damage in a sheet cannot be read.
        while let Ok(Some(cell)) = cells.next_cell() {
            let (row, column) = cell.get_position();
            let text = text_of(&Data::from(cell.get_value().clone()));
            let name = cell_name(row as usize, column as usize);
            if !found(OldCell { sheet: sheet.clone(), name, text }) {
                return OldWorkbook::Read { hidden_sheets };
            }
        }
    }
    OldWorkbook::Read { hidden_sheets }
}

/// A whole number without a point behind it.
fn text_of(value: &Data) -> String {
    match value {
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e18 => {
            format!("{number:.0}")
        }
        other => other.to_string(),
    }
}

/// `C3` for row 2, column 2, counted from 0.
fn cell_name(row: usize, column: usize) -> String {
    format!("{}{}", Letters(column).text(), row + 1)
}
