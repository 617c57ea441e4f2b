//! The dictionary of a field: tantivy's sorted table, with where each term's list lies as its values.
//! In: terms in order with their lists' places, or a dictionary's bytes as they are asked for. Out: those bytes, or terms and where their lists lie.

use std::io;
use std::ops::Range;

use tantivy_sstable::value::{ValueReader, ValueWriter};
use tantivy_sstable::{Dictionary, SSTable, Writer};

use crate::bytes::{Input, write_number};

/// What a term takes in the dictionary, about.
const TERM_BYTES: usize = 5;

pub(crate) type Terms = Dictionary<TermTable>;

/// What the dictionary says of a term.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct TermInfo {
    /// How many documents hold it.
    pub(crate) document_count: u32,
    /// Where its list lies among all documents, and among all places.
    pub(crate) documents: Range<usize>,
    pub(crate) places: Range<usize>,
}

#[derive(Debug, Clone)]
pub(crate) struct TermTable;

impl SSTable for TermTable {
    type Value = TermInfo;
    type ValueReader = TermInfoReader;
    type ValueWriter = TermInfoWriter;
}

/// Writes a dictionary. A block of it is sent with the lists of its terms, so it is their size that closes one.
pub(crate) struct TermsWriter {
    writer: Writer<Vec<u8>, TermInfoWriter>,
    block_bytes: usize,
    /// Of the block that is open, its lists included.
    size: usize,
    ends: ListEnds,
    closed: Vec<ListEnds>,
}

/// Where the lists of a block end, among all documents and among all places.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ListEnds {
    pub(crate) documents: usize,
    pub(crate) places: usize,
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
        self.size += TERM_BYTES + info.documents.len() + info.places.len();
        let closes = self.size >= self.block_bytes;
        // A block is closed once its terms are longer than this.
        let longest = if closes { 0 } else { usize::MAX };
        self.writer.set_block_len(longest);
        self.writer.insert(term, info)?;
        self.ends = ListEnds { documents: info.documents.end, places: info.places.end };
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

#[derive(Default)]
pub(crate) struct TermInfoWriter {
    infos: Vec<TermInfo>,
}

impl ValueWriter for TermInfoWriter {
    type Value = TermInfo;

    fn write(&mut self, info: &TermInfo) {
        self.infos.push(info.clone());
    }

    /// Where the block's first lists begin, then numbers of one sort after the other. Lists follow each other.
    fn serialize_block(&self, output: &mut Vec<u8>) {
        write_number(output, self.infos.len() as u64);
        let Some(first) = self.infos.first() else {
            return;
        };
        write_number(output, first.documents.start as u64);
        write_number(output, first.places.start as u64);
        for info in &self.infos {
            write_number(output, u64::from(info.document_count));
        }
        for info in &self.infos {
            write_number(output, info.documents.len() as u64);
        }
        for info in &self.infos {
            write_number(output, info.places.len() as u64);
        }
    }

    fn clear(&mut self) {
        self.infos.clear();
    }
}

#[derive(Default)]
pub(crate) struct TermInfoReader {
    infos: Vec<TermInfo>,
    beyond: TermInfo,
}

impl TermInfoReader {
    pub(crate) fn infos(&self) -> &[TermInfo] {
        &self.infos
    }

    fn read(&mut self, input: &mut Input) -> Option<()> {
        self.infos.clear();
        let count = input.count()?;
        if count == 0 {
            return Some(());
        }
        let mut documents = input.size()?;
        let mut places = input.size()?;
        for _ in 0..count {
            self.infos
                .push(TermInfo { document_count: input.size()? as u32, ..TermInfo::default() });
        }
        for info in &mut self.infos {
            let end = documents.checked_add(input.size()?)?;
            info.documents = documents..end;
            documents = end;
        }
        for info in &mut self.infos {
            let end = places.checked_add(input.size()?)?;
            info.places = places..end;
            places = end;
        }
        Some(())
    }
}

impl ValueReader for TermInfoReader {
    type Value = TermInfo;

    fn value(&self, index: usize) -> &TermInfo {
        self.infos.get(index).unwrap_or(&self.beyond)
    }

    fn load(&mut self, data: &[u8]) -> io::Result<usize> {
        let mut input = Input::new(data);
        match self.read(&mut input) {
            Some(()) => Ok(data.len() - input.rest().len()),
            None => Err(io::Error::from(io::ErrorKind::InvalidData)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn infos() -> Vec<TermInfo> {
        let info =
            |document_count, documents, places| TermInfo { document_count, documents, places };
        vec![
            info(1, 70_000..70_001, 9..12),
            info(300, 70_001..70_200, 12..12),
            info(2, 70_200..70_200, 12..99_000),
        ]
    }

    #[test]
    fn values_come_back() {
        let mut writer = TermInfoWriter::default();
        for info in infos() {
            writer.write(&info);
        }
        let mut bytes = Vec::new();
        writer.serialize_block(&mut bytes);
        let length = bytes.len();
        bytes.push(7);
        let mut reader = TermInfoReader::default();
        assert_eq!(reader.load(&bytes).ok(), Some(length));
        assert_eq!(reader.infos, infos());
        assert_eq!(reader.value(3), &TermInfo::default());
        for end in 0..length {
            assert!(reader.load(&bytes[..end]).is_err(), "{end}");
        }
    }
}
