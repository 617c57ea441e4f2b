//! Records written as Markdown files.

use jiff::civil::date;
use yanxi_campaign::record::Review;
use yanxi_campaign::state::State;

use super::{PLAN, Site, lines};
use yanxi_problem::Code;

#[test]
fn three_problems_of_one_record_are_told_in_one_run() {
    let text = "---\n类型: 心得体会\n事项: 写体悟\n单位: 甲嘎差\n日期: 2008-02-30\n人员: p1\n---\n";
    let site = Site::sample().page("活动/记录/一.md", text);
    let read = site.read();
    assert_eq!(
        lines(&read, "错误"),
        [
            "错误 E01 活动/记录/一.md 第3行 事项: 写体悟 —— 方案里没有“写体悟”这个事项。改法：照方案写其中的一个：写体会；计划漏了的，先写进计划",
            "错误 E01 活动/记录/一.md 第4行 单位: 甲嘎差 —— 名册里没有“甲嘎差”，最接近的是“甲嘎查”。改法：把第4行改成 单位: 甲嘎查",
            "错误 E04 活动/记录/一.md 第5行 日期: 2008-02-30 —— “日期”的“2008-02-30”不是真实的日期。改法：写成 日期: 2008-12-25 的样子",
        ]
    );
    let record = &read.campaign.records[0];
    assert_eq!(record.faults.len(), 3);
    assert!(!record.counts());
    assert_eq!(record.people, ["p1"]);
}

#[test]
fn what_is_wrong_with_a_record_shows_no_number_of_a_person() {
    let text =
        "---\n类型: 心得体会\n事项: 写体会\n单位: 13912345678\n日期: 2008-11-18\n人员: p1\n---\n";
    let read = Site::sample().page("活动/记录/一.md", text).read();
    let messages: Vec<&str> = read.campaign.records[0]
        .faults
        .iter()
        .map(|fault| fault.message.chinese.as_str())
        .collect();
    assert_eq!(messages, ["单位名册里没有“139****5678”"]);
}

#[test]
fn an_entry_takes_away_the_faults_of_its_code_and_no_others() {
    let text = |person: &str| {
        format!(
            "---\n类型: 心得体会\n事项: 写体会\n单位: 甲嘎查\n日期: 2009-02-01\n人员: {person}\n状态: 已审核\n说明: E04；先行登记；样例甲；2008-12-20\n---\n"
        )
    };
    let site = |person: &str| Site::sample().page("活动/记录/一.md", &text(person)).read();
    assert!(site("p1").campaign.records[0].counts());
    let read = site("例丁");
    let codes: Vec<Code> = read.campaign.records[0].faults.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, [Code::E01]);
}

#[test]
fn a_missing_date_is_told_once_and_in_spite_of_an_entry_that_lacks_its_own() {
    let plan = PLAN.replace(
        "名称 = \"心得体会\"\n",
        "名称 = \"心得体会\"\n字段 = [{名称 = \"日期\", 必填 = true}]\n",
    );
    let text =
        "---\n类型: 心得体会\n事项: 写体会\n单位: 甲嘎查\n人员: p1\n说明: W01；迟了；样例甲\n---\n";
    for plan in [PLAN, &plan] {
        let errors = Site::with_plan(plan).page("活动/记录/一.md", text).errors();
        let told = |words: &str| errors.iter().filter(|line| line.contains(words)).count();
        assert_eq!([told("缺少“日期”。"), told("“说明”缺少“日期”")], [1, 1], "{errors:?}");
    }
}

#[test]
fn a_record_is_read_whole() {
    let text = "---\n类型: 心得体会\n标题: 学后\n事项: [写体会]\n单位: 甲嘎查\n人员: 样例甲、样例丙\n日期: 2008年11月18日\n状态: 已审核\n公开: 公开\n字数: 1200\n审核: {人: p2, 日期: 2008-11-20}\n标签: 学习\n---\n";
    let read = Site::sample().page("活动/记录/子/一.md", text).read();
    assert_eq!(lines(&read, "错误"), Vec::<String>::new());
    let record = &read.campaign.records[0];
    assert_eq!(record.id, "记录/子/一");
    assert_eq!(record.title, "学后");
    assert_eq!(record.items, ["xie"]);
    assert_eq!(record.people, ["p1", "p3"]);
    assert_eq!(record.date, Some(date(2008, 11, 18)));
    assert_eq!(record.review, Review::Approved);
    assert!(record.public);
    assert_eq!(record.characters, Some(1200));
    assert_eq!(record.value("审核日期"), "2008-11-20");
}

#[test]
fn a_review_without_a_status_means_approved() {
    let text = "---\n类型: 心得体会\n人员: p1\n日期: 2008-11-18\n审核: {人: p2}\n---\n";
    let read = Site::sample()
        .page("活动/记录/一.md", text)
        .page("活动/记录/二.md", &text.replace("审核: {人: p2}\n", "").replace("p1", "p2"))
        .read();
    let reviews: Vec<Review> = read.campaign.records.iter().map(|record| record.review).collect();
    assert_eq!(reviews, [Review::Approved, Review::Submitted]);
}

#[test]
fn an_id_for_the_second_time_names_both_places() {
    let text = |person: &str| {
        format!("---\n类型: 心得体会\n编号: x1\n人员: {person}\n日期: 2008-11-18\n---\n")
    };
    let site =
        Site::sample().page("活动/记录/一.md", &text("p1")).page("活动/记录/二.md", &text("p2"));
    let read = site.read();
    assert_eq!(
        lines(&read, "错误"),
        [
            "错误 E02 活动/记录/二.md 第3行 编号: x1 —— 编号“x1”已经用在 活动/记录/一.md 第3行。改法：给这一条另写一个编号"
        ]
    );
    let ids: Vec<&str> = read.campaign.records.iter().map(|record| record.id.as_str()).collect();
    assert_eq!(ids, ["x1", "x1-2"]);
}

#[test]
fn the_same_record_twice_is_an_error() {
    let text = "---\n类型: 心得体会\n标题: 学后\n人员: p1\n日期: 2008-11-18\n---\n";
    assert_eq!(
        Site::sample().page("活动/记录/一.md", text).page("活动/记录/二.md", text).errors(),
        [
            "错误 E02 活动/记录/二.md 第1行 —— 与 活动/记录/一.md 第1行 是同一条记录，各项都相同，只计一条。改法：删去其中一条"
        ]
    );
}

#[test]
fn a_day_to_come_and_an_unknown_key_are_errors() {
    let text = "---\n类型: 心得体汇\n人员: p1\n日期: 2009-03-01\n---\n";
    let other =
        "---\n类型: 心得体会\n人员: p2\n日期: 2008-11-18\n状态: 已审合\n地店: 会议室\n---\n";
    assert_eq!(
        Site::sample().page("活动/记录/一.md", text).page("活动/记录/二.md", other).errors(),
        [
            "错误 E01 活动/记录/一.md 第2行 类型: 心得体汇 —— 方案里没有“心得体汇”这个记录类型，最接近的是“心得体会”。改法：把第2行改成 类型: 心得体会",
            "错误 E04 活动/记录/一.md 第4行 日期: 2009-03-01 —— 日期 2009-03-01 在今天（2008-12-31）之后。改法：改成实际发生的日期；还没有举行、先发预告的，写 状态: 预告",
            "错误 E03 活动/记录/二.md 第5行 状态: 已审合 —— “状态”不能写“已审合”。改法：把第5行改成 状态: 已审核",
            "错误 R05 活动/记录/二.md 第6行 地店: 会议室 —— 没有“地店”这一项。改法：把“地店”改成“地点”",
        ]
    );
}

#[test]
fn what_is_not_published_is_left_out_and_counted() {
    let text = "---\n类型: 心得体会\n人员: p1\n日期: 2008-11-18\n公开: 不发布\n---\n";
    let read = Site::sample().page("活动/记录/一.md", text).read();
    assert!(read.campaign.records.is_empty());
    assert_eq!(read.unpublished, 1);
}

#[test]
fn an_exemption_needs_a_reason_and_somebody() {
    let plan = format!("{PLAN}\n[[记录类型]]\n名称 = \"免除\"\n用途 = \"免除\"\n");
    let good = "---\n类型: 免除\n事项: 写体会\n人员: p1\n原因: 年老体弱\n状态: 已审核\n---\n";
    let bad = "---\n类型: 免除\n事项: 写体会\n状态: 已审核\n---\n";
    let site = Site::with_plan(&plan).page("活动/记录/一.md", good).page("活动/记录/二.md", bad);
    assert_eq!(
        site.errors(),
        [
            "错误 E03 活动/记录/二.md 第1行 —— 缺少“人员”。改法：在开头两行 --- 之间加一行 人员: ……",
            "错误 E03 活动/记录/二.md 第1行 —— 缺少“原因”。改法：在开头两行 --- 之间加一行 原因: ……",
        ]
    );
    assert_eq!(
        Site::with_plan(&plan).page("活动/记录/一.md", good).on(date(2009, 1, 31)).warnings("W02"),
        [
            "提醒 W02 活动/单位.csv 第2行 j —— 甲嘎查有 1 人没有交“写体会”：样例丙。改法：补交后登记；不用交的，登记一条免除记录",
            "提醒 W02 活动/单位.csv 第3行 y —— 乙嘎查有 2 人没有交“写体会”：样例乙、样例丙。改法：补交后登记；不用交的，登记一条免除记录",
        ]
    );
}

#[test]
fn a_unit_adds_items_in_its_own_plan() {
    let plan = format!("{PLAN}\n[[记录类型]]\n名称 = \"单位方案\"\n用途 = \"单位方案\"\n");
    let own = "---\n标题: 甲嘎查方案\n单位: 甲嘎查\n日期: 2008-10-10\n自选事项:\n  - {名称: 自办讲座, 记录类型: 心得体会, 按: 单位, 次数: 2}\n---\n";
    let record = "---\n类型: 心得体会\n事项: 自办讲座\n单位: 甲嘎查\n日期: 2008-11-01\n---\n";
    let read = Site::with_plan(&plan)
        .page("活动/单位方案/甲嘎查.md", own)
        .page("活动/记录/一.md", record)
        .read();
    assert_eq!(lines(&read, "错误"), Vec::<String>::new());
    let item = &read.campaign.plan.items[1];
    assert_eq!(item.chosen_by.as_deref(), Some("j"));
    assert_eq!(item.needs[0].count, 2);
    assert_eq!(read.campaign.records[1].items, std::slice::from_ref(&item.id));
    assert_eq!(read.campaign.records[0].kind, "单位方案");
}

#[test]
fn a_text_shorter_than_the_plan_asks_is_an_error() {
    let plan = PLAN.replace("记录类型 = \"心得体会\"", "记录类型 = \"心得体会\"\n最少字数 = 1000");
    let text = "---\n类型: 心得体会\n事项: xie\n人员: p1\n日期: 2008-11-18\n字数: 800\n---\n";
    assert_eq!(
        Site::with_plan(&plan).page("活动/记录/一.md", text).errors(),
        [
            "错误 E03 活动/记录/一.md 第1行 —— 正文 800 字，少于方案要求的 1000 字。改法：补写到 1000 字，或写明 字数: ……"
        ]
    );
}

#[test]
fn an_exemption_is_as_short_as_its_reason() {
    let plan = PLAN.replace("记录类型 = \"心得体会\"", "记录类型 = \"心得体会\"\n最少字数 = 1000");
    let plan = format!("{plan}\n[[记录类型]]\n名称 = \"免除登记\"\n用途 = \"免除\"\n");
    let text = "---\n类型: 免除登记\n事项: 写体会\n人员: p1\n原因: 长期住院\n字数: 11\n状态: 已审核\n---\n";
    let site = Site::with_plan(&plan).page("活动/记录/一.md", text);
    assert_eq!(site.errors(), [""; 0]);
    let progress = site.read().progress;
    assert_eq!(progress.cell(|own| own.state == State::Exempt).exempt, 1);
}

#[test]
fn dates_outside_the_window_are_warnings() {
    let text = |day: &str, person: &str| {
        format!("---\n类型: 心得体会\n事项: xie\n人员: {person}\n日期: {day}\n状态: 已审核\n---\n")
    };
    assert_eq!(
        Site::sample()
            .page("活动/记录/一.md", &text("2008-09-18", "p1"))
            .page("活动/记录/二.md", &text("2009-01-02", "p2"))
            .on(date(2009, 1, 31))
            .warnings("W01"),
        [
            "提醒 W01 活动/记录/一.md 第1行 —— 日期 2008-09-18 早于“写体会”的时间（2008-10-01 至 2008-12-31），不算完成。改法：日期写错的，改成实际日期",
            "提醒 W01 活动/记录/二.md 第1行 —— 日期 2009-01-02 晚于“写体会”的时间（2008-10-01 至 2008-12-31），按迟交计。改法：日期写错的，改成实际日期",
        ]
    );
}
