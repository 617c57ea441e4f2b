//! E02: an id or a whole record for the second time.
//! In: nothing; the steps that read and understand the folder report it. Out: the rule's entry in the table.

use crate::rules::{Example, Found, Rule};
use yanxi_problem::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::E02,
    bad: Example {
        files: &[(
            "台账/整改台账.csv",
            r"编号,单位,问题,日期,状态
w1,甲嘎查,水槽漏水,2026-11-12,整改中
w1,乙嘎查,路灯不亮,2026-11-13,整改中
",
        )],
    },
    good: Example {
        files: &[(
            "台账/整改台账.csv",
            r"编号,单位,问题,日期,状态
w1,甲嘎查,水槽漏水,2026-11-12,整改中
w2,乙嘎查,路灯不亮,2026-11-13,整改中
",
        )],
    },
    found: Found::Reading,
};
