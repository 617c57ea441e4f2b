//! A PDF without what it says of its author and the programs that made it.
//! In: the file's bytes. Out: what became of it; a signed or encrypted one stays as it is.

use super::{Cleaned, Left, changed, left};

/// Author, programs and dates leave the information dictionary, and the XMP packets go.
pub(super) fn clean_pdf(bytes: &[u8]) -> Cleaned {
    if bytes.windows(8).any(|eight| eight == b"/Encrypt") {
        return left(Left::Form);
    }
    let Ok(mut document) = lopdf::Document::load_mem(bytes) else {
        return left(Left::Damaged);
    };
    let is_signed = document
        .objects
        .values()
        .any(|object| object.as_dict().is_ok_and(|dictionary| dictionary.has(b"ByteRange")));
    let mut changes = 0;
    let info = document.trailer.get(b"Info").and_then(lopdf::Object::as_reference).ok();
    if let Some(info) = info.and_then(|id| document.get_dictionary_mut(id).ok()) {
        let keys: Vec<Vec<u8>> = info.iter().map(|(key, _)| key.clone()).collect();
        for key in keys {
            if !matches!(key.as_slice(), b"Title" | b"Subject" | b"Keywords" | b"Trapped") {
                info.remove(&key);
                changes += 1;
            }
        }
    }
    let mut packets = Vec::new();
    for object in document.objects.values_mut() {
        let dictionary = match object {
            lopdf::Object::Dictionary(dictionary) => dictionary,
            lopdf::Object::Stream(stream) => &mut stream.dict,
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
                .and_then(lopdf::Object::as_name)
                .is_ok_and(|kind| kind != b"Widget");
        if is_note && dictionary.remove(b"T").is_some() {
            changes += 1;
        }
    }
    if changes == 0 {
        return Cleaned::default();
    }
    if is_signed {
        return left(Left::Signed);
    }
    for id in packets {
        document.objects.remove(&id);
    }
    let mut out = Vec::new();
    match document.save_to(&mut out) {
        Ok(()) => changed(out),
        Err(_) => left(Left::Damaged),
    }
}
