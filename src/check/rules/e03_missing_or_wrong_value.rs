//! E03: a value that is missing or that its field does not take.
//! In: nothing; the steps that read and understand the folder report it. Out: the rule's entry in the table.

use crate::check::rule::{Example, Found, Rule, Stops};
use crate::diagnostic::Severity;
use crate::language::Words;

pub(super) const RULE: Rule = Rule {
    code: "E03",
    severity: Severity::Error,
    stops: Stops::Publish,
    closable: false,
    name: Words::new("缺必填项，或内容写得不对", "a required value is missing or wrong"),
    purpose: Words::new(
        "方案规定某种记录要填什么、能填什么，缺了或写错了，台账和统计就不能用。字数不够方案要求的，也归这一条。",
        "The plan says what a record of a type must hold; without it ledgers and counts are of no use. Texts shorter than the plan asks for belong here too.",
    ),
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
