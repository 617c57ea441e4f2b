//! The Han test and the word test of single characters.
//! In: a character. Out: whether it is Han, or part of a word. Both come from the committed table,
//! so that builder and browser agree whatever toolchain compiled them.

use crate::character_table::{HAN_RANGES, HAN_RANGES_BEYOND, WORD_RANGES, WORD_RANGES_BEYOND};

/// Whether the Unicode script of the character is Han: ideographs, 〇 and 々 among them.
pub fn is_han(c: char) -> bool {
    match c {
        '\u{4E00}'..='\u{9FFF}' => true,
        '\0'..='\u{2E7F}' => false,
        _ => in_ranges(c, &HAN_RANGES, &HAN_RANGES_BEYOND),
    }
}

/// Whether a folded character belongs to a word: letters, digits, Han and combining marks.
///
/// The answer holds for characters as [`crate::fold`] yields them.
pub fn is_word(c: char) -> bool {
    match c {
        'a'..='z' | '0'..='9' | '\u{4E00}'..='\u{9FFF}' => true,
        '\0'..='\u{7F}' => false,
        _ => in_ranges(c, &WORD_RANGES, &WORD_RANGES_BEYOND),
    }
}

fn in_ranges(c: char, basic: &[(u16, u16)], beyond: &[(u32, u32)]) -> bool {
    match u16::try_from(u32::from(c)) {
        Ok(code) => within(code, basic),
        Err(_) => within(u32::from(c), beyond),
    }
}

fn within<Code: Ord + Copy>(code: Code, ranges: &[(Code, Code)]) -> bool {
    let after = ranges.partition_point(|(first, _)| *first <= code);
    after.checked_sub(1).and_then(|place| ranges.get(place)).is_some_and(|(_, last)| code <= *last)
}

#[cfg(test)]
mod tests {
    use super::{is_han, is_word};

    #[test]
    fn han_is_more_than_the_common_block() {
        for c in "一鿿㐀〇々𠀀豈𰀀".chars() {
            assert!(is_han(c), "{c}");
        }
        for c in "aA1，。　〆あ가①㈠（".chars() {
            assert!(!is_han(c), "{c}");
        }
    }

    #[test]
    fn words_have_no_punctuation() {
        for c in "a9é中〇あ가я\u{301}\u{93C}".chars() {
            assert!(is_word(c), "{c}");
        }
        for c in "，。 \n\t、_-·…—“”√☆😀\u{E000}\u{1}".chars() {
            assert!(!is_word(c), "{c}");
        }
    }
}
