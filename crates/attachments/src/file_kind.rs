//! What kind of file it is.
//! In: its name and bytes. Out: [`FileKind`].

use yanxi_reading::content_path;

use crate::rtf;

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
