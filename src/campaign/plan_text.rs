//! Reads `plan.toml` as offices type it.
//! In: the file's text. Out: one [`Entity`] for the whole file with the places of the text as typed, and every
//! line that cannot be read.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::entity::{Content, Entity, Field, Form, Written};
use super::plan_problem::PlanProblem;
use yanxi_problem::{Diagnostic, Place};
use yanxi_reading::tolerant_toml::Tolerant;

/// Reads the whole file.
pub(super) fn read(shown_path: &str, text: &str) -> (Entity, Vec<Diagnostic>) {
    let tolerant = Tolerant::of(text);
    let file = File::of(shown_path, text, &tolerant);
    let (table, errors) = DeTable::parse_recoverable(&tolerant.text);
    let entity = Entity {
        place: Place::file(shown_path),
        form: Form::Plan,
        fields: file.fields(table.get_ref()),
    };
    let mut lines = BTreeSet::new();
    let problems = errors
        .iter()
        .map(|error| {
            let place = file.place(error.span().map_or(text.len(), |span| span.start));
            (place, error.message())
        })
        .filter(|(place, _)| lines.insert(place.line))
        .map(|(place, message)| unreadable(place, message))
        .collect();
    (entity, problems)
}

/// The original text with its lines, for places.
struct File<'a> {
    shown_path: &'a str,
    text: &'a str,
    lines: Vec<usize>,
    tolerant: &'a Tolerant,
}

impl<'a> File<'a> {
    fn of(shown_path: &'a str, text: &'a str, tolerant: &'a Tolerant) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        File { shown_path, text, lines: std::iter::once(0).chain(ends).collect(), tolerant }
    }

    fn place(&self, offset: usize) -> Place {
        let offset = self.tolerant.original_offset(offset).min(self.text.len());
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let line_text = self.text[start..].lines().next().unwrap_or_default();
        let place = Place::at_offset(self.shown_path, line_text, offset - start);
        Place { line: Some(line), ..place }
    }

    fn fields(&self, table: &DeTable<'_>) -> Vec<Field> {
        let mut keys: Vec<_> = table.iter().collect();
        keys.sort_by_key(|(key, _)| key.span().start);
        keys.into_iter()
            .map(|(key, value)| {
                let at_key = self.place(key.span().start);
                Field {
                    name: key.get_ref().trim().to_string(),
                    value: self.written(value, Some(at_key)),
                }
            })
            .collect()
    }

    /// A value at the place of its key, or at its own as part of a list.
    fn written(&self, value: &Spanned<DeValue<'_>>, at_key: Option<Place>) -> Written {
        let place = at_key.unwrap_or_else(|| self.place(value.span().start));
        let content = match value.get_ref() {
            DeValue::String(text) => Content::Text(text.to_string()),
            DeValue::Integer(number) => Content::Text(number.to_string()),
            DeValue::Float(number) => Content::Text(number.to_string()),
            DeValue::Boolean(yes) => Content::Text(yes.to_string()),
            DeValue::Datetime(date) => Content::Text(date.to_string()),
            DeValue::Array(values) => {
                Content::List(values.iter().map(|value| self.written(value, None)).collect())
            }
            DeValue::Table(table) => Content::Table(self.fields(table)),
        };
        Written { content, number: None, place }
    }
}

fn unreadable(place: Place, detail: &str) -> Diagnostic {
    let problem = match detail.contains("duplicate") {
        true => PlanProblem::WrittenTwice,
        false => PlanProblem::Unreadable { detail: detail.into() },
    };
    Diagnostic::of(place, &problem)
}
