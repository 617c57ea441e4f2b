//! E04: a date that cannot be.
//! In: nothing; the steps that read and understand the folder report it. Out: the rule's entry in the table.

use crate::rules::{Example, Found, Rule};
use yanxi_problem::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::E04,
    bad: Example {
        files: &[(
            "记录/心得体会/张样.md",
            r"---
单位: 甲嘎查
人员: 张样
日期: 2027-11-12
状态: 已审核
---

# 学习体会

样例正文。
",
        )],
    },
    good: Example {
        files: &[(
            "记录/心得体会/张样.md",
            r"---
单位: 甲嘎查
人员: 张样
日期: 2026-11-12
状态: 已审核
---

# 学习体会

样例正文。
",
        )],
    },
    found: Found::Reading,
};
