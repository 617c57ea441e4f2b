//! Words found in what people wrote: on the lines of pages and in the rows of tables.
//! In: pages, campaigns and what is sought in a text. Out: [`Hit`]s, each with its place; [`ListedWords`] seeks the
//! words of a list.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;
use yanxi_campaign::Campaign;

use super::Subject;
use super::texts::{lines_of, pages_of, place_in, rows, values_of};
use crate::model::{CampaignRead, Page};
use yanxi_problem::Place;

/// Something found, and where.
#[derive(Debug)]
pub(super) struct Hit {
    pub(super) place: Place,
    pub(super) found: String,
}

/// Words of a list, unless they stand inside a longer word that wins over them.
pub(super) struct ListedWords {
    words: AhoCorasick,
    /// So many of the patterns are sought; the others only win.
    sought: usize,
}

impl ListedWords {
    /// Nothing where nothing is sought.
    pub(super) fn of(sought: &[&str], winning: &[&str]) -> Option<Self> {
        if sought.is_empty() {
            return None;
        }
        let words = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(sought.iter().chain(winning))
            .ok()?;
        Some(ListedWords { words, sought: sought.len() })
    }

    /// Each word with its offset.
    fn find(&self, text: &str) -> Vec<(usize, String)> {
        self.words
            .find_iter(text)
            .filter(|found| found.pattern().as_usize() < self.sought)
            .map(|found| (found.start(), text[found.range()].to_string()))
            .collect()
    }

    /// In the pages and rows of a campaign.
    pub(super) fn hits(&self, subject: &Subject<'_>, read: &CampaignRead) -> Vec<Hit> {
        let pages: Vec<&Page> = pages_of(subject, read).collect();
        let mut hits: Vec<Hit> =
            pages.par_iter().flat_map_iter(|page| on_page(page, |text| self.find(text))).collect();
        hits.extend(in_rows(&read.campaign, |text| self.find(text)));
        hits
    }
}

/// What is found on the lines of a page.
pub(super) fn on_page(page: &Page, find: impl Fn(&str) -> Vec<(usize, String)>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for line in lines_of(page) {
        for (offset, found) in find(&line.text) {
            hits.push(Hit { place: place_in(page, &line, offset), found });
        }
    }
    hits
}

/// What is found in the rows of a campaign's tables.
pub(super) fn in_rows(
    campaign: &Campaign,
    find: impl Fn(&str) -> Vec<(usize, String)>,
) -> Vec<Hit> {
    let mut hits = Vec::new();
    for record in rows(campaign) {
        for value in values_of(record) {
            hits.extend(
                find(value)
                    .into_iter()
                    .map(|(_, found)| Hit { place: record.origin.clone(), found }),
            );
        }
    }
    hits
}

/// The first place of each thing in each file, and how often it stands there.
pub(super) fn first_of_each(hits: impl IntoIterator<Item = Hit>) -> Vec<(Hit, usize)> {
    let mut first: BTreeMap<(String, String), (Hit, usize)> = BTreeMap::new();
    for hit in hits {
        let key = (hit.place.file.clone(), hit.found.clone());
        first.entry(key).and_modify(|(_, count)| *count += 1).or_insert((hit, 1));
    }
    first.into_values().collect()
}
