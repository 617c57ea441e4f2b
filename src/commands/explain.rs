//! `yanxi explain`: says what a code is for.
//! In: a code, or none. Out: its text with examples, or the list of all codes, on stdout.

use crate::exit_status::ExitStatus;
use crate::rules::explain;
use crate::terminal::Terminal;

#[derive(clap::Args)]
pub(super) struct ExplainArguments {
    /// 代码，如 E01；不写就列出全部 Code such as E01; none: list all
    code: Option<String>,
}

/// Tells what a rule is for; without a code, lists all.
pub(super) fn run(arguments: &ExplainArguments, terminal: Terminal) -> ExitStatus {
    let Some(code) = &arguments.code else {
        print!("{}", explain::list(terminal.language));
        return ExitStatus::Done;
    };
    match explain::code(code, terminal.language) {
        Ok(text) => {
            print!("{text}");
            ExitStatus::Done
        }
        Err(message) => {
            eprintln!("{message}");
            ExitStatus::WrongUse
        }
    }
}
