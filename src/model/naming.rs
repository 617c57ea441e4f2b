//! What a page is called besides its title: the name of its file, other names that it gives itself, and the words of links
//! to it.
//! In: the pages of one edition, with their links resolved. Out: the names that say more than the title does.
//!
//! Links of other editions' pages are not among these pages, so no name comes from what an edition does not have.

use std::collections::{BTreeMap, BTreeSet};

use yanxi_reading::content_path::{file_name, stem};
use yanxi_text::link_words::name_something;
use yanxi_text::normal_form::NormalForm;

use super::Site;
use super::address::is_name;
use super::page::{Page, Target};
use crate::markdown::LinkKind;

/// Different words of links that a page is found by, the most frequent first.
const MOST_LINK_WORDS: usize = 64;

/// Fills in the names of all pages and of the lists of folders without a page.
pub(super) fn name(site: &mut Site) {
    let mut of_pages: Vec<Vec<&str>> = vec![Vec::new(); site.pages.len()];
    let mut of_sections: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (from, page) in site.pages.iter().enumerate() {
        for (link, target) in page.document.links.iter().zip(&page.targets) {
            let words = link.words.trim();
            if !matches!(link.kind, LinkKind::Link | LinkKind::Wiki) || !name_something(words) {
                continue;
            }
            match target {
                Target::Page { id, .. } if *id != from => of_pages[*id].push(words),
                Target::Section { folder } => {
                    of_sections.entry(folder).or_default().push(words);
                }
                _ => {}
            }
        }
    }
    let of_pages: Vec<(Option<String>, Vec<String>)> = site
        .pages
        .iter()
        .zip(of_pages)
        .map(|(page, words)| {
            let file = name_of_file(page).map(str::to_string);
            let known: Vec<&str> = [Some(page.title.as_str()), file.as_deref()]
                .into_iter()
                .flatten()
                .chain(page.other_names.iter().map(String::as_str))
                .collect();
            let words = distinct(&words, &known);
            (file, words)
        })
        .collect();
    let of_sections: Vec<(String, Vec<String>)> = of_sections
        .into_iter()
        .filter_map(|(folder, words)| {
            let title = site.sections.get(folder)?.title.as_str();
            Some((folder.to_string(), distinct(&words, &[title])))
        })
        .collect();
    for (page, (file, words)) in site.pages.iter_mut().zip(of_pages) {
        page.name_of_file = file;
        page.words_of_links = words;
    }
    for (folder, words) in of_sections {
        if let Some(section) = site.sections.get_mut(&folder) {
            section.words_of_links = words;
        }
    }
}

/// The name of the page's file, of its folder for the page of a folder, if its title does not say it. Files of records
/// are no pages that anybody looks for by name: their titles are made from what the edition may show.
fn name_of_file(page: &Page) -> Option<&str> {
    let own = match page.is_section_page {
        true => file_name(&page.folder),
        false => stem(file_name(&page.file.path)),
    };
    let says_more = !page.is_record && !page.is_plan_text && !holds(&page.title, &normal(own));
    says_more.then_some(own)
}

/// The names that a page gives itself under 别名 and that its title does not say. Earlier addresses are none.
pub(super) fn other_names(aliases: &[String], title: &str) -> Vec<String> {
    let mut known = BTreeSet::new();
    let names = aliases.iter().map(|alias| alias.trim()).filter(|alias| is_name(alias));
    names
        .filter(|name| {
            let normal = normal(name);
            !normal.is_empty() && !holds(title, &normal) && known.insert(normal)
        })
        .map(str::to_string)
        .collect()
}

/// The words that none of the known names holds, each once, the most frequent first.
fn distinct(words: &[&str], known: &[&str]) -> Vec<String> {
    let mut counted: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    for words in words {
        let normal = normal(words);
        if !known.iter().any(|name| holds(name, &normal)) {
            counted.entry(normal).or_insert((0, words)).0 += 1;
        }
    }
    let mut counted: Vec<(usize, &str)> = counted.into_values().collect();
    counted.sort_by(|one, other| (other.0, one.1).cmp(&(one.0, other.1)));
    counted.truncate(MOST_LINK_WORDS);
    counted.into_iter().map(|(_, words)| words.to_string()).collect()
}

fn normal(text: &str) -> String {
    NormalForm::of_query(text).text()
}

/// As search compares; nothing is held everywhere.
fn holds(text: &str, wanted: &str) -> bool {
    normal(text).contains(wanted)
}
