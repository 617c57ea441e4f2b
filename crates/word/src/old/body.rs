//! The text of a document of Word's old form, paragraph by paragraph.
//! In: its streams. Out: elements as `document.xml` and the parts of notes have them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::looks::{LetterLooks, ParagraphLooks};
use super::number::{stretches, u32_at};
use super::pictures;
use super::rows::{Row, table};
use super::shapes::Shapes;
use super::streams::{Looks, Story, Streams, part};
use super::text::{PieceLooks, Text, Unit};
use crate::element::Element;
use crate::parts::{Refused, Relation};

/// So many letters and signs are read of a document, and so many elements are made of them.
const MOST_UNITS: usize = 8 << 20;
const MOST_ELEMENTS: usize = 1_000_000;
/// So many bytes that say something of looks cost as much as an element.
const LOOKS_OF_AN_ELEMENT: usize = 256;
/// Tables lie so deep in one another at most, and boxes.
const DEEPEST: usize = 20;
const DEEPEST_BOX: usize = 4;

/// Letters that stand for something else ([MS-DOC] 2.4.3).
const PICTURE: u16 = 0x01;
const COMMENT: u16 = 0x05;
const CELL_END: u16 = 0x07;
const SHAPE: u16 = 0x08;
/// Of a page or of a section.
const PAGE_END: u16 = 0x0C;
const PARAGRAPH_END: u16 = 0x0D;
const FIELD: u16 = 0x13;
const FIELD_SHOWS: u16 = 0x14;
const FIELD_END: u16 = 0x15;
const SYMBOL: u16 = 0x28;

/// What stands at a character of the main text.
#[derive(Debug, Clone, Copy)]
enum Anchored {
    Footnote(usize),
    Endnote(usize),
}

pub(super) struct Body<'a, F> {
    streams: &'a Streams,
    text: &'a Text<'a>,
    letters: Looks<'a>,
    paragraphs: Looks<'a>,
    font: F,
    /// What stands at characters of the main text.
    anchored: BTreeMap<usize, Anchored>,
    shapes: Shapes,
    /// Text boxes by the character that they are fixed to.
    boxes: BTreeMap<usize, Vec<Range<usize>>>,
    /// The characters that end a section; others of their kind only break a page.
    section_ends: BTreeSet<usize>,
    relations: BTreeMap<String, Relation>,
    units: usize,
    elements: usize,
    /// In so many boxes stands what is read.
    depth: usize,
}

/// What is read and has not ended.
#[derive(Default)]
struct Open<'a> {
    /// Of the paragraph.
    runs: Vec<Element>,
    /// Of the run, with the letters at its end.
    run: Vec<Element>,
    units: Vec<u16>,
    /// The places in the stream whose letters look like those of the run, and what is said of them.
    alike: Option<(Range<usize>, PieceLooks<'a>)>,
    looks: LetterLooks,
    fields: Vec<Field>,
    tables: Vec<OpenTable>,
}

/// A field, such as a page number, whose code comes before what it gives.
#[derive(Default)]
struct Field {
    code: String,
    is_shown: bool,
}

#[derive(Default)]
struct OpenTable {
    rows: Vec<Row>,
    cells: Vec<Vec<Element>>,
    blocks: Vec<Element>,
}

impl<'a, F: Fn(u16) -> Option<String>> Body<'a, F> {
    /// Nothing where the document cannot be read.
    pub(super) fn of(streams: &'a Streams, text: &'a Text<'a>, font: F) -> Option<Self> {
        let places = |number: usize, size: usize| {
            streams.part(number).and_then(|part| stretches(part, size)).unwrap_or_default()
        };
        let mut anchored = BTreeMap::new();
        for (number, (range, _)) in places(part::FOOTNOTE_PLACES, 2).into_iter().enumerate() {
            anchored.insert(range.start, Anchored::Footnote(number));
        }
        for (number, (range, _)) in places(part::ENDNOTE_PLACES, 2).into_iter().enumerate() {
            anchored.insert(range.start, Anchored::Endnote(number));
        }
        let sections = places(part::SECTIONS, 12);
        let shapes = Shapes::read(streams);
        Some(Body {
            streams,
            text,
            letters: streams.letters()?,
            paragraphs: streams.paragraphs()?,
            font,
            anchored,
            boxes: boxes(streams, &shapes).unwrap_or_default(),
            shapes,
            section_ends: sections
                .iter()
                .filter_map(|(range, _)| range.end.checked_sub(1))
                .collect(),
            relations: BTreeMap::new(),
            units: 0,
            elements: 0,
            depth: 0,
        })
    }

    /// The main text, as the tree of `document.xml`.
    pub(super) fn document(&mut self) -> Result<Element, Refused> {
        let story = self.streams.story(Story::Main).ok_or(Refused::Damaged)?;
        let mut blocks = self.blocks(story)?;
        // Boxes that are fixed to nothing.
        for ranges in std::mem::take(&mut self.boxes).into_values() {
            let run = Element::made("r", vec![self.drawing(ranges)?]);
            blocks.push(Element::made("p", vec![run]));
        }
        let body = Element::made("body", blocks);
        Ok(Element::made("", vec![Element::made("", vec![body])]))
    }

    /// Notes, as the tree of their part; each is named by its number.
    pub(super) fn notes(
        &mut self,
        story: Story,
        number: usize,
        name: &'static str,
    ) -> Result<Element, Refused> {
        let story = self.streams.story(story).ok_or(Refused::Damaged)?;
        let ranges = self.streams.part(number).and_then(|part| stretches(part, 0));
        let mut notes = Vec::new();
        for (number, (range, _)) in ranges.unwrap_or_default().into_iter().enumerate() {
            let blocks = self.blocks(within(&story, &range))?;
            notes.push(Element::made(name, blocks).with("id", &number.to_string()));
        }
        Ok(Element::made("", vec![Element::made("", notes)]))
    }

    pub(super) fn into_relations(self) -> BTreeMap<String, Relation> {
        self.relations
    }

    /// The paragraphs and tables of a stretch of the document.
    fn blocks(&mut self, range: Range<usize>) -> Result<Vec<Element>, Refused> {
        let mut out: Vec<Element> = Vec::new();
        let mut open = Open::default();
        for unit in self.text.units(range) {
            self.units += 1;
            if self.units > MOST_UNITS {
                return Err(Refused::TooLarge);
            }
            self.look_at(unit, &mut open)?;
            let ends = match unit.value {
                PARAGRAPH_END | CELL_END => true,
                PAGE_END => self.section_ends.contains(&unit.number),
                _ => false,
            };
            match ends {
                true => self.end_paragraph(unit, &mut open, &mut out)?,
                false => self.add(unit, &mut open)?,
            }
        }
        self.end_run(&mut open)?;
        if !open.runs.is_empty() {
            let rest = paragraph(&mut open, &ParagraphLooks::default());
            out.push(rest);
        }
        while !open.tables.is_empty() {
            close_table(&mut open.tables, &mut out);
        }
        Ok(out)
    }

    /// Puts a paragraph where it belongs: into the text, or into a cell of so many tables in one another.
    fn end_paragraph(
        &mut self,
        unit: Unit<'a>,
        open: &mut Open<'a>,
        out: &mut Vec<Element>,
    ) -> Result<(), Refused> {
        self.end_run(open)?;
        let (says, _) = self.paragraphs.at(unit.place);
        let looks = ParagraphLooks::of(says, self.streams);
        self.count(1 + looks.length / LOOKS_OF_AN_ELEMENT)?;
        let ended = paragraph(open, &looks);
        let depth = looks.depth().min(DEEPEST);
        while open.tables.len() > depth {
            close_table(&mut open.tables, out);
        }
        open.tables.resize_with(depth, OpenTable::default);
        let Some(table) = open.tables.last_mut() else {
            out.push(ended);
            return Ok(());
        };
        if looks.ends_row {
            table.blocks.clear();
            table.rows.push(Row { cells: std::mem::take(&mut table.cells), looks: looks.row });
            return Ok(());
        }
        table.blocks.push(ended);
        if looks.ends_inner_cell || unit.value == CELL_END {
            table.cells.push(std::mem::take(&mut table.blocks));
        }
        Ok(())
    }

    /// Makes sure that the open run looks as this unit does.
    fn look_at(&mut self, unit: Unit<'a>, open: &mut Open<'a>) -> Result<(), Refused> {
        let is_alike = open.alike.as_ref().is_some_and(|(places, looks)| {
            places.contains(&unit.place) && looks.is_same(unit.looks)
        });
        if is_alike {
            return Ok(());
        }
        self.end_run(open)?;
        let (says, end) = self.letters.at(unit.place);
        self.count((says.len() + unit.looks.length()) / LOOKS_OF_AN_ELEMENT)?;
        open.looks = LetterLooks::of(says).under(unit.looks);
        open.alike = Some((unit.place..end, unit.looks));
        Ok(())
    }

    /// Adds a letter, or what it stands for.
    fn add(&mut self, unit: Unit<'a>, open: &mut Open<'a>) -> Result<(), Refused> {
        if let Some(anchored) = self.anchored.get(&unit.number) {
            let (name, number) = match anchored {
                Anchored::Footnote(number) => ("footnoteReference", number),
                Anchored::Endnote(number) => ("endnoteReference", number),
            };
            let note = Element::made(name, Vec::new()).with("id", &number.to_string());
            self.put(note, open)?;
        }
        let sign = match unit.value {
            FIELD => {
                self.put(field_sign("begin"), open)?;
                open.fields.push(Field::default());
                return Ok(());
            }
            FIELD_SHOWS => {
                self.put(field_sign("separate"), open)?;
                let Some(field) = open.fields.last_mut() else {
                    return Ok(());
                };
                field.is_shown = true;
                embedded(&field.code)
            }
            FIELD_END => {
                self.put(field_sign("end"), open)?;
                open.fields.pop();
                return Ok(());
            }
            0x09 => Some(Element::made("tab", Vec::new())),
            0x0B => Some(Element::made("br", Vec::new())),
            PAGE_END => Some(Element::made("br", Vec::new()).with("type", "page")),
            0x1E => Some(Element::made("noBreakHyphen", Vec::new())),
            PICTURE => open.looks.picture.and_then(|at| self.picture(at)),
            COMMENT => Some(Element::made("commentReference", Vec::new())),
            SHAPE => self.shape(unit.number)?,
            SYMBOL if open.looks.is_sign => open.looks.symbol.map(|(font, sign)| {
                let font = (self.font)(font).unwrap_or_default();
                Element::made("sym", Vec::new())
                    .with("font", &font)
                    .with("char", &format!("{sign:04X}"))
            }),
            // Numbers of notes, optional hyphens and what else is no letter.
            0x00..0x20 => None,
            letter => {
                open.units.push(letter);
                None
            }
        };
        match sign {
            Some(sign) => self.put(sign, open),
            None => Ok(()),
        }
    }

    /// Adds what is no letter to the open run.
    fn put(&mut self, sign: Element, open: &mut Open<'a>) -> Result<(), Refused> {
        self.count(1)?;
        open.end_letters();
        open.run.push(sign);
        Ok(())
    }

    fn end_run(&mut self, open: &mut Open<'a>) -> Result<(), Refused> {
        open.end_letters();
        if open.run.is_empty() {
            return Ok(());
        }
        self.count(1)?;
        let mut children = vec![open.looks.element(&self.font)];
        children.append(&mut open.run);
        let run = Element::made("r", children);
        open.runs.push(match open.looks.is_deleted {
            true => Element::made("del", vec![run]),
            false => run,
        });
        Ok(())
    }

    fn count(&mut self, elements: usize) -> Result<(), Refused> {
        self.elements += elements;
        if self.elements > MOST_ELEMENTS { Err(Refused::TooLarge) } else { Ok(()) }
    }

    fn picture(&mut self, at: u32) -> Option<Element> {
        pictures::name(&self.streams.data, at).map(|name| self.named_picture(name))
    }

    fn named_picture(&mut self, name: String) -> Element {
        let blip = Element::made("blip", Vec::new()).with("embed", &name);
        self.relations.insert(name.clone(), Relation::Inside(name));
        Element::made("drawing", vec![blip])
    }

    /// What is drawn at a character: text boxes, a picture or a group. Lines and frames say nothing.
    fn shape(&mut self, character: usize) -> Result<Option<Element>, Refused> {
        let shape = self.shapes.at(character).cloned().unwrap_or_default();
        if shape.is_hidden {
            self.boxes.remove(&character);
            let about = Element::made("docPr", Vec::new()).with("hidden", "1");
            return Ok(Some(Element::made("drawing", vec![about])));
        }
        if let Some(ranges) = self.boxes.remove(&character) {
            return Ok(Some(self.drawing(ranges)?));
        }
        Ok(match shape.picture {
            Some(name) => Some(self.named_picture(name)),
            None if shape.is_group => {
                Some(Element::made("drawing", vec![Element::made("wgp", Vec::new())]))
            }
            None => None,
        })
    }

    /// Text boxes.
    fn drawing(&mut self, ranges: Vec<Range<usize>>) -> Result<Element, Refused> {
        let Some(story) = self.streams.story(Story::Boxes) else {
            return Err(Refused::Damaged);
        };
        let mut boxes = Vec::new();
        self.depth += 1;
        // Only in damaged documents do boxes lie in boxes without end.
        let ranges = if self.depth > DEEPEST_BOX { Vec::new() } else { ranges };
        for range in ranges {
            let blocks = self.blocks(within(&story, &range))?;
            boxes.push(Element::made("txbxContent", blocks));
        }
        self.depth -= 1;
        Ok(Element::made("pict", boxes))
    }
}

impl Open<'_> {
    /// Makes an element of the letters at the end of the run.
    fn end_letters(&mut self) {
        if self.units.is_empty() {
            return;
        }
        let text = String::from_utf16_lossy(&self.units);
        self.units.clear();
        let name = match self.fields.last_mut().filter(|field| !field.is_shown) {
            Some(field) => {
                field.code.push_str(&text);
                "instrText"
            }
            None => "t",
        };
        let mut element = Element::made(name, Vec::new());
        element.text = text;
        self.run.push(element);
    }
}

/// The paragraph whose runs are open; they look as its end does.
fn paragraph(open: &mut Open<'_>, looks: &ParagraphLooks) -> Element {
    let mut says = vec![Element::valued("pStyle", &looks.style.to_string())];
    says.extend(looks.elements());
    let mut end = Vec::new();
    if open.looks.is_deleted {
        end.push(Element::made("del", Vec::new()));
    }
    if open.looks.is_hidden || open.looks.says.contains(&("vanish", "1".to_string())) {
        end.push(Element::valued("vanish", "1"));
    }
    says.push(Element::made("rPr", end));
    let mut children = vec![Element::made("pPr", says)];
    children.append(&mut open.runs);
    Element::made("p", children)
}

/// Ends the innermost table and puts it where it stands.
fn close_table(tables: &mut Vec<OpenTable>, out: &mut Vec<Element>) {
    let Some(ended) = tables.pop() else {
        return;
    };
    let around = match tables.last_mut() {
        Some(around) => &mut around.blocks,
        None => out,
    };
    if !ended.rows.is_empty() {
        around.push(table(ended.rows));
    }
    // What no row has ended.
    around.extend(ended.cells.into_iter().flatten());
    around.extend(ended.blocks);
}

fn field_sign(which: &str) -> Element {
    Element::made("fldChar", Vec::new()).with("fldCharType", which)
}

/// What a field such as `EMBED Equation.3` embeds.
fn embedded(code: &str) -> Option<Element> {
    let mut words = code.split_whitespace();
    words.next().filter(|word| *word == "EMBED")?;
    let object = Element::made("OLEObject", Vec::new());
    let object = object.with("ProgID", words.next().unwrap_or_default());
    Some(Element::made("object", vec![object]))
}

/// A stretch of a story, in characters of the document.
fn within(story: &Range<usize>, range: &Range<usize>) -> Range<usize> {
    let at = |place: usize| story.start.saturating_add(place).min(story.end);
    at(range.start)..at(range.end)
}

/// Text boxes, by the character that the shape around them is fixed to.
fn boxes(streams: &Streams, shapes: &Shapes) -> Option<BTreeMap<usize, Vec<Range<usize>>>> {
    /// Boxes in groups of shapes are fixed to nothing that is known here.
    const NOWHERE: usize = usize::MAX;
    let anchors: BTreeMap<u32, usize> =
        shapes.anchors.iter().map(|(character, shape)| (*shape, *character)).collect();
    let mut boxes: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
    for (range, own) in stretches(streams.part(part::BOXES)?, 22)? {
        let anchor = u32_at(own, 14).and_then(|shape| anchors.get(&shape));
        boxes.entry(anchor.copied().unwrap_or(NOWHERE)).or_default().push(range);
    }
    Some(boxes)
}
