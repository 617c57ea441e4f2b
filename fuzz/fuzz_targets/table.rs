//! Any bytes as a spreadsheet. Bytes that begin with `<` become the sheet of a sound workbook, because a fuzzer does
//! not find its way through an archive's checksums; all others are a file as they are.
//!
//! The reader holds the workbook library's panics to be damage of the file and catches them; libFuzzer would end the
//! run all the same. So only panics that nothing catches, and those of the program's own code, end it here.

#![no_main]

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use yanxi_problem::Language;
use yanxi_problem::print::line;
use yanxi_reading::table::read_bytes;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const NAMES: [&str; 12] = [
    "编号",
    "序号",
    "单位",
    "姓名",
    "日期",
    "内容",
    "应到",
    "实到",
    "类别",
    "人员",
    "应到/党员",
    "事项",
];

const PARTS: [(&str, &str); 4] = [
    (
        "[Content_Types].xml",
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#,
    ),
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="登记表" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    ),
];

fn workbook_of(sheet: &[u8]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = PARTS.iter().map(|(name, text)| (*name, text.as_bytes()));
    for (name, bytes) in parts.chain([("xl/worksheets/sheet1.xml", sheet)]) {
        archive.start_file(name, options).expect("a part");
        archive.write_all(bytes).expect("its bytes");
    }
    archive.finish().expect("an archive").into_inner()
}

fuzz_target!(
    init: std::panic::set_hook(Box::new(|panic| {
        let of_the_program = panic
            .location()
            .is_some_and(|place| place.file().contains("crates/reading/src/"));
        if of_the_program {
            eprintln!("{panic}");
            std::process::abort();
        }
    })),
    |bytes: &[u8]| {
        let (file, content) = match bytes.first() {
            Some(b'<') => ("登记表.xlsx", workbook_of(bytes)),
            _ => ("登记表.csv", bytes.to_vec()),
        };
        let (tables, problems) = read_bytes(file, &content, &|name| NAMES.contains(&name));
        for table in &tables {
            for row in &table.rows {
                assert!(row.line >= 1);
                assert_eq!(row.cells.len(), table.columns.len());
                for cell in &row.cells {
                    assert!(cell.column >= 1);
                    assert_eq!(cell.text, cell.text.trim());
                    let _ = table.place(row, cell);
                }
            }
        }
        for problem in &problems {
            assert!(!line(problem, Language::Chinese).contains('\n'));
        }
    }
);
