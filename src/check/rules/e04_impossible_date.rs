//! E04: a date that cannot be.
//! In: nothing; the steps that read and understand the folder report it. Out: the rule's entry in the table.

use crate::check::rule::{Example, Found, Rule, Stops};
use crate::diagnostic::Severity;
use crate::language::Words;

pub(super) const RULE: Rule = Rule {
    code: "E04",
    severity: Severity::Error,
    stops: Stops::Publish,
    closable: true,
    name: Words::new("日期不可能", "an impossible date"),
    purpose: Words::new(
        "不是真实的日期、登记的是还没有发生的事、时限早于日期，多半是写错了。预告还没有举行的会议和活动，状态写 预告，不算错。",
        "No real date, a record of what has not yet happened, or a due day before the start: most often a slip. Notices of what is to come have the status notice and are spared.",
    ),
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
