//! The way from a question to its answer, mostly in two waves of reading after opening: terms, lists and facets, then
//! records. Between them may come lists that only then are known to be needed. What no page holds may take one wave
//! more, and words to put it right two.
//! In: a question and the session's bytes. Out: the answer, as a future that waits where bytes are missing.

use std::sync::Arc;

use crate::answer::{Answer, Looser};
use crate::directory::Cache;
use crate::documents::DocumentTable;
use crate::engine::Engine;
use crate::error::SearchError;
use crate::facet_filter::FacetFilter;
use crate::hits::{HitBuilder, Manner};
use crate::mixing::mixed;
use crate::nearest::{nearest, prepare};
use crate::options::SearchOptions;
use crate::query::Query;
use crate::ranking::{RankedPage, Ranking};
use crate::retrieval::{Retrieval, Retrieved};
use crate::waiting::both;

/// What a session's questions share.
pub(crate) struct Shared {
    pub(crate) engine: Engine,
    pub(crate) documents: Arc<DocumentTable>,
    pub(crate) cache: Arc<Cache>,
}

pub(crate) async fn answer(
    shared: Arc<Shared>,
    text: String,
    options: SearchOptions,
) -> Result<Answer, SearchError> {
    let mut query = Query::parse(&text);
    let mut answer = Answer { query: text, ..Answer::default() };
    let nothing = query.is_empty() && options.filters.is_empty();
    if nothing {
        return Ok(answer);
    }
    let engine = &shared.engine;
    let filter = FacetFilter::load(&shared.cache, &options, &query, shared.documents.item_count());
    let looking_up = Retrieval::look_up(engine, &query);
    let (filter, infos) = both(filter, looking_up).await;
    let (filter, infos) = (filter?, infos?);
    filter.take_words(&mut query);
    let retrieval = Retrieval {
        engine,
        documents: &shared.documents,
        cache: &shared.cache,
        query: &query,
        infos: &infos,
    };
    prepare(&retrieval);
    let attempt = Attempt { retrieval, options: &options };
    if let Some(found) = attempt.whole().await? {
        answer.by_pinyin = found.by_pinyin;
        return attempt.answered(answer, &filter, found).await;
    }
    let near = nearest(&attempt.retrieval).await?;
    if let Some((query, text)) = near.meant {
        let infos = Retrieval::look_up(engine, &query).await?;
        let retrieval = Retrieval { query: &query, infos: &infos, ..attempt.retrieval };
        let attempt = Attempt { retrieval, options: &options };
        if let Some(found) = attempt.whole().await? {
            answer.guess = Some(text);
            answer.nearest = near.words;
            return attempt.answered(answer, &filter, found).await;
        }
    }
    answer.nearest = near.words;
    attempt.in_part(answer, &filter).await
}

/// A question, as it was typed or as it may have been meant, with what the dictionary says of its words.
struct Attempt<'a> {
    retrieval: Retrieval<'a>,
    options: &'a SearchOptions,
}

/// What holds every word of a question, best first, before it is narrowed.
struct Found {
    retrieved: Retrieved,
    ranked: Vec<RankedPage>,
    by_pinyin: bool,
}

impl Attempt<'_> {
    fn ranking(&self) -> Ranking<'_> {
        Ranking { documents: self.retrieval.documents }
    }

    fn hits(&self) -> HitBuilder<'_> {
        let Retrieval { documents, cache, query, .. } = self.retrieval;
        HitBuilder { documents, cache, query, options: self.options }
    }

    /// None if nothing holds every word.
    async fn whole(&self) -> Result<Option<Found>, SearchError> {
        let (without, strict) = both(self.retrieval.without(), self.retrieval.strict()).await;
        let (without, strict) = (without?, strict?);
        if let Some(retrieved) = strict {
            let ranked = self.ranked(&retrieved, &without);
            if !ranked.is_empty() {
                return Ok(Some(Found { retrieved, ranked, by_pinyin: false }));
            }
        }
        if self.retrieval.query.words.iter().any(|word| !word.readings.is_empty())
            && let Some(retrieved) = self.retrieval.by_pinyin().await?
        {
            let ranked = self.ranked(&retrieved, &without);
            if !ranked.is_empty() {
                return Ok(Some(Found { retrieved, ranked, by_pinyin: true }));
            }
        }
        Ok(None)
    }

    fn ranked(&self, found: &Retrieved, without: &[u32]) -> Vec<RankedPage> {
        let ranking = self.ranking();
        let mut ranked = ranking.all_of(&found.clues());
        ranking.prefer_spelling(&mut ranked, &found.spelling);
        ranking.put_first(&mut ranked, &found.phrases());
        ranked.retain(|page| {
            let mut without = without.iter();
            // What is found with its rows must not have the word in any of them.
            !without.any(|item| match page.with_rows {
                true => self.retrieval.documents.page_of(*item) == page.page,
                false => *item == page.page,
            })
        });
        ranked
    }

    async fn answered(
        &self,
        mut answer: Answer,
        filter: &FacetFilter,
        found: Found,
    ) -> Result<Answer, SearchError> {
        answer.unfiltered_pages = found.ranked.len();
        answer.facets = filter.counts(&found.ranked);
        let mut ranked = filter.apply(found.ranked);
        if self.options.mixed {
            let shown = self.options.offset.saturating_add(self.options.limit);
            ranked = mixed(ranked, self.retrieval.documents, shown);
        }
        answer.total_pages = ranked.len();
        let hits = self.hits();
        answer.pages =
            hits.build(&self.ranking(), &ranked, &found.retrieved, Manner::Exact).await?;
        Ok(answer)
    }

    /// What holds much of the question where nothing holds all of it.
    async fn in_part(
        &self,
        mut answer: Answer,
        filter: &FacetFilter,
    ) -> Result<Answer, SearchError> {
        let (without, found) = both(self.retrieval.without(), self.retrieval.loose()).await;
        let (without, found) = (without?, found?);
        let mut ranked = self.ranking().some_of(&found.clues());
        ranked.retain(|page| without.binary_search(&page.page).is_err());
        answer.facets = filter.counts(&ranked);
        let ranked = filter.apply(ranked);
        if !ranked.is_empty() {
            let pages = self.hits().build(&self.ranking(), &ranked, &found, Manner::Loose).await?;
            answer.looser = Some(Looser { total_pages: ranked.len(), pages });
        }
        Ok(answer)
    }
}
