//! Records written as rows of ledgers.

use yanxi_campaign::field::Meaning;
use yanxi_campaign::record::Review;

use super::{PLAN, Site, lines};

fn plan() -> String {
    format!(
        "{PLAN}\n[[取值]]\n编号 = \"lei\"\n值 = [\"立即解决\", \"配合解决\"]\n\n[[记录类型]]\n名称 = \"整改台账\"\n用途 = \"问题\"\n流程 = [\"未启动\", \"整改中\", \"已销号\"]\n字段 = [\n  {{名称 = \"类别\", 取值 = \"lei\", 必填 = 是}},\n  {{名称 = \"整改措施\"}},\n  {{名称 = \"整改时限\", 类型 = \"日期\"}},\n  {{名称 = \"户数\", 类型 = \"数字\"}},\n  {{名称 = \"责任单位\", 类型 = \"单位\"}},\n]\n条件 = [{{当 = {{类别 = \"配合解决\"}}, 必填 = [\"上级部门\"]}}, {{当 = {{状态 = \"已销号\"}}, 必填 = [\"销号日期\"]}}]\n"
    )
}

#[test]
fn a_ledger_of_the_office_becomes_records() {
    let read = Site::with_plan(&plan())
        .file(
            "活动/台账/2008年整改台账.csv",
            "样例镇整改台账\n序号,单位,问题,类别,措施,整改时限,户数,责任单位,日期,状态,镇里自记\n1,甲嘎查,路灯不亮,立即解决,换灯,2008.12.25,３,乙嘎查,2008/11/1,整改中,\n合计,,,,,,3,,,,\n",
        )
        .read();
    assert_eq!(lines(&read, "错误"), Vec::<String>::new());
    assert_eq!(
        lines(&read, "说明"),
        [
            "说明 R05 活动/台账/2008年整改台账.csv —— 镇里自记 不是程序和计划认得的列，内容照样留着，只在内部版里显示。改法：不改也可以；要检查、要公开的，在计划里给这种记录加上这个字段"
        ]
    );
    assert_eq!(read.campaign.records.len(), 1);
    let record = &read.campaign.records[0];
    assert_eq!(record.kind, "整改台账");
    assert_eq!(record.id, "2008年整改台账-3");
    assert_eq!(record.title, "路灯不亮");
    assert_eq!(record.units, ["j"]);
    assert_eq!(record.state, "整改中");
    assert_eq!(record.review, Review::Approved);
    assert_eq!(record.value("整改措施"), "换灯");
    assert_eq!(record.value("整改时限"), "2008-12-25");
    assert_eq!(record.value("户数"), "3");
    assert_eq!(record.field(Meaning::Problem), "路灯不亮");
    assert_eq!(record.faults, []);
    assert!(read.used_files.contains("活动/台账/2008年整改台账.csv"));
}

#[test]
fn every_wrong_cell_is_told_at_its_row() {
    let site = Site::with_plan(&plan()).file(
        "活动/台账/整改台账.csv",
        "单位,问题,类别,整改时限,户数,责任单位,日期,状态\n甲嘎查,一,立即解觉,长期,几户,丙嘎查,2008-11-01,\n乙嘎查,二,配合解决,2008-10-01,,,2008-11-01,已销号\n",
    );
    assert_eq!(
        site.errors(),
        [
            "错误 E03 活动/台账/整改台账.csv 第2行 立即解觉 —— “类别”不能写“立即解觉”。改法：把“类别”列的“立即解觉”改成“立即解决”",
            "错误 E04 活动/台账/整改台账.csv 第2行 长期 —— “整改时限”的“长期”不是真实的日期。改法：在“整改时限”列写成 2008-12-25 的样子；没有定日子的，空着",
            "错误 E03 活动/台账/整改台账.csv 第2行 几户 —— “户数”要写数字，不是“几户”。改法：在“户数”列写成 3 的样子",
            "错误 E01 活动/台账/整改台账.csv 第2行 丙嘎查 —— 单位名册里没有“丙嘎查”。改法：单位改过名的，在名册新名称那一行的“曾用名”列写上“丙嘎查”；名册漏了的，加一行“丙嘎查”",
            "错误 E03 活动/台账/整改台账.csv 第3行 乙嘎查 —— “状态”是“已销号”，就要填“销号日期”。改法：在“销号日期”列填上",
            "错误 E03 活动/台账/整改台账.csv 第3行 乙嘎查 —— “类别”是“配合解决”，就要填“上级部门”。改法：在“上级部门”列填上",
            "错误 E04 活动/台账/整改台账.csv 第3行 2008-10-01 —— 时限 2008-10-01 早于日期 2008-11-01。改法：改正时限或日期",
        ]
    );
    assert_eq!(site.read().campaign.records[0].faults.len(), 4);
}

#[test]
fn what_offices_type_into_cells_is_told_with_what_to_write() {
    let site = Site::with_plan(&plan()).file(
        "活动/台账/整改台账.csv",
        "单位,问题,户数,日期,人员\n甲嘎查,一,12户,39783,\n甲嘎查,二,６０％,2008-11-01,样例甲 样例丙\n甲嘎查,三,,2008-11-01,样例甲（主持）、全体党员\n甲嘎查,四,,2008-11-01,样例丙等3人\n",
    );
    assert_eq!(
        site.errors(),
        [
            "错误 E03 活动/台账/整改台账.csv —— 这张表没有“类别”这一列，4 行都缺少“类别”。改法：在表头加上“类别”一列并填好",
            "错误 E03 活动/台账/整改台账.csv 第2行 12户 —— “户数”要写数字，不是“12户”。改法：在“户数”列写成 12 的样子",
            "错误 E04 活动/台账/整改台账.csv 第2行 39783 —— “日期”的“39783”是表格里的日期序号，就是 2008-12-01。改法：在“日期”列写 2008-12-01，或把这一列的单元格格式改成日期",
            "错误 E03 活动/台账/整改台账.csv 第3行 ６０％ —— “户数”要写数字，不是“６０％”。改法：在“户数”列写成 60 的样子",
            "错误 E01 活动/台账/整改台账.csv 第3行 样例甲 样例丙 —— 名册里没有“样例甲 样例丙”，最接近的是“样例甲、样例丙”。改法：把“人员”列的“样例甲 样例丙”改成“样例甲、样例丙”",
            "错误 E01 活动/台账/整改台账.csv 第4行 样例甲（主持）、全体党员 —— “全体党员”没有写出是哪些人，算不到人头上。改法：写出每个人的姓名，用“、”隔开",
            "错误 E01 活动/台账/整改台账.csv 第4行 样例甲（主持）、全体党员 —— 名册里没有“样例甲（主持）”，最接近的是“样例甲”。改法：把“人员”列的“样例甲（主持）”改成“样例甲”",
            "错误 E01 活动/台账/整改台账.csv 第5行 样例丙等3人 —— “样例丙等3人”没有写出是哪些人，算不到人头上。改法：写出每个人的姓名，用“、”隔开",
        ]
    );
}

#[test]
fn a_required_column_that_is_not_there_is_told_once() {
    let site = Site::with_plan(&plan()).file(
        "活动/台账/整改台账.csv",
        "单位,问题,日期\n甲嘎查,一,2008-11-01\n乙嘎查,二,2008-11-01\n",
    );
    assert_eq!(
        site.errors(),
        [
            "错误 E03 活动/台账/整改台账.csv —— 这张表没有“类别”这一列，2 行都缺少“类别”。改法：在表头加上“类别”一列并填好"
        ]
    );
    assert!(site.read().campaign.records.iter().all(|record| record.is_faulty()));
}

#[test]
fn a_table_of_no_type_is_told() {
    assert_eq!(
        Site::with_plan(&plan()).file("活动/记录/登记.csv", "单位,问题\n甲嘎查,一\n").errors(),
        [
            "错误 E01 活动/记录/登记.csv —— 看不出这张表里是哪一种记录，没有读取。改法：把文件名改成记录类型的名称，如“心得体会.csv”"
        ]
    );
}

#[test]
fn a_column_names_the_type_of_each_row() {
    let read = Site::with_plan(&plan())
        .file(
            "活动/记录/登记.csv",
            "类型,单位,人员,事项,日期,问题,类别,附件\n心得体会,甲嘎查,样例甲、样例丙,写体会,2008-11-01,,,附件/一.docx\n整改台账,乙嘎查,,,2008-11-02,二,立即解决,\n",
        )
        .file("活动/记录/附件/一.docx", "x")
        .read();
    assert_eq!(lines(&read, "错误"), Vec::<String>::new());
    assert_eq!(read.campaign.records[0].people, ["p1", "p3"]);
    assert_eq!(read.campaign.records[0].attachments, ["活动/记录/附件/一.docx"]);
    assert_eq!(read.campaign.records[1].kind, "整改台账");
}

#[test]
fn a_missing_attachment_is_an_error() {
    assert_eq!(
        Site::sample()
            .file("活动/记录/心得体会.csv", "人员,日期,附件\np1,2008-11-01,没有.docx\n")
            .errors(),
        [
            "错误 E13 活动/记录/心得体会.csv 第2行 没有.docx —— 没有附件“没有.docx”。改法：把文件放到这张表旁边，或改正文件名"
        ]
    );
}

#[test]
fn a_row_is_called_by_what_the_plan_s_own_field_says() {
    let plan = format!(
        "{PLAN}\n[[记录类型]]\n名称 = \"献策\"\n用途 = \"建议\"\n字段 = [\"附注\", {{名称 = \"建议内容\", 必填 = 是}}]\n"
    );
    let site = Site::with_plan(&plan).file(
        "活动/台账/献策.csv",
        "单位,日期,附注,建议内容\n甲嘎查,2008-11-01,口头提的,修一座便桥\n乙嘎查,2008-11-02,,冬天晚开半小时会\n",
    );
    assert_eq!(site.errors(), [""; 0]);
    let titles: Vec<String> =
        site.read().campaign.records.into_iter().map(|record| record.title).collect();
    assert_eq!(titles, ["修一座便桥", "冬天晚开半小时会"]);
}

#[test]
fn a_row_without_a_title_is_called_by_a_text_and_not_by_a_number() {
    let plan = format!(
        "{PLAN}\n[[记录类型]]\n名称 = \"宣传\"\n用途 = \"宣传\"\n字段 = [{{名称 = \"形式\"}}, {{名称 = \"数量\"}}, {{名称 = \"备注\"}}]\n"
    );
    let titles = |rows: &str| -> Vec<String> {
        let site = Site::with_plan(&plan)
            .file("活动/台账/宣传.csv", &format!("单位,登记日期,形式,数量,备注\n{rows}"));
        site.read().campaign.records.iter().map(|record| record.title.clone()).collect()
    };
    assert_eq!(
        titles(
            "甲嘎查,2008-11-05,横幅,12,\n甲嘎查,2008-11-06,横幅,12条,\n甲嘎查,2008-11-07,横幅,12,挂在路口\n甲嘎查,2008-11-08,,12,2008-11-09\n"
        ),
        ["横幅", "横幅", "挂在路口", "宣传 甲嘎查 2008-11-08"]
    );
}
