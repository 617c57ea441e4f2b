//! The words of an attachment as its readers see them.
//! In: a file's name and bytes. Out: [`ShownText`]: a piece for each page, sheet or slide, else one; a block ends with a line
//! end, a line inside a block with U+2028. Hidden sheets, rows, columns and slides, hidden and deleted text, comments,
//! heads and feet of pages and what speakers note for themselves are not in it.
//!
//! The inspection reads more than is shown, and this is no part of it. Word documents of today's form have a reader of
//! their own, `yanxi-word`, which stands above this crate.

mod open_document;
mod slides;

use yanxi_reading::{caught, encoding, table};
use yanxi_text::normal_form::LINE_END;

use crate::budget::{Budget, LARGEST_FILE};
use crate::file_kind::{FileKind, extension, kind_of};
use crate::package::Package;
use crate::unpacking::{Archive, Entry, Unpacked};
use crate::{ofd, pdf, rtf};

/// Where in a file a piece stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ShownAt {
    #[default]
    Whole,
    /// From 1.
    Page(usize),
    Sheet(String),
    /// From 1, hidden ones counted too, as programs number them.
    Slide(usize),
}

/// A stretch of text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShownPiece {
    pub at: ShownAt,
    pub text: String,
}

/// What is seen of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShownText {
    /// In their order; those without text are absent.
    pub pieces: Vec<ShownPiece>,
    /// It has pages, and all of them are pictures.
    pub is_scan: bool,
}

/// Reads the words of a file; nothing where it is damaged, has a password, or is of a kind whose text is not read.
pub fn shown(path: &str, bytes: &[u8]) -> ShownText {
    if bytes.len() as u64 > LARGEST_FILE {
        return ShownText::default();
    }
    let mut shown = caught(|| by_kind(path, bytes)).unwrap_or_default();
    shown.pieces.retain(|piece| !piece.text.trim().is_empty());
    shown
}

fn by_kind(path: &str, bytes: &[u8]) -> ShownText {
    match kind_of(path, bytes) {
        FileKind::Zip => packed(bytes),
        FileKind::Compound => sheets(bytes),
        FileKind::Pdf => pages(pdf::shown(bytes)),
        FileKind::Rtf => whole(rtf::shown(bytes)),
        FileKind::Text if is_for_readers(path) => match encoding::decode(path, bytes) {
            Ok(decoded) => whole(decoded.text.replace("\r\n", "\n").replace('\r', "\n")),
            Err(_) => ShownText::default(),
        },
        _ => ShownText::default(),
    }
}

/// Texts, and what other systems hand out under the names of office files; not what programs read.
fn is_for_readers(path: &str) -> bool {
    const OF_PROGRAMS: [&str; 10] =
        ["json", "log", "ini", "yaml", "yml", "toml", "js", "css", "srt", "tex"];
    !OF_PROGRAMS.contains(&extension(path).as_str())
}

fn packed(bytes: &[u8]) -> ShownText {
    let Some(mut package) = Package::open(bytes) else {
        return ShownText::default();
    };
    if package.has("OFD.xml") {
        return pages(Some(ofd::shown(&parts_in_xml(bytes))));
    }
    if package.has("xl/workbook.xml") || package.has("xl/workbook.bin") {
        return sheets(bytes);
    }
    if package.has("ppt/presentation.xml") {
        return ShownText { pieces: slides::read(&mut package), is_scan: false };
    }
    if package.has("content.xml") {
        let kind = package.part("mimetype").ok().flatten().unwrap_or_default();
        return match String::from_utf8_lossy(&kind).contains("spreadsheet") {
            true => sheets(bytes),
            false => ShownText { pieces: open_document::read(&mut package), is_scan: false },
        };
    }
    ShownText::default()
}

/// The parts of a package that may hold words.
fn parts_in_xml(bytes: &[u8]) -> Vec<Entry> {
    let mut budget = Budget::whole();
    let Some(mut archive) = Archive::open(bytes) else {
        return Vec::new();
    };
    let mut entries = Vec::new();
    for number in 0..archive.names.len() {
        let name = archive.names[number].clone();
        if extension(&name) == "xml"
            && let Unpacked::Contents(bytes) = archive.unpack(number, &mut budget)
        {
            entries.push(Entry { name, bytes });
        }
    }
    entries
}

fn whole(text: String) -> ShownText {
    ShownText { pieces: vec![ShownPiece { at: ShownAt::Whole, text }], is_scan: false }
}

fn sheets(bytes: &[u8]) -> ShownText {
    let piece = |sheet: table::ShownSheet| ShownPiece {
        text: lines(&sheet),
        at: ShownAt::Sheet(sheet.name),
    };
    let sheets = table::shown_sheets(bytes).unwrap_or_default();
    ShownText { pieces: sheets.into_iter().map(piece).collect(), is_scan: false }
}

/// Cells in the order in which they are read, one below the other.
fn lines(sheet: &table::ShownSheet) -> String {
    let mut out = String::new();
    for cell in sheet.rows.iter().flat_map(|row| &row.cells) {
        out.push_str(&cell.text.replace('\n', LINE_END.encode_utf8(&mut [0; 4])));
        out.push('\n');
    }
    out
}

/// Nothing where the pages cannot be read.
fn pages(pages: Option<Vec<(usize, String)>>) -> ShownText {
    let Some(pages) = pages else {
        return ShownText::default();
    };
    let is_scan =
        !pages.is_empty() && !pages.iter().any(|(_, text)| text.contains(char::is_alphanumeric));
    let pieces = pages
        .into_iter()
        .map(|(number, text)| ShownPiece { at: ShownAt::Page(number), text: unwrapped(&text) })
        .collect();
    ShownText { pieces, is_scan }
}

/// The paragraphs of a page that is laid out: a line that reaches the edge goes on in the next one.
fn unwrapped(text: &str) -> String {
    let width = |line: &str| -> usize {
        line.trim().chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
    };
    let widest = text.lines().map(width).max().unwrap_or_default();
    // A line may end a little earlier, where a sign or a word must not begin the next one.
    let is_full = |line: &str| widest > 20 && width(line) * 10 >= widest * 9;
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        out.push_str(line);
        out.push(if is_full(line) { ' ' } else { '\n' });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_reach_the_edge_go_on() {
        let page = "关于样例工作的通知\n样例镇各嘎查村、各站所，现将有关样例工作的安\n排通知如下。\n一、时间\n";
        assert_eq!(
            unwrapped(page),
            "关于样例工作的通知\n样例镇各嘎查村、各站所，现将有关样例工作的安 排通知如下。\n一、时间\n"
        );
    }
}
