//! What keeps a release from its target, in words.
//! In: what happened. Out: diagnostics with one remedy each, and how the command ends.

mod stops;
mod verified;

use std::io;
use std::path::Path;

#[cfg(feature = "bucket")]
use super::place::bucket::NoKeys;
use crate::config::targets::Targets;
use crate::exit_status::ExitStatus;
use crate::exit_status::Failure;
use crate::nearest::nearest;
use crate::own_files::RELEASE_MEMORY;
use crate::own_files::SETTINGS;
use crate::staging::write_problem;
use yanxi_problem::{Code, Diagnostic, Place, Wording};

pub(super) use stops::{failed, stop};
pub(super) use verified::{
    broken_line, difference, difference_of_copy, no_entry, no_release, no_sums, record_differs,
};

fn failure(
    ending: ExitStatus,
    code: Code,
    place: impl Into<String>,
    message: (String, String),
    remedy: (&str, &str),
) -> Failure {
    let problem = Diagnostic::error(
        code,
        Place::file(place),
        Wording::new(message.0, message.1),
        Wording::new(remedy.0, remedy.1),
    );
    (ending, vec![problem])
}

fn both(chinese: &str, english: &str) -> (String, String) {
    (chinese.to_string(), english.to_string())
}

pub(super) fn no_site(folder: &Path) -> Failure {
    failure(
        ExitStatus::CannotReadOrWrite,
        Code::R02,
        folder.to_string_lossy(),
        both("没有这个文件夹", "there is no such folder"),
        ("检查文件夹的名字和位置", "check its name and place"),
    )
}

fn names(targets: &Targets) -> (String, String) {
    let names: Vec<&str> = targets.keys().map(String::as_str).collect();
    (names.join("、"), names.join(", "))
}

pub(super) fn no_such_target(name: &str, targets: &Targets) -> Failure {
    let message = (format!("没有叫“{name}”的发布目标"), format!("there is no target “{name}”"));
    let (chinese, english) = names(targets);
    let remedy = match nearest(name, targets.keys().map(String::as_str)) {
        Some(near) => (format!("写成 yanxi publish {near}"), format!("write yanxi publish {near}")),
        None if targets.is_empty() => no_target_remedy(name),
        None => (format!("用已有的名字：{chinese}"), format!("use a known name: {english}")),
    };
    failure(ExitStatus::WrongUse, Code::R30, SETTINGS, message, (&remedy.0, &remedy.1))
}

fn no_target_remedy(name: &str) -> (String, String) {
    (
        format!(
            "在 {SETTINGS} 末尾加上 [publish.{name}]、kind = \"folder\"、path = \"E:/学习资料\" 三行"
        ),
        format!(
            "add the lines [publish.{name}], kind = \"folder\", path = \"E:/study\" to {SETTINGS}"
        ),
    )
}

pub(super) fn which_target(targets: &Targets) -> Failure {
    if targets.is_empty() {
        let remedy = no_target_remedy("usb");
        return failure(
            ExitStatus::WrongUse,
            Code::R30,
            SETTINGS,
            both("还没有写发布到哪里", "it does not say where to publish to"),
            (&remedy.0, &remedy.1),
        );
    }
    let (chinese, english) = names(targets);
    failure(
        ExitStatus::WrongUse,
        Code::R30,
        SETTINGS,
        (
            format!("发布目标不止一个：{chinese}"),
            format!("there is more than one target: {english}"),
        ),
        ("写明发布到哪一个，如 yanxi publish 名字", "name one, such as yanxi publish NAME"),
    )
}

pub(super) fn not_there(name: &str, folder: &Path) -> Failure {
    failure(
        ExitStatus::CannotReadOrWrite,
        Code::R31,
        folder.to_string_lossy(),
        (
            format!("找不到这个位置，没有发布到“{name}”"),
            format!("this place is not there; nothing was published to “{name}”"),
        ),
        (
            "插好 U 盘或连上共享文件夹，再发布一次",
            "plug in the stick or connect the share, then publish again",
        ),
    )
}

pub(super) fn inside_site(name: &str, path: &Path) -> Failure {
    failure(
        ExitStatus::WrongUse,
        Code::R31,
        path.to_string_lossy(),
        (
            format!("“{name}”指向资料文件夹里面或它的上级，不能发布到这里"),
            format!("“{name}” lies in the site's own folder or holds it"),
        ),
        ("把 path 改成资料文件夹之外的位置", "set path to a place outside the folder"),
    )
}

#[cfg(feature = "bucket")]
pub(super) fn no_keys(name: &str, problem: &NoKeys) -> Failure {
    let (message, remedy) = match problem {
        NoKeys::Nowhere => (
            (format!("没有存储桶“{name}”的钥匙"), format!("there are no keys to “{name}”")),
            (
                "设好环境变量 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY",
                "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment",
            ),
        ),
        NoKeys::Inside(file) => (
            (
                format!("钥匙文件 {file} 在资料文件夹里，可能被传出去"),
                format!("the file of keys {file} lies in the site's folder and could be passed on"),
            ),
            (
                "把它移到资料文件夹之外，再改 credentials",
                "move it out of the folder and set credentials to its new place",
            ),
        ),
        NoKeys::Unreadable(file) => (
            (format!("读不出钥匙文件 {file}"), format!("the file of keys {file} cannot be read")),
            (
                "检查 credentials 写的位置和文件的权限",
                "check the place that credentials names, and its permissions",
            ),
        ),
        NoKeys::Empty(file) => (
            (format!("文件 {file} 里没有钥匙"), format!("the file {file} holds no keys")),
            (
                "写上 aws_access_key_id = … 和 aws_secret_access_key = … 两行",
                "give it the lines aws_access_key_id = … and aws_secret_access_key = …",
            ),
        ),
    };
    failure(ExitStatus::WrongUse, Code::R31, SETTINGS, message, remedy)
}

#[cfg(not(feature = "bucket"))]
pub(super) fn no_buckets(name: &str) -> Failure {
    failure(
        ExitStatus::WrongUse,
        Code::R31,
        SETTINGS,
        (
            format!("这个程序制作时没有带存储桶功能，不能发布到“{name}”"),
            format!("this program was made without buckets and cannot publish to “{name}”"),
        ),
        ("换用带存储桶功能的程序", "use a program made with the feature `bucket`"),
    )
}

/// The site's own memory cannot be read or written.
pub(super) fn memory(site: &Path, error: &io::Error) -> Failure {
    let path = site.join(RELEASE_MEMORY);
    let remedy = Wording::new(
        format!("检查 {RELEASE_MEMORY} 文件夹的权限和磁盘空间，再发布一次"),
        format!("check permissions and space of {RELEASE_MEMORY}, then publish again"),
    );
    (ExitStatus::CannotReadOrWrite, vec![write_problem(&path, error, remedy)])
}

pub(super) fn busy_here(site: &Path) -> Failure {
    failure(
        ExitStatus::CannotReadOrWrite,
        Code::R32,
        site.join(RELEASE_MEMORY).to_string_lossy(),
        both(
            "这台电脑上正在发布同一个资料文件夹",
            "this folder is being published on this machine already",
        ),
        ("等那一次结束，再发布", "wait until that ends, then publish"),
    )
}

pub(super) fn nothing_before(name: &str) -> Failure {
    failure(
        ExitStatus::WrongUse,
        Code::R37,
        RELEASE_MEMORY,
        (
            format!("“{name}”没有可以退回的上一版"),
            format!("there is no release of “{name}” to go back to"),
        ),
        (
            "改好资料后用 yanxi publish 发布新的一版",
            "mend the folder and publish anew with yanxi publish",
        ),
    )
}
