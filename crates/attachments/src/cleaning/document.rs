//! An office document without its properties and the names in its changes and notes.
//! In: the packed document. Out: its new bytes, entry by entry in the order they had.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::archive::name_of;
use super::clean;
use super::names_in_xml::without_names;
use crate::budget::MOST_UNPACKED;

pub(super) struct Rewritten {
    pub(super) bytes: Vec<u8>,
    pub(super) changed: bool,
}

/// The document with its properties emptied; nothing where an entry cannot be read.
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
        writer.raw_copy_file_touch(file, zip::DateTime::default(), None).ok()?;
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
                | "OFD.xml"
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
        || of_ofd(name)
}

/// Pictures and attached files of an OFD document.
fn of_ofd(name: &str) -> bool {
    (name.contains("/Res/") || name.contains("/Attachs/")) && !name.ends_with(".xml")
}

/// The part without names; nothing where it has none.
fn cleaned_part(name: &str, contents: &[u8]) -> Option<Vec<u8>> {
    let file = name.rsplit('/').next().unwrap_or(name);
    if name.contains("media/")
        || name.contains("Pictures/")
        || name.contains("embeddings/")
        || name.starts_with("docProps/thumbnail")
        || name.starts_with("Thumbnails/")
        || of_ofd(name)
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
    let cleaned = without_names(contents, emptied, name.starts_with("xl/comments"))?;
    (cleaned != contents).then_some(cleaned)
}
