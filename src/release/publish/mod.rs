//! The commands: publish, go back, verify.
//! In: the site's folder, the name of a target. Out: what was done to it, or why nothing was.

mod rollback;
mod verify;

use crate::exit_status::Failure;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use rayon::prelude::*;
use serde::Serialize;

use super::destination::Destination;
use super::journal::{self, Deed, Journal, Line};
use super::memory::{Held, Memory};
use super::transfer::{Changes, How};
use super::{destination, explain};
use crate::build::draft::{Lifted, NewsRequest, Reviewed};
use crate::build::{self, Progress};
use crate::check;
use crate::config::targets::Target;
use crate::exit_status::ExitStatus;
use crate::folder::Layout;
use crate::model::Selection;
use crate::staging::Manifest;
use crate::staging::record::{Listed, Record, RecordFile, hash};
use yanxi_problem::Diagnostic;

pub use rollback::rollback;
pub use verify::{Verified, verify, verify_copy};

/// What to publish, and how.
#[derive(Debug, Clone, Default)]
pub struct Request {
    pub folder: PathBuf,
    /// May be left out where there is only one.
    pub target: Option<String>,
    pub date: Option<Date>,
    pub dry_run: bool,
    pub take_over: bool,
    pub withdraw: bool,
    pub all: bool,
}

/// What was done.
#[derive(Debug, Default)]
pub struct Done {
    pub target: String,
    /// Where it lies, for people.
    pub shown: String,
    pub number: u64,
    pub files: usize,
    pub changes: Changes,
    /// The pages among them, by title.
    pub pages: PageChanges,
    /// The attachments among them, by name of their source.
    pub attachments: PageChanges,
    /// What entries say to be none.
    pub lifted: Vec<Lifted>,
    /// The release that was there before.
    pub from: Option<u64>,
    /// The target already held just this.
    pub nothing_new: bool,
    /// Warnings and notes of the build.
    pub diagnostics: Vec<Diagnostic>,
}

/// Pages or files of a release that readers see change, by title in the order of their addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PageChanges {
    pub new: Vec<String>,
    pub changed: Vec<String>,
    pub gone: Vec<String>,
}

impl PageChanges {
    fn between(old: Option<&Record>, new: &Record) -> Self {
        let nothing = Record::default();
        let old = old.unwrap_or(&nothing);
        let titles = |of: &Record, wanted: &dyn Fn(&str, &Listed) -> bool| {
            let pages = of.pages.iter().filter(|(path, page)| wanted(path, page));
            pages.map(|(_, page)| page.title.clone()).collect()
        };
        PageChanges {
            new: titles(new, &|path, _| !old.pages.contains_key(path)),
            changed: titles(new, &|path, page| {
                old.pages.get(path).is_some_and(|before| {
                    (&before.text, &before.title) != (&page.text, &page.title)
                })
            }),
            gone: titles(old, &|path, _| !new.pages.contains_key(path)),
        }
    }
}

/// Attachments that change with a release. What the log does not know of the old one is not told.
fn attachment_changes(
    old: Option<&Record>,
    told: Option<&Line>,
    new: &Record,
    files: &[Reviewed],
) -> PageChanges {
    let nothing = Record::default();
    let old = old.unwrap_or(&nothing);
    let hash = |record: &Record, path: &str| record.files.get(path).map(|file| file.hash.clone());
    let mut changes = PageChanges::default();
    for file in files {
        match (hash(old, &file.page), hash(new, &file.page)) {
            (None, _) => changes.new.push(file.source.clone()),
            (old, new) if old != new => changes.changed.push(file.source.clone()),
            _ => {}
        }
    }
    let gone = told.into_iter().flat_map(|line| &line.files);
    let gone = gone.filter(|file| !new.files.contains_key(&file.page));
    changes.gone.extend(gone.map(|file| file.source.clone()));
    changes
}

/// A site, one of its targets, and the way there.
struct Work {
    site: PathBuf,
    name: String,
    target: Target,
    destination: Destination,
    memory: Memory,
}

impl Work {
    fn open(folder: &Path, asked: Option<&str>) -> Result<Work, Failure> {
        let layout = Layout::of(folder);
        if !folder.is_dir() {
            return Err(crate::config::site::no_folder(folder));
        }
        let config = crate::config::site::read_config(&layout.site)?;
        let (name, target) = destination::choose(&config.publish, asked)?;
        let destination = Destination::open(&name, &target, &layout)?;
        Ok(Work { memory: Memory::of(&layout.site), site: layout.site, name, target, destination })
    }

    /// Keeps other runs on this machine out until it is dropped.
    fn hold(&self) -> Result<Held, Failure> {
        self.memory
            .hold()
            .map_err(|error| explain::memory(&self.site, &error))?
            .ok_or_else(|| explain::busy_here(&self.site))
    }

    fn how(&self, request: &Request, expected: Option<String>) -> How {
        How {
            owner: owner(&self.site),
            take_over: request.take_over,
            withdraw: request.withdraw,
            all: request.all,
            expected,
            remembered: self
                .memory
                .records(&self.name)
                .into_iter()
                .flat_map(|record| record.files.into_keys())
                .collect(),
        }
    }

    /// Puts right what a run cut off left in the memory: a release that did reach its target gets its line.
    fn mend_memory(&self, current: Option<&str>) -> Result<Journal, Failure> {
        let unwritable = |error| explain::memory(&self.site, &error);
        if let Some(line) = self.memory.pending(&self.name) {
            if current == Some(line.record.as_str()) {
                journal::add(&self.memory, line).map_err(unwritable)?;
            }
            self.memory.clear_pending(&self.name).map_err(unwritable)?;
        }
        let journal = self.journal()?;
        self.memory
            .drop_unfinished(&self.name, |record| journal.of_record(&self.name, record).is_some())
            .map_err(unwritable)?;
        Ok(journal)
    }

    /// The log, as long as nobody changed it.
    fn journal(&self) -> Result<Journal, Failure> {
        let journal =
            Journal::read(&self.memory).map_err(|error| explain::memory(&self.site, &error))?;
        match journal.broken.first() {
            Some(line) => Err(explain::log_changed(*line)),
            None => Ok(journal),
        }
    }

    /// A place that the log knows and that holds no release is another place, or a stick that is not plugged in.
    fn expect_release(
        &self,
        request: &Request,
        current: Option<&(Record, String)>,
        journal: &Journal,
    ) -> Result<(), Failure> {
        match journal.last(&self.name) {
            Some(line) if current.is_none() && !request.all && self.destination.holds_none()? => {
                let shown = self.destination.shown();
                Err(explain::no_release_there(&self.name, &shown, line.number))
            }
            _ => Ok(()),
        }
    }

    /// Brings a release to the target and writes it into the log.
    fn carry_out(&self, record: &Record, how: &How, line: Line) -> Result<Changes, Failure> {
        let unwritable = |error| explain::memory(&self.site, &error);
        self.memory
            .remember(&self.name, record)
            .and_then(|()| self.memory.set_pending(&line))
            .map_err(unwritable)?;
        let changes = self
            .destination
            .bring(&self.memory, record, how)
            .map_err(|stop| explain::stop(&self.destination, stop))?;
        let journal = Journal::read(&self.memory).map_err(unwritable)?;
        let told = journal.last(&self.name).is_some_and(|last| last.record == line.record);
        if !told {
            journal::add(&self.memory, line).map_err(unwritable)?;
        }
        self.memory
            .clear_pending(&self.name)
            .and_then(|()| self.memory.forget_older(&self.name, record.number))
            .map_err(unwritable)?;
        Ok(changes)
    }

    fn line(&self, deed: Deed, record: &Record, answered: Answered) -> Line {
        let Answered { reviewed, files, lifted } = answered;
        Line {
            number: record.number,
            deed,
            target: self.name.clone(),
            edition: record.edition,
            date: record.date.clone(),
            at: jiff::Zoned::now().strftime("%Y-%m-%d %H:%M:%S %z").to_string(),
            record: hash(&record.to_bytes()),
            reviewed,
            files,
            lifted,
            before: String::new(),
            own: String::new(),
        }
    }
}

/// Who answers for what of a release.
#[derive(Debug, Clone, Default)]
struct Answered {
    reviewed: Vec<Reviewed>,
    files: Vec<Reviewed>,
    lifted: Vec<Lifted>,
}

/// Says the same of the same folder on the same machine, and nothing to others.
fn owner(site: &Path) -> String {
    let path = site.canonicalize().unwrap_or_else(|_| site.to_path_buf());
    hash(format!("{}\n{}", machine(), path.to_string_lossy()).as_bytes())
}

#[cfg(unix)]
fn machine() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn machine() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}

/// Builds the target's edition afresh and brings it there; `announce` is told what will change before anything does.
pub fn publish(
    request: &Request,
    progress: &(dyn Fn(Progress) + Sync),
    announce: &dyn Fn(&Done),
) -> Result<Done, Failure> {
    let work = Work::open(&request.folder, request.target.as_deref())?;
    if request.dry_run {
        return try_out(&work, request, progress);
    }
    let _held = work.hold()?;
    let current = work.destination.current()?;
    let journal = work.mend_memory(current.as_ref().map(|(_, hash)| hash.as_str()))?;
    work.expect_release(request, current.as_ref(), &journal)?;
    work.destination.prepare()?;
    let building = work.memory.building().map_err(|error| explain::memory(&work.site, &error))?;
    let built = build_afresh(&work, request, current.as_ref(), &building, progress);
    let result = built.and_then(|built| {
        progress(Progress::Publishing);
        let (record, diagnostics) = number(&built, &work, current.as_ref(), &journal);
        for (path, file) in &record.files {
            work.memory
                .take(&built.folder.join(path), &file.hash)
                .map_err(|error| explain::memory(&work.site, &error))?;
        }
        let coming = coming(&work, &built.answered, current.as_ref(), &record, &journal);
        announce(&coming);
        let line = work.line(Deed::Publish, &record, built.answered);
        let how = work.how(request, current.map(|(_, hash)| hash));
        let nothing_new = how.expected.as_deref() == Some(line.record.as_str());
        let changes = work.carry_out(&record, &how, line)?;
        let nothing_new = nothing_new && changes.is_empty();
        Ok(Done { nothing_new, changes, diagnostics, ..coming })
    });
    work.memory.done_building();
    result
}

/// What a release will change, before it does.
fn coming(
    work: &Work,
    answered: &Answered,
    current: Option<&(Record, String)>,
    record: &Record,
    journal: &Journal,
) -> Done {
    let old = current.map(|(record, _)| record);
    let told = current.and_then(|(_, hash)| journal.of_record(&work.name, hash));
    Done {
        target: work.name.clone(),
        shown: work.destination.shown(),
        number: record.number,
        files: record.files.len(),
        pages: PageChanges::between(old, record),
        attachments: attachment_changes(old, told, record, &answered.files),
        lifted: answered.lifted.clone(),
        from: old.map(|old| old.number),
        ..Done::default()
    }
}

/// What publishing would change. Nothing is written but a folder of the system's for passing things, removed at the end.
fn try_out(
    work: &Work,
    request: &Request,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Done, Failure> {
    let building = tempfile::tempdir().map_err(|error| explain::memory(&work.site, &error))?;
    let current = work.destination.current()?;
    let journal = work.journal()?;
    work.expect_release(request, current.as_ref(), &journal)?;
    let built = build_afresh(work, request, current.as_ref(), building.path(), progress)?;
    let (record, diagnostics) = number(&built, work, current.as_ref(), &journal);
    let old = current.as_ref().map(|(record, _)| record);
    let how = work.how(request, current.as_ref().map(|(_, hash)| hash.clone()));
    let changes = work
        .destination
        .compare(&record, old, &how)
        .map_err(|stop| explain::stop(&work.destination, stop))?;
    let nothing_new = old == Some(&record) && changes.is_empty();
    let coming = coming(work, &built.answered, current.as_ref(), &record, &journal);
    Ok(Done { nothing_new, changes, diagnostics, ..coming })
}

/// An edition built for publishing.
struct Built {
    folder: PathBuf,
    record: Record,
    answered: Answered,
    diagnostics: Vec<Diagnostic>,
}

fn build_afresh(
    work: &Work,
    request: &Request,
    current: Option<&(Record, String)>,
    building: &Path,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Built, Failure> {
    let folder = building.join("site");
    // News of one edition compared with another would name what only one of them may show.
    let previous = current
        .map(|(record, _)| record.clone())
        .filter(|record| record.edition == work.target.edition);
    let asked = build::Request {
        folder: request.folder.clone(),
        selection: Selection { edition: work.target.edition, drafts: false },
        date: request.date,
        ..build::Request::default()
    };
    progress(Progress::Reading);
    let checked = check::check(&asked);
    if checked.ending != ExitStatus::Done {
        return Err((checked.ending, checked.diagnostics));
    }
    let outcome = build::build(
        &build::Request {
            output: Some(folder.clone()),
            news: Some(NewsRequest { previous }),
            search: Some(work.target.search_for()),
            ..asked
        },
        progress,
    );
    let (ExitStatus::Done, Some(release)) = (outcome.ending, outcome.release) else {
        let ending = outcome.ending.max(ExitStatus::ContentErrors);
        return Err((ending, outcome.diagnostics));
    };
    let mut record = Record::new(work.target.edition, release.date);
    record.title = release.title;
    record.pages = release.pages;
    record.news = release.news;
    let unreadable = |error| explain::memory(&work.site, &error);
    let manifest = Manifest::of(&folder).unwrap_or_default();
    record.files = manifest
        .files
        .into_par_iter()
        .map(|(path, hash)| {
            let size = fs::metadata(folder.join(&path))?.len();
            Ok((path, RecordFile { hash, size }))
        })
        .collect::<std::io::Result<_>>()
        .map_err(unreadable)?;
    let (reviewed, files, lifted) = (release.reviewed, release.files, release.lifted);
    let answered = Answered { reviewed, files, lifted };
    Ok(Built { folder, record, answered, diagnostics: checked.diagnostics })
}

/// The release's record: that of the target where it already holds just this, else one with the next number.
fn number(
    built: &Built,
    work: &Work,
    current: Option<&(Record, String)>,
    journal: &Journal,
) -> (Record, Vec<Diagnostic>) {
    let diagnostics = built.diagnostics.clone();
    if let Some((there, _)) = current
        && there.same_content(&built.record)
    {
        return (there.clone(), diagnostics);
    }
    let at_target = current.map(|(record, _)| record.number);
    let told = journal.lines.iter().filter(|line| line.target == work.name).map(|line| line.number);
    let mut record = built.record.clone();
    record.number = told.chain(at_target).max().unwrap_or(0) + 1;
    (record, diagnostics)
}
