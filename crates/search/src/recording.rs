//! Finished segment files that remember what was read of them.
//! In: the files. Out: their bytes, and every range asked for, which is what the hot file must hold.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::HasLen;
use tantivy::directory::{FileHandle, OwnedBytes};

use crate::directory::SegmentDirectory;
use crate::format::{SegmentFile, Slice};

type Log = Arc<Mutex<Vec<(SegmentFile, Range<usize>)>>>;

#[derive(Debug, Clone)]
pub(crate) struct Recording {
    pub(crate) meta: Vec<u8>,
    pub(crate) files: BTreeMap<SegmentFile, OwnedBytes>,
    log: Log,
}

impl Recording {
    pub(crate) fn new(meta: Vec<u8>, files: BTreeMap<SegmentFile, OwnedBytes>) -> Self {
        Recording {
            meta,
            files,
            log: Log::default(),
        }
    }

    /// The segment as tantivy sees it, every read noted.
    pub(crate) fn directory(&self) -> Box<dyn tantivy::Directory> {
        let files = SegmentFile::ALL.map(|file| {
            let bytes = self.files.get(&file)?.clone();
            let handle = RecordedFile {
                file,
                bytes,
                log: Arc::clone(&self.log),
            };
            Some(Arc::new(handle) as Arc<dyn FileHandle>)
        });
        Box::new(SegmentDirectory::new(&self.meta, files))
    }

    /// What was read since the last call.
    pub(crate) fn take_log(&self) -> Vec<(SegmentFile, Range<usize>)> {
        std::mem::take(&mut *self.log.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What was read since the last call as slices in order, those that touch made one.
    pub(crate) fn take_slices(&self) -> Vec<Slice> {
        let mut ranges = self.take_log();
        ranges.retain(|(_, range)| !range.is_empty());
        ranges.sort_by_key(|(file, range)| (*file, range.start, range.end));
        let mut merged: Vec<(SegmentFile, Range<usize>)> = Vec::new();
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
                let bytes = self.files.get(&file)?.get(range.clone())?.to_vec();
                Some(Slice {
                    file,
                    start: range.start,
                    bytes,
                })
            })
            .collect()
    }

    pub(crate) fn length(&self, file: SegmentFile) -> usize {
        self.files.get(&file).map_or(0, |bytes| bytes.len())
    }
}

#[derive(Debug)]
struct RecordedFile {
    file: SegmentFile,
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
