//! W01: a record dated outside the days of its item.
//! In: nothing; the steps that read and understand the folder report it. Out: the rule's entry in the table.

use crate::check::rule::{Example, Found, Rule, Stops};
use crate::diagnostic::Severity;
use crate::language::Words;

pub(super) const RULE: Rule = Rule {
    code: "W01",
    severity: Severity::Warning,
    stops: Stops::Nothing,
    closable: true,
    name: Words::new("日期不在规定的时间里", "a date outside its stage"),
    purpose: Words::new(
        "早于规定时间的不算完成，晚于规定时间和宽限天数的按迟交计。多半是日期写错了。",
        "What is dated before the days of its item does not count, what is dated after them counts as late. Most often the date is wrong.",
    ),
    bad: Example {
        files: &[
            (
                "计划.toml",
                r#"[[主题实践活动]]
编号 = "xuexi"
名称 = "集中学习"
阶段 = "学习"

[[事项]]
编号 = "dushu"
活动 = "集中学习"
名称 = "读一本书"
记录类型 = "心得体会"
按 = "单位"
"#,
            ),
            (
                "记录/心得体会/张样.md",
                r"---
事项: 读一本书
单位: [甲嘎查, 乙嘎查]
日期: 2026-11-20
状态: 已审核
---

# 学习体会

样例正文。
",
            ),
        ],
    },
    good: Example {
        files: &[
            (
                "计划.toml",
                r#"[[主题实践活动]]
编号 = "xuexi"
名称 = "集中学习"
阶段 = "学习"

[[事项]]
编号 = "dushu"
活动 = "集中学习"
名称 = "读一本书"
记录类型 = "心得体会"
按 = "单位"
"#,
            ),
            (
                "记录/心得体会/张样.md",
                r"---
事项: 读一本书
单位: [甲嘎查, 乙嘎查]
日期: 2026-11-05
状态: 已审核
---

# 学习体会

样例正文。
",
            ),
        ],
    },
    found: Found::Reading,
};
