//! Words of the index that are spelled nearly as those of a question that nothing answers.
//! In: the question's words and the dictionary. Out: a few words that stand in the texts.

use std::collections::BTreeSet;

use yanxi_text::counts::Spelling;
use yanxi_text::normal_form::{NormalForm, Unit};

use crate::engine::Engine;
use crate::error::SearchError;
use crate::matching::{Probe, match_word};
use crate::query::{ProbeTerm, Word};
use crate::retrieval::{Retrieval, broken, look_up};
use crate::terms::TermInfo;
use crate::waiting::all;

/// Words of these lengths are put right; others are no slip of the finger.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=8;
/// Characters tried in each place, the most frequent neighbours first.
const MOST_NEIGHBOURS: usize = 6;
/// Words looked up, and words offered.
const MOST_TRIED: usize = 40;
const MOST_OFFERED: usize = 4;

/// For a single word: those that differ from it in one character, that lack one of its
/// characters, or have two of them the other way round, most frequent first.
pub(crate) async fn nearest(retrieval: &Retrieval<'_>) -> Result<Vec<String>, SearchError> {
    let [word] = retrieval.query.words.as_slice() else {
        return Ok(Vec::new());
    };
    let units = &word.units.units;
    if !LENGTHS.contains(&units.len()) || !units.iter().all(Unit::is_word) {
        return Ok(Vec::new());
    }
    let letters: Vec<char> = units.iter().map(|unit| unit.ch).collect();
    let mut candidates = without_one(&letters);
    candidates.extend(swapped(&letters));
    candidates.extend(replaced(retrieval.engine, &letters).await?);
    let mut seen = BTreeSet::from([letters.iter().collect::<String>()]);
    candidates.retain(|candidate| candidate.chars().count() > 1 && seen.insert(candidate.clone()));
    candidates.truncate(MOST_TRIED);
    confirmed(retrieval, candidates).await
}

/// The word with one character changed to what follows the one before it most often.
async fn replaced(engine: &Engine, letters: &[char]) -> Result<Vec<String>, SearchError> {
    let reads =
        letters.iter().take(letters.len() - 1).map(|letter| engine.neighbours(*letter)).collect();
    let mut replaced = Vec::new();
    for (place, neighbours) in (1..).zip(all(reads).await) {
        let mut neighbours = neighbours.map_err(broken)?;
        neighbours.sort_by_key(|(letter, frequency)| (std::cmp::Reverse(*frequency), *letter));
        for (letter, _) in neighbours.into_iter().take(MOST_NEIGHBOURS) {
            let mut changed = letters.to_vec();
            changed[place] = letter;
            replaced.push(changed.into_iter().collect());
        }
    }
    Ok(replaced)
}

/// Those that stand in the texts, the most frequent first.
async fn confirmed(
    retrieval: &Retrieval<'_>,
    candidates: Vec<String>,
) -> Result<Vec<String>, SearchError> {
    let words: Vec<Word> = candidates.iter().map(|candidate| spelled(candidate)).collect();
    let infos = look_up(retrieval.engine, words.iter().flat_map(|word| &word.terms)).await?;
    let probes = |word: &'_ Word| -> Option<Vec<(ProbeTerm, TermInfo)>> {
        let known = word.terms.iter().map(|term| {
            let info = infos.get(&(term.field, term.text.clone()))?;
            Some((term.clone(), info.clone()))
        });
        known.collect()
    };
    let present: Vec<(&Word, Vec<_>)> =
        words.iter().filter_map(|word| Some((word, probes(word)?))).collect();
    let lists = present.iter().flat_map(|(_, probes)| probes);
    retrieval.warm(lists.map(|(_, info)| (info, true)).collect()).await?;
    let mut counted = Vec::new();
    for (word, probes) in &present {
        let probes: Vec<Probe> = probes.iter().map(|(term, info)| (term, info)).collect();
        let matches = match_word(retrieval.engine, word, &probes, 1).map_err(broken)?;
        if !matches.documents.is_empty() {
            counted.push((matches.documents.len(), word.units.text()));
        }
    }
    counted.sort_by(|one, other| (other.0, &one.1).cmp(&(one.0, &other.1)));
    counted.truncate(MOST_OFFERED);
    Ok(counted.into_iter().map(|(_, word)| word).collect())
}

fn spelled(candidate: &str) -> Word {
    Word::spelled(Spelling::typed(NormalForm::of_query(candidate)))
}

fn without_one(letters: &[char]) -> Vec<String> {
    (0..letters.len())
        .map(|left_out| {
            let kept = letters.iter().enumerate().filter(|(at, _)| *at != left_out);
            kept.map(|(_, letter)| *letter).collect()
        })
        .collect()
}

fn swapped(letters: &[char]) -> Vec<String> {
    (1..letters.len())
        .map(|at| {
            let mut changed = letters.to_vec();
            changed.swap(at - 1, at);
            changed.into_iter().collect()
        })
        .collect()
}
