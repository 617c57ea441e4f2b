//! What goes out with an attachment unseen is told: each kind, and only where there is something.

use super::{docx, zip};
use crate::{Concealed, inspect};

fn concealed(path: &str, bytes: &[u8]) -> Vec<Concealed> {
    let hidden = inspect(path, bytes).hidden;
    hidden.into_iter().map(|hidden| hidden.what).collect()
}

fn paragraph(runs: &str) -> String {
    format!("<w:document><w:body><w:p>{runs}</w:p></w:body></w:document>")
}

#[test]
fn comments_changes_and_hidden_words_of_a_text() {
    let plain = paragraph("<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>样例</w:t></w:r>");
    assert_eq!(concealed("a.docx", &docx(&plain, &[])), []);
    let comments: &[u8] = "<w:comments><w:comment w:id=\"0\"><w:p><w:r><w:t>不行</w:t></w:r></w:p></w:comment><w:comment w:id=\"1\"/></w:comments>".as_bytes();
    let changed = paragraph(
        "<w:ins w:id=\"1\"><w:r><w:t>新</w:t></w:r></w:ins><w:del w:id=\"2\"><w:r><w:delText>旧</w:delText></w:r></w:del>\
         <w:r><w:rPr><w:vanish/></w:rPr><w:t>底数</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>看得见</w:t></w:r>\
         <w:r><w:rPr><w:vanish/></w:rPr><w:instrText>XE</w:instrText></w:r>",
    );
    assert_eq!(
        concealed("a.docx", &docx(&changed, &[("word/comments.xml", comments)])),
        [Concealed::Comments(2), Concealed::Changes(2), Concealed::Words(1)]
    );
    // In an archive too.
    let packed = zip(&[("内/a.docx", &docx(&changed, &[]))]);
    let hidden = inspect("资料.zip", &packed).hidden;
    assert!(hidden.len() == 2 && hidden[0].inside == ["内/a.docx"]);
}

#[test]
fn hidden_sheets_rows_columns_and_notes_of_a_workbook() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("名单").expect("a name");
    for row in 0..6 {
        sheet.write_string(row, 0, "甲").expect("a cell");
        sheet.write_string(row, 2, "乙").expect("a cell");
    }
    sheet.set_row_hidden(3).expect("a row");
    sheet.set_row_hidden(4).expect("a row");
    // Nothing stands in these.
    sheet.set_row_hidden(9).expect("a row");
    sheet.set_column_hidden(2).expect("a column");
    sheet.set_column_hidden(7).expect("a column");
    let note = rust_xlsxwriter::Note::new("再核").set_author("甲某某");
    sheet.insert_note(0, 0, &note).expect("a note");
    let hidden = workbook.add_worksheet();
    hidden.set_name("底稿").expect("a name");
    hidden.set_hidden(true);
    let bytes = workbook.save_to_buffer().expect("a workbook");
    assert_eq!(
        concealed("a.xlsx", &bytes),
        [
            Concealed::Comments(1),
            Concealed::Sheet("底稿".into()),
            Concealed::Cells { sheet: "名单".into(), rows: 2, columns: 1 },
        ]
    );
}

#[test]
fn hidden_slides_and_notes_for_the_speaker() {
    let number = "<a:fld type=\"slidenum\"><a:t>3</a:t></a:fld>";
    let notes =
        |text: &str| format!("<p:notes><a:p><a:r><a:t>{text}</a:t></a:r></a:p>{number}</p:notes>");
    let (some, none) = (notes("先讲数字"), notes(" "));
    let bytes = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("ppt/slides/slide1.xml", b"<p:sld show=\"0\"/>"),
        ("ppt/slides/slide2.xml", b"<p:sld show=\"1\"/>"),
        ("ppt/notesSlides/notesSlide1.xml", some.as_bytes()),
        ("ppt/notesSlides/notesSlide2.xml", none.as_bytes()),
        ("ppt/comments/comment1.xml", b"<p:cmLst><p:cm/></p:cmLst>"),
    ]);
    assert_eq!(
        concealed("a.pptx", &bytes),
        [Concealed::Comments(1), Concealed::Slides(1), Concealed::SpeakerNotes(1)]
    );
}

#[test]
fn what_an_open_document_conceals() {
    let content = "<office:document-content><style:style style:name=\"ta1\"><style:table-properties table:display=\"false\"/></style:style>\
        <style:style style:name=\"ta2\"><style:table-properties table:display=\"true\"/></style:style>\
        <table:table table:name=\"底稿\" table:style-name=\"ta1\"/><table:table table:name=\"名单\" table:style-name=\"ta2\"/>\
        <text:changed-region/><office:annotation/></office:document-content>";
    let bytes = zip(&[("content.xml", content.as_bytes())]);
    assert_eq!(
        concealed("a.ods", &bytes),
        [Concealed::Comments(1), Concealed::Changes(1), Concealed::Sheet("底稿".into())]
    );
}

#[test]
fn scripts_and_comments_of_pages_and_drawings() {
    for text in [
        "<script>1</script>",
        "<svg><SCRIPT xlink:href='a.js'/></svg>",
        "<p onclick = \"go()\">",
        "<svg onload='go()'>",
        "<a href=\" javascript:go()\">",
        "<svg:script>",
        "<iframe src=a>",
    ] {
        assert_eq!(concealed("a.html", text.as_bytes()), [Concealed::Script], "{text}");
    }
    for text in [
        "<p class=\"only\">正文 onclick=1 里的字</p>",
        "<a href=\"b.html?onset\">javascript: 是什么</a>",
        "<!--[if gte mso 9]>格式<![endif]-->",
        "<!-- saved by a program -->",
        "<svg><path d=\"M0 0\"/></svg>",
    ] {
        assert_eq!(concealed("a.svg", text.as_bytes()), [], "{text}");
    }
    assert_eq!(
        concealed("a.html", "<!-- 先不公开 --><p>正文</p>".as_bytes()),
        [Concealed::Comments(1)]
    );
}
