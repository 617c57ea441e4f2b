//! Step 2a for workbooks: one of them, understood as a page's Markdown is.
//! In: a workbook's bytes. Out: [`DocumentText`]: its visible sheets as tables, with what did not come along.
//!
//! Of one sheet the row above its table is the page's title; several sheets are sections with their names. The lines of
//! the text are the rows of the first sheet as the program numbers them, and those of the others behind these.

use std::io::Cursor;

use yanxi_problem::{Diagnostic, Entry, Name, Place, Problem, Quoted, plural};
pub use yanxi_reading::table::NotShown;
use yanxi_reading::table::{ShownCell, ShownRow, ShownSheet, shown_sheets};
use yanxi_word::{Block, Cell, Document, Look, Paragraph, Span, Table};
use zip::ZipArchive;

use crate::word::{self, DocumentText, Input, Title};

/// Rows of a sheet on a page, and cells of all its sheets.
const MOST_ROWS: usize = 1_000;
const MOST_CELLS: usize = 30_000;
/// Characters of a title, and of a cell in a table's head.
const LONGEST_TITLE: usize = 60;
const LONGEST_HEAD: usize = 30;
/// Rows of a table's head.
const MOST_HEAD_ROWS: usize = 3;

/// Reads a workbook.
pub fn read(input: Input<'_>) -> Result<DocumentText, NotShown> {
    let mut sheets = shown_sheets(input.bytes)?;
    let hides = sheets.iter().any(|sheet| sheet.hides);
    sheets.retain(|sheet| !sheet.rows.is_empty());
    if sheets.is_empty() {
        return Err(NotShown::Other);
    }
    let mut making = Making { room: MOST_CELLS, ..Making::default() };
    for sheet in &sheets {
        making.sheet(sheet, sheets.len() > 1);
    }
    let document = Document { blocks: making.blocks, ..Document::default() };
    let mut text = word::of_blocks(&document, making.title, &input);
    text.conceals = hides;
    text.is_cut = !making.cut.is_empty();
    let place = || Place::file(input.shown_path);
    let cut = making.cut.iter().map(|problem| Diagnostic::of(place(), problem));
    text.diagnostics.extend(cut);
    let told = |problem: WorkbookProblem| Diagnostic::of(place(), &problem);
    let without_result: usize = sheets.iter().map(|sheet| sheet.without_result).sum();
    if without_result > 0 {
        text.diagnostics.push(told(WorkbookProblem::NoResult { count: without_result }));
    }
    let failed: usize = sheets.iter().map(|sheet| sheet.failed).sum();
    if let Some(first) = sheets.iter().find_map(|sheet| sheet.first_failed.as_deref()) {
        let first = Quoted::from(first);
        text.diagnostics.push(told(WorkbookProblem::Failed { count: failed, first }));
    }
    let drawings = drawings(input.bytes);
    if drawings > 0 {
        text.diagnostics.push(told(WorkbookProblem::Drawings { count: drawings }));
    }
    Ok(text)
}

/// A page's blocks so far.
#[derive(Default)]
struct Making {
    blocks: Vec<Block>,
    title: Option<Title>,
    /// Lines of the page's text so far.
    lines: usize,
    /// Cells that the page may still have.
    room: usize,
    cut: Vec<WorkbookProblem>,
}

impl Making {
    fn sheet(&mut self, sheet: &ShownSheet, is_one_of_several: bool) {
        if is_one_of_several {
            let name = Span::Text { text: sheet.name.clone(), look: Look::default(), link: None };
            self.block(Paragraph { heading: Some(2), spans: vec![name], ..Paragraph::default() });
        }
        let above = self.lines;
        let most = MOST_ROWS.min(self.room / sheet.columns.max(1));
        let rows = &sheet.rows[..sheet.rows.len().min(most)];
        self.room -= rows.len() * sheet.columns;
        // Rows of one cell above the table: its title, and what else is said of all of it.
        let begin = rows.iter().position(|row| row.cells.len() > 1).unwrap_or(rows.len());
        let (captions, body) = rows.split_at(begin);
        for row in captions {
            self.reach(above + row.line - 1);
            let Some(cell) = row.cells.first() else { continue };
            let is_title = self.title.is_none()
                && !is_one_of_several
                && !body.is_empty()
                && cell.text.chars().nth(LONGEST_TITLE).is_none();
            if is_title {
                let text = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
                self.title = Some(Title { text, places: vec![self.blocks.len()] });
            }
            self.block(paragraph(&cell.text));
        }
        if let Some(first) = body.first() {
            self.reach(above + first.line - 1);
            let table = table(sheet, body);
            self.lines += table.rows.len();
            self.blocks.push(Block::Table(table));
        }
        if sheet.is_cut || rows.len() < sheet.rows.len() {
            self.cut
                .push(WorkbookProblem::Cut { sheet: Name::from(&sheet.name), rows: rows.len() });
        }
    }

    fn block(&mut self, paragraph: Paragraph) {
        self.blocks.push(Block::Paragraph(paragraph));
        self.lines += 1;
    }

    /// Adds empty lines until there are so many.
    fn reach(&mut self, lines: usize) {
        while self.lines < lines {
            self.block(Paragraph::default());
        }
    }
}

fn paragraph(text: &str) -> Paragraph {
    let mut spans = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if number > 0 {
            spans.push(Span::LineBreak);
        }
        spans.push(Span::Text { text: line.to_string(), look: Look::default(), link: None });
    }
    Paragraph { spans, ..Paragraph::default() }
}

/// The rows as a table; those in which nothing is seen have no cells.
fn table(sheet: &ShownSheet, rows: &[ShownRow]) -> Table {
    let mut table = Table::default();
    // How many further rows a cell from above takes in each column.
    let mut taken = vec![0; sheet.columns];
    let head_rows = head_rows(rows);
    let mut line = rows.first().map_or(0, |row| row.line);
    for (number, row) in rows.iter().enumerate() {
        while line < row.line {
            table.rows.push(Vec::new());
            line += 1;
        }
        line += 1;
        table.rows.push(cells(row, &mut taken, rows.len() - number));
        if number + 1 == head_rows {
            table.header_rows = table.rows.len();
        }
    }
    table
}

/// The cells of a row, empty ones between those with words. `left`: so many rows are left, this one included.
fn cells(row: &ShownRow, taken: &mut [usize], left: usize) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut own = row.cells.iter().peekable();
    let mut column = 0;
    while column < taken.len() {
        let found = own.next_if(|cell| cell.column == column);
        if taken[column] > 0 && found.is_none() {
            taken[column] -= 1;
            column += 1;
            continue;
        }
        let Some(ShownCell { text, columns, rows, .. }) = found else {
            cells.push(Cell { columns: 1, rows: 1, blocks: Vec::new() });
            column += 1;
            continue;
        };
        let end = own.peek().map_or(taken.len(), |next| next.column);
        let columns = (*columns).clamp(1, (end - column).max(1));
        let rows = (*rows).clamp(1, left);
        taken[column..column + columns].fill(rows - 1);
        cells.push(Cell {
            columns: u16::try_from(columns).unwrap_or(1),
            rows: u16::try_from(rows).unwrap_or(1),
            blocks: vec![Block::Paragraph(paragraph(text))],
        });
        column += columns;
    }
    cells
}

/// How many rows name the columns: the first where it holds words alone, with what its merged cells reach down to, and
/// the one below it where it parts groups.
fn head_rows(rows: &[ShownRow]) -> usize {
    let is_name = |cell: &ShownCell| {
        cell.text.chars().nth(LONGEST_HEAD).is_none() && !cell.text.chars().all(is_of_figure)
    };
    let names = |row: &ShownRow| row.cells.iter().all(is_name);
    let Some(first) = rows.first().filter(|row| names(row)) else {
        return 0;
    };
    let deepest = first.cells.iter().map(|cell| cell.rows).max().unwrap_or(1);
    let groups = |column: usize| {
        let above = first.cells.iter().rev().find(|cell| cell.column <= column);
        above.is_some_and(|cell| cell.columns > 1 && column < cell.column + cell.columns)
    };
    let is_parted = |row: &ShownRow| {
        row.cells.iter().all(|cell| groups(cell.column)) && names(row) && !row.cells.is_empty()
    };
    let head = match (deepest, rows.get(1)) {
        (1, Some(second)) if is_parted(second) => 2,
        (deepest, _) => deepest.min(MOST_HEAD_ROWS),
    };
    if head < rows.len() { head } else { 0 }
}

fn is_of_figure(c: char) -> bool {
    c.is_numeric()
        || matches!(c, '.' | ',' | '%' | '-' | '+' | ' ' | '/' | ':' | '年' | '月' | '日')
}

/// Charts and pictures that the archive of a workbook holds.
fn drawings(bytes: &[u8]) -> usize {
    let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return 0;
    };
    let is_drawing = |name: &str| {
        ["xl/charts/chart", "xl/media/", "Pictures/"].iter().any(|begin| name.starts_with(begin))
            || (name.starts_with("Object ") && name.ends_with("/content.xml"))
    };
    archive.file_names().flatten().filter(|name| is_drawing(name)).count()
}

/// What of a workbook is not on its page.
#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum WorkbookProblem {
    #[code(R11)]
    #[zh(
        "工作表“{sheet}”太长，网页上只有前 {rows} 行",
        "读者可以下载原文件看全部；要全部放上网页的，拆成几个文件"
    )]
    #[en(
        "the sheet “{sheet}” is long; the page has its first {rows} rows",
        "readers can download the workbook; split it into several files where all of it is to be on pages"
    )]
    Cut { sheet: Name, rows: usize },
    #[code(R11)]
    #[zh("{count} 个格子的公式没有存下结果，网页上是空的", "用 WPS 打开，按 F9 重算，再保存")]
    #[en(
        "the formulas of {count} {cells} have no stored results; on the page these are empty",
        "open it, recalculate with F9 and save",
        cells = plural(*count, "cell", "cells")
    )]
    NoResult { count: usize },
    #[code(R11)]
    #[zh(
        "{count} 个格子的公式算不出来，网页上照样是 {first} 一类的字",
        "用 WPS 打开，改好公式，再保存"
    )]
    #[en(
        "the formulas of {count} {cells} fail; the page shows {first} or the like, as the sheet does",
        "open it, mend the formulas and save",
        cells = plural(*count, "cell", "cells")
    )]
    Failed { count: usize, first: Quoted },
    #[code(R11)]
    #[zh(
        "{count} 处图表或图片不在网页上",
        "读者可以下载原文件看；要在网页上看到的，截成图片放进 .md 或 .docx"
    )]
    #[en(
        "{count} {drawings} not on the page",
        "readers can download the workbook; what is to be seen, put into a .md or .docx as a picture",
        drawings = plural(*count, "chart or picture is", "charts or pictures are")
    )]
    Drawings { count: usize },
}

/// Every problem of this file, for the catalogue.
pub fn problems() -> Vec<Entry> {
    yanxi_problem::problems::<WorkbookProblem>()
}

#[cfg(test)]
mod tests;
