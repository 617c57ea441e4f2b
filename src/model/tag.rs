//! Tags: who carries them and where their pages are.
//! In: the site's pages. Out: [`Tag`]s in pinyin order; tags that search cannot tell apart are one.

use std::collections::BTreeMap;

use yanxi_text::normal_form::NormalForm;
use yanxi_text::order::sort_key;

use super::{Page, PageId, Site};
use crate::slug::tag_path;

/// A tag with its pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    pub name: String,
    /// Path of its page in the site.
    pub output: String,
    pub pages: Vec<PageId>,
}

/// Gives each tag the spelling that most pages use, the first of them where several do.
pub(super) fn spell_alike(pages: &mut [Page]) {
    let mut spellings: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
    for tag in pages.iter().flat_map(|page| &page.meta.tags) {
        let known = spellings.entry(spelled(tag)).or_default();
        match known.iter_mut().find(|(spelling, _)| spelling == tag) {
            Some((_, count)) => *count += 1,
            None => known.push((tag.clone(), 1)),
        }
    }
    spellings.retain(|_, known| known.len() > 1);
    for page in pages {
        let mut tags: Vec<String> = Vec::new();
        for tag in std::mem::take(&mut page.meta.tags) {
            let spelling = spellings.get(&spelled(&tag)).and_then(|known| {
                // The last of equals is taken, so they are asked backwards.
                known
                    .iter()
                    .rev()
                    .max_by_key(|(_, count)| *count)
                    .map(|(spelling, _)| spelling.clone())
            });
            let spelling = spelling.unwrap_or(tag);
            if !tags.contains(&spelling) {
                tags.push(spelling);
            }
        }
        page.meta.tags = tags;
    }
}

/// As search compares; signs alone stand for themselves.
fn spelled(tag: &str) -> String {
    let normal = NormalForm::of_query(tag);
    if normal.is_empty() { tag.trim().to_string() } else { normal.text() }
}

pub(super) fn collect(site: &Site) -> Vec<Tag> {
    let mut pages_of: BTreeMap<&str, Vec<PageId>> = BTreeMap::new();
    for (id, page) in site.pages.iter().enumerate() {
        for tag in &page.meta.tags {
            pages_of.entry(tag).or_default().push(id);
        }
    }
    let mut tags: Vec<Tag> = pages_of
        .into_iter()
        .map(|(name, mut pages)| {
            pages.sort_by_cached_key(|id| {
                let page = &site.pages[*id];
                (std::cmp::Reverse(page.meta.date), sort_key(&page.title), page.output.clone())
            });
            Tag { name: name.to_string(), output: tag_path(name), pages }
        })
        .collect();
    tags.sort_by_cached_key(|tag| (sort_key(&tag.name), tag.name.clone()));
    tags
}
