//! Text of XML parts.
//! In: a part's bytes. Out: the text of chosen elements as [`yanxi_privacy::Form::Document`] wants it: paragraphs end
//! with a line end, cells begin and rows end with signs of their own.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use yanxi_privacy::{CELL, ROW};

/// Which elements' text counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Those in which office formats keep words; figures for layout are passed over.
    Words,
    All,
}

/// The local name of an element, `t` of `w:t`.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// An attribute by its local name.
pub(super) fn attribute(element: &BytesStart<'_>, wanted: &str) -> Option<String> {
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
pub(super) fn entity(name: &str) -> Option<char> {
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

/// Every event of a part, up to its end or the first damage.
pub(super) fn each_event(bytes: &[u8], mut seen: impl FnMut(&Event<'_>)) {
    let mut reader = Reader::from_reader(bytes);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) | Err(_) => break,
            Ok(event) => seen(&event),
        }
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
    )
}

/// The text of a part; what comes before damage is kept.
pub(super) fn text(bytes: &[u8], wanted: Wanted) -> String {
    let mut out = String::new();
    let mut open: Vec<bool> = Vec::new();
    each_event(bytes, |event| match event {
        Event::Start(element) => {
            let name = element.name();
            let name = local(name.as_ref());
            open.push(wanted == Wanted::All || holds_words(name));
            breaks_before(name, &mut out);
            hidden_words(element, name, &mut out);
        }
        Event::Empty(element) => {
            let name = element.name();
            let name = local(name.as_ref());
            breaks_before(name, &mut out);
            hidden_words(element, name, &mut out);
        }
        Event::End(element) => {
            open.pop();
            let name = element.name();
            match local(name.as_ref()) {
                "tr" | "table-row" => out.push(ROW),
                "p" | "h" | "row" | "si" | "comment" | "text" | "v" | "title" | "subject"
                | "keywords" | "description" | "category" | "lpstr" | "lpwstr" | "oddHeader"
                | "oddFooter" | "list-item" | "div" | "f" => new_line(&mut out),
                _ => {}
            }
        }
        Event::Text(words) if open.last() == Some(&true) => out.push_str(words),
        Event::CData(words) if open.last() == Some(&true) => out.push_str(words),
        Event::GeneralRef(name) if open.last() == Some(&true) => out.extend(entity(name)),
        _ => {}
    });
    out
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

/// Words that stand in attributes: descriptions of pictures, addresses of links, values behind pivot tables.
fn hidden_words(element: &BytesStart<'_>, name: &str, out: &mut String) {
    let keys: &[&str] = match name {
        "docPr" | "cNvPr" => &["descr", "title"],
        "Relationship" => &["Target"],
        "s" | "n" => &["v"],
        "a" => &["href"],
        "textpath" => &["string"],
        "sheet" => &["name"],
        _ => return,
    };
    for key in keys {
        if let Some(value) = attribute(element, key).filter(|value| !value.is_empty()) {
            new_line(out);
            out.push_str(&value);
            out.push('\n');
        }
    }
}
