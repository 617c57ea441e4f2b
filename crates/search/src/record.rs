//! What is stored of an item to show it: records of about one screen, several in a compressed block.
//! In: an item's parts, or a block's bytes. Out: bytes, or records where the bytes hold them.

use crate::alphabet::Alphabet;
#[cfg(feature = "write")]
use crate::alphabet::{AlphabetWriter, CharacterCounts};
use crate::bytes::{Input, unpack};
#[cfg(feature = "write")]
use crate::bytes::{write_block, write_number};
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
    pub(crate) fn decode(bytes: &[u8], alphabet: &Alphabet) -> Option<Record> {
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

    pub(crate) fn count(&self, counts: &mut CharacterCounts) {
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

    pub(crate) fn encode(&self, alphabet: &AlphabetWriter) -> Vec<u8> {
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

/// The record at a place of a block.
pub(crate) fn record_in(block: &[u8], place: usize, alphabet: &Alphabet) -> Option<Record> {
    let bytes = unpack(block)?;
    let mut input = Input::new(&bytes);
    for _ in 0..place {
        input.block()?;
    }
    Record::decode(input.block()?, alphabet)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            record_in(&bytes, 0, &Alphabet::default());
            Record::decode(&bytes, &Alphabet::default());
        }
    }
}
