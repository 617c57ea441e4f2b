//! Tables as CSV files that office programs open without harm.
//! In: a table. Out: UTF-8 with byte-order mark; cells that a spreadsheet would run as a formula are made text.

use super::block::Table;

/// The whole table, heads first.
pub(super) fn csv(table: &Table) -> Vec<u8> {
    let mut text = String::from('\u{feff}');
    let heads = table.columns.iter().map(|column| {
        if column.group.is_empty() {
            column.name.clone()
        } else {
            format!("{}：{}", column.group, column.name)
        }
    });
    push_line(&mut text, heads);
    for row in table.rows.iter().filter(|row| !row.heading) {
        push_line(&mut text, row.cells.iter().map(|cell| cell.words()));
    }
    text.into_bytes()
}

fn push_line(text: &mut String, cells: impl Iterator<Item = String>) {
    for (number, cell) in cells.enumerate() {
        if number > 0 {
            text.push(',');
        }
        text.push_str(&field(&cell));
    }
    text.push_str("\r\n");
}

/// A leading = + - @, tab or return makes some programs run a cell; an apostrophe in front keeps it text (OWASP, CSV
/// Injection). Plain numbers stay numbers.
fn field(cell: &str) -> String {
    let cell = cell.trim();
    let is_number = cell.parse::<f64>().is_ok();
    let runs =
        cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r']) && !is_number;
    let safe = if runs { format!("'{cell}") } else { cell.to_string() };
    if safe.contains([',', ';', '"', '\t', '\n', '\r', '\'']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::block::{Cell, Column, Row};

    #[test]
    fn formulas_become_text_and_quotes_are_doubled() {
        let table = Table {
            columns: vec![Column::text("甲"), Column::number("乙").under("组")],
            rows: vec![
                Row::heading("不在文件里"),
                Row::of(vec![Cell::text("=1+1"), Cell::number(-3)]),
                Row::of(vec![Cell::text("他说\"行\"，\n再说"), Cell::text("@SUM(A1)")]),
            ],
            ..Table::default()
        };
        assert_eq!(
            String::from_utf8(csv(&table)).unwrap_or_default(),
            "\u{feff}甲,组：乙\r\n\"'=1+1\",-3\r\n\"他说\"\"行\"\"，\n再说\",\"'@SUM(A1)\"\r\n"
        );
    }
}
