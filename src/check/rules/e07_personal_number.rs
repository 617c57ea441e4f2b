//! E07: a mobile number, bank card or home address in what the public would see.
//! In: the matter of the public edition. Out: one problem for each, masked.

use super::sighting_wording::{place_and, remedy};
use crate::check::Subject;
use crate::check::rule::{Example, Found, Rule, Stops};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::{Wording, Words};
use crate::sensitive::Kind;

pub(super) const RULE: Rule = Rule {
    code: "E07",
    severity: Severity::Error,
    stops: Stops::PublicBuild,
    closable: false,
    name: Words::new(
        "公开的内容里有手机号、银行卡号或住址",
        "a mobile number, bank card or home address in public matter",
    ),
    purpose: Words::new(
        "公开的页面、台账和附件里不写个人的手机号、银行卡号和门牌一级的住址。",
        "Public pages, ledgers and attachments hold no person's mobile number, bank card or address down to the door.",
    ),
    bad: Example {
        files: &[("资料/通知.md", "# 通知\n\n报名请找甲某，电话 199 0000 1234。\n")]
    },
    good: Example {
        files: &[("资料/通知.md", "# 通知\n\n报名请找甲某，电话 199****1234。\n")]
    },
    found: Found::By(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let matter = subject.matter();
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
