//! W11: a unit that claimed too many topics or too few.
//! In: nothing; the steps that read and understand the folder report it. Out: the rule's entry in the table.

use crate::rules::{Example, Found, Rule};
use yanxi_problem::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::W11,
    bad: Example {
        files: &[
            (
                "计划.toml",
                r#"[[课题]]
编号 = "k1"
组 = "调研课题"
名称 = "饮水"
每单位 = [1, 1]

[[课题]]
编号 = "k2"
组 = "调研课题"
名称 = "道路"
每单位 = [1, 1]
"#,
            ),
            (
                "台账/选题登记.csv",
                r"单位,选题,日期,状态
甲嘎查,饮水,2026-11-12,已审核
甲嘎查,道路,2026-11-12,已审核
乙嘎查,道路,2026-11-12,已审核
",
            ),
        ],
    },
    good: Example {
        files: &[
            (
                "计划.toml",
                r#"[[课题]]
编号 = "k1"
组 = "调研课题"
名称 = "饮水"
每单位 = [1, 1]

[[课题]]
编号 = "k2"
组 = "调研课题"
名称 = "道路"
每单位 = [1, 1]
"#,
            ),
            (
                "台账/选题登记.csv",
                r"单位,选题,日期,状态
甲嘎查,饮水,2026-11-12,已审核
乙嘎查,道路,2026-11-12,已审核
",
            ),
        ],
    },
    found: Found::Reading,
};
