//! A folder, on this machine or mounted: a share, a USB stick.
//! In: files. Out: each file is written beside its place and renamed over the old one, which every file system does at
//! once; nothing here needs links, exchanges or times, so that FAT32 will do.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;
use yanxi_reading::SystemFault;

use super::super::opening::{self, SITE};
use super::{Opening, Place, PlaceError, Result};
use crate::staging::record::NEW;

/// A browser lets go of a page soon after it has read it.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(100);

pub struct Folder {
    /// As the settings name it.
    top: PathBuf,
    /// Where the site lies: the top itself for a web server, else a folder in it.
    root: PathBuf,
    /// The system's own; tests put one that refuses in its place.
    rename: fn(&Path, &Path) -> io::Result<()>,
    pause: Duration,
}

impl Folder {
    /// For a web server: the site lies in the folder itself.
    pub fn new(root: PathBuf) -> Folder {
        Folder { top: root.clone(), root, rename: |from, to| fs::rename(from, to), pause: PAUSE }
    }

    /// For people: the site lies one folder below, with a page above it to double-click.
    pub fn with_opening(top: PathBuf) -> Folder {
        Folder { root: top.join(SITE), ..Folder::new(top) }
    }

    fn has_opening(&self) -> bool {
        self.top != self.root
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    fn error(&self, path: &str, error: io::Error) -> PlaceError {
        PlaceError { shown: self.shown(path), error }
    }

    /// Makes the folders a file lies in, but never the root: if that is gone, the target is.
    fn make_parents(&self, path: &str) -> io::Result<()> {
        for (end, _) in path.match_indices('/') {
            let folder = self.path(&path[..end]);
            match fs::create_dir(&folder) {
                Err(_) if folder.is_dir() => {}
                made => made?,
            }
        }
        Ok(())
    }
}

/// Whether a file is of no use to anyone but a run that was cut off.
pub fn base_of_new(path: &str) -> Option<&str> {
    path.strip_suffix(NEW)
}

impl Place for Folder {
    fn shown(&self, path: &str) -> String {
        if path.is_empty() {
            return self.top.to_string_lossy().into_owned();
        }
        self.path(path).to_string_lossy().into_owned()
    }

    fn is_absent(&self) -> bool {
        !self.root.exists()
    }

    /// What the folder lies in must be there: a stick that is not plugged in is not made up.
    fn prepare(&self) -> Result<()> {
        for folder in [&self.top, &self.root] {
            if !folder.is_dir() {
                fs::create_dir(folder).map_err(|error| self.error("", error))?;
            }
        }
        Ok(())
    }

    fn lanes(&self) -> usize {
        1
    }

    fn has_narrow_names(&self) -> bool {
        true
    }

    fn reads_cheaply(&self) -> bool {
        true
    }

    fn list(&self) -> Result<BTreeMap<String, u64>> {
        let mut files = BTreeMap::new();
        for entry in walkdir::WalkDir::new(&self.root).sort_by_file_name() {
            let failed = |error: walkdir::Error| {
                let path = error.path().map(|path| path.to_string_lossy().into_owned());
                PlaceError {
                    shown: path.unwrap_or_else(|| self.shown("")),
                    error: error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into()),
                }
            };
            let entry = match entry {
                // A folder of the system's own on a stick, such as System Volume Information, is nobody's page.
                Err(error)
                    if error.depth() == 1
                        && error.io_error().is_some_and(|cause| {
                            cause.kind() == io::ErrorKind::PermissionDenied
                        }) =>
                {
                    continue;
                }
                entry => entry.map_err(failed)?,
            };
            if entry.file_type().is_dir() {
                continue;
            }
            let relative = entry.path().strip_prefix(&self.root).unwrap_or(entry.path());
            let parts: Vec<_> =
                relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            files.insert(parts.join("/"), entry.metadata().map_err(failed)?.len());
        }
        Ok(files)
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>> {
        match fs::read(self.path(path)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound && self.root.is_dir() => Ok(None),
            Err(error) => Err(self.error(path, error)),
        }
    }

    fn bring(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let beside = format!("{path}{NEW}");
        // What a run cut off left is not written over: not every file system shortens a file well.
        let _ = fs::remove_file(self.path(&beside));
        let written = self.make_parents(path).and_then(|()| {
            let mut file = fs::File::create(self.path(&beside))?;
            file.write_all(bytes)?;
            if cfg!(target_os = "linux") {
                // All are brought to rest together, by settle.
                return Ok(());
            }
            file.sync_all()
        });
        written.map_err(|error| {
            // A piece of a file helps nobody, least of all on a full disk.
            let _ = fs::remove_file(self.path(&beside));
            self.error(path, error)
        })
    }

    fn show(&self, path: &str, _bytes: &[u8]) -> Result<bool> {
        let (from, to) = (self.path(&format!("{path}{NEW}")), self.path(path));
        let mut tried = 1;
        loop {
            match (self.rename)(&from, &to) {
                Ok(()) => return Ok(true),
                Err(error) if is_held(&error) && to.is_file() => {
                    if tried == TRIES {
                        return Ok(false);
                    }
                    tried += 1;
                    std::thread::sleep(self.pause);
                }
                Err(error) => return Err(self.error(path, error)),
            }
        }
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool> {
        match fs::File::create_new(self.path(path)) {
            Ok(mut file) => file.write_all(bytes).map(|()| true).map_err(|error| {
                let _ = fs::remove_file(self.path(path));
                self.error(path, error)
            }),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(self.error(path, error)),
        }
    }

    fn remove(&self, path: &str) -> Result<()> {
        match fs::remove_file(self.path(path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(self.error(path, error)),
            _ => Ok(()),
        }
    }

    fn settle(&self) -> Result<()> {
        sync_file_system(&self.root).map_err(|error| self.error("", error))
    }

    fn opening(&self, title: &str) -> Result<Option<Opening>> {
        if !self.has_opening() {
            return Ok(None);
        }
        let path = self.top.join(opening::name(title));
        let shown = path.to_string_lossy().into_owned();
        let there = match fs::read(&path) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(PlaceError { shown, error }),
        };
        Ok(Some(Opening { shown, wanted: opening::page(title), there }))
    }

    fn show_opening(&self, title: &str) -> Result<()> {
        let Some(Opening { shown, wanted, there }) = self.opening(title)? else {
            return Ok(());
        };
        let name = opening::name(title);
        if there.as_ref() != Some(&wanted) {
            // One page above the site is written as those in it are.
            let above = Folder { root: self.top.clone(), ..Folder::new(self.top.clone()) };
            above.write(&name, &wanted)?;
        }
        let failed = |error| PlaceError { shown: shown.clone(), error };
        for entry in fs::read_dir(&self.top).map_err(failed)?.flatten() {
            let other = entry.file_name().to_string_lossy().into_owned();
            let is_earlier = other != name
                && opening::is_name(&other)
                && fs::read(entry.path()).is_ok_and(|bytes| opening::is_ours(&bytes));
            if is_earlier {
                // One that is held open leads to the site all the same.
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(())
    }

    fn tidy(&self, removed: &[String]) {
        let mut folders = BTreeSet::new();
        for path in removed {
            folders.extend(path.match_indices('/').map(|(end, _)| &path[..end]));
        }
        // The deepest first; one that still holds something stays.
        for folder in folders.into_iter().rev() {
            let _ = fs::remove_dir(self.path(folder));
        }
    }
}

/// Windows refuses to replace a file that somebody has open.
fn is_held(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::PermissionDenied && cfg!(any(windows, test))
        || cfg!(windows) && SystemFault::may_be_held(error)
}

#[cfg(target_os = "linux")]
fn sync_file_system(root: &Path) -> io::Result<()> {
    match rustix::fs::syncfs(fs::File::open(root)?) {
        // Some network file systems know nothing of it.
        Err(rustix::io::Errno::NOSYS | rustix::io::Errno::INVAL) => Ok(()),
        settled => Ok(settled?),
    }
}

#[cfg(not(target_os = "linux"))]
fn sync_file_system(_root: &Path) -> io::Result<()> {
    // Each file was brought to rest by itself.
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    fn folder() -> (tempfile::TempDir, Folder) {
        let folder = tempfile::tempdir().expect("a folder");
        let place = Folder::new(folder.path().join("目标"));
        place.prepare().expect("the target");
        (folder, place)
    }

    #[test]
    fn a_file_is_shown_whole_or_not_at_all() {
        let (_keep, place) = folder();
        assert!(place.write("a/b.html", b"old").expect("written"));
        place.bring("a/b.html", b"new").expect("brought");
        assert_eq!(place.read("a/b.html").expect("read"), Some(b"old".to_vec()));
        assert!(place.show("a/b.html", b"new").expect("shown"));
        assert_eq!(place.read("a/b.html").expect("read"), Some(b"new".to_vec()));
        assert_eq!(place.list().expect("a list"), BTreeMap::from([("a/b.html".to_string(), 3)]));
    }

    #[test]
    fn a_page_held_open_is_tried_again() {
        static LEFT: AtomicU32 = AtomicU32::new(3);
        let (_keep, mut place) = folder();
        place.write("a.html", b"old").expect("written");
        place.pause = Duration::ZERO;
        place.rename = |from, to| {
            if LEFT.fetch_sub(1, Ordering::Relaxed) > 0 {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            fs::rename(from, to)
        };
        assert!(place.write("a.html", b"new").expect("written"));
        assert_eq!(place.read("a.html").expect("read"), Some(b"new".to_vec()));
    }

    #[test]
    fn a_page_held_open_for_long_keeps_the_new_one_beside_it() {
        let (_keep, mut place) = folder();
        place.write("a.html", b"old").expect("written");
        place.pause = Duration::ZERO;
        place.rename = |_, _| Err(io::ErrorKind::PermissionDenied.into());
        assert!(!place.write("a.html", b"new").expect("tried"));
        assert_eq!(place.read("a.html").expect("read"), Some(b"old".to_vec()));
        assert_eq!(place.read("a.html.yanxi-new").expect("read"), Some(b"new".to_vec()));
    }

    #[test]
    fn a_target_that_is_gone_is_not_made_up_again() {
        let (keep, place) = folder();
        fs::remove_dir(keep.path().join("目标")).expect("gone");
        let lost = place.write("a/b.html", b"new").expect_err("no target");
        assert_eq!(lost.error.kind(), io::ErrorKind::NotFound);
        assert!(place.read("a/b.html").is_err());
    }
}
