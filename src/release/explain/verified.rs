//! What verifying finds.
//! In: a file or a line of the log that is not as it should be. Out: its problem, with the one remedy.

use std::io;
use std::path::Path;
use yanxi_reading::SystemFault;

use yanxi_problem::{Diagnostic, Place};

use super::failure;
use super::problem::{VerifyProblem, VerifyRemedy};
use crate::exit_status::{ExitStatus, Failure};
use crate::own_files::RELEASE_MEMORY;
use crate::release::destination::Difference;

pub(in crate::release) fn difference(difference: Difference) -> Diagnostic {
    of_difference(difference, VerifyRemedy::PublishAgain)
}

/// A copy that was carried about.
pub(in crate::release) fn difference_of_copy(difference: Difference) -> Diagnostic {
    of_difference(difference, VerifyRemedy::CopyAgain)
}

fn of_difference(difference: Difference, remedy: VerifyRemedy) -> Diagnostic {
    let (file, problem) = match difference {
        Difference::Changed(file) => (file, VerifyProblem::Changed { remedy }),
        Difference::Missing(file) => (file, VerifyProblem::Missing { remedy }),
        Difference::Unfinished(file) => (file, VerifyProblem::Unfinished { remedy }),
        Difference::Further(file) => (file, VerifyProblem::Further),
    };
    Diagnostic::of(Place::file(file), &problem)
}

pub(in crate::release) fn no_sums(path: &Path, error: &io::Error) -> Failure {
    let problem = VerifyProblem::NoSums { error: SystemFault::wording(error) };
    failure(ExitStatus::CannotReadOrWrite, path.to_string_lossy(), &problem)
}

pub(in crate::release) fn no_release(shown: &str) -> Diagnostic {
    let remedy = VerifyRemedy::PublishAgain;
    Diagnostic::of(Place::file(shown), &VerifyProblem::NoRelease { remedy })
}

pub(in crate::release) fn record_differs(name: &str, shown: &str) -> Diagnostic {
    Diagnostic::of(Place::file(shown), &VerifyProblem::OtherRelease { name: name.into() })
}

pub(in crate::release) fn no_entry(page: &str, number: u64) -> Diagnostic {
    let remedy = VerifyRemedy::PublishAgain;
    Diagnostic::of(Place::file(page), &VerifyProblem::PageNotLogged { number, remedy })
}

pub(in crate::release) fn broken_line(line: usize) -> Diagnostic {
    let log = Place::file(format!("{RELEASE_MEMORY}/log.jsonl"));
    Diagnostic::of(Place { line: Some(line), ..log }, &VerifyProblem::LogChanged)
}
