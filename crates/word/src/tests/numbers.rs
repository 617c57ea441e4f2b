//! Numbers that Word sets by itself.

use super::{Beside, document, p, read_lines};
use crate::Block;

/// A definition of three levels in the way of official papers, and two lists of it.
const PAPERS: &str = r#"
<w:abstractNum w:abstractNumId="7">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="H1"/><w:lvlText w:val="%1、"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="H2"/><w:lvlText w:val="（%2）"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
 <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/><w:lvlText w:val="第%4条"/></w:lvl>
 <w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>"#;
const STYLES: &str = r#"
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:name w:val="自己的"/><w:basedOn w:val="H2"/></w:style>"#;

fn item(list: &str, level: u8, text: &str) -> String {
    p(&format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#), text)
}

#[track_caller]
fn check(body: &str, expected: &[&str]) {
    let beside = Beside { numbering: PAPERS, styles: STYLES, ..Beside::default() };
    assert_eq!(read_lines(body, &beside), expected);
}

#[test]
fn levels_count_and_begin_anew() {
    let body = [
        item("1", 0, "甲"),
        item("1", 1, "乙"),
        item("1", 1, "丙"),
        item("1", 2, "丁"),
        item("1", 0, "戊"),
        item("1", 1, "己"),
        item("1", 2, "庚"),
    ]
    .concat();
    check(&body, &["一、甲", "（一）乙", "（二）丙", "1.2.1 丁", "二、戊", "（一）己", "2.1.1 庚"]);
}

#[test]
fn articles_go_on_through_chapters() {
    let body =
        [item("1", 0, "总则"), item("1", 3, "为了"), item("1", 0, "分则"), item("1", 3, "按照")];
    check(&body.concat(), &["一、总则", "第1条 为了", "二、分则", "第2条 按照"]);
}

#[test]
fn a_list_of_its_own_start_shares_the_counter() {
    let body = [item("1", 0, "甲"), item("2", 0, "乙"), item("2", 0, "丙"), item("1", 0, "丁")];
    check(&body.concat(), &["一、甲", "五、乙", "六、丙", "七、丁"]);
}

#[test]
fn numbers_come_with_styles_and_go_with_nought() {
    let body = [
        p(r#"<w:pStyle w:val="H1"/>"#, "甲"),
        p(r#"<w:pStyle w:val="H2"/>"#, "乙"),
        p(r#"<w:pStyle w:val="own"/>"#, "丙"),
        p(r#"<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>"#, "丁"),
        p(r#"<w:pStyle w:val="H1"/>"#, "戊"),
    ]
    .concat();
    check(&body, &["# 一、甲", "## （一）乙", "## （二）丙", "# 丁", "# 二、戊"]);
}

#[test]
fn bullets_are_told_from_numbers_and_cells_may_hold_a_number_alone() {
    let cell = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", item("1", 0, ""));
    check(&[item("1", 4, "甲"), cell].concat(), &["* 甲", "| 1×1 一、 |"]);
}

#[test]
fn words_own_styles_of_lists_in_lists_lie_as_deep_as_their_names_say() {
    let styles: String = [("a", "List Bullet", 1), ("b", "List Bullet 2", 2), ("c", "列表编号 3", 2)]
        .map(|(id, name, list)| {
            format!(r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:pPr><w:numPr><w:numId w:val="{list}"/></w:numPr></w:pPr></w:style>"#)
        })
        .concat();
    let numbering: String = [1, 2]
        .map(|id| {
            format!(r#"<w:abstractNum w:abstractNumId="{id}"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>"#)
        })
        .into_iter()
        .chain([1, 2].map(|id| {
            format!(r#"<w:num w:numId="{id}"><w:abstractNumId w:val="{id}"/></w:num>"#)
        }))
        .collect();
    let of = |style: &str| p(&format!(r#"<w:pStyle w:val="{style}"/>"#), "项");
    let placed = p(r#"<w:pStyle w:val="b"/><w:numPr><w:numId w:val="1"/></w:numPr>"#, "项");
    let body = [of("a"), of("b"), of("c"), of("a"), placed].concat();
    let beside = Beside { styles: &styles, numbering: &numbering, ..Beside::default() };
    let levels: Vec<Option<u8>> = document(&body, &beside)
        .blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(paragraph) => paragraph.number.as_ref().map(|number| number.level),
            _ => None,
        })
        .collect();
    // A list that the paragraph itself names is the one it stands in.
    assert_eq!(levels, [Some(0), Some(1), Some(2), Some(0), Some(0)]);
}

#[test]
fn a_definition_may_be_borrowed_through_a_style() {
    let numbering = r#"<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="S"/><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:suff w:val="nothing"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>
        <w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="S"/></w:abstractNum>
        <w:num w:numId="9"><w:abstractNumId w:val="2"/></w:num>"#;
    let beside = Beside { numbering, ..Beside::default() };
    assert_eq!(read_lines(&item("9", 0, "甲"), &beside), ["III甲"]);
}

#[test]
fn what_is_deleted_or_hidden_whole_takes_no_number() {
    let deleted = r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>"#;
    let hidden = r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>"#;
    let body = [item("1", 0, "甲"), deleted.into(), hidden.into(), item("1", 0, "乙")].concat();
    check(&body, &["一、甲", "二、乙"]);
}
