//! What kind of file it is.
//! In: its name and bytes. Out: [`FileKind`].

use yanxi_reading::{content_path, encoding};

use crate::{mail, rtf};

/// The extension in lower case; archives made on Windows may hold names with `\`.
pub(crate) fn extension(path: &str) -> String {
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
    /// A letter or a web page saved in one file.
    Mail,
    /// Web pages, drawings, XML.
    Markup,
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
        "eml" | "mht" | "mhtml" => FileKind::Mail,
        _ if mail::is_mail(bytes) => FileKind::Mail,
        "html" | "htm" | "xhtml" | "xml" | "svg" => FileKind::Markup,
        "txt" | "md" | "markdown" | "csv" | "tsv" | "json" | "log" | "ini" | "yaml" | "yml"
        | "toml" | "js" | "css" | "vcf" | "ics" | "srt" | "tex" | "" => FileKind::Text,
        "mp3" | "wav" | "wma" | "m4a" | "flac" | "mp4" | "mov" | "avi" | "wmv" | "mkv" | "rar"
        | "7z" | "gz" | "tar" | "exe" | "dll" | "msi" | "iso" => FileKind::Other,
        // What other systems hand out under the names of office files, and what has a name of its own.
        _ if begins_with_tag(bytes) => FileKind::Markup,
        _ if is_written(bytes) => FileKind::Text,
        _ => FileKind::Other,
    }
}

fn begins_with_tag(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]);
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let mut begin = head.chars();
    begin.next() == Some('<')
        && begin.next().is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '!' | '?'))
}

/// Whether bytes are text: no control characters, in an encoding that offices use.
fn is_written(bytes: &[u8]) -> bool {
    let has_mark = matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
    let is_control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C);
    (has_mark || !bytes.iter().any(is_control)) && encoding::decode("", bytes).is_ok()
}
