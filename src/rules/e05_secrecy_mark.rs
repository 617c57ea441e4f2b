//! E05: a secrecy mark in what the public would see.
//! In: the matter of the public edition. Out: one problem for each mark; the remedy is never to touch the mark.

use super::sighting_wording::place_and;
use crate::rules::Subject;
use crate::rules::{Example, Found, Rule};
use yanxi_privacy::Kind;
use yanxi_problem::{Code, Diagnostic, Wording};

pub(super) const RULE: Rule = Rule {
    code: Code::E05,
    bad: Example {
        files: &[("资料/讲话.md", "机密★1年\n\n# 讲话\n\n样例正文。\n")]
    },
    good: Example {
        files: &[("资料/讲话.md", "# 讲话\n\n国家秘密分为绝密、机密、秘密三级。\n")]
    },
    found: Found::By(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let matter = subject.disclosure();
    let marks = matter.sightings.iter().filter(|sighting| {
        sighting.public && matches!(sighting.kind, Kind::SecrecyMark | Kind::InternalMark)
    });
    marks
        .map(|sighting| {
            let (chinese, english) = match sighting.kind {
                Kind::InternalMark => ("内部资料标志", "the internal mark"),
                _ => ("密级标志", "the secrecy mark"),
            };
            Diagnostic::error(
                RULE.code,
                sighting.place.clone(),
                place_and(
                    sighting,
                    &Wording::new(
                        format!("要公开的内容里有{chinese}“{}”", sighting.mask),
                        format!("public matter holds {english} “{}”", sighting.mask),
                    ),
                ),
                Wording::new(
                    "先停下来，报告保密员，由保密员决定怎么办；不要自己删改标志，也不要改文件名绕过去",
                    "stop and tell the secrecy officer (保密员), who decides; do not delete or change the mark, do not rename the file",
                ),
            )
        })
        .collect()
}
