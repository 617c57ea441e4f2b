//! Lists that grow with the site, cut into pages that a phone and an old machine can take.
//! In: the understood site. Out: for each list that is too long for one page the paths of its pages, in order.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::section::{Member, Section};
use super::{PageId, Site};

/// A list with more entries than this is split.
pub const LONGEST: usize = 300;
/// Entries on one page of a list that tells of each its date and a description.
const ENTRIES: usize = 100;
/// The same of a list of bare links.
pub const LINKS: usize = 200;

/// What a list is of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListOf {
    /// A section's members.
    Members(String),
    /// The attachments of a section without a page of its own.
    FilesOfSection(String),
    FilesOfPage(PageId),
    /// The pages that link to a page.
    LinksTo(PageId),
    /// All tags.
    Tags,
    /// The pages with a tag, by its number.
    Tag(usize),
}

/// A list that is split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListPages {
    /// The first is the page that the list belongs to.
    pub paths: Vec<String>,
    entries: usize,
    on_each: usize,
}

impl ListPages {
    /// Which entries stand on the page with this number, from 0.
    pub fn range(&self, number: usize) -> Range<usize> {
        range(number, self.on_each, self.entries)
    }
}

/// Which of the entries stand on the page with this number, from 0.
pub fn range(number: usize, on_each: usize, entries: usize) -> Range<usize> {
    let from = (number * on_each).min(entries);
    from..(from + on_each).min(entries)
}

/// What the list of a section's page shows. On the home page sections have shelves, and campaigns cards, as long as
/// there are not too many for it.
pub fn members_listed<'a>(site: &'a Site, folder: &str) -> Cow<'a, [Member]> {
    let Some(section) = site.sections.get(folder) else {
        return Cow::Borrowed(&[]);
    };
    if !folder.is_empty() {
        return Cow::Borrowed(&section.members);
    }
    let with_shelves = has_shelves(site, section);
    let listed = section.members.iter().filter(|member| match member {
        Member::Page(_) | Member::Derived(_) => true,
        Member::Section(folder) => !with_shelves && !is_campaign(site, folder),
    });
    Cow::Owned(listed.cloned().collect())
}

/// Whether the home page shows sections as shelves rather than in its list.
pub fn has_shelves(site: &Site, home: &Section) -> bool {
    let is_shelf = |member: &&Member| match member {
        Member::Section(folder) => !is_campaign(site, folder),
        Member::Page(_) | Member::Derived(_) => false,
    };
    home.members.iter().filter(is_shelf).count() <= LONGEST
}

pub fn is_campaign(site: &Site, folder: &str) -> bool {
    site.campaigns.iter().any(|campaign| campaign.folder == folder)
}

/// Finds the long lists and names their pages.
pub(super) fn cut(site: &Site) -> BTreeMap<ListOf, ListPages> {
    let mut names = Names::of(site);
    let mut lists = BTreeMap::new();
    let mut add = |of: ListOf, first: &str, marked: &str, entries: usize, on_each: usize| {
        if entries > LONGEST {
            let paths = names.give(first, marked, entries.div_ceil(on_each));
            lists.insert(of, ListPages { paths, entries, on_each });
        }
    };
    let made: BTreeSet<&str> = site.derived.iter().map(|page| page.output.as_str()).collect();
    for (folder, section) in &site.sections {
        // A campaign's home shows what it has in its own way.
        if section.page.is_none() && made.contains(section.output.as_str()) {
            continue;
        }
        let members = members_listed(site, folder).len();
        add(ListOf::Members(folder.clone()), &section.output, "", members, ENTRIES);
        if section.page.is_none() {
            let of = ListOf::FilesOfSection(folder.clone());
            add(of, &section.output, "-files", section.attachments.len(), LINKS);
        }
    }
    for (id, page) in site.pages.iter().enumerate() {
        add(ListOf::FilesOfPage(id), &page.output, "-files", page.attachments.len(), LINKS);
        add(ListOf::LinksTo(id), &page.output, "-links", page.linked_from.len(), LINKS);
    }
    for (number, tag) in site.tags.iter().enumerate() {
        add(ListOf::Tag(number), &tag.output, "", tag.pages.len(), ENTRIES);
    }
    add(ListOf::Tags, "tags.html", "", site.tags.len(), LINKS);
    lists
}

/// The paths that are taken, as file systems compare them.
struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    fn of(site: &Site) -> Names {
        let pages = site.pages.iter().map(|page| &page.output);
        let derived = site.derived.iter().flat_map(|page| {
            std::iter::once(&page.output).chain(page.downloads.iter().map(|(path, _)| path))
        });
        let sections = site.sections.values().map(|section| &section.output);
        let tags = site.tags.iter().map(|tag| &tag.output);
        let files = site.attachments.iter().map(|file| &file.output);
        let fixed = site.static_files.iter().map(|file| &file.path);
        let all = pages.chain(derived).chain(sections).chain(tags).chain(files).chain(fixed);
        Names { taken: all.map(|path| path.to_ascii_lowercase()).collect() }
    }

    /// `first`, and after it `…-2.html` and so on; one dash more where some page has such a name.
    fn give(&mut self, first: &str, marked: &str, count: usize) -> Vec<String> {
        let stem = first.strip_suffix(".html").unwrap_or(first);
        let mut dash = String::from("-");
        loop {
            let others: Vec<String> =
                (2..=count).map(|number| format!("{stem}{marked}{dash}{number}.html")).collect();
            if others.iter().all(|path| !self.taken.contains(&path.to_ascii_lowercase())) {
                self.taken.extend(others.iter().map(|path| path.to_ascii_lowercase()));
                return std::iter::once(first.to_string()).chain(others).collect();
            }
            dash.push('-');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_of_a_list_hold_every_entry_once() {
        let list = ListPages { paths: Vec::new(), entries: 301, on_each: 100 };
        let all: Vec<usize> = (0..4).flat_map(|number| list.range(number)).collect();
        assert_eq!(all, (0..301).collect::<Vec<_>>());
        assert!(list.range(4).is_empty());
    }

    #[test]
    fn pages_of_lists_take_no_name_that_a_page_has() {
        let mut names = Names { taken: BTreeSet::from(["a/index-3.html".to_string()]) };
        assert_eq!(
            names.give("A/index.html", "", 3),
            ["A/index.html", "A/index--2.html", "A/index--3.html"]
        );
        assert_eq!(names.give("tags.html", "", 2), ["tags.html", "tags-2.html"]);
        // Of one page, too, its lists have names of their own.
        assert_eq!(names.give("A/index.html", "-files", 2)[1], "A/index-files-2.html");
    }
}
