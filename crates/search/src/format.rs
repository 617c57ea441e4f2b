//! The hot file, which opens the index, and the table of chunks, which holds the rest. Written and read here.
//! In: pieces of the index's files, or the bytes of a hot file. Out: those bytes, or the checked pieces.

use std::ops::Range;

use crate::alphabet::Alphabet;
use crate::bytes::{Input, pack, unpack, write_block, write_number};
use crate::documents::DocumentTable;
use crate::error::SearchError;
use crate::facet_table::COLUMNS;

/// Raised whenever the hot file, the chunks, the schema or tantivy's own format changes.
pub const FORMAT: u32 = 5;

const MAGIC: &[u8; 4] = b"YXHF";

/// The files of an index. Their names do not matter, so they go by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum IndexFile {
    /// A dictionary for each field.
    PairTerms,
    SingleTerms,
    PinyinTerms,
    /// Lists of documents, see [`crate::lists`].
    Documents,
    Places,
    /// Columns of facets.
    Facets,
    /// Blocks of stored records.
    Records,
}

impl IndexFile {
    pub(crate) const ALL: [IndexFile; 7] = [
        IndexFile::PairTerms,
        IndexFile::SingleTerms,
        IndexFile::PinyinTerms,
        IndexFile::Documents,
        IndexFile::Places,
        IndexFile::Facets,
        IndexFile::Records,
    ];

    /// In the order of their fields.
    pub(crate) const DICTIONARIES: [IndexFile; 3] = [
        IndexFile::PairTerms,
        IndexFile::SingleTerms,
        IndexFile::PinyinTerms,
    ];

    /// For messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            IndexFile::PairTerms => "pair terms",
            IndexFile::SingleTerms => "single terms",
            IndexFile::PinyinTerms => "pinyin terms",
            IndexFile::Documents => "documents",
            IndexFile::Places => "places",
            IndexFile::Facets => "facets",
            IndexFile::Records => "records",
        }
    }

    fn from_number(number: u64) -> Option<IndexFile> {
        IndexFile::ALL.get(usize::try_from(number).ok()?).copied()
    }
}

/// Bytes that belong at one place of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slice {
    pub(crate) file: IndexFile,
    pub(crate) start: usize,
    pub(crate) bytes: Vec<u8>,
}

pub(crate) const CHECKSUM_BYTES: usize = 8;

/// What lies in one file beside the hot file, after a checksum: pieces of the index's files.
pub(crate) type Pieces = Vec<(IndexFile, Range<usize>)>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chunk {
    pub(crate) pieces: Pieces,
    /// As it is sent, with its checksum.
    pub(crate) length: usize,
}

/// Bytes of the pieces.
pub(crate) fn pieces_length(pieces: &Pieces) -> usize {
    pieces.iter().map(|(_, range)| range.len()).sum()
}

/// Whether a chunk is sent deflated: terms and facets gain by it, lists are as dense as they get
/// and records are deflated one by one.
pub(crate) fn is_packed(pieces: &Pieces) -> bool {
    pieces
        .iter()
        .any(|(file, _)| IndexFile::DICTIONARIES.contains(file) || *file == IndexFile::Facets)
}

/// Known to the chunks of one index alone, so that no file of another passes for one of them.
pub(crate) type Nonce = [u8; 16];

/// A chunk's checksum stands before its bytes and covers whose and which chunk it is, so that the
/// hot file need not list it.
pub(crate) fn chunk_checksum(nonce: &Nonce, number: usize, bytes: &[u8]) -> [u8; CHECKSUM_BYTES] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(nonce);
    hasher.update(&(number as u64).to_le_bytes());
    hasher.update(bytes);
    let mut short = [0; CHECKSUM_BYTES];
    short.copy_from_slice(&hasher.finalize().as_bytes()[..CHECKSUM_BYTES]);
    short
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct HotFile {
    pub(crate) nonce: Nonce,
    /// Of the records.
    pub(crate) alphabet: Alphabet,
    pub(crate) lengths: [usize; IndexFile::ALL.len()],
    pub(crate) documents: DocumentTable,
    /// Records in each block of them; the blocks lie one after the other, one in each chunk.
    pub(crate) blocks: Vec<u32>,
    /// How long each column of facets is; they lie one after the other.
    pub(crate) columns: [usize; COLUMNS],
    pub(crate) slices: Vec<Slice>,
    pub(crate) chunks: Vec<Chunk>,
}

pub(crate) fn checksum(bytes: &[u8]) -> [u8; CHECKSUM_BYTES] {
    let mut short = [0; CHECKSUM_BYTES];
    short.copy_from_slice(&blake3::hash(bytes).as_bytes()[..CHECKSUM_BYTES]);
    short
}

/// Hash of a whole file as the entry names it.
pub(crate) fn file_hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..32].to_string()
}

impl HotFile {
    fn write_body(&self) -> Vec<u8> {
        let mut body = self.nonce.to_vec();
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
        write_number(&mut body, self.chunks.len() as u64);
        // Most pieces begin where the last one of their file ended.
        let mut ends = [0usize; IndexFile::ALL.len()];
        for chunk in &self.chunks {
            write_pieces(&mut body, &chunk.pieces, &mut ends);
            if is_packed(&chunk.pieces) {
                write_number(&mut body, chunk.length as u64);
            }
        }
        body
    }

    /// The whole file.
    pub(crate) fn write(&self) -> Vec<u8> {
        let packed = pack(&self.write_body());
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&FORMAT.to_le_bytes());
        bytes.extend_from_slice(&checksum(&packed));
        bytes.extend_from_slice(&packed);
        bytes
    }

    /// Reads a hot file, trusting none of its bytes.
    pub(crate) fn read(path: &str, bytes: &[u8]) -> Result<HotFile, SearchError> {
        let mut input = Input::new(bytes);
        let short = || SearchError::corrupt(path, "the file is too short");
        if input.array() != Some(*MAGIC) {
            return Err(SearchError::corrupt(path, "this is no hot file"));
        }
        let found = u32::from_le_bytes(input.array().ok_or_else(short)?);
        if found != FORMAT {
            return Err(SearchError::Version {
                found,
                expected: FORMAT,
            });
        }
        let expected = input.array().ok_or_else(short)?;
        let packed = input.rest();
        if checksum(packed) != expected {
            return Err(SearchError::corrupt(path, "the checksum differs"));
        }
        unpack(packed)
            .and_then(|body| HotFile::read_body(&body))
            .ok_or_else(|| SearchError::corrupt(path, "the contents make no sense"))
    }

    /// The body alone. Apart from the checksum, so that tests reach it with any bytes.
    pub(crate) fn read_body(body: &[u8]) -> Option<HotFile> {
        let mut input = Input::new(body);
        let nonce = input.array()?;
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
        let chunks = read_chunks(&mut input, &lengths)?;
        input.is_empty().then_some(HotFile {
            nonce,
            alphabet,
            lengths,
            documents,
            blocks,
            columns,
            slices,
            chunks,
        })
    }
}

/// Most chunks go on where the last one with the same file ended: then a byte says which files
/// they hold, and lengths follow. This bit says that the pieces are spelled out.
const SPELLED_OUT: u8 = 0x80;

type Ends = [usize; IndexFile::ALL.len()];

fn write_pieces(body: &mut Vec<u8>, pieces: &Pieces, ends: &mut Ends) {
    let mut shape = 0;
    let mut plain = true;
    for (file, range) in pieces {
        match IndexFile::ALL.iter().position(|of| of == file) {
            // In order, each file once.
            Some(bit) if shape >> bit == 0 => shape |= 1u8 << bit,
            _ => plain = false,
        }
        plain &= range.start == ends[*file as usize];
    }
    if plain && shape != 0 {
        body.push(shape);
    } else {
        body.push(SPELLED_OUT);
        write_number(body, pieces.len() as u64);
    }
    for (file, range) in pieces {
        let end = &mut ends[*file as usize];
        if !plain {
            body.push(*file as u8);
            write_number(body, zigzag(range.start as i64 - *end as i64));
        }
        write_number(body, range.len() as u64);
        *end = range.end;
    }
}

fn read_pieces(input: &mut Input, lengths: &Ends, ends: &mut Ends) -> Option<Pieces> {
    let [shape] = input.array()?;
    let mut files = Vec::new();
    if shape == SPELLED_OUT {
        files.resize(input.count()?, None);
    } else if shape >> IndexFile::ALL.len() == 0 {
        let bits = (0..).zip(IndexFile::ALL);
        files.extend(bits.filter_map(|(bit, file)| (shape >> bit & 1 == 1).then_some(Some(file))));
    } else {
        return None;
    }
    let mut pieces = Pieces::new();
    for implied in files {
        let (file, step) = match implied {
            Some(file) => (file, 0),
            None => {
                let [number] = input.array()?;
                let file = IndexFile::from_number(number.into())?;
                (file, unzigzag(input.number()?))
            }
        };
        let end = &mut ends[file as usize];
        let start = usize::try_from(i64::try_from(*end).ok()?.checked_add(step)?).ok()?;
        *end = start.checked_add(input.size()?)?;
        if *end > lengths[file as usize] || start >= *end {
            return None;
        }
        pieces.push((file, start..*end));
    }
    Some(pieces)
}

fn read_chunks(input: &mut Input, lengths: &Ends) -> Option<Vec<Chunk>> {
    let chunk_count = input.count()?;
    let mut chunks = Vec::with_capacity(chunk_count.min(100_000));
    let mut ends = [0usize; IndexFile::ALL.len()];
    for _ in 0..chunk_count {
        let pieces = read_pieces(input, lengths, &mut ends)?;
        let length = if is_packed(&pieces) {
            input.size()?
        } else {
            CHECKSUM_BYTES + pieces_length(&pieces)
        };
        chunks.push(Chunk { pieces, length });
    }
    Some(chunks)
}

fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

fn unzigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

/// Path of a chunk, from the folder of the index.
pub(crate) fn chunk_path(generation: &str, number: usize) -> String {
    format!("{generation}/{number:04}.bin")
}

pub(crate) fn hot_path(generation: &str) -> String {
    format!("{generation}/hot.bin")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::documents::{DocumentList, Kind};

    fn sample() -> HotFile {
        let slice = |file, start, bytes: &[u8]| Slice {
            file,
            start,
            bytes: bytes.to_vec(),
        };
        let mut documents = DocumentList::default();
        for (kind, length) in [(Kind::Title, 4), (Kind::Body, 900), (Kind::Title, 30)] {
            documents.add(kind, length);
        }
        HotFile {
            nonce: [9; 16],
            alphabet: Alphabet::default(),
            lengths: [100, 200, 300, 400, 70_000, 9, 77],
            documents: documents.finish(),
            blocks: vec![1, 1],
            columns: [1, 0, 3, 0, 0, 5, 0],
            slices: vec![
                slice(IndexFile::PairTerms, 90, b"tail"),
                slice(IndexFile::Facets, 0, b""),
                slice(IndexFile::PinyinTerms, 0, b"fields"),
            ],
            chunks: [
                vec![
                    (IndexFile::Documents, 8..20),
                    (IndexFile::Places, 300..70_000),
                ],
                vec![(IndexFile::Places, 0..300)],
                vec![
                    (IndexFile::Documents, 20..30),
                    (IndexFile::Places, 300..400),
                ],
                vec![
                    (IndexFile::Places, 400..410),
                    (IndexFile::Documents, 30..31),
                ],
                vec![(IndexFile::PairTerms, 0..90)],
                vec![(IndexFile::Records, 0..77)],
            ]
            .map(|pieces| Chunk {
                length: if is_packed(&pieces) {
                    50
                } else {
                    CHECKSUM_BYTES + pieces_length(&pieces)
                },
                pieces,
            })
            .to_vec(),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let hot = sample();
        assert_eq!(HotFile::read("hot", &hot.write()), Ok(hot));
    }

    #[test]
    fn a_chunk_is_of_one_index_and_one_place() {
        let sum = chunk_checksum(&[1; 16], 3, b"bytes");
        assert_ne!(sum, chunk_checksum(&[2; 16], 3, b"bytes"));
        assert_ne!(sum, chunk_checksum(&[1; 16], 4, b"bytes"));
        assert_ne!(sum, chunk_checksum(&[1; 16], 3, b"byte"));
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
