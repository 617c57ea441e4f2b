//! Which documents hold the words of a question: all of them, as pinyin, or in part.
//! In: a question, the index. Out: matches of every word, as far as the bytes at hand allow.

use std::collections::{BTreeMap, BTreeSet};

use yanxi_text::normal_form::NormalForm;

use crate::clue::Clue;
use crate::directory::{Allowance, Cache};
use crate::documents::{DocumentTable, Kind};
use crate::engine::Engine;
use crate::error::SearchError;
use crate::field::Field;
use crate::matches::Matches;
use crate::matching::{MOST_BYTES_FOR_CLOSENESS, Probe, match_phrase, match_word, wants_positions};
use crate::ordering::{first_then, put_in_order};
use crate::query::{ProbeTerm, Query, Word};
use crate::record::Record;
use crate::terms::TermInfo;
use crate::waiting::{all, begin, both};

/// Fragments by which a question that no page holds is answered loosely: the rarest ones.
const MOST_FRAGMENTS: usize = 8;
/// Terms by which a long word is found, the rarest ones: so many, and from the third on only while their lists are no
/// larger together. In so many documents it is then compared letter by letter; where more hold those terms, the others
/// are read as well.
const MOST_PROBED: usize = 4;
const LEAST_PROBED: usize = 2;
const MOST_BYTES_PROBED: usize = 40_000;
const MOST_COMPARED: usize = 8;
/// What a question may have cost in all with the lists of its fragments, and fragments that are read in any case.
const FOR_FRAGMENTS: Allowance = Allowance { requests: 18, bytes: 110_000 };
const LEAST_FRAGMENTS: usize = 2;

/// What the dictionary says of every term that is in it.
pub(crate) type Infos = BTreeMap<(Field, String), TermInfo>;

pub(crate) fn broken(error: impl std::fmt::Display) -> SearchError {
    SearchError::Internal(error.to_string())
}

/// What was found of a word, or of a piece of one.
struct FoundClue {
    matches: Matches,
    /// Of a word of letters where it is a whole word.
    whole: Option<Matches>,
    /// Units it is long.
    length: u32,
    /// Which word it is of, and the units it stands behind that word's beginning.
    word: u32,
    offset: u32,
}

impl FoundClue {
    fn word(matches: Matches, length: u32) -> FoundClue {
        FoundClue { matches, whole: None, length, word: 0, offset: 0 }
    }
}

#[derive(Default)]
pub(crate) struct Retrieved {
    clues: Vec<FoundClue>,
    /// Where something stands as pinyin, and the characters it is long.
    pub(crate) by_pinyin: Vec<(Matches, u32)>,
    /// Where characters stand as they were typed that are found otherwise too.
    pub(crate) spelling: Vec<Matches>,
    /// Where neighbouring words of one character stand as one.
    together: Vec<FoundPhrase>,
}

/// A phrase that is not asked for by itself.
struct FoundPhrase {
    matches: Matches,
    length: u32,
}

impl Retrieved {
    pub(crate) fn phrases(&self) -> Vec<&Matches> {
        self.together.iter().map(|phrase| &phrase.matches).collect()
    }

    /// What was asked for, and phrases beside it.
    pub(crate) fn clues_and_phrases(&self) -> Vec<Clue<'_>> {
        let phrases = self.together.iter().map(|phrase| Clue {
            matches: &phrase.matches,
            whole: None,
            length: phrase.length,
            word: 0,
            offset: 0,
        });
        self.clues().into_iter().chain(phrases).collect()
    }

    pub(crate) fn clues(&self) -> Vec<Clue<'_>> {
        let clues = self.clues.iter();
        clues
            .map(|clue| Clue {
                matches: &clue.matches,
                whole: clue.whole.as_ref(),
                length: clue.length,
                word: clue.word,
                offset: clue.offset,
            })
            .collect()
    }
}

pub(crate) struct Retrieval<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) documents: &'a DocumentTable,
    pub(crate) cache: &'a Cache,
    pub(crate) query: &'a Query,
    pub(crate) infos: &'a Infos,
}

impl<'a> Retrieval<'a> {
    /// First wave: what the dictionary says of every term. The lists of rare terms come with it; those of frequent
    /// terms that will be wanted are brought beside.
    pub(crate) async fn look_up(engine: &Engine, query: &Query) -> Result<Infos, SearchError> {
        let mut terms: Vec<&ProbeTerm> = query
            .all_words()
            .flat_map(|word| word.all_terms().chain(word.pinyin_terms()))
            .chain(&query.spelling)
            .collect();
        terms.sort_unstable();
        terms.dedup();
        let looking_up = look_up(engine, terms);
        let (infos, lists) = both(looking_up, warm(engine, wanted(engine, query))).await;
        lists.and(infos)
    }

    pub(crate) fn info(&self, term: &ProbeTerm) -> Option<&'a TermInfo> {
        self.infos.get(&(term.field, term.text.clone()))
    }

    /// The terms in the dictionary; none if one of them is absent.
    fn infos_of(&self, terms: &[ProbeTerm]) -> Option<Vec<&'a TermInfo>> {
        terms.iter().map(|term| self.info(term)).collect()
    }

    /// Second wave: the documents of every word, none if a word cannot be in any. A sentence that
    /// stands nowhere would ask for its fragments next: they are brought in the same wave.
    pub(crate) async fn strict(&self) -> Result<Option<Retrieved>, SearchError> {
        let words = &self.query.words;
        let may_stand = |word: &Word| word.ways().any(|way| self.infos_of(&way.terms).is_some());
        if !words.iter().all(may_stand) {
            return Ok(None);
        }
        let mut also = match words.as_slice() {
            [word] if word.may_be_sentence() => self.afforded_fragments(),
            _ => Vec::new(),
        };
        let together = &self.query.together;
        let spelling = self.query.spelling.iter();
        let spelling: Vec<Probe> =
            spelling.filter_map(|term| Some((term, self.info(term)?))).collect();
        also.extend(spelling.iter().map(|probe| (0, *probe)));
        let whole: Vec<Option<Probe>> = words.iter().map(|word| self.whole(word)).collect();
        also.extend(whole.iter().flatten().map(|probe| (0, *probe)));
        let (matches, phrases) =
            both(self.matches(words, &also), self.matches(together, &[])).await;
        let (matches, phrases) = (matches?, phrases?);
        let mut found = Retrieved::default();
        for (term, info) in spelling {
            found.spelling.push(self.engine.matches(term.field, info, false).map_err(broken)?);
        }
        for (matches, word) in phrases.into_iter().zip(together) {
            let phrase = matches.map(|matches| FoundPhrase { matches, length: word.length() });
            found.together.extend(phrase);
        }
        for ((matches, whole), word) in matches.into_iter().zip(whole).zip(words) {
            let Some(matches) = matches else {
                return Ok(None);
            };
            let mut clue = FoundClue::word(matches, word.length());
            if let Some((term, info)) = whole {
                clue.whole = Some(self.engine.matches(term.field, info, false).map_err(broken)?);
            }
            found.clues.push(clue);
        }
        Ok(Some(found))
    }

    /// The term of a word of letters where it is no piece of a longer one, if it stands so anywhere.
    fn whole<'w>(&self, word: &'w Word) -> Option<(&'w ProbeTerm, &'a TermInfo)> {
        let term = word.whole.as_ref()?;
        Some((term, self.info(term)?))
    }

    /// Pages that hold a word they must not hold, in order.
    pub(crate) async fn without(&self) -> Result<Vec<u32>, SearchError> {
        let matches = self.matches(&self.query.without, &[]).await?;
        let documents = matches.into_iter().flatten().flat_map(|matches| matches.documents);
        let pages: BTreeSet<u32> =
            documents.map(|document| self.documents.item_of(document)).collect();
        Ok(pages.into_iter().collect())
    }

    /// For each word its documents; None for one that has a term which is nowhere.
    async fn matches(
        &self,
        words: &[Word],
        also: &[(u32, Probe<'_>)],
    ) -> Result<Vec<Option<Matches>>, SearchError> {
        let probed: Vec<Vec<(&Word, Vec<Probe>)>> = words
            .iter()
            .map(|word| {
                let ways = word.ways().filter_map(|way| Some((way, self.probes(way)?)));
                ways.collect()
            })
            .collect();
        let mut lists: Vec<(&TermInfo, bool)> =
            also.iter().map(|(_, probe)| fragment_list(probe)).collect();
        for (word, probes) in probed.iter().flatten() {
            let probes = probes.iter().take(probed_at_once(probes));
            lists.extend(probes.map(|(_, info)| (*info, wants_positions(word, info, words.len()))));
        }
        self.warm(lists).await?;
        let mut found = Vec::with_capacity(words.len());
        for (word, ways) in words.iter().zip(probed) {
            let mut of_ways = Vec::with_capacity(ways.len());
            for (way, probes) in ways {
                let only_titles = word.only_titles;
                of_ways.push(self.documents_of(way, only_titles, &probes, words.len()).await?);
            }
            found.push(match of_ways.len() {
                0 | 1 => of_ways.pop(),
                _ => Some(Matches::any_of(&of_ways)),
            });
        }
        Ok(found)
    }

    /// The terms of a word with what the dictionary says of them, the rarest first.
    pub(crate) fn probes<'w>(&self, word: &'w Word) -> Option<Vec<(&'w ProbeTerm, &'a TermInfo)>> {
        let infos = self.infos_of(&word.terms)?;
        let mut probes: Vec<_> = word.terms.iter().zip(infos).collect();
        put_in_order(&mut probes, |(term, info)| first_then(info.document_count, term.offset));
        Some(probes)
    }

    async fn documents_of(
        &self,
        word: &Word,
        only_titles: bool,
        probes: &[Probe<'_>],
        words: usize,
    ) -> Result<Matches, SearchError> {
        let (rarest, others) = probes.split_at(probed_at_once(probes));
        let mut matches = match_word(self.engine, word, rarest, words).map_err(broken)?;
        let keep_kind = |matches: &mut Matches| {
            if only_titles {
                matches.retain(|document| self.documents.kind(document) != Kind::Body);
            }
        };
        keep_kind(&mut matches);
        let mut proven = word.complete && others.is_empty();
        if matches.documents.len() > MOST_COMPARED && !others.is_empty() {
            self.warm(others.iter().map(|(_, info)| (*info, true)).collect()).await?;
            matches = match_word(self.engine, word, probes, words).map_err(broken)?;
            keep_kind(&mut matches);
            proven = word.complete;
        }
        if !proven {
            self.compare(word, &mut matches).await?;
        }
        Ok(matches)
    }

    /// Brings lists, and positions with those that want them.
    pub(crate) async fn warm(&self, lists: Vec<(&TermInfo, bool)>) -> Result<(), SearchError> {
        warm(self.engine, lists).await
    }

    /// Keeps the documents whose text holds a long word letter by letter.
    async fn compare(&self, word: &Word, matches: &mut Matches) -> Result<(), SearchError> {
        let reads = matches.documents.iter().map(|document| async move {
            let record = self.record(self.documents.record_of(*document)).await?;
            let text = match self.documents.kind(*document) {
                Kind::Title => record.title_text(),
                Kind::Heading => record.headings(),
                Kind::Body => record.body(),
            };
            let holds = !word.spelling().places_in(&NormalForm::of(&text)).is_empty();
            Ok::<_, SearchError>(holds.then_some(*document))
        });
        let mut holding = BTreeSet::new();
        for document in all(reads.collect()).await {
            holding.extend(document?);
        }
        matches.retain(|document| holding.contains(&document));
        Ok(())
    }

    async fn record(&self, number: u32) -> Result<Record, SearchError> {
        let record = self.cache.record(number).await.map_err(broken)?;
        record.ok_or_else(|| SearchError::corrupt("records", "the contents make no sense"))
    }

    /// As [`Retrieval::strict`], with words that may be pinyin found in titles by their readings.
    pub(crate) async fn by_pinyin(&self) -> Result<Option<Retrieved>, SearchError> {
        let words = &self.query.words;
        let readings = words.iter().flat_map(|word| &word.readings);
        let lists = readings.filter_map(|reading| self.infos_of(&reading.terms));
        self.warm(lists.flatten().map(|info| (info, true)).collect()).await?;
        let literal = self.matches(words, &[]).await?;
        let mut found = Retrieved::default();
        for (word, literal) in words.iter().zip(literal) {
            let mut ways: Vec<Matches> = literal.into_iter().collect();
            for reading in &word.readings {
                if let Some(infos) = self.infos_of(&reading.terms) {
                    let probes: Vec<Probe> = reading.terms.iter().zip(infos).collect();
                    let matches = match_phrase(self.engine, &probes).map_err(broken)?;
                    ways.push(matches.clone());
                    found.by_pinyin.push((matches, reading.length));
                }
            }
            if ways.is_empty() {
                return Ok(None);
            }
            let length = word.readings.first().map_or(word.length(), |reading| reading.length);
            let matches = Matches::any_of(&ways);
            found.clues.push(FoundClue::word(matches, length));
        }
        Ok(Some(found))
    }

    /// The rarest pieces of the words that stand anywhere, each with its word's number.
    fn fragments(&self) -> Vec<(u32, Probe<'_>)> {
        let mut fragments: Vec<(u32, Probe)> = Vec::new();
        let mut seen = BTreeSet::new();
        for (word, number) in self.query.words.iter().zip(0..) {
            for term in &word.loose_terms {
                let info = self.infos.get(&(term.field, term.text.clone()));
                if let Some(info) = info.filter(|_| seen.insert((term.field, &term.text))) {
                    fragments.push((number, (term, info)));
                }
            }
        }
        fragments.sort_by_key(|(_, (term, info))| (info.document_count, *term));
        fragments.truncate(MOST_FRAGMENTS);
        fragments
    }

    /// Those of them whose lists the question can afford; the rarest are read in any case.
    fn afforded_fragments(&self) -> Vec<(u32, Probe<'_>)> {
        let mut least = self.fragments();
        let afforded = self.cache.afforded(FOR_FRAGMENTS, least.clone(), |(_, probe)| {
            let (info, with_positions) = fragment_list(probe);
            begin(self.engine.warm(info, with_positions));
        });
        least.truncate(LEAST_FRAGMENTS);
        if afforded.len() < least.len() { least } else { afforded }
    }

    /// Documents of the words and fragments that stand anywhere.
    pub(crate) async fn loose(&self) -> Result<Retrieved, SearchError> {
        let fragments = self.afforded_fragments();
        self.warm(fragments.iter().map(|(_, probe)| fragment_list(probe)).collect()).await?;
        let mut found = Retrieved::default();
        for (word, (term, info)) in fragments {
            let (_, with_positions) = fragment_list(&(term, info));
            let matches = self.engine.matches(term.field, info, with_positions).map_err(broken)?;
            found.clues.push(FoundClue {
                matches,
                whole: None,
                length: term.length(),
                word,
                offset: term.offset,
            });
        }
        Ok(found)
    }
}

/// How many of a word's probes are read before it is known whether the others are needed.
pub(crate) fn probed_at_once(probes: &[Probe<'_>]) -> usize {
    let mut bytes = 0;
    let few = probes.iter().take(MOST_PROBED).take_while(|(_, info)| {
        bytes += info.documents.len() + info.positions.len();
        bytes <= MOST_BYTES_PROBED
    });
    few.count().max(LEAST_PROBED).min(probes.len())
}

async fn warm(engine: &Engine, lists: Vec<(&TermInfo, bool)>) -> Result<(), SearchError> {
    let reads = lists.into_iter().map(|(info, with_positions)| engine.warm(info, with_positions));
    for result in all(reads.collect()).await {
        result.map_err(broken)?;
    }
    Ok(())
}

/// Lists of frequent terms that [`Retrieval::strict`] and [`Retrieval::without`] will want if all rare terms, which go
/// before them, are in the dictionary.
fn wanted<'e>(engine: &'e Engine, query: &Query) -> Vec<(&'e TermInfo, bool)> {
    let mut lists = Vec::new();
    for words in [&query.words, &query.together, &query.without] {
        for word in words.iter().flat_map(Word::ways) {
            let mut frequent = frequent_among_rarest(engine, &word.terms, MOST_PROBED);
            frequent.truncate(probed_at_once(&frequent));
            lists.extend(
                frequent
                    .into_iter()
                    .map(|(_, info)| (info, wants_positions(word, info, words.len()))),
            );
        }
    }
    if let [word] = query.words.as_slice()
        && word.may_be_sentence()
    {
        let fragments = frequent_among_rarest(engine, &word.loose_terms, MOST_FRAGMENTS);
        let mut bytes = 0;
        lists.extend(fragments.iter().map(fragment_list).take_while(|(info, _)| {
            bytes += info.documents.len();
            bytes <= MOST_BYTES_PROBED
        }));
    }
    lists
}

/// Of the rarest of these terms, as many as are read, those that are frequent all the same.
fn frequent_among_rarest<'e, 't>(
    engine: &'e Engine,
    terms: &'t [ProbeTerm],
    most: usize,
) -> Vec<(&'t ProbeTerm, &'e TermInfo)> {
    let terms: BTreeMap<(Field, &str), &ProbeTerm> =
        terms.iter().rev().map(|term| ((term.field, term.text.as_str()), term)).collect();
    let count = terms.len();
    let mut frequent: Vec<(&ProbeTerm, &TermInfo)> = terms
        .into_values()
        .filter_map(|term| Some((term, engine.frequent(term.field, &term.text)?)))
        .collect();
    let rare = count - frequent.len();
    put_in_order(&mut frequent, |(term, info)| first_then(info.document_count, term.offset));
    frequent.truncate(most.saturating_sub(rare));
    frequent
}

/// The list of a fragment, with its positions if they come with the documents or are few.
fn fragment_list<'p>(probe: &(&ProbeTerm, &'p TermInfo)) -> (&'p TermInfo, bool) {
    (probe.1, probe.1.positions.len() <= MOST_BYTES_FOR_CLOSENESS)
}

/// What the dictionary says of terms, all asked for together.
pub(crate) async fn look_up(engine: &Engine, terms: Vec<&ProbeTerm>) -> Result<Infos, SearchError> {
    let reads = terms
        .into_iter()
        .map(|term| async move { (term, engine.look_up(term.field, &term.text).await) })
        .collect();
    let mut infos = Infos::new();
    for (term, info) in all(reads).await {
        if let Some(info) = info.map_err(broken)? {
            infos.insert((term.field, term.text.clone()), info);
        }
    }
    Ok(infos)
}
