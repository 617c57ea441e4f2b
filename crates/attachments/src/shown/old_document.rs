//! Texts of Word's old form: .doc, and .wps, which is the same in its container.
//! In: the streams of a document. Out: its main text with notes and boxes as it is seen, or nothing where it cannot be
//! told what of it is hidden or deleted: what is hidden must not be shown.
//!
//! [MS-DOC]: the text lies in pieces that a table names; looks of characters lie in pages of 512 bytes.

use std::ops::Range;

use encoding_rs::WINDOWS_1252;
use yanxi_text::normal_form::LINE_END;

/// What is read of a document's beginning, which says where everything else lies.
mod place {
    pub(super) const KIND: usize = 0;
    pub(super) const FLAGS: usize = 10;
    /// Lengths of the parts of the text, in characters: main text, notes, heads, a part of none, comments, endnotes, boxes.
    pub(super) const LENGTHS: usize = 0x4C;
    pub(super) const STYLES: usize = 0xA2;
    pub(super) const LOOKS: usize = 0xFA;
    pub(super) const PIECES: usize = 0x1A2;
}

const WORD_97: u16 = 0xA5EC;
const ENCRYPTED: u16 = 0x0100;
const SECOND_TABLE: u16 = 0x0200;
const PAGE: usize = 512;
/// So many pieces and runs are read.
const MOST: usize = 500_000;

/// Whether a look hides, by the number of its kind.
const HIDDEN: u16 = 0x083C;
const DELETED: u16 = 0x0800;
const HIDDEN_IN_FIELD: u16 = 0x0802;

/// The streams by their names.
pub(super) fn read(stream: &dyn Fn(&str) -> Option<Vec<u8>>) -> Option<String> {
    let text = stream("WordDocument")?;
    let flags = u16_at(&text, place::FLAGS)?;
    if u16_at(&text, place::KIND)? != WORD_97 || flags & ENCRYPTED != 0 {
        return None;
    }
    let table = stream(if flags & SECOND_TABLE != 0 { "1Table" } else { "0Table" })?;
    let part = |at: usize| {
        let (start, length) = (size_at(&text, at)?, size_at(&text, at + 4)?);
        table.get(start..start.checked_add(length)?)
    };
    if hides_by_style(part(place::STYLES)?) {
        return None;
    }
    let (pieces, looks_of_pieces) = pieces(part(place::PIECES)?)?;
    let hidden = hidden_places(&text, part(place::LOOKS)?)?;
    let mut lengths = [0usize; 7];
    for (number, length) in lengths.iter_mut().enumerate() {
        // The fourth stands in no document of this age.
        *length = size_at(&text, place::LENGTHS + 4 * number)?;
    }
    let mut out = String::new();
    let mut start = 0usize;
    for (number, length) in lengths.into_iter().enumerate() {
        let end = start.checked_add(length)?;
        // Main text, notes, endnotes, boxes.
        if matches!(number, 0 | 1 | 5 | 6) {
            let mut reading = Reading { out: &mut out, fields: Vec::new() };
            for piece in &pieces {
                piece.characters(&text, start..end, &hidden, &looks_of_pieces, &mut reading)?;
            }
            reading.end();
        }
        start = end;
    }
    Some(out)
}

/// Whether any style hides words: which words have it is not looked into.
fn hides_by_style(styles: &[u8]) -> bool {
    let [low, high] = HIDDEN.to_le_bytes();
    styles.windows(3).any(|three| three[..2] == [low, high] && three[2] == 1)
}

/// A stretch of characters that lie beside each other.
struct Piece {
    characters: Range<usize>,
    at: usize,
    /// One byte each, or two.
    is_narrow: bool,
    looks: u16,
}

/// The pieces in their order, and looks that pieces may name.
fn pieces(bytes: &[u8]) -> Option<(Vec<Piece>, Vec<Vec<u8>>)> {
    const LOOKS: u8 = 1;
    const PIECES: u8 = 2;
    const NARROW: usize = 0x4000_0000;
    let mut at = 0;
    let mut looks = Vec::new();
    loop {
        match *bytes.get(at)? {
            LOOKS => {
                let length = usize::from(u16_at(bytes, at + 1)?);
                looks.push(bytes.get(at + 3..at + 3 + length)?.to_vec());
                at += 3 + length;
            }
            PIECES => {
                let length = size_at(bytes, at + 1)?;
                let table = bytes.get(at + 5..(at + 5).checked_add(length)?)?;
                let count = length.checked_sub(4)? / 12;
                if count > MOST {
                    return None;
                }
                let mut pieces = Vec::with_capacity(count);
                for number in 0..count {
                    let characters = size_at(table, 4 * number)?..size_at(table, 4 * number + 4)?;
                    let told = 4 * (count + 1) + 8 * number;
                    let place = size_at(table, told + 2)?;
                    let is_narrow = place & NARROW != 0;
                    let place = place & !NARROW;
                    pieces.push(Piece {
                        characters,
                        at: if is_narrow { place / 2 } else { place },
                        is_narrow,
                        looks: u16_at(table, told + 6)?,
                    });
                }
                return Some((pieces, looks));
            }
            _ => return None,
        }
    }
}

impl Piece {
    /// Hands over what of the wanted characters lies in the piece and is seen.
    fn characters(
        &self,
        text: &[u8],
        wanted: Range<usize>,
        hidden: &[Range<usize>],
        looks: &[Vec<u8>],
        reading: &mut Reading<'_>,
    ) -> Option<()> {
        let start = self.characters.start.max(wanted.start);
        let end = self.characters.end.min(wanted.end);
        if start >= end || self.hides(looks) {
            return Some(());
        }
        let width = if self.is_narrow { 1 } else { 2 };
        let first = self.at.checked_add((start - self.characters.start).checked_mul(width)?)?;
        let bytes = text.get(first..first.checked_add((end - start).checked_mul(width)?)?)?;
        let mut units: Vec<u16> = Vec::new();
        for (number, unit) in bytes.chunks_exact(width).enumerate() {
            let place = first + number * width;
            let after = hidden.partition_point(|range| range.start <= place);
            let is_hidden =
                after.checked_sub(1).is_some_and(|before| hidden[before].contains(&place));
            if is_hidden {
                continue;
            }
            match unit {
                [one] => {
                    let (letter, _) = WINDOWS_1252.decode_without_bom_handling(unit);
                    let letter = letter.chars().next().unwrap_or(char::from(*one));
                    units.push(u16::try_from(u32::from(letter)).unwrap_or(u16::from(*one)));
                }
                [low, high] => units.push(u16::from_le_bytes([*low, *high])),
                _ => {}
            }
        }
        for character in char::decode_utf16(units) {
            reading.take(character.unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        Some(())
    }

    /// A look that was put over the whole piece.
    fn hides(&self, looks: &[Vec<u8>]) -> bool {
        const ONE_DELETED: u16 = 0x41;
        const ONE_HIDDEN: u16 = 0x5C;
        match self.looks & 1 {
            0 => {
                let (kind, value) = (self.looks >> 1 & 0x7F, self.looks >> 8);
                matches!(kind, ONE_DELETED | ONE_HIDDEN) && value != 0
            }
            _ => looks.get(usize::from(self.looks >> 1)).is_none_or(|looks| hides(looks)),
        }
    }
}

/// Where in the stream characters lie that are hidden or deleted, in order.
fn hidden_places(text: &[u8], pages: &[u8]) -> Option<Vec<Range<usize>>> {
    let count = pages.len().checked_sub(4)? / 8;
    let mut found = Vec::new();
    for number in 0..count {
        let page = size_at(pages, 4 * (count + 1) + 4 * number)? & 0x3F_FFFF;
        let start = page.checked_mul(PAGE)?;
        let page = text.get(start..start.checked_add(PAGE)?)?;
        let runs = usize::from(page[PAGE - 1]);
        for run in 0..runs {
            let range = size_at(page, 4 * run)?..size_at(page, 4 * run + 4)?;
            let place = 2 * usize::from(*page.get(4 * (runs + 1) + run)?);
            if place == 0 {
                continue;
            }
            let length = usize::from(*page.get(place)?);
            if hides(page.get(place + 1..place + 1 + length)?) {
                found.push(range);
            }
            if found.len() > MOST {
                return None;
            }
        }
    }
    found.sort_by_key(|range| range.start);
    Some(found)
}

/// Whether one of these looks hides; those that cannot be read do.
fn hides(mut looks: &[u8]) -> bool {
    while looks.len() >= 2 {
        let kind = u16::from_le_bytes([looks[0], looks[1]]);
        let value = looks.get(2).copied();
        let is_on = match kind {
            // As its style has it, which hides nothing, or the other way round.
            HIDDEN => matches!(value, Some(1 | 0x81)),
            DELETED | HIDDEN_IN_FIELD => value.is_some_and(|value| value != 0),
            _ => false,
        };
        if is_on {
            return true;
        }
        let length = match kind >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            _ => 1 + value.map_or(usize::MAX / 2, usize::from),
        };
        match looks.get(2 + length..) {
            Some(rest) => looks = rest,
            None => return true,
        }
    }
    false
}

/// Characters as they come, those of signs of the program's own among them.
struct Reading<'a> {
    out: &'a mut String,
    /// For every open field whether what is shown of it has begun.
    fields: Vec<bool>,
}

impl Reading<'_> {
    fn take(&mut self, character: char) {
        match character {
            '\u{13}' => self.fields.push(false),
            '\u{14}' => {
                if let Some(shown) = self.fields.last_mut() {
                    *shown = true;
                }
            }
            '\u{15}' => {
                self.fields.pop();
            }
            _ if self.fields.contains(&false) => {}
            '\r' | '\u{7}' | '\u{C}' => self.end(),
            '\u{B}' => self.out.push(LINE_END),
            '\t' => self.out.push(' '),
            '\u{1E}' => self.out.push('-'),
            // Pictures, notes' numbers, optional hyphens.
            control if control.is_control() => {}
            letter => self.out.push(letter),
        }
    }

    fn end(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn size_at(bytes: &[u8], at: usize) -> Option<usize> {
    let number = u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?);
    usize::try_from(number).ok()
}
