//! `yanxi rollback`: goes back to the release before.
//! In: a target. Out: which release it is now.

use std::path::PathBuf;

use super::release_report::{print_done, print_problems};
use super::site_arguments::site_of;
use crate::exit_status::ExitStatus;
use crate::release::publish::{self, Request};
use crate::terminal::Terminal;

#[derive(clap::Args)]
pub(super) struct RollbackArguments {
    /// 发布目标的名字，只有一个时不用写 Name of a target, where there are several
    target: Option<String>,
    /// 资料文件夹 The site's folder
    #[arg(long, default_value = ".")]
    folder: PathBuf,
    /// 接手别处中断的发布 Take over from a run elsewhere that was cut off
    #[arg(long)]
    take_over: bool,
}

pub(super) fn run(arguments: &RollbackArguments, terminal: Terminal) -> ExitStatus {
    let request = Request {
        folder: site_of(&arguments.folder, terminal),
        target: arguments.target.clone(),
        take_over: arguments.take_over,
        ..Request::default()
    };
    match publish::rollback(&request) {
        Ok(done) => {
            print_done(&done, "rolled back", terminal);
            ExitStatus::Done
        }
        Err((ending, problems)) => {
            print_problems(&problems, terminal);
            ending
        }
    }
}
