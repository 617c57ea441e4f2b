//! `yanxi build`: builds the site once.
//! In: a folder and an edition. Out: the site, problems and counts.

use std::time::Instant;

use super::site_arguments::{ExtentArguments, SiteArguments};
use crate::build;
use crate::exit_status::ExitStatus;
use crate::terminal::{Terminal, print_outcome, progress_bar, show_progress};

#[derive(clap::Args)]
pub(super) struct BuildArguments {
    #[command(flatten)]
    site: SiteArguments,
    #[command(flatten)]
    extent: ExtentArguments,
}

pub(super) fn run(arguments: &BuildArguments, terminal: Terminal) -> ExitStatus {
    let terminal = arguments.extent.on(terminal);
    let request = arguments.site.request(terminal);
    let started = Instant::now();
    let bar = progress_bar(terminal);
    let outcome = build::build(&request, &|progress| show_progress(&bar, progress, terminal));
    bar.finish_and_clear();
    print_outcome(&outcome, started, terminal);
    outcome.ending
}
