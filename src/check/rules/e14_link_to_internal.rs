//! E14: a public page that refers to an internal one.
//! In: nothing; the steps that read and understand the folder report it. Out: the rule's entry in the table.

use crate::check::rule::{Example, Found, Rule, Stops};
use crate::diagnostic::Severity;
use crate::language::Words;

pub(super) const RULE: Rule = Rule {
    code: "E14",
    severity: Severity::Error,
    stops: Stops::PublicBuild,
    closable: false,
    name: Words::new("公开的页面引用了内部的页面", "a public page refers to an internal one"),
    purpose: Words::new(
        "公开版里没有内部页面，链接和链接上的字却会把它的名字带出去。",
        "The public edition has no internal page, but a link to one would carry its name out.",
    ),
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
