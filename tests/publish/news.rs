//! The page of what is new since the last release.

use std::fs;

use scraper::{Html, Selector};

use crate::office::{Office, files};

/// The lines of the page's own text.
fn news(office: &Office) -> Vec<String> {
    let html = fs::read_to_string(office.target().join("whats-new.html")).expect("the page");
    let content = Selector::parse("#yanxi-content p, #yanxi-content h2, #yanxi-content li")
        .expect("a selector");
    Html::parse_document(&html)
        .select(&content)
        .map(|element| element.text().collect::<String>())
        .collect()
}

#[test]
fn news_are_told_from_one_release_to_the_next() {
    let office = Office::with_folder();
    office.write("content/a.md", "# 不变");
    office.write("content/b.md", "# 改动");
    office.write("content/c.md", "# 删去");
    office.write("content/d.md", "# 转为内部");
    office.publish();
    assert_eq!(news(&office), ["这是第一次发布，全部材料都是新的。"]);
    office.write("content/b.md", "# 改动\n\n新的一段。");
    office.write("content/e.md", "# 新增");
    office.write("content/d.md", "---\n公开: 内部\n---\n\n# 转为内部");
    office.remove("content/c.md");
    office.publish();
    let told =
        ["与 2026年11月23日 发布的内容相比：", "新增", "新增", "有改动", "改动", "已撤下", "删去"];
    assert_eq!(news(&office), told);
    let before = files(&office.target());
    office.publish();
    assert_eq!(files(&office.target()), before);
    let home = fs::read_to_string(office.target().join("index.html")).expect("home");
    assert!(home.contains("<a href=\"whats-new.html\">新近更新</a>"));
}

#[test]
fn a_build_that_is_not_published_has_no_news() {
    let office = Office::with_folder();
    office.publish();
    assert_eq!(office.run(&["build"]).status.code(), Some(0));
    let public = office.site().join("public");
    assert!(!public.join("whats-new.html").exists());
    let home = fs::read_to_string(public.join("index.html")).expect("home");
    assert!(!home.contains("whats-new"));
}

#[test]
fn the_same_folder_date_and_release_before_give_the_same_bytes() {
    let make = || {
        let office = Office::with_folder();
        office.write("content/a.md", "# 甲");
        office.publish();
        office.write("content/a.md", "# 甲\n\n二。");
        office.write("content/b.md", "# 乙");
        office.publish();
        files(&office.target())
    };
    assert_eq!(make(), make());
}
