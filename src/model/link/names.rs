//! Everything a link can name, and what one of them means by it.
//! In: the pages and files of a site and those left out. Out: a [`Target`], or the [`Fault`] of a link.

use std::collections::{BTreeMap, BTreeSet};

use yanxi_text::fold::fold;
use yanxi_text::order::strip_number_prefix;

use super::problem::Fault;
use super::scheme::{OUTSIDE_SCHEMES, scheme};
use crate::folder::Unread;
use crate::html_text::decode_percent;
use crate::markdown::{Embedded, Link, LinkKind};
use crate::model::address::is_name;
use crate::model::page::{Page, SECTION_PAGE_NAMES, Target};
use crate::model::{LeftOut, PageId, Site};
use yanxi_reading::OtherFile;
use yanxi_reading::content_path::join;

/// Everything a link can name.
pub(super) struct Names<'a> {
    pub(super) site: &'a Site,
    left_out: &'a [Page],
    pub(super) pages: BTreeMap<&'a str, PageId>,
    left_out_pages: BTreeMap<&'a str, usize>,
    pub(super) files: BTreeSet<&'a str>,
    internal_files: BTreeSet<&'a str>,
    unread: &'a Unread,
    /// Whether any file has `%` in its name.
    has_percent: bool,
    /// Pages by folded title and file name.
    wiki: BTreeMap<String, BTreeSet<PageId>>,
    left_out_wiki: BTreeMap<String, usize>,
}

impl<'a> Names<'a> {
    pub(super) fn collect(site: &'a Site, left_out: LeftOut<'a>, files: &'a [OtherFile]) -> Self {
        let paths = |files: &'a [OtherFile]| files.iter().map(|file| file.path.as_str()).collect();
        let internal_files = paths(left_out.files);
        let unread = left_out.unread;
        let left_out = left_out.pages;
        let mut names = Names {
            site,
            unread,
            left_out,
            internal_files,
            has_percent: files.iter().any(|file| file.path.contains('%')),
            pages: BTreeMap::new(),
            left_out_pages: BTreeMap::new(),
            files: paths(files),
            wiki: BTreeMap::new(),
            left_out_wiki: BTreeMap::new(),
        };
        for (id, page) in site.pages.iter().enumerate() {
            names.pages.insert(&page.file.path, id);
            for name in wiki_names(page) {
                names.wiki.entry(name).or_default().insert(id);
            }
        }
        for (index, page) in left_out.iter().enumerate() {
            names.left_out_pages.insert(&page.file.path, index);
            for name in wiki_names(page) {
                names.left_out_wiki.insert(name, index);
            }
        }
        names
    }

    pub(super) fn find(&self, page: &Page, link: &Link) -> Result<Target, Fault> {
        match &link.embedded {
            Some(Embedded::Picture(picture)) => {
                return Ok(Target::Picture { path: picture.path() });
            }
            Some(Embedded::Svg) => return Err(Fault::EmbeddedSvg),
            Some(Embedded::Unreadable) => return Err(Fault::EmbeddedUnreadable),
            None => {}
        }
        let written = link.target.trim().replace('\\', "/");
        if let Some(scheme) = scheme(&written) {
            return self.outside(link, &written, &scheme);
        }
        if written.starts_with("//") {
            return Err(Fault::WithoutScheme);
        }
        if let Some(found) = self.with_sign_in_name(page, link, &written) {
            return found;
        }
        let (path, fragment) = written.split_once('#').unwrap_or((&written, ""));
        if path.is_empty() {
            let anchor = self.anchor(page, fragment);
            // Browsers know where the top is.
            let anchor = anchor.or_else(|| (fragment == "top").then(String::new));
            let fault = || match self.pages.get(page.file.path.as_str()) {
                Some(id) => Fault::NoSuchHeading { page: *id, heading: fragment.to_string() },
                None => Fault::NotFound,
            };
            return Ok(Target::Here { anchor: anchor.ok_or_else(fault)? });
        }
        let found = match link.kind {
            LinkKind::Wiki | LinkKind::Embed => self.by_name(page, path)?,
            LinkKind::Link | LinkKind::Image => self.by_path(page, path)?,
        };
        match found {
            Target::Page { id, .. } => {
                let anchor = self.anchor(&self.site.pages[id], fragment).ok_or_else(|| {
                    Fault::NoSuchHeading { page: id, heading: fragment.to_string() }
                })?;
                Ok(Target::Page { id, anchor })
            }
            other => Ok(other),
        }
    }

    fn outside(&self, link: &Link, address: &str, scheme: &str) -> Result<Target, Fault> {
        if scheme.len() == 1 || scheme == "file" {
            return Err(Fault::OfThisComputer);
        }
        if !OUTSIDE_SCHEMES.contains(&scheme) {
            return Err(Fault::UnsafeScheme(scheme.to_string()));
        }
        if matches!(link.kind, LinkKind::Image | LinkKind::Embed) {
            return Err(Fault::OutsidePicture);
        }
        Ok(Target::Outside { address: address.to_string() })
    }

    /// The identifier to jump to; empty for no fragment, `None` when there is no such heading.
    fn anchor(&self, page: &Page, fragment: &str) -> Option<String> {
        if fragment.is_empty() {
            return Some(String::new());
        }
        if fragment.starts_with("fn-") || fragment.starts_with("fnref-") {
            return Some(fragment.to_string());
        }
        if page.document.anchors.contains(fragment) {
            return Some(fragment.to_string());
        }
        let wanted = fold(fragment.trim());
        if fragment.starts_with('^') {
            return page.document.anchors.iter().find(|name| fold(name) == wanted).cloned();
        }
        // The title stands at the top of its page.
        let is_title = [Some(page.title.as_str()), page.document.first_heading.as_deref()]
            .into_iter()
            .flatten()
            .any(|title| fold(title.trim()) == wanted);
        let heading = page
            .document
            .headings
            .iter()
            .find(|heading| {
                heading.id == fragment
                    || heading.alias == fragment
                    || fold(&heading.id) == wanted
                    || fold(&heading.text) == wanted
            })
            .map(|heading| heading.alias.clone());
        heading.or_else(|| is_title.then(String::new))
    }

    fn by_path(&self, page: &Page, written: &str) -> Result<Target, Fault> {
        let path = written.split('?').next().unwrap_or(written);
        let path = join(&page.folder, path).ok_or(Fault::LeavesFolder)?;
        if let Some(found) = self.page_at(&path) {
            return found;
        }
        if let Some(found) = self.file(&path) {
            return found;
        }
        if let Some(section) = self.section(path.trim_end_matches('/')) {
            return Ok(section);
        }
        // As other programs name what they make of a page.
        if let Some(stem) = path.strip_suffix(".html").or(path.strip_suffix(".htm"))
            && let Some(found) = self.page_at(stem)
        {
            return found;
        }
        self.section_of(&path).ok_or_else(|| match self.may_be_unread(&path) {
            true => Fault::Unread,
            false => Fault::NotFound,
        })
    }

    /// Whether a page, file or folder of this path may be among what was not read.
    fn may_be_unread(&self, path: &str) -> bool {
        let without_html = path.strip_suffix(".html").or(path.strip_suffix(".htm"));
        [Some(path), without_html]
            .into_iter()
            .flatten()
            .any(|path| self.unread.may_hold(path) || self.unread.may_hold(&format!("{path}.md")))
    }

    /// What bears a name with `#` or `%` in it, which addresses give another meaning.
    fn with_sign_in_name(
        &self,
        page: &Page,
        link: &Link,
        written: &str,
    ) -> Option<Result<Target, Fault>> {
        if !written.contains(['#', '%', '?']) && !self.has_percent {
            return None;
        }
        let is_named = matches!(link.kind, LinkKind::Wiki | LinkKind::Embed);
        if is_named {
            let key = fold(written.strip_suffix(".md").unwrap_or(written));
            if written.contains('#') && self.wiki.contains_key(&key) {
                return Some(self.by_name(page, written));
            }
            let may_be_file =
                written.rsplit(['#', '%', '?']).next().is_some_and(|end| end.contains('.'));
            if may_be_file && let Ok(found) = self.file_named(page, written) {
                return Some(Ok(found));
            }
        }
        let path = join(&page.folder, written)?;
        let found = self.page_at(&path).or_else(|| self.file(&path));
        // The address was decoded, and a name may hold what looks like a code: 甲%20乙.png.
        found.or_else(|| {
            if !self.has_percent {
                return None;
            }
            let mut same = self.files.iter().filter(|file| decode_percent(file) == path);
            let only = same.next().filter(|_| same.next().is_none())?;
            self.file(only)
        })
    }

    /// The page of a path, which may do without its ending.
    fn page_at(&self, path: &str) -> Option<Result<Target, Fault>> {
        [path.to_string(), format!("{path}.md")].iter().find_map(|candidate| {
            if let Some(id) = self.pages.get(candidate.as_str()) {
                return Some(Ok(Target::Page { id: *id, anchor: String::new() }));
            }
            let index = self.left_out_pages.get(candidate.as_str())?;
            Some(Err(self.left_out_fault(*index)))
        })
    }

    /// A folder named by its page, which may be called otherwise here: `甲/README.md`, `甲/index.html`.
    fn section_of(&self, path: &str) -> Option<Target> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "md"));
        let names_folder = SECTION_PAGE_NAMES.contains(&stem.to_lowercase().as_str())
            && matches!(ending, "md" | "html" | "htm");
        names_folder.then(|| self.section(folder)).flatten()
    }

    fn section(&self, folder: &str) -> Option<Target> {
        let section = self.site.sections.get(folder)?;
        Some(match section.page {
            Some(id) => Target::Page { id, anchor: String::new() },
            None => Target::Section { folder: folder.to_string() },
        })
    }

    fn by_name(&self, page: &Page, written: &str) -> Result<Target, Fault> {
        let name = written.trim();
        let mut left_out = None;
        if name.contains('/') {
            for base in ["", page.folder.as_str()] {
                let path = join(base, &format!("./{name}")).ok_or(Fault::LeavesFolder)?;
                let folder = path.trim_end_matches('/');
                if let Some(section) = self.section(folder).or_else(|| self.section_of(&path)) {
                    return Ok(section);
                }
                for candidate in [path.clone(), format!("{path}.md")] {
                    if let Some(id) = self.pages.get(candidate.as_str()) {
                        return Ok(Target::Page { id: *id, anchor: String::new() });
                    }
                    left_out = left_out.or(self.left_out_pages.get(candidate.as_str()));
                }
                if let Some(found) = self.file(&path) {
                    return found;
                }
            }
        }
        let key = fold(name.strip_suffix(".md").unwrap_or(name));
        if let Some(found) = self.wiki.get(&key) {
            let exact: Vec<PageId> =
                found.iter().copied().filter(|id| self.site.pages[*id].title == name).collect();
            let candidates: Vec<PageId> =
                if exact.is_empty() { found.iter().copied().collect() } else { exact };
            return match candidates.as_slice() {
                [only] => Ok(Target::Page { id: *only, anchor: String::new() }),
                several => Err(Fault::Ambiguous(
                    several.iter().map(|id| self.site.pages[*id].file.path.clone()).collect(),
                )),
            };
        }
        if let Some(index) = left_out.or(self.left_out_wiki.get(&key)) {
            return Err(self.left_out_fault(*index));
        }
        let file = self.file_named(page, name);
        match file {
            // Any page that was not read may have this title.
            Err(Fault::NotFound) => {
                let missing = match self.unread.may_hold_pages() {
                    true => Fault::Unread,
                    false => Fault::NotFound,
                };
                self.section_named(name).ok_or(missing)
            }
            found => found,
        }
    }

    /// The only folder of this name that has no page of its own; one that has is found by its page.
    fn section_named(&self, name: &str) -> Option<Target> {
        let wanted = fold(name);
        let mut folders = self.site.sections.keys().filter(|folder| {
            let last = folder.rsplit('/').next().unwrap_or_default();
            !last.is_empty()
                && (fold(last) == wanted || fold(strip_number_prefix(last).1) == wanted)
        });
        let only = folders.next().filter(|_| folders.next().is_none())?;
        self.section(only)
    }

    /// A file of this path, if there is one; one that the edition must not have is a fault.
    fn file(&self, path: &str) -> Option<Result<Target, Fault>> {
        if self.files.contains(path) {
            let path = path.to_string();
            return Some(Ok(Target::File { path }));
        }
        self.internal_files.contains(path).then(|| Err(Fault::InternalFile(path.to_string())))
    }

    /// A file by its name alone: beside the page first, else the only one of that name.
    fn file_named(&self, page: &Page, name: &str) -> Result<Target, Fault> {
        let beside = join(&page.folder, &format!("./{name}"));
        if let Some(found) = beside.and_then(|path| self.file(&path)) {
            return found;
        }
        let of_this_name = |path: &&&str| path.rsplit('/').next() == Some(name);
        let same_name: Vec<&&str> = self.files.iter().filter(of_this_name).collect();
        match same_name.as_slice() {
            [] => Err(match self.internal_files.iter().find(of_this_name) {
                Some(path) => Fault::InternalFile(path.to_string()),
                None => Fault::NotFound,
            }),
            [only] => Ok(Target::File { path: only.to_string() }),
            several => Err(Fault::Ambiguous(several.iter().map(|path| path.to_string()).collect())),
        }
    }

    fn left_out_fault(&self, index: usize) -> Fault {
        let page = &self.left_out[index];
        Fault::LeftOut { title: page.title.clone(), draft: page.meta.draft }
    }
}

/// The names by which `[[…]]` finds a page.
fn wiki_names(page: &Page) -> BTreeSet<String> {
    let stem = if page.is_section_page {
        page.folder.rsplit('/').next().unwrap_or_default()
    } else {
        page.stem()
    };
    [page.title.as_str(), stem, strip_number_prefix(stem).1]
        .into_iter()
        .chain(page.meta.aliases.iter().map(String::as_str).filter(|alias| is_name(alias)))
        .map(|name| fold(name.trim()))
        .filter(|name| !name.is_empty())
        .collect()
}
