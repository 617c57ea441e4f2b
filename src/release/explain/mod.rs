//! What keeps a release from its target.
//! In: what happened. Out: problems with one remedy each, and how the command ends.

mod problem;
mod stops;
mod verified;

use std::io;
use std::path::Path;

use yanxi_problem::{Diagnostic, Entry, List, Place, Problem, Saying};

#[cfg(feature = "bucket")]
use super::place::bucket::NoKeys;
use crate::config::targets::Targets;
use crate::exit_status::{ExitStatus, Failure};
use crate::own_files::{RELEASE_MEMORY, SETTINGS};
use crate::slip::nearest;
use crate::staging::{WriteRemedy, write_problem};
use problem::{Fault, ReleaseProblem, StopProblem, VerifyProblem, VerifyRemedy};

pub(super) use stops::{failed, stop};
pub(super) use verified::{
    broken_line, difference, difference_of_copy, no_entry, no_release, no_sums, record_differs,
};

pub(super) fn problems() -> Vec<Entry> {
    [
        yanxi_problem::problems::<ReleaseProblem>(),
        yanxi_problem::problems::<StopProblem>(),
        yanxi_problem::problems::<VerifyProblem>(),
    ]
    .concat()
}

pub(super) fn sayings() -> Vec<Saying> {
    [yanxi_problem::sayings::<Fault>(), yanxi_problem::sayings::<VerifyRemedy>()].concat()
}

fn failure(ending: ExitStatus, place: impl Into<String>, problem: &impl Problem) -> Failure {
    (ending, vec![Diagnostic::of(Place::file(place), problem)])
}

pub(super) fn no_such_target(name: &str, targets: &Targets) -> Failure {
    let known = || targets.keys().map(String::as_str);
    let problem = match nearest(name, known()) {
        Some(near) => ReleaseProblem::NoTargetNear { name: name.into(), near: near.into() },
        None if targets.is_empty() => ReleaseProblem::NoTargetAtAll { name: name.into() },
        None => ReleaseProblem::NoTarget { name: name.into(), known: List::whole(known()) },
    };
    failure(ExitStatus::WrongUse, SETTINGS, &problem)
}

pub(super) fn which_target(targets: &Targets) -> Failure {
    let problem = match targets.is_empty() {
        true => ReleaseProblem::NothingSaid,
        false => ReleaseProblem::SeveralTargets { names: List::whole(targets.keys()) },
    };
    failure(ExitStatus::WrongUse, SETTINGS, &problem)
}

pub(super) fn not_there(name: &str, folder: &Path) -> Failure {
    let problem = ReleaseProblem::NotThere { name: name.into() };
    failure(ExitStatus::CannotReadOrWrite, folder.to_string_lossy(), &problem)
}

pub(super) fn inside_site(name: &str, path: &Path) -> Failure {
    let problem = ReleaseProblem::InsideSite { name: name.into() };
    failure(ExitStatus::WrongUse, path.to_string_lossy(), &problem)
}

#[cfg(feature = "bucket")]
pub(super) fn no_keys(name: &str, problem: &NoKeys) -> Failure {
    let problem = match problem {
        NoKeys::Nowhere => ReleaseProblem::NoKeys { name: name.into() },
        NoKeys::Inside(file) => ReleaseProblem::KeysInside { file: file.into() },
        NoKeys::Unreadable(file) => ReleaseProblem::KeysUnreadable { file: file.into() },
        NoKeys::Empty(file) => ReleaseProblem::NoKeysInFile { file: file.into() },
    };
    failure(ExitStatus::WrongUse, SETTINGS, &problem)
}

#[cfg(not(feature = "bucket"))]
pub(super) fn no_buckets(name: &str) -> Failure {
    failure(ExitStatus::WrongUse, SETTINGS, &ReleaseProblem::NoBuckets { name: name.into() })
}

/// The site's own memory cannot be read or written.
pub(super) fn memory(site: &Path, error: &io::Error) -> Failure {
    let problem = write_problem(&site.join(RELEASE_MEMORY), error, WriteRemedy::CheckMemory);
    (ExitStatus::CannotReadOrWrite, vec![problem])
}

pub(super) fn busy_here(site: &Path) -> Failure {
    let memory = site.join(RELEASE_MEMORY);
    failure(ExitStatus::CannotReadOrWrite, memory.to_string_lossy(), &ReleaseProblem::BusyHere)
}

pub(super) fn no_release_there(name: &str, shown: &str, number: u64) -> Failure {
    let problem = ReleaseProblem::NoReleaseThere { name: name.into(), number };
    failure(ExitStatus::CannotReadOrWrite, shown, &problem)
}

/// The log was changed: what it says of the target can no longer be held to.
pub(super) fn log_changed(line: usize) -> Failure {
    let log = Place::file(format!("{RELEASE_MEMORY}/log.jsonl"));
    let place = Place { line: Some(line), ..log };
    (ExitStatus::CannotReadOrWrite, vec![Diagnostic::of(place, &ReleaseProblem::LogChanged)])
}

pub(super) fn nothing_before(name: &str) -> Failure {
    let problem = ReleaseProblem::NothingBefore { name: name.into() };
    failure(ExitStatus::WrongUse, RELEASE_MEMORY, &problem)
}
