//! What cleaning could break goes out as it came, and is told.

use super::{docx, pdf, spots};
use crate::{Left, Spot, clean};
use lopdf::{Document, Object, dictionary};
use yanxi_privacy::Kind;

fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a pdf");
    bytes
}

fn changed(change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = Document::load_mem(&pdf("tel 199 0000 1234")).expect("a pdf");
    change(&mut document);
    saved(document)
}

fn is_left(bytes: &[u8]) -> bool {
    let cleaned = clean("a.pdf", bytes);
    cleaned.bytes.is_none() && cleaned.left == Some(Left::Damaged)
}

#[test]
fn a_pdf_whose_information_is_something_else_stays_as_it_is() {
    assert!(!is_left(&changed(|_| ())));
    assert!(is_left(&changed(|document| {
        let root = document.catalog().expect("a catalog").get(b"Pages").expect("pages").clone();
        document.trailer.set("Info", root);
    })));
    assert!(is_left(&changed(|document| {
        let page = document.page_iter().next().expect("a page");
        document.trailer.set("Info", page);
    })));
    assert!(is_left(&changed(|document| {
        let author = dictionary! {"Author" => Object::string_literal("SampleAuthor")};
        document.trailer.set("Info", author);
    })));
    // Named by something else too.
    assert!(is_left(&changed(|document| {
        let information = document.trailer.get(b"Info").expect("information").clone();
        document.catalog_mut().expect("a catalog").set("Extra", information);
    })));
}

#[test]
fn a_pdf_that_its_reader_had_to_repair_stays_as_it_is() {
    let sound = pdf("tel 199 0000 1234");
    let mut shifted = b"%PDF-1.5\n% moved\n".to_vec();
    shifted.extend_from_slice(&sound[9..]);
    // It can be read all the same.
    assert_eq!(spots("a.pdf", &shifted, Kind::Mobile), [Spot::Page(1)]);
    assert!(is_left(&shifted));
    // A stream that does not say how long it is, and an object that lies under another's number.
    for (written, instead) in [("/Length ", "/Lenght "), ("2 0 obj", "9 0 obj")] {
        let at = sound.windows(written.len()).position(|part| part == written.as_bytes());
        let at = at.expect("it is written so");
        let mut bytes = sound.clone();
        bytes[at..at + written.len()].copy_from_slice(instead.as_bytes());
        assert!(is_left(&bytes), "{written}");
    }
    let end = sound.windows(9).rposition(|nine| nine == b"startxref").expect("the end");
    assert!(is_left(&sound[..end]));
}

#[test]
fn a_document_that_cannot_be_read_to_its_end_stays_as_it_is() {
    let document = "<w:document><w:p><w:ins w:author=\"甲某某\"><w:r><w:t>文</w:t></w:r></w:ins></w:p></w:document>";
    assert!(clean("a.docx", &docx(document, &[])).bytes.is_some());
    let broken = docx("<w:document><w:p><w:ins w:author=\"甲某某\"><w:r <w:t>文", &[]);
    let cleaned = clean("a.docx", &broken);
    assert_eq!((cleaned.bytes, cleaned.left), (None, Some(Left::Damaged)));
    let utf16: Vec<u8> =
        format!("\u{FEFF}{document}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let core = docx("<w:document/>", &[("word/comments.xml", &utf16)]);
    assert_eq!(clean("a.docx", &core).left, Some(Left::Damaged));
}

#[test]
fn what_was_saved_in_steps_loses_its_earlier_states() {
    // No author, so that nothing else asks for a new copy.
    let first = changed(|document| {
        document.trailer.remove(b"Info");
        if let Ok(catalog) = document.catalog_mut() {
            catalog.remove(b"Metadata");
        }
        document.prune_objects();
    });
    assert!(clean("a.pdf", &first).bytes.is_none());
    let mut later = lopdf::IncrementalDocument::create_from(
        first.clone(),
        Document::load_mem(&first).expect("a pdf"),
    );
    let page = later.get_prev_documents().page_iter().next().expect("a page");
    let contents = later.get_prev_documents().get_dictionary(page).expect("a page");
    let contents = contents.get(b"Contents").and_then(Object::as_reference).expect("contents");
    let text = lopdf::Stream::new(dictionary! {}, b"BT /F1 12 Tf 50 700 Td (none) Tj ET".to_vec());
    later.new_document.set_object(contents, text);
    let mut bytes = Vec::new();
    later.save_to(&mut bytes).expect("a pdf");
    let holds = |bytes: &[u8]| bytes.windows(8).any(|eight| eight == b"199 0000");
    assert!(holds(&bytes) && spots("a.pdf", &bytes, Kind::Mobile).is_empty());
    let cleaned = clean("a.pdf", &bytes).bytes.expect("a copy");
    assert!(!holds(&cleaned));
    assert!(clean("a.pdf", &cleaned).bytes.is_none());
}

#[test]
fn photographs_in_a_pdf_lose_the_notes_of_their_camera() {
    let mut photograph = b"\xFF\xD8\xFF\xE1\x00\x14Exif\0\0SampleOwner\0".to_vec();
    photograph.extend_from_slice(b"\xFF\xDA\x00\x02\x01\xFF\xD9");
    let bytes = changed(|document| {
        let picture = dictionary! {"Subtype" => "Image", "Filter" => "DCTDecode", "Width" => 8, "Height" => 8};
        let id = document.add_object(lopdf::Stream::new(picture, photograph.clone()));
        if let Ok(catalog) = document.catalog_mut() {
            catalog.set("Sample", id);
        }
    });
    let holds = |bytes: &[u8]| bytes.windows(11).any(|part| part == b"SampleOwner");
    assert!(holds(&bytes));
    let cleaned = clean("a.pdf", &bytes).bytes.expect("a copy");
    assert!(!holds(&cleaned));
}
