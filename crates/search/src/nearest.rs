//! What may have been meant by a question that nothing answers: its words with a slip of the hand put right.
//! In: the question's words and the dictionary. Out: the question as it was probably meant, and words that stand in the
//! texts.
//!
//! All of it is read within an allowance, whatever the size of the index: who asks for what stands nowhere waits no
//! longer than others.

use std::cmp::Reverse;

use yanxi_text::confusable::{Confusable, Likeness};
use yanxi_text::counts::Spelling;
use yanxi_text::normal_form::{NormalForm, Unit};

use crate::directory::Allowance;
use crate::error::SearchError;
use crate::field::{Field, WHOLE_WORD};
use crate::matching::match_word;
use crate::ordering::{first_then, put_in_order};
use crate::query::{Query, Word};
use crate::retrieval::{Retrieval, broken, look_up, probed_at_once};
use crate::terms::TermInfo;
use crate::waiting::{all, begin, both};

/// Words of these lengths are put right; others are no slip of the finger.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=16;
/// Words of characters that are no slip by ear or eye are changed only when they are short.
const SHORT: usize = 8;
/// Words of letters up to this length differ in one letter from what was meant, longer ones in two at most.
const SHORT_LETTERS: usize = 5;
/// Characters tried in each place, the most frequent neighbours first.
const MOST_NEIGHBOURS: usize = 6;
/// Words looked up at once, and words offered.
const MOST_TRIED: usize = 40;
const MOST_OFFERED: usize = 4;
/// What a question may have cost in all with what the dictionary says of candidates, and with their lists.
const FOR_LOOKING_UP: Allowance = Allowance { requests: 10, bytes: 70_000 };
const FOR_LISTS: Allowance = Allowance { requests: 13, bytes: 90_000 };
/// The same with words of letters that begin alike, behind which nothing more is read: a word of letters is not taken apart.
const FOR_LETTERS: Allowance = Allowance { requests: 20, bytes: 120_000 };

#[derive(Debug, Default)]
pub(crate) struct Nearest {
    /// The question with one character put right that sounds or looks alike, and how it is typed.
    pub(crate) meant: Option<(Query, String)>,
    /// The question with its word spelled otherwise, most frequent first.
    pub(crate) words: Vec<String>,
}

/// A word that may be meant: how it is like the one typed, how often it stands in the texts as far as that is known,
/// its letters. In order the likeliest come first.
type Candidate = (Likely, Reverse<u32>, String);

/// A slip by ear or eye, or no such.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likely {
    Alike(Likeness),
    Otherwise,
}

/// For the only word that stands nowhere: words that differ from it in a character that sounds or looks alike; if there
/// are none, words with two characters the other way round, with another frequent character, or with one less.
pub(crate) async fn nearest(retrieval: &Retrieval<'_>) -> Result<Nearest, SearchError> {
    let Some((number, word)) = suspect(retrieval) else {
        return Ok(Nearest::default());
    };
    let units = &word.units.units;
    if !LENGTHS.contains(&units.len()) || !units.iter().all(Unit::is_word) {
        return Ok(Nearest::default());
    }
    if word.whole.is_some() {
        let words = near_letter_words(retrieval, &word.units.text()).await?.into_iter();
        let words = words.map(|word| retrieval.query.put_right(number, &word).1).collect();
        return Ok(Nearest { meant: None, words });
    }
    let letters: Vec<char> = units.iter().map(|unit| unit.ch).collect();
    let places = places(retrieval, word);
    let reads = both(followers(retrieval, &letters, &places), retrieval.cache.confusable()).await;
    let (followers, table) = (reads.0?, reads.1.map_err(broken)?);
    let confusable = Confusable::of(&table);
    let mut known: Vec<String> = vec![letters.iter().collect()];
    let ways: [Vec<Candidate>; 4] = [
        alike(retrieval, &confusable, &letters, &places, &followers),
        plain(if letters.len() <= SHORT { swapped(&letters) } else { Vec::new() }),
        plain(if letters.len() <= SHORT { replaced(&letters, &followers) } else { Vec::new() }),
        plain(if letters.len() <= SHORT { without_one(&letters) } else { Vec::new() }),
    ];
    for mut candidates in ways {
        candidates.retain(|(_, _, letters)| {
            let is_new = letters.chars().nth(1).is_some() && !known.contains(letters);
            if is_new {
                known.push(letters.clone());
            }
            is_new
        });
        candidates.truncate(MOST_TRIED);
        let Confirmed { standing, unread } = confirmed(retrieval, candidates).await?;
        let question = |candidate: &Candidate| retrieval.query.put_right(number, &candidate.2);
        if let Some(first) = standing.first() {
            let meant = (first.0 != Likely::Otherwise).then(|| question(first));
            let offered = standing.iter().skip(usize::from(meant.is_some())).take(MOST_OFFERED);
            let words = offered.map(|candidate| question(candidate).1).collect();
            return Ok(Nearest { meant, words });
        }
        if !unread.is_empty() {
            let words = unread.iter().take(MOST_OFFERED).map(|candidate| question(candidate).1);
            return Ok(Nearest { meant: None, words: words.collect() });
        }
    }
    Ok(Nearest::default())
}

/// Words of letters that begin like this one and differ in a letter or two, the nearest first, then the most frequent.
async fn near_letter_words(
    retrieval: &Retrieval<'_>,
    typed: &str,
) -> Result<Vec<String>, SearchError> {
    let (engine, length) = (retrieval.engine, typed.chars().count());
    // As much of the beginning is taken for right as it takes for the words that begin so to be few enough to be read.
    let beginnings = (1..length)
        .map(|right| [WHOLE_WORD].into_iter().chain(typed.chars().take(right)).collect::<String>());
    let read = |beginning: &String| {
        begin(engine.beginning_with(Field::Singles, beginning.clone()));
    };
    let mut afforded = retrieval.cache.afforded(FOR_LETTERS, beginnings.collect(), read);
    if afforded.is_empty() {
        return Ok(Vec::new());
    }
    let terms = engine.beginning_with(Field::Singles, afforded.swap_remove(0)).await;
    let most = if length <= SHORT_LETTERS { 1 } else { 2 };
    let mut near: Vec<(u32, u32, String)> = Vec::new();
    for (term, count) in terms.map_err(broken)? {
        let word = term.trim_start_matches(WHOLE_WORD);
        let distance = strsim::osa_distance(typed, word);
        if (1..=most).contains(&distance) {
            near.push((distance as u32, count, word.to_string()));
        }
    }
    put_in_order(&mut near, |(distance, count, _)| first_then(*distance, !*count));
    near.truncate(MOST_OFFERED);
    Ok(near.into_iter().map(|(_, _, word)| word).collect())
}

/// The word that stands nowhere, if it is the only one; a question of one word is looked at in any case.
fn suspect<'r>(retrieval: &Retrieval<'r>) -> Option<(usize, &'r Word)> {
    let words = &retrieval.query.words;
    let mut suspects =
        words.iter().enumerate().filter(|(_, word)| words.len() == 1 || is_absent(retrieval, word));
    suspects.next().filter(|_| suspects.next().is_none())
}

fn is_absent(retrieval: &Retrieval<'_>, word: &Word) -> bool {
    if let Some(whole) = &word.whole {
        return retrieval.info(whole).is_none();
    }
    word.ways().all(|way| way.terms.iter().any(|term| retrieval.info(term).is_none()))
}

/// Asks for what will be needed if the dictionary alone says that a word stands nowhere, so that it comes with the lists.
pub(crate) fn prepare(retrieval: &Retrieval<'_>) {
    if retrieval.query.words.iter().any(|word| is_absent(retrieval, word)) {
        begin(retrieval.cache.confusable());
    }
}

/// Places of a word in which a wrong character may stand: those of a pair that stands nowhere, if there is one, and
/// of all such pairs if there are several; else every place.
fn places(retrieval: &Retrieval<'_>, word: &Word) -> Vec<usize> {
    let every = || (0..word.units.units.len()).collect::<Vec<usize>>();
    if !word.complete {
        return every();
    }
    let absent = word.terms.iter().filter(|term| retrieval.info(term).is_none());
    let mut of_pairs = absent.map(|term| {
        let first = term.offset as usize;
        [first, first + 1]
    });
    let Some(first) = of_pairs.next() else {
        return every();
    };
    let others: Vec<[usize; 2]> = of_pairs.collect();
    let shared = |place: &usize| others.iter().all(|pair| pair.contains(place));
    first.into_iter().filter(shared).collect()
}

/// What stands behind the character before each of these places, and in how many documents.
type Followers = Vec<(usize, Vec<(char, u32)>)>;

async fn followers(
    retrieval: &Retrieval<'_>,
    letters: &[char],
    places: &[usize],
) -> Result<Followers, SearchError> {
    let before = |place: usize| letters.get(place.checked_sub(1)?).copied();
    let wanted: Vec<(usize, char)> =
        places.iter().filter_map(|place| Some((*place, before(*place)?))).collect();
    let engine = retrieval.engine;
    let wanted = retrieval
        .cache
        .afforded(FOR_LOOKING_UP, wanted, |(_, letter)| begin(engine.neighbours(*letter)));
    let reads = wanted.iter().map(|(_, letter)| engine.neighbours(*letter)).collect();
    let mut followers = Followers::new();
    for ((place, _), neighbours) in wanted.iter().zip(all(reads).await) {
        followers.push((*place, neighbours.map_err(broken)?));
    }
    Ok(followers)
}

/// The word with one character changed to one that sounds or looks alike and may stand there.
fn alike(
    retrieval: &Retrieval<'_>,
    confusable: &Confusable<'_>,
    letters: &[char],
    places: &[usize],
    followers: &Followers,
) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for place in places {
        let behind = followers.iter().find(|(known, _)| known == place);
        let Some(letter) = letters.get(*place).filter(|_| behind.is_some() || *place == 0) else {
            continue;
        };
        for (how, other) in confusable.likely_others(*letter) {
            let frequency = match behind {
                Some((_, behind)) => {
                    let known = behind.iter().find(|(known, _)| *known == other);
                    known.map(|(_, frequency)| *frequency)
                }
                None => Some(first_frequency(retrieval, other, letters.get(1))),
            };
            if let Some(frequency) = frequency {
                let mut changed = letters.to_vec();
                changed[*place] = other;
                let word = changed.into_iter().collect();
                found.push((Likely::Alike(how), Reverse(frequency), word));
            }
        }
    }
    found.sort();
    found
}

/// How likely a character is to open a word, as far as it is known without reading.
fn first_frequency(retrieval: &Retrieval<'_>, first: char, second: Option<&char>) -> u32 {
    let pair: String = [first].into_iter().chain(second.copied()).collect();
    let count = |field, text: &str| {
        retrieval.engine.frequent(field, text).map_or(0, |info| info.document_count)
    };
    // A pair that is known to stand in the texts comes before any that may.
    match count(Field::Pairs, &pair) {
        0 => count(Field::Singles, &first.to_string()) / 2,
        known => u32::MAX / 2 + known.min(u32::MAX / 2),
    }
}

fn plain(words: Vec<String>) -> Vec<Candidate> {
    words.into_iter().map(|letters| (Likely::Otherwise, Reverse(0), letters)).collect()
}

/// The word with one character changed to what follows the one before it most often.
fn replaced(letters: &[char], followers: &Followers) -> Vec<String> {
    let mut replaced = Vec::new();
    for (place, neighbours) in followers {
        let mut behind: Vec<&(char, u32)> = neighbours.iter().collect();
        for _ in 0..MOST_NEIGHBOURS {
            let most = behind
                .iter()
                .enumerate()
                .max_by_key(|(_, (letter, frequency))| (*frequency, Reverse(*letter)));
            let Some((at, _)) = most else {
                break;
            };
            let mut changed = letters.to_vec();
            changed[*place] = behind.swap_remove(at).0;
            replaced.push(changed.into_iter().collect());
        }
    }
    replaced
}

/// Candidates as far as it could be afforded to look for them.
struct Confirmed {
    /// Those that stand in the texts, the likeliest slips first, then the most frequent.
    standing: Vec<Candidate>,
    /// Slips by ear or eye all of whose pairs stand in the texts, so often that their lists are too long to be read.
    unread: Vec<Candidate>,
}

async fn confirmed(
    retrieval: &Retrieval<'_>,
    candidates: Vec<Candidate>,
) -> Result<Confirmed, SearchError> {
    let engine = retrieval.engine;
    let spelled = |candidate: Candidate| {
        let units = NormalForm::of_query(&candidate.2);
        (Word::spelled(Spelling::typed(units)), candidate)
    };
    let words: Vec<(Word, Candidate)> = candidates.into_iter().map(spelled).collect();
    let words = retrieval.cache.afforded(FOR_LOOKING_UP, words, |(word, _)| {
        begin(look_up(engine, word.terms.iter().collect()));
    });
    let terms = words.iter().flat_map(|(word, _)| &word.terms).collect();
    let infos = look_up(engine, terms).await?;
    let retrieval = Retrieval { infos: &infos, ..*retrieval };
    let present: Vec<&(Word, Candidate)> =
        words.iter().filter(|(word, _)| retrieval.probes(word).is_some()).collect();
    let afforded = retrieval.cache.afforded(FOR_LISTS, present.clone(), |(word, _)| {
        begin(retrieval.warm(lists(&retrieval, word)));
    });
    retrieval.warm(afforded.iter().flat_map(|(word, _)| lists(&retrieval, word)).collect()).await?;
    let mut confirmed = Confirmed { standing: Vec::new(), unread: Vec::new() };
    for (word, (likely, known, letters)) in present {
        let candidate = |count| (*likely, Reverse(count), letters.clone());
        if !afforded.iter().any(|(_, (_, _, other))| other == letters) {
            if *likely != Likely::Otherwise {
                confirmed.unread.push(candidate(known.0));
            }
            continue;
        }
        let probes = retrieval.probes(word).unwrap_or_default();
        let few = &probes[..probed_at_once(&probes)];
        let matches = match_word(engine, word, few, 1).map_err(broken)?;
        if !matches.documents.is_empty() {
            confirmed.standing.push(candidate(matches.documents.len() as u32));
        }
    }
    confirmed.standing.sort();
    Ok(confirmed)
}

/// The lists by which it is seen whether a word stands anywhere.
fn lists<'a>(retrieval: &Retrieval<'a>, word: &Word) -> Vec<(&'a TermInfo, bool)> {
    let probes = retrieval.probes(word).unwrap_or_default();
    probes[..probed_at_once(&probes)].iter().map(|(_, info)| (*info, true)).collect()
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
