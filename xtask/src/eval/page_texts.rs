//! The pages of a built site as a plain search sees them.
//! In: the site's folder. Out: path, title and N(text) of every page that can be found, with what its file and links to it
//! call it.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use scraper::{Html, Selector};
use yanxi_text::normal_form::{BLOCK_END, NormalForm};

use crate::files_below::files_ending_in;

use super::visible_text::{led_to, links, other_names, visible_text};

pub(crate) struct PageTruth {
    /// From the site's folder.
    pub(crate) path: String,
    pub(crate) title: String,
    /// N(text).
    pub(crate) normal: String,
}

/// In order of their paths.
pub(crate) fn page_texts(site: &Path) -> Result<Vec<PageTruth>> {
    let files = files_ending_in(site, "html")?;
    let titles = Selector::parse("h1.page-title").ok().context("a selector")?;
    let mut pages = Vec::new();
    let mut called: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in files {
        let path = file.strip_prefix(site)?.to_string_lossy().replace('\\', "/");
        let html = std::fs::read_to_string(&file)?;
        let listed = path.starts_with("tags") || path == "search.html" || path == "404.html";
        if listed || html.contains("http-equiv=\"refresh\"") {
            continue;
        }
        let document = Html::parse_document(&html);
        let title = document
            .select(&titles)
            .next()
            .map(|title| title.text().collect::<String>())
            .unwrap_or_default();
        for (address, words) in links(&html) {
            let to = led_to(&path, &address);
            if to != path {
                called.entry(to).or_default().push(words);
            }
        }
        let texts = [visible_text(&html), other_names(&html)];
        let normal = NormalForm::of(&texts.join("\n")).text();
        pages.push(PageTruth { path, title: title.trim().to_string(), normal });
    }
    for page in &mut pages {
        for words in called.get(&page.path).into_iter().flatten() {
            page.normal.push(BLOCK_END);
            page.normal.push_str(&NormalForm::of(words).text());
        }
    }
    Ok(pages)
}
