//! The dictionary of a field: tantivy's sorted table, with where each term's list lies as its values.
//! In: a dictionary's bytes as they are asked for. Out: terms and where their lists lie.

use std::io;
use std::ops::Range;

use tantivy_sstable::value::{ValueReader, ValueWriter};
use tantivy_sstable::{Dictionary, SSTable};

use crate::bytes::{Input, write_number};

pub(crate) type Terms = Dictionary<TermTable>;

/// What the dictionary says of a term.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct TermInfo {
    /// How many documents hold it.
    pub(crate) document_count: u32,
    /// Where its list lies among all documents, and among all positions; in a block of a dictionary, among the block's.
    pub(crate) documents: Range<usize>,
    pub(crate) positions: Range<usize>,
}

impl TermInfo {
    /// The same where so much lies before the lists that it counts from.
    pub(crate) fn behind(&self, documents: usize, positions: usize) -> Option<TermInfo> {
        let moved = |range: &Range<usize>, by: usize| {
            Some(range.start.checked_add(by)?..range.end.checked_add(by)?)
        };
        Some(TermInfo {
            document_count: self.document_count,
            documents: moved(&self.documents, documents)?,
            positions: moved(&self.positions, positions)?,
        })
    }
}

#[derive(Debug, Clone)]
pub(crate) struct TermTable;

impl SSTable for TermTable {
    type Value = TermInfo;
    type ValueReader = TermInfoReader;
    type ValueWriter = TermInfoWriter;
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

    /// Numbers of one sort after the other. Lists follow each other; where the first ones begin stands elsewhere, so that
    /// a block is the same wherever it stands.
    fn serialize_block(&self, output: &mut Vec<u8>) {
        write_number(output, self.infos.len() as u64);
        for info in &self.infos {
            write_number(output, u64::from(info.document_count));
        }
        for info in &self.infos {
            write_number(output, info.documents.len() as u64);
        }
        for info in &self.infos {
            write_number(output, info.positions.len() as u64);
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
        let (mut documents, mut positions) = (0usize, 0usize);
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
            let end = positions.checked_add(input.size()?)?;
            info.positions = positions..end;
            positions = end;
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
        let info = |document_count, documents, positions| TermInfo {
            document_count,
            documents,
            positions,
        };
        vec![info(1, 0..1, 0..3), info(300, 1..200, 3..3), info(2, 200..200, 3..99_000)]
    }

    #[test]
    fn values_come_back() {
        let mut writer = TermInfoWriter::default();
        for info in infos() {
            // Wherever the block's lists lie.
            writer.write(&info.behind(70_000, 9).unwrap());
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
