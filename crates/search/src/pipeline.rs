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
use crate::nearest::nearest;
use crate::options::SearchOptions;
use crate::query::Query;
use crate::ranking::{RankedPage, Ranking};
use crate::retrieval::{Retrieval, Retrieved};
use crate::waiting::both;

/// What a session's questions share.
pub(crate) struct Shared {
    pub(crate) engine: Engine,
    pub(crate) documents: DocumentTable,
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
    let ranking = Ranking { documents: &shared.documents };
    let hits = HitBuilder {
        documents: &shared.documents,
        cache: &shared.cache,
        query: &query,
        options: &options,
    };
    let (without, strict) = both(retrieval.without(), retrieval.strict()).await;
    let (without, mut found) = (without?, strict?);
    let rank = |found: &Retrieved| -> Vec<RankedPage> {
        let mut ranked = ranking.all_of(&found.clues());
        ranking.put_first(&mut ranked, &found.phrases());
        ranked.retain(|page| {
            let mut without = without.iter();
            // What is found with its rows must not have the word in any of them.
            !without.any(|item| match page.with_rows {
                true => shared.documents.page_of(*item) == page.page,
                false => *item == page.page,
            })
        });
        ranked
    };

    let mut ranked = found.as_ref().map(&rank).unwrap_or_default();
    if ranked.is_empty() && query.words.iter().any(|word| !word.readings.is_empty()) {
        found = retrieval.by_pinyin().await?;
        ranked = found.as_ref().map(&rank).unwrap_or_default();
        answer.by_pinyin = !ranked.is_empty();
    }
    if let (Some(found), false) = (&found, ranked.is_empty()) {
        answer.unfiltered_pages = ranked.len();
        answer.facets = filter.counts(&ranked);
        let ranked = filter.apply(ranked);
        answer.total_pages = ranked.len();
        answer.pages = hits.build(&ranking, &ranked, found, Manner::Exact).await?;
        return Ok(answer);
    }

    let found = retrieval.loose().await?;
    let ranked = ranking.some_of(&found.clues());
    answer.facets = filter.counts(&ranked);
    let ranked = filter.apply(ranked);
    if !ranked.is_empty() {
        let pages = hits.build(&ranking, &ranked, &found, Manner::Loose).await?;
        answer.looser = Some(Looser { total_pages: ranked.len(), pages });
    }
    answer.nearest = nearest(&retrieval).await?;
    Ok(answer)
}
