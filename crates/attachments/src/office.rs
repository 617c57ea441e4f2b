//! Text documents and presentations: .docx, .pptx, .odt and their kin; parts of workbooks that are no cells.
//! In: an unpacked document. Out: its texts: deleted ones, comments, notes and hidden slides count too; files in it are
//! looked into, and what cannot be is named.

use crate::budget::Budget;
use crate::embedded::{LookInto, below, look_into_embedded};
use crate::file_kind::{FileKind, kind_of};
use crate::inspected::{Inspected, Why};
use crate::parts::{Part, part_of};
use crate::unpacking::Entry;
use crate::xml::text;
use yanxi_privacy::Form;
use yanxi_problem::Name;

/// `is_read` says which parts were read as cells already.
pub(super) fn inspect(
    entries: &[Entry],
    inside: &[String],
    budget: &mut Budget,
    inspected: &mut Inspected,
    look_into: LookInto,
    is_read: &dyn Fn(&str) -> bool,
) {
    let mut pictures = 0;
    let mut unknown: Vec<&str> = Vec::new();
    let is_open_document = entries.iter().any(|entry| entry.name == "content.xml");
    for entry in entries {
        let name = entry.name.as_str();
        match part_of(name, is_open_document) {
            Part::Harmless | Part::Cells => {}
            Part::Picture => pictures += 1,
            Part::Macros => inspected.see_not(inside, Why::Macros),
            Part::Words(spot, wanted) => {
                let (text, is_whole) = text(&entry.bytes, wanted);
                inspected.add(inside, spot, text, Form::Document);
                if !is_whole {
                    inspected.see_not(&below(inside, name), Why::Damaged);
                }
            }
            Part::File if entry.bytes.is_empty() || is_read(name) => {}
            Part::File => match kind_of(name, &entry.bytes) {
                FileKind::Picture => pictures += 1,
                FileKind::Other => unknown.push(name),
                _ => look_into_embedded(name, &entry.bytes, inside, budget, inspected, look_into),
            },
        }
    }
    if pictures > 0 {
        inspected.see_not(inside, Why::PicturesInside(pictures));
    }
    if let Some(first) = unknown.first() {
        let why = Why::UnknownParts { count: unknown.len(), first: Name::from(*first) };
        inspected.see_not(inside, why);
    }
}
