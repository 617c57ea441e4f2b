//! Files that go into the public edition: their reviews stand in 审核.csv at the site's root.
//! In: the site opened, paths, who and when. Out: rows written, and what became of each file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::opened::{Opened, is_at_or_below};
use super::problem::{cannot_replace, not_published};
use super::replacing::write;
use super::{Handled, Reviewed};
use crate::entries::{self, FileReview, REVIEWS, Rows, hash_of_file, read_reviews};
use crate::review::{ReviewState, state_of_file};
use yanxi_problem::{Diagnostic, Place, Severity};
use yanxi_reading::cannot_read;

/// Reviews the files at the paths; each path comes with whether it named pages.
pub(super) fn review(
    opened: &Opened,
    paths: &[(&PathBuf, bool)],
    on: Date,
    reviewed: &mut Reviewed,
) {
    let mut new: BTreeMap<String, FileReview> = BTreeMap::new();
    for (path, names_pages) in paths {
        match of_path(opened, path, *names_pages, reviewed) {
            Ok(found) => new.extend(found.into_iter().map(|(file, hash)| {
                let by = reviewed.by.clone();
                let place = Place::file(REVIEWS);
                (file.clone(), FileReview { file, by, on: Some(on), hash, place })
            })),
            Err(problem) => reviewed.diagnostics.push(problem),
        }
    }
    if new.is_empty() {
        return;
    }
    let written = new.keys().cloned().collect::<Vec<_>>();
    match add(opened, new) {
        Ok(()) => {
            reviewed.files.extend(written.into_iter().map(|file| (file, Handled::Written)));
        }
        Err(problems) => reviewed.diagnostics.extend(problems),
    }
}

/// The files to write down, each with its hash.
fn of_path(
    opened: &Opened,
    path: &Path,
    names_pages: bool,
    reviewed: &mut Reviewed,
) -> Result<Vec<(String, String)>, Diagnostic> {
    let below = opened.below_content(path)?;
    let is_file = path.is_file();
    let mut found = Vec::new();
    let mut any = false;
    for file in opened.public_files.iter().filter(|file| is_at_or_below(&file.path, &below)) {
        any = true;
        let shown = opened.shown(file);
        let state = state_of_file(&opened.reading.vouched, &shown, &file.absolute);
        if !is_file && matches!(state, ReviewState::Reviewed { .. }) {
            reviewed.files.insert(shown, Handled::AlreadyReviewed);
            continue;
        }
        let hash = hash_of_file(&file.absolute).map_err(|error| cannot_read(&shown, &error))?;
        found.push((shown, hash));
    }
    if is_file && !any && !names_pages {
        return Err(not_published(&path.display().to_string()));
    }
    Ok(found)
}

/// Puts rows into the table; those of other files stay.
fn add(opened: &Opened, mut new: BTreeMap<String, FileReview>) -> Result<(), Vec<Diagnostic>> {
    let path = opened.layout.site.join(REVIEWS);
    let old = entries::table_at(&path).map_err(|error| vec![cannot_read(REVIEWS, &error)])?;
    let mut rows = Vec::new();
    let mut kept = None;
    if let Some(bytes) = &old {
        let (read, problems) = read_reviews(bytes);
        // Rows that cannot be read would be lost.
        if problems.iter().any(|problem| problem.severity == Severity::Error) {
            return Err(problems);
        }
        let added: Vec<FileReview> = new.values().cloned().collect();
        kept = Rows::of_reviews(&added).put_into(bytes, &["文件"], &opened.layout.content_prefix);
        rows = read;
    }
    rows.retain(|row| !new.contains_key(&row.file) && !is_below_content(opened, row, &new));
    rows.extend(std::mem::take(&mut new).into_values());
    rows.sort_by(|a, b| a.file.cmp(&b.file));
    let bytes = kept.unwrap_or_else(|| Rows::of_reviews(&rows).to_bytes());
    write(&path, old.as_deref(), &bytes).map_err(|error| vec![cannot_replace(REVIEWS, &error)])
}

/// A row that names its file from the content folder on, and has a new one.
fn is_below_content(opened: &Opened, row: &FileReview, new: &BTreeMap<String, FileReview>) -> bool {
    new.contains_key(&format!("{}{}", opened.layout.content_prefix, row.file))
}
