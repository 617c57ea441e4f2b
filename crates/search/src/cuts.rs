//! Where the files are cut into chunks: only where a block or a term's list ends.
//! In: dictionaries, lists, lengths of columns. Out: the pieces of every chunk, in order.

use std::ops::Range;

use crate::terms::TermInfo;

use crate::error::WriteError;
use crate::format::{IndexFile, Pieces};

/// Sizes at which chunks are closed, chosen by `cargo xtask measure-search`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ChunkSizes {
    pub(crate) dictionary: usize,
    pub(crate) postings: usize,
    /// A term whose documents and places are larger gets a chunk of its own,
    pub(crate) own_chunk: usize,
    /// and one for each of them where both are larger than this: not every question needs both.
    pub(crate) apart: usize,
    pub(crate) facets: usize,
}

impl Default for ChunkSizes {
    fn default() -> ChunkSizes {
        ChunkSizes {
            dictionary: 1_500,
            postings: 9_000,
            own_chunk: 5_000,
            apart: 12_000,
            facets: 12_000,
        }
    }
}

/// Collects what belongs into one chunk.
#[derive(Default)]
struct Gathering {
    pieces: Pieces,
    size: usize,
}

impl Gathering {
    fn add(&mut self, file: IndexFile, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        self.size += range.len();
        let last = self.pieces.iter_mut().rev().find(|(of, _)| *of == file);
        match last {
            Some((_, last)) if last.end == range.start => last.end = range.end,
            _ => self.pieces.push((file, range)),
        }
    }

    /// Closes the chunk once it has reached the size.
    fn close(&mut self, size: usize, chunks: &mut Vec<Pieces>) {
        if self.size >= size.max(1) {
            chunks.push(std::mem::take(&mut self.pieces));
            self.size = 0;
        }
    }
}

/// Small columns share a chunk, a large one has its own.
pub(crate) fn cut_columns(lengths: &[usize], sizes: ChunkSizes, chunks: &mut Vec<Pieces>) {
    let mut gathering = Gathering::default();
    let mut start = 0;
    for length in lengths {
        gathering.add(IndexFile::Facets, start..start + length);
        gathering.close(sizes.facets, chunks);
        start += length;
    }
    gathering.close(0, chunks);
}

/// The dictionary's own blocks: a length, then that many bytes. A length of nought ends them.
pub(crate) fn cut_dictionary(
    file: IndexFile,
    bytes: &[u8],
    sizes: ChunkSizes,
    chunks: &mut Vec<Pieces>,
) -> Result<(), WriteError> {
    const SHAPE: WriteError = WriteError::Shape("the dictionary's blocks");
    /// Offset of the block index, number of terms, version.
    const FOOTER_BYTES: usize = 8 + 8 + 4;
    let footer = bytes.len().checked_sub(FOOTER_BYTES).ok_or(SHAPE)?;
    let blocks_end = bytes[footer..].first_chunk().ok_or(SHAPE)?;
    let blocks_end = u64::from_le_bytes(*blocks_end) as usize;
    let mut gathering = Gathering::default();
    let mut at = 0;
    while at < blocks_end {
        let length = bytes.get(at..).and_then(|bytes| bytes.first_chunk());
        // The nought at the end is read with the last block.
        let next = at + 4 + u32::from_le_bytes(*length.ok_or(SHAPE)?) as usize;
        let end = if next + 4 == blocks_end {
            blocks_end
        } else {
            next
        };
        gathering.add(file, at..end);
        gathering.close(sizes.dictionary, chunks);
        at = end;
    }
    gathering.close(0, chunks);
    Ok(())
}

/// Cuts between lists as they are written. Documents and places of a term lie in one chunk, so
/// that one request serves both, unless they are large.
pub(crate) struct ListCuts {
    sizes: ChunkSizes,
    gathering: Gathering,
    pub(crate) chunks: Vec<Pieces>,
}

impl ListCuts {
    pub(crate) fn new(sizes: ChunkSizes) -> ListCuts {
        ListCuts {
            sizes,
            gathering: Gathering::default(),
            chunks: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, info: &TermInfo) {
        let documents = (IndexFile::Documents, info.documents.clone());
        let places = (IndexFile::Places, info.places.clone());
        if documents.1.len() + places.1.len() > self.sizes.own_chunk {
            if documents.1.len() > self.sizes.apart && places.1.len() > self.sizes.apart {
                self.chunks.extend([vec![documents], vec![places]]);
            } else {
                let mut own = Gathering::default();
                own.add(documents.0, documents.1);
                own.add(places.0, places.1);
                own.close(0, &mut self.chunks);
            }
            return;
        }
        self.gathering.add(documents.0, documents.1);
        self.gathering.add(places.0, places.1);
        self.gathering.close(self.sizes.postings, &mut self.chunks);
    }

    /// What follows lies in another chunk.
    pub(crate) fn close(&mut self) {
        self.gathering.close(0, &mut self.chunks);
    }
}
