//! Tables.
//! In: a `tbl` element. Out: a [`Table`] whose merged cells are one cell each; hidden and deleted rows are out.

use std::collections::BTreeMap;

use super::Walk;
use crate::element::Element;
use crate::model::{Cell, Table, What};

/// So deep content controls lie around rows and cells.
const DEEPEST: usize = 10;
const MOST_COLUMNS: u16 = 1_000;

impl Walk<'_> {
    /// Nothing where no row is seen.
    pub(crate) fn table(&mut self, element: &Element, depth: usize) -> Option<Table> {
        let style = element.child("tblPr").and_then(|own| own.value("tblStyle"));
        let is_hidden = self.styles.of_table(style).properties.hidden == Some(true);
        let outer = self.is_hidden_by_table;
        self.is_hidden_by_table = outer || is_hidden;
        let table = self.rows(element, depth);
        self.is_hidden_by_table = outer;
        (!table.rows.is_empty()).then_some(table)
    }

    fn rows(&mut self, element: &Element, depth: usize) -> Table {
        let mut table = Table::default();
        // Cells that go on below, by their first column: their place and how many columns they take.
        let mut open: BTreeMap<u16, (usize, usize, u16)> = BTreeMap::new();
        let mut rows = Vec::new();
        gather(element, "tr", &mut rows, 0);
        for row in rows {
            let nothing = Element::default();
            let own = row.child("trPr").unwrap_or(&nothing);
            if own.child("del").is_some() {
                self.lose(What::Deleted);
                continue;
            }
            if own.switch("hidden") == Some(true) {
                self.lose(What::Hidden);
                continue;
            }
            let at = table.rows.len();
            if table.header_rows == at && own.switch("tblHeader") == Some(true) {
                table.header_rows += 1;
            }
            let mut cells: Vec<Cell> = Vec::new();
            let mut column = 0_u16;
            let gap = |key: &str, column: &mut u16, cells: &mut Vec<Cell>| {
                if let Some(columns) = own.number::<u16>(key).filter(|columns| *columns > 0) {
                    let columns = columns.min(MOST_COLUMNS);
                    cells.push(Cell { columns, rows: 1, blocks: Vec::new() });
                    *column = column.saturating_add(columns);
                }
            };
            gap("gridBefore", &mut column, &mut cells);
            let mut elements = Vec::new();
            gather(row, "tc", &mut elements, 0);
            for element in elements {
                let own = element.child("tcPr").unwrap_or(&nothing);
                let wide = own.number("gridSpan").unwrap_or(1_u16).clamp(1, MOST_COLUMNS);
                let blocks = match own.child("cellDel") {
                    Some(_) => Vec::new(),
                    None => self.blocks(element, depth + 1),
                };
                let merge = own.child("vMerge").map(|merge| merge.attribute("val"));
                let goes_on = merge.is_some_and(|value| value != Some("restart"));
                let above = open.get(&column).filter(|(_, _, columns)| goes_on && *columns == wide);
                let above =
                    above.and_then(|(row, cell, _)| table.rows.get_mut(*row)?.get_mut(*cell));
                let joins_left = own.child("hMerge").is_some_and(|merge| {
                    merge.attribute("val") != Some("restart") && !cells.is_empty()
                });
                if let Some(above) = above {
                    above.rows = above.rows.saturating_add(1);
                    // Word shows of merged cells what stands in the first.
                    if !blocks.is_empty() {
                        self.lose(What::Hidden);
                    }
                } else if let Some(left) = cells.last_mut().filter(|_| joins_left) {
                    left.columns = left.columns.saturating_add(wide);
                    left.blocks.extend(blocks);
                } else {
                    match merge {
                        Some(_) => open.insert(column, (at, cells.len(), wide)),
                        None => open.remove(&column),
                    };
                    cells.push(Cell { columns: wide, rows: 1, blocks });
                }
                column = column.saturating_add(wide);
            }
            gap("gridAfter", &mut column, &mut cells);
            table.rows.push(cells);
        }
        table
    }
}

/// Rows or cells, in content controls too.
fn gather<'a>(element: &'a Element, name: &str, out: &mut Vec<&'a Element>, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    for child in &element.children {
        match child.name {
            found if found == name => out.push(child),
            "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" => {
                gather(child, name, out, depth + 1);
            }
            _ => {}
        }
    }
}
