//! tantivy's readers over the one segment, and nothing else of tantivy: no searcher, no query tree.
//! In: a directory. Out: dictionary and postings; everything opened is read here once.

use std::io;
use std::ops::Bound;
use std::sync::Arc;

use tantivy::directory::Directory;
use tantivy::postings::{SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Index, InvertedIndexReader, SegmentReader, Term};

use crate::schema::{PAIRS, PINYIN, SINGLES};

pub(crate) struct Engine {
    pairs: Arc<InvertedIndexReader>,
    singles: Arc<InvertedIndexReader>,
    pinyin: Arc<InvertedIndexReader>,
}

impl Engine {
    /// None when the index holds no document.
    pub(crate) fn open(directory: Box<dyn Directory>) -> tantivy::Result<Option<Engine>> {
        let index = Index::open(directory)?;
        let Some(segment) = index.searchable_segments()?.into_iter().next() else {
            return Ok(None);
        };
        if segment.meta().max_doc() == 0 {
            return Ok(None);
        }
        let reader = SegmentReader::open(&segment)?;
        Ok(Some(Engine {
            pairs: reader.inverted_index(PAIRS)?,
            singles: reader.inverted_index(SINGLES)?,
            pinyin: reader.inverted_index(PINYIN)?,
        }))
    }

    fn inverted(&self, field: Field) -> &InvertedIndexReader {
        match field {
            SINGLES => &self.singles,
            PINYIN => &self.pinyin,
            _ => &self.pairs,
        }
    }

    pub(crate) async fn look_up(&self, field: Field, text: &str) -> io::Result<Option<TermInfo>> {
        self.inverted(field)
            .terms()
            .get_async(text.as_bytes())
            .await
    }

    /// Word characters that stand behind this one, and in how many documents.
    pub(crate) async fn neighbours(&self, letter: char) -> io::Result<Vec<(char, u32)>> {
        let terms = self.pairs.terms();
        let (first, last) = (letter.to_string(), format!("{letter}{}", char::MAX));
        terms
            .file_slice_for_range(
                (
                    Bound::Included(first.as_bytes()),
                    Bound::Included(last.as_bytes()),
                ),
                None,
            )
            .read_bytes_async()
            .await?;
        let mut stream = terms.range().ge(&first).le(&last).into_stream()?;
        let mut neighbours = Vec::new();
        while let Some((term, info)) = stream.next() {
            let text = std::str::from_utf8(term).unwrap_or_default();
            let word = text.chars().nth(1).filter(|c| yanxi_text::han::is_word(*c));
            neighbours.extend(word.map(|c| (c, info.doc_freq)));
        }
        Ok(neighbours)
    }

    /// Brings the bytes of a term's postings into the cache.
    pub(crate) async fn warm(&self, field: Field, text: &str, positions: bool) -> io::Result<()> {
        let term = Term::from_field_text(field, text);
        self.inverted(field).warm_postings(&term, positions).await?;
        Ok(())
    }

    /// Reads postings that have been warmed.
    pub(crate) fn postings(
        &self,
        field: Field,
        info: &TermInfo,
        positions: bool,
    ) -> io::Result<SegmentPostings> {
        let option = if positions {
            IndexRecordOption::WithFreqsAndPositions
        } else {
            IndexRecordOption::Basic
        };
        self.inverted(field)
            .read_postings_from_terminfo(info, option)
    }
}
