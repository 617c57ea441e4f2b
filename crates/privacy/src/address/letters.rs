//! The characters of a line that count for an address: without spaces, in their usual form.
//! In: a line and where it begins. Out: [`Letter`]s with their places in the text.

use crate::reading::{Sign, is_invisible, sign};

/// A character that counts, with its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letter {
    pub(super) c: char,
    pub(super) start: usize,
    pub(super) end: usize,
}

pub(super) fn letters(line: &str, offset: usize) -> Vec<Letter> {
    let mut letters = Vec::new();
    for (at, c) in line.char_indices() {
        if c.is_whitespace() || is_invisible(c) || matches!(c, '*' | '`') {
            continue;
        }
        let usual = match (sign(c), c) {
            (Sign::Digit(value), _) => char::from(b'0' + value),
            (_, '號') => '号',
            (_, '組') => '组',
            (_, '隊') => '队',
            (_, '棟') => '栋',
            (_, '戶') => '户',
            (_, '單') => '单',
            (_, '樓') => '楼',
            (_, '鎮') => '镇',
            (_, '鄉') => '乡',
            (_, '蘇') => '苏',
            _ => c,
        };
        letters.push(Letter { c: usual, start: offset + at, end: offset + at + c.len_utf8() });
    }
    letters
}

pub(super) fn starts_with(letters: &[Letter], word: &str) -> bool {
    let mut at = 0;
    word.chars().all(|c| {
        let same = letters.get(at).is_some_and(|letter| letter.c == c);
        at += 1;
        same
    })
}

pub(super) fn ends_with(letters: &[Letter], word: &str) -> bool {
    let length = word.chars().count();
    letters.len().checked_sub(length).is_some_and(|at| starts_with(&letters[at..], word))
}

pub(super) fn ends_with_any(letters: &[Letter], words: &[&str]) -> Option<usize> {
    words.iter().find(|word| ends_with(letters, word)).map(|word| word.chars().count())
}
