//! The copy of an attachment that goes into the site: authors, companies and places taken out.
//! In: a file's name and bytes. Out: [`Cleaned`]: new bytes where something was taken out, and what had to stay.
//!
//! The same file gives the same bytes: entries keep their order and get a fixed time.

use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::pictures::{self, Picture};
use super::xml::{attribute, local};
use super::{FileKind, LARGEST_FILE, MOST_UNPACKED, extension, kind_of};

/// A file after cleaning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// Nothing: the file goes as it is.
    pub bytes: Option<Vec<u8>>,
    /// What stays in it.
    pub left: Option<Left>,
}

/// What could not be taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Left {
    /// A form of file whose properties this program does not write.
    Form,
    /// A change would break the electronic signature.
    Signed,
    Damaged,
    /// Files inside an archive have such properties.
    InArchive,
}

/// Makes the copy for the site.
pub fn clean(path: &str, bytes: &[u8]) -> Cleaned {
    if bytes.len() as u64 > LARGEST_FILE {
        return left(Left::Form);
    }
    let outcome = catch_unwind(AssertUnwindSafe(|| match kind_of(path, bytes) {
        FileKind::Zip => archive(bytes),
        FileKind::Pdf => pdf(bytes),
        FileKind::Picture => picture(path, bytes),
        FileKind::Compound => left(Left::Form),
        FileKind::Text | FileKind::Other => by_bytes(path, bytes),
    }));
    outcome.unwrap_or_else(|_| left(Left::Damaged))
}

fn left(why: Left) -> Cleaned {
    Cleaned {
        bytes: None,
        left: Some(why),
    }
}

fn changed(bytes: Vec<u8>) -> Cleaned {
    Cleaned {
        bytes: Some(bytes),
        left: None,
    }
}

/// Pictures under a wrong name; everything else goes as it is.
fn by_bytes(path: &str, bytes: &[u8]) -> Cleaned {
    let looks_like_picture = bytes.starts_with(b"\xFF\xD8\xFF") || bytes.starts_with(b"\x89PNG");
    if looks_like_picture {
        return picture(path, bytes);
    }
    let has_properties = matches!(
        extension(path).as_str(),
        "mp3"
            | "mp4"
            | "m4a"
            | "mov"
            | "avi"
            | "wmv"
            | "rtf"
            | "rar"
            | "7z"
            | "ofd"
            | "wma"
            | "flac"
    );
    if has_properties {
        left(Left::Form)
    } else {
        Cleaned::default()
    }
}

fn picture(path: &str, bytes: &[u8]) -> Cleaned {
    match pictures::clean(bytes) {
        Picture::Clean => Cleaned::default(),
        Picture::Cleaned(bytes) => changed(bytes),
        // An icon or a bitmap by its name has nothing to hide.
        Picture::Unknown if matches!(extension(path).as_str(), "ico" | "bmp" | "svg") => {
            Cleaned::default()
        }
        Picture::Unknown => left(Left::Form),
    }
}

/// An office document is written anew; an archive as such is only looked into.
fn archive(bytes: &[u8]) -> Cleaned {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return left(Left::Damaged);
    };
    let names: Vec<String> = (0..archive.len())
        .filter_map(|number| name_of(&mut archive, number))
        .collect();
    let is_document = names
        .iter()
        .any(|name| name == "[Content_Types].xml" || name == "content.xml");
    if names
        .iter()
        .any(|name| name.starts_with("_xmlsignatures/") || name.ends_with("documentsignatures.xml"))
    {
        return left(Left::Signed);
    }
    if !is_document {
        return match any_to_clean(&mut archive) {
            true => left(Left::InArchive),
            false => Cleaned::default(),
        };
    }
    match rewritten(&mut archive) {
        Some(Rewritten {
            bytes,
            changed: true,
            ..
        }) => changed(bytes),
        Some(_) => Cleaned::default(),
        None => left(Left::Damaged),
    }
}

fn name_of(archive: &mut ZipArchive<Cursor<&[u8]>>, number: usize) -> Option<String> {
    let file = archive.by_index_raw(number).ok()?;
    Some(String::from_utf8_lossy(file.name_raw()).into_owned())
}

fn any_to_clean(archive: &mut ZipArchive<Cursor<&[u8]>>) -> bool {
    let mut budget = MOST_UNPACKED;
    for number in 0..archive.len() {
        let Ok(file) = archive.by_index(number) else {
            continue;
        };
        let name = String::from_utf8_lossy(file.name_raw()).into_owned();
        let mut contents = Vec::new();
        if file.take(budget).read_to_end(&mut contents).is_err() {
            continue;
        }
        budget = budget.saturating_sub(contents.len() as u64);
        let nested = matches!(kind_of(&name, &contents), FileKind::Zip)
            && !contents
                .windows(19)
                .any(|part| part == b"[Content_Types].xml");
        if !nested && clean(&name, &contents) != Cleaned::default() {
            return true;
        }
    }
    false
}

struct Rewritten {
    bytes: Vec<u8>,
    changed: bool,
}

/// The document with its properties emptied; nothing where an entry cannot be read.
fn rewritten(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Option<Rewritten> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut changed = false;
    let mut budget = MOST_UNPACKED;
    for number in 0..archive.len() {
        let name = name_of(archive, number)?;
        if touches(&name) {
            let mut contents = Vec::new();
            let method = {
                let file = archive.by_index(number).ok()?;
                let method = file.compression();
                file.take(budget + 1).read_to_end(&mut contents).ok()?;
                method
            };
            budget = budget.checked_sub(contents.len() as u64)?;
            if let Some(cleaned) = cleaned_part(&name, &contents) {
                changed = true;
                let method = match method {
                    CompressionMethod::Stored => CompressionMethod::Stored,
                    _ => CompressionMethod::Deflated,
                };
                let options = SimpleFileOptions::default()
                    .compression_method(method)
                    .last_modified_time(zip::DateTime::default());
                writer.start_file(name, options).ok()?;
                writer.write_all(&cleaned).ok()?;
                continue;
            }
        }
        let file = archive.by_index_raw(number).ok()?;
        let time = file.last_modified();
        changed |= time.is_some_and(|time| time != zip::DateTime::default());
        writer
            .raw_copy_file_touch(file, zip::DateTime::default(), None)
            .ok()?;
    }
    let bytes = writer.finish().ok()?.into_inner();
    Some(Rewritten { bytes, changed })
}

/// Parts that may name someone.
fn touches(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("docProps/")
        || matches!(
            file,
            "meta.xml"
                | "people.xml"
                | "commentAuthors.xml"
                | "authors.xml"
                | "workbook.xml"
                | "settings.xml"
                | "settings.xml.rels"
        )
        || (name.ends_with(".xml")
            && (name.starts_with("word/")
                || name.starts_with("xl/comments")
                || name.starts_with("xl/threadedComments")
                || name.starts_with("xl/persons/")
                || name.starts_with("xl/revisions/")
                || name.starts_with("ppt/comments")))
        || name == "content.xml"
        || name.contains("media/")
        || name.contains("Pictures/")
        || name.contains("embeddings/")
        || name.starts_with("Thumbnails/")
}

/// The part without names; nothing where it has none.
fn cleaned_part(name: &str, contents: &[u8]) -> Option<Vec<u8>> {
    let file = name.rsplit('/').next().unwrap_or(name);
    if name.contains("media/")
        || name.contains("Pictures/")
        || name.contains("embeddings/")
        || name.starts_with("docProps/thumbnail")
        || name.starts_with("Thumbnails/")
    {
        return clean(name, contents).bytes;
    }
    let emptied: &[&str] = match file {
        "core.xml" | "meta.xml" => &[
            "creator",
            "lastModifiedBy",
            "initial-creator",
            "printed-by",
            "user-defined",
            "generator",
            "lastPrinted",
            "print-date",
            "document-statistic",
            "editing-cycles",
            "editing-duration",
            "identifier",
        ],
        "app.xml" => &["Manager", "Company", "HyperlinkBase", "Template"],
        "custom.xml" if name.starts_with("docProps/") => {
            &["lpwstr", "lpstr", "bstr", "filetime", "i4", "r8"]
        }
        _ if name.starts_with("xl/comments") => &["author"],
        // In a text's changes and notes: <dc:creator>.
        "content.xml" => &[
            "creator",
            "creator-initials",
            "sender-firstname",
            "sender-lastname",
            "author-name",
            "author-initials",
            "initial-creator",
        ],
        _ => &[],
    };
    let cleaned = without_names(contents, emptied, name.starts_with("xl/comments"))?;
    (cleaned != contents).then_some(cleaned)
}

/// Attributes that name a person.
const NAMING: [&str; 9] = [
    "author",
    "initials",
    "userId",
    "displayName",
    "providerId",
    "lastModifiedBy",
    "userName",
    "clrIdx_name",
    "personName",
];

/// XML with the text of some elements and the naming attributes of all emptied. Where texts are signed, what stood in
/// these elements is taken from the beginning of later texts too.
fn without_names(xml: &[u8], emptied: &[&str], signed: bool) -> Option<Vec<u8>> {
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().check_end_names = false;
    let mut writer = Writer::new(Vec::with_capacity(xml.len()));
    let mut buffer = Vec::new();
    let mut inside = 0_usize;
    let mut names: Vec<String> = Vec::new();
    let is_emptied = |name: &str| emptied.contains(&local(name));
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Eof => return Some(writer.into_inner()),
            Event::Start(element) => {
                if inside > 0 || is_emptied(element.name().as_ref()) {
                    inside += 1;
                }
                writer.write_event(Event::Start(anonymous(element))).ok()?;
            }
            Event::Empty(element) => {
                writer.write_event(Event::Empty(anonymous(element))).ok()?;
            }
            Event::End(element) => {
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
    named
        .filter_map(|name| text.trim_start().strip_prefix(name.trim()))
        .find_map(|rest| match rest.trim_start() {
            "" => Some(""),
            rest => rest.strip_prefix([':', '：']),
        })
}

/// Places on a person's computer: where a workbook was saved, and the template that a text was made from.
fn own_place(element: &BytesStart<'_>) -> Option<(&'static str, &'static str)> {
    match local(element.name().as_ref()) {
        "absPath" => Some(("url", "")),
        "Relationship" => attribute(element, "Type")
            .is_some_and(|kind| kind.ends_with("/attachedTemplate"))
            .then_some(("Target", "Normal.dotm")),
        _ => None,
    }
}

fn anonymous(element: BytesStart<'_>) -> BytesStart<'_> {
    let own_place = own_place(&element);
    let names_someone = NAMING
        .iter()
        .any(|key| attribute(&element, key).is_some_and(|value| !value.is_empty()))
        || local(element.name().as_ref()) == "fileSharing"
        || own_place.is_some();
    // `author` of a slide's comment is a number that must stay.
    if !names_someone {
        return element;
    }
    let is_author_list = matches!(
        local(element.name().as_ref()),
        "cmAuthor" | "person" | "author"
    );
    let mut out = BytesStart::new(element.name().as_ref().to_string());
    for attribute in element.attributes().with_checks(false).flatten() {
        let key = local(attribute.key.as_ref());
        let named = NAMING.contains(&key) || is_author_list && key == "name";
        let is_number = attribute.value.bytes().all(|byte| byte.is_ascii_digit());
        let instead = own_place.filter(|(place, _)| *place == key);
        if let Some((_, instead)) = instead {
            out.push_attribute((attribute.key.as_ref(), instead));
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

/// Author, programs and dates leave the information dictionary, and the XMP packets go.
fn pdf(bytes: &[u8]) -> Cleaned {
    if bytes.windows(8).any(|eight| eight == b"/Encrypt") {
        return left(Left::Form);
    }
    let Ok(mut document) = lopdf::Document::load_mem(bytes) else {
        return left(Left::Damaged);
    };
    let is_signed = document.objects.values().any(|object| {
        object
            .as_dict()
            .is_ok_and(|dictionary| dictionary.has(b"ByteRange"))
    });
    let mut changes = 0;
    let info = document
        .trailer
        .get(b"Info")
        .and_then(lopdf::Object::as_reference)
        .ok();
    if let Some(info) = info.and_then(|id| document.get_dictionary_mut(id).ok()) {
        let keys: Vec<Vec<u8>> = info.iter().map(|(key, _)| key.clone()).collect();
        for key in keys {
            if !matches!(
                key.as_slice(),
                b"Title" | b"Subject" | b"Keywords" | b"Trapped"
            ) {
                info.remove(&key);
                changes += 1;
            }
        }
    }
    let mut packets = Vec::new();
    for object in document.objects.values_mut() {
        let dictionary = match object {
            lopdf::Object::Dictionary(dictionary) => dictionary,
            lopdf::Object::Stream(stream) => &mut stream.dict,
            _ => continue,
        };
        for key in [b"Metadata".as_slice(), b"PieceInfo", b"LastModified"] {
            if let Some(value) = dictionary.remove(key) {
                packets.extend(value.as_reference().ok());
                changes += 1;
            }
        }
        // Who wrote a note in the margin.
        let is_note = dictionary.has(b"Subtype") && dictionary.has(b"Rect");
        if is_note && dictionary.remove(b"T").is_some() && dictionary.get(b"FT").is_err() {
            changes += 1;
        }
    }
    if changes == 0 {
        return Cleaned::default();
    }
    if is_signed {
        return left(Left::Signed);
    }
    for id in packets {
        document.objects.remove(&id);
    }
    let mut out = Vec::new();
    match document.save_to(&mut out) {
        Ok(()) => changed(out),
        Err(_) => left(Left::Damaged),
    }
}
