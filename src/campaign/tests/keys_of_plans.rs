//! Keys of plans that are not quite right: what is named is the key that was meant, or all that may stand there.

use super::super::read_plan_text;
use yanxi_problem::Language;
use yanxi_problem::print::line;

/// What is said of a plan in which a line stands in a stage.
fn of_stage(line_of_stage: &str) -> String {
    said(&format!("[活动]\n名称 = \"样例\"\n[[阶段]]\n名称 = \"甲\"\n{line_of_stage}\n"))
}

fn said(plan: &str) -> String {
    let lines: Vec<String> = read_plan_text("计划.toml", plan)
        .1
        .iter()
        .map(|diagnostic| line(diagnostic, Language::Chinese))
        .collect();
    lines.join("\n")
}

#[test]
fn one_wrong_or_missing_character_is_put_right() {
    assert_eq!(
        of_stage("宽限日数 = 5"),
        "错误 R05 计划.toml 第5行 宽限日数 = 5 —— 没有“宽限日数”这一项。改法：把“宽限日数”改成“宽限天数”"
    );
    for (wrong, right) in
        [("宽限天", "宽限天数"), ("开始曰期", "开始日期"), ("grace_day", "grace_days")]
    {
        let said = of_stage(&format!("{wrong} = 5"));
        assert!(said.contains(&format!("改法：把“{wrong}”改成“{right}”")), "{said}");
    }
    let rating = |line: &str| {
        said(&format!(
            "[活动]\n名称 = \"样例\"\n[[测评规则]]\n名称 = \"甲\"\n等次 = [\"好\"]\n权重 = [1]\n{line}\n"
        ))
    };
    for (wrong, right) in [("及格线", "合格线"), ("补考类型", "补课类型")] {
        let said = rating(&format!("{wrong} = 5"));
        assert!(said.ends_with(&format!("改法：把“{wrong}”改成“{right}”")), "{said}");
    }
    let item = |need: &str| {
        said(&format!(
            "[活动]\n名称 = \"样例\"\n[[人员类别]]\n名称 = \"党员\"\n[[事项]]\n名称 = \"写\"\n要求 = [{{{need}}}]\n"
        ))
    };
    for (need, right) in [("人员类型 = \"党员\"", "人员类别"), ("最小字数 = 800", "最少字数")]
    {
        let said = item(need);
        assert!(said.ends_with(&format!("改成“{right}”")), "{said}");
    }
}

#[test]
fn what_is_half_alike_is_named_beside_all_keys_of_the_table() {
    assert_eq!(
        of_stage("结朿 = 2026-11-30"),
        "错误 R05 计划.toml 第5行 结朿 = 2026-11-30 —— 没有“结朿”这一项，最接近的是“结束”。改法：把“结朿”改成“结束”；不是这个意思的，改成这里可以写的另一项：编号、名称、别名、宽限天数、开始、结束、时间说明、说明、来源、出处"
    );
    let said_of_campaign = said("[活动]\n名称 = \"样例\"\n公开汇总 = 是\n");
    assert!(said_of_campaign.contains("把“公开汇总”改成“公开合计”；"), "{said_of_campaign}");
    let target = said("[活动]\n名称 = \"样例\"\n[[指标]]\n名称 = \"甲\"\n目标值 = 96\n");
    assert!(target.contains("把“目标值”改成“数值”；"), "{target}");
}

#[test]
fn what_is_like_no_key_is_never_only_to_be_deleted() {
    let said_of_stage = of_stage("颜色 = \"红\"");
    assert!(
        said_of_stage.ends_with("改法：改成这里可以写的项：编号、名称、别名、宽限天数、开始、结束、时间说明、说明、来源、出处；都不是的，删去“颜色”"),
        "{said_of_stage}"
    );
    let english = of_stage("colour = \"red\"");
    assert!(english.contains("id、name、aliases、grace_days、from、to、date_text"), "{english}");
    let table = said("[活动]\n名称 = \"样例\"\n[[颜色]]\n名称 = \"红\"\n");
    assert!(table.contains("可以写的项：活动、应列、版本、阶段、环节、"), "{table}");
    let other_name = said("[活动]\n名称 = \"样例\"\n[别名]\n颜色 = [\"色\"]\n");
    assert!(
        other_name.contains("计划里没有“颜色”这个名称或取值。改法：改成计划里的"),
        "{other_name}"
    );
}

#[test]
fn a_day_that_no_calendar_has_is_no_line_that_cannot_be_read() {
    assert_eq!(
        of_stage("结束 = 2026-11-31"),
        "错误 E04 计划.toml 第5行 结束 = 2026-11-31 —— “结束”的“2026-11-31”不是真实的日期。改法：写成 结束 = \"2008-12-25\" 的样子"
    );
    assert_eq!(of_stage("结束 = 2026-9-1"), "");
    assert_eq!(of_stage("结束 = 2026-11-30"), "");
}

#[test]
fn tables_of_which_there_may_be_many_are_to_be_written_as_such() {
    let stages = |first: &str, second: &str| {
        said(&format!(
            "[活动]\n名称 = \"样例\"\n{first}\n名称 = \"甲\"\n开始 = 2026-10-01\n{second}\n名称 = \"乙\"\n开始 = 2026-11-01\n"
        ))
    };
    for (first, second, name) in [
        ("[阶段]", "[阶段]", "阶段"),
        ("[阶段]", "[[阶段]]", "阶段"),
        ("[[阶段]]", "[阶段]", "阶段"),
        ("【阶段】", "［阶段］", "阶段"),
        ("[stage]", "[stage]", "stage"),
        ("[事项]", "[事项]", "事项"),
    ] {
        let said = stages(first, second);
        assert!(said.starts_with("错误 R04 计划.toml 第6行 "), "{said}");
        assert!(
            said.ends_with(&format!("改法：每一处的 [{name}] 都改成 [[{name}]]"))
                && !said.contains('\n'),
            "{first} {second}: {said}"
        );
    }
    assert_eq!(stages("[[阶段]]", "[[阶段]]"), "");
    let expect = said("[活动]\n名称 = \"样例\"\n[应列]\n阶段 = 0\n[应列]\n环节 = 0\n");
    assert!(expect.ends_with("改法：合成一个 [应列]，各项都写在它下面"), "{expect}");
    let campaign = said("[活动]\n名称 = \"样例\"\n[活动]\n名称 = \"自学\"\n");
    assert!(campaign.contains("这一处是主题实践活动的，改成 [[主题实践活动]]；"), "{campaign}");
    let key = said(
        "[活动]\n名称 = \"样例\"\n[[阶段]]\n名称 = \"甲\"\n[[阶段]]\n名称 = \"乙\"\n名称 = \"丙\"\n",
    );
    assert!(key.starts_with("错误 R04 计划.toml 第7行 ") && key.ends_with("两处只留一处"), "{key}");
}

#[test]
fn a_count_is_held_against_tables_and_lists_and_a_role_against_all_roles() {
    let expect = |line: &str| {
        said(&format!("[活动]\n名称 = \"样例\"\n[应列]\n{line}\n[[清单]]\n名称 = \"五件事\"\n"))
    };
    for (wrong, right) in [("阶断", "阶段"), ("主题实践活劝", "主题实践活动"), ("五件亊", "五件事")]
    {
        let said = expect(&format!("{wrong} = 1"));
        assert!(said.ends_with(&format!("改法：把第4行的“{wrong}”改成“{right}”")), "{said}");
    }
    let other = expect("颜色 = 1");
    assert!(other.contains("其中的一个：五件事、阶段、环节、"), "{other}");
    let role = said("[活动]\n名称 = \"样例\"\n[[记录类型]]\n名称 = \"甲\"\n用途 = \"办实事\"\n");
    assert!(role.contains("、实事、") && role.ends_with("、说明 之一"), "{role}");
}
