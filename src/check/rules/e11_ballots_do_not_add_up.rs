//! E11: ballots of a rating that do not add up.
//! In: nothing; the steps that read and understand the folder report it. Out: the rule's entry in the table.

use crate::check::rule::{Example, Found, Rule, Stops};
use crate::diagnostic::Severity;
use crate::language::Words;

pub(super) const RULE: Rule = Rule {
    code: "E11",
    severity: Severity::Error,
    stops: Stops::Publish,
    closable: true,
    name: Words::new("票数对不上", "ballots that do not add up"),
    purpose: Words::new(
        "有效票不能多于收回的，收回的不能多于发出的，各等次加起来要等于有效票。对不上的测评不计算结果。",
        "Valid ballots cannot exceed those returned, nor those those issued, and the grades add up to the valid ones. A rating that does not add up has no result.",
    ),
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
