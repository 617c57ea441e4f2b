//! A release over another one, with a fault at every single operation of the place.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::place::{self, folder::Folder};
use super::*;
use crate::model::Edition;
use crate::staging::record::{Listed, RecordFile};

/// What the fault at one operation does to those after it.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    /// Nothing works any more: the process is gone.
    Killed,
    /// That one operation failed: a full disk, a permission.
    Refused,
}

struct Faulty<'a> {
    inner: &'a Folder,
    at: usize,
    fault: Fault,
    done: AtomicUsize,
}

impl Faulty<'_> {
    fn try_one(&self) -> place::Result<()> {
        let number = self.done.fetch_add(1, Ordering::Relaxed);
        let fails = match self.fault {
            Fault::Killed => number >= self.at,
            Fault::Refused => number == self.at,
        };
        if fails {
            return Err(PlaceError {
                shown: String::new(),
                error: io::ErrorKind::StorageFull.into(),
            });
        }
        Ok(())
    }
}

impl Place for Faulty<'_> {
    fn shown(&self, path: &str) -> String {
        self.inner.shown(path)
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
    fn list(&self) -> place::Result<BTreeMap<String, u64>> {
        self.try_one()?;
        self.inner.list()
    }
    fn read(&self, path: &str) -> place::Result<Option<Vec<u8>>> {
        self.try_one()?;
        self.inner.read(path)
    }
    fn bring(&self, path: &str, bytes: &[u8]) -> place::Result<()> {
        if let Err(error) = self.try_one() {
            // Half of it may have been written.
            if self.fault == Fault::Killed && self.done.load(Ordering::Relaxed) == self.at + 1 {
                self.inner.bring(path, &bytes[..bytes.len() / 2])?;
            }
            return Err(error);
        }
        self.inner.bring(path, bytes)
    }
    fn show(&self, path: &str, bytes: &[u8]) -> place::Result<bool> {
        self.try_one()?;
        self.inner.show(path, bytes)
    }
    fn create(&self, path: &str, bytes: &[u8]) -> place::Result<bool> {
        self.try_one()?;
        self.inner.create(path, bytes)
    }
    fn remove(&self, path: &str) -> place::Result<()> {
        self.try_one()?;
        self.inner.remove(path)
    }
    fn settle(&self) -> place::Result<()> {
        self.try_one()
    }
    fn tidy(&self, removed: &[String]) {
        self.inner.tidy(removed);
    }
}

struct Stage {
    _keep: tempfile::TempDir,
    root: PathBuf,
    memory: Memory,
}

impl Stage {
    fn new() -> Stage {
        let keep = tempfile::tempdir().expect("a folder");
        let memory = Memory::of(keep.path());
        drop(memory.hold().expect("the memory"));
        Stage { root: keep.path().join("target"), memory, _keep: keep }
    }

    /// A release of these files; pages are listed as such.
    fn release(&self, number: u64, files: &[(&str, &str)]) -> Record {
        let mut record = Record::new(Edition::Public, "2026-11-23".into());
        record.number = number;
        for (path, text) in files {
            let from = self.root.with_extension("file");
            fs::write(&from, text).expect("a file");
            let name = hash(text.as_bytes());
            self.memory.take(&from, &name).expect("taken");
            let file = RecordFile { hash: name.clone(), size: text.len() as u64 };
            record.files.insert(path.to_string(), file);
            if path.ends_with(".html") {
                let page = Listed { title: path.to_string(), text: name, source: String::new() };
                record.pages.insert(path.to_string(), page);
            }
        }
        record
    }

    fn place(&self) -> Folder {
        let place = Folder::new(self.root.clone());
        place.prepare().expect("the target");
        place
    }

    fn emptied(&self) -> Folder {
        let _ = fs::remove_dir_all(&self.root);
        self.place()
    }

    fn bring(&self, place: &dyn Place, record: &Record) -> Result<Changes, Stop> {
        bring(place, &self.memory, record, &how(&self.place()))
    }
}

fn how(place: &Folder) -> How {
    How {
        owner: "me".into(),
        expected: current(place).expect("a record").map(|(_, hash)| hash),
        ..How::default()
    }
}

fn all(root: &Path) -> BTreeMap<String, String> {
    let place = Folder::new(root.to_path_buf());
    let names = place.list().expect("a list");
    names
        .into_keys()
        .map(|path| {
            let text = fs::read_to_string(root.join(&path)).expect("a file");
            (path, text)
        })
        .collect()
}

const FIRST: [(&str, &str); 7] = [
    ("a.html", "a1"),
    ("assets/0000000000000001/yanxi.css", "c1"),
    ("b.html", "b"),
    ("gone/c.html", "c"),
    ("index.html", "i1"),
    ("search/0000000000000001/hot.bin", "h1"),
    ("search/entry.js", "e1"),
];
const SECOND: [(&str, &str); 7] = [
    ("a.html", "a2"),
    ("assets/0000000000000002/yanxi.css", "c2"),
    ("b.html", "b"),
    ("index.html", "i2"),
    ("new/d.html", "d"),
    ("search/0000000000000002/hot.bin", "h2"),
    ("search/entry.js", "e2"),
];

/// Whatever lies there is of the one release or the other, and nothing that both have is missing; the pages and entries
/// of a release have what they rest on.
fn is_whole(root: &Path, moment: &str) {
    let there = all(root);
    let one: BTreeMap<_, _> = FIRST.into();
    let other: BTreeMap<_, _> = SECOND.into();
    for (path, text) in &there {
        let path = path.as_str();
        if path.starts_with("yanxi-") || path.ends_with(".yanxi-new") {
            continue;
        }
        let text = Some(text.as_str());
        assert!(
            one.get(path).copied() == text || other.get(path).copied() == text,
            "{path} {moment}"
        );
    }
    for path in one.keys().filter(|path| other.contains_key(*path)) {
        assert!(there.contains_key(*path), "{path} is gone {moment}");
    }
    for (release, number) in [(&one, "1"), (&other, "2")] {
        let is_of = |path: &str| there.get(path).map(String::as_str) == release.get(path).copied();
        let named = |above: &str, name: &str| {
            there.contains_key(&format!("{above}/000000000000000{number}/{name}"))
        };
        if is_of("a.html") || is_of("index.html") {
            assert!(named("assets", "yanxi.css"), "style {number} {moment}");
        }
        if is_of("search/entry.js") {
            assert!(named("search", "hot.bin"), "index {number} {moment}");
        }
        if number == "2" && (is_of("index.html") || is_of("search/entry.js")) {
            assert!(is_of("a.html") && there.contains_key("new/d.html"), "{moment}");
        }
    }
}

fn after_every_fault(fault: Fault) -> usize {
    let stage = Stage::new();
    let first = stage.release(1, &FIRST);
    let second = stage.release(2, &SECOND);
    stage.bring(&stage.emptied(), &first).expect("the first");
    stage.bring(&stage.place(), &second).expect("the second");
    let clean = all(&stage.root);
    for at in 0.. {
        let inner = stage.emptied();
        stage.bring(&inner, &first).expect("the first");
        let faulty = Faulty { inner: &inner, at, fault, done: AtomicUsize::new(0) };
        let result = stage.bring(&faulty, &second);
        is_whole(&stage.root, &format!("after operation {at}"));
        let reached_the_end = faulty.done.load(Ordering::Relaxed) <= at;
        assert_eq!(result.is_ok(), reached_the_end, "operation {at}");
        stage.bring(&inner, &second).expect("the second again");
        assert_eq!(all(&stage.root), clean, "mended after operation {at}");
        if reached_the_end {
            return at;
        }
    }
    0
}

#[test]
fn killed_at_any_operation_it_leaves_whole_pages_and_the_next_run_mends_the_rest() {
    assert!(after_every_fault(Fault::Killed) > 30);
}

#[test]
fn refused_at_any_operation_it_leaves_whole_pages_and_the_next_run_mends_the_rest() {
    assert!(after_every_fault(Fault::Refused) > 30);
}

#[test]
fn cut_off_and_followed_by_a_third_release_it_leaves_nothing_of_the_second() {
    let stage = Stage::new();
    let first = stage.release(1, &FIRST);
    let second = stage.release(2, &SECOND);
    let third = stage.release(2, &[("index.html", "i3"), ("a.html", "a1")]);
    for at in 0..60 {
        let inner = stage.emptied();
        stage.bring(&inner, &first).expect("the first");
        let faulty = Faulty { inner: &inner, at, fault: Fault::Killed, done: AtomicUsize::new(0) };
        let _ = stage.bring(&faulty, &second);
        stage.bring(&inner, &third).expect("the third");
        let names: Vec<String> = all(&stage.root).into_keys().collect();
        assert_eq!(names, ["a.html", "index.html", "yanxi-release.json"], "after operation {at}");
    }
}

#[test]
fn work_of_another_owner_is_left_alone_unless_taken_over() {
    let stage = Stage::new();
    let first = stage.release(1, &FIRST);
    let inner = stage.emptied();
    let faulty = Faulty { inner: &inner, at: 12, fault: Fault::Killed, done: AtomicUsize::new(0) };
    stage.bring(&faulty, &first).expect_err("cut off");
    let mut other = how(&inner);
    other.owner = "other".into();
    let refused = bring(&inner, &stage.memory, &first, &other);
    assert!(matches!(refused, Err(Stop::Taken)));
    other.take_over = true;
    bring(&inner, &stage.memory, &first, &other).expect("taken over");
    assert!(!all(&stage.root).contains_key(MARKER));
}

#[test]
fn a_release_that_came_meanwhile_is_not_written_over() {
    let stage = Stage::new();
    let inner = stage.emptied();
    let before = how(&inner);
    stage.bring(&inner, &stage.release(1, &FIRST)).expect("the first");
    let there = all(&stage.root);
    let refused = bring(&inner, &stage.memory, &stage.release(1, &SECOND), &before);
    assert!(matches!(refused, Err(Stop::Overtaken)));
    assert_eq!(all(&stage.root), there);
}

/// On a stick `A.pdf` and `a.pdf` are one file, known by the name it had first.
#[test]
fn a_name_that_changes_its_capitals_only_is_not_removed_after_it_was_written() {
    let stage = Stage::new();
    let inner = stage.emptied();
    let first = stage.release(1, &[("A.pdf", "1")]);
    let second = stage.release(2, &[("a.pdf", "2")]);
    stage.bring(&inner, &first).expect("the first");
    let planned = plan(&inner, &second, Some(&first), &Marker::default(), &how(&inner));
    assert_eq!(planned.expect("a plan").removing, Vec::<String>::new());
}

#[test]
fn names_that_a_stick_cannot_tell_apart_or_hold_are_refused() {
    let names = ["a/B.pdf", "a/b.pdf", "c.html", "d?.html", "e./x.html"].map(String::from);
    assert_eq!(narrow_names(names.iter()), ["a/B.pdf", "a/b.pdf", "d?.html", "e./x.html"]);
}
