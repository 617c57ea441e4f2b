//! Finds the files that records name as attached.
//! In: the files of the content folder. Out: the file meant by a name typed into a cell or above a text.

use std::collections::{BTreeMap, BTreeSet};

use crate::content_path::folder_of;
use crate::source::OtherFile;

/// Files by path, and by name below the campaign's folder.
pub(super) struct Files<'a> {
    folder: &'a str,
    paths: BTreeSet<&'a str>,
    by_name: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Files<'a> {
    pub(super) fn of(folder: &'a str, files: &'a [OtherFile]) -> Self {
        let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let below = files
            .iter()
            .filter(|file| super::path_below(folder, &file.path).is_some());
        for file in below {
            let name = file.path.rsplit('/').next().unwrap_or_default();
            by_name.entry(name).or_default().push(&file.path);
        }
        Files {
            folder,
            paths: files.iter().map(|file| file.path.as_str()).collect(),
            by_name,
        }
    }

    /// The file meant in `from`: beside it, below the campaign's folder, below the content folder, or the only one of
    /// its name in the campaign.
    pub(super) fn find(&self, from: &str, named: &str) -> Option<&'a str> {
        let named = named.trim().replace('\\', "/");
        let named = named.trim_start_matches("./");
        let candidates = [folder_of(from), self.folder, ""]
            .map(|folder| normal(&format!("{folder}/{}", named.trim_start_matches('/'))));
        for candidate in candidates.into_iter().flatten() {
            if let Some(path) = self.paths.get(candidate.as_str()) {
                return Some(path);
            }
        }
        match self.by_name.get(named).map(Vec::as_slice) {
            Some([only]) => Some(only),
            _ => None,
        }
    }
}

/// A path without `.` and `..`; nothing where it leads out of the content folder.
fn normal(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
