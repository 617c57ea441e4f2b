//! An office document without its properties and the names in its changes and notes.
//! In: the packed document. Out: its new bytes, entry by entry in the order they had.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::archive::name_of;
use super::clean;
use super::names_in_xml::without_names;
use crate::budget::MOST_UNPACKED;
use crate::xml::words;

pub(super) struct Rewritten {
    pub(super) bytes: Vec<u8>,
    pub(super) changed: bool,
}

/// A part after cleaning.
enum Part {
    /// Nothing was in it.
    Clean,
    Cleaned(Vec<u8>),
    /// It may hold names that cannot be taken out.
    Unreadable,
}

/// The document with its properties emptied; nothing where an entry cannot be read, or the copy is not what it was.
pub(super) fn rewritten(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Option<Rewritten> {
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
            let cleaned = match cleaned_part(&name, &contents) {
                Part::Clean => None,
                Part::Cleaned(cleaned) => Some(cleaned),
                Part::Unreadable => return None,
            };
            if let Some(cleaned) = cleaned {
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
        writer.raw_copy_file_touch(file, zip::DateTime::default(), None).ok()?;
    }
    let bytes = writer.finish().ok()?.into_inner();
    has_the_same_parts(archive, &bytes).then_some(Rewritten { bytes, changed })
}

/// Whether a copy has every part of the document in the same order.
fn has_the_same_parts(archive: &mut ZipArchive<Cursor<&[u8]>>, copy: &[u8]) -> bool {
    let Ok(mut copy) = ZipArchive::new(Cursor::new(copy)) else {
        return false;
    };
    archive.len() == copy.len()
        && (0..copy.len()).all(|number| name_of(archive, number) == name_of(&mut copy, number))
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
                | "OFD.xml"
        )
        || name.ends_with(".rels")
        || name.starts_with("ppt/changesInfos/")
        || name.starts_with("xl/pivotCache/pivotCacheDefinition")
        || (name.ends_with(".xml")
            && (name.starts_with("word/")
                || name.starts_with("xl/comments")
                || name.starts_with("xl/threadedComments")
                || name.starts_with("xl/persons/")
                || name.starts_with("xl/revisions/")
                || name.starts_with("ppt/comments")))
        || matches!(name, "content.xml" | "styles.xml")
        || name.contains("media/")
        || name.contains("Pictures/")
        || name.contains("embeddings/")
        || name.starts_with("Thumbnails/")
        || of_ofd(name)
}

/// Pictures and attached files of an OFD document.
fn of_ofd(name: &str) -> bool {
    (name.contains("/Res/") || name.contains("/Attachs/")) && !name.ends_with(".xml")
}

/// What stands for the small picture of the first page that some programs keep: who looks at it sees the page, in the
/// state in which it was saved. A picture of one white point keeps the document whole.
fn blank_instead(name: &str, contents: &[u8]) -> Option<&'static [u8]> {
    if !(name.starts_with("docProps/thumbnail") || name.starts_with("Thumbnails/")) {
        return None;
    }
    if contents.starts_with(b"\xFF\xD8\xFF") {
        Some(include_bytes!("blank.jpg"))
    } else if contents.starts_with(b"\x89PNG") {
        Some(include_bytes!("blank.png"))
    } else {
        None
    }
}

/// The part without names.
fn cleaned_part(name: &str, contents: &[u8]) -> Part {
    let file = name.rsplit('/').next().unwrap_or(name);
    if let Some(blank) = blank_instead(name, contents) {
        return if contents == blank { Part::Clean } else { Part::Cleaned(blank.to_vec()) };
    }
    if name.contains("media/")
        || name.contains("Pictures/")
        || name.contains("embeddings/")
        || name.starts_with("docProps/thumbnail")
        || name.starts_with("Thumbnails/")
        || of_ofd(name)
    {
        return clean(name, contents).bytes.map_or(Part::Clean, Part::Cleaned);
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
        "OFD.xml" => &["Author"],
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
    let is_signed = name.starts_with("xl/comments");
    let Some(cleaned) = without_names(contents, emptied, is_signed) else {
        return Part::Unreadable;
    };
    let only_attributes = emptied.is_empty() && !is_signed;
    if cleaned == contents {
        Part::Clean
    } else if only_attributes && words(&cleaned) != words(contents) {
        Part::Unreadable
    } else {
        Part::Cleaned(cleaned)
    }
}
