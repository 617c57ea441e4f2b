//! Masks, as offices ask for them: `138****1234`, an ID number's first two and last three digits.
//! In: a number, and how many of its digits may be shown. Out: what may stand in its place.

use crate::reading::{Sign, is_ex, sign};

/// How many digits stay at the beginning and at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) first: usize,
    pub(crate) last: usize,
}

pub(crate) const MOBILE: Kept = Kept { first: 3, last: 4 };
pub(crate) const ID: Kept = Kept { first: 2, last: 3 };
pub(crate) const OLD_ID: Kept = Kept { first: 2, last: 3 };
pub(crate) const CARD: Kept = Kept { first: 0, last: 4 };

/// A number's digits, the middle ones starred, whatever stood between them.
pub(crate) fn of_number(text: &str, kept: Kept) -> String {
    let digits: Vec<char> = digits_of(text).collect();
    let stars = digits.len().saturating_sub(kept.first + kept.last);
    let mut masked: String = digits.iter().take(kept.first).collect();
    masked.extend(std::iter::repeat_n('*', stars));
    masked.extend(digits.iter().skip(kept.first + stars));
    // Lines keep their numbers.
    masked.extend(text.chars().filter(|c| *c == '\n'));
    masked
}

pub(crate) fn digits_of(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| is_ex(*c) || matches!(sign(*c), Sign::Digit(_) | Sign::LookAlike(_)))
}
