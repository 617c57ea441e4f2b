//! The documents that something stands in, how often, and where.
//! In: lists as they were read. Out: lists joined by distance, united, thinned.

use std::collections::BTreeMap;
use std::mem::take;

use crate::title_end::TitleEnd;

/// The documents that hold a word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Matches {
    pub(crate) documents: Vec<u32>,
    pub(crate) counts: Vec<u32>,
    /// For each document where its positions begin in `positions`; one more at the end. Empty where none were read.
    pub(crate) starts: Vec<u32>,
    pub(crate) positions: Vec<u32>,
    /// Of the titles among the documents those at whose end it stands, or near it.
    pub(crate) title_ends: Vec<(u32, TitleEnd)>,
}

impl Matches {
    fn push(&mut self, document: u32, count: u32) {
        self.documents.push(document);
        self.counts.push(count);
    }

    /// Positions of the word's first unit in the document of this index.
    pub(crate) fn positions(&self, index: usize) -> &[u32] {
        match (self.starts.get(index), self.starts.get(index + 1)) {
            (Some(start), Some(end)) => &self.positions[*start as usize..*end as usize],
            _ => &[],
        }
    }

    /// The documents of any of these, without positions.
    pub(crate) fn any_of(all: &[Matches]) -> Matches {
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        let mut title_ends: BTreeMap<u32, TitleEnd> = BTreeMap::new();
        for matches in all {
            for (document, count) in matches.documents.iter().zip(&matches.counts) {
                let known = counts.entry(*document).or_default();
                *known = known.saturating_add(*count);
            }
        }
        for (document, end) in all.iter().flat_map(|matches| &matches.title_ends) {
            let known = title_ends.entry(*document).or_insert(*end);
            *known = (*known).min(*end);
        }
        Matches {
            title_ends: title_ends.into_iter().collect(),
            documents: counts.keys().copied().collect(),
            counts: counts.into_values().collect(),
            ..Matches::default()
        }
    }

    /// Keeps the documents that pass.
    pub(crate) fn retain(&mut self, keep: impl Fn(u32) -> bool) {
        let mut kept = Matches { title_ends: take(&mut self.title_ends), ..Matches::default() };
        kept.title_ends.retain(|(document, _)| keep(*document));
        for (index, document) in self.documents.iter().enumerate() {
            if keep(*document) {
                kept.push(*document, self.counts[index]);
            }
        }
        *self = kept;
    }

    /// Takes over what the last piece of the word tells of the ends of titles.
    pub(crate) fn take_title_ends(&mut self, of_last: &[(u32, TitleEnd)]) {
        let held =
            |(document, _): &&(u32, TitleEnd)| self.documents.binary_search(document).is_ok();
        self.title_ends = of_last.iter().filter(held).copied().collect();
    }

    /// How near to its end a title holds the word.
    pub(crate) fn title_end(&self, document: u32) -> Option<TitleEnd> {
        let at = self.title_ends.binary_search_by_key(&document, |(document, _)| *document).ok()?;
        self.title_ends.get(at).map(|(_, end)| *end)
    }

    /// The positions at whose distance the other stands.
    pub(crate) fn followed(&self, other: &Matches, distance: i64) -> Matches {
        let mut kept = Matches::default();
        let mut from = 0;
        for (index, document) in self.documents.iter().enumerate() {
            let rest = other.documents.get(from..).unwrap_or_default();
            from += rest.partition_point(|one| one < document);
            if other.documents.get(from) != Some(document) {
                continue;
            }
            let mut others = other.positions(from);
            kept.push_positions(
                *document,
                self.positions(index).iter().copied().filter(|position| {
                    let wanted = i64::from(*position) + distance;
                    others = &others[others.partition_point(|one| i64::from(*one) < wanted)..];
                    others.first().is_some_and(|one| i64::from(*one) == wanted)
                }),
            );
        }
        kept.starts.push(kept.positions.len() as u32);
        kept
    }

    /// The same found by a term that stands so far behind the beginning.
    pub(crate) fn moved_back(&self, offset: u32) -> Matches {
        let mut moved = Matches::default();
        for (index, document) in self.documents.iter().enumerate() {
            let positions = self.positions(index).iter();
            moved.push_positions(
                *document,
                positions.filter_map(|position| position.checked_sub(offset)),
            );
        }
        moved.starts.push(moved.positions.len() as u32);
        moved
    }

    /// A document with its positions, if there are any.
    fn push_positions(&mut self, document: u32, positions: impl Iterator<Item = u32>) {
        let start = self.positions.len();
        self.positions.extend(positions);
        let count = self.positions.len() - start;
        if count > 0 {
            self.push(document, count as u32);
            self.starts.push(start as u32);
        }
    }
}
