//! Texts: .docx and its kin.
//! In: the parts below `word/`. Out: comments, tracked changes and hidden words, counted.

use quick_xml::events::Event;

use crate::concealment::{Concealed, counted};
use crate::unpacking::Entry;
use crate::xml::{attribute, each_element, each_event, local};

pub(super) fn concealed(entries: &[Entry]) -> impl Iterator<Item = Concealed> {
    let (mut comments, mut changes, mut words) = (0, 0, 0);
    for entry in entries {
        let Some(part) = entry.name.strip_prefix("word/") else {
            continue;
        };
        if part == "comments.xml" {
            each_element(&entry.bytes, |name, _| {
                comments += usize::from(name == "comment");
            });
        } else if holds_text(part) {
            each_element(&entry.bytes, |name, _| {
                changes += usize::from(matches!(name, "ins" | "del" | "moveFrom" | "moveTo"));
            });
            words += hidden_runs(&entry.bytes);
        }
    }
    [
        counted(Concealed::Comments, comments),
        counted(Concealed::Changes, changes),
        counted(Concealed::Words, words),
    ]
    .into_iter()
    .flatten()
}

fn holds_text(part: &str) -> bool {
    part.ends_with(".xml")
        && ["document", "header", "footer", "footnotes", "endnotes"]
            .iter()
            .any(|name| part.starts_with(name))
}

/// Runs of words set to be hidden; entries of an index and the like have no words of their own.
fn hidden_runs(bytes: &[u8]) -> usize {
    let (mut hidden, mut in_text, mut has_words, mut count) = (false, false, false, 0);
    each_event(bytes, |event| match event {
        Event::Start(element) | Event::Empty(element) => match local(element.name().as_ref()) {
            "r" => (hidden, has_words) = (false, false),
            "vanish" => {
                let value = attribute(element, "val");
                hidden = !matches!(value.as_deref(), Some("0" | "false" | "off"));
            }
            "t" => in_text = matches!(event, Event::Start(_)),
            _ => {}
        },
        Event::Text(text) if in_text => has_words |= !text.trim().is_empty(),
        Event::End(element) => match local(element.name().as_ref()) {
            "t" => in_text = false,
            "r" => count += usize::from(std::mem::take(&mut hidden) && has_words),
            _ => {}
        },
        _ => {}
    });
    count
}
