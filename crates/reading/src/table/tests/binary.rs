//! Binary workbooks, made here record by record.

use std::io::Write as _;

use super::seen::shown_texts;
use super::{shown, sound};
use crate::table::shown_sheets;

fn number(mut number: usize, out: &mut Vec<u8>) {
    while number > 0x7F {
        out.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn record(kind: usize, data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    number(kind, &mut out);
    number(data.len(), &mut out);
    out.extend(data);
    out
}

fn text(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out = (units.len() as u32).to_le_bytes().to_vec();
    out.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    out
}

fn words(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

enum Value {
    Text(&'static str),
    Number(f64),
}

/// A workbook of one sheet: rows of cells with their styles, and what is merged.
fn workbook(
    formats: &[(u16, &str)],
    styles: &[u16],
    rows: &[&[(u32, u32, Value)]],
    merged: &[[u32; 4]],
) -> Vec<u8> {
    hiding(formats, styles, rows, merged, &[], &[])
}

/// The same with hidden rows and columns.
fn hiding(
    formats: &[(u16, &str)],
    styles: &[u16],
    rows: &[&[(u32, u32, Value)]],
    merged: &[[u32; 4]],
    hidden: &[usize],
    hidden_columns: &[u32],
) -> Vec<u8> {
    let named = formats
        .iter()
        .map(|(id, code)| record(44, &[id.to_le_bytes().to_vec(), text(code)].concat()));
    let named: Vec<u8> = named.flatten().collect();
    let style = |format: &u16| {
        let mut data = vec![0; 16];
        data[2..4].copy_from_slice(&format.to_le_bytes());
        record(47, &data)
    };
    let own: Vec<u8> = styles.iter().flat_map(style).collect();
    let styles_part = [
        record(615, &words(&[formats.len() as u32])),
        named,
        record(616, &[]),
        record(626, &words(&[1])),
        style(&9),
        record(627, &[]),
        record(617, &words(&[styles.len() as u32])),
        own,
        record(618, &[]),
    ]
    .concat();
    let sheet_entry = [words(&[0, 1]), text("rId1"), text("学习")].concat();
    let book = [record(156, &sheet_entry), record(144, &[]), record(157, &[])].concat();
    let cells = rows.iter().enumerate().flat_map(|(row, cells)| {
        // Its height, then whether it is hidden.
        let flags = if hidden.contains(&row) { 0x10 } else { 0 };
        let look = [0x2C, 0x01, 0, flags].to_vec();
        let head = record(0, &[words(&[row as u32, 0]), look, vec![0; 5]].concat());
        let own = cells.iter().flat_map(|(column, style, value)| {
            let place = words(&[*column, *style]);
            match value {
                Value::Text(own) => record(6, &[place, text(own)].concat()),
                Value::Number(own) => record(5, &[place, own.to_le_bytes().to_vec()].concat()),
            }
        });
        head.into_iter().chain(own).collect::<Vec<u8>>()
    });
    let merged = merged.iter().flat_map(|own| record(176, &words(own)));
    let columns = hidden_columns.iter().flat_map(|column| {
        record(60, &[words(&[*column, *column, 2_000, 0]), vec![1, 0]].concat())
    });
    let sheet = [
        record(148, &words(&[0, 9, 0, 9])),
        columns.collect(),
        record(145, &[]),
        cells.collect(),
        record(146, &[]),
        record(177, &[]),
        merged.collect(),
        record(178, &[]),
    ]
    .concat();
    let relations = "<?xml version=\"1.0\"?><Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.bin\"/></Relationships>";
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("xl/workbook.bin", book.as_slice()),
        ("xl/_rels/workbook.bin.rels", relations.as_bytes()),
        ("xl/styles.bin", &styles_part),
        ("xl/worksheets/sheet1.bin", &sheet),
    ] {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

#[test]
fn numbers_are_shown_by_their_formats_and_merged_cells_repeat() {
    use Value::{Number, Text};
    let bytes = workbook(
        &[(164, "000"), (165, "\"第\"0\"号\"")],
        &[0, 10, 164, 165, 4],
        &[
            &[(0, 0, Text("单位")), (1, 0, Text("内容"))],
            &[(0, 0, Text("甲嘎查")), (1, 1, Number(0.9722))],
            &[(0, 0, Text("")), (1, 2, Number(1.0))],
            &[(0, 0, Text("乙嘎查")), (1, 3, Number(12.0))],
            &[(0, 0, Text("丙站")), (1, 4, Number(12345.6))],
            &[(0, 0, Text("丁站")), (1, 0, Number(7.5))],
        ],
        &[[1, 2, 0, 0]],
    );
    let table = sound("登记.xlsb", &bytes);
    assert_eq!(
        shown(&table),
        [
            "单位|内容",
            "2: 甲嘎查|97.22%",
            "3: 甲嘎查|001",
            "4: 乙嘎查|第12号",
            "5: 丙站|12,345.60",
            "6: 丁站|7.5",
        ]
    );
    assert_eq!(table.rows[0].cells[1].number.as_deref(), Some("0.9722"));
}

#[test]
fn hidden_rows_and_columns_are_not_shown() {
    use Value::{Number, Text};
    let bytes = hiding(
        &[],
        &[10],
        &[
            &[(0, 0, Text("单位")), (1, 0, Text("藏列")), (2, 0, Text("内容"))],
            &[(0, 0, Text("藏行")), (2, 0, Number(0.9))],
            &[(0, 0, Text("甲嘎查")), (1, 0, Text("藏列")), (2, 0, Number(0.85))],
        ],
        &[],
        &[1],
        &[1],
    );
    assert_eq!(shown_texts(&bytes), ["学习: 1 单位|内容", "学习: 3 甲嘎查|85.00%"]);
    assert!(shown_sheets(&bytes).is_ok_and(|sheets| sheets[0].hides));
}

#[test]
fn what_is_cut_off_is_no_panic() {
    let bytes =
        workbook(&[(164, "000")], &[164], &[&[(0, 0, Value::Number(1.0))]], &[[0, 0, 0, 1]]);
    for length in 0..bytes.len() {
        let _ = super::read("登记.xlsb", &bytes[..length]);
    }
}
