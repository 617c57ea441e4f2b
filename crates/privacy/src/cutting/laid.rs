//! Pages that are laid out, PDF and OFD: cells come as lines, so that a line end parts numbers.
//! In: lines. Out: a run for each, but a label at the end of a line counts for the next, and a number behind a label goes
//! on there.

use crate::context::{Columns, Context};
use crate::naming::{named_after, named_in_cell};
use crate::text_run::{RunKind, TextRun};

pub(super) fn runs(text: &str) -> Vec<TextRun> {
    let mut runs: Vec<TextRun> = Vec::new();
    let mut label: Option<String> = None;
    let mut goes_on = false;
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let words = line.trim_end_matches(['\n', '\r']);
        if words.trim().is_empty() {
            continue;
        }
        let begins_with_digit = words.trim_start().starts_with(|c: char| c.is_ascii_digit());
        match runs.last_mut() {
            Some(last) if goes_on && begins_with_digit && !words.contains('\t') => {
                last.push_for("\n", start.saturating_sub(1)..start);
                last.push(words, start);
            }
            _ => {
                let mut columns = Columns::default();
                if let Some(label) = &label {
                    columns.cell(0, label);
                }
                let mut from = start;
                for piece in words.split('\t') {
                    let context = match (&label, words.contains('\t')) {
                        (None, false) => Context::default(),
                        _ => columns.cell(1, piece),
                    };
                    let mut run = TextRun::new(RunKind::Paragraph, context);
                    run.push(piece, from);
                    runs.push(run);
                    from += piece.len() + 1;
                }
            }
        }
        goes_on = runs.last().is_some_and(|last| ends_in_labelled_number(&last.text));
        label = named_in_cell(words.rsplit(['，', '。', '；', '\t']).next().unwrap_or(words))
            .map(|_| words.to_string())
            .filter(|words| words.chars().filter(char::is_ascii_digit).count() == 0);
    }
    runs
}

/// `身份证号：990101` at the end of a line.
fn ends_in_labelled_number(line: &str) -> bool {
    let line = line.trim_end();
    let number =
        line.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-' || c.is_whitespace());
    number.len() < line.len() && named_after(number).is_some()
}
