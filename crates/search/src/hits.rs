//! The pages of an answer with their best sections, read from stored records.
//! In: ranked pages and what was found on them. Out: hits with snippets and marks.

use std::collections::BTreeSet;

use yanxi_text::counts::Spelling;
use yanxi_text::normal_form::LINE_END;

use crate::answer::{PageHit, SectionHit};
use crate::directory::{Allowance, Cache};
use crate::documents::{DocumentTable, Kind};
use crate::error::SearchError;
use crate::options::SearchOptions;
use crate::ordering::put_in_order;
use crate::pinyin_tokens::written_at;
use crate::query::{Query, Word};
use crate::ranking::{RankedPage, RankedRecords, Ranking};
use crate::record::{Record, joined};
use crate::retrieval::{Retrieved, broken};
use crate::snippet::{Needle, Occurrences, snippet};
use crate::waiting::{all, begin};

/// Sections shown of a page.
const MOST_SECTIONS: usize = 3;

/// What a question may have cost in all when it shows what fits it loosely.
const FOR_LOOSE_HITS: Allowance = Allowance { requests: 20, bytes: 120_000 };

/// Whether whole words were found or only pieces of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    Exact,
    Loose,
}

pub(crate) struct HitBuilder<'a> {
    pub(crate) documents: &'a DocumentTable,
    pub(crate) cache: &'a Cache,
    pub(crate) query: &'a Query,
    pub(crate) options: &'a SearchOptions,
}

impl HitBuilder<'_> {
    /// Third wave: the best record of every page shown, and of its rows where it is found with them alone.
    pub(crate) async fn build(
        &self,
        ranking: &Ranking<'_>,
        ranked: &[RankedPage],
        found: &Retrieved,
        manner: Manner,
    ) -> Result<Vec<PageHit>, SearchError> {
        let (clues, with_phrases) = (found.clues(), found.clues_and_phrases());
        let shown = ranked.iter().skip(self.options.offset).take(self.options.limit);
        let mut plan: Vec<(RankedPage, RankedRecords)> = shown
            .map(|page| {
                (*page, ranking.records(*page, if page.with_rows { &clues } else { &with_phrases }))
            })
            .collect();
        if manner == Manner::Loose {
            plan = self.afforded(plan);
        }
        let reads = plan.iter().flat_map(|(_, records)| {
            needed(records).into_iter().map(|record| self.cache.record(record))
        });
        let mut read = all(reads.collect()).await.into_iter().map(|record| {
            record
                .map_err(broken)?
                .ok_or_else(|| SearchError::corrupt("records", "the contents make no sense"))
        });
        let needles = self.needles(manner);
        let mut hits = Vec::with_capacity(plan.len());
        for (page, records) in &plan {
            let missing = || Err(SearchError::Internal("fewer records than pages".to_string()));
            let best = read.next().unwrap_or_else(missing)?;
            let first = records.first.map(|_| read.next().unwrap_or_else(missing)).transpose()?;
            let rows: Vec<Record> =
                read.by_ref().take(records.of_rows.len()).collect::<Result<_, _>>()?;
            let beside_title = extra_section(first.as_ref().unwrap_or(&best), &needles, manner);
            let mut hit = self.page_hit(*page, records, best, found, &needles, manner);
            if let Some(section) = beside_title.filter(|_| !records.only_title) {
                hit.sections.truncate(MOST_SECTIONS - 1);
                hit.sections.push(section);
            }
            if !rows.is_empty() {
                hit.sections.truncate(MOST_SECTIONS - 1);
                let of_rows = rows.iter().map(|row| row_section(row, &needles, manner));
                hit.sections.extend(of_rows);
                hit.sections.truncate(MOST_SECTIONS);
            }
            hits.push(hit);
        }
        Ok(hits)
    }

    /// The first pages, as many as the question can afford, but one at least: more are asked for one by one.
    fn afforded(&self, plan: Vec<(RankedPage, RankedRecords)>) -> Vec<(RankedPage, RankedRecords)> {
        let least = plan.first().cloned();
        let numbered = plan.into_iter().enumerate().collect();
        let afforded = self.cache.afforded(FOR_LOOSE_HITS, numbered, |(_, (_, records))| {
            for record in needed(records) {
                begin(self.cache.record(record));
            }
        });
        let in_a_row = (0..).zip(afforded).take_while(|(place, (number, _))| place == number);
        let plan: Vec<_> = in_a_row.map(|(_, (_, page))| page).collect();
        if plan.is_empty() { least.into_iter().collect() } else { plan }
    }

    fn page_hit(
        &self,
        page: RankedPage,
        records: &RankedRecords,
        best: Record,
        found: &Retrieved,
        needles: &[Needle],
        manner: Manner,
    ) -> PageHit {
        let mut sections = if records.only_title {
            vec![title_section(&best, needles, manner)]
        } else {
            sections(&best, needles, manner)
        };
        // Further records are shown where they cost no further read.
        for record in records.records.iter().skip(1) {
            if sections.len() < MOST_SECTIONS
                && let Some(record) = self.cache.record_at_hand(*record)
            {
                sections.extend(self::sections(&record, needles, manner));
            }
        }
        sections.truncate(MOST_SECTIONS);
        let mut marks = Vec::new();
        Occurrences::in_text(&best.title, needles).spellings(
            &best.title,
            manner == Manner::Exact,
            &mut marks,
        );
        marks.extend(self.pinyin_marks(page.page, &best, found));
        if let Some(first) = sections.first_mut() {
            for mark in marks {
                if !first.marks.contains(&mark) {
                    first.marks.push(mark);
                }
            }
        }
        PageHit {
            url: best.path,
            title: best.title,
            score: f64::from(page.score) / 1000.0,
            facets: best.facets,
            date: best.date,
            sections,
        }
    }

    /// What of the title, tags and shown headings was found by its pinyin.
    fn pinyin_marks(&self, page: u32, record: &Record, found: &Retrieved) -> Vec<String> {
        let documents = self.documents.documents(page);
        let mut marks = Vec::new();
        for (matches, length) in &found.by_pinyin {
            let from = matches.documents.partition_point(|document| *document < documents.start);
            for (index, document) in matches.documents.iter().enumerate().skip(from) {
                if *document >= documents.end {
                    break;
                }
                for position in matches.positions(index).iter().take(MOST_SECTIONS) {
                    let (position, length) = (*position as usize, *length as usize);
                    let written = match self.documents.kind(*document) {
                        Kind::Title => {
                            let texts = record.title_texts().map(String::as_str);
                            written_at(texts, position, length)
                        }
                        Kind::Heading => written_at(record.headings().lines(), position, length),
                        Kind::Body => None,
                    };
                    marks.extend(written);
                }
            }
        }
        marks
    }

    fn needles(&self, manner: Manner) -> Vec<Needle> {
        let words = self.query.words.iter().chain(&self.query.together).enumerate();
        let ways =
            words.flat_map(|(number, word)| word.ways().map(move |way| (number, way.spelling())));
        let mut needles: Vec<Needle> = ways.collect();
        if manner == Manner::Loose {
            let fragments = self.query.words.iter().flat_map(Word::fragments);
            let first = needles.len();
            needles.extend((first..).zip(fragments.map(Spelling::typed)));
        }
        needles
    }
}

/// The records from which a page's hit is made.
fn needed(records: &RankedRecords) -> Vec<u32> {
    let best = records.records.first().copied().unwrap_or_default();
    [best].into_iter().chain(records.first).chain(records.of_rows.iter().copied()).collect()
}

/// The sections of a record that hold most of the words, best first; the first one if none holds any.
fn sections(record: &Record, needles: &[Needle], manner: Manner) -> Vec<SectionHit> {
    let mut hits: Vec<(usize, SectionHit)> = Vec::new();
    for part in &record.parts {
        let in_text = Occurrences::in_text(&part.text, needles);
        let in_heading = Occurrences::in_text(&part.heading, needles);
        let words = in_text.words() + 2 * in_heading.words();
        if words > 0 {
            let mut marks = Vec::new();
            in_text.spellings(&part.text, manner == Manner::Exact, &mut marks);
            in_heading.spellings(&part.heading, manner == Manner::Exact, &mut marks);
            hits.push((
                words,
                SectionHit {
                    anchor: part.anchor.clone(),
                    heading: on_one_line(&part.heading),
                    snippet: snippet(&part.text, &in_text),
                    marks,
                    source: None,
                },
            ));
        }
    }
    // Stable: sections as good as each other stay in order.
    put_in_order(&mut hits, |(words, _)| !(*words as u64));
    if hits.is_empty() {
        let Some(part) = record.parts.first() else {
            return vec![SectionHit::default()];
        };
        return vec![SectionHit {
            anchor: part.anchor.clone(),
            heading: on_one_line(&part.heading),
            snippet: snippet(&part.text, &Occurrences::default()),
            marks: Vec::new(),
            source: None,
        }];
    }
    hits.into_iter().map(|(_, hit)| hit).collect()
}

fn on_one_line(heading: &str) -> String {
    heading.replace(LINE_END, " ")
}

/// A row under the page it stands on: a link to it, with its title for a heading.
fn row_section(row: &Record, needles: &[Needle], manner: Manner) -> SectionHit {
    let mut section = sections(row, needles, manner).into_iter().next().unwrap_or_default();
    if section.anchor.is_empty() {
        let (_, anchor) = row.path.split_once('#').unwrap_or_default();
        section.anchor = anchor.to_string();
    }
    if section.heading.is_empty() {
        section.heading = row.title.clone();
    }
    Occurrences::in_text(&row.title, needles).spellings(
        &row.title,
        manner == Manner::Exact,
        &mut section.marks,
    );
    section
}

/// For a hit in the title or beside it: what stands beside it if that holds a word, else the
/// page's beginning.
fn title_section(record: &Record, needles: &[Needle], manner: Manner) -> SectionHit {
    extra_section(record, needles, manner).unwrap_or_else(|| {
        let first = record.parts.iter().find(|part| !part.text.trim().is_empty());
        let text = first.map_or("", |part| &part.text);
        SectionHit { snippet: snippet(text, &Occurrences::default()), ..SectionHit::default() }
    })
}

/// What stands beside the title if it holds a word that neither the title nor a text of the record holds: the texts of
/// the kind that holds the first such word, with where they come from.
fn extra_section(record: &Record, needles: &[Needle], manner: Manner) -> Option<SectionHit> {
    if record.extra.is_empty() {
        return None;
    }
    let texts = record.parts.iter().flat_map(|part| [&part.heading, &part.text]);
    let mut known = BTreeSet::new();
    for text in texts.chain([&record.title]) {
        known.extend(Occurrences::in_text(text, needles).numbers());
    }
    let lacking = |text: &str| {
        Occurrences::in_text(text, needles).numbers().any(|number| !known.contains(&number))
    };
    let kind = record.extra.iter().find(|extra| lacking(&extra.text))?.kind;
    let of_kind = record.extra.iter().filter(|extra| extra.kind == kind && lacking(&extra.text));
    let text = joined(of_kind.map(|extra| &extra.text));
    let found = Occurrences::in_text(&text, needles);
    let mut marks = Vec::new();
    found.spellings(&text, manner == Manner::Exact, &mut marks);
    Some(SectionHit {
        snippet: snippet(&text, &found),
        marks,
        source: Some(kind),
        ..SectionHit::default()
    })
}
