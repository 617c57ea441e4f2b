//! A site folder opened for review, with its pages, its campaigns and its roster.
//! In: the command's request. Out: [`Opened`]: which pages a path names, how each stands, and entries written.

use crate::own_files::SETTINGS;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use yanxi_campaign::Record;
use yanxi_campaign::record::Review;

use super::problem::{cannot_replace, outside, refused, several_of_that_name};
use super::replacing::replace;
use super::{Handled, Request, Reviewed};
use crate::campaign::{self, PLAN_FILES};
use crate::config::Config;
use crate::folder::{self, Layout};
use crate::model::page::Page;
use crate::model::{self, Edition, Reading, Selection, Site};
use crate::review::{FileForReview, ReviewState, edit, files_for_review, is_usable_name, state};
use yanxi_problem::Diagnostic;
use yanxi_reading::cannot_read;

/// What an entry makes of a file's bytes.
type Edit<'a> = dyn Fn(&[u8]) -> Result<Vec<u8>, edit::Refusal> + 'a;

/// A site folder, understood with everything that lies in it.
pub(super) struct Opened {
    pub(super) layout: Layout,
    pub(super) config: Config,
    pub(super) reading: Reading,
    pub(super) site: Site,
    pub(super) public_files: Vec<FileForReview>,
    /// Registers and ledgers by path below the content folder, as shown.
    tables: BTreeMap<String, String>,
    pub(super) today: Date,
}

pub(super) fn open(request: &Request) -> Result<Opened, Vec<Diagnostic>> {
    for path in &request.paths {
        if let Err(error) = fs::metadata(path) {
            return Err(vec![cannot_read(&path.display().to_string(), &error)]);
        }
    }
    let folder = site_folder(request);
    let layout = Layout::of(&folder);
    let config =
        crate::config::site::read_config(&layout.site).map_err(|(_, problems)| problems)?;
    let today = crate::config::site::today(&layout.site, None)?;
    let sources = folder::load(&layout, &[]);
    if sources.unread.is_refused() {
        return Err(sources.diagnostics);
    }
    let campaigns = campaign::folders(&sources.files);
    let tables: BTreeMap<String, String> = sources
        .files
        .iter()
        .filter(|file| {
            campaigns.iter().any(|folder| campaign::is_record_table_path(folder, &file.path))
        })
        .map(|file| (file.path.clone(), file.shown_path.clone()))
        .collect();
    let everything = Selection { edition: Edition::Internal, drafts: true };
    let reading = model::read(sources, &config, &layout.content_prefix, today);
    let public = Selection { edition: Edition::Public, drafts: false };
    let (site, public) = rayon::join(
        || model::understand(&reading, &config, everything, "", today).site,
        || model::understand(&reading, &config, public, "", today).site,
    );
    let public_files = files_for_review(&public, &reading);
    Ok(Opened { layout, config, reading, site, public_files, tables, today })
}

/// The folder given, else the nearest one above with settings, else the folder that holds the campaign, else the path.
fn site_folder(request: &Request) -> PathBuf {
    if let Some(folder) = &request.folder {
        return folder.clone();
    }
    let Some(first) = request.paths.first() else {
        return PathBuf::from(".");
    };
    let first = first.canonicalize().unwrap_or_else(|_| first.clone());
    let of_settings = first.ancestors().find(|folder| folder.join(SETTINGS).is_file());
    let of_campaign = || {
        let campaign = first
            .ancestors()
            .find(|folder| PLAN_FILES.iter().any(|name| folder.join(name).is_file()))?;
        (campaign != first).then_some(campaign)
    };
    let itself = || {
        if first.is_dir() { Some(first.as_path()) } else { first.parent() }
    };
    of_settings.or_else(of_campaign).or_else(itself).unwrap_or(&first).to_path_buf()
}

impl Opened {
    /// The roster's id where it knows the name; who is in no roster is written down by name.
    pub(super) fn reviewer(&self, by: &str) -> Result<String, Vec<Diagnostic>> {
        let people =
            || self.site.campaigns.iter().flat_map(|campaign| &campaign.campaign.roster.people);
        if people().any(|person| person.id == by) {
            return Ok(by.to_string());
        }
        let same_name: BTreeMap<&str, &str> = people()
            .filter(|person| person.name == by)
            .map(|person| (person.id.as_str(), person.unit.as_str()))
            .collect();
        let ids: Vec<&str> = same_name.keys().copied().collect();
        match ids.as_slice() {
            [] => Ok(by.to_string()),
            [only] if is_usable_name(only) => Ok((*only).to_string()),
            [_] => Ok(by.to_string()),
            several => Err(vec![several_of_that_name(by, several)]),
        }
    }

    /// A path as it is called below the content folder; the folder itself is empty.
    pub(super) fn below_content(&self, path: &Path) -> Result<String, Diagnostic> {
        let shown = path.display().to_string();
        let absolute = folder::resolved(path).map_err(|error| cannot_read(&shown, &error))?;
        let canonical = |folder: &Path| folder.canonicalize().unwrap_or_else(|_| folder.into());
        let (site, content) = (canonical(&self.layout.site), canonical(&self.layout.content));
        if absolute == site {
            return Ok(String::new());
        }
        let relative = absolute.strip_prefix(&content).map_err(|_| outside(&shown))?;
        let parts: Vec<_> =
            relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        Ok(parts.join("/"))
    }

    /// A file's path as shown.
    pub(super) fn shown(&self, file: &FileForReview) -> String {
        format!("{}{}", self.layout.content_prefix, file.path)
    }

    /// Reviews the pages that a path names; whether there were any.
    pub(super) fn review_pages(
        &self,
        path: &Path,
        on: Date,
        reviewed: &mut Reviewed,
    ) -> Result<bool, Diagnostic> {
        let below = self.below_content(path)?;
        let is_file = path.is_file();
        let mut found = false;
        // Nothing can be written above the text of a Word document.
        for page in self.site.pages.iter().filter(|page| !page.is_document) {
            if !is_at_or_below(&page.file.path, &below) {
                continue;
            }
            found = true;
            let handled = match self.standing(page) {
                Some(skipped) => skipped,
                None if !is_file && matches!(state(page), ReviewState::Reviewed { .. }) => {
                    Handled::AlreadyReviewed
                }
                None => match self.write(page, &reviewed.by, on) {
                    Ok(()) => Handled::Written,
                    Err(problem) => {
                        reviewed.diagnostics.push(*problem);
                        continue;
                    }
                },
            };
            reviewed.files.insert(page.file.shown_path.clone(), handled);
        }
        for (table, shown) in &self.tables {
            if is_at_or_below(table, &below) {
                found = true;
                reviewed.files.insert(shown.clone(), Handled::Table);
            }
        }
        if is_file && !found && folder::is_markdown(&below) {
            let shown = format!("{}{below}", self.layout.content_prefix);
            reviewed.files.insert(shown, Handled::NotPublished);
            found = true;
        }
        Ok(found)
    }

    /// Why a page needs no review, or cannot have one now; nothing for a page that needs one.
    pub(super) fn standing(&self, page: &Page) -> Option<Handled> {
        if page.meta.draft && !page.is_record {
            return Some(Handled::Draft);
        }
        if !page.awaits_approval {
            return page.internal.then_some(Handled::Internal);
        }
        let record = self.record_of(page)?;
        let says_otherwise = page.record_entries.iter().any(|entry| {
            ["status", "状态", "draft", "草稿"].contains(&entry.key.to_lowercase().as_str())
                && entry.value.as_text().is_none_or(|text| !text.is_empty())
        });
        if record.is_faulty() {
            return Some(Handled::Faulty);
        }
        // Without a status the review is what approves a record.
        (record.review != Review::Approved && says_otherwise)
            .then(|| Handled::NotApproved(record.review.chinese()))
    }

    fn record_of(&self, page: &Page) -> Option<&Record> {
        self.site
            .campaigns
            .iter()
            .flat_map(|campaign| &campaign.campaign.records)
            .find(|record| record.page.as_deref() == Some(page.file.path.as_str()))
    }

    fn write(&self, page: &Page, by: &str, on: Date) -> Result<(), Box<Diagnostic>> {
        self.rewrite(page, &|bytes| edit::with_entry(bytes, by, on))
    }

    /// Puts an entry into a page's file.
    pub(super) fn rewrite(&self, page: &Page, edited: &Edit<'_>) -> Result<(), Box<Diagnostic>> {
        let shown = &page.file.shown_path;
        let path = self.layout.content.join(&page.file.path);
        let bytes = fs::read(&path).map_err(|error| cannot_read(shown, &error))?;
        let new = edited(&bytes).map_err(|refusal| refused(page, &refusal))?;
        replace(&path, &bytes, &new).map_err(|error| cannot_replace(shown, &error))?;
        Ok(())
    }
}

/// Whether a path is the one given or lies below it.
pub(super) fn is_at_or_below(path: &str, chosen: &str) -> bool {
    chosen.is_empty()
        || path.strip_prefix(chosen).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
