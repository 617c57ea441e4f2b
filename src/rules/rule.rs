//! What a rule is: a code with its weight, what it is for, an example of each kind, and how it is found.
//! In: nothing. Out: [`Rule`], one constant for each file of `rules/`, listed by [`super::RULES`].

use super::Subject;
use yanxi_problem::{Code, Diagnostic, Entry};

/// One rule of the check.
#[derive(Debug)]
pub struct Rule {
    /// With its name, weight and purpose.
    pub code: Code,
    pub bad: Example,
    pub good: Example,
    pub found: Found,
}

/// How a rule's problems come to be known.
#[derive(Debug, Clone, Copy)]
pub enum Found {
    /// The steps that read and understand the folder report them.
    Reading,
    /// The first function finds them; the second lists all that it may say.
    By(fn(&Subject<'_>) -> Vec<Diagnostic>, fn() -> Vec<Entry>),
}

/// Files of a small campaign, each with the whole or the telling part of its text.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    pub files: &'static [(&'static str, &'static str)],
}

/// The rule of a code.
pub fn of_code(code: Code) -> Option<&'static Rule> {
    super::RULES.iter().find(|rule| rule.code == code)
}
