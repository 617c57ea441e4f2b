//! Which documents hold a word, how often, and where.
//! In: a word and warmed postings. Out: documents in order with counts and, where positions were read, places.

use std::collections::BTreeMap;
use std::io;

use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::{DocSet, TERMINATED};

use crate::engine::Engine;
use crate::query::{ProbeTerm, Word};

/// Positions of a word of one pair serve closeness only; larger ones are not worth their bytes.
const MOST_BYTES_FOR_CLOSENESS: usize = 16_000;

/// The documents that hold a word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Matches {
    pub(crate) documents: Vec<u32>,
    pub(crate) counts: Vec<u32>,
    /// For each document where its places begin in `places`; one more at the end. Empty without positions.
    starts: Vec<u32>,
    places: Vec<u32>,
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

/// Whether positions are read for a term of this word.
pub(crate) fn wants_positions(word: &Word, info: &TermInfo, words: usize) -> bool {
    word.terms.len() > 1 || (words > 1 && info.positions_range.len() <= MOST_BYTES_FOR_CLOSENESS)
}

/// The documents in which all terms of the word stand at their offsets.
pub(crate) fn match_word(
    engine: &Engine,
    word: &Word,
    infos: &[&TermInfo],
    words: usize,
) -> io::Result<Matches> {
    match (word.terms.as_slice(), infos) {
        ([term], [info]) => {
            let positions = wants_positions(word, info, words) && info.positions_range.end > 0;
            single_term(engine, term, info, positions)
        }
        (terms, infos) => phrase(engine, terms, infos),
    }
}

/// The documents in which terms stand at their offsets, with places.
pub(crate) fn match_spoken(
    engine: &Engine,
    terms: &[ProbeTerm],
    infos: &[&TermInfo],
) -> io::Result<Matches> {
    phrase(engine, terms, infos)
}

/// The documents that hold a term anywhere.
pub(crate) fn match_term(
    engine: &Engine,
    term: &ProbeTerm,
    info: &TermInfo,
) -> io::Result<Matches> {
    single_term(engine, term, info, false)
}

fn single_term(
    engine: &Engine,
    term: &ProbeTerm,
    info: &TermInfo,
    positions: bool,
) -> io::Result<Matches> {
    let mut postings = engine.postings(term.field(), info, positions)?;
    let mut matches = Matches::default();
    let mut places = Vec::new();
    while postings.doc() != TERMINATED {
        matches.push(postings.doc(), postings.term_freq());
        if positions {
            postings.positions(&mut places);
            matches.starts.push(matches.places.len() as u32);
            matches.places.extend_from_slice(&places);
        }
        postings.advance();
    }
    if positions {
        matches.starts.push(matches.places.len() as u32);
    }
    Ok(matches)
}

fn phrase(engine: &Engine, terms: &[ProbeTerm], infos: &[&TermInfo]) -> io::Result<Matches> {
    let mut readers: Vec<(SegmentPostings, u32)> = Vec::with_capacity(terms.len());
    let mut order: Vec<usize> = (0..terms.len().min(infos.len())).collect();
    // The rarest term proposes documents, the others confirm.
    order.sort_by_key(|index| (infos[*index].doc_freq, *index));
    for index in order {
        let term = &terms[index];
        readers.push((
            engine.postings(term.field(), infos[index], true)?,
            term.offset,
        ));
    }
    let mut matches = Matches::default();
    let Some(((leader, leader_offset), followers)) = readers.split_first_mut() else {
        return Ok(matches);
    };
    let (mut starts, mut other) = (Vec::new(), Vec::new());
    let mut document = leader.doc();
    'documents: while document != TERMINATED {
        for (follower, _) in followers.iter_mut() {
            let at = if follower.doc() < document {
                follower.seek(document)
            } else {
                follower.doc()
            };
            if at > document {
                document = if at == TERMINATED {
                    TERMINATED
                } else {
                    leader.seek(at)
                };
                continue 'documents;
            }
        }
        leader.positions(&mut starts);
        starts.retain_mut(|place| match place.checked_sub(*leader_offset) {
            Some(start) => {
                *place = start;
                true
            }
            None => false,
        });
        for (follower, offset) in followers.iter_mut() {
            if starts.is_empty() {
                break;
            }
            follower.positions(&mut other);
            keep_common(&mut starts, &other, *offset);
        }
        if !starts.is_empty() {
            matches.push(document, starts.len() as u32);
            matches.starts.push(matches.places.len() as u32);
            matches.places.extend_from_slice(&starts);
        }
        document = leader.advance();
    }
    matches.starts.push(matches.places.len() as u32);
    Ok(matches)
}

/// Keeps the starts at whose distance `offset` the other term stands. Both are in order.
fn keep_common(starts: &mut Vec<u32>, other: &[u32], offset: u32) {
    let mut rest = other;
    starts.retain(|start| {
        let place = start + offset;
        rest = &rest[rest.partition_point(|other| *other < place)..];
        rest.first() == Some(&place)
    });
}
