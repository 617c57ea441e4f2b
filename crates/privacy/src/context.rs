//! What a table says of a number in one of its cells: the head of the column and the cell to the left.
//! In: the cells of a table, row by row. Out: the [`Context`] of each; the digits of eighteen boxes of one character.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::naming::{Named, named_in_cell};

/// What stands around a run and may say what its numbers are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// The cell that heads the column, where it names a kind of number.
    pub head: Option<Arc<str>>,
    /// The nearest cell to the left that names one.
    pub left: Option<Arc<str>>,
}

impl Context {
    /// For a value with a name of its own, such as what stands behind a key.
    pub fn named(name: &str) -> Self {
        Context { head: None, left: named_in_cell(name).map(|_| name.into()) }
    }

    /// The nearer one wins.
    pub(crate) fn names(&self) -> Option<Named> {
        [&self.left, &self.head].into_iter().flatten().find_map(|words| named_in_cell(words))
    }
}

/// Follows a table from cell to cell.
#[derive(Debug, Default)]
pub struct Columns {
    /// Heads of columns; nothing for those that name no number. A head reaches to the next one on its right, as over
    /// merged cells.
    heads: BTreeMap<usize, Option<Arc<str>>>,
    left: Option<Arc<str>>,
    row: Row,
}

/// What is known of the row at hand.
#[derive(Debug, Default)]
struct Row {
    heads: BTreeMap<usize, Option<Arc<str>>>,
    holds_figures: bool,
    says_identity: bool,
    /// The characters of boxes side by side.
    boxes: String,
    full: Option<String>,
}

/// So many boxes has an ID number.
pub(crate) const BOXES: usize = 18;

impl Columns {
    /// The context of a cell, which is told once and from left to right; `column` is counted from any number.
    pub fn cell(&mut self, column: usize, text: &str) -> Context {
        let head = self.heads.range(..=column).next_back().and_then(|(_, head)| head.clone());
        let context = Context { head, left: self.left.clone() };
        let text = text.trim();
        if text.is_empty() {
            return context;
        }
        let digits = text.chars().filter(char::is_ascii_digit).count();
        self.row.holds_figures |= digits >= 4;
        let named = named_in_cell(text);
        let shared = named.map(|_| Arc::<str>::from(text));
        self.row.says_identity |= named == Some(Named::Identity);
        self.row.heads.insert(column, shared.clone());
        let is_figure = text.chars().all(|c| !c.is_alphabetic());
        if shared.is_some() || !is_figure {
            self.left = shared;
        }
        self.see_box(text);
        context
    }

    fn see_box(&mut self, text: &str) {
        let mut characters = text.chars();
        let is_box = |c: char| c.is_ascii_digit() || matches!(c, 'X' | 'x');
        match (characters.next(), characters.next()) {
            (Some(c), None) if is_box(c) => {
                self.row.boxes.push(c);
                let is_full = self.row.boxes.len() == BOXES;
                self.row.full = is_full.then(|| self.row.boxes.clone());
            }
            _ => {
                if self.row.full.is_none() {
                    self.row.boxes.clear();
                }
            }
        }
    }

    /// Ends a row. Eighteen boxes side by side in a row that says 身份证 are one number.
    pub fn end_row(&mut self) -> Option<String> {
        let row = std::mem::take(&mut self.row);
        self.left = None;
        if !row.holds_figures && row.heads.values().any(Option::is_some) {
            self.heads = row.heads;
        }
        row.full.filter(|_| row.says_identity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contexts(rows: &[&[&str]]) -> Vec<Vec<Option<Named>>> {
        let mut columns = Columns::default();
        rows.iter()
            .map(|row| {
                let names = row
                    .iter()
                    .enumerate()
                    .map(|(column, cell)| columns.cell(column, cell).names())
                    .collect();
                columns.end_row();
                names
            })
            .collect()
    }

    #[test]
    fn a_cell_knows_the_head_of_its_column_and_the_cell_to_its_left() {
        let rows = contexts(&[
            &["单位", "产值（元）", "联系人", "电话"],
            &["甲嘎查", "13900000086", "张样", "19900001234"],
            &["乙嘎查", "13900000087", "卡号", "6222020000001234566"],
        ]);
        assert_eq!(rows[1][1], Some(Named::Amount));
        assert_eq!(rows[1][3], Some(Named::Phone));
        assert_eq!(rows[2][3], Some(Named::Card));
    }

    #[test]
    fn eighteen_boxes_are_a_number_where_the_row_says_so() {
        let mut columns = Columns::default();
        let boxes = |columns: &mut Columns, first: &str| {
            columns.cell(0, first);
            for (at, digit) in "99010119681231002X".chars().enumerate() {
                columns.cell(at + 1, &digit.to_string());
            }
            columns.end_row()
        };
        assert_eq!(boxes(&mut columns, "公民身份号码").as_deref(), Some("99010119681231002X"));
        assert_eq!(boxes(&mut columns, "得分"), None);
    }
}
