//! Reads `plan.toml` as offices type it.
//! In: the file's text. Out: one [`Entity`] for the whole file with the places of the text as typed, and every
//! line that cannot be read.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::entity::{Content, Entity, Field, Form, Written};
use super::plan::{Table, table_named};
use super::plan_problem::PlanProblem;
use yanxi_problem::{Diagnostic, Name, Place};
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
    let mut problems = Vec::new();
    for error in &errors {
        let at = error.span().map_or(tolerant.text.len(), |span| span.start);
        let place = file.place(at);
        let is_second = error.message().contains("duplicate");
        let table = is_second.then(|| Header::written_again(&tolerant.text, at)).flatten();
        let (place, problem) = match table {
            Some((offset, problem)) => (file.place(offset), problem),
            None if is_second => (place, PlanProblem::WrittenTwice),
            None => (place, PlanProblem::Unreadable { detail: error.message().into() }),
        };
        if lines.insert(place.line) {
            problems.push(Diagnostic::of(place, &problem));
        }
    }
    (entity, problems)
}

/// The line `[name]` or `[[name]]` that opens a table.
struct Header<'a> {
    offset: usize,
    name: &'a str,
    is_of_many: bool,
}

impl<'a> Header<'a> {
    fn of(line: &'a str, offset: usize) -> Option<Self> {
        let inner = line.trim().strip_prefix('[')?.split(']').next()?;
        Some(Header {
            offset: offset + (line.len() - line.trim_start().len()),
            name: inner.trim_start_matches('[').trim().trim_matches(['"', '\'']),
            is_of_many: inner.starts_with('['),
        })
    }

    /// Where the table in which something stands begins, and what is wrong with that: another of its name stands above
    /// it, and one of the two is written as if there were only one.
    fn written_again(text: &'a str, at: usize) -> Option<(usize, PlanProblem)> {
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        let mut headers = Vec::new();
        let mut offset = 0;
        for line in text[..end].split_inclusive('\n') {
            headers.extend(Header::of(line, offset));
            offset += line.len();
        }
        let last = headers.pop()?;
        let mut above = headers.iter().filter(|other| other.name == last.name).peekable();
        above.peek()?;
        if last.is_of_many && above.all(|other| other.is_of_many) {
            return None;
        }
        let table = Name::from(last.name);
        let problem = match table_named(last.name, false)? {
            Table::Campaign => PlanProblem::CampaignTwice { table },
            Table::Expect | Table::OtherNames => PlanProblem::TableOfOne { table },
            _ => PlanProblem::TableOfMany { table },
        };
        Some((last.offset, problem))
    }
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
