//! OFD documents, built as offices' programs write them; every name is invented.

use super::{PHONE, part, spots, zip};
use crate::{Concealed, Left, Spot, Why, clean, inspect};
use yanxi_privacy::Kind;

const ROOT: &str = "<ofd:OFD><ofd:DocBody><ofd:DocInfo><ofd:DocID>d</ofd:DocID><ofd:Title>名单</ofd:Title><ofd:Author>甲某某</ofd:Author></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";
const DOCUMENT: &str = "<ofd:Document><ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/><ofd:Page ID=\"2\" BaseLoc=\"/Doc_0/Pages/Page_1/Content.xml\"/></ofd:Pages></ofd:Document>";

/// Stretches of text, each with left and top, its size, its steps, its words.
fn page(objects: &[(f64, f64, &str, &str)]) -> String {
    let objects: String = objects
        .iter()
        .map(|(x, y, steps, words)| {
            format!(
                "<ofd:TextObject Boundary=\"{x} {y} 60 5\" Size=\"4\"><ofd:TextCode X=\"0\" Y=\"4\" DeltaX=\"{steps}\">{words}</ofd:TextCode></ofd:TextObject>"
            )
        })
        .collect();
    format!("<ofd:Page><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>")
}

fn ofd(first: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("OFD.xml", ROOT.as_bytes()),
        ("Doc_0/Document.xml", DOCUMENT.as_bytes()),
        ("Doc_0/Pages/Page_0/Content.xml", first.as_bytes()),
    ];
    parts.extend(more);
    zip(&parts)
}

pub(super) fn sample() -> Vec<u8> {
    ofd(&page(&[(20.0, 30.0, "g 4 2", "正文")]), &[])
}

fn texts(bytes: &[u8], spot: &Spot) -> Vec<String> {
    let pieces = inspect("a.ofd", bytes).pieces;
    pieces.into_iter().filter(|piece| piece.spot == *spot).map(|piece| piece.text).collect()
}

#[test]
fn words_that_are_drawn_in_parts_are_read_together() {
    let first = page(&[
        (20.0, 30.0, "g 4 2", "电话199"),
        (32.0, 30.0, "g 7 2", "00001234"),
        (70.0, 30.0, "4", "备注"),
        (20.0, 38.0, "4 4", "第二行"),
    ]);
    let bytes = ofd(&first, &[]);
    assert_eq!(texts(&bytes, &Spot::Page(1)), ["电话19900001234\t备注\n第二行"]);
    assert_eq!(spots("a.ofd", &bytes, Kind::Mobile), [Spot::Page(1)]);
    assert_eq!(texts(&bytes, &Spot::Properties), ["名单\n"]);
    assert_eq!(inspect("a.ofd", &bytes).unseen, []);
    let marked = ofd(&page(&[(20.0, 10.0, "4", "机密"), (28.0, 10.0, "4", "★1年")]), &[]);
    assert_eq!(spots("a.ofd", &marked, Kind::SecrecyMark), [Spot::Page(1)]);
}

#[test]
fn scans_pictures_notes_and_attached_files_of_it() {
    let scan = "<ofd:Page><ofd:ImageObject ResourceID=\"9\"/></ofd:Page>";
    let note = "<ofd:PageAnnot><ofd:Annot Type=\"Highlight\"><ofd:Remark>再核</ofd:Remark></ofd:Annot><ofd:Annot><ofd:Remark/></ofd:Annot></ofd:PageAnnot>";
    let bytes = ofd(
        &page(&[(0.0, 0.0, "", "正文")]),
        &[
            ("Doc_0/Pages/Page_1/Content.xml", scan.as_bytes()),
            ("Doc_0/Res/image_9.jb2", b"x"),
            ("Doc_0/Annots/Page_0/Annotation.xml", note.as_bytes()),
            ("Doc_0/Attachs/名单.csv", PHONE.as_bytes()),
        ],
    );
    let seen = inspect("a.ofd", &bytes);
    let unseen: Vec<Why> = seen.unseen.iter().map(|unseen| unseen.why.clone()).collect();
    assert_eq!(unseen, [Why::PicturesInside(1), Why::PagesWithoutText(1)]);
    assert_eq!(seen.hidden.len(), 1);
    assert_eq!(seen.hidden[0].what, Concealed::Comments(1));
    assert_eq!(texts(&bytes, &Spot::Comments), ["再核"]);
    assert_eq!(spots("a.ofd", &bytes, Kind::Mobile), [Spot::Lines]);
    let locked = zip(&[("OFD.xml", ROOT.as_bytes()), ("Encryptions.xml", b"<x/>")]);
    assert_eq!(inspect("a.ofd", &locked).unseen[0].why, Why::Encrypted);
}

#[test]
fn the_author_leaves_it_unless_it_is_signed() {
    let first = page(&[(0.0, 0.0, "", "正文")]);
    let cleaned = clean("a.ofd", &ofd(&first, &[])).bytes.expect("cleaned");
    assert_eq!(part(&cleaned, "OFD.xml"), ROOT.replace("甲某某", ""));
    assert_eq!(part(&cleaned, "Doc_0/Pages/Page_0/Content.xml"), first);
    assert_eq!(clean("a.ofd", &cleaned).bytes, None);
    let signed = ofd(&first, &[("Doc_0/Signs/Signatures.xml", b"<x/>")]);
    assert_eq!(clean("a.ofd", &signed).left, Some(Left::Signed));
}
