//! Who may see what. Pages, folders, tables of records and files get their visibility here and nowhere else; what the
//! public may see of a campaign's own things, [`yanxi_campaign::Campaign::for_public`] decides.
//! In: what pages say of themselves and, as pages of their folders, of all below. Out: what goes into an edition.

use std::collections::{BTreeMap, BTreeSet};
use yanxi_reading::content_path::stem;

use super::attachment::is_named_after;
use super::meta::Visibility;
use super::page::Page;
use super::section::parent;
use super::{Edition, HeldBack, Selection};
use crate::internal_words::is_said_by_name;
use yanxi_reading::OtherFile;
use yanxi_reading::content_path::{file_name, folder_of, is_within};

impl Page {
    /// Whether a page goes into the site.
    pub(super) fn is_in(&self, selection: Selection) -> bool {
        !self.is_unpublished
            && (selection.drafts || !self.meta.draft)
            && (selection.edition == Edition::Internal || !self.internal)
    }
}

/// What the pages of folders say of them, else their names. It holds for the folder and all below, until another page
/// says otherwise.
#[derive(Debug, Clone, Default)]
pub(super) struct Folders {
    said: BTreeMap<String, Visibility>,
    /// Internal whatever a page says.
    held_back: BTreeSet<String>,
}

impl Folders {
    pub(super) fn of(pages: &[Page]) -> Self {
        let said = pages
            .iter()
            .filter(|page| page.is_section_page)
            .filter_map(|page| Some((page.folder.clone(), page.meta.visibility?)));
        Folders { said: said.collect(), held_back: BTreeSet::new() }
    }

    /// Whatever their pages say, these folders are internal, and so is all below.
    pub(super) fn hold_back_folders(&mut self, folders: &BTreeSet<String>, pages: &mut [Page]) {
        self.held_back.extend(folders.iter().cloned());
        for page in pages.iter_mut().filter(|page| self.is_held_back(&page.folder)) {
            page.internal = true;
        }
    }

    fn is_held_back(&self, folder: &str) -> bool {
        self.held_back.iter().any(|held| is_within(folder, held))
    }

    pub(super) fn is_internal(&self, folder: &str) -> bool {
        if self.is_held_back(folder) {
            return true;
        }
        let mut folder = Some(folder);
        while let Some(current) = folder {
            if let Some(visibility) = self.said.get(current) {
                return *visibility == Visibility::Internal;
            }
            if is_said_by_name(file_name(current)) {
                return true;
            }
            folder = parent(current);
        }
        false
    }

    /// Whether a file is internal by its folder or its name.
    pub(super) fn hold_back(&self, path: &str) -> bool {
        self.is_internal(folder_of(path)) || is_said_by_name(stem(file_name(path)))
    }

    /// Pages that say nothing of themselves are as their folder.
    pub(super) fn hand_down(&self, pages: &mut [Page]) {
        for page in pages {
            if page.meta.visibility.is_none() {
                page.internal |= self.is_internal(&page.folder);
            }
        }
    }
}

/// Files of the folder that an edition may use, and those that it must not: they lie in an internal folder, bear the
/// name of an internal page, say in their own name that they are internal, or are held back for what they are.
pub(super) fn split_files(
    files: Vec<OtherFile>,
    folders: &Folders,
    held_back: &HeldBack,
    pages: &[Page],
    edition: Edition,
) -> (Vec<OtherFile>, Vec<OtherFile>) {
    if edition == Edition::Internal {
        return (files, Vec::new());
    }
    let mut by_folder: BTreeMap<&str, Vec<&Page>> = BTreeMap::new();
    for page in pages.iter().filter(|page| !page.is_section_page) {
        by_folder.entry(&page.folder).or_default().push(page);
    }
    let concealing: BTreeSet<&str> =
        pages.iter().filter(|page| page.conceals).map(|page| page.file.path.as_str()).collect();
    let is_internal = |file: &OtherFile| {
        let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
        // Of pages with like names the one with the longest name is meant.
        let named_after = by_folder
            .get(folder)
            .into_iter()
            .flatten()
            .filter(|page| is_named_after(stem(name), page.stem()))
            .max_by_key(|page| page.stem().len());
        held_back.files.contains(&file.path)
            || concealing.contains(file.path.as_str())
            || folders.hold_back(&file.path)
            || named_after.is_some_and(|page| page.internal)
    };
    files.into_iter().partition(|file| !is_internal(file))
}
