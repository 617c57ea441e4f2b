//! `yanxi check`: tells all that is wrong with a folder.
//! In: a folder. Out: problems and counts on stdout.

use std::path::PathBuf;
use std::time::Instant;

use jiff::civil::Date;
use yanxi_problem::{Language, Severity};

use super::site_arguments::{ExtentArguments, read_date, site_of};
use crate::build::Request;
use crate::check::{self, Checked};
use crate::edition::Selection;
use crate::exit_status::ExitStatus;
use crate::terminal::{Format, Terminal, told, write_report};

#[derive(clap::Args, Clone)]
pub(super) struct CheckArguments {
    /// 资料文件夹 The site's folder
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// 提醒也算错误 Warnings count as errors
    #[arg(long)]
    strict: bool,
    /// 草稿也检查 Check drafts too
    #[arg(long)]
    drafts: bool,
    /// 当作今天的日期 The date that stands for today
    #[arg(long, value_parser = read_date)]
    date: Option<Date>,
    /// 把全部问题写成一个网页，写在这里 Write a page with all problems to this file
    #[arg(long)]
    report: Option<PathBuf>,
    /// 只列出这一篇里没有列入计划的话 List the sentences of this page that the plan does not take up, and nothing else
    #[arg(long, value_name = "PAGE")]
    coverage: Option<String>,
    #[command(flatten)]
    extent: ExtentArguments,
}

/// Checks a folder and prints what is wrong.
pub(super) fn run(arguments: &CheckArguments, terminal: Terminal) -> ExitStatus {
    if let Some(page) = &arguments.coverage {
        let folder = site_of(&arguments.folder, terminal);
        return super::coverage::run(&folder, page, arguments.date, terminal);
    }
    let started = Instant::now();
    let mut checked = check::check(&Request {
        folder: site_of(&arguments.folder, terminal),
        selection: Selection { drafts: arguments.drafts, ..Selection::default() },
        date: arguments.date,
        ..Request::default()
    });
    if arguments.strict {
        checked = checked.strictly();
    }
    print_checked(&checked, started, arguments.extent.on(terminal));
    if let Some(report) = &arguments.report {
        write_report(&checked.diagnostics, report, terminal);
    }
    checked.ending
}

fn print_checked(checked: &Checked, started: Instant, terminal: Terminal) {
    let seconds = started.elapsed().as_secs_f64();
    let count = |severity| yanxi_problem::count(&checked.diagnostics, severity);
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let on_terminal = told(&checked.diagnostics, None, terminal);
    match terminal.format {
        Format::Short => {}
        Format::Json => {
            let summary = serde_json::json!({
                "pages": checked.pages, "warnings": warnings, "errors": errors,
                "seconds": (seconds * 100.0).round() / 100.0,
            });
            println!("{summary}");
        }
        Format::Human => {
            print!("{}", on_terminal.text);
            if terminal.quiet {
                return;
            }
            let pages = checked.pages;
            match terminal.language {
                Language::Chinese => println!(
                    "检查了 {pages} 篇，提醒 {warnings} 条，错误 {errors} 条，用时 {seconds:.1} 秒"
                ),
                Language::English => println!(
                    "{pages} pages checked, {warnings} warnings, {errors} errors, {seconds:.1} s"
                ),
            }
        }
    }
}
