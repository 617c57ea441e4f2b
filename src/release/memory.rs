//! What the site's folder remembers of its releases: `publish-log/`, which never leaves.
//! In: releases and their files. Out: the last two releases of each target, whole, for going back.
//!
//! Files lie under their hash, each once, whatever the releases that hold them.

use crate::own_files::RELEASE_MEMORY;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::journal::Line;
use crate::staging::record::{NEW, Record, hash};

/// Releases of a target that are kept whole.
const KEPT: usize = 2;

/// The memory of a site.
pub struct Memory {
    folder: PathBuf,
}

/// Held while one process works with the memory for writing.
pub struct Held {
    _lock: fs::File,
}

impl Memory {
    pub fn of(site: &Path) -> Memory {
        Memory { folder: site.join(RELEASE_MEMORY) }
    }

    /// Makes the folders, for this user's eyes only, and keeps other runs out; none when one is at work.
    pub fn hold(&self) -> io::Result<Option<Held>> {
        make_private(&self.folder)?;
        for name in ["objects", "releases"] {
            fs::create_dir_all(self.folder.join(name))?;
        }
        let lock = fs::File::create(self.folder.join("lock"))?;
        match lock.try_lock() {
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            // A file system without locks: two runs at once are then seen at the target alone.
            Ok(()) | Err(fs::TryLockError::Error(_)) => Ok(Some(Held { _lock: lock })),
        }
    }

    /// Where an edition is built before it is published; emptied.
    pub fn building(&self) -> io::Result<PathBuf> {
        let folder = self.folder.join("building");
        remove_folder(&folder)?;
        make_private(&folder)?;
        Ok(folder)
    }

    pub fn done_building(&self) {
        // What is left is removed before the next one.
        let _ = remove_folder(&self.folder.join("building"));
    }

    fn object_path(&self, hash: &str) -> PathBuf {
        self.folder.join("objects").join(hash)
    }

    /// The bytes under a hash, refused when they are not those.
    pub fn object(&self, wanted: &str) -> io::Result<Vec<u8>> {
        let bytes = fs::read(self.object_path(wanted))?;
        if hash(&bytes) == wanted {
            return Ok(bytes);
        }
        Err(io::Error::new(io::ErrorKind::InvalidData, format!("{wanted} was changed")))
    }

    /// Takes a file of the folder built in.
    pub fn take(&self, from: &Path, wanted: &str) -> io::Result<()> {
        if self.object(wanted).is_ok() {
            return Ok(());
        }
        let to = self.object_path(wanted);
        if fs::rename(from, &to).is_ok() {
            return Ok(());
        }
        let beside = self.object_path(&format!("{wanted}{NEW}"));
        fs::copy(from, &beside)?;
        fs::rename(beside, to)
    }

    fn releases(&self) -> PathBuf {
        self.folder.join("releases")
    }

    /// The releases of a target that are remembered, the older ones first.
    pub fn records(&self, target: &str) -> Vec<Record> {
        let mut records: Vec<Record> = fs::read_dir(self.releases())
            .into_iter()
            .flatten()
            .flatten()
            .filter(|entry| target_of(&entry.file_name().to_string_lossy()) == Some(target))
            .filter_map(|entry| Record::parse(&fs::read(entry.path()).ok()?))
            .collect();
        records.sort_by_key(|record| record.number);
        records
    }

    pub fn remember(&self, target: &str, record: &Record) -> io::Result<()> {
        let name = format!("{target}.{}.json", record.number);
        self.write(&format!("releases/{name}"), &record.to_bytes())
    }

    /// Lets go of releases that never reached their target.
    pub fn drop_unfinished(&self, target: &str, is_known: impl Fn(&str) -> bool) -> io::Result<()> {
        for record in self.records(target) {
            if !is_known(&hash(&record.to_bytes())) {
                let name = format!("{target}.{}.json", record.number);
                fs::remove_file(self.releases().join(name))?;
            }
        }
        Ok(())
    }

    /// Lets go of what no release needs that is remembered from now on: of each target the one at the target and the
    /// one before.
    pub fn forget_older(&self, target: &str, current: u64) -> io::Result<()> {
        let records = self.records(target);
        let before =
            records.iter().filter(|record| record.number != current).map(|record| record.number);
        // A release written after the one gone back to is the one before it in time.
        let kept: BTreeSet<u64> = before.rev().take(KEPT - 1).chain([current]).collect();
        for record in &records {
            if !kept.contains(&record.number) {
                let name = format!("{target}.{}.json", record.number);
                fs::remove_file(self.releases().join(name))?;
            }
        }
        self.drop_unused()
    }

    fn drop_unused(&self) -> io::Result<()> {
        let mut used = BTreeSet::new();
        for entry in fs::read_dir(self.releases())? {
            let bytes = fs::read(entry?.path())?;
            // What cannot be read may name anything: then nothing is let go.
            let Some(record) = Record::parse(&bytes) else {
                return Ok(());
            };
            used.extend(record.files.into_values().map(|file| file.hash));
        }
        for entry in fs::read_dir(self.folder.join("objects"))? {
            let entry = entry?;
            if !used.contains(entry.file_name().to_string_lossy().as_ref()) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    /// Writes a file of the memory whole.
    pub fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.folder.join(name);
        let beside = self.folder.join(format!("{name}{NEW}"));
        let mut file = fs::File::create(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        fs::rename(beside, path)
    }

    pub fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        match fs::read(self.folder.join(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The line that the log will have once the target holds its release.
    pub fn set_pending(&self, line: &Line) -> io::Result<()> {
        let bytes = serde_json::to_vec(line).map_err(io::Error::other)?;
        self.write(&pending_name(&line.target), &bytes)
    }

    pub fn pending(&self, target: &str) -> Option<Line> {
        let bytes = self.read(&pending_name(target)).ok()??;
        serde_json::from_slice(&bytes).ok()
    }

    pub fn clear_pending(&self, target: &str) -> io::Result<()> {
        match fs::remove_file(self.folder.join(pending_name(target))) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

fn pending_name(target: &str) -> String {
    format!("pending.{target}.json")
}

/// The target in the name of a remembered release, such as `usb.12.json`.
fn target_of(name: &str) -> Option<&str> {
    let (target, number) = name.strip_suffix(".json")?.rsplit_once('.')?;
    number.parse::<u64>().is_ok().then_some(target)
}

fn remove_folder(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn make_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make_private(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Edition;
    use crate::staging::record::RecordFile;

    fn release(number: u64, bytes: &[u8]) -> Record {
        let mut record = Record::new(Edition::Public, "2026-11-23".into());
        record.number = number;
        let file = RecordFile { hash: hash(bytes), size: bytes.len() as u64 };
        record.files.insert("a.html".into(), file);
        record
    }

    #[test]
    fn two_releases_of_a_target_are_remembered_with_their_files() {
        let site = tempfile::tempdir().expect("a folder");
        let memory = Memory::of(site.path());
        let _held = memory.hold().expect("the memory").expect("nobody else");
        for (number, text) in [(1, "一"), (2, "二"), (3, "三")] {
            let file = site.path().join("file");
            fs::write(&file, text).expect("a file");
            memory.take(&file, &hash(text.as_bytes())).expect("taken");
            let record = release(number, text.as_bytes());
            memory.remember("usb", &record).expect("remembered");
            memory.forget_older("usb", number).expect("forgotten");
        }
        let numbers: Vec<u64> = memory.records("usb").iter().map(|r| r.number).collect();
        assert_eq!(numbers, [2, 3]);
        assert!(memory.object(&hash("一".as_bytes())).is_err());
        assert_eq!(memory.object(&hash("二".as_bytes())).expect("kept"), "二".as_bytes());
        // After going back, the release gone back from is the other one.
        memory.forget_older("usb", 2).expect("forgotten");
        assert_eq!(memory.records("usb").len(), 2);
    }

    #[test]
    fn only_one_run_holds_the_memory() {
        let site = tempfile::tempdir().expect("a folder");
        let memory = Memory::of(site.path());
        let held = memory.hold().expect("the memory");
        assert!(held.is_some());
        assert!(memory.hold().expect("the memory").is_none());
        drop(held);
        assert!(memory.hold().expect("the memory").is_some());
    }

    #[test]
    fn a_remembered_file_that_was_changed_is_refused() {
        let site = tempfile::tempdir().expect("a folder");
        let memory = Memory::of(site.path());
        let _held = memory.hold().expect("the memory");
        let name = hash(b"right");
        fs::write(memory.object_path(&name), b"wrong").expect("a file");
        let refused = memory.object(&name).expect_err("refused");
        assert_eq!(refused.kind(), io::ErrorKind::InvalidData);
    }
}
