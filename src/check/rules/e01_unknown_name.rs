//! E01: a name that neither roster nor plan has.
//! In: nothing; the steps that read and understand the folder report it. Out: the rule's entry in the table.

use crate::check::rule::{Example, Found, Rule, Stops};
use crate::diagnostic::Severity;
use crate::language::Words;

pub(super) const RULE: Rule = Rule {
    code: "E01",
    severity: Severity::Error,
    stops: Stops::Publish,
    closable: false,
    name: Words::new(
        "没有这个单位、人员、事项、类型或阶段",
        "unknown unit, person, item, type or stage",
    ),
    purpose: Words::new(
        "登记的名字要和名册、方案里的一样，才知道算在谁的名下。写错一个字，这一条就没有人认领，统计也会少一条。",
        "A record counts for the unit, person and item it names; a name that the roster and the plan do not have counts for nobody.",
    ),
    bad: Example {
        files: &[(
            "记录/心得体会/张样.md",
            r"---
单位: 甲嘎差
人员: 张样
日期: 2026-11-12
状态: 已审核
---

# 学习体会

样例正文。
",
        )],
    },
    good: Example {
        files: &[(
            "记录/心得体会/张样.md",
            r"---
单位: 甲嘎查
人员: 张样
日期: 2026-11-12
状态: 已审核
---

# 学习体会

样例正文。
",
        )],
    },
    found: Found::Reading,
};
