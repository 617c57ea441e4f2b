//! Tables with commas: cells in quotes may hold commas and line ends.
//! In: a text. Out: a run for each cell.

use super::lines::boxes_run;
use crate::context::Columns;
use crate::text_run::{RunKind, TextRun};

pub(super) fn runs(text: &str) -> Vec<TextRun> {
    let delimiter = delimiter(text);
    let bytes = text.as_bytes();
    let mut columns = Columns::default();
    let mut runs = Vec::new();
    let mut boxes = Vec::new();
    let mut column = 0;
    let mut at = 0;
    while at < bytes.len() {
        let (mut run, end) = cell(text, at, delimiter);
        let from = at;
        at = end;
        run.context = columns.cell(column, &run.text);
        run.column = Some(column);
        boxes.push((from, end));
        runs.push(run);
        match bytes.get(at) {
            Some(byte) if *byte == delimiter => {
                column += 1;
                at += 1;
            }
            _ => {
                // An end of a line, or of the text.
                while matches!(bytes.get(at), Some(b'\r' | b'\n')) {
                    at += 1;
                }
                runs.extend(columns.end_row().and_then(|number| boxes_run(&number, &boxes)));
                boxes.clear();
                column = 0;
            }
        }
    }
    runs
}

/// The one of which the first lines hold most.
fn delimiter(text: &str) -> u8 {
    let head: Vec<u8> = text.bytes().take(2_000).collect();
    let count = |wanted: u8| head.iter().filter(|byte| **byte == wanted).count();
    [b',', b'\t', b';'].into_iter().rev().max_by_key(|byte| count(*byte)).unwrap_or(b',')
}

/// The cell that begins at a place, and where it ends.
fn cell(text: &str, start: usize, delimiter: u8) -> (TextRun, usize) {
    let bytes = text.as_bytes();
    let mut run = TextRun::new(RunKind::Cell, crate::context::Context::default());
    let mut at = start;
    let mut from = start;
    let mut quoted = false;
    while at < bytes.len() {
        match bytes[at] {
            b'"' if quoted && bytes.get(at + 1) == Some(&b'"') => {
                run.push(&text[from..at], from);
                from = at + 1;
                at += 1;
            }
            b'"' if quoted || text[from..at].trim().is_empty() && run.text.is_empty() => {
                run.push(&text[from..at], from);
                quoted = !quoted;
                from = at + 1;
            }
            byte if !quoted && (byte == delimiter || matches!(byte, b'\r' | b'\n')) => break,
            _ => {}
        }
        at += 1;
    }
    run.push(&text[from.min(at)..at], from);
    (run, at)
}
