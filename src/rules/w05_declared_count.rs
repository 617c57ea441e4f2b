//! W05: a declared count that differs from what is listed.
//! In: nothing; the steps that read and understand the folder report it. Out: the rule's entry in the table.

use crate::rules::{Example, Found, Rule};
use yanxi_problem::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::W05,
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
