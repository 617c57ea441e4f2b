//! Cuts a text into runs: cells, items, paragraphs, values.
//! In: a text and its form. Out: its [`TextRun`]s in order, each with the head and the cell to the left that it stands
//! under.

mod delimited;
mod document;
mod laid;
mod lines;
mod markup;

use crate::context::Context;
use crate::finding::Form;
use crate::tags::{Markup, Tags, entity, is_inline};
use crate::text_run::{RunKind, TextRun};

/// Ends a line inside a run, as `<br>` does.
pub(crate) const BREAK: char = '\u{B}';

/// The runs of a text that stands in a context.
pub(crate) fn runs(text: &str, form: Form, context: &Context) -> Vec<TextRun> {
    let mut runs = match form {
        Form::Text => lines::runs(text),
        Form::Csv => delimited::runs(text),
        Form::Markup => markup::runs(text),
        Form::Document => document::runs(text),
        Form::Laid => laid::runs(text),
        Form::Value => {
            let mut run = TextRun::new(RunKind::Value, Context::default());
            push_words(&mut run, text, 0);
            vec![run]
        }
        Form::Path => vec![TextRun::whole(text, RunKind::Value, Context::default())],
    };
    if *context != Context::default() {
        for run in &mut runs {
            let own = std::mem::take(&mut run.context);
            run.context = Context {
                head: own.head.or_else(|| context.head.clone()),
                left: own.left.or_else(|| context.left.clone()),
            };
        }
    }
    runs
}

/// Adds a part of a source with the tags inside words left out and entities read; other tags are a bar.
fn push_words(run: &mut TextRun, source: &str, offset: usize) {
    if !source.contains(['<', '&']) {
        return run.push(source, offset);
    }
    let mut tags = Tags::of(source);
    let mut from = 0;
    let mut at = 0;
    while let Some(next) = source[at..].find(['<', '&']).map(|length| at + length) {
        at = next;
        let (stands_for, end) = if source.as_bytes()[at] == b'&' {
            match entity(&source[at..]) {
                Some((characters, length)) => (characters, at + length),
                None => {
                    at += 1;
                    continue;
                }
            }
        } else {
            match tags.at(at) {
                Some(Markup::Tag(tag)) => {
                    let name = &source[tag.name.clone()];
                    let part = match name {
                        _ if name.eq_ignore_ascii_case("br") => BREAK.to_string(),
                        _ if is_inline(name) => String::new(),
                        _ => "|".to_string(),
                    };
                    (part, tag.end)
                }
                Some(Markup::Comment { end, .. }) => (String::new(), end),
                _ => {
                    at += 1;
                    continue;
                }
            }
        };
        run.push(&source[from..at], offset + from);
        run.push_for(&stands_for, offset + at..offset + end);
        from = end;
        at = end;
    }
    run.push(&source[from..], offset + from);
}
