//! Every code has an explanation, an example that triggers it, and a good one that nothing at all is wrong with.

use super::{BASE, EVERY_RULE, checked, messages};
use crate::rules::{Found, RULES, explain};
use yanxi_problem::{Code, Language, Severity, Stops};

#[test]
fn nothing_is_wrong_with_the_folder_that_examples_add_to() {
    assert_eq!(messages(&[], None, Language::Chinese), Vec::<String>::new());
}

#[test]
fn every_bad_example_shows_its_rule_and_every_good_one_nothing() {
    for rule in RULES {
        let code = rule.code;
        let settings = if code == Code::E12 { EVERY_RULE } else { BASE[0] };
        let with_settings = |files: &[(&'static str, &'static str)]| [&[settings], files].concat();
        let bad = checked(&with_settings(rule.bad.files)).diagnostics;
        let all: Vec<_> = bad.iter().map(|problem| problem.code).collect();
        assert!(all.contains(&code), "{code} bad: {bad:#?}");
        // Who takes part in nothing has of course not handed in what is asked.
        let along = if code == Code::W14 { Code::W02 } else { code };
        assert!(
            all.iter().all(|other| [code, along].contains(other)),
            "{code}: the bad example shows other rules too: {bad:#?}"
        );
        assert!(
            bad.iter().any(|problem| problem.severity == rule.code.severity()),
            "{code}: {bad:#?}"
        );
        let good = messages(&with_settings(rule.good.files), None, Language::Chinese);
        assert_eq!(good, Vec::<String>::new(), "{code} good");
    }
}

#[test]
fn examples_name_files_of_the_same_kind_and_differ() {
    for rule in RULES {
        assert!(!rule.bad.files.is_empty() && !rule.good.files.is_empty());
        assert_ne!(rule.bad.files, rule.good.files, "{}", rule.code);
        assert!(
            !rule.bad.files.iter().any(|(path, _)| *path == BASE[0].0),
            "{}: an example that sets the severity shows nothing",
            rule.code
        );
    }
}

#[test]
fn codes_are_in_order_and_each_has_its_words() {
    let codes: Vec<Code> = RULES.iter().map(|rule| rule.code).collect();
    let mut sorted = codes.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(codes, sorted);
    for rule in RULES {
        let code = rule.code;
        let is_error = code.name().starts_with('E');
        assert_eq!(rule.code.severity() == Severity::Error, is_error, "{code}");
        assert_eq!(rule.code.stops() == Stops::Nothing, !is_error, "{code}");
        let purpose = code.purpose(Language::Chinese);
        for word in ["front matter", "parse", "schema"] {
            assert!(!purpose.contains(word), "{code}");
        }
    }
    let ruled: Vec<Code> = Code::ALL.iter().copied().filter(|code| code.is_rule()).collect();
    assert_eq!(codes, ruled, "every rule has its examples");
    let fixed: Vec<Code> = RULES
        .iter()
        .filter(|rule| rule.code.stops() == Stops::PublicBuild)
        .map(|rule| rule.code)
        .collect();
    assert!(
        fixed
            .iter()
            .all(|code| [Code::E05, Code::E06, Code::E07, Code::E14, Code::E15].contains(code))
            && fixed.contains(&Code::E14),
        "{fixed:?}"
    );
}

#[test]
fn a_rule_is_explained_with_both_examples() {
    assert_eq!(
        explain::code("w05", Language::Chinese),
        Ok("W05 说有多少，和列出来的对不上（提醒）

方案说“十六个环节”，列出来的就应当是那么多。没有收到内容的，来源写 待补充，也占一个位置。

不对的例子
  计划.toml
    | [应列]
    | 阶段 = 3

对的例子
  计划.toml
    | [应列]
    | 阶段 = 2

这条规则不适合你们的，在 yanxi.toml 里写明理由改级别（off 不查、warning 提醒、error 错误）：
  [check]
  W05 = {severity = \"off\", reason = \"……\"}
"
        .to_string())
    );
    let english = explain::code("E14", Language::English).expect("a rule");
    assert!(
        english.starts_with("E14 a public page refers to an internal one (error, stops building the public edition)\n")
            && english.ends_with("The severity of this rule cannot be set.\n"),
        "{english}"
    );
}

#[test]
fn an_unknown_code_names_the_nearest_and_form_problems_are_told_apart() {
    assert_eq!(
        explain::code("W5", Language::Chinese),
        Err("没有“W5”这条规则，最接近的是 W05；yanxi explain 列出全部".into())
    );
    let form = explain::code("R05", Language::English).expect("a code");
    assert!(
        form.starts_with("R05 an unknown key, or one written twice (error)\n")
            && form.contains("problem of form"),
        "{form}"
    );
    let list = explain::list(Language::Chinese);
    assert_eq!(list.lines().count(), Code::ALL.len() + 1);
    assert!(
        list.starts_with("E01 没有这个单位、人员、事项、类型或阶段（错误，有它不能发布）\n"),
        "{list}"
    );
}

#[test]
fn what_is_wrong_with_a_review_is_said_with_what_to_run() {
    let page =
        |path: &'static str, review: &str| (path, format!("---\n标题: 样\n{review}---\n正文。\n"));
    let pages = [
        page("一.md", ""),
        page("二 三.md", "审核: {日期: 2026-11-20}\n"),
        page("四.md", "审核: {人: 张样, 日期: 某天}\n"),
        page("五.md", "审核: {人: 张样, 日期: 2026-11-20}\n"),
        page("六.md", "审核: {人: 张样, 日期: 2026-11-20, 校验: 0000}\n"),
        page("七.md", "公开: 内部\n"),
        page("八.md", "草稿: 是\n"),
    ];
    let mut files: Vec<(&str, &str)> = vec![EVERY_RULE];
    files.extend(pages.iter().map(|(path, text)| (*path, text.as_str())));
    assert_eq!(
        messages(&files, Code::E12, Language::Chinese),
        [
            "错误 E12 . —— 公开的页面有 2 篇还没有审核，另有 1 篇审核以后改动过：_index.md、一.md、六.md。改法：看过以后运行 yanxi review . --by 审核人的姓名；逐篇列出用 yanxi review --list",
            "错误 E12 二 三.md 第3行 审核: {日期: 2026-11-20} —— 审核没有写是谁审核的。改法：审核后运行 yanxi review \"二 三.md\" --by 审核人的姓名",
            "错误 E12 五.md 第3行 审核: {人: 张样, 日期: 2026-11-20} —— 审核没有校验，看不出审核的是不是现在的文字。改法：审核后运行 yanxi review 五.md --by 审核人的姓名",
            "错误 E12 四.md 第3行 审核: {人: 张样, 日期: 某天} —— 审核没有写日期，或日期不对。改法：审核后运行 yanxi review 四.md --by 审核人的姓名",
        ]
    );
    let english = messages(&files, Code::E12, Language::English);
    assert_eq!(
        english[0],
        "error E12 . -- 2 public pages have no review and 1 changed since: _index.md, 一.md, 六.md. Fix: look them through, then run yanxi review . --by NAME; yanxi review --list names each"
    );
}

#[test]
fn a_rule_says_nothing_of_other_codes() {
    for rule in RULES {
        if let Found::By(_, problems) = rule.found {
            let codes: Vec<Code> = problems().iter().map(|problem| problem.code).collect();
            assert!(!codes.is_empty(), "{}", rule.code);
            assert!(codes.iter().all(|code| *code == rule.code), "{}: {codes:?}", rule.code);
        }
    }
}
