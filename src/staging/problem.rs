//! What keeps a file from being written.
//! In: what the system says, and where. Out: a problem R02.

use std::fmt;
use std::io;
use std::path::Path;
use yanxi_reading::{SystemFault, SystemRemedy};

use yanxi_problem::{Diagnostic, List, Name, Place, Problem, Say, Wording};

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

    /// Of a folder that is to be replaced whole.
    #[code(R02)]
    #[zh(
        "旧网站的文件正被别的程序打开，换不下来：{files}",
        "关掉打开它们的 WPS、Word 或浏览器，再运行一次"
    )]
    #[en(
        "files of the old site are held open by another program, and it cannot be replaced: {files}",
        "close the program that has them open, such as WPS, Word or a browser, and run it again"
    )]
    HeldFiles { files: List<Name> },

    #[code(R02)]
    #[zh(
        "这个文件夹正被别的程序打开，旧网站换不下来",
        "关掉开着“{folder}”的文件夹窗口、WPS 和命令窗口，再运行一次"
    )]
    #[en(
        "this folder is held open by another program, and the old site cannot be replaced",
        "close the windows that show “{folder}” or a file in it, and run it again"
    )]
    HeldFolder { folder: Name },

    #[code(R02)]
    #[zh("磁盘是只读的，写不进去", "{remedy}")]
    #[en("the disk is read-only", "{remedy}")]
    ReadOnly { remedy: WriteRemedy },

    #[code(R02)]
    #[zh("写不进去：{fault}", "{remedy}")]
    #[en("it cannot be written: {fault}", "{remedy}")]
    Refused { fault: SystemFault, remedy: SystemRemedy },

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
    /// Another program holds these files open, or the folder itself where none is named.
    Held(Vec<String>),
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Refusal::OtherBuild => "another build is writing to the same folder",
            Refusal::ManifestDamaged => "the list of files is damaged",
            Refusal::ManifestMissing(_) => "internal pages without a list of files",
            Refusal::Held(_) => "files of the old site are held open",
        })
    }
}

impl std::error::Error for Refusal {}

impl From<Refusal> for io::Error {
    fn from(refusal: Refusal) -> io::Error {
        io::Error::other(refusal)
    }
}

/// Files held open that a message names.
const HELD_NAMED: usize = 5;

pub(super) fn refusal(error: &io::Error) -> Option<&Refusal> {
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
        Refusal::Held(files) if files.is_empty() => WriteProblem::HeldFolder { folder: folder() },
        Refusal::Held(files) => WriteProblem::HeldFiles { files: List::cut(files, HELD_NAMED) },
    }
}

/// The message for a file or folder that the system does not let be written.
pub fn write_problem(path: &Path, error: &std::io::Error, remedy: WriteRemedy) -> Diagnostic {
    if let Some(refusal) = refusal(error) {
        return Diagnostic::of(Place::file(path.to_string_lossy()), &refused(path, refusal));
    }
    let problem = match SystemFault::of(error) {
        Some(SystemFault::NoPermission) => WriteProblem::NoPermission { remedy },
        Some(SystemFault::ReadOnlyDisk) => WriteProblem::ReadOnly { remedy },
        Some(fault) => WriteProblem::Refused { fault, remedy: fault.remedy_for_writing() },
        None => WriteProblem::Failed { error: SystemFault::wording(error), remedy },
    };
    Diagnostic::of(Place::file(path.to_string_lossy()), &problem)
}
