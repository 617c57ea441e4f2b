//! A PDF without what it says of its author and the programs that made it.
//! In: the file's bytes. Out: what became of it; a signed, encrypted, damaged or unusual one stays as it is.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};

use super::{Cleaned, Left, changed, left};
use crate::pictures::{self, Picture};

/// What one page may grow to while two copies are compared.
const LARGEST_PAGE: usize = 32 << 20;

/// Author, programs and dates leave the information dictionary, and the XMP packets go; so do notes of cameras in
/// photographs and earlier states of the file.
pub(super) fn clean_pdf(bytes: &[u8]) -> Cleaned {
    if bytes.windows(8).any(|eight| eight == b"/Encrypt") {
        return left(Left::Form);
    }
    // A reader that had to repair a file may have lost something of it, and a copy written from what is left loses it
    // for everybody.
    let Ok(mut document) = Document::load_mem_with_options(bytes, strictly()) else {
        return left(Left::Damaged);
    };
    if !is_whole(&document) {
        return left(Left::Damaged);
    }
    let Ok(information) = information(&document) else {
        return left(Left::Damaged);
    };
    let is_signed = document
        .objects
        .values()
        .any(|object| object.as_dict().is_ok_and(|dictionary| dictionary.has(b"ByteRange")));
    let shown = shown(&document);
    let was_saved_in_steps = is_saved_in_steps(bytes);
    if was_saved_in_steps {
        // What a later state took out lies in the file still, and goes when it is written anew.
        document.prune_objects();
    }
    let had_notes_of_cameras = without_notes_of_cameras(&mut document);
    let named_authors = without_authors(&mut document, information);
    if !(was_saved_in_steps || had_notes_of_cameras || named_authors) {
        return Cleaned::default();
    }
    if is_signed {
        return left(Left::Signed);
    }
    let mut out = Vec::new();
    if shown.is_empty() || document.save_to(&mut out).is_err() {
        return left(Left::Damaged);
    }
    drop(document);
    match Document::load_mem_with_options(&out, strictly()) {
        Ok(copy) if self::shown(&copy) == shown => changed(out),
        _ => left(Left::Damaged),
    }
}

fn strictly() -> LoadOptions {
    LoadOptions { strict: true, ..LoadOptions::default() }
}

/// Whether every object lies where the file says, and every stream says how long it is: other readers find out what
/// this one takes for empty.
fn is_whole(document: &Document) -> bool {
    let numbers: BTreeSet<u32> = document.objects.keys().map(|(number, _)| *number).collect();
    let is_there = |(number, entry): (&u32, &XrefEntry)| {
        matches!(entry, XrefEntry::Free | XrefEntry::UnusableFree) || numbers.contains(number)
    };
    document.reference_table.entries.iter().all(is_there)
        && document.objects.values().all(|object| match object {
            Object::Stream(stream) => stream.dict.has(b"Length"),
            _ => true,
        })
}

/// What is wrong with a file whose information is not where it ought to be.
struct Unusual;

/// The information dictionary: a plain one of its own, named by the trailer and by nothing else.
fn information(document: &Document) -> Result<Option<ObjectId>, Unusual> {
    let id = match document.trailer.get(b"Info") {
        Err(_) | Ok(Object::Null) => return Ok(None),
        Ok(Object::Reference(id)) => *id,
        Ok(_) => return Err(Unusual),
    };
    let dictionary = match document.objects.get(&id) {
        // It was deleted, and what names it stayed.
        None => return Ok(None),
        Some(Object::Dictionary(dictionary)) => dictionary,
        Some(_) => return Err(Unusual),
    };
    let is_plain = dictionary.iter().all(|(key, value)| match value {
        Object::Name(name) => key != b"Type" || name == b"Info",
        Object::String(..) | Object::Boolean(_) | Object::Integer(_) | Object::Real(_) => true,
        Object::Null => true,
        // A value that stands elsewhere is text like the others.
        Object::Reference(to) => matches!(document.get_object(*to), Ok(Object::String(..))),
        _ => false,
    });
    // A trailer may be written as an object too.
    let is_trailer = |object: &Object| object.type_name().is_ok_and(|name| name == b"XRef");
    let is_named_elsewhere =
        document.objects.values().any(|object| !is_trailer(object) && names(object, id, 0));
    if is_plain && !is_named_elsewhere { Ok(Some(id)) } else { Err(Unusual) }
}

/// Whether an object leads to another.
fn names(object: &Object, id: ObjectId, depth: usize) -> bool {
    const DEEPEST: usize = 64;
    if depth > DEEPEST {
        return false;
    }
    let in_dictionary =
        |dictionary: &Dictionary| dictionary.iter().any(|(_, value)| names(value, id, depth + 1));
    match object {
        Object::Reference(to) => *to == id,
        Object::Array(values) => values.iter().any(|value| names(value, id, depth + 1)),
        Object::Dictionary(dictionary) => in_dictionary(dictionary),
        Object::Stream(stream) => in_dictionary(&stream.dict),
        _ => false,
    }
}

/// Whether earlier states of the file lie in it: each way of saving adds its end. One that is laid out for the web has
/// two from the beginning.
fn is_saved_in_steps(bytes: &[u8]) -> bool {
    const MARK: &[u8] = b"startxref";
    let ends = bytes.windows(MARK.len()).filter(|part| *part == MARK).count();
    let head = bytes.get(..1_024).unwrap_or(bytes);
    let of_the_web = head.windows(11).any(|part| part == b"/Linearized");
    ends > 1 + usize::from(of_the_web)
}

/// Takes out what cameras and phones write into photographs: owner, time, place. Whether there was anything.
fn without_notes_of_cameras(document: &mut Document) -> bool {
    let mut found = false;
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else {
            continue;
        };
        let is_photograph = match stream.dict.get(b"Filter") {
            Ok(Object::Name(name)) => name == b"DCTDecode",
            Ok(Object::Array(names)) => {
                matches!(names.as_slice(), [Object::Name(name)] if name == b"DCTDecode")
            }
            _ => false,
        };
        if is_photograph && let Picture::Cleaned(cleaned) = pictures::clean(&stream.content) {
            stream.set_content(cleaned);
            found = true;
        }
    }
    found
}

/// Takes out what names authors and programs; whether there was anything.
fn without_authors(document: &mut Document, information: Option<ObjectId>) -> bool {
    let mut changes = 0;
    if let Some(info) = information.and_then(|id| document.get_dictionary_mut(id).ok()) {
        let keys: Vec<Vec<u8>> = info.iter().map(|(key, _)| key.clone()).collect();
        for key in keys {
            if !matches!(key.as_slice(), b"Title" | b"Subject" | b"Keywords" | b"Trapped") {
                info.remove(&key);
                changes += 1;
            }
        }
    }
    let mut packets = BTreeSet::new();
    for object in document.objects.values_mut() {
        let dictionary = match object {
            Object::Dictionary(dictionary) => dictionary,
            Object::Stream(stream) => &mut stream.dict,
            _ => continue,
        };
        for key in [b"Metadata".as_slice(), b"PieceInfo", b"LastModified"] {
            if let Some(value) = dictionary.remove(key) {
                packets.extend(value.as_reference().ok());
                changes += 1;
            }
        }
        // Who wrote a note in the margin; of a form's field it is the name, without which the form is broken.
        let is_note = dictionary.has(b"Rect")
            && dictionary
                .get(b"Subtype")
                .and_then(Object::as_name)
                .is_ok_and(|kind| kind != b"Widget");
        if is_note && dictionary.remove(b"T").is_some() {
            changes += 1;
        }
    }
    for id in packets {
        document.objects.remove(&id);
    }
    changes > 0
}

/// What each page shows, as a number: its content, and of the first and the last pages the text that their fonts make
/// of it.
fn shown(document: &Document) -> Vec<u64> {
    const READ: usize = 3;
    let pages = document.get_pages();
    let count = pages.len();
    let of_page = |(at, (number, page)): (usize, (u32, ObjectId))| {
        let content = document.get_page_content_with_limit(page, LARGEST_PAGE).ok();
        let is_read = at < READ || at + 1 == count;
        let text = is_read.then(|| document.extract_text_with_limit(&[number], LARGEST_PAGE).ok());
        let mut hasher = DefaultHasher::new();
        (content, text).hash(&mut hasher);
        hasher.finish()
    };
    pages.into_iter().enumerate().map(of_page).collect()
}
