//! OFD (GB/T 33190): the national form of documents that are laid out, as PDF is.
//! In: an unpacked document. Out: the text of each page line by line, of notes and properties; pages without text are
//! named, and files attached to it are looked into.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::xml::{attribute, each_element, each_event, entity, local};
use crate::budget::Budget;
use crate::concealment::Concealed;
use crate::embedded::{LookInto, look_into_embedded};
use crate::inspected::{Inspected, Why};
use crate::spot::Spot;
use crate::unpacking::Entry;
use yanxi_privacy::Form;
use yanxi_reading::content_path::{extension, file_name, folder_of, join};

pub(super) fn inspect(
    entries: &[Entry],
    inside: &[String],
    budget: &mut Budget,
    inspected: &mut Inspected,
    look_into: LookInto,
) {
    if entries.iter().any(|entry| entry.name == "Encryptions.xml") {
        return inspected.see_not(inside, Why::Encrypted);
    }
    let pages = page_numbers(entries);
    let (mut pictures, mut without_text, mut remarks) = (0, 0, 0);
    for entry in entries {
        let name = entry.name.as_str();
        if extension(name) != "xml" {
            if name.contains("/Attachs/") {
                look_into_embedded(name, &entry.bytes, inside, budget, inspected, look_into);
            } else if is_picture(name) {
                pictures += 1;
            }
            continue;
        }
        let drawn = Drawn::of(&entry.bytes, Objects::All);
        remarks += drawn.remarks.len();
        let spot = match pages.get(name) {
            Some(number) => {
                without_text += usize::from(drawn.is_without_text());
                Spot::Page(*number)
            }
            None if name.contains("/Annots/") => Spot::Comments,
            None => Spot::Body,
        };
        inspected.add(inside, spot, drawn.text, Form::Laid);
        inspected.add(inside, Spot::Comments, drawn.remarks.join("\n"), Form::Text);
        inspected.add(inside, Spot::Properties, drawn.properties, Form::Laid);
    }
    if without_text > 0 {
        inspected.see_not(inside, Why::PagesWithoutText(without_text));
    }
    if pictures > 0 {
        inspected.see_not(inside, Why::PicturesInside(pictures));
    }
    if remarks > 0 {
        inspected.conceals(inside, [Concealed::Comments(remarks)]);
    }
}

/// The text of each page as it is seen.
pub(super) fn shown(entries: &[Entry]) -> Vec<(usize, String)> {
    if entries.iter().any(|entry| entry.name == "Encryptions.xml") {
        return Vec::new();
    }
    let numbers = page_numbers(entries);
    let pages: BTreeMap<usize, String> = entries
        .iter()
        .filter_map(|entry| {
            let number = numbers.get(entry.name.as_str())?;
            let text = Drawn::of(&entry.bytes, Objects::Shown).text;
            // Cells are blocks of their own.
            Some((*number, text.replace('\t', "\n")))
        })
        .collect();
    pages.into_iter().collect()
}

/// `jb2` and its kin hold black and white scans.
fn is_picture(name: &str) -> bool {
    matches!(
        extension(name).as_str(),
        "png" | "jpg" | "jpeg" | "bmp" | "gif" | "tif" | "tiff" | "jb2" | "gbig2"
    )
}

/// The numbers of pages by the names of their parts.
fn page_numbers(entries: &[Entry]) -> BTreeMap<String, usize> {
    let mut numbers = BTreeMap::new();
    for entry in entries.iter().filter(|entry| file_name(&entry.name) == "Document.xml") {
        let mut number = 0;
        each_element(&entry.bytes, |name, element| {
            let place = attribute(element, "BaseLoc");
            let path = place.and_then(|place| join(folder_of(&entry.name), &place));
            if name == "Page"
                && let Some(path) = path
            {
                number += 1;
                numbers.insert(path, number);
            }
        });
    }
    numbers
}

/// Which objects of a page are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Objects {
    All,
    /// Not those that are set to be hidden.
    Shown,
}

/// What a part draws and says.
#[derive(Default)]
struct Drawn {
    text: String,
    /// What people wrote beside the text.
    remarks: Vec<String>,
    properties: String,
    /// Pictures and paths, of which a scan consists.
    others: usize,
}

/// What the words at hand belong to.
enum Open {
    Text(Start),
    Remark,
    Property,
}

impl Drawn {
    fn of(bytes: &[u8], objects: Objects) -> Drawn {
        let mut drawn = Drawn::default();
        let mut object = TextObject::default();
        let mut end: Option<End> = None;
        let mut is_hidden = false;
        let mut open: Option<(Open, String)> = None;
        each_event(bytes, |event| match event {
            Event::Start(element) | Event::Empty(element) => {
                let is_open = matches!(event, Event::Start(_));
                match local(element.name().as_ref()) {
                    "TextObject" => {
                        object = TextObject::of(element);
                        is_hidden = objects == Objects::Shown
                            && attribute(element, "Visible").as_deref() == Some("false");
                    }
                    "ImageObject" | "PathObject" => drawn.others += 1,
                    // Titles in the contents, which pages need not show.
                    "OutlineElem" => {
                        drawn.properties.extend(attribute(element, "Title"));
                        drawn.properties.push('\n');
                    }
                    "TextCode" if is_open && !is_hidden => {
                        open = Some((Open::Text(object.start(element)), String::new()));
                    }
                    "Remark" if is_open => open = Some((Open::Remark, String::new())),
                    "Title" | "Subject" | "Abstract" | "Keyword" | "CustomData" if is_open => {
                        open = Some((Open::Property, String::new()));
                    }
                    _ => {}
                }
            }
            Event::Text(words) => {
                if let Some((_, text)) = &mut open {
                    text.push_str(words);
                }
            }
            Event::CData(words) => {
                if let Some((_, text)) = &mut open {
                    text.push_str(words);
                }
            }
            Event::GeneralRef(name) => {
                if let Some((_, text)) = &mut open {
                    text.extend(entity(name));
                }
            }
            Event::End(_) => match open.take() {
                Some((Open::Text(start), text)) => {
                    let between = end.map_or("", |end| end.between(&start));
                    drawn.text.push_str(between);
                    drawn.text.push_str(&text);
                    end = Some(start.end(text.chars().count()));
                }
                Some((Open::Remark, text)) if !text.trim().is_empty() => drawn.remarks.push(text),
                Some((Open::Property, text)) => {
                    drawn.properties.push_str(&text);
                    drawn.properties.push('\n');
                }
                _ => {}
            },
            _ => {}
        });
        drawn
    }

    fn is_without_text(&self) -> bool {
        self.others > 0 && !self.text.contains(char::is_alphanumeric)
    }
}

/// Where an object's text lies; lengths are millimetres.
#[derive(Default)]
struct TextObject {
    /// Left and top.
    corner: (f64, f64),
    size: f64,
    /// Scales and moves what lies in the object.
    matrix: Option<[f64; 6]>,
}

/// The beginning of a stretch of text.
struct Start {
    x: f64,
    y: f64,
    size: f64,
    /// From the beginning of the first character to that of the last, where the document says it.
    width: Option<f64>,
}

/// The end of a stretch of text.
#[derive(Clone, Copy)]
struct End {
    x: f64,
    y: f64,
    size: f64,
}

impl TextObject {
    fn of(element: &BytesStart<'_>) -> TextObject {
        let numbers = |key: &str| numbers(&attribute(element, key).unwrap_or_default());
        let boundary = numbers("Boundary");
        let at = |number: usize| boundary.get(number).copied().unwrap_or_default();
        TextObject {
            corner: (at(0), at(1)),
            size: numbers("Size").first().copied().unwrap_or_default(),
            matrix: numbers("CTM").try_into().ok(),
        }
    }

    fn start(&self, code: &BytesStart<'_>) -> Start {
        let value = |key: &str| attribute(code, key).unwrap_or_default();
        let number = |key: &str| numbers(&value(key)).first().copied().unwrap_or_default();
        let (x, y) = (number("X"), number("Y"));
        let [a, b, c, d, e, f] = self.matrix.unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
        Start {
            x: self.corner.0 + a * x + c * y + e,
            y: self.corner.1 + b * x + d * y + f,
            size: self.size * d.abs(),
            width: steps(&value("DeltaX")).map(|width| width * a.abs()),
        }
    }
}

impl Start {
    fn end(&self, characters: usize) -> End {
        let last = characters.saturating_sub(1);
        let width = self.width.unwrap_or(self.size * last as f64);
        End { x: self.x + width + self.size, y: self.y, size: self.size }
    }
}

impl End {
    /// Nothing where the text goes on, a gap where it goes on in another cell, else the end of a line.
    fn between(&self, next: &Start) -> &'static str {
        let size = self.size.max(next.size);
        if (next.y - self.y).abs() > size / 2.0 || next.x < self.x - 2.0 * size {
            "\n"
        } else if next.x > self.x + size / 2.0 {
            "\t"
        } else {
            ""
        }
    }
}

fn numbers(text: &str) -> Vec<f64> {
    text.split_whitespace().filter_map(|number| number.parse().ok()).collect()
}

/// The sum of steps; `g 3 2.5` is three steps of 2.5.
fn steps(text: &str) -> Option<f64> {
    let mut sum = None;
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        let (times, step) = match word {
            "g" => (words.next()?.parse().ok()?, words.next()?),
            step => (1.0, step),
        };
        let step: f64 = step.parse().ok()?;
        let times: f64 = times;
        sum = Some(sum.unwrap_or_default() + times * step);
    }
    sum
}
