//! The files that an index consists of before they are cut into chunks.
//! In: nothing. Out: their numbers and names.

/// The files of an index. Their names do not matter, so they go by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum IndexFile {
    /// A dictionary for each field.
    PairTerms,
    SingleTerms,
    PinyinTerms,
    /// Lists of documents, see [`crate::lists`].
    Documents,
    Positions,
    /// Columns of facets.
    Facets,
    /// Blocks of stored records.
    Records,
    /// Characters taken for one another, see [`yanxi_text::confusable::table`].
    Confusable,
}

impl IndexFile {
    pub(crate) const ALL: [IndexFile; 8] = [
        IndexFile::PairTerms,
        IndexFile::SingleTerms,
        IndexFile::PinyinTerms,
        IndexFile::Documents,
        IndexFile::Positions,
        IndexFile::Facets,
        IndexFile::Records,
        IndexFile::Confusable,
    ];

    /// In the order of their fields.
    pub(crate) const DICTIONARIES: [IndexFile; 3] =
        [IndexFile::PairTerms, IndexFile::SingleTerms, IndexFile::PinyinTerms];

    /// For messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            IndexFile::PairTerms => "pair terms",
            IndexFile::SingleTerms => "single terms",
            IndexFile::PinyinTerms => "pinyin terms",
            IndexFile::Documents => "documents",
            IndexFile::Positions => "positions",
            IndexFile::Facets => "facets",
            IndexFile::Records => "records",
            IndexFile::Confusable => "confusable characters",
        }
    }

    pub(crate) fn from_number(number: u64) -> Option<IndexFile> {
        IndexFile::ALL.get(usize::try_from(number).ok()?).copied()
    }
}
