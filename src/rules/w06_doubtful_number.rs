//! W06: numbers that look like a person's and are not surely one, and characters without a meaning of their own.
//! In: the matter of both editions. Out: one warning for each.

use crate::rules::Subject;
use crate::rules::parts::Inside;
use crate::rules::{Example, Found, Rule};
use yanxi_privacy::{Doubt, Kind};
use yanxi_problem::{Code, Diagnostic, Name, Problem, problems};

pub(super) const RULE: Rule = Rule {
    code: Code::W06,
    bad: Example { files: &[("资料/名单.md", "# 名单\n\n甲某，990101199003070016。\n")] },
    good: Example { files: &[("资料/名单.md", "# 名单\n\n甲某。\n")] },
    found: Found::By(find, problems::<DoubtfulProblem>),
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
            let (at, mask) = (Inside::of(sighting), Name::from(&sighting.mask));
            let problem = match doubt {
                Doubt::FailedIdNumber => DoubtfulProblem::FailedIdNumber { at, mask },
                Doubt::OldIdNumber => DoubtfulProblem::OldIdNumber { at, mask },
                Doubt::CardLike => DoubtfulProblem::CardLike { at, mask },
                Doubt::ForeignCard => DoubtfulProblem::ForeignCard { at, mask },
                Doubt::OtherwiseNamed => DoubtfulProblem::OtherwiseNamed { at, mask },
                Doubt::PrivateUse => DoubtfulProblem::PrivateUse { at },
            };
            Some(Diagnostic::of(sighting.place.clone(), &problem))
        })
        .collect()
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum DoubtfulProblem {
    #[code(W06)]
    #[zh("{at}像身份证号码，校验不对：{mask}", "看一看是不是身份证号码；是就删去或遮住中间几位")]
    #[en(
        "{at}like an ID number whose check fails: {mask}",
        "see whether it is an ID number; if so, delete it or mask its middle"
    )]
    FailedIdNumber { at: Option<Inside>, mask: Name },
    #[code(W06)]
    #[zh("{at}像十五位的老身份证号码：{mask}", "看一看是不是身份证号码；是就删去或遮住中间几位")]
    #[en(
        "{at}like an ID number of the old form of fifteen digits: {mask}",
        "see whether it is an ID number; if so, delete it or mask its middle"
    )]
    OldIdNumber { at: Option<Inside>, mask: Name },
    #[code(W06)]
    #[zh("{at}像银行卡号，校验不对：{mask}", "看一看是不是银行卡号；是就删去或遮住中间几位")]
    #[en(
        "{at}like a bank card number whose check fails: {mask}",
        "see whether it is a bank card number; if so, delete it or mask its middle"
    )]
    CardLike { at: Option<Inside>, mask: Name },
    #[code(W06)]
    #[zh("{at}样子是境外发的银行卡号：{mask}", "看一看是不是银行卡号；是就删去或遮住中间几位")]
    #[en(
        "{at}a foreign bank card number by its form: {mask}",
        "see whether it is a bank card number; if so, delete it or mask its middle"
    )]
    ForeignCard { at: Option<Inside>, mask: Name },
    #[code(W06)]
    #[zh(
        "{at}样子是手机号、银行卡号或身份证号码，写明的字或连着的字母说是别的编号：{mask}",
        "看一看是不是手机号、银行卡号或身份证号码；是就删去或遮住中间几位"
    )]
    #[en(
        "{at}a mobile, card or ID number by its form, but its name or the letters joined to it say something else: {mask}",
        "see whether it is a mobile, card or ID number; if so, delete it or mask its middle"
    )]
    OtherwiseNamed { at: Option<Inside>, mask: Name },
    #[code(W06)]
    #[zh("{at}有自造字，别的电脑上显示不出来", "改用通用的字，蒙古文用 Unicode 字体重打")]
    #[en(
        "{at}user-defined characters, not shown on other machines",
        "use ordinary characters; type Mongolian anew in a Unicode font"
    )]
    PrivateUse { at: Option<Inside> },
}
