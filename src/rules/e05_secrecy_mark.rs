//! E05: a secrecy mark in what the public would see.
//! In: the matter of the public edition, entries 保密审查. Out: one problem for each mark that no entry lifts, whose remedy
//! is never to touch the mark; one for each entry that does not hold.

use std::collections::BTreeMap;

use crate::disclosure::{Host, Sighting};
use crate::model::{Fault, Marks};
use crate::rules::Subject;
use crate::rules::parts::{Inside, as_argument};
use crate::rules::{Example, Found, Rule};
use yanxi_privacy::Kind;
use yanxi_problem::{Code, Diagnostic, Entry, Name, Problem, problems};

pub(super) const RULE: Rule = Rule {
    code: Code::E05,
    bad: Example {
        files: &[("资料/讲话.md", "机密★1年\n\n# 讲话\n\n样例正文。\n")]
    },
    good: Example {
        files: &[("资料/讲话.md", "# 讲话\n\n国家秘密分为绝密、机密、秘密三级。\n")]
    },
    found: Found::By(find, all_problems),
};

fn all_problems() -> Vec<Entry> {
    [problems::<MarkProblem>(), problems::<EntryProblem>()].concat()
}

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let matter = subject.disclosure();
    let only_internal = subject.editions.is_internal_alone;
    let marks = matter.sightings.iter().filter(|sighting| match sighting.kind {
        Kind::SecrecyMark => sighting.public,
        // An internal edition is where what bears it belongs.
        Kind::InternalMark => sighting.public && !only_internal,
        _ => false,
    });
    let mut pages = Pages { subject, marks: BTreeMap::new() };
    let mut problems: Vec<Diagnostic> = marks
        .map(|sighting| {
            let (at, mark) = (Inside::of(sighting), Name::from(&sighting.mask));
            let page = pages.where_it_may_be_lifted(sighting);
            let problem = match (sighting.kind, page) {
                (Kind::InternalMark, Some(page)) => MarkProblem::InternalInText { mark, page },
                (Kind::InternalMark, None) => MarkProblem::Internal { at, mark },
                _ if only_internal => MarkProblem::Carried { at, mark },
                (_, Some(page)) => MarkProblem::SecrecyInText { mark, page },
                (_, None) => MarkProblem::Secrecy { at, mark },
            };
            Diagnostic::of(sighting.place.clone(), &problem)
        })
        .collect();
    let entries = &subject.editions.reading.vouched.marks;
    problems.extend(entries.iter().filter_map(|entry| {
        let problem = EntryProblem::DoesNotHold {
            fault: entry.fault.clone()?,
            page: as_argument(&entry.file),
        };
        Some(Diagnostic::of(entry.place.clone(), &problem))
    }));
    problems
}

/// The marks of the pages where any were found, each page looked through once.
struct Pages<'a> {
    subject: &'a Subject<'a>,
    marks: BTreeMap<String, Option<Marks>>,
}

impl Pages<'_> {
    /// The page whose text holds a mark that an entry may name.
    fn where_it_may_be_lifted(&mut self, sighting: &Sighting) -> Option<Name> {
        let shown = &sighting.place.file;
        if sighting.host != Host::Page {
            return None;
        }
        let pages = self.subject.editions.pages();
        let marks = self.marks.entry(shown.clone()).or_insert_with(|| {
            let page = pages.iter().find(|page| page.file.shown_path == *shown);
            page.filter(|page| !page.is_record && !page.is_document).map(Marks::of)
        });
        let may = marks.as_ref()?.may_be_lifted(&sighting.mask, sighting.place.line);
        may.then(|| as_argument(shown))
    }
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
    #[code(E05)]
    #[zh(
        "要公开的内容里有密级标志“{mark}”",
        "先停下来，报告保密员，由保密员决定怎么办；不要自己删改标志。保密员认定只是讲解的，由他运行 yanxi review {page} --secrecy --by 他的姓名"
    )]
    #[en(
        "public matter holds the secrecy mark “{mark}”",
        "stop and tell the secrecy officer (保密员), who decides; do not delete or change the mark. Where the officer finds that it is only explained, the officer runs yanxi review {page} --secrecy --by NAME"
    )]
    SecrecyInText { mark: Name, page: Name },
    #[code(E05)]
    #[zh(
        "要公开的内容里有内部资料标志“{mark}”",
        "先停下来，报告保密员，由保密员决定怎么办；不要自己删改标志。保密员认定只是讲解的，由他运行 yanxi review {page} --secrecy --by 他的姓名"
    )]
    #[en(
        "public matter holds the internal mark “{mark}”",
        "stop and tell the secrecy officer (保密员), who decides; do not delete or change the mark. Where the officer finds that it is only explained, the officer runs yanxi review {page} --secrecy --by NAME"
    )]
    InternalInText { mark: Name, page: Name },
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

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum EntryProblem {
    #[code(E05, Warning)]
    #[zh(
        "保密审查没有起作用：{fault}",
        "由保密审查人重新看过，运行 yanxi review {page} --secrecy --by 他的姓名；看了是密级标志的，报告保密员"
    )]
    #[en(
        "the entry 保密审查 has no effect: {fault}",
        "let the reviewer look again and run yanxi review {page} --secrecy --by NAME; where it is a mark, tell the secrecy officer"
    )]
    DoesNotHold { fault: Fault, page: Name },
}
