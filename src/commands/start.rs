//! The program started without arguments, as by a double click.
//! In: the folder it was started in. Out: its site built and opened, or the site of `init` made there.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use super::serve::{PORT, preview};
use super::site_arguments::site_of;
use crate::authoring;
use crate::build::Request;
use crate::exit_status::ExitStatus;
use crate::folder::is_markdown;
use crate::own_files::SETTINGS;
use crate::terminal::Terminal;
use yanxi_problem::print;

/// Double-clicked: in a site, or in a part of one, build, open the browser and wait; elsewhere offer to make a site.
pub(super) fn without_arguments(terminal: Terminal) -> ExitStatus {
    let here = site_of(&PathBuf::from("."), terminal);
    let request = Request { folder: here.clone(), ..Request::default() };
    if here.join(SETTINGS).is_file() {
        return preview(&request, PORT, true, terminal);
    }
    if !std::io::stdin().is_terminal() {
        eprintln!(
            "{}",
            terminal.pick(
                "这里没有 yanxi.toml。用法：yanxi build 资料文件夹；yanxi --help 看全部命令",
                "there is no yanxi.toml here. Usage: yanxi build FOLDER; yanxi --help lists all commands",
            )
        );
        return ExitStatus::WrongUse;
    }
    match Found::of(&here) {
        Found::Nothing => {
            if !agreed(
                terminal,
                "这里是空文件夹。要在这里新建一个网站吗？[是/否] ",
                "This folder is empty. Make a site here? [y/n] ",
            ) {
                return declined(terminal);
            }
            match authoring::init(&here, terminal.language, jiff::Zoned::now().date()) {
                Ok(written) => {
                    let count = written.len();
                    terminal.say(
                        &format!("写好了 {count} 个文件：yanxi.toml 是设置，content 里是资料和一个活动的样子"),
                        &format!("{count} files written: yanxi.toml holds settings, content the material and a campaign to fill in"),
                    );
                    preview(&request, PORT, true, terminal)
                }
                Err(problem) => {
                    eprintln!("{}", print::line(&problem, terminal.language));
                    ExitStatus::CannotReadOrWrite
                }
            }
        }
        Found::Pages(count) => {
            let chinese = format!("这里有 {count} 篇 .md 材料。直接做成网站看看吗？[是/否] ");
            let english = format!("There are {count} .md files here. Make a site of them? [y/n] ");
            if !agreed(terminal, &chinese, &english) {
                return declined(terminal);
            }
            preview(&request, PORT, true, terminal)
        }
        Found::OtherThings => {
            terminal.say(
                "这里有别的东西，没有 .md 材料。新建网站：yanxi init 新文件夹名",
                "there are other things here and no .md files. To begin a site: yanxi init NEW_FOLDER",
            );
            ExitStatus::WrongUse
        }
    }
}

/// What lies in a folder that is no site.
enum Found {
    Nothing,
    Pages(usize),
    OtherThings,
}

impl Found {
    fn of(folder: &Path) -> Self {
        let is_used = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
        if !is_used {
            return Found::Nothing;
        }
        let pages = walkdir::WalkDir::new(folder)
            .into_iter()
            .flatten()
            .filter(|entry| is_markdown(&entry.file_name().to_string_lossy()))
            .count();
        if pages > 0 { Found::Pages(pages) } else { Found::OtherThings }
    }
}

fn agreed(terminal: Terminal, chinese: &str, english: &str) -> bool {
    eprint!("{}", terminal.pick(chinese, english));
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).is_ok()
        && matches!(answer.trim(), "是" | "y" | "Y" | "yes" | "shi")
}

fn declined(terminal: Terminal) -> ExitStatus {
    terminal.say(
        "什么也没有做。新建网站：yanxi init 新文件夹名",
        "nothing was done. To begin a site: yanxi init NEW_FOLDER",
    );
    ExitStatus::Done
}
