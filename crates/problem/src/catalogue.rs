//! The list of all problems and of the parts of their messages, for tests and for reading it through.
//! In: the examples that the derives make. Out: one entry for each problem, one saying for each part, with its wordings.

use crate::code::Code;
use crate::group::Group;
use crate::language::{Language, Wording};
use crate::problem::Problem;
use crate::say::{Say, worded};
use crate::severity::Severity;

/// One value of each variant; the derives make it.
pub trait Examples: Sized {
    /// Path of the module the enum stands in, since many enums have the same name.
    const MODULE: &'static str;
    const NAME: &'static str;

    /// Name and value of each variant.
    fn examples() -> Vec<(&'static str, Self)>;
}

/// One problem of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Such as `yanxi::model::link::problem`.
    pub module: &'static str,
    /// Such as `LinkProblem::NotFound`.
    pub name: String,
    pub code: Code,
    pub severity: Severity,
    pub group: Group,
    pub message: Wording,
    pub remedy: Wording,
}

/// What one variant of a part of messages says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saying {
    /// Such as `yanxi::campaign::remedy`.
    pub module: &'static str,
    /// Such as `Remedy`.
    pub name: &'static str,
    /// Such as `AddLine`.
    pub variant: &'static str,
    pub words: Wording,
}

/// All problems of an enum.
pub fn problems<P: Problem + Examples>() -> Vec<Entry> {
    let entry = |(variant, problem): (&str, P)| {
        let (chinese, english) =
            (problem.words(Language::Chinese), problem.words(Language::English));
        Entry {
            module: P::MODULE,
            name: format!("{}::{variant}", P::NAME),
            code: problem.code(),
            severity: problem.severity(),
            group: problem.group(),
            message: Wording::new(chinese.0, english.0),
            remedy: Wording::new(chinese.1, english.1),
        }
    };
    P::examples().into_iter().map(entry).collect()
}

/// All that an enum of parts of messages may say.
pub fn sayings<S: Say + Examples>() -> Vec<Saying> {
    let saying = |(variant, value): (&'static str, S)| Saying {
        module: S::MODULE,
        name: S::NAME,
        variant,
        words: worded(&value),
    };
    S::examples().into_iter().map(saying).collect()
}
