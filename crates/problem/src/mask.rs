//! The one door to what hides numbers of persons; nothing else of this crate hides anything.
//! In: what a user wrote. Out: what may be shown.

use std::borrow::Cow;

pub(crate) use yanxi_privacy::{mask_file_name, mask_for_report as masked, masked_lines};

/// A quotation as it may be shown on one line: line breaks and other control characters become single blanks.
pub(crate) fn masked_line(text: &str) -> Cow<'_, str> {
    let masked = masked(text);
    if masked.contains(char::is_control) { Cow::Owned(one_line(&masked)) } else { masked }
}

pub(crate) fn one_line(text: &str) -> String {
    text.split(char::is_control).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The name of a file as it may be shown on one line.
pub(crate) fn masked_file_name(name: &str) -> Cow<'_, str> {
    let masked = mask_file_name(name);
    if masked.contains(char::is_control) { Cow::Owned(one_line(&masked)) } else { masked }
}
