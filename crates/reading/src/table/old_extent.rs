//! How much an old workbook (.xls, .et) unfolds to.
//! In: its stream. Out: whether it keeps to the format's own limits and to ours, before the library believes it.

use std::collections::{BTreeMap, BTreeSet};

use super::workbook::MOST_TEXT;
use crate::little_endian::{u16_at, u32_at};

const FORMULA: u16 = 0x0006;
const SEVERAL_NUMBERS: u16 = 0x00BD;
/// The texts that cells share, and a cell that says which one.
const SHARED: u16 = 0x00FC;
const SHARED_CELL: u16 = 0x00FD;
const CONTINUED: u16 = 0x003C;

/// Cells that the areas of all sheets may have in sum. The library keeps every cell between the first and the last of
/// a sheet, twice for a while: a few kilobytes with one cell in each corner would fill a gigabyte.
const MOST_CELLS: usize = 5_000_000;

/// What an old workbook's stream says of its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    Sound,
    /// It keeps to the format's limits and is more than can be held at once.
    TooLarge,
    /// Against the format.
    Broken,
}

/// Whether an old workbook keeps to its own limits: 65,536 rows, 256 columns, sheets that begin where it says.
/// The library believes these figures and would ask for terabytes.
pub(super) fn extent(stream: &[u8]) -> Extent {
    const DIMENSIONS: u16 = 0x0200;
    const SHEET: u16 = 0x0085;
    const BEGINNING: u16 = 0x0809;
    const CELLS: [u16; 8] =
        [0x0203, 0x0204, 0x00D6, 0x0205, 0x027E, SHARED_CELL, SEVERAL_NUMBERS, FORMULA];
    let mut beginnings = BTreeSet::new();
    let mut sheets = Vec::new();
    let mut at = 0;
    let (mut values, mut formulas) = (Area::default(), Area::default());
    let mut sum = 0_usize;
    let mut shared = SharedText::default();
    let mut last_kind = 0;
    while let (Some(kind), Some(length)) = (u16_at(stream, at), u16_at(stream, at + 2)) {
        let Some(data) = stream.get(at + 4..at + 4 + usize::from(length)) else {
            break;
        };
        let sound = match kind {
            BEGINNING => {
                beginnings.insert(at);
                sum += std::mem::take(&mut values).cells() + std::mem::take(&mut formulas).cells();
                true
            }
            SHEET => {
                sheets.extend(u32_at(data, 0));
                data.len() > 8
            }
            DIMENSIONS => dimensions_in_order(data),
            SHARED => {
                shared.segments.push(data);
                true
            }
            CONTINUED if last_kind == SHARED => {
                shared.segments.push(data);
                true
            }
            kind if CELLS.contains(&kind) => {
                if kind == SHARED_CELL {
                    *shared.uses.entry(u32_at(data, 6).unwrap_or_default()).or_default() += 1;
                }
                values.grow(kind, data);
                if kind == FORMULA {
                    formulas.grow(kind, data);
                }
                cell_in_order(kind, data)
            }
            _ => true,
        };
        if !sound {
            return Extent::Broken;
        }
        if kind != CONTINUED {
            last_kind = kind;
        }
        at += 4 + usize::from(length);
    }
    sum += values.cells() + formulas.cells();
    match sheets.iter().all(|sheet| beginnings.contains(&(*sheet as usize))) {
        false => Extent::Broken,
        true if sum > MOST_CELLS || shared.unfolded() > MOST_TEXT => Extent::TooLarge,
        true => Extent::Sound,
    }
}

/// The smallest rectangle around some cells: first and last row, first and last column.
#[derive(Default)]
struct Area(Option<(u16, u16, u16, u16)>);

impl Area {
    fn grow(&mut self, kind: u16, data: &[u8]) {
        let (Some(row), Some(column)) = (u16_at(data, 0), u16_at(data, 2)) else {
            return;
        };
        let last = match kind {
            SEVERAL_NUMBERS => data.len().checked_sub(2).and_then(|at| u16_at(data, at)),
            _ => None,
        };
        let last = last.unwrap_or(column);
        let (top, bottom, left, right) = self.0.unwrap_or((row, row, column, last));
        self.0 = Some((top.min(row), bottom.max(row), left.min(column), right.max(last)));
    }

    fn cells(self) -> usize {
        self.0.map_or(0, |(top, bottom, left, right)| {
            usize::from(bottom.abs_diff(top)).saturating_add(1)
                * usize::from(right.abs_diff(left)).saturating_add(1)
        })
    }
}

/// Texts that cells share.
#[derive(Default)]
struct SharedText<'a> {
    /// The table of texts, cut where a record was full.
    segments: Vec<&'a [u8]>,
    /// How many cells have each text, by its number.
    uses: BTreeMap<u32, usize>,
}

impl SharedText<'_> {
    /// Characters of all cells that share texts.
    fn unfolded(&self) -> usize {
        let mut sum = 0_usize;
        let mut left = self.uses.values().sum::<usize>();
        let mut at = Cursor { segments: &self.segments, segment: 0, at: 8 };
        let mut number = 0;
        while left > 0 {
            let Some(length) = at.text() else {
                break;
            };
            let uses = self.uses.get(&number).copied().unwrap_or_default();
            sum = sum.saturating_add(length.saturating_mul(uses));
            left = left.saturating_sub(uses);
            number += 1;
        }
        sum
    }
}

/// A place in the table of texts.
struct Cursor<'a> {
    segments: &'a [&'a [u8]],
    segment: usize,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// Passes over a text and gives the number of its characters.
    fn text(&mut self) -> Option<usize> {
        let segment = self.here()?;
        let length = usize::from(u16_at(segment, self.at)?);
        let flags = *segment.get(self.at + 2)?;
        self.at += 3;
        let mut behind = 0;
        if flags & 8 != 0 {
            behind += 4 * usize::from(u16_at(segment, self.at)?);
            self.at += 2;
        }
        if flags & 4 != 0 {
            behind += u32_at(segment, self.at)? as usize;
            self.at += 4;
        }
        let mut width = 1 + usize::from(flags & 1);
        let mut left = length;
        while left > 0 {
            let room = self.segments.get(self.segment)?.len().saturating_sub(self.at) / width;
            let taken = left.min(room);
            self.at += taken * width;
            left -= taken;
            if left > 0 {
                // What goes on in the next record says anew how wide its characters are.
                self.segment += 1;
                width = 1 + usize::from(self.segments.get(self.segment)?.first()? & 1);
                self.at = 1;
            }
        }
        while behind > 0 {
            let room = self.segments.get(self.segment)?.len().saturating_sub(self.at);
            let taken = behind.min(room);
            self.at += taken;
            behind -= taken;
            if behind > 0 {
                self.segment += 1;
                self.at = 0;
            }
        }
        Some(length)
    }

    /// The record at hand; the next one where this one is used up.
    fn here(&mut self) -> Option<&'a [u8]> {
        if self.at >= self.segments.get(self.segment)?.len() {
            self.segment += 1;
            self.at = 0;
        }
        self.segments.get(self.segment).copied()
    }
}

fn cell_in_order(kind: u16, data: &[u8]) -> bool {
    let column = u16_at(data, 2).filter(|column| *column < 256);
    match kind {
        SEVERAL_NUMBERS => {
            let last = data.len().checked_sub(2).and_then(|at| u16_at(data, at));
            column.is_some() && column <= last
        }
        FORMULA => {
            let length = u16_at(data, 20).map(usize::from);
            column.is_some() && length.is_some_and(|length| 22 + length <= data.len())
        }
        _ => column.is_some(),
    }
}

fn dimensions_in_order(data: &[u8]) -> bool {
    let area = if data.len() == 10 {
        (u16_at(data, 0).map(u32::from), u16_at(data, 2).map(u32::from), 4)
    } else {
        (u32_at(data, 0), u32_at(data, 4), 8)
    };
    let (Some(top), Some(bottom), columns) = area else {
        return false;
    };
    let (Some(left), Some(right)) = (u16_at(data, columns), u16_at(data, columns + 2)) else {
        return false;
    };
    // An empty sheet has its end at its beginning.
    bottom <= 65_536 && top <= bottom && right <= 256 && left <= right
}
