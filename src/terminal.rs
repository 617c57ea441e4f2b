//! What people see of a run: messages in a language and a form, a bar while it works, problems and one line of counts.
//! In: what the command line asks for; an [`Outcome`]. Out: lines on the terminal or JSON, and the report page where the
//! terminal was cut.

use std::io::IsTerminal;
use std::path::Path;
use std::time::Instant;

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use yanxi_problem::{Diagnostic, Language, Severity, print, report};

use crate::build::{Outcome, Progress, report_path};
use crate::exit_status::ExitStatus;

/// The form of messages and results.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Human,
    Json,
    /// 每个问题一行，供编辑器用 One line a problem, for editors
    Short,
}

/// How messages are written.
#[derive(Clone, Copy)]
pub struct Terminal {
    pub language: Language,
    pub quiet: bool,
    pub format: Format,
}

impl Terminal {
    /// Says something on stderr unless asked to be quiet.
    pub fn say(self, chinese: &str, english: &str) {
        if !self.quiet {
            eprintln!("{}", self.pick(chinese, english));
        }
    }

    pub fn pick<'a>(self, chinese: &'a str, english: &'a str) -> &'a str {
        match self.language {
            Language::Chinese => chinese,
            Language::English => english,
        }
    }
}

pub(crate) fn progress_bar(terminal: Terminal) -> ProgressBar {
    if terminal.quiet || terminal.format != Format::Human || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(0).with_style(style)
}

pub(crate) fn show_progress(bar: &ProgressBar, progress: Progress, terminal: Terminal) {
    let (message, done, of) = match progress {
        Progress::Reading => (terminal.pick("读取", "reading"), 0, 0),
        Progress::Rendering { done, of } => (terminal.pick("写页面", "pages"), done, of),
        Progress::Indexing { done, of } => (terminal.pick("做索引", "index"), done, of),
        Progress::Publishing => (terminal.pick("换上新网站", "publishing"), 0, 0),
    };
    bar.set_message(message.to_string());
    bar.set_length(of as u64);
    bar.set_position(done as u64);
}

/// Prints the problems as programs read them, or gives back their text for people; where quiet is asked for, errors alone.
pub(crate) fn told(problems: &[Diagnostic], terminal: Terminal) -> print::Shown {
    let shown: Vec<Diagnostic> = problems
        .iter()
        .filter(|problem| !terminal.quiet || problem.severity == Severity::Error)
        .cloned()
        .collect();
    let line = match terminal.format {
        Format::Human => return print::for_terminal(&shown, terminal.language),
        Format::Short => print::short,
        Format::Json => print::json,
    };
    for problem in &shown {
        println!("{}", line(problem, terminal.language));
    }
    print::Shown::default()
}

/// Prints the problems, then one line that counts pages, pages left out, warnings, errors and seconds.
pub fn print_outcome(outcome: &Outcome, started: Instant, terminal: Terminal) {
    let errors = yanxi_problem::count(&outcome.diagnostics, Severity::Error);
    let warnings = yanxi_problem::count(&outcome.diagnostics, Severity::Warning);
    let seconds = started.elapsed().as_secs_f64();
    let for_terminal = told(&outcome.diagnostics, terminal);
    if terminal.format == Format::Short {
        return;
    }
    if terminal.format == Format::Json {
        let summary = serde_json::json!({
            "pages": outcome.pages, "left_out": outcome.left_out, "warnings": warnings, "errors": errors,
            "seconds": (seconds * 100.0).round() / 100.0, "output": outcome.output.to_string_lossy(), "foreign": outcome.foreign,
        });
        println!("{summary}");
        return;
    }
    eprint!("{}", for_terminal.text);
    if for_terminal.left_to_report > 0 {
        write_report(&outcome.diagnostics, &report_path(&outcome.output), terminal);
    }
    for path in &outcome.foreign {
        terminal.say(
            &format!("保留了不是本程序生成的文件：{path}"),
            &format!("kept a file that is not ours: {path}"),
        );
    }
    if terminal.quiet && outcome.ending == ExitStatus::Done {
        return;
    }
    let (left_out, pages) = (outcome.left_out, outcome.pages);
    match terminal.language {
        Language::Chinese => {
            println!(
                "{pages} 篇，未收 {left_out} 篇，提醒 {warnings} 条，错误 {errors} 条，用时 {seconds:.1} 秒"
            );
        }
        Language::English => {
            println!(
                "{pages} pages, {left_out} left out, {warnings} warnings, {errors} errors, {seconds:.1} s"
            );
        }
    }
}

/// The page with all problems.
pub(crate) fn write_report(diagnostics: &[Diagnostic], path: &Path, terminal: Terminal) {
    let page = report::page(diagnostics, terminal.language);
    match std::fs::write(path, page) {
        Ok(()) => terminal.say(
            &format!("全部问题见 {}", path.display()),
            &format!("all problems: {}", path.display()),
        ),
        Err(error) => terminal
            .say(&format!("报告页没有写成：{error}"), &format!("the report page failed: {error}")),
    }
}
