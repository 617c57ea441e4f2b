//! E03: a value that is missing or that its field does not take.
//! In: nothing; the steps that read and understand the folder report it. Out: the rule's entry in the table.

use crate::rules::{Example, Found, Rule};
use yanxi_problem::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::E03,
    bad: Example {
        files: &[(
            "台账/整改台账.csv",
            r"单位,问题,类别,日期,状态
甲嘎查,路不通,配合解决,2026-11-12,整改中
",
        )],
    },
    good: Example {
        files: &[(
            "台账/整改台账.csv",
            r"单位,问题,类别,上级部门,日期,状态
甲嘎查,路不通,配合解决,样例交通站,2026-11-12,整改中
",
        )],
    },
    found: Found::Reading,
};
