//! The hot file, which opens the index, and the table of chunks, which holds the rest. Written and read here.
//! In: pieces of the segment's files, or the bytes of a hot file. Out: those bytes, or the checked pieces.

use std::ops::Range;

use crate::bytes::{Input, write_block, write_number};
use crate::error::SearchError;
use crate::facet_table::COLUMNS;

/// Raised whenever the hot file, the chunks, the schema or tantivy's own format changes.
pub const FORMAT: u32 = 2;

const MAGIC: &[u8; 4] = b"YXHF";

/// The files of the one segment. Their names do not matter, so they go by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SegmentFile {
    Terms,
    Postings,
    Positions,
    Store,
    Lengths,
    FastFields,
    /// Columns of facets: no file of tantivy's.
    Facets,
}

impl SegmentFile {
    pub(crate) const ALL: [SegmentFile; 7] = [
        SegmentFile::Terms,
        SegmentFile::Postings,
        SegmentFile::Positions,
        SegmentFile::Store,
        SegmentFile::Lengths,
        SegmentFile::FastFields,
        SegmentFile::Facets,
    ];

    /// Those that tantivy wrote.
    pub(crate) fn of_segment() -> impl Iterator<Item = SegmentFile> {
        SegmentFile::ALL
            .into_iter()
            .filter(|file| *file != SegmentFile::Facets)
    }

    pub(crate) fn extension(self) -> &'static str {
        match self {
            SegmentFile::Terms => "term",
            SegmentFile::Postings => "idx",
            SegmentFile::Positions => "pos",
            SegmentFile::Store => "store",
            SegmentFile::Lengths => "fieldnorm",
            SegmentFile::FastFields => "fast",
            SegmentFile::Facets => "facets",
        }
    }

    fn from_number(number: u64) -> Option<SegmentFile> {
        SegmentFile::ALL.get(usize::try_from(number).ok()?).copied()
    }
}

/// Bytes that belong at one place of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slice {
    pub(crate) file: SegmentFile,
    pub(crate) start: usize,
    pub(crate) bytes: Vec<u8>,
}

pub(crate) const CHECKSUM_BYTES: usize = 8;

/// One file beside the hot file: pieces of the segment's files, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chunk {
    pub(crate) checksum: [u8; CHECKSUM_BYTES],
    pub(crate) pieces: Vec<(SegmentFile, Range<usize>)>,
}

impl Chunk {
    pub(crate) fn len(&self) -> usize {
        self.pieces.iter().map(|(_, range)| range.len()).sum()
    }
}

/// The documents of each page, and which of them are headings. The first one of a page is its title.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PageTable {
    /// First document of each page, and the number of all documents at the end.
    pub(crate) starts: Vec<u32>,
    /// One bit for each document.
    pub(crate) headings: Vec<u8>,
}

impl PageTable {
    pub(crate) fn page_count(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    pub(crate) fn document_count(&self) -> u32 {
        self.starts.last().copied().unwrap_or(0)
    }

    pub(crate) fn page_of(&self, document: u32) -> u32 {
        (self.starts.partition_point(|start| *start <= document)).saturating_sub(1) as u32
    }

    pub(crate) fn documents(&self, page: u32) -> Range<u32> {
        let at = |index: usize| self.starts.get(index).copied().unwrap_or(0);
        at(page as usize)..at(page as usize + 1)
    }

    pub(crate) fn is_title(&self, document: u32) -> bool {
        self.starts.binary_search(&document).is_ok()
    }

    pub(crate) fn is_heading(&self, document: u32) -> bool {
        self.headings
            .get(document as usize / 8)
            .is_some_and(|bits| bits >> (document % 8) & 1 == 1)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HotFile {
    pub(crate) meta: Vec<u8>,
    pub(crate) lengths: [usize; SegmentFile::ALL.len()],
    pub(crate) pages: PageTable,
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
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut body = Vec::new();
        write_block(&mut body, &self.meta);
        for length in self.lengths {
            write_number(&mut body, length as u64);
        }
        write_number(&mut body, self.pages.page_count() as u64);
        for pair in self.pages.starts.windows(2) {
            write_number(&mut body, u64::from(pair[1] - pair[0]));
        }
        body.extend_from_slice(&self.pages.headings);
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
        let mut ends = [0usize; SegmentFile::ALL.len()];
        for chunk in &self.chunks {
            body.extend_from_slice(&chunk.checksum);
            write_number(&mut body, chunk.pieces.len() as u64);
            for (file, range) in &chunk.pieces {
                body.push(*file as u8);
                let end = &mut ends[*file as usize];
                write_number(&mut body, zigzag(range.start as i64 - *end as i64));
                write_number(&mut body, range.len() as u64);
                *end = range.end;
            }
        }
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&FORMAT.to_le_bytes());
        bytes.extend_from_slice(&checksum(&body));
        bytes.extend_from_slice(&body);
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
        let body = bytes
            .get(MAGIC.len() + 4 + CHECKSUM_BYTES..)
            .ok_or_else(short)?;
        if checksum(body) != expected {
            return Err(SearchError::corrupt(path, "the checksum differs"));
        }
        HotFile::read_body(body)
            .ok_or_else(|| SearchError::corrupt(path, "the contents make no sense"))
    }

    /// The body alone. Apart from the checksum, so that tests reach it with any bytes.
    pub(crate) fn read_body(body: &[u8]) -> Option<HotFile> {
        let mut input = Input::new(body);
        let meta = input.block()?.to_vec();
        let mut lengths = [0; SegmentFile::ALL.len()];
        for length in &mut lengths {
            *length = input.size()?;
        }
        let pages = read_pages(&mut input)?;
        let mut columns = [0; COLUMNS];
        for length in &mut columns {
            *length = input.size()?;
        }
        let slice_count = input.count()?;
        let mut slices = Vec::with_capacity(slice_count.min(1_000));
        for _ in 0..slice_count {
            let [number] = input.array()?;
            let file = SegmentFile::from_number(number.into())?;
            let start = input.size()?;
            let bytes = input.block()?.to_vec();
            if start.checked_add(bytes.len())? > lengths[file as usize] {
                return None;
            }
            slices.push(Slice { file, start, bytes });
        }
        let chunks = read_chunks(&mut input, &lengths)?;
        input.is_empty().then_some(HotFile {
            meta,
            lengths,
            pages,
            columns,
            slices,
            chunks,
        })
    }
}

fn read_pages(input: &mut Input) -> Option<PageTable> {
    let page_count = input.count()?;
    let mut starts = Vec::with_capacity(page_count + 1);
    let mut start = 0u32;
    starts.push(start);
    for _ in 0..page_count {
        // A page has at least its title's document.
        let documents = u32::try_from(input.size()?)
            .ok()
            .filter(|count| *count > 0)?;
        start = start.checked_add(documents)?;
        starts.push(start);
    }
    let headings = input.take(start.div_ceil(8) as usize)?.to_vec();
    Some(PageTable { starts, headings })
}

fn read_chunks(input: &mut Input, lengths: &[usize; SegmentFile::ALL.len()]) -> Option<Vec<Chunk>> {
    let chunk_count = input.count()?;
    let mut chunks = Vec::with_capacity(chunk_count.min(100_000));
    let mut ends = [0usize; SegmentFile::ALL.len()];
    for _ in 0..chunk_count {
        let checksum = input.array()?;
        let piece_count = input.count()?;
        let mut pieces = Vec::with_capacity(piece_count.min(100));
        for _ in 0..piece_count {
            let [number] = input.array()?;
            let file = SegmentFile::from_number(number.into())?;
            let step = unzigzag(input.number()?);
            let end = &mut ends[file as usize];
            let start = usize::try_from(i64::try_from(*end).ok()?.checked_add(step)?).ok()?;
            *end = start.checked_add(input.size()?)?;
            if *end > lengths[file as usize] || start >= *end {
                return None;
            }
            pieces.push((file, start..*end));
        }
        chunks.push(Chunk { checksum, pieces });
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

    fn sample() -> HotFile {
        let slice = |file, start, bytes: &[u8]| Slice {
            file,
            start,
            bytes: bytes.to_vec(),
        };
        HotFile {
            meta: b"{}".to_vec(),
            lengths: [100, 200, 70_000, 400, 500, 6, 9],
            columns: [1, 0, 3, 0, 0, 5, 0],
            pages: PageTable {
                starts: vec![0, 3, 4, 10],
                headings: vec![0b0010_0010, 1],
            },
            slices: vec![
                slice(SegmentFile::Terms, 90, b"tail"),
                slice(SegmentFile::Store, 0, b""),
                slice(SegmentFile::FastFields, 0, b"fields"),
            ],
            chunks: vec![
                Chunk {
                    checksum: [7; CHECKSUM_BYTES],
                    pieces: vec![
                        (SegmentFile::Postings, 8..20),
                        (SegmentFile::Positions, 300..70_000),
                    ],
                },
                Chunk {
                    checksum: [8; CHECKSUM_BYTES],
                    pieces: vec![(SegmentFile::Positions, 0..300)],
                },
            ],
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let hot = sample();
        assert_eq!(HotFile::read("hot", &hot.write()), Ok(hot));
    }

    #[test]
    fn pages_and_documents() {
        let pages = sample().pages;
        let of: Vec<u32> = (0..10).map(|document| pages.page_of(document)).collect();
        assert_eq!(of, [0, 0, 0, 1, 2, 2, 2, 2, 2, 2]);
        assert_eq!(pages.documents(2), 4..10);
        assert!(pages.is_title(3) && !pages.is_title(5));
        let headings: Vec<u32> = (0..12)
            .filter(|document| pages.is_heading(*document))
            .collect();
        assert_eq!(headings, [1, 5, 8]);
        assert_eq!(
            (
                PageTable::default().page_count(),
                PageTable::default().document_count()
            ),
            (0, 0)
        );
    }

    proptest! {
        /// No bytes behind the checksum make the reader panic, hang or reserve much.
        #[test]
        fn any_bytes_are_read_or_refused(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
            length in any::<prop::sample::Index>(),
        ) {
            let mut body = sample().write().split_off(MAGIC.len() + 4 + CHECKSUM_BYTES);
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
