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
    #[zh(
        "网站不能放进资料文件夹里面，也不能放在它的上级",
        "用 --output-dir 另指一个文件夹，放在资料文件夹旁边"
    )]
    #[en(
        "the site cannot go into the folder of material or into one that holds it",
        "name another folder with --output-dir, beside the folder of material"
    )]
    OutputHoldsSite,

    #[code(R18)]
    #[zh(
        "这个文件夹在资料文件夹里，里面已经有文件；网站放进去以后，那些文件就不再是材料了",
        "用 --output-dir 另指一个文件夹，空的或还没有的"
    )]
    #[en(
        "this folder lies in the folder of material and holds files, which would be material no more",
        "name another folder with --output-dir, an empty one or one that is still to be made"
    )]
    OutputHoldsMaterial,

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
