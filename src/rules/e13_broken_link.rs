//! E13: links and attachments that lead nowhere.
//! In: nothing; the steps that read and understand the folder report it. Out: the rule's entry in the table.

use crate::rules::{Example, Found, Rule};
use yanxi_problem::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::E13,
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
