//! Units and people: rosters, and records that name them.

use super::{PEOPLE, PLAN, Site, UNITS, lines};

fn note(keys: &str) -> String {
    format!("---\n类型: 心得体会\n事项: xie\n{keys}日期: 2008-11-18\n---\n\n正文。\n")
}

#[test]
fn an_unknown_unit_is_named_with_the_nearest() {
    let text = "---\n类型: 心得体会\n事项: 写体会\n单位: 甲嘎差\n人员: p1\n日期: 2008-11-18\n---\n";
    assert_eq!(
        Site::sample().page("活动/记录/张三.md", text).errors(),
        [
            "错误 E01 活动/记录/张三.md 第4行 单位: 甲嘎差 —— 名册里没有“甲嘎差”，最接近的是“甲嘎查”。改法：把第4行改成 单位: 甲嘎查"
        ]
    );
}

#[test]
fn a_name_is_sought_in_the_unit_first() {
    let site = Site::sample().page("活动/记录/一.md", &note("单位: 甲嘎查\n人员: 样例丙\n"));
    assert_eq!(site.errors(), Vec::<String>::new());
    assert_eq!(site.read().campaign.records[0].people, ["p3"]);
}

#[test]
fn a_name_that_two_people_bear_is_an_error_with_both() {
    assert_eq!(
        Site::sample().page("活动/记录/一.md", &note("人员: 样例丙\n")).errors(),
        [
            "错误 E01 活动/记录/一.md 第4行 人员: 样例丙 —— “样例丙”有两个人：p3（甲嘎查）、p4（乙嘎查）。改法：把“样例丙”改成编号 p3 或 p4"
        ]
    );
}

#[test]
fn who_names_only_people_means_their_unit() {
    let read = Site::sample().page("活动/记录/一.md", &note("人员: 样例乙\n")).read();
    assert_eq!(read.campaign.records[0].units, ["y"]);
}

#[test]
fn blanks_in_a_name_say_nothing() {
    let read = Site::sample().page("活动/记录/一.md", &note("人员: [样 例　乙]\n")).read();
    assert_eq!(read.campaign.records[0].people, ["p2"]);
}

#[test]
fn a_roster_in_gbk_at_the_top_serves_all_campaigns() {
    let (units, _, _) = encoding_rs::GBK.encode(UNITS);
    let (people, _, _) = encoding_rs::GBK.encode(PEOPLE);
    let read = Site::empty()
        .file("活动/计划.toml", PLAN)
        .bytes("单位.csv", &units)
        .bytes("人员.csv", &people)
        .read();
    assert_eq!(read.campaign.roster.units[1].name, "乙嘎查");
    assert_eq!(read.campaign.roster.people[2].roles, ["党员", "群众"]);
    assert_eq!(read.campaign.roster.people[2].unit, "j");
    assert!(read.used_files.contains("单位.csv"));
}

#[test]
fn a_roster_needs_no_ids_and_keeps_other_columns() {
    let read = Site::empty()
        .file("活动/计划.toml", PLAN)
        .file("活动/单位.csv", "名称,类别,电话\n甲嘎查,嘎查,0001\n")
        .file("活动/人员.csv", "姓名,单位\n样例甲,甲嘎查\n")
        .read();
    let roster = read.campaign.roster;
    assert_eq!(roster.units[0].id, "甲嘎查");
    assert_eq!(roster.units[0].other, [("电话".to_string(), "0001".to_string())]);
    assert_eq!(roster.people[0].id, "甲嘎查-样例甲");
}

#[test]
fn mistakes_of_a_roster_are_all_told() {
    let site = Site::empty()
        .file("活动/计划.toml", PLAN)
        .file(
            "活动/单位.csv",
            "编号,名称,类别,第一责任人,领导机构\nj,甲嘎查,嘎差,样例甲、样例乙,领导小组\nj,乙嘎查,嘎查,样例乙,\n",
        )
        .file("活动/人员.csv", "姓名,单位\n样例甲,丙嘎查\n样例乙,甲嘎查\n样例乙,甲嘎查\n");
    assert_eq!(
        site.errors(),
        [
            "错误 E01 活动/人员.csv 第2行 丙嘎查 —— 名册里没有“丙嘎查”，最接近的是“甲嘎查”。改法：把“单位”列的“丙嘎查”改成“甲嘎查”",
            "错误 E02 活动/人员.csv 第4行 样例乙 —— 名称“样例乙”已经用在 活动/人员.csv 第3行，两条都没有编号，分不开。改法：给两条各写一个编号",
            "错误 E01 活动/单位.csv 第2行 嘎差 —— 方案里没有“嘎差”这个单位类别，最接近的是“嘎查”。改法：把“类别”列的“嘎差”改成“嘎查”",
            "错误 E02 活动/单位.csv 第3行 j —— 编号“j”已经用在 活动/单位.csv 第2行。改法：给这一条另写一个编号",
        ]
    );
    assert_eq!(
        site.warnings("W10"),
        [
            "提醒 W10 活动/单位.csv 第2行 j —— 甲嘎查有 2 个第一责任人，只能有一个。改法：在“第一责任人”列写一个人的姓名"
        ]
    );
}

#[test]
fn records_under_a_units_former_name_are_its_own() {
    let site = Site::empty()
        .file("活动/计划.toml", PLAN)
        .file("活动/人员.csv", PEOPLE)
        .file(
            "活动/单位.csv",
            "编号,名称,曾用名,类别,第一责任人,领导机构\nj,甲嘎查,老甲村、甲队,嘎查,样例甲,小组\ny,乙嘎查,,嘎查,样例乙,小组\n",
        )
        .page(
            "活动/记录/一.md",
            "---\n类型: 心得体会\n标题: 体会\n单位: 老甲村\n人员: 样例甲\n日期: 2008-11-01\n---\n",
        );
    let read = site.read();
    assert_eq!(lines(&read, "错误"), Vec::<String>::new());
    assert_eq!(read.campaign.records[0].units, ["j"]);
    assert_eq!(
        read.campaign.roster.units[0].other,
        [("曾用名".to_string(), "老甲村、甲队".to_string())]
    );
}
