//! Tables of a Word document.
//! In: a table as read. Out: nodes of HTML around the cells' own blocks, since Markdown's tables know no merged cells.

use std::fmt::Write;

use comrak::nodes::{NodeHtmlBlock, NodeValue};
use yanxi_word::{Cell, Table, each_paragraph};

use super::tree::{Builder, Node};

/// The words of a column's head are no longer.
const LONGEST_HEAD: usize = 20;
/// So many columns and rows a table has whose first row is taken for its head.
const FEWEST_COLUMNS: usize = 3;
const FEWEST_ROWS: usize = 2;

impl<'a> Builder<'a, '_, '_> {
    pub(super) fn table(&mut self, parent: Node<'a>, table: &Table) {
        // A node of its own: lines of cells are no headings of the page.
        let whole = self.node(NodeValue::Document);
        parent.append(whole);
        let head = match table.header_rows {
            0 => usize::from(has_head(table)),
            rows => with_merged(table, rows),
        };
        self.html(whole, "<table>");
        for (number, row) in table.rows.iter().enumerate() {
            let (part, element) = if number < head { ("thead", "th") } else { ("tbody", "td") };
            if number == 0 || number == head {
                self.html(whole, &format!("<{part}>"));
            }
            let words: Vec<String> = row.iter().map(words).collect();
            if !self.in_cell {
                self.line = self.lines.add(&words.join(" | "));
            }
            // A row in which nothing is seen counts as a line and is not drawn.
            if !row.is_empty() {
                self.html(whole, "<tr>");
            }
            for cell in row {
                let mut start = format!("<{element}");
                for (name, value) in [("colspan", cell.columns), ("rowspan", cell.rows)] {
                    if value > 1 {
                        let _ = write!(start, " {name}=\"{value}\"");
                    }
                }
                start.push('>');
                self.html(whole, &start);
                self.cell(whole, cell);
                self.html(whole, &format!("</{element}>"));
            }
            if !row.is_empty() {
                self.html(whole, "</tr>");
            }
            if number + 1 == head || number + 1 == table.rows.len() {
                self.html(whole, &format!("</{part}>"));
            }
        }
        self.html(whole, "</table>");
    }

    fn cell(&mut self, parent: Node<'a>, cell: &Cell) {
        let outer = std::mem::replace(&mut self.in_cell, true);
        self.blocks(parent, cell.blocks.iter(), false);
        self.in_cell = outer;
    }

    fn html(&self, parent: Node<'a>, literal: &str) {
        parent.append(self.node(NodeValue::HtmlBlock(NodeHtmlBlock {
            block_type: 6,
            literal: literal.to_string(),
        })));
    }
}

/// Whether the first row names the columns, where nothing in the document says so.
fn has_head(table: &Table) -> bool {
    let Some(first) = table.rows.first() else {
        return false;
    };
    let is_head = |cell: &Cell| {
        let words = words(cell);
        cell.columns == 1
            && cell.rows == 1
            && !words.is_empty()
            && words.chars().nth(LONGEST_HEAD).is_none()
    };
    first.len() >= FEWEST_COLUMNS && table.rows.len() >= FEWEST_ROWS && first.iter().all(is_head)
}

/// So many rows are the head if these are: all that a cell of theirs goes down to. Browsers end a cell with its part of the
/// table, and what follows would stand under wrong heads.
fn with_merged(table: &Table, rows: usize) -> usize {
    let mut head = rows;
    for (number, row) in table.rows.iter().enumerate() {
        if number < head {
            let ends = row.iter().map(|cell| number + usize::from(cell.rows));
            head = ends.fold(head, usize::max);
        }
    }
    head.min(table.rows.len())
}

/// The words of a cell in one line.
fn words(cell: &Cell) -> String {
    let mut out = Vec::new();
    each_paragraph(&cell.blocks, &mut |paragraph| out.push(paragraph.text().trim().to_string()));
    out.join(" ")
}
