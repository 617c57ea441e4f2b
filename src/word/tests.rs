//! Word documents made here, and the pages they become.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{DocumentText, Input, read};
use crate::markdown::Segment;

const STYLES: &str = r#"<w:styles><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style></w:styles>"#;
const NUMBERING: &str = r#"<w:numbering><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>"#;
/// One white point.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc\xf8\x0f\0\x01\x01\x01\0\x1b\xb6\xeeV\0\0\0\0IEND\xaeB`\x82";

pub(crate) fn docx(body: &str) -> Vec<u8> {
    let relations = r#"<Relationships><Relationship Id="s" Type="x/styles" Target="styles.xml"/><Relationship Id="n" Type="x/numbering" Target="numbering.xml"/><Relationship Id="f" Type="x/footnotes" Target="footnotes.xml"/><Relationship Id="p" Type="x/image" Target="media/1.png"/><Relationship Id="e" Type="x/image" Target="media/2.emf"/><Relationship Id="l" Type="x/hyperlink" Target="https://example.org/" TargetMode="External"/></Relationships>"#;
    let text = format!("<w:document><w:body>{body}</w:body></w:document>");
    let footnotes = r#"<w:footnotes><w:footnote w:id="1"><w:p><w:r><w:t>注文</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let parts: [(&str, &[u8]); 7] = [
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", text.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/numbering.xml", NUMBERING.as_bytes()),
        ("word/footnotes.xml", footnotes.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/media/1.png", PNG),
    ];
    for (name, bytes) in parts {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

pub(crate) fn p(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn sized(align: &str, size: u8, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr><w:r><w:rPr><w:sz w:val="{size}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>"#
    )
}

fn page(body: &str) -> DocumentText {
    let bytes = docx(body);
    read(Input { shown_path: "讲话.docx", bytes: &bytes, title: None, name: "讲话", depth: 0 })
        .unwrap()
}

fn html(text: &DocumentText) -> String {
    let mut out = String::new();
    for segment in &text.document.html {
        match segment {
            Segment::Html(html) => out.push_str(html),
            Segment::LinkAttributes(number) => {
                out.push_str(&format!("@{}", text.document.links[*number].target));
            }
            _ => {}
        }
    }
    out
}

fn headings(text: &DocumentText) -> Vec<(u8, &str)> {
    let headings = text.document.headings.iter();
    headings.map(|heading| (heading.level, heading.text.as_str())).collect()
}

#[test]
fn headings_by_style_and_as_typed() {
    let body = [
        sized("center", 44, "样例讲话"),
        p(r#"<w:numPr><w:numId w:val="1"/></w:numPr>"#, "提高认识"),
        p("", "正文甲，说明第一部分的内容。"),
        p(r#"<w:numPr><w:numId w:val="1"/></w:numPr>"#, "狠抓落实"),
        p("", "正文乙，说明第二部分的内容。"),
    ]
    .concat();
    let text = page(&body);
    assert_eq!(text.title.as_deref(), Some("样例讲话"));
    assert_eq!(headings(&text), [(2, "一、提高认识"), (2, "二、狠抓落实")]);
    assert!(!html(&text).contains("样例讲话"), "{}", html(&text));
    let styled = page(
        &[
            p(r#"<w:pStyle w:val="1"/>"#, "总则"),
            p("", "文"),
            p(r#"<w:pStyle w:val="1"/>"#, "附则"),
        ]
        .concat(),
    );
    assert_eq!(headings(&styled), [(2, "总则"), (2, "附则")]);
}

#[test]
fn titles_of_official_papers() {
    let paper = [
        sized("center", 72, "样例镇人民政府文件"),
        sized("center", 32, "样政发〔2026〕3号"),
        sized("center", 44, "样例镇人民政府关于印发"),
        sized("center", 44, "样例办法的通知"),
        sized("left", 32, "各嘎查："),
        sized("right", 32, "样例镇人民政府"),
        sized("right", 32, "2026年3月5日"),
    ]
    .concat();
    let text = page(&paper);
    assert_eq!(text.title.as_deref(), Some("样例镇人民政府关于印发样例办法的通知"));
    assert_eq!(text.date, Some(jiff::civil::date(2026, 3, 5)));
    assert!(html(&text).contains("样例镇人民政府文件"));
    let speech = [
        sized("center", 44, "在样例会上的讲话"),
        sized("center", 32, "（二〇二六年三月五日）"),
        sized("both", 32, "同志们："),
    ]
    .concat();
    assert_eq!(page(&speech).date, Some(jiff::civil::date(2026, 3, 5)));
    assert_eq!(page(&p(r#"<w:pStyle w:val="t"/>"#, "通　知")).title.as_deref(), Some("通知"));
    assert_eq!(page(&p("", "没有标题的文字。")).title, None);
}

#[test]
fn tables_keep_their_merged_cells_and_are_searched() {
    let cell =
        |own: &str, text: &str| format!("<w:tc><w:tcPr>{own}</w:tcPr>{}</w:tc>", p("", text));
    let body = format!(
        r#"<w:p><w:r><w:t>前</w:t></w:r></w:p><w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>"#,
        cell(r#"<w:gridSpan w:val="2"/>"#, "税目"),
        cell("", "税率"),
        cell("", "一、借款"),
        cell("", "合同"),
        cell("", "万分之三"),
    );
    let text = page(&body);
    let html = html(&text).replace('\n', "");
    assert!(html.contains("<thead><tr><th colspan=\"2\"><p>税目</p></th>"), "{html}");
    assert!(html.contains("<td><p>一、借款</p></td>"), "{html}");
    assert!(headings(&text).is_empty());
    assert_eq!(text.text, "前\n税目 | 税率\n一、借款 | 合同 | 万分之三\n");
    assert_eq!(text.document.sections[0].text, "前\n税目\n税率\n一、借款\n合同\n万分之三\n");
}

#[test]
fn the_head_of_a_table_goes_down_as_far_as_its_cells() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let rows = [
        [
            cell(r#"<w:vMerge w:val="restart"/>"#, "序号"),
            cell(r#"<w:gridSpan w:val="2"/>"#, "户数"),
        ]
        .concat(),
        [cell("<w:vMerge/>", ""), cell("", "甲嘎查"), cell("", "乙嘎查")].concat(),
        [cell("", "1"), cell("", "2"), cell("", "3")].concat(),
    ];
    let table = format!(
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}</w:tr><w:tr>{}</w:tr><w:tr>{}</w:tr></w:tbl>",
        rows[0], rows[1], rows[2]
    );
    let html = html(&page(&table)).replace('\n', "");
    let head = html.split("</thead>").next().unwrap();
    assert!(head.contains("甲嘎查") && head.contains("rowspan=\"2\""), "{html}");
    assert!(!head.contains("<td>") && html.contains("<tbody><tr><td><p>1</p></td>"), "{html}");
}

#[test]
fn lists_notes_links_and_pictures() {
    let body = format!(
        r#"{}{}{}<w:p><w:r><w:t>见</w:t><w:footnoteReference w:id="1"/></w:r><w:hyperlink r:id="l"><w:r><w:t>网址</w:t></w:r></w:hyperlink></w:p>
        <w:p><w:r><w:drawing><wp:docPr descr="样例合影"/><a:blip r:embed="p"/></w:drawing></w:r></w:p>
        <w:p><w:r><w:drawing><a:blip r:embed="e"/></w:drawing></w:r></w:p>"#,
        p(r#"<w:numPr><w:numId w:val="2"/></w:numPr>"#, "甲"),
        p(r#"<w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr>"#, "乙"),
        p(r#"<w:numPr><w:numId w:val="2"/></w:numPr>"#, "丙"),
    );
    let text = page(&body);
    let html = html(&text);
    assert!(
        html.contains("<ol>\n<li>甲\n<ul>\n<li>乙</li>\n</ul>\n</li>\n<li>丙</li>\n</ol>"),
        "{html}"
    );
    assert!(html.contains("<a @https://example.org/>网址</a>"), "{html}");
    assert!(html.contains("class=\"footnotes\"") && html.contains("注文"), "{html}");
    assert!(html.contains("alt=\"样例合影\""), "{html}");
    assert!(text.document.links.iter().any(|link| link.embedded.is_some()));
    let told: Vec<&str> =
        text.diagnostics.iter().map(|told| told.message.chinese.as_str()).collect();
    assert_eq!(told, ["浏览器不能显示的图片 1 处，网页上没有；第一处在第6段"]);
}

#[test]
fn nothing_a_document_says_becomes_html_or_markdown() {
    let body = [
        p("", "&lt;script&gt;x()&lt;/script&gt; **不是粗体** [不是](链接)"),
        p("", "# 不是标题"),
        p("", "---"),
        p("", "&#1;控制符"),
    ]
    .concat();
    let text = page(&body);
    let html = html(&text);
    assert!(html.contains("&lt;script&gt;x()&lt;/script&gt; **不是粗体** [不是](链接)"), "{html}");
    assert!(headings(&text).is_empty() && !html.contains("<hr"), "{html}");
    assert!(html.contains(">控制符<"), "{html}");
    let fence = page(&[p("", "---"), p("", "公开: 是"), p("", "---")].concat());
    assert_eq!(fence.text, "\n---\n公开: 是\n---\n");
}
