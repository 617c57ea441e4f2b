//! Dictionaries as they are written, cut into blocks by the size of their terms' lists.
//! In: terms in order with where their lists lie. Out: a dictionary's bytes, and where the lists of each of its blocks end.

use std::io;

use tantivy_sstable::Writer;

use crate::terms::{TermInfo, TermInfoWriter};

/// What a term takes in the dictionary, about.
const TERM_BYTES: usize = 5;

/// Writes a dictionary. A block of it is sent with the lists of its terms, so it is their size that closes one.
pub(crate) struct TermsWriter {
    writer: Writer<Vec<u8>, TermInfoWriter>,
    block_bytes: usize,
    /// Of the block that is open, its lists included.
    size: usize,
    ends: ListEnds,
    closed: Vec<ListEnds>,
}

/// Where the lists of a block end, among all documents and among all positions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ListEnds {
    pub(crate) documents: usize,
    pub(crate) positions: usize,
}

impl TermsWriter {
    pub(crate) fn new(block_bytes: usize) -> TermsWriter {
        TermsWriter {
            writer: Writer::new(Vec::new()),
            block_bytes,
            size: 0,
            ends: ListEnds::default(),
            closed: Vec::new(),
        }
    }

    pub(crate) fn insert(&mut self, term: &[u8], info: &TermInfo) -> io::Result<()> {
        self.size += TERM_BYTES + info.documents.len() + info.positions.len();
        let closes = self.size >= self.block_bytes;
        // A block is closed once its terms are longer than this.
        let longest = if closes { 0 } else { usize::MAX };
        self.writer.set_block_len(longest);
        self.writer.insert(term, info)?;
        self.ends = ListEnds { documents: info.documents.end, positions: info.positions.end };
        if closes {
            self.close();
        }
        Ok(())
    }

    fn close(&mut self) {
        self.closed.push(self.ends);
        self.size = 0;
    }

    /// The dictionary, and where the lists of each of its blocks end.
    pub(crate) fn finish(mut self) -> io::Result<(Vec<u8>, Vec<ListEnds>)> {
        if self.size > 0 {
            self.close();
        }
        Ok((self.writer.finish()?, self.closed))
    }
}
