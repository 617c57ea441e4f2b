//! What a paragraph, a run or a style says of itself.
//! In: its element. Out: [`Properties`]; nothing where it says nothing and something else decides.

use crate::element::Element;
use crate::model::{Align, Raise};

/// Properties of a paragraph and of its letters; `or` fills what is open from below.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Properties {
    /// Outline level from 0; 9 is running text.
    pub(crate) outline: Option<u8>,
    pub(crate) align: Option<Align>,
    /// The list that its number is of; "0" is none.
    pub(crate) list: Option<String>,
    pub(crate) level: Option<u8>,
    pub(crate) size: Option<u16>,
    pub(crate) hidden: Option<bool>,
    pub(crate) bold: Option<bool>,
    pub(crate) italic: Option<bool>,
    pub(crate) raise: Option<Raise>,
    /// The font of its Latin letters.
    pub(crate) font: Option<String>,
}

impl Properties {
    /// Of an element that has `pPr` or `rPr` in it.
    pub(crate) fn of(element: &Element) -> Self {
        let mut own = Properties::default();
        if let Some(paragraph) = element.child("pPr") {
            own.outline = paragraph.number("outlineLvl");
            own.align = paragraph.value("jc").map(align);
            if let Some(number) = paragraph.child("numPr") {
                own.list = number.value("numId").map(|id| id.trim().to_string());
                own.level = number.number("ilvl");
            }
        }
        if let Some(letters) = element.child("rPr") {
            own.size = letters.number("sz");
            own.hidden = letters.switch("vanish");
            own.bold = letters.switch("b");
            own.italic = letters.switch("i");
            own.raise = letters.value("vertAlign").map(|value| match value {
                "superscript" => Raise::Above,
                "subscript" => Raise::Below,
                _ => Raise::OnLine,
            });
            own.font = letters
                .child("rFonts")
                .and_then(|fonts| fonts.attribute("ascii").or_else(|| fonts.attribute("hAnsi")))
                .map(str::to_string);
        }
        own
    }

    /// What is open in these is as in `below`.
    pub(crate) fn or(self, below: &Properties) -> Self {
        Properties {
            outline: self.outline.or(below.outline),
            align: self.align.or(below.align),
            list: self.list.or_else(|| below.list.clone()),
            level: self.level.or(below.level),
            size: self.size.or(below.size),
            hidden: self.hidden.or(below.hidden),
            bold: self.bold.or(below.bold),
            italic: self.italic.or(below.italic),
            raise: self.raise.or(below.raise),
            font: self.font.or_else(|| below.font.clone()),
        }
    }
}

fn align(value: &str) -> Align {
    match value {
        "center" => Align::Center,
        "right" | "end" => Align::End,
        "both" | "distribute" => Align::Justify,
        _ => Align::Start,
    }
}
