//! Tags: who carries them and where their pages are.
//! In: the site's pages. Out: [`Tag`]s in pinyin order.

use std::collections::BTreeMap;

use yanxi_text::order::sort_key;

use super::{PageId, Site};
use crate::slug::tag_path;

/// A tag with its pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    pub name: String,
    /// Path of its page in the site.
    pub output: String,
    pub pages: Vec<PageId>,
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
