//! Files that rows of 审核.csv and 核对.csv name.
//! In: the folder, rows. Out: their paths as shown; rows judged against what the files hold.

use std::collections::BTreeMap;

use super::numbers::{judge, numbers_of_file, numbers_of_page};
use super::{Fault, Folder, Statement};
use crate::entries::{CheckedNumber, CheckedRow, hash, hash_of_text};
use crate::model::Page;
use yanxi_attachments::LARGEST_FILE;
use yanxi_problem::{Name, Place};
use yanxi_reading::OtherFile;

/// Pages and files by path as shown.
pub(super) struct Files<'a> {
    files: BTreeMap<&'a str, &'a OtherFile>,
    pages: BTreeMap<&'a str, &'a Page>,
    content: &'a str,
}

impl<'a> Files<'a> {
    pub(super) fn of(folder: &Folder<'a>) -> Self {
        Files {
            files: folder.files.iter().map(|file| (file.shown_path.as_str(), *file)).collect(),
            // A document's text is that of its file.
            pages: folder
                .pages
                .iter()
                .filter(|page| !page.is_document)
                .map(|page| (page.file.shown_path.as_str(), page))
                .collect(),
            content: folder.content,
        }
    }

    /// A path as a row has it, which may be that below the content folder.
    pub(super) fn shown(&self, path: &str) -> String {
        let below = format!("{}{path}", self.content);
        let is_there = |path: &str| self.files.contains_key(path) || self.pages.contains_key(path);
        if !is_there(path) && is_there(&below) { below } else { path.to_string() }
    }

    /// Judges rows of 核对.csv, each file once.
    pub(super) fn judge(&self, rows: Vec<CheckedRow>) -> Vec<Statement<CheckedNumber>> {
        let mut by_file: BTreeMap<String, Vec<(Place, CheckedNumber)>> = BTreeMap::new();
        for row in rows {
            by_file.entry(self.shown(&row.file)).or_default().push((row.place, row.number));
        }
        by_file.into_iter().flat_map(|(file, said)| self.judge_file(&file, said)).collect()
    }

    fn judge_file(
        &self,
        shown: &str,
        said: Vec<(Place, CheckedNumber)>,
    ) -> Vec<Statement<CheckedNumber>> {
        if let Some(page) = self.pages.get(shown) {
            let hash = hash_of_text(&page.file.text);
            return judge(shown, said, &numbers_of_page(page), &hash);
        }
        let file = self.files.get(shown).filter(|file| file.size <= LARGEST_FILE);
        match file.and_then(|file| Some((file, std::fs::read(&file.absolute).ok()?))) {
            Some((file, bytes)) => {
                judge(shown, said, &numbers_of_file(&file.path, &bytes), &hash(&bytes))
            }
            None => {
                let fault = || Some(Fault::NoFile { file: Name::from(shown) });
                let statement = |(place, said)| Statement {
                    file: shown.to_string(),
                    place,
                    said,
                    fault: fault(),
                };
                said.into_iter().map(statement).collect()
            }
        }
    }
}
