//! How close to each other the words of a question stand.
//! In: the words, and where they stand in one text. Out: how near they are where they are nearest, and how often they are.

use std::ops::Range;

use crate::clue::Clue;

/// What words in one text add, and how fast that falls with the distance between them.
const TOGETHER: f32 = 0.6;
const CLOSE: f32 = 1.2;
const CLOSE_UNITS: f32 = 12.0;
/// What the words standing side by side in the order of the question add.
const AS_ASKED: f32 = 2.0;
/// At this distance a place counts half among those where the words stand near each other: they are of one paragraph, most
/// likely.
const NEAR_UNITS: f32 = 20.0;
/// What a text counts in which they stand at unknown places.
const NEAR_UNKNOWN: f32 = 0.3;
/// More places in one text are not compared.
const MOST_PLACES: usize = 200;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Closeness {
    /// What the nearest place earns.
    pub(crate) nearest: f32,
    /// At how many places of the first word the others are near.
    pub(crate) often: f32,
}

impl Closeness {
    /// In a document, if it holds all clues; each stands among its matches in the range that is given for it.
    pub(crate) fn in_document(
        document: u32,
        clues: &[Clue],
        inside: &[Range<usize>],
    ) -> Option<Closeness> {
        let mut positions: Vec<&[u32]> = Vec::with_capacity(clues.len());
        for (clue, inside) in clues.iter().zip(inside) {
            let documents = &clue.matches.documents[inside.clone()];
            let index = documents.binary_search(&document).ok()?;
            positions.push(clue.matches.positions(inside.start + index));
        }
        if positions.iter().any(|positions| positions.is_empty()) {
            return Some(Closeness { nearest: TOGETHER, often: NEAR_UNKNOWN });
        }
        let (first, others) = positions.split_first()?;
        let mut closeness = Closeness { nearest: 0.0, often: 0.0 };
        for start in first.iter().take(MOST_PLACES) {
            let mut gap = 0u32;
            let mut in_order = true;
            let mut end = start + clues[0].length;
            for (other, clue) in others.iter().zip(&clues[1..]) {
                let after = other.partition_point(|position| *position < end);
                let next = other.get(after).map(|position| position - end);
                let before = after
                    .checked_sub(1)
                    .and_then(|at| other.get(at))
                    .map(|position| start.saturating_sub(position + clue.length));
                in_order &= next.is_some_and(|gap| gap <= 1);
                let distance = next.into_iter().chain(before).min();
                gap = gap.saturating_add(distance.unwrap_or(u32::MAX));
                if let Some(next) = next.filter(|gap| *gap <= 1) {
                    end += next + clue.length;
                }
            }
            let gap = gap as f32;
            let near = CLOSE / (1.0 + gap / CLOSE_UNITS);
            closeness.nearest =
                closeness.nearest.max(if in_order { near + AS_ASKED } else { near });
            closeness.often += 1.0 / (1.0 + (gap / NEAR_UNITS).powi(2));
        }
        closeness.nearest += TOGETHER;
        Some(closeness)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matches::Matches;

    /// One document that holds a word of two units at these places.
    fn word(positions: &[u32]) -> Matches {
        Matches {
            documents: vec![7],
            counts: vec![positions.len() as u32],
            starts: vec![0, positions.len() as u32],
            positions: positions.to_vec(),
            ..Matches::default()
        }
    }

    fn clue(matches: &Matches) -> Clue<'_> {
        Clue { matches, whole: None, length: 2, word: 0, offset: 0 }
    }

    fn closeness(words: &[&[u32]]) -> Closeness {
        let words: Vec<Matches> = words.iter().map(|positions| word(positions)).collect();
        let clues: Vec<Clue> = words.iter().map(clue).collect();
        let inside = vec![0..1; clues.len()];
        Closeness::in_document(7, &clues, &inside).expect("both stand there")
    }

    #[test]
    fn nearer_earns_more_and_side_by_side_as_asked_most() {
        let apart = [102, 30, 12, 2].map(|second| closeness(&[&[0], &[second]]));
        for pair in apart.windows(2) {
            assert!(pair[0].nearest < pair[1].nearest && pair[0].often < pair[1].often);
        }
        let (as_asked, turned) = (closeness(&[&[0], &[2]]), closeness(&[&[2], &[0]]));
        assert!(as_asked.nearest > turned.nearest + 1.0);
        assert_eq!(as_asked.often, turned.often);
    }

    #[test]
    fn every_place_where_they_are_near_counts() {
        let once = closeness(&[&[0, 400], &[10]]);
        let twice = closeness(&[&[0, 400], &[10, 410]]);
        assert_eq!(once.nearest, twice.nearest);
        assert!(twice.often > 1.9 * once.often);
    }

    #[test]
    fn a_text_that_lacks_a_word_holds_them_nowhere_together() {
        let (here, elsewhere) = (word(&[0]), Matches { documents: vec![8], ..word(&[0]) });
        let clues = [&here, &elsewhere].map(clue);
        assert_eq!(Closeness::in_document(7, &clues, &[0..1, 0..0]), None);
    }
}
