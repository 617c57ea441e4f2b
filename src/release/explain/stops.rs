//! What stops a release on its way to its target.
//! In: a [`Stop`]. Out: its message, with the one remedy.

use std::io;
use yanxi_problem::Code;

use super::{both, failure};
use crate::exit_status::ExitStatus;
use crate::exit_status::Failure;
use crate::own_files::RELEASE_MEMORY;
use crate::release::destination::Destination;
use crate::release::place::PlaceError;
use crate::release::transfer::Stop;

/// Files of one kind that a message names.
const NAMED: usize = 10;

pub(in crate::release) fn failed(error: &PlaceError) -> Failure {
    let (chinese, english) = match error.error.kind() {
        io::ErrorKind::PermissionDenied => both("没有写入权限", "no permission to write there"),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            both("空间不够了", "there is no space left")
        }
        io::ErrorKind::FileTooLarge => {
            both("文件太大，这里放不下", "the file is too large for this place")
        }
        io::ErrorKind::NotFound => both(
            "目标不见了，可能是 U 盘被拔掉或网络断开",
            "the target is gone: the stick was pulled out or the network is down",
        ),
        _ => (format!("出错（{}）", error.error), format!("it failed ({})", error.error)),
    };
    failure(
        ExitStatus::CannotReadOrWrite,
        Code::R31,
        &error.shown,
        (
            format!("{chinese}。读者看到的仍是完整的旧页面或新页面"),
            format!("{english}; readers still see whole pages, old or new"),
        ),
        (
            "排除故障后再发布一次，会自动补齐",
            "mend this and publish again; what is missing is then added",
        ),
    )
}

fn some(files: &[String]) -> (String, String) {
    let shown = files.iter().take(NAMED).cloned().collect::<Vec<_>>();
    if files.len() > NAMED {
        let rest = files.len() - NAMED;
        return (
            format!("{} 等 {} 个", shown.join("、"), files.len()),
            format!("{} and {rest} more", shown.join(", ")),
        );
    }
    (shown.join("、"), shown.join(", "))
}

pub(in crate::release) fn stop(destination: &Destination, stop: Stop) -> Failure {
    let shown = destination.shown();
    match stop {
        Stop::Failed(error) => failed(&error),
        Stop::Memory(error) => failure(
            ExitStatus::CannotReadOrWrite,
            Code::R37,
            RELEASE_MEMORY,
            (
                format!("本机保存的发布内容读不出来（{error}）"),
                format!("what this machine remembers of the release cannot be read ({error})"),
            ),
            ("运行 yanxi publish 重新发布", "run yanxi publish to publish afresh"),
        ),
        Stop::Taken => failure(
            ExitStatus::CannotReadOrWrite,
            Code::R32,
            shown,
            both(
                "另一台电脑或另一个资料文件夹正在往这里发布，或上次发布中断了",
                "another machine or another folder is publishing to it, or was cut off doing so",
            ),
            (
                "等它结束；确知没有人在发布时，加 --take-over 再发布",
                "wait until that ends; if surely nobody is at it, publish with --take-over",
            ),
        ),
        Stop::Overtaken => failure(
            ExitStatus::CannotReadOrWrite,
            Code::R33,
            shown,
            both(
                "生成网站的时候，别处刚往这里发布了另一版",
                "another release came there while this one was being built",
            ),
            ("核对两边的资料后再发布一次", "compare the two folders, then publish again"),
        ),
        Stop::InTheWay(files) => {
            let (chinese, english) = some(&files);
            failure(
                ExitStatus::CannotReadOrWrite,
                Code::R34,
                shown,
                (
                    format!("这里已有不是本程序发布的同名文件：{chinese}。没有改动它们"),
                    format!(
                        "files of the same name that are not ours lie there, untouched: {english}"
                    ),
                ),
                ("把这些文件移走，或换一个空文件夹", "move them away, or use an empty folder"),
            )
        }
        Stop::Names(files) => {
            let (chinese, english) = some(&files);
            failure(
                ExitStatus::ContentErrors,
                Code::R35,
                shown,
                (
                    format!("这些文件名在 U 盘或 Windows 上不能用，或分不清大小写：{chinese}"),
                    format!(
                        "these names cannot be used on a stick or on Windows, or differ in capitals only: {english}"
                    ),
                ),
                ("给这些文件改名", "rename these files"),
            )
        }
        Stop::Held(files) => {
            let (chinese, english) = some(&files);
            failure(
                ExitStatus::CannotReadOrWrite,
                Code::R36,
                shown,
                (
                    format!(
                        "有人正打开着这些网页，没能换上新的：{chinese}。新的放在旁边，名字末尾是 .yanxi-new"
                    ),
                    format!(
                        "these pages are held open and were not replaced; the new ones lie beside them, ending in .yanxi-new: {english}"
                    ),
                ),
                (
                    "关掉打开这些网页的窗口，再发布一次",
                    "close the windows that show them, then publish again",
                ),
            )
        }
    }
}
