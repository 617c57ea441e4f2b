//! E05: a secrecy mark in what the public would see.
//! In: the matter of the public edition. Out: one problem for each mark; the remedy is never to touch the mark.

use crate::rules::Subject;
use crate::rules::parts::Inside;
use crate::rules::{Example, Found, Rule};
use yanxi_privacy::Kind;
use yanxi_problem::{Code, Diagnostic, Name, Problem, problems};

pub(super) const RULE: Rule = Rule {
    code: Code::E05,
    bad: Example {
        files: &[("资料/讲话.md", "机密★1年\n\n# 讲话\n\n样例正文。\n")]
    },
    good: Example {
        files: &[("资料/讲话.md", "# 讲话\n\n国家秘密分为绝密、机密、秘密三级。\n")]
    },
    found: Found::By(find, problems::<MarkProblem>),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let matter = subject.disclosure();
    let only_internal = subject.editions.is_internal_alone();
    let marks = matter.sightings.iter().filter(|sighting| match sighting.kind {
        Kind::SecrecyMark => sighting.public,
        // An internal edition is where what bears it belongs.
        Kind::InternalMark => sighting.public && !only_internal,
        _ => false,
    });
    marks
        .map(|sighting| {
            let (at, mark) = (Inside::of(sighting), Name::from(&sighting.mask));
            let problem = match sighting.kind {
                Kind::InternalMark => MarkProblem::Internal { at, mark },
                _ if only_internal => MarkProblem::Carried { at, mark },
                _ => MarkProblem::Secrecy { at, mark },
            };
            Diagnostic::of(sighting.place.clone(), &problem)
        })
        .collect()
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum MarkProblem {
    #[code(E05)]
    #[zh(
        "{at}要公开的内容里有密级标志“{mark}”",
        "先停下来，报告保密员，由保密员决定怎么办；不要自己删改标志，也不要改文件名绕过去"
    )]
    #[en(
        "{at}public matter holds the secrecy mark “{mark}”",
        "stop and tell the secrecy officer (保密员), who decides; do not delete or change the mark, do not rename the file to get around it"
    )]
    Secrecy { at: Option<Inside>, mark: Name },
    #[code(E05)]
    #[zh(
        "{at}要公开的内容里有内部资料标志“{mark}”",
        "先停下来，报告保密员，由保密员决定怎么办；不要自己删改标志，也不要改文件名绕过去"
    )]
    #[en(
        "{at}public matter holds the internal mark “{mark}”",
        "stop and tell the secrecy officer (保密员), who decides; do not delete or change the mark, do not rename the file to get around it"
    )]
    Internal { at: Option<Inside>, mark: Name },
    #[code(E05, Warning)]
    #[zh(
        "{at}内部版里有密级标志“{mark}”",
        "先停下来，报告保密员，由保密员决定怎么办；内部版也会被拷走、带走，不要自己删改标志"
    )]
    #[en(
        "{at}the internal edition holds the secrecy mark “{mark}”",
        "stop and tell the secrecy officer (保密员), who decides; people carry the internal edition about; do not delete or change the mark"
    )]
    Carried { at: Option<Inside>, mark: Name },
}
