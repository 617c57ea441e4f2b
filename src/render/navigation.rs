//! The side navigation of a page, kept to a bounded size however many pages the site has.
//! In: the page's place among the sections. Out: a tree of links.
//!
//! Pages of one folder share nearly all of it, so its parts are made once a folder and put together for each page.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tera::Value;

use super::context::href;
use crate::model::section::{Member, count_pages, parent};
use crate::model::{PageId, Site};
use yanxi_reading::content_path::folder_of;

/// Neighbours shown on each side of the page at hand in a long folder.
const NEIGHBOURS: usize = 20;

/// What was made for pages, by the folder that their files lie in and the section that they belong to.
#[derive(Debug, Default)]
pub struct Navigations {
    made: Mutex<BTreeMap<(String, String), Arc<Frame>>>,
}

impl Navigations {
    /// Top-level members, with the folders on the way to the page opened, and how many pages at the top are not shown.
    pub(super) fn tree(
        &self,
        site: &Site,
        output: &str,
        folder: &str,
        current: Option<PageId>,
    ) -> (Value, usize) {
        let frame = self.frame(site, output, folder);
        let current = current.map_or_else(
            || frame.derived.get(output).copied(),
            |page| frame.pages.get(&page).copied(),
        );
        frame.tree(output, current)
    }

    /// What the navigation of a page is made from besides the page's own path: the same for all pages of a folder, and
    /// where among them the page stands.
    pub(super) fn source(
        &self,
        site: &Site,
        output: &str,
        folder: &str,
        page: PageId,
    ) -> (blake3::Hash, Option<usize>) {
        let frame = self.frame(site, output, folder);
        (*frame.hash.get_or_init(|| frame.hash()), frame.pages.get(&page).copied())
    }

    fn frame(&self, site: &Site, output: &str, folder: &str) -> Arc<Frame> {
        let key = (folder_of(output).to_string(), folder.to_string());
        let known = self.made.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        known.unwrap_or_else(|| {
            let made = Arc::new(Frame::of(site, output, folder));
            self.made.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&made));
            made
        })
    }
}

/// The navigation of one folder's pages.
#[derive(Debug)]
struct Frame {
    /// From the top down the sections that are open, the folder's own last.
    levels: Vec<Level>,
    /// Where the folder's own pages stand among its members, and those made from a campaign by their files.
    pages: BTreeMap<PageId, usize>,
    derived: BTreeMap<String, usize>,
    /// Of what its levels show, once it is asked for.
    hash: OnceLock<blake3::Hash>,
}

/// The list of one section's members.
#[derive(Debug)]
struct Level {
    /// Of the section itself; the one at the top has none.
    item: Item,
    /// The members' items, none of them current or open: all of the folder's own, of the others those that are shown.
    members: Vec<(Item, Value)>,
    /// The place of the one that is open.
    open: Option<usize>,
    /// Pages that come before each member and are not among them, and all of them at the end.
    pages_before: Vec<usize>,
    /// Pages that are not shown.
    hidden: usize,
}

#[derive(Debug, Default)]
struct Item {
    title: String,
    href: String,
    output: String,
    is_section: bool,
}

impl Item {
    fn of(site: &Site, member: &Member, from: &str) -> Item {
        let (title, output) = match member {
            Member::Page(id) => (&site.pages[*id].title, &site.pages[*id].output),
            Member::Derived(number) => {
                (&site.derived[*number].title, &site.derived[*number].output)
            }
            Member::Section(path) => (&site.sections[path].title, &site.sections[path].output),
        };
        Item {
            title: title.clone(),
            href: href(from, output, ""),
            output: output.clone(),
            is_section: matches!(member, Member::Section(_)),
        }
    }

    /// As templates see it. `below`: what it shows of its members if it is open, and how many pages it does not show.
    fn value(&self, is_current: bool, below: Option<(Vec<Value>, usize)>) -> Value {
        let open = below.is_some();
        let (children, hidden) = below.unwrap_or_default();
        let more = (hidden > 0).then(|| {
            Value::from(BTreeMap::from([
                ("href", Value::from(self.href.as_str())),
                ("count", Value::from(hidden)),
            ]))
        });
        Value::from(BTreeMap::from([
            ("title", Value::from(self.title.as_str())),
            ("href", Value::from(self.href.as_str())),
            ("current", Value::from(is_current)),
            ("open", Value::from(open)),
            ("is_section", Value::from(self.is_section)),
            ("children", Value::from(children)),
            ("more", Value::from(more)),
        ]))
    }
}

/// As many members as are shown, with this one in the middle as far as there are others.
fn shown(members: usize, middle: usize) -> Range<usize> {
    const SHOWN: usize = 2 * NEIGHBOURS + 1;
    let from = middle.saturating_sub(NEIGHBOURS).min(members.saturating_sub(SHOWN));
    from..(from + SHOWN).min(members)
}

impl Frame {
    fn of(site: &Site, output: &str, folder: &str) -> Frame {
        let mut path = vec![folder];
        while let Some(above) = path.last().and_then(|folder| parent(folder)) {
            path.push(above);
        }
        path.reverse();
        let levels: Vec<Level> = (0..path.len())
            .map_while(|depth| {
                let next = path.get(depth + 1).copied();
                Level::of(site, output, path[depth], next)
            })
            .collect();
        let own = site.sections.get(folder).map(|section| section.members.as_slice());
        let own = || own.unwrap_or_default().iter().enumerate();
        let pages = own().filter_map(|(at, member)| match member {
            Member::Page(id) => Some((*id, at)),
            _ => None,
        });
        let derived = own().filter_map(|(at, member)| match member {
            Member::Derived(number) => Some((site.derived[*number].output.clone(), at)),
            _ => None,
        });
        Frame { levels, pages: pages.collect(), derived: derived.collect(), hash: OnceLock::new() }
    }

    fn hash(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        for Level { item, members, open, pages_before, hidden } in &self.levels {
            let items: Vec<&Item> = members.iter().map(|(item, _)| item).collect();
            let told = format!("{item:?}{items:?}{open:?}{pages_before:?}{hidden:?}");
            hasher.update(&(told.len() as u64).to_le_bytes());
            hasher.update(told.as_bytes());
        }
        hasher.finalize()
    }

    /// For the page at this file, which may be one of the folder's members.
    fn tree(&self, output: &str, current: Option<usize>) -> (Value, usize) {
        let mut levels = self.levels.iter().rev();
        let Some(own) = levels.next() else {
            return (Value::from(Vec::<Value>::new()), 0);
        };
        let range = shown(own.members.len(), current.unwrap_or(0));
        let mut items: Vec<Value> =
            own.members[range.clone()].iter().map(|(_, item)| item.clone()).collect();
        if let Some(at) = current {
            items[at - range.start] = own.members[at].0.value(true, None);
        }
        let all = own.pages_before.last().copied().unwrap_or(0);
        let inside = own.pages_before[range.end] - own.pages_before[range.start];
        let (mut item, mut hidden) = (&own.item, all - inside);
        for level in levels {
            let mut above: Vec<Value> =
                level.members.iter().map(|(_, item)| item.clone()).collect();
            if let Some(open) = level.open {
                above[open] = item.value(item.output == output, Some((items, hidden)));
            }
            (items, item, hidden) = (above, &level.item, level.hidden);
        }
        (Value::from(items), hidden)
    }
}

impl Level {
    /// The members of a section, of which one is open.
    fn of(site: &Site, output: &str, of: &str, open: Option<&str>) -> Option<Level> {
        let section = site.sections.get(of)?;
        let members = section.members.as_slice();
        let at = open.and_then(|open| {
            members
                .iter()
                .position(|member| matches!(member, Member::Section(path) if path == open))
        });
        let range = match open {
            Some(_) => shown(members.len(), at.unwrap_or(0)),
            None => 0..members.len(),
        };
        let mut pages_before = Vec::with_capacity(members.len() + 1);
        let mut pages = 0;
        for member in members {
            pages_before.push(pages);
            pages += match member {
                Member::Page(_) | Member::Derived(_) => 1,
                Member::Section(path) => count_pages(site, path),
            };
        }
        pages_before.push(pages);
        let items = members[range.clone()].iter().map(|member| {
            let item = Item::of(site, member, output);
            let value = item.value(false, None);
            (item, value)
        });
        Some(Level {
            item: Item {
                title: section.title.clone(),
                href: href(output, &section.output, ""),
                output: section.output.clone(),
                is_section: true,
            },
            members: items.collect(),
            open: at.map(|at| at - range.start),
            hidden: pages - (pages_before[range.end] - pages_before[range.start]),
            pages_before,
        })
    }
}
