//! Step 7, publish: the finished site takes the place of the old one.
//! In: files one by one. Out: the output folder, whole: the old site until the swap, the new one after it.
//!
//! Files are written to a folder beside the output, then the two change places. Files of the output that no manifest of
//! ours names are carried over; only files of our own manifest are ever removed. A preview swaps nothing: it shows newer
//! files from folders beside the output ([`ShownSite`]) and brings them there one by one.

mod bringing;
mod held;
mod neighbours;
pub mod news;
mod old_files;
mod problem;
pub mod record;
mod shown;
mod swap;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde::{Deserialize, Serialize};

use crate::own_files::MANIFEST;
pub use bringing::{Brought, bring};
pub(crate) use held::{TRIES, until_let_go};
use neighbours::{beside, free_neighbour, parent_of};
use old_files::OldFiles;
use problem::Refusal;
pub use problem::{WriteRemedy, write_problem};
use record::hash;
pub use shown::{Newer, ShownSite};
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
    _alone: fs::File,
}

/// Takes the files of a build.
pub trait SiteFiles: Sync {
    fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// Takes over a file with this hash that is there already; false where there is none.
    fn keep(&self, _path: &str, _hash: &str) -> bool {
        false
    }
}

/// What the swap did.
#[derive(Debug, Default)]
pub struct Published {
    /// Files in the output that are not ours, carried over.
    pub foreign: Vec<String>,
}

/// What the neighbour of the output folder is for in which a site is written.
const NEW: &str = "new";

/// Whether a site can be written there: a file can be made beside it.
pub fn can_write(output: &Path) -> bool {
    let parent = parent_of(output);
    fs::create_dir_all(&parent)
        .and_then(|()| tempfile::Builder::new().prefix(".yanxi-").tempfile_in(&parent))
        .is_ok()
}

/// Keeps other builds for the same output away as long as the value lives; waits for nobody: one at work is an error.
/// Puts right what a build cut off has left.
fn start_alone(output: &Path) -> io::Result<fs::File> {
    fs::create_dir_all(parent_of(output))?;
    let lock = fs::File::create(beside(output, "lock"))?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(fs::TryLockError::WouldBlock) => return Err(Refusal::OtherBuild.into()),
        // A file system without locks: two builds at once are the user's care there.
        Err(fs::TryLockError::Error(_)) => {}
    }
    swap::recover(output)?;
    Ok(lock)
}

/// Makes a file, and first the folders above it where it is the first of its folder.
fn put(target: &Path, make: impl Fn(&Path) -> io::Result<()>) -> io::Result<()> {
    match (make(target), target.parent()) {
        (Err(error), Some(parent)) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(parent)?;
            make(target)
        }
        (made, _) => made,
    }
}

/// The files of an output that are ours, with the hash of each. An output without a list of them is not built over where
/// an internal page lies in it: whatever lies there would be taken for the user's and stay.
fn own_files(output: &Path) -> io::Result<BTreeMap<String, String>> {
    if let Some(manifest) = Manifest::of(output) {
        return Ok(manifest.files);
    }
    if output.join(MANIFEST).exists() {
        return Err(Refusal::ManifestDamaged.into());
    }
    match internal_page(output) {
        Some(page) => Err(Refusal::ManifestMissing(page).into()),
        None => Ok(BTreeMap::new()),
    }
}

/// The name under which a file of somebody else's is kept that stands where a file of ours goes.
fn foreign_name(path: &str) -> String {
    format!("{path}.foreign")
}

impl SiteFiles for Staging {
    /// A file that the old site has with the same bytes is taken over, so that it keeps its time and nothing is written
    /// for it.
    fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let hash = hash(bytes);
        let is_same = self.old.has(&self.output, path, bytes, &hash);
        put(&self.folder.join(path), |target| match is_same {
            // Not every file system can give a file two names.
            true => {
                fs::hard_link(self.output.join(path), target).or_else(|_| fs::write(target, bytes))
            }
            false => fs::write(target, bytes),
        })?;
        if let Ok(mut files) = self.files.lock() {
            files.insert(path.to_string(), hash);
        }
        Ok(())
    }
}

impl Staging {
    /// Starts a new site for `output`.
    pub fn begin(output: &Path) -> io::Result<Staging> {
        let alone = start_alone(output)?;
        let folder = free_neighbour(output, NEW);
        fs::create_dir(&folder)?;
        Ok(Staging {
            output: output.to_path_buf(),
            folder,
            old: OldFiles::of(output),
            files: Mutex::new(BTreeMap::new()),
            _alone: alone,
        })
    }

    /// Swaps the new site in.
    pub fn publish(self) -> io::Result<Published> {
        let files = self.files.lock().map(|files| files.clone()).unwrap_or_default();
        let manifest = Manifest { format: 1, files };
        let json = serde_json::to_vec_pretty(&manifest).map_err(io::Error::other)?;
        fs::write(self.folder.join(MANIFEST), json)?;
        let foreign = self.carry_over(&manifest)?;
        swap::exchange(&self.folder, &self.output, TRIES)?;
        Ok(Published { foreign })
    }

    /// Brings files that are not ours into the new site. One that stands where a new file of ours goes is kept under
    /// another name, for nothing of the user's is lost.
    fn carry_over(&self, new: &Manifest) -> io::Result<Vec<String>> {
        if !self.output.is_dir() {
            return Ok(Vec::new());
        }
        let ours = own_files(&self.output)?;
        let mut foreign = Vec::new();
        for entry in walkdir::WalkDir::new(&self.output).sort_by_file_name() {
            let entry = entry.map_err(io::Error::other)?;
            let relative = entry.path().strip_prefix(&self.output).map_err(io::Error::other)?;
            let path = relative.to_string_lossy().replace('\\', "/");
            if path.is_empty() || path == MANIFEST || ours.contains_key(&path) {
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
                target = self.folder.join(foreign_name(&path));
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
        let _ = remove_folder(&self.folder);
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
