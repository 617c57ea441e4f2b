//! Documents of the old binary forms: .xls and .et are read, of .doc, .ppt, .wps only plain strings are seen.
//! In: bytes. Out: cells or strings; what was not seen whole is named.

use crate::concealment::Concealed;
use crate::inspected::{Inspected, Why};
use crate::rows::Cells;
use crate::spot::Spot;
use yanxi_privacy::Form;
use yanxi_reading::table::{self, OldWorkbook};

pub(super) fn inspect(bytes: &[u8], inside: &[String], inspected: &mut Inspected) {
    let mut cells = Cells::default();
    let outcome = table::old_workbook(bytes, |cell| {
        let goes_on = cells.add(inspected, inside, cell);
        if !goes_on {
            inspected.see_not(inside, Why::TooLarge);
        }
        goes_on
    });
    match outcome {
        OldWorkbook::Read { hidden_sheets } => inspected
            .conceals(inside, hidden_sheets.into_iter().map(|name| Concealed::Sheet(name.into()))),
        OldWorkbook::Password => inspected.see_not(inside, Why::Encrypted),
        OldWorkbook::TooLarge => {
            inspected.add(inside, Spot::Strings, strings(bytes), Form::Text);
            inspected.see_not(inside, Why::TooLarge);
        }
        OldWorkbook::Other => {
            inspected.add(inside, Spot::Strings, strings(bytes), Form::Text);
            inspected.see_not(inside, Why::OldBinary);
        }
    }
}

/// Runs of Chinese and Latin text as these formats keep it, sixteen bits a character; digits in eight bits too.
fn strings(bytes: &[u8]) -> String {
    const SHORTEST: usize = 4;
    let mut out = String::new();
    let mut keep = |run: &mut String| {
        if run.chars().count() >= SHORTEST {
            out.push_str(run);
            out.push('\n');
        }
        run.clear();
    };
    for start in [0, 1] {
        let mut run = String::new();
        for pair in bytes[start.min(bytes.len())..].chunks_exact(2) {
            let unit = u16::from_le_bytes([pair[0], pair[1]]);
            match char::from_u32(u32::from(unit)) {
                Some(c) if is_written(c) => run.push(c),
                _ => keep(&mut run),
            }
        }
        keep(&mut run);
    }
    let mut run = String::new();
    for byte in bytes {
        if byte.is_ascii_digit() || matches!(byte, b'-' | b' ' | b'X' | b'x' | b'+') {
            run.push(char::from(*byte));
        } else {
            if run.bytes().filter(u8::is_ascii_digit).count() >= 11 {
                keep(&mut run);
            }
            run.clear();
        }
    }
    keep(&mut run);
    out
}

fn is_written(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{2010}'..='\u{203B}' | '★' | '☆' | '\u{3000}'..='\u{303F}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}')
}
