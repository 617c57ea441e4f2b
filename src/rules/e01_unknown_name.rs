//! E01: a name that neither roster nor plan has.
//! In: nothing; the steps that read and understand the folder report it. Out: the rule's entry in the table.

use crate::rules::{Example, Found, Rule};
use yanxi_problem::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::E01,
    bad: Example {
        files: &[(
            "记录/心得体会/张样.md",
            r"---
单位: 甲嘎差
人员: 张样
日期: 2026-11-12
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
