//! The segment's files as tantivy sees them, made of the hot file and of the chunks fetched so far.
//! In: a hot file, chunks as they arrive. Out: bytes where they are present, a note of what is missing where not.

use std::collections::{BTreeMap, BTreeSet};
use std::future::poll_fn;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, OwnedBytes, WatchCallback, WatchHandle, WritePtr,
};

use crate::facet_table::COLUMNS;
use crate::format::{CHECKSUM_BYTES, HotFile, Nonce, SegmentFile, chunk_checksum, chunk_length};
use crate::record::{Record, record_in};

/// The segment's name in `meta.json` and in every path tantivy asks for.
pub(crate) const SEGMENT_ID: &str = "00000000000000000000000000000000";

/// tantivy's list of segments.
pub(crate) const META: &str = "meta.json";

/// Where a run of a segment file's bytes lies.
#[derive(Debug, Clone, Copy)]
struct Piece {
    length: usize,
    chunk: u32,
    offset: usize,
}

/// All bytes of one session. Nothing in it is ever dropped, so nothing is fetched twice.
#[derive(Debug)]
pub(crate) struct Cache {
    meta: Vec<u8>,
    columns: [usize; COLUMNS],
    lengths: [usize; SegmentFile::ALL.len()],
    hot: [BTreeMap<usize, OwnedBytes>; SegmentFile::ALL.len()],
    pieces: [BTreeMap<usize, Piece>; SegmentFile::ALL.len()],
    nonce: Nonce,
    /// Length of each chunk.
    chunks: Vec<usize>,
    /// First record of each block, and the number of all at the end; where the block lies.
    blocks: Vec<(u32, Range<usize>)>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    loaded: BTreeMap<u32, OwnedBytes>,
    needed: BTreeSet<u32>,
    /// Chunks this question has asked for. It reads no others without asking, so that its answer
    /// does not depend on what earlier questions left behind.
    asked: BTreeSet<u32>,
}

/// Why a supplied chunk was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    NoSuchChunk,
    Length { expected: usize },
    Checksum,
}

impl Cache {
    pub(crate) fn new(hot: HotFile) -> Cache {
        let mut hot_slices: [BTreeMap<usize, OwnedBytes>; SegmentFile::ALL.len()] =
            Default::default();
        for slice in hot.slices {
            hot_slices[slice.file as usize].insert(slice.start, OwnedBytes::new(slice.bytes));
        }
        let mut pieces: [BTreeMap<usize, Piece>; SegmentFile::ALL.len()] = Default::default();
        for (number, chunk) in (0u32..).zip(&hot.chunks) {
            let mut offset = CHECKSUM_BYTES;
            for (file, range) in chunk {
                let piece = Piece {
                    length: range.len(),
                    chunk: number,
                    offset,
                };
                pieces[*file as usize].insert(range.start, piece);
                offset += range.len();
            }
        }
        let mut blocks = Vec::with_capacity(hot.blocks.len());
        let mut record = 0u32;
        let places = &pieces[SegmentFile::Records as usize];
        for (records, (start, piece)) in hot.blocks.iter().zip(places) {
            blocks.push((record, *start..start + piece.length));
            record = record.saturating_add(*records);
        }
        Cache {
            meta: hot.meta,
            columns: hot.columns,
            lengths: hot.lengths,
            hot: hot_slices,
            pieces,
            nonce: hot.nonce,
            chunks: hot.chunks.iter().map(chunk_length).collect(),
            blocks,
            state: Mutex::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn chunk_length(&self, chunk: u32) -> usize {
        self.chunks.get(chunk as usize).copied().unwrap_or(0)
    }

    /// The bytes of a file once they are here, asking for them until then.
    async fn read(&self, file: SegmentFile, range: Range<usize>) -> io::Result<OwnedBytes> {
        poll_fn(|_| match self.look_up(file, &range, true) {
            Ok(bytes) => Poll::Ready(Ok(bytes)),
            Err(missing) if missing.is_empty() => {
                Poll::Ready(Err(refusal(file, "no chunk holds bytes", &range)))
            }
            Err(_) => Poll::Pending,
        })
        .await
    }

    /// The bytes of a column of facets.
    pub(crate) async fn column(&self, number: usize) -> io::Result<OwnedBytes> {
        let lengths = self.columns.get(..=number).unwrap_or_default();
        let end: usize = lengths.iter().sum();
        let start = end - lengths.last().copied().unwrap_or(0);
        self.read(SegmentFile::Facets, start..end).await
    }

    /// A stored record. None if its block makes no sense.
    pub(crate) async fn record(&self, number: u32) -> io::Result<Option<Record>> {
        let Some((place, range)) = self.block_of(number) else {
            return Ok(None);
        };
        let block = self.read(SegmentFile::Records, range).await?;
        Ok(record_in(&block, place))
    }

    /// A stored record if this question has already brought its bytes.
    pub(crate) fn record_at_hand(&self, number: u32) -> Option<Record> {
        let (place, range) = self.block_of(number)?;
        let block = self.look_up(SegmentFile::Records, &range, false).ok()?;
        record_in(&block, place)
    }

    fn block_of(&self, record: u32) -> Option<(usize, Range<usize>)> {
        let after = self.blocks.partition_point(|(first, _)| *first <= record);
        let (first, range) = self.blocks.get(after.checked_sub(1)?)?;
        Some(((record - first) as usize, range.clone()))
    }

    /// Chunks that were asked for and have not come yet.
    pub(crate) fn needed(&self) -> Vec<u32> {
        self.state().needed.iter().copied().collect()
    }

    /// Forgets what an earlier question needed and had asked for.
    pub(crate) fn begin_question(&self) {
        let mut state = self.state();
        state.needed.clear();
        state.asked.clear();
    }

    pub(crate) fn supply(&self, chunk: u32, bytes: &[u8]) -> Result<(), Refusal> {
        let length = *self
            .chunks
            .get(chunk as usize)
            .ok_or(Refusal::NoSuchChunk)?;
        let parts = bytes.split_at_checked(CHECKSUM_BYTES);
        let Some((stated, rest)) = parts.filter(|_| bytes.len() == length) else {
            return Err(Refusal::Length { expected: length });
        };
        if stated != chunk_checksum(&self.nonce, chunk as usize, rest) {
            return Err(Refusal::Checksum);
        }
        let mut state = self.state();
        state.needed.remove(&chunk);
        state.loaded.insert(chunk, OwnedBytes::new(bytes.to_vec()));
        Ok(())
    }

    /// The bytes if all are here; else the chunks that would bring them, none if no chunk would.
    fn look_up(
        &self,
        file: SegmentFile,
        range: &Range<usize>,
        ask: bool,
    ) -> Result<OwnedBytes, Vec<u32>> {
        if range.is_empty() {
            return Ok(OwnedBytes::empty());
        }
        let hot = &self.hot[file as usize];
        if let Some((start, bytes)) = hot.range(..=range.start).next_back()
            && range.end <= start + bytes.len()
        {
            return Ok(bytes.slice(range.start - start..range.end - start));
        }
        let mut state = self.state();
        let mut missing = Vec::new();
        let mut parts = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let found = self.pieces[file as usize].range(..=at).next_back();
            let Some((start, piece)) = found.filter(|(start, piece)| at < *start + piece.length)
            else {
                return Err(Vec::new());
            };
            let end = range.end.min(start + piece.length);
            if ask {
                state.asked.insert(piece.chunk);
            }
            let asked = state.asked.contains(&piece.chunk);
            match state.loaded.get(&piece.chunk).filter(|_| asked) {
                Some(bytes) => {
                    parts.push(bytes.slice(piece.offset + at - start..piece.offset + end - start));
                }
                None => missing.push(piece.chunk),
            }
            at = end;
        }
        if !missing.is_empty() {
            if ask {
                state.needed.extend(&missing);
            }
            return Err(missing);
        }
        Ok(match <[OwnedBytes; 1]>::try_from(parts) {
            Ok([whole]) => whole,
            Err(parts) => OwnedBytes::new(
                parts
                    .iter()
                    .flat_map(|part| part.iter().copied())
                    .collect::<Vec<u8>>(),
            ),
        })
    }
}

/// One file of the segment.
#[derive(Debug)]
struct CachedFile {
    cache: Arc<Cache>,
    file: SegmentFile,
}

impl CachedFile {
    fn check(&self, range: &Range<usize>) -> io::Result<()> {
        if range.start > range.end || range.end > self.len() {
            return Err(refusal(self.file, "no bytes", range));
        }
        Ok(())
    }
}

fn refusal(file: SegmentFile, what: &str, range: &Range<usize>) -> io::Error {
    let extension = file.extension();
    io::Error::other(format!(
        "{what} {}..{} of .{extension}",
        range.start, range.end
    ))
}

impl HasLen for CachedFile {
    fn len(&self) -> usize {
        self.cache.lengths[self.file as usize]
    }
}

#[async_trait::async_trait]
impl FileHandle for CachedFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        self.check(&range)?;
        self.cache.look_up(self.file, &range, false).map_err(|_| {
            refusal(
                self.file,
                "read without having been asked for: bytes",
                &range,
            )
        })
    }

    async fn read_bytes_async(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        self.check(&range)?;
        self.cache.read(self.file, range).await
    }
}

/// The folder of the one segment. Nothing can be written to it.
#[derive(Debug, Clone)]
pub(crate) struct SegmentDirectory {
    meta: Arc<[u8]>,
    files: [Option<Arc<dyn FileHandle>>; SegmentFile::ALL.len()],
}

impl SegmentDirectory {
    pub(crate) fn new(
        meta: &[u8],
        files: [Option<Arc<dyn FileHandle>>; SegmentFile::ALL.len()],
    ) -> SegmentDirectory {
        SegmentDirectory {
            meta: meta.into(),
            files,
        }
    }

    /// The segment as the session's bytes make it up.
    pub(crate) fn of_cache(cache: &Arc<Cache>) -> SegmentDirectory {
        let files = SegmentFile::ALL.map(|file| {
            let handle = CachedFile {
                cache: Arc::clone(cache),
                file,
            };
            Some(Arc::new(handle) as Arc<dyn FileHandle>)
        });
        SegmentDirectory::new(&cache.meta, files)
    }

    fn file(&self, path: &Path) -> Option<&Arc<dyn FileHandle>> {
        let extension = path.to_str()?.strip_prefix(SEGMENT_ID)?.strip_prefix('.')?;
        let file = SegmentFile::of_segment().find(|file| file.extension() == extension)?;
        self.files[file as usize].as_ref()
    }
}

fn refused() -> io::Error {
    io::Error::from(io::ErrorKind::Unsupported)
}

impl Directory for SegmentDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let absent = || OpenReadError::FileDoesNotExist(path.to_path_buf());
        self.file(path).cloned().ok_or_else(absent)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(path == Path::new(META) || self.file(path).is_some())
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        if path == Path::new(META) {
            return Ok(self.meta.to_vec());
        }
        Err(OpenReadError::FileDoesNotExist(path.to_path_buf()))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::FileDoesNotExist(path.to_path_buf()))
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::wrap_io_error(refused(), path.to_path_buf()))
    }

    fn atomic_write(&self, _path: &Path, _data: &[u8]) -> io::Result<()> {
        Err(refused())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Err(refused())
    }

    /// The default would write a file and might sleep.
    fn acquire_lock(&self, _lock: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}
