//! Review before publishing: who looked through a page or file, when, and whether it is still the same.
//! In: pages of the understood site, or files of its folder. Out: [`state`] of each, and entries written above the texts
//! and into the tables at the site's root ([`fn@run`]).

mod edit;
mod run;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::entries::hash_of_file;
use crate::model::page::Page;
use crate::model::{Reading, Site, Vouched};
use yanxi_reading::front_matter;

pub use crate::entries::hash_of_text as hash;
pub use crate::review_entry::{ReviewEntry, is_key, is_usable_name};
pub use run::{Handled, Lift, Listed, Request, Reviewed, list, run};

/// How a page stands with its review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReviewState {
    /// No entry, or one that does not say who, when and of what text.
    Unreviewed,
    /// The text is another one than that of its entry.
    Changed,
    Reviewed {
        by: String,
        on: Date,
        hash: String,
    },
}

/// How a page stands with its review.
pub fn state(page: &Page) -> ReviewState {
    state_of(&page.file.text)
}

/// How a text (lines ending in `\n`, no byte-order mark) stands with its review.
pub fn state_of(text: &str) -> ReviewState {
    let Some((entry, _)) = entry_of(text) else {
        return ReviewState::Unreviewed;
    };
    if !entry.is_complete() {
        return ReviewState::Unreviewed;
    }
    match entry.on {
        Some(on) if entry.hash == hash(text) => {
            ReviewState::Reviewed { by: entry.by, on, hash: entry.hash }
        }
        _ => ReviewState::Changed,
    }
}

/// How a file that goes into the site stands with its review, by its path as shown.
pub fn state_of_file(vouched: &Vouched, shown: &str, absolute: &Path) -> ReviewState {
    let Some(row) = vouched.review_of(shown).filter(|row| row.is_complete()) else {
        return ReviewState::Unreviewed;
    };
    match (row.on, hash_of_file(absolute)) {
        (Some(on), Ok(hash)) if hash == row.hash => {
            ReviewState::Reviewed { by: row.by.clone(), on, hash }
        }
        _ => ReviewState::Changed,
    }
}

/// A file of which something goes into the public edition.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileForReview {
    /// Path below the content folder.
    pub path: String,
    pub absolute: PathBuf,
}

/// The files that are reviewed whole, by path: attachments, and the documents of Word pages, also where the document
/// conceals something and only its text goes out.
pub fn files_for_review(public: &Site, reading: &Reading) -> Vec<FileForReview> {
    let concealing: BTreeSet<&str> = public
        .pages
        .iter()
        .filter(|page| page.is_document && page.conceals)
        .map(|page| page.file.path.as_str())
        .collect();
    let documents = reading.files.iter().filter(|file| concealing.contains(file.path.as_str()));
    let documents = documents.map(|file| (&file.path, &file.absolute));
    let attachments = public.attachments.iter().map(|file| (&file.path, &file.absolute));
    let files: BTreeSet<FileForReview> = attachments
        .chain(documents)
        .map(|(path, absolute)| FileForReview { path: path.clone(), absolute: absolute.clone() })
        .collect();
    files.into_iter().collect()
}

/// The review entry above a text and its line, from 1; two of them count as none.
pub fn entry_of(text: &str) -> Option<(ReviewEntry, usize)> {
    let front_matter = front_matter::read("", text);
    let mut entries = front_matter.entries.iter().filter(|entry| is_key(&entry.key));
    let (entry, second) = (entries.next()?, entries.next());
    if second.is_some() {
        return None;
    }
    Some((ReviewEntry::of_value(&entry.value)?, entry.line))
}

/// Every problem of this folder, for the catalogue.
pub fn problems() -> Vec<yanxi_problem::Entry> {
    let written = yanxi_problem::problems::<run::ReviewProblem>();
    [written, yanxi_problem::problems::<run::Refused>()].concat()
}

#[cfg(test)]
mod tests;
