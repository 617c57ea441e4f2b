//! What goes out with an attachment though nobody sees it who opens it: comments, changes, notes, hidden sheets, scripts.
//! In: an unpacked document, or a page or drawing as text. Out: [`Concealed`], each kind once with its count.

mod document;
mod markup;
mod open_document;
mod presentation;
mod workbook;

use std::collections::BTreeSet;

pub(super) use markup::in_markup;

use crate::concealment::Concealed;
use crate::unpacking::Entry;

/// What an office document conceals.
pub(super) fn in_document(entries: &[Entry]) -> Vec<Concealed> {
    let mut found = BTreeSet::new();
    found.extend(document::concealed(entries));
    found.extend(workbook::concealed(entries));
    found.extend(presentation::concealed(entries));
    found.extend(open_document::concealed(entries));
    found.into_iter().collect()
}
