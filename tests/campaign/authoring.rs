//! A newcomer's first minutes: `init`, then a build, then a record of one's own.

use yanxi::authoring::{NewRecord, init, new_record};
use yanxi::exit_status::ExitStatus;
use yanxi::model::Edition;
use yanxi_problem::print::line;
use yanxi_problem::{Language, Severity};

use super::built::{Built, words};

fn today() -> jiff::civil::Date {
    jiff::civil::date(2026, 11, 23)
}

#[test]
fn the_starter_builds_without_a_problem_in_both_languages_and_editions() {
    for language in [Language::Chinese, Language::English] {
        let folder = tempfile::tempdir().expect("a folder");
        init(folder.path(), language, today()).expect("a starter");
        for edition in [Edition::Public, Edition::Internal] {
            let built = Built::of(folder.path(), edition);
            assert_eq!(built.outcome.ending, ExitStatus::Done, "{:#?}", built.messages());
            let problems: Vec<_> = built
                .outcome
                .diagnostics
                .iter()
                .filter(|problem| problem.severity != Severity::Note)
                .collect();
            assert!(problems.is_empty(), "{:#?}", built.messages());
        }
    }
}

#[test]
fn nothing_is_written_into_a_folder_with_something_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("我的.txt"), "在").expect("a file");
    let problem = init(folder.path(), Language::Chinese, today()).expect_err("a refusal");
    assert!(line(&problem, Language::Chinese).contains("这个文件夹里已经有东西，没有写入"));
    assert_eq!(super::built::files(folder.path()), ["我的.txt"]);
}

#[test]
fn a_new_record_has_the_fields_of_its_type_and_never_replaces_one() {
    let folder = tempfile::tempdir().expect("a folder");
    init(folder.path(), Language::Chinese, today()).expect("a starter");
    let asked = NewRecord {
        folder: folder.path().to_path_buf(),
        kind: "学习会".into(),
        unit: Some("甲嘎查".into()),
        items: vec!["开一次学习会".into()],
        people: vec!["样例丙".into()],
        title: Some("冬前学习会".into()),
        ..NewRecord::default()
    };
    let first = new_record(&asked, today()).expect("a record");
    let second = new_record(&asked, today()).expect("another record");
    assert_ne!(first, second);
    let text = std::fs::read_to_string(&first).expect("a file");
    for expected in [
        "类型: 学习会",
        "事项: 开一次学习会",
        "单位: 甲嘎查",
        "人员: 样例丙",
        "状态: 草稿",
        "地点:",
        "主持人: # 必填",
        "应到: # 数字",
    ] {
        assert!(text.contains(expected), "{text}");
    }
    let filled = text.replace("主持人: # 必填", "主持人: 样例丙");
    std::fs::write(&first, filled).expect("a file");
    std::fs::remove_file(&second).expect("no second record");
    let built = Built::of(folder.path(), Edition::Internal);
    assert_eq!(built.outcome.ending, ExitStatus::Done, "{:#?}", built.messages());
    assert!(built.pages.values().any(|html| words(html).contains("冬前学习会")));
}

#[test]
fn names_that_are_nearly_right_are_offered() {
    let folder = tempfile::tempdir().expect("a folder");
    init(folder.path(), Language::Chinese, today()).expect("a starter");
    let asked = NewRecord {
        folder: folder.path().to_path_buf(),
        kind: "学习惠".into(),
        unit: Some("甲嘎差".into()),
        ..NewRecord::default()
    };
    let problems = new_record(&asked, today()).expect_err("two problems");
    let lines: Vec<String> =
        problems.iter().map(|problem| line(problem, Language::Chinese)).collect();
    assert_eq!(
        lines,
        [
            "错误 E01 学习惠 —— 没有叫“学习惠”的记录类型。改法：改成“学习会”再试",
            "错误 E01 甲嘎差 —— 没有叫“甲嘎差”的单位。改法：改成“甲嘎查”再试",
        ]
    );
}
