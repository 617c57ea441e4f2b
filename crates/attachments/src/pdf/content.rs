//! What is drawn on the pages of a PDF.
//! In: a document. Out: [`Page`]s: the text of each, that of the pieces which it draws from elsewhere (stamps, heads,
//! watermarks, whole pages printed into a file), and its pictures.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::LARGEST_PAGE;

/// Pieces that are read; a document with more is told as one that cannot be read.
const MOST_PIECES: usize = 3_000;

/// Which notes, stamps and fields of a page are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notes {
    All,
    /// Not those that are set to be hidden.
    Shown,
}

pub(super) struct Page {
    pub(super) number: usize,
    /// Of the page itself, then of each piece, where no earlier page has it.
    pub(super) texts: Vec<String>,
    /// Pictures large enough to hold words.
    pub(super) pictures: usize,
    /// One of them could be the page.
    has_large_picture: bool,
    /// Some of its text could not be read.
    is_unreadable: bool,
    /// Nothing stands on it but a rule or a frame, as on the last page of many prints.
    is_bare: bool,
}

impl Page {
    fn count_picture(&mut self, width: i64, height: i64) {
        const LEAST: i64 = 64;
        const OF_A_PAGE: i64 = 600;
        self.pictures += usize::from(width >= LEAST && height >= LEAST);
        self.has_large_picture |= width >= OF_A_PAGE && height >= OF_A_PAGE;
    }

    /// Whether the page is a picture, with a line of text at most, such as its number.
    pub(super) fn is_scan(&self) -> bool {
        const ONE_LINE: usize = 40;
        let readable = self.count(char::is_alphanumeric);
        readable == 0 && !(self.is_bare && self.pictures == 0)
            || self.is_garbled()
            || self.is_unreadable
            || (self.has_large_picture && readable <= ONE_LINE)
    }

    /// Whether most of its characters are not those that are seen.
    pub(super) fn is_garbled(&self) -> bool {
        self.count(|c| c == '\u{FFFD}' || c == '?') > self.count(char::is_alphanumeric)
    }

    fn count(&self, wanted: fn(char) -> bool) -> usize {
        self.texts.iter().flat_map(|text| text.chars()).filter(|c| wanted(*c)).count()
    }
}

pub(super) fn pages(document: &mut Document, most: usize, notes: Notes) -> Vec<Page> {
    let mut known = BTreeSet::new();
    let mut drawn_by: Vec<(usize, ObjectId)> = Vec::new();
    let mut pages = Vec::new();
    for (number, id) in document.get_pages().into_iter().take(most) {
        let mut page = Page {
            number: number as usize,
            texts: Vec::new(),
            pictures: 0,
            has_large_picture: false,
            is_unreadable: false,
            is_bare: false,
        };
        read(document, number, &mut page);
        if let Ok(content) = document.get_page_content_with_limit(id, LARGEST_PAGE) {
            page.is_bare = is_bare(&content);
            for (width, height) in inline_pictures(&content) {
                page.count_picture(width, height);
            }
        }
        for piece in appearances(document, id, notes) {
            if known.insert(piece) {
                drawn_by.push((pages.len(), piece));
            }
        }
        for resources in resources(document, id) {
            page.is_unreadable |= has_drawn_letters(document, &resources);
            for piece in pieces(document, &resources, &mut page, &mut known) {
                drawn_by.push((pages.len(), piece));
            }
        }
        pages.push(page);
    }
    if drawn_by.len() > MOST_PIECES {
        drawn_by.truncate(MOST_PIECES);
        pages.iter_mut().for_each(|page| page.is_unreadable = true);
    }
    // A piece is a page of its own to the reader of texts.
    let ids: Vec<ObjectId> = drawn_by.iter().map(|(_, piece)| *piece).collect();
    if show_as_pages(document, &ids).is_some() {
        for (at, (page, _)) in drawn_by.into_iter().enumerate() {
            read(document, at as u32 + 1, &mut pages[page]);
        }
    }
    pages
}

/// The text of a page as far as it can be read.
fn read(document: &Document, number: u32, page: &mut Page) {
    let mut text = String::new();
    for chunk in document.extract_text_chunks_with_limit(&[number], LARGEST_PAGE) {
        match chunk {
            Ok(words) => text.push_str(&words),
            Err(lopdf::Error::Decompress(_)) => page.is_unreadable = true,
            Err(_) => {}
        }
    }
    if !text.is_empty() {
        page.texts.push(text);
    }
}

/// Fonts, pieces and pictures that a page may use, its own and those of the folder of pages that it stands in.
fn resources(document: &Document, page: ObjectId) -> Vec<Dictionary> {
    let Ok((own, inherited)) = document.get_page_resources(page) else {
        return Vec::new();
    };
    let inherited = inherited.into_iter().filter_map(|id| document.get_dictionary(id).ok());
    own.into_iter().chain(inherited).cloned().collect()
}

/// Whether a page may write in letters that are small drawings, with nothing that says which letters they are.
fn has_drawn_letters(document: &Document, resources: &Dictionary) -> bool {
    let fonts = resources.get_deref(b"Font", document).and_then(Object::as_dict);
    fonts.into_iter().flat_map(|fonts| fonts.iter()).any(|(_, font)| {
        let font = document.dereference(font).ok().and_then(|(_, font)| font.as_dict().ok());
        font.is_some_and(|font| {
            let kind = font.get(b"Subtype").and_then(Object::as_name);
            kind.is_ok_and(|kind| kind == b"Type3") && !font.has(b"ToUnicode")
        })
    })
}

/// Whether the content of a page shows no text and no picture and draws a few straight lines at most.
fn is_bare(content: &[u8]) -> bool {
    const LONGEST: usize = 4_096;
    const MOST_LINES: usize = 24;
    if content.len() > LONGEST {
        return false;
    }
    let is_blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0;
    let mut lines = 0;
    content.split(is_blank).all(|word| match word {
        b"Do" | b"Tj" | b"TJ" | b"'" | b"\"" | b"BI" | b"sh" | b"c" | b"v" | b"y" => false,
        b"l" | b"re" => {
            lines += 1;
            lines <= MOST_LINES
        }
        // Without blanks around it an operator hides behind its operand: `[(…)]TJ`.
        _ => !word.iter().any(|byte| matches!(byte, b'(' | b'<' | b'[' | b'/')),
    })
}

/// Width and height of the pictures that stand in the content of a page itself.
fn inline_pictures(content: &[u8]) -> Vec<(i64, i64)> {
    let is_blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0;
    // Keys and values up to the data are few.
    const MOST: usize = 64;
    let words: Vec<&[u8]> = content.split(is_blank).filter(|word| !word.is_empty()).collect();
    let begins = words.iter().enumerate().filter(|(_, word)| **word == b"BI");
    begins
        .map(|(at, _)| {
            let keys = words[at + 1..].iter().take(MOST).take_while(|word| **word != b"ID");
            let (mut width, mut height, mut key) = (0, 0, b"".as_slice());
            for word in keys {
                let number = || std::str::from_utf8(word).ok()?.parse().ok();
                match key {
                    b"/W" | b"/Width" => width = number().unwrap_or(width),
                    b"/H" | b"/Height" => height = number().unwrap_or(height),
                    _ => {}
                }
                key = word;
            }
            (width, height)
        })
        .collect()
}

/// What notes, stamps and fields of a page look like.
fn appearances(document: &Document, page: ObjectId, wanted: Notes) -> Vec<ObjectId> {
    /// Hidden, and not shown on screens.
    const HIDDEN: i64 = 0b10_0010;
    let Ok(page) = document.get_dictionary(page) else {
        return Vec::new();
    };
    let notes = page.get_deref(b"Annots", document).and_then(Object::as_array);
    let looks = notes.into_iter().flatten().filter_map(|note| {
        let (_, note) = document.dereference(note).ok()?;
        let note = note.as_dict().ok()?;
        let flags = note.get_deref(b"F", document).and_then(Object::as_i64).unwrap_or_default();
        if wanted == Notes::Shown && flags & HIDDEN != 0 {
            return None;
        }
        let looks = note.get_deref(b"AP", document).ok()?;
        looks.as_dict().ok()?.get(b"N").ok()
    });
    let mut found = Vec::new();
    for look in looks {
        match document.dereference(look) {
            Ok((Some(id), Object::Stream(_))) => found.push(id),
            // One for each state of a box to tick.
            Ok((_, Object::Dictionary(states))) => {
                found.extend(states.iter().filter_map(|(_, state)| state.as_reference().ok()));
            }
            _ => {}
        }
    }
    found
}

/// The pieces that some resources name, those that pieces draw themselves included; pictures among them are counted.
fn pieces(
    document: &Document,
    resources: &Dictionary,
    page: &mut Page,
    known: &mut BTreeSet<ObjectId>,
) -> Vec<ObjectId> {
    let mut found = Vec::new();
    let mut open: Vec<Dictionary> = vec![resources.clone()];
    while let Some(resources) = open.pop() {
        let Ok(named) = resources.get_deref(b"XObject", document).and_then(Object::as_dict) else {
            continue;
        };
        for (_, object) in named.iter() {
            let Ok(id) = object.as_reference() else {
                continue;
            };
            let Ok(stream) = document.get_object(id).and_then(Object::as_stream) else {
                continue;
            };
            let number = |key: &[u8]| {
                stream.dict.get_deref(key, document).and_then(Object::as_i64).unwrap_or_default()
            };
            match stream.dict.get(b"Subtype").and_then(Object::as_name) {
                Ok(b"Form") if known.insert(id) => {
                    found.push(id);
                    let own = stream.dict.get_deref(b"Resources", document);
                    open.extend(own.and_then(Object::as_dict).ok().cloned());
                }
                Ok(b"Image") => {
                    page.count_picture(number(b"Width"), number(b"Height"));
                }
                _ => {}
            }
        }
    }
    found
}

/// Makes a document whose pages are these pieces, one after the other.
fn show_as_pages(document: &mut Document, pieces: &[ObjectId]) -> Option<()> {
    if pieces.is_empty() {
        return None;
    }
    let root = document.new_object_id();
    let mut kids: Vec<Object> = Vec::new();
    for piece in pieces {
        let stream = document.get_object(*piece).and_then(Object::as_stream);
        let resources = stream.and_then(|stream| stream.dict.get(b"Resources")).ok().cloned();
        let page = dictionary! {
            "Type" => "Page",
            "Parent" => root,
            "Contents" => *piece,
            "Resources" => resources.unwrap_or_else(|| Object::Dictionary(Dictionary::new())),
        };
        kids.push(document.add_object(page).into());
    }
    let count = kids.len() as i64;
    let tree = dictionary! {"Type" => "Pages", "Kids" => kids, "Count" => count};
    document.objects.insert(root, Object::Dictionary(tree));
    document.catalog_mut().ok()?.set("Pages", root);
    Some(())
}
