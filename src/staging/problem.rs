//! What keeps a file from being written.
//! In: what the system says, and where. Out: a problem R02.

use std::io::ErrorKind;
use std::path::Path;

use yanxi_problem::{Diagnostic, Place, Problem, Say, Wording};

use crate::own_files::{MANIFEST, RELEASE_MEMORY};

/// Why a file or folder is not written.
#[derive(Problem)]
pub(super) enum WriteProblem {
    #[code(R02)]
    #[zh("没有写入权限", "{remedy}")]
    #[en("no permission to write there", "{remedy}")]
    NoPermission { remedy: WriteRemedy },

    #[code(R02)]
    #[zh("另一个程序正在往同一个文件夹里生成网站", "{remedy}")]
    #[en("another build is writing to the same folder", "{remedy}")]
    OtherBuild { remedy: WriteRemedy },

    #[code(R02)]
    #[zh(
        "旧网站的文件清单（{manifest}）坏了，分不清哪些文件是旧网站的",
        "{remedy}",
        manifest = MANIFEST
    )]
    #[en(
        "the old site's list of files ({manifest}) is damaged, so that its files cannot be told from others",
        "{remedy}",
        manifest = MANIFEST
    )]
    ManifestDamaged { remedy: WriteRemedy },

    #[code(R02)]
    #[zh("磁盘满了", "{remedy}")]
    #[en("the disk is full", "{remedy}")]
    DiskFull { remedy: WriteRemedy },

    #[code(R02)]
    #[zh("写不进去（{error}）", "{remedy}")]
    #[en("it cannot be written ({error})", "{remedy}")]
    Failed { error: Wording, remedy: WriteRemedy },
}

/// What helps, by what was to be written.
#[derive(Say)]
pub enum WriteRemedy {
    #[zh("检查文件夹的权限和磁盘空间")]
    #[en("check the folder's permissions and the space on the disk")]
    CheckFolder,

    /// A site.
    #[zh("检查权限和磁盘空间，或用 --output-dir 另指一个文件夹")]
    #[en("check permissions and the space on the disk, or name another folder with --output-dir")]
    OtherOutput,

    /// What a site remembers of its releases.
    #[zh("检查 {memory} 文件夹的权限和磁盘空间，再发布一次", memory = RELEASE_MEMORY)]
    #[en(
        "check the permissions of the folder {memory} and the space on the disk, then publish again",
        memory = RELEASE_MEMORY
    )]
    CheckMemory,
}

/// The message for a file or folder that the system does not let be written.
pub fn write_problem(path: &Path, error: &std::io::Error, remedy: WriteRemedy) -> Diagnostic {
    let problem = match error.kind() {
        ErrorKind::PermissionDenied => WriteProblem::NoPermission { remedy },
        ErrorKind::WouldBlock => WriteProblem::OtherBuild { remedy },
        ErrorKind::InvalidData => WriteProblem::ManifestDamaged { remedy },
        ErrorKind::StorageFull => WriteProblem::DiskFull { remedy },
        _ => WriteProblem::Failed { error: Wording::untranslated(error), remedy },
    };
    Diagnostic::of(Place::file(path.to_string_lossy()), &problem)
}
