//! The site that is previewed: built, and built again on each change, in both editions where they differ.
//! In: a build request. Out: what open pages and the server are told, as a [`State`].

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::watch as channel;

use super::{State, watch};
use crate::build::{self, IndexMode, Request};
use crate::exit_status::ExitStatus;
use crate::folder::Layout;
use crate::model::{Edition, Selection};
use crate::own_files::RELEASE_MEMORY;
use crate::staging::{self, WhenHeld};
use crate::terminal::{Terminal, print_outcome, print_outcome_without};
use yanxi_problem::print::{self, Extent};
use yanxi_problem::{Diagnostic, Severity};

/// One edition of the site.
struct Built {
    request: Request,
    /// Its index was written since the preview began: an older one may be another edition's.
    indexed: bool,
    /// Where its last good build lies.
    lies: Option<PathBuf>,
}

pub(super) struct Preview {
    editions: Vec<Built>,
    watched: watch::Watched,
    sender: Arc<channel::Sender<State>>,
    terminal: Terminal,
    /// Where the site is built when its folder takes no files.
    _temporary: Option<tempfile::TempDir>,
}

impl Preview {
    /// Builds for the first time. The preview goes on after a failed build; how it ended is for whoever does not.
    pub(super) fn begin(
        mut request: Request,
        sender: Arc<channel::Sender<State>>,
        terminal: Terminal,
    ) -> (Preview, ExitStatus) {
        let started = Instant::now();
        request.when_held = WhenHeld::StayBeside;
        let temporary = elsewhere(&mut request, terminal);
        // Watched from before the first build on: what is saved while it runs is a change.
        let watched = watch::start(&request.folder, &outputs(&request));
        let outcome = build::build(&request, &|_| {});
        print_outcome(&outcome, started, terminal);
        let mut first = Built { request, indexed: outcome.published, lies: None };
        first.point(&outcome);
        let has_old_site = outcome.output.join("index.html").is_file();
        if first.lies.is_none() && has_old_site {
            first.lies = Some(outcome.output.clone());
        }
        if outcome.ending == ExitStatus::ContentErrors && !has_old_site {
            terminal.say(
                "改正上面的错误后网站就会出现，程序继续等着……",
                "mend the errors above and the site appears; waiting...",
            );
        }
        let mut preview =
            Preview { editions: vec![first], watched, sender, terminal, _temporary: temporary };
        preview.add_other_edition(&outcome, started);
        preview.tell(&outcome);
        (preview, outcome.ending)
    }

    /// The page to open by double-click.
    pub(super) fn first_page(&self) -> Option<PathBuf> {
        let page = self.editions.first()?.lies.as_ref()?.join("index.html");
        Some(page.canonicalize().unwrap_or(page))
    }

    /// Builds again whenever the folder changes.
    pub(super) fn follow(mut self) {
        while self.watched.wait_for_change() {
            self.rebuild();
        }
    }

    fn add_other_edition(&mut self, outcome: &build::Outcome, started: Instant) {
        let Some(first) = self.editions.first() else { return };
        if !outcome.editions_differ || self.editions.len() > 1 {
            return;
        }
        let request = of_other_edition(&first.request, &outcome.output);
        let built = build::build(&request, &|_| {});
        print_edition(&request, &built, &outcome.diagnostics, started, self.terminal);
        let mut other = Built { request, indexed: built.published, lies: None };
        other.point(&built);
        self.editions.push(other);
    }

    /// Pages first with the old index, then the index; says so. The edition asked for decides what open pages are told.
    fn rebuild(&mut self) {
        let started = Instant::now();
        let several = self.editions.len() > 1;
        let mut told: Vec<Diagnostic> = Vec::new();
        let mut first = None;
        for built in &mut self.editions {
            let index = if built.indexed { IndexMode::Keep } else { IndexMode::Write };
            let outcome = build::build(&Request { index, ..built.request.clone() }, &|_| {});
            match several {
                true => print_edition(&built.request, &outcome, &told, started, self.terminal),
                false => print_outcome(&outcome, started, self.terminal),
            }
            told.extend(outcome.diagnostics.iter().cloned());
            built.point(&outcome);
            first.get_or_insert(outcome);
        }
        let Some(outcome) = first else { return };
        self.add_other_edition(&outcome, started);
        self.tell(&outcome);
        if !outcome.published {
            return;
        }
        self.terminal.say("页面已更新，正在更新搜索……", "pages updated; updating search...");
        let mut all = true;
        // Every edition is built, also after one that failed.
        for built in &mut self.editions {
            let outcome = build::build(&built.request, &|_| {});
            built.point(&outcome);
            built.indexed |= outcome.published;
            all &= outcome.published;
        }
        // Pages need not know where their files lie.
        self.sender.send_if_modified(|state| {
            self.point(state);
            false
        });
        self.tidy();
        if all {
            self.terminal.say("搜索已更新", "search updated");
        }
    }

    /// Tells open pages how the last build went, and the server where it lies.
    fn tell(&self, outcome: &build::Outcome) {
        let errors = error_text(outcome, self.terminal);
        let edition = self.editions.first().map(|built| built.request.selection.edition);
        self.sender.send_modify(|state| {
            // Pages that hear of it ask for files at once.
            self.point(state);
            state.version += 1;
            state.errors = errors;
            state.other_edition = match (self.editions.len(), edition) {
                (0 | 1, _) | (_, None) => "",
                (_, Some(Edition::Public)) => "internal",
                (_, Some(Edition::Internal)) => "public",
            };
        });
        self.tidy();
    }

    fn point(&self, state: &mut State) {
        let lies = |number: usize| self.editions.get(number).and_then(|built| built.lies.clone());
        (state.shown, state.other_shown) = (lies(0), lies(1));
    }

    fn tidy(&self) {
        for built in &self.editions {
            built.tidy();
        }
    }
}

impl Built {
    fn point(&mut self, outcome: &build::Outcome) {
        if outcome.published {
            self.lies = Some(outcome.beside.clone().unwrap_or_else(|| outcome.output.clone()));
        }
        if self.request.output.is_none() && !outcome.output.as_os_str().is_empty() {
            self.request.output = Some(outcome.output.clone());
        }
    }

    /// Removes earlier builds that lie beside the output.
    fn tidy(&self) {
        if let Some(output) = &self.request.output {
            staging::remove_previews(output, self.lies.as_deref());
        }
    }
}

/// Where builds and releases write: nothing in it is content.
fn outputs(request: &Request) -> Vec<PathBuf> {
    let of_edition = |edition| Request {
        selection: Selection { edition, ..request.selection },
        output: None,
        ..request.clone()
    };
    let layout = Layout::of(&request.folder);
    let usual = [Edition::Public, Edition::Internal]
        .into_iter()
        .filter_map(|edition| build::output_folder(&of_edition(edition), &layout).ok());
    let asked = request.output.iter().flat_map(|output| {
        let other = |edition| {
            let selection = Selection { edition, ..request.selection };
            of_other_edition(&Request { selection, ..request.clone() }, output).output
        };
        [Some(output.clone()), other(Edition::Public), other(Edition::Internal)]
    });
    usual.chain(asked.flatten()).chain([request.folder.join(RELEASE_MEMORY)]).collect()
}

/// Leads the build to a folder of the system's for passing things, where nothing can be written beside the material: on
/// a locked stick, in somebody else's share.
fn elsewhere(request: &mut Request, terminal: Terminal) -> Option<tempfile::TempDir> {
    let output = build::output_folder(request, &Layout::of(&request.folder)).ok()?;
    if request.output.is_some() || staging::can_write(&output) {
        return None;
    }
    let temporary = tempfile::Builder::new().prefix("yanxi-preview-").tempdir().ok()?;
    request.output = Some(temporary.path().join(output.file_name().unwrap_or_default()));
    terminal.say(
        "这里写不进文件，预览做在临时文件夹里，关掉程序就没有了",
        "no files can be written here; the preview lies in a temporary folder and is gone when the program ends",
    );
    Some(temporary)
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
