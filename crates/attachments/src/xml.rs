//! Text of XML parts.
//! In: a part's bytes. Out: the text of chosen elements as [`yanxi_privacy::Form::Document`] wants it: paragraphs end
//! with a line end, cells begin and rows end with signs of their own.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use yanxi_privacy::{CELL, ROW};
use yanxi_reading::encoding;

/// Which elements' text counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Those in which office formats keep words; figures for layout are passed over.
    Words,
    /// All text, and what office programs write into attributes.
    All,
    /// All text and every attribute, of data whose form nobody knows.
    Everything,
}

/// The local name of an element, `t` of `w:t`.
pub fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// An attribute by its local name.
pub fn attribute(element: &BytesStart<'_>, wanted: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| local(attribute.key.as_ref()) == wanted)
        .map(|attribute| {
            let raw: &str = &attribute.value;
            match quick_xml::escape::unescape(raw) {
                Ok(text) => text.into_owned(),
                Err(_) => raw.to_string(),
            }
        })
}

/// The character that `&name;` stands for.
pub fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// Every event of a part, up to its end or the first damage; whether it could be read to its end.
pub fn each_event(bytes: &[u8], mut seen: impl FnMut(&Event<'_>)) -> bool {
    let bytes = as_utf8(bytes);
    let mut reader = Reader::from_reader(bytes.as_ref());
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => return true,
            Err(_) => return false,
            Ok(event) => seen(&event),
        }
    }
}

/// XML may be written in UTF-16, and some programs write GBK.
fn as_utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    let is_utf16 = matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
    if !is_utf16 && std::str::from_utf8(bytes).is_ok() {
        return Cow::Borrowed(bytes);
    }
    match encoding::decode("", bytes) {
        Ok(decoded) => Cow::Owned(decoded.text.into_bytes()),
        Err(_) => Cow::Borrowed(bytes),
    }
}

/// Every element of a part with its local name.
pub(super) fn each_element(bytes: &[u8], mut found: impl FnMut(&str, &BytesStart<'_>)) {
    each_event(bytes, |event| {
        if let Event::Start(element) | Event::Empty(element) = event {
            found(local(element.name().as_ref()), element);
        }
    });
}

/// All that stands between tags, one after the other.
pub(super) fn words(bytes: &[u8]) -> String {
    let mut out = String::new();
    each_event(bytes, |event| match event {
        Event::Text(words) => out.push_str(words),
        Event::CData(words) => out.push_str(words),
        Event::GeneralRef(name) => out.extend(entity(name)),
        _ => {}
    });
    out
}

fn holds_words(name: &str) -> bool {
    matches!(
        name,
        "t" | "delText"
            | "instrText"
            | "delInstrText"
            | "text"
            | "v"
            | "title"
            | "subject"
            | "keywords"
            | "description"
            | "category"
            | "lpstr"
            | "lpwstr"
            | "oddHeader"
            | "oddFooter"
            | "evenHeader"
            | "evenFooter"
            | "firstHeader"
            | "firstFooter"
            | "contentStatus"
            | "f"
            | "definedName"
            | "font"
            | "div"
            | "span"
    )
}

/// The text of a part, and whether it could be read to its end; what comes before damage is kept.
pub(super) fn text(bytes: &[u8], wanted: Wanted) -> (String, bool) {
    let mut out = String::new();
    let mut open: Vec<bool> = Vec::new();
    let is_whole = each_event(bytes, |event| match event {
        Event::Start(element) => {
            let name = element.name();
            let name = local(name.as_ref());
            open.push(wanted != Wanted::Words || holds_words(name));
            breaks_before(name, &mut out);
            in_attributes(element, name, wanted, &mut out);
        }
        Event::Empty(element) => {
            let name = element.name();
            let name = local(name.as_ref());
            breaks_before(name, &mut out);
            in_attributes(element, name, wanted, &mut out);
        }
        Event::End(element) => {
            open.pop();
            let name = element.name();
            match local(name.as_ref()) {
                "tr" | "table-row" => out.push(ROW),
                "p" | "h" | "row" | "si" | "comment" | "text" | "v" | "title" | "subject"
                | "keywords" | "description" | "category" | "lpstr" | "lpwstr" | "oddHeader"
                | "oddFooter" | "list-item" | "div" | "f" => new_line(&mut out),
                _ if wanted == Wanted::Everything => new_line(&mut out),
                _ => {}
            }
        }
        Event::Text(words) if open.last() == Some(&true) => out.push_str(words),
        Event::CData(words) if open.last() == Some(&true) => out.push_str(words),
        Event::GeneralRef(name) if open.last() == Some(&true) => out.extend(entity(name)),
        _ => {}
    });
    (out, is_whole)
}

fn new_line(out: &mut String) {
    if !out.ends_with(['\n', CELL, ROW]) {
        out.push('\n');
    }
}

fn breaks_before(name: &str, out: &mut String) {
    match name {
        "br" | "cr" | "line-break" => out.push('\u{B}'),
        "tab" | "ptab" => out.push('\t'),
        "s" => out.push(' '),
        "tc" | "table-cell" => out.push(CELL),
        "noBreakHyphen" | "softHyphen" => out.push('-'),
        _ => {}
    }
}

/// Words that stand in attributes, each on a line of its own.
fn in_attributes(element: &BytesStart<'_>, name: &str, wanted: Wanted, out: &mut String) {
    match wanted {
        Wanted::Words => hidden_words(element, name, out),
        Wanted::All => {
            hidden_words(element, name, out);
            let value = attribute(element, "value").filter(|value| is_long_number(value));
            let rest = ["string-value", "current-value", "label", "help-text"];
            let rest = rest.iter().filter_map(|key| attribute(element, key));
            value.into_iter().chain(rest).for_each(|value| own_line(&value, out));
        }
        Wanted::Everything => {
            for attribute in element.attributes().with_checks(false).flatten() {
                if !attribute.key.as_ref().starts_with("xmlns") {
                    let raw: &str = &attribute.value;
                    let value = quick_xml::escape::unescape(raw);
                    own_line(value.as_deref().unwrap_or(raw), out);
                }
            }
        }
    }
}

/// What a cell holds though it is shown in another form, such as `1.99E+10`.
fn is_long_number(value: &str) -> bool {
    value.len() >= 11 && value.bytes().all(|byte| byte.is_ascii_digit())
}

fn own_line(value: &str, out: &mut String) {
    if !value.is_empty() {
        new_line(out);
        out.push_str(value);
        out.push('\n');
    }
}

/// Attributes in which office programs keep words: descriptions of pictures, addresses of links, values behind pivot
/// tables, choices of drop-downs, prompts of cells, marks of numbered lists.
pub(super) fn hidden_words(element: &BytesStart<'_>, name: &str, out: &mut String) {
    let keys: &[&str] = match name {
        "docPr" | "cNvPr" => &["descr", "title", "name"],
        "Relationship" => &["Target"],
        "s" | "n" => &["v"],
        "a" => &["href"],
        "textpath" => &["string"],
        "shape" | "rect" | "oval" | "roundrect" | "imagedata" => &["alt", "title"],
        "lvlText" | "query" | "connectString" | "udl" | "listEntry" | "default" | "statusText"
        | "helpText" | "alias" | "filter" | "customFilter" | "inputCells" | "sheetName"
        | "item" => &["val"],
        "docVar" => &["name", "val"],
        "listItem" => &["displayText", "value"],
        "fldSimple" => &["instr"],
        "numFmt" => &["formatCode"],
        "dataValidation" => &["promptTitle", "prompt", "errorTitle", "error"],
        "hyperlink" => &["tooltip", "location"],
        "scenario" => &["name", "comment"],
        "cfRule" => &["text"],
        "tableColumn" => &["name", "totalsRowLabel"],
        "sheet" | "cacheField" | "dataField" | "pivotField" | "property" | "section"
        | "custShow" | "cSld" => &["name"],
        // Programs number their own marks.
        "tag" if attribute(element, "name").is_none_or(|name| !name.starts_with("KSO_")) => {
            &["name", "val"]
        }
        _ => return,
    };
    for key in keys {
        if let Some(mut value) = attribute(element, key) {
            // Marks of lists are signs of symbol fonts for the most part, in their place of the private range.
            if name == "lvlText" {
                value.retain(|c| !matches!(c, '\u{F000}'..='\u{F0FF}'));
            }
            own_line(&value, out);
        }
    }
}
