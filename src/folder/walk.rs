//! Walks a folder.
//! In: a folder and what to pass over. Out: its files sorted by path; links that leave the folder or loop are named, not followed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::belonging::is_of_programs;
use super::problem::FolderProblem;
use super::unread::Unread;
use super::{OtherFile, cannot_read, is_markdown};
use crate::windows_name;
use yanxi_problem::{Diagnostic, FileName, Place};
use yanxi_reading::content_path::file_name;

#[derive(Default)]
pub(super) struct Walked {
    pub(super) files: Vec<OtherFile>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Files and folders that the system did not give, by path below the folder.
    pub(super) unread: Unread,
}

impl Walked {
    fn judge_name(&mut self, shown: &str, name: &str) {
        if let Some(fault) = windows_name::fault(name) {
            let better = FileName(windows_name::better(name));
            self.tell(shown, &FolderProblem::RefusedByWindows { fault, better });
        }
    }

    /// Files of one folder that are one on Windows. Of two texts the clash of their addresses is told.
    fn tell_alike(&mut self) {
        let mut seen: BTreeMap<String, &OtherFile> = BTreeMap::new();
        let mut alike = Vec::new();
        for file in &self.files {
            if let Some(other) = seen.insert(file.path.to_lowercase(), file)
                && !(is_markdown(&file.path) && is_markdown(&other.path))
            {
                let other = FileName(file_name(&other.path).to_string());
                alike.push((file.shown_path.clone(), other));
            }
        }
        for (shown, other) in alike {
            self.tell(&shown, &FolderProblem::DiffersInCapitals { other });
        }
    }

    fn tell(&mut self, shown: &str, problem: &FolderProblem) {
        self.diagnostics.push(Diagnostic::of(Place::file(shown), problem));
    }
}

/// Names that office software and systems leave behind, and hidden files.
fn is_passed_over(name: &str) -> bool {
    name.starts_with("~$")
        || name.starts_with('.')
        || name.eq_ignore_ascii_case("thumbs.db")
        || name.eq_ignore_ascii_case("desktop.ini")
}

/// The output of an earlier build, of whatever edition, is never its own source.
fn is_built_site(path: &Path) -> bool {
    path.join(crate::own_files::MANIFEST).is_file()
}

/// A text or table in a built site that the site's list of its own files does not name: somebody's, who may take it for
/// a source. Files of other kinds, such as a web server's, are at home there.
fn material_in_built_site(site: &Path) -> Option<PathBuf> {
    let list = std::fs::read(site.join(crate::own_files::MANIFEST)).ok()?;
    let list: serde_json::Value = serde_json::from_slice(&list).ok()?;
    let is_material = |path: &str| {
        is_markdown(path)
            || crate::own_files::is_word_document(path)
            || crate::own_files::is_workbook(path)
    };
    let mut others: Vec<PathBuf> = WalkDir::new(site)
        .follow_links(false)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .filter(|path| {
            let own = relative_path(site, path);
            is_material(&own) && list.get("files").is_none_or(|files| files.get(&own).is_none())
        })
        .collect();
    others.sort();
    others.into_iter().next()
}

pub(super) fn walk(folder: &Path, shown_prefix: &str, passed_over: &[PathBuf]) -> Walked {
    let mut walked = Walked::default();
    let root = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let mut of_programs = Vec::new();
    let mut built_sites = Vec::new();
    let entries = WalkDir::new(folder).follow_links(false).into_iter().filter_entry(|entry| {
        if entry.depth() > 0
            && entry.file_type().is_dir()
            && is_of_programs(&entry.file_name().to_string_lossy())
        {
            of_programs.push(entry.path().to_path_buf());
            return false;
        }
        if entry.depth() == 0 {
            return true;
        }
        if is_passed_over(&entry.file_name().to_string_lossy())
            || passed_over.iter().any(|path| path == entry.path())
            || crate::own_files::is_report(entry.path())
        {
            return false;
        }
        let is_built_site = !entry.file_type().is_file() && is_built_site(entry.path());
        if is_built_site {
            built_sites.push(entry.path().to_path_buf());
        }
        !is_built_site
    });
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(folder);
                let shown = shown_path(folder, path, shown_prefix);
                walked.unread.refuse(relative_path(folder, path));
                let error =
                    error.into_io_error().unwrap_or_else(|| std::io::ErrorKind::Other.into());
                walked.diagnostics.push(cannot_read(&shown, &error));
                continue;
            }
        };
        let shown = shown_path(folder, entry.path(), shown_prefix);
        if entry.path().to_str().is_none() {
            walked.tell(&shown, &FolderProblem::NameNotUnicode);
            continue;
        }
        if entry.depth() > 0 {
            walked.judge_name(&shown, &entry.file_name().to_string_lossy());
        }
        let file_type = entry.file_type();
        if file_type.is_dir() {
            continue;
        }
        if file_type.is_symlink() {
            match entry.path().canonicalize() {
                Ok(target) if !target.starts_with(&root) => {
                    walked.tell(&shown, &FolderProblem::LinkLeavesFolder);
                    continue;
                }
                Ok(target) if target.is_dir() => {
                    walked.tell(&shown, &FolderProblem::LinkToFolder);
                    continue;
                }
                Ok(_) => {}
                Err(_) => {
                    walked.tell(&shown, &FolderProblem::LinkLeadsNowhere);
                    continue;
                }
            }
        }
        match std::fs::metadata(entry.path()) {
            Ok(metadata) if metadata.is_file() => walked.files.push(OtherFile {
                path: relative_path(folder, entry.path()),
                shown_path: shown,
                absolute: entry.path().to_path_buf(),
                size: metadata.len(),
            }),
            Ok(_) => {}
            Err(error) => {
                walked.diagnostics.push(cannot_read(&shown, &error));
                walked.unread.refuse(relative_path(folder, entry.path()));
            }
        }
    }
    of_programs.sort();
    for path in of_programs {
        walked.tell(&shown_path(folder, &path, shown_prefix), &FolderProblem::OfPrograms);
    }
    built_sites.sort();
    for path in built_sites {
        if let Some(file) = material_in_built_site(&path) {
            let shown = shown_path(folder, &path, shown_prefix);
            let problem = FolderProblem::MaterialInBuiltSite {
                file: FileName(relative_path(&path, &file)),
                folder: FileName(shown.clone()),
            };
            walked.tell(&shown, &problem);
        }
    }
    walked.files.sort_by(|a, b| a.path.cmp(&b.path));
    walked.tell_alike();
    walked
}

fn relative_path(folder: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(folder).unwrap_or(path);
    relative
        .components()
        .map(|component| component.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

fn shown_path(folder: &Path, path: &Path, prefix: &str) -> String {
    let relative = relative_path(folder, path);
    if relative.is_empty() && prefix.is_empty() {
        return ".".into();
    }
    format!("{prefix}{relative}")
}
