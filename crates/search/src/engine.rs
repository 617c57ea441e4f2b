//! What the index knows of a term: tantivy's dictionaries over the files, and the lists they lead to.
//! In: files that bring their bytes as they are asked for. Out: terms, documents and positions; everything opened is read here once.

use std::io;
use std::ops::Bound;
use std::sync::Arc;

use tantivy_common::file_slice::{FileHandle, FileSlice};

use crate::chunk_table::BlockLists;
use crate::documents::{DocumentTable, Kind};
use crate::field::Field;
use crate::frequent::FrequentTerms;
use crate::index_file::IndexFile;
use crate::lists::{read_documents, read_positions};
use crate::matches::Matches;
use crate::terms::{TermInfo, Terms};
use crate::title_end::read_count;

/// The files by their numbers.
pub(crate) type Files = [Arc<dyn FileHandle>; IndexFile::ALL.len()];

pub(crate) struct Engine {
    files: Files,
    frequent: FrequentTerms,
    /// In the order of their fields.
    dictionaries: [Terms; Field::ALL.len()],
    lists: BlockLists,
    documents: Arc<DocumentTable>,
}

fn nonsense(file: IndexFile) -> io::Error {
    let what = ["the contents of .", file.name(), " make no sense"].concat();
    io::Error::new(io::ErrorKind::InvalidData, what)
}

impl Engine {
    pub(crate) fn open(
        files: Files,
        frequent: FrequentTerms,
        lists: BlockLists,
        documents: Arc<DocumentTable>,
    ) -> io::Result<Engine> {
        let [pairs, singles, pinyin] = IndexFile::DICTIONARIES
            .map(|file| Terms::open(FileSlice::new(Arc::clone(&files[file as usize]))));
        Ok(Engine { dictionaries: [pairs?, singles?, pinyin?], files, frequent, lists, documents })
    }

    fn dictionary(&self, field: Field) -> &Terms {
        let [pairs, singles, pinyin] = &self.dictionaries;
        match field {
            Field::Pairs => pairs,
            Field::Singles => singles,
            Field::Pinyin => pinyin,
        }
    }

    /// What is known of a term without reading anything: nothing of one that is rare.
    pub(crate) fn frequent(&self, field: Field, text: &str) -> Option<&TermInfo> {
        self.frequent.get(field, text)
    }

    pub(crate) async fn look_up(&self, field: Field, text: &str) -> io::Result<Option<TermInfo>> {
        if let Some(info) = self.frequent(field, text) {
            return Ok(Some(info.clone()));
        }
        let (dictionary, term) = (self.dictionary(field), text.as_bytes());
        let Some(info) = dictionary.get_async(term).await? else {
            return Ok(None);
        };
        let block = dictionary.sstable_index.get_block_with_key(term);
        let lists =
            block.and_then(|block| self.lists.start(field as usize, block.byte_range.start));
        let lists = lists.ok_or_else(|| nonsense(IndexFile::DICTIONARIES[field as usize]))?;
        let info = info.behind(lists.documents, lists.positions);
        info.ok_or_else(|| nonsense(IndexFile::Documents)).map(Some)
    }

    /// Word characters that stand behind this one, and in how many documents.
    pub(crate) async fn neighbours(&self, letter: char) -> io::Result<Vec<(char, u32)>> {
        let pairs = self.beginning_with(Field::Pairs, letter.to_string()).await?.into_iter();
        let neighbour = |(pair, count): (String, u32)| {
            Some((pair.chars().nth(1).filter(|c| yanxi_text::han::is_word(*c))?, count))
        };
        Ok(pairs.filter_map(neighbour).collect())
    }

    /// Terms of a field that begin so, and in how many documents they stand.
    pub(crate) async fn beginning_with(
        &self,
        field: Field,
        first: String,
    ) -> io::Result<Vec<(String, u32)>> {
        let terms = self.dictionary(field);
        let last = format!("{first}{}", char::MAX);
        terms
            .file_slice_for_range(
                (Bound::Included(first.as_bytes()), Bound::Included(last.as_bytes())),
                None,
            )
            .read_bytes_async()
            .await?;
        let mut stream = terms.range().ge(&first).le(&last).into_stream()?;
        let mut found = Vec::new();
        let mut add = |term: &[u8], info: &TermInfo| {
            let term = std::str::from_utf8(term).unwrap_or_default();
            found.push((term.to_string(), info.document_count));
        };
        for (term, info) in self.frequent.beginning_with(field, &first) {
            add(term, info);
        }
        while let Some((term, info)) = stream.next() {
            add(term, info);
        }
        Ok(found)
    }

    /// Brings the bytes of a term's list into the cache.
    pub(crate) async fn warm(&self, info: &TermInfo, with_positions: bool) -> io::Result<()> {
        let documents = self.file(IndexFile::Documents);
        let documents = documents.read_bytes_async(info.documents.clone());
        let positions = self.file(IndexFile::Positions);
        let range = if with_positions { info.positions.clone() } else { 0..0 };
        let (documents, positions) =
            crate::waiting::both(documents, positions.read_bytes_async(range)).await;
        documents.and(positions).map(drop)
    }

    fn file(&self, file: IndexFile) -> &dyn FileHandle {
        &*self.files[file as usize]
    }

    /// Reads a list that has been warmed.
    pub(crate) fn matches(
        &self,
        field: Field,
        info: &TermInfo,
        with_positions: bool,
    ) -> io::Result<Matches> {
        let bytes = self.file(IndexFile::Documents).read_bytes(info.documents.clone())?;
        let counted = field.has_positions();
        let (documents, counts) =
            read_documents(&bytes, info.document_count, counted, self.documents.document_end())
                .ok_or_else(|| nonsense(IndexFile::Documents))?;
        let mut matches = Matches { documents, counts, ..Matches::default() };
        if field == Field::Pairs {
            let is_title = |document: u32| self.documents.kind(document) == Kind::Title;
            for (document, count) in matches.documents.iter().zip(&mut matches.counts) {
                if is_title(*document) {
                    let (read, end) = read_count(*count);
                    *count = read;
                    matches.title_ends.extend(end.map(|end| (*document, end)));
                }
            }
        }
        if with_positions && counted {
            let bytes = self.file(IndexFile::Positions).read_bytes(info.positions.clone())?;
            (matches.starts, matches.positions) = read_positions(&bytes, &matches.counts)
                .ok_or_else(|| nonsense(IndexFile::Positions))?;
        }
        Ok(matches)
    }
}
