//! W10: a unit without anybody first responsible.
//! In: nothing; the steps that read and understand the folder report it. Out: the rule's entry in the table.

use crate::check::rule::{Example, Found, Rule, Stops};
use crate::diagnostic::Severity;
use crate::language::Words;

pub(super) const RULE: Rule = Rule {
    code: "W10",
    severity: Severity::Warning,
    stops: Stops::Nothing,
    closable: false,
    name: Words::new(
        "单位没有第一责任人或领导机构",
        "a unit without a person first responsible or a leading group",
    ),
    purpose: Words::new(
        "每个单位要有一名第一责任人和一个领导机构，没有的，事情落不到人头上。",
        "Every unit has one person first responsible and a leading group, or nobody answers for it.",
    ),
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
