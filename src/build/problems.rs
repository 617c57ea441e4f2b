//! What keeps a build from reading and writing, in words.
//! In: what happened, and where. Out: diagnostics R02, R15 and R19.

use std::path::Path;

use super::{Ending, Failure};
use crate::source::Layout;
use yanxi_problem::{Code, Diagnostic, Place, Wording};

pub(super) fn no_such_folder(folder: &Path) -> Diagnostic {
    Diagnostic::error(
        Code::R02,
        Place::file(folder.to_string_lossy()),
        Wording::new("没有这个文件夹", "there is no such folder"),
        Wording::new("检查文件夹的名字和位置", "check its name and place"),
    )
}

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
        Ending::CannotReadOrWrite,
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

/// The message for a file or folder that the system does not let be written.
pub fn write_problem(path: &Path, error: &std::io::Error, remedy: Wording) -> Diagnostic {
    let (chinese, english) = match error.kind() {
        std::io::ErrorKind::PermissionDenied => (
            "没有写入权限".to_string(),
            "no permission to write there".to_string(),
        ),
        std::io::ErrorKind::WouldBlock => (
            "另一个程序正在往同一个文件夹里生成网站".to_string(),
            "another build is writing to the same folder".into(),
        ),
        std::io::ErrorKind::InvalidData => (
            "旧网站的文件清单（.yanxi-manifest.json）坏了，分不清哪些文件是旧网站的".into(),
            "the old site's list of files (.yanxi-manifest.json) is damaged, so that its files cannot be told from others".into(),
        ),
        std::io::ErrorKind::StorageFull => ("磁盘满了".into(), "the disk is full".into()),
        _ => (
            format!("写不进去（{error}）"),
            format!("it cannot be written ({error})"),
        ),
    };
    Diagnostic::error(
        Code::R02,
        Place::file(path.to_string_lossy()),
        Wording { chinese, english },
        remedy,
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
