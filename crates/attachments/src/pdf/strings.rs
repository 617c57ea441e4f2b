//! Words of a PDF that stand beside its pages, and the files attached to it.
//! In: a document. Out: titles, values of fields, notes, addresses of links; attached files with their names.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::budget::{Budget, LARGEST_ENTRY};
use crate::inspected::Inspected;
use crate::spot::Spot;
use yanxi_privacy::Form;

/// Keys whose text somebody wrote: titles, notes plain and with looks, fields and their choices, links, scripts.
const KEYS: [&[u8]; 12] = [
    b"Title",
    b"Subject",
    b"Keywords",
    b"Contents",
    b"RC",
    b"V",
    b"DV",
    b"Opt",
    b"TU",
    b"URI",
    b"JS",
    b"Desc",
];
const DEEPEST: usize = 32;

pub(super) fn inspect(document: &Document, inside: &[String], inspected: &mut Inspected) {
    let mut text = String::new();
    for object in document.objects.values() {
        each_dictionary(object, 0, &mut |dictionary| {
            for key in KEYS {
                if let Ok(value) = dictionary.get_deref(key, document) {
                    words(value, &mut text);
                }
            }
        });
    }
    inspected.add(inside, Spot::Properties, text, Form::Document);
    forms_in_xml(document, inside, inspected);
}

/// A text, or a list of texts such as a field's choices.
fn words(value: &Object, out: &mut String) {
    match value {
        Object::String(..) => {
            if let Ok(words) = lopdf::decode_text_string(value) {
                out.push_str(&words);
                out.push('\n');
            }
        }
        Object::Array(values) => values.iter().for_each(|value| words(value, out)),
        _ => {}
    }
}

/// Every dictionary of an object, those within others too.
fn each_dictionary(object: &Object, depth: usize, found: &mut dyn FnMut(&Dictionary)) {
    if depth > DEEPEST {
        return;
    }
    let dictionary = match object {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &stream.dict,
        Object::Array(values) => {
            return values.iter().for_each(|value| each_dictionary(value, depth + 1, found));
        }
        _ => return,
    };
    found(dictionary);
    dictionary.iter().for_each(|(_, value)| each_dictionary(value, depth + 1, found));
}

/// Forms that are kept as XML beside the pages.
fn forms_in_xml(document: &Document, inside: &[String], inspected: &mut Inspected) {
    let mut streams = BTreeSet::new();
    for object in document.objects.values() {
        each_dictionary(
            object,
            0,
            &mut |dictionary| match dictionary.get_deref(b"XFA", document) {
                Ok(Object::Array(values)) => {
                    streams.extend(values.iter().filter_map(|value| value.as_reference().ok()));
                }
                Ok(_) => streams.extend(dictionary.get(b"XFA").and_then(Object::as_reference).ok()),
                Err(_) => {}
            },
        );
    }
    for id in streams {
        if let Some(bytes) = unpacked(document, id, LARGEST_ENTRY) {
            let (text, _) = crate::xml::text(&bytes, crate::xml::Wanted::Everything);
            inspected.add(inside, Spot::HiddenData, text, Form::Document);
        }
    }
}

/// Files that lie in the document, with the names they have there.
/// Nothing of one that is larger than the limits, or damaged.
pub(super) fn attached_files(
    document: &Document,
    budget: &mut Budget,
) -> Vec<(String, Option<Vec<u8>>)> {
    let mut named: BTreeSet<(ObjectId, String)> = BTreeSet::new();
    for object in document.objects.values() {
        each_dictionary(object, 0, &mut |dictionary| {
            let Ok(files) = dictionary.get_deref(b"EF", document).and_then(Object::as_dict) else {
                return;
            };
            let name = [b"UF".as_slice(), b"F"]
                .iter()
                .filter_map(|key| dictionary.get_deref(key, document).ok())
                .find_map(|name| lopdf::decode_text_string(name).ok());
            let file = [b"UF".as_slice(), b"F"]
                .iter()
                .find_map(|key| files.get(key).and_then(Object::as_reference).ok());
            named.extend(file.map(|file| (file, name.unwrap_or_else(|| "attachment".into()))));
        });
    }
    let mut found = Vec::new();
    let mut known = BTreeSet::new();
    for (id, name) in named {
        if !known.insert(id) || budget.entries == 0 {
            continue;
        }
        budget.entries -= 1;
        let bytes = unpacked(document, id, LARGEST_ENTRY.min(budget.bytes));
        let length = bytes.as_ref().map_or(0, Vec::len);
        budget.bytes = budget.bytes.saturating_sub(length as u64);
        found.push((name, bytes));
    }
    found
}

fn unpacked(document: &Document, id: ObjectId, limit: u64) -> Option<Vec<u8>> {
    let stream = document.get_object(id).and_then(Object::as_stream).ok()?;
    if !stream.dict.has(b"Filter") {
        return Some(stream.content.clone());
    }
    stream.decompressed_content_with_limit(usize::try_from(limit).ok()?).ok()
}
