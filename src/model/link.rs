//! Where links lead.
//! In: the links of every page, all pages and files. Out: a [`Target`] for each; what leads nowhere is reported with the
//! nearest target, what the edition leaves out is reported too.

use std::collections::{BTreeMap, BTreeSet};

use yanxi_text::fold::fold;
use yanxi_text::order::strip_number_prefix;

use super::page::{Page, Target};
use super::{LeftOut, PageId, Site};
use crate::diagnostic::{Diagnostic, Place};
use crate::language::Wording;
use crate::markdown::{Link, LinkKind};
use crate::nearest::nearest;
use crate::source::OtherFile;

/// Schemes a reader may follow out of the site.
const OUTSIDE_SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "ftp"];

/// Searching for the nearest target is worth it for so many dead links; beyond, the message does without.
const NEAREST_SEARCHES: usize = 200;

/// Everything a link can name.
struct Names<'a> {
    site: &'a Site,
    left_out: &'a [Page],
    pages: BTreeMap<&'a str, PageId>,
    left_out_pages: BTreeMap<&'a str, usize>,
    files: BTreeSet<&'a str>,
    internal_files: BTreeSet<&'a str>,
    /// Pages by folded title and file name.
    wiki: BTreeMap<String, BTreeSet<PageId>>,
    left_out_wiki: BTreeMap<String, usize>,
}

/// Resolves all links, fills in [`Page::targets`] and [`Page::linked_from`].
pub(super) fn resolve(
    site: &mut Site,
    left_out: LeftOut<'_>,
    files: &[OtherFile],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let names = Names::collect(site, left_out, files);
    let mut searches_left = NEAREST_SEARCHES;
    let mut targets_of = Vec::with_capacity(site.pages.len());
    for page in &site.pages {
        let mut targets = Vec::with_capacity(page.document.links.len());
        for link in &page.document.links {
            let target = match names.find(page, link) {
                Ok(target) => target,
                Err(problem) => {
                    diagnostics.push(names.report(page, link, problem, &mut searches_left));
                    Target::Broken
                }
            };
            targets.push(target);
        }
        targets_of.push(targets);
    }
    let mut linked_from: Vec<BTreeSet<PageId>> = vec![BTreeSet::new(); site.pages.len()];
    for (from, targets) in targets_of.iter().enumerate() {
        for target in targets {
            if let Target::Page { id, .. } = target
                && *id != from
            {
                linked_from[*id].insert(from);
            }
        }
    }
    for ((page, targets), linked_from) in site.pages.iter_mut().zip(targets_of).zip(linked_from) {
        page.targets = targets;
        page.linked_from = linked_from.into_iter().collect();
    }
}

/// What is wrong with a link.
enum Problem {
    NotFound,
    NoSuchHeading {
        page: PageId,
        heading: String,
    },
    LeftOut {
        title: String,
        draft: bool,
    },
    InternalFile(String),
    Ambiguous(Vec<String>),
    LeavesFolder,
    OfThisComputer,
    /// From a disk, browsers look for `//name` on the computer of that name.
    WithoutScheme,
    UnsafeScheme(String),
    OutsidePicture,
}

impl<'a> Names<'a> {
    fn collect(site: &'a Site, left_out: LeftOut<'a>, files: &'a [OtherFile]) -> Self {
        let paths = |files: &'a [OtherFile]| files.iter().map(|file| file.path.as_str()).collect();
        let internal_files = paths(left_out.files);
        let left_out = left_out.pages;
        let mut names = Names {
            site,
            left_out,
            internal_files,
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

    fn find(&self, page: &Page, link: &Link) -> Result<Target, Problem> {
        let written = link.target.trim().replace('\\', "/");
        if let Some(scheme) = scheme(&written) {
            return self.outside(link, &written, &scheme);
        }
        if written.starts_with("//") {
            return Err(Problem::WithoutScheme);
        }
        let (path, fragment) = written.split_once('#').unwrap_or((&written, ""));
        if path.is_empty() {
            let anchor = self.anchor(page, fragment).ok_or(Problem::NotFound)?;
            return Ok(Target::Here { anchor });
        }
        let found = match link.kind {
            LinkKind::Wiki | LinkKind::Embed => self.by_name(page, path)?,
            LinkKind::Link | LinkKind::Image => self.by_path(page, path)?,
        };
        match found {
            Target::Page { id, .. } => {
                let anchor = self.anchor(&self.site.pages[id], fragment).ok_or_else(|| {
                    Problem::NoSuchHeading {
                        page: id,
                        heading: fragment.to_string(),
                    }
                })?;
                Ok(Target::Page { id, anchor })
            }
            other => Ok(other),
        }
    }

    fn outside(&self, link: &Link, address: &str, scheme: &str) -> Result<Target, Problem> {
        if scheme.len() == 1 || scheme == "file" {
            return Err(Problem::OfThisComputer);
        }
        if !OUTSIDE_SCHEMES.contains(&scheme) {
            return Err(Problem::UnsafeScheme(scheme.to_string()));
        }
        if matches!(link.kind, LinkKind::Image | LinkKind::Embed) {
            return Err(Problem::OutsidePicture);
        }
        Ok(Target::Outside {
            address: address.to_string(),
        })
    }

    /// The identifier to jump to; empty for no fragment, `None` when there is no such heading.
    fn anchor(&self, page: &Page, fragment: &str) -> Option<String> {
        if fragment.is_empty() {
            return Some(String::new());
        }
        if fragment.starts_with("fn-") || fragment.starts_with("fnref-") {
            return Some(fragment.to_string());
        }
        let wanted = fold(fragment.trim());
        page.document
            .headings
            .iter()
            .find(|heading| {
                heading.id == fragment
                    || heading.alias == fragment
                    || fold(&heading.id) == wanted
                    || fold(&heading.text) == wanted
            })
            .map(|heading| heading.alias.clone())
    }

    fn by_path(&self, page: &Page, written: &str) -> Result<Target, Problem> {
        let path = written.split('?').next().unwrap_or(written);
        let path = join(&page.folder, path).ok_or(Problem::LeavesFolder)?;
        for candidate in [path.clone(), format!("{path}.md")] {
            if let Some(id) = self.pages.get(candidate.as_str()) {
                return Ok(Target::Page {
                    id: *id,
                    anchor: String::new(),
                });
            }
            if let Some(index) = self.left_out_pages.get(candidate.as_str()) {
                return Err(self.left_out_problem(*index));
            }
        }
        if let Some(found) = self.file(&path) {
            return found;
        }
        self.section(path.trim_end_matches('/'))
            .ok_or(Problem::NotFound)
    }

    fn section(&self, folder: &str) -> Option<Target> {
        let section = self.site.sections.get(folder)?;
        Some(match section.page {
            Some(id) => Target::Page {
                id,
                anchor: String::new(),
            },
            None => Target::Section {
                folder: folder.to_string(),
            },
        })
    }

    fn by_name(&self, page: &Page, written: &str) -> Result<Target, Problem> {
        let name = written.trim();
        if name.contains('/') {
            for base in ["", page.folder.as_str()] {
                let path = join(base, &format!("./{name}")).ok_or(Problem::LeavesFolder)?;
                for candidate in [path.clone(), format!("{path}.md")] {
                    if let Some(id) = self.pages.get(candidate.as_str()) {
                        return Ok(Target::Page {
                            id: *id,
                            anchor: String::new(),
                        });
                    }
                }
                if let Some(found) = self.file(&path) {
                    return found;
                }
            }
        }
        let key = fold(name.strip_suffix(".md").unwrap_or(name));
        if let Some(found) = self.wiki.get(&key) {
            let exact: Vec<PageId> = found
                .iter()
                .copied()
                .filter(|id| self.site.pages[*id].title == name)
                .collect();
            let candidates: Vec<PageId> = if exact.is_empty() {
                found.iter().copied().collect()
            } else {
                exact
            };
            return match candidates.as_slice() {
                [only] => Ok(Target::Page {
                    id: *only,
                    anchor: String::new(),
                }),
                several => Err(Problem::Ambiguous(
                    several
                        .iter()
                        .map(|id| self.site.pages[*id].file.path.clone())
                        .collect(),
                )),
            };
        }
        if let Some(index) = self.left_out_wiki.get(&key) {
            return Err(self.left_out_problem(*index));
        }
        self.file_named(page, name)
    }

    /// A file of this path, if there is one; one that the edition must not have is a problem.
    fn file(&self, path: &str) -> Option<Result<Target, Problem>> {
        if self.files.contains(path) {
            let path = path.to_string();
            return Some(Ok(Target::File { path }));
        }
        self.internal_files
            .contains(path)
            .then(|| Err(Problem::InternalFile(path.to_string())))
    }

    /// A file by its name alone: beside the page first, else the only one of that name.
    fn file_named(&self, page: &Page, name: &str) -> Result<Target, Problem> {
        let beside = join(&page.folder, &format!("./{name}"));
        if let Some(found) = beside.and_then(|path| self.file(&path)) {
            return found;
        }
        let of_this_name = |path: &&&str| path.rsplit('/').next() == Some(name);
        let same_name: Vec<&&str> = self.files.iter().filter(of_this_name).collect();
        match same_name.as_slice() {
            [] => Err(match self.internal_files.iter().find(of_this_name) {
                Some(path) => Problem::InternalFile(path.to_string()),
                None => Problem::NotFound,
            }),
            [only] => Ok(Target::File {
                path: only.to_string(),
            }),
            several => Err(Problem::Ambiguous(
                several.iter().map(|path| path.to_string()).collect(),
            )),
        }
    }

    fn left_out_problem(&self, index: usize) -> Problem {
        let page = &self.left_out[index];
        Problem::LeftOut {
            title: page.title.clone(),
            draft: page.meta.draft,
        }
    }

    fn report(
        &self,
        page: &Page,
        link: &Link,
        problem: Problem,
        searches_left: &mut usize,
    ) -> Diagnostic {
        let place = Place::at_line(&page.file.shown_path, &page.file.text, link.line);
        let target = &link.target;
        match problem {
            Problem::NotFound => {
                let suggestion = if *searches_left > 0 {
                    *searches_left -= 1;
                    self.nearest_target(page, link)
                } else {
                    None
                };
                let (chinese, english, remedy) = match suggestion {
                    Some(near) => (
                        format!("没有“{target}”，最接近的是“{near}”"),
                        format!("there is no “{target}”; the nearest is “{near}”"),
                        Wording::new(
                            format!("把“{target}”改成“{near}”"),
                            format!("write “{near}” for “{target}”"),
                        ),
                    ),
                    None => (
                        format!("没有“{target}”"),
                        format!("there is no “{target}”"),
                        Wording::new(
                            "改成已有的文件名，或删去这个链接",
                            "name an existing file, or remove the link",
                        ),
                    ),
                };
                Diagnostic::error("E13", place, Wording::new(chinese, english), remedy)
            }
            Problem::NoSuchHeading { page: id, heading } => {
                let there = &self.site.pages[id];
                let headings = || {
                    there
                        .document
                        .headings
                        .iter()
                        .map(|heading| heading.text.as_str())
                };
                let near = nearest(&heading, headings())
                    .or_else(|| headings().next())
                    .unwrap_or_default();
                Diagnostic::error(
                    "E13",
                    place,
                    Wording::new(
                        format!("“{}”里没有标题“{heading}”", there.title),
                        format!("“{}” has no heading “{heading}”", there.title),
                    ),
                    Wording::new(
                        format!("把 # 后面改成“{near}”，或删去 # 和后面的字"),
                        format!("after # write “{near}”, or remove it"),
                    ),
                )
            }
            Problem::LeftOut { title, draft: true } => Diagnostic::error(
                "E13",
                place,
                Wording::new(
                    format!("“{title}”还是草稿，不在网站里"),
                    format!("“{title}” is a draft and not in the site"),
                ),
                Wording::new(
                    "删去那一篇的“草稿: 是”，或删去这个链接",
                    "remove “draft: true” there, or remove the link",
                ),
            ),
            Problem::LeftOut {
                title,
                draft: false,
            } => Diagnostic::error(
                "E14",
                place,
                Wording::new(
                    format!("公开的页面引用了内部页面“{title}”"),
                    format!("a public page refers to the internal page “{title}”"),
                ),
                Wording::new(
                    "删去这个链接，或把本页也标为 公开: 内部",
                    "remove the link, or make this page internal too",
                ),
            ),
            Problem::InternalFile(path) => internal_file(place, &path),
            Problem::Ambiguous(candidates) => Diagnostic::error(
                "R10",
                place,
                Wording::new(
                    format!(
                        "“{target}”有 {} 个：{}",
                        candidates.len(),
                        candidates.join("、")
                    ),
                    format!(
                        "“{target}” may be any of {}: {}",
                        candidates.len(),
                        candidates.join(", ")
                    ),
                ),
                Wording::new(
                    format!(
                        "写出文件夹，如 [[{}]]",
                        candidates[0].trim_end_matches(".md")
                    ),
                    format!(
                        "name the folder too, such as [[{}]]",
                        candidates[0].trim_end_matches(".md")
                    ),
                ),
            ),
            Problem::LeavesFolder => Diagnostic::error(
                "E13",
                place,
                Wording::new(
                    format!("“{target}”指到资料文件夹外面去了"),
                    format!("“{target}” leads out of the folder"),
                ),
                Wording::new(
                    "把文件复制到资料文件夹里，再改链接",
                    "copy the file into the folder and link to it there",
                ),
            ),
            Problem::OfThisComputer => Diagnostic::error(
                "E13",
                place,
                Wording::new(
                    format!("“{target}”是这台电脑上的地址，别人打不开"),
                    format!("“{target}” is a path of this computer that nobody else can open"),
                ),
                Wording::new(
                    "把文件复制到这一页旁边，只写文件名",
                    "copy the file beside this page and write its name only",
                ),
            ),
            Problem::WithoutScheme => Diagnostic::error(
                "E13",
                place,
                Wording::new(
                    format!("“{target}”从U盘打开时会指到别的电脑上"),
                    format!("opened from a disk, “{target}” leads to another computer"),
                ),
                Wording::new(
                    "网址写全，如 https://www.example.com；共享文件夹里的文件，复制到这一页旁边，只写文件名",
                    "write https:// before an address; copy a file from a shared folder beside this page and write its name only",
                ),
            ),
            Problem::UnsafeScheme(scheme) => Diagnostic::error(
                "R12",
                place,
                Wording::new(
                    format!("“{scheme}:”开头的链接不安全，没有放进网站"),
                    format!("links with “{scheme}:” are not safe and were left out"),
                ),
                Wording::new(
                    "改成普通网址或文件名",
                    "write an ordinary address or a file name",
                ),
            ),
            Problem::OutsidePicture => Diagnostic::warning(
                "R14",
                place,
                Wording::new(
                    "图片在别的网站上，内网和U盘上看不到，没有放进网站",
                    "the picture lies on another site and was left out, so that nothing is fetched from outside",
                ),
                Wording::new(
                    "把图片下载到这一页旁边，只写文件名",
                    "save the picture beside this page and write its name",
                ),
            ),
        }
    }

    /// What the author may have meant, written as he would have to write it.
    fn nearest_target(&self, page: &Page, link: &Link) -> Option<String> {
        let written = link.target.replace('\\', "/");
        let written = written.split('#').next().unwrap_or_default();
        let name = written.rsplit('/').next().filter(|name| !name.is_empty())?;
        if matches!(link.kind, LinkKind::Wiki) {
            return nearest(name, self.site.pages.iter().map(|page| page.title.as_str()))
                .map(str::to_string);
        }
        let paths: Vec<&str> = self
            .pages
            .keys()
            .copied()
            .chain(self.files.iter().copied())
            .collect();
        let near = nearest(
            name,
            paths
                .iter()
                .map(|path| path.rsplit('/').next().unwrap_or(path)),
        )?;
        paths
            .iter()
            .filter(|path| path.rsplit('/').next() == Some(near))
            .map(|path| relative(&page.folder, path))
            .min_by_key(String::len)
    }
}

/// Something public uses a file that is internal.
pub(super) fn internal_file(place: Place, path: &str) -> Diagnostic {
    let name = path.rsplit('/').next().unwrap_or(path);
    Diagnostic::error(
        "E14",
        place,
        Wording::new(
            format!("公开的内容用了内部文件“{name}”"),
            format!("something public uses the internal file “{name}”"),
        ),
        Wording::new(
            "这个文件在内部文件夹里，或者跟着一篇内部页面，或者是名册、计划；不能公开就删去这里的链接，能公开就把它移到公开的文件夹、改个名字",
            "it lies in an internal folder, bears the name of an internal page, or is a roster or plan; remove the reference here, or, if it may go out, move it to a public folder under another name",
        ),
    )
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
        .map(|name| fold(name.trim()))
        .filter(|name| !name.is_empty())
        .collect()
}

/// The scheme of an address, lower case; a Chinese name with a colon has none.
fn scheme(address: &str) -> Option<String> {
    let compact: String = address
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect();
    let (before, _) = compact.split_once(':')?;
    let scheme = !before.is_empty()
        && before.starts_with(|character: char| character.is_ascii_alphabetic())
        && before.chars().all(|character| {
            character.is_ascii_alphanumeric() || matches!(character, '+' | '-' | '.')
        });
    scheme.then(|| before.to_ascii_lowercase())
}

/// Joins a link to the folder it stands in; a leading `/` counts from the top. `None` when it leads out.
fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = match path.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// A path as seen from a folder, both from the top.
pub fn relative(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let shared = from
        .iter()
        .zip(&to[..to.len().saturating_sub(1)])
        .take_while(|(a, b)| a == b)
        .count();
    let mut parts = vec![".."; from.len() - shared];
    parts.extend(&to[shared..]);
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_join_and_relate() {
        assert_eq!(
            join("资料/一", "../二/a.md").as_deref(),
            Some("资料/二/a.md")
        );
        assert_eq!(join("资料", "/a.md").as_deref(), Some("a.md"));
        assert_eq!(join("资料", "../../a.md"), None);
        assert_eq!(relative("资料/一", "资料/二/a.md"), "../二/a.md");
        assert_eq!(relative("", "a.md"), "a.md");
        assert_eq!(relative("资料", "资料/a.md"), "a.md");
    }

    #[test]
    fn schemes_hide_behind_spaces_but_chinese_names_have_none() {
        assert_eq!(scheme("java\tscript:x").as_deref(), Some("javascript"));
        assert_eq!(scheme("通知:一.md"), None);
        assert_eq!(scheme("a/b:c.md"), None);
    }

    #[test]
    fn no_spelling_of_a_scheme_passes_for_one_that_readers_may_follow() {
        for address in [
            "javascript:x()",
            "JaVaScRiPt:x()",
            " javascript:x()",
            "java\tscript:x()",
            "java\nscript:x()",
            "java\u{a0}script:x()",
            "vbscript:x",
            "data:text/html,x",
            "view-source:http://example.com",
            "ms-word:ofe|u|x",
            "file:///etc/passwd",
            "C:\\a.docx",
            "blob:x",
        ] {
            let scheme = scheme(address).expect("a scheme");
            assert!(!OUTSIDE_SCHEMES.contains(&scheme.as_str()), "{address}");
        }
        // Behind what has no width there is none for a browser either: it is the name of a file that is not there.
        for address in [
            "java\u{200b}script:x()",
            "\u{feff}javascript:x()",
            "jаvascript:x()",
        ] {
            assert_eq!(scheme(address), None, "{address:?}");
        }
    }
}
