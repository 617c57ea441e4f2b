//! Word's form before 2007: .doc, and .wps, which is the same in its container ([MS-DOC]).
//! In: the file's bytes. Out: [`Parts`] as the new form has them, so that one walk reads both: what is hidden, deleted or a
//! contents list, and which number a paragraph has, is decided in one place.
//!
//! Forms before Word 97 are refused. Pictures are kept, in the text and in shapes; groups of shapes are counted as lost.

mod body;
mod fonts;
mod lists;
mod looks;
mod modifier;
mod number;
mod pictures;
mod rows;
mod shapes;
mod streams;
mod styles;
mod text;

use yanxi_attachments::LARGEST_FILE;

use crate::parts::{Parts, Refused};
use body::Body;
use streams::{Story, Streams, part};
use text::Text;

/// Whether a file lies in the container of the old form.
pub(crate) fn is_old(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
}

pub(crate) fn parts(bytes: &[u8]) -> Result<Parts, Refused> {
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(Refused::TooLarge);
    }
    let streams = Streams::open(bytes)?;
    let fonts = fonts::read(&streams);
    let font = |number: u16| fonts.get(usize::from(number)).cloned();
    let styles = styles::read(&streams, &font).ok_or(Refused::Damaged)?;
    let text = Text::read(&streams).ok_or(Refused::Damaged)?;
    let mut body = Body::of(&streams, &text, &font).ok_or(Refused::Damaged)?;
    Ok(Parts {
        text: body.document()?,
        styles,
        numbering: lists::read(&streams),
        footnotes: body.notes(Story::Footnotes, part::FOOTNOTES, "footnote")?,
        endnotes: body.notes(Story::Endnotes, part::ENDNOTES, "endnote")?,
        relations: body.into_relations(),
    })
}

/// The bytes of a picture, by the name that the text has for it.
pub(crate) fn picture(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let streams = Streams::open(bytes).ok()?;
    pictures::bytes(&streams, name).map(<[u8]>::to_vec)
}
