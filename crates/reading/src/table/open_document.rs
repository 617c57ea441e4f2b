//! Workbooks of LibreOffice and of WPS on Kylin: .ods.
//! In: bytes. Out: a grid for each visible sheet, with numbers as they are shown, or one problem.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::grid::{Content, Grid, GridBuilder, MOST_COLUMNS, MOST_ROWS, Merge};
use super::parts::{Parts, attribute};
use super::problem::TableProblem;
use super::workbook::{Days, MOST_TEXT};
use super::written;

const KIND: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

/// Whether bytes are a spreadsheet of this kind: its first part says so, uncompressed.
pub(super) fn is_spreadsheet(bytes: &[u8]) -> bool {
    bytes.get(..200).unwrap_or(bytes).windows(KIND.len()).any(|part| part == KIND)
}

/// Reads all visible sheets.
pub(super) fn read(bytes: &[u8], days: Days) -> Result<Vec<Grid>, TableProblem> {
    let mut parts = Parts::open(bytes).ok_or(TableProblem::Damaged)?;
    let manifest = parts.text("META-INF/manifest.xml");
    if manifest.is_some_and(|text| text.contains("encryption-data")) {
        return Err(TableProblem::Password);
    }
    let content = parts.text("content.xml").ok_or(TableProblem::Damaged)?;
    let mut sheets = Sheets { shows_days: days == Days::Shown, ..Sheets::default() };
    let mut reader = Reader::from_str(&content);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Err(_) => return Err(TableProblem::Damaged),
            Ok(event) => sheets.take(&event),
        }
        if sheets.has_too_much {
            return Err(TableProblem::TooMuchText);
        }
    }
    Ok(sheets.grids)
}

#[derive(Default)]
struct Sheets {
    grids: Vec<Grid>,
    /// Styles that hide a sheet, and the style that is being read.
    hiding: BTreeSet<String>,
    style: String,
    /// Days stand as they are shown.
    shows_days: bool,
    sheet: Option<Sheet>,
    /// Bytes of all cells together.
    bytes: usize,
    has_too_much: bool,
}

#[derive(Default)]
struct Sheet {
    name: String,
    is_hidden: bool,
    builder: GridBuilder,
    merges: Vec<Merge>,
    /// The line being read, from 1, and how many are alike.
    line: usize,
    lines: usize,
    row: Vec<(usize, Content)>,
    column: usize,
    cell: Option<OpenCell>,
    /// Within a comment, whose paragraphs are not the cell's.
    in_comment: bool,
}

#[derive(Default)]
struct OpenCell {
    columns: usize,
    /// Lines and columns of a merged cell.
    spans: (usize, usize),
    /// Number or day as stored.
    number: Option<String>,
    day: Option<String>,
    shows_day: bool,
    has_formula: bool,
    text: String,
    paragraphs: usize,
}

impl Sheets {
    fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(element) => self.open(element, false),
            Event::Empty(element) => self.open(element, true),
            Event::End(element) => self.close(element.name().as_ref()),
            Event::Text(words) => self.write(words),
            Event::CData(words) => self.write(words),
            Event::GeneralRef(name) => {
                let raw = format!("&{};", &**name);
                if let Ok(character) = quick_xml::escape::unescape(&raw) {
                    self.write(&character);
                }
            }
            _ => {}
        }
    }

    fn open(&mut self, element: &BytesStart<'_>, is_empty: bool) {
        let name = element.name();
        let value = |wanted: &str| attribute(element, wanted);
        let count = |wanted: &str| {
            value(wanted).and_then(|text| text.parse::<usize>().ok()).unwrap_or(1).max(1)
        };
        match name.as_ref() {
            "style:style" => self.style = value("style:name").unwrap_or_default(),
            "style:table-properties" if value("table:display").as_deref() == Some("false") => {
                self.hiding.insert(self.style.clone());
            }
            "table:table" => {
                let style = value("table:style-name").unwrap_or_default();
                self.sheet = Some(Sheet {
                    name: value("table:name").unwrap_or_default(),
                    is_hidden: self.hiding.contains(&style),
                    line: 1,
                    ..Sheet::default()
                });
            }
            _ => {}
        }
        let Some(sheet) = &mut self.sheet else {
            return;
        };
        match name.as_ref() {
            "table:table-row" => {
                sheet.row.clear();
                sheet.column = 0;
                sheet.lines = count("table:number-rows-repeated");
                if is_empty {
                    sheet.line = sheet.line.saturating_add(sheet.lines);
                }
            }
            "table:table-cell" | "table:covered-table-cell" => {
                sheet.cell = Some(OpenCell {
                    columns: count("table:number-columns-repeated"),
                    spans: (
                        count("table:number-rows-spanned"),
                        count("table:number-columns-spanned"),
                    ),
                    number: value("office:value"),
                    day: value("office:date-value"),
                    shows_day: self.shows_days,
                    has_formula: value("table:formula").is_some(),
                    ..OpenCell::default()
                });
                if is_empty {
                    sheet.end_of_cell();
                }
            }
            "office:annotation" => sheet.in_comment = !is_empty,
            "text:p" if !sheet.in_comment => {
                if let Some(cell) = &mut sheet.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                }
            }
            "text:s" => sheet.write(&" ".repeat(count("text:c").min(100))),
            "text:tab" => sheet.write(" "),
            "text:line-break" => sheet.write("\n"),
            _ => {}
        }
    }

    fn write(&mut self, words: &str) {
        if let Some(sheet) = &mut self.sheet {
            sheet.write(words);
        }
    }

    fn close(&mut self, name: &str) {
        let Some(sheet) = &mut self.sheet else {
            return;
        };
        match name {
            "office:annotation" => sheet.in_comment = false,
            "table:table-cell" | "table:covered-table-cell" => sheet.end_of_cell(),
            "table:table-row" => {
                self.bytes = self.bytes.saturating_add(sheet.end_of_row());
                self.has_too_much = self.bytes > MOST_TEXT;
            }
            "table:table" => {
                if let Some(sheet) = self.sheet.take().filter(|sheet| !sheet.is_hidden) {
                    self.grids.push(sheet.builder.finish(Some(sheet.name), sheet.merges));
                }
            }
            _ => {}
        }
    }
}

impl Sheet {
    fn write(&mut self, words: &str) {
        if let (Some(cell), false) = (&mut self.cell, self.in_comment)
            && cell.paragraphs > 0
        {
            cell.text.push_str(words);
        }
    }

    fn end_of_cell(&mut self) {
        let Some(cell) = self.cell.take() else {
            return;
        };
        let (lines, columns) = cell.spans;
        if lines > 1 || columns > 1 {
            self.merges.push(Merge {
                top: self.line,
                left: self.column,
                bottom: self.line.saturating_add(lines - 1),
                right: self.column.saturating_add(columns - 1),
            });
        }
        let repeated = cell.columns;
        let content = cell.content();
        if !content.is_blank() {
            for column in self.column..self.column.saturating_add(repeated).min(MOST_COLUMNS) {
                self.row.push((column, content.clone()));
            }
        }
        self.column = self.column.saturating_add(repeated);
    }

    /// How many bytes its cells hold.
    fn end_of_row(&mut self) -> usize {
        let end = self.line.saturating_add(self.lines);
        let mut bytes = 0;
        if !self.row.is_empty() {
            let length: usize = self.row.iter().map(|(_, cell)| cell.as_text().len() + 8).sum();
            for line in self.line..end.min(MOST_ROWS + 2) {
                bytes += length;
                if bytes > MOST_TEXT {
                    break;
                }
                for (column, content) in &self.row {
                    self.builder.put(line, *column, content.clone());
                }
            }
        }
        self.line = end;
        bytes
    }
}

impl OpenCell {
    fn content(self) -> Content {
        let shown = Content::text(&self.text);
        if self.has_formula && (self.text.starts_with('#') || self.text.starts_with("Err:")) {
            return Content::ErrorValue(self.text);
        }
        if let Some(day) = self.day.filter(|_| !self.shows_day || shown.is_blank()) {
            let number = written::stored_day(&day);
            return match shown {
                Content::Text(shown) if written::is_weekday(&shown) => {
                    Content::Number { shown, number }
                }
                _ => Content::text(&number),
            };
        }
        match (self.number, shown) {
            (Some(number), Content::Text(shown)) if shown != number => {
                Content::Number { shown, number }
            }
            (_, shown) => shown,
        }
    }
}
