//! Names of fonts ([MS-DOC] 2.9.286, SttbfFfn).
//! In: the document's streams. Out: names by the numbers that modifiers give.

use super::number::{slice, u8_at, u16_at};
use super::streams::{Streams, part};

/// So many bytes of a font's entry come before its name.
const BEFORE_NAME: usize = 39;

pub(super) fn read(streams: &Streams) -> Vec<String> {
    let Some(list) = streams.part(part::FONTS) else {
        return Vec::new();
    };
    let mut names = Vec::new();
    let mut at = 4;
    while let Some(length) = u8_at(list, at).map(usize::from) {
        let Some(entry) = slice(list, at + 1, length) else {
            break;
        };
        let units = entry.get(BEFORE_NAME..).unwrap_or_default().chunks_exact(2);
        let units: Vec<u16> =
            units.filter_map(|unit| u16_at(unit, 0)).take_while(|unit| *unit != 0).collect();
        names.push(String::from_utf16_lossy(&units));
        at += 1 + length;
    }
    names
}
