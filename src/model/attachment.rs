//! Attachments and pictures: which files go into the site and which page lists them.
//! In: all files that are not Markdown, and who refers to them. Out: [`Attachment`]s with their owners.
//!
//! A file goes in only with a page that goes in: because the page refers to it, because it is named like the page
//! (`讲话.md`, `讲话-签到表.xlsx`), or because it lies beside the section's page. What only a left-out page uses stays out.
//! In the public edition a file that nothing names does not go in where it may be something internal: from a campaign's
//! folder never, and beside an internal page the author is asked. Programs, settings and what editors leave behind go in
//! only where something names them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use yanxi_reading::content_path::stem;

use super::document_page::lies_with_others;
use super::link::internal_file;
use super::page::{Page, Target};
use super::problem::{AttachmentProblem, FirstNames};
use super::{Edition, LeftOut, Site, address, file_links};
use crate::campaign::{is_record_path, is_text_among_tables};
use crate::folder::{NamedFiles, is_left_behind, is_no_material};
use crate::markdown::LinkKind;
use crate::media_type::is_picture;
use crate::own_files::is_word_document;
use yanxi_problem::{Diagnostic, Name, Place};
use yanxi_reading::OtherFile;
use yanxi_reading::content_path::{extension, file_name, folder_of, is_within, join};

/// A file of the folder that goes into the site.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Path below the content folder.
    pub path: String,
    /// Path in the site.
    pub output: String,
    pub absolute: PathBuf,
}

impl Attachment {
    /// The name its author gave it.
    pub fn name(&self) -> &str {
        file_name(&self.path)
    }
}

fn is_among_tables(site: &Site, path: &str) -> bool {
    site.campaigns.iter().any(|campaign| is_text_among_tables(&campaign.folder, path))
}

/// Whether a text may be in a form that no page is made of: older than Word 97, or a web page under a name of Word's.
fn is_old_document(path: &str) -> bool {
    ["doc", "wps"].contains(&extension(path).to_ascii_lowercase().as_str())
}

/// Who lists a file.
enum Owner {
    Pages(BTreeSet<usize>),
    Section(String),
    /// Shown where it is used, listed nowhere.
    Used,
    /// Belongs to a page that was left out, or to none.
    Nobody,
    /// Lies beside internal pages, and nothing says whose it is.
    Unclear,
}

/// Decides for every file and fills in the lists of pages and sections.
pub(super) fn assign(
    site: &mut Site,
    left_out: LeftOut<'_>,
    files: Vec<OtherFile>,
    edition: Edition,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // A page that was not read may use any file.
    let is_any_unread = left_out.unread.may_hold_pages();
    let uses = Uses::collect(site, left_out, &files, diagnostics);
    let mut unclear: BTreeMap<String, Vec<OtherFile>> = BTreeMap::new();
    let mut no_material: BTreeMap<String, Vec<OtherFile>> = BTreeMap::new();
    let mut leading: Vec<OtherFile> = Vec::new();
    for file in files {
        let name = file_name(&file.path);
        let held_back = left_out.held_back.files.contains(&file.path);
        let is_told = uses.names(&file.path) || held_back && !is_left_behind(name);
        if is_no_material(name) && !is_told {
            no_material.entry(folder_of(&file.path).to_string()).or_default().push(file);
            continue;
        }
        let owner = uses.owner(site, left_out, &file.path, edition);
        let number = site.attachments.len();
        match owner {
            Owner::Nobody => {
                if !uses.by_left_out.contains(&file.path) && !held_back && !is_any_unread {
                    let place = Place::file(&file.shown_path);
                    let problem = match is_among_tables(site, &file.path) {
                        true => AttachmentProblem::AmongTables,
                        false if is_word_document(&file.path) && lies_with_others(&file.path) => {
                            AttachmentProblem::WordAmongOthers
                        }
                        false if is_old_document(&file.path) => AttachmentProblem::OldDocument,
                        false => AttachmentProblem::UsedNowhere,
                    };
                    diagnostics.push(Diagnostic::of(place, &problem));
                }
                continue;
            }
            Owner::Unclear => {
                let folder = folder_of(&file.path).to_string();
                unclear.entry(folder).or_default().push(file);
                continue;
            }
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
            Owner::Used => {}
        }
        if edition == Edition::Public && file_links::may_lead(&file.path) {
            leading.push(file.clone());
        }
        site.attachments.push(Attachment {
            output: address::file(&file.path),
            path: file.path,
            absolute: file.absolute,
        });
    }
    diagnostics.extend(file_links::to_internal(&leading, left_out));
    if is_any_unread {
        return;
    }
    diagnostics.extend(no_material.values().filter_map(|files| of_no_material(files)));
    diagnostics.extend(unclear.values().filter_map(|files| of_unclear_owner(files)));
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
        left_out: LeftOut<'_>,
        files: &[OtherFile],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let internal: BTreeSet<&str> =
            left_out.files.iter().map(|file| file.path.as_str()).collect();
        let named_files = NamedFiles::of(files.iter().chain(left_out.files));
        let is_named_unread = |page: &Page, named: &str| {
            join(&page.folder, named).is_some_and(|path| left_out.unread.may_hold(&path))
        };
        let find = |page: &Page, named: &str| {
            named_files.find(&page.folder, campaign_of(site, page), named)
        };
        let mut uses =
            Uses { listed: BTreeMap::new(), shown: BTreeSet::new(), by_left_out: BTreeSet::new() };
        for campaign in &site.campaigns {
            // Linked from the record wherever it is shown.
            uses.shown.extend(campaign.attachments_shown());
            uses.by_left_out.extend(campaign.attachments_left_out());
            for (record, path) in campaign.attached_in_public() {
                if internal.contains(path.as_str()) {
                    let place =
                        Place { line: record.origin.line, ..Place::file(&record.origin.file) };
                    diagnostics.push(Diagnostic::of(place, &internal_file(path)));
                }
            }
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
                match find(page, named) {
                    None if is_named_unread(page, named) => {}
                    None => {
                        let problem = AttachmentProblem::Missing { named: named.into() };
                        diagnostics.push(Diagnostic::of(attachments_place(page), &problem));
                    }
                    Some(path) if internal.contains(path) => {
                        // A record's was reported with the record.
                        if !page.is_record {
                            let problem = internal_file(path);
                            diagnostics.push(Diagnostic::of(attachments_place(page), &problem));
                        }
                    }
                    Some(path) => {
                        uses.listed.entry(path.to_string()).or_default().insert(id);
                    }
                }
            }
        }
        for page in left_out.pages {
            for name in
                page.document.links.iter().map(|link| &link.target).chain(&page.meta.attachments)
            {
                uses.by_left_out.extend(find(page, name).map(str::to_string));
            }
        }
        uses
    }

    /// Whether a page or a campaign names a file.
    fn names(&self, path: &str) -> bool {
        self.listed.contains_key(path)
            || self.shown.contains(path)
            || self.by_left_out.contains(path)
    }

    fn owner(&self, site: &Site, left_out: LeftOut<'_>, path: &str, edition: Edition) -> Owner {
        if let Some(pages) = self.listed.get(path) {
            return Owner::Pages(pages.clone());
        }
        if self.shown.contains(path) {
            return Owner::Used;
        }
        if self.by_left_out.contains(path) || left_out.held_back.files.contains(path) {
            return Owner::Nobody;
        }
        let left_out = left_out.pages;
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let file_stem = stem(name);
        let named_alike = |page: &Page| {
            page.folder == folder && !page.is_section_page && is_named_after(file_stem, page.stem())
        };
        let longest_left_out =
            left_out.iter().filter(|page| named_alike(page)).map(|page| page.stem().len()).max();
        let best = site
            .pages
            .iter()
            .enumerate()
            .filter(|(_, page)| named_alike(page))
            .max_by_key(|(_, page)| page.stem().len());
        if longest_left_out > best.map(|(_, page)| page.stem().len()) {
            return Owner::Nobody;
        }
        if let Some((id, _)) = best {
            return Owner::Pages(BTreeSet::from([id]));
        }
        let beside_pages = site.sections.get(folder).is_some_and(|section| {
            section.page.is_some()
                || section
                    .members
                    .iter()
                    .any(|member| matches!(member, super::section::Member::Page(_)))
        });
        if !beside_pages {
            return Owner::Nobody;
        }
        if edition == Edition::Public {
            let of_a_campaign =
                site.campaigns.iter().any(|campaign| is_within(folder, &campaign.folder));
            if of_a_campaign {
                return Owner::Nobody;
            }
            if left_out.iter().any(|page| page.folder == folder && page.internal) {
                return Owner::Unclear;
            }
        }
        Owner::Section(folder.to_string())
    }
}

/// `讲话.docx` and `讲话-签到表.xlsx` belong to `讲话.md`, `讲话稿汇编.docx` does not.
pub(super) fn is_named_after(file_stem: &str, page_stem: &str) -> bool {
    file_stem
        .strip_prefix(page_stem)
        .is_some_and(|rest| rest.chars().next().is_none_or(|first| !first.is_alphanumeric()))
}

/// The folder of the campaign that a page stands in or is a record of, the innermost where one holds another.
fn campaign_of<'a>(site: &'a Site, page: &Page) -> Option<&'a str> {
    site.campaigns
        .iter()
        .map(|campaign| campaign.folder.as_str())
        .filter(|folder| match page.is_record {
            true => is_record_path(folder, &page.file.path),
            false => is_within(&page.folder, folder),
        })
        .max_by_key(|folder| folder.len())
}

fn attachments_place(page: &Page) -> Place {
    Place::at_line(&page.file.shown_path, &page.file.text, page.meta.attachments_line)
}

/// One message for a folder.
fn of_unclear_owner(files: &[OtherFile]) -> Option<Diagnostic> {
    let first = files.first()?;
    let problem = AttachmentProblem::OfUnclearOwner { count: files.len() };
    Some(Diagnostic::of(Place::file(&first.shown_path), &problem))
}

/// One message for a folder.
fn of_no_material(files: &[OtherFile]) -> Option<Diagnostic> {
    let first = files.first()?;
    let (folder, _) = first.shown_path.rsplit_once('/').unwrap_or((".", &first.shown_path));
    let names = files.iter().map(|file| Name::from(file_name(&file.path))).collect();
    let problem = AttachmentProblem::NoMaterial { count: files.len(), names: FirstNames(names) };
    Some(Diagnostic::of(Place::file(folder), &problem))
}
