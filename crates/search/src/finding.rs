//! Which documents hold the words of a question: all of them, as pinyin, or in part.
//! In: a question, the index. Out: matches of every word, as far as the bytes at hand allow.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use yanxi_text::normal_form::NormalForm;

use crate::directory::Cache;
use crate::documents::{DocumentTable, Kind};
use crate::engine::Engine;
use crate::error::SearchError;
use crate::matching::{Matches, match_spoken, match_term, match_word, wants_positions};
use crate::query::{ProbeTerm, Query, Word};
use crate::ranking::Clue;
use crate::record::Record;
use crate::waiting::all;

/// Fragments by which a question that no page holds is answered loosely: the rarest ones.
const MOST_FRAGMENTS: usize = 12;

/// What the dictionary says of every term that is in it.
pub(crate) type Infos = BTreeMap<(u32, String), TermInfo>;

pub(crate) fn broken(error: impl std::fmt::Display) -> SearchError {
    SearchError::Internal(error.to_string())
}

/// Matches of every clue with the units it is long.
#[derive(Default)]
pub(crate) struct Found {
    clues: Vec<(Matches, u32)>,
    /// Where something stands as it is spoken, and the characters it is long.
    pub(crate) spoken: Vec<(Matches, u32)>,
}

impl Found {
    pub(crate) fn clues(&self) -> Vec<Clue<'_>> {
        let clues = self.clues.iter();
        clues
            .map(|(matches, length)| Clue {
                matches,
                length: *length,
            })
            .collect()
    }
}

pub(crate) struct Finding<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) documents: &'a DocumentTable,
    pub(crate) cache: &'a Cache,
    pub(crate) query: &'a Query,
    pub(crate) infos: &'a Infos,
}

impl<'a> Finding<'a> {
    /// First wave: what the dictionary says of every term.
    pub(crate) async fn look_up(engine: &Engine, query: &Query) -> Result<Infos, SearchError> {
        let terms: BTreeSet<&ProbeTerm> = query
            .all_words()
            .flat_map(|word| word.all_terms().chain(word.spoken_terms()))
            .collect();
        look_up(engine, terms.into_iter()).await
    }

    /// The terms in the dictionary; none if one of them is absent.
    fn infos_of(&self, terms: &[ProbeTerm]) -> Option<Vec<&'a TermInfo>> {
        terms
            .iter()
            .map(|term| self.infos.get(&(term.field, term.text.clone())))
            .collect()
    }

    /// Second wave: the documents of every word, none if a word cannot be in any.
    pub(crate) async fn strict(&self) -> Result<Option<Found>, SearchError> {
        let words = &self.query.words;
        if words
            .iter()
            .any(|word| self.infos_of(&word.terms).is_none())
        {
            return Ok(None);
        }
        let matches = self.matches(words).await?;
        let mut found = Found::default();
        for (matches, word) in matches.into_iter().zip(&self.query.words) {
            let Some(matches) = matches else {
                return Ok(None);
            };
            found.clues.push((matches, word.length()));
        }
        Ok(Some(found))
    }

    /// Pages that hold a word they must not hold, in order.
    pub(crate) async fn without(&self) -> Result<Vec<u32>, SearchError> {
        let matches = self.matches(&self.query.without).await?;
        let documents = matches
            .into_iter()
            .flatten()
            .flat_map(|matches| matches.documents);
        let pages: BTreeSet<u32> = documents
            .map(|document| self.documents.item_of(document))
            .collect();
        Ok(pages.into_iter().collect())
    }

    /// For each word its documents; None for one that has a term which is nowhere.
    async fn matches(&self, words: &[Word]) -> Result<Vec<Option<Matches>>, SearchError> {
        let mut warmed: BTreeMap<(u32, &str), bool> = BTreeMap::new();
        let infos: Vec<_> = words
            .iter()
            .map(|word| self.infos_of(&word.terms))
            .collect();
        for (word, infos) in words.iter().zip(&infos) {
            for (term, info) in word.terms.iter().zip(infos.iter().flatten()) {
                let positions = warmed.entry((term.field, &term.text)).or_default();
                *positions |= wants_positions(word, info, words.len());
            }
        }
        self.warm(warmed).await?;
        let mut found = Vec::with_capacity(words.len());
        for (word, infos) in words.iter().zip(infos) {
            let Some(infos) = infos else {
                found.push(None);
                continue;
            };
            let mut matches = match_word(self.engine, word, &infos, words.len()).map_err(broken)?;
            if word.only_titles {
                matches.retain(|document| self.documents.kind(document) != Kind::Body);
            }
            if !word.complete {
                self.compare(word, &mut matches).await?;
            }
            found.push(Some(matches));
        }
        Ok(found)
    }

    pub(crate) async fn warm(&self, terms: BTreeMap<(u32, &str), bool>) -> Result<(), SearchError> {
        let reads = terms.into_iter().map(|((field, text), positions)| {
            self.engine
                .warm(Field::from_field_id(field), text, positions)
        });
        for result in all(reads.collect()).await {
            result.map_err(broken)?;
        }
        Ok(())
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
            let holds = !NormalForm::of(&text).find_all(&word.units).is_empty();
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

    /// As [`Finding::strict`], with words that may be pinyin found in titles as they are spoken.
    pub(crate) async fn spoken(&self) -> Result<Option<Found>, SearchError> {
        let words = &self.query.words;
        let mut warmed: BTreeMap<(u32, &str), bool> = BTreeMap::new();
        for spoken in words.iter().flat_map(|word| &word.spoken) {
            if self.infos_of(&spoken.terms).is_some() {
                let terms = spoken.terms.iter();
                warmed.extend(terms.map(|term| ((term.field, term.text.as_str()), true)));
            }
        }
        self.warm(warmed).await?;
        let literal = self.matches(words).await?;
        let mut found = Found::default();
        for (word, literal) in words.iter().zip(literal) {
            let mut ways: Vec<Matches> = literal.into_iter().collect();
            for spoken in &word.spoken {
                if let Some(infos) = self.infos_of(&spoken.terms) {
                    let matches =
                        match_spoken(self.engine, &spoken.terms, &infos).map_err(broken)?;
                    ways.push(matches.clone());
                    found.spoken.push((matches, spoken.length));
                }
            }
            if ways.is_empty() {
                return Ok(None);
            }
            let length = word
                .spoken
                .first()
                .map_or(word.length(), |spoken| spoken.length);
            found.clues.push((Matches::any_of(&ways), length));
        }
        Ok(Some(found))
    }

    /// Documents of the words and fragments that stand anywhere.
    pub(crate) async fn loose(&self) -> Result<Found, SearchError> {
        let mut fragments: Vec<(&ProbeTerm, &TermInfo)> = Vec::new();
        let mut seen = BTreeSet::new();
        let terms = self.query.words.iter().flat_map(Word::all_terms);
        for term in terms.filter(|term| term.of_words()) {
            let info = self.infos.get(&(term.field, term.text.clone()));
            if let Some(info) = info.filter(|_| seen.insert((term.field, &term.text))) {
                fragments.push((term, info));
            }
        }
        fragments.sort_by_key(|(term, info)| (info.doc_freq, *term));
        fragments.truncate(MOST_FRAGMENTS);
        let terms = fragments
            .iter()
            .map(|(term, _)| ((term.field, term.text.as_str()), false));
        self.warm(terms.collect()).await?;
        let mut found = Found::default();
        for (term, info) in fragments {
            let matches = match_term(self.engine, term, info).map_err(broken)?;
            found
                .clues
                .push((matches, term.text.chars().count() as u32));
        }
        Ok(found)
    }
}

/// What the dictionary says of terms, all asked for together.
pub(crate) async fn look_up<'t>(
    engine: &Engine,
    terms: impl Iterator<Item = &'t ProbeTerm>,
) -> Result<Infos, SearchError> {
    let reads = terms
        .map(|term| async move { (term, engine.look_up(term.field(), &term.text).await) })
        .collect();
    let mut infos = Infos::new();
    for (term, info) in all(reads).await {
        if let Some(info) = info.map_err(broken)? {
            infos.insert((term.field, term.text.clone()), info);
        }
    }
    Ok(infos)
}
