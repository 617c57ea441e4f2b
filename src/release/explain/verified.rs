//! What verifying finds.
//! In: a file or a line of the log that is not as it should be. Out: its message, with the one remedy.

use std::io;
use std::path::Path;

use super::{both, failure};
use crate::exit_status::ExitStatus;
use crate::exit_status::Failure;
use crate::own_files::RELEASE_MEMORY;
use crate::release::destination::Difference;
use yanxi_problem::{Code, Diagnostic, Place, Wording};

fn problem(
    code: Code,
    place: impl Into<String>,
    message: (String, String),
    remedy: (&str, &str),
) -> Diagnostic {
    Diagnostic::error(
        code,
        Place::file(place),
        Wording::new(message.0, message.1),
        Wording::new(remedy.0, remedy.1),
    )
}

const PUBLISH_AGAIN: (&str, &str) =
    ("用 yanxi publish 加 --all 再发布一次", "publish again with yanxi publish --all");

pub(in crate::release) fn difference(difference: Difference) -> Diagnostic {
    let (file, message) = match difference {
        Difference::Changed(file) => {
            (file, both("和发布时不一样", "it differs from what was published"))
        }
        Difference::Missing(file) => {
            (file, both("发布过，现在没有了", "it was published and is gone"))
        }
        Difference::Unfinished(file) => {
            (file, both("有一次发布没有做完", "a release was not finished"))
        }
        Difference::Further(file) => {
            return Diagnostic::note(
                Code::R38,
                Place::file(file),
                Wording::new("不是本程序发布的文件", "it was not published by this program"),
                Wording::new("不需要时自己删去", "delete it if it is not wanted"),
            );
        }
    };
    problem(Code::R38, file, message, PUBLISH_AGAIN)
}

/// A copy that was carried about.
pub(in crate::release) fn difference_of_copy(difference: Difference) -> Diagnostic {
    let mut problem = self::difference(difference);
    if problem.severity == yanxi_problem::Severity::Error {
        problem.remedy =
            Wording::new("重新拷贝一份，不要用这一份", "copy it afresh; do not use this one");
    }
    problem
}

pub(in crate::release) fn no_sums(path: &Path, error: &io::Error) -> Failure {
    failure(
        ExitStatus::CannotReadOrWrite,
        Code::R38,
        path.to_string_lossy(),
        (
            format!("读不出核对用的 SHA256SUMS（{error}），这不是完整的发布包"),
            format!("its SHA256SUMS cannot be read ({error}): this is no whole bundle"),
        ),
        ("重新拷贝一份再核对", "copy it afresh and verify again"),
    )
}

pub(in crate::release) fn no_release(shown: &str) -> Diagnostic {
    problem(Code::R38, shown, both("这里没有发布过的网站", "no release lies there"), PUBLISH_AGAIN)
}

pub(in crate::release) fn record_differs(name: &str, shown: &str) -> Diagnostic {
    problem(
        Code::R38,
        shown,
        (
            format!(
                "这里的一版和“{name}”的发布记录对不上：不是从这个资料文件夹发布的，或记录被改过"
            ),
            format!("the release there is not the one that the log of “{name}” tells of"),
        ),
        (
            "核对是谁发布的；要以本机为准，再发布一次",
            "find out who published it; to put this folder's there, publish again",
        ),
    )
}

pub(in crate::release) fn no_entry(page: &str, number: u64) -> Diagnostic {
    problem(
        Code::R39,
        page,
        (
            format!("第 {number} 次发布的记录里没有这一页"),
            format!("the log of release {number} does not tell of this page"),
        ),
        PUBLISH_AGAIN,
    )
}

pub(in crate::release) fn broken_line(line: usize) -> Diagnostic {
    let mut broken = problem(
        Code::R39,
        format!("{RELEASE_MEMORY}/log.jsonl"),
        both("发布记录从这一行起被改动过", "the log was changed at this line or before it"),
        (
            "从备份里取回原来的 log.jsonl，并查明是谁改的",
            "restore log.jsonl from a backup and find out who changed it",
        ),
    );
    broken.place.line = Some(line);
    broken
}
