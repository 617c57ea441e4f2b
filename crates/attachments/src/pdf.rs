//! Text layers of PDF files.
//! In: bytes. Out: the text of each page, form fields and titles; pages without text are named.

use lopdf::{Document, LoadOptions, Object};

use crate::inspected::{Inspected, Why};
use crate::spot::Spot;
use yanxi_privacy::Form;

/// What one page may grow to when it is unpacked.
const LARGEST_PAGE: usize = 32 << 20;
const MOST_PAGES: usize = 3_000;

pub(super) fn inspect(bytes: &[u8], inside: &[String], inspected: &mut Inspected) {
    let Ok(document) = Document::load_mem_with_options(bytes, LoadOptions::default()) else {
        let why = if is_encrypted(bytes) { Why::Encrypted } else { Why::Damaged };
        return inspected.see_not(inside, why);
    };
    if document.is_encrypted() {
        return inspected.see_not(inside, Why::Encrypted);
    }
    let mut without_text = 0;
    for (number, _) in document.get_pages().into_iter().take(MOST_PAGES) {
        let text = document.extract_text_with_limit(&[number], LARGEST_PAGE).unwrap_or_default();
        let readable = text.chars().filter(|c| c.is_alphanumeric()).count();
        let broken = text.chars().filter(|c| *c == '\u{FFFD}' || *c == '?').count();
        if readable == 0 || broken > readable {
            without_text += 1;
        }
        inspected.add(inside, Spot::Page(number as usize), joined(&text), Form::Laid);
    }
    if without_text > 0 {
        inspected.see_not(inside, Why::PagesWithoutText(without_text));
    }
    if document.get_pages().len() > MOST_PAGES {
        inspected.see_not(inside, Why::TooLarge);
    }
    strings(&document, inside, inspected);
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

/// Titles, values of form fields and the contents of notes.
fn strings(document: &Document, inside: &[String], inspected: &mut Inspected) {
    const KEYS: [&[u8]; 7] = [b"Title", b"Subject", b"Keywords", b"Contents", b"V", b"TU", b"URI"];
    let mut text = String::new();
    for object in document.objects.values() {
        let Ok(dictionary) = object.as_dict() else {
            continue;
        };
        for key in KEYS {
            if let Ok(Object::String(..)) = dictionary.get(key)
                && let Ok(words) = dictionary.get(key).and_then(lopdf::decode_text_string)
            {
                text.push_str(&words);
                text.push('\n');
            }
        }
    }
    inspected.add(inside, Spot::Properties, text, Form::Laid);
}
