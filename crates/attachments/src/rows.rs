//! Cells of a sheet, row by row, with what the head of the column and the cell to the left say of each.
//! In: cells such as `C3` with their texts. Out: each in what was inspected, and the number that eighteen boxes of a row
//! are.

use yanxi_privacy::{Columns, Context, Form};
use yanxi_reading::table::OldCell;

use crate::inspected::Inspected;
use crate::spot::Spot;

/// The cells of a workbook, sheet after sheet.
#[derive(Default)]
pub(super) struct Cells {
    sheet: String,
    rows: Rows,
}

impl Cells {
    /// Adds a cell; whether there is room for more.
    pub(super) fn add(
        &mut self,
        inspected: &mut Inspected,
        inside: &[String],
        cell: OldCell,
    ) -> bool {
        if cell.sheet != self.sheet {
            self.end(inspected, inside);
            self.sheet.clone_from(&cell.sheet);
        } else if let Some(boxes) = self.rows.row_before(&cell.name) {
            self.add_boxes(inspected, inside, boxes);
        }
        let context = self.rows.cell(&cell.name, &cell.text);
        let spot = Spot::Cell { sheet: cell.sheet.into(), cell: cell.name.into() };
        inspected.add_in(inside, spot, cell.text, Form::Value, context);
        !inspected.is_full()
    }

    /// Ends a sheet.
    pub(super) fn end(&mut self, inspected: &mut Inspected, inside: &[String]) {
        if let Some(boxes) = std::mem::take(&mut self.rows).end_row() {
            self.add_boxes(inspected, inside, boxes);
        }
    }

    /// The number that boxes are, with the name of the last one.
    fn add_boxes(
        &self,
        inspected: &mut Inspected,
        inside: &[String],
        (cell, number): (String, String),
    ) {
        let spot = Spot::Cell { sheet: self.sheet.as_str().into(), cell: cell.into() };
        inspected.add_in(inside, spot, number, Form::Value, Context::named("身份证号"));
    }
}

/// A sheet at the cell at hand.
#[derive(Default)]
struct Rows {
    columns: Columns,
    /// The row at hand, and its last cell.
    row: String,
    last: String,
}

impl Rows {
    /// The context of a cell such as `C3`; cells come row by row, from left to right.
    fn cell(&mut self, cell: &str, text: &str) -> Context {
        let (column, row) = column_and_row(cell);
        self.row = row.to_string();
        self.last = cell.to_string();
        self.columns.cell(column, text)
    }

    /// Where this cell begins a row: the number that eighteen boxes of the row before are, with the last one's name.
    fn row_before(&mut self, cell: &str) -> Option<(String, String)> {
        (column_and_row(cell).1 != self.row).then(|| self.end_row()).flatten()
    }

    fn end_row(&mut self) -> Option<(String, String)> {
        self.columns.end_row().map(|number| (self.last.clone(), number))
    }
}

/// `3` and `7` for `C7`.
fn column_and_row(cell: &str) -> (usize, &str) {
    let letters = cell.bytes().take_while(u8::is_ascii_uppercase).take(3).count();
    let column = cell[..letters]
        .bytes()
        .fold(0, |number, letter| number * 26 + usize::from(letter - b'A') + 1);
    (column, &cell[letters..])
}
