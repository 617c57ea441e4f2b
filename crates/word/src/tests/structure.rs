//! Headings, tables, fields, notes, boxes and pictures.

use super::{Beside, document, lines, lost, p, read_lines};
use crate::{Align, Block, Look, Raise, Span, Spot, What};

const STYLES: &str = r#"
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/><w:rPr><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="我的标题"/><w:basedOn w:val="2"/></w:style>
<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="c"><w:name w:val="toc 1"/></w:style>"#;

#[test]
fn headings_by_style_and_by_outline() {
    let long = "长".repeat(81);
    let body = [
        p(r#"<w:pStyle w:val="2"/>"#, "甲"),
        p(r#"<w:pStyle w:val="mine"/>"#, "乙"),
        p(r#"<w:outlineLvl w:val="1"/>"#, "丙"),
        p(r#"<w:outlineLvl w:val="1"/>"#, &long),
        p(r#"<w:pStyle w:val="2"/><w:outlineLvl w:val="9"/>"#, "丁"),
        p(r#"<w:pStyle w:val="c"/>"#, "甲 1"),
        p(r#"<w:pStyle w:val="t"/>"#, "题"),
    ]
    .concat();
    let read = document(&body, &Beside { styles: STYLES, ..Beside::default() });
    assert_eq!(lines(&read.blocks), ["# 甲", "# 乙", "## 丙", &long, "丁", "题"]);
    let Some(Block::Paragraph(title)) = read.blocks.last() else { panic!("a paragraph") };
    assert!(title.is_title && title.align == Align::Center);
    let Block::Paragraph(first) = &read.blocks[0] else { panic!("a paragraph") };
    assert_eq!(first.size, 32);
}

#[test]
fn merged_cells_are_one_cell_each() {
    let cell =
        |own: &str, text: &str| format!("<w:tc><w:tcPr>{own}</w:tcPr>{}</w:tc>", p("", text));
    let body = format!(
        r#"<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{}</w:tr>
        <w:tr>{}{}<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:tr></w:tbl>"#,
        cell(r#"<w:gridSpan w:val="2"/>"#, "甲"),
        cell(r#"<w:vMerge w:val="restart"/>"#, "乙"),
        cell("", "丙"),
        cell("", "丁"),
        cell("", "戊"),
        cell("<w:vMerge/>", ""),
    );
    let read = document(&body, &Beside::default());
    assert_eq!(
        lines(&read.blocks),
        ["| 2×1 甲 | 1×2 乙 |", "| 1×1  | 1×1 丙 |", "| 1×1 丁 | 1×1 戊 |"]
    );
    let Block::Table(table) = &read.blocks[0] else { panic!("a table") };
    assert_eq!(table.header_rows, 1);
}

#[test]
fn fields_show_what_they_give_and_contents_lists_nothing() {
    let sign = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let field = |code: &str, given: &str| {
        format!(
            "{}<w:r><w:instrText>{code}</w:instrText></w:r>{}<w:r><w:t>{given}</w:t></w:r>{}",
            sign("begin"),
            sign("separate"),
            sign("end")
        )
    };
    let contents = format!(
        "<w:p>{}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{}<w:r><w:t>目一</w:t></w:r></w:p><w:p><w:r><w:t>目二</w:t></w:r>{}</w:p>",
        sign("begin"),
        sign("separate"),
        sign("end")
    );
    let body = format!(
        "{contents}<w:p>{}{}</w:p>",
        field(" PAGE ", "3"),
        field(r#" HYPERLINK "https://example.org/" "#, "网址")
    );
    let read = document(&body, &Beside::default());
    assert_eq!(lines(&read.blocks), ["3网址"]);
    let Block::Paragraph(paragraph) = &read.blocks[0] else { panic!("a paragraph") };
    let Span::Text { link, .. } = &paragraph.spans[1] else { panic!("text") };
    assert_eq!(link.as_deref(), Some("https://example.org/"));
    // One that never ends swallows no more than its paragraph.
    let endless = format!(
        "<w:p>{}<w:r><w:instrText>TOC</w:instrText></w:r>{}</w:p><w:p><w:r><w:t>甲</w:t></w:r></w:p>",
        sign("begin"),
        sign("separate")
    );
    assert_eq!(read_lines(&endless, &Beside::default()), ["甲"]);
}

#[test]
fn boxes_controls_and_one_of_two_choices() {
    let boxed = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p("", text));
    let body = format!(
        r#"<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>
        <w:p><w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>乙</w:t></w:r></w:p>"#,
        p("", "甲"),
        boxed("框"),
        boxed("框")
    );
    assert_eq!(read_lines(&body, &Beside::default()), ["甲", "乙", "[框]"]);
}

#[test]
fn notes_pictures_and_links() {
    let footnotes = r#"<w:footnote w:type="separator" w:id="0"/><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>注文</w:t></w:r></w:p></w:footnote>"#;
    let relations = r#"<Relationship Id="a" Type="x/image" Target="media/1.png"/><Relationship Id="b" Type="x/image" Target="http://x/2.png" TargetMode="External"/><Relationship Id="c" Type="x/hyperlink" Target="https://example.org/?a=1&amp;b" TargetMode="External"/>"#;
    let body = r#"<w:p><w:r><w:t>文</w:t><w:footnoteReference w:id="2"/></w:r>
        <w:hyperlink r:id="c"><w:r><w:t>址</w:t></w:r></w:hyperlink>
        <w:r><w:drawing><wp:docPr descr="样图"/><a:blip r:embed="a"/></w:drawing></w:r>
        <w:r><w:pict><v:shape><v:imagedata r:id="b"/></v:shape></w:pict></w:r></w:p>"#;
    let read = document(body, &Beside { footnotes, relations, ..Beside::default() });
    let Block::Paragraph(paragraph) = &read.blocks[0] else { panic!("a paragraph") };
    let text = |text: &str, link: Option<&str>| Span::Text {
        text: text.into(),
        look: Look::default(),
        link: link.map(String::from),
    };
    assert_eq!(
        paragraph.spans,
        [
            text("文", None),
            Span::Note(0),
            text("址", Some("https://example.org/?a=1&b")),
            Span::Picture { part: "word/media/1.png".into(), alt: "样图".into() },
        ]
    );
    assert_eq!(lines(&read.notes[0]), ["注文"]);
    assert_eq!(lost(&read, What::PictureElsewhere), 1);
}

#[test]
fn looks_signs_and_breaks() {
    let body = r#"<w:p><w:r><w:t>m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>
        <w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:br/><w:noBreakHyphen/></w:r>
        <w:r><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>R是</w:t></w:r>
        <w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#;
    let read = document(body, &Beside::default());
    assert_eq!(lines(&read.blocks), ["m2☑ -☑是□"]);
    let Block::Paragraph(paragraph) = &read.blocks[0] else { panic!("a paragraph") };
    let Span::Text { look, .. } = &paragraph.spans[1] else { panic!("text") };
    assert_eq!(look.raise, Raise::Above);
}

#[test]
fn what_is_lost_is_counted_with_its_place() {
    let body = [
        p(r#"<w:outlineLvl w:val="0"/>"#, "一、样例"),
        p("", "甲"),
        "<w:p/>".into(),
        r#"<w:p><w:r><w:t>乙</w:t><w:drawing><wpg:wgp/></w:drawing></w:r><m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath></w:p>"#.into(),
        r#"<w:p><w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>"#.into(),
    ]
    .concat();
    let read = document(&body, &Beside::default());
    assert_eq!(lines(&read.blocks), ["# 一、样例", "甲", "乙x+y"]);
    let kinds: Vec<(What, usize)> = read.lost.iter().map(|lost| (lost.what, lost.count)).collect();
    assert_eq!(kinds, [(What::Drawing, 1), (What::Equation, 1), (What::EmbeddedObject, 1)]);
    assert_eq!(read.lost[0].first, Spot { heading: "一、样例".into(), paragraph: 2 });
}
