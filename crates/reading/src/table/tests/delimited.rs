//! CSV files.

use super::{printed, read, shown, sound};
use crate::table::{is_table, read_bytes};

fn lines(text: &str) -> Vec<String> {
    shown(&sound("登记表.csv", text.as_bytes()))
}

#[test]
fn names_decide_what_is_a_table() {
    for path in ["记录/登记表.csv", "a.TSV", "a.xlsx", "a.XLSM", "a.xls", "a.et", "a.xlsb", "a.ods"]
    {
        assert!(is_table(path), "{path}");
    }
    for path in ["a.md", "a.docx", "csv", "记录.csv/说明", "a.odt"] {
        assert!(!is_table(path), "{path}");
    }
}

#[test]
fn the_header_tells_the_separator() {
    for separator in [",", ";", "\t", "，"] {
        let text = "单位;姓名;备注\n甲嘎查;张三;学习, 好；补;\n".replace(';', separator);
        let expected =
            format!("2: 甲嘎查|张三|学习{}", if separator == "," { "" } else { ", 好；补" });
        let (tables, _) = read("登记表.csv", text.as_bytes());
        assert_eq!(shown(&tables[0])[0], "单位|姓名|备注", "{separator:?}");
        assert_eq!(shown(&tables[0])[1], expected, "{separator:?}");
    }
}

#[test]
fn full_width_semicolons_may_stand_between_cells() {
    assert_eq!(
        lines("单位；姓名；备注\n甲嘎查；张三；学习，讨论\n"),
        ["单位|姓名|备注", "2: 甲嘎查|张三|学习，讨论"]
    );
}

#[test]
fn quotes_keep_separators_line_breaks_and_quotes() {
    assert_eq!(
        lines(
            "\u{FEFF}单位,内容,备注\r\n甲嘎查,\"学习,\r\n讨论\",\"他说\"\"好\"\"\"\r\n\r\n乙嘎查,\"样例\"活动, \"补学\"\r\n"
        ),
        ["单位|内容|备注", "2: 甲嘎查|学习,\n讨论|他说\"好\"", "5: 乙嘎查|\"样例\"活动|补学",]
    );
}

#[test]
fn titles_notes_sums_and_footers_are_no_records() {
    let text = "样例镇学习登记表,,,\n填报单位：甲嘎查,,2008年12月,\n序号, 单　位 ,日期,应到（人）\n1,甲嘎查,2008.12.31,40\n2,乙嘎查,２００９年１月５日,３９\n,,,\n小计：,,,79\n甲片,合 计,,79\n序号, 单　位 ,日期,应到（人）\n3,镇学校,20090115,7\n填表人：张三,,审核人：李四,\n注：本表一式两份,,,\n";
    let table = sound("登记表.csv", text.as_bytes());
    assert_eq!(
        shown(&table),
        [
            "序号|单位|日期|应到",
            "4: 1|甲嘎查|2008-12-31|40",
            "5: 2|乙嘎查|2009-01-05|３９",
            "10: 3|镇学校|2009-01-15|7",
        ]
    );
    assert_eq!(table.caption, ["样例镇学习登记表", "填报单位：甲嘎查 2008年12月"]);
}

#[test]
fn rows_numbered_beforehand_and_sums_with_more_words_are_no_records() {
    assert_eq!(
        lines(
            "序号,单位,应到,实到,备注\n1,甲嘎查,3,2,\n2,本页小计的写法,,,\n3,,,,\n4,,,,\n本页小计,,3,2,\n全镇合计,,３,2.5,\n村级累计,讨论,3,2,\n注 学时按小时计,,,,\n"
        ),
        [
            "序号|单位|应到|实到|备注",
            "2: 1|甲嘎查|3|2|",
            "3: 2|本页小计的写法|||",
            "8: 村级累计|讨论|3|2|",
        ]
    );
}

#[test]
fn a_date_is_rewritten_only_in_a_column_of_dates() {
    assert_eq!(
        lines("编号,日期,时间\n2008-12-1,2008-12-1,2008年12月1日 8:30\n20081225,昨天,08:30\n"),
        ["编号|日期|时间", "2: 2008-12-1|2008-12-01|2008年12月1日 8:30", "3: 20081225|昨天|08:30",]
    );
}

#[test]
fn two_header_lines_are_joined_where_one_does_not_say_enough() {
    assert_eq!(
        lines("单位,应到,,备注\n,党员,群众,\n甲嘎查,3,4,好\n"),
        ["单位|应到/党员|应到/群众|备注", "3: 甲嘎查|3|4|好"]
    );
    assert_eq!(
        lines("单位,基本情况,,备注\n,姓名,类别,\n甲嘎查,张三,党员,好\n"),
        ["单位|姓名|类别|备注", "3: 甲嘎查|张三|党员|好"]
    );
    assert_eq!(
        lines("单位,应到,,实到,\n,党员,姓名,党员,姓名\n甲嘎查,3,张三,2,张三\n")[0],
        "单位|应到/党员|应到/姓名|实到/党员|实到/姓名"
    );
    // Figures are no names.
    let (tables, _) = read("登记表.csv", "单位,应到,,备注\n,3,4,\n".as_bytes());
    assert_eq!(shown(&tables[0]), ["单位|应到|备注", "2: |3|"]);
    // A row of data with gaps is none.
    assert_eq!(lines("单位,姓名,,备注\n,张三,,\n"), ["单位|姓名|备注", "2: |张三|"]);
}

#[test]
fn a_bracket_stays_where_names_differ_by_it() {
    assert_eq!(
        lines("单位,日期（开始）,日期（结束）\n甲嘎查,2008-11-01,2008-11-02\n")[0],
        "单位|日期（开始）|日期（结束）"
    );
}

#[test]
fn a_row_longer_than_the_header_is_an_error_and_a_shorter_one_is_not() {
    let text = "单位,内容\n甲嘎查\n乙嘎查,学习,讨论,补\n镇学校,学习,,\n";
    let (tables, diagnostics) = read("登记表.csv", text.as_bytes());
    assert_eq!(
        printed(&diagnostics),
        [
            "错误 R23 登记表.csv 第3行 讨论 —— 这一行比表头长，从 C列 起多出内容。改法：某一格的文字里有“,”的，给那一格两头加上英文双引号 \"；否则删去多出的内容"
        ]
    );
    assert_eq!(shown(&tables[0]), ["单位|内容", "2: 甲嘎查|", "3: 乙嘎查|学习", "4: 镇学校|学习"]);
}

#[test]
fn a_quote_without_its_other_half_is_an_error_and_the_rest_is_read() {
    let text = "单位,内容\n甲嘎查,\"学习\n乙嘎查,讨论\n";
    let (tables, diagnostics) = read("登记表.csv", text.as_bytes());
    assert_eq!(
        printed(&diagnostics),
        [
            "错误 R23 登记表.csv 第2行 甲嘎查,\"学习 —— 这一行的英文双引号 \" 只有一半。改法：补上另一半，或改成中文引号“”"
        ]
    );
    assert_eq!(shown(&tables[0]), ["单位|内容", "2: 甲嘎查|\"学习", "3: 乙嘎查|讨论"]);
}

#[test]
fn a_quote_that_closes_in_the_middle_of_a_later_cell_is_not_closed() {
    let (tables, diagnostics) =
        read("登记表.csv", "单位,内容\n甲嘎查,\"学习\n乙嘎查,讨论\"好\n".as_bytes());
    assert_eq!(diagnostics.len(), 1);
    assert_eq!((diagnostics[0].code.name(), diagnostics[0].place.line), ("R23", Some(2)));
    assert_eq!(shown(&tables[0]), ["单位|内容", "2: 甲嘎查|\"学习", "3: 乙嘎查|讨论\"好"]);
}

#[test]
fn two_columns_of_one_name_are_one_error() {
    let (tables, diagnostics) = read("登记表.csv", "单位,内容,单 位\n甲嘎查,学习,乙\n".as_bytes());
    assert_eq!(
        printed(&diagnostics),
        [
            "错误 R21 登记表.csv 第1行 单位 —— A列 和 C列 都叫“单位”，只读了 A列。改法：给 C列 换个名字，或删去这一列"
        ]
    );
    assert_eq!(shown(&tables[0]), ["单位|内容", "2: 甲嘎查|学习"]);
}

#[test]
fn a_column_without_name_is_one_warning() {
    let (tables, diagnostics) =
        read("登记表.csv", "单位,,内容\n甲嘎查,补,学习\n乙嘎查,补,学习\n".as_bytes());
    assert_eq!(
        printed(&diagnostics),
        [
            "提醒 R23 登记表.csv 第2行 补 —— B列 有内容却没有列名，这一列没有读取。改法：在表头的 B列 写上列名，或清空这一列"
        ]
    );
    assert_eq!(shown(&tables[0])[1], "2: 甲嘎查|学习");
}

#[test]
fn a_file_without_header_or_contents_is_one_error() {
    let no_header = "错误 R21 登记表.csv —— 没有找到表头：哪一行都没有认得的列名。改法：在数据上面写一行列名，如“编号、名称、日期”";
    let nothing = "错误 R21 登记表.csv —— 表格里没有内容。改法：填好表格，或删去这个文件";
    for (text, expected) in [("甲嘎查,学习\n", no_header), ("", nothing), (" ,\n\n", nothing)]
    {
        let (tables, diagnostics) = read("登记表.csv", text.as_bytes());
        assert!(tables.is_empty());
        assert_eq!(printed(&diagnostics), [expected]);
    }
}

#[test]
fn broken_text_is_one_error_with_its_line() {
    let mut bytes = "单位,内容\n甲嘎查，学习资料，草原生态，民生".as_bytes().to_vec();
    bytes.insert(16, 0xE6);
    let (tables, diagnostics) = read("登记表.csv", &bytes);
    assert!(tables.is_empty());
    assert_eq!(diagnostics.len(), 1);
    assert_eq!((diagnostics[0].code.name(), diagnostics[0].place.line), ("R03", Some(2)));
}

#[test]
fn a_sum_with_its_number_is_no_row_and_a_row_that_names_somebody_is_one() {
    let text = "序号,单位,姓名,日期,题目\n1,甲嘎查,样例甲,2008-11-03,体会\n,合计2件,,,\n,总计：2篇,,,\n,全村共 2 户,,,\n3,合计12件,,2,\n,共有两篇,,,\n4,共2篇,,,\n5,甲嘎查,样例乙,2008-11-04,共2篇\n6,,,2008-11-04,共2篇\n7,甲嘎查,,,\n8,共同学习2次以上,,,\n";
    let (tables, problems) = read_bytes("a.csv", text.as_bytes(), &|name| {
        ["单位", "姓名", "日期", "题目"].contains(&name)
    });
    assert!(problems.is_empty(), "{problems:?}");
    let lines: Vec<usize> = tables[0].rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [2, 9, 10, 11, 12]);
}
