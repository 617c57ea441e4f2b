//! The one door to what hides numbers of persons; nothing else of this crate hides anything.
//! In: what a user wrote. Out: what may be shown.
//!
//! Until the crate yanxi-privacy is there, nothing is hidden: `masked` is to call its `mask_for_report`, `masked_lines`
//! the function of the same name, and the ignored tests are to be run.

use std::borrow::Cow;

/// A quotation as it may be shown.
pub(crate) fn masked(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

/// Lines as they may be shown, as many as there were.
pub(crate) fn masked_lines(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

/// A quotation as it may be shown on one line: line breaks and other control characters become single blanks.
pub(crate) fn masked_line(text: &str) -> Cow<'_, str> {
    let masked = masked(text);
    if masked.contains(char::is_control) { Cow::Owned(one_line(&masked)) } else { masked }
}

pub(crate) fn one_line(text: &str) -> String {
    text.split(char::is_control).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
