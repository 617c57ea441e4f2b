//! The side navigation of a page, kept to a bounded size however many pages the site has.
//! In: the page's place among the sections. Out: a tree of links.

use serde::Serialize;

use super::Renderer;
use super::context::href;
use crate::model::section::{Member, count_pages};
use crate::model::{PageId, Site};
use yanxi_reading::content_path::is_within;

/// Neighbours shown on each side of the page at hand in a long folder.
const NEIGHBOURS: usize = 20;

#[derive(Serialize)]
pub(super) struct NavigationItem {
    title: String,
    href: String,
    current: bool,
    open: bool,
    is_section: bool,
    children: Vec<NavigationItem>,
    more: Option<More>,
}

#[derive(Serialize)]
pub(super) struct More {
    href: String,
    count: usize,
}

/// Top-level members, with the folders on the way to the page opened.
pub(super) fn tree(
    renderer: &Renderer<'_>,
    output: &str,
    folder: &str,
    current: Option<PageId>,
) -> Vec<NavigationItem> {
    members(renderer.site, "", output, folder, current).0
}

fn members(
    site: &Site,
    of: &str,
    output: &str,
    folder: &str,
    current: Option<PageId>,
) -> (Vec<NavigationItem>, usize) {
    let Some(section) = site.sections.get(of) else {
        return (Vec::new(), 0);
    };
    let here = section.members.iter().position(|member| match member {
        Member::Page(id) => Some(*id) == current,
        Member::Derived(number) => site.derived[*number].output == output,
        Member::Section(path) => is_within(folder, path),
    });
    let middle = here.unwrap_or(0);
    let from = middle
        .saturating_sub(NEIGHBOURS)
        .min(section.members.len().saturating_sub(2 * NEIGHBOURS + 1));
    let to = (from + 2 * NEIGHBOURS + 1).min(section.members.len());
    let items = section.members[from..to]
        .iter()
        .map(|member| match member {
            Member::Page(id) => NavigationItem {
                title: site.pages[*id].title.clone(),
                href: href(output, &site.pages[*id].output, ""),
                current: Some(*id) == current,
                open: false,
                is_section: false,
                children: Vec::new(),
                more: None,
            },
            Member::Derived(number) => NavigationItem {
                title: site.derived[*number].title.clone(),
                href: href(output, &site.derived[*number].output, ""),
                current: site.derived[*number].output == output,
                open: false,
                is_section: false,
                children: Vec::new(),
                more: None,
            },
            Member::Section(path) => {
                let below = &site.sections[path];
                let open = is_within(folder, path);
                let (children, hidden) = if open {
                    members(site, path, output, folder, current)
                } else {
                    (Vec::new(), 0)
                };
                NavigationItem {
                    title: below.title.clone(),
                    href: href(output, &below.output, ""),
                    current: below.output == output,
                    open,
                    is_section: true,
                    children,
                    more: (hidden > 0)
                        .then(|| More { href: href(output, &below.output, ""), count: hidden }),
                }
            }
        })
        .collect();
    let hidden = section.members[..from]
        .iter()
        .chain(&section.members[to..])
        .map(|member| match member {
            Member::Page(_) | Member::Derived(_) => 1,
            Member::Section(path) => count_pages(site, path),
        })
        .sum();
    (items, hidden)
}
