//! The parts of a workbook that is an archive, and elements of their XML.
//! In: the workbook's bytes. Out: parts by their paths, what relations lead to, elements with their attributes.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::grid::MOST_BYTES;
use crate::content_path::join;
use crate::encoding;

pub(super) struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Parts<'a> {
    /// Nothing where the bytes are no archive.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Parts<'a>> {
        ZipArchive::new(Cursor::new(bytes)).ok().map(|archive| Parts { archive })
    }

    /// Nothing where there is no such part, or it is damaged.
    pub(super) fn bytes(&mut self, path: &str) -> Option<Vec<u8>> {
        let number = match self.archive.index_for_name(path) {
            Some(number) => number,
            // Programs write names of parts in capitals of their own.
            None => (0..self.archive.len()).find(|number| {
                let raw = self.archive.by_index_raw(*number).map(|file| file.name_raw().to_vec());
                raw.is_ok_and(|raw| raw.eq_ignore_ascii_case(path.as_bytes()))
            })?,
        };
        let mut bytes = Vec::new();
        self.archive.by_index(number).ok()?.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    pub(super) fn text(&mut self, path: &str) -> Option<String> {
        let bytes = self.bytes(path)?;
        Some(match encoding::decode("", &bytes) {
            Ok(decoded) => decoded.text,
            Err(_) => String::from_utf8_lossy(&bytes).into_owned(),
        })
    }

    /// The paths that a part of relations leads to, by their ids; the part belongs to one in the folder `xl`.
    pub(super) fn relations(&mut self, path: &str) -> Option<BTreeMap<String, String>> {
        let mut targets = BTreeMap::new();
        each_element(&self.text(path)?, |name, element| {
            if local(name) == "Relationship" {
                let target = attribute(element, "Target").and_then(|target| join("xl", &target));
                targets.extend(attribute(element, "Id").zip(target));
            }
        })?;
        Some(targets)
    }
}

/// Every element with its name; nothing where the text is damaged.
pub(super) fn each_element(text: &str, mut found: impl FnMut(&str, &BytesStart<'_>)) -> Option<()> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return Some(()),
            Event::Start(element) | Event::Empty(element) => {
                found(element.name().as_ref(), &element);
            }
            _ => {}
        }
    }
}

/// The name without the prefix of its space.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// An attribute by its whole name.
pub(super) fn attribute(element: &BytesStart<'_>, wanted: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let attribute = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.as_ref() == wanted)?;
    let raw: &str = &attribute.value;
    Some(
        quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_string(), |text| text.into_owned()),
    )
}
