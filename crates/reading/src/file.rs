//! A file of a site folder, and what is wrong when the system does not give it.
//! In: what the walk through the folder found. Out: paths to show, to link and to open.

use std::path::PathBuf;

use yanxi_problem::{Diagnostic, Place, Problem, Wording};

/// A file of the content or static folder that is no Markdown.
#[derive(Debug, Clone)]
pub struct OtherFile {
    /// Path below its folder with `/`.
    pub path: String,
    pub shown_path: String,
    pub absolute: PathBuf,
    pub size: u64,
}

/// Why the system does not give a file or folder.
#[derive(Problem)]
pub(crate) enum FileProblem {
    #[code(R02)]
    #[zh("没有读取权限", "检查这个文件或文件夹的权限，或把它移出资料文件夹")]
    #[en("no permission to read it", "check its permissions, or move it out of the folder")]
    NoPermission,

    #[code(R02)]
    #[zh("找不到，可能刚刚改了名或移走了", "看看名字写得对不对，再运行一次")]
    #[en(
        "it is not there; perhaps it was just renamed or moved",
        "check its name, and run it again"
    )]
    NotThere,

    #[code(R02)]
    #[zh("别的程序正打开着它，读不出来", "关掉正在打开它的 WPS 或 Word，再运行一次")]
    #[en(
        "another program holds it open, and it cannot be read",
        "close the program that has it open, and run it again"
    )]
    HeldOpen,

    #[code(R02)]
    #[zh("读不出来（{error}）", "检查这个文件或文件夹的权限，或把它移出资料文件夹")]
    #[en("it cannot be read ({error})", "check its permissions, or move it out of the folder")]
    Unreadable { error: Wording },
}

/// Windows refuses what another program has opened for itself.
fn is_held_open(error: &std::io::Error) -> bool {
    const SHARING_VIOLATION: i32 = 32;
    const LOCK_VIOLATION: i32 = 33;
    error.kind() == std::io::ErrorKind::ResourceBusy
        || (cfg!(windows)
            && matches!(error.raw_os_error(), Some(SHARING_VIOLATION | LOCK_VIOLATION)))
}

/// The message for a file or folder that the system refuses to give.
pub fn cannot_read(path: &str, error: &std::io::Error) -> Diagnostic {
    let problem = match error.kind() {
        std::io::ErrorKind::PermissionDenied => FileProblem::NoPermission,
        std::io::ErrorKind::NotFound => FileProblem::NotThere,
        _ if is_held_open(error) => FileProblem::HeldOpen,
        _ => FileProblem::Unreadable { error: Wording::of_system(error) },
    };
    Diagnostic::of(Place::file(path), &problem)
}
