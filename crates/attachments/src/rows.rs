//! Cells of a sheet, row by row, with what the head of the column and the cell to the left say of each.
//! In: names of cells such as `C3` and their texts. Out: contexts; the number that eighteen boxes of a row are.

use yanxi_privacy::{Columns, Context};

/// A sheet at the cell at hand.
#[derive(Default)]
pub(super) struct Rows {
    columns: Columns,
    /// The row at hand, and its last cell.
    row: String,
    last: String,
}

impl Rows {
    /// The context of a cell such as `C3`; cells come row by row, from left to right.
    pub(super) fn cell(&mut self, cell: &str, text: &str) -> Context {
        let (column, row) = column_and_row(cell);
        self.row = row.to_string();
        self.last = cell.to_string();
        self.columns.cell(column, text)
    }

    /// Where this cell begins a row: the number that eighteen boxes of the row before are, with the last one's name.
    pub(super) fn row_before(&mut self, cell: &str) -> Option<(String, String)> {
        (column_and_row(cell).1 != self.row).then(|| self.end_row()).flatten()
    }

    pub(super) fn end_row(&mut self) -> Option<(String, String)> {
        self.columns.end_row().map(|number| (self.last.clone(), number))
    }
}

/// What the row says of the boxes in it.
pub(super) fn of_boxes() -> Context {
    Context::named("身份证号")
}

/// `3` and `7` for `C7`.
fn column_and_row(cell: &str) -> (usize, &str) {
    let letters = cell.bytes().take_while(u8::is_ascii_uppercase).take(3).count();
    let column = cell[..letters]
        .bytes()
        .fold(0, |number, letter| number * 26 + usize::from(letter - b'A') + 1);
    (column, &cell[letters..])
}
