//! The site that a preview shows, and the folders that its newest files lie in.
//! In: the output folder as it stands, then the files of one build after the other. Out: for each path the file that holds
//! its newest bytes.
//!
//! A build of the preview writes what differs from what is shown into a new folder beside the output and changes no other
//! file, so that nothing that somebody holds open stands in its way. What is shown is exchanged as one value when the build
//! is whole.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::neighbours::{neighbours, next_neighbour};
use super::old_files::OldFiles;
use super::record::hash;
use super::{Manifest, SiteFiles, put, remove_folder, start_alone};
use crate::own_files::MANIFEST;

/// What neighbours of the output folder are for that hold newer files.
const NEWER: &str = "preview";

/// A file of the site that is shown.
#[derive(Debug, Clone)]
pub(super) struct ShownFile {
    pub(super) hash: String,
    pub(super) size: u64,
    /// The folder beside the output where it lies; none for the output itself.
    pub(super) newer_in: Option<Arc<PathBuf>>,
}

/// The files of a site that is shown, each by its path in the site.
#[derive(Debug, Clone, Default)]
pub struct ShownSite {
    output: PathBuf,
    files: BTreeMap<String, ShownFile>,
    /// Of the output's list of files as it was when its files were looked at.
    stamp: Stamp,
}

/// Size and time of a file that stands there.
pub(super) type Stamp = Option<(u64, Option<SystemTime>)>;

impl ShownSite {
    /// What an earlier build left in the output.
    pub fn of(output: &Path) -> ShownSite {
        let old = OldFiles::of(output);
        let files = Manifest::of(output).unwrap_or_default().files;
        let shown = files.into_iter().filter_map(|(path, hash)| {
            let size = old.size_of_untouched(output, &path)?;
            Some((path, ShownFile { hash, size, newer_in: None }))
        });
        ShownSite { output: output.to_path_buf(), files: shown.collect(), stamp: stamp(output) }
    }

    /// The same, but for what others have built into the output or removed from it meanwhile.
    pub fn as_it_stands(&self) -> ShownSite {
        if self.stamp == stamp(&self.output) {
            return self.clone();
        }
        let mut now = ShownSite::of(&self.output);
        let newer = self
            .files
            .iter()
            .filter(|(_, file)| file.newer_in.as_ref().is_some_and(|folder| folder.is_dir()));
        now.files.extend(newer.map(|(path, file)| (path.clone(), file.clone())));
        now
    }

    pub fn output(&self) -> &Path {
        &self.output
    }

    /// Whether there is a site to be shown.
    pub fn is_site(&self) -> bool {
        self.files.contains_key("index.html")
    }

    /// The folders where the file of this path lies, the likeliest first: one that was newer may have been brought to the
    /// output meanwhile. None for a path that the site does not have.
    pub fn folders_of(&self, path: &str) -> Option<Vec<&Path>> {
        let newer = self.files.get(path)?.newer_in.as_deref();
        Some(newer.map(PathBuf::as_path).into_iter().chain([self.output.as_path()]).collect())
    }

    /// The bytes of a file.
    pub fn read(&self, path: &str) -> Option<Vec<u8>> {
        let folders = self.folders_of(path)?;
        folders.iter().find_map(|folder| fs::read(folder.join(path)).ok())
    }

    pub(super) fn files(&self) -> &BTreeMap<String, ShownFile> {
        &self.files
    }

    pub(super) fn with(&self, files: BTreeMap<String, ShownFile>) -> ShownSite {
        ShownSite { output: self.output.clone(), files, stamp: stamp(&self.output) }
    }

    /// Removes the folders with newer files that no file lies in, as far as nobody holds them open.
    pub(super) fn tidy(&self) {
        for left in neighbours(&self.output, NEWER) {
            let is_needed = |file: &ShownFile| file.newer_in.as_deref() == Some(&left);
            if !self.files.values().any(is_needed) {
                // Removed next time where somebody still reads it.
                let _ = remove_folder(&left);
            }
        }
    }
}

fn stamp(output: &Path) -> Stamp {
    let manifest = fs::metadata(output.join(MANIFEST)).ok()?;
    Some((manifest.len(), manifest.modified().ok()))
}

/// A build of the preview as it is written.
pub struct Newer<'a> {
    before: &'a ShownSite,
    folder: Arc<PathBuf>,
    files: Mutex<BTreeMap<String, ShownFile>>,
    _alone: fs::File,
}

impl<'a> Newer<'a> {
    /// Waits for nobody: another build at work for the same folder is an error.
    pub fn begin(before: &'a ShownSite) -> io::Result<Newer<'a>> {
        let alone = start_alone(&before.output)?;
        let folder = next_neighbour(&before.output, NEWER);
        fs::create_dir(&folder)?;
        Ok(Newer {
            before,
            folder: Arc::new(folder),
            files: Mutex::new(BTreeMap::new()),
            _alone: alone,
        })
    }

    /// Takes over what is shown of these paths as it is.
    pub fn keep_all(&self, paths: impl Fn(&str) -> bool) {
        let kept = self.before.files.iter().filter(|(path, _)| paths(path));
        let kept = kept.map(|(path, file)| (path.clone(), file.clone()));
        self.files.lock().unwrap_or_else(PoisonError::into_inner).extend(kept);
    }

    /// What is to be shown from now on: the files of this build and no others.
    pub fn finish(self) -> ShownSite {
        let files = std::mem::take(&mut *self.files.lock().unwrap_or_else(PoisonError::into_inner));
        self.before.with(files)
    }
}

impl SiteFiles for Newer<'_> {
    fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let (hash, size) = (hash(bytes), bytes.len() as u64);
        let before = self.before.files.get(path);
        let file = match before.filter(|file| file.hash == hash && file.size == size) {
            Some(same) => same.clone(),
            None => {
                put(&self.folder.join(path), |target| fs::write(target, bytes))?;
                ShownFile { hash, size, newer_in: Some(Arc::clone(&self.folder)) }
            }
        };
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert(path.to_string(), file);
        Ok(())
    }

    fn keep(&self, path: &str, hash: &str) -> bool {
        let before = self.before.files.get(path).filter(|file| file.hash == hash);
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.extend(before.map(|file| (path.to_string(), file.clone())));
        before.is_some()
    }
}

impl Drop for Newer<'_> {
    fn drop(&mut self) {
        // Of a build that was finished its files are no longer here; one in which nothing differs leaves an empty folder.
        let given_up = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = match given_up.is_empty() {
            true => fs::remove_dir(&*self.folder),
            false => remove_folder(&self.folder),
        };
    }
}
