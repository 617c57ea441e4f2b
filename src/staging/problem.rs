//! What keeps a file from being written.
//! In: what the system says, and where. Out: a problem R02.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;

use yanxi_problem::{Diagnostic, Name, Place, Problem, Say, Wording};

use crate::own_files::{MANIFEST, RELEASE_MEMORY};

/// Why a file or folder is not written.
#[derive(Problem)]
pub(super) enum WriteProblem {
    #[code(R02)]
    #[zh("没有写入权限", "{remedy}")]
    #[en("no permission to write there", "{remedy}")]
    NoPermission { remedy: WriteRemedy },

    #[code(R02)]
    #[zh("另一个程序正在往同一个文件夹里生成网站", "等那一次做完，再运行一次")]
    #[en(
        "another build is writing to the same folder",
        "wait until that one ends, then run it again"
    )]
    OtherBuild,

    #[code(R02)]
    #[zh(
        "旧网站的文件清单（{manifest}）坏了，分不清哪些文件是旧网站的",
        "把“{folder}”这个文件夹整个移走，再生成一次",
        manifest = MANIFEST
    )]
    #[en(
        "the old site's list of files ({manifest}) is damaged, so that its files cannot be told from others",
        "move the whole folder “{folder}” away, then build again",
        manifest = MANIFEST
    )]
    ManifestDamaged { folder: Name },

    #[code(R02)]
    #[zh(
        "里面是内部版的网页（如 {page}），文件清单（{manifest}）却不在了，旧网页会留在新网站里",
        "把“{folder}”这个文件夹整个移走，再生成一次",
        manifest = MANIFEST
    )]
    #[en(
        "it holds pages of the internal edition (such as {page}) and no list of files ({manifest}): they would stay in the new site",
        "move the whole folder “{folder}” away, then build again",
        manifest = MANIFEST
    )]
    ManifestMissing { folder: Name, page: Name },

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

/// Why a site is not put in the place of what lies there, though the system would let it.
#[derive(Debug)]
pub(super) enum Refusal {
    /// Another build is at work in the same folder.
    OtherBuild,
    ManifestDamaged,
    /// There is no manifest, and this page is one of an internal edition.
    ManifestMissing(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Refusal::OtherBuild => "another build is writing to the same folder",
            Refusal::ManifestDamaged => "the list of files is damaged",
            Refusal::ManifestMissing(_) => "internal pages without a list of files",
        })
    }
}

impl std::error::Error for Refusal {}

impl From<Refusal> for io::Error {
    fn from(refusal: Refusal) -> io::Error {
        io::Error::other(refusal)
    }
}

fn refusal(error: &io::Error) -> Option<&Refusal> {
    error.get_ref()?.downcast_ref()
}

fn refused(path: &Path, refusal: &Refusal) -> WriteProblem {
    let folder =
        || Name(path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned());
    match refusal {
        Refusal::OtherBuild => WriteProblem::OtherBuild,
        Refusal::ManifestDamaged => WriteProblem::ManifestDamaged { folder: folder() },
        Refusal::ManifestMissing(page) => {
            WriteProblem::ManifestMissing { folder: folder(), page: page.into() }
        }
    }
}

/// The message for a file or folder that the system does not let be written.
pub fn write_problem(path: &Path, error: &std::io::Error, remedy: WriteRemedy) -> Diagnostic {
    if let Some(refusal) = refusal(error) {
        return Diagnostic::of(Place::file(path.to_string_lossy()), &refused(path, refusal));
    }
    let problem = match error.kind() {
        ErrorKind::PermissionDenied => WriteProblem::NoPermission { remedy },
        ErrorKind::StorageFull => WriteProblem::DiskFull { remedy },
        _ => WriteProblem::Failed { error: Wording::of_system(error), remedy },
    };
    Diagnostic::of(Place::file(path.to_string_lossy()), &problem)
}
