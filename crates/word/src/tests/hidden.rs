//! What is not seen of a document is not read; what is seen is.

use super::{Beside, document, docx_of, lines, lost, p, packed, part, read_lines};
use crate::{Refused, What, read};

const STYLES: &str = r#"
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="secret"><w:name w:val="内部"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="below"><w:name w:val="其下"/><w:basedOn w:val="secret"/></w:style>
<w:style w:type="character" w:styleId="letters"><w:name w:val="字"/><w:rPr><w:vanish w:val="true"/></w:rPr></w:style>
<w:style w:type="table" w:styleId="grid"><w:name w:val="表"/><w:rPr><w:vanish/></w:rPr></w:style>"#;

fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
}

#[test]
fn hidden_by_run_by_styles_and_by_what_these_are_based_on() {
    let body = [
        format!("<w:p>{}{}</w:p>", run("<w:vanish/>", "密"), run("", "甲")),
        format!("<w:p>{}{}</w:p>", run(r#"<w:rStyle w:val="letters"/>"#, "密"), run("", "乙")),
        p(r#"<w:pStyle w:val="secret"/>"#, "密"),
        p(r#"<w:pStyle w:val="below"/>"#, "密"),
        format!(
            r#"<w:p><w:pPr><w:pStyle w:val="below"/></w:pPr>{}</w:p>"#,
            run(r#"<w:vanish w:val="0"/>"#, "丙")
        ),
        format!("<w:p>{}</w:p>", run(r#"<w:webHidden/>"#, "丁")),
        format!(
            r#"<w:tbl><w:tblPr><w:tblStyle w:val="grid"/></w:tblPr><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"#,
            p("", "密")
        ),
        format!(
            "<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
            p("", "密"),
            p("", "戊")
        ),
    ]
    .concat();
    let read = document(&body, &Beside { styles: STYLES, ..Beside::default() });
    assert_eq!(lines(&read.blocks), ["甲", "乙", "丙", "丁", "| 1×1  |", "| 1×1 戊 |"]);
    assert_eq!(lost(&read, What::Hidden), 6);
}

#[test]
fn deleted_words_and_comments_go_and_inserted_ones_stay() {
    let body = r#"<w:p><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>密</w:delText></w:r></w:del>
        <w:ins><w:r><w:t>乙</w:t></w:r><w:del><w:r><w:t>密</w:t></w:r></w:del></w:ins>
        <w:moveFrom><w:r><w:t>密</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>丙</w:t></w:r></w:moveTo>
        <w:r><w:commentReference w:id="1"/></w:r></w:p>
        <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>密</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#;
    let read = document(body, &Beside::default());
    assert_eq!(lines(&read.blocks), ["甲乙丙"]);
    assert_eq!((lost(&read, What::Deleted), lost(&read, What::Comment)), (4, 1));
}

#[test]
fn a_line_goes_on_behind_a_deleted_end() {
    let body = r#"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半，</w:t></w:r></w:p>
        <w:p><w:r><w:t>后半。</w:t></w:r></w:p><w:p><w:r><w:t>下一段</w:t></w:r></w:p>"#;
    assert_eq!(read_lines(body, &Beside::default()), ["前半，后半。", "下一段"]);
}

#[test]
fn hidden_drawings_and_the_rest_of_merged_cells_go() {
    let body = r#"<w:p><w:r><w:drawing><w:docPr hidden="1"/><w:txbxContent><w:p><w:r><w:t>密</w:t></w:r></w:p></w:txbxContent></w:drawing>
        <w:pict><v:shape style="position:absolute; visibility: hidden"><v:textbox><w:txbxContent><w:p><w:r><w:t>密</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>
        <w:t>甲</w:t></w:r></w:p>
        <w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr>
        <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>密</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#;
    let read = document(body, &Beside::default());
    assert_eq!(lines(&read.blocks), ["甲", "| 1×2 乙 |", "|  |"]);
    assert_eq!(lost(&read, What::Hidden), 3);
}

#[test]
fn styles_that_cannot_be_read_refuse_the_document() {
    let sound = docx_of(&p("", "甲"), &Beside::default());
    assert!(read(&sound).is_ok());
    let text = part("document", "<w:body><w:p/></w:body>");
    let bytes = packed(&[
        ("word/document.xml", text.as_bytes()),
        (
            "word/_rels/document.xml.rels",
            br#"<Relationships><Relationship Id="1" Type="x/styles" Target="styles.xml"/></Relationships>"#,
        ),
        ("word/styles.xml", b"<w:styles><w:style>"),
    ]);
    assert_eq!(read(&bytes).err(), Some(Refused::Damaged));
}
