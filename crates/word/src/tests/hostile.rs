//! Files that are damaged, huge or no documents.

use proptest::prelude::*;

use super::{Beside, docx_of, p, packed, part};
use crate::{Refused, What, read};

#[test]
fn other_files_are_refused() {
    assert_eq!(read(b"").err(), Some(Refused::OtherForm));
    assert_eq!(read(b"PK\x03\x04").err(), Some(Refused::OtherForm));
    assert_eq!(read(&packed(&[("a.txt", b"x")])).err(), Some(Refused::OtherForm));
    let body = part("document", "<w:body>");
    assert_eq!(
        read(&packed(&[("word/document.xml", body.as_bytes())])).err(),
        Some(Refused::Damaged)
    );
}

#[test]
fn deep_tables_and_long_texts_have_limits() {
    let deep = format!(
        "{}{}{}",
        "<w:tbl><w:tr><w:tc>".repeat(60),
        p("", "深"),
        "</w:tc></w:tr></w:tbl>".repeat(60)
    );
    assert!(read(&docx_of(&deep, &Beside::default())).is_ok());
    let long = p("", &"样".repeat(1 << 20)).repeat(7);
    let document = read(&docx_of(&long, &Beside::default())).unwrap();
    assert!(document.lost.iter().any(|lost| lost.what == What::Rest));
}

#[test]
fn styles_and_lists_that_run_in_a_circle() {
    let styles = r#"<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>"#;
    let numbering = r#"<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="x"/><w:styleLink w:val="x"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>"#;
    let body = p(r#"<w:pStyle w:val="a"/><w:numPr><w:numId w:val="1"/></w:numPr>"#, "甲");
    assert!(read(&docx_of(&body, &Beside { styles, numbering, ..Beside::default() })).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Elements in any order and depth.
    #[test]
    fn any_elements_are_read(names in prop::collection::vec(
        (prop::sample::select(vec!["p", "r", "t", "tbl", "tr", "tc", "sdt", "sdtContent", "fldChar", "drawing",
            "txbxContent", "pPr", "rPr", "numPr", "numId", "vMerge", "tcPr", "trPr", "hyperlink", "oMath", "ins"]), any::<bool>(), 0_u8..12),
        0..60,
    )) {
        let mut body = String::new();
        let mut open = Vec::new();
        for (name, closes, value) in names {
            body.push_str(&format!(r#"<w:{name} w:val="{value}" w:fldCharType="begin" w:id="{value}">"#));
            match closes {
                true => body.push_str(&format!("甲</w:{name}>")),
                false => open.push(name),
            }
        }
        for name in open.iter().rev() {
            body.push_str(&format!("</w:{name}>"));
        }
        let beside = Beside {
            numbering: r#"<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:lvlText w:val="%1%9"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>"#,
            ..Beside::default()
        };
        prop_assert!(read(&docx_of(&body, &beside)).is_ok());
    }

    #[test]
    fn damaged_bytes_are_read_or_refused(place in 0_usize..4000, byte in any::<u8>()) {
        let mut bytes = docx_of(&p("", "样例"), &Beside::default());
        let place = place % bytes.len();
        bytes[place] = byte;
        let _ = read(&bytes);
    }
}
