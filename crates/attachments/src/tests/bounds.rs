//! Small files that unfold to much: each is read up to a limit, and what was left out is told.

use super::{PHONE, docx, spots, zip};
use crate::budget::MOST_TEXT;
use crate::{Inspected, Spot, Why, inspect};
use yanxi_privacy::Kind;

fn bytes_of(seen: &Inspected) -> usize {
    seen.pieces.iter().map(|piece| piece.text.len()).sum()
}

fn is_too_large(seen: &Inspected) -> bool {
    seen.unseen.iter().any(|unseen| unseen.why == Why::TooLarge)
}

fn workbook_of_one_text(text: &str, cells: usize) -> Vec<u8> {
    let strings = format!("<sst><si><t>{text}</t></si></sst>");
    let rows: String = (1..=cells)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>"))
        .collect();
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

#[test]
fn a_long_text_that_many_cells_share_is_looked_through_once() {
    let bytes = workbook_of_one_text(&format!("{}{PHONE}", "样例".repeat(10_000)), 20_000);
    let seen = inspect("a.xlsx", &bytes);
    assert!(bytes_of(&seen) < 100_000, "{}", bytes_of(&seen));
    let first = Spot::Cell { sheet: "sheet1.xml".into(), cell: "A1".into() };
    assert_eq!(spots("a.xlsx", &bytes, Kind::Mobile), [first]);
    // A short one is another thing under another head.
    assert_eq!(spots("a.xlsx", &workbook_of_one_text(PHONE, 3), Kind::Mobile).len(), 3);
}

#[test]
fn the_sum_of_a_files_text_is_capped() {
    let part = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "样".repeat(5 << 20));
    let parts: Vec<String> = (1..=4).map(|number| format!("word/footer{number}.xml")).collect();
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|name| (name.as_str(), part.as_bytes())).collect();
    let bytes = docx("<w:document/>", &parts);
    let seen = inspect("a.docx", &bytes);
    assert!(bytes_of(&seen) <= MOST_TEXT && is_too_large(&seen));
    // In an archive, what stands in all of its files together.
    let packed = zip(&[("a.docx", &bytes), ("b.docx", &bytes)]);
    let seen = inspect("a.zip", &packed);
    assert!(bytes_of(&seen) <= MOST_TEXT + 100 && is_too_large(&seen));
}
