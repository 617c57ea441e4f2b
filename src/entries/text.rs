//! What of a file counts as reviewed, and its hash.
//! In: a page's text. Out: the text without its review entry; 32 hexadecimal digits of its BLAKE3 hash.

use yanxi_reading::front_matter::{self, FrontMatter};

use crate::review_entry::is_key;

/// Hexadecimal digits of the hash that an entry holds.
const DIGITS: usize = 32;

/// The hash of a page's text (lines ending in `\n`, no byte-order mark) without its review entry.
pub fn hash(text: &str) -> String {
    let front_matter = front_matter::read("", text);
    let rest = without_entry(text, &front_matter);
    let mut hash = blake3::hash(rest.as_bytes()).to_hex().to_string();
    hash.truncate(DIGITS);
    hash
}

/// The text without the lines of its review entry, and without a head that held nothing else.
pub(super) fn without_entry(text: &str, front_matter: &FrontMatter) -> String {
    let review_lines: Vec<usize> = front_matter
        .entries
        .iter()
        .filter(|entry| is_key(&entry.key))
        .flat_map(|entry| entry.lines.iter().copied())
        .collect();
    let head_lines = 1..=front_matter.closing_line;
    let is_of_entry = |number: usize| review_lines.contains(&number);
    let holds_nothing_else = front_matter.style.is_some()
        && text
            .split_inclusive('\n')
            .zip(1..)
            .take(front_matter.closing_line.saturating_sub(1))
            .skip(1)
            .all(|(line, number)| is_of_entry(number) || line.trim().is_empty());
    // A text below that opens with a rule would look like a head if the empty one above it went.
    let body = &text[front_matter.body_offset..];
    let drop_head = holds_nothing_else && !opens_with_rule(body);
    text.split_inclusive('\n')
        .zip(1..)
        .filter(|(_, number)| !(is_of_entry(*number) || drop_head && head_lines.contains(number)))
        .map(|(line, _)| line)
        .collect()
}

fn opens_with_rule(text: &str) -> bool {
    front_matter::is_fence(text.lines().next().unwrap_or_default())
}
