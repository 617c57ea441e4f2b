//! Tags: who carries them and where their pages are.
//! In: the site's pages. Out: [`Tag`]s in pinyin order; tags that search cannot tell apart are one.

use std::collections::BTreeMap;
use std::sync::Arc;

use yanxi_text::han::is_word;
use yanxi_text::normal_form;
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
        for tag in &page.meta.tags {
            let spelling = spellings.get(&spelled(tag)).and_then(|known| {
                // The last of equals is taken, so they are asked backwards.
                known
                    .iter()
                    .rev()
                    .max_by_key(|(_, count)| *count)
                    .map(|(spelling, _)| spelling.clone())
            });
            let spelling = spelling.unwrap_or_else(|| tag.clone());
            if !tags.contains(&spelling) {
                tags.push(spelling);
            }
        }
        if tags != page.meta.tags {
            Arc::make_mut(&mut page.meta).tags = tags;
        }
    }
}

/// As what narrows a search is compared, without signs around it; C++ and C# are not C. Signs alone stand for themselves.
fn spelled(tag: &str) -> String {
    let name = normal_form::spelled(tag);
    let is_around = |c: char| !is_word(c) && !matches!(c, '+' | '#');
    let bare = name.trim_matches(is_around).trim_start_matches('#');
    if bare.is_empty() { tag.trim().to_string() } else { bare.to_string() }
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

#[cfg(test)]
mod tests {
    use super::spelled;

    #[test]
    fn two_spellings_of_one_tag_are_one() {
        for (one, other) in [
            ("调　研", "调研"),
            ("AI 学习", "ＡＩ学习"),
            ("#学习", "学习"),
            ("“学习”", "學習"),
            ("Case  Study", "case study"),
        ] {
            assert_eq!(spelled(one), spelled(other));
        }
        for (one, other) in [("C++", "C"), ("C#", "C++"), ("Case Study", "CaseStudy"), ("！", "？")]
        {
            assert_ne!(spelled(one), spelled(other));
        }
    }
}
