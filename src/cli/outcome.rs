//! How a build is shown: a bar while it works, then its problems and one line of counts.
//! In: an [`Outcome`]. Out: lines on the terminal or JSON, and the report page where the terminal was cut.

use std::io::IsTerminal;
use std::path::Path;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};

use super::{Format, Voice};
use crate::build::{Ending, Outcome, Progress, report_path};
use yanxi_problem::{Diagnostic, Language, Severity, print, report};

pub(super) fn progress_bar(voice: Voice) -> ProgressBar {
    if voice.quiet || voice.format != Format::Human || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(0).with_style(style)
}

pub(super) fn show_progress(bar: &ProgressBar, progress: Progress, voice: Voice) {
    let (message, done, of) = match progress {
        Progress::Reading => (voice.pick("读取", "reading"), 0, 0),
        Progress::Rendering { done, of } => (voice.pick("写页面", "pages"), done, of),
        Progress::Indexing { done, of } => (voice.pick("做索引", "index"), done, of),
        Progress::Publishing => (voice.pick("换上新网站", "publishing"), 0, 0),
    };
    bar.set_message(message.to_string());
    bar.set_length(of as u64);
    bar.set_position(done as u64);
}

/// Prints the problems as programs read them, or gives back their text for people; where quiet is asked for, errors alone.
pub(super) fn told(problems: &[Diagnostic], voice: Voice) -> print::Shown {
    let shown: Vec<Diagnostic> = problems
        .iter()
        .filter(|problem| !voice.quiet || problem.severity == Severity::Error)
        .cloned()
        .collect();
    let line = match voice.format {
        Format::Human => return print::for_terminal(&shown, voice.language),
        Format::Short => print::short,
        Format::Json => print::json,
    };
    for problem in &shown {
        println!("{}", line(problem, voice.language));
    }
    print::Shown::default()
}

/// Prints the problems, then one line that counts pages, pages left out, warnings, errors and seconds.
pub fn print_outcome(outcome: &Outcome, started: Instant, voice: Voice) {
    let errors = yanxi_problem::count(&outcome.diagnostics, Severity::Error);
    let warnings = yanxi_problem::count(&outcome.diagnostics, Severity::Warning);
    let seconds = started.elapsed().as_secs_f64();
    let for_terminal = told(&outcome.diagnostics, voice);
    if voice.format == Format::Short {
        return;
    }
    if voice.format == Format::Json {
        let summary = serde_json::json!({
            "pages": outcome.pages, "left_out": outcome.left_out, "warnings": warnings, "errors": errors,
            "seconds": (seconds * 100.0).round() / 100.0, "output": outcome.output.to_string_lossy(), "foreign": outcome.foreign,
        });
        println!("{summary}");
        return;
    }
    eprint!("{}", for_terminal.text);
    if for_terminal.left_to_report > 0 {
        write_report(&outcome.diagnostics, &report_path(&outcome.output), voice);
    }
    for path in &outcome.foreign {
        voice.say(
            &format!("保留了不是本程序生成的文件：{path}"),
            &format!("kept a file that is not ours: {path}"),
        );
    }
    if voice.quiet && outcome.ending == Ending::Done {
        return;
    }
    let (left_out, pages) = (outcome.left_out, outcome.pages);
    match voice.language {
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
pub(super) fn write_report(diagnostics: &[Diagnostic], path: &Path, voice: Voice) {
    let page = report::page(diagnostics, voice.language);
    match std::fs::write(path, page) {
        Ok(()) => voice.say(
            &format!("全部问题见 {}", path.display()),
            &format!("all problems: {}", path.display()),
        ),
        Err(error) => voice
            .say(&format!("报告页没有写成：{error}"), &format!("the report page failed: {error}")),
    }
}
