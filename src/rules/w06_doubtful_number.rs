//! W06: numbers that look like a person's and are not surely one, and characters without a meaning of their own.
//! In: the matter of both editions. Out: one warning for each.

use super::sighting_wording::place_and;
use crate::rules::Subject;
use crate::rules::{Example, Found, Rule};
use yanxi_privacy::{Doubt, Kind};
use yanxi_problem::{Code, Diagnostic, Wording};

pub(super) const RULE: Rule = Rule {
    code: Code::W06,
    bad: Example { files: &[("资料/名单.md", "# 名单\n\n甲某，990101199003070016。\n")] },
    good: Example { files: &[("资料/名单.md", "# 名单\n\n甲某。\n")] },
    found: Found::By(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let matter = subject.disclosure();
    matter
        .sightings
        .iter()
        .filter_map(|sighting| {
            let Kind::Doubtful(doubt) = sighting.kind else {
                return None;
            };
            let mask = &sighting.mask;
            let (found, remedy) = match doubt {
                Doubt::FailedIdNumber => (
                    Wording::new(
                        format!("像身份证号码，校验不对：{mask}"),
                        format!("like an ID number whose check fails: {mask}"),
                    ),
                    is_it_a("身份证号码", "an ID number"),
                ),
                Doubt::OldIdNumber => (
                    Wording::new(
                        format!("像十五位的老身份证号码：{mask}"),
                        format!("like an ID number of the old form: {mask}"),
                    ),
                    is_it_a("身份证号码", "an ID number"),
                ),
                Doubt::CardLike => (
                    Wording::new(
                        format!("像银行卡号，校验不对：{mask}"),
                        format!("like a bank card number whose check fails: {mask}"),
                    ),
                    is_it_a("银行卡号", "a bank card number"),
                ),
                Doubt::OtherwiseNamed => (
                    Wording::new(
                        format!("样子是手机号或银行卡号，前面写的是别的编号：{mask}"),
                        format!(
                            "a mobile or card number by its form, called something else: {mask}"
                        ),
                    ),
                    is_it_a("手机号或银行卡号", "a mobile or card number"),
                ),
                Doubt::PrivateUse => (
                    Wording::new(
                        "有自造字，别的电脑上显示不出来",
                        "private characters, not shown on other machines",
                    ),
                    Wording::new(
                        "改用通用的字，蒙古文用 Unicode 字体重打",
                        "write it in common characters; Mongolian in Unicode",
                    ),
                ),
            };
            Some(Diagnostic::warning(
                RULE.code,
                sighting.place.clone(),
                place_and(sighting, &found),
                remedy,
            ))
        })
        .collect()
}

fn is_it_a(chinese: &str, english: &str) -> Wording {
    Wording::new(
        format!("看一看是不是{chinese}；是就删去或遮住中间几位"),
        format!("see whether it is {english}; if so, delete it or mask its middle"),
    )
}
