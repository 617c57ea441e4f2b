//! What keeps a file from being written, in words.
//! In: what the system says, and where. Out: a diagnostic R02.

use std::path::Path;

use yanxi_problem::{Code, Diagnostic, Place, Wording};

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
