//! A file of a site folder, and what is wrong when the system does not give it.
//! In: what the walk through the folder found. Out: paths to show, to link and to open.

use crate::system::{SystemFault, SystemRemedy};
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
    #[zh("读不出来：{fault}", "{remedy}")]
    #[en("it cannot be read: {fault}", "{remedy}")]
    Refused { fault: SystemFault, remedy: SystemRemedy },

    #[code(R02)]
    #[zh("读不出来（{error}）", "检查这个文件或文件夹的权限，或把它移出资料文件夹")]
    #[en("it cannot be read ({error})", "check its permissions, or move it out of the folder")]
    Unreadable { error: Wording },
}

/// The message for a file or folder that the system refuses to give.
pub fn cannot_read(path: &str, error: &std::io::Error) -> Diagnostic {
    let problem = match SystemFault::of(error) {
        Some(SystemFault::NoPermission) => FileProblem::NoPermission,
        Some(SystemFault::NotThere) => FileProblem::NotThere,
        Some(fault) => FileProblem::Refused { fault, remedy: fault.remedy() },
        None => FileProblem::Unreadable { error: SystemFault::wording(error) },
    };
    Diagnostic::of(Place::file(path), &problem)
}
