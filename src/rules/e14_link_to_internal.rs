//! E14: a public page that refers to an internal one.
//! In: nothing; the steps that read and understand the folder report it. Out: the rule's entry in the table.

use crate::rules::{Example, Found, Rule};
use yanxi_problem::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::E14,
    bad: Example {
        files: &[
            (
                "资料/讲话.md",
                r"# 讲话

见[补学安排](补学安排.md)。
",
            ),
            (
                "资料/补学安排.md",
                r"---
公开: 内部
---

# 补学安排

样例正文。
",
            ),
        ],
    },
    good: Example {
        files: &[
            (
                "资料/讲话.md",
                r"---
公开: 内部
---

# 讲话

见[补学安排](补学安排.md)。
",
            ),
            (
                "资料/补学安排.md",
                r"---
公开: 内部
---

# 补学安排

样例正文。
",
            ),
        ],
    },
    found: Found::Reading,
};
