//! Text layers of PDF files.
//! In: bytes. Out: the text of each page and of what is drawn on it as a piece, form fields, notes and titles; pages that
//! are pictures are named, and files attached to it are looked into.

mod content;
mod strings;

use lopdf::{Document, LoadOptions};

use crate::budget::Budget;
use crate::embedded::{LookInto, below, look_into_embedded};
use crate::inspected::{Inspected, Why};
use crate::spot::Spot;
use content::Notes;
use yanxi_privacy::Form;

/// What one page may grow to when it is unpacked.
const LARGEST_PAGE: usize = 32 << 20;
const MOST_PAGES: usize = 3_000;

pub(super) fn inspect(
    bytes: &[u8],
    inside: &[String],
    budget: &mut Budget,
    inspected: &mut Inspected,
    look_into: LookInto,
) {
    let Ok(mut document) = Document::load_mem_with_options(bytes, LoadOptions::default()) else {
        let why = if is_encrypted(bytes) { Why::Encrypted } else { Why::Damaged };
        return inspected.see_not(inside, why);
    };
    if document.is_encrypted() {
        return inspected.see_not(inside, Why::Encrypted);
    }
    strings::inspect(&document, inside, inspected);
    for (name, bytes) in strings::attached_files(&document, budget) {
        match bytes {
            Some(bytes) => {
                look_into_embedded(&name, &bytes, inside, budget, inspected, look_into);
            }
            None => inspected.see_not(&below(inside, &name), Why::TooLarge),
        }
    }
    if document.get_pages().len() > MOST_PAGES {
        inspected.see_not(inside, Why::TooLarge);
    }
    let (mut scans, mut pictures) = (0, 0);
    for page in content::pages(&mut document, MOST_PAGES, Notes::All) {
        if page.is_scan() {
            scans += 1;
        } else {
            pictures += page.pictures;
        }
        for text in page.texts {
            inspected.add(inside, Spot::Page(page.number), joined(&text), Form::Laid);
        }
    }
    if scans > 0 {
        inspected.see_not(inside, Why::PagesWithoutText(scans));
    }
    if pictures > 0 {
        inspected.see_not(inside, Why::PicturesInside(pictures));
    }
}

/// The text of each page as it is seen, that of fields and stamps included; nothing where the file cannot be read.
pub(super) fn shown(bytes: &[u8]) -> Option<Vec<(usize, String)>> {
    let mut document = Document::load_mem_with_options(bytes, LoadOptions::default()).ok()?;
    if document.is_encrypted() {
        return None;
    }
    let pages = content::pages(&mut document, MOST_PAGES, Notes::Shown);
    let text = |page: content::Page| {
        let text: Vec<String> = match page.is_garbled() {
            true => Vec::new(),
            false => page.texts.iter().map(|text| joined(text)).collect(),
        };
        (page.number, text.join("\n"))
    };
    Some(pages.into_iter().map(text).collect())
}

fn is_encrypted(bytes: &[u8]) -> bool {
    bytes.windows(8).any(|eight| eight == b"/Encrypt")
}

/// Where every few characters are placed on their own, line ends mean nothing.
fn joined(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.is_empty()).count();
    let characters = text.chars().filter(|c| !c.is_whitespace()).count();
    if lines > 3 && characters / lines < 3 {
        text.split_whitespace().collect()
    } else {
        text.to_string()
    }
}
