//! Where the files of a release lie for readers: a folder or a bucket, seen as one.
//! In: files one by one, each written so that a reader sees the old one or the new one whole. Out: what lies there.

#[cfg(feature = "bucket")]
pub mod bucket;
pub mod folder;

use std::collections::BTreeMap;
use std::io;

/// An operation of a place that failed, and on what.
#[derive(Debug)]
pub struct PlaceError {
    /// As people know it: a path of the system or an address in the bucket.
    pub shown: String,
    pub error: io::Error,
}

/// The page by which readers open a site that lies in a folder further down.
#[derive(Debug)]
pub struct Opening {
    /// For people.
    pub shown: String,
    pub wanted: Vec<u8>,
    pub there: Option<Vec<u8>>,
}

pub type Result<T> = std::result::Result<T, PlaceError>;

pub trait Place: Sync {
    /// A file's name for messages; the empty path is the place itself.
    fn shown(&self, path: &str) -> String;

    /// It is still to be made.
    fn is_absent(&self) -> bool {
        false
    }

    /// Makes the place itself where it is still to be made.
    fn prepare(&self) -> Result<()> {
        Ok(())
    }

    /// How many files may be under way at once.
    fn lanes(&self) -> usize;

    /// Whether two names that differ in capitals only may be one file, and some signs are not allowed.
    fn has_narrow_names(&self) -> bool;

    /// Whether reading a file costs little, so that contents are compared and not only sizes.
    fn reads_cheaply(&self) -> bool;

    /// Every file with its size.
    fn list(&self) -> Result<BTreeMap<String, u64>>;

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>>;

    /// Brings a file near, where no reader comes upon it. May do nothing.
    fn bring(&self, path: &str, bytes: &[u8]) -> Result<()>;

    /// Shows a file that was brought. False when something holds the old file fast; then the new one lies beside it.
    fn show(&self, path: &str, bytes: &[u8]) -> Result<bool>;

    /// Writes a file that must not be there yet; false when it is.
    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool>;

    /// Removes a file; one that is not there is no fault.
    fn remove(&self, path: &str) -> Result<()>;

    /// Comes back when what was written will outlast a power cut.
    fn settle(&self) -> Result<()>;

    /// Removes folders that hold nothing any more.
    fn tidy(&self, removed: &[String]);

    /// The page above the site, where the place has one.
    fn opening(&self, _title: &str) -> Result<Option<Opening>> {
        Ok(None)
    }

    /// Puts that page there, and takes away those of earlier titles.
    fn show_opening(&self, _title: &str) -> Result<()> {
        Ok(())
    }

    /// Writes a file in one go.
    fn write(&self, path: &str, bytes: &[u8]) -> Result<bool> {
        self.bring(path, bytes)?;
        self.show(path, bytes)
    }
}
