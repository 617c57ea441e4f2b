//! What people see of a run: messages in a language and a form, a bar while it works, problems and one line of counts.
//! In: what the command line asks for; an [`Outcome`]. Out: lines on the terminal or JSON, and the report page where the
//! terminal was cut.

use std::io::IsTerminal;
use std::path::Path;
use std::time::Instant;
use yanxi_reading::SystemFault;

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use yanxi_problem::print::{self, Extent};
use yanxi_problem::{Diagnostic, Group, Language, Severity, report};

use crate::build::{Outcome, Progress, report_path};
use crate::exit_status::ExitStatus;
use crate::own_files::MANIFEST;

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
    /// What people have yet to do is listed one by one too.
    pub all: bool,
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
/// `owed` is the page where what people owe can be read.
pub(crate) fn told(
    problems: &[Diagnostic],
    owed: Option<&str>,
    terminal: Terminal,
) -> print::Shown {
    let extent = Extent { all: terminal.all, owed };
    let shown: Vec<Diagnostic> = problems
        .iter()
        .filter(|problem| !terminal.quiet || problem.severity == Severity::Error)
        .cloned()
        .collect();
    let line = match terminal.format {
        Format::Human => return print::for_terminal(&shown, terminal.language, extent),
        Format::Short => print::short,
        Format::Json => print::json,
    };
    let owed = match terminal.format {
        Format::Short => print::owed_in_one_line(&shown, terminal.language, extent),
        _ => String::new(),
    };
    for problem in &shown {
        let is_in_line = !owed.is_empty()
            && problem.group == Group::State
            && problem.severity != Severity::Error;
        if !is_in_line {
            println!("{}", line(problem, terminal.language));
        }
    }
    print!("{owed}");
    print::Shown::default()
}

/// Prints the problems, then one line: counts, seconds, and what happened to the site.
pub fn print_outcome(outcome: &Outcome, started: Instant, terminal: Terminal) {
    print_outcome_without(outcome, &[], started, terminal);
}

/// The same without the problems that were told already; all of them are counted.
pub(crate) fn print_outcome_without(
    outcome: &Outcome,
    told_before: &[Diagnostic],
    started: Instant,
    terminal: Terminal,
) {
    let errors = yanxi_problem::count(&outcome.diagnostics, Severity::Error);
    let warnings = yanxi_problem::count(&outcome.diagnostics, Severity::Warning);
    let seconds = started.elapsed().as_secs_f64();
    let report = report_path(&outcome.output);
    let owed = outcome.owed_page.clone().unwrap_or_else(|| report.display().to_string());
    let is_new = |problem: &&Diagnostic| !told_before.contains(problem);
    let new: Vec<Diagnostic> = outcome.diagnostics.iter().filter(is_new).cloned().collect();
    let for_terminal = told(&new, Some(&owed), terminal);
    let fate = SiteFate::of(outcome);
    if terminal.format == Format::Json {
        let summary = serde_json::json!({
            "pages": outcome.pages, "left_out": outcome.left_out, "left_out_internal": outcome.internal_left_out,
            "warnings": warnings, "errors": errors, "seconds": (seconds * 100.0).round() / 100.0,
            "site": fate.name(), "output": outcome.output.to_string_lossy(), "foreign": outcome.foreign,
        });
        println!("{summary}");
        return;
    }
    if terminal.format == Format::Human {
        eprint!("{}", for_terminal.text);
        if for_terminal.left_out > 0 {
            write_report(&outcome.diagnostics, &report, terminal);
        }
        name_foreign(&outcome.foreign, terminal);
    }
    if terminal.quiet && outcome.ending == ExitStatus::Done {
        return;
    }
    let (left_out, pages) = (outcome.left_out, outcome.pages);
    let fate = fate.sentence(outcome, errors, terminal.language);
    match terminal.language {
        Language::Chinese => println!(
            "{pages} 篇，未收 {left_out} 篇，提醒 {warnings} 条，错误 {errors} 条，用时 {seconds:.1} 秒。{fate}"
        ),
        Language::English => println!(
            "{pages} pages, {left_out} left out, {warnings} warnings, {errors} errors, {seconds:.1} s. {fate}"
        ),
    }
}

/// Files of others named at most.
const FOREIGN_NAMED: usize = 10;

/// Files in the output that are not ours.
pub(crate) fn name_foreign(foreign: &[String], terminal: Terminal) {
    for path in foreign.iter().take(FOREIGN_NAMED) {
        terminal.say(
            &format!("保留了不是本程序生成的文件：{path}"),
            &format!("kept a file that is not ours: {path}"),
        );
    }
    if foreign.len() > FOREIGN_NAMED {
        let more = foreign.len() - FOREIGN_NAMED;
        terminal.say(
            &format!("另有 {more} 个不是本程序生成的文件，也都保留"),
            &format!("{more} more that are not ours were kept"),
        );
    }
}

/// What a build did to the site that readers see.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SiteFate {
    Written,
    /// The old one is as it was.
    Kept,
    /// There is none.
    Nothing,
}

impl SiteFate {
    fn of(outcome: &Outcome) -> Self {
        if outcome.published {
            SiteFate::Written
        } else if outcome.output.join(MANIFEST).is_file() {
            SiteFate::Kept
        } else {
            SiteFate::Nothing
        }
    }

    fn name(self) -> &'static str {
        match self {
            SiteFate::Written => "written",
            SiteFate::Kept => "kept",
            SiteFate::Nothing => "none",
        }
    }

    fn sentence(self, outcome: &Outcome, errors: usize, language: Language) -> String {
        let output = outcome.output.display();
        let internal = outcome.internal_left_out;
        let drafts = outcome.left_out - internal;
        let chinese = language == Language::Chinese;
        let mut said = match (self, chinese) {
            (SiteFate::Written, true) if errors > 0 => {
                format!("网站已更新：{output}，有 {errors} 条错误，改好才能发布")
            }
            (SiteFate::Written, true) => format!("网站已更新：{output}"),
            (SiteFate::Kept, true) => format!("网站没有更新，原来的还在：{output}"),
            (SiteFate::Nothing, true) => "没有生成网站，改好上面的错误再来一次".into(),
            (SiteFate::Written, false) if errors > 0 => {
                format!("The site was written: {output}. Mend the {errors} errors to publish it")
            }
            (SiteFate::Written, false) => format!("The site was written: {output}"),
            (SiteFate::Kept, false) => {
                format!("The site was not written, the old one stays: {output}")
            }
            (SiteFate::Nothing, false) => "No site was written; mend the errors above".into(),
        };
        if internal > 0 {
            said.push_str(&match chinese {
                true => format!("；没有收进来的 {internal} 篇是内部的，加 --edition internal 看"),
                false => {
                    format!("; {internal} left out are internal, seen with --edition internal")
                }
            });
        }
        if drafts > 0 {
            said.push_str(&match chinese {
                true => {
                    format!("；没有收进来的 {drafts} 篇是草稿或写明不发布的，草稿加 --drafts 看")
                }
                false => format!(
                    "; {drafts} left out are drafts or not published, drafts seen with --drafts"
                ),
            });
        }
        said
    }
}

/// The page with all problems; where it cannot be written, their text.
pub(crate) fn write_report(diagnostics: &[Diagnostic], path: &Path, terminal: Terminal) {
    let page = report::page(diagnostics, terminal.language);
    match std::fs::write(path, page) {
        Ok(()) => terminal.say(
            &format!("全部问题见 {}", path.display()),
            &format!("all problems: {}", path.display()),
        ),
        Err(error) => {
            let extent = Extent { all: true, owed: None };
            eprint!("{}", print::for_terminal(diagnostics, terminal.language, extent).text);
            let error = SystemFault::wording(&error);
            terminal.say(
                &format!("报告页没有写成：{}，全部问题列在上面", error.chinese),
                &format!("the report page failed: {}; all problems stand above", error.english),
            );
        }
    }
}
