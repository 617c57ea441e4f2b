//! `yanxi plan`: drafts a plan from a speech or plan document.
//! In: a text. Out: the draft on stdout, or in a new file.

use std::path::PathBuf;

use yanxi_problem::{Diagnostic, print};

use crate::authoring;
use crate::exit_status::ExitStatus;
use crate::terminal::Terminal;

#[derive(clap::Args)]
pub(super) struct PlanArguments {
    /// 讲话或方案，.docx、.md 或 .txt A speech or plan document, .docx, .md or .txt
    text: PathBuf,
    /// 写进这个新文件，已有的文件不动；不写就显示在屏幕上 Write to this new file, never over one that exists
    #[arg(long)]
    to: Option<PathBuf>,
}

pub(super) fn run(arguments: &PlanArguments, terminal: Terminal) -> ExitStatus {
    match written(arguments) {
        Ok(()) => ExitStatus::Done,
        Err(problem) => {
            eprintln!("{}", print::line(&problem, terminal.language));
            ExitStatus::WrongUse
        }
    }
}

fn written(arguments: &PlanArguments) -> Result<(), Diagnostic> {
    let draft = authoring::plan_draft(&arguments.text)?;
    match &arguments.to {
        None => print!("{draft}"),
        Some(to) => {
            authoring::write_plan_draft(&draft, to)?;
            println!("{}", to.display());
        }
    }
    Ok(())
}
