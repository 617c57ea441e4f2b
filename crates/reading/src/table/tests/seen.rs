//! What the readers of a workbook see of it, whatever form it is in.

use rust_xlsxwriter::Format;

use super::saved::fixture;
use super::{texts, workbook};
use crate::table::{NotShown, ShownCell, shown_sheets};

/// Of each row its sheet, its line and its cells.
pub(super) fn shown_texts(bytes: &[u8]) -> Vec<String> {
    let mut lines = Vec::new();
    for sheet in shown_sheets(bytes).expect("sheets") {
        for row in &sheet.rows {
            let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
            lines.push(format!("{}: {} {}", sheet.name, row.line, cells.join("|")));
        }
    }
    lines
}

/// Saved by LibreOffice: row 3 and column C are hidden, and so is the sheet 底稿.
#[test]
fn hidden_rows_columns_and_sheets_are_out_in_every_form() {
    for name in ["hidden.xls", "hidden.xlsx", "hidden.ods"] {
        let bytes = fixture(name);
        assert_eq!(
            shown_texts(&bytes),
            ["统计: 1 样例镇统计表", "统计: 2 嘎查|户数", "统计: 4 乙嘎查|36", "统计: 5 合计|78"],
            "{name}"
        );
        let sheets = shown_sheets(&bytes).expect("sheets");
        assert!(sheets[0].hides, "{name}");
        assert_eq!(sheets[0].columns, 2, "{name}");
        // The title is merged over A to C, of which C is hidden.
        let title = &sheets[0].rows[0].cells[0];
        assert_eq!((title.column, title.columns, title.rows), (0, 2, 1), "{name}");
    }
}

#[test]
fn days_and_numbers_look_alike_in_every_form() {
    let [new, old, open] =
        ["formats.xlsx", "formats.xls", "formats.ods"].map(|name| shown_texts(&fixture(name)));
    assert_eq!(new, open);
    assert_eq!(old, open);
}

#[test]
fn a_formula_that_failed_is_seen_as_the_sheet_shows_it() {
    let bytes = workbook(|sheet| {
        texts(sheet, 0, &["单位", "占比"])?;
        texts(sheet, 1, &["甲嘎查"])?;
        sheet.write_formula(1, 1, rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!"))?;
        Ok(())
    });
    let sheets = shown_sheets(&bytes).expect("sheets");
    assert_eq!((sheets[0].failed, sheets[0].first_failed.as_deref()), (1, Some("#DIV/0!")));
    assert!(shown_texts(&bytes)[1].ends_with("甲嘎查|#DIV/0!"));
}

#[test]
fn a_merged_cell_is_seen_where_a_part_of_it_is() {
    let bytes = workbook(|sheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 2, "标题", &plain)?;
        sheet.merge_range(1, 0, 3, 0, "甲", &plain)?;
        texts(sheet, 1, &["", "一", "丙"])?;
        texts(sheet, 2, &["", "二", "丁"])?;
        texts(sheet, 3, &["", "三", "戊"])?;
        sheet.merge_range(5, 1, 6, 1, "全藏", &plain)?;
        sheet.set_column_hidden(0)?;
        sheet.set_row_hidden(1)?;
        sheet.set_row_hidden(5)?;
        sheet.set_row_hidden(6)?;
        Ok(())
    });
    let sheets = shown_sheets(&bytes).expect("sheets");
    let cell =
        |column, text: &str, columns, rows| ShownCell { column, text: text.into(), columns, rows };
    let rows: Vec<&[ShownCell]> = sheets[0].rows.iter().map(|row| row.cells.as_slice()).collect();
    assert_eq!(
        rows,
        [
            [cell(0, "标题", 2, 1)].as_slice(),
            &[cell(0, "二", 1, 1), cell(1, "丁", 1, 1)],
            &[cell(0, "三", 1, 1), cell(1, "戊", 1, 1)],
        ]
    );
}

#[test]
fn what_is_no_workbook_or_locked_shows_nothing() {
    assert_eq!(shown_sheets(&fixture("password.xlsx")), Err(NotShown::Password));
    assert_eq!(shown_sheets(b"<html>"), Err(NotShown::Other));
    assert_eq!(shown_sheets(b"PK\x03\x04rest"), Err(NotShown::Other));
    let sheets = shown_sheets(&fixture("formulas-not-calculated.xlsx")).expect("sheets");
    assert!(sheets.iter().any(|sheet| sheet.without_result > 0));
}
