//! The site that is previewed: built, and built again on each change, in both editions where they differ.
//! In: a build request. Out: what open pages and the server are told, as a [`State`]; the output folders, which follow what
//! is shown.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::watch as channel;

use super::{State, watch};
use crate::build::{self, Kept, Outcome, Request, Round, ShownEdition};
use crate::exit_status::{ExitStatus, Failure};
use crate::folder::Layout;
use crate::model::{Edition, Selection};
use crate::own_files::RELEASE_MEMORY;
use crate::staging::{self, ShownSite};
use crate::terminal::{Terminal, print_outcome, print_outcome_without};
use yanxi_problem::print::{self, Extent};
use yanxi_problem::{Diagnostic, Language, Severity};

pub(super) struct Preview {
    request: Request,
    /// The edition asked for, and the other one where it shows something else.
    editions: Vec<ShownEdition>,
    kept: Kept,
    watched: watch::Watched,
    sender: Arc<channel::Sender<State>>,
    terminal: Terminal,
    /// What was last said of the output folders.
    said: String,
}

impl Preview {
    /// Builds for the first time. The preview goes on after a failed build; how it ended is for whoever does not.
    pub(super) fn begin(
        mut request: Request,
        sender: Arc<channel::Sender<State>>,
        terminal: Terminal,
    ) -> (Preview, ExitStatus) {
        let started = Instant::now();
        if let Some(temporary) = elsewhere(&mut request, terminal) {
            sender.send_if_modified(|state| {
                state.temporary = Some(Arc::new(temporary));
                false
            });
        }
        // Watched from before the first build on: what is saved while it runs is a change.
        let watched = watch::start(&request.folder, &outputs(&request));
        let said = String::new();
        let mut preview = Preview {
            request,
            editions: Vec::new(),
            kept: Kept::default(),
            watched,
            sender,
            terminal,
            said,
        };
        let ending = preview.build_first(started);
        (preview, ending)
    }

    /// The page to open by double-click.
    pub(super) fn first_page(&self) -> Option<PathBuf> {
        let page = self.editions.first()?.shown.output().join("index.html");
        page.canonicalize().ok()
    }

    /// Builds again whenever the folder changes.
    pub(super) fn follow(mut self) {
        while self.watched.wait_for_change() {
            self.rebuild();
        }
    }

    fn build_first(&mut self, started: Instant) -> ExitStatus {
        let mut kept = Kept::default();
        let (_, mut outcomes) = self.build_pages(&mut kept);
        self.kept = kept;
        self.tell(&outcomes);
        let brought = self.bring();
        if let (Err((ending, problems)), Some(first)) = (brought, outcomes.first_mut()) {
            first.ending = ending;
            first.diagnostics.extend(problems);
            first.published = false;
        }
        self.print(&outcomes, started);
        let Some(first) = outcomes.first() else { return ExitStatus::Done };
        let has_site = self.editions.first().is_some_and(|edition| edition.shown.is_site());
        if first.ending == ExitStatus::ContentErrors && !has_site {
            self.terminal.say(
                "改正上面的错误后网站就会出现，程序继续等着……",
                "mend the errors above and the site appears; waiting...",
            );
        }
        first.ending
    }

    /// Pages first with the old index, then the index; says so.
    fn rebuild(&mut self) {
        let started = Instant::now();
        let mut kept = std::mem::take(&mut self.kept);
        self.rebuild_with(&mut kept, started);
        self.kept = kept;
    }

    fn rebuild_with(&mut self, kept: &mut Kept, started: Instant) {
        let (round, outcomes) = self.build_pages(kept);
        self.tell(&outcomes);
        self.bring_and_say();
        self.print(&outcomes, started);
        let Some(mut round) = round else { return };
        if !outcomes.first().is_some_and(|outcome| outcome.published) {
            return;
        }
        self.terminal.say("页面已更新，正在更新搜索……", "pages updated; updating search...");
        let mut all = true;
        for edition in &mut self.editions {
            if let Err((_, problems)) = round.index(edition) {
                all = false;
                let language = self.terminal.language;
                eprint!("{}", print::for_terminal(&problems, language, Extent::default()).text);
            }
        }
        self.point();
        self.bring_and_say();
        if all {
            self.terminal.say("搜索已更新", "search updated");
        }
    }

    /// Builds the pages of every edition, also after one that failed. What keeps the folder from being read is one outcome.
    fn build_pages<'a>(&mut self, kept: &'a mut Kept) -> (Option<Round<'a>>, Vec<Outcome>) {
        let mut round = match Round::begin(&self.request, kept) {
            Ok(round) => round,
            Err(outcome) => return (None, vec![*outcome]),
        };
        let asked = self.request.selection.edition;
        if self.editions.is_empty()
            && let Ok(output) =
                build::output_folder(&self.request, &Layout::of(&self.request.folder))
        {
            self.editions.push(ShownEdition::of(asked, ShownSite::of(&output)));
        }
        let mut outcomes = Vec::new();
        let mut at = 0;
        while let Some(edition) = self.editions.get_mut(at) {
            let outcome = round.pages(edition, &|_| {});
            if at == 0 && self.editions.len() == 1 && outcome.editions_differ {
                let output = output_of_other(asked, &outcome.output);
                self.editions.push(ShownEdition::of(other(asked), ShownSite::of(&output)));
            }
            outcomes.push(outcome);
            at += 1;
        }
        (Some(round), outcomes)
    }

    /// Brings the output folders to what is shown. Gives the files that are held, and those that are not ours.
    fn bring(&mut self) -> Result<Vec<String>, Failure> {
        let mut held_files = Vec::new();
        for edition in self.editions.iter_mut().filter(|edition| edition.shown.is_site()) {
            let (held, foreign) = build::bring(edition)?;
            let name = name_of(edition.shown.output());
            held_files.extend(held.into_iter().map(|path| format!("{name}/{path}")));
            crate::terminal::name_foreign(&foreign, self.terminal);
        }
        self.point();
        Ok(held_files)
    }

    /// The same, and what hinders it is said once.
    fn bring_and_say(&mut self) {
        let said = match self.bring() {
            Ok(held) => words_of_held(&held, self.terminal),
            Err((_, problems)) => {
                print::for_terminal(&problems, self.terminal.language, Extent::default()).text
            }
        };
        if said != self.said && !said.is_empty() {
            eprintln!("{}", said.trim_end());
        }
        self.said = said;
    }

    fn print(&self, outcomes: &[Outcome], started: Instant) {
        if let [outcome] = outcomes {
            print_outcome(outcome, started, self.terminal);
            return;
        }
        let mut told: Vec<Diagnostic> = Vec::new();
        for (outcome, edition) in outcomes.iter().zip(&self.editions) {
            // Which one of two editions it is, and what the other one did not show to be wrong already.
            let (chinese, english) = match edition.edition {
                Edition::Public => ("公开版：", "Public edition:"),
                Edition::Internal => ("内部版：", "Internal edition:"),
            };
            self.terminal.say(chinese, english);
            print_outcome_without(outcome, &told, started, self.terminal);
            told.extend(outcome.diagnostics.iter().cloned());
        }
    }

    /// Tells open pages how the last build went, and the server what is shown. The edition asked for decides what open
    /// pages are told.
    fn tell(&self, outcomes: &[Outcome]) {
        let errors = outcomes.first().map(|outcome| error_text(outcome, self.terminal));
        self.sender.send_modify(|state| {
            // Pages that hear of it ask for files at once.
            self.show(state);
            state.version += 1;
            state.errors = errors.unwrap_or_default();
            state.other_edition = match &self.editions[..] {
                [asked, _] => match asked.edition {
                    Edition::Public => "internal",
                    Edition::Internal => "public",
                },
                _ => "",
            };
        });
    }

    /// Tells the server alone: pages need not know where their files lie.
    fn point(&self) {
        self.sender.send_if_modified(|state| {
            self.show(state);
            false
        });
    }

    fn show(&self, state: &mut State) {
        let shown = |number: usize| {
            let edition = self.editions.get(number)?;
            edition.shown.is_site().then(|| Arc::clone(&edition.shown))
        };
        (state.shown, state.other_shown) = (shown(0), shown(1));
    }
}

/// What the output folders of a preview that ends still lack is brought there, or said to be lacking.
pub(super) fn end(state: &State, terminal: Terminal) {
    if let Some(temporary) = &state.temporary {
        let _ = std::fs::remove_dir_all(temporary.path());
        return;
    }
    let shown = state.shown.iter().chain(&state.other_shown);
    let held: Vec<String> = shown
        .filter_map(|shown| Some((shown, staging::bring(shown).ok()?.held)))
        .flat_map(|(shown, held)| {
            let name = name_of(shown.output());
            held.into_iter().map(move |path| format!("{name}/{path}"))
        })
        .collect();
    let said = words_of_held(&held, terminal);
    if !said.is_empty() {
        eprintln!("{said}");
    }
}

/// Files of the output that are named at most.
const HELD_NAMED: usize = 5;

/// What is said of files in the output that another program holds open; nothing where there are none.
fn words_of_held(held: &[String], terminal: Terminal) -> String {
    if held.is_empty() {
        return String::new();
    }
    let (count, named) = (held.len(), &held[..held.len().min(HELD_NAMED)]);
    match terminal.language {
        Language::Chinese => {
            let rest = if count > named.len() { "等" } else { "" };
            format!(
                "有 {count} 个文件正被别的程序打开，文件夹里的还是旧的，关掉以后自动换新；浏览器里看到的已经是新的：{}{rest}",
                named.join("、")
            )
        }
        Language::English => {
            let rest = if count > named.len() { " and more" } else { "" };
            format!(
                "{count} files are open in other programs, so the folder has the old ones until they are closed; the browser shows the new ones: {}{rest}",
                named.join(", ")
            )
        }
    }
}

fn name_of(folder: &Path) -> String {
    folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
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
        let others = [Edition::Public, Edition::Internal].map(|from| output_of_other(from, output));
        others.into_iter().chain([output.clone()])
    });
    usual.chain(asked).chain([request.folder.join(RELEASE_MEMORY)]).collect()
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

fn other(edition: Edition) -> Edition {
    match edition {
        Edition::Public => Edition::Internal,
        Edition::Internal => Edition::Public,
    }
}

/// Where the other edition goes, beside the output of this one.
fn output_of_other(edition: Edition, output: &Path) -> PathBuf {
    let name = name_of(output);
    output.with_file_name(match edition {
        Edition::Public => format!("{name}-internal"),
        Edition::Internal => {
            name.strip_suffix("-internal").map_or_else(|| format!("{name}-public"), str::to_string)
        }
    })
}

fn error_text(outcome: &Outcome, terminal: Terminal) -> String {
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
