//! Which pages hold the words and in which order they are shown.
//! In: the documents of each word and the page table. Out: pages with scores, each with its best sections.

use std::collections::{BTreeMap, BTreeSet};

use crate::closeness::Closeness;
use crate::clue::Clue;
use crate::documents::{DocumentTable, Kind};
use crate::matches::Matches;
use crate::ordering::{first_then, put_in_order};
use crate::title_end::TitleEnd;

/// BM25's usual constants.
const K1: f32 = 1.2;
const B: f32 = 0.75;
/// The same for a page as a whole, chosen by known-item questions over several seeds. A page is looked for by the words
/// that make up much of it: how large a part of the text a word is counts nearly without limit.
const WHOLE_K1: f32 = 30.0;
const WHOLE_B: f32 = 0.9;
/// What the whole page and its best passage weigh.
const WHOLE: f32 = 1.5;
const PASSAGE: f32 = 0.5;
/// A hit in a title weighs more than all hits in a text, unless that is about little else; one in a heading as much as
/// many hits.
const TITLE: f32 = 20.0;
const HEADING: f32 = 12.0;
/// What of that every title and heading gets; the rest goes by how much of it the word makes up.
const ANY_TITLE: f32 = 0.5;
/// What a title earns that ends with the word, and what part of it one does that nearly ends so: Chinese titles name the
/// thing at their end.
const TITLE_END: f32 = 40.0;
const NEAR_TITLE_END: f32 = 0.6;
/// What a row of a page earns beside pages for one word by itself, which is mostly a general one.
const ROW: f32 = 0.6;
/// What several words earn in one title, and by how large a part of the text the places are at which they stand near each
/// other. Chosen on two words of one paragraph, two of one title, and one of each.
const TITLE_TOGETHER: f32 = 60.0;
const NEAR: f32 = 4.0;
/// A loosely fitting page is shown if it holds this much of the question's weight …
const LEAST_SHARE: f32 = 0.2;
/// … and this much of what the best page holds.
const LEAST_OF_BEST: f32 = 0.4;
/// What a page earns more that holds traditional or variant characters as they were typed, in hundredths.
const AS_TYPED: u32 = 50;
/// Share of the best score from which on it is looked whether fragments stand side by side.
const NEARLY: f32 = 0.5;
/// What the fragments that stand elsewhere on a page count beside those in its best passage.
const ELSEWHERE: f32 = 0.3;
/// What fragments that stand beside each other as in the question add.
const IN_A_ROW: f32 = 1.0;
/// What fragments in a title weigh beside those in a text.
const LOOSE_TITLE: f32 = 1.2;

/// Where words stand, the best place first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Title,
    Heading,
    Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RankedPage {
    pub(crate) page: u32,
    /// In thousandths, so that the order is the same wherever logarithms differ in the last bit.
    pub(crate) score: u32,
    /// Whether it holds the words only together with its rows, none of which holds them all.
    pub(crate) with_rows: bool,
}

/// Records of a page to show, best first, and whether only its title was hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RankedRecords {
    pub(crate) records: Vec<u32>,
    pub(crate) only_title: bool,
    /// The item's first record, if something stands in its title or beside it and nowhere else on it, and the record is
    /// not shown otherwise.
    pub(crate) first: Option<u32>,
    /// Those of its rows that hold what the page itself does not.
    pub(crate) of_rows: Vec<u32>,
}

const MOST_RECORDS: usize = 3;

pub(crate) struct Ranking<'a> {
    pub(crate) documents: &'a DocumentTable,
}

impl Ranking<'_> {
    /// Rarity of something that stands in this many documents.
    fn rarity(&self, documents: usize) -> f32 {
        let all = self.documents.document_count() as f32;
        let holding = documents as f32;
        (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln()
    }

    fn document_score(&self, document: u32, count: u32, clue: &Clue, rarity: f32) -> f32 {
        let count = count as f32;
        let norm = K1 * (1.0 - B + B * self.documents.relative_length(document));
        let kind = match self.documents.kind(document) {
            Kind::Title => TITLE,
            Kind::Heading => HEADING,
            Kind::Body => 0.0,
        };
        let weight = if kind > 0.0 { kind * self.made_up_of(document, clue.length) } else { 1.0 };
        clue.weight(document) * weight * rarity * count * (K1 + 1.0) / (count + norm)
    }

    /// What of its weight a title or heading gives to words that are so long together.
    fn made_up_of(&self, document: u32, length: u32) -> f32 {
        let whole = self.documents.length(document).max(1) as f32;
        let share = (length as f32 / whole).min(1.0);
        ANY_TITLE + (1.0 - ANY_TITLE) * share.sqrt()
    }

    /// What something that stands so often in an item's text earns by how large a part of it that is.
    fn of_text(&self, item: u32, count: f32) -> f32 {
        let length = self.documents.relative_item_length(item);
        let norm = WHOLE_K1 * (1.0 - WHOLE_B + WHOLE_B * length);
        count * (WHOLE_K1 + 1.0) / (count + norm)
    }

    /// Pages that hold every clue, anywhere on them, best first. Without a clue that is all.
    pub(crate) fn all_of(&self, clues: &[Clue]) -> Vec<RankedPage> {
        if clues.is_empty() {
            let items = self.documents.items_in_order().into_iter();
            return items.map(|page| self.rank_page(page, clues)).collect();
        }
        // For every item that holds a clue, and every page that does so with its rows, how many they hold.
        let mut held: BTreeMap<u32, usize> = BTreeMap::new();
        let mut held_with_rows: BTreeMap<u32, usize> = BTreeMap::new();
        for clue in clues {
            let mut pages = BTreeSet::new();
            for item in self.items_of(clue.matches) {
                *held.entry(item).or_default() += 1;
                pages.insert(self.documents.page_of(item));
            }
            for page in pages {
                *held_with_rows.entry(page).or_default() += 1;
            }
        }
        held.retain(|_, count| *count == clues.len());
        held_with_rows.retain(|_, count| *count == clues.len());
        for item in held.keys() {
            held_with_rows.remove(&self.documents.page_of(*item));
        }
        let mut ranked: Vec<RankedPage> =
            held.into_keys().map(|page| self.rank_page(page, clues)).collect();
        self.raise_pages(&mut ranked, clues);
        if !held_with_rows.is_empty() {
            ranked.extend(self.rank_with_rows(&held_with_rows, clues));
        }
        self.put_in_order(&mut ranked);
        ranked
    }

    /// A page that holds the words in as good a place as one of its rows or attachments does comes before these: it earns
    /// a little more than the best of them. What is ranked stands in the order of the items.
    fn raise_pages(&self, ranked: &mut [RankedPage], clues: &[Clue]) {
        for at in 0..ranked.len() {
            let row = ranked[at];
            let page = self.documents.page_of(row.page);
            if page == row.page {
                continue;
            }
            if let Ok(above) = ranked.binary_search_by_key(&page, |other| other.page)
                && ranked[above].score <= row.score
                && self.best_place(page, clues) <= self.best_place(row.page, clues)
            {
                ranked[above].score = row.score.saturating_add(1);
            }
        }
    }

    /// The worst of the places in which an item holds the clues, each where it stands best.
    fn best_place(&self, item: u32, clues: &[Clue]) -> Place {
        let places = clues.iter().map(|clue| {
            let inside = self.matches_on(item, clue.matches);
            let places = clue.matches.documents[inside].iter().map(|document| {
                match self.documents.kind(*document) {
                    Kind::Title => Place::Title,
                    Kind::Heading => Place::Heading,
                    Kind::Body => Place::Text,
                }
            });
            places.min().unwrap_or(Place::Text)
        });
        places.max().unwrap_or(Place::Title)
    }

    /// Those with the highest score first.
    fn put_in_order(&self, ranked: &mut Vec<RankedPage>) {
        put_in_order(ranked, |page| first_then(!page.score, self.documents.place(page.page)));
    }

    /// Pages that hold these characters as they were typed earn more than those that hold what they are found by.
    pub(crate) fn prefer_spelling(&self, ranked: &mut Vec<RankedPage>, typed: &[Matches]) {
        if typed.is_empty() {
            return;
        }
        for page in ranked.iter_mut() {
            let held = typed.iter().filter(|typed| !self.matches_on(page.page, typed).is_empty());
            let share = held.count() as u32 * AS_TYPED / typed.len() as u32;
            page.score = page.score.saturating_add(page.score / 100 * share);
        }
        self.put_in_order(ranked);
    }

    /// Puts pages that hold these before those that do not, the ones with most of them first.
    pub(crate) fn put_first(&self, ranked: &mut Vec<RankedPage>, phrases: &[&Matches]) {
        let held = |page: &RankedPage| {
            phrases.iter().filter(|phrase| !self.matches_on(page.page, phrase).is_empty()).count()
        };
        if !phrases.is_empty() {
            put_in_order(ranked, |page| !(held(page) as u64));
        }
    }

    /// The items that something stands in, in order.
    fn items_of<'m>(&'m self, matches: &'m Matches) -> impl Iterator<Item = u32> + 'm {
        let mut last = None;
        let items = matches.documents.iter();
        items
            .map(|document| self.documents.item_of(*document))
            .filter(move |item| last.replace(*item) != Some(*item))
    }

    /// A page earns by its words, and by holding them close together.
    fn rank_page(&self, page: u32, clues: &[Clue]) -> RankedPage {
        let mut documents: BTreeSet<u32> = BTreeSet::new();
        let mut score = 0.0;
        let mut weight = 0.0;
        let mut indices = Vec::with_capacity(clues.len());
        for clue in clues {
            score += self.clue_score(page, clue);
            weight += self.rarity(clue.matches.documents.len());
            let inside = self.matches_on(page, clue.matches);
            documents.extend(&clue.matches.documents[inside.clone()]);
            indices.push(inside);
        }
        if clues.len() == 1 && self.documents.page_of(page) != page {
            score *= ROW;
        }
        if clues.len() > 1 {
            score += weight * self.together(page, documents, clues, &indices);
        }
        RankedPage { page, score: thousandths(score), with_rows: false }
    }

    /// What a page earns by holding words together: where they are nearest, by a title that holds all of them, and by how
    /// much of its text is about both.
    fn together(
        &self,
        page: u32,
        documents: BTreeSet<u32>,
        clues: &[Clue],
        inside: &[std::ops::Range<usize>],
    ) -> f32 {
        let (mut nearest, mut in_title, mut often) = (0.0f32, 0.0f32, 0.0);
        let length = clues.iter().map(|clue| clue.length).sum();
        for document in documents {
            let Some(closeness) = Closeness::in_document(document, clues, inside) else {
                continue;
            };
            nearest = nearest.max(closeness.nearest);
            match self.documents.kind(document) {
                Kind::Title => in_title = in_title.max(self.made_up_of(document, length)),
                Kind::Heading => {}
                Kind::Body => often += closeness.often,
            }
        }
        nearest + TITLE_TOGETHER * in_title + NEAR * self.of_text(page, often)
    }

    /// A word tells by the title and headings, by how much of all the text it is, and by the best passage.
    fn clue_score(&self, page: u32, clue: &Clue) -> f32 {
        let rarity = self.rarity(clue.matches.documents.len());
        let mut best = [0.0f32; 3];
        let mut count_in_text = 0.0;
        for index in self.matches_on(page, clue.matches) {
            let document = clue.matches.documents[index];
            let count = clue.matches.counts[index];
            let mut value = self.document_score(document, count, clue, rarity);
            let kind = self.documents.kind(document);
            if kind == Kind::Title {
                value += rarity
                    * clue.weight(document)
                    * match clue.matches.title_end(document) {
                        Some(TitleEnd::There) => TITLE_END,
                        Some(TitleEnd::Near) => TITLE_END * NEAR_TITLE_END,
                        None => 0.0,
                    };
            }
            let best = &mut best[kind as usize];
            *best = best.max(value);
            // Of single characters the index knows the passages alone.
            if kind == Kind::Body {
                count_in_text += count as f32 * clue.weight(document);
            }
        }
        let [title, heading, passage] = best;
        let whole = rarity * self.of_text(page, count_in_text);
        title.max(heading) + PASSAGE * passage + WHOLE * whole
    }

    /// Pages that hold the words only together with their rows earn for each where it tells most,
    /// and nothing for closeness.
    fn rank_with_rows(&self, pages: &BTreeMap<u32, usize>, clues: &[Clue]) -> Vec<RankedPage> {
        let mut scores: BTreeMap<u32, f32> = BTreeMap::new();
        for clue in clues {
            let mut best: BTreeMap<u32, f32> = BTreeMap::new();
            for item in self.items_of(clue.matches) {
                let page = self.documents.page_of(item);
                if pages.contains_key(&page) {
                    let known = best.entry(page).or_default();
                    *known = known.max(self.clue_score(item, clue));
                }
            }
            for (page, score) in best {
                *scores.entry(page).or_default() += score;
            }
        }
        let ranked = scores.into_iter().map(|(page, score)| RankedPage {
            page,
            score: thousandths(score),
            with_rows: true,
        });
        ranked.collect()
    }

    /// Where a page's documents stand among the matches.
    fn matches_on(&self, page: u32, matches: &Matches) -> std::ops::Range<usize> {
        let documents = self.documents.documents(page);
        let at = |document| matches.documents.partition_point(|other| *other < document);
        at(documents.start)..at(documents.end)
    }

    /// Pages that hold much of what was asked, best first. A clue that stands on no page counts
    /// for nothing.
    pub(crate) fn some_of(&self, clues: &[Clue]) -> Vec<RankedPage> {
        let mut documents: BTreeMap<u32, f32> = BTreeMap::new();
        let mut held: BTreeMap<u32, f32> = BTreeMap::new();
        let mut all = 0.0;
        for clue in clues {
            let rarity = self.rarity(clue.matches.documents.len()) * clue.length as f32;
            all += rarity;
            let mut last = None;
            for document in &clue.matches.documents {
                *documents.entry(*document).or_default() += rarity;
                let page = self.documents.item_of(*document);
                if last.replace(page) != Some(page) {
                    *held.entry(page).or_default() += rarity;
                }
            }
        }
        let mut scored: Vec<(u32, f32)> = Vec::with_capacity(held.len());
        for (page, share) in held {
            if share < all * LEAST_SHARE {
                continue;
            }
            let best = documents.range(self.documents.documents(page)).fold(
                0.0f32,
                |best, (document, value)| {
                    let kind = match self.documents.kind(*document) {
                        Kind::Title => LOOSE_TITLE,
                        Kind::Heading | Kind::Body => 1.0,
                    };
                    best.max(value * kind)
                },
            );
            scored.push((page, best + ELSEWHERE * share));
        }
        let best = scored.iter().fold(0.0f32, |best, (_, score)| best.max(*score));
        // Only what is nearly as good can get to the top by it.
        for (page, score) in &mut scored {
            if *score >= best * NEARLY {
                *score += IN_A_ROW * self.in_a_row(*page, clues);
            }
        }
        let best = scored.iter().fold(0.0f32, |best, (_, score)| best.max(*score));
        scored.retain(|(_, score)| *score >= best * LEAST_OF_BEST);
        let mut ranked: Vec<RankedPage> = scored
            .into_iter()
            .map(|(page, score)| RankedPage { page, score: thousandths(score), with_rows: false })
            .collect();
        self.put_in_order(&mut ranked);
        ranked
    }

    /// The weight of the clues that stand in one text as they do in the question, but for one of them.
    fn in_a_row(&self, page: u32, clues: &[Clue]) -> f32 {
        // For each document, word and position of its beginning: weight of all, and of the heaviest.
        let mut rows: BTreeMap<(u32, u32, u32), (f32, f32)> = BTreeMap::new();
        for clue in clues {
            let rarity = self.rarity(clue.matches.documents.len()) * clue.length as f32;
            for index in self.matches_on(page, clue.matches) {
                let document = clue.matches.documents[index];
                for position in clue.matches.positions(index) {
                    // Before the text's beginning as well: a question is longer than what it asks for.
                    let start = position.wrapping_sub(clue.offset);
                    let (all, heaviest) = rows.entry((document, clue.word, start)).or_default();
                    *all += rarity;
                    *heaviest = heaviest.max(rarity);
                }
            }
        }
        rows.into_values().fold(0.0, |best, (all, heaviest)| best.max(all - heaviest))
    }

    /// The records of a page that hold most of the clues. The title counts only if nothing else
    /// was hit.
    pub(crate) fn records(&self, page: RankedPage, clues: &[Clue]) -> RankedRecords {
        let RankedPage { page, with_rows, .. } = page;
        let mut records: BTreeMap<u32, f32> = BTreeMap::new();
        for clue in clues {
            let rarity = self.rarity(clue.matches.documents.len()) * clue.length as f32;
            for index in self.matches_on(page, clue.matches) {
                let document = clue.matches.documents[index];
                if self.documents.kind(document) != Kind::Title {
                    let count = clue.matches.counts[index];
                    *records.entry(self.documents.record_of(document)).or_default() +=
                        self.document_score(document, count, clue, rarity);
                }
            }
        }
        let mut ranked: Vec<(u32, f32)> = records.into_iter().collect();
        // No score is below nought, so that their bits are in the order of the scores.
        put_in_order(&mut ranked, |(record, score)| first_then(!score.to_bits(), *record));
        ranked.truncate(MOST_RECORDS);
        let only_title = ranked.is_empty();
        let first = self.documents.record_of(self.documents.documents(page).start);
        if only_title {
            ranked.push((first, 0.0));
        }
        let beside_title = |clue: &Clue| {
            let mut inside = self.matches_on(page, clue.matches).peekable();
            inside.peek().is_some()
                && inside
                    .all(|index| self.documents.kind(clue.matches.documents[index]) == Kind::Title)
        };
        let is_best = ranked.first().is_some_and(|(record, _)| *record == first);
        RankedRecords {
            records: ranked.into_iter().map(|(record, _)| record).collect(),
            only_title,
            first: (!is_best && clues.iter().any(beside_title)).then_some(first),
            of_rows: if with_rows { self.row_records(page, clues) } else { Vec::new() },
        }
    }

    /// For each clue that is not on the page itself the best row of it.
    fn row_records(&self, page: u32, clues: &[Clue]) -> Vec<u32> {
        let mut records = Vec::new();
        for clue in clues {
            if !self.matches_on(page, clue.matches).is_empty() {
                continue;
            }
            let rows =
                self.items_of(clue.matches).filter(|item| self.documents.page_of(*item) == page);
            let scored = rows.map(|row| (thousandths(self.clue_score(row, clue)), row));
            // Of rows as good as each other the first one.
            let best = scored.max_by_key(|(score, row)| (*score, std::cmp::Reverse(*row)));
            if let Some((_, row)) = best {
                let found = self.matches_on(row, clue.matches).start;
                let record = self.documents.record_of(clue.matches.documents[found]);
                if !records.contains(&record) {
                    records.push(record);
                }
            }
        }
        records
    }
}

fn thousandths(score: f32) -> u32 {
    (score * 1000.0).round() as u32
}
