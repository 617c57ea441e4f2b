//! What stops a release on its way to its target.
//! In: a [`Stop`]. Out: its problem, with the one remedy, and how the command ends.

use std::io;

use yanxi_problem::Wording;

use super::failure;
use super::problem::{Fault, Files, StopProblem};
use crate::exit_status::{ExitStatus, Failure};
use crate::own_files::RELEASE_MEMORY;
use crate::release::destination::Destination;
use crate::release::place::PlaceError;
use crate::release::transfer::Stop;

pub(in crate::release) fn failed(error: &PlaceError) -> Failure {
    let fault = match error.error.kind() {
        io::ErrorKind::PermissionDenied => Fault::NoPermission,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Fault::NoSpace,
        io::ErrorKind::FileTooLarge => Fault::TooLarge,
        io::ErrorKind::NotFound => Fault::Gone,
        _ => Fault::Other { error: Wording::of_system(&error.error) },
    };
    failure(ExitStatus::CannotReadOrWrite, &error.shown, &StopProblem::Failed { fault })
}

pub(in crate::release) fn stop(destination: &Destination, stop: Stop) -> Failure {
    let (ending, problem) = match stop {
        Stop::Failed(error) => return failed(&error),
        Stop::Memory(error) => {
            let problem = StopProblem::MemoryUnreadable { error: Wording::of_system(&error) };
            return failure(ExitStatus::CannotReadOrWrite, RELEASE_MEMORY, &problem);
        }
        Stop::Taken => (ExitStatus::CannotReadOrWrite, StopProblem::Taken),
        Stop::Overtaken => (ExitStatus::CannotReadOrWrite, StopProblem::Overtaken),
        Stop::InTheWay(files) => {
            (ExitStatus::CannotReadOrWrite, StopProblem::InTheWay { files: Files::of(files) })
        }
        Stop::Names(files) => {
            (ExitStatus::ContentErrors, StopProblem::Names { files: Files::of(files) })
        }
        Stop::Held(files) => {
            (ExitStatus::CannotReadOrWrite, StopProblem::Held { files: Files::of(files) })
        }
    };
    failure(ending, destination.shown(), &problem)
}
