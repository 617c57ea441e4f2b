//! Number formats, merged cells and hidden lines of binary workbooks (.xlsb), which the library does not give.
//! In: the workbook's bytes. Out: of each sheet the format code of every cell that has one, what is merged and what is
//! hidden in it.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::grid::{MOST_COLUMNS, MOST_ROWS, Merge};
use super::hidden_lines::HiddenLines;
use super::old_formats::built_in;
use super::parts::Parts;
use crate::little_endian::{u16_at, u32_at};

/// What is known of a sheet's cells beside their values.
#[derive(Default)]
pub(super) struct Sheet {
    /// By row and column from 0.
    pub(super) codes: BTreeMap<(u32, u32), Rc<str>>,
    pub(super) merges: Vec<Merge>,
    pub(super) hidden: HiddenLines,
}

/// Every sheet by its name; of what is damaged nothing.
pub(super) fn of_sheets(bytes: &[u8]) -> BTreeMap<String, Sheet> {
    const SHEET: u16 = 156;
    let Some(mut parts) = Parts::open(bytes) else {
        return BTreeMap::new();
    };
    let targets = parts.relations("xl/_rels/workbook.bin.rels").unwrap_or_default();
    let mut part = |path: &str| parts.bytes(path).unwrap_or_default();
    let codes = styles(&part("xl/styles.bin"));
    let workbook = part("xl/workbook.bin");
    let named = records(&workbook).filter(|(kind, _)| *kind == SHEET).filter_map(|(_, data)| {
        let (id, length) = text(data.get(8..)?)?;
        let (name, _) = text(data.get(8 + length..)?)?;
        Some((name, targets.get(&id)?.clone()))
    });
    let named: Vec<(String, String)> = named.collect();
    named.into_iter().map(|(name, path)| (name, sheet(&part(&path), &codes))).collect()
}

/// The format code of each style of cells; none for general ones.
fn styles(stream: &[u8]) -> Vec<Option<Rc<str>>> {
    const FORMAT: u16 = 44;
    const STYLE: u16 = 47;
    const BEGIN: u16 = 617;
    const END: u16 = 618;
    let mut named: BTreeMap<u16, String> = BTreeMap::new();
    let mut styles = Vec::new();
    let mut of_cells = false;
    for (kind, data) in records(stream) {
        match kind {
            FORMAT => {
                let code = data.get(2..).and_then(text);
                named.extend(u16_at(data, 0).zip(code.map(|(code, _)| code)));
            }
            BEGIN => of_cells = true,
            END => break,
            STYLE if of_cells => styles.push(u16_at(data, 2).unwrap_or(0)),
            _ => {}
        }
    }
    let code = |format: u16| -> Option<Rc<str>> {
        let code = named.get(&format).map(String::as_str).or_else(|| built_in(format))?;
        (code != "General").then(|| Rc::from(code))
    };
    styles.into_iter().map(code).collect()
}

fn sheet(stream: &[u8], styles: &[Option<Rc<str>>]) -> Sheet {
    const ROW: u16 = 0;
    const CELLS: std::ops::RangeInclusive<u16> = 1..=11;
    const MERGED: u16 = 176;
    const COLUMNS: u16 = 60;
    const ROW_HIDDEN: u8 = 0x10;
    const COLUMNS_HIDDEN: u16 = 0x01;
    let mut sheet = Sheet::default();
    let mut row = 0;
    for (kind, data) in records(stream) {
        match kind {
            ROW => {
                row = u32_at(data, 0).unwrap_or(0);
                let is_hidden = data.get(11).is_some_and(|flags| flags & ROW_HIDDEN != 0);
                if is_hidden || u16_at(data, 8) == Some(0) {
                    sheet.hidden.hide_line(row as usize + 1);
                }
            }
            COLUMNS => {
                let is_hidden = u16_at(data, 16).is_some_and(|flags| flags & COLUMNS_HIDDEN != 0);
                if let (Some(first), Some(last)) = (u32_at(data, 0), u32_at(data, 4))
                    && (is_hidden || u32_at(data, 8) == Some(0))
                {
                    sheet.hidden.hide_columns(first as usize..=last as usize);
                }
            }
            kind if CELLS.contains(&kind) => {
                let (Some(column), Some(style)) = (u32_at(data, 0), u32_at(data, 4)) else {
                    continue;
                };
                let style = usize::try_from(style & 0x00FF_FFFF).unwrap_or(usize::MAX);
                let is_read = (row as usize) < MOST_ROWS && (column as usize) < MOST_COLUMNS;
                if let (true, Some(Some(code))) = (is_read, styles.get(style)) {
                    sheet.codes.insert((row, column), Rc::clone(code));
                }
            }
            MERGED => {
                let at = |place| u32_at(data, place).map(|number| number as usize);
                if let (Some(top), Some(bottom), Some(left), Some(right)) =
                    (at(0), at(4), at(8), at(12))
                {
                    sheet.merges.push(Merge { top: top + 1, left, bottom: bottom + 1, right });
                }
            }
            _ => {}
        }
    }
    sheet
}

/// Records as far as they are whole. Kind and length are numbers of seven bits a byte.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = 0_usize;
    std::iter::from_fn(move || {
        let mut number = |most: u32| -> Option<usize> {
            let mut number = 0_usize;
            for place in 0..most {
                let byte = *stream.get(at)?;
                at += 1;
                number |= usize::from(byte & 0x7F) << (7 * place);
                if byte & 0x80 == 0 {
                    break;
                }
            }
            Some(number)
        };
        let (kind, length) = (number(2)?, number(4)?);
        let data = stream.get(at..at.checked_add(length)?)?;
        at += length;
        Some((u16::try_from(kind).ok()?, data))
    })
}

/// A text with the number of its units before it, and how many bytes both are.
fn text(data: &[u8]) -> Option<(String, usize)> {
    let length = usize::try_from(u32_at(data, 0)?).ok()?;
    let end = length.checked_mul(2)?.checked_add(4)?;
    let units = data.get(4..end)?;
    let wide: Vec<u16> =
        units.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    Some((String::from_utf16_lossy(&wide), end))
}
