//! Folders in, marks and sentences out.

use std::path::Path;

use jiff::civil::date;

use super::*;
use crate::config::Config;
use crate::edition::{Edition, Selection};
use crate::folder::{self, Layout};
use crate::markdown::Segment;
use crate::model;

const SPEECH: &str = "# 动员讲话

同志们：

一、说到数、说到人

今年冬天要新盖**牧民公寓96套**，硬化路36公里，做强三条[产业链](别的.md)。党的工作要抓实。请大家记住！
";

const PLAN: &str = "[活动]
名称 = \"样例活动\"
出处页 = \"动员讲话\"

[[指标]]
名称 = \"公寓\"
数值 = 96
单位 = \"套\"
出处 = \"今年冬天要新盖牧民公寓96套\"

[[指标]]
名称 = \"产业\"
出处 = [\"做强三条产业链\", \"《别的》也说到产业\"]
";

fn site(files: &[(&str, &str)], edition: Edition) -> (model::Reading, Site) {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    let layout = Layout::of(folder.path());
    let (config, today) = (Config::default(), date(2026, 11, 28));
    let reading = model::read(folder::load(&layout, &[]), &config, "", today);
    let selection = Selection { edition, drafts: false };
    let site = model::understand(&reading, &config, selection, "", today).site;
    (reading, site)
}

fn page<'a>(site: &'a Site, path: &str) -> &'a Page {
    site.pages.iter().find(|page| page.file.path == path).expect("the page")
}

fn marked(page: &Page) -> Vec<&str> {
    let piece = |piece: &Piece| match &page.document.html[piece.segment] {
        Segment::Html(html) => html[piece.range.clone()].to_string().leak() as &str,
        _ => "",
    };
    page.marks.pieces.iter().map(piece).collect()
}

const FILES: [(&str, &str); 3] =
    [("讲话.md", SPEECH), ("别的.md", "# 别的\n\n这里也说到产业。\n"), ("活动/计划.toml", PLAN)];

#[test]
fn passages_are_set_off_through_bold_words_and_links() {
    let (_, site) = site(&FILES, Edition::Internal);
    let speech = page(&site, "讲话.md");
    assert_eq!(marked(speech), ["今年冬天要新盖", "牧民公寓96套", "做强三条", "产业链"]);
    let signs: Vec<String> = speech
        .marks
        .signs
        .iter()
        .map(|(segment, offset, content)| {
            let Segment::Html(html) = &speech.document.html[*segment] else {
                panic!("HTML");
            };
            let behind: String = html[*offset..].chars().take(3).collect();
            format!("{} {behind}", crate::pages::block::words(content))
        })
        .collect();
    assert_eq!(signs, ["公寓 </s", "产业 。党的"], "behind the link, before the sign");
    assert_eq!(marked(page(&site, "别的.md")), ["也说到产业"]);
}

#[test]
fn a_page_that_two_campaigns_quote_carries_the_signs_of_both() {
    let other = "[活动]
名称 = \"另一活动\"

[[指标]]
名称 = \"公路\"
数值 = 36
单位 = \"公里\"
出处 = \"硬化路36公里\"

[[指标]]
名称 = \"住房\"
数值 = 96
单位 = \"套\"
出处 = \"今年冬天要新盖牧民公寓96套\"
";
    let files = [&FILES[..], &[("另一活动/计划.toml", other)]].concat();
    let (_, site) = site(&files, Edition::Internal);
    let speech = page(&site, "讲话.md");
    assert_eq!(
        marked(speech),
        ["今年冬天要新盖", "牧民公寓96套", "硬化路36公里", "做强三条", "产业链"]
    );
    let mut signs: Vec<String> =
        speech.marks.signs.iter().map(|(.., own)| crate::pages::block::words(own)).collect();
    signs.sort();
    assert_eq!(signs, ["产业", "住房", "公寓", "公路"]);
    // Of the same words there is one place to jump to.
    let mut anchors: Vec<&str> = speech.marks.anchors.iter().map(|(.., id)| id.as_str()).collect();
    anchors.sort_unstable();
    let all = anchors.len();
    anchors.dedup();
    assert_eq!((all, anchors.len()), (3, 3));
    let named = format!("{:?}", speech.before);
    assert!(named.contains("样例活动") && named.contains("另一活动"), "{named}");
}

#[test]
fn sentences_and_parts_that_nobody_takes_up_are_known() {
    let (_, site) = site(&FILES, Edition::Internal);
    let found = covered(&site, "讲话").expect("the page");
    let [(file, campaign, page)] = &found[..] else {
        panic!("one campaign: {found:?}");
    };
    assert_eq!((*file, *campaign), ("讲话.md", "样例活动"));
    let told: Vec<(&str, Option<usize>, usize, String)> = page
        .sentences
        .iter()
        .map(|own| (&*own.text, own.line, own.entries.len(), own.left.join("|")))
        .collect();
    assert_eq!(
        told,
        [
            (
                "今年冬天要新盖牧民公寓96套，硬化路36公里，做强三条产业链。",
                Some(7),
                2,
                "硬化路36公里".to_string()
            ),
            ("党的工作要抓实。", Some(7), 0, String::new()),
        ]
    );
    let near = NoPage::Near("动员讲话".into());
    for meant in ["动员讲活", "动员"] {
        assert_eq!(covered(&site, meant).unwrap_err(), near, "{meant}");
    }
    assert!(
        matches!(covered(&site, "年度总结"), Err(NoPage::Among(titles)) if titles.contains(&"动员讲话".into()))
    );
}

#[test]
fn the_public_is_shown_nothing_of_an_internal_speech() {
    let internal = format!("---\n公开: 内部\n---\n\n{SPEECH}");
    let files = [("讲话.md", &*internal), FILES[1], FILES[2]];
    let (_, site) = site(&files, Edition::Public);
    assert!(!site.derived.is_empty());
    let text = format!("{:?}{:?}", site.derived, site.pages);
    for secret in ["牧民公寓96套", "动员讲话", "做强三条"] {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[test]
fn where_a_quotation_stands_is_told_once_for_all_editions() {
    let plan = format!(
        "{PLAN}\n[[指标]]\n名称 = \"甲\"\n出处 = [\"今年冬天要新盖牧民公寓69套\", \"从来没有说过这样的话\", \"《别地》说到\", \"产业\"]\n"
    )
    .replace("出处页 = \"动员讲话\"\n", "");
    let files = [FILES[0], FILES[1], ("活动/计划.toml", &*plan)];
    let (reading, _) = site(&files, Edition::Internal);
    let found = &reading.campaigns[0].quoted.found[3..];
    assert!(
        matches!(&found[0], Found::Nowhere { near: Some((page, near)), .. }
            if page == "动员讲话" && near == "今年冬天要新盖牧民公寓96套"),
        "{found:?}"
    );
    assert!(matches!(&found[1], Found::Nowhere { near: None, .. }), "{found:?}");
    assert!(matches!(&found[2], Found::NoPage { page, .. } if page == "别地"), "{found:?}");
    assert!(matches!(&found[3], Found::OnSeveral { paths } if paths.len() == 2), "{found:?}");
}

#[test]
fn quotation_marks_and_brackets_that_a_passage_opens_belong_to_it() {
    let whole = |text: &str, words: &str| {
        let from = text.find(words).expect("the words");
        text[with_its_marks(text, from..from + words.len())].to_string()
    };
    assert_eq!(whole("开展“三学”和“三查”活动", "开展“三学”和“三查"), "开展“三学”和“三查”");
    assert_eq!(whole("开展“三学”活动", "三学"), "“三学”");
    assert_eq!(whole("（开展“三学”）", "开展“三学"), "（开展“三学”）");
    assert_eq!(whole("他说“开展三学”。", "开展三"), "开展三");
    assert_eq!(whole("他说“大家开展三学”。", "开展三学"), "开展三学");
}
