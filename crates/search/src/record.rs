//! What is stored of an item to show it: records of about one screen, several in a compressed block.
//! In: an item's parts, or a block's bytes. Out: bytes, or records where the bytes hold them.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::bytes::{Input, write_block, write_number, write_text};
use crate::facet::{Facet, FacetKind};
use crate::passage::PageText;

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
    pub(crate) extra: Vec<String>,
    pub(crate) parts: Vec<Part>,
}

impl Record {
    /// Bytes of the record of these parts.
    pub(crate) fn encode(page: &PageText, first: bool, parts: &[Part]) -> Vec<u8> {
        let mut bytes = Vec::new();
        write_text(&mut bytes, &page.path);
        write_text(&mut bytes, &page.title);
        write_number(&mut bytes, page.facets.len() as u64);
        for facet in &page.facets {
            bytes.push(facet.kind as u8);
            write_text(&mut bytes, &facet.value);
        }
        write_text(&mut bytes, page.date.as_deref().unwrap_or_default());
        let extra: &[String] = if first { &page.extra } else { &[] };
        write_number(&mut bytes, extra.len() as u64);
        for text in extra {
            write_text(&mut bytes, text);
        }
        write_number(&mut bytes, parts.len() as u64);
        for part in parts {
            bytes.push(u8::from(part.continues));
            for text in [&part.anchor, &part.heading, &part.text] {
                write_text(&mut bytes, text);
            }
        }
        bytes
    }

    fn decode(bytes: &[u8]) -> Option<Record> {
        let mut input = Input::new(bytes);
        let mut record = Record {
            path: input.text()?,
            title: input.text()?,
            ..Record::default()
        };
        for _ in 0..input.count()? {
            let [number] = input.array()?;
            let kind = *FacetKind::ALL.get(usize::from(number))?;
            record.facets.push(Facet::new(kind, input.text()?));
        }
        record.date = Some(input.text()?).filter(|date| !date.is_empty());
        for _ in 0..input.count()? {
            record.extra.push(input.text()?);
        }
        for _ in 0..input.count()? {
            let [continues] = input.array()?;
            record.parts.push(Part {
                continues: continues == 1,
                anchor: input.text()?,
                heading: input.text()?,
                text: input.text()?,
            });
        }
        input.is_empty().then_some(record)
    }

    /// The texts that its documents were indexed with.
    pub(crate) fn title_text(&self) -> String {
        format!("{}\n{}", self.title, self.extra.join("\n"))
    }

    pub(crate) fn headings(&self) -> String {
        let own = self.parts.iter().filter(|part| !part.continues);
        joined(own.map(|part| &part.heading))
    }

    pub(crate) fn body(&self) -> String {
        joined(self.parts.iter().map(|part| &part.text))
    }
}

pub(crate) fn joined<'a>(texts: impl Iterator<Item = &'a String>) -> String {
    texts.map(String::as_str).collect::<Vec<_>>().join("\n")
}

/// Uncompressed size at which a block is closed, chosen by `cargo xtask measure-search`.
const BLOCK_BYTES: usize = 4_000;
/// A block states its size; one beyond this is refused before any room is made for it.
const MOST_BLOCK_BYTES: usize = 64 << 20;
const COMPRESSION_LEVEL: u8 = 9;

/// The blocks of all records, one after the other, and how many records each holds.
#[derive(Debug, Default)]
pub(crate) struct RecordFile {
    pub(crate) bytes: Vec<u8>,
    /// Records and bytes of each block.
    pub(crate) blocks: Vec<(u32, usize)>,
    open: Vec<u8>,
    in_open: u32,
}

impl RecordFile {
    pub(crate) fn add(&mut self, record: &[u8]) {
        write_block(&mut self.open, record);
        self.in_open += 1;
        if self.open.len() >= BLOCK_BYTES {
            self.close();
        }
    }

    fn close(&mut self) {
        if self.in_open == 0 {
            return;
        }
        let start = self.bytes.len();
        write_number(&mut self.bytes, self.open.len() as u64);
        self.bytes
            .extend(compress_to_vec(&self.open, COMPRESSION_LEVEL));
        self.blocks.push((self.in_open, self.bytes.len() - start));
        self.open.clear();
        self.in_open = 0;
    }

    pub(crate) fn finish(mut self) -> RecordFile {
        self.close();
        self
    }
}

/// The record at a place of a block.
pub(crate) fn record_in(block: &[u8], place: usize) -> Option<Record> {
    let mut input = Input::new(block);
    let size = input.size().filter(|size| *size <= MOST_BLOCK_BYTES)?;
    let bytes = decompress_to_vec_with_limit(input.rest(), size).ok()?;
    let mut input = Input::new(&bytes);
    for _ in 0..place {
        input.block()?;
    }
    Record::decode(input.block()?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sample(number: usize) -> PageText {
        PageText {
            path: format!("p{number}.html#r{number}"),
            title: "样例".to_string(),
            extra: vec!["附件".to_string()],
            facets: vec![Facet::new(FacetKind::Unit, "甲嘎查")],
            date: Some("2008-11-18".to_string()),
            ..PageText::default()
        }
    }

    #[test]
    fn blocks_give_back_every_record() {
        let mut file = RecordFile::default();
        let part = |number: usize| Part {
            anchor: "a".to_string(),
            heading: String::new(),
            continues: number % 3 == 1,
            text: "学习".repeat(number * 40),
        };
        for number in 0..60 {
            file.add(&Record::encode(
                &sample(number),
                number % 2 == 0,
                &[part(number)],
            ));
        }
        let file = file.finish();
        assert!(file.blocks.len() > 5 && file.bytes.len() < 60 * 400);
        let (mut start, mut number) = (0, 0);
        for (records, length) in &file.blocks {
            let block = &file.bytes[start..start + length];
            for place in 0..*records as usize {
                let record = record_in(block, place).unwrap();
                assert_eq!(record.path, sample(number).path);
                assert_eq!(record.facets, sample(number).facets);
                assert_eq!(record.extra.len(), usize::from(number % 2 == 0));
                assert_eq!(record.parts, [part(number)]);
                number += 1;
            }
            assert_eq!(record_in(block, *records as usize), None);
            start += length;
        }
        assert_eq!(number, 60);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            record_in(&bytes, 0);
            Record::decode(&bytes);
        }
    }
}
