//! E06: an ID number in what any edition holds.
//! In: the matter of both editions and of the tables behind them. Out: one problem for each number, masked.

use super::sighting_wording::{place_and, remedy};
use crate::check::Subject;
use crate::check::rule::{Example, Found, Rule, Stops};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::{Wording, Words};
use crate::sensitive::Kind;

pub(super) const RULE: Rule = Rule {
    code: "E06",
    severity: Severity::Error,
    stops: Stops::PublicBuild,
    closable: false,
    name: Words::new("有身份证号码", "an ID number"),
    purpose: Words::new(
        "资料里不该有完整的身份证号码，内部版也一样：校验码和出生日期都对的十八位号码，夹着空格、横线、全角数字的也算，表格和附件里的也算。",
        "No edition should hold a whole ID number: eighteen digits with valid check digit and birth date, through spaces, hyphens and full-width digits, in tables and attachments too.",
    ),
    bad: Example {
        files: &[("资料/名单.md", "# 名单\n\n甲某，身份证号 990101199003070015。\n")]
    },
    good: Example {
        files: &[("资料/名单.md", "# 名单\n\n甲某，身份证号 99*************015。\n")]
    },
    found: Found::By(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let matter = subject.matter();
    matter
        .sightings
        .iter()
        .filter(|sighting| sighting.kind == Kind::IdNumber)
        .map(|sighting| {
            let found = Wording::new(
                format!("有身份证号码 {}", sighting.mask),
                format!("an ID number {}", sighting.mask),
            );
            Diagnostic::error(
                RULE.code,
                sighting.place.clone(),
                place_and(sighting, &found),
                remedy(sighting),
            )
        })
        .collect()
}
