//! What is told of a page's HTML: what it hides, what went, what is lost.
//! In: the notes of its reading. Out: problems R11, each once a page at its first place.

use super::html::Notes;
use super::problem::{Elements, MarkdownProblem};
use super::{Input, LineNumbers};
use yanxi_problem::{Diagnostic, Place};

pub(super) fn of(notes: Notes, input: Input<'_>, lines: &LineNumbers) -> Vec<Diagnostic> {
    let at =
        |line: usize| Place::at_line(input.shown_path, input.file_text, lines.in_file(line.max(1)));
    let mut found = Vec::new();
    if let Some(first) = notes.lost.iter().min_by_key(|lost| lost.line) {
        let problem = MarkdownProblem::HtmlLost {
            characters: notes.lost.iter().map(|lost| lost.characters).sum(),
            places: notes.lost.len(),
            missing: first.missing.as_str().into(),
        };
        found.push(Diagnostic::of(at(first.line), &problem));
    }
    let hidden_at = notes.hidden.iter().map(|(line, _)| *line).find(|line| *line > 0);
    if !notes.hidden.is_empty() {
        let problem = MarkdownProblem::HtmlHidden {
            characters: notes.hidden.iter().map(|(_, characters)| characters).sum(),
            places: notes.hidden.len(),
        };
        found.push(Diagnostic::of(at(hidden_at.unwrap_or(1)), &problem));
    }
    if let Some(first) = notes.elements.values().min() {
        let names = notes.elements.keys().map(|name| format!("<{name}>").into()).collect();
        let problem = MarkdownProblem::HtmlGone { elements: Elements(names) };
        found.push(Diagnostic::of(at(*first), &problem));
    }
    found
}
