//! Plans as they are typed.

use jiff::civil::date;
use proptest::prelude::*;

use super::super::read_plan_text;
use super::{PLAN, Site};
use yanxi_problem::Language;
use yanxi_problem::print::line;

fn errors(plan: &str) -> Vec<String> {
    read_plan_text("计划.toml", plan)
        .1
        .iter()
        .map(|diagnostic| line(diagnostic, Language::Chinese))
        .collect()
}

#[test]
fn chinese_keys_stand_bare_and_punctuation_may_be_full_width() {
    let (plan, problems) = read_plan_text(
        "计划.toml",
        "【活动】\n名称　＝　“样例“甲”活动” ＃ 说明\n试点 = 是\n开始：2008年10月1日\n结束 = 2008.12.31\n\n［［阶段］］\n编号 = ‘a’\n名称 = \"甲，【乙】阶段\"\n别名 = 【“一”，“二”、三】\n",
    );
    assert_eq!(problems, []);
    assert_eq!(plan.name, "样例“甲”活动");
    assert!(plan.pilot);
    assert_eq!(plan.dates.from, Some(date(2008, 10, 1)));
    assert_eq!(plan.dates.to, Some(date(2008, 12, 31)));
    assert_eq!(plan.stages[0].name, "甲，【乙】阶段");
    assert_eq!(plan.stages[0].aliases, ["一", "二", "三"]);
}

#[test]
fn english_keys_mean_the_same() {
    let (english, problems) = read_plan_text(
        "plan.toml",
        "[campaign]\nid = \"c\"\nname = \"样例\"\n[[stage]]\nid = \"s\"\nname = \"甲\"\ngrace_days = 7\n[[activity]]\nname = \"主题甲\"\nstage = \"甲\"\nkind = \"optional\"\n",
    );
    assert_eq!(problems, []);
    let (chinese, problems) = read_plan_text(
        "plan.toml",
        "[活动]\n编号 = \"c\"\n名称 = \"样例\"\n[[阶段]]\n编号 = \"s\"\n名称 = \"甲\"\n宽限天数 = 7\n[[主题活动]]\n名称 = \"主题甲\"\n阶段 = \"s\"\n性质 = \"自选\"\n",
    );
    assert_eq!(problems, []);
    assert_eq!(english.stages[0].dates, chinese.stages[0].dates);
    assert_eq!(english.activities[0].stage, chinese.activities[0].stage);
    assert_eq!(english.activities[0].kind, chinese.activities[0].kind);
}

#[test]
fn types_and_fields_say_who_may_see_them() {
    let (plan, problems) = read_plan_text(
        "计划.toml",
        "[活动]\n名称 = \"样例\"\n[[记录类型]]\n名称 = \"甲\"\n公开 = \"是\"\n字段 = [{名称 = \"一\", 内部 = true}, {名称 = \"二\", 公开 = \"内部\"}, {名称 = \"三\", 公开 = false}, {名称 = \"四\", 公开 = true}, {名称 = \"五\"}]\n[[记录类型]]\n名称 = \"乙\"\n公开 = false\n",
    );
    assert_eq!(problems, []);
    let internal: Vec<bool> =
        plan.record_types[0].fields.iter().map(|field| field.internal).collect();
    assert_eq!(internal, [true, true, true, false, false]);
    assert!(plan.record_types[0].public && !plan.record_types[1].public);
}

#[test]
fn an_empty_plan_is_one_error() {
    for text in ["", "\n\n", "# 只有说明\n"] {
        assert_eq!(
            errors(text),
            [
                "错误 E03 计划.toml —— 计划里没有写活动的名称。改法：在开头写两行：[活动] 和 名称 = \"……\""
            ]
        );
    }
}

#[test]
fn all_mistakes_of_a_plan_are_told_in_one_run() {
    assert_eq!(
        errors(
            "[活动]\n名称 = \"样例\"\n批此 = \"第一批\"\n\n[[阶段]]\n名称 = \"甲阶段\"\n开始 = \"2008-12-01\"\n结束 = \"2008-11-01\"\n\n[[环节]]\n名称 = \"甲环节\"\n阶段 = \"甲阶断\"\n\n[[阶断]]\n名称 = \"乙\"\n\n[[事项]]\n名称 = \"写\"\n按 = \"户\"\n次数 = \"几次\"\n开始 = \"2008-02-30\"\n"
        ),
        [
            "错误 R05 计划.toml 第14行 [[阶断]] —— 没有“阶断”这一项。改法：把“阶断”改成“阶段”",
            "错误 R05 计划.toml 第3行 批此 = \"第一批\" —— 没有“批此”这一项。改法：把“批此”改成“批次”",
            "错误 E04 计划.toml 第8行 结束 = \"2008-11-01\" —— 结束 2008-11-01 早于开始 2008-12-01。改法：把两个日期对调，或改正其中一个",
            "错误 E01 计划.toml 第12行 阶段 = \"甲阶断\" —— 方案里没有“甲阶断”这个阶段，最接近的是“甲阶段”。改法：把第12行的“甲阶断”改成“甲阶段”",
            "错误 E03 计划.toml 第19行 按 = \"户\" —— “按”不能写“户”。改法：改成 人、单位、负责人、全镇 之一",
            "错误 E04 计划.toml 第21行 开始 = \"2008-02-30\" —— “开始”的“2008-02-30”不是真实的日期。改法：写成 开始 = \"2008-12-25\" 的样子",
            "错误 E03 计划.toml 第20行 次数 = \"几次\" —— “次数”要写数字，不是“几次”。改法：写成 次数 = 3 的样子",
        ]
    );
}

#[test]
fn lines_that_cannot_be_read_hide_no_others() {
    let lines = errors(
        "[活动]\n名称 = \"样例\n主题 甲\n批次 = [1, \n\n[[阶段]]\n名称 = \"甲\"\n名称 = \"乙\"\n级别 = \"x\"\n",
    );
    assert!(
        lines.iter().any(|line| line
            .starts_with("错误 R04 计划.toml 第2行 名称 = \"样例 —— 这一行写法不对，读不懂。")),
        "{lines:#?}"
    );
    assert!(
        lines.contains(
            &"错误 R05 计划.toml 第9行 级别 = \"x\" —— 没有“级别”这一项。改法：把“级别”改成“环节”"
                .to_string()
        ) || lines.iter().any(|line| line.contains("第9行")),
        "{lines:#?}"
    );
    assert!(!lines.iter().any(|line| line.contains("没有写活动的名称")), "{lines:#?}");
}

#[test]
fn a_plan_may_have_no_stages() {
    let (plan, problems) = read_plan_text(
        "计划.toml",
        "名称 = \"样例学习\"\n[[主题活动]]\n编号 = \"a\"\n名称 = \"主题甲\"\n开始 = 2008-10-01\n结束 = 2008-10-31\n[[事项]]\n名称 = \"读\"\n活动 = \"主题甲\"\n次数 = 2\n",
    );
    assert_eq!(problems, []);
    assert_eq!(plan.name, "样例学习");
    assert!(plan.stages.is_empty());
    assert_eq!(plan.items[0].activity.as_deref(), Some("a"));
    assert_eq!(plan.items[0].needs[0].count, 2);
}

#[test]
fn two_activities_of_one_name_stay_apart_by_their_ids() {
    let two = "[活动]\n名称 = \"样例\"\n[[主题活动]]\n编号 = \"a\"\n名称 = \"主题甲\"\n区分 = \"学习\"\n[[主题活动]]\n编号 = \"b\"\n名称 = \"主题甲\"\n区分 = \"整改\"\n[[事项]]\n名称 = \"写\"\n活动 = ";
    assert_eq!(errors(&format!("{two}\"b\"\n")), Vec::<String>::new());
    assert_eq!(
        errors(&format!("{two}\"主题甲\"\n")),
        [
            "错误 E01 计划.toml 第13行 活动 = \"主题甲\" —— “主题甲”有两个：a（学习）、b（整改）。改法：把“主题甲”改成编号 a 或 b"
        ]
    );
    assert_eq!(
        errors(
            "[活动]\n名称 = \"样例\"\n[[主题活动]]\n名称 = \"主题甲\"\n[[主题活动]]\n名称 = \"主题甲\"\n"
        ),
        [
            "错误 E02 计划.toml 第6行 名称 = \"主题甲\" —— 名称“主题甲”已经用在 计划.toml 第4行，两条都没有编号，分不开。改法：给两条各写一个编号"
        ]
    );
}

#[test]
fn an_id_may_be_used_once() {
    assert_eq!(
        errors(
            "[活动]\n名称 = \"样例\"\n[[阶段]]\n编号 = \"a\"\n名称 = \"甲\"\n[[阶段]]\n编号 = \"a\"\n名称 = \"乙\"\n"
        ),
        [
            "错误 E02 计划.toml 第7行 编号 = \"a\" —— 编号“a”已经用在 计划.toml 第4行。改法：给这一条另写一个编号"
        ]
    );
}

#[test]
fn what_the_plan_leaves_open_may_repeat() {
    let (plan, problems) = read_plan_text(
        "计划.toml",
        "[活动]\n名称 = \"样例\"\n[[课题]]\n组 = \"几个问题\"\n名称 = \"待补充\"\n[[课题]]\n组 = \"几个问题\"\n名称 = \"待补充\"\n",
    );
    assert_eq!(problems, []);
    assert_ne!(plan.topics[0].id, plan.topics[1].id);
}

#[test]
fn declared_counts_are_compared_with_the_lists() {
    let plan = "[活动]\n名称 = \"样例\"\n[应列]\n阶段 = 2\n\"原则\" = 4\n[[阶段]]\n名称 = \"甲\"\n[[清单]]\n名称 = \"原则\"\n条目 = [\"一\", \"二\", \"三\"]\n[[主题活动]]\n名称 = \"主题甲\"\n应列事项 = 3\n[[指标]]\n名称 = \"道路\"\n数值 = 8\n单位 = \"条\"\n分项 = [{名称 = \"一\", 数值 = 3}, {名称 = \"二\", 数值 = 4}]\n";
    assert_eq!(
        Site::empty().file("活动/计划.toml", plan).warnings("W05"),
        [
            "提醒 W05 活动/计划.toml 第4行 阶段 = 2 —— “阶段”应有 2 项，列出了 1 项。改法：补上没有列出的；方案没有写的，来源写 待补充",
            "提醒 W05 活动/计划.toml 第5行 \"原则\" = 4 —— “原则”应有 4 项，列出了 3 项。改法：补上没有列出的；方案没有写的，来源写 待补充",
            "提醒 W05 活动/计划.toml 第11行 [[主题活动]] —— “主题甲”应有 3 项，列出了 0 项。改法：补上没有列出的；方案没有写的，来源写 待补充",
            "提醒 W05 活动/计划.toml 第14行 [[指标]] —— “道路”的分项合计 7条，总数却是 8条。改法：改正分项或总数",
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_text_makes_the_reader_panic(text in "[-＝=“”\"'‘【】\\[\\]{}，,、。.#＃ \n阶段名称编号活动a0-9%％/:：\\\\]{0,120}") {
        let (_, problems) = read_plan_text("计划.toml", &text);
        let lines = text.split('\n').count();
        for problem in problems {
            prop_assert!(problem.place.line.is_none_or(|line| (1..=lines).contains(&line)));
        }
    }

    #[test]
    fn a_mutilated_plan_is_read_all_the_same(from in 0_usize..400, length in 0_usize..40, put in "[\"“=\\[\\]{}甲a\n]{0,3}") {
        let mut characters: Vec<char> = PLAN.chars().collect();
        let from = from.min(characters.len());
        let to = (from + length).min(characters.len());
        characters.splice(from..to, put.chars());
        let text: String = characters.into_iter().collect();
        let (_, problems) = read_plan_text("计划.toml", &text);
        let lines = text.split('\n').count();
        for problem in problems {
            prop_assert!(problem.place.line.is_none_or(|line| (1..=lines).contains(&line)));
        }
    }
}

#[test]
fn a_criterion_may_apply_to_several_classes_and_audiences() {
    let (plan, problems) = read_plan_text(
        "计划.toml",
        "[活动]\n名称 = \"样例\"\n[[单位类别]]\n编号 = \"jg\"\n名称 = \"镇机关\"\n[[单位类别]]\n名称 = \"二级站所\"\n[[人员类别]]\n名称 = \"党员\"\n\
         [[把关]]\n名称 = \"甲关\"\n标准 = [{内容 = \"一\", 适用 = [\"镇机关\", \"二级站所\"]}, {内容 = \"二\", 适用 = \"二级站所、党员\"}, \"三\"]\n\
         [[清单]]\n名称 = \"要求\"\n条目 = [{名称 = \"其一\", 适用 = [\"党员\", \"jg\"]}]\n",
    );
    assert_eq!(problems, []);
    let applies: Vec<&[String]> =
        plan.gates[0].criteria.iter().map(|own| own.applies_to.as_slice()).collect();
    assert_eq!(applies, [&["jg", "二级站所"][..], &["二级站所", "党员"], &[]]);
    assert_eq!(plan.lists[0].entries[0].applies_to, ["党员", "jg"]);
}

#[test]
fn an_item_may_belong_to_a_stage_or_step_without_an_activity() {
    let (plan, problems) = read_plan_text(
        "计划.toml",
        "[活动]\n名称 = \"样例\"\n开始 = 2008-10-01\n结束 = 2008-12-31\n\
         [[阶段]]\n名称 = \"甲\"\n开始 = 2008-10-01\n结束 = 2008-10-31\n[[阶段]]\n名称 = \"乙\"\n开始 = 2008-11-01\n结束 = 2008-11-30\n\
         [[环节]]\n名称 = \"乙一\"\n阶段 = \"乙\"\n开始 = 2008-11-01\n结束 = 2008-11-10\n\
         [[主题活动]]\n名称 = \"主题\"\n阶段 = \"甲\"\n\
         [[事项]]\n名称 = \"一\"\n阶段 = \"乙\"\n[[事项]]\n名称 = \"二\"\n环节 = \"乙一\"\n[[事项]]\n名称 = \"三\"\n主题活动 = \"主题\"\n[[事项]]\n名称 = \"四\"\n主题活动 = \"主题\"\n阶段 = \"乙\"\n",
    );
    assert_eq!(problems, []);
    let stages: Vec<&str> = plan
        .items
        .iter()
        .map(|item| plan.stage_of_item(item).map_or("", |stage| stage.name.as_str()))
        .collect();
    assert_eq!(stages, ["乙", "乙", "甲", "乙"]);
    let days: Vec<_> = plan.items.iter().map(|item| plan.window_of_item(item).to).collect();
    let of = |month, day| Some(date(2008, month, day));
    assert_eq!(days, [of(11, 30), of(11, 10), of(10, 31), of(11, 30)]);
}

#[test]
fn what_lies_outside_the_days_of_what_it_belongs_to_is_told() {
    let plan = "[活动]\n名称 = \"样例活动\"\n开始 = 2008-10-01\n结束 = 2008-12-31\n\n[[阶段]]\n名称 = \"学习\"\n开始 = 2008-09-01\n结束 = 2008-10-31\n\n[[阶段]]\n名称 = \"整改\"\n开始 = 2008-11-01\n结束 = 2009-12-31\n\n[[环节]]\n名称 = \"动员\"\n阶段 = \"学习\"\n开始 = 2008-09-01\n结束 = 2008-11-05\n\n[[记录类型]]\n名称 = \"心得\"\n\n[[事项]]\n名称 = \"写心得\"\n阶段 = \"学习\"\n开始 = 2008-10-01\n结束 = 2008-12-31\n\n[[事项]]\n名称 = \"写总结\"\n开始 = 2008-10-01\n结束 = 2080-12-31\n";
    assert_eq!(
        Site::empty().file("活动/计划.toml", plan).warnings("E04"),
        [
            "提醒 E04 活动/计划.toml 第6行 [[阶段]] —— “学习”2008-09-01 开始，整个活动2008-10-01 才开始。改法：核对这两个日期，改正写错的一个",
            "提醒 E04 活动/计划.toml 第11行 [[阶段]] —— “整改”2009-12-31 结束，整个活动2008-12-31 就结束了。改法：核对这两个日期，改正写错的一个",
            "提醒 E04 活动/计划.toml 第16行 [[环节]] —— “动员”2008-11-05 结束，阶段“学习”2008-10-31 就结束了。改法：核对这两个日期，改正写错的一个",
            "提醒 E04 活动/计划.toml 第31行 [[事项]] —— “写总结”2080-12-31 结束，整个活动2008-12-31 就结束了。改法：核对这两个日期，改正写错的一个",
        ],
        "an item may take longer than its stage"
    );
}
