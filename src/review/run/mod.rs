//! `yanxi review`: writes review entries into the files of a site folder, or lists what lacks one.
//! In: files and folders, who reviewed and when. Out: what was done with each file; nothing else of a file changes.

mod opened;
mod problem;
mod replacing;

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::civil::Date;

use super::{ReviewState, is_usable_name, state};
use opened::{is_at_or_below, open};
pub(super) use problem::ReviewProblem;
use problem::unusable_name;
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
}

/// What became of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handled {
    Written,
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

/// A public page that has no review for the text as it is.
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
    let mut reviewed = Reviewed { by: opened.reviewer(request.by.trim())?, ..Reviewed::default() };
    let on = request.date.unwrap_or(opened.today);
    for path in &request.paths {
        if let Err(problem) = opened.review_path(path, on, &mut reviewed) {
            reviewed.diagnostics.push(problem);
        }
    }
    Ok(reviewed)
}

/// The public pages that have no review for the text as it is; all of the site where no path is given.
pub fn list(request: &Request) -> Result<Vec<Listed>, Vec<Diagnostic>> {
    let opened = open(request)?;
    let mut chosen = Vec::new();
    for path in &request.paths {
        chosen.push(opened.below_content(path).map_err(|problem| vec![problem])?);
    }
    let texts = opened.site.pages.iter().filter(|page| !page.is_word);
    let pages = texts.filter(|page| {
        let path = page.file.path.as_str();
        (chosen.is_empty() || chosen.iter().any(|chosen| is_at_or_below(path, chosen)))
            && opened.standing(page).is_none()
    });
    Ok(pages
        .map(|page| Listed { file: page.file.shown_path.clone(), state: state(page) })
        .filter(|listed| !matches!(listed.state, ReviewState::Reviewed { .. }))
        .collect())
}
