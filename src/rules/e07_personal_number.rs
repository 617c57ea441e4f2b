//! E07: a mobile number, bank card or home address in what the public would see.
//! In: the matter of the public edition. Out: one problem for each, masked.

use super::sighting_wording::{place_and, remedy};
use crate::rules::Subject;
use crate::rules::{Example, Found, Rule};
use yanxi_privacy::Kind;
use yanxi_problem::{Code, Diagnostic, Wording};

pub(super) const RULE: Rule = Rule {
    code: Code::E07,
    bad: Example {
        files: &[("资料/通知.md", "# 通知\n\n报名请找甲某，电话 199 0000 1234。\n")]
    },
    good: Example {
        files: &[("资料/通知.md", "# 通知\n\n报名请找甲某，电话 199****1234。\n")]
    },
    found: Found::By(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let matter = subject.disclosure();
    let found = matter.sightings.iter().filter(|sighting| {
        sighting.public
            && matches!(sighting.kind, Kind::Mobile | Kind::BankCard | Kind::HomeAddress)
    });
    found
        .map(|sighting| {
            let mask = &sighting.mask;
            let found = match sighting.kind {
                Kind::BankCard => Wording::new(
                    format!("要公开的内容里有银行卡号 {mask}"),
                    format!("public matter holds a bank card number {mask}"),
                ),
                Kind::HomeAddress => Wording::new(
                    "要公开的内容里有写到门牌的住址",
                    "public matter holds an address down to the door",
                ),
                _ => Wording::new(
                    format!("要公开的内容里有手机号 {mask}"),
                    format!("public matter holds a mobile number {mask}"),
                ),
            };
            let remedy = match sighting.kind {
                Kind::HomeAddress => Wording::new(
                    "住址只写到乡镇（苏木、街道）",
                    "write the address down to the township only",
                ),
                _ => remedy(sighting),
            };
            Diagnostic::error(
                RULE.code,
                sighting.place.clone(),
                place_and(sighting, &found),
                remedy,
            )
        })
        .collect()
}
