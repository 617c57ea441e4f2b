//! The characters of a document of Word's old form, which lie in pieces ([MS-DOC] 2.4.1).
//! In: its streams. Out: [`Text`]: characters by their numbers, each with its place in the stream.

use std::ops::Range;

use encoding_rs::WINDOWS_1252;

use super::number::{size_at, slice, stretches, u16_at};
use super::streams::{Streams, part};

/// A stretch of characters that lie beside each other.
struct Piece<'a> {
    characters: Range<usize>,
    at: usize,
    /// One byte each, or two.
    width: usize,
    looks: PieceLooks<'a>,
}

/// What was put over a whole piece.
#[derive(Debug, Clone, Copy)]
pub(super) enum PieceLooks<'a> {
    /// One modifier by a short number of its kind.
    One {
        kind: u8,
        value: u8,
    },
    Many(&'a [u8]),
    /// They are named and not there.
    Missing,
}

impl PieceLooks<'_> {
    /// In bytes.
    pub(super) fn length(self) -> usize {
        match self {
            PieceLooks::Many(bytes) => bytes.len(),
            PieceLooks::One { .. } | PieceLooks::Missing => 0,
        }
    }

    /// Whether these are of the same piece, or say the same.
    pub(super) fn is_same(self, other: PieceLooks<'_>) -> bool {
        match (self, other) {
            (PieceLooks::Many(one), PieceLooks::Many(other)) => std::ptr::eq(one, other),
            (
                PieceLooks::One { kind, value },
                PieceLooks::One { kind: other_kind, value: other_value },
            ) => (kind, value) == (other_kind, other_value),
            (PieceLooks::Missing, PieceLooks::Missing) => true,
            _ => false,
        }
    }
}

/// A unit of text and its place in the stream.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit<'a> {
    /// Its number in the document.
    pub(super) number: usize,
    pub(super) place: usize,
    pub(super) value: u16,
    pub(super) looks: PieceLooks<'a>,
}

pub(super) struct Text<'a> {
    stream: &'a [u8],
    pieces: Vec<Piece<'a>>,
}

impl<'a> Text<'a> {
    pub(super) fn read(streams: &'a Streams) -> Option<Self> {
        const LOOKS: u8 = 1;
        const PIECES: u8 = 2;
        const NARROW: usize = 0x4000_0000;
        let bytes = streams.part(part::PIECES)?;
        let mut at = 0;
        let mut many: Vec<&[u8]> = Vec::new();
        loop {
            match *bytes.get(at)? {
                LOOKS => {
                    let length = usize::from(u16_at(bytes, at + 1)?);
                    many.push(slice(bytes, at + 3, length)?);
                    at += 3 + length;
                }
                PIECES => {
                    let table = slice(bytes, at + 5, size_at(bytes, at + 1)?)?;
                    let piece = |(characters, told): (Range<usize>, &[u8])| {
                        let place = size_at(told, 2)?;
                        let looks = u16_at(told, 6)?;
                        let [low, value] = looks.to_le_bytes();
                        let looks = match looks & 1 {
                            0 => PieceLooks::One { kind: low >> 1, value },
                            _ => match many.get(usize::from(looks >> 1)) {
                                Some(many) => PieceLooks::Many(many),
                                None => PieceLooks::Missing,
                            },
                        };
                        let (at, width) = match place & NARROW {
                            0 => (place, 2),
                            _ => ((place & !NARROW) / 2, 1),
                        };
                        Some(Piece { characters, at, width, looks })
                    };
                    let pieces = stretches(table, 8)?.into_iter().map(piece).collect::<Option<_>>();
                    return Some(Text { stream: &streams.text, pieces: pieces? });
                }
                _ => return None,
            }
        }
    }

    /// The units of a stretch of the document; what does not lie in the stream is left out.
    pub(super) fn units(&'a self, wanted: Range<usize>) -> impl Iterator<Item = Unit<'a>> {
        let first = self.pieces.partition_point(|piece| piece.characters.end <= wanted.start);
        let pieces = self.pieces[first..].iter();
        let end = wanted.end;
        pieces.take_while(move |piece| piece.characters.start < end).flat_map(move |piece| {
            let from = piece.characters.start.max(wanted.start);
            // A piece has no more characters than there are bytes.
            let most = from.saturating_add(self.stream.len());
            let to = piece.characters.end.min(wanted.end).min(most);
            (from..to).filter_map(|number| self.unit(piece, number))
        })
    }

    fn unit(&self, piece: &Piece<'a>, number: usize) -> Option<Unit<'a>> {
        let offset = (number - piece.characters.start).checked_mul(piece.width)?;
        let place = piece.at.checked_add(offset)?;
        let value = match piece.width {
            1 => wide(*self.stream.get(place)?),
            _ => u16_at(self.stream, place)?,
        };
        Some(Unit { number, place, value, looks: piece.looks })
    }
}

fn wide(byte: u8) -> u16 {
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    let letter = text.chars().next().and_then(|letter| u16::try_from(u32::from(letter)).ok());
    letter.unwrap_or(u16::from(byte))
}
