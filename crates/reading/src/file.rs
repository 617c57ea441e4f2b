//! A file of a site folder, and what is wrong when the system does not give it.
//! In: what the walk through the folder found. Out: paths to show, to link and to open.

use std::path::PathBuf;

use yanxi_problem::{Code, Diagnostic, Place, Wording};

/// A file of the content or static folder that is no Markdown.
#[derive(Debug, Clone)]
pub struct OtherFile {
    /// Path below its folder with `/`.
    pub path: String,
    pub shown_path: String,
    pub absolute: PathBuf,
    pub size: u64,
}

/// The message for a file or folder that the system refuses to give.
pub fn cannot_read(path: &str, error: &std::io::Error) -> Diagnostic {
    let (chinese, english) = match error.kind() {
        std::io::ErrorKind::PermissionDenied => {
            ("没有读取权限".to_string(), "no permission to read it".to_string())
        }
        std::io::ErrorKind::NotFound => ("找不到".to_string(), "it is not there".to_string()),
        _ => (format!("读不出来（{error}）"), format!("it cannot be read ({error})")),
    };
    Diagnostic::error(
        Code::R02,
        Place::file(path),
        Wording::new(chinese, english),
        Wording::new(
            "检查这个文件或文件夹的权限，或把它移出资料文件夹",
            "check its permissions, or move it out of the folder",
        ),
    )
}
