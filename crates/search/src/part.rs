//! A range of the pages, inverted by a writer of its own.
//! In: pages in their order. Out: an [`IndexPart`], to be joined with those before and after it.

use tantivy::directory::RamDirectory;
use tantivy::{Index, TantivyDocument};

use crate::documents::DocumentList;
use crate::error::WriteError;
use crate::facet_table::FacetTable;
use crate::field::Field;
use crate::passage::PreparedPage;
use crate::record_store::RecordStore;
use crate::schema::{of_segment, schema, settings, tokenizers};
use crate::titles::Titles;

/// Memory the indexer plans with. It decides the first size of its table of terms, not a limit: a small one stays in the
/// processor's caches.
const INDEXER_BYTES: usize = 2_000_000;

/// What tantivy makes of a range of pages, and what is gathered beside it. Parts of some megabytes of text are made
/// fastest, and several at a time; into which parts the pages were cut cannot be told from the finished index.
#[derive(Debug, Clone)]
pub struct IndexPart {
    pub(crate) index: Index,
    pub(crate) documents: DocumentList,
    pub(crate) titles: Titles,
    pub(crate) records: RecordStore,
    pub(crate) facets: FacetTable,
    /// Of the items, in order.
    pub(crate) paths: Vec<String>,
}

impl IndexPart {
    pub fn of(pages: impl IntoIterator<Item = PreparedPage>) -> Result<IndexPart, WriteError> {
        let mut writer = Index::builder()
            .schema(schema())
            .settings(settings())
            .tokenizers(tokenizers())
            .single_segment_index_writer(RamDirectory::create(), INDEXER_BYTES)?;
        let mut documents = DocumentList::default();
        let mut titles = Titles::default();
        let mut records = RecordStore::default();
        let mut facets = FacetTable::default();
        let mut paths = Vec::new();
        for page in pages {
            let path = page.records.first().map(|record| record.path.clone());
            paths.push(path.unwrap_or_default());
            facets.add(&page.facets, page.date.as_deref());
            page.records.iter().for_each(|record| records.add(record));
            let length = page.documents.first().map_or(0, |document| document.length);
            titles.add(documents.count(), page.title, length);
            for document in page.documents {
                documents.add(document.kind, document.length);
                let mut entry = TantivyDocument::new();
                entry.add_text(of_segment(Field::Pairs), &document.units);
                entry.add_text(of_segment(Field::Singles), &document.singles);
                entry.add_text(of_segment(Field::Pinyin), &document.pinyin);
                writer.add_document(entry)?;
            }
        }
        let (index, records) = (writer.finalize()?, records.finish());
        Ok(IndexPart { index, documents, titles, records, facets, paths })
    }
}
