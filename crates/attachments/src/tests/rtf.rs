//! RTF as Word and WPS save it; every name is invented.

use super::{PHONE, spots};
use crate::{Concealed, Left, Piece, Spot, Why, clean, inspect};
use yanxi_privacy::Kind;

pub(super) const SAMPLE: &str = "{\\rtf1\\ansi{\\info{\\title a}}\\uc1\\u26426?\\'b5\\'e7{\\*\\annotation x}{\\v y}\\bin2 ab\\par}";

fn body(rtf: &str) -> Vec<(Spot, String)> {
    let pieces = inspect("a.rtf", rtf.as_bytes()).pieces;
    let told = |piece: Piece| (piece.spot, piece.text.trim().to_string());
    pieces.into_iter().map(told).collect()
}

#[test]
fn words_are_read_in_both_ways_of_writing_them() {
    let head = "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 \\'cb\\'ce\\'cc\\'e5;}}{\\colortbl;\\red0;}{\\*\\generator X 19900001234;}";
    let gbk = format!(
        "{head}\\pard\\f0 \\'b5\\'e7\\'bb\\'b0 199{{\\b 0000}}\\cf1 1234\\par \\'bc\\'d7\\tab\\'d2\\'d2}}"
    );
    assert_eq!(body(&gbk), [(Spot::Body, "电话 19900001234\n甲\t乙".into())]);
    assert_eq!(spots("a.rtf", gbk.as_bytes(), Kind::Mobile), [Spot::Body]);
    // Under another name too.
    assert_eq!(spots("a.doc", gbk.as_bytes(), Kind::Mobile), [Spot::Body]);
    let unicode =
        format!("{head}\\uc1\\u26426?\\u23494\\'3f\\u9733?1\\u24180?\\uc2\\u-10179??\\u-8704??.}}");
    assert_eq!(body(&unicode), [(Spot::Body, "机密★1年\u{1F600}.".into())]);
    assert_eq!(spots("a.rtf", unicode.as_bytes(), Kind::SecrecyMark), [Spot::Body]);
    assert_eq!(clean("a.rtf", gbk.as_bytes()).left, Some(Left::Form));
}

#[test]
fn notes_boxes_pictures_and_what_is_concealed() {
    let rtf = format!(
        "{{\\rtf1{{\\info{{\\title list}}{{\\author nobody}}}}{{\\headery500\\headerr top}}text{{\\*\\annotation {PHONE}}}\
         {{\\footnote foot}}{{\\shp{{\\*\\shpinst{{\\shptxt box}}}}}}{{\\v secret}}{{\\deleted old}}{{\\*\\shppict{{\\pict 00ff}}}}{{\\*\\other gone}}\\bin3 abcend}}"
    );
    assert_eq!(
        body(&rtf),
        [
            (Spot::Body, "textboxsecretoldend".into()),
            (Spot::HeaderOrFooter, "top".into()),
            (Spot::Notes, "foot".into()),
            (Spot::Comments, PHONE.into()),
            (Spot::Properties, "list".into()),
        ]
    );
    let seen = inspect("a.rtf", rtf.as_bytes());
    assert_eq!(seen.unseen[0].why, Why::PicturesInside(1));
    let hidden: Vec<_> = seen.hidden.into_iter().map(|hidden| hidden.what).collect();
    assert_eq!(hidden, [Concealed::Comments(1), Concealed::Changes(1), Concealed::Words(1)]);
}

#[test]
fn damage_is_no_reason_to_panic() {
    for rtf in [
        "{\\rtf1",
        "{\\rtf1}}}}",
        "{\\rtf1\\'",
        "{\\rtf1\\'g1x}",
        "{\\rtf1\\u",
        "{\\rtf1\\u-99999999999999999999 ",
        "{\\rtf1\\bin99999999 a",
        "{\\rtf1\\uc-3\\u55357?",
        "{\\rtf1\\",
    ] {
        let _ = inspect("a.rtf", rtf.as_bytes());
    }
    let deep = format!("{{\\rtf1{}", "{".repeat(100_000));
    let _ = inspect("a.rtf", deep.as_bytes());
}
