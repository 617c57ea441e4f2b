//! Registers in which no record names an item: where an item asks for such records, they count for nothing, and that is
//! told once, with what to write.

use jiff::civil::date;

use super::{PLAN, Site};

const TWO_ITEMS: &str = r#"
[[记录类型]]
名称 = "会议记录"

[[记录类型]]
名称 = "工作日志"

[[事项]]
名称 = "集中学习"
记录类型 = ["会议记录", "心得体会"]
按 = "单位"
"#;

fn site() -> Site {
    Site::with_plan(&format!("{PLAN}{TWO_ITEMS}")).on(date(2009, 1, 5))
}

#[test]
fn a_register_without_a_column_for_the_item_that_asks_for_it_is_told_once() {
    let site = site().file(
        "活动/记录/会议记录.csv",
        "单位,日期,题目,状态\n甲嘎查,2008-11-03,第一次,已审核\n乙嘎查,2008-11-04,第一次,已审核\n",
    );
    assert_eq!(
        site.warnings("E03"),
        [
            "提醒 E03 活动/记录/会议记录.csv —— 这里的 2 条“会议记录”都没有写事项，没有算进“集中学习”。改法：在表头加上“事项”一列，算“集中学习”的各行填“集中学习”",
        ]
    );
}

#[test]
fn an_empty_column_and_texts_without_the_key_are_told_alike() {
    let site = site()
        .file(
            "活动/台账/心得体会.csv",
            "单位,姓名,日期,事项,状态\n甲嘎查,样例甲,2008-11-03,,已审核\n",
        )
        .page(
            "活动/记录/会议记录/一.md",
            "---\n单位: 甲嘎查\n日期: 2008-11-03\n状态: 已审核\n---\n",
        )
        .page(
            "活动/记录/会议记录/二.md",
            "---\n单位: 乙嘎查\n日期: 2008-11-03\n状态: 已审核\n---\n",
        );
    assert_eq!(
        site.warnings("E03"),
        [
            "提醒 E03 活动/台账/心得体会.csv —— 这里的 1 条“心得体会”都没有写事项，没有算进“写体会”或“集中学习”。改法：在“事项”列，算“写体会”的各行填“写体会”",
            "提醒 E03 活动/记录/会议记录/一.md 第1行 —— 这里的 2 条“会议记录”都没有写事项，没有算进“集中学习”。改法：算“集中学习”的各篇，在开头两行 --- 之间加一行 事项: 集中学习",
        ]
    );
}

#[test]
fn registers_that_nothing_asks_for_or_that_name_an_item_anywhere_are_left_alone() {
    let site = site()
        .file("活动/记录/工作日志.csv", "单位,日期,题目,状态\n甲嘎查,2008-11-03,走访,已审核\n")
        .file(
            "活动/记录/会议记录.csv",
            "单位,日期,题目,事项,状态\n甲嘎查,2008-11-03,第一次,集中学习,已审核\n甲嘎查,2008-11-04,碰头,,已审核\n",
        );
    assert_eq!(site.warnings("E03"), [""; 0]);
    let done = Site::with_plan(&format!("{PLAN}{TWO_ITEMS}"))
        .file(
            "活动/记录/会议记录一.csv",
            "单位,日期,题目,事项,状态\n甲嘎查,2008-11-03,第一次,集中学习,已审核\n乙嘎查,2008-11-04,第一次,集中学习,已审核\n",
        )
        .file("活动/记录/会议记录二.csv", "单位,日期,题目,状态\n甲嘎查,2008-11-13,例会,已审核\n");
    assert_eq!(done.warnings("E03"), [""; 0], "nobody still owes what they might answer");
}
