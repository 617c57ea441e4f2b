//! One problem at its place, as it is told.
//! In: a place and a [`trait@Problem`]. Out: a value that holds nothing that may not be shown, but its edit and its file's name.

use crate::code::Code;
use crate::group::Group;
use crate::language::{Language, Wording};
use crate::place::Place;
use crate::problem::{Edit, Problem};
use crate::say::{Quoted, Said};
use crate::severity::Severity;

/// One problem. Other crates make it with [`Diagnostic::of`] only, so that all its words are masked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    pub group: Group,
    pub place: Place,
    pub message: Wording,
    pub remedy: Wording,
    pub edit: Option<Edit>,
}

impl Diagnostic {
    pub fn of(place: Place, problem: &impl Problem) -> Self {
        let (chinese, english) =
            (problem.words(Language::Chinese), problem.words(Language::English));
        Diagnostic {
            code: problem.code(),
            severity: problem.severity(),
            group: problem.group(),
            place: place.masked(),
            message: Wording::new(chinese.0, english.0),
            remedy: Wording::new(chinese.1, english.1),
            edit: problem.edit(),
        }
    }

    /// The problem as a note, closed by somebody's reason: it is a past fact and stays in the list.
    pub fn explained(self, reason: &str, by: &str, on: &str) -> Self {
        let reason = Quoted::from(reason);
        let said = [by, on].into_iter().filter(|part| !part.is_empty()).map(Quoted::from);
        let said: Vec<Quoted> = said.collect();
        let message = |language, problem: &str, middle: &str, brackets: [&str; 3]| {
            let mut text = format!("{problem}{middle}{}", Said(&reason, language));
            for (number, part) in said.iter().enumerate() {
                text.push_str(brackets[usize::from(number > 0)]);
                text.push_str(&Said(part, language).to_string());
            }
            if !said.is_empty() {
                text.push_str(brackets[2]);
            }
            text
        };
        let Wording { chinese, english } = &self.message;
        Diagnostic {
            severity: Severity::Note,
            message: Wording::new(
                message(Language::Chinese, chinese, "；已说明：", ["（", "，", "）"]),
                message(Language::English, english, "; explained: ", [" (", ", ", ")"]),
            ),
            remedy: Wording::default(),
            edit: None,
            ..self
        }
    }
}

/// Puts problems in the order they are shown: by file, line, column, and name of the code.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    fn key(diagnostic: &Diagnostic) -> (&str, Option<usize>, Option<usize>, &str, &str) {
        let Diagnostic { place, code, message, .. } = diagnostic;
        (&place.file, place.line, place.column, code.name(), &message.chinese)
    }
    diagnostics.sort_by(|a, b| key(a).cmp(&key(b)));
}

/// Sorts and drops what is told twice.
pub fn put_in_order(diagnostics: &mut Vec<Diagnostic>) {
    sort(diagnostics);
    diagnostics.dedup();
}

/// Counts problems of one severity.
pub fn count(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
}
