//! Zip archives unpacked.
//! In: bytes, and what is left of the limits. Out: each entry's name and contents.

use std::io::{Cursor, Read};

use yanxi_reading::encoding;
use zip::ZipArchive;

use crate::budget::{Budget, LARGEST_ENTRY};

/// An unpacked entry.
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// An archive whose entries are read one after the other.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The names of all entries, folders too, in the order of the archive.
    pub(crate) names: Vec<String>,
}

/// What became of an entry.
pub(crate) enum Unpacked {
    Contents(Vec<u8>),
    Folder,
    /// It needs a password.
    Encrypted,
    Damaged,
    /// The limits were reached.
    TooLarge,
}

impl<'a> Archive<'a> {
    /// Nothing when it is no archive at all.
    pub(crate) fn open(bytes: &'a [u8]) -> Option<Self> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
        let names = (0..zip.len())
            .map(|number| match zip.by_index_raw(number) {
                Ok(file) => entry_name(file.name_raw()),
                Err(_) => format!("#{number}"),
            })
            .collect();
        Some(Archive { zip, names })
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|entry| entry == name)
    }

    pub(crate) fn unpack(&mut self, number: usize, budget: &mut Budget) -> Unpacked {
        if budget.entries == 0 || budget.bytes == 0 {
            return Unpacked::TooLarge;
        }
        budget.entries -= 1;
        let mut file = match self.zip.by_index(number) {
            Ok(file) if file.is_dir() => return Unpacked::Folder,
            Ok(file) => file,
            Err(zip::result::ZipError::UnsupportedArchive(why))
                if why == zip::result::ZipError::PASSWORD_REQUIRED =>
            {
                return Unpacked::Encrypted;
            }
            Err(_) => return Unpacked::Damaged,
        };
        let limit = LARGEST_ENTRY.min(budget.bytes);
        let mut contents = Vec::new();
        let read = (&mut file).take(limit + 1).read_to_end(&mut contents);
        let length = contents.len() as u64;
        budget.bytes = budget.bytes.saturating_sub(length);
        if length > limit {
            Unpacked::TooLarge
        } else if read.is_err() {
            Unpacked::Damaged
        } else {
            Unpacked::Contents(contents)
        }
    }
}

/// Chinese systems write names in GBK without saying so.
fn entry_name(raw: &[u8]) -> String {
    match encoding::decode("", raw) {
        Ok(decoded) => decoded.text,
        Err(_) => String::from_utf8_lossy(raw).into_owned(),
    }
}
