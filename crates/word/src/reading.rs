//! A whole document.
//! In: the bytes of a .docx, .doc or .wps. Out: [`Document`], or why there is none.

use yanxi_attachments::Package;
use yanxi_reading::caught;

use crate::element::Element;
use crate::model::{Block, Document};
use crate::numbering::Numbering;
use crate::old;
use crate::parts::{Parts, Refused, parts};
use crate::styles::Styles;
use crate::walk::Walk;

/// So many notes are read.
const MOST_NOTES: usize = 10_000;

/// Reads what a document shows. A reader that panics holds the file to be damaged.
pub fn read(bytes: &[u8]) -> Result<Document, Refused> {
    caught(|| {
        let parts = match old::is_old(bytes) {
            true => old::parts(bytes)?,
            false => parts(bytes)?,
        };
        let styles = Styles::read(&parts.styles);
        // A field without an end would swallow the rest of the text.
        Ok(walked(&parts, &styles, true)
            .unwrap_or_else(|| walked(&parts, &styles, false).unwrap_or_default()))
    })
    .unwrap_or(Err(Refused::Damaged))
}

/// The bytes of a picture that a document names.
pub fn picture(bytes: &[u8], part: &str) -> Option<Vec<u8>> {
    caught(|| match old::is_old(bytes) {
        true => old::picture(bytes, part),
        false => Package::open(bytes)?.part(part).ok().flatten(),
    })
    .flatten()
}

/// Nothing where fields were trusted and one did not end.
fn walked(parts: &Parts, styles: &Styles, trusts_fields: bool) -> Option<Document> {
    let numbering = Numbering::read(&parts.numbering);
    let mut walk = Walk::new(styles, numbering, &parts.relations, trusts_fields);
    let body = parts.text.children.first()?.child("body")?;
    let blocks = walk.blocks(body, 0);
    if trusts_fields && !walk.fields.is_empty() {
        return None;
    }
    let mut notes: Vec<Vec<Block>> = Vec::new();
    while let Some(name) = walk.notes.get(notes.len()).cloned() {
        let part = if name.is_footnote { &parts.footnotes } else { &parts.endnotes };
        let note = match notes.len() < MOST_NOTES {
            true => note(part, &name.id),
            false => None,
        };
        walk.fields.clear();
        notes.push(note.map(|note| walk.blocks(note, 0)).unwrap_or_default());
    }
    let lost = walk.take_lost();
    Some(Document { blocks, notes, lost })
}

fn note<'a>(part: &'a Element, id: &str) -> Option<&'a Element> {
    part.children.first()?.children.iter().find(|note| note.attribute("id") == Some(id))
}
