//! The same thing written twice: in one file, in two, in a copy, as a row and as a text, with people and without.

use yanxi_campaign::state::State;

use super::{Site, lines};

const PLAN: &str = r#"
[活动]
名称 = "样例活动"
开始 = 2008-10-01
结束 = 2008-12-31

[[记录类型]]
名称 = "学习会"

[[记录类型]]
名称 = "心得"

[[记录类型]]
名称 = "问题台账"

[[事项]]
名称 = "集体学习"
记录类型 = "学习会"
按 = "单位"
次数 = 2

[[事项]]
名称 = "写心得"
记录类型 = "心得"
"#;

const HEAD: &str = "单位,事项,日期,状态,地点,标题\n";

fn site(rows: &str) -> Site {
    Site::with_plan(PLAN).file("活动/台账/学习会.csv", &format!("{HEAD}{rows}"))
}

/// How many meetings of 甲嘎查 count, and how its two stand.
fn counted(site: &Site) -> (u32, State) {
    let read = site.read();
    let own = read.progress.obligations.iter().find(|own| own.unit.as_deref() == Some("j"));
    own.map(|own| (own.counted, own.state)).expect("甲嘎查 owes two meetings")
}

fn told(site: &Site) -> Vec<String> {
    let mut told = lines(&site.read(), "错误");
    told.extend(site.warnings("E02"));
    told
}

const ROW: &str = "甲嘎查,集体学习,2008-11-01,已审核,会议室,\n";

#[test]
fn one_row_counts_once() {
    assert_eq!(told(&site(ROW)), Vec::<String>::new());
    assert_eq!(counted(&site(ROW)), (1, State::NotDue));
}

#[test]
fn equal_rows_of_one_file_count_once() {
    let site = site(&format!("{ROW}{ROW}"));
    assert_eq!(
        told(&site),
        [
            "错误 E02 活动/台账/学习会.csv 第3行 甲嘎查 —— 与 活动/台账/学习会.csv 第2行 是同一条记录，各项都相同，只计一条。改法：删去其中一条"
        ]
    );
    assert_eq!(counted(&site).0, 1);
}

#[test]
fn a_copied_register_is_told_once_at_the_copy() {
    let rows = format!("{ROW}甲嘎查,集体学习,2008-11-08,已审核,会议室,\n");
    for copy in ["学习会 - 副本", "学习会(1)", "学习会（2）", "学习会-备份", "学习会Copy"]
    {
        let site = site(&rows).file(&format!("活动/台账/{copy}.csv"), &format!("{HEAD}{rows}"));
        assert_eq!(
            told(&site),
            [format!(
                "错误 E02 活动/台账/{copy}.csv —— “活动/台账/学习会.csv”里已经有这 2 条记录，这个文件像是它的副本。改法：删去这个文件"
            )]
        );
        assert_eq!(counted(&site), (2, State::Done));
    }
}

#[test]
fn a_copied_register_with_ids_is_not_blamed_on_the_original() {
    let rows = "编号,单位,事项,日期,状态\na1,甲嘎查,集体学习,2008-11-01,已审核\na2,甲嘎查,集体学习,2008-11-08,已审核\n";
    let site = Site::with_plan(PLAN)
        .file("活动/台账/学习会.csv", rows)
        .file("活动/台账/学习会 - 副本.csv", rows);
    assert_eq!(
        told(&site),
        [
            "错误 E02 活动/台账/学习会 - 副本.csv —— “活动/台账/学习会.csv”里已经有这 2 条记录，这个文件像是它的副本。改法：删去这个文件"
        ]
    );
    assert_eq!(counted(&site), (2, State::Done));
}

#[test]
fn a_row_and_its_minutes_are_one_meeting_and_the_fuller_counts() {
    let minutes = "---\n类型: 学习会\n单位: 甲嘎查\n事项: 集体学习\n日期: 2008-11-01\n状态: 已审核\n---\n\n# 第一次学习会\n\n正文。\n";
    let site = site(ROW).page("活动/记录/会.md", minutes);
    assert_eq!(
        told(&site),
        [
            "提醒 E02 活动/台账/学习会.csv 第2行 甲嘎查 —— 与 活动/记录/会.md 第1行 是同一天、同一单位、同一事项，没有不同的地方，当作一次，只计一条。改法：确是两次的，两条各写上不同的时间或标题；是一次的，不用改"
        ]
    );
    assert_eq!(counted(&site), (1, State::NotDue));
}

#[test]
fn what_differs_in_hour_or_title_is_two_and_told() {
    for (rows, key) in [
        (
            "甲嘎查,集体学习,2008-11-01 09:00,已审核,,\n甲嘎查,集体学习,2008-11-01 14:30,已审核,,\n",
            "时间",
        ),
        (
            "甲嘎查,集体学习,2008-11-01上午,已审核,,\n甲嘎查,集体学习,2008-11-01下午,已审核,,\n",
            "时间",
        ),
        (
            "甲嘎查,集体学习,2008-11-01,已审核,,第一课\n甲嘎查,集体学习,2008-11-01,已审核,,第二课\n",
            "标题",
        ),
    ] {
        let site = site(rows);
        assert_eq!(
            told(&site),
            [format!(
                "提醒 E02 活动/台账/学习会.csv 第3行 甲嘎查 —— 与 活动/台账/学习会.csv 第2行 是同一天、同一单位、同一事项，“{key}”不同，按两次计。改法：其实是一次的，删去其中一条；确是两次的，不用改"
            )]
        );
        assert_eq!(counted(&site), (2, State::Done));
    }
    // A weekday behind the date is no hour.
    let rows = "甲嘎查,集体学习,2008-11-01（星期六）,已审核,,\n甲嘎查,集体学习,2008-11-01,已审核,会议室,\n";
    assert_eq!(counted(&site(rows)), (1, State::NotDue));
}

#[test]
fn a_sheet_of_signatures_is_one_meeting_and_essays_of_two_people_are_two() {
    let site = Site::with_plan(PLAN)
        .file(
            "活动/台账/学习会.csv",
            "单位,人员,事项,日期,状态\n甲嘎查,样例甲,集体学习,2008-11-01,已审核\n甲嘎查,样例丙,集体学习,2008-11-01,已审核\n",
        )
        .file(
            "活动/台账/心得.csv",
            "单位,人员,事项,日期,状态\n甲嘎查,样例甲,写心得,2008-11-01,已审核\n甲嘎查,样例丙,写心得,2008-11-01,已审核\n",
        );
    assert_eq!(counted(&site).0, 1);
    let told = told(&site);
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("学习会.csv 第3行"), "{told:#?}");
    let read = site.read();
    let done = read.progress.cell(|own| own.item == "写心得" && own.unit.as_deref() == Some("j"));
    assert_eq!((done.done, done.required), (2, 2));
}

#[test]
fn of_one_persons_two_essays_of_a_day_the_texts_decide() {
    let page = |text: &str| {
        format!(
            "---\n类型: 心得\n人员: 样例甲\n事项: 写心得\n日期: 2008-11-01\n状态: 已审核\n---\n\n{text}\n"
        )
    };
    let told_of = |one: &str, two: &str| {
        let site = Site::with_plan(PLAN)
            .page("活动/记录/一.md", &page(one))
            .page("活动/记录/二.md", &page(two));
        told(&site)
    };
    assert_eq!(
        told_of("正文。", "正文。"),
        [
            "错误 E02 活动/记录/二.md 第1行 —— 与 活动/记录/一.md 第1行 是同一条记录，各项都相同，只计一条。改法：删去其中一条"
        ]
    );
    assert_eq!(
        told_of("正文甲。", "正文乙。"),
        [
            "提醒 E02 活动/记录/二.md 第1行 —— 与 活动/记录/一.md 第1行 是同一天、同一单位、同一事项，“正文”不同，按两次计。改法：其实是一次的，删去其中一条；确是两次的，不用改"
        ]
    );
}

#[test]
fn rows_of_a_ledger_may_be_much_alike() {
    let ledger = |rows: &str| {
        told(
            &Site::with_plan(PLAN)
                .file("活动/台账/问题台账.csv", &format!("单位,日期,问题,责任人\n{rows}")),
        )
    };
    assert_eq!(
        ledger(
            "甲嘎查,2008-11-01,路灯不亮,样例甲\n甲嘎查,2008-11-01,井盖松动,样例甲\n甲嘎查,2008-11-01,路灯不亮,\n"
        ),
        Vec::<String>::new()
    );
    assert_eq!(
        ledger("甲嘎查,2008-11-01,路灯不亮,样例甲\n甲嘎查,2008-11-01,路灯不亮,样例甲\n").len(),
        1
    );
}

const DEEDS: &str = r#"
[[记录类型]]
名称 = "实事台账"
用途 = "实事"
流程 = ["未启动", "已办结"]
字段 = [{名称 = "投入", 类型 = "数字"}]

[[事项]]
名称 = "办两件实事"
记录类型 = "实事台账"
按 = "单位"
次数 = 2
"#;

#[test]
fn entries_about_two_things_are_two_and_columns_are_named_as_the_file_names_them() {
    let ledger = |rows: &str| {
        let site = Site::with_plan(&format!("{PLAN}{DEEDS}"));
        told(&site.file(
            "活动/台账/实事台账.csv",
            &format!("序号,单位,实事,登记日期,状态,办结日期,投入,联系电话,事项\n{rows}"),
        ))
    };
    let deeds = |one: &str, two: &str| {
        format!(
            "1,甲嘎查,{one},2008-12-05,已办结,2008-12-10,3,样例一号,办两件实事\n2,甲嘎查,{two},2008-12-05,已办结,2008-12-15,7,样例二号,办两件实事\n"
        )
    };
    assert_eq!(ledger(&deeds("装路灯", "清淤")), Vec::<String>::new());
    assert_eq!(
        ledger(&deeds("装路灯", "装路灯")),
        [
            "提醒 E02 活动/台账/实事台账.csv 第3行 2 —— 与 活动/台账/实事台账.csv 第2行 是同一天、同一单位、同一事项，“投入”“联系电话”“办结日期”不同，按两次计。改法：其实是一次的，删去其中一条；确是两次的，不用改"
        ]
    );
}

#[test]
fn two_columns_of_one_meaning_both_tell_rows_apart() {
    let rows =
        "单位,日期,会议内容,内容\n甲嘎查,2008-11-01,学文件,讨论\n甲嘎查,2008-11-01,看录像,讨论\n";
    let site = Site::with_plan(PLAN).file("活动/台账/学习会.csv", rows);
    assert_eq!(told(&site), Vec::<String>::new());
}
