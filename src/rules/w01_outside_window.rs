//! W01: a record dated outside the days of its item.
//! In: nothing; the steps that read and understand the folder report it. Out: the rule's entry in the table.

use crate::rules::{Example, Found, Rule};
use yanxi_problem::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::W01,
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
