//! Where the segment's files are cut into chunks: only where a block or a term's postings end.
//! In: a finished segment. Out: the pieces of every chunk, in order.

use std::ops::Range;

use tantivy::directory::CompositeFile;
use tantivy::index::SegmentComponent;
use tantivy::schema::Field;
use tantivy::{Index, InvertedIndexReader, Segment, SegmentReader};

use crate::error::WriteError;
use crate::format::{Pieces, SegmentFile};
use crate::recording::Recording;
use crate::schema::FIELDS;

/// Sizes at which chunks are closed, chosen by `cargo xtask measure-search`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ChunkSizes {
    pub(crate) dictionary: usize,
    pub(crate) postings: usize,
    /// A term whose postings and positions are larger gets a chunk of its own,
    pub(crate) own_chunk: usize,
    /// and one for each of them where both are larger than this: not every question needs both.
    pub(crate) apart: usize,
    pub(crate) facets: usize,
}

impl Default for ChunkSizes {
    fn default() -> ChunkSizes {
        ChunkSizes {
            dictionary: 4_000,
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
    fn add(&mut self, file: SegmentFile, range: Range<usize>) {
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

pub(crate) fn cut(recording: &Recording, sizes: ChunkSizes) -> Result<Vec<Pieces>, WriteError> {
    let index = Index::open(recording.directory())?;
    let Some(segment) = index.searchable_segments()?.into_iter().next() else {
        return Ok(Vec::new());
    };
    let reader = SegmentReader::open(&segment)?;
    let mut chunks = Vec::new();
    for field in FIELDS {
        cut_dictionary(recording, &segment, field, sizes, &mut chunks)?;
    }
    for field in FIELDS {
        let inverted = reader.inverted_index(field)?;
        cut_postings(recording, &segment, field, &inverted, sizes, &mut chunks)?;
    }
    Ok(chunks)
}

/// Small columns share a chunk, a large one has its own.
pub(crate) fn cut_columns(lengths: &[usize], sizes: ChunkSizes, chunks: &mut Vec<Pieces>) {
    let mut gathering = Gathering::default();
    let mut start = 0;
    for length in lengths {
        gathering.add(SegmentFile::Facets, start..start + length);
        gathering.close(sizes.facets, chunks);
        start += length;
    }
    gathering.close(0, chunks);
}

/// Where a field's part of a file begins in that file. tantivy does not say, but the recording
/// sees which bytes a read touches.
fn field_range(
    recording: &Recording,
    segment: &Segment,
    component: SegmentComponent,
    field: Field,
) -> Result<Option<(SegmentFile, Range<usize>)>, WriteError> {
    let file = segment
        .open_read(component)
        .map_err(tantivy::TantivyError::from)?;
    let Some(slice) = CompositeFile::open(&file)?.open_read(field) else {
        return Ok(None);
    };
    recording.take_log();
    slice.read_bytes()?;
    Ok(recording.take_log().pop())
}

/// The dictionary's own blocks: a length, then that many bytes. A length of nought ends them.
fn cut_dictionary(
    recording: &Recording,
    segment: &Segment,
    field: Field,
    sizes: ChunkSizes,
    chunks: &mut Vec<Pieces>,
) -> Result<(), WriteError> {
    const SHAPE: WriteError = WriteError::Shape("the dictionary's blocks");
    /// Offset of the block index, number of terms, version; then the kind of dictionary.
    const FOOTER_BYTES: usize = 8 + 8 + 4 + 4;
    let Some((file, range)) = field_range(recording, segment, SegmentComponent::Terms, field)?
    else {
        return Ok(());
    };
    let bytes = recording
        .files
        .get(&file)
        .and_then(|bytes| bytes.get(range.clone()))
        .ok_or(SHAPE)?;
    let footer = bytes
        .len()
        .checked_sub(FOOTER_BYTES)
        .and_then(|at| bytes.get(at..))
        .ok_or(SHAPE)?;
    let blocks_end = u64::from_le_bytes(footer[..8].try_into().map_err(|_| SHAPE)?) as usize;
    let mut gathering = Gathering::default();
    let mut at = 0;
    while at < blocks_end {
        let length = bytes
            .get(at..at + 4)
            .and_then(|length| length.try_into().ok())
            .ok_or(SHAPE)?;
        // The nought at the end is read with the last block.
        let next = at + 4 + u32::from_le_bytes(length) as usize;
        let end = if next + 4 == blocks_end {
            blocks_end
        } else {
            next
        };
        gathering.add(file, range.start + at..range.start + end);
        gathering.close(sizes.dictionary, chunks);
        at = end;
    }
    gathering.close(0, chunks);
    Ok(())
}

/// Postings and positions of a term lie in one chunk, so that one request serves both, unless
/// they are large.
fn cut_postings(
    recording: &Recording,
    segment: &Segment,
    field: Field,
    inverted: &InvertedIndexReader,
    sizes: ChunkSizes,
    chunks: &mut Vec<Pieces>,
) -> Result<(), WriteError> {
    /// Before a field's postings stands its number of tokens.
    const TOKEN_COUNT_BYTES: usize = 8;
    let postings = field_range(recording, segment, SegmentComponent::Postings, field)?;
    let positions = field_range(recording, segment, SegmentComponent::Positions, field)?;
    let Some((postings_file, postings)) = postings else {
        return Ok(());
    };
    let positions_start = positions.map_or(0, |(_, range)| range.start);
    let postings_start = postings.start + TOKEN_COUNT_BYTES;
    let shifted = |range: &Range<usize>, by: usize| range.start + by..range.end + by;
    let mut gathering = Gathering::default();
    let mut stream = inverted.terms().stream()?;
    while let Some((_, info)) = stream.next() {
        let documents = (postings_file, shifted(&info.postings_range, postings_start));
        let places = (
            SegmentFile::Positions,
            shifted(&info.positions_range, positions_start),
        );
        if documents.1.len() + places.1.len() > sizes.own_chunk {
            if documents.1.len() > sizes.apart && places.1.len() > sizes.apart {
                chunks.extend([vec![documents], vec![places]]);
            } else {
                let mut own = Gathering::default();
                own.add(documents.0, documents.1);
                own.add(places.0, places.1);
                own.close(0, chunks);
            }
            continue;
        }
        gathering.add(documents.0, documents.1);
        gathering.add(places.0, places.1);
        gathering.close(sizes.postings, chunks);
    }
    gathering.close(0, chunks);
    Ok(())
}
