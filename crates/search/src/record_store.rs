//! Records of a part until all parts are joined, compressed: of many pages the texts together would take much memory.
//! In: records in order. Out: the same, a block at a time, and how often each character stands in them.

use std::sync::{Arc, LazyLock};

use lz4_flex::block::{compress_prepend_size, decompress_size_prepended};

use crate::alphabet::{Alphabet, AlphabetWriter, CharacterCounts};
use crate::bytes::{Input, write_block};
use crate::error::WriteError;
use crate::record::Record;

/// Uncompressed size at which a block is closed.
const BLOCK_BYTES: usize = 64_000;

/// The alphabet is that of all parts; as yet every character is written as it is.
static PLAIN: LazyLock<AlphabetWriter> = LazyLock::new(|| Alphabet::default().writer());

#[derive(Debug, Clone, Default)]
pub(crate) struct RecordStore {
    /// Shared with the copy that a preview keeps.
    pub(crate) blocks: Vec<Arc<[u8]>>,
    open: Vec<u8>,
    pub(crate) counts: CharacterCounts,
}

impl RecordStore {
    pub(crate) fn add(&mut self, record: &Record) {
        record.count(&mut self.counts);
        write_block(&mut self.open, &record.encode(&PLAIN));
        if self.open.len() >= BLOCK_BYTES {
            self.close_block();
        }
    }

    /// All that was added, in blocks.
    pub(crate) fn finish(mut self) -> RecordStore {
        if !self.open.is_empty() {
            self.close_block();
        }
        self.open = Vec::new();
        self
    }

    fn close_block(&mut self) {
        self.blocks.push(compress_prepend_size(&self.open).into());
        self.open.clear();
    }
}

/// The records of a block.
pub(crate) fn records_of(block: &[u8]) -> Result<Vec<Record>, WriteError> {
    const SHAPE: WriteError = WriteError::Shape("the stored records");
    let bytes = decompress_size_prepended(block).map_err(|_| SHAPE)?;
    let mut input = Input::new(&bytes);
    let plain = Alphabet::default();
    let mut records = Vec::new();
    while !input.is_empty() {
        let record = input.block().and_then(|bytes| Record::decode(bytes, &plain));
        records.push(record.ok_or(SHAPE)?);
    }
    Ok(records)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::record::Part;

    fn any_record() -> impl Strategy<Value = Record> {
        let text = || {
            prop::collection::vec(any::<char>(), 0..8)
                .prop_map(|all| all.into_iter().collect::<String>())
        };
        let part = (text(), text(), any::<bool>(), text(), 0..4_000usize).prop_map(
            |(anchor, heading, continues, text, times)| Part {
                anchor,
                heading,
                continues,
                text: text.repeat(times),
            },
        );
        (text(), text(), prop::collection::vec(part, 0..3))
            .prop_map(|(path, title, parts)| Record { path, title, parts, ..Record::default() })
    }

    proptest! {
        #[test]
        fn every_record_comes_back(records in prop::collection::vec(any_record(), 0..12)) {
            let mut store = RecordStore::default();
            records.iter().for_each(|record| store.add(record));
            let mut back = Vec::new();
            for block in &store.finish().blocks {
                back.extend(records_of(block)?);
            }
            prop_assert_eq!(back, records);
        }
    }
}
