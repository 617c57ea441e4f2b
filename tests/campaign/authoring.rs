//! A newcomer's first minutes: `init`, then a build, then a record of one's own.

use yanxi::authoring::{Answers, NewRecord, init, new_record};
use yanxi::campaign::units_of;
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
        init(folder.path(), language, today(), &Answers::default()).expect("a starter");
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
fn a_site_begun_with_units_of_a_workbook_has_no_invented_ones_and_no_problem() {
    let office = tempfile::tempdir().expect("a folder");
    let table = office.path().join("全镇单位名单.csv");
    std::fs::write(&table, "样例镇单位名单,,\n单位名称,类别,第一责任人,领导机构\n样例镇机关,机关,样例甲,\"组,长\"\n甲嘎查,嘎查,样例乙,小组\n乙嘎查,嘎查,样例丙,小组\n").expect("a table");
    let file = yanxi_reading::OtherFile {
        path: "全镇单位名单.csv".into(),
        shown_path: "全镇单位名单.csv".into(),
        absolute: table,
        size: 100,
    };
    let (units, problems) = units_of(&file);
    assert_eq!((units.len(), problems.len()), (3, 0), "{problems:?}");
    for language in [Language::Chinese, Language::English] {
        let folder = office.path().join(format!("{language:?}"));
        let answers = Answers {
            title: Some("样例镇 \"资料\" \\ 库".into()),
            campaign: Some("样例活动".into()),
            from: Some(jiff::civil::date(2026, 11, 1)),
            to: Some(jiff::civil::date(2027, 1, 31)),
            units: units.clone(),
        };
        let begun = init(&folder, language, today(), &answers).expect("a site");
        assert_eq!(begun.units, 3);
        assert_eq!(begun.told(language, "…").len(), 3);
        let all: String = super::built::files(&folder)
            .iter()
            .map(|path| std::fs::read_to_string(folder.join(path)).expect("a text"))
            .collect();
        assert!(all.contains("甲嘎查,嘎查,样例乙,小组,") && all.contains("\"组,长\""), "{all}");
        assert!(!all.contains("Sample office") && !all.contains("%"), "{all}");
        for edition in [Edition::Public, Edition::Internal] {
            let built = Built::of(&folder, edition);
            assert_eq!(built.outcome.ending, ExitStatus::Done, "{:#?}", built.messages());
            let told: Vec<_> = built
                .outcome
                .diagnostics
                .iter()
                .filter(|problem| problem.severity != Severity::Note)
                .collect();
            assert!(told.is_empty(), "{:#?}", built.messages());
        }
    }
    let turned = Answers {
        from: Some(jiff::civil::date(2026, 12, 1)),
        to: Some(jiff::civil::date(2026, 11, 1)),
        ..Answers::default()
    };
    let problem = init(&office.path().join("别的"), Language::Chinese, today(), &turned);
    assert!(line(&problem.expect_err("a refusal"), Language::Chinese).contains("晚于"));
}

#[test]
fn columns_of_the_list_of_units_that_a_roster_does_not_have_are_named_and_stages_follow_each_other()
{
    let office = tempfile::tempdir().expect("a folder");
    let table = office.path().join("名单.csv");
    std::fs::write(
        &table,
        "序号,单位名称,单位性质,负责人,曾用名\n1,甲嘎查,村,样例乙,老甲村\n2,样例镇机关,机关,样例甲,\n",
    )
    .expect("a table");
    let file = yanxi_reading::OtherFile {
        path: "名单.csv".into(),
        shown_path: "名单.csv".into(),
        absolute: table,
        size: 100,
    };
    let answers = Answers {
        from: Some(jiff::civil::date(2027, 6, 1)),
        to: Some(jiff::civil::date(2027, 6, 30)),
        units: units_of(&file).0,
        ..Answers::default()
    };
    let folder = office.path().join("站");
    let begun = init(&folder, Language::Chinese, today(), &answers).expect("a site");
    let not_taken = begun.not_taken(Language::Chinese).unwrap_or_default();
    assert!(not_taken.starts_with("名单里的这几列没有用：单位性质、负责人。"), "{not_taken}");
    let text = |path: &str| {
        std::fs::read_to_string(folder.join("content/学习活动").join(path)).expect("a text")
    };
    assert!(
        text("单位.csv").contains("联系领导,曾用名\n,甲嘎查,,,,,老甲村\n"),
        "{}",
        text("单位.csv")
    );
    let plan = text("计划.toml");
    assert!(plan.contains("结束 = 2027-06-15") && plan.contains("开始 = 2027-06-16"), "{plan}");
}

#[test]
fn nothing_is_written_into_a_folder_with_something_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("我的.txt"), "在").expect("a file");
    let problem = init(folder.path(), Language::Chinese, today(), &Answers::default())
        .expect_err("a refusal");
    assert!(line(&problem, Language::Chinese).contains("这个文件夹里已经有东西，没有写入"));
    assert_eq!(super::built::files(folder.path()), ["我的.txt"]);
}

#[test]
fn a_new_record_has_the_fields_of_its_type_and_never_replaces_one() {
    let folder = tempfile::tempdir().expect("a folder");
    init(folder.path(), Language::Chinese, today(), &Answers::default()).expect("a starter");
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
    init(folder.path(), Language::Chinese, today(), &Answers::default()).expect("a starter");
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

#[test]
fn a_new_record_has_what_the_pages_of_its_role_show_and_lies_where_such_records_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = "[活动]\n名称 = \"样例活动\"\n[[把关]]\n名称 = \"甲关\"\n\
        [[记录类型]]\n名称 = \"把关结论\"\n用途 = \"把关\"\n字段 = [{名称 = \"结论\", 必填 = \"是\"}]\n\
        [[记录类型]]\n名称 = \"补课登记\"\n用途 = \"补课\"\n\
        [[记录类型]]\n名称 = \"工作方案\"\n用途 = \"单位方案\"\n";
    for (path, text) in [("活动/计划.toml", plan), ("活动/单位.csv", "名称\n甲嘎查\n")]
    {
        let path = folder.path().join("content").join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        std::fs::write(path, text).expect("a file");
    }
    let made = |kind: &str| {
        let asked = NewRecord {
            folder: folder.path().to_path_buf(),
            kind: kind.into(),
            ..NewRecord::default()
        };
        let path = new_record(&asked, today()).expect("a record");
        (std::fs::read_to_string(&path).expect("a file"), path)
    };
    let (verdict, _) = made("把关结论");
    assert!(verdict.contains("结论: # 必填\n"), "{verdict}");
    assert!(verdict.contains("关口: # 计划里的：甲关\n"), "{verdict}");
    // One of the plan's own is not asked for twice under its usual name.
    assert!(!verdict.contains("把关结论: "), "{verdict}");
    let (make_up, _) = made("补课登记");
    assert!(make_up.contains("对应测评: # 另一条记录的编号或标题\n"), "{make_up}");
    assert!(make_up.contains("时限: # 如 2026-11-23\n"), "{make_up}");
    let (unit_plan, path) = made("工作方案");
    assert!(unit_plan.contains("报送日期: # 如 2026-11-23\n"), "{unit_plan}");
    assert!(path.parent().is_some_and(|folder| folder.ends_with("单位方案")), "{path:?}");
}
