//! A directory over finished segment files that remembers what was read of them.
//! In: the files. Out: their bytes, and every range asked for, which is what the hot file must hold.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, OwnedBytes, WatchCallback, WatchHandle, WritePtr,
};

use crate::directory::segment_file;
use crate::format::{SegmentFile, Slice};

type Log = Arc<Mutex<Vec<(SegmentFile, Range<usize>)>>>;

#[derive(Debug, Clone)]
pub(crate) struct RecordingDirectory {
    pub(crate) meta: Vec<u8>,
    pub(crate) files: BTreeMap<SegmentFile, OwnedBytes>,
    pub(crate) log: Log,
}

impl RecordingDirectory {
    pub(crate) fn new(meta: Vec<u8>, files: BTreeMap<SegmentFile, OwnedBytes>) -> Self {
        RecordingDirectory {
            meta,
            files,
            log: Log::default(),
        }
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

impl Directory for RecordingDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let absent = || OpenReadError::FileDoesNotExist(path.to_path_buf());
        let file = segment_file(path).ok_or_else(absent)?;
        let bytes = self.files.get(&file).ok_or_else(absent)?.clone();
        Ok(Arc::new(RecordedFile {
            file,
            bytes,
            log: Arc::clone(&self.log),
        }))
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(path == Path::new("meta.json") || segment_file(path).is_some())
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        if path == Path::new("meta.json") {
            return Ok(self.meta.clone());
        }
        Err(OpenReadError::FileDoesNotExist(path.to_path_buf()))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::FileDoesNotExist(path.to_path_buf()))
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let refused = io::Error::from(io::ErrorKind::Unsupported);
        Err(OpenWriteError::wrap_io_error(refused, path.to_path_buf()))
    }

    fn atomic_write(&self, _path: &Path, _data: &[u8]) -> io::Result<()> {
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }

    fn sync_directory(&self) -> io::Result<()> {
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }

    fn acquire_lock(&self, _lock: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}
