//! Pages from one reading of a folder to the next.
//! In: pages as they were read from their files. Out: the same page for the same text read in the same way.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::page::{How, Page};
use crate::folder::MarkdownFile;
use yanxi_problem::Diagnostic;

/// What was read the last time, by path.
#[derive(Debug, Default)]
pub struct KeptPages {
    allow_raw_html: bool,
    home_title: Option<String>,
    read: BTreeMap<String, (Page, Vec<Diagnostic>)>,
}

impl KeptPages {
    /// What was read before from this text, or what reading gives now.
    pub(super) fn or(
        &self,
        file: MarkdownFile,
        how: How<'_>,
        read: impl Fn(MarkdownFile, How<'_>) -> (Page, Vec<Diagnostic>),
    ) -> (Page, Vec<Diagnostic>) {
        let is_read_alike = how.allow_raw_html == self.allow_raw_html
            && how.home_title == self.home_title.as_deref();
        let before = self.read.get(&file.path).filter(|_| is_read_alike);
        match before {
            Some((page, problems)) if is_of(page, &file, how) => (page.clone(), problems.clone()),
            _ => read(file, how),
        }
    }

    /// Remembers what was read and nothing else.
    pub(super) fn renew(
        &mut self,
        read: &[(Page, Vec<Diagnostic>)],
        allow_raw_html: bool,
        home_title: Option<&str>,
    ) {
        (self.allow_raw_html, self.home_title) = (allow_raw_html, home_title.map(str::to_string));
        let present: BTreeSet<&str> = read.iter().map(|(page, _)| &*page.file.path).collect();
        self.read.retain(|path, _| present.contains(path.as_str()));
        for (page, problems) in read {
            let before = self.read.get(&page.file.path);
            if !before.is_some_and(|(before, _)| Arc::ptr_eq(&before.document, &page.document)) {
                self.read.insert(page.file.path.clone(), (page.clone(), problems.clone()));
            }
        }
    }
}

fn is_of(page: &Page, file: &MarkdownFile, how: How<'_>) -> bool {
    let is_same = Arc::ptr_eq(&page.file.text, &file.text) || page.file.text == file.text;
    is_same && page.file.shown_path == file.shown_path && page.is_record == how.is_record
}
