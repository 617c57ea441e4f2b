//! Attachments and pictures: which files go into the site and which page lists them.
//! In: all files that are not Markdown, and who refers to them. Out: [`Attachment`]s with their owners.
//!
//! A file goes in only with a page that goes in: because the page refers to it, because it is named like the page
//! (`讲话.md`, `讲话-签到表.xlsx`), or because it lies beside the section's page. What only a left-out page uses stays out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::page::{Page, Target, stem};
use super::{Site, address};
use crate::diagnostic::{Diagnostic, Place};
use crate::language::Wording;
use crate::markdown::LinkKind;
use crate::source::OtherFile;

/// A file of the folder that goes into the site as it is.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Path below the content folder.
    pub path: String,
    /// Path in the site.
    pub output: String,
    pub absolute: PathBuf,
    pub size: u64,
}

impl Attachment {
    /// The name its author gave it.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

/// Who lists a file.
enum Owner {
    Pages(BTreeSet<usize>),
    Section(String),
    /// Shown where it is used, listed nowhere.
    Used,
    /// Belongs to a page that was left out, or to none.
    Nobody {
        beside_left_out: bool,
    },
}

/// Decides for every file and fills in the lists of pages and sections.
pub(super) fn assign(
    site: &mut Site,
    left_out: &[Page],
    files: Vec<OtherFile>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let uses = Uses::collect(site, left_out, &files, diagnostics);
    for file in files {
        let owner = uses.owner(site, left_out, &file.path);
        if let Owner::Nobody { beside_left_out } = owner {
            if beside_left_out || !uses.by_left_out.contains(&file.path) {
                diagnostics.push(used_nowhere(&file));
            }
            continue;
        }
        let number = site.attachments.len();
        match owner {
            Owner::Pages(pages) => {
                for id in pages {
                    site.pages[id].attachments.push(number);
                }
            }
            Owner::Section(folder) => match site.sections.get_mut(&folder) {
                Some(section) => match section.page {
                    Some(id) => site.pages[id].attachments.push(number),
                    None => section.attachments.push(number),
                },
                None => continue,
            },
            Owner::Used | Owner::Nobody { .. } => {}
        }
        site.attachments.push(Attachment {
            output: address::file(&file.path),
            path: file.path,
            absolute: file.absolute,
            size: file.size,
        });
    }
}

/// Which pages use which files.
struct Uses {
    /// Linked or named, so listed on these pages.
    listed: BTreeMap<String, BTreeSet<usize>>,
    /// Shown as a picture.
    shown: BTreeSet<String>,
    by_left_out: BTreeSet<String>,
}

impl Uses {
    fn collect(
        site: &Site,
        left_out: &[Page],
        files: &[OtherFile],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let known: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let mut uses = Uses {
            listed: BTreeMap::new(),
            shown: BTreeSet::new(),
            by_left_out: BTreeSet::new(),
        };
        for campaign in &site.campaigns {
            // Linked from the record wherever it is shown.
            uses.shown.extend(campaign.attachments_shown());
            uses.by_left_out.extend(campaign.attachments_left_out());
        }
        for (id, page) in site.pages.iter().enumerate() {
            for (link, target) in page.document.links.iter().zip(&page.targets) {
                let Target::File { path } = target else {
                    continue;
                };
                if matches!(link.kind, LinkKind::Image) || is_picture(path) {
                    uses.shown.insert(path.clone());
                } else {
                    uses.listed.entry(path.clone()).or_default().insert(id);
                }
            }
            for named in &page.meta.attachments {
                match find(&known, &page.folder, named) {
                    Some(path) => {
                        uses.listed.entry(path).or_default().insert(id);
                    }
                    None => diagnostics.push(missing_attachment(page, named)),
                }
            }
        }
        for page in left_out {
            for name in page
                .document
                .links
                .iter()
                .map(|link| &link.target)
                .chain(&page.meta.attachments)
            {
                uses.by_left_out.extend(find(&known, &page.folder, name));
            }
        }
        uses
    }

    fn owner(&self, site: &Site, left_out: &[Page], path: &str) -> Owner {
        if let Some(pages) = self.listed.get(path) {
            return Owner::Pages(pages.clone());
        }
        if self.shown.contains(path) {
            return Owner::Used;
        }
        if self.by_left_out.contains(path) {
            return Owner::Nobody {
                beside_left_out: false,
            };
        }
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let file_stem = stem(name);
        let named_alike = |page: &Page| {
            page.folder == folder && !page.is_section_page && is_named_after(file_stem, page.stem())
        };
        let longest_left_out = left_out
            .iter()
            .filter(|page| named_alike(page))
            .map(|page| page.stem().len())
            .max();
        let best = site
            .pages
            .iter()
            .enumerate()
            .filter(|(_, page)| named_alike(page))
            .max_by_key(|(_, page)| page.stem().len());
        if longest_left_out > best.map(|(_, page)| page.stem().len()) {
            return Owner::Nobody {
                beside_left_out: false,
            };
        }
        if let Some((id, _)) = best {
            return Owner::Pages(BTreeSet::from([id]));
        }
        let beside_left_out = left_out.iter().any(|page| page.folder == folder);
        let beside_pages = site.sections.get(folder).is_some_and(|section| {
            section.page.is_some()
                || section
                    .members
                    .iter()
                    .any(|member| matches!(member, super::section::Member::Page(_)))
        });
        if beside_pages && !beside_left_out {
            return Owner::Section(folder.to_string());
        }
        Owner::Nobody { beside_left_out }
    }
}

/// `讲话.docx` and `讲话-签到表.xlsx` belong to `讲话.md`, `讲话稿汇编.docx` does not.
fn is_named_after(file_stem: &str, page_stem: &str) -> bool {
    file_stem.strip_prefix(page_stem).is_some_and(|rest| {
        rest.chars()
            .next()
            .is_none_or(|first| !first.is_alphanumeric())
    })
}

/// A file named by a page: beside it, or from the top.
fn find(known: &BTreeSet<&str>, folder: &str, name: &str) -> Option<String> {
    let name = name.trim().trim_start_matches("./").replace('\\', "/");
    let beside = if folder.is_empty() {
        name.clone()
    } else {
        format!("{folder}/{name}")
    };
    [beside, name.trim_start_matches('/').to_string()]
        .into_iter()
        .find(|path| known.contains(path.as_str()))
}

/// Whether browsers show a file as a picture.
pub fn is_picture(path: &str) -> bool {
    let extension = path
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    matches!(
        extension.as_str(),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg" | "bmp" | "ico"
    )
}

fn missing_attachment(page: &Page, named: &str) -> Diagnostic {
    Diagnostic::error(
        "E13",
        Place::at_line(
            &page.file.shown_path,
            &page.file.text,
            page.meta.attachments_line,
        ),
        Wording::new(
            format!("没有附件“{named}”"),
            format!("there is no attachment “{named}”"),
        ),
        Wording::new(
            "把文件放到这一页旁边，或改正文件名",
            "put the file beside this page, or correct the name",
        ),
    )
}

fn used_nowhere(file: &OtherFile) -> Diagnostic {
    Diagnostic::warning(
        "R17",
        Place::file(&file.shown_path),
        Wording::new(
            "没有页面用到这个文件，没有放进网站",
            "no page uses this file; it was left out",
        ),
        Wording::new(
            "在要用的页面里写上链接，或把它放到那一页旁边",
            "link to it from a page, or put it beside that page",
        ),
    )
}
