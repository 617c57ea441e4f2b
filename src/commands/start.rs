//! The program started without arguments, as by a double click.
//! In: the folder it was started in. Out: its site built and opened, or a smallest site made there.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::serve::{PORT, preview};
use crate::build::Request;
use crate::exit_status::ExitStatus;
use crate::terminal::Terminal;
use yanxi_problem::Language;

/// Double-clicked: inside a site folder build, open the browser and wait; elsewhere offer to make a site.
pub(super) fn without_arguments(terminal: Terminal) -> ExitStatus {
    let here = PathBuf::from(".");
    let request = Request { folder: here.clone(), ..Request::default() };
    if here.join(crate::own_files::SETTINGS).is_file() {
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
    eprint!(
        "{}",
        terminal.pick(
            "这里还不是网站文件夹。要在这里新建一个吗？[是/否] ",
            "This is no site folder yet. Make one here? [y/n] ",
        )
    );
    let mut answer = String::new();
    if std::io::stdin().read_line(&mut answer).is_err()
        || !matches!(answer.trim(), "是" | "y" | "Y" | "yes" | "shi")
    {
        return ExitStatus::Done;
    }
    if let Err(error) = start_site(&here, terminal.language) {
        eprintln!("{}: {error}", terminal.pick("没有建成", "failed"));
        return ExitStatus::CannotReadOrWrite;
    }
    preview(&request, PORT, true, terminal)
}

/// A smallest site: settings and a home page; nothing that exists is touched.
fn start_site(folder: &Path, language: Language) -> std::io::Result<()> {
    let (settings, home) = match language {
        Language::Chinese => (
            "# 网站的设置，每一项都可以不写\nformat = 1\ntitle = \"学习资料\"\n",
            "# 学习资料\n\n把 .md 文件放进 content 文件夹，保存后网页自动更新。\n",
        ),
        Language::English => (
            "# Settings of the site, each optional\nformat = 1\ntitle = \"Study material\"\nlanguage = \"en\"\n",
            "# Study material\n\nPut .md files into the folder content; the pages follow when you save.\n",
        ),
    };
    std::fs::create_dir_all(folder.join("content"))?;
    for (path, text) in [("yanxi.toml", settings), ("content/_index.md", home)] {
        match std::fs::OpenOptions::new().write(true).create_new(true).open(folder.join(path)) {
            Ok(mut file) => file.write_all(text.as_bytes())?,
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
