//! Who may see what. Pages, folders, tables of records and files get their visibility here and nowhere else; what the
//! public may see of a campaign's own things, [`yanxi_campaign::Campaign::for_public`] decides.
//! In: what pages say of themselves and, as pages of their folders, of all below. Out: what goes into an edition.

use std::collections::BTreeMap;
use yanxi_reading::content_path::stem;

use super::attachment::is_named_after;
use super::meta::Visibility;
use super::page::Page;
use super::section::parent;
use super::{Edition, Selection};
use crate::campaign::is_campaign_file;
use yanxi_reading::OtherFile;
use yanxi_reading::content_path::folder_of;

impl Page {
    /// Whether a page goes into the site.
    pub(super) fn is_in(&self, selection: Selection) -> bool {
        !self.is_unpublished
            && (selection.drafts || !self.meta.draft)
            && (selection.edition == Edition::Internal || !self.internal)
    }
}

/// What the pages of folders say of them. It holds for the folder and all below, until another page says otherwise.
#[derive(Debug, Clone, Default)]
pub(super) struct Folders {
    said: BTreeMap<String, Visibility>,
}

impl Folders {
    pub(super) fn of(pages: &[Page]) -> Self {
        let said = pages
            .iter()
            .filter(|page| page.is_section_page)
            .filter_map(|page| Some((page.folder.clone(), page.meta.visibility?)));
        Folders { said: said.collect() }
    }

    pub(super) fn is_internal(&self, folder: &str) -> bool {
        let mut folder = Some(folder);
        while let Some(current) = folder {
            if let Some(visibility) = self.said.get(current) {
                return *visibility == Visibility::Internal;
            }
            folder = parent(current);
        }
        false
    }

    /// Whether a file's folder is internal.
    pub(super) fn hold_back(&self, path: &str) -> bool {
        self.is_internal(folder_of(path))
    }

    /// Pages that say nothing of themselves are as their folder.
    pub(super) fn hand_down(&self, pages: &mut [Page]) {
        for page in pages {
            if page.meta.visibility.is_none() {
                page.internal = self.is_internal(&page.folder);
            }
        }
    }
}

/// Files of the folder that an edition may use, and those that it must not: they lie in an internal folder, bear the
/// name of an internal page, or are a roster or a plan that no campaign reads.
pub(super) fn split_files(
    files: Vec<OtherFile>,
    folders: &Folders,
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
    let is_internal = |file: &OtherFile| {
        let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
        // Of pages with like names the one with the longest name is meant.
        let named_after = by_folder
            .get(folder)
            .into_iter()
            .flatten()
            .filter(|page| is_named_after(stem(name), page.stem()))
            .max_by_key(|page| page.stem().len());
        is_campaign_file(&file.path)
            || folders.is_internal(folder)
            || named_after.is_some_and(|page| page.internal)
    };
    files.into_iter().partition(|file| !is_internal(file))
}
