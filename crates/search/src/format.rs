//! The hot file, which opens the index. Written and read here.
//! In: pieces of the index's files, or the bytes of a hot file. Out: those bytes, or the checked pieces.

use crate::alphabet::Alphabet;
use crate::bytes::{Input, unpack};
#[cfg(feature = "write")]
use crate::bytes::{pack, write_block, write_number};
use crate::chunk_name::short_hash;
use crate::chunk_names::Listed;
#[cfg(feature = "write")]
use crate::chunk_table::write_chunks;
use crate::chunk_table::{CHECKSUM_BYTES, Chunk, read_chunks};
use crate::documents::DocumentTable;
use crate::error::SearchError;
use crate::facet_table::COLUMNS;
use crate::frequent::FrequentTerms;
use crate::index_file::IndexFile;
use crate::terms::TermInfo;

/// Raised whenever the hot file, the chunks, the schema or tantivy's own format changes.
pub const FORMAT: u32 = 8;

const MAGIC: &[u8; 4] = b"YXHF";

/// Bytes that belong at one place of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slice {
    pub(crate) file: IndexFile,
    pub(crate) start: usize,
    pub(crate) bytes: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct HotFile {
    /// Of the records.
    pub(crate) alphabet: Alphabet,
    pub(crate) lengths: [usize; IndexFile::ALL.len()],
    pub(crate) documents: DocumentTable,
    /// Records in each block of them; the blocks lie one after the other, one in each chunk.
    pub(crate) blocks: Vec<u32>,
    /// How long each column of facets is; they lie one after the other.
    pub(crate) columns: [usize; COLUMNS],
    /// Terms that are in no dictionary, because their lists are long.
    pub(crate) frequent: FrequentTerms,
    pub(crate) slices: Vec<Slice>,
    pub(crate) chunks: Vec<Chunk>,
    pub(crate) names: Listed,
}

/// Hash of a whole file as the entry names it.
pub(crate) fn file_hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..32].to_string()
}

impl HotFile {
    /// Reads a hot file, trusting none of its bytes.
    pub(crate) fn read(path: &str, bytes: &[u8]) -> Result<HotFile, SearchError> {
        let mut input = Input::new(bytes);
        let short = || SearchError::corrupt(path, "the file is too short");
        if input.array() != Some(*MAGIC) {
            return Err(SearchError::corrupt(path, "this is no hot file"));
        }
        let found = u32::from_le_bytes(input.array().ok_or_else(short)?);
        if found != FORMAT {
            return Err(SearchError::Version { found, expected: FORMAT });
        }
        let expected = input.array().ok_or_else(short)?;
        let packed = input.rest();
        if short_hash::<CHECKSUM_BYTES>(packed) != expected {
            return Err(SearchError::corrupt(path, "the checksum differs"));
        }
        unpack(packed)
            .and_then(|body| HotFile::read_body(&body))
            .ok_or_else(|| SearchError::corrupt(path, "the contents make no sense"))
    }

    /// The body alone. Apart from the checksum, so that tests reach it with any bytes.
    pub(crate) fn read_body(body: &[u8]) -> Option<HotFile> {
        let mut input = Input::new(body);
        let alphabet = Alphabet::read(&mut input)?;
        let mut lengths = [0; IndexFile::ALL.len()];
        for length in &mut lengths {
            *length = input.size()?;
        }
        let documents = DocumentTable::read(&mut input)?;
        let block_count = input.count()?;
        let mut blocks = Vec::with_capacity(block_count);
        for _ in 0..block_count {
            blocks.push(u32::try_from(input.size()?).ok()?);
        }
        let mut columns = [0; COLUMNS];
        for length in &mut columns {
            *length = input.size()?;
        }
        let slice_count = input.count()?;
        let mut slices = Vec::with_capacity(slice_count.min(1_000));
        for _ in 0..slice_count {
            let [number] = input.array()?;
            let file = IndexFile::from_number(number.into())?;
            let start = input.size()?;
            let bytes = input.block()?.to_vec();
            if start.checked_add(bytes.len())? > lengths[file as usize] {
                return None;
            }
            slices.push(Slice { file, start, bytes });
        }
        let frequent = FrequentTerms::read(&mut input)?;
        let inside = |info: &TermInfo| {
            info.documents.end <= lengths[IndexFile::Documents as usize]
                && info.positions.end <= lengths[IndexFile::Positions as usize]
        };
        if !frequent.infos().all(inside) {
            return None;
        }
        let chunks = read_chunks(&mut input, &lengths)?;
        let names = Listed::read(&mut input, chunks.len())?;
        input.is_empty().then_some(HotFile {
            alphabet,
            lengths,
            documents,
            blocks,
            columns,
            frequent,
            slices,
            chunks,
            names,
        })
    }
}

#[cfg(feature = "write")]
impl HotFile {
    fn write_body(&self) -> Vec<u8> {
        let mut body = Vec::new();
        self.alphabet.write(&mut body);
        for length in self.lengths {
            write_number(&mut body, length as u64);
        }
        self.documents.write(&mut body);
        write_number(&mut body, self.blocks.len() as u64);
        for records in &self.blocks {
            write_number(&mut body, u64::from(*records));
        }
        for length in self.columns {
            write_number(&mut body, length as u64);
        }
        write_number(&mut body, self.slices.len() as u64);
        for slice in &self.slices {
            body.push(slice.file as u8);
            write_number(&mut body, slice.start as u64);
            write_block(&mut body, &slice.bytes);
        }
        self.frequent.write(&mut body);
        write_chunks(&mut body, &self.chunks);
        self.names.write(&mut body);
        body
    }

    /// The whole file.
    pub(crate) fn write(&self) -> Vec<u8> {
        let packed = pack(&self.write_body());
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&FORMAT.to_le_bytes());
        bytes.extend_from_slice(&short_hash::<CHECKSUM_BYTES>(&packed));
        bytes.extend_from_slice(&packed);
        bytes
    }
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::chunk_name::ChunkName;
    use crate::chunk_table::HEAD_BYTES;
    use crate::documents::{DocumentList, Kind};

    fn sample() -> HotFile {
        let slice = |file, start, bytes: &[u8]| Slice { file, start, bytes: bytes.to_vec() };
        let mut documents = DocumentList::default();
        for (kind, length) in [(Kind::Title, 4), (Kind::Body, 900), (Kind::Title, 30)] {
            documents.add(kind, length);
        }
        HotFile {
            alphabet: Alphabet::default(),
            lengths: [100, 200, 300, 400, 70_000, 9, 77, 0],
            documents: documents.finish(),
            blocks: vec![1, 1],
            columns: [1, 0, 3, 0, 0, 5, 0],
            frequent: FrequentTerms::default(),
            slices: vec![
                slice(IndexFile::PairTerms, 90, b"tail"),
                slice(IndexFile::Facets, 0, b""),
                slice(IndexFile::PinyinTerms, 0, b"fields"),
            ],
            chunks: [
                vec![(IndexFile::PairTerms, 0..90), (IndexFile::Documents, 0..2)],
                vec![(IndexFile::Documents, 2..20), (IndexFile::Positions, 0..69_700)],
                vec![(IndexFile::Positions, 69_700..70_000)],
                vec![(IndexFile::Records, 0..77)],
            ]
            .map(|pieces| {
                let (packed, plain) = Chunk::sizes(&pieces);
                Chunk { length: HEAD_BYTES + packed.min(50) + plain, pieces }
            })
            .to_vec(),
            names: Listed::Names((0..4).map(|number| ChunkName([number; 5])).collect()),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let hot = sample();
        assert_eq!(HotFile::read("hot", &hot.write()), Ok(hot));
    }

    proptest! {
        /// No bytes behind the checksum make the reader panic, hang or reserve much.
        #[test]
        fn any_bytes_are_read_or_refused(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
            length in any::<prop::sample::Index>(),
        ) {
            let mut body = sample().write_body();
            for (at, byte) in changes {
                let at = at.index(body.len());
                body[at] = byte;
            }
            HotFile::read_body(&body);
            body.truncate(length.index(body.len() + 1));
            HotFile::read_body(&body);
        }

        #[test]
        fn noise_is_refused(body in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(HotFile::read_body(&body).filter(|hot| !hot.chunks.is_empty()), None);
        }
    }
}
