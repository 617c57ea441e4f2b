//! What stops a release on its way to its target.
//! In: a [`Stop`]. Out: its problem, with the one remedy, and how the command ends.

use super::failure;
use super::problem::{Fault, Files, StopProblem};
use crate::exit_status::{ExitStatus, Failure};
use crate::own_files::RELEASE_MEMORY;
use crate::release::destination::Destination;
use crate::release::place::PlaceError;
use crate::release::transfer::Stop;
use crate::staging::record::NewerRelease;
use yanxi_reading::SystemFault;

pub(in crate::release) fn failed(error: &PlaceError) -> Failure {
    if error.error.get_ref().is_some_and(|inner| inner.is::<NewerRelease>()) {
        return failure(ExitStatus::CannotReadOrWrite, &error.shown, &StopProblem::NewerRelease);
    }
    let fault = match SystemFault::of(&error.error) {
        Some(SystemFault::NoPermission) => Fault::NoPermission,
        Some(SystemFault::DiskFull | SystemFault::QuotaUsedUp) => Fault::NoSpace,
        Some(SystemFault::FileTooLarge) => Fault::TooLarge,
        Some(SystemFault::NotThere | SystemFault::DiskAway) => Fault::Gone,
        Some(fault) => {
            let problem = StopProblem::Refused { fault, remedy: fault.remedy_for_writing() };
            return failure(ExitStatus::CannotReadOrWrite, &error.shown, &problem);
        }
        None => Fault::Other { error: SystemFault::wording(&error.error) },
    };
    failure(ExitStatus::CannotReadOrWrite, &error.shown, &StopProblem::Failed { fault })
}

pub(in crate::release) fn stop(destination: &Destination, stop: Stop) -> Failure {
    let (ending, problem) = match stop {
        Stop::Failed(error) => return failed(&error),
        Stop::Memory(error) => {
            let problem = StopProblem::MemoryUnreadable { error: SystemFault::wording(&error) };
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
