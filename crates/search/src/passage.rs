//! What of an item is indexed and what is stored for display.
//! In: an item's title, sections and extras. Out: its documents and records, in order.

use std::collections::BTreeSet;

use tantivy_common::BitSet;
use yanxi_text::normal_form::{NormalForm, is_variant};

use crate::documents::Kind;
use crate::extra::ExtraKind;
use crate::facet::Facet;
use crate::field::WHOLE_WORD;
use crate::letter_word::letter_words;
use crate::page_text::{PageText, SectionText};
use crate::pinyin_tokens::pinyin_tokens;
use crate::record::{Part, Record, joined};
use crate::titles::PreparedTitle;

/// An item cut into documents. Making one needs nothing but the item, so a caller may do it on many threads.
#[derive(Debug, Clone)]
pub struct PreparedPage {
    pub(crate) documents: Vec<PreparedDocument>,
    pub(crate) title: PreparedTitle,
    pub(crate) records: Vec<Record>,
    pub(crate) facets: Vec<Facet>,
    pub(crate) date: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct PreparedDocument {
    pub(crate) kind: Kind,
    /// In units.
    pub(crate) length: usize,
    /// N(text).
    pub(crate) units: String,
    /// Every word character of it once, those that were folded to another also as they are written; behind them every word
    /// of letters once, each with the sign for it before it.
    pub(crate) singles: String,
    /// Titles and headings as pinyin.
    pub(crate) pinyin: String,
}

/// Size in bytes that passages come near: one to two screens of text.
const PASSAGE_BYTES: usize = 4_500;

impl PreparedPage {
    /// The item's documents: one for the title and extras, then for each passage one for its
    /// headings and one for its text. What a passage holds is stored as one record; the first
    /// record serves the title as well.
    pub fn of(page: &PageText) -> PreparedPage {
        let title = |counts: fn(ExtraKind) -> bool| {
            let extra = page.extra.iter().filter(move |extra| counts(extra.kind));
            [&page.title].into_iter().chain(extra.map(|extra| &extra.text))
        };
        let mut documents = vec![PreparedDocument::of(Kind::Title, title(|_| true))];
        if page.extra.iter().any(|extra| !extra.kind.is_of_title()) {
            let length = NormalForm::of(&joined(title(ExtraKind::is_of_title))).units.len();
            documents[0].length = length;
        }
        let mut records = Vec::new();
        for parts in passages(&page.sections) {
            let own = parts.iter().filter(|part| !part.continues);
            let headings = own.map(|part| &part.heading);
            let texts = parts.iter().map(|part| &part.text);
            let headings = PreparedDocument::of(Kind::Heading, headings);
            let body = PreparedDocument::of(Kind::Body, texts);
            if headings.length + body.length == 0 {
                continue;
            }
            if headings.length > 0 {
                documents.push(headings);
            }
            // Even an empty one: a text ends every record.
            documents.push(body);
            records.push(Record::of(page, records.is_empty(), parts));
        }
        if records.is_empty() {
            records.push(Record::of(page, true, Vec::new()));
        }
        PreparedPage {
            documents,
            title: PreparedTitle::of(page),
            records,
            facets: page.facets.clone(),
            date: page.date.clone(),
        }
    }
}

impl PreparedDocument {
    fn of<'a>(kind: Kind, texts: impl Iterator<Item = &'a String> + Clone) -> PreparedDocument {
        let text = joined(texts.clone());
        let normal = NormalForm::of(&text);
        let units = normal.text();
        let words = normal.units.iter().filter(|unit| unit.is_word()).map(|unit| unit.ch);
        let written = text.chars().filter(|written| is_variant(*written));
        let mut singles = each_once(words.chain(written));
        let letter_words: BTreeSet<&str> = letter_words(&units).map(|(_, word)| word).collect();
        for word in letter_words {
            singles.push(WHOLE_WORD);
            singles.push_str(word);
        }
        PreparedDocument {
            kind,
            length: normal.units.len(),
            units,
            singles,
            pinyin: match kind {
                Kind::Body => String::new(),
                Kind::Title | Kind::Heading => {
                    pinyin_tokens(texts.map(String::as_str), kind == Kind::Title)
                }
            },
        }
    }
}

/// Characters in order, each once. A set of bits takes them several times as fast as a tree does.
fn each_once(characters: impl Iterator<Item = char>) -> String {
    let mut common = BitSet::with_max_value(u32::from(u16::MAX) + 1);
    let mut beyond = BTreeSet::new();
    for character in characters {
        match u16::try_from(u32::from(character)) {
            Ok(code) => {
                common.insert(code.into());
            }
            Err(_) => {
                beyond.insert(character);
            }
        }
    }
    let mut once = String::new();
    let mut from = 0;
    while let Some(bucket) = common.first_non_empty_bucket(from) {
        let codes = common.tinyset(bucket).into_iter().map(|bit| bucket * 64 + bit);
        once.extend(codes.filter_map(char::from_u32));
        from = bucket + 1;
    }
    once.extend(beyond);
    once
}

/// Gathers short sections and cuts long ones at ends of blocks, so that passages are of like size.
fn passages(sections: &[SectionText]) -> Vec<Vec<Part>> {
    let mut passages: Vec<Vec<Part>> = Vec::new();
    let mut open: Vec<Part> = Vec::new();
    let mut size = 0;
    for section in sections {
        for (number, text) in pieces(&section.text).into_iter().enumerate() {
            open.push(Part {
                anchor: section.anchor.clone(),
                heading: section.heading.clone(),
                continues: number > 0,
                text: text.to_string(),
            });
            size += text.len() + section.heading.len();
            if size >= PASSAGE_BYTES * 2 / 3 {
                passages.push(std::mem::take(&mut open));
                size = 0;
            }
        }
    }
    if !open.is_empty() {
        passages.push(open);
    }
    passages
}

/// A section's text in pieces of like size; one empty piece if it has no text.
fn pieces(text: &str) -> Vec<&str> {
    let count = (text.len() + PASSAGE_BYTES / 2) / PASSAGE_BYTES;
    let target = text.len() / count.max(1);
    let mut cut = Vec::new();
    let mut start = 0;
    for (line_end, _) in text.match_indices('\n').chain([(text.len(), "")]) {
        if line_end - start >= target || line_end == text.len() {
            cut.push(text.get(start..line_end).unwrap_or_default());
            start = line_end + 1;
        }
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn every_character_comes_once_in_order(text in "[a-c一-三\u{FFFE}\u{FFFF}\u{10000}𠮷]{0,40}|\\PC{0,80}") {
            let sorted: BTreeSet<char> = text.chars().collect();
            assert_eq!(each_once(text.chars()), sorted.into_iter().collect::<String>());
        }
    }
}
