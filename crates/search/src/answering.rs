//! The way from a question to its answer, in at most three waves of reading after opening:
//! dictionary, then postings with positions, then passages.
//! In: a question and the session's bytes. Out: the answer, as a future that waits where bytes are missing.

use std::collections::{BTreeMap, BTreeSet};
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;

use tantivy::postings::TermInfo;
use yanxi_text::normal_form::NormalForm;

use crate::answer::{Answer, Looser, PageHit, SectionHit};
use crate::directory::Cache;
use crate::engine::Engine;
use crate::error::SearchError;
use crate::format::PageTable;
use crate::matching::{Matches, match_term, match_word, wants_positions};
use crate::narrowing::Narrowing;
use crate::options::SearchOptions;
use crate::passage::Passage;
use crate::query::{ProbeTerm, Query, Word};
use crate::ranking::{Clue, RankedPage, Ranking};
use crate::snippet::{Found, snippet};

/// Fragments by which a question that no page holds is answered loosely: the rarest ones.
const MOST_FRAGMENTS: usize = 12;

/// What a session's questions share.
pub(crate) struct Shared {
    pub(crate) engine: Option<Engine>,
    pub(crate) pages: PageTable,
    pub(crate) cache: Arc<Cache>,
}

type Infos = BTreeMap<(u32, String), TermInfo>;

/// The three waves' reads, all of one wave awaited together.
pub(crate) async fn all<T>(futures: Vec<impl Future<Output = T>>) -> Vec<T> {
    let mut waiting: Vec<Result<T, Pin<Box<_>>>> = futures
        .into_iter()
        .map(|future| Err(Box::pin(future)))
        .collect();
    poll_fn(|context| {
        let mut pending = false;
        for slot in &mut waiting {
            if let Err(future) = slot {
                match future.as_mut().poll(context) {
                    Poll::Ready(value) => *slot = Ok(value),
                    Poll::Pending => pending = true,
                }
            }
        }
        if pending {
            Poll::Pending
        } else {
            Poll::Ready(())
        }
    })
    .await;
    waiting.into_iter().filter_map(Result::ok).collect()
}

/// Two futures that wait for bytes at the same time.
async fn both<A, B>(one: impl Future<Output = A>, other: impl Future<Output = B>) -> (A, B) {
    let (mut one, mut other) = (pin!(one), pin!(other));
    let (mut first, mut second) = (None, None);
    poll_fn(|context| {
        if first.is_none()
            && let Poll::Ready(value) = one.as_mut().poll(context)
        {
            first = Some(value);
        }
        if second.is_none()
            && let Poll::Ready(value) = other.as_mut().poll(context)
        {
            second = Some(value);
        }
        match (first.take(), second.take()) {
            (Some(one), Some(other)) => Poll::Ready((one, other)),
            (one, other) => {
                (first, second) = (one, other);
                Poll::Pending
            }
        }
    })
    .await
}

fn broken(error: impl std::fmt::Display) -> SearchError {
    SearchError::Internal(error.to_string())
}

pub(crate) async fn answer(
    shared: Arc<Shared>,
    text: String,
    options: SearchOptions,
) -> Result<Answer, SearchError> {
    let query = Query::parse(&text);
    let mut answer = Answer {
        query: text,
        ..Answer::default()
    };
    let nothing = query.words.is_empty() && options.filters.is_empty();
    let Some(engine) = shared.engine.as_ref().filter(|_| !nothing) else {
        return Ok(answer);
    };
    let asking = Asking {
        engine,
        pages: &shared.pages,
        query: &query,
        options: &options,
    };
    // Facets come with the first wave.
    let narrowing = Narrowing::load(&shared.cache, &options, shared.pages.page_count());
    let (narrowing, infos) = both(narrowing, asking.look_up()).await;
    let (narrowing, infos) = (narrowing?, infos?);
    let ranking = Ranking {
        engine,
        pages: &shared.pages,
    };
    if let Some(matches) = asking.strict_matches(&infos).await? {
        let clues: Vec<Clue> = clues(&query, &matches);
        let ranked = ranking.all_of(&clues);
        if !ranked.is_empty() {
            answer.unfiltered_pages = ranked.len();
            answer.facets = narrowing.counts(&ranked);
            let ranked = narrowing.apply(ranked);
            answer.total_pages = ranked.len();
            answer.pages = asking.show(&ranked, false).await?;
            return Ok(answer);
        }
    }
    let matches = asking.loose_matches(&infos).await?;
    let clues: Vec<Clue> = matches
        .iter()
        .map(|(matches, length)| Clue {
            matches,
            length: *length,
        })
        .collect();
    let ranked = ranking.some_of(&clues);
    answer.facets = narrowing.counts(&ranked);
    let ranked = narrowing.apply(ranked);
    if !ranked.is_empty() {
        let pages = asking.show(&ranked, true).await?;
        answer.looser = Some(Looser {
            total_pages: ranked.len(),
            pages,
        });
    }
    Ok(answer)
}

fn clues<'a>(query: &Query, matches: &'a [Matches]) -> Vec<Clue<'a>> {
    matches
        .iter()
        .zip(&query.words)
        .map(|(matches, word)| Clue {
            matches,
            length: word.units.units.len() as u32,
        })
        .collect()
}

struct Asking<'a> {
    engine: &'a Engine,
    pages: &'a PageTable,
    query: &'a Query,
    options: &'a SearchOptions,
}

impl Asking<'_> {
    /// First wave: what the dictionary says of every term.
    async fn look_up(&self) -> Result<Infos, SearchError> {
        let terms: BTreeSet<&ProbeTerm> = self
            .query
            .words
            .iter()
            .flat_map(|word| &word.terms)
            .collect();
        let reads = terms
            .into_iter()
            .map(|term| async move { (term, self.engine.look_up(term.field(), &term.text).await) })
            .collect();
        let mut infos = Infos::new();
        for (term, info) in all(reads).await {
            if let Some(info) = info.map_err(broken)? {
                infos.insert((term.field, term.text.clone()), info);
            }
        }
        Ok(infos)
    }

    /// The word's terms in the dictionary; none if one of them is absent.
    fn infos<'i>(&self, word: &Word, infos: &'i Infos) -> Option<Vec<&'i TermInfo>> {
        word.terms
            .iter()
            .map(|term| infos.get(&(term.field, term.text.clone())))
            .collect()
    }

    /// Second wave: the documents of every word, none if a word cannot be in any.
    async fn strict_matches(&self, infos: &Infos) -> Result<Option<Vec<Matches>>, SearchError> {
        let words = self.query.words.len();
        let mut found = Vec::with_capacity(words);
        let mut warmed: BTreeMap<(u32, &str), bool> = BTreeMap::new();
        for word in &self.query.words {
            let Some(infos) = self.infos(word, infos) else {
                return Ok(None);
            };
            for (term, info) in word.terms.iter().zip(&infos) {
                let positions = warmed.entry((term.field, &term.text)).or_default();
                *positions |= wants_positions(word, info, words);
            }
            found.push(infos);
        }
        self.warm(warmed).await?;
        let mut matches = Vec::with_capacity(words);
        for (word, infos) in self.query.words.iter().zip(&found) {
            let mut documents = match_word(self.engine, word, infos, words).map_err(broken)?;
            if !word.complete {
                self.compare(word, &mut documents).await?;
            }
            matches.push(documents);
        }
        Ok(Some(matches))
    }

    async fn warm(&self, terms: BTreeMap<(u32, &str), bool>) -> Result<(), SearchError> {
        let reads = terms
            .into_iter()
            .map(|((field, text), positions)| {
                self.engine.warm(
                    tantivy::schema::Field::from_field_id(field),
                    text,
                    positions,
                )
            })
            .collect();
        for result in all(reads).await {
            result.map_err(broken)?;
        }
        Ok(())
    }

    /// Keeps the documents whose text holds a long word letter by letter.
    async fn compare(&self, word: &Word, matches: &mut Matches) -> Result<(), SearchError> {
        let reads = matches
            .documents
            .iter()
            .map(|document| async move {
                let text = self.text(*document).await?;
                let holds = !NormalForm::of(&text).find_all(&word.units).is_empty();
                Ok::<_, SearchError>(holds.then_some(*document))
            })
            .collect();
        let mut holding = BTreeSet::new();
        for document in all(reads).await {
            holding.extend(document?);
        }
        matches.retain(|document| holding.contains(&document));
        Ok(())
    }

    /// The text a document was indexed with.
    async fn text(&self, document: u32) -> Result<String, SearchError> {
        if self.pages.is_heading(document) {
            return Ok(self.heading_passage(document).await?.heading);
        }
        let passage = self.passage(document).await?.unwrap_or_default();
        if self.pages.is_title(document) {
            return Ok(format!("{}\n{}", passage.title, passage.text));
        }
        Ok(passage.text)
    }

    async fn passage(&self, document: u32) -> Result<Option<Passage>, SearchError> {
        self.engine.passage(document).await.map_err(broken)
    }

    /// A heading's own record, or the first one of the text under it.
    async fn heading_passage(&self, document: u32) -> Result<Passage, SearchError> {
        match self.passage(document).await? {
            Some(passage) => Ok(passage),
            None => Ok(self.passage(document + 1).await?.unwrap_or_default()),
        }
    }

    /// Documents of the words and fragments that stand anywhere, with the units each is long.
    async fn loose_matches(&self, infos: &Infos) -> Result<Vec<(Matches, u32)>, SearchError> {
        let mut fragments: Vec<(&ProbeTerm, &TermInfo)> = Vec::new();
        let mut seen = BTreeSet::new();
        let terms = self.query.words.iter().flat_map(Word::all_terms);
        for term in terms.filter(|term| term.of_words()) {
            let info = infos.get(&(term.field, term.text.clone()));
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
        let mut matches = Vec::with_capacity(fragments.len());
        for (term, info) in fragments {
            let documents = match_term(self.engine, term, info).map_err(broken)?;
            matches.push((documents, term.text.chars().count() as u32));
        }
        Ok(matches)
    }

    /// Third wave: the passages of the pages shown.
    async fn show(
        &self,
        ranked: &[RankedPage],
        loosely: bool,
    ) -> Result<Vec<PageHit>, SearchError> {
        let shown = ranked
            .iter()
            .skip(self.options.offset)
            .take(self.options.limit);
        let reads: Vec<_> = shown
            .clone()
            .map(|page| async move {
                match page.sections.first() {
                    Some(section) => self.section_passages(page.page, *section).await,
                    None => Ok(Vec::new()),
                }
            })
            .collect();
        let first_passages = all(reads).await;
        let needles = self.needles(loosely);
        let mut hits = Vec::with_capacity(first_passages.len());
        for (page, passages) in shown.zip(first_passages) {
            let passages = passages?;
            let Some(known) = passages.first() else {
                return Err(broken("a page without a passage"));
            };
            let mut hit = PageHit {
                url: known.path.clone(),
                title: known.title.clone(),
                score: f64::from(page.score) / 1000.0,
                facets: known.facets.clone(),
                date: known.date.clone(),
                sections: vec![section_hit(&passages, &needles, loosely)],
            };
            // Further sections are shown where they cost no further read.
            for section in page.sections.iter().skip(1) {
                let document = section
                    .body
                    .unwrap_or_else(|| self.text_document(section.best));
                if let Some(passage) = self.engine.passage_at_hand(document) {
                    hit.sections
                        .push(section_hit(&[passage], &needles, loosely));
                }
            }
            hits.push(hit);
        }
        Ok(hits)
    }

    /// The document with the text to show for a heading: the one after it, unless that is bare.
    fn text_document(&self, document: u32) -> u32 {
        let next = document + 1;
        let bare =
            self.pages.is_heading(next) || self.pages.page_of(next) != self.pages.page_of(document);
        if self.pages.is_heading(document) && !bare && next < self.pages.document_count() {
            next
        } else {
            document
        }
    }

    /// What is shown of a page's best section. For a hit in title or extras that is the page's
    /// beginning, and the extras where they hold it.
    async fn section_passages(
        &self,
        page: u32,
        section: crate::ranking::SectionDocument,
    ) -> Result<Vec<Passage>, SearchError> {
        if !self.pages.is_title(section.best) {
            let document = section
                .body
                .unwrap_or_else(|| self.text_document(section.best));
            return Ok(self.passage(document).await?.into_iter().collect());
        }
        let documents = self.pages.documents(page);
        let beginning = documents
            .clone()
            .skip(1)
            .find(|document| !self.pages.is_heading(*document));
        let reads = [Some(documents.start), beginning].into_iter().flatten();
        let mut passages = Vec::new();
        for passage in all(reads.map(|document| self.passage(document)).collect()).await {
            passages.extend(passage?);
        }
        Ok(passages)
    }

    fn needles(&self, loosely: bool) -> Vec<NormalForm> {
        let words = &self.query.words;
        let mut needles: Vec<NormalForm> = words.iter().map(|word| word.units.clone()).collect();
        if loosely {
            needles.extend(words.iter().flat_map(Word::fragments));
        }
        needles
    }
}

/// One section out of its passage; for a title hit out of the extras if they hold a word, else
/// out of the page's beginning.
fn section_hit(passages: &[Passage], needles: &[NormalForm], loosely: bool) -> SectionHit {
    let found: Vec<Found> = passages
        .iter()
        .map(|passage| Found::in_text(&passage.text, needles))
        .collect();
    let chosen = found
        .iter()
        .position(|found| !found.is_empty())
        .unwrap_or(found.len().saturating_sub(1));
    let (Some(passage), Some(in_text)) = (passages.get(chosen), found.get(chosen)) else {
        return SectionHit::default();
    };
    let title_hit = passages.len() > 1;
    let mut marks = Vec::new();
    in_text.spellings(&passage.text, !loosely, &mut marks);
    for text in [&passage.heading, &passage.title] {
        Found::in_text(text, needles).spellings(text, !loosely, &mut marks);
    }
    SectionHit {
        anchor: if title_hit {
            String::new()
        } else {
            passage.anchor.clone()
        },
        heading: if title_hit {
            String::new()
        } else {
            passage.heading.clone()
        },
        snippet: snippet(&passage.text, in_text),
        marks,
    }
}
