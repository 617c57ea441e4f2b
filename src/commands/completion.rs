//! `yanxi completion`: prints a completion script.
//! In: a shell. Out: its script on stdout.

use clap::CommandFactory;

use super::Arguments;
use crate::exit_status::ExitStatus;

#[derive(clap::Args)]
pub(super) struct CompletionArguments {
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

pub(super) fn run(arguments: &CompletionArguments) -> ExitStatus {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "yanxi", &mut script);
    print!("{}", String::from_utf8_lossy(&script));
    ExitStatus::Done
}
