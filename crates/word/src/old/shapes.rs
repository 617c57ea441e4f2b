//! Shapes that are drawn over the text or float beside it ([MS-ODRAW]; [MS-DOC] 2.9.172, OfficeArtContent).
//! In: the document's streams. Out: shapes by their numbers.

use std::collections::BTreeMap;

use super::number::{slice, stretches, u16_at, u32_at};
use super::pictures;
use super::streams::{Streams, part};

/// Kinds of records.
mod kind {
    pub(super) const PICTURES: u16 = 0xF001;
    pub(super) const GROUP: u16 = 0xF003;
    pub(super) const SHAPE: u16 = 0xF004;
    pub(super) const STORED_PICTURE: u16 = 0xF007;
    pub(super) const NUMBER: u16 = 0xF00A;
    pub(super) const PROPERTIES: u16 = 0xF00B;
}

const PICTURE: u16 = 0x0104;
const SWITCHES: u16 = 0x03BF;
const IS_HIDDEN: u32 = 0x0002_0002;
/// Groups lie so deep in one another at most.
const DEEPEST: usize = 40;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) is_group: bool,
    pub(super) is_hidden: bool,
    /// The name of the picture in it.
    pub(super) picture: Option<String>,
}

/// Shapes by the characters of the main text that they are fixed to, and their numbers.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    by_number: BTreeMap<u32, Shape>,
    pub(super) anchors: BTreeMap<usize, u32>,
}

impl Shapes {
    pub(super) fn read(streams: &Streams) -> Self {
        let fixed = streams.part(part::SHAPES).and_then(|part| stretches(part, 26));
        let anchors = fixed.unwrap_or_default().into_iter();
        let anchors = anchors.filter_map(|(range, shape)| Some((range.start, u32_at(shape, 0)?)));
        let mut shapes = Shapes { anchors: anchors.collect(), ..Shapes::default() };
        let drawings = streams.part(part::DRAWINGS).unwrap_or_default();
        let mut pictures = Vec::new();
        let mut rest = drawings;
        while let Some((record, behind)) = Record::first(rest) {
            match record.children().find(|child| child.kind == kind::PICTURES) {
                Some(stored) => pictures = stored_pictures(&stored, streams),
                None => shapes.gather(&record, &pictures, 0),
            }
            // A byte stands before every drawing; it says which part of the document it is of.
            rest = behind.get(1..).unwrap_or_default();
        }
        shapes
    }

    /// The shape that is fixed to a character of the main text.
    pub(super) fn at(&self, character: usize) -> Option<&Shape> {
        self.by_number.get(self.anchors.get(&character)?)
    }

    fn gather(&mut self, record: &Record<'_>, pictures: &[Option<String>], depth: usize) {
        if depth > DEEPEST {
            return;
        }
        for (place, child) in record.children().enumerate() {
            match child.kind {
                kind::SHAPE => {
                    if let Some((number, mut shape)) = shape(&child, pictures) {
                        // The first shape of a group stands for all of it.
                        shape.is_group = record.kind == kind::GROUP && place == 0;
                        self.by_number.insert(number, shape);
                    }
                }
                kind::GROUP => self.gather(&child, pictures, depth + 1),
                _ => {}
            }
        }
    }
}

/// A record and the records in it.
#[derive(Debug, Clone, Copy)]
struct Record<'a> {
    kind: u16,
    /// Of properties their number.
    instance: u16,
    content: &'a [u8],
}

impl<'a> Record<'a> {
    /// The first record, and what follows it.
    fn first(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let length = usize::try_from(u32_at(bytes, 4)?).ok()?;
        let content = slice(bytes, 8, length)?;
        let record = Record { kind: u16_at(bytes, 2)?, instance: u16_at(bytes, 0)? >> 4, content };
        Some((record, bytes.get(8 + length..)?))
    }

    fn children(&self) -> impl Iterator<Item = Record<'a>> + use<'a> {
        let mut rest = self.content;
        std::iter::from_fn(move || {
            let (record, behind) = Record::first(rest)?;
            rest = behind;
            Some(record)
        })
    }
}

fn shape(record: &Record<'_>, pictures: &[Option<String>]) -> Option<(u32, Shape)> {
    let child = |kind: u16| record.children().find(|child| child.kind == kind);
    let number = u32_at(child(kind::NUMBER)?.content, 0)?;
    let mut shape = Shape::default();
    if let Some(properties) = child(kind::PROPERTIES) {
        let entries = properties.content.chunks_exact(6).take(properties.instance.into());
        for entry in entries {
            let (name, value) = (u16_at(entry, 0)? & 0x3FFF, u32_at(entry, 2)?);
            match name {
                PICTURE => {
                    let place = usize::try_from(value).ok()?.checked_sub(1);
                    shape.picture = place.and_then(|place| pictures.get(place)?.clone());
                }
                SWITCHES => shape.is_hidden = value & IS_HIDDEN == IS_HIDDEN,
                _ => {}
            }
        }
    }
    Some((number, shape))
}

/// Names of the pictures that shapes show, in their order.
fn stored_pictures(record: &Record<'_>, streams: &Streams) -> Vec<Option<String>> {
    let stored = record.children().filter(|child| child.kind == kind::STORED_PICTURE);
    stored.map(|child| pictures::stored_name(&streams.text, u32_at(child.content, 28)?)).collect()
}
