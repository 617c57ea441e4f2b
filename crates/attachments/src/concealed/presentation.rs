//! Presentations: .pptx and its kin.
//! In: the parts below `ppt/`. Out: hidden slides, slides with notes for their speaker, and comments, counted.

use quick_xml::events::Event;

use crate::concealment::{Concealed, counted};
use crate::unpacking::Entry;
use crate::xml::{attribute, each_element, each_event, local};

pub(super) fn concealed(entries: &[Entry]) -> impl Iterator<Item = Concealed> {
    let (mut slides, mut notes, mut comments) = (0, 0, 0);
    for entry in entries {
        let Some(part) = entry.name.strip_prefix("ppt/") else {
            continue;
        };
        if part.ends_with(".rels") {
            continue;
        }
        if part.starts_with("slides/") {
            each_element(&entry.bytes, |name, element| {
                let shown = attribute(element, "show");
                slides +=
                    usize::from(name == "sld" && matches!(shown.as_deref(), Some("0" | "false")));
            });
        } else if part.starts_with("notesSlides/") {
            notes += usize::from(has_notes(&entry.bytes));
        } else if part.starts_with("comments/") {
            each_element(&entry.bytes, |name, _| comments += usize::from(name == "cm"));
        }
    }
    [
        counted(Concealed::Slides, slides),
        counted(Concealed::SpeakerNotes, notes),
        counted(Concealed::Comments, comments),
    ]
    .into_iter()
    .flatten()
}

/// The number of the slide, which every page of notes has, is a field and no note.
fn has_notes(bytes: &[u8]) -> bool {
    let (mut in_field, mut in_text, mut found) = (false, false, false);
    each_event(bytes, |event| match event {
        Event::Start(element) => match local(element.name().as_ref()) {
            "fld" => in_field = true,
            "t" => in_text = !in_field,
            _ => {}
        },
        Event::Text(text) if in_text => found |= !text.trim().is_empty(),
        Event::End(element) => match local(element.name().as_ref()) {
            "fld" => in_field = false,
            "t" => in_text = false,
            _ => {}
        },
        _ => {}
    });
    found
}
