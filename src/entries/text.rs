//! What of a page's text entries are about, and its hash.
//! In: a page's text. Out: the text without its entries; 32 hexadecimal digits of its BLAKE3 hash.

use yanxi_reading::front_matter::{self, FrontMatter};

use super::{EntryKey, hash};

/// The hash of a page's text (lines ending in `\n`, no byte-order mark) without its entries.
pub fn hash_of_text(text: &str) -> String {
    hash(without_entries(text, &front_matter::read("", text)).as_bytes())
}

/// The text without the lines of its entries, and without a head that held nothing else.
pub fn without_entries(text: &str, front_matter: &FrontMatter) -> String {
    let review_lines: Vec<usize> = front_matter
        .entries
        .iter()
        .filter(|entry| EntryKey::of(&entry.key).is_some())
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
