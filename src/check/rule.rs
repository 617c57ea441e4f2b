//! What a rule is: a code with its weight, what it is for, an example of each kind, and how it is found.
//! In: nothing. Out: [`Rule`], one constant for each file of `rules/`, listed by [`super::RULES`].

use super::Subject;
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::Words;

/// One rule of the check.
#[derive(Debug)]
pub struct Rule {
    /// `E01` to `E14`, `W01` to `W16`.
    pub code: &'static str,
    pub severity: Severity,
    pub stops: Stops,
    /// A past fact that breaks it can be closed by an entry 说明.
    pub closable: bool,
    /// A few words.
    pub name: Words,
    /// What it is for.
    pub purpose: Words,
    pub bad: Example,
    pub good: Example,
    pub found: Found,
}

/// What an open problem of a rule stops, as long as it is an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stops {
    Nothing,
    Publish,
    /// The public edition is not built, and the severity cannot be set: something would go out that must not.
    PublicBuild,
    /// No edition is built: pages would be broken. In records the internal edition is built all the same.
    EveryBuild,
}

/// How a rule's problems come to be known.
#[derive(Debug, Clone, Copy)]
pub enum Found {
    /// The steps that read and understand the folder report them.
    Reading,
    /// This function finds them.
    By(fn(&Subject<'_>) -> Vec<Diagnostic>),
}

/// Files of a small campaign, each with the whole or the telling part of its text.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    pub files: &'static [(&'static str, &'static str)],
}

/// The rule of a code.
pub fn of_code(code: &str) -> Option<&'static Rule> {
    super::RULES.iter().find(|rule| rule.code == code)
}

impl Stops {
    /// In a few words, for lists and pages.
    pub fn words(self) -> Words {
        match self {
            Stops::Nothing => Words::new("不影响", "nothing"),
            Stops::Publish => Words::new("不能发布", "publishing"),
            Stops::PublicBuild => Words::new("不能生成公开版", "building the public edition"),
            Stops::EveryBuild => Words::new("不能生成", "building"),
        }
    }
}
