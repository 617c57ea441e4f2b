//! What the day of the build changes: the home page names it, and pages that count from it; nothing else.

use std::collections::BTreeMap;
use std::path::Path;

use scraper::{Html, Selector};
use tempfile::TempDir;
use yanxi::build::{Request, build};
use yanxi::exit_status::ExitStatus;
use yanxi::model::{Edition, Selection};

use super::{Site, all_files};

fn built_on(day: i8, folder: &Path, edition: Edition) -> BTreeMap<String, Vec<u8>> {
    let around = TempDir::new().expect("a folder");
    let request = Request {
        folder: folder.to_path_buf(),
        output: Some(around.path().join("out")),
        date: Some(jiff::civil::date(2026, 11, day)),
        base_url: Some("https://example.invalid/".into()),
        selection: Selection { edition, ..Selection::default() },
        ..Request::default()
    };
    let outcome = build(&request, &|_| {});
    assert_eq!(outcome.ending, ExitStatus::Done, "{:#?}", outcome.diagnostics);
    all_files(&around.path().join("out"))
}

/// Names of the files that differ; the list of files with their hashes of course does.
fn differing(folder: &Path, edition: Edition) -> Vec<String> {
    let (first, second) = (built_on(23, folder, edition), built_on(24, folder, edition));
    assert!(first.keys().eq(second.keys()));
    first
        .into_iter()
        .filter(|(path, bytes)| second.get(path) != Some(bytes) && !path.starts_with(".yanxi"))
        .map(|(path, _)| path)
        .collect()
}

#[test]
fn only_the_home_page_names_the_day_of_the_build() {
    let site = Site::of(&[
        ("yanxi.toml", "title = \"样例\"\n"),
        ("content/_index.md", "# 首页\n\n正文\n"),
        (
            "content/一/讲话.md",
            "---\n标签: [学习]\n日期: 2008-11-18\n更新: 2009-01-05\n---\n# 讲话\n\n正文\n",
        ),
        ("content/一/讲话-签到.csv", "姓名,单位\n样例甲,甲嘎查\n"),
        ("content/二/短文.md", "# 短文\n"),
    ]);
    let folder = &site.request.folder;
    assert_eq!(differing(folder, Edition::Public), ["index.html"]);
    let pages = built_on(23, folder, Edition::Public);
    let named = |path: &str| String::from_utf8_lossy(&pages[path]).contains("2026年11月23日");
    let naming: Vec<&String> = pages.keys().filter(|path| named(path)).collect();
    assert_eq!(naming, ["index.html"]);
    // When a page changed stands on it as its author wrote it.
    let dated = pages.iter().any(|(path, bytes)| {
        path.contains("jiang-hua") && String::from_utf8_lossy(bytes).contains("2009年1月5日")
    });
    assert!(dated, "{:?}", pages.keys());
}

/// Pages of a campaign change with the day only where their figures are those of a day, never by their frame.
#[test]
fn pages_of_the_sample_change_with_the_day_only_in_their_text() {
    let main = Selector::parse("main").expect("a selector");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    for edition in [Edition::Public, Edition::Internal] {
        let (first, second) = (built_on(23, folder, edition), built_on(24, folder, edition));
        let text = |bytes: &[u8]| -> String {
            let page = Html::parse_document(&String::from_utf8_lossy(bytes));
            page.select(&main).map(|main| main.html()).collect()
        };
        let mut changed = 0;
        for (path, bytes) in first.iter().filter(|(path, _)| path.ends_with(".html")) {
            if second[path] != *bytes {
                changed += 1;
                let (before, after) = (text(bytes), text(&second[path]));
                let names_the_day = before.contains("数据截至") && before != after;
                assert!(path == "index.html" || names_the_day, "{path}");
            }
        }
        let pages = first.keys().filter(|path| path.ends_with(".html")).count();
        assert!(changed * 4 < pages, "{changed} of {pages} pages");
    }
}
