//! Files saved by office software, kept in tests/fixtures.

use super::super::{OldWorkbook, old_workbook};
use super::{printed, read, shown, sound};

pub(super) fn fixture(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    std::fs::read(path).expect("a fixture")
}

const REGISTER: [&str; 5] = [
    "序号|单位|日期|应到/党员|应到/群众|应到/计|学习内容|备注",
    "5: 1|甲嘎查|2008-12-25|12|8|20|《党章》总纲|",
    "6: 2|甲嘎查|2008-12-26|11|9|20|讲话第一部分|",
    "7: 3|乙嘎查|2008-12-27|10|5|15|讲话\n第二部分|",
    "9: 4|镇学校|2009-01-15|20|0|20|草原生态|补学",
];

#[test]
fn new_and_old_workbooks_read_alike() {
    for name in ["register.xlsx", "register.xls"] {
        let table = sound(name, &fixture(name));
        assert_eq!(shown(&table), REGISTER, "{name}");
        assert_eq!(
            table.caption,
            ["样例镇集中学习登记表", "填报单位：甲嘎查 2008年12月31日"],
            "{name}"
        );
        let (row, cell) = (&table.rows[3], &table.rows[3].cells[6]);
        let place = table.place(row, cell);
        assert_eq!(
            (place.file, place.line, place.column, place.source),
            (format!("{name}〔学习〕"), Some(9), Some(7), "草原生态".into())
        );
    }
}

#[test]
fn bytes_decide_what_a_workbook_is() {
    for (name, bytes) in [
        ("a.xls", "register.xlsx"),
        ("a.xlsx", "register.xls"),
        ("a.et", "register.xls"),
        ("a.csv", "register.xlsx"),
    ] {
        assert_eq!(shown(&sound(name, &fixture(bytes))), REGISTER, "{name}");
    }
}

#[test]
fn a_sheet_saved_as_gbk_csv_is_read_with_a_note() {
    let (tables, diagnostics) = read("登记表.csv", &fixture("register-gbk.csv"));
    assert_eq!(
        printed(&diagnostics),
        [
            "说明 R16 登记表.csv —— 这个文件是 GBK 编码，已按 GBK 读取。改法：不改也可以；另存为 UTF-8 更稳妥"
        ]
    );
    assert_eq!(
        shown(&tables[0]),
        [
            "序号|单位|日期|应到/党员|应到/群众|应到/计|学习内容|备注",
            "5: 1|甲嘎查|2008-12-25|12|8|20|《党章》总纲|",
            "6: 2||2008-12-26|11|9|20|讲话第一部分|",
            "7: 3|乙嘎查|2008-12-27|10|5|15|讲话\n第二部分|",
            "10: 4|镇学校|2009-01-15|20|0|20|草原生态|补学",
        ]
    );
}

#[test]
fn dates_count_from_1904_where_the_workbook_says_so() {
    let table = sound("dates-1904.xlsx", &fixture("dates-1904.xlsx"));
    assert_eq!(shown(&table), ["单位|日期", "2: 甲嘎查|2008-12-25"]);
}

#[test]
fn a_password_is_one_error() {
    let expected =
        ["错误 R20 登记表.xlsx —— 这个表格加了密码，打不开。改法：用 WPS 打开，取消密码后保存"];
    let (tables, diagnostics) = read("登记表.xlsx", &fixture("password.xlsx"));
    assert!(tables.is_empty());
    assert_eq!(printed(&diagnostics), expected);

    // An old workbook says so with a FilePass record; here it takes the place of the author's name.
    let mut old = fixture("register.xls");
    let author = old
        .windows(4)
        .position(|window| window == b"\x5C\x00\x70\x00")
        .expect("the author's record");
    old[author] = 0x2F;
    assert_eq!(printed(&read("登记表.xlsx", &old).1), expected);
}

#[test]
fn a_formula_without_result_is_an_error_at_its_cell() {
    let (tables, diagnostics) = read("登记表.xlsx", &fixture("formulas-not-calculated.xlsx"));
    assert_eq!(
        printed(&diagnostics),
        [
            "错误 R22 登记表.xlsx〔学习〕 第6行 —— F列 的公式没有存下结果。改法：用 WPS 打开，按 F9 重算，再保存",
            "错误 R22 登记表.xlsx〔学习〕 第7行 —— F列 的公式没有存下结果。改法：用 WPS 打开，按 F9 重算，再保存",
        ]
    );
    assert_eq!(tables[0].rows.len(), 4);
    assert_eq!(tables[0].rows[1].cells[5].text, "");
}

#[test]
fn a_damaged_workbook_is_one_error() {
    let damaged = [
        "错误 R20 登记表.xlsx —— 这个表格文件已损坏，读不出来。改法：用 WPS 打开，另存为 .xlsx；打不开就换成原来的好文件",
    ];
    let bytes = fixture("register.xlsx");
    assert_eq!(printed(&read("登记表.xlsx", &bytes[..bytes.len() / 2]).1), damaged);
    let old = fixture("register.xls");
    assert_eq!(printed(&read("登记表.xlsx", &old[..old.len() / 2]).1), damaged);
}

#[test]
fn an_old_letter_named_like_a_workbook_is_one_error() {
    let utf16 =
        |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let mut bytes = fixture("register.xls");
    let name = utf16("Workbook");
    let entry =
        bytes.windows(name.len()).position(|window| window == name).expect("the workbook's entry");
    let letter = utf16("WordDocument");
    bytes[entry..entry + letter.len()].copy_from_slice(&letter);
    bytes[entry + 64] = letter.len() as u8 + 2;
    assert_eq!(
        printed(&read("登记表.xls", &bytes).1),
        ["错误 R20 登记表.xls —— 文件名像表格，里面却不是表格。改法：用 WPS 打开，另存为 .xlsx"]
    );
}

#[test]
fn an_old_workbook_that_claims_more_rows_than_there_can_be_is_damaged() {
    let mut bytes = fixture("register.xls");
    let dimensions = bytes
        .windows(4)
        .position(|window| window == b"\x00\x02\x0E\x00")
        .expect("the sheet's dimensions");
    bytes[dimensions + 8..dimensions + 12].copy_from_slice(&[0xFF; 4]);
    assert_eq!(
        printed(&read("登记表.xls", &bytes).1),
        [
            "错误 R20 登记表.xls —— 这个表格文件已损坏，读不出来。改法：用 WPS 打开，另存为 .xlsx；打不开就换成原来的好文件"
        ]
    );
}

#[test]
fn an_old_workbook_whose_sectors_run_in_a_circle_is_damaged() {
    let sound = fixture("register.xls");
    let number = |at: usize| {
        let four = sound[at..at + 4].try_into().expect("four bytes");
        u32::from_le_bytes(four) as usize
    };
    let (allocation, directory) = (number(76), number(48));
    let mut bytes = sound.clone();
    let entry = (allocation + 1) * 512 + directory * 4;
    bytes[entry..entry + 4].copy_from_slice(&(directory as u32).to_le_bytes());
    assert_eq!(
        printed(&read("登记表.xls", &bytes).1),
        [
            "错误 R20 登记表.xls —— 这个表格文件已损坏，读不出来。改法：用 WPS 打开，另存为 .xlsx；打不开就换成原来的好文件"
        ]
    );
}

#[test]
fn an_old_letter_with_a_password_says_so() {
    let utf16 =
        |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let mut bytes = fixture("register.xls");
    let name = utf16("Workbook");
    let entry =
        bytes.windows(name.len()).position(|window| window == name).expect("the workbook's entry");
    let letter = utf16("WordDocument");
    bytes[entry..entry + letter.len()].copy_from_slice(&letter);
    bytes[entry + 64] = letter.len() as u8 + 2;
    assert_eq!(old_workbook(&bytes, |_| true), OldWorkbook::Other);
    let beginning = b"\x09\x08\x10\x00";
    let stream = bytes.windows(4).position(|window| window == beginning).expect("the stream");
    bytes[stream..stream + 2].copy_from_slice(&[0xEC, 0xA5]);
    bytes[stream + 11] |= 1;
    assert_eq!(old_workbook(&bytes, |_| true), OldWorkbook::Password);
}

/// A few kilobytes with a cell in each corner would fill a gigabyte.
#[test]
fn an_old_workbook_whose_cells_lie_far_apart_is_too_large() {
    let mut bytes = fixture("register.xls");
    let mut cells = 0;
    let text_cell = b"\xFD\x00\x0A\x00";
    let last = bytes.windows(4).rposition(|window| window == text_cell).expect("a cell");
    assert!(matches!(
        old_workbook(&bytes, |_| {
            cells += 1;
            true
        }),
        OldWorkbook::Read { .. }
    ));
    assert!(cells > 3);
    bytes[last + 4..last + 8].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0x00]);
    assert_eq!(old_workbook(&bytes, |_| true), OldWorkbook::TooLarge);
    assert_eq!(
        printed(&read("登记表.xls", &bytes).1),
        [
            "错误 R20 登记表.xls —— 表格里的内容展开后太大，没有读取。改法：用 WPS 打开，只留要登记的行和列，另存为新的 .xlsx"
        ]
    );
}

#[test]
fn a_text_named_like_a_new_workbook_is_no_spreadsheet() {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["[Content_Types].xml", "_rels/.rels", "word/document.xml"] {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
    }
    let bytes = writer.finish().expect("an archive").into_inner();
    assert_eq!(
        printed(&read("登记表.xlsx", &bytes).1),
        ["错误 R20 登记表.xlsx —— 文件名像表格，里面却不是表格。改法：用 WPS 打开，另存为 .xlsx"]
    );
}

#[test]
fn numbers_are_read_as_they_are_shown_in_every_kind_of_workbook() {
    for name in ["formats.xlsx", "formats.xls", "formats.ods"] {
        let table = sound(name, &fixture(name));
        assert_eq!(
            shown(&table),
            [
                "单位|内容",
                "2: 甲嘎查|97.22%",
                "3: 甲嘎查|85%",
                "4: 甲嘎查|001",
                "5: 甲嘎查|12,345.60",
                "6: 甲嘎查|第12号",
                "7: 甲嘎查|3.14",
                "8: 甲嘎查|星期五",
                "9: 甲嘎查|2026-10-09",
                "10: 甲嘎查|7人",
            ],
            "{name}"
        );
        let numbers: Vec<Option<&str>> =
            table.rows.iter().map(|row| row.cells[1].number.as_deref()).collect();
        assert_eq!(numbers[..3], [Some("0.9722"), Some("0.85"), Some("1")], "{name}");
    }
}
