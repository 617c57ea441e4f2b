//! White space between words, as browsers show it.
//! In: characters of a line, one after the other. Out: what stands between two of them: nothing, a blank or a line end.

use crate::markdown::tree::is_wide;

/// The line so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spacing {
    last: Option<char>,
    /// White space came since, with a line end in it or without.
    waiting: Option<bool>,
}

impl Spacing {
    /// White space of the source, which counts once.
    pub(super) fn wait(&mut self, character: char) {
        let with_line_end = self.waiting.unwrap_or_default() || character == '\n';
        self.waiting = Some(with_line_end);
    }

    /// What goes before the next character. Nothing stands at the beginning of a line, nor for a line end between Han.
    pub(super) fn before(&mut self, next: char) -> &'static str {
        let between = match (self.last, self.waiting) {
            (Some(last), Some(true)) if is_wide(last) && is_wide(next) => "",
            (Some(_), Some(true)) => "\n",
            (Some(_), Some(false)) => " ",
            _ => "",
        };
        *self = Spacing { last: Some(next), waiting: None };
        between
    }

    /// Whether something stands in the line already.
    pub(super) fn has_begun(&self) -> bool {
        self.last.is_some()
    }
}

pub(super) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// Words on one line.
pub(super) fn on_one_line(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut spacing = Spacing::default();
    for character in words.chars() {
        if is_space(character) {
            spacing.wait(character);
        } else {
            if !spacing.before(character).is_empty() {
                out.push(' ');
            }
            out.push(character);
        }
    }
    out.trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::on_one_line;

    #[test]
    fn white_space_counts_once_and_a_line_end_between_han_not_at_all() {
        assert_eq!(on_one_line(" 甲\n  乙 丙\nA\n B "), "甲乙 丙 A B");
        assert_eq!(on_one_line("\u{3000}甲\u{a0}"), "甲");
    }
}
