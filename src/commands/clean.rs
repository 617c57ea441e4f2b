//! `yanxi clean`: removes the built files, and no others.
//! In: a folder and an edition. Out: how many files were removed.

use yanxi_problem::Language;
use yanxi_problem::print;

use super::site_arguments::SiteArguments;
use crate::build::{self, Request};
use crate::edition::{Edition, Selection};
use crate::exit_status::ExitStatus;
use crate::folder::Layout;
use crate::staging::{self, WriteRemedy, write_problem};
use crate::terminal::Terminal;

#[derive(clap::Args)]
pub(super) struct CleanArguments {
    #[command(flatten)]
    site: SiteArguments,
}

pub(super) fn run(arguments: &CleanArguments, terminal: Terminal) -> ExitStatus {
    let request = &arguments.site.request(terminal);
    let layout = Layout::of(&request.folder);
    let internal = Request {
        selection: Selection { edition: Edition::Internal, ..request.selection },
        ..request.clone()
    };
    let internal = Some(build::built_folder(&internal, &layout))
        .filter(|folder| request.selection.edition == Edition::Public && folder.is_dir());
    // A site that an older program made among the material is removed as well: no other files are.
    let output = build::built_folder(request, &layout);
    match staging::clean(&output) {
        Ok(removed) => {
            match terminal.language {
                Language::Chinese => println!("删去 {removed} 个文件"),
                Language::English => println!("{removed} files removed"),
            }
            if let Some(left) = internal.filter(|left| *left != output) {
                let left = left.display();
                terminal.say(
                    &format!("内部版还在 {left}，要删去，加 --edition internal"),
                    &format!(
                        "the internal edition is still in {left}; --edition internal removes it"
                    ),
                );
            }
            ExitStatus::Done
        }
        Err(error) => {
            let problem = write_problem(&output, &error, WriteRemedy::CheckFolder);
            eprintln!("{}", print::line(&problem, terminal.language));
            ExitStatus::CannotReadOrWrite
        }
    }
}
