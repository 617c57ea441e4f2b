//! E02: an id or a whole record for the second time.
//! In: nothing; the steps that read and understand the folder report it. Out: the rule's entry in the table.

use crate::check::rule::{Example, Found, Rule, Stops};
use crate::diagnostic::Severity;
use crate::language::Words;

pub(super) const RULE: Rule = Rule {
    code: "E02",
    severity: Severity::Error,
    stops: Stops::Publish,
    closable: false,
    name: Words::new("编号或记录重复", "an id or a record for the second time"),
    purpose: Words::new(
        "两条用同一个编号就分不开；同一条记录登记两次，就会多算一次。",
        "Two things of one id cannot be told apart, and a record written twice counts twice.",
    ),
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
