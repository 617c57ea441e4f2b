//! Zip archives unpacked.
//! In: bytes, and what is left of the limits. Out: each entry's name and contents.

use std::io::{Cursor, Read};

use yanxi_reading::encoding;
use zip::ZipArchive;

use crate::budget::Budget;

/// An unpacked entry.
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// What an archive holds.
pub(crate) struct Unpacked {
    pub(crate) entries: Vec<Entry>,
    /// Names of entries that need a password.
    pub(crate) encrypted: Vec<String>,
    pub(crate) damaged: Vec<String>,
    /// The limits were reached; what follows was not unpacked.
    pub(crate) cut: bool,
}

/// Unpacks everything within the limits; nothing when it is no archive at all.
pub(crate) fn unpack(bytes: &[u8], budget: &mut Budget) -> Option<Unpacked> {
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
