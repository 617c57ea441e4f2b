//! Attachments as offices make them, built here part by part; every name is invented.

mod behind;
mod bounds;
mod concealed;
mod figures;
mod ofd;
mod rtf;
mod unchanged;

use std::io::{Cursor, Read, Write};

use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{Left, Spot, Why, clean, inspect};
use yanxi_privacy::{Kind, scan_in};

const PHONE: &str = "19900001234";

fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("an entry");
        writer.write_all(bytes).expect("bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

fn docx(document: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut parts: Vec<(&str, &[u8])> =
        vec![("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())];
    parts.extend(more);
    zip(&parts)
}

/// Spots where something of a kind was found.
fn spots(path: &str, bytes: &[u8], kind: Kind) -> Vec<Spot> {
    inspect(path, bytes)
        .pieces
        .iter()
        .filter(|piece| {
            scan_in(&piece.text, piece.form, &piece.context)
                .iter()
                .any(|finding| finding.kind == kind)
        })
        .map(|piece| piece.spot.clone())
        .collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("text");
    text
}

#[test]
fn a_documents_text_deleted_text_comments_and_headers_are_seen() {
    let paragraph =
        |inner: &str| format!("<w:document><w:body><w:p>{inner}</w:p></w:body></w:document>");
    let split = paragraph(
        "<w:r><w:t>电话199</w:t></w:r><w:r><w:t>0000</w:t></w:r><w:r><w:t>1234</w:t></w:r>",
    );
    assert_eq!(spots("a.docx", &docx(&split, &[]), Kind::Mobile), [Spot::Body]);
    let deleted = paragraph(&format!("<w:del><w:r><w:delText>{PHONE}</w:delText></w:r></w:del>"));
    assert_eq!(spots("a.docx", &docx(&deleted, &[]), Kind::Mobile), [Spot::Body]);
    let words = format!("<w:p><w:r><w:t>{PHONE}</w:t></w:r></w:p>");
    for (name, spot) in [
        ("word/comments.xml", Spot::Comments),
        ("word/header1.xml", Spot::HeaderOrFooter),
        ("word/footnotes.xml", Spot::Notes),
    ] {
        let bytes = docx(&paragraph(""), &[(name, words.as_bytes())]);
        assert_eq!(spots("a.docx", &bytes, Kind::Mobile), [spot]);
    }
    let marked = paragraph("<w:r><w:t>机密★1年</w:t></w:r>");
    assert_eq!(spots("a.docx", &docx(&marked, &[]), Kind::SecrecyMark), [Spot::Body]);
    // Figures of the layout are no text.
    let layout = paragraph("<wp:posOffset>19900001234</wp:posOffset>");
    assert_eq!(spots("a.docx", &docx(&layout, &[]), Kind::Mobile), []);
}

#[test]
fn slides_and_their_notes_are_seen() {
    let words = format!("<p:sld><a:p><a:r><a:t>{PHONE}</a:t></a:r></a:p></p:sld>");
    let bytes = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("ppt/slides/slide3.xml", words.as_bytes()),
        ("ppt/notesSlides/notesSlide2.xml", words.as_bytes()),
    ]);
    assert_eq!(spots("a.pptx", &bytes, Kind::Mobile), [Spot::Slide(3), Spot::SpeakerNotes(2)]);
}

fn workbook() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.set_properties(
        &rust_xlsxwriter::DocProperties::new()
            .set_author("甲某某")
            .set_company("样例镇某科")
            .set_title("登记表"),
    );
    let sheet = workbook.add_worksheet();
    sheet.set_name("名单").expect("a name");
    sheet.write_string(0, 0, "电话").expect("a cell");
    sheet.write_number(1, 0, 19_900_001_234.0).expect("a cell");
    sheet.write_string(2, 1, "199 0000 1234").expect("a cell");
    let hidden = workbook.add_worksheet();
    hidden.set_name("底稿").expect("a name");
    hidden.set_hidden(true);
    hidden.write_string(4, 2, PHONE).expect("a cell");
    workbook.save_to_buffer().expect("a workbook")
}

#[test]
fn cells_are_named_numbers_and_hidden_sheets_too() {
    let cell = |sheet: &str, cell: &str| Spot::Cell { sheet: sheet.into(), cell: cell.into() };
    assert_eq!(
        spots("a.xlsx", &workbook(), Kind::Mobile),
        [cell("名单", "A2"), cell("名单", "B3"), cell("底稿", "C5")]
    );
}

#[test]
fn authors_leave_a_workbook_and_it_still_opens() {
    let original = workbook();
    let cleaned = clean("a.xlsx", &original).bytes.expect("cleaned");
    assert!(part(&original, "docProps/core.xml").contains("甲某某"));
    for name in ["docProps/core.xml", "docProps/app.xml"] {
        let text = part(&cleaned, name);
        assert!(!text.contains("甲某某") && !text.contains("样例镇某科"), "{text}");
    }
    assert!(part(&cleaned, "docProps/core.xml").contains("登记表"));
    assert_eq!(cleaned, clean("a.xlsx", &original).bytes.expect("again"));
    assert_eq!(clean("a.xlsx", &cleaned).bytes, None, "nothing is left to clean");
    let mut opened =
        calamine::open_workbook_from_rs::<calamine::Xlsx<_>, _>(Cursor::new(cleaned.as_slice()))
            .expect("it opens");
    let range = calamine::Reader::worksheet_range(&mut opened, "名单").expect("the sheet");
    assert_eq!(range.get_value((0, 0)).map(ToString::to_string), Some("电话".into()));
}

#[test]
fn authors_of_changes_and_comments_leave_a_document() {
    let document = "<w:document><w:p><w:ins w:id=\"1\" w:author=\"甲某某\" w:date=\"2026-01-01\"><w:r><w:t>A &amp; B</w:t></w:r></w:ins></w:p></w:document>";
    let core = "<cp:coreProperties><dc:creator>甲某某</dc:creator><cp:lastModifiedBy>乙某</cp:lastModifiedBy><dc:title>讲话</dc:title></cp:coreProperties>";
    let bytes = docx(document, &[("docProps/core.xml", core.as_bytes())]);
    let cleaned = clean("a.docx", &bytes).bytes.expect("cleaned");
    assert_eq!(
        part(&cleaned, "word/document.xml"),
        document.replace("w:author=\"甲某某\"", "w:author=\"\"")
    );
    assert_eq!(
        part(&cleaned, "docProps/core.xml"),
        "<cp:coreProperties><dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy><dc:title>讲话</dc:title></cp:coreProperties>"
    );
    let signed = docx(document, &[("_xmlsignatures/sig1.xml", b"<Signature/>")]);
    assert_eq!(clean("a.docx", &signed).left, Some(Left::Signed));
}

/// Notes of workbooks begin with a name, and some parts tell the folder of a person.
#[test]
fn names_leave_notes_and_places_on_somebodys_computer() {
    let notes = "<comments><authors><author>甲某某</author></authors><t>甲某某:</t><t>甲某某：看过</t><t>甲某某说的</t></comments>";
    let book = "<workbook><x15ac:absPath url=\"C:\\Users\\甲某某\\\" x=\"1\"/></workbook>";
    let relations = "<Relationships><Relationship Type=\"a/attachedTemplate\" Target=\"file:///C:/Users/甲某某/A.dotm\"/><Relationship Type=\"a/image\" Target=\"media/1.png\"/></Relationships>";
    let bytes = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/comments1.xml", notes.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("word/_rels/settings.xml.rels", relations.as_bytes()),
    ]);
    let cleaned = clean("a.xlsx", &bytes).bytes.expect("cleaned");
    assert_eq!(
        part(&cleaned, "xl/comments1.xml"),
        "<comments><authors><author></author></authors><t></t><t>看过</t><t>甲某某说的</t></comments>"
    );
    assert_eq!(
        part(&cleaned, "xl/workbook.xml"),
        "<workbook><x15ac:absPath url=\"\" x=\"1\"/></workbook>"
    );
    assert_eq!(
        part(&cleaned, "word/_rels/settings.xml.rels"),
        relations.replace("file:///C:/Users/甲某某/A.dotm", "Normal.dotm")
    );
    assert_eq!(clean("a.xlsx", &cleaned).bytes, None);
}

/// A path tells whose computer it was; the name of the file may stay.
#[test]
fn paths_on_somebodys_computer_and_the_first_pages_picture_leave_a_document() {
    let relations = "<Relationships><Relationship Type=\"a/image\" Target=\"file:///C:/Users/甲某某/图.png\" TargetMode=\"External\"/><Relationship Type=\"a/externalLinkPath\" Target=\"D:\\甲某某\\名单.xlsx\"/><Relationship Type=\"a/hyperlink\" Target=\"https://example.com/C:/x\"/></Relationships>";
    let bytes = docx(
        "<w:document/>",
        &[
            ("word/_rels/document.xml.rels", relations.as_bytes()),
            ("docProps/thumbnail.jpeg", b"\xFF\xD8\xFFpage one"),
        ],
    );
    let cleaned = clean("a.docx", &bytes).bytes.expect("cleaned");
    let wanted = relations
        .replace("file:///C:/Users/甲某某/图.png", "图.png")
        .replace("D:\\甲某某\\名单.xlsx", "名单.xlsx");
    assert_eq!(part(&cleaned, "word/_rels/document.xml.rels"), wanted);
    let mut archive = ZipArchive::new(Cursor::new(cleaned.as_slice())).expect("an archive");
    let mut picture = Vec::new();
    archive.by_name("docProps/thumbnail.jpeg").expect("it").read_to_end(&mut picture).expect("it");
    assert!(picture.starts_with(b"\xFF\xD8\xFF") && picture.len() < 300);
    assert_eq!(clean("a.docx", &cleaned).bytes, None);
    let drawing = "<svg><metadata><dc:creator>甲某某</dc:creator></metadata></svg>";
    assert_eq!(clean("a.svg", drawing.as_bytes()).left, Some(Left::Form));
    assert_eq!(clean("a.svg", b"<svg><path/></svg>").left, None);
}

/// A picture of one pixel with a camera's notes.
fn photograph(orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend_from_slice(&[orientation, 0, 0, 0, 0, 0, 0]);
    exif.extend_from_slice(b"GPS 39.1 107.9 SampleCamera");
    let mut bytes = vec![0xFF, 0xD8];
    let mut segment = |marker: u8, data: &[u8]| {
        bytes.extend_from_slice(&[0xFF, marker]);
        bytes.extend_from_slice(&(data.len() as u16 + 2).to_be_bytes());
        bytes.extend_from_slice(data);
    };
    segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    segment(0xE1, &exif);
    segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>SampleOwner</x>");
    segment(0xED, b"Photoshop 3.0\0SampleCity");
    segment(0xFE, b"SampleComment");
    segment(0xE2, b"ICC_PROFILE\0\x01\x01colour");
    segment(0xDB, &[0; 65]);
    segment(0xDA, &[1, 1, 0, 0, 63, 0]);
    bytes.extend_from_slice(&[1, 2, 0xFF, 0x00, 3, 0xFF, 0xD9]);
    bytes.extend_from_slice(b"SampleTrailer");
    bytes
}

#[test]
fn a_photograph_keeps_its_colours_and_which_way_up_it_is() {
    for (orientation, kept) in [(6, true), (1, false)] {
        let cleaned = clean("a.jpg", &photograph(orientation)).bytes.expect("cleaned");
        let text = String::from_utf8_lossy(&cleaned).into_owned();
        assert!(!text.contains("Sample") && !text.contains("GPS"), "{text}");
        assert!(text.contains("ICC_PROFILE") && text.contains("JFIF"));
        assert_eq!(text.contains("Exif"), kept);
        assert!(cleaned.ends_with(&[3, 0xFF, 0xD9]));
        assert_eq!(clean("a.jpg", &cleaned).bytes, None);
    }
}

#[test]
fn texts_leave_a_png_and_its_picture_stays() {
    let chunk = |kind: &[u8], data: &[u8]| {
        [&(data.len() as u32).to_be_bytes()[..], kind, data, &[0; 4]].concat()
    };
    let signature: &[u8] = b"\x89PNG\r\n\x1A\n";
    let whole = [
        signature,
        &chunk(b"IHDR", &[0; 13]),
        &chunk(b"tEXt", b"Author\0Sample"),
        &chunk(b"eXIf", b"MM\0\x2A\0\0\0\x08\0\0"),
        &chunk(b"IDAT", b"picture"),
        &chunk(b"IEND", b""),
    ]
    .concat();
    let wanted =
        [signature, &chunk(b"IHDR", &[0; 13]), &chunk(b"IDAT", b"picture"), &chunk(b"IEND", b"")]
            .concat();
    assert_eq!(clean("a.png", &whole).bytes, Some(wanted));
}

#[test]
fn notes_leave_a_webp_and_a_gif() {
    let chunk = |kind: &[u8], data: &[u8]| {
        let mut chunk = [kind, &(data.len() as u32).to_le_bytes()[..], data].concat();
        chunk.extend(vec![0; data.len() % 2]);
        chunk
    };
    let riff = |chunks: Vec<u8>| {
        [b"RIFF", &(chunks.len() as u32 + 4).to_le_bytes()[..], b"WEBP", &chunks].concat()
    };
    let mut head = [0_u8; 10];
    head[0] = 0x0C;
    let webp = riff(
        [
            chunk(b"VP8X", &head),
            chunk(b"VP8 ", b"picture"),
            chunk(b"EXIF", b"Sample"),
            chunk(b"XMP ", b"Sample"),
        ]
        .concat(),
    );
    head[0] = 0;
    let wanted = riff([chunk(b"VP8X", &head), chunk(b"VP8 ", b"picture")].concat());
    assert_eq!(clean("a.webp", &webp).bytes, Some(wanted));

    let gif =
        [b"GIF89a".as_slice(), &[1, 0, 1, 0, 0, 0, 0], &[0x21, 0xFE, 6], b"Sample", &[0, 0x3B]]
            .concat();
    let wanted = [b"GIF89a".as_slice(), &[1, 0, 1, 0, 0, 0, 0, 0x3B]].concat();
    assert_eq!(clean("a.gif", &gif).bytes, Some(wanted));
}

fn pdf(text: &str) -> Vec<u8> {
    use lopdf::{Document, Object, Stream, dictionary};
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let font = document.add_object(dictionary! {"Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier", "Encoding" => "WinAnsiEncoding"});
    let content = format!("BT /F1 12 Tf 50 700 Td ({text}) Tj ET");
    let content = document.add_object(Stream::new(dictionary! {}, content.into_bytes()));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "Resources" => dictionary! {"Font" => dictionary! {"F1" => font}},
    });
    document.objects.insert(
        pages,
        Object::Dictionary(
            dictionary! {"Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1},
        ),
    );
    let packet = document.add_object(Stream::new(
        dictionary! {"Type" => "Metadata"},
        b"<x>SampleOwner</x>".to_vec(),
    ));
    let catalog = document
        .add_object(dictionary! {"Type" => "Catalog", "Pages" => pages, "Metadata" => packet});
    let info = document.add_object(dictionary! {"Author" => Object::string_literal("SampleAuthor"), "Title" => Object::string_literal("Title")});
    document.trailer.set("Root", catalog);
    document.trailer.set("Info", info);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a pdf");
    bytes
}

#[test]
fn a_pdfs_text_is_seen_and_its_author_leaves() {
    let bytes = pdf("tel 199 0000 1234");
    assert_eq!(spots("a.pdf", &bytes, Kind::Mobile), [Spot::Page(1)]);
    assert_eq!(inspect("a.pdf", &bytes).unseen, []);
    let cleaned = clean("a.pdf", &bytes).bytes.expect("cleaned");
    let text = String::from_utf8_lossy(&cleaned).into_owned();
    assert!(!text.contains("Sample") && text.contains("(Title)"), "{text}");
    assert_eq!(spots("a.pdf", &cleaned, Kind::Mobile), [Spot::Page(1)]);
    assert_eq!(cleaned, clean("a.pdf", &bytes).bytes.expect("again"));
    let scan = inspect("a.pdf", &pdf(""));
    assert_eq!(scan.unseen[0].why, Why::PagesWithoutText(1));
}

#[test]
fn a_note_in_the_margin_loses_its_writer_and_a_form_keeps_its_fields() {
    use lopdf::{Document, Object, dictionary};
    let mut document = Document::load_mem(&pdf("form")).expect("a pdf");
    let corners: Vec<Object> = vec![0.into(), 0.into(), 9.into(), 9.into()];
    document.add_object(dictionary! {
        "Subtype" => "Text", "Rect" => corners.clone(), "T" => Object::string_literal("SampleWriter"),
    });
    let parent = document
        .add_object(dictionary! {"FT" => "Tx", "T" => Object::string_literal("FieldGroup")});
    document.add_object(dictionary! {
        "Subtype" => "Widget", "Rect" => corners.clone(), "FT" => "Tx", "T" => Object::string_literal("FieldOne"),
    });
    document.add_object(dictionary! {
        "Subtype" => "Widget", "Rect" => corners, "Parent" => parent, "T" => Object::string_literal("FieldTwo"),
    });
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a pdf");
    let cleaned = clean("a.pdf", &bytes).bytes.expect("cleaned");
    let text = String::from_utf8_lossy(&cleaned).into_owned();
    assert!(!text.contains("SampleWriter"), "{text}");
    for name in ["FieldGroup", "FieldOne", "FieldTwo"] {
        assert!(text.contains(name), "{name}: {text}");
    }
}

#[test]
fn archives_are_entered_and_what_cannot_be_seen_is_named() {
    let inner = docx(&format!("<w:p><w:t>{PHONE}</w:t></w:p>"), &[("word/media/image1.png", b"x")]);
    let bytes =
        zip(&[("名单/甲.docx", &inner), ("照片.jpg", b"\xFF\xD8\xFF"), ("录音.mp3", b"ID3")]);
    let seen = inspect("资料.zip", &bytes);
    let found = seen.pieces.iter().find(|piece| piece.text.contains(PHONE)).expect("the number");
    assert_eq!(found.inside, ["名单/甲.docx"]);
    let unseen: Vec<_> =
        seen.unseen.iter().map(|unseen| (unseen.inside[0].as_str(), unseen.why.clone())).collect();
    assert_eq!(
        unseen,
        [
            ("名单/甲.docx", Why::PicturesInside(1)),
            ("录音.mp3", Why::OtherKind),
            ("照片.jpg", Why::Picture),
        ]
    );
    let nested = zip(&[("a.zip", &zip(&[("b.zip", &zip(&[("c.txt", PHONE.as_bytes())]))]))]);
    assert_eq!(inspect("x.zip", &nested).unseen[0].why, Why::TooDeep);
}

#[test]
fn a_bomb_is_cut() {
    let zeros = vec![b'0'; 70 << 20];
    let bomb = zip(&[("a.txt", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    assert!(inspect("a.zip", &bomb).unseen.iter().any(|unseen| unseen.why == Why::TooLarge));
}

#[test]
fn old_forms_are_looked_through_roughly() {
    let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    bytes.resize(512, 0);
    for unit in format!("联系电话{PHONE}谢谢").encode_utf16() {
        bytes.extend_from_slice(&unit.to_le_bytes());
    }
    assert_eq!(spots("a.doc", &bytes, Kind::Mobile)[0], Spot::Strings);
    assert_eq!(inspect("a.doc", &bytes).unseen[0].why, Why::OldBinary);
    assert_eq!(clean("a.doc", &bytes).left, Some(Left::Form));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn damaged_files_are_no_reason_to_panic(at in 0_usize..4000, byte in any::<u8>(), cut in 0_usize..4000) {
        for (name, mut bytes) in [
            ("a.xlsx", workbook()),
            ("a.pdf", pdf("tel 199 0000 1234")),
            ("a.jpg", photograph(6)),
            ("a.docx", docx("<w:p><w:t>x</w:t></w:p>", &[])),
            ("a.ofd", ofd::sample()),
            ("a.rtf", rtf::SAMPLE.as_bytes().to_vec()),
        ] {
            let length = bytes.len();
            bytes[at % length] = byte;
            let damaged = &bytes[..length - cut % length];
            let _ = inspect(name, damaged);
            let _ = clean(name, damaged);
        }
    }
}
