//! Few pages that together show everything a site has.
//! In: a site's folder. Out: paths of pages, so that every element is on one of them, with its classes and attributes and
//! in what it stands in.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use scraper::{ElementRef, Html};

/// All pages of a folder, by path.
pub(crate) fn all_pages(folder: &Path) -> Vec<String> {
    let mut pages: Vec<String> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("the site can be read"))
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(folder).ok()?;
            let path = path.to_string_lossy().replace('\\', "/");
            path.ends_with(".html").then_some(path)
        })
        .collect();
    pages.sort();
    pages
}

/// The page with most of what was not seen yet, again and again; of two the first.
pub(crate) fn pages_of_every_kind(folder: &Path) -> Vec<String> {
    let mut left: BTreeMap<String, BTreeSet<String>> = all_pages(folder)
        .into_iter()
        .map(|page| {
            let html = fs::read_to_string(folder.join(&page)).expect("a page");
            (page, elements(&html))
        })
        .collect();
    let mut chosen = Vec::new();
    while let Some((page, seen)) = left
        .iter()
        .rev()
        .max_by_key(|(_, elements)| elements.len())
        .map(|(page, elements)| (page.clone(), elements.clone()))
    {
        for elements in left.values_mut() {
            elements.retain(|element| !seen.contains(element));
        }
        left.retain(|_, elements| !elements.is_empty());
        chosen.push(page);
    }
    assert!(chosen.len() > 10, "{chosen:?}");
    chosen
}

/// Those that have a text; the others only lead on to another address.
pub(crate) fn pages_with_text(folder: &Path) -> Vec<String> {
    let mut pages = pages_of_every_kind(folder);
    pages.retain(|page| {
        let html = fs::read_to_string(folder.join(page)).expect("a page");
        html.contains("<main")
    });
    pages
}

fn elements(html: &str) -> BTreeSet<String> {
    let document = Html::parse_document(html);
    let all = document.tree.nodes().filter_map(ElementRef::wrap);
    all.map(|element| {
        let above = element
            .parent()
            .and_then(ElementRef::wrap)
            .map(|above| named(&above))
            .unwrap_or_default();
        let attributes: BTreeSet<&str> = element.value().attrs().map(|(name, _)| name).collect();
        format!("{above} > {} {attributes:?}", named(&element))
    })
    .collect()
}

fn named(element: &ElementRef) -> String {
    let classes: BTreeSet<&str> = element.value().classes().collect();
    format!("{} {classes:?}", element.value().name())
}
