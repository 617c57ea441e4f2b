//! E13: links and attachments that lead nowhere.
//! In: nothing; the steps that read and understand the folder report it. Out: the rule's entry in the table.

use crate::check::rule::{Example, Found, Rule, Stops};
use crate::diagnostic::Severity;
use crate::language::Words;

pub(super) const RULE: Rule = Rule {
    code: "E13",
    severity: Severity::Error,
    stops: Stops::EveryBuild,
    closable: false,
    name: Words::new("链接打不开，或附件不在", "a broken link or a missing attachment"),
    purpose: Words::new(
        "读者点了打不开的链接、附件，什么也得不到；写成本机地址的，别人的电脑上更没有。",
        "Readers of a broken link get nothing, and a path of one's own computer exists nowhere else.",
    ),
    bad: Example {
        files: &[(
            "资料/讲话.md",
            r"# 讲话

见[方案](没有这份方案.md)。
",
        )],
    },
    good: Example {
        files: &[
            (
                "资料/讲话.md",
                r"# 讲话

见[方案](方案.md)。
",
            ),
            (
                "资料/方案.md",
                r"# 方案

样例正文。
",
            ),
        ],
    },
    found: Found::Reading,
};
