//! The documents that something stands in, how often, and where.
//! In: lists as they were read. Out: lists joined by distance, united, thinned.

use std::collections::BTreeMap;

/// The documents that hold a word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Matches {
    pub(crate) documents: Vec<u32>,
    pub(crate) counts: Vec<u32>,
    /// For each document where its positions begin in `positions`; one more at the end. Empty where none were read.
    pub(crate) starts: Vec<u32>,
    pub(crate) positions: Vec<u32>,
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
        for matches in all {
            for (document, count) in matches.documents.iter().zip(&matches.counts) {
                let known = counts.entry(*document).or_default();
                *known = known.saturating_add(*count);
            }
        }
        Matches {
            documents: counts.keys().copied().collect(),
            counts: counts.into_values().collect(),
            ..Matches::default()
        }
    }

    /// Keeps the documents that pass.
    pub(crate) fn retain(&mut self, keep: impl Fn(u32) -> bool) {
        let mut kept = Matches::default();
        for (index, document) in self.documents.iter().enumerate() {
            if keep(*document) {
                kept.push(*document, self.counts[index]);
            }
        }
        *self = kept;
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
