//! What concerns the whole folder.

use std::fmt::Write as _;

use super::super::{folders, is_record_path};
use super::{PLAN, Site, lines};

#[test]
fn a_folder_with_a_plan_is_a_campaign() {
    let site = Site::empty()
        .file("甲/计划.toml", PLAN)
        .file("乙/丙/plan.toml", PLAN)
        .file("乙/说明.txt", "x");
    assert_eq!(folders(&site.files), ["乙/丙", "甲"]);
    assert!(is_record_path("甲", "甲/记录/子/一.md"));
    assert!(is_record_path("甲", "甲/plans/一.md"));
    assert!(is_record_path("", "records/一.md"));
    assert!(!is_record_path("甲", "甲/学习/一.md"));
    assert!(!is_record_path("甲", "甲乙/记录/一.md"));
}

/// A name, and rows of cells.
type Sheet<'a> = (&'a str, &'a [&'a [&'a str]]);

fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).expect("a name");
        for (line, row) in (0..).zip(*rows) {
            for (column, text) in (0..).zip(*row) {
                sheet.write_string(line, column, *text).expect("a cell");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn sheets_beside_the_plan_are_read_as_its_tables() {
    let sheets: [Sheet; 3] = [
        ("阶段", &[&["名称", "开始", "结束"], &["甲阶段", "2008.10.1", "2008年11月30日"]]),
        (
            "活动",
            &[&["编号", "名称", "阶段"], &["a", "主题甲", "甲阶段"], &["b", "主题乙", "乙阶段"]],
        ),
        ("事向", &[&["名称", "主题活动"], &["写", "a"]]),
    ];
    let bytes = workbook(&sheets);
    let site = Site::empty()
        .file("活动/计划.toml", "[活动]\n名称 = \"样例\"\n")
        .bytes("活动/计划.xlsx", &bytes);
    let read = site.read();
    assert_eq!(read.campaign.plan.stages[0].dates.to, Some(jiff::civil::date(2008, 11, 30)));
    assert_eq!(read.campaign.plan.activities[0].stage.as_deref(), Some("甲阶段"));
    assert_eq!(
        lines(&read, ""),
        [
            "提醒 R05 活动/计划.xlsx —— 不认识“事向”这张工作表，没有使用。改法：把工作表“事向”改名为“事项”",
            "说明 R20 活动/计划.xlsx —— 活动/计划.xlsx 有没读懂的地方，谁该完成什么、到哪一天为止，定不下来：没有完成的都写“未知”，不算未交，也不算完成率。改法：照这个文件自己的提示改好，再运行一次",
            "错误 E01 活动/计划.xlsx〔活动〕 第3行 乙阶段 —— 方案里没有“乙阶段”这个阶段。改法：照方案写其中的一个：甲阶段；计划漏了的，先写进计划",
        ]
    );
}

#[test]
fn a_sheet_of_the_plan_may_number_its_rows_and_hold_any_table() {
    let sheets: [Sheet; 4] = [
        ("记录类型", &[&["名称", "用途", "字段"], &["学习会", "会议", "地点、主讲人，学时"]]),
        ("取值", &[&["序号", "名称", "值"], &["1", "类别", "甲、乙；丙"]]),
        (
            "事项",
            &[
                &["学习会安排"],
                &["序号", "名称", "记录类型"],
                &["1", "一季度学习会", "学习会"],
                &["2", "二季度学习会", "学习会"],
                &["3"],
            ],
        ),
        ("填表说明", &[&["谁填"], &["哪天填"], &["怎样填"]]),
    ];
    let bytes = workbook(&sheets);
    let read = Site::empty()
        .file("活动/计划.toml", "[活动]\n名称 = \"样例\"\n")
        .bytes("活动/计划.xlsx", &bytes)
        .read();
    assert_eq!(lines(&read, ""), Vec::<String>::new());
    let plan = &read.campaign.plan;
    let keys: Vec<&str> =
        plan.record_types[0].fields.iter().map(|field| field.key.as_str()).collect();
    assert_eq!(keys, ["地点", "主讲人", "学时"]);
    assert_eq!(plan.enums[0].values, ["甲", "乙", "丙"]);
    let items: Vec<&str> = plan.items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(items, ["一季度学习会", "二季度学习会"]);
}

#[test]
fn wordings_are_read() {
    let read = Site::sample().file("活动/词表/规范.txt", "规范词 = 旧词\n").read();
    assert_eq!(read.campaign.wordings[0].avoid, ["旧词"]);
    assert!(read.used_files.contains("活动/词表/规范.txt"));
}

#[test]
fn topics_claimed_are_counted_by_unit() {
    let plan = format!(
        "{PLAN}\n[[记录类型]]\n名称 = \"选题表\"\n用途 = \"选题\"\n[[课题]]\n组 = \"几个问题\"\n名称 = \"一\"\n每单位 = [1, 1]\n[[课题]]\n组 = \"几个问题\"\n名称 = \"二\"\n"
    );
    assert_eq!(
        Site::with_plan(&plan)
            .file(
                "活动/记录/选题表.csv",
                "单位,选题,日期,状态\n甲嘎查,一、二,2008-11-01,已审核\n乙嘎查,一,2008-11-01,已审核\n"
            )
            .warnings("W11"),
        [
            "提醒 W11 活动/单位.csv 第2行 j —— 甲嘎查在“几个问题”里选了 2 个，应选 1 个。改法：补选或减少选题，并登记"
        ]
    );
}

#[test]
fn thousands_of_rows_are_read_with_all_their_mistakes() {
    let mut rows = String::from("单位,姓名,事项,日期,状态\n");
    for number in 0..3_000 {
        let unit = if number % 100 == 0 { "丙嘎查" } else { "甲嘎查" };
        let day = number % 28 + 1;
        let _ = writeln!(rows, "{unit},样例{number},xie,2008-11-{day:02},已审核");
    }
    let read = Site::sample().file("活动/台账/心得体会.csv", &rows).read();
    assert_eq!(read.campaign.records.len(), 3_000);
    assert_eq!(lines(&read, "错误 E01").len(), 3_000 + 30);
}
