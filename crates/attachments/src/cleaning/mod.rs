//! The copy of an attachment that goes into the site: authors, companies and places taken out.
//! In: a file's name and bytes. Out: [`Cleaned`]: new bytes where something was taken out, and what had to stay.
//!
//! The same file gives the same bytes: entries keep their order and get a fixed time.

mod archive;
mod document;
mod names_in_xml;
mod pdf;

use super::pictures::{self, Picture};
use crate::budget::LARGEST_FILE;
use crate::file_kind::{FileKind, extension, kind_of};
use yanxi_reading::caught;

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
    let outcome = caught(|| match kind_of(path, bytes) {
        FileKind::Zip => archive::clean_packed(bytes),
        FileKind::Pdf => pdf::clean_pdf(bytes),
        FileKind::Picture => picture(path, bytes),
        FileKind::Compound | FileKind::Rtf => left(Left::Form),
        FileKind::Mail | FileKind::Markup | FileKind::Text | FileKind::Other => {
            by_bytes(path, bytes)
        }
    });
    outcome.unwrap_or_else(|| left(Left::Damaged))
}

fn left(why: Left) -> Cleaned {
    Cleaned { bytes: None, left: Some(why) }
}

fn changed(bytes: Vec<u8>) -> Cleaned {
    Cleaned { bytes: Some(bytes), left: None }
}

/// Pictures under a wrong name; everything else goes as it is.
fn by_bytes(path: &str, bytes: &[u8]) -> Cleaned {
    let looks_like_picture = bytes.starts_with(b"\xFF\xD8\xFF") || bytes.starts_with(b"\x89PNG");
    if looks_like_picture {
        return picture(path, bytes);
    }
    if kind_of(path, bytes) == FileKind::Markup && names_its_author(bytes) {
        return left(Left::Form);
    }
    let has_properties = matches!(
        extension(path).as_str(),
        "mp3" | "mp4" | "m4a" | "mov" | "avi" | "wmv" | "rar" | "7z" | "wma" | "flac"
    );
    if has_properties { left(Left::Form) } else { Cleaned::default() }
}

/// Whether a page or drawing says who made it or where it lay, as office and drawing programs write.
fn names_its_author(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    [
        "<dc:creator>",
        "<o:author>",
        "<o:lastauthor>",
        "export-filename=",
        "name=author",
        "name=\"author\"",
        "file:///",
    ]
    .iter()
    .any(|mark| text.contains(mark))
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
