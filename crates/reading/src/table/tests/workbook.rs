//! Workbooks, written here as offices fill them in.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::{printed, read, shown, sound, texts, workbook};

fn date(year: u16, month: u8, day: u8) -> ExcelDateTime {
    ExcelDateTime::from_ymd(year, month, day).expect("a date")
}

#[test]
fn every_form_of_date_reads_the_same() {
    let bytes = workbook(|sheet| {
        texts(sheet, 0, &["单位", "日期", "时间"])?;
        let day = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
        for (row, text) in (1u32..).zip([
            "2008年12月25日",
            "2008.12.25",
            "2008/12/25",
            "20081225",
            "２００８－１２－２５",
        ]) {
            texts(sheet, row, &["甲嘎查", text])?;
        }
        texts(sheet, 6, &["甲嘎查"])?;
        sheet.write_with_format(6, 1, date(2008, 12, 25), &day)?;
        texts(sheet, 7, &["甲嘎查"])?;
        sheet.write_with_format(7, 1, 20_081_225, &Format::new())?;
        let time = Format::new().set_num_format("yyyy-mm-dd hh:mm");
        sheet.write_with_format(7, 2, &date(2008, 12, 25).and_hms(8, 30, 0)?, &time)?;
        let hour = Format::new().set_num_format("hh:mm");
        sheet.write_with_format(6, 2, &ExcelDateTime::from_hms(14, 5, 0)?, &hour)?;
        Ok(())
    });
    let table = sound("登记表.xlsx", &bytes);
    for row in &table.rows {
        assert_eq!(row.cells[1].text, "2008-12-25", "{}", row.line);
    }
    assert_eq!(table.rows[5].cells[2].text, "14:05");
    assert_eq!(table.rows[6].cells[2].text, "2008-12-25 08:30");
}

#[test]
fn numbers_are_written_as_the_sheet_shows_them() {
    let bytes = workbook(|sheet| {
        texts(sheet, 0, &["编号", "单位"])?;
        for (row, number) in (1u32..).zip([40.0, 3.5, 0.1 + 0.2, -0.0, 1e15, 1e-5]) {
            sheet.write(row, 0, number)?;
            sheet.write(row, 1, "甲嘎查")?;
        }
        sheet.write(7, 0, "００７")?;
        sheet.write(8, 0, true)?;
        Ok(())
    });
    let table = sound("登记表.xlsx", &bytes);
    let numbers: Vec<_> = table.rows.iter().map(|row| row.cells[0].text.as_str()).collect();
    assert_eq!(numbers, ["40", "3.5", "0.3", "0", "1000000000000000", "0.00001", "００７", "TRUE"]);
}

#[test]
fn merged_cells_name_two_header_lines_and_repeat_downwards() {
    let bytes = workbook(|sheet| {
        let format = Format::new();
        sheet.merge_range(0, 0, 0, 5, "样例镇学习登记表", &format)?;
        sheet.merge_range(1, 0, 2, 0, "单位", &format)?;
        sheet.merge_range(1, 1, 2, 1, "姓名", &format)?;
        sheet.merge_range(1, 2, 1, 3, "应到", &format)?;
        sheet.merge_range(1, 4, 1, 5, "情况", &format)?;
        texts(sheet, 2, &["", "", "党员", "群众", "内容", "备注\n"])?;
        sheet.merge_range(3, 0, 5, 0, "甲嘎查", &format)?;
        sheet.merge_range(3, 4, 4, 5, "学习", &format)?;
        texts(sheet, 3, &["", "张三", "1", "2"])?;
        texts(sheet, 4, &["", "李四", "3", "4"])?;
        // Row 6 holds nothing of its own; row 7 is a heading across the table; row 9 prose below it.
        sheet.merge_range(6, 0, 6, 5, "二、镇直单位", &format)?;
        texts(sheet, 7, &["镇学校", "王五", "5", "6"])?;
        sheet.merge_range(8, 0, 8, 5, "本表一式两份", &format)?;
        Ok(())
    });
    let table = sound("登记表.xlsx", &bytes);
    assert_eq!(
        shown(&table),
        [
            "单位|姓名|应到/党员|应到/群众|内容|备注",
            "4: 甲嘎查|张三|1|2|学习|",
            "5: 甲嘎查|李四|3|4|学习|",
            "8: 镇学校|王五|5|6||",
        ]
    );
    assert_eq!(table.caption, ["样例镇学习登记表"]);
}

#[test]
fn a_wide_line_above_the_names_belongs_to_the_header() {
    let bytes = workbook(|sheet| {
        let format = Format::new();
        texts(sheet, 0, &["样例镇学习登记表"])?;
        sheet.merge_range(1, 1, 1, 2, "人数", &format)?;
        texts(sheet, 2, &["单位", "应到", "实到", "日期"])?;
        texts(sheet, 3, &["甲嘎查", "3", "2", "2008-12-01"])?;
        Ok(())
    });
    let table = sound("登记表.xlsx", &bytes);
    assert_eq!(shown(&table), ["单位|应到|实到|日期", "4: 甲嘎查|3|2|2008-12-01"]);
    assert_eq!(table.caption, ["样例镇学习登记表"]);
}

#[test]
fn a_note_in_wide_cells_above_the_names_does_not() {
    let bytes = workbook(|sheet| {
        let format = Format::new();
        sheet.merge_range(0, 0, 0, 1, "填报单位：甲嘎查", &format)?;
        sheet.merge_range(0, 2, 0, 3, "2008年12月", &format)?;
        texts(sheet, 1, &["单位", "应到", "实到", "日期"])?;
        texts(sheet, 2, &["甲嘎查", "3", "2", "2008-12-01"])?;
        Ok(())
    });
    let table = sound("登记表.xlsx", &bytes);
    assert_eq!(shown(&table)[0], "单位|应到|实到|日期");
    assert_eq!(table.caption, ["填报单位：甲嘎查 2008年12月"]);
}

#[test]
fn hidden_sheets_are_passed_over() {
    let mut workbook = Workbook::new();
    for (name, hidden) in [("学习", false), ("旧", true)] {
        let sheet = workbook.add_worksheet().set_name(name).expect("a name");
        sheet.set_hidden(hidden);
        texts(sheet, 0, &["单位", "内容"]).expect("cells");
        texts(sheet, 1, &["甲嘎查", "学习"]).expect("cells");
    }
    let bytes = workbook.save_to_buffer().expect("a workbook");
    assert_eq!(sound("登记表.xlsx", &bytes).sheet.as_deref(), Some("学习"));
}

#[test]
fn blank_columns_and_far_formatting_cost_nothing() {
    let bytes = workbook(|sheet| {
        let bold = Format::new().set_bold();
        texts(sheet, 0, &["", "单位", "", "内容"])?;
        texts(sheet, 1, &["", "甲嘎查", "", "学习"])?;
        sheet.write_blank(1_048_575, 16_383, &bold)?;
        Ok(())
    });
    let table = sound("登记表.xlsx", &bytes);
    assert_eq!(shown(&table), ["单位|内容", "2: 甲嘎查|学习"]);
    assert_eq!(table.rows[0].cells[1].column, 4);
}

#[test]
fn what_lies_beyond_the_limits_is_one_error() {
    let bytes = workbook(|sheet| {
        texts(sheet, 0, &["单位", "内容"])?;
        texts(sheet, 1, &["甲嘎查", "学习"])?;
        texts(sheet, 1_048_575, &["乙嘎查", "学习"])?;
        sheet.write(1, 16_383, "远")?;
        Ok(())
    });
    let (tables, diagnostics) = read("登记表.xlsx", &bytes);
    assert_eq!(
        printed(&diagnostics),
        [
            "错误 R20 登记表.xlsx〔学习〕 —— 表格超过 200000 行或 500 列，超出的部分没有读取。改法：把它分成几个文件"
        ]
    );
    assert_eq!(shown(&tables[0]), ["单位|内容", "2: 甲嘎查|学习"]);
}

#[test]
fn error_values_are_errors_at_their_cells_but_not_in_sums() {
    let bytes = workbook(|sheet| {
        texts(sheet, 0, &["单位", "应到", "实到"])?;
        texts(sheet, 1, &["甲嘎查", "3"])?;
        sheet.write(1, 2, Formula::new("=1/0").set_result("#DIV/0!"))?;
        texts(sheet, 2, &["合计"])?;
        sheet.write(2, 1, Formula::new("=NA()").set_result("#N/A"))?;
        texts(sheet, 3, &["乙嘎查"])?;
        sheet.write(3, 1, Formula::new("=NA()").set_result("#N/A"))?;
        sheet.write(3, 2, Formula::new("=1+1").set_result("2"))?;
        Ok(())
    });
    let (tables, diagnostics) = read("登记表.xlsx", &bytes);
    assert_eq!(
        printed(&diagnostics),
        [
            "错误 R22 登记表.xlsx〔学习〕 第2行 #DIV/0! —— C列 的公式算不出来（#DIV/0!）。改法：改正公式，或直接填上内容",
            "错误 R22 登记表.xlsx〔学习〕 第4行 #N/A —— B列 的公式算不出来（#N/A）。改法：改正公式，或直接填上内容",
        ]
    );
    assert_eq!(shown(&tables[0]), ["单位|应到|实到", "2: 甲嘎查|3|", "4: 乙嘎查||2"]);
}

#[test]
fn an_unreadable_header_cell_is_one_error() {
    let bytes = workbook(|sheet| {
        texts(sheet, 0, &["单位", "", "内容"])?;
        sheet.write(0, 1, Formula::new("=X").set_result("#NAME?"))?;
        texts(sheet, 1, &["甲嘎查", "", "学习"])?;
        Ok(())
    });
    let (tables, diagnostics) = read("登记表.xlsx", &bytes);
    assert_eq!(
        printed(&diagnostics),
        [
            "错误 R21 登记表.xlsx〔学习〕 第1行 #NAME? —— 表头的 B列 读不出来。改法：在这一格直接打上列名"
        ]
    );
    assert_eq!(shown(&tables[0]), ["单位|内容", "2: 甲嘎查|学习"]);
}

fn sheets(contents: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in contents {
        let sheet = workbook.add_worksheet().set_name(*name).expect("a name");
        for (row, cells) in (0u32..).zip(*rows) {
            texts(sheet, row, cells).expect("cells");
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

#[test]
fn each_sheet_with_a_header_is_a_table_and_others_are_passed_over() {
    let bytes = sheets(&[
        ("一季度", &[&["单位", "内容"], &["甲嘎查", "学习"]]),
        ("Sheet2", &[]),
        ("说明", &[&["填写方法"], &["单位", "写全称", "三"]]),
        ("二季度", &[&["单位", "内容"], &["乙嘎查", "讨论"]]),
    ]);
    let (tables, diagnostics) = read("登记表.xlsx", &bytes);
    assert!(diagnostics.is_empty());
    let names: Vec<_> =
        tables.iter().map(|table| table.sheet.as_deref().unwrap_or_default()).collect();
    assert_eq!(names, ["一季度", "二季度"]);
}

#[test]
fn a_sheet_of_rows_whose_header_is_not_known_is_named() {
    let bytes = sheets(&[
        ("一季度", &[&["单位", "内容", "日期"], &["甲嘎查", "学习", "2008-12-01"]]),
        ("二季度", &[&["样例镇学习登记表"], &["村名", "学了什么"], &["乙嘎查", "讨论"]]),
        ("三季度", &[&["内容", "哪天学的", "在哪里学"], &["讨论", "8月5日", "村部"]]),
    ]);
    let (tables, diagnostics) = read("登记表.xlsx", &bytes);
    assert_eq!(tables.len(), 1);
    assert_eq!(
        printed(&diagnostics),
        [
            "提醒 R21 登记表.xlsx〔二季度〕 第2行 村名 —— 这张工作表没有找到表头，2 行都没有读取。改法：要登记的，在数据上面写一行列名，如“单位、日期、标题”；不是登记的，在 WPS 里把这张工作表隐藏",
            "提醒 R21 登记表.xlsx〔三季度〕 第1行 内容 —— 这张工作表没有找到表头，2 行都没有读取。改法：要登记的，在数据上面写一行列名，如“单位、日期、标题”；不是登记的，在 WPS 里把这张工作表隐藏",
        ]
    );
}

#[test]
fn a_workbook_without_any_header_is_one_error() {
    let bytes = sheets(&[("甲", &[&["学习", "讨论"]]), ("乙", &[])]);
    assert_eq!(
        printed(&read("登记表.xlsx", &bytes).1),
        [
            "错误 R21 登记表.xlsx —— 没有找到表头：哪一行都没有认得的列名。改法：在数据上面写一行列名，如“编号、名称、日期”"
        ]
    );
}

#[test]
fn what_is_only_named_like_a_workbook_is_one_error() {
    // Text, a page saved as .xls, an empty archive, nothing.
    let archive = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    for bytes in ["单位,内容\n".as_bytes(), b"<html></html>", &archive, b""] {
        let (tables, diagnostics) = read("登记表.xls", bytes);
        assert!(tables.is_empty());
        assert_eq!(
            printed(&diagnostics),
            [
                "错误 R20 登记表.xls —— 文件名像表格，里面却不是表格。改法：用 WPS 打开，另存为 .xlsx"
            ]
        );
    }
}
