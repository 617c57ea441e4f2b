//! What pages are ranked by.
//! In: a word of the question, or a piece of one, and where it stands. Out: the same as one thing.

use crate::matches::Matches;

/// What a word of letters weighs inside another, as `oa` in download, beside itself.
const PIECE: f32 = 0.02;

/// Something looked for: a word, or a fragment of one.
pub(crate) struct Clue<'a> {
    pub(crate) matches: &'a Matches,
    /// Of a word of letters the documents in which it is a whole word somewhere; none where it stands so nowhere.
    pub(crate) whole: Option<&'a Matches>,
    /// Units it is long.
    pub(crate) length: u32,
    /// Which word it is a piece of, and how far behind that word's beginning.
    pub(crate) word: u32,
    pub(crate) offset: u32,
}

impl Clue<'_> {
    /// What it weighs in a document: less where it is only a piece of longer words.
    pub(crate) fn weight(&self, document: u32) -> f32 {
        match self.whole {
            Some(whole) if whole.documents.binary_search(&document).is_err() => PIECE,
            _ => 1.0,
        }
    }
}
