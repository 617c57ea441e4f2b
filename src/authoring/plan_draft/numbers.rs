//! Numbers in a text, in either numerals.
//! In: the end or the beginning of some words. Out: the number and its length.

use yanxi_text::numeral::{han_number, leading_digits, leading_han_number};

/// A small whole number that opens a text.
pub(super) fn leading(text: &str) -> Option<(u32, usize)> {
    let found = leading_digits(text).or_else(|| {
        let (number, length) = leading_han_number(text)?;
        Some((number, length))
    });
    let (number, length) =
        found.or_else(|| text.starts_with('两').then_some((2, '两'.len_utf8())))?;
    u32::try_from(number).ok().map(|number| (number, length))
}

/// A small whole number that is all of a text.
pub(super) fn whole(text: &str) -> Option<u32> {
    let number = match leading_digits(text) {
        Some((number, length)) if length == text.len() => Some(number),
        _ if text == "两" => Some(2),
        _ => han_number(text),
    };
    number.and_then(|number| u32::try_from(number).ok())
}
