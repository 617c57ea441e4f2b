//! W16: what goes out with an attachment though nobody sees it who opens it.
//! In: the matter of the public edition. Out: a warning for each file with all of it; scripts are told apart.

use std::collections::BTreeMap;

use crate::rules::Subject;
use crate::rules::parts::Row;
use crate::rules::{Example, Found, Rule};
use yanxi_attachments::Concealed;
use yanxi_problem::{Code, Diagnostic, Place, Problem, problems};

pub(super) const RULE: Rule = Rule {
    code: Code::W16,
    bad: Example {
        files: &[
            ("资料/讲话.md", "# 讲话\n\n样例正文。\n"),
            ("资料/讲话-网页.html", "<p>样例正文。</p>\n<!-- 这一段先不公开 -->\n"),
        ],
    },
    good: Example {
        files: &[
            ("资料/讲话.md", "# 讲话\n\n样例正文。\n"),
            ("资料/讲话-网页.html", "<p>样例正文。</p>\n"),
        ],
    },
    found: Found::By(find, problems::<ConcealedProblem>),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut files: BTreeMap<&Place, Vec<&Concealed>> = BTreeMap::new();
    for hidden in &subject.disclosure().hidden {
        files.entry(&hidden.place).or_default().push(&hidden.what);
    }
    let mut found = Vec::new();
    for (place, all) in files {
        let (scripts, rest): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|what| matches!(what, Concealed::Script));
        if !rest.is_empty() {
            let all = rest.into_iter().cloned().collect();
            let all = Row { all, english_joint: "; " };
            found.push(Diagnostic::of(place.clone(), &ConcealedProblem::GoesOut { all }));
        }
        if !scripts.is_empty() {
            found.push(Diagnostic::of(place.clone(), &ConcealedProblem::Script));
        }
    }
    found
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum ConcealedProblem {
    #[code(W16)]
    #[zh(
        "会随文件一起发出去：{all}",
        "用 WPS 或 Office 打开，“文件—信息—检查文档”查一遍，该删的批注、修订、隐藏内容删去再放进来；都可以公开的不用管"
    )]
    #[en(
        "this goes out with the file: {all}",
        "look through it with File, Info, Inspect Document in WPS or Office and delete the comments, changes and hidden parts that are not meant to go out; leave it where all of it may"
    )]
    GoesOut { all: Row<Concealed> },
    #[code(W16)]
    #[zh("里面有脚本，读者打开时会运行", "换成 PDF 或图片再放进来，或请做网站的人删去脚本")]
    #[en(
        "there are scripts in it, which run when a reader opens it",
        "use a PDF or a picture instead, or have whoever makes the site remove the scripts"
    )]
    Script,
}
