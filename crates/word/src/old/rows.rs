//! Rows of tables: how wide their cells are in columns, and which are merged.
//! In: the cells of the rows with what the rows say. Out: a `tbl` element.

use super::looks::{Down, RowLooks};
use crate::element::Element;

/// Edges of cells that are nearer to each other are one, in twentieths of a point: people draw them by hand.
const NEAR: i16 = 15;

/// A row as it was read.
pub(super) struct Row {
    /// The blocks of each cell.
    pub(super) cells: Vec<Vec<Element>>,
    pub(super) looks: RowLooks,
}

pub(super) fn table(rows: Vec<Row>) -> Element {
    let columns = columns(&rows);
    let rows = rows.into_iter().map(|row| element(row, &columns)).collect();
    Element::made("tbl", rows)
}

/// Where the columns of a table begin and end.
fn columns(rows: &[Row]) -> Vec<i16> {
    let mut edges: Vec<i16> = rows.iter().flat_map(|row| &row.looks.edges).copied().collect();
    edges.sort_unstable();
    edges.dedup_by(|next, kept| next.saturating_sub(*kept) <= NEAR);
    edges
}

fn element(row: Row, columns: &[i16]) -> Element {
    let column = |edge: i16| columns.partition_point(|start| start.saturating_add(NEAR) < edge);
    let looks = row.looks;
    let mut says = Vec::new();
    if looks.is_header {
        says.push(Element::valued("tblHeader", "1"));
    }
    let before = looks.edges.first().map_or(0, |edge| column(*edge));
    if before > 0 {
        says.push(Element::valued("gridBefore", &before.to_string()));
    }
    let mut children = vec![Element::made("trPr", says)];
    // How cells that begin a merged one are numbered, while one is open.
    let mut merged: Option<u8> = None;
    for (number, blocks) in row.cells.into_iter().enumerate() {
        let cell = looks.cells.get(number).copied().unwrap_or_default();
        let edge = |at: usize| looks.edges.get(at).map(|edge| column(*edge));
        let wide = match (edge(number), edge(number + 1)) {
            (Some(from), Some(to)) => to.saturating_sub(from).max(1),
            _ => 1,
        };
        let mut says = vec![Element::valued("gridSpan", &wide.to_string())];
        let goes_on = cell.sideways != 0 && merged.is_some_and(|first| first != cell.sideways);
        if cell.sideways == 0 {
            merged = None;
        } else if !goes_on {
            merged = Some(cell.sideways);
        }
        if goes_on {
            says.push(Element::valued("hMerge", "continue"));
        }
        match cell.down {
            Down::Lone => {}
            Down::First => says.push(Element::valued("vMerge", "restart")),
            Down::GoesOn => says.push(Element::valued("vMerge", "continue")),
        }
        let mut inner = vec![Element::made("tcPr", says)];
        // What stands in the others of a merged cell is not shown.
        if !goes_on {
            inner.extend(blocks);
        }
        children.push(Element::made("tc", inner));
    }
    Element::made("tr", children)
}
