//! What is stored of an item to show it: records of about one screen, several in a compressed block.
//! In: an item's parts, or a block's bytes. Out: bytes, or records where the bytes hold them.

#[cfg(feature = "write")]
use rayon::prelude::*;

use crate::alphabet::Alphabet;
#[cfg(feature = "write")]
use crate::alphabet::{AlphabetWriter, CharacterCounts};
use crate::bytes::{Input, unpack};
#[cfg(feature = "write")]
use crate::bytes::{pack, write_block, write_number};
use crate::extra::{Extra, ExtraKind};
use crate::facet::{Facet, FacetKind};
#[cfg(feature = "write")]
use crate::page_text::PageText;

/// A piece of a section: where it is and what it says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) anchor: String,
    pub(crate) heading: String,
    /// Whether the section began in an earlier part, where its heading is found.
    pub(crate) continues: bool,
    pub(crate) text: String,
}

/// Enough to show a hit without reading anything else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) path: String,
    pub(crate) title: String,
    pub(crate) facets: Vec<Facet>,
    pub(crate) date: Option<String>,
    /// In an item's first record: what is found with its title.
    pub(crate) extra: Vec<Extra>,
    pub(crate) parts: Vec<Part>,
}

impl Record {
    fn decode(bytes: &[u8], alphabet: &Alphabet) -> Option<Record> {
        let mut input = Input::new(bytes);
        let text = |input: &mut Input| alphabet.read_text(input.block()?);
        let mut record =
            Record { path: text(&mut input)?, title: text(&mut input)?, ..Record::default() };
        for _ in 0..input.count()? {
            let [number] = input.array()?;
            let kind = *FacetKind::ALL.get(usize::from(number))?;
            record.facets.push(Facet::new(kind, text(&mut input)?));
        }
        record.date = Some(text(&mut input)?).filter(|date| !date.is_empty());
        for _ in 0..input.count()? {
            let [number] = input.array()?;
            let kind = *ExtraKind::ALL.get(usize::from(number))?;
            record.extra.push(Extra { kind, text: text(&mut input)? });
        }
        for _ in 0..input.count()? {
            let [continues] = input.array()?;
            record.parts.push(Part {
                continues: continues == 1,
                anchor: text(&mut input)?,
                heading: text(&mut input)?,
                text: text(&mut input)?,
            });
        }
        input.is_empty().then_some(record)
    }

    /// The texts that its documents were indexed with.
    pub(crate) fn title_text(&self) -> String {
        joined(self.title_texts())
    }

    /// The title and what is found with it, each a text of its own.
    pub(crate) fn title_texts(&self) -> impl Iterator<Item = &String> {
        [&self.title].into_iter().chain(self.extra.iter().map(|extra| &extra.text))
    }

    pub(crate) fn headings(&self) -> String {
        let own = self.parts.iter().filter(|part| !part.continues);
        joined(own.map(|part| &part.heading))
    }

    pub(crate) fn body(&self) -> String {
        joined(self.parts.iter().map(|part| &part.text))
    }
}

#[cfg(feature = "write")]
impl Record {
    /// The record of these parts.
    pub(crate) fn of(page: &PageText, first: bool, parts: Vec<Part>) -> Record {
        Record {
            path: page.path.clone(),
            title: page.title.clone(),
            facets: page.facets.clone(),
            date: page.date.clone(),
            extra: if first { page.extra.clone() } else { Vec::new() },
            parts,
        }
    }

    fn count(&self, counts: &mut CharacterCounts) {
        counts.add(&self.title);
        for facet in &self.facets {
            counts.add(&facet.value);
        }
        for extra in &self.extra {
            counts.add(&extra.text);
        }
        for part in &self.parts {
            counts.add(&part.heading);
            counts.add(&part.text);
        }
    }

    fn encode(&self, alphabet: &AlphabetWriter) -> Vec<u8> {
        let mut bytes = Vec::new();
        let text = |bytes: &mut Vec<u8>, text: &str| write_block(bytes, &alphabet.text(text));
        text(&mut bytes, &self.path);
        text(&mut bytes, &self.title);
        write_number(&mut bytes, self.facets.len() as u64);
        for facet in &self.facets {
            bytes.push(facet.kind as u8);
            text(&mut bytes, &facet.value);
        }
        text(&mut bytes, self.date.as_deref().unwrap_or_default());
        write_number(&mut bytes, self.extra.len() as u64);
        for extra in &self.extra {
            bytes.push(extra.kind as u8);
            text(&mut bytes, &extra.text);
        }
        write_number(&mut bytes, self.parts.len() as u64);
        for part in &self.parts {
            bytes.push(u8::from(part.continues));
            for of_part in [&part.anchor, &part.heading, &part.text] {
                text(&mut bytes, of_part);
            }
        }
        bytes
    }
}

pub(crate) fn joined<'a>(texts: impl Iterator<Item = &'a String>) -> String {
    texts.map(String::as_str).collect::<Vec<_>>().join("\n")
}

/// Uncompressed size at which a block is closed, chosen by `cargo xtask measure-search`.
#[cfg(feature = "write")]
const BLOCK_BYTES: usize = 4_000;

/// The blocks of all records, one after the other, and how many records each holds.
#[cfg(feature = "write")]
#[derive(Debug, Default)]
pub(crate) struct RecordFile {
    pub(crate) alphabet: Alphabet,
    pub(crate) bytes: Vec<u8>,
    /// Records and bytes of each block.
    pub(crate) blocks: Vec<(u32, usize)>,
}

#[cfg(feature = "write")]
impl RecordFile {
    /// Of all records in order, which are given up as they are written.
    pub(crate) fn of(records: Vec<Record>) -> RecordFile {
        /// Records counted by one thread in one go.
        const COUNTED: usize = 1_000;
        let counts = records.par_chunks(COUNTED).map(|records| {
            let mut counts = CharacterCounts::default();
            records.iter().for_each(|record| record.count(&mut counts));
            counts
        });
        let alphabet = counts.reduce(CharacterCounts::default, CharacterCounts::and).alphabet();
        let writer = alphabet.writer();
        let encoded: Vec<Vec<u8>> =
            records.into_par_iter().map(|record| record.encode(&writer)).collect();
        let mut open = (0, Vec::new());
        let mut filled: Vec<(u32, Vec<u8>)> = Vec::new();
        for record in encoded {
            write_block(&mut open.1, &record);
            open.0 += 1;
            if open.1.len() >= BLOCK_BYTES {
                filled.push(std::mem::take(&mut open));
            }
        }
        if open.0 > 0 {
            filled.push(open);
        }
        let packed: Vec<(u32, Vec<u8>)> =
            filled.into_par_iter().map(|(records, block)| (records, pack(&block))).collect();
        let mut file = RecordFile { alphabet, ..RecordFile::default() };
        for (records, block) in packed {
            file.blocks.push((records, block.len()));
            file.bytes.extend(block);
        }
        file
    }
}

/// The record at a place of a block.
pub(crate) fn record_in(block: &[u8], place: usize, alphabet: &Alphabet) -> Option<Record> {
    let bytes = unpack(block)?;
    let mut input = Input::new(&bytes);
    for _ in 0..place {
        input.block()?;
    }
    Record::decode(input.block()?, alphabet)
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
        let file = RecordFile::of(records.clone());
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

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            record_in(&bytes, 0, &Alphabet::default());
            Record::decode(&bytes, &Alphabet::default());
        }
    }
}
