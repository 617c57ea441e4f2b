//! The walk through a document's text: what lies in what, and what is passed over.
//! In: the trees of a document's parts. Out: blocks; what they leave out is counted on the way.

mod drawing;
mod paragraph;
mod table;

use std::collections::BTreeMap;

use crate::element::Element;
use crate::model::{Block, Lost, Paragraph, Spot, What};
use crate::numbering::Numbering;
use crate::parts::Relation;
use crate::styles::Styles;

/// Tables, boxes and notes lie so deep in one another at most.
const DEEPEST: usize = 40;
/// Bytes of text that are read of one document.
const MOST_TEXT: usize = 16 << 20;

/// A field, such as a page number or a contents list: code, then what it gives.
#[derive(Debug, Default)]
pub(crate) struct Field {
    pub(crate) code: String,
    /// The code is over and what it gives follows.
    pub(crate) is_shown: bool,
}

impl Field {
    pub(crate) fn is_contents(&self) -> bool {
        let word = self.code.split_whitespace().next().unwrap_or_default();
        word.eq_ignore_ascii_case("TOC")
    }

    /// Where the field leads.
    pub(crate) fn link(&self) -> Option<&str> {
        let code = self.code.trim_start();
        let rest = code
            .get(..9)
            .filter(|word| word.eq_ignore_ascii_case("HYPERLINK"))
            .map(|_| &code[9..])?;
        let address = rest.trim_start().strip_prefix('"')?.split('"').next()?;
        (!address.is_empty()).then_some(address)
    }
}

/// A note that the text names: a footnote or an endnote, and its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NoteName {
    pub(crate) is_footnote: bool,
    pub(crate) id: String,
}

/// State of the walk.
pub(crate) struct Walk<'a> {
    pub(crate) styles: &'a Styles,
    pub(crate) numbering: Numbering,
    pub(crate) relations: &'a BTreeMap<String, Relation>,
    lost: BTreeMap<What, (usize, Spot)>,
    pub(crate) notes: Vec<NoteName>,
    pub(crate) fields: Vec<Field>,
    /// Fields may go on from paragraph to paragraph. Not so in documents where one never ends.
    pub(crate) trusts_fields: bool,
    spot: Spot,
    /// The style of the table that is walked hides its words.
    pub(crate) is_hidden_by_table: bool,
    /// Text boxes of the paragraph that is walked.
    pub(crate) boxes: Vec<Vec<Block>>,
    room: usize,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(
        styles: &'a Styles,
        numbering: Numbering,
        relations: &'a BTreeMap<String, Relation>,
        trusts_fields: bool,
    ) -> Self {
        Walk {
            styles,
            numbering,
            relations,
            lost: BTreeMap::new(),
            notes: Vec::new(),
            fields: Vec::new(),
            trusts_fields,
            spot: Spot::default(),
            is_hidden_by_table: false,
            boxes: Vec::new(),
            room: MOST_TEXT,
        }
    }

    pub(crate) fn lose(&mut self, what: What) {
        let here = Spot { paragraph: self.spot.paragraph + 1, ..self.spot.clone() };
        self.lost.entry(what).or_insert((0, here)).0 += 1;
    }

    pub(crate) fn take_lost(&mut self) -> Vec<Lost> {
        let lost = std::mem::take(&mut self.lost);
        lost.into_iter().map(|(what, (count, first))| Lost { what, count, first }).collect()
    }

    /// Whether so much text may still be kept.
    pub(crate) fn has_room(&mut self, bytes: usize) -> bool {
        if bytes > self.room {
            self.room = 0;
            self.lose(What::Rest);
            return false;
        }
        self.room -= bytes;
        true
    }

    /// The blocks in an element.
    pub(crate) fn blocks(&mut self, element: &Element, depth: usize) -> Vec<Block> {
        let mut out = Vec::new();
        let mut unended = None;
        self.add_blocks(element, depth, &mut out, &mut unended);
        self.add_paragraph(unended.take(), &mut out);
        out
    }

    /// `unended`: a paragraph whose end is deleted or hidden, so that the next one goes on in its line.
    fn add_blocks(
        &mut self,
        element: &Element,
        depth: usize,
        out: &mut Vec<Block>,
        unended: &mut Option<Paragraph>,
    ) {
        if depth > DEEPEST {
            return;
        }
        for child in &element.children {
            match child.name {
                "p" => {
                    let (mut paragraph, ends) = self.paragraph(child, depth);
                    if let Some(before) = unended.take() {
                        paragraph.spans.splice(0..0, before.spans);
                        paragraph.size = paragraph.size.max(before.size);
                        // A heading that a hidden end parts from the text behind it.
                        paragraph.heading = paragraph.heading.or(before.heading);
                        paragraph.number = paragraph.number.or(before.number);
                    }
                    let boxes = std::mem::take(&mut self.boxes);
                    match ends {
                        true => self.add_paragraph(Some(paragraph), out),
                        false => *unended = Some(paragraph),
                    }
                    out.extend(boxes.into_iter().map(Block::Boxed));
                }
                "tbl" => {
                    self.add_paragraph(unended.take(), out);
                    out.extend(self.table(child, depth).map(Block::Table));
                }
                "sdt" if is_contents(child) => {}
                "sdt" => {
                    if let Some(content) = child.child("sdtContent") {
                        self.add_blocks(content, depth + 1, out, unended);
                    }
                }
                "AlternateContent" => {
                    if let Some(chosen) = child.chosen() {
                        self.add_blocks(chosen, depth + 1, out, unended);
                    }
                }
                "ins" | "moveTo" | "smartTag" | "customXml" => {
                    self.add_blocks(child, depth + 1, out, unended);
                }
                "altChunk" => self.lose(What::EmbeddedObject),
                "oMathPara" => {
                    let paragraph = self.lone_equation(child);
                    self.add_paragraph(Some(paragraph), out);
                }
                _ => {}
            }
        }
    }

    fn add_paragraph(&mut self, paragraph: Option<Paragraph>, out: &mut Vec<Block>) {
        let Some(paragraph) = paragraph.filter(|paragraph| !paragraph.is_empty()) else {
            return;
        };
        if paragraph.heading.is_some() {
            self.spot = Spot { heading: paragraph.text().trim().to_string(), paragraph: 0 };
        } else {
            self.spot.paragraph += 1;
        }
        out.push(Block::Paragraph(paragraph));
    }
}

/// Whether a content control holds a contents list.
fn is_contents(control: &Element) -> bool {
    control
        .child("sdtPr")
        .and_then(|own| own.find("docPartGallery"))
        .and_then(|gallery| gallery.attribute("val"))
        .is_some_and(|name| name.contains("Contents"))
}
