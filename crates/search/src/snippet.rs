//! The piece of a passage that is shown, with the words marked in it.
//! In: a text and words in normal form. Out: escaped text with `<mark>`, and the words as written.

use std::collections::BTreeSet;
use std::ops::Range;

use yanxi_text::counts::Spelling;
use yanxi_text::normal_form::NormalForm;

/// Characters of a snippet, give or take the search for a good place to cut.
const WINDOW: usize = 110;
/// How far before the first mark a snippet may begin.
const LEAD: usize = 30;
/// How far a cut is moved back to the end of a sentence.
const TAIL: usize = 30;
const MOST_MARKS: usize = 12;

/// A word as it may be spelled, with the number of the word.
pub(crate) type Needle = (usize, Spelling);

/// Where words stand in a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Occurrences {
    /// Bytes of each place and the number of the word, in order.
    places: Vec<(Range<usize>, usize)>,
}

impl Occurrences {
    pub(crate) fn in_text(text: &str, words: &[Needle]) -> Occurrences {
        let normal = NormalForm::of(text);
        let mut places: Vec<(Range<usize>, usize)> = Vec::new();
        for (number, word) in words {
            let found = word.places_in(&normal).into_iter();
            places.extend(found.map(|units| (normal.byte_range(units), *number)));
        }
        places.sort_by_key(|(range, number)| (range.start, range.end, *number));
        Occurrences { places }
    }

    /// How many different words stand here.
    pub(crate) fn words(&self) -> usize {
        self.numbers().collect::<BTreeSet<usize>>().len()
    }

    /// The number of the word at each place.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = usize> {
        self.places.iter().map(|(_, number)| *number)
    }

    /// Places that touch or overlap made one.
    fn merged(&self) -> Vec<Range<usize>> {
        let mut merged: Vec<Range<usize>> = Vec::new();
        for (range, _) in &self.places {
            match merged.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => merged.push(range.clone()),
            }
        }
        merged
    }

    /// Adds the words as they are written here, each spelling once.
    pub(crate) fn spellings(&self, text: &str, whole: bool, spellings: &mut Vec<String>) {
        let ranges = if whole {
            self.places.iter().map(|(range, _)| range.clone()).collect()
        } else {
            self.merged()
        };
        for range in ranges {
            if spellings.len() == MOST_MARKS {
                return;
            }
            let spelling = text.get(range).unwrap_or_default();
            if !spelling.is_empty() && !spellings.iter().any(|known| known == spelling) {
                spellings.push(spelling.to_string());
            }
        }
    }
}

/// The part of the text around the most and closest marks, or its beginning when there are none.
pub(crate) fn snippet(text: &str, found: &Occurrences) -> String {
    let marks = found.merged();
    // Byte offset of every character and of the end.
    let offsets: Vec<usize> =
        text.char_indices().map(|(offset, _)| offset).chain([text.len()]).collect();
    let character = |byte: usize| offsets.partition_point(|offset| *offset < byte);
    let places: Vec<(Range<usize>, usize)> = found
        .places
        .iter()
        .map(|(range, word)| (character(range.start)..character(range.end), *word))
        .collect();
    let last = offsets.len() - 1;
    let first_mark = densest(&places);
    let at = |index: usize| offsets.get(index).copied().unwrap_or(text.len());
    let start = first_mark.map_or(0, |mark| {
        let earliest = mark.saturating_sub(LEAD);
        if mark <= LEAD {
            return 0;
        }
        let before = &text[at(earliest)..at(mark)];
        earliest + good_start(before)
    });
    let end = (start + WINDOW).min(last);
    let end = if end == last {
        end
    } else {
        // Never before the end of the first mark.
        let after_mark = first_mark.map_or(start, |mark| {
            places
                .iter()
                .filter(|(range, _)| range.start == mark)
                .map(|(range, _)| range.end)
                .max()
                .unwrap_or(mark)
        });
        let from = end.saturating_sub(TAIL).max(after_mark.min(end));
        from + good_end(&text[at(from)..at(end)])
    };
    let mut html = String::new();
    if start > 0 {
        html.push('…');
    }
    write_marked(&mut html, text, at(start)..at(end), &marks);
    html.truncate(html.trim_end_matches(' ').len());
    if end < last {
        html.push('…');
    }
    html
}

/// The first character of the marks that stand best together: most different words, then most marks.
fn densest(places: &[(Range<usize>, usize)]) -> Option<usize> {
    let mut best: Option<((usize, usize), usize)> = None;
    let mut end = 0;
    for (index, (range, _)) in places.iter().enumerate() {
        end = end.max(index);
        while places.get(end).is_some_and(|(other, _)| other.end <= range.start + WINDOW - LEAD) {
            end += 1;
        }
        let inside = places.get(index..end.max(index + 1)).unwrap_or_default();
        let mut words: Vec<usize> = inside.iter().take(64).map(|(_, word)| *word).collect();
        words.sort_unstable();
        words.dedup();
        let rank = (words.len(), inside.len().min(64));
        if best.is_none_or(|(known, _)| rank > known) {
            best = Some((rank, range.start));
        }
    }
    best.map(|(_, start)| start)
}

fn ends_sentence(character: char) -> bool {
    matches!(character, '。' | '！' | '？' | '；' | '…' | '!' | '?' | ';' | '\n')
}

fn ends_clause(character: char) -> bool {
    matches!(character, '，' | '、' | '：' | ',' | ':' | ' ' | '\u{3000}' | '）' | '”')
}

/// Characters to leave out at the front so that the rest begins a sentence, else a clause.
fn good_start(text: &str) -> usize {
    let characters: Vec<char> = text.chars().collect();
    let after = |ends: fn(char) -> bool| characters.iter().position(|c| ends(*c)).map(|at| at + 1);
    after(ends_sentence).or_else(|| after(ends_clause)).unwrap_or(0)
}

/// Characters to keep so that the text ends with a sentence, else before a clause's mark.
fn good_end(text: &str) -> usize {
    let characters: Vec<char> = text.chars().collect();
    let sentence = characters.iter().rposition(|c| ends_sentence(*c)).map(|at| at + 1);
    let clause = || characters.iter().rposition(|c| ends_clause(*c));
    sentence.or_else(clause).unwrap_or(characters.len())
}

fn write_marked(html: &mut String, text: &str, window: Range<usize>, marks: &[Range<usize>]) {
    let mut at = window.start;
    for mark in marks {
        let (start, end) = (mark.start.max(window.start), mark.end.min(window.end));
        if start >= end {
            continue;
        }
        write_escaped(html, &text[at..start]);
        html.push_str("<mark>");
        write_escaped(html, &text[start..end]);
        html.push_str("</mark>");
        at = end;
    }
    write_escaped(html, &text[at..window.end]);
}

/// Escapes, and makes every run of white space one space.
fn write_escaped(html: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ if character.is_whitespace() || character.is_control() => {
                if !html.is_empty() && !html.ends_with([' ', '…']) {
                    html.push(' ');
                }
            }
            _ => html.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snip(text: &str, words: &[&str]) -> String {
        let spelled = |word: &&str| Spelling::typed(NormalForm::of_query(word));
        let words: Vec<Needle> = words.iter().map(spelled).enumerate().collect();
        snippet(text, &Occurrences::in_text(text, &words))
    }

    #[test]
    fn marks_and_escapes() {
        assert_eq!(snip("甲<乙>&丙", &["乙"]), "甲&lt;<mark>乙</mark>&gt;&amp;丙");
        assert_eq!(snip("學習\n\n資料", &["学习", "资料"]), "<mark>學習</mark> <mark>資料</mark>");
        assert_eq!(snip("一二三四", &["二三", "三四"]), "一<mark>二三四</mark>");
        assert_eq!(snip("没有", &["别的"]), "没有");
        assert_eq!(snip("", &["别的"]), "");
        assert_eq!(snip("甲乙。\n", &["乙"]), "甲<mark>乙</mark>。");
    }

    #[test]
    fn the_window_is_where_most_words_are() {
        let text = format!("甲。{}。甲与乙在一处。{}", "长".repeat(200), "尾".repeat(200));
        let shown = snip(&text, &["甲", "乙"]);
        assert!(shown.starts_with("…<mark>甲</mark>与<mark>乙</mark>在一处。尾"), "{shown}");
        assert!(shown.ends_with("尾…"));
    }

    #[test]
    fn a_mark_longer_than_the_window_is_cut() {
        let long = "很长的一句话".repeat(40);
        let shown = snip(&format!("前{long}后"), &[&long]);
        assert!(shown.starts_with("前<mark>很长") && shown.ends_with("</mark>…"), "{shown}");
    }
}
