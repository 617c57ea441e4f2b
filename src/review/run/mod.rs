//! `yanxi review`: writes review entries into the files of a site folder, or lists what lacks one.
//! In: files and folders, who reviewed and when. Out: what was done with each file; nothing else of a file changes.

mod files;
mod lifting;
mod opened;
mod problem;
mod replacing;

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::civil::Date;

use super::{ReviewState, is_usable_name, state, state_of_file};
use opened::{is_at_or_below, open};
use problem::unusable_name;
pub(super) use problem::{Refused, ReviewProblem};
use yanxi_problem::Diagnostic;

/// Whom the command writes down, and where.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The site's folder; found above the first path where it is not given.
    pub folder: Option<PathBuf>,
    pub paths: Vec<PathBuf>,
    /// Name or id.
    pub by: String,
    /// Overrides what stands for today.
    pub date: Option<Date>,
    /// Says of one file that something in it is none, instead of reviewing it.
    pub lift: Option<Lift>,
}

/// What an entry says to be none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lift {
    /// The marks inside a page's text.
    Marks,
    /// A number or an address, by its mask, and why.
    Number { mask: String, reason: String },
}

/// What became of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handled {
    Written,
    /// 保密审查 was written.
    MarksLifted,
    /// 核对 was written.
    NumberLifted,
    /// It has an entry for the text as it is, and lies in a folder that was given, so the entry stays.
    AlreadyReviewed,
    Internal,
    Draft,
    /// A record that says that it goes into no edition.
    NotPublished,
    /// A record whose 状态 says something else.
    NotApproved(&'static str),
    /// A record with errors.
    Faulty,
    /// Its rows are approved by their own columns.
    Table,
}

/// What the command did.
#[derive(Debug, Default)]
pub struct Reviewed {
    /// As it was written: the roster's id where it knows the name.
    pub by: String,
    /// By path below the site folder.
    pub files: BTreeMap<String, Handled>,
    pub diagnostics: Vec<Diagnostic>,
}

/// A public page or file that has no review as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub file: String,
    pub state: ReviewState,
}

/// Writes the entries.
pub fn run(request: &Request) -> Result<Reviewed, Vec<Diagnostic>> {
    if !is_usable_name(&request.by) {
        return Err(vec![unusable_name(&request.by)]);
    }
    let opened = open(request)?;
    let on = request.date.unwrap_or(opened.today);
    if let Some(lift) = &request.lift {
        return lifting::lift(&opened, request, lift, on);
    }
    let mut reviewed = Reviewed { by: opened.reviewer(request.by.trim())?, ..Reviewed::default() };
    let mut paths = Vec::new();
    for path in &request.paths {
        match opened.review_pages(path, on, &mut reviewed) {
            Ok(found) => paths.push((path, found)),
            Err(problem) => reviewed.diagnostics.push(problem),
        }
    }
    // A record that was just approved brings its attachments along.
    let written = reviewed.files.values().any(|handled| *handled == Handled::Written);
    let opened = if written { open(request)? } else { opened };
    files::review(&opened, &paths, on, &mut reviewed);
    Ok(reviewed)
}

/// The public pages and files that have no review as they are; all of the site where no path is given.
pub fn list(request: &Request) -> Result<Vec<Listed>, Vec<Diagnostic>> {
    let opened = open(request)?;
    let mut chosen = Vec::new();
    for path in &request.paths {
        chosen.push(opened.below_content(path).map_err(|problem| vec![problem])?);
    }
    let is_chosen =
        |path: &str| chosen.is_empty() || chosen.iter().any(|chosen| is_at_or_below(path, chosen));
    let pages = opened
        .site
        .pages
        .iter()
        .filter(|page| {
            !page.is_document && is_chosen(&page.file.path) && opened.standing(page).is_none()
        })
        .map(|page| Listed { file: page.file.shown_path.clone(), state: state(page) });
    let files = opened.public_files.iter().filter(|file| is_chosen(&file.path)).map(|file| {
        let shown = opened.shown(file);
        let state = state_of_file(&opened.reading.vouched, &shown, &file.absolute);
        Listed { file: shown, state }
    });
    Ok(pages
        .chain(files)
        .filter(|listed| !matches!(listed.state, ReviewState::Reviewed { .. }))
        .collect())
}
