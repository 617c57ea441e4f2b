//! Limits of what is read of one file.
//! In: nothing. Out: [`Budget`], spent while a file is unpacked.

/// Larger files are not read.
pub const LARGEST_FILE: u64 = 100 << 20;
/// What one file may grow to when everything in it is unpacked.
pub(crate) const MOST_UNPACKED: u64 = 128 << 20;
/// What one part of it may grow to.
pub(crate) const LARGEST_ENTRY: u64 = 64 << 20;
const MOST_ENTRIES: usize = 20_000;
pub(crate) const DEEPEST: usize = 2;
/// Bytes of text that are looked through in one file: ten million Chinese characters. A small file can repeat a long
/// text in every cell.
pub(crate) const MOST_TEXT: usize = 32 << 20;
/// Stretches of text that are kept of one file, cells for the most part.
pub(crate) const MOST_PIECES: usize = 1_500_000;

/// What is left of the limits while one file is read.
pub(crate) struct Budget {
    pub(crate) bytes: u64,
    pub(crate) entries: usize,
}

impl Budget {
    pub(crate) fn whole() -> Self {
        Budget { bytes: MOST_UNPACKED, entries: MOST_ENTRIES }
    }
}
