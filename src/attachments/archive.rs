//! Zip archives: office documents, and archives as such.
//! In: bytes. Out: each entry's name and contents handed on, within the limits.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{Budget, DEEPEST, Inspected, Spot, Why, concealed, inspect_at, ofd, office, workbook};
use crate::content_path::file_name;
use crate::source::encoding;
use yanxi_privacy::Form;

/// An unpacked entry.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// What an archive holds.
pub(super) struct Unpacked {
    pub(super) entries: Vec<Entry>,
    /// Names of entries that need a password.
    pub(super) encrypted: Vec<String>,
    pub(super) damaged: Vec<String>,
    /// The limits were reached; what follows was not unpacked.
    pub(super) cut: bool,
}

/// Unpacks everything within the limits; nothing when it is no archive at all.
pub(super) fn unpack(bytes: &[u8], budget: &mut Budget) -> Option<Unpacked> {
    const LARGEST_ENTRY: u64 = 64 << 20;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut unpacked =
        Unpacked { entries: Vec::new(), encrypted: Vec::new(), damaged: Vec::new(), cut: false };
    for number in 0..archive.len() {
        if budget.entries == 0 || budget.bytes == 0 {
            unpacked.cut = true;
            break;
        }
        budget.entries -= 1;
        let name = match archive.by_index_raw(number) {
            Ok(file) => entry_name(file.name_raw()),
            Err(_) => format!("#{number}"),
        };
        let mut file = match archive.by_index(number) {
            Ok(file) if file.is_dir() => continue,
            Ok(file) => file,
            Err(zip::result::ZipError::UnsupportedArchive(why))
                if why == zip::result::ZipError::PASSWORD_REQUIRED =>
            {
                unpacked.encrypted.push(name);
                continue;
            }
            Err(_) => {
                unpacked.damaged.push(name);
                continue;
            }
        };
        let limit = LARGEST_ENTRY.min(budget.bytes);
        let mut contents = Vec::new();
        let read = (&mut file).take(limit + 1).read_to_end(&mut contents);
        let length = contents.len() as u64;
        budget.bytes = budget.bytes.saturating_sub(length);
        if length > limit {
            unpacked.cut = true;
            continue;
        }
        if read.is_err() {
            unpacked.damaged.push(name);
            continue;
        }
        unpacked.entries.push(Entry { name, bytes: contents });
    }
    Some(unpacked)
}

/// Chinese systems write names in GBK without saying so.
fn entry_name(raw: &[u8]) -> String {
    match encoding::decode("", raw) {
        Ok(decoded) => decoded.text,
        Err(_) => String::from_utf8_lossy(raw).into_owned(),
    }
}

pub(super) fn inspect(
    bytes: &[u8],
    inside: &[String],
    budget: &mut Budget,
    inspected: &mut Inspected,
) {
    let Some(unpacked) = unpack(bytes, budget) else {
        return inspected.see_not(inside, Why::Damaged);
    };
    if unpacked.cut {
        inspected.see_not(inside, Why::TooLarge);
    }
    for name in &unpacked.encrypted {
        inspected.see_not(&below(inside, name), Why::Encrypted);
    }
    for name in &unpacked.damaged {
        inspected.see_not(&below(inside, name), Why::Damaged);
    }
    let has = |name: &str| unpacked.entries.iter().any(|entry| entry.name == name);
    if has("OFD.xml") {
        return ofd::inspect(&unpacked.entries, inside, budget, inspected);
    }
    let is_document = has("[Content_Types].xml") || has("mimetype") || has("content.xml");
    if is_document {
        if has("xl/workbook.xml") {
            workbook::inspect(&unpacked.entries, inside, inspected);
        }
        office::inspect(&unpacked.entries, inside, inspected);
        inspected.conceals(inside, concealed::in_document(&unpacked.entries));
        for entry in &unpacked.entries {
            if entry.name.contains("embeddings/") {
                inspect_embedded(entry, inside, budget, inspected);
            }
        }
        return;
    }
    for entry in &unpacked.entries {
        let place = below(inside, &entry.name);
        inspected.add(&place, Spot::Name, entry.name.clone(), Form::Path);
        if inside.len() >= DEEPEST {
            inspected.see_not(&place, Why::TooDeep);
        } else {
            inspect_at(&entry.name, &entry.bytes, &place, budget, inspected);
        }
    }
}

/// A file that lies in a document.
pub(super) fn inspect_embedded(
    entry: &Entry,
    inside: &[String],
    budget: &mut Budget,
    inspected: &mut Inspected,
) {
    if inside.len() < DEEPEST {
        let place = below(inside, file_name(&entry.name));
        inspect_at(&entry.name, &entry.bytes, &place, budget, inspected);
    }
}

fn below(inside: &[String], name: &str) -> Vec<String> {
    let mut place = inside.to_vec();
    place.push(name.to_string());
    place
}
