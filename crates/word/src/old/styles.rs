//! The style sheet of Word's old form ([MS-DOC] 2.9.271, STSH).
//! In: its bytes. Out: a tree as `styles.xml` has it; styles are named by their numbers.

use super::looks::{LetterLooks, ParagraphLooks};
use super::number::{counted_text, slice, u16_at};
use super::streams::{Streams, part};
use crate::element::Element;

const PARAGRAPH: u16 = 1;
const LETTERS: u16 = 2;
const TABLE: u16 = 3;
/// Stands for no style.
const NONE: u16 = 0xFFF;

/// Nothing where the sheet cannot be read: styles may hide words.
pub(super) fn read(streams: &Streams, font: &impl Fn(u16) -> Option<String>) -> Option<Element> {
    // Some programs say that the sheet is shorter than it is.
    let sheet = streams.table.get(streams.place(part::STYLES)?.0..)?;
    let head = usize::from(u16_at(sheet, 0)?);
    let count = usize::from(u16_at(sheet, 2)?);
    let size_of_base = usize::from(u16_at(sheet, 4)?);
    let mut at = 2 + head;
    let mut styles = Vec::new();
    for number in 0..count {
        // Programs leave empty ones out at the end.
        let Some(length) = u16_at(sheet, at).map(usize::from) else {
            break;
        };
        let bytes = slice(sheet, at + 2, length)?;
        at += 2 + length;
        if !bytes.is_empty() {
            styles.push(style(number, bytes, size_of_base, streams, font)?);
        }
    }
    Some(Element::made("", vec![Element::made("", styles)]))
}

fn style(
    number: usize,
    bytes: &[u8],
    size_of_base: usize,
    streams: &Streams,
    font: &impl Fn(u16) -> Option<String>,
) -> Option<Element> {
    let built_in = u16_at(bytes, 0)? & 0xFFF;
    let kind = u16_at(bytes, 2)? & 0xF;
    let based_on = u16_at(bytes, 2)? >> 4;
    let parts = u16_at(bytes, 4)? & 0xF;
    let (name, length) = counted_text(bytes, size_of_base)?;
    let mut at = size_of_base + length + 2;
    let mut read =
        vec![Element::valued("name", &name_of(built_in, &String::from_utf16_lossy(&name)))];
    if based_on != NONE {
        read.push(Element::valued("basedOn", &based_on.to_string()));
    }
    for place in 0..parts {
        at += at % 2;
        let Some(length) = u16_at(bytes, at).map(usize::from) else {
            break;
        };
        let own = slice(bytes, at + 2, length)?;
        at += 2 + length;
        match (kind, place) {
            (PARAGRAPH, 0) | (TABLE, 1) => {
                let looks = ParagraphLooks::of(own, streams);
                read.push(Element::made("pPr", looks.elements()));
            }
            (PARAGRAPH, 1) | (LETTERS, 0) | (TABLE, 2) => {
                read.push(LetterLooks::of(own).element(font));
            }
            _ => {}
        }
    }
    let style = Element::made("style", read).with("styleId", &number.to_string());
    Some(match (kind, number) {
        (PARAGRAPH, 0) => style.with("type", "paragraph").with("default", "1"),
        _ => style,
    })
}

/// Built-in styles have the names of the language of the program that wrote them, and numbers that are the same in all.
fn name_of(built_in: u16, name: &str) -> String {
    match built_in {
        1..=9 => format!("heading {built_in}"),
        19..=27 => format!("toc {}", built_in - 18),
        35 => "table of figures".into(),
        62 => "title".into(),
        _ => name.to_string(),
    }
}
