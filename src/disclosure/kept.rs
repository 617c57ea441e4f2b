//! What was seen in pages and files, from one look through a folder to the next.
//! In: pages with their texts and files with their sizes and times, and what was found in each. Out: the same for the same.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use yanxi_reading::OtherFile;

use super::Sighting;
use super::files::{Looked, Role};
use crate::folder::{Stamp, stamp};
use crate::markdown::Document;
use crate::model::Page;

/// What was seen the last time.
#[derive(Debug, Default)]
pub struct KeptSightings {
    pub(super) pages: KeptOfPages,
    pub(super) files: KeptOfFiles,
}

#[derive(Debug, Default)]
pub(super) struct KeptOfPages {
    by_path: BTreeMap<String, OfPage>,
}

#[derive(Debug)]
struct OfPage {
    shown_path: String,
    text: Arc<str>,
    document: Arc<Document>,
    is_public: bool,
    found: Vec<Sighting>,
}

impl OfPage {
    fn is_of(&self, page: &Page, is_public: bool) -> bool {
        Arc::ptr_eq(&self.document, &page.document)
            && Arc::ptr_eq(&self.text, &page.file.text)
            && self.is_public == is_public
            && self.shown_path == page.file.shown_path
    }
}

impl KeptOfPages {
    pub(super) fn of(&self, page: &Page, is_public: bool) -> Option<Vec<Sighting>> {
        let before = self.by_path.get(&page.file.path)?;
        before.is_of(page, is_public).then(|| before.found.clone())
    }

    /// Remembers what was seen and nothing else.
    pub(super) fn renew(&mut self, seen: &[(&Page, bool, Vec<Sighting>)]) {
        let mut before = std::mem::take(&mut self.by_path);
        for (page, is_public, found) in seen {
            let path = &page.file.path;
            let (path, of_page) = match before.remove_entry(path) {
                Some((path, same)) if same.is_of(page, *is_public) => (path, same),
                _ => {
                    let of_page = OfPage {
                        shown_path: page.file.shown_path.clone(),
                        text: Arc::clone(&page.file.text),
                        document: Arc::clone(&page.document),
                        is_public: *is_public,
                        found: found.clone(),
                    };
                    (path.clone(), of_page)
                }
            };
            self.by_path.insert(path, of_page);
        }
    }
}

/// What was found in files that have neither changed their size nor their time since.
#[derive(Debug, Default)]
pub(super) struct KeptOfFiles {
    masked: bool,
    names: Vec<String>,
    by_path: BTreeMap<PathBuf, (Seen, Looked)>,
}

/// What a look into a file depends on; its size and time stand for its bytes where they tell a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    role: Role,
    path: String,
    shown_path: String,
    stamp: Stamp,
}

impl Seen {
    fn of(file: &OtherFile, role: Role) -> Seen {
        let (path, shown_path) = (file.path.clone(), file.shown_path.clone());
        Seen { role, path, shown_path, stamp: stamp(&file.absolute) }
    }
}

impl KeptOfFiles {
    /// Forgets everything where a look into a file would now find other things.
    pub(super) fn forget_if_other(&mut self, masked: bool, names: Vec<String>) {
        if self.masked != masked || self.names != names {
            *self = KeptOfFiles { masked, names, by_path: BTreeMap::new() };
        }
    }

    /// What was found before, or what looking gives now.
    pub(super) fn or(
        &self,
        file: &OtherFile,
        role: Role,
        look: impl Fn(&OtherFile) -> Looked,
    ) -> (PathBuf, Seen, Looked) {
        let seen = Seen::of(file, role);
        let before = self.by_path.get(&file.absolute);
        let known = before.filter(|(known, _)| known.stamp.is_some() && *known == seen);
        let looked = known.map_or_else(|| look(file), |(_, looked)| looked.clone());
        (file.absolute.clone(), seen, looked)
    }

    /// Remembers what was found and nothing else.
    pub(super) fn renew(&mut self, looked: &[(PathBuf, Seen, Looked)]) {
        let all = looked.iter().cloned();
        self.by_path = all.map(|(path, seen, looked)| (path, (seen, looked))).collect();
    }
}
