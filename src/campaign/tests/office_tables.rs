//! Tables as offices have them: remarks and other columns of their own, 所在单位 and 学习时间, days without a year.

use jiff::civil::date;
use yanxi_campaign::field::Meaning;

use super::{PLAN, Site, lines};

fn with(head: &str, rows: &str) -> Site {
    Site::sample().file("活动/台账/心得体会.csv", &format!("{head}\n{rows}"))
}

#[test]
fn columns_that_only_an_office_has_are_kept_and_told_once_a_file() {
    let site = with(
        "姓名,单位,日期,标题,备注,学时,职务",
        "样例甲,甲嘎查,2008-11-01,体会,缺笔记,2,主任\n样例乙,乙嘎查,2008-11-02,体会,,3,\n",
    );
    let read = site.read();
    assert_eq!(lines(&read, "错误"), Vec::<String>::new());
    assert_eq!(
        lines(&read, "说明"),
        [
            "说明 R05 活动/台账/心得体会.csv —— 备注、学时、职务 不是程序和计划认得的列，内容照样留着，只在内部版里显示。改法：不改也可以；要检查、要公开的，在计划里给这种记录加上这个字段"
        ]
    );
    let record = &read.campaign.records[0];
    assert_eq!([record.value("备注"), record.value("学时")], ["缺笔记", "2"]);
    // The public sees none of them, though the record is public.
    let mut campaign = read.campaign.clone();
    for record in &mut campaign.records {
        record.public = true;
        record.review = yanxi_campaign::record::Review::Approved;
    }
    let public = campaign.for_public();
    assert_eq!(public.records.len(), 2);
    assert!(public.records.iter().all(|record| record.fields.is_empty()), "{public:#?}");
}

#[test]
fn a_slip_for_a_column_that_is_not_there_is_an_error_and_beside_it_a_column_of_its_own() {
    let errors = |head: &str| with(head, "样例甲,甲嘎查,2008-11-01,会议室\n").errors();
    assert_eq!(
        errors("姓名,单位,日期,地店"),
        ["错误 R05 活动/台账/心得体会.csv 地店 —— 没有“地店”这一项。改法：把“地店”改成“地点”"]
    );
    for head in ["姓名,单位,日期,受益人数", "姓名,单位,日期,把关对象", "姓名,单位,日期,联系领导"]
    {
        assert_eq!(errors(head), Vec::<String>::new(), "{head}");
    }
}

#[test]
fn the_names_of_rosters_and_sheets_of_signatures_hold_for_records() {
    for head in [
        "姓名,所在单位,学习时间,事项",
        "参会人员,单位名称,会议时间,事项",
        "党员姓名,部门,登记日期,事项",
        "参学人员,村名,学习日期,事项",
        "人员,所在党支部,完成时间,事项",
    ] {
        let site = with(head, "样例甲,甲嘎查,10月9日,写体会\n");
        let read = site.read();
        assert_eq!(lines(&read, "错误"), Vec::<String>::new(), "{head}");
        assert_eq!(lines(&read, "说明"), Vec::<String>::new(), "{head}");
        let record = &read.campaign.records[0];
        assert_eq!(
            (record.units.as_slice(), record.people.as_slice()),
            (&["j".to_string()][..], &["p1".to_string()][..]),
            "{head}"
        );
        assert_eq!(record.date, Some(date(2008, 10, 9)), "{head}");
    }
}

#[test]
fn what_the_plan_declares_stays_a_field_and_the_key_itself_comes_first() {
    let plan = PLAN.replace(
        "名称 = \"心得体会\"\n",
        "名称 = \"心得体会\"\n字段 = [{名称 = \"部门\"}, {名称 = \"学习时间\"}]\n",
    );
    let read = Site::with_plan(&plan)
        .file("活动/台账/心得体会.csv", "人员,部门,学习时间,日期\np1,党政办,两小时,2008-11-01\n")
        .read();
    assert_eq!(lines(&read, "错误"), Vec::<String>::new());
    let record = &read.campaign.records[0];
    assert_eq!([record.value("部门"), record.value("学习时间")], ["党政办", "两小时"]);
    assert_eq!(record.date, Some(date(2008, 11, 1)));
    let both =
        with("单位,部门,日期,登记日期,人员", "甲嘎查,党政办,2008-11-01,2008-11-05,p1\n").read();
    assert_eq!(lines(&both, "错误"), Vec::<String>::new());
    assert_eq!(both.campaign.records[0].units, ["j"]);
    assert_eq!(both.campaign.records[0].value("部门"), "党政办");
    assert_eq!(both.campaign.records[0].value("登记日期"), "2008-11-05");
}

#[test]
fn the_day_it_was_done_is_no_due_day() {
    let plan = format!(
        "{PLAN}\n[[记录类型]]\n名称 = \"问题台账\"\n用途 = \"问题\"\n流程 = [\"未启动\", \"已销号\"]\n"
    );
    let read = Site::with_plan(&plan)
        .file(
            "活动/台账/问题台账.csv",
            "单位,问题,日期,完成时间,状态\n甲嘎查,路灯不亮,2008-11-01,2008-11-20,已销号\n",
        )
        .read();
    assert_eq!(lines(&read, "错误"), Vec::<String>::new());
    let record = &read.campaign.records[0];
    assert_eq!(record.date_of(Meaning::Due), None);
    assert_eq!(record.value("完成时间"), "2008-11-20");
}

#[test]
fn a_column_that_a_table_lacks_is_told_once() {
    let site = with("事项,姓名", "写体会,样例甲\n写体会,样例乙\n写体会,p3\n");
    assert_eq!(
        site.errors(),
        [
            "错误 E03 活动/台账/心得体会.csv —— 这张表没有“日期”这一列，3 行都缺少“日期”。改法：在表头加上“日期”一列并填好"
        ]
    );
    assert!(site.read().campaign.records.iter().all(|record| record.is_faulty()));
}

#[test]
fn rosters_take_the_same_names() {
    let read = Site::empty()
        .file("活动/计划.toml", PLAN)
        .file("活动/单位.csv", "村名,类别\n甲嘎查,嘎查\n")
        .file("活动/人员.csv", "党员姓名,所在党支部\n样例甲,甲嘎查\n")
        .read();
    assert_eq!(lines(&read, "错误"), Vec::<String>::new());
    assert_eq!(read.campaign.roster.people[0].unit, "甲嘎查");
}

/// A text, or a number with its format.
type CellOf<'a> = (&'a str, Option<(f64, &'a str)>);

/// A workbook with one sheet: texts, or numbers with their formats.
fn book(sheet: &str, rows: &[&[CellOf<'_>]]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name(sheet).expect("a name");
    for (line, row) in (0..).zip(rows) {
        for (column, (text, number)) in (0..).zip(*row) {
            match number {
                Some((number, code)) => {
                    let format = rust_xlsxwriter::Format::new().set_num_format(*code);
                    sheet.write_number_with_format(line, column, *number, &format).expect("a cell");
                }
                None => {
                    sheet.write_string(line, column, *text).expect("a cell");
                }
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn numbers_in_cells_are_taken_as_they_are_shown_and_counted_as_they_are() {
    let plan = format!(
        "{PLAN}\n[[记录类型]]\n名称 = \"进展登记\"\n用途 = \"进展\"\n字段 = [{{名称 = \"完成值\", 类型 = \"数字\"}}, {{名称 = \"户数\", 类型 = \"数字\"}}, {{名称 = \"到会率\"}}]\n"
    );
    let rows: &[&[CellOf<'_>]] = &[
        &[("单位", None), ("日期", None), ("完成值", None), ("户数", None), ("到会率", None)],
        &[
            ("甲嘎查", None),
            ("2008-11-01", None),
            ("", Some((0.9722, "0.00%"))),
            ("", Some((1234.0, "#,##0\"户\""))),
            ("", Some((0.916_666_7, "0%"))),
        ],
    ];
    let read =
        Site::with_plan(&plan).bytes("活动/台账/进展登记.xlsx", &book("进展登记", rows)).read();
    assert_eq!(lines(&read, "错误"), Vec::<String>::new());
    let record = &read.campaign.records[0];
    assert_eq!(record.value("完成值"), "97.22%");
    assert_eq!(record.value("户数"), "1234");
    assert_eq!(record.value("到会率"), "92%");
}

#[test]
fn ids_with_leading_noughts_are_found_as_they_are_shown_and_as_they_are() {
    let rows: &[&[CellOf<'_>]] = &[
        &[("编号", None), ("名称", None), ("类别", None)],
        &[("", Some((1.0, "000"))), ("甲嘎查", None), ("嘎查", None)],
    ];
    let site = Site::empty()
        .file("活动/计划.toml", PLAN)
        .bytes("活动/单位.xlsx", &book("单位", rows))
        .file("活动/人员.csv", "姓名,单位\n样例甲,001\n")
        .file(
            "活动/台账/心得体会.csv",
            "单位,人员,日期\n001,样例甲,2008-11-01\n1,样例甲,2008-11-02\n",
        );
    let read = site.read();
    assert_eq!(lines(&read, "错误"), Vec::<String>::new());
    assert_eq!(read.campaign.roster.units[0].id, "001");
    assert!(read.campaign.records.iter().all(|record| record.units == ["001"]));
}

#[test]
fn who_is_responsible_is_of_the_unit_that_is() {
    let plan = format!(
        "{PLAN}\n[[记录类型]]\n名称 = \"问题台账\"\n用途 = \"问题\"\n字段 = [{{名称 = \"责任人\", 类型 = \"人员\"}}]\n"
    );
    let errors = |row: &str| {
        Site::with_plan(&plan)
            .file("活动/台账/问题台账.csv", &format!("问题,责任单位,责任人\n路灯不亮,{row}\n"))
            .errors()
            .len()
    };
    // Two people of this name are on the roster.
    assert_eq!(errors(",样例丙"), 1);
    assert_eq!(errors("乙嘎查,样例丙"), 0);
}
