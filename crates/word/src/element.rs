//! A part of a package as a tree of those elements that say something.
//! In: a part's bytes. Out: [`Element`]; names lose their prefix, depth and number of elements are limited.

use quick_xml::events::{BytesStart, Event};
use yanxi_attachments::xml::{each_event, entity, local};

/// So deep elements lie in one another at most.
const DEEPEST: usize = 200;
/// So many are kept of one part.
const MOST_ELEMENTS: usize = 1_000_000;
/// And so many bytes of text and attributes.
const MOST_TEXT: usize = 32 << 20;

/// An element. One that nothing here asks for has no name; it is kept for what lies in it.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: &'static str,
    attributes: Vec<(&'static str, Box<str>)>,
    pub(crate) children: Vec<Element>,
    pub(crate) text: String,
}

/// Why a part gives no tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    Damaged,
    TooLarge,
}

/// Elements that are asked for, sorted.
const NAMES: [&str; 113] = [
    "AlternateContent",
    "Choice",
    "Fallback",
    "OLEObject",
    "Relationship",
    "abstractNum",
    "abstractNumId",
    "altChunk",
    "b",
    "basedOn",
    "bdo",
    "blip",
    "body",
    "br",
    "cNvPr",
    "cellDel",
    "chart",
    "checkBox",
    "checked",
    "commentReference",
    "cr",
    "customXml",
    "default",
    "del",
    "dir",
    "docDefaults",
    "docPartGallery",
    "docPr",
    "drawing",
    "endnote",
    "endnoteReference",
    "ffData",
    "fldChar",
    "fldSimple",
    "footnote",
    "footnoteReference",
    "gridAfter",
    "gridBefore",
    "gridSpan",
    "group",
    "hMerge",
    "hidden",
    "hyperlink",
    "i",
    "ilvl",
    "imagedata",
    "ins",
    "instrText",
    "isLgl",
    "jc",
    "lvl",
    "lvlOverride",
    "lvlRestart",
    "lvlText",
    "moveFrom",
    "moveTo",
    "name",
    "noBreakHyphen",
    "num",
    "numFmt",
    "numId",
    "numPr",
    "numStyleLink",
    "oMath",
    "oMathPara",
    "object",
    "outlineLvl",
    "p",
    "pPr",
    "pPrDefault",
    "pStyle",
    "pict",
    "ptab",
    "r",
    "rFonts",
    "rPr",
    "rPrDefault",
    "rStyle",
    "rect",
    "relIds",
    "ruby",
    "rubyBase",
    "sdt",
    "sdtContent",
    "sdtPr",
    "shape",
    "smartTag",
    "specVanish",
    "start",
    "startOverride",
    "style",
    "styleLink",
    "suff",
    "sym",
    "sz",
    "t",
    "tab",
    "tbl",
    "tblHeader",
    "tblPr",
    "tblStyle",
    "tc",
    "tcPr",
    "textbox",
    "textpath",
    "tr",
    "trPr",
    "txbxContent",
    "vMerge",
    "vanish",
    "vertAlign",
    "wgp",
    "wpc",
];

/// Attributes that are asked for.
const KEYS: [&str; 27] = [
    "Id",
    "ProgID",
    "Target",
    "TargetMode",
    "Type",
    "abstractNumId",
    "ascii",
    "char",
    "default",
    "descr",
    "embed",
    "fldCharType",
    "font",
    "format",
    "hAnsi",
    "hidden",
    "id",
    "ilvl",
    "instr",
    "link",
    "numId",
    "string",
    "style",
    "styleId",
    "title",
    "type",
    "val",
];

impl Element {
    /// An element of a part that is made here, not read.
    pub(crate) fn made(name: &'static str, children: Vec<Element>) -> Self {
        Element { name, children, ..Element::default() }
    }

    pub(crate) fn with(mut self, key: &'static str, value: &str) -> Self {
        self.attributes.push((key, value.into()));
        self
    }

    /// One that says a value, such as `<w:jc w:val="center"/>`.
    pub(crate) fn valued(name: &'static str, value: &str) -> Self {
        Element::made(name, Vec::new()).with("val", value)
    }

    pub(crate) fn attribute(&self, key: &str) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| *name == key).map(|(_, value)| &**value)
    }

    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    pub(crate) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The attribute `val` of a child.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("val")
    }

    /// A number in the attribute `val` of a child.
    pub(crate) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.value(name)?.trim().parse().ok()
    }

    /// A switch such as `<w:vanish/>`: there without a value means on.
    pub(crate) fn switch(&self, name: &str) -> Option<bool> {
        let child = self.child(name)?;
        Some(!matches!(child.attribute("val"), Some("0" | "false" | "off")))
    }

    /// The first element of a name in it, however deep.
    pub(crate) fn find(&self, name: &str) -> Option<&Element> {
        if self.name == name {
            return Some(self);
        }
        self.children.iter().find_map(|child| child.find(name))
    }

    /// Its children, or those of the choice that Word takes where there are several for several programs.
    pub(crate) fn chosen(&self) -> Option<&Element> {
        self.child("Choice").or_else(|| self.child("Fallback"))
    }

    /// All text in it.
    pub(crate) fn all_text(&self) -> String {
        let mut out = self.text.clone();
        for child in &self.children {
            out.push_str(&child.all_text());
        }
        out
    }

    fn says_nothing(&self) -> bool {
        self.name.is_empty() && self.children.is_empty()
    }
}

/// Reads a part; an empty name stands over all.
pub(crate) fn tree(bytes: &[u8]) -> Result<Element, Fault> {
    let mut open = vec![Element::default()];
    let (mut elements, mut text, mut too_deep) = (0_usize, 0_usize, 0_usize);
    let is_whole = each_event(bytes, |event| {
        let is_full = elements > MOST_ELEMENTS || text > MOST_TEXT;
        match event {
            Event::Start(_) if is_full || open.len() > DEEPEST => too_deep += 1,
            Event::Start(start) => {
                elements += 1;
                open.push(element(start, &mut text));
            }
            Event::Empty(_) if is_full || open.len() > DEEPEST => {}
            Event::Empty(start) => {
                let element = element(start, &mut text);
                if open.len() == 1 || !element.says_nothing() {
                    elements += 1;
                    add(&mut open, element);
                }
            }
            Event::End(_) if too_deep > 0 => too_deep -= 1,
            Event::End(_) => close(&mut open),
            Event::Text(words) => say(&mut open, words, &mut text),
            Event::CData(words) => say(&mut open, words, &mut text),
            Event::GeneralRef(name) => {
                let mut sign = [0; 4];
                if let Some(c) = entity(name) {
                    say(&mut open, c.encode_utf8(&mut sign), &mut text);
                }
            }
            _ => {}
        }
    });
    if elements > MOST_ELEMENTS || text > MOST_TEXT {
        return Err(Fault::TooLarge);
    }
    if !is_whole || open.len() > 1 {
        return Err(Fault::Damaged);
    }
    open.pop().filter(|root| !root.children.is_empty()).ok_or(Fault::Damaged)
}

fn element(start: &BytesStart<'_>, text: &mut usize) -> Element {
    let name = start.name();
    let Ok(place) = NAMES.binary_search(&local(name.as_ref())) else {
        return Element::default();
    };
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false).flatten() {
        let key = attribute.key;
        if let Some(key) = KEYS.iter().find(|known| **known == local(key.as_ref())) {
            let raw: &str = &attribute.value;
            let value = quick_xml::escape::unescape(raw);
            let value = value.as_deref().unwrap_or(raw);
            *text += value.len();
            attributes.push((*key, value.into()));
        }
    }
    Element { name: NAMES[place], attributes, ..Element::default() }
}

fn add(open: &mut [Element], element: Element) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(element);
    }
}

fn close(open: &mut Vec<Element>) {
    if open.len() < 2 {
        return;
    }
    if let Some(mut element) = open.pop()
        && (open.len() == 1 || !element.says_nothing())
    {
        element.children.shrink_to_fit();
        add(open, element);
    }
}

fn say(open: &mut [Element], words: &str, text: &mut usize) {
    if *text <= MOST_TEXT
        && let Some(element) = open.last_mut()
        && matches!(element.name, "t" | "instrText")
    {
        *text += words.len();
        element.text.push_str(words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_asks_for_goes_and_what_lies_in_it_stays() {
        let part = r#"<w:p xmlns:w="w"><w:ind w:left="3"/><x:other><w:t>甲&amp;<![CDATA[乙]]></w:t></x:other></w:p>"#;
        let root = tree(part.as_bytes()).unwrap();
        let paragraph = &root.children[0];
        assert_eq!((paragraph.name, paragraph.children.len()), ("p", 1));
        assert_eq!(paragraph.all_text(), "甲&乙");
    }

    #[test]
    fn deep_and_broken_parts_are_told() {
        let deep = format!("{}{}", "<w:p>".repeat(100_000), "</w:p>".repeat(100_000));
        let root = tree(deep.as_bytes()).unwrap();
        assert!(root.find("p").is_some());
        assert_eq!(tree(b"<w:p><w:r>").err(), Some(Fault::Damaged));
        assert_eq!(tree(b"").err(), Some(Fault::Damaged));
        let many = format!("<w:p>{}</w:p>", "<w:r/>".repeat(MOST_ELEMENTS + 10));
        assert_eq!(tree(many.as_bytes()).err(), Some(Fault::TooLarge));
    }
}
