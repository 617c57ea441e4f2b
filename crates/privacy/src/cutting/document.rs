//! What the readers of office documents hand over: paragraphs and rows of cells in one text.
//! In: paragraphs, each ended by a line end; cells, each begun by U+001F; rows of cells, each ended by U+001E. Inside a
//! paragraph U+000B is a line end. Out: its runs.

use super::BREAK;
use super::lines::boxes_run;
use crate::context::{Columns, Context};
use crate::finding::{CELL, ROW};
use crate::text_run::{RunKind, TextRun};

pub(super) fn runs(text: &str) -> Vec<TextRun> {
    let mut runs = Vec::new();
    let mut columns = Columns::default();
    let mut in_row = false;
    let mut column = 0;
    let mut boxes = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = text[at..].find([CELL, ROW]).map_or(text.len(), |length| at + length);
        let part = &text[at..end];
        if in_row {
            let mut run = TextRun::new(RunKind::Cell, columns.cell(column, part));
            run.column = Some(column);
            push_cell(&mut run, part, at);
            boxes.push((at, end));
            runs.push(run);
            column += 1;
        } else {
            if !part.trim().is_empty() {
                columns = Columns::default();
            }
            paragraphs(part, at, &mut runs);
        }
        let mark = text[end..].chars().next();
        in_row = mark == Some(CELL);
        if mark == Some(ROW) {
            runs.extend(columns.end_row().and_then(|number| boxes_run(&number, &boxes)));
            boxes.clear();
            column = 0;
        }
        at = end + mark.map_or(0, char::len_utf8);
    }
    runs
}

/// Paragraphs of a cell are lines of one run.
fn push_cell(run: &mut TextRun, part: &str, start: usize) {
    let end = part.trim_end_matches('\n').len();
    let mut at = 0;
    while let Some(length) = part[at..end].find('\n') {
        run.push(&part[at..at + length], start + at);
        run.push_for(BREAK.encode_utf8(&mut [0; 4]), start + at + length..start + at + length + 1);
        at += length + 1;
    }
    run.push(&part[at..end], start + at);
}

/// Paragraphs, and what Tabs part in them.
fn paragraphs(part: &str, start: usize, runs: &mut Vec<TextRun>) {
    let mut at = start;
    for line in part.split_inclusive('\n') {
        let words = line.trim_end_matches('\n');
        let mut columns = Columns::default();
        let mut from = at;
        for (column, piece) in words.split('\t').enumerate() {
            let context =
                if words.contains('\t') { columns.cell(column, piece) } else { Context::default() };
            let mut run = TextRun::new(RunKind::Paragraph, context);
            run.push(piece, from);
            runs.push(run);
            from += piece.len() + 1;
        }
        at += line.len();
    }
}
