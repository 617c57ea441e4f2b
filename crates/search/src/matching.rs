//! Which documents hold a word, how often, and where.
//! In: a word and the warmed lists of its terms. Out: documents in order with counts and, where positions were read, places.

use std::collections::BTreeMap;
use std::io;

use crate::terms::TermInfo;

use crate::engine::Engine;
use crate::finding::Probe;
use crate::query::Word;

/// Places of a word of one pair serve closeness only; larger ones are not worth their bytes.
pub(crate) const MOST_BYTES_FOR_CLOSENESS: usize = 10_000;

/// The documents that hold a word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Matches {
    pub(crate) documents: Vec<u32>,
    pub(crate) counts: Vec<u32>,
    /// For each document where its places begin in `places`; one more at the end. Empty without positions.
    pub(crate) starts: Vec<u32>,
    pub(crate) places: Vec<u32>,
}

impl Matches {
    fn push(&mut self, document: u32, count: u32) {
        self.documents.push(document);
        self.counts.push(count);
    }

    /// Positions of the word's first unit in the document of this index.
    pub(crate) fn places(&self, index: usize) -> &[u32] {
        match (self.starts.get(index), self.starts.get(index + 1)) {
            (Some(start), Some(end)) => &self.places[*start as usize..*end as usize],
            _ => &[],
        }
    }

    /// The documents of any of these, without places.
    pub(crate) fn any_of(all: &[Matches]) -> Matches {
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        for matches in all {
            for (document, count) in matches.documents.iter().zip(&matches.counts) {
                let known = counts.entry(*document).or_default();
                *known = known.saturating_add(*count);
            }
        }
        Matches {
            documents: counts.keys().copied().collect(),
            counts: counts.into_values().collect(),
            ..Matches::default()
        }
    }

    /// Keeps the documents that pass.
    pub(crate) fn retain(&mut self, keep: impl Fn(u32) -> bool) {
        let mut kept = Matches::default();
        for (index, document) in self.documents.iter().enumerate() {
            if keep(*document) {
                kept.push(*document, self.counts[index]);
            }
        }
        *self = kept;
    }
}

/// Whether places are read for a term of this word.
pub(crate) fn wants_places(word: &Word, info: &TermInfo, words: usize) -> bool {
    word.terms.len() > 1 || (words > 1 && info.places.len() <= MOST_BYTES_FOR_CLOSENESS)
}

/// The documents in which these terms of the word stand at their offsets.
pub(crate) fn match_word(
    engine: &Engine,
    word: &Word,
    probes: &[Probe],
    words: usize,
) -> io::Result<Matches> {
    match probes {
        [(term, info)] => engine.matches(term.field, info, wants_places(word, info, words)),
        probes => match_phrase(engine, probes),
    }
}

/// The documents in which terms stand at their offsets, with places.
pub(crate) fn match_phrase(engine: &Engine, probes: &[Probe]) -> io::Result<Matches> {
    let mut order: Vec<Probe> = probes.to_vec();
    // The rarest term proposes places, the others confirm.
    order.sort_by_key(|(term, info)| (info.document_count, term.offset));
    let mut found: Option<(Matches, u32)> = None;
    for (term, info) in order {
        let next = engine.matches(term.field, info, true)?;
        found = Some(match found {
            None => (next, term.offset),
            Some((found, offset)) => {
                (found.followed(&next, i64::from(term.offset) - i64::from(offset)), offset)
            }
        });
    }
    let (mut found, offset) = found.unwrap_or_default();
    if offset > 0 {
        found = found.moved_back(offset);
    }
    Ok(found)
}

impl Matches {
    /// The places at whose distance the other stands.
    fn followed(&self, other: &Matches, distance: i64) -> Matches {
        let mut kept = Matches::default();
        let mut from = 0;
        for (index, document) in self.documents.iter().enumerate() {
            let rest = other.documents.get(from..).unwrap_or_default();
            from += rest.partition_point(|one| one < document);
            if other.documents.get(from) != Some(document) {
                continue;
            }
            let mut others = other.places(from);
            kept.push_places(
                *document,
                self.places(index).iter().copied().filter(|place| {
                    let wanted = i64::from(*place) + distance;
                    others = &others[others.partition_point(|one| i64::from(*one) < wanted)..];
                    others.first().is_some_and(|one| i64::from(*one) == wanted)
                }),
            );
        }
        kept.starts.push(kept.places.len() as u32);
        kept
    }

    /// The same found by a term that stands so far behind the beginning.
    fn moved_back(&self, offset: u32) -> Matches {
        let mut moved = Matches::default();
        for (index, document) in self.documents.iter().enumerate() {
            let places = self.places(index).iter();
            moved.push_places(*document, places.filter_map(|place| place.checked_sub(offset)));
        }
        moved.starts.push(moved.places.len() as u32);
        moved
    }

    /// A document with its places, if there are any.
    fn push_places(&mut self, document: u32, places: impl Iterator<Item = u32>) {
        let start = self.places.len();
        self.places.extend(places);
        let count = self.places.len() - start;
        if count > 0 {
            self.push(document, count as u32);
            self.starts.push(start as u32);
        }
    }
}
