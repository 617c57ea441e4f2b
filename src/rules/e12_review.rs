//! E12: public pages written by people, and files that go with them, that nobody has reviewed or that changed since.
//! In: the public site's pages and attachments; those made by the program need no review. Out: one problem for all pages
//! that wait for a review, one for all files, one for each page whose review is written wrongly.

use rayon::prelude::*;

use crate::model::page::Page;
use crate::review::{self, ReviewState};
use crate::rules::Subject;
use crate::rules::parts::as_argument;
use crate::rules::{Example, Found, Rule};
use yanxi_problem::{Code, Diagnostic, List, Name, Place, Problem, Say, problems};

/// Pages that are named; of more the count is told.
const NAMED: usize = 5;

pub(super) const RULE: Rule = Rule {
    code: Code::E12,
    bad: Example {
        files: &[(
            "资料/讲话.md",
            r"---
审核: {人: 张样, 日期: 2026-11-20, 校验: 00000000000000000000000000000000}
---
# 讲话

审核以后改动过的正文。
",
        )],
    },
    good: Example {
        files: &[
            (
                "_index.md",
                r"---
审核: {人: p1, 日期: 2026-11-20, 校验: 9d03f9b177298e32a6520d1e2ebcb70b}
---
# 样例活动

样例正文。
",
            ),
            (
                "资料/讲话.md",
                r"---
审核: {人: p1, 日期: 2026-11-20, 校验: 00042d0be932e4fc1a6f36c2482edfeb}
---
# 讲话

样例正文。
",
            ),
        ],
    },
    found: Found::By(find, problems::<ReviewProblem>),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let public = &subject.editions.public.pages;
    let mut waiting: Vec<(&Page, ReviewState)> = Vec::new();
    let mut problems = Vec::new();
    // Nobody can write an entry above a document's text: its file is reviewed.
    for page in public.iter().filter(|page| !page.is_document) {
        let state = review::state(page);
        let is_new = review::entry_of(&page.file.text).is_none();
        if state == ReviewState::Changed || (state == ReviewState::Unreviewed && is_new) {
            waiting.push((page, state));
        } else {
            problems.extend(problem(page, &state));
        }
    }
    match waiting.as_slice() {
        [] => {}
        [(page, state)] => problems.extend(problem(page, state)),
        several => problems.push(of_several(several, subject)),
    }
    problems.extend(of_files(subject));
    problems
}

/// The files that wait for a review.
fn of_files(subject: &Subject<'_>) -> Option<Diagnostic> {
    let editions = &subject.editions;
    let prefix = &editions.layout.content_prefix;
    let files = review::files_for_review(editions.public, editions.reading);
    let files: Vec<(String, ReviewState)> = files
        .par_iter()
        .map(|file| {
            let shown = format!("{prefix}{}", file.path);
            let state = review::state_of_file(&editions.reading.vouched, &shown, &file.absolute);
            (shown, state)
        })
        .filter(|(_, state)| !matches!(state, ReviewState::Reviewed { .. }))
        .collect();
    let changed = files.iter().filter(|(_, state)| *state == ReviewState::Changed).count();
    match files.as_slice() {
        [] => None,
        [(shown, state)] => {
            let file = as_argument(shown);
            let problem = match state {
                ReviewState::Changed => ReviewProblem::FileChanged { file },
                _ => ReviewProblem::FileUnreviewed { file },
            };
            Some(Diagnostic::of(Place::file(shown), &problem))
        }
        several => {
            let names = several
                .iter()
                .map(|(shown, _)| shown.strip_prefix(prefix.as_str()).unwrap_or(shown).to_string());
            let folder = content_folder(subject);
            let problem = ReviewProblem::SeveralFiles {
                unreviewed: several.len() - changed,
                changed: ChangedFiles::of(changed),
                files: List::cut(names, NAMED),
                folder: folder.into(),
            };
            Some(Diagnostic::of(Place::file(folder), &problem))
        }
    }
}

/// The folder that one command reviews.
fn content_folder<'a>(subject: &Subject<'a>) -> &'a str {
    match subject.editions.layout.content_prefix.trim_end_matches('/') {
        "" => ".",
        folder => folder,
    }
}

/// All pages that wait for a review, in one line with the one command.
fn of_several(waiting: &[(&Page, ReviewState)], subject: &Subject<'_>) -> Diagnostic {
    let changed = waiting.iter().filter(|(_, state)| *state == ReviewState::Changed).count();
    let files = waiting.iter().map(|(page, _)| page.file.path.as_str());
    let folder = content_folder(subject);
    let problem = ReviewProblem::Several {
        unreviewed: waiting.len() - changed,
        changed: Changed::of(changed),
        pages: List::cut(files, NAMED),
        folder: folder.into(),
    };
    Diagnostic::of(Place::file(folder), &problem)
}

/// How many of them were changed since, where some were.
#[derive(Debug, Clone, PartialEq, Eq, Say)]
pub(super) enum Changed {
    #[zh("，另有 {count} 篇审核以后改动过")]
    #[en(" and {count} changed since")]
    Pages { count: usize },
}

impl Changed {
    fn of(count: usize) -> Option<Self> {
        (count > 0).then_some(Changed::Pages { count })
    }
}

/// The same of files.
#[derive(Debug, Clone, PartialEq, Eq, Say)]
pub(super) enum ChangedFiles {
    #[zh("，另有 {count} 个审核以后改动过")]
    #[en(" and {count} changed since")]
    Files { count: usize },
}

impl ChangedFiles {
    fn of(count: usize) -> Option<Self> {
        (count > 0).then_some(ChangedFiles::Files { count })
    }
}

fn problem(page: &Page, state: &ReviewState) -> Option<Diagnostic> {
    let (shown, text) = (&page.file.shown_path, &page.file.text);
    let entry = review::entry_of(text);
    let page = as_argument(shown);
    let problem = match (state, &entry) {
        (ReviewState::Reviewed { .. }, _) => return None,
        (ReviewState::Changed, _) => ReviewProblem::Changed { page },
        (ReviewState::Unreviewed, None) => ReviewProblem::Unreviewed { page },
        (ReviewState::Unreviewed, Some((entry, _))) if entry.by.is_empty() => {
            ReviewProblem::WithoutName { page }
        }
        (ReviewState::Unreviewed, Some((entry, _))) if entry.on.is_none() => {
            ReviewProblem::WithoutDay { page }
        }
        (ReviewState::Unreviewed, Some(_)) => ReviewProblem::WithoutHash { page },
    };
    let place = match entry {
        Some((_, line)) => Place::at_line(shown, text, line),
        None => Place::file(shown),
    };
    Some(Diagnostic::of(place, &problem))
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum ReviewProblem {
    #[code(E12)]
    #[zh(
        "公开的页面有 {unreviewed} 篇还没有审核{changed}：{pages}",
        "看过以后运行 yanxi review {folder} --by 审核人的姓名；逐篇列出用 yanxi review --list"
    )]
    #[en(
        "{unreviewed} public pages have no review{changed}: {pages}",
        "look them through, then run yanxi review {folder} --by NAME; yanxi review --list names each"
    )]
    Several { unreviewed: usize, changed: Option<Changed>, pages: List<Name>, folder: Name },
    #[code(E12)]
    #[zh("公开的页面还没有审核", "审核后运行 yanxi review {page} --by 审核人的姓名")]
    #[en("a public page has no review", "review it, then run yanxi review {page} --by NAME")]
    Unreviewed { page: Name },
    #[code(E12)]
    #[zh("审核以后改动过", "审核后运行 yanxi review {page} --by 审核人的姓名")]
    #[en(
        "the page was changed after its review",
        "review it, then run yanxi review {page} --by NAME"
    )]
    Changed { page: Name },
    #[code(E12)]
    #[group(Mistyped)]
    #[zh("审核没有写是谁审核的", "审核后运行 yanxi review {page} --by 审核人的姓名")]
    #[en(
        "the review does not say who reviewed the page",
        "review it, then run yanxi review {page} --by NAME"
    )]
    WithoutName { page: Name },
    #[code(E12)]
    #[group(Mistyped)]
    #[zh("审核没有写日期，或日期不对", "审核后运行 yanxi review {page} --by 审核人的姓名")]
    #[en(
        "the review has no date, or a wrong one",
        "review it, then run yanxi review {page} --by NAME"
    )]
    WithoutDay { page: Name },
    #[code(E12)]
    #[zh(
        "审核没有校验，看不出审核的是不是现在的文字",
        "审核后运行 yanxi review {page} --by 审核人的姓名"
    )]
    #[en(
        "the review has no hash, so it may be of another text",
        "review it, then run yanxi review {page} --by NAME"
    )]
    WithoutHash { page: Name },
    #[code(E12)]
    #[zh(
        "公开的附件有 {unreviewed} 个还没有审核{changed}：{files}",
        "看过以后运行 yanxi review {folder} --by 审核人的姓名；逐个列出用 yanxi review --list"
    )]
    #[en(
        "{unreviewed} public attachments have no review{changed}: {files}",
        "look them through, then run yanxi review {folder} --by NAME; yanxi review --list names each"
    )]
    SeveralFiles {
        unreviewed: usize,
        changed: Option<ChangedFiles>,
        files: List<Name>,
        folder: Name,
    },
    #[code(E12)]
    #[zh("公开的附件还没有审核", "看过以后运行 yanxi review {file} --by 审核人的姓名")]
    #[en(
        "a public attachment has no review",
        "look it through, then run yanxi review {file} --by NAME"
    )]
    FileUnreviewed { file: Name },
    #[code(E12)]
    #[zh("附件审核以后改动过", "看过以后运行 yanxi review {file} --by 审核人的姓名")]
    #[en(
        "the attachment was changed after its review",
        "look it through, then run yanxi review {file} --by NAME"
    )]
    FileChanged { file: Name },
}
