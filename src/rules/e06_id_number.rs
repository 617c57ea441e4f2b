//! E06: an ID number in what any edition holds.
//! In: the matter of both editions and of the tables behind them. Out: one problem for each number, masked.

use super::sighting_wording::{place_and, remedy};
use crate::rules::Subject;
use crate::rules::{Example, Found, Rule};
use yanxi_privacy::Kind;
use yanxi_problem::{Code, Diagnostic, Wording};

pub(super) const RULE: Rule = Rule {
    code: Code::E06,
    bad: Example {
        files: &[("资料/名单.md", "# 名单\n\n甲某，身份证号 990101199003070015。\n")]
    },
    good: Example {
        files: &[("资料/名单.md", "# 名单\n\n甲某，身份证号 99*************015。\n")]
    },
    found: Found::By(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let matter = subject.disclosure();
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
