//! Attachments in search: each kind is found by what its readers see, at its place, under its page, and by nothing else.

use std::collections::BTreeSet;
use std::fs;

use yanxi::exit_status::ExitStatus;
use yanxi::model::{Edition, Selection};
use yanxi_search::{Facet, FacetKind, Filters, PageHit, SearchOptions, Session};

use super::office_files::{doc, docx, odp, ods, odt, ofd, pdf, pptx, rtf, xlsx};
use super::{Site, agrees_with_the_text, all_files, messages, write};

/// No seen word has it.
const UNSEEN: &str = "秘语";

fn answers(site: &Site, query: &str, filters: Filters) -> Vec<PageHit> {
    let folder = site.output().join("search");
    let fetch = |path: &str| fs::read(folder.join(path)).map_err(|error| error.to_string());
    let (mut session, _) = Session::load(fetch).expect("an index");
    let options = SearchOptions { limit: usize::MAX, filters, ..SearchOptions::default() };
    let (answer, _) = session.run(query, options, fetch).expect("an answer");
    answer.pages
}

fn hits(site: &Site, query: &str) -> Vec<PageHit> {
    answers(site, query, Filters::default())
}

/// Path of the page and, of an attachment, the end of its name and the place of the first snippet in it.
fn places(site: &Site, query: &str) -> Vec<String> {
    hits(site, query)
        .into_iter()
        .map(|hit| match hit.url.split_once("#file=") {
            None => hit.title,
            Some((_, file)) => {
                let section = &hit.sections[0];
                let place = section.anchor.split_once('&').map_or("", |(_, place)| place);
                assert!(section.anchor.is_empty() || section.anchor[5..].starts_with(file));
                format!("{} {place} {}", hit.title, section.heading).trim().replace("  ", " ")
            }
        })
        .collect()
}

fn old_workbook() -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/crates/reading/tests/fixtures/register.xls");
    fs::read(path).expect("a fixture")
}

/// A page with one of every kind.
fn every_kind() -> Site {
    let site = Site::of(&[]);
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("通知.docx", docx(&["甲字井台修缮", "第二段文字"], UNSEEN)),
        ("统计.xlsx", xlsx(["乙字羊群过冬", "同一行的字"], UNSEEN)),
        ("课件.pptx", pptx(["丙字草场轮牧", "丙字第二张"], UNSEEN)),
        ("纪要.odt", odt(["丁字接羔记录", "丁字脚注"], UNSEEN)),
        ("台账表.ods", ods("戊字饲草数量", UNSEEN)),
        ("汇报.odp", odp("己字汇报提纲", UNSEEN)),
        ("印发.pdf", pdf(&["庚字第一页", "庚字印发说明"])),
        ("公文.ofd", ofd("辛字公文正文", UNSEEN)),
        ("旧稿.rtf", rtf("壬字旧稿正文", UNSEEN)),
        ("说明.txt", "癸字说明文字\r\n下一行".as_bytes().to_vec()),
        ("名单.csv", "姓名,嘎查\n子字某某,甲嘎查\n".as_bytes().to_vec()),
        ("老稿.doc", doc("寅字老稿正文", UNSEEN)),
        ("登记.xls", old_workbook()),
        ("扫描.pdf", pdf(&["", ""])),
        ("打包.zip", docx(&["丑字包里"], "")[..40].to_vec()),
    ];
    let mut text = "# 材料汇编\n\n正文没有那些字。\n\n".to_string();
    for (name, bytes) in &files {
        text.push_str(&format!("- [{name}](附件/{name})\n"));
        write(&site.request.folder.join("学习/附件").join(name), bytes);
    }
    write(&site.request.folder.join("学习/材料.md"), text.as_bytes());
    write(&site.request.folder.join("_index.md"), "# 首页\n\n正文。\n".as_bytes());
    site
}

#[test]
fn every_kind_of_attachment_is_found_at_its_place() {
    let site = every_kind();
    let outcome = site.built();
    for (query, place) in [
        ("甲字井台", "通知.docx"),
        ("乙字羊群过冬", "统计.xlsx 汇总"),
        ("85%", "统计.xlsx 汇总"),
        ("2026年10月9日", "统计.xlsx 汇总"),
        ("丙字草场", "课件.pptx slide=1"),
        ("丙字第二张", "课件.pptx slide=3"),
        ("丁字接羔记录之后", "纪要.odt"),
        ("丁字脚注", "纪要.odt"),
        ("戊字饲草", "台账表.ods 汇总"),
        ("己字汇报", "汇报.odp slide=2"),
        ("庚字第一页", "印发.pdf page=1"),
        ("庚字印发说明", "印发.pdf page=2"),
        ("辛字公文", "公文.ofd page=1"),
        ("壬字旧稿", "旧稿.rtf"),
        ("癸字说明", "说明.txt"),
        ("寅字老稿", "老稿.doc"),
        ("之后域果", "老稿.doc"),
        ("子字某某", "名单.csv"),
    ] {
        assert_eq!(places(&site, query), [place], "{query}");
    }
    // Blocks of a file are apart, as those of a page are.
    assert_eq!(places(&site, "“修缮第二段”"), [""; 0]);
    assert_eq!(places(&site, "域码"), [""; 0]);
    assert!(places(&site, "汇总").len() == 2);
    let old = hits(&site, "登记.xls");
    let file = old.iter().find(|hit| hit.url.contains("#file=")).expect("the file");
    let facets: Vec<&str> = file.facets.iter().map(|facet| facet.value.as_str()).collect();
    assert_eq!(facets, ["附件", "学习"]);
    for kind in ["隐", "删", "批", "列", "行", "表", "注", "形", "页", "备", "节"] {
        let word = format!("{UNSEEN}{kind}");
        assert_eq!(places(&site, &word), [""; 0], "{word}");
    }
    let told = messages(&outcome);
    let scans: Vec<&String> = told.iter().filter(|told| told.contains("W13")).collect();
    assert_eq!(
        scans,
        [
            "提醒 W13 学习/附件/扫描.pdf —— 1 个附件里没有文字（多半是扫描件），里面的话搜不到，只能按文件名找：扫描.pdf。改法：有 Word 原件的，换成原件；没有的，用扫描软件识别文字，另存为带文字的 PDF，再放进来"
        ]
    );
    let titles = fs::read_to_string(site.output().join("search/titles.js")).expect("titles");
    assert!(titles.contains("统计.xlsx") && !titles.contains("汇总") && !titles.contains("乙字"));
}

/// No part of the index holds what is not seen; the same bytes twice.
#[test]
fn what_is_not_seen_of_an_attachment_is_nowhere_in_the_index() {
    let site = every_kind();
    site.built();
    let index = |site: &Site| -> Vec<(String, Vec<u8>)> {
        let files = all_files(&site.output()).into_iter();
        files.filter(|(path, _)| path.starts_with("search/")).collect()
    };
    let first = index(&site);
    assert_eq!(hits(&site, UNSEEN), []);
    site.built();
    assert!(first == index(&site), "the second build differs");
}

#[test]
fn a_file_of_several_pages_stands_once_and_can_be_narrowed_to() {
    let site = Site::of(&[
        (
            "学习/甲.md",
            "---\n标签: [井台]\n日期: 2026-03-01\n---\n# 甲篇\n\n见[办法](办法.docx)，修井办法。",
        ),
        ("学习/乙.md", "# 乙篇\n\n也见[办法](办法.docx)。"),
    ]);
    write(&site.request.folder.join("学习/办法.docx"), &docx(&["修井办法全文"], ""));
    site.built();
    let mut found = hits(&site, "修井办法");
    found.sort_by(|one, other| other.title.cmp(&one.title));
    let titles: Vec<&str> = found.iter().map(|hit| hit.title.as_str()).collect();
    assert_eq!(titles, ["甲篇", "办法.docx"]);
    let above = found[1].url.split('#').next().expect("a path");
    assert!(site.output().join(above).is_file());
    let pages: BTreeSet<String> = all_files(&site.output())
        .into_keys()
        .filter(|path| path.contains("/jia-") || path.contains("/yi-"))
        .collect();
    assert_eq!(pages.first().map(String::as_str), Some(above));
    assert_eq!(found[1].date.as_deref(), Some("2026-03-01"));
    let only =
        |kind, value: &str| Filters { facets: vec![Facet::new(kind, value)], ..Filters::default() };
    assert_eq!(answers(&site, "修井", only(FacetKind::Kind, "附件")).len(), 1);
    assert_eq!(answers(&site, "", only(FacetKind::Kind, "附件")).len(), 1);
    assert_eq!(answers(&site, "修井", only(FacetKind::Tag, "井台")).len(), 2);
}

#[test]
fn words_of_a_page_and_its_attachment_together_find_the_page() {
    let site = Site::of(&[("学习/甲.md", "# 甲篇\n\n井台说明，见[表](表.pdf)。")]);
    write(&site.request.folder.join("学习/表.pdf"), &pdf(&["前言文字", "羊圈数目"]));
    site.built();
    let found = hits(&site, "井台 羊圈数目");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].title, "甲篇");
    let anchors: Vec<&str> =
        found[0].sections.iter().map(|section| section.anchor.as_str()).collect();
    assert!(
        anchors.iter().any(|anchor| anchor.starts_with("file=") && anchor.ends_with("&page=2")),
        "{anchors:?}"
    );
}

#[test]
fn what_an_edition_does_not_have_is_not_searched_in_it() {
    let mut site = Site::of(&[
        ("yanxi.toml", "format = 1\n[privacy]\nmask = true\n"),
        ("content/学习/甲.md", "# 甲篇\n\n见[表](表.txt)。"),
        ("content/学习/表.txt", "公开的表里的字\n"),
        ("content/内部/乙.md", "---\n公开: 内部\n---\n# 乙篇\n\n见[册](册.txt)。"),
        ("content/内部/册.txt", "独秘册里的字。\n"),
    ]);
    write(&site.request.folder.join("content/学习/藏.docx"), &docx(&["公开的一段话"], UNSEEN));
    site.built();
    assert_eq!(places(&site, "公开的表里"), ["表.txt"]);
    assert_eq!(places(&site, "独秘册里"), [""; 0]);
    // Of a document that hides something its page is found, and nothing else.
    assert_eq!(hits(&site, "公开的一段话").len(), 1);
    assert_eq!(places(&site, UNSEEN), [""; 0]);
    let file = site.request.folder.join("content/内部/册.txt");
    write(&file, "独秘册里的字，身份证号 990101199003070015。\n".as_bytes());
    site.request.selection = Selection { edition: Edition::Internal, ..Selection::default() };
    let outcome = site.build();
    assert!(outcome.published, "{:#?}", messages(&outcome));
    assert_eq!(places(&site, "独秘册里"), ["册.txt"]);
    // The file has the number, and where pages mask it search does not show it either.
    assert_eq!(places(&site, "990101199003070015"), [""; 0]);
}

#[test]
fn long_texts_are_cut_and_told() {
    let site = Site::of(&[("甲.md", "# 甲篇\n\n见[长](长.txt)。")]);
    let text = "草原上的长话。\n".repeat(50_000) + "末尾独有的话\n";
    write(&site.request.folder.join("长.txt"), text.as_bytes());
    let outcome = site.built();
    assert_eq!(places(&site, "草原上的长话"), ["长.txt"]);
    assert_eq!(places(&site, "末尾独有"), [""; 0]);
    assert_eq!(
        messages(&outcome),
        ["提醒 W13 长.txt —— 字太多，只有前 30 万字搜得到。改法：要全部搜得到的，拆成几个文件"]
    );
}

#[test]
fn pages_are_found_with_their_attachments_as_a_plain_search_finds_them() {
    let site = every_kind();
    site.built();
    for kind in ["扫描.pdf", "打包.zip", "登记.xls"] {
        fs::remove_file(site.request.folder.join("学习/附件").join(kind)).expect("removed");
    }
    let page = site.request.folder.join("学习/材料.md");
    let text = fs::read_to_string(&page).expect("a page");
    let kept: Vec<&str> = text
        .lines()
        .filter(|line| !["扫描", "打包", "登记"].iter().any(|gone| line.contains(gone)))
        .collect();
    fs::write(&page, kept.join("\n")).expect("a page");
    assert_eq!(site.build().ending, ExitStatus::Done);
    agrees_with_the_text(&site.output(), 300);
}

/// Nowhere is it said that there is nothing yet where files stand.
#[test]
fn no_page_with_files_says_that_it_is_empty() {
    let site = Site::of(&[
        ("_index.md", "# 首页\n\n正文。"),
        ("学习/_index.md", "---\n标题: 学习\n---\n"),
        ("活动/甲.md", "# 甲篇\n\n正文。"),
    ]);
    write(&site.request.folder.join("学习/表.xlsx"), &xlsx(["甲字", "乙字"], ""));
    site.built();
    for (path, html) in super::all_pages(&site.output()) {
        assert!(!html.contains("这里还没有材料") || path == "tags.html", "{path}");
    }
}

#[test]
fn a_document_in_a_folder_for_attachments_that_no_page_uses_is_told() {
    let site = Site::of(&[("学习/甲.md", "# 甲篇\n\n正文。")]);
    write(&site.request.folder.join("学习/附件/表.docx"), &docx(&["甲字"], ""));
    let told = messages(&site.built());
    assert_eq!(
        told,
        [
            "提醒 R17 学习/附件/表.docx —— 这份 Word 文件放在附件一类的文件夹里，没有页面用到它，没有放进网站。改法：要做成网页的，移出这个文件夹；只作附件的，在要用的页面里写上链接"
        ]
    );
}
