//! Number formats of old workbooks (.xls, .et), which the library reads only as far as they show days.
//! In: the stream of a workbook. Out: the format code of each cell that has one, by sheet.

use std::collections::BTreeMap;

use crate::little_endian::{u16_at, u32_at};

/// Codes by row and column from 0.
pub(super) type Codes = BTreeMap<(u16, u16), String>;

/// The codes of every sheet, in the order in which the workbook lists them.
pub(super) fn of_sheets(stream: &[u8]) -> Vec<Codes> {
    const SHEET: u16 = 0x0085;
    const FORMAT: u16 = 0x041E;
    const CELL_STYLE: u16 = 0x00E0;
    const VERSION_97: u16 = 0x0600;
    const END: u16 = 0x000A;
    if u16_at(stream, 4) != Some(VERSION_97) {
        return Vec::new();
    }
    let (mut named, mut styles, mut begins) = (BTreeMap::new(), Vec::new(), Vec::new());
    for (kind, data) in records(stream, 0).take_while(|(kind, _)| *kind != END) {
        match kind {
            SHEET => begins.extend(u32_at(data, 0)),
            FORMAT => {
                named.extend(u16_at(data, 0).zip(text(data.get(2..).unwrap_or_default())));
            }
            CELL_STYLE => styles.push(u16_at(data, 2).unwrap_or(0)),
            _ => {}
        }
    }
    let code = |style: u16| -> Option<String> {
        let format = *styles.get(usize::from(style))?;
        named.get(&format).cloned().or_else(|| built_in(format).map(String::from))
    };
    begins
        .into_iter()
        .map(|begin| {
            let begin = usize::try_from(begin).unwrap_or(usize::MAX);
            let cells = records(stream, begin).take_while(|(kind, _)| *kind != END);
            cells
                .flat_map(|(kind, data)| styled(kind, data))
                .filter_map(|(cell, style)| Some((cell, code(style)?)))
                .collect()
        })
        .collect()
}

/// Records from a place on, as far as they are whole.
pub(super) fn records(stream: &[u8], mut at: usize) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(stream, at)?, u16_at(stream, at.checked_add(2)?)?);
        let data = stream.get(at + 4..at + 4 + usize::from(length))?;
        at += 4 + usize::from(length);
        Some((kind, data))
    })
}

/// The cells of a record that hold numbers, with their styles.
fn styled(kind: u16, data: &[u8]) -> Vec<((u16, u16), u16)> {
    const FORMULA: u16 = 0x0006;
    const NUMBER: u16 = 0x0203;
    const SHORT_NUMBER: u16 = 0x027E;
    const SEVERAL_NUMBERS: u16 = 0x00BD;
    let (Some(row), Some(column)) = (u16_at(data, 0), u16_at(data, 2)) else {
        return Vec::new();
    };
    match kind {
        FORMULA | NUMBER | SHORT_NUMBER => {
            u16_at(data, 4).map(|style| ((row, column), style)).into_iter().collect()
        }
        SEVERAL_NUMBERS => {
            let pairs = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
            (column..)
                .zip(pairs.chunks_exact(6))
                .filter_map(|(column, pair)| Some(((row, column), u16_at(pair, 0)?)))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// A text with its length before it and a byte that says how wide its characters are.
fn text(data: &[u8]) -> Option<String> {
    let length = usize::from(u16_at(data, 0)?);
    let is_wide = data.get(2)? & 1 == 1;
    let characters = data.get(3..)?;
    if is_wide {
        let wide: Vec<u16> = (0..length).map_while(|at| u16_at(characters, at * 2)).collect();
        return Some(String::from_utf16_lossy(&wide));
    }
    Some(characters.iter().take(length).map(|byte| char::from(*byte)).collect())
}

/// Codes that stand in no workbook.
pub(super) fn built_in(format: u16) -> Option<&'static str> {
    Some(match format {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        37 | 38 => "#,##0 ;(#,##0)",
        39 | 40 => "#,##0.00;(#,##0.00)",
        _ => return None,
    })
}
