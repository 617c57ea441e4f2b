//! Where the files are cut into chunks: only where a block or a term's list ends.
//! In: dictionaries, lists, lengths of columns. Out: the pieces of every chunk, in order.

use std::ops::Range;

use crate::chunk_table::Pieces;
use crate::error::WriteError;
use crate::field::Field;
use crate::index_file::IndexFile;
use crate::terms::TermInfo;
use crate::terms_writer::ListEnds;

/// Sizes at which chunks are closed, chosen by `cargo xtask measure-search`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ChunkSizes {
    /// A block of a dictionary with the lists of its terms.
    pub(crate) terms: usize,
    /// A term with a larger list is a frequent one,
    pub(crate) frequent: usize,
    /// whose list shares a chunk with others up to this size.
    pub(crate) lists: usize,
    /// A list larger than this gets a chunk of its own,
    pub(crate) own_chunk: usize,
    /// and one for documents and one for positions where both are larger than this: not every question needs both.
    pub(crate) apart: usize,
    pub(crate) facets: usize,
}

impl ChunkSizes {
    /// Letters may be pinyin for many readings, each of which is looked up.
    pub(crate) fn for_field(self, field: Field) -> ChunkSizes {
        let ways = if field == Field::Pinyin { 2 } else { 1 };
        ChunkSizes { terms: self.terms / ways, ..self }
    }
}

impl Default for ChunkSizes {
    fn default() -> ChunkSizes {
        ChunkSizes {
            terms: 5_000,
            frequent: 1_500,
            lists: 4_000,
            own_chunk: 2_500,
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

    /// Closes the chunk once it has reached the size, at nought whatever there is.
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

/// The dictionary's own blocks: a length, then that many bytes. A length of nought ends them. Each lies in a chunk with
/// the lists of its terms, which begin where those of the block before ended.
pub(crate) fn cut_dictionary(
    file: IndexFile,
    bytes: &[u8],
    lists: &[ListEnds],
    begun: &mut ListEnds,
    chunks: &mut Vec<Pieces>,
) -> Result<(), WriteError> {
    const SHAPE: WriteError = WriteError::Shape("the dictionary's blocks");
    /// Offset of the block index, number of terms, version.
    const FOOTER_BYTES: usize = 8 + 8 + 4;
    let footer = bytes.len().checked_sub(FOOTER_BYTES).ok_or(SHAPE)?;
    let blocks_end = bytes[footer..].first_chunk().ok_or(SHAPE)?;
    let blocks_end = u64::from_le_bytes(*blocks_end) as usize;
    let mut lists = lists.iter();
    let mut at = 0;
    while at < blocks_end {
        let length = bytes.get(at..).and_then(|bytes| bytes.first_chunk());
        // The nought at the end is read with the last block.
        let next = at + 4 + u32::from_le_bytes(*length.ok_or(SHAPE)?) as usize;
        let end = if next + 4 == blocks_end { blocks_end } else { next };
        let ends = lists.next().copied().unwrap_or(*begun);
        let mut gathering = Gathering::default();
        gathering.add(file, at..end);
        gathering.add(IndexFile::Documents, begun.documents..ends.documents);
        gathering.add(IndexFile::Positions, begun.positions..ends.positions);
        gathering.close(0, chunks);
        *begun = ends;
        at = end;
    }
    match lists.next() {
        None => Ok(()),
        Some(_) => Err(SHAPE),
    }
}

/// Cuts between the lists of frequent terms. Documents and positions of a term lie in one chunk, so that one request serves
/// both, unless they are large.
pub(crate) fn cut_lists<'a>(
    infos: impl Iterator<Item = &'a TermInfo>,
    sizes: ChunkSizes,
    chunks: &mut Vec<Pieces>,
) {
    let mut gathering = Gathering::default();
    for info in infos {
        let documents = (IndexFile::Documents, info.documents.clone());
        let positions = (IndexFile::Positions, info.positions.clone());
        let alone = documents.1.len() + positions.1.len() > sizes.own_chunk;
        if alone {
            gathering.close(0, chunks);
        }
        if documents.1.len() > sizes.apart && positions.1.len() > sizes.apart {
            chunks.extend([vec![documents], vec![positions]]);
            continue;
        }
        gathering.add(documents.0, documents.1);
        gathering.add(positions.0, positions.1);
        gathering.close(if alone { 0 } else { sizes.lists }, chunks);
    }
    gathering.close(0, chunks);
}
