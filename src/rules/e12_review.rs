//! E12: public pages written by people that nobody has reviewed, or that changed since.
//! In: the public site's pages; those made by the program need no review. Out: one problem for each such page.

use crate::model::page::Page;
use crate::review::{self, ReviewState};
use crate::rules::Subject;
use crate::rules::{Example, Found, Rule};
use yanxi_problem::{Code, Diagnostic, Place, Wording};

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
    found: Found::By(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject
        .editions
        .public
        .pages
        .iter()
        .filter_map(|page| problem(page, &review::state(page)))
        .collect()
}

fn problem(page: &Page, state: &ReviewState) -> Option<Diagnostic> {
    let (shown, text) = (&page.file.shown_path, &page.file.text);
    let entry = review::entry_of(text);
    let message = match (state, &entry) {
        (ReviewState::Reviewed { .. }, _) => return None,
        (ReviewState::Changed, _) => {
            Wording::new("审核以后改动过", "the page was changed after its review")
        }
        (ReviewState::Unreviewed, None) => {
            Wording::new("公开的页面还没有审核", "a public page has no review")
        }
        (ReviewState::Unreviewed, Some((entry, _))) if entry.by.is_empty() => {
            Wording::new("审核没有写是谁审核的", "the review does not say who reviewed the page")
        }
        (ReviewState::Unreviewed, Some((entry, _))) if entry.on.is_none() => {
            Wording::new("审核没有写日期，或日期不对", "the review has no date, or a wrong one")
        }
        (ReviewState::Unreviewed, Some(_)) => Wording::new(
            "审核没有校验，看不出审核的是不是现在的文字",
            "the review has no hash, so it may be of another text",
        ),
    };
    let place = match entry {
        Some((_, line)) => Place::at_line(shown, text, line),
        None => Place::file(shown),
    };
    let path =
        if shown.contains(char::is_whitespace) { format!("\"{shown}\"") } else { shown.clone() };
    let remedy = Wording::new(
        format!("审核后运行 yanxi review {path} --by 审核人的姓名"),
        format!("review it, then run yanxi review {path} --by NAME"),
    );
    Some(Diagnostic::error(Code::E12, place, message, remedy))
}
