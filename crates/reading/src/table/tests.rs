//! Tables as offices leave them, read back with the places of their cells.

mod binary;
mod delimited;
mod property;
mod saved;
mod seen;
mod workbook;

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::{Table, read_bytes};
use yanxi_problem::print::line;
use yanxi_problem::{Diagnostic, Language};

const NAMES: [&str; 16] = [
    "编号",
    "序号",
    "单位",
    "姓名",
    "日期",
    "时间",
    "内容",
    "学习内容",
    "应到",
    "实到",
    "备注",
    "类别",
    "应到/党员",
    "应到/群众",
    "人员",
    "题目",
];

pub(super) fn is_known(name: &str) -> bool {
    NAMES.contains(&name)
}

pub(super) fn read(file: &str, bytes: &[u8]) -> (Vec<Table>, Vec<Diagnostic>) {
    read_bytes(file, bytes, &is_known)
}

/// The only table of bytes that are in order.
pub(super) fn sound(file: &str, bytes: &[u8]) -> Table {
    let (mut tables, diagnostics) = read(file, bytes);
    assert_eq!(printed(&diagnostics), Vec::<String>::new());
    assert_eq!(tables.len(), 1);
    tables.remove(0)
}

/// The header, then each row with its number.
pub(super) fn shown(table: &Table) -> Vec<String> {
    let names: Vec<_> = table.columns.iter().map(|column| column.name.as_str()).collect();
    let mut lines = vec![names.join("|")];
    lines.extend(table.rows.iter().map(|row| {
        let texts: Vec<_> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
        format!("{}: {}", row.line, texts.join("|"))
    }));
    lines
}

pub(super) fn printed(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics.iter().map(|diagnostic| line(diagnostic, Language::Chinese)).collect()
}

/// A workbook of one sheet.
pub(super) fn workbook(fill: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("学习").expect("a name");
    fill(sheet).expect("cells");
    workbook.save_to_buffer().expect("a workbook")
}

pub(super) fn texts(sheet: &mut Worksheet, row: u32, texts: &[&str]) -> Result<(), XlsxError> {
    for (column, text) in (0u16..).zip(texts) {
        if !text.is_empty() {
            sheet.write(row, column, *text)?;
        }
    }
    Ok(())
}
