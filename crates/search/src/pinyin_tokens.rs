//! Titles, headings, names and tags as pinyin terms of the index.
//! In: texts. Out: at every position the syllables of two neighbouring characters, their initials, and the syllable alone.

#[cfg(feature = "write")]
use std::collections::BTreeSet;

#[cfg(feature = "write")]
use yanxi_text::han::is_han;
use yanxi_text::normal_form::NormalForm;
#[cfg(feature = "write")]
use yanxi_text::pinyin::all_readings;

/// Readings of a character beyond these are not of today's language.
#[cfg(feature = "write")]
const MOST_READINGS: usize = 4;

pub(crate) fn syllable_pair(one: &str, other: &str) -> String {
    [one, " ", other].concat()
}

/// No syllable begins so.
pub(crate) fn initial_pair(one: &str, other: &str) -> String {
    let initial = |text: &str| text.chars().next().map(String::from).unwrap_or_default();
    ["!", &initial(one), &initial(other)].concat()
}

/// A heading without 第十二条 and the like before it: nobody asks for its number by its sound.
fn without_number(text: &str) -> &str {
    let is_numeral = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十百千两".contains(c);
    let after =
        text.trim_start().strip_prefix('第').map(|after| after.trim_start_matches(is_numeral));
    after
        .and_then(|after| {
            after.strip_prefix(['条', '章', '节', '款', '编', '篇', '回', '讲', '课'])
        })
        .unwrap_or(text)
}

/// The word characters of a text with how each may be read. Letters and digits are themselves.
#[cfg(feature = "write")]
fn readings(text: &str) -> Vec<Vec<String>> {
    let normal = NormalForm::of(text);
    let words = normal.units.iter().filter(|unit| unit.is_word());
    words
        .map(|unit| {
            if is_han(unit.ch) {
                let mut readings = all_readings(unit.ch);
                readings.truncate(MOST_READINGS);
                readings
            } else {
                vec![unit.ch.to_string()]
            }
        })
        .collect()
}

/// A term a line, after the position it stands at. Positions count word characters; between texts
/// one is left out, so that nothing is found across them. Syllables stand `alone` as well where
/// there are few enough of them.
#[cfg(feature = "write")]
pub(crate) fn pinyin_tokens<'a>(texts: impl Iterator<Item = &'a str>, alone: bool) -> String {
    let mut tokens = String::new();
    let mut start = 0;
    for text in texts.map(without_number) {
        let readings = readings(text);
        for (at, of_one) in readings.iter().enumerate() {
            let mut terms = BTreeSet::new();
            if alone {
                terms.extend(of_one.iter().cloned());
            }
            for of_other in readings.get(at + 1).into_iter().flatten() {
                for one in of_one {
                    terms.insert(syllable_pair(one, of_other));
                    terms.insert(initial_pair(one, of_other));
                }
            }
            let position = (start + at).to_string();
            for term in terms {
                tokens.extend([&position, "\t", &term, "\n"]);
            }
        }
        start += readings.len() + 1;
    }
    tokens
}

/// What stands at a position of [`pinyin_tokens`], as it is written.
pub(crate) fn written_at<'a>(
    texts: impl Iterator<Item = &'a str>,
    position: usize,
    length: usize,
) -> Option<String> {
    let mut start = 0;
    for text in texts.map(without_number) {
        let normal = NormalForm::of(text);
        let words: Vec<_> = normal.units.iter().filter(|unit| unit.is_word()).collect();
        if let Some(at) = position.checked_sub(start)
            && let (Some(first), Some(last)) =
                (words.get(at), words.get((at + length).wrapping_sub(1)))
        {
            return text.get(first.start as usize..last.end as usize).map(str::to_string);
        }
        start += words.len() + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_at_a_position_is_found_again() {
        let texts = ["学习“科学”发展", "丙"];
        assert_eq!(written_at(texts.into_iter(), 2, 4).as_deref(), Some("科学”发展"));
        assert_eq!(written_at(texts.into_iter(), 7, 1).as_deref(), Some("丙"));
        assert_eq!(written_at(texts.into_iter(), 6, 1), None);
    }
}
