//! Word documents as pages: folders of them become sites, what is not seen stays out, what belongs to others stays theirs.

use std::io::{Cursor, Write as _};

use yanxi::exit_status::ExitStatus;
use yanxi::model::{Edition, Selection};
use yanxi::review::{self, ReviewState};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::office_files::compound;
use super::{Language, Site, all_files, all_pages, everything, line, messages, with, write};

const HIDDEN: &str = "内情甲";
const DELETED: &str = "旧稿乙";
const COMMENT: &str = "批语丙";

fn docx(body: &str) -> Vec<u8> {
    let text = format!("<w:document><w:body>{body}</w:body></w:document>");
    let styles = r#"<w:styles><w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="v"><w:name w:val="内部"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"#;
    let comments = format!(
        "<w:comments><w:comment w:id=\"1\" w:author=\"样例\"><w:p><w:r><w:t>{COMMENT}</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let mut parts: Vec<(&str, &str)> = vec![
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &text),
        ("word/styles.xml", styles),
        (
            "word/_rels/document.xml.rels",
            r#"<Relationships><Relationship Id="s" Type="x/styles" Target="styles.xml"/></Relationships>"#,
        ),
    ];
    if body.contains("commentReference") {
        parts.push(("word/comments.xml", &comments));
    }
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name, SimpleFileOptions::default()).expect("a part");
        archive.write_all(text.as_bytes()).expect("a part");
    }
    archive.finish().expect("an archive").into_inner()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn titled(title: &str, text: &str) -> Vec<u8> {
    let title = format!(
        "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr><w:sz w:val=\"44\"/></w:rPr><w:t>{title}</w:t></w:r></w:p>"
    );
    docx(&[title, p(text)].concat())
}

fn titles(site: &Site) -> Vec<String> {
    let pages = all_pages(&site.output());
    let mut titles: Vec<String> = pages
        .values()
        .filter_map(|html| {
            let (_, rest) = html.split_once("<h1 class=\"page-title\">")?;
            Some(rest.split("</h1>").next().unwrap_or_default().to_string())
        })
        .collect();
    titles.sort();
    titles
}

#[test]
fn a_folder_of_word_documents_is_a_site() {
    let site = with(&[
        ("01-学习/讲话.docx", titled("样例讲话", "正文里说到草原。")),
        ("02-制度/办法.docx", titled("样例办法", "办法的正文。")),
    ]);
    site.built();
    let titles = titles(&site);
    assert!(titles.contains(&"样例讲话".to_string()), "{titles:?}");
    assert!(titles.contains(&"样例办法".to_string()), "{titles:?}");
    let page = all_pages(&site.output())
        .into_iter()
        .find(|(_, html)| html.contains("正文里说到草原"))
        .expect("a page")
        .1;
    assert!(
        page.contains("下载原文件：</span><span class=\"attachment-name\">讲话.docx"),
        "{page}"
    );
    assert!(all_files(&site.output()).keys().any(|path| path.ends_with(".docx")));
}

/// As LibreOffice saves it in the old form: hidden and deleted words, a comment, numbers, a table, a picture.
const OLD: &[u8] = include_bytes!("../../crates/word/src/tests/forms.doc");

#[test]
fn documents_of_the_old_form_are_pages() {
    let site = with(&[
        ("学习/方案.doc", OLD.to_vec()),
        ("学习/办法.wps", OLD.to_vec()),
        ("学习/两种.docx", titled("新的一种", "新的正文。")),
        ("学习/两种.doc", OLD.to_vec()),
        ("学习/网页.doc", "<html><body>网页里的话</body></html>".as_bytes().to_vec()),
        ("学习/附件/名单.doc", OLD.to_vec()),
    ]);
    let outcome = site.built();
    let titles = titles(&site);
    let of_old = "关于开展学习活动的实施方案".to_string();
    assert_eq!(titles.iter().filter(|title| **title == of_old).count(), 2, "{titles:?}");
    assert!(titles.contains(&"新的一种".to_string()), "{titles:?}");
    let all = everything(&site);
    for word in ["藏字", "样式藏", "继承样式藏", "删去的话", "批注内容"] {
        assert!(!all.contains(word), "{word}");
    }
    for word in
        ["一、总体要求", "（一）小标题", "第二条第二条内容", "插入的话", "框中的话", "脚注内容"]
    {
        assert!(all.contains(word), "{word}");
    }
    assert!(all_files(&site.output()).keys().any(|path| path.ends_with(".png")));
    assert!(all.contains("rowspan=\"2\"") && all.contains("colspan=\"2\""));
    let told = messages(&outcome);
    let of =
        |path: &str, code: &str| told.iter().any(|told| told.contains(path) && told.contains(code));
    assert!(of("学习/方案.doc", "W16"), "{told:#?}");
    assert!(all.contains("网页.doc"), "an attachment");
    assert!(of("学习/附件/名单.doc", "放在附件一类的文件夹里"), "{told:#?}");
}

#[test]
fn what_is_not_seen_of_a_document_is_nowhere_in_the_public_edition() {
    let body = format!(
        "{}<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{HIDDEN}</w:t></w:r><w:del><w:r><w:delText>{DELETED}</w:delText></w:r></w:del><w:ins><w:r><w:t>新稿丁</w:t></w:r></w:ins><w:r><w:commentReference w:id=\"1\"/></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"v\"/></w:pPr><w:r><w:t>{HIDDEN}</w:t></w:r></w:p>",
        p("看得见的正文。")
    );
    let site =
        with(&[("学习/讲话.docx", docx(&body)), ("学习/清白.docx", titled("清白", "正文。"))]);
    let outcome = site.built();
    let all = everything(&site);
    for word in [HIDDEN, DELETED, COMMENT] {
        assert!(!all.contains(word), "{word}");
    }
    assert!(all.contains("看得见的正文") && all.contains("新稿丁"));
    let told = messages(&outcome);
    assert!(
        told.iter().any(|told| told.starts_with("提醒 W16 学习/讲话.docx —— 里面有隐藏的文字")),
        "{told:#?}"
    );
    let documents: Vec<String> =
        all_files(&site.output()).into_keys().filter(|path| path.ends_with(".docx")).collect();
    assert_eq!(documents.len(), 1, "{documents:?}");
    let mut internal = with(&[("学习/讲话.docx", docx(&body))]);
    internal.request.selection = Selection { edition: Edition::Internal, ..Selection::default() };
    internal.built();
    assert!(all_files(&internal.output()).keys().any(|path| path.ends_with(".docx")));
}

#[test]
fn a_document_that_conceals_something_is_reviewed_like_others() {
    let body = format!(
        "{}<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{HIDDEN}</w:t></w:r></w:p>",
        p("看得见的正文。")
    );
    let site = with(&[
        ("yanxi.toml", b"format = 1\n".to_vec()),
        ("content/学习/讲话.docx", docx(&body)),
        ("content/学习/清白.docx", titled("清白", "正文。")),
    ]);
    let waiting = || -> Vec<(String, bool)> {
        let folder = Some(site.request.folder.clone());
        let list = review::list(&review::Request { folder, ..review::Request::default() });
        let listed = list.expect("a list").into_iter();
        listed.map(|listed| (listed.file, listed.state == ReviewState::Changed)).collect()
    };
    let file = |name: &str| format!("content/学习/{name}.docx");
    assert_eq!(waiting(), [(file("清白"), false), (file("讲话"), false)]);
    let checked = yanxi::check::check(&site.request).diagnostics;
    let told: Vec<String> = checked.iter().map(|told| line(told, Language::Chinese)).collect();
    assert!(
        told.iter().any(|told| told.contains("E12") && told.contains("附件有 2 个")),
        "{told:#?}"
    );
    let request = review::Request {
        paths: vec![site.request.folder.join("content")],
        by: "审例甲".to_string(),
        ..review::Request::default()
    };
    review::run(&request).expect("reviewed");
    assert_eq!(waiting(), []);
    let changed = docx(&body.replace("看得见", "改过"));
    write(&site.request.folder.join(file("讲话")), &changed);
    assert_eq!(waiting(), [(file("讲话"), true)]);
}

#[test]
fn attachments_stay_attachments() {
    let document = || titled("另一篇", "别的正文。");
    let site = with(&[
        ("学习/讲话.md", "# 讲话\n\n见[材料](材料.docx)。\n".as_bytes().to_vec()),
        ("学习/材料.docx", document()),
        ("学习/讲话-附表.docx", document()),
        ("学习/附件/讲稿.docx", document()),
        ("学习/名单.md", "---\n附件: [点名.docx]\n---\n# 名单\n".as_bytes().to_vec()),
        ("学习/点名.docx", document()),
    ]);
    site.built();
    assert!(!titles(&site).contains(&"另一篇".to_string()), "{:?}", titles(&site));
}

#[test]
fn internal_documents_and_what_stands_beside_internal_pages_stay_inside() {
    let site = with(&[
        ("_index.md", "# 首页\n".as_bytes().to_vec()),
        ("内部/_index.md", "---\n公开: 内部\n---\n# 内部\n".as_bytes().to_vec()),
        ("内部/密件.docx", titled("密件", "内部的字。")),
        ("学习/讲话（内部）.docx", titled("讲话", "名字里说了内部的字。")),
        ("学习/首行.docx", docx(&[p("【内部】"), p("首行说了内部的字。")].concat())),
        ("学习/公开.docx", titled("公开的", "公开的字。")),
        (
            "学习/页面.csv",
            "文件名,标题,公开,标签,日期\n表里.docx,,内部,,\n公开,改过的标题,,\"甲、乙\",2026-01-02\n".as_bytes().to_vec(),
        ),
        ("学习/表里.docx", titled("表里", "表里说了内部的字。")),
    ]);
    site.built();
    let all = everything(&site);
    assert!(!all.contains("内部的字"), "an internal word is out");
    assert!(all.contains("公开的字"));
    assert!(titles(&site).contains(&"改过的标题".to_string()), "{:?}", titles(&site));
    assert!(all.contains("2026年1月2日") || all.contains("2026-01-02"));
    let beside = with(&[
        ("学习/密.md", "---\n公开: 内部\n---\n# 密\n".as_bytes().to_vec()),
        ("学习/甲.md", "# 甲\n".as_bytes().to_vec()),
        ("学习/讲话.docx", titled("讲话", "不清楚能不能公开。")),
    ]);
    let outcome = beside.build();
    assert_ne!(outcome.ending, ExitStatus::Done);
    assert!(
        messages(&outcome).iter().any(|told| told.contains("E14")),
        "{:#?}",
        messages(&outcome)
    );
}

#[test]
fn rows_without_effect_are_told() {
    let site = with(&[
        ("学习/讲话.docx", titled("讲话", "正文。")),
        ("学习/附表.md", "# 附表\n\n[表](表.docx)\n".as_bytes().to_vec()),
        ("学习/表.docx", titled("表", "正文。")),
        (
            "学习/页面.csv",
            "文件名,标题,公开,日期\n没有了的办法.docx,甲,,\n讲活.docx,乙,,\n表.docx,丙,内部,\n讲话.docx,,,某日\n"
                .as_bytes()
                .to_vec(),
        ),
    ]);
    let told = messages(&site.build());
    let has = |text: &str| told.iter().any(|told| told.contains(text));
    assert!(has("提醒 R05 学习/页面.csv 第2行"), "{told:#?}");
    assert!(has("最接近的是“讲话.docx”"), "{told:#?}");
    assert!(has("“表.docx”没有做成网页"), "{told:#?}");
    assert!(has("学习/页面.csv 第5行"), "{told:#?}");
}

#[test]
fn privacy_looks_at_paragraphs() {
    let body = [p("甲"), p("电话 19900001234")].concat();
    let site = with(&[("学习/讲话.docx", docx(&body))]);
    let told = messages(&site.build());
    assert!(told.iter().any(|told| told.contains("E07 学习/讲话.docx 第2段")), "{told:#?}");
}

#[test]
fn a_number_of_a_document_is_lifted_by_a_row_and_a_mark_by_nothing() {
    let body =
        [p("甲批次"), p("这一批是 19900001234，只有一份。"), p("首页写上 秘密★1年 几个字。")];
    let site = with(&[
        ("content/_index.md", "# 首页\n".as_bytes().to_vec()),
        ("content/讲话.docx", docx(&body.concat())),
    ]);
    let settings = "format = 1\n[privacy]\nsecrecy_reviewers = [\"审例戊\"]\n";
    write(&site.request.folder.join("yanxi.toml"), settings.as_bytes());
    let count = |code: &str| {
        messages(&site.build())
            .iter()
            .filter(|told| told.contains(&format!("错误 {code} ")))
            .count()
    };
    // On the page and in the document beside it.
    assert_eq!((count("E07"), count("E05")), (2, 2));
    let lift = |lift: review::Lift| {
        review::run(&review::Request {
            paths: vec![site.request.folder.join("content/讲话.docx")],
            by: "审例戊".into(),
            lift: Some(lift),
            ..review::Request::default()
        })
    };
    let number = review::Lift::Number { mask: "199****1234".into(), reason: "批次号".into() };
    let lifted = lift(number).expect("lifted");
    assert_eq!(lifted.files.get("content/讲话.docx"), Some(&review::Handled::NumberLifted));
    assert_eq!((count("E07"), count("E05")), (0, 2));
    let refused = lift(review::Lift::Marks).expect_err("a document");
    let said = line(&refused[0], Language::Chinese);
    assert!(said.contains("Word 和表格文件会和网页一起发出去"), "{said}");
    // Another text of the same name is another text.
    write(
        &site.request.folder.join("content/讲话.docx"),
        &docx(&[p("乙批次"), p("这一批是 19900001234，只有一份。")].concat()),
    );
    assert_eq!((count("E07"), count("E05")), (2, 0));
}

#[test]
fn damaged_documents_are_told_and_offered() {
    let mut broken = docx(&p("甲"));
    let text = broken.windows(17).position(|bytes| bytes == b"word/document.xml").expect("a name");
    broken[text + 40] ^= 0xFF;
    let site = with(&[
        ("学习/好.md", "# 好\n".as_bytes().to_vec()),
        ("学习/坏.docx", broken),
        ("学习/加密.docx", compound(&[("EncryptedPackage", vec![0; 4096])])),
        ("学习/别的.docx", b"x".to_vec()),
    ]);
    let told = messages(&site.build());
    assert!(
        told.iter().any(|told| told.contains("R11 学习/加密.docx —— 这份 Word 文件加了密码")),
        "{told:#?}"
    );
    assert!(told.iter().any(|told| told.contains("R11 学习/坏.docx")), "{told:#?}");
    assert!(!told.iter().any(|told| told.contains("R11 学习/别的.docx")), "{told:#?}");
}

#[test]
fn documents_give_the_same_bytes_twice() {
    let files: Vec<(String, Vec<u8>)> = (0..20)
        .map(|number| {
            let body: String =
                (0..40).map(|line| p(&format!("第{number}份第{line}段，样例文字。"))).collect();
            (format!("学习/文件{number}.docx"), docx(&body))
        })
        .collect();
    let files: Vec<(&str, Vec<u8>)> =
        files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())).collect();
    let site = with(&files);
    site.built();
    let first = everything(&site);
    site.built();
    assert!(first == everything(&site), "the second build differs");
}
