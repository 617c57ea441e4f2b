//! How a command ended.
//! In: nothing. Out: [`ExitStatus`], worst last, and [`Failure`], with the problems that are its reason.

use yanxi_problem::Diagnostic;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum ExitStatus {
    #[default]
    Done,
    ContentErrors,
    WrongUse,
    CannotReadOrWrite,
}

/// An early end, and why.
pub type Failure = (ExitStatus, Vec<Diagnostic>);
