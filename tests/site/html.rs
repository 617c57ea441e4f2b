//! HTML in Markdown and pictures in the text, from the folder to the built page.

use std::fs;

use scraper::{Html, Selector};
use yanxi::exit_status::ExitStatus;

use super::{Site, all_files, messages, write};

const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

fn select<'a>(html: &'a Html, selector: &str) -> Vec<scraper::ElementRef<'a>> {
    html.select(&Selector::parse(selector).expect("a selector")).collect()
}

#[test]
fn with_raw_html_its_words_pictures_and_links_are_those_of_markdown() {
    for raw in ["true", "false"] {
        let settings = format!("format = 1\nraw_html = {raw}\n");
        let site = Site::of(&[
            ("yanxi.toml", &settings),
            (
                "content/原样.md",
                "# 原样\n\n<table><tr><td>独有词甲乙丙</td></tr></table>\n\n<p><img src=\"图.png\" width=\"300\" alt=\"图的说明\"> <a href=\"乙.md#di-er\">乙</a></p>\n",
            ),
            (
                "content/乙.md",
                "# 乙\n\n<h2 id=\"di-er\">第二</h2>\n\n<p id=\"di-san\" hidden>密语</p>\n文。\n",
            ),
        ]);
        write(&site.request.folder.join("content/图.png"), b"\x89PNG\r\n\x1a\n");
        site.built();
        assert_eq!(site.search("独有词甲乙丙").len(), 1);
        assert_eq!(site.search("图的说明").len(), 1);
        assert_eq!(site.search("密语").len(), 0);
        let html = Html::parse_document(&site.page("原样"));
        let picture = select(&html, "#yanxi-content img")[0];
        let source = picture.value().attr("src").expect("an address");
        assert_eq!(picture.value().attr("width"), Some("300"));
        assert!(site.output().join(source).is_file(), "{source}");
        let link = select(&html, "#yanxi-content p a")[0].value().attr("href").expect("a link");
        let (page, anchor) = link.split_once('#').expect("a place");
        let there = fs::read_to_string(site.output().join(page)).expect("a page");
        assert!(there.contains(&format!("id=\"{anchor}\"")), "{link}");
        for (path, bytes) in all_files(&site.output()) {
            assert!(!String::from_utf8_lossy(&bytes).contains("密语"), "{path}");
        }
    }
}

#[test]
fn a_dead_link_in_html_is_an_error() {
    let site = Site::of(&[("甲.md", "# 甲\n\n<p>\n<a href=\"没有.md\">丙</a></p>\n")]);
    let outcome = site.build();
    assert_eq!(outcome.ending, ExitStatus::ContentErrors);
    assert_eq!(
        messages(&outcome),
        [
            "错误 E13 甲.md 第4行 <a href=\"没有.md\">丙</a></p> —— 没有“没有.md”。改法：改成已有的文件名，或删去这个链接"
        ]
    );
}

#[test]
fn pictures_in_the_text_become_files_and_those_that_cannot_come_leave_a_box() {
    let text = format!(
        "# 图\n\n![像素](data:image/png;base64,{PIXEL})\n\n<img src=\"data:image/png;base64,{PIXEL}\" alt=\"像素\">\n\n\
         ![会场](https://example.com/tu/a.png \"题\")\n\n文中 ![](data:image/svg+xml;base64,PHN2Zy8+) 图\n\n\
         > ![](data:image/bmp;base64,Qk0=)\n"
    );
    let site = Site::of(&[("甲.md", &text)]);
    let outcome = site.built();
    assert_eq!(
        messages(&outcome)
            .iter()
            .map(|line| line.split(" —— ").nth(1).unwrap_or_default())
            .collect::<Vec<_>>(),
        [
            "图片在别的网站上，内网和U盘上看不到，没有放进网站。改法：把图片下载到这一页旁边，只写文件名",
            "写在文字里的图片是 SVG，里面可以带程序，没有放进网站。改法：把图片另存为 PNG 放在这一页旁边，只写文件名",
            "写在文字里的图片（data:image/bmp）不完整，或不是 PNG、JPEG、GIF、WebP，没有放进网站。改法：把图片另存为 PNG 放在这一页旁边，只写文件名",
        ]
    );
    let page = site.page("图");
    assert!(!page.contains("data:"), "{page}");
    let html = Html::parse_document(&page);
    let pictures = select(&html, "#yanxi-content img");
    assert_eq!(pictures.len(), 2);
    for picture in pictures {
        let source = picture.value().attr("src").expect("an address");
        let bytes = fs::read(site.output().join(source)).expect("a picture");
        assert!(bytes.starts_with(b"\x89PNG"));
    }
    let boxes: Vec<String> = select(&html, ".missing-picture")
        .iter()
        .map(|element| element.text().collect::<String>())
        .collect();
    assert_eq!(
        boxes,
        ["图片没有放进来 会场 https://example.com/tu/a.png", "图片没有放进来", "图片没有放进来"]
    );
    assert_eq!(site.search("会场").len(), 1);
}

#[test]
fn a_link_to_what_another_program_makes_of_a_page_finds_the_page() {
    let site = Site::of(&[
        (
            "甲.md",
            "# 甲\n\n[乙](./子/乙.html#er)、[首页](子/index.html)、<a href=\"/子/乙.html\">乙</a>\n",
        ),
        ("子/乙.md", "# 乙\n\n## 二 {#er}\n"),
        ("子/README.md", "# 栏目\n"),
    ]);
    site.built();
    let html = Html::parse_document(&site.page("甲"));
    for link in select(&html, "#yanxi-content p a") {
        let href = link.value().attr("href").expect("an address");
        let path = href.split('#').next().unwrap_or_default();
        assert!(site.output().join(path).is_file(), "{href}");
    }
}
