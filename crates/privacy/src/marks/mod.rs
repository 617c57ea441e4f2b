//! Finds secrecy marks and tells them from prose about secrecy.
//! In: a text and its form. Out: findings. `秘密★1年` is a mark wherever it stands; `机密` or `内部资料` without a star
//! is one only where it stands alone: a line, a cell, a value, a part of a file name.

mod alone;
mod characters;
mod internal;
mod lesson;
mod level;
mod quotation;
mod units;

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::finding::{Finding, Form, Kind};
use crate::text_run::RunKind;

pub(crate) use lesson::lessons;

/// Every mark holds one of these; most lines hold none.
static WORDS_OF_MARKS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::new(["密", "内", "內", "注", "外传", "外傳", "保存", "收回", "焚"]).ok()
});

/// All marks of a text.
pub(super) fn find(text: &str, form: Form, findings: &mut Vec<Finding>) {
    let Some(words) = WORDS_OF_MARKS.as_ref() else {
        return;
    };
    let mut done = 0;
    for word in words.find_iter(text) {
        if word.start() < done {
            continue;
        }
        let start = text[..word.start()].rfind('\n').map_or(0, |at| at + 1);
        done = text[word.end()..].find('\n').map_or(text.len(), |at| word.end() + at);
        let line = &text[start..done];
        if !may_hold_mark(line) {
            continue;
        }
        let characters = characters::significant(line, start);
        level::find_stars(&characters, text, form, findings);
        internal::find_pairs(&characters, text, findings);
        for unit in units::units(line, start, form) {
            alone::find_alone(unit, form, findings);
        }
    }
}

/// How marks are looked for in a run; not at all where nobody reads it.
pub(super) fn form_of(kind: RunKind) -> Option<Form> {
    match kind {
        RunKind::Paragraph | RunKind::Cell | RunKind::Value => Some(Form::Value),
        RunKind::Item => Some(Form::Text),
        RunKind::Address | RunKind::Boxes => None,
    }
}

/// Marks of one run, which stands in the source in pieces: with a star anywhere in it, without one where a line or the
/// whole of it is the mark. An item of a list names things.
pub(super) fn find_in_run(text: &str, form: Form, findings: &mut Vec<Finding>) {
    if !WORDS_OF_MARKS.as_ref().is_some_and(|words| words.is_match(text)) || !may_hold_mark(text) {
        return;
    }
    let characters = characters::significant(text, 0);
    level::find_stars(&characters, text, Form::Text, findings);
    internal::find_pairs(&characters, text, findings);
    if form == Form::Text {
        return;
    }
    alone::find_alone(characters, Form::Value, findings);
    let mut start = 0;
    for line in text.split(['\n', '\u{B}', '\t']) {
        for unit in units::units(line, start, Form::Text) {
            alone::find_alone(unit, Form::Text, findings);
        }
        start += line.len() + 1;
    }
}

/// Whether the characters of a mark stand in a line at all, near or apart.
fn may_hold_mark(line: &str) -> bool {
    let has = |one: char| line.contains(one);
    has('密')
        || (has('内') || has('內')) && has('部')
        || has('注') && has('意') && has('保')
        || has('外')
        || has('保')
        || has('收')
        || has('焚')
}

/// Adds a mark, unless it overlaps one already found.
fn push(kind: Kind, range: Range<usize>, mask: String, findings: &mut Vec<Finding>) {
    // A mark is a few characters; what goes on and on is shown by its beginning.
    const LONGEST: usize = 40;
    let mask = match mask.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &mask[..end]),
        None => mask,
    };
    let overlaps = |other: &Finding| {
        other.kind.is_mark() && other.range.start < range.end && range.start < other.range.end
    };
    if !findings.iter().any(overlaps) {
        findings.push(Finding { kind, range, mask, labelled: false });
    }
}
