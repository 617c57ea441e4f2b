//! Pages, whole, of small folders of texts.
//! In: `texts.txt`, the inputs that readers and papers showed to go wrong. Out: `pages.txt`: what `build` says of each,
//! which files it makes, and what stands on each page.

use std::fmt::Write;
use std::path::Path;

use rayon::prelude::*;
use scraper::{Html, Selector};

use crate::cases::{Case, of_text};
use crate::{TODAY, hold, root, yanxi};

#[test]
fn every_page_of_texts_is_the_committed_one() {
    let texts = std::fs::read_to_string(root().join("tests/golden/texts.txt")).expect("texts");
    let pages: Vec<String> = of_text(&texts).par_iter().map(of_case).collect();
    hold("pages.txt", &pages.concat());
}

fn of_case(case: &Case) -> String {
    let folder = case.written();
    let output = tempfile::tempdir().expect("a folder");
    let site = output.path().join("site");
    let site_text = site.to_string_lossy();
    let arguments = [
        "build",
        ".",
        "--date",
        TODAY,
        "--format",
        "short",
        "--lang",
        "zh",
        "--output-dir",
        &site_text,
    ];
    let outcome = yanxi(folder.path(), &arguments);
    let mut text = format!("== {}\n", case.name);
    for line in
        String::from_utf8_lossy(&outcome.stdout).lines().filter(|line| !line.contains("用时"))
    {
        let _ = writeln!(text, "{line}");
    }
    let mut paths: Vec<String> = walkdir::WalkDir::new(&site)
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| Some(entry.path().strip_prefix(&site).ok()?.to_string_lossy().into()))
        .filter(|path: &String| is_of_case(path))
        .collect();
    paths.sort();
    for path in paths {
        let shown = match path.ends_with(".html") {
            true => shown(&site.join(&path)),
            false => String::new(),
        };
        // The home page of a folder without one lists the others.
        if path != "index.html" || !shown.is_empty() {
            let _ = write!(text, "-- {path}\n{shown}");
        }
    }
    text
}

/// Files of the program's own are the same in every site.
fn is_of_case(path: &str) -> bool {
    !path.starts_with("assets/")
        && !path.starts_with("search/")
        && !matches!(path, "search.html" | "404.html" | "tags.html" | "news.html")
        && path != ".yanxi-manifest.json"
}

/// Title, other names and content of a page.
fn shown(path: &Path) -> String {
    let html = std::fs::read_to_string(path).expect("a page");
    let document = Html::parse_document(&html);
    let mut out = String::new();
    let select = |selector: &str| {
        let selector = Selector::parse(selector).expect("a selector");
        document.select(&selector).map(|found| found.inner_html()).collect::<Vec<_>>()
    };
    for title in select("h1.page-title") {
        let _ = writeln!(out, "# {title}");
    }
    let names =
        Selector::parse("meta[name=file-name], meta[name=also-called]").expect("a selector");
    for name in document.select(&names) {
        let value = |key: &str| name.value().attr(key).unwrap_or_default().to_string();
        let _ = writeln!(out, "{}: {}", value("name"), value("content"));
    }
    for content in select("#yanxi-content") {
        if !content.trim().is_empty() {
            let _ = writeln!(out, "{}", without_icons(content.trim()));
        }
    }
    out
}

fn without_icons(html: &str) -> String {
    let mut parts = html.split("<svg");
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |out, part| out + part.split_once("</svg>").map_or(part, |(_, rest)| rest))
}
