//! Which documents hold a word, how often, and where.
//! In: a word and the warmed lists of its terms. Out: documents in order with counts and, where they were read, positions.

use std::io;

use crate::engine::Engine;
use crate::matches::Matches;
use crate::query::{ProbeTerm, Word};
use crate::terms::TermInfo;

/// Positions of a word of one pair serve closeness only; larger ones are not worth their bytes.
pub(crate) const MOST_BYTES_FOR_CLOSENESS: usize = 10_000;

/// A term with what the dictionary says of it.
pub(crate) type Probe<'a> = (&'a ProbeTerm, &'a TermInfo);

/// Whether positions are read for a term of this word.
pub(crate) fn wants_positions(word: &Word, info: &TermInfo, words: usize) -> bool {
    word.terms.len() > 1 || (words > 1 && info.positions.len() <= MOST_BYTES_FOR_CLOSENESS)
}

/// The documents in which these terms of the word stand at their offsets.
pub(crate) fn match_word(
    engine: &Engine,
    word: &Word,
    probes: &[Probe],
    words: usize,
) -> io::Result<Matches> {
    match probes {
        [(term, info)] => engine.matches(term.field, info, wants_positions(word, info, words)),
        probes => match_phrase(engine, probes),
    }
}

/// The documents in which terms stand at their offsets, with positions.
pub(crate) fn match_phrase(engine: &Engine, probes: &[Probe]) -> io::Result<Matches> {
    let mut order: Vec<Probe> = probes.to_vec();
    // The rarest term proposes positions, the others confirm.
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
