//! Finished files that remember what was read of them.
//! In: the files. Out: their bytes, and every range asked for, which is what the hot file must hold.

use std::io;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy_common::file_slice::FileHandle;
use tantivy_common::{HasLen, OwnedBytes};

use crate::engine::Files;
use crate::format::Slice;
use crate::index_file::IndexFile;

type Log = Arc<Mutex<Vec<(IndexFile, Range<usize>)>>>;

#[derive(Debug, Clone)]
pub(crate) struct Recording {
    /// By their numbers.
    files: [OwnedBytes; IndexFile::ALL.len()],
    log: Log,
}

impl Recording {
    pub(crate) fn new(files: [Vec<u8>; IndexFile::ALL.len()]) -> Self {
        Recording { files: files.map(OwnedBytes::new), log: Log::default() }
    }

    /// The files, every read noted.
    pub(crate) fn recorded(&self) -> Files {
        IndexFile::ALL.map(|file| {
            let handle =
                RecordedFile { file, bytes: self.bytes(file).clone(), log: Arc::clone(&self.log) };
            Arc::new(handle) as Arc<dyn FileHandle>
        })
    }

    pub(crate) fn bytes(&self, file: IndexFile) -> &OwnedBytes {
        &self.files[file as usize]
    }

    /// What was read since the last call.
    fn take_log(&self) -> Vec<(IndexFile, Range<usize>)> {
        std::mem::take(&mut *self.log.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What was read since the last call as slices in order, those that touch made one.
    pub(crate) fn take_slices(&self) -> Vec<Slice> {
        let mut ranges = self.take_log();
        ranges.retain(|(_, range)| !range.is_empty());
        ranges.sort_by_key(|(file, range)| (*file, range.start, range.end));
        let mut merged: Vec<(IndexFile, Range<usize>)> = Vec::new();
        for (file, range) in ranges {
            match merged.last_mut() {
                Some((last_file, last)) if *last_file == file && range.start <= last.end => {
                    last.end = last.end.max(range.end);
                }
                _ => merged.push((file, range)),
            }
        }
        merged
            .into_iter()
            .filter_map(|(file, range)| {
                let bytes = self.bytes(file).get(range.clone())?.to_vec();
                Some(Slice { file, start: range.start, bytes })
            })
            .collect()
    }

    pub(crate) fn length(&self, file: IndexFile) -> usize {
        self.bytes(file).len()
    }
}

#[derive(Debug)]
struct RecordedFile {
    file: IndexFile,
    bytes: OwnedBytes,
    log: Log,
}

impl HasLen for RecordedFile {
    fn len(&self) -> usize {
        self.bytes.len()
    }
}

impl FileHandle for RecordedFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.start > range.end || range.end > self.bytes.len() {
            return Err(io::Error::from(io::ErrorKind::InvalidInput));
        }
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        log.push((self.file, range.clone()));
        Ok(self.bytes.slice(range))
    }
}
