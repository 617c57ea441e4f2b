//! Counting and measuring: how much Chinese a text holds, how wide it prints on a terminal.
//! In: text. Out: numbers.

use crate::fold::fold_char;
use crate::han::is_han;

/// The number of Han characters.
pub fn han_count(text: &str) -> usize {
    text.chars().filter(|c| is_han(*c)).count()
}

/// The number of columns on a terminal: two for wide characters, none for invisible ones.
pub fn display_width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

fn char_width(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36F}' => 0,
        _ if c.is_control() || fold_char(c).next().is_none() => 0,
        '\u{1100}'..='\u{115F}'
        | '\u{2E80}'..='\u{303E}'
        | '\u{3041}'..='\u{A4CF}'
        | '\u{A960}'..='\u{A97C}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}'
        | '\u{FF01}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{1F300}'..='\u{1F64F}'
        | '\u{1F680}'..='\u{1F6FF}'
        | '\u{1F900}'..='\u{1FAFF}'
        | '\u{20000}'..='\u{3FFFD}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{display_width, han_count};

    #[test]
    fn counts_han_only() {
        assert_eq!(han_count("第5条，二〇〇八 ABC々"), 7);
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(display_width("第5条，"), 7);
        assert_eq!(display_width("e\u{301}\u{200B}é"), 2);
        assert_eq!(display_width("ｱ가😀"), 5);
    }
}
