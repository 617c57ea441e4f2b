//! Step 7, publish: the finished site takes the place of the old one.
//! In: files one by one. Out: the output folder, whole: the old site until the swap, the new one after it.
//!
//! Files are written to a folder beside the output, then the two change places. Files of the output that no manifest of
//! ours names are carried over; only files of our own manifest are ever removed.

mod held;
mod neighbours;
pub mod news;
mod old_files;
mod problem;
pub mod record;
mod swap;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde::{Deserialize, Serialize};

use crate::own_files::MANIFEST;
pub(crate) use held::{TRIES, until_let_go};
use neighbours::{beside, free_neighbour, neighbours, next_neighbour, parent_of};
use old_files::OldFiles;
use problem::{Refusal, refusal};
pub use problem::{WriteRemedy, write_problem};
use record::hash;
use yanxi_problem::{Entry, Saying};

/// Every problem of this folder, for the catalogue.
pub fn problems() -> Vec<Entry> {
    yanxi_problem::problems::<problem::WriteProblem>()
}

/// Every part of this folder's messages, for the catalogue.
pub fn sayings() -> Vec<Saying> {
    yanxi_problem::sayings::<WriteRemedy>()
}

/// The files of a built site with a hash of each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    pub files: BTreeMap<String, String>,
}

impl Manifest {
    /// The manifest of an output folder, if it has one that can be read.
    pub fn of(output: &Path) -> Option<Manifest> {
        serde_json::from_slice(&fs::read(output.join(MANIFEST)).ok()?).ok()
    }
}

/// A site being written beside its output folder.
pub struct Staging {
    output: PathBuf,
    folder: PathBuf,
    old: OldFiles,
    files: Mutex<BTreeMap<String, String>>,
    /// Nothing of it lies in its folder any more.
    is_moved: bool,
    _lock: fs::File,
}

/// What the swap did.
#[derive(Debug, Default)]
pub struct Published {
    /// Files in the output that are not ours, carried over.
    pub foreign: Vec<String>,
    /// Where the new site lies when the old one could not be replaced.
    pub beside: Option<PathBuf>,
}

/// What to do when another program holds the old site open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WhenHeld {
    #[default]
    Fail,
    /// The new site stays beside the old one, for a preview that can show it there.
    StayBeside,
}

/// What neighbours of the output folder are for: a site being written, and one that could not be put in its place.
const NEW: &str = "new";
const BESIDE: &str = "preview";

/// Whether a site can be written there: a file can be made beside it.
pub fn can_write(output: &Path) -> bool {
    let parent = parent_of(output);
    fs::create_dir_all(&parent)
        .and_then(|()| tempfile::Builder::new().prefix(".yanxi-").tempfile_in(&parent))
        .is_ok()
}

/// Removes what previews left beside an output folder but the one that is shown.
pub fn remove_previews(output: &Path, but: Option<&Path>) {
    for left in neighbours(output, BESIDE) {
        if Some(left.as_path()) != but {
            // Removed next time where somebody still reads it.
            let _ = remove_folder(&left);
        }
    }
}

impl Staging {
    /// Starts a new site for `output`; waits for nobody: a build at work in the same folder is an error.
    pub fn begin(output: &Path) -> io::Result<Staging> {
        let parent = parent_of(output);
        fs::create_dir_all(&parent)?;
        let lock = fs::File::create(beside(output, "lock"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(Refusal::OtherBuild.into()),
            // A file system without locks: two builds at once are the user's care there.
            Err(fs::TryLockError::Error(_)) => {}
        }
        swap::recover(output)?;
        let folder = free_neighbour(output, NEW);
        fs::create_dir(&folder)?;
        Ok(Staging {
            output: output.to_path_buf(),
            folder,
            old: OldFiles::of(output),
            files: Mutex::new(BTreeMap::new()),
            is_moved: false,
            _lock: lock,
        })
    }

    /// Writes one file of the site. One that the old site has with the same bytes is taken over, so that it keeps its time
    /// and nothing is written for it.
    pub fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let target = self.folder.join(path);
        let hash = hash(bytes);
        let put = || match self.old.has(&self.output, path, bytes, &hash) {
            // Not every file system can give a file two names.
            true => fs::hard_link(self.output.join(path), &target)
                .or_else(|_| fs::write(&target, bytes)),
            false => fs::write(&target, bytes),
        };
        match (put(), target.parent()) {
            // The first file of its folder.
            (Err(error), Some(parent)) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(parent)?;
                put()?;
            }
            (written, _) => written?,
        }
        self.note(path, hash);
        Ok(())
    }

    /// Takes a file of the old site over as it is.
    pub fn keep(&self, path: &str, hash: &str) -> io::Result<()> {
        let target = self.folder.join(path);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        link_or_copy(&self.output.join(path), &target)?;
        self.note(path, hash.to_string());
        Ok(())
    }

    fn note(&self, path: &str, hash: String) {
        if let Ok(mut files) = self.files.lock() {
            files.insert(path.to_string(), hash);
        }
    }

    /// Swaps the new site in. Where somebody holds the old one open, that fails, or the new one stays beside it.
    pub fn publish(mut self, when_held: WhenHeld) -> io::Result<Published> {
        let files = self.files.lock().map(|files| files.clone()).unwrap_or_default();
        let manifest = Manifest { format: 1, files };
        let json = serde_json::to_vec_pretty(&manifest).map_err(io::Error::other)?;
        fs::write(self.folder.join(MANIFEST), json)?;
        let foreign = self.carry_over(&manifest)?;
        let tries = match when_held {
            WhenHeld::Fail => held::TRIES,
            WhenHeld::StayBeside => 3,
        };
        let is_held = |error: &io::Error| matches!(refusal(error), Some(Refusal::Held(_)));
        match swap::exchange(&self.folder, &self.output, tries) {
            Err(error) if when_held == WhenHeld::StayBeside && is_held(&error) => {
                let free = next_neighbour(&self.output, BESIDE);
                let moved = held::until_let_go(tries, || fs::rename(&self.folder, &free));
                // Unchanged files are shared with the old site, so that even this may be refused.
                let shown = if moved.is_ok() { free } else { self.folder.clone() };
                self.is_moved = true;
                Ok(Published { foreign, beside: Some(shown) })
            }
            exchanged => exchanged.map(|()| Published { foreign, beside: None }),
        }
    }

    /// Brings files that are not ours into the new site. One that stands where a new file of ours goes is kept under
    /// another name, for nothing of the user's is lost.
    fn carry_over(&self, new: &Manifest) -> io::Result<Vec<String>> {
        if !self.output.is_dir() {
            return Ok(Vec::new());
        }
        let old = Manifest::of(&self.output);
        if old.is_none() {
            // Whatever lies there would be taken for the user's and stay, an internal site too.
            if self.output.join(MANIFEST).exists() {
                return Err(Refusal::ManifestDamaged.into());
            }
            if let Some(page) = internal_page(&self.output) {
                return Err(Refusal::ManifestMissing(page).into());
            }
        }
        let ours: BTreeSet<String> =
            old.map(|manifest| manifest.files.into_keys().collect()).unwrap_or_default();
        let mut foreign = Vec::new();
        for entry in walkdir::WalkDir::new(&self.output).sort_by_file_name() {
            let entry = entry.map_err(io::Error::other)?;
            let relative = entry.path().strip_prefix(&self.output).map_err(io::Error::other)?;
            let path = relative.to_string_lossy().replace('\\', "/");
            if path.is_empty() || path == MANIFEST || ours.contains(&path) {
                continue;
            }
            let mut target = self.folder.join(&path);
            if entry.file_type().is_dir() {
                if fs::read_dir(entry.path())?.next().is_none() && !target.exists() {
                    fs::create_dir_all(&target)?;
                }
                continue;
            }
            if new.files.contains_key(&path) {
                target = self.folder.join(format!("{path}.foreign"));
            }
            if let Some(parent) = target.parent() {
                fs::create_dir_all(parent)?;
            }
            if entry.file_type().is_symlink() {
                copy_symlink(entry.path(), &target)?;
            } else {
                link_or_copy(entry.path(), &target)?;
            }
            foreign.push(path);
        }
        Ok(foreign)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What is left here is either a build given up or the old site after the swap; failing to remove it harms nobody.
        if !self.is_moved {
            let _ = remove_folder(&self.folder);
        }
    }
}

/// A page of an internal edition in a folder, by what every such page says of itself.
fn internal_page(folder: &Path) -> Option<String> {
    const MARK: &[u8] = b"edition-internal";
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "html"))
        .find(|entry| {
            let bytes = fs::read(entry.path()).unwrap_or_default();
            bytes.windows(MARK.len()).any(|window| window == MARK)
        })
        .map(|entry| {
            entry.path().strip_prefix(folder).unwrap_or(entry.path()).display().to_string()
        })
}

/// Removes the files of our manifest and the folders left empty. Returns how many there were.
pub fn clean(output: &Path) -> io::Result<usize> {
    let Some(manifest) = Manifest::of(output) else {
        return Ok(0);
    };
    for path in manifest.files.keys().map(String::as_str).chain([MANIFEST]) {
        match fs::remove_file(output.join(path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    for entry in walkdir::WalkDir::new(output).contents_first(true).into_iter().flatten() {
        if entry.file_type().is_dir() {
            // Fails where a file that is not ours still lies.
            let _ = fs::remove_dir(entry.path());
        }
    }
    Ok(manifest.files.len())
}

fn remove_folder(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(|_| ()))
}

#[cfg(unix)]
fn copy_symlink(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
fn copy_symlink(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to).map(|_| ())
}
