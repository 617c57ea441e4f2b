//! A document of Word's old form, and where its parts lie ([MS-DOC] 2.5, the file information block).
//! In: the file's bytes. Out: [`Streams`]; parts by their numbers.

use std::ops::Range;

use yanxi_reading::compound::Compound;

use super::number::{size_at, slice, stretches, u16_at};
use crate::parts::Refused;

const WORD_97: u16 = 0xA5EC;
const ENCRYPTED: u16 = 0x0100;
const SECOND_TABLE: u16 = 0x0200;
const PAGE: usize = 512;
/// So many stretches are read of one list.
const MOST: usize = 500_000;

/// Parts of the table stream by their numbers in the file information block.
pub(super) mod part {
    pub(crate) const STYLES: usize = 1;
    pub(crate) const FOOTNOTE_PLACES: usize = 2;
    pub(crate) const FOOTNOTES: usize = 3;
    pub(crate) const SECTIONS: usize = 6;
    pub(crate) const LETTERS: usize = 12;
    pub(crate) const PARAGRAPHS: usize = 13;
    pub(crate) const FONTS: usize = 15;
    pub(crate) const PIECES: usize = 33;
    pub(crate) const SHAPES: usize = 40;
    pub(crate) const ENDNOTE_PLACES: usize = 46;
    pub(crate) const ENDNOTES: usize = 47;
    pub(crate) const DRAWINGS: usize = 50;
    pub(crate) const BOXES: usize = 56;
    pub(crate) const LISTS: usize = 73;
    pub(crate) const LIST_USES: usize = 74;
}

/// The stretches of text that a document consists of, in the order in which they follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Story {
    Main = 0,
    Footnotes = 1,
    Endnotes = 5,
    Boxes = 6,
}

pub(super) struct Streams {
    pub(super) text: Vec<u8>,
    pub(super) table: Vec<u8>,
    /// Pictures, and what is too long for its page.
    pub(super) data: Vec<u8>,
}

impl Streams {
    pub(super) fn open(bytes: &[u8]) -> Result<Self, Refused> {
        let container = Compound::open(bytes).ok_or(Refused::Damaged)?;
        let stream = |name: &str| container.stream(name);
        let Some(text) = stream("WordDocument") else {
            // Office programs keep what has a password in this container, whatever its own form.
            return Err(match stream("EncryptedPackage") {
                Some(_) => Refused::Encrypted,
                None => Refused::OtherForm,
            });
        };
        let flags = u16_at(&text, 10).ok_or(Refused::Damaged)?;
        if u16_at(&text, 0) != Some(WORD_97) {
            return Err(Refused::OtherForm);
        }
        if flags & ENCRYPTED != 0 {
            return Err(Refused::Encrypted);
        }
        let table = stream(if flags & SECOND_TABLE != 0 { "1Table" } else { "0Table" });
        Ok(Streams {
            text,
            table: table.ok_or(Refused::Damaged)?,
            data: stream("Data").unwrap_or_default(),
        })
    }

    /// Where a part begins in the table stream, and how long it is.
    pub(super) fn place(&self, number: usize) -> Option<(usize, usize)> {
        let at = 0x9A + 8 * number;
        Some((size_at(&self.text, at)?, size_at(&self.text, at + 4)?))
    }

    /// A part of the table stream.
    pub(super) fn part(&self, number: usize) -> Option<&[u8]> {
        let (start, length) = self.place(number)?;
        slice(&self.table, start, length)
    }

    /// The characters of a story, counted from the document's first.
    pub(super) fn story(&self, story: Story) -> Option<Range<usize>> {
        let length = |number: usize| size_at(&self.text, 0x4C + 4 * number);
        let number = story as usize;
        let start =
            (0..number).try_fold(0_usize, |sum, before| sum.checked_add(length(before)?))?;
        Some(start..start.checked_add(length(number)?)?)
    }

    /// Stretches of the text stream with what they say of their looks, in the order of their places. `size` is that of an
    /// entry behind the places, whose first byte says where in the page the rest lies.
    fn looks(&self, number: usize, size: usize) -> Option<Vec<(Range<usize>, &[u8])>> {
        let list = self.part(number)?;
        let mut found = Vec::new();
        if list.is_empty() {
            return Some(found);
        }
        for (_, page) in stretches(list, 4)? {
            let start = (size_at(page, 0)? & 0x3F_FFFF).checked_mul(PAGE)?;
            let page = slice(&self.text, start, PAGE)?;
            let count = usize::from(page[PAGE - 1]);
            for number in 0..count {
                let range = size_at(page, 4 * number)?..size_at(page, 4 * number + 4)?;
                let place = 2 * usize::from(*page.get(4 * (count + 1) + size * number)?);
                let says = if place == 0 { &[] } else { page.get(place..)? };
                found.push((range, says));
            }
            if found.len() > MOST {
                return None;
            }
        }
        found.sort_by_key(|(range, _)| range.start);
        Some(found)
    }

    /// What letters say, by their places.
    pub(super) fn letters(&self) -> Option<Looks<'_>> {
        let looks = self.looks(part::LETTERS, 1)?;
        let own =
            |says: &'_ [u8]| -> Option<(usize, usize)> { Some((1, usize::from(*says.first()?))) };
        Looks::of(looks, own)
    }

    /// What paragraphs say, by their places: the number of their style, then modifiers.
    pub(super) fn paragraphs(&self) -> Option<Looks<'_>> {
        let looks = self.looks(part::PARAGRAPHS, 13)?;
        let own = |says: &'_ [u8]| -> Option<(usize, usize)> {
            Some(match usize::from(*says.first()?) {
                0 => (2, 2 * usize::from(*says.get(1)?)),
                half => (1, 2 * half - 1),
            })
        };
        Looks::of(looks, own)
    }
}

/// Stretches of the text stream with the bytes that say something of them.
pub(super) struct Looks<'a> {
    stretches: Vec<(Range<usize>, &'a [u8])>,
}

impl<'a> Looks<'a> {
    /// `own`: where in what follows in the page the bytes of a stretch lie.
    fn of(
        stretches: Vec<(Range<usize>, &'a [u8])>,
        own: impl Fn(&'a [u8]) -> Option<(usize, usize)>,
    ) -> Option<Self> {
        let cut = |(range, says): (Range<usize>, &'a [u8])| {
            let says = match says.is_empty() {
                true => says,
                false => {
                    let (from, length) = own(says)?;
                    slice(says, from, length)?
                }
            };
            Some((range, says))
        };
        Some(Looks { stretches: stretches.into_iter().map(cut).collect::<Option<_>>()? })
    }

    /// What is said of the character at a place of the text stream, and up to where.
    pub(super) fn at(&self, place: usize) -> (&'a [u8], usize) {
        let after = self.stretches.partition_point(|(range, _)| range.start <= place);
        let next = self.stretches.get(after).map_or(usize::MAX, |(range, _)| range.start);
        match after.checked_sub(1).map(|before| &self.stretches[before]) {
            Some((range, says)) if range.contains(&place) => (says, range.end),
            _ => (&[], next),
        }
    }
}
