//! tantivy's readers over the one segment, and nothing else of tantivy: no searcher, no query tree.
//! In: a directory. Out: dictionary, postings, lengths and stored passages; everything opened is read here once.

use std::io;
use std::sync::Arc;

use tantivy::directory::Directory;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{SegmentPostings, TermInfo};
use tantivy::schema::document::{
    DeserializeError, DocumentDeserialize, DocumentDeserializer, ValueDeserialize,
    ValueDeserializer,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::store::StoreReader;
use tantivy::{Executor, Index, InvertedIndexReader, SegmentReader, TantivyError, Term};

use crate::passage::Passage;
use crate::schema::{PAIRS, SINGLES};

/// One block of passages at a time is enough: the session reads them in order.
const STORE_CACHE_BLOCKS: usize = 1;

pub(crate) struct Engine {
    pairs: Arc<InvertedIndexReader>,
    singles: Arc<InvertedIndexReader>,
    lengths: FieldNormReader,
    store: StoreReader,
    average_length: f32,
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
        let pairs = reader.inverted_index(PAIRS)?;
        let documents = reader.max_doc();
        Ok(Some(Engine {
            average_length: (pairs.total_num_tokens() as f32 / documents as f32).max(1.0),
            pairs,
            singles: reader.inverted_index(SINGLES)?,
            lengths: reader.get_fieldnorms_reader(PAIRS)?,
            store: reader.get_store_reader(STORE_CACHE_BLOCKS)?,
        }))
    }

    fn inverted(&self, field: Field) -> &InvertedIndexReader {
        if field == SINGLES {
            &self.singles
        } else {
            &self.pairs
        }
    }

    pub(crate) async fn look_up(&self, field: Field, text: &str) -> io::Result<Option<TermInfo>> {
        self.inverted(field)
            .terms()
            .get_async(text.as_bytes())
            .await
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

    /// Length of a document relative to the average one.
    pub(crate) fn relative_length(&self, document: u32) -> f32 {
        self.lengths.fieldnorm(document) as f32 / self.average_length
    }

    /// None where nothing is stored: a heading with text under it.
    pub(crate) async fn passage(&self, document: u32) -> tantivy::Result<Option<Passage>> {
        let Stored(bytes) = self
            .store
            .get_async(document, &Executor::SingleThread)
            .await?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let broken = || TantivyError::InternalError(format!("passage {document} is broken"));
        Passage::decode(&bytes).ok_or_else(broken).map(Some)
    }

    /// The passage if this question has already brought its bytes.
    pub(crate) fn passage_at_hand(&self, document: u32) -> Option<Passage> {
        let Stored(bytes) = self.store.get(document).ok()?;
        Passage::decode(&bytes)
    }
}

/// The one stored field.
struct Stored(Vec<u8>);

struct StoredValue(Vec<u8>);

impl ValueDeserialize for StoredValue {
    fn deserialize<'de, D>(deserializer: D) -> Result<Self, DeserializeError>
    where
        D: ValueDeserializer<'de>,
    {
        deserializer.deserialize_bytes().map(StoredValue)
    }
}

impl DocumentDeserialize for Stored {
    fn deserialize<'de, D>(mut deserializer: D) -> Result<Self, DeserializeError>
    where
        D: DocumentDeserializer<'de>,
    {
        let value = deserializer.next_field::<StoredValue>()?;
        Ok(Stored(
            value
                .map(|(_, StoredValue(bytes))| bytes)
                .unwrap_or_default(),
        ))
    }
}
