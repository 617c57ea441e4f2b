//! Names of persons in the XML of office documents.
//! In: XML, and the elements whose text names someone. Out: the same XML with these and all naming attributes empty.

use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

use crate::xml::{attribute, local};

/// Attributes that name a person.
const NAMING: [&str; 10] = [
    "author",
    "initials",
    "userId",
    "displayName",
    "providerId",
    "lastModifiedBy",
    "userName",
    "clrIdx_name",
    "personName",
    "refreshedBy",
];

/// XML with the text of some elements and the naming attributes of all emptied. Where texts are signed, what stood in
/// these elements is taken from the beginning of later texts too.
pub(super) fn without_names(xml: &[u8], emptied: &[&str], signed: bool) -> Option<Vec<u8>> {
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().check_end_names = false;
    let mut writer = Writer::new(Vec::with_capacity(xml.len()));
    let mut buffer = Vec::new();
    let mut inside = 0_usize;
    let mut depth = 0_i64;
    let mut names: Vec<String> = Vec::new();
    let is_emptied = |name: &str| emptied.contains(&local(name));
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            // One that ends too early was cut, or is not what it seems.
            Event::Eof => return (depth == 0).then(|| writer.into_inner()),
            Event::Start(element) => {
                depth += 1;
                if inside > 0 || is_emptied(element.name().as_ref()) {
                    inside += 1;
                }
                writer.write_event(Event::Start(anonymous(element))).ok()?;
            }
            Event::Empty(element) => {
                writer.write_event(Event::Empty(anonymous(element))).ok()?;
            }
            Event::End(element) => {
                depth -= 1;
                inside = inside.saturating_sub(1);
                writer.write_event(Event::End(element)).ok()?;
            }
            Event::Text(text) => {
                let kept = if inside > 0 {
                    names.extend(signed.then(|| text.to_string()));
                    BytesText::new("")
                } else {
                    let said = unsigned(&text, &names).map(str::to_string);
                    said.map_or(text, BytesText::from_escaped)
                };
                writer.write_event(Event::Text(kept)).ok()?;
            }
            Event::GeneralRef(_) | Event::CData(_) if inside > 0 => {}
            other => writer.write_event(other).ok()?,
        }
    }
}

/// What follows the name that a workbook's notes begin with, such as `张样:`; nothing where none does.
fn unsigned<'a>(text: &'a str, names: &[String]) -> Option<&'a str> {
    let named = names.iter().filter(|name| !name.trim().is_empty());
    named.filter_map(|name| text.trim_start().strip_prefix(name.trim())).find_map(|rest| match rest
        .trim_start()
    {
        "" => Some(""),
        rest => rest.strip_prefix([':', '：']),
    })
}

/// Places on a person's computer: where a workbook was saved, the template that a text was made from, pictures and
/// workbooks that are linked, of which the name of the file is left.
fn own_place(element: &BytesStart<'_>) -> Option<(&'static str, String)> {
    match local(element.name().as_ref()) {
        "absPath" => Some(("url", String::new())),
        "Relationship" => {
            let is_template =
                attribute(element, "Type").is_some_and(|kind| kind.ends_with("/attachedTemplate"));
            if is_template {
                return Some(("Target", "Normal.dotm".into()));
            }
            Some(("Target", file_of_own_place(&attribute(element, "Target")?)?))
        }
        "a" | "image" | "object" | "table-source" | "section-source" | "cell-range-source" => {
            Some(("href", file_of_own_place(&attribute(element, "href")?)?))
        }
        _ => None,
    }
}

/// The name of the file that a path on somebody's computer leads to; nothing for any other address.
fn file_of_own_place(target: &str) -> Option<String> {
    let drive = target.as_bytes();
    let is_own = target.get(..5).is_some_and(|begin| begin.eq_ignore_ascii_case("file:"))
        || target.starts_with("\\\\")
        || (drive.first().is_some_and(u8::is_ascii_alphabetic)
            && drive.get(1) == Some(&b':')
            && matches!(drive.get(2), Some(b'\\' | b'/')));
    let name = target.rsplit(['/', '\\']).next().unwrap_or_default();
    (is_own && name != target).then(|| name.to_string())
}

fn anonymous(element: BytesStart<'_>) -> BytesStart<'_> {
    let own_place = own_place(&element);
    let names_someone =
        NAMING.iter().any(|key| attribute(&element, key).is_some_and(|value| !value.is_empty()))
            || local(element.name().as_ref()) == "fileSharing"
            || own_place.is_some();
    // `author` of a slide's comment is a number that must stay.
    if !names_someone {
        return element;
    }
    let is_author_list =
        matches!(local(element.name().as_ref()), "cmAuthor" | "person" | "author" | "chgData");
    let mut out = BytesStart::new(element.name().as_ref().to_string());
    for attribute in element.attributes().with_checks(false).flatten() {
        let key = local(attribute.key.as_ref());
        let named = NAMING.contains(&key) || is_author_list && key == "name";
        let is_number = attribute.value.bytes().all(|byte| byte.is_ascii_digit());
        let instead = own_place.as_ref().filter(|(place, _)| *place == key);
        if let Some((_, instead)) = instead {
            out.push_attribute((attribute.key.as_ref(), instead.as_str()));
        } else if named && !is_number {
            out.push_attribute((attribute.key.as_ref(), ""));
        } else {
            // Read and written again, so that what is escaped stays so once.
            let value = quick_xml::escape::unescape(&attribute.value)
                .map_or_else(|_| attribute.value.to_string(), |value| value.into_owned());
            out.push_attribute((attribute.key.as_ref(), value.as_str()));
        }
    }
    out
}
