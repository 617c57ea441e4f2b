//! W10: a unit without anybody first responsible.
//! In: nothing; the steps that read and understand the folder report it. Out: the rule's entry in the table.

use crate::rules::{Example, Found, Rule};
use yanxi_problem::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::W10,
    bad: Example {
        files: &[(
            "单位.csv",
            r"编号,名称,类别,第一责任人,领导机构
j,甲嘎查,嘎查村,,领导小组
y,乙嘎查,嘎查村,李例,领导小组
",
        )],
    },
    good: Example {
        files: &[(
            "单位.csv",
            r"编号,名称,类别,第一责任人,领导机构
j,甲嘎查,嘎查村,张样,领导小组
y,乙嘎查,嘎查村,李例,领导小组
",
        )],
    },
    found: Found::Reading,
};
