//! E06: an ID number in what any edition holds.
//! In: the matter of both editions and of the tables behind them. Out: one problem for each number, masked.

use crate::entries::CheckedKind;
use crate::rules::Subject;
use crate::rules::parts::{HideNumber, Inside, Unfounded};
use crate::rules::{Example, Found, Rule};
use yanxi_privacy::Kind;
use yanxi_problem::{Code, Diagnostic, Name, Problem, problems};

pub(super) const RULE: Rule = Rule {
    code: Code::E06,
    bad: Example {
        files: &[("资料/名单.md", "# 名单\n\n甲某，身份证号 990101199003070015。\n")]
    },
    good: Example {
        files: &[("资料/名单.md", "# 名单\n\n甲某，身份证号 99*************015。\n")]
    },
    found: Found::By(find, problems::<IdNumberProblem>),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let matter = subject.disclosure();
    let only_internal = subject.editions.is_internal_alone;
    matter
        .sightings
        .iter()
        .filter(|sighting| sighting.kind == Kind::IdNumber)
        .map(|sighting| {
            let (at, mask) = (Inside::of(sighting), Name::from(&sighting.mask));
            let remedy = HideNumber::of(sighting);
            let problem = match () {
                () if sighting.masked => IdNumberProblem::Masked { mask },
                () if only_internal => IdNumberProblem::Carried { at, mask, remedy },
                () => IdNumberProblem::Held { at, mask, remedy },
            };
            Diagnostic::of(sighting.place.clone(), &problem)
        })
        .chain(entries_without_effect(subject))
        .collect()
}

/// Entries 核对 that do not hold.
fn entries_without_effect(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let entries = subject.editions.reading.vouched.numbers.iter();
    let of_this_kind = entries.filter(|entry| entry.said.kind == Some(CheckedKind::IdNumber));
    of_this_kind
        .filter_map(|entry| {
            let why = Unfounded::Because { fault: entry.fault.clone()? };
            Some(Diagnostic::of(entry.place.clone(), &IdNumberProblem::Unfounded { why }))
        })
        .collect()
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum IdNumberProblem {
    #[code(E06)]
    #[zh("{at}有身份证号码 {mask}", "{remedy}")]
    #[en("{at}an ID number {mask}", "{remedy}")]
    Held { at: Option<Inside>, mask: Name, remedy: HideNumber },
    #[code(E06, Warning)]
    #[zh("{at}内部版里有身份证号码 {mask}", "{remedy}")]
    #[en("{at}the internal edition holds an ID number {mask}", "{remedy}")]
    Carried { at: Option<Inside>, mask: Name, remedy: HideNumber },
    #[code(E06, Note)]
    #[zh("身份证号码已由程序遮盖成 {mask}", "看一看遮得对不对；原文件没有动")]
    #[en("an ID number is shown as {mask}", "see that it is right; the file itself is as it was")]
    Masked { mask: Name },
    #[code(E06, Warning)]
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
