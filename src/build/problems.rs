//! What keeps a build from reading and writing, in words.
//! In: what happened, and where. Out: diagnostics R02, R15 and R19.

use std::path::Path;

use crate::exit_status::{ExitStatus, Failure};
use crate::folder::Layout;
use crate::staging::write_problem;
use yanxi_problem::{Code, Diagnostic, Place, Wording};

pub(crate) fn empty_folder(layout: &Layout) -> Diagnostic {
    let shown = if layout.content_prefix.is_empty() {
        "."
    } else {
        layout.content_prefix.trim_end_matches('/')
    };
    Diagnostic::error(
        Code::R15,
        Place::file(shown),
        Wording::new("文件夹里没有一篇 .md 材料", "the folder holds no .md file"),
        Wording::new("放进至少一个 .md 文件再试", "put at least one .md file into it"),
    )
}

pub(super) fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    (
        ExitStatus::CannotReadOrWrite,
        vec![write_problem(
            path,
            error,
            Wording::new(
                "检查权限和磁盘空间，或用 --output-dir 另指一个文件夹",
                "check permissions and space, or name another folder with --output-dir",
            ),
        )],
    )
}

pub(super) fn index_failed(detail: &str) -> Diagnostic {
    Diagnostic::error(
        Code::R19,
        Place::file("search/"),
        Wording::new(
            format!("搜索资料没有做成（{detail}）"),
            format!("the search index failed ({detail})"),
        ),
        Wording::new(
            "再试一次；还不行就把这句话发给开发者",
            "try again; if it fails, report this sentence",
        ),
    )
}
