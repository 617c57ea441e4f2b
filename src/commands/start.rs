//! The program started without arguments, as by a double click.
//! In: the folder it was started in. Out: its site built and opened in the browser, or a page there that asks which folder
//! to open.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use super::serve::PORT;
use super::site_arguments::site_of;
use crate::build::Request;
use crate::exit_status::ExitStatus;
use crate::folder::is_markdown;
use crate::own_files::SETTINGS;
use crate::serve::{self, Beginning, Way};
use crate::terminal::Terminal;

/// In a site, in a part of one, or in a folder with material: builds, opens the browser, serves. Elsewhere the browser
/// asks. Nothing is asked here, where there may be no window.
pub(super) fn without_arguments(terminal: Terminal) -> ExitStatus {
    let here = site_of(&PathBuf::from("."), terminal);
    let is_site = here.join(SETTINGS).is_file();
    if !is_site && !is_anybody_there() {
        eprintln!(
            "{}",
            terminal.pick(
                "这里没有 yanxi.toml。用法：yanxi build 资料文件夹；yanxi --help 看全部命令",
                "there is no yanxi.toml here. Usage: yanxi build FOLDER; yanxi --help lists all commands",
            )
        );
        return ExitStatus::WrongUse;
    }
    let beginning = match is_site || has_material(&here) {
        true => Beginning::Site(Box::new(Request { folder: here, ..Request::default() })),
        false => Beginning::Choice(here),
    };
    serve::run(beginning, Way { port: PORT, open: true, by_double_click: true }, terminal)
}

/// Whether somebody may see a browser, or the address in a terminal; a script on a server sees neither.
fn is_anybody_there() -> bool {
    let has_screen = cfg!(any(windows, target_os = "macos"))
        || ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    has_screen || std::io::stdin().is_terminal() || std::io::stderr().is_terminal()
}

/// Whether texts lie in a folder. The folder that the program itself was unpacked to holds its notes and the sample, which
/// is a site of its own: what lies in a site further down is not this folder's.
fn has_material(folder: &Path) -> bool {
    const MOST: usize = 20_000;
    let is_site = |path: &Path| path.join(SETTINGS).is_file();
    walkdir::WalkDir::new(folder)
        .max_depth(6)
        .into_iter()
        .filter_entry(|entry| {
            entry.depth() == 0
                || !(entry.file_name().to_string_lossy().starts_with('.')
                    || (entry.file_type().is_dir() && is_site(entry.path())))
        })
        .flatten()
        .take(MOST)
        .any(|entry| is_markdown(&entry.file_name().to_string_lossy()))
}
