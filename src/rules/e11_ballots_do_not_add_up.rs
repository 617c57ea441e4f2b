//! E11: ballots of a rating that do not add up.
//! In: nothing; the steps that read and understand the folder report it. Out: the rule's entry in the table.

use crate::rules::{Example, Found, Rule};
use yanxi_problem::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::E11,
    bad: Example {
        files: &[(
            "记录/测评/甲嘎查测评.md",
            r"---
单位: 甲嘎查
日期: 2026-11-12
应到: {群众代表: 20, 干部: 30}
实到: {群众代表: 20, 干部: 30}
发出: 50
收回: 50
有效: 48
满意: 40
基本满意: 6
不满意: 4
状态: 已审核
---
",
        )],
    },
    good: Example {
        files: &[(
            "记录/测评/甲嘎查测评.md",
            r"---
单位: 甲嘎查
日期: 2026-11-12
应到: {群众代表: 20, 干部: 30}
实到: {群众代表: 20, 干部: 30}
发出: 50
收回: 50
有效: 50
满意: 40
基本满意: 6
不满意: 4
状态: 已审核
---
",
        )],
    },
    found: Found::Reading,
};
