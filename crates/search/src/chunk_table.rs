//! The table of chunks, which stands in the hot file, and what is sent of each of them. Written and read here.
//! In: pieces of the index's files, or the bytes of the table. Out: those bytes, or the checked chunks.

use std::ops::Range;

#[cfg(feature = "write")]
use crate::bits::BitWriter;
use crate::bits::{BitReader, Rice};
use crate::bytes::{Input, unpack};
#[cfg(feature = "write")]
use crate::bytes::{write_block, write_number};
use crate::chunk_name::{ChunkName, short_hash};
use crate::index_file::IndexFile;

pub(crate) const CHECKSUM_BYTES: usize = 8;
/// What stands before a chunk's bytes: the checksum, and a number by which two chunks get different names.
pub(crate) const HEAD_BYTES: usize = 1 + CHECKSUM_BYTES;

/// What lies in one file beside the hot file, after its head: pieces of the index's files.
pub(crate) type Pieces = Vec<(IndexFile, Range<usize>)>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chunk {
    pub(crate) pieces: Pieces,
    /// As it is sent, with its head.
    pub(crate) length: usize,
}

/// Whether pieces of this file are sent deflated: texts and facets gain by it, lists are as dense as they get
/// and records are deflated one by one.
pub(crate) fn is_packed(file: IndexFile) -> bool {
    IndexFile::DICTIONARIES.contains(&file)
        || matches!(file, IndexFile::Facets | IndexFile::Confusable)
}

impl Chunk {
    /// Bytes of the pieces that are sent deflated, and of the others, which follow them.
    pub(crate) fn sizes(pieces: &Pieces) -> (usize, usize) {
        let mut sizes = (0, 0);
        for (file, range) in pieces {
            let size = match is_packed(*file) {
                true => &mut sizes.0,
                false => &mut sizes.1,
            };
            *size += range.len();
        }
        sizes
    }

    /// The pieces' bytes, out of what was sent behind the head.
    pub(crate) fn contents(&self, sent: &[u8]) -> Option<Vec<u8>> {
        let (packed, plain) = Chunk::sizes(&self.pieces);
        let (deflated, plain) = sent.split_at_checked(sent.len().checked_sub(plain)?)?;
        let mut contents = match packed {
            0 => deflated.to_vec(),
            _ => unpack(deflated)?,
        };
        let whole = contents.len() == packed;
        contents.extend_from_slice(plain);
        whole.then_some(contents)
    }
}

/// The file that holds these bytes: a checksum of what follows, a number that changes nothing but its name, the bytes.
#[cfg(feature = "write")]
pub(crate) fn with_head(salt: u8, bytes: &[u8]) -> Vec<u8> {
    let mut sent = [&[0; CHECKSUM_BYTES][..], &[salt], bytes].concat();
    let checksum = short_hash::<CHECKSUM_BYTES>(&sent[CHECKSUM_BYTES..]);
    sent[..CHECKSUM_BYTES].copy_from_slice(&checksum);
    sent
}

/// What was sent behind the head of the file of this name, if it is that and whole: the name says that no other chunk,
/// former one or one of another site passes for it, the checksum that no byte is damaged.
pub(crate) fn opened(name: ChunkName, sent: &[u8]) -> Option<&[u8]> {
    let (checksum, rest) = sent.split_at_checked(CHECKSUM_BYTES)?;
    let whole = checksum == short_hash::<CHECKSUM_BYTES>(rest) && ChunkName::of(sent) == name;
    rest.get(1..).filter(|_| whole)
}

/// Where the lists of each block of a dictionary begin. They lie in the block's chunk, so that the block itself need not
/// say it, and has the same bytes wherever it stands.
#[derive(Debug, Default)]
pub(crate) struct BlockLists([Vec<(usize, ListsStart)>; IndexFile::DICTIONARIES.len()]);

/// Among all documents and among all positions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ListsStart {
    pub(crate) documents: usize,
    pub(crate) positions: usize,
}

impl BlockLists {
    pub(crate) fn of(chunks: &[Chunk]) -> BlockLists {
        let mut lists = BlockLists::default();
        for chunk in chunks {
            let start_of = |wanted: IndexFile| {
                let piece = chunk.pieces.iter().find(|(file, _)| *file == wanted);
                // A block without lists of one sort has none that begin anywhere.
                piece.map_or(0, |(_, range)| range.start)
            };
            for (blocks, dictionary) in lists.0.iter_mut().zip(IndexFile::DICTIONARIES) {
                let piece = chunk.pieces.iter().find(|(file, _)| *file == dictionary);
                blocks.extend(piece.map(|(_, range)| {
                    let documents = start_of(IndexFile::Documents);
                    let positions = start_of(IndexFile::Positions);
                    (range.start, ListsStart { documents, positions })
                }));
            }
        }
        lists
    }

    /// Of the block of this dictionary that begins here.
    pub(crate) fn start(&self, dictionary: usize, at: usize) -> Option<ListsStart> {
        let blocks = self.0.get(dictionary)?;
        let found = blocks.binary_search_by_key(&at, |(start, _)| *start).ok()?;
        blocks.get(found).map(|(_, lists)| *lists)
    }
}

type Ends = [usize; IndexFile::ALL.len()];

/// Whether a chunk holds one piece or none of each file, in their order, each from where the last one of it ended: then
/// it is known by the lengths of its pieces. `ends` goes on.
#[cfg(feature = "write")]
pub(crate) fn goes_on(pieces: &Pieces, ends: &mut Ends) -> bool {
    let mut last = None;
    pieces.iter().all(|(file, range)| {
        let in_order = last.replace(*file) < Some(*file);
        let start = std::mem::replace(&mut ends[*file as usize], range.end);
        in_order && range.start == start && !range.is_empty()
    }) && !pieces.is_empty()
}

/// Lengths of pieces of each file, and of what was deflated, follow each other's like.
struct Lengths {
    of_files: [Rice; IndexFile::ALL.len()],
    deflated: Rice,
}

impl Lengths {
    fn new() -> Lengths {
        const MEAN: u32 = 2_000;
        const MEMORY: u32 = 32;
        Lengths {
            of_files: [Rice::new(MEAN, MEMORY); IndexFile::ALL.len()],
            deflated: Rice::new(MEAN, MEMORY),
        }
    }
}

/// For each chunk a byte with a bit for each file it holds a piece of; then the lengths of them all.
#[cfg(feature = "write")]
pub(crate) fn write_chunks(body: &mut Vec<u8>, chunks: &[Chunk]) {
    write_number(body, chunks.len() as u64);
    for chunk in chunks {
        let bits = chunk.pieces.iter().map(|(file, _)| 1u8 << *file as u8);
        body.push(bits.fold(0, |shape, bit| shape | bit));
    }
    let mut lengths = Lengths::new();
    let mut bits = BitWriter::default();
    for chunk in chunks {
        for (file, range) in &chunk.pieces {
            lengths.of_files[*file as usize].write(&mut bits, range.len() as u32);
        }
        let (packed, plain) = Chunk::sizes(&chunk.pieces);
        if packed > 0 {
            let deflated = chunk.length.saturating_sub(HEAD_BYTES + plain);
            lengths.deflated.write(&mut bits, deflated as u32);
        }
    }
    bits.align();
    write_block(body, bits.bytes());
}

pub(crate) fn read_chunks(input: &mut Input, file_lengths: &Ends) -> Option<Vec<Chunk>> {
    let chunk_count = input.count()?;
    let shapes = input.take(chunk_count)?;
    let mut lengths = Lengths::new();
    let mut bits = BitReader::new(input.block()?);
    let mut ends = [0usize; IndexFile::ALL.len()];
    let mut chunks = Vec::with_capacity(chunk_count);
    for shape in shapes {
        let mut pieces = Pieces::new();
        for file in IndexFile::ALL {
            if shape >> file as u8 & 1 == 0 {
                continue;
            }
            let length = lengths.of_files[file as usize].read(&mut bits)?;
            let start = ends[file as usize];
            let end = start.checked_add(usize::try_from(length).ok()?)?;
            if end > file_lengths[file as usize] || start >= end {
                return None;
            }
            ends[file as usize] = end;
            pieces.push((file, start..end));
        }
        if pieces.is_empty() || u32::from(*shape) >> IndexFile::ALL.len() != 0 {
            return None;
        }
        let (packed, plain) = Chunk::sizes(&pieces);
        let deflated = match packed {
            0 => 0,
            _ => usize::try_from(lengths.deflated.read(&mut bits)?).ok()?,
        };
        let length = HEAD_BYTES.checked_add(deflated)?.checked_add(plain)?;
        chunks.push(Chunk { pieces, length });
    }
    Some(chunks)
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;
    use crate::bytes::pack;

    fn chunk(pieces: Pieces) -> Chunk {
        Chunk { pieces, length: 0 }
    }

    #[test]
    fn a_chunk_is_known_by_every_byte_of_it() {
        let sent = with_head(0, b"bytes");
        let salted = with_head(1, b"bytes");
        let other = with_head(0, b"other");
        let name = ChunkName::of(&sent);
        assert_eq!(opened(name, &sent), Some(&b"bytes"[..]));
        for wrong in [&salted, &other, &Vec::new()] {
            assert_eq!(opened(name, wrong), None);
        }
        for at in 0..sent.len() {
            let mut damaged = sent.clone();
            damaged[at] ^= 1;
            assert_eq!(opened(name, &damaged), None);
            // Nor does a name that happens to be its.
            assert_eq!(opened(ChunkName::of(&damaged), &damaged), None);
        }
    }

    #[test]
    fn lists_of_a_block_begin_in_its_chunk() {
        use IndexFile::{Documents, PairTerms, PinyinTerms, Positions, Records};
        let chunks = [
            chunk(vec![(PairTerms, 0..9), (Documents, 0..5), (Positions, 0..7)]),
            chunk(vec![(PairTerms, 9..12), (Documents, 5..6), (Positions, 7..8)]),
            chunk(vec![(PinyinTerms, 0..3), (Documents, 6..8)]),
            chunk(vec![(Records, 0..3)]),
        ];
        let lists = BlockLists::of(&chunks);
        let starts = |documents, positions| Some(ListsStart { documents, positions });
        assert_eq!(lists.start(0, 0), starts(0, 0));
        assert_eq!(lists.start(0, 9), starts(5, 7));
        assert_eq!(lists.start(0, 8), None);
        assert_eq!(lists.start(1, 0), None);
        assert_eq!(lists.start(2, 0), starts(6, 0));
    }

    #[test]
    fn what_is_deflated_comes_first() {
        let pieces = vec![(IndexFile::PairTerms, 3..8), (IndexFile::Positions, 0..4)];
        let sent = [&pack(b"terms")[..], b"list"].concat();
        let chunk = chunk(pieces);
        assert_eq!(chunk.contents(&sent), Some(b"termslist".to_vec()));
        let short = [&pack(b"term")[..], b"list"].concat();
        assert_eq!(chunk.contents(&short), None);
        assert_eq!(chunk.contents(b"lis"), None);
    }

    #[test]
    fn chunks_go_on_where_the_last_ones_ended() {
        use IndexFile::{Documents, PairTerms, Positions};
        let goes_on = |pieces: &[(IndexFile, Range<usize>)]| {
            let mut ends = [0; IndexFile::ALL.len()];
            ends[Documents as usize] = 5;
            (goes_on(&pieces.to_vec(), &mut ends), ends[Documents as usize])
        };
        assert_eq!(goes_on(&[(PairTerms, 0..2), (Documents, 5..7)]), (true, 7));
        assert!(!goes_on(&[(Documents, 6..7)]).0);
        assert!(!goes_on(&[(Documents, 5..5)]).0);
        assert!(!goes_on(&[(Positions, 0..1), (Documents, 5..6)]).0);
        assert!(!goes_on(&[(Documents, 5..6), (Documents, 6..7)]).0);
        assert!(!goes_on(&[]).0);
    }
}
