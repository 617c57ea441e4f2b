//! The sentences of a page, and which parts of them no entry of a plan takes up.
//! In: a page with its passages. Out: [`Sentence`]s in the order of the page; headings and forms of address are none.

use std::ops::Range;

use yanxi_text::normal_form::LINE_END;
use yanxi_text::width::han_count;

use super::Reads;
use crate::model::page::Page;
use crate::pages::passages::Sentence;

/// Fewer Han characters without a number ask for nothing: 同志们, 第一.
const LEAST_OF_A_SENTENCE: usize = 6;
const LEAST_OF_A_PART: usize = 4;

pub(super) fn of(page: &Page, read: &Reads) -> Vec<Sentence> {
    let laid = &read.laid;
    let text = &laid.text;
    let title = plain(&page.title);
    let lines: Vec<String> = page.file.text.lines().map(plain).collect();
    let mut sentences = Vec::new();
    for range in cut(text, 0..text.len(), is_end_of_sentence) {
        let words = text[range.clone()].trim();
        let in_heading = laid.headings.iter().any(|heading| heading.contains(&range.start));
        if in_heading || !says_something(words, LEAST_OF_A_SENTENCE) || plain(words) == title {
            continue;
        }
        let over: Vec<_> = read
            .places
            .iter()
            .filter(|place| place.range.start < range.end && range.start < place.range.end)
            .collect();
        let is_taken = |part: &Range<usize>| {
            over.iter().any(|place| place.range.start < part.end && part.start < place.range.end)
        };
        let parts: Vec<Range<usize>> = cut(text, range.clone(), is_end_of_part)
            .into_iter()
            .filter(|part| says_something(text[part.clone()].trim(), LEAST_OF_A_PART))
            .collect();
        let left: Vec<String> = parts
            .iter()
            .filter(|part| !is_taken(part))
            .map(|part| text[part.clone()].trim().trim_end_matches(is_end_of_part).to_string())
            .collect();
        let mut entries = Vec::new();
        for entry in over.iter().flat_map(|place| &place.entries) {
            if !entries.contains(entry) {
                entries.push(entry.clone());
            }
        }
        let anchor = match over.first() {
            Some(place) => place.anchor.as_str(),
            None => laid.anchor_at(range.start),
        };
        sentences.push(Sentence {
            text: words.to_string(),
            to: match anchor {
                "" => page.output.clone(),
                anchor => format!("{}#{anchor}", page.output),
            },
            line: line_of(&lines, words),
            left: if entries.is_empty() { Vec::new() } else { left },
            entries,
        });
    }
    sentences
}

fn is_end_of_sentence(character: char) -> bool {
    matches!(character, '。' | '！' | '？' | '!' | '?' | '\n')
}

fn is_end_of_part(character: char) -> bool {
    is_end_of_sentence(character)
        || matches!(character, '；' | ';' | '，' | ',' | '：' | ':' | LINE_END)
}

/// A part of a text cut behind each of some characters, and behind the closing quotation marks and brackets after one.
fn cut(text: &str, within: Range<usize>, ends: fn(char) -> bool) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut from = within.start;
    let mut ended = false;
    for (at, character) in text[within.clone()].char_indices() {
        let at = within.start + at;
        let closes = matches!(character, '”' | '’' | '」' | '』' | '）' | ')' | '》');
        if ended && !ends(character) && !closes {
            parts.push(from..at);
            from = at;
            ended = false;
        }
        ended |= ends(character);
    }
    if from < within.end {
        parts.push(from..within.end);
    }
    parts
}

fn says_something(words: &str, least: usize) -> bool {
    let has_number = words.chars().any(|character| character.is_ascii_digit());
    han_count(words) >= if has_number { 2 } else { least }
}

/// Word characters alone.
fn plain(words: &str) -> String {
    words.chars().filter(|character| character.is_alphanumeric()).collect()
}

/// The line of the page's source in which a sentence begins, from 1. What stands above a text may say the same before.
fn line_of(lines: &[String], words: &str) -> Option<usize> {
    const BEGINNING: usize = 12;
    let wanted: String = plain(words).chars().take(BEGINNING).collect();
    lines.iter().rposition(|line| line.contains(&wanted)).map(|number| number + 1)
}
