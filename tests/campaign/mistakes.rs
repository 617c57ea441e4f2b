//! Folders with mistakes: everything is told in one run, nothing is lost, the internal edition is built all the same.

use yanxi::exit_status::ExitStatus;
use yanxi::model::Edition;

use super::built::{Built, folder_of, words};

const PLAN: &str = r#"
[活动]
编号 = "a"
名称 = "样例活动"
开始 = 2026-09-01
结束 = 2026-12-31

[[事项]]
编号 = "s1"
名称 = "写心得"
记录类型 = "心得"
按 = "人"

[[记录类型]]
编号 = "xinde"
名称 = "心得"
字段 = [{ 名称 = "题目", 必填 = true }]
"#;
const UNITS: &str = "编号,名称,类别,第一责任人,领导机构\nu1,甲嘎查,村,样例甲,领导小组\n";
const PEOPLE: &str = "编号,姓名,单位,身份\np1,样例甲,甲嘎查,党员\np2,样例乙,甲嘎查,党员\n";

fn site(record: &str) -> tempfile::TempDir {
    folder_of(&[
        ("yanxi.toml", "format = 1\ntitle = \"样例\"\n"),
        ("content/_index.md", "---\n标题: 样例\n---\n\n正文。\n"),
        ("content/活动/计划.toml", PLAN),
        ("content/活动/单位.csv", UNITS),
        ("content/活动/人员.csv", PEOPLE),
        ("content/活动/记录/心得.md", record),
    ])
}

#[test]
fn three_problems_of_one_record_are_told_in_one_run_and_it_is_listed_as_faulty() {
    let folder = site(
        "---\n类型: 心得\n事项: 写新得\n单位: 甲嘎差\n人员: 样例甲\n日期: 2026-13-40\n题目: 甲\n状态: 已审核\n---\n\n正文。\n",
    );
    let internal = Built::of(folder.path(), Edition::Internal);
    let errors: Vec<String> =
        internal.messages().into_iter().filter(|message| message.starts_with("错误")).collect();
    assert_eq!(errors.len(), 3, "{errors:#?}");
    for (line, near) in [("第3行", "写心得"), ("第4行", "甲嘎查"), ("第6行", "日期")]
    {
        assert!(
            errors.iter().any(|error| error.contains(line) && error.contains(near)),
            "{line} {near}: {errors:#?}"
        );
    }
    assert!(internal.outcome.published);
    assert_eq!(internal.outcome.ending, ExitStatus::ContentErrors);
    let all: String = internal.pages.values().map(|html| words(html)).collect();
    assert!(all.contains("有误"), "the faulty record is nowhere");
    let public = Built::of(folder.path(), Edition::Public);
    assert!(public.outcome.published);
    assert_eq!(public.outcome.ending, ExitStatus::ContentErrors);
    assert_eq!(public.pages.keys().filter(|path| path.contains("xin-de")).count(), 0);
}

#[test]
fn an_empty_plan_is_an_error_and_the_rest_of_the_folder_is_checked() {
    let folder = folder_of(&[
        ("content/_index.md", "---\n标题: 样例\n---\n\n[没有](没有.md)\n"),
        ("yanxi.toml", "format = 1\n"),
        ("content/活动/计划.toml", ""),
    ]);
    let built = Built::of(folder.path(), Edition::Internal);
    let messages = built.messages();
    assert!(messages.iter().any(|message| message.contains("计划.toml")), "{messages:#?}");
    assert!(messages.iter().any(|message| message.contains("E13")), "{messages:#?}");
}
