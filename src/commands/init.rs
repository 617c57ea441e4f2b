//! `yanxi init`: writes a small commented site to begin with.
//! In: a new folder. Out: its files, and what to type next.

use std::path::PathBuf;

use yanxi_problem::print;

use crate::authoring;
use crate::exit_status::ExitStatus;
use crate::terminal::Terminal;

#[derive(clap::Args)]
pub(super) struct InitArguments {
    /// 新文件夹 A new folder
    folder: PathBuf,
}

pub(super) fn run(arguments: &InitArguments, terminal: Terminal) -> ExitStatus {
    match authoring::init(&arguments.folder, terminal.language, jiff::Zoned::now().date()) {
        Ok(_) => {
            let folder = arguments.folder.display();
            println!(
                "{}",
                terminal.pick(
                    &format!("写好了。预览：yanxi serve {folder}"),
                    &format!("done. Preview: yanxi serve {folder}")
                )
            );
            ExitStatus::Done
        }
        Err(problem) => {
            eprintln!("{}", print::line(&problem, terminal.language));
            ExitStatus::CannotReadOrWrite
        }
    }
}
