//! Files packed as zip: office documents are written anew, archives as such only looked into.
//! In: the file's bytes. Out: what became of it.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::document::{Rewritten, rewritten};
use super::{Cleaned, Left, changed, clean, left};
use crate::budget::MOST_UNPACKED;
use crate::file_kind::{FileKind, kind_of};

/// An office document is written anew; an archive as such is only looked into.
pub(super) fn clean_packed(bytes: &[u8]) -> Cleaned {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return left(Left::Damaged);
    };
    let names: Vec<String> =
        (0..archive.len()).filter_map(|number| name_of(&mut archive, number)).collect();
    let is_document = names
        .iter()
        .any(|name| matches!(name.as_str(), "[Content_Types].xml" | "content.xml" | "OFD.xml"));
    let is_signed = names.iter().any(|name| {
        name.starts_with("_xmlsignatures/")
            || name.ends_with("documentsignatures.xml")
            || (is_document && name.ends_with("/Signatures.xml"))
    });
    if is_signed {
        return left(Left::Signed);
    }
    if !is_document {
        return match any_to_clean(&mut archive) {
            true => left(Left::InArchive),
            false => Cleaned::default(),
        };
    }
    match rewritten(&mut archive) {
        Some(Rewritten { bytes, changed: true, .. }) => changed(bytes),
        Some(_) => Cleaned::default(),
        None => left(Left::Damaged),
    }
}

pub(super) fn name_of(archive: &mut ZipArchive<Cursor<&[u8]>>, number: usize) -> Option<String> {
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
            && !contents.windows(19).any(|part| part == b"[Content_Types].xml");
        if !nested && clean(&name, &contents) != Cleaned::default() {
            return true;
        }
    }
    false
}
