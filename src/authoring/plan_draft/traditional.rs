//! Texts in traditional characters, which are read in simplified ones and drafted in their own.
//! In: a text. Out: the same in simplified characters, each as long as its own; and what was drafted from it, put back.

use std::borrow::Cow;

use yanxi_text::fold::fold_char;
use yanxi_text::han::is_han;

/// One Han character in so many is written otherwise in simplified texts: a name in such a text is, a whole text is not.
const ONE_IN: usize = 12;

/// The text itself where it is in simplified characters.
pub(super) fn simplified(text: &str) -> Cow<'_, str> {
    let han = text.chars().filter(|c| is_han(*c)).count();
    let other = text.chars().filter(|c| is_han(*c) && simple(*c) != *c).count();
    if other * ONE_IN < han || other == 0 {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(simple).collect())
}

/// As long in bytes as the character itself.
fn simple(character: char) -> char {
    let own = match character {
        '「' | '『' => '“',
        '」' | '』' => '”',
        _ if is_han(character) => {
            let mut folded = fold_char(character);
            match (folded.next(), folded.next()) {
                (Some(one), None) => one,
                _ => character,
            }
        }
        _ => character,
    };
    if own.len_utf8() == character.len_utf8() { own } else { character }
}

/// Values and lines of a draft that the text says, in the characters of the text.
pub(super) fn restored(draft: &str, read: &str, text: &str) -> String {
    if read == text {
        return draft.to_string();
    }
    let own = |words: &str| -> String {
        let found = read.find(words).filter(|_| !words.is_empty());
        let own = found.and_then(|at| text.get(at..at + words.len()));
        own.unwrap_or(words).to_string()
    };
    let mut out = String::with_capacity(draft.len());
    for line in draft.lines() {
        if let Some(left) = line.strip_prefix("# 第")
            && let Some((number, words)) = left.split_once("行 ")
        {
            out.push_str(&format!("# 第{number}行 {}\n", own(words)));
            continue;
        }
        // Between an odd quotation mark and the next stands a value.
        for (number, part) in line.split('"').enumerate() {
            if number > 0 {
                out.push('"');
            }
            match number % 2 == 1 && !line.starts_with('#') {
                true => out.push_str(&own(part)),
                false => out.push_str(part),
            }
        }
        out.push('\n');
    }
    out
}
