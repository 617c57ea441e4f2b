//! Lengths, texts and lists as they lie in Word's old form.
//! In: bytes and a place. Out: what lies there; nothing behind the end.

use std::ops::Range;

pub(super) use yanxi_reading::little_endian::{u16_at, u32_at};

pub(super) fn u8_at(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

/// A length or a place.
pub(super) fn size_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}

/// So many bytes from a place on.
pub(super) fn slice(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

/// Text in units of two bytes, and how many bytes it takes with its length before it.
pub(super) fn counted_text(bytes: &[u8], at: usize) -> Option<(Vec<u16>, usize)> {
    let count = usize::from(u16_at(bytes, at)?);
    let units = slice(bytes, at.checked_add(2)?, 2 * count)?;
    Some((units.chunks_exact(2).filter_map(|unit| u16_at(unit, 0)).collect(), 2 + 2 * count))
}

/// A list of places with something of a fixed size for each stretch between two of them ([MS-DOC] 2.2.2, Plc).
pub(super) fn stretches(bytes: &[u8], size: usize) -> Option<Vec<(Range<usize>, &[u8])>> {
    let count = bytes.len().checked_sub(4)? / (4 + size);
    (0..count)
        .map(|number| {
            let range = size_at(bytes, 4 * number)?..size_at(bytes, 4 * number + 4)?;
            Some((range, slice(bytes, 4 * (count + 1) + size * number, size)?))
        })
        .collect()
}
