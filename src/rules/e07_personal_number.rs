//! E07: a mobile number, bank card or home address in what the public would see.
//! In: the matter of the public edition. Out: one problem for each, masked.

use crate::entries::CheckedKind;
use crate::rules::Subject;
use crate::rules::parts::{HideNumber, Inside, Unfounded, Unless};
use crate::rules::{Example, Found, Rule};
use yanxi_privacy::Kind;
use yanxi_problem::{Code, Diagnostic, Name, Problem, problems};

pub(super) const RULE: Rule = Rule {
    code: Code::E07,
    bad: Example {
        files: &[("资料/通知.md", "# 通知\n\n报名请找甲某，电话 199 0000 1234。\n")]
    },
    good: Example {
        files: &[("资料/通知.md", "# 通知\n\n报名请找甲某，电话 199****1234。\n")]
    },
    found: Found::By(find, problems::<PersonalNumberProblem>),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let matter = subject.disclosure();
    let found = matter.sightings.iter().filter(|sighting| {
        sighting.public
            && matches!(sighting.kind, Kind::Mobile | Kind::BankCard | Kind::HomeAddress)
    });
    found
        .map(|sighting| {
            let (at, mask) = (Inside::of(sighting), Name::from(&sighting.mask));
            let remedy = HideNumber::of(sighting);
            let problem = match sighting.kind {
                Kind::HomeAddress if sighting.masked => PersonalNumberProblem::MaskedAddress,
                Kind::BankCard if sighting.masked => PersonalNumberProblem::MaskedCard { mask },
                _ if sighting.masked => PersonalNumberProblem::MaskedMobile { mask },
                Kind::BankCard => PersonalNumberProblem::BankCard { at, mask, remedy },
                Kind::HomeAddress => {
                    PersonalNumberProblem::HomeAddress { at, unless: Unless::of(sighting) }
                }
                _ => PersonalNumberProblem::Mobile { at, mask, remedy },
            };
            Diagnostic::of(sighting.place.clone(), &problem)
        })
        .chain(entries_without_effect(subject))
        .collect()
}

/// Entries 核对 that do not hold.
fn entries_without_effect(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let entries = subject.editions.reading.vouched.numbers.iter();
    let of_this_kind = entries.filter(|entry| entry.said.kind != Some(CheckedKind::IdNumber));
    of_this_kind
        .filter_map(|entry| {
            let why = Unfounded::Because { fault: entry.fault.clone()? };
            Some(Diagnostic::of(entry.place.clone(), &PersonalNumberProblem::Unfounded { why }))
        })
        .collect()
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum PersonalNumberProblem {
    #[code(E07)]
    #[zh("{at}要公开的内容里有手机号 {mask}", "{remedy}")]
    #[en("{at}public matter holds a mobile number {mask}", "{remedy}")]
    Mobile { at: Option<Inside>, mask: Name, remedy: HideNumber },
    #[code(E07)]
    #[zh("{at}要公开的内容里有银行卡号 {mask}", "{remedy}")]
    #[en("{at}public matter holds a bank card number {mask}", "{remedy}")]
    BankCard { at: Option<Inside>, mask: Name, remedy: HideNumber },
    #[code(E07)]
    #[zh("{at}要公开的内容里有写到门牌的住址", "住址只写到乡镇（苏木、街道）{unless}")]
    #[en(
        "{at}public matter holds an address down to the door",
        "write the address down to the township (苏木, subdistrict) only{unless}"
    )]
    HomeAddress { at: Option<Inside>, unless: Option<Unless> },
    #[code(E07, Note)]
    #[zh("手机号已由程序遮盖成 {mask}", "看一看遮得对不对；原文件没有动")]
    #[en(
        "a mobile number is shown as {mask}",
        "see that it is right; the file itself is as it was"
    )]
    MaskedMobile { mask: Name },
    #[code(E07, Note)]
    #[zh("银行卡号已由程序遮盖成 {mask}", "看一看遮得对不对；原文件没有动")]
    #[en(
        "a bank card number is shown as {mask}",
        "see that it is right; the file itself is as it was"
    )]
    MaskedCard { mask: Name },
    #[code(E07, Note)]
    #[zh("住址已由程序遮盖，只留到乡镇（苏木、街道）", "看一看遮得对不对；原文件没有动")]
    #[en(
        "an address is shown down to the township only",
        "see that it is right; the file itself is as it was"
    )]
    MaskedAddress,
    #[code(E07, Warning)]
    #[zh(
        "{why}",
        "再看一遍：确实不是的，照这个号码原来的提示重新运行 yanxi review；别的情况删去这一条"
    )]
    #[en(
        "{why}",
        "look again: if it is none, run yanxi review anew as its message says; else delete this entry"
    )]
    Unfounded { why: Unfounded },
}
