//! One thing as somebody wrote it: a table of the plan, a row of a spreadsheet, the keys above a Markdown text.
//! In: values with their places. Out: an [`Entity`], the same for all three.

use super::problem;
use yanxi_problem::{Diagnostic, Place};
use yanxi_reading::value::Value;

/// How the thing was written; remedies are worded after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `名称 = "…"` in the plan.
    Plan,
    /// `名称: …` above a Markdown text.
    Lines,
    /// A row under column names.
    Cells,
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Written {
    pub(super) content: Content,
    /// The number itself where a cell shows it by a format, such as `97.22%`.
    pub(super) number: Option<String>,
    pub(super) place: Place,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content {
    Text(String),
    List(Vec<Written>),
    Table(Vec<Field>),
}

/// A key or column with its value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) value: Written,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entity {
    pub(super) place: Place,
    pub(super) form: Form,
    pub(super) fields: Vec<Field>,
}

/// One word of a value: what a name or a reference is read from.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) place: Place,
    pub(super) key: String,
    /// It is all that stands after the key.
    pub(super) alone: bool,
    pub(super) form: Form,
}

/// Between words of a list: 、，,；; and line breaks.
pub(super) const BETWEEN_WORDS: [char; 6] = ['、', '，', ',', '；', ';', '\n'];
/// Between sentences of a list; commas belong to the sentences.
pub(super) const BETWEEN_SENTENCES: [char; 3] = ['；', ';', '\n'];

impl Written {
    pub(super) fn text(text: impl Into<String>, place: Place) -> Self {
        Written { content: Content::Text(text.into()), number: None, place }
    }

    /// A value of a Markdown file's keys; all of it stands at the key.
    pub(super) fn of_value(value: &Value, place: &Place) -> Self {
        let content = match value {
            Value::Empty => Content::Text(String::new()),
            Value::Text(text) => Content::Text(text.trim().to_string()),
            Value::List(values) => {
                Content::List(values.iter().map(|value| Written::of_value(value, place)).collect())
            }
            Value::Table(entries) => Content::Table(
                entries
                    .iter()
                    .map(|(name, value)| Field {
                        name: name.clone(),
                        value: Written::of_value(value, place),
                    })
                    .collect(),
            ),
        };
        Written { content, number: None, place: place.clone() }
    }

    pub(super) fn is_empty(&self) -> bool {
        match &self.content {
            Content::Text(text) => text.trim().is_empty(),
            Content::List(values) => values.iter().all(Written::is_empty),
            Content::Table(fields) => fields.is_empty(),
        }
    }

    /// The value in words, for fields that take anything.
    pub(super) fn in_words(&self) -> String {
        match &self.content {
            Content::Text(text) => text.trim().to_string(),
            Content::List(values) => {
                let words: Vec<String> = values.iter().map(Written::in_words).collect();
                words.join("、")
            }
            Content::Table(fields) => {
                let words: Vec<String> = fields
                    .iter()
                    .map(|field| format!("{} {}", field.name, field.value.in_words()))
                    .collect();
                words.join("、")
            }
        }
    }
}

impl Field {
    /// The words of the value, split at any of `between` where it is one text.
    pub(super) fn split(&self, form: Form, between: &[char]) -> Vec<Word> {
        let mut words = Vec::new();
        collect_words(&self.value, between, &mut |text, place| {
            words.push(Word {
                text: text.to_string(),
                place: place.clone(),
                key: self.name.clone(),
                alone: false,
                form,
            });
        });
        if let ([word], Content::Text(_)) = (words.as_mut_slice(), &self.value.content) {
            word.alone = true;
        }
        words
    }

    pub(super) fn words(&self, form: Form) -> Vec<Word> {
        self.split(form, &BETWEEN_WORDS)
    }

    /// A whole number, whatever a cell's format shows of it.
    pub(super) fn whole_number(&self) -> Option<u32> {
        let shown = self.value.in_words();
        let number = self.value.number.as_deref();
        whole_number(&shown).or_else(|| number.and_then(whole_number))
    }

    /// The whole value as one word.
    pub(super) fn word(&self, form: Form) -> Word {
        Word {
            text: self.value.in_words(),
            place: self.value.place.clone(),
            key: self.name.clone(),
            alone: matches!(self.value.content, Content::Text(_)),
            form,
        }
    }
}

fn collect_words(written: &Written, between: &[char], push: &mut dyn FnMut(&str, &Place)) {
    match &written.content {
        Content::Text(text) => {
            for part in text.split(between) {
                let part = part.trim();
                if !part.is_empty() {
                    push(part, &written.place);
                }
            }
        }
        Content::List(values) => {
            for value in values {
                match &value.content {
                    // What somebody put into a list by hand is not split again.
                    Content::Text(text) if !text.trim().is_empty() => {
                        push(text.trim(), &value.place);
                    }
                    Content::Text(_) => {}
                    _ => collect_words(value, between, push),
                }
            }
        }
        Content::Table(fields) => {
            for field in fields {
                collect_words(&field.value, between, push);
            }
        }
    }
}

/// Whether a key is one of some names; letters may be of either case.
pub(super) fn is_named(key: &str, names: &[&str]) -> bool {
    names.iter().any(|name| name.eq_ignore_ascii_case(key))
}

/// The tables a field holds; one text holds as many as stand `between`.
pub(super) fn tables_of(
    field: &Field,
    form: Form,
    text_as: &str,
    between: &[char],
) -> (Vec<Entity>, Vec<Diagnostic>) {
    let one_text = |text: &str, place: &Place| Entity {
        place: place.clone(),
        form,
        fields: vec![Field {
            name: text_as.to_string(),
            value: Written::text(text, place.clone()),
        }],
    };
    let table = |fields: &Vec<Field>, place: &Place| Entity {
        place: place.clone(),
        form,
        fields: fields.clone(),
    };
    let mut problems = Vec::new();
    let entities = match &field.value.content {
        Content::Table(fields) => vec![table(fields, &field.value.place)],
        Content::Text(_) => field
            .split(form, between)
            .iter()
            .map(|word| one_text(&word.text, &word.place))
            .collect(),
        Content::List(values) => values
            .iter()
            .filter_map(|value| match &value.content {
                Content::Table(fields) => Some(table(fields, &value.place)),
                Content::Text(text) if !text.trim().is_empty() => {
                    Some(one_text(text.trim(), &value.place))
                }
                Content::Text(_) => None,
                Content::List(_) => {
                    problems.push(problem::one_text(field, form));
                    None
                }
            })
            .collect(),
    };
    (entities, problems)
}

/// A whole number of people, ballots or days; digits may be full-width, thousands may be set apart.
pub(super) fn whole_number(text: &str) -> Option<u32> {
    let folded = yanxi_text::fold::fold(text.trim()).replace([',', '，'], "");
    folded.strip_suffix(".0").unwrap_or(&folded).trim().parse().ok()
}
