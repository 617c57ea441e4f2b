//! Days of one record that cannot all be right: something done after today, or before what it follows. Such a record
//! is told at the day and goes into no figure.

use yanxi_campaign::state::State;

use super::{PLAN, Site, lines};

const LEDGER: &str = r#"
[[记录类型]]
名称 = "隐患台账"
用途 = "问题"
流程 = ["未启动", "整改中", "已销号"]

[[记录类型]]
名称 = "群众测评"
用途 = "测评"

[[测评规则]]
名称 = "满意度"
等次 = ["满意", "不满意"]
权重 = [1, 0]
合格线 = 70

[[记录类型]]
名称 = "单位方案"
用途 = "单位方案"

[[记录类型]]
名称 = "培训"
字段 = [{名称 = "结业日期", 类型 = "日期"}]

[[事项]]
名称 = "整改一处隐患"
记录类型 = "隐患台账"
按 = "单位"

[[事项]]
名称 = "参加培训"
记录类型 = "培训"
按 = "单位"
计入日期 = "结业日期"
"#;

fn ledger(path: &str, text: &str) -> Site {
    Site::with_plan(&format!("{PLAN}{LEDGER}")).file(path, text)
}

#[test]
fn a_problem_closed_after_today_or_before_it_was_found_counts_nowhere() {
    let site = ledger(
        "活动/台账/隐患台账.csv",
        "单位,问题,日期,状态,办结日期,事项\n甲嘎查,通道堵塞,2008-11-05,已销号,2009-02-26,整改一处隐患\n乙嘎查,电线老化,2008-11-06,已销号,2008-10-06,整改一处隐患\n甲嘎查,护栏松动,2008-11-05,已销号,2008-11-05,整改一处隐患\n",
    );
    assert_eq!(
        site.errors(),
        [
            "错误 E04 活动/台账/隐患台账.csv 第2行 2009-02-26 —— “办结日期”2009-02-26 在今天（2008-12-31）之后。改法：改成实际的日期；还没有办成的，删去这个日期，状态照实写",
            "错误 E04 活动/台账/隐患台账.csv 第3行 2008-10-06 —— “办结日期”2008-10-06 早于“日期”2008-11-06。改法：核对这两个日期，改正写错的一个",
        ]
    );
    let read = site.read();
    let counted: Vec<bool> =
        read.campaign.records.iter().map(yanxi_campaign::Record::counts).collect();
    assert_eq!(counted, [false, false, true]);
    let item = |unit: &str| {
        let of = |own: &&yanxi_campaign::progress::Obligation| {
            own.item == "整改一处隐患" && own.unit.as_deref() == Some(unit)
        };
        read.progress.obligations.iter().find(of).map(|own| own.state)
    };
    assert_eq!((item("j"), item("y")), (Some(State::Done), Some(State::Faulty)));
}

#[test]
fn a_day_of_the_plans_own_by_which_an_item_counts_may_not_lie_after_today() {
    let site = ledger(
        "活动/台账/培训.csv",
        "单位,日期,结业日期,事项,状态\n甲嘎查,2008-11-05,2009-01-20,参加培训,已审核\n",
    );
    assert_eq!(
        site.errors(),
        [
            "错误 E04 活动/台账/培训.csv 第2行 2009-01-20 —— “结业日期”2009-01-20 在今天（2008-12-31）之后。改法：改成实际的日期；还没有办成的，删去这个日期，状态照实写",
        ]
    );
}

#[test]
fn a_rating_is_not_published_before_it_is_held_and_a_plan_not_approved_before_it_is_handed_in() {
    let site = ledger(
        "活动/台账/群众测评.csv",
        "单位,日期,发出,收回,有效,满意,不满意,公布日期\n甲嘎查,2008-11-05,10,10,10,9,1,2008-11-03\n",
    )
    .page(
        "活动/单位方案/甲.md",
        "---\n单位: 甲嘎查\n日期: 2008-10-20\n报送日期: 2008-10-20\n审批日期: 2008-10-02\n审批人: 样例甲\n状态: 已审核\n---\n",
    )
    .page(
        "活动/单位方案/乙.md",
        "---\n单位: 乙嘎查\n日期: 2008-10-20\n审批日期: 2009-10-02\n审批人: 样例甲\n状态: 已审核\n---\n",
    );
    assert_eq!(
        lines(&site.read(), "错误 E04"),
        [
            "错误 E04 活动/单位方案/乙.md 第4行 审批日期: 2009-10-02 —— “审批日期”2009-10-02 在今天（2008-12-31）之后。改法：改成实际的日期；还没有办成的，删去这个日期，状态照实写",
            "错误 E04 活动/单位方案/甲.md 第5行 审批日期: 2008-10-02 —— “审批日期”2008-10-02 早于“报送日期”2008-10-20。改法：核对这两个日期，改正写错的一个",
            "错误 E04 活动/台账/群众测评.csv 第2行 2008-11-03 —— “公布日期”2008-11-03 早于“日期”2008-11-05。改法：核对这两个日期，改正写错的一个",
        ]
    );
}

#[test]
fn what_is_planned_or_was_entered_late_is_no_contradiction() {
    let site = ledger(
        "活动/台账/隐患台账.csv",
        "单位,问题,登记日期,时限,完成日期,状态,销号日期\n甲嘎查,通道堵塞,2008-11-25,2009-02-15,2009-02-10,整改中,\n乙嘎查,电线老化,2008-11-26,2009-02-15,2009-02-10,已销号,2008-11-20\n",
    );
    assert_eq!(site.errors(), [""; 0]);
}

#[test]
fn what_is_still_open_is_to_be_closed_in_the_tables_own_column_and_what_is_short_is_said() {
    let plan = format!("{PLAN}{LEDGER}").replace(
        "名称 = \"整改一处隐患\"\n",
        "名称 = \"整改一处隐患\"\n结束 = 2008-11-30\n次数 = 3\n",
    );
    let warnings = |rows: &str| {
        let text = format!("单位,问题,日期,状态,办结日期,事项\n{rows}");
        let site = Site::with_plan(&plan).file("活动/台账/隐患台账.csv", &text);
        let told = site.warnings("W02");
        told.into_iter().filter(|line| line.contains("甲嘎查")).collect::<Vec<_>>()
    };
    let row = |what: &str| format!("甲嘎查,{what},2008-11-05,整改中,,整改一处隐患\n");
    assert_eq!(
        warnings(&row("通道堵塞")),
        [
            "提醒 W02 活动/单位.csv 第2行 j —— 甲嘎查的“整改一处隐患”时间已过，登记了的还有 1 件没有办结。改法：办结后改状态，写上办结日期，另外还要补上 2 件；不用办的，登记一条免除记录（计划里要先有用途是“免除”的记录类型）",
        ]
    );
    assert_eq!(
        warnings(&["一", "二", "三"].map(row).concat()),
        [
            "提醒 W02 活动/单位.csv 第2行 j —— 甲嘎查的“整改一处隐患”时间已过，登记了的还有 3 件没有办结。改法：办结后改状态，写上办结日期；不用办的，登记一条免除记录（计划里要先有用途是“免除”的记录类型）",
        ]
    );
}
