//! Random tables read back equal; no bytes are a panic.

use proptest::prelude::*;

use super::saved::fixture;
use super::{NAMES, is_known, printed, read, texts, workbook};
use crate::table::read_bytes;

/// Names of the header, then rows of cells; the first cell of a row is never a sum or a footer.
fn tables() -> impl Strategy<Value = (Vec<&'static str>, Vec<Vec<String>>)> {
    (2usize..8)
        .prop_flat_map(|width| {
            let names = proptest::sample::subsequence(NAMES.to_vec(), width);
            let cell = "[学习民生甲乙 a-z0-9,;\t，\"'“”\n.]{0,12}";
            let rows = prop::collection::vec(prop::collection::vec(cell, width), 1..8);
            (names, rows)
        })
        .prop_map(|(names, mut rows)| {
            for (number, row) in rows.iter_mut().enumerate() {
                row[0] = format!("r{number}");
                // A row that holds nothing but its number is none.
                if names[0] == "序号" {
                    row[1] = format!("r{number}");
                }
            }
            (names, rows)
        })
}

fn read_back(file: &str, bytes: &[u8]) -> (Vec<String>, Vec<Vec<String>>) {
    let (tables, diagnostics) = read(file, bytes);
    let errors: Vec<_> =
        printed(&diagnostics).into_iter().filter(|line| !line.starts_with("说明")).collect();
    assert_eq!(errors, Vec::<String>::new());
    let table = &tables[0];
    (
        table.columns.iter().map(|column| column.name.clone()).collect(),
        table
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect())
            .collect(),
    )
}

fn trimmed(rows: &[Vec<String>]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.iter().map(|cell| cell.trim().to_string()).collect()).collect()
}

proptest! {
    #[test]
    fn csv_reads_back_equal(
        (names, rows) in tables(),
        separator in prop::sample::select(vec![",", ";", "\t", "，"]),
        line_end in prop::sample::select(vec!["\n", "\r\n"]),
        gbk in any::<bool>(),
    ) {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let mut text = names.join(separator);
        for row in &rows {
            text.push_str(line_end);
            text.push_str(&row.iter().map(quoted).collect::<Vec<_>>().join(separator));
        }
        let bytes = if gbk {
            encoding_rs::GBK.encode(&text).0.into_owned()
        } else {
            text.into_bytes()
        };
        let (read_names, read_rows) = read_back("表.csv", &bytes);
        prop_assert_eq!(read_names, names);
        prop_assert_eq!(read_rows, trimmed(&rows));
    }

    #[test]
    fn a_workbook_reads_back_equal((names, rows) in tables()) {
        let bytes = workbook(|sheet| {
            texts(sheet, 0, &names)?;
            for (number, row) in (1u32..).zip(&rows) {
                texts(sheet, number, &row.iter().map(String::as_str).collect::<Vec<_>>())?;
            }
            Ok(())
        });
        let (read_names, read_rows) = read_back("表.xlsx", &bytes);
        prop_assert_eq!(read_names, names);
        prop_assert_eq!(read_rows, trimmed(&rows));
    }

    #[test]
    fn no_text_is_a_panic(text in "[单位内容应到,;\t，\"\n：合计 1.]{0,80}") {
        read_bytes("表.csv", text.as_bytes(), &is_known);
    }

    #[test]
    fn no_bytes_are_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), kind in 0usize..3) {
        let beginning: &[u8] = [b"PK\x03\x04".as_slice(), b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b""][kind];
        read_bytes("表.csv", &[beginning, &bytes].concat(), &is_known);
    }

    #[test]
    fn no_damage_is_a_panic(
        name in prop::sample::select(vec!["register.xls", "register.xlsx", "password.xlsx"]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = fixture(name);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        read(name, &bytes);
    }
}
