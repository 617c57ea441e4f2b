//! The fields of the index, each with a dictionary of its own.
//! In: nothing. Out: their numbers and what is known of them.

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    /// Pairs of neighbouring units, with positions.
    Pairs,
    /// Single characters, documents only; traditional and variant forms also as they are written, and whole words of letters.
    Singles,
    /// Titles and headings as pinyin, with positions.
    Pinyin,
}

impl Field {
    pub(crate) const ALL: [Field; 3] = [Field::Pairs, Field::Singles, Field::Pinyin];

    /// Whether it is known how often and where a term stands in a document.
    pub(crate) fn has_positions(self) -> bool {
        self != Field::Singles
    }
}

/// Stands before the first pair of a number that counts something, in a term of its own: `4个` of 14个 has none.
pub(crate) const COUNT_BEGINS: char = '\u{2}';
/// Stands before a whole word of letters among the single characters: `oa` of OA 系统 and not of download.
pub(crate) const WHOLE_WORD: char = ' ';
