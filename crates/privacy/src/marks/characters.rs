//! The characters of a line that count for a mark: without spaces, in their usual form, stars of any kind as one.
//! In: a line and where it begins. Out: [`Mark`]s with their places in the text.

use crate::reading::is_invisible;

/// A character that counts, with its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) c: char,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The characters of a line without spaces and invisible ones, in their usual form.
pub(super) fn significant(line: &str, offset: usize) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut skip_to = 0;
    for (at, c) in line.char_indices() {
        if at < skip_to || c.is_whitespace() || is_invisible(c) {
            continue;
        }
        let star = (c == '&')
            .then(|| STARS_IN_HTML.iter().find(|star| line[at..].starts_with(**star)))
            .flatten();
        let length = star.map_or(c.len_utf8(), |star| star.len());
        skip_to = at + length;
        marks.push(Mark {
            c: if star.is_some() { '★' } else { usual(c) },
            start: offset + at,
            end: offset + at + length,
        });
    }
    marks
}

const STARS_IN_HTML: [&str; 6] =
    ["&#9733;", "&#9734;", "&#x2605;", "&#x2606;", "&starf;", "&star;"];

fn usual(c: char) -> char {
    match c {
        '絕' => '绝',
        '機' => '机',
        '祕' => '秘',
        '內' => '内',
        '資' => '资',
        '傳' => '传',
        '長' => '长',
        '個' => '个',
        '級' => '级',
        '閱' => '阅',
        '０'..='９' => char::from_u32(u32::from(c) - 0xFF10 + 0x30).unwrap_or(c),
        '★'
        | '☆'
        | '⭐'
        | '🌟'
        | '✩'..='✰'
        | '⋆'
        | '✡'
        | '✦'
        | '✧'
        | '⚝'
        | '🟊'
        | '🞰'
        | '﹡'
        | '※'
        | '٭' => '★',
        '＊' | '∗' => '*',
        _ => c,
    }
}

pub(super) fn begins_with(characters: &[Mark], word: &str) -> bool {
    let mut at = 0;
    word.chars().all(|c| {
        let same = characters.get(at).is_some_and(|mark| mark.c == c);
        at += 1;
        same
    })
}
