//! Words that are written with letters: what stands between other signs, or beside Han characters.
//! In: a text in normal form. Out: such words, with where they begin.

use yanxi_text::han::is_word;

/// Longer ones are no words that anybody types.
const MOST_LETTERS: usize = 32;
/// From here on characters are not joined to words of letters: Han, and what stands with it.
const BEYOND: char = '\u{2E80}';

/// Whether it may stand in such a word: a letter or a digit.
pub(crate) fn is_letter(unit: char) -> bool {
    unit < BEYOND && is_word(unit)
}

/// Every word of a text that has a letter in it, and how many units stand before it. Numbers are found by rules of their own.
pub(crate) fn letter_words(text: &str) -> impl Iterator<Item = (u32, &str)> {
    let mut next = 0;
    let placed = text.split(|unit| !is_letter(unit)).map(move |run| {
        let start = next;
        next += run.chars().count() as u32 + 1;
        (start, run)
    });
    placed.filter(|(_, run)| is_letter_word(run))
}

/// Whether all of this is one such word.
pub(crate) fn is_letter_word(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(is_letter)
        && text.chars().any(|unit| !unit.is_numeric())
        && text.chars().count() <= MOST_LETTERS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(u32, &str)> {
        letter_words(text).collect()
    }

    #[test]
    fn words_end_at_signs_and_han() {
        let text = "用vim 9编辑utf8文本,chmod(1) 2026年";
        assert_eq!(words(text), [(1, "vim"), (8, "utf8"), (15, "chmod")]);
        assert_eq!(words("c"), [(0, "c")]);
        assert!(words("").is_empty() && words("学习 2.6.32").is_empty());
        assert!(words(&"a".repeat(MOST_LETTERS + 1)).is_empty());
    }
}
