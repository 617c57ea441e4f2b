//! The records of all parts in the blocks in which they are sent.
//! In: the records as the parts hold them. Out: the blocks, and the alphabet that they are written in.

use std::sync::Arc;

use rayon::prelude::*;

use crate::alphabet::{Alphabet, CharacterCounts};
use crate::bytes::{pack, write_block};
use crate::error::WriteError;
use crate::record_store::{RecordStore, records_of};

/// Uncompressed size at which a block is closed, chosen by `cargo xtask measure-search`.
const BLOCK_BYTES: usize = 4_000;

/// The blocks of all records, one after the other, and how many records each holds.
#[derive(Debug, Default)]
pub(crate) struct RecordFile {
    pub(crate) alphabet: Alphabet,
    pub(crate) bytes: Vec<u8>,
    /// Records and bytes of each block.
    pub(crate) blocks: Vec<(u32, usize)>,
}

impl RecordFile {
    /// Of all records in order. A few of them at a time are there in full, and what is written is given up.
    pub(crate) fn of(stores: Vec<RecordStore>) -> Result<RecordFile, WriteError> {
        /// Stored blocks opened in one go, enough for every core.
        const OPENED: usize = 64;
        let counts = stores.iter().map(|store| &store.counts);
        let alphabet = counts.fold(CharacterCounts::default(), CharacterCounts::and).alphabet();
        let writer = alphabet.writer();
        let mut stored = stores.into_iter().flat_map(|store| store.blocks);
        let mut file = RecordFile::default();
        let mut open = (0, Vec::new());
        loop {
            let some: Vec<Arc<[u8]>> = stored.by_ref().take(OPENED).collect();
            if some.is_empty() {
                break;
            }
            let encoded: Vec<Vec<Vec<u8>>> = some
                .par_iter()
                .map(|block| {
                    let records = records_of(block)?;
                    Ok(records.iter().map(|record| record.encode(&writer)).collect())
                })
                .collect::<Result<_, WriteError>>()?;
            let mut filled: Vec<(u32, Vec<u8>)> = Vec::new();
            for record in encoded.into_iter().flatten() {
                write_block(&mut open.1, &record);
                open.0 += 1;
                if open.1.len() >= BLOCK_BYTES {
                    filled.push(std::mem::take(&mut open));
                }
            }
            file.add(filled);
        }
        if open.0 > 0 {
            file.add(vec![open]);
        }
        file.alphabet = alphabet;
        Ok(file)
    }

    /// Adds blocks, each with how many records it holds.
    fn add(&mut self, blocks: Vec<(u32, Vec<u8>)>) {
        let packed: Vec<(u32, Vec<u8>)> =
            blocks.into_par_iter().map(|(records, block)| (records, pack(&block))).collect();
        for (records, block) in packed {
            self.blocks.push((records, block.len()));
            self.bytes.extend(block);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extra::{Extra, ExtraKind};
    use crate::facet::{Facet, FacetKind};
    use crate::page_text::PageText;
    use crate::record::{Part, Record, record_in};

    fn sample(number: usize) -> PageText {
        PageText {
            path: format!("p{number}.html#r{number}"),
            title: "样例".to_string(),
            extra: vec![Extra::new(ExtraKind::Attachment, "附件")],
            facets: vec![Facet::new(FacetKind::Unit, "甲嘎查")],
            date: Some("2008-11-18".to_string()),
            ..PageText::default()
        }
    }

    #[test]
    fn blocks_give_back_every_record() {
        let part = |number: usize| Part {
            anchor: "a".to_string(),
            heading: String::new(),
            continues: number % 3 == 1,
            text: "学习".repeat(number * 40),
        };
        let records: Vec<Record> = (0..60)
            .map(|number| Record::of(&sample(number), number % 2 == 0, vec![part(number)]))
            .collect();
        let mut stores = [RecordStore::default(), RecordStore::default()];
        for (number, record) in records.iter().enumerate() {
            stores[usize::from(number > 24)].add(record);
        }
        let file = RecordFile::of(stores.map(RecordStore::finish).into()).unwrap();
        assert!(file.blocks.len() > 3 && file.bytes.len() < 60 * 400);
        let (mut start, mut number) = (0, 0);
        for (in_block, length) in &file.blocks {
            let block = &file.bytes[start..start + length];
            for place in 0..*in_block as usize {
                let record = record_in(block, place, &file.alphabet);
                assert_eq!(record.as_ref(), records.get(number));
                number += 1;
            }
            assert_eq!(record_in(block, *in_block as usize, &file.alphabet), None);
            start += length;
        }
        assert_eq!(number, 60);
    }
}
