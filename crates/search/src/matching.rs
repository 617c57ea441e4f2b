//! Which documents hold a word, how often, and where.
//! In: a word and the warmed lists of its terms. Out: documents in order with counts and, where they were read, positions.

use std::io;

use crate::engine::Engine;
use crate::matches::Matches;
use crate::ordering::{first_then, put_in_order};
use crate::query::{ProbeTerm, Word};
use crate::terms::TermInfo;
use crate::title_end::TitleEnd;

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
        [(term, info)] if word.terms.len() == 1 => {
            engine.matches(term.field, info, wants_positions(word, info, words))
        }
        probes => {
            let (mut found, ends) = match_phrase_with_ends(engine, probes)?;
            // Only the last piece of the word tells whether a title ends with the word.
            if let Some(ends) = ends.filter(|(offset, _)| Some(*offset) == word.last_offset()) {
                found.take_title_ends(&ends.1);
            }
            Ok(found)
        }
    }
}

/// The documents in which terms stand at their offsets, with positions.
pub(crate) fn match_phrase(engine: &Engine, probes: &[Probe]) -> io::Result<Matches> {
    match_phrase_with_ends(engine, probes).map(|(found, _)| found)
}

/// What a piece of a word at an offset tells of the ends of titles.
type Ends = (u32, Vec<(u32, TitleEnd)>);

/// The same with what the last of the terms tells of the ends of titles.
fn match_phrase_with_ends(
    engine: &Engine,
    probes: &[Probe],
) -> io::Result<(Matches, Option<Ends>)> {
    let mut order: Vec<Probe> = probes.to_vec();
    // The rarest term proposes positions, the others confirm.
    put_in_order(&mut order, |(term, info)| first_then(info.document_count, term.offset));
    let mut found: Option<(Matches, u32)> = None;
    let mut ends: Option<Ends> = None;
    for (term, info) in order {
        let mut next = engine.matches(term.field, info, true)?;
        if ends.as_ref().is_none_or(|(offset, _)| *offset < term.offset) {
            ends = Some((term.offset, std::mem::take(&mut next.title_ends)));
        }
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
    Ok((found, ends))
}
