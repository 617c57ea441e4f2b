//! W05: a declared count that differs from what is listed.
//! In: nothing; the steps that read and understand the folder report it. Out: the rule's entry in the table.

use crate::check::rule::{Example, Found, Rule, Stops};
use crate::diagnostic::Severity;
use crate::language::Words;

pub(super) const RULE: Rule = Rule {
    code: "W05",
    severity: Severity::Warning,
    stops: Stops::Nothing,
    closable: false,
    name: Words::new(
        "说有多少，和列出来的对不上",
        "a declared count that differs from what is listed",
    ),
    purpose: Words::new(
        "方案说“十六个环节”，列出来的就应当是那么多。没有收到内容的，来源写 待补充，也占一个位置。",
        "Where a plan says how many there are, so many should be listed. What is not yet known is listed too, with the source pending.",
    ),
    bad: Example {
        files: &[(
            "计划.toml",
            r"[应列]
阶段 = 3
",
        )],
    },
    good: Example {
        files: &[(
            "计划.toml",
            r"[应列]
阶段 = 2
",
        )],
    },
    found: Found::Reading,
};
