//! E06: an ID number in what any edition holds.
//! In: the matter of both editions and of the tables behind them. Out: one problem for each number, masked.

use crate::rules::Subject;
use crate::rules::parts::{HideNumber, Inside};
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
    matter
        .sightings
        .iter()
        .filter(|sighting| sighting.kind == Kind::IdNumber)
        .map(|sighting| {
            let problem = IdNumberProblem::Held {
                at: Inside::of(sighting),
                mask: Name::from(&sighting.mask),
                remedy: HideNumber::of(sighting),
            };
            Diagnostic::of(sighting.place.clone(), &problem)
        })
        .collect()
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum IdNumberProblem {
    #[code(E06)]
    #[zh("{at}有身份证号码 {mask}", "{remedy}")]
    #[en("{at}an ID number {mask}", "{remedy}")]
    Held { at: Option<Inside>, mask: Name, remedy: HideNumber },
}
