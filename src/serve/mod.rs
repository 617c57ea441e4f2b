//! The preview: builds, serves on this machine only, rebuilds when the folder changes.
//! In: a build request. Out: a server that runs until it is stopped; the last good site stays when a build fails.

mod asked_path;
mod guard;
mod server;
mod watch;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::watch as channel;

use crate::build::{self, IndexMode, Request};
use crate::exit_status::ExitStatus;
use crate::model::{Edition, Selection};
use crate::terminal::{Terminal, print_outcome, print_outcome_without};
use yanxi_problem::print::{self, Extent};
use yanxi_problem::{Diagnostic, Severity};

/// What open pages are told: a number that grows with each build, and the errors of the last one.
#[derive(Debug, Clone, Default)]
pub(crate) struct State {
    pub(crate) version: u64,
    pub(crate) errors: String,
    /// The other edition, `internal` or `public`, when there is one to switch to.
    pub(crate) other_edition: &'static str,
}

/// Builds, serves and watches until interrupted.
pub fn run(
    request: &Request,
    port: u16,
    open: bool,
    terminal: Terminal,
) -> anyhow::Result<ExitStatus> {
    let started = Instant::now();
    let outcome = build::build(request, &|_| {});
    print_outcome(&outcome, started, terminal);
    if matches!(outcome.ending, ExitStatus::WrongUse | ExitStatus::CannotReadOrWrite) {
        return Ok(outcome.ending);
    }
    if outcome.ending == ExitStatus::ContentErrors && !outcome.output.join("index.html").is_file() {
        terminal.say(
            "改正上面的错误后网站就会出现，程序继续等着……",
            "mend the errors above and the site appears; waiting...",
        );
    }
    let output = outcome.output.clone();
    let mut indexed = vec![outcome.published];
    let requests = if outcome.editions_differ {
        let other = of_other_edition(request, &output);
        let built = build::build(&other, &|_| {});
        print_edition(&other, &built, &outcome.diagnostics, started, terminal);
        indexed.push(built.published);
        vec![request.clone(), other]
    } else {
        vec![request.clone()]
    };
    let other_output = requests.get(1).and_then(|other| other.output.clone());
    let (sender, receiver) = channel::channel(State {
        version: 1,
        errors: error_text(&outcome, terminal),
        other_edition: match (requests.len(), request.selection.edition) {
            (1, _) => "",
            (_, Edition::Public) => "internal",
            (_, Edition::Internal) => "public",
        },
    });
    let runtime = tokio::runtime::Runtime::new()?;
    let listener = runtime.block_on(server::listen(port))?;
    let address = format!("http://{}/", listener.local_addr()?);
    let file = output.join("index.html");
    let file = file.canonicalize().unwrap_or(file);
    println!("{}{address}", terminal.pick("网址：", "address: "));
    println!("{}{}", terminal.pick("双击打开：", "double-click: "), display(&file));
    if open && let Err(error) = open::that_detached(&address) {
        terminal.say(
            &format!("浏览器没有打开（{error}），请自己打开上面的网址"),
            &format!("the browser did not open ({error}); open the address above"),
        );
    }
    let sender = Arc::new(sender);
    let outputs: Vec<PathBuf> = std::iter::once(output.clone())
        .chain(other_output.clone())
        // Publishing writes there, and nothing in it is content.
        .chain([request.folder.join(crate::own_files::RELEASE_MEMORY)])
        .collect();
    let watched = watch::start(&request.folder, &outputs)?;
    std::thread::spawn(move || {
        while watched.wait_for_change() {
            rebuild(&requests, &mut indexed, &sender, terminal);
        }
    });
    runtime.block_on(server::serve(listener, output, other_output, receiver));
    runtime.shutdown_background();
    Ok(ExitStatus::Done)
}

/// The same build for the other readers, beside the first one's output.
fn of_other_edition(request: &Request, output: &Path) -> Request {
    let edition = match request.selection.edition {
        Edition::Public => Edition::Internal,
        Edition::Internal => Edition::Public,
    };
    let name = output.file_name().unwrap_or_default().to_string_lossy();
    let other_name = match edition {
        Edition::Internal => format!("{name}-internal"),
        Edition::Public => {
            name.strip_suffix("-internal").map_or_else(|| format!("{name}-public"), str::to_string)
        }
    };
    Request {
        selection: Selection { edition, ..request.selection },
        output: Some(output.with_file_name(other_name)),
        ..request.clone()
    }
}

/// Pages first with the old index, then the index; says so. The edition asked for decides what open pages are told.
/// `indexed` says whose index was written since the preview began: an older one may be another edition's.
fn rebuild(
    requests: &[Request],
    indexed: &mut [bool],
    sender: &channel::Sender<State>,
    terminal: Terminal,
) {
    let started = Instant::now();
    let mut told = Vec::new();
    let mut outcomes = requests.iter().zip(indexed.iter()).map(|(request, indexed)| {
        let pages_only = Request {
            index: if *indexed { IndexMode::Keep } else { IndexMode::Write },
            ..request.clone()
        };
        let outcome = build::build(&pages_only, &|_| {});
        let several = requests.len() > 1;
        if several {
            print_edition(request, &outcome, &told, started, terminal);
        } else {
            print_outcome(&outcome, started, terminal);
        }
        told.extend(outcome.diagnostics.iter().cloned());
        outcome
    });
    let Some(outcome) = outcomes.next() else {
        return;
    };
    let errors = error_text(&outcome, terminal);
    let failed = !outcome.published;
    outcomes.for_each(drop);
    sender.send_modify(|state| {
        state.version += 1;
        state.errors = errors;
    });
    if failed {
        return;
    }
    terminal.say("页面已更新，正在更新搜索……", "pages updated; updating search...");
    // Every edition is built, also after one that failed.
    let published: Vec<bool> =
        requests.iter().map(|request| build::build(request, &|_| {}).published).collect();
    for (indexed, published) in indexed.iter_mut().zip(&published) {
        *indexed |= *published;
    }
    if published.iter().all(|published| *published) {
        terminal.say("搜索已更新", "search updated");
    }
}

/// One of two editions: which one it is, and what the other one did not show to be wrong already.
fn print_edition(
    request: &Request,
    outcome: &build::Outcome,
    told: &[Diagnostic],
    started: Instant,
    terminal: Terminal,
) {
    let (chinese, english) = match request.selection.edition {
        Edition::Public => ("公开版：", "Public edition:"),
        Edition::Internal => ("内部版：", "Internal edition:"),
    };
    terminal.say(chinese, english);
    print_outcome_without(outcome, told, started, terminal);
}

fn error_text(outcome: &build::Outcome, terminal: Terminal) -> String {
    let errors: Vec<_> = outcome
        .diagnostics
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .cloned()
        .collect();
    let mut text = print::for_terminal(&errors, terminal.language, Extent::default()).text;
    if !outcome.published {
        text.push_str(terminal.pick(
            "网站没有更新，看到的是原来的\n",
            "The site was not written; what you see is the old one\n",
        ));
    }
    text
}

/// A path without the prefix that Windows puts before canonical ones.
fn display(path: &Path) -> String {
    let shown = path.display().to_string();
    shown.strip_prefix(r"\\?\").map(str::to_string).unwrap_or(shown)
}
