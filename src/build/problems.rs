//! What keeps a build from reading and writing.
//! In: what happened, and where. Out: problems R01, R15, R18 and R19, and R02 where nothing can be written.

use std::path::Path;

use crate::exit_status::{ExitStatus, Failure};
use crate::folder::Layout;
use crate::staging::{WriteRemedy, write_problem};
use yanxi_problem::{Diagnostic, Entry, Place, Problem, Quoted, Wording};

/// What keeps a build from being made.
#[derive(Problem)]
pub(super) enum BuildProblem {
    #[code(R01)]
    #[zh("“{given}”不能做网站的网址", "写成 https://www.example.com/study/ 的样子，没有问号和井号")]
    #[en(
        "“{given}” cannot be the site's address",
        "write it as https://www.example.com/study/, without ? and #"
    )]
    NoAddress { given: Quoted },

    #[code(R15)]
    #[zh(
        "文件夹里没有一篇材料（.md、Word 文件或表格文件）",
        "放进至少一个 .md、.docx、.doc、.wps 或 .xlsx 文件再试"
    )]
    #[en(
        "the folder holds no material (.md, Word documents or workbooks)",
        "put at least one .md, .docx, .doc, .wps or .xlsx file into it"
    )]
    NoMaterial,

    #[code(R18)]
    #[zh("输出文件夹不能是资料文件夹或它的上级", "用 --output-dir 另指一个文件夹")]
    #[en(
        "the output folder cannot be the site's own folder or one that holds it",
        "name another folder with --output-dir"
    )]
    OutputHoldsSite,

    #[code(R19)]
    #[zh("搜索资料没有做成（{detail}）", "再试一次；还不行就把这句话发给开发者")]
    #[en(
        "the search index failed ({detail})",
        "try again; if it fails again, send this sentence to the developers"
    )]
    IndexFailed { detail: Wording },
}

/// Every problem of this folder, for the catalogue.
pub fn problems() -> Vec<Entry> {
    yanxi_problem::problems::<BuildProblem>()
}

pub(crate) fn empty_folder(layout: &Layout) -> Diagnostic {
    let shown = if layout.content_prefix.is_empty() {
        "."
    } else {
        layout.content_prefix.trim_end_matches('/')
    };
    Diagnostic::of(Place::file(shown), &BuildProblem::NoMaterial)
}

pub(super) fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    (ExitStatus::CannotReadOrWrite, vec![write_problem(path, error, WriteRemedy::OtherOutput)])
}

pub(super) fn index_failed(detail: &str) -> Diagnostic {
    let detail = Wording::untranslated(detail);
    Diagnostic::of(Place::file("search/"), &BuildProblem::IndexFailed { detail })
}
