//! The index's files as tantivy sees them, made of the hot file and of the chunks fetched so far.
//! In: a hot file, chunks as they arrive. Out: bytes where they are present, a note of what is missing where not.

use std::collections::{BTreeMap, BTreeSet};
use std::future::poll_fn;
use std::io;
use std::mem::{replace, take};
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use tantivy_common::file_slice::FileHandle;
use tantivy_common::{HasLen, OwnedBytes};

use crate::alphabet::Alphabet;
use crate::chunk_name::twin_path;
use crate::chunk_names::{ChunkNames, Holding};
use crate::chunk_table::{Chunk, opened};
use crate::engine::Files;
use crate::facet_table::COLUMNS;
use crate::format::HotFile;
use crate::index_file::IndexFile;
use crate::packs::{pack_path, packs};
use crate::record::{Record, record_in};

/// Where a run of a file's bytes lies.
#[derive(Debug, Clone, Copy)]
struct Piece {
    length: usize,
    chunk: u32,
    offset: usize,
}

/// All bytes of one session. Nothing in it is ever dropped, so nothing is fetched twice.
#[derive(Debug)]
pub(crate) struct Cache {
    alphabet: Alphabet,
    columns: [usize; COLUMNS],
    lengths: [usize; IndexFile::ALL.len()],
    hot: [BTreeMap<usize, OwnedBytes>; IndexFile::ALL.len()],
    pieces: [BTreeMap<usize, Piece>; IndexFile::ALL.len()],
    chunks: Vec<Chunk>,
    /// First record of each block, and the number of all at the end; where the block lies.
    blocks: Vec<(u32, Range<usize>)>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    names: ChunkNames,
    loaded: BTreeMap<u32, OwnedBytes>,
    needed: BTreeSet<u32>,
    /// Chunks this question has asked for. It reads no others without asking, so that its answer
    /// does not depend on what earlier questions left behind.
    asked: BTreeSet<u32>,
    /// While it is only tried out what a read would ask for: the chunks besides those.
    trial: Option<BTreeSet<u32>>,
}

/// Files and bytes that a question may have asked for in all.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowance {
    pub(crate) requests: usize,
    pub(crate) bytes: usize,
}

/// Why a supplied file was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    NoSuchFile,
    Length { expected: usize },
    Checksum,
    Contents,
}

impl Cache {
    pub(crate) fn new(hot: HotFile) -> Cache {
        let names = ChunkNames::of(hot.names, hot.chunks.len());
        let mut hot_slices: [BTreeMap<usize, OwnedBytes>; IndexFile::ALL.len()] =
            Default::default();
        for slice in hot.slices {
            hot_slices[slice.file as usize].insert(slice.start, OwnedBytes::new(slice.bytes));
        }
        let mut pieces: [BTreeMap<usize, Piece>; IndexFile::ALL.len()] = Default::default();
        for (number, chunk) in (0u32..).zip(&hot.chunks) {
            let mut offset = 0;
            for (file, range) in &chunk.pieces {
                let piece = Piece { length: range.len(), chunk: number, offset };
                pieces[*file as usize].insert(range.start, piece);
                offset += range.len();
            }
        }
        let mut blocks = Vec::with_capacity(hot.blocks.len());
        let mut record = 0u32;
        let places = &pieces[IndexFile::Records as usize];
        for (records, (start, piece)) in hot.blocks.iter().zip(places) {
            blocks.push((record, *start..start + piece.length));
            record = record.saturating_add(*records);
        }
        Cache {
            alphabet: hot.alphabet,
            columns: hot.columns,
            lengths: hot.lengths,
            hot: hot_slices,
            pieces,
            chunks: hot.chunks,
            blocks,
            state: Mutex::new(State {
                names,
                loaded: BTreeMap::new(),
                needed: BTreeSet::new(),
                asked: BTreeSet::new(),
                trial: None,
            }),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn chunk_length(&self, chunk: u32) -> usize {
        self.chunks.get(chunk as usize).map_or(0, |chunk| chunk.length)
    }

    /// The files to bring next for these chunks, in order, each with its size: chunks, or pages with their names.
    pub(crate) fn files_for(&self, chunks: &[u32]) -> Vec<(String, usize)> {
        let state = self.state();
        let names = &state.names;
        let mut files = Vec::with_capacity(chunks.len());
        let mut last = None;
        for chunk in chunks {
            let way = names.way_to(*chunk);
            // Chunks whose names stand on one page follow each other.
            if last.replace(way) != Some(way) {
                let size = match way {
                    Holding::Chunk(chunk) => self.chunk_length(chunk),
                    Holding::Page(page) => names.page_length(page),
                };
                files.push((names.path(way), size));
            }
        }
        files
    }

    /// The script with which the file at a path comes to a page opened from a disk.
    pub(crate) fn script_path(&self, path: &str) -> String {
        let state = self.state();
        let names = &state.names;
        let Some(Holding::Chunk(chunk)) = names.at(path) else {
            return twin_path(path);
        };
        let (beside, place) = names.beside(chunk);
        let pack = packs(beside).find(|pack| pack.end > place);
        let pack = pack.and_then(|pack| beside.get(pack)).unwrap_or_default();
        pack_path(pack, names.count())
    }

    /// The bytes of a file once they are here, asking for them until then.
    async fn read(&self, file: IndexFile, range: Range<usize>) -> io::Result<OwnedBytes> {
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
        self.read(IndexFile::Facets, start..end).await
    }

    /// The table of characters taken for one another.
    pub(crate) async fn confusable(&self) -> io::Result<String> {
        let whole = 0..self.lengths[IndexFile::Confusable as usize];
        let bytes = self.read(IndexFile::Confusable, whole).await?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// A stored record. None if its block makes no sense.
    pub(crate) async fn record(&self, number: u32) -> io::Result<Option<Record>> {
        let Some((place, range)) = self.block_of(number) else {
            return Ok(None);
        };
        let block = self.read(IndexFile::Records, range).await?;
        Ok(record_in(&block, place, &self.alphabet))
    }

    /// A stored record if this question has already brought its bytes.
    pub(crate) fn record_at_hand(&self, number: u32) -> Option<Record> {
        let (place, range) = self.block_of(number)?;
        let block = self.look_up(IndexFile::Records, &range, false).ok()?;
        record_in(&block, place, &self.alphabet)
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

    /// The chunks that `ask` asks for and that are not here, without a trace in the question under way.
    pub(crate) fn missing_for(&self, ask: impl FnOnce()) -> Vec<u32> {
        let mut state = self.state();
        let (needed, asked) = (take(&mut state.needed), take(&mut state.asked));
        drop(state);
        ask();
        let mut state = self.state();
        state.asked = asked;
        replace(&mut state.needed, needed).into_iter().collect()
    }

    /// Those of these things, the first ones first, whose first reads together keep the question within the allowance.
    /// What earlier questions left behind counts as if it were not here.
    pub(crate) fn afforded<T>(
        &self,
        allowance: Allowance,
        things: Vec<T>,
        read: impl Fn(&T),
    ) -> Vec<T> {
        let mut asked = self.state().asked.clone();
        let mut afforded = things;
        afforded.retain(|thing| self.is_afforded(allowance, &mut asked, &|| read(thing)));
        afforded
    }

    /// Whether what this read asks for, with all that was asked for, is within the allowance; if so it is added.
    fn is_afforded(
        &self,
        allowance: Allowance,
        asked: &mut BTreeSet<u32>,
        read: &dyn Fn(),
    ) -> bool {
        self.state().trial = Some(BTreeSet::new());
        read();
        let mut wanted = self.state().trial.take().unwrap_or_default();
        wanted.retain(|chunk| !asked.contains(chunk));
        let with = asked.iter().chain(&wanted);
        let bytes: usize = with.map(|chunk| self.chunk_length(*chunk)).sum();
        let is_afforded =
            asked.len() + wanted.len() <= allowance.requests && bytes <= allowance.bytes;
        if is_afforded {
            asked.append(&mut wanted);
        }
        is_afforded
    }

    /// Takes in what was brought from a path.
    pub(crate) fn supply(&self, path: &str, bytes: &[u8]) -> Result<(), Refusal> {
        let mut state = self.state();
        let of = state.names.at(path).ok_or(Refusal::NoSuchFile)?;
        let expected = match of {
            Holding::Chunk(chunk) => self.chunk_length(chunk),
            Holding::Page(page) => state.names.page_length(page),
        };
        if bytes.len() != expected {
            return Err(Refusal::Length { expected });
        }
        let rest = opened(state.names.name(of), bytes).ok_or(Refusal::Checksum)?;
        match of {
            Holding::Page(page) => state.names.learn(page, rest),
            Holding::Chunk(_) => {
                for chunk in state.names.chunks_like(of) {
                    let table = self.chunks.get(chunk as usize);
                    let contents =
                        table.and_then(|chunk| chunk.contents(rest)).ok_or(Refusal::Contents)?;
                    state.needed.remove(&chunk);
                    state.loaded.insert(chunk, OwnedBytes::new(contents));
                }
            }
        }
        Ok(())
    }

    /// The bytes if all are here; else the chunks that would bring them, none if no chunk would.
    fn look_up(
        &self,
        file: IndexFile,
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
            let known = state.asked.contains(&piece.chunk);
            match &mut state.trial {
                Some(trial) if ask && !known => {
                    trial.insert(piece.chunk);
                }
                None if ask => {
                    state.asked.insert(piece.chunk);
                }
                _ => {}
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
            if ask && state.trial.is_none() {
                state.needed.extend(&missing);
            }
            return Err(missing);
        }
        Ok(match <[OwnedBytes; 1]>::try_from(parts) {
            Ok([whole]) => whole,
            Err(parts) => OwnedBytes::new(
                parts.iter().flat_map(|part| part.iter().copied()).collect::<Vec<u8>>(),
            ),
        })
    }
}

/// One file of the index.
#[derive(Debug)]
struct CachedFile {
    cache: Arc<Cache>,
    file: IndexFile,
}

impl CachedFile {
    fn check(&self, range: &Range<usize>) -> io::Result<()> {
        if range.start > range.end || range.end > self.len() {
            return Err(refusal(self.file, "no bytes", range));
        }
        Ok(())
    }
}

fn refusal(file: IndexFile, what: &str, range: &Range<usize>) -> io::Error {
    let name = file.name();
    io::Error::other(format!("{what} {}..{} of {name}", range.start, range.end))
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
        self.cache
            .look_up(self.file, &range, false)
            .map_err(|_| refusal(self.file, "read without having been asked for: bytes", &range))
    }

    async fn read_bytes_async(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        self.check(&range)?;
        self.cache.read(self.file, range).await
    }
}

/// Every file of the index, as the session's bytes make it up.
pub(crate) fn files_of(cache: &Arc<Cache>) -> Files {
    IndexFile::ALL.map(|file| {
        let cache = Arc::clone(cache);
        Arc::new(CachedFile { cache, file }) as Arc<dyn FileHandle>
    })
}
