//! Lists of Word's old form ([MS-DOC] 2.9.131, LSTF and LFO).
//! In: their bytes. Out: a tree as `numbering.xml` has it; lists are named by the numbers that paragraphs have.

use std::collections::BTreeMap;

use super::looks::LetterLooks;
use super::number::{counted_text, size_at, slice, u8_at, u16_at, u32_at};
use super::streams::{Streams, part};
use crate::element::Element;

/// Levels of a list; a simple one has the first only.
const LEVELS: usize = 9;
const NO_STYLE: u16 = 0xFFF;

/// An empty tree where there are no lists, or what is there cannot be read.
pub(super) fn read(streams: &Streams) -> Element {
    let mut children = definitions(streams).unwrap_or_default();
    children.extend(uses(streams).unwrap_or_default());
    Element::made("", vec![Element::made("", children)])
}

fn definitions(streams: &Streams) -> Option<Vec<Element>> {
    const SIZE: usize = 28;
    let (start, length) = streams.place(part::LISTS)?;
    let list = slice(&streams.table, start, length)?;
    // The levels of all lists follow behind the part.
    let mut at = start + length;
    let mut out = Vec::new();
    for number in 0..usize::from(u16_at(list, 0)?) {
        let definition = slice(list, 2 + SIZE * number, SIZE)?;
        let is_simple = u8_at(definition, 26)? & 1 != 0;
        let mut levels = Vec::new();
        for place in 0..if is_simple { 1 } else { LEVELS } {
            let (mut level, length) = level(streams.table.get(at..)?, place)?;
            at += length;
            let style = u16_at(definition, 8 + 2 * place).filter(|style| *style != NO_STYLE);
            let style = style.map(|style| Element::valued("pStyle", &style.to_string()));
            level.children.extend(style);
            levels.push(level);
        }
        let id = u32_at(definition, 0)?.to_string();
        out.push(Element::made("abstractNum", levels).with("abstractNumId", &id));
    }
    Some(out)
}

/// A level of a list, and how many bytes it takes.
fn level(bytes: &[u8], place: usize) -> Option<(Element, usize)> {
    const SIZE: usize = 28;
    const IN_DIGITS: u8 = 4;
    const RESTARTS_OTHERWISE: u8 = 8;
    let (form, about) = (u8_at(bytes, 4)?, u8_at(bytes, 5)?);
    let letters = usize::from(u8_at(bytes, 24)?);
    let paragraph = usize::from(u8_at(bytes, 25)?);
    let looks = LetterLooks::of(slice(bytes, SIZE + paragraph, letters)?);
    let (signs, length) = counted_text(bytes, SIZE + paragraph + letters)?;
    // The first nine signs stand for the numbers of the levels.
    let text: String = char::decode_utf16(signs)
        .map(|sign| sign.unwrap_or(char::REPLACEMENT_CHARACTER))
        .map(|sign| match u32::from(sign) {
            level @ 0..=8 => format!("%{}", level + 1),
            _ => sign.to_string(),
        })
        .collect();
    let mut says = vec![
        Element::valued("start", &u32_at(bytes, 0)?.to_string()),
        Element::valued("numFmt", form_of(form)),
        Element::valued("lvlText", &text),
        looks.element(|_| None),
    ];
    if about & IN_DIGITS != 0 {
        says.push(Element::valued("isLgl", "1"));
    }
    if about & RESTARTS_OTHERWISE != 0 {
        says.push(Element::valued("lvlRestart", &u8_at(bytes, 26)?.to_string()));
    }
    if u8_at(bytes, 15)? == 2 {
        says.push(Element::valued("suff", "nothing"));
    }
    let element = Element::made("lvl", says).with("ilvl", &place.to_string());
    Some((element, SIZE + paragraph + letters + length))
}

/// Lists as paragraphs name them, from 1: each names a definition and may say something else of its levels.
fn uses(streams: &Streams) -> Option<Vec<Element>> {
    const SIZE: usize = 16;
    const HAS_START: u32 = 0x10;
    const HAS_LEVEL: u32 = 0x20;
    let bytes = streams.part(part::LIST_USES)?;
    let count = size_at(bytes, 0)?;
    let mut at = 4_usize.checked_add(SIZE.checked_mul(count)?)?;
    let mut out = Vec::new();
    for number in 0..count {
        let own = slice(bytes, 4 + SIZE * number, SIZE)?;
        let mut says = vec![Element::valued("abstractNumId", &u32_at(own, 0)?.to_string())];
        // What they say otherwise may be missing at the end.
        at += 4;
        let mut levels: BTreeMap<u32, Element> = BTreeMap::new();
        for _ in 0..u8_at(own, 12)? {
            let Some(about) = u32_at(bytes, at + 4) else {
                break;
            };
            let start = u32_at(bytes, at).unwrap_or(0);
            at += 8;
            let place = about & 0xF;
            let mut otherwise = Vec::new();
            if about & HAS_LEVEL != 0 {
                let (level, length) = level(bytes.get(at..)?, place as usize)?;
                at += length;
                otherwise.push(level);
            } else if about & HAS_START != 0 {
                otherwise.push(Element::valued("startOverride", &start.to_string()));
            }
            let level = Element::made("lvlOverride", otherwise).with("ilvl", &place.to_string());
            levels.insert(place, level);
        }
        says.extend(levels.into_values());
        out.push(Element::made("num", says).with("numId", &(number + 1).to_string()));
    }
    Some(out)
}

/// The name of a form of numbers, by its number ([MS-OSHARED] 2.2.1.3, MSONFC).
fn form_of(number: u8) -> &'static str {
    const FORMS: [&str; 45] = [
        "decimal",
        "upperRoman",
        "lowerRoman",
        "upperLetter",
        "lowerLetter",
        "ordinal",
        "cardinalText",
        "ordinalText",
        "hex",
        "chicago",
        "ideographDigital",
        "japaneseCounting",
        "aiueo",
        "iroha",
        "decimalFullWidth",
        "decimalHalfWidth",
        "japaneseLegal",
        "japaneseDigitalTenThousand",
        "decimalEnclosedCircle",
        "decimalFullWidth2",
        "aiueoFullWidth",
        "irohaFullWidth",
        "decimalZero",
        "bullet",
        "ganada",
        "chosung",
        "decimalEnclosedFullstop",
        "decimalEnclosedParen",
        "decimalEnclosedCircleChinese",
        "ideographEnclosedCircle",
        "ideographTraditional",
        "ideographZodiac",
        "ideographZodiacTraditional",
        "taiwaneseCounting",
        "ideographLegalTraditional",
        "taiwaneseCountingThousand",
        "taiwaneseDigital",
        "chineseCounting",
        "chineseLegalSimplified",
        "chineseCountingThousand",
        "decimal",
        "koreanDigital",
        "koreanCounting",
        "koreanLegal",
        "koreanDigital2",
    ];
    match number {
        255 => "none",
        number => FORMS.get(usize::from(number)).copied().unwrap_or("decimal"),
    }
}
