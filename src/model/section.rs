//! Folders as sections: their pages, their order, what they pass on.
//! In: pages. Out: [`Section`]s by folder path, pages and sub-sections in reading order, neighbours set.

use std::collections::BTreeMap;

use yanxi_text::order::{SortKey, sort_key, strip_number_prefix};

use super::campaign::SiteCampaign;
use super::page::Page;
use super::problem::SectionProblem;
use super::{PageId, Site};
use yanxi_problem::{Diagnostic, Place};
use yanxi_reading::content_path::{file_name, folder_of};

/// A folder with pages in it or below it.
#[derive(Debug, Clone, Default)]
pub struct Section {
    pub title: String,
    /// Its own page, if the folder has one.
    pub page: Option<PageId>,
    /// Path of its page in the site.
    pub output: String,
    /// Pages and sub-sections together, in reading order.
    pub members: Vec<Member>,
    /// Attachments listed on the section's page when it has no Markdown of its own.
    pub attachments: Vec<usize>,
    /// What links to the list of a folder without a page call it, where its title does not say so.
    pub words_of_links: Vec<String>,
}

/// What a section lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Member {
    Page(PageId),
    Section(String),
    /// A page made from a campaign, its number in [`Site::derived`].
    Derived(usize),
}

/// The folder above; the home section's own is `None`.
pub fn parent(folder: &str) -> Option<&str> {
    if folder.is_empty() {
        return None;
    }
    Some(folder_of(folder))
}

/// Makes a section of every folder that holds pages, with the folders above it.
pub(super) fn build(
    pages: &[Page],
    campaigns: &[SiteCampaign],
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Section> {
    let mut sections: BTreeMap<String, Section> = BTreeMap::new();
    sections.insert(String::new(), Section::default());
    for site_campaign in campaigns {
        add_with_parents(&mut sections, &site_campaign.folder);
    }
    for (id, page) in pages.iter().enumerate() {
        if page.is_record {
            continue;
        }
        add_with_parents(&mut sections, &page.folder);
        let Some(section) = sections.get_mut(&page.folder) else {
            continue;
        };
        if !page.is_section_page || page.is_plan_text {
            section.members.push(Member::Page(id));
        } else if let Some(first) = section.page {
            let first = file_name(&pages[first].file.path).into();
            let place = Place::file(&page.file.shown_path);
            diagnostics.push(Diagnostic::of(place, &SectionProblem::TwoPages { first }));
            section.members.push(Member::Page(id));
        } else {
            section.page = Some(id);
        }
    }
    let folders: Vec<String> = sections.keys().cloned().collect();
    for folder in folders {
        if let Some(above) = parent(&folder).map(str::to_string)
            && let Some(section) = sections.get_mut(&above)
        {
            section.members.push(Member::Section(folder.clone()));
        }
        if let Some(section) = sections.get_mut(&folder) {
            let name = folder.rsplit('/').next().unwrap_or_default();
            section.title = section
                .page
                .map(|id| pages[id].title.clone())
                .filter(|title| !title.is_empty())
                .unwrap_or_else(|| strip_number_prefix(name).1.trim().to_string());
        }
    }
    for site_campaign in campaigns {
        if let Some(section) = sections.get_mut(&site_campaign.folder) {
            section.title.clone_from(&site_campaign.campaign.plan.name);
        }
    }
    sections
}

fn add_with_parents(sections: &mut BTreeMap<String, Section>, folder: &str) {
    let mut folder = Some(folder);
    while let Some(path) = folder {
        sections.entry(path.to_string()).or_default();
        folder = parent(path);
    }
}

/// The title the home page gives itself.
pub(super) fn home_title(site: &Site) -> Option<String> {
    let home = site.sections.get("")?;
    let page = &site.pages[home.page?];
    Some(page.title.clone()).filter(|title| !title.is_empty())
}

/// Weight first, then the number in front of the name or title, then pinyin.
fn key(site: &Site, member: &Member) -> (i64, u64, SortKey, String) {
    let (weight, name, title) = match member {
        Member::Page(id) => {
            let page = &site.pages[*id];
            (page.meta.weight, page.stem().to_string(), page.title.clone())
        }
        // Derived pages keep the order in which they are made, before all others.
        Member::Derived(number) => {
            return (i64::MIN, *number as u64, sort_key(""), String::new());
        }
        Member::Section(folder) => {
            let section = &site.sections[folder];
            let weight = section.page.and_then(|id| site.pages[id].meta.weight);
            let name = folder.rsplit('/').next().unwrap_or_default().to_string();
            (weight, name, section.title.clone())
        }
    };
    let number = strip_number_prefix(&name).0;
    (weight.unwrap_or(i64::MAX), number.unwrap_or(u64::MAX), sort_key(&title), name)
}

/// Sorts every section and sets each page's neighbours in reading order.
pub(super) fn put_in_order(site: &mut Site) {
    let folders: Vec<String> = site.sections.keys().cloned().collect();
    for folder in &folders {
        let Some(mut members) =
            site.sections.get_mut(folder).map(|section| std::mem::take(&mut section.members))
        else {
            continue;
        };
        members.sort_by_cached_key(|member| key(site, member));
        if let Some(section) = site.sections.get_mut(folder) {
            section.members = members;
        }
    }
    let mut order = Vec::with_capacity(site.pages.len());
    collect_in_order(site, "", &mut order);
    for pair in order.windows(2) {
        let (earlier, later) = (pair[0], pair[1]);
        site.pages[earlier].next = Some(later);
        site.pages[later].previous = Some(earlier);
    }
}

fn collect_in_order(site: &Site, folder: &str, order: &mut Vec<PageId>) {
    let Some(section) = site.sections.get(folder) else {
        return;
    };
    order.extend(section.page);
    for member in &section.members {
        match member {
            Member::Page(id) => order.push(*id),
            Member::Section(folder) => collect_in_order(site, folder, order),
            Member::Derived(_) => {}
        }
    }
}

/// How many pages lie in a folder and below it.
pub fn count_pages(site: &Site, folder: &str) -> usize {
    let Some(section) = site.sections.get(folder) else {
        return 0;
    };
    section
        .members
        .iter()
        .map(|member| match member {
            Member::Page(_) | Member::Derived(_) => 1,
            Member::Section(folder) => count_pages(site, folder),
        })
        .sum()
}
