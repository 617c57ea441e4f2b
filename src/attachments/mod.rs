//! What stands inside attachments, and what they say of their authors.
//! In: a file's name and bytes. Out: [`inspect`]: its texts with their places, what cannot be seen, what it conceals;
//! [`clean`]: the copy for the site, without authors' names and places where pictures were taken.
//!
//! Files come from anywhere: sizes are limited, archives are entered two deep, and a reader that panics is a damaged
//! file, caught here and nowhere else.

mod archive;
mod cleaning;
mod concealed;
mod ofd;
mod office;
mod old_binary;
mod pdf;
mod pictures;
mod rtf;
mod spot;
mod workbook;
mod xml;

#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};

pub use cleaning::{Cleaned, Left, clean};
pub use concealed::Concealed;
pub use spot::Spot;

use crate::content_path;
use crate::source::encoding;
use yanxi_privacy::Form;

/// A stretch of text in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Names of files on the way, where the file is an archive.
    pub inside: Vec<String>,
    pub spot: Spot,
    pub text: String,
    pub form: Form,
}

/// Something in a file that no program of ours can read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unseen {
    pub inside: Vec<String>,
    pub why: Why,
}

/// Something that goes out with a file though it is not seen at first sight.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hidden {
    pub inside: Vec<String>,
    pub what: Concealed,
}

/// Why it cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    Picture,
    /// So many pictures inside a document.
    PicturesInside(usize),
    /// Pages of a PDF that hold no text, as scans do.
    PagesWithoutText(usize),
    /// .doc, .ppt, .wps and their kin: only looked through for plain strings.
    OldBinary,
    Encrypted,
    TooLarge,
    TooDeep,
    Damaged,
    Macros,
    /// Sound, film, programs, archives other than zip.
    OtherKind,
}

/// What was read of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inspected {
    pub pieces: Vec<Piece>,
    pub unseen: Vec<Unseen>,
    pub hidden: Vec<Hidden>,
}

/// Larger files are not read.
pub const LARGEST_FILE: u64 = 100 << 20;
/// What one file may grow to when everything in it is unpacked.
const MOST_UNPACKED: u64 = 300 << 20;
const MOST_ENTRIES: usize = 20_000;
const DEEPEST: usize = 2;

/// What is left of the limits while one file is read.
struct Budget {
    bytes: u64,
    entries: usize,
}

/// Reads the texts of a file.
pub fn inspect(path: &str, bytes: &[u8]) -> Inspected {
    let mut budget = Budget { bytes: MOST_UNPACKED, entries: MOST_ENTRIES };
    let mut inspected = Inspected::default();
    inspect_at(path, bytes, &[], &mut budget, &mut inspected);
    inspected.unseen.sort();
    inspected.unseen.dedup();
    inspected
}

fn inspect_at(
    path: &str,
    bytes: &[u8],
    inside: &[String],
    budget: &mut Budget,
    inspected: &mut Inspected,
) {
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let mut own = Inspected::default();
        by_kind(path, bytes, inside, budget, &mut own);
        own
    }));
    match outcome {
        Ok(own) => {
            inspected.pieces.extend(own.pieces);
            inspected.unseen.extend(own.unseen);
            inspected.hidden.extend(own.hidden);
        }
        Err(_) => inspected.see_not(inside, Why::Damaged),
    }
}

impl Inspected {
    fn add(&mut self, inside: &[String], spot: Spot, text: String, form: Form) {
        if !text.trim().is_empty() {
            self.pieces.push(Piece { inside: inside.to_vec(), spot, text, form });
        }
    }

    fn see_not(&mut self, inside: &[String], why: Why) {
        self.unseen.push(Unseen { inside: inside.to_vec(), why });
    }

    fn conceals(&mut self, inside: &[String], what: impl IntoIterator<Item = Concealed>) {
        self.hidden.extend(what.into_iter().map(|what| Hidden { inside: inside.to_vec(), what }));
    }
}

/// The extension in lower case; archives made on Windows may hold names with `\`.
fn extension(path: &str) -> String {
    content_path::extension(&path.replace('\\', "/"))
}

/// What kind of file it is, by its bytes first: names lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    Zip,
    Compound,
    Pdf,
    Picture,
    Rtf,
    Text,
    Other,
}

pub(crate) fn kind_of(path: &str, bytes: &[u8]) -> FileKind {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return FileKind::Zip;
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return FileKind::Compound;
    }
    if bytes.starts_with(rtf::BEGINNING) {
        return FileKind::Rtf;
    }
    if bytes[..bytes.len().min(1024)].windows(5).any(|five| five == b"%PDF-") {
        return FileKind::Pdf;
    }
    match extension(path).as_str() {
        "png" | "jpg" | "jpeg" | "jpe" | "gif" | "webp" | "bmp" | "ico" | "tif" | "tiff"
        | "heic" | "heif" | "avif" | "emf" | "wmf" => FileKind::Picture,
        "txt" | "md" | "markdown" | "csv" | "tsv" | "html" | "htm" | "xhtml" | "xml" | "json"
        | "svg" | "log" | "ini" | "yaml" | "yml" | "toml" | "js" | "css" | "vcf" | "ics"
        | "eml" | "srt" | "tex" | "" => FileKind::Text,
        _ => FileKind::Other,
    }
}

fn by_kind(
    path: &str,
    bytes: &[u8],
    inside: &[String],
    budget: &mut Budget,
    inspected: &mut Inspected,
) {
    if bytes.is_empty() {
        return;
    }
    if bytes.len() as u64 > LARGEST_FILE {
        return inspected.see_not(inside, Why::TooLarge);
    }
    match kind_of(path, bytes) {
        FileKind::Zip => archive::inspect(bytes, inside, budget, inspected),
        FileKind::Compound => old_binary::inspect(bytes, inside, inspected),
        FileKind::Pdf => pdf::inspect(bytes, inside, inspected),
        FileKind::Rtf => rtf::inspect(bytes, inside, inspected),
        FileKind::Picture => inspected.see_not(inside, Why::Picture),
        FileKind::Text => match encoding::decode(path, bytes) {
            Ok(decoded) => {
                let form = match extension(path).as_str() {
                    "csv" => Form::Csv,
                    "html" | "htm" | "xhtml" | "xml" | "svg" => {
                        inspected.conceals(inside, concealed::in_markup(&decoded.text));
                        Form::Text
                    }
                    _ => Form::Text,
                };
                inspected.add(inside, Spot::Lines, decoded.text, form);
            }
            Err(_) => inspected.see_not(inside, Why::OtherKind),
        },
        FileKind::Other => {
            inspected.see_not(inside, Why::OtherKind);
        }
    }
}
