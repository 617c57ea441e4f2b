//! The output folder follows what a preview shows, file by file and in place.
//! In: what is shown. Out: the output with the same files, the folders of newer files empty or gone; what another program
//! holds open stays as it is until the next time.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use yanxi_reading::SystemFault;

use super::held::until_let_go;
use super::record::Turn;
use super::shown::{ShownFile, ShownSite};
use super::{Manifest, foreign_name, own_files, put, start_alone};
use crate::own_files::MANIFEST;

/// What came of bringing a site to its output.
#[derive(Debug, Default)]
pub struct Brought {
    /// What is shown, as it lies now.
    pub shown: ShownSite,
    /// Files that are not as they should be because another program holds them.
    pub held: Vec<String>,
    /// Files in the output that are not ours; nothing was done to them.
    pub foreign: Vec<String>,
}

/// A virus scanner lets go soon; who holds a file longer is waited for until the next time.
const TRIES: u32 = 3;

/// A file on its way into the place of another.
const COMING: &str = ".yanxi-coming";

/// Brings the output to what is shown.
pub fn bring(shown: &ShownSite) -> io::Result<Brought> {
    bring_by(shown, |from, target| fs::rename(from, target))
}

/// `exchange` puts a file into the place of another at once, so that no reader sees half of one.
fn bring_by(
    shown: &ShownSite,
    exchange: impl Fn(&Path, &Path) -> io::Result<()>,
) -> io::Result<Brought> {
    let output = shown.output();
    let _alone = start_alone(output)?;
    let ours = own_files(output)?;
    let is_ours = |path: &str| ours.contains_key(path);
    let gone: Vec<&String> =
        ours.keys().filter(|path| !shown.files().contains_key(*path)).collect();
    let mut coming: Vec<(&String, &ShownFile, PathBuf)> = shown
        .files()
        .iter()
        .filter_map(|(path, file)| Some((path, file, file.newer_in.as_ref()?.join(path))))
        .collect();
    let mut brought = Brought { shown: shown.clone(), ..Brought::default() };
    if gone.is_empty() && coming.is_empty() {
        shown.tidy();
        return Ok(brought);
    }
    fs::create_dir_all(output)?;
    brought.foreign = foreign(output, &ours, shown);
    // From the first change on no file of ours can be taken for somebody else's, nor a file of before for a new one.
    let mut listed: BTreeMap<String, String> =
        ours.iter().map(|(path, hash)| (path.clone(), hash.clone())).collect();
    listed.extend(coming.iter().map(|(path, ..)| (path.to_string(), String::new())));
    listed.extend(gone.iter().map(|path| (path.to_string(), String::new())));
    write_manifest(output, listed)?;

    let mut held = BTreeSet::new();
    let mut left = BTreeSet::new();
    for path in gone {
        match is_done(remove(&output.join(path)))? {
            true => remove_emptied(output, path),
            false => {
                left.insert(path.clone());
            }
        }
    }
    coming.sort_by_key(|(path, ..)| (Turn::of(path), *path));
    let mut files = shown.files().clone();
    for (path, _, from) in coming {
        let target = output.join(path);
        if !is_ours(path) && target.is_file() {
            let free = output.join(foreign_name(path));
            until_let_go(TRIES, || fs::rename(&target, &free))?;
        }
        let exchanged = put(&target, |target| until_let_go(TRIES, || exchange(&from, target)));
        if is_done(exchanged)? {
            if let Some(file) = files.get_mut(path) {
                file.newer_in = None;
            }
        } else {
            held.insert(path.clone());
        }
    }
    let mut listed: BTreeMap<String, String> =
        files.iter().map(|(path, file)| (path.clone(), file.hash.clone())).collect();
    listed.extend(held.iter().chain(&left).map(|path| (path.clone(), String::new())));
    write_manifest(output, listed)?;
    brought.shown = shown.with(files);
    brought.shown.tidy();
    brought.held = held.into_iter().chain(left).collect();
    Ok(brought)
}

/// Whether it is done; not, where somebody holds the file. Every other refusal is an error.
fn is_done(result: io::Result<()>) -> io::Result<bool> {
    match result {
        Ok(()) => Ok(true),
        Err(error) if SystemFault::may_be_held(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Removes the folders above a file that is gone, as far as nothing else lies in them.
fn remove_emptied(output: &Path, path: &str) {
    let folders = Path::new(path).ancestors().skip(1).filter(|folder| *folder != Path::new(""));
    for folder in folders {
        if fs::remove_dir(output.join(folder)).is_err() {
            return;
        }
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match until_let_go(TRIES, || fs::remove_file(path)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

fn write_manifest(output: &Path, files: BTreeMap<String, String>) -> io::Result<()> {
    let json =
        serde_json::to_vec_pretty(&Manifest { format: 1, files }).map_err(io::Error::other)?;
    let coming = output.join(format!("{MANIFEST}{COMING}"));
    fs::write(&coming, json)?;
    until_let_go(TRIES, || fs::rename(&coming, output.join(MANIFEST)))
}

/// What lies in the output and is neither ours nor to become ours.
fn foreign(output: &Path, ours: &BTreeMap<String, String>, shown: &ShownSite) -> Vec<String> {
    walkdir::WalkDir::new(output)
        .sort_by_file_name()
        .into_iter()
        .flatten()
        .filter(|entry| !entry.file_type().is_dir())
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(output).ok()?;
            Some(path.to_string_lossy().replace('\\', "/"))
        })
        .filter(|path| {
            path != MANIFEST && !ours.contains_key(path) && !shown.files().contains_key(path)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::shown::Newer;
    use super::super::{SiteFiles, Staging};
    use super::*;

    fn built(output: &Path, files: &[(&str, &str)]) {
        let staging = Staging::begin(output).expect("staging");
        for (path, text) in files {
            staging.write(path, text.as_bytes()).expect("file");
        }
        staging.publish().expect("swap");
    }

    fn round(shown: &ShownSite, files: &[(&str, &str)]) -> ShownSite {
        let newer = Newer::begin(shown).expect("begun");
        for (path, text) in files {
            newer.write(path, text.as_bytes()).expect("file");
        }
        newer.finish()
    }

    fn text(path: &Path) -> Option<String> {
        fs::read_to_string(path).ok()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = walkdir::WalkDir::new(folder)
            .into_iter()
            .flatten()
            .filter(|entry| entry.depth() > 0)
            .map(|entry| entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn only_what_differs_is_written_and_the_output_stays_until_it_is_brought() {
        let folder = tempfile::tempdir().expect("folder");
        let output = folder.path().join("public");
        built(&output, &[("index.html", "home"), ("a.html", "old"), ("b/gone.html", "x")]);
        fs::write(output.join("mine.txt"), "mine").expect("file");
        let before = ShownSite::of(&output);
        let shown = round(&before, &[("index.html", "home"), ("a.html", "new"), ("c/d.html", "y")]);
        let beside = folder.path().join(".public.preview");
        assert_eq!(names(&beside), ["a.html", "c", "c/d.html"]);
        assert_eq!(text(&output.join("a.html")).as_deref(), Some("old"));
        let read = |shown: &ShownSite, path: &str| {
            shown.read(path).map(|bytes| String::from_utf8(bytes).unwrap())
        };
        assert_eq!(read(&shown, "a.html").as_deref(), Some("new"));
        assert_eq!(read(&before, "a.html").as_deref(), Some("old"));
        assert_eq!(read(&shown, "index.html").as_deref(), Some("home"));
        assert_eq!(read(&shown, "b/gone.html"), None);
        assert_eq!(read(&shown, "mine.txt"), None);

        let brought = bring(&shown).expect("brought");
        assert_eq!((brought.held.len(), &brought.foreign[..]), (0, &["mine.txt".to_string()][..]));
        assert_eq!(
            names(&output),
            [".yanxi-manifest.json", "a.html", "c", "c/d.html", "index.html", "mine.txt"]
        );
        // Who still has what was shown before it was brought finds the same there.
        assert_eq!(read(&shown, "a.html").as_deref(), Some("new"));
        assert_eq!(read(&brought.shown, "a.html").as_deref(), Some("new"));
        assert!(!beside.exists());
        // Built over, it is as any other.
        let again = ShownSite::of(&output);
        let same = round(&again, &[("index.html", "home"), ("a.html", "new"), ("c/d.html", "y")]);
        assert!(same.files().values().all(|file| file.newer_in.is_none()));
        assert!(!beside.exists());
    }

    #[test]
    fn what_is_held_is_shown_from_beside_until_it_is_let_go() {
        let folder = tempfile::tempdir().expect("folder");
        let output = folder.path().join("public");
        let beside = folder.path().join(".public.preview");
        built(&output, &[("index.html", "home"), ("a.html", "old")]);
        let shown = round(&ShownSite::of(&output), &[("index.html", "home 2"), ("a.html", "new")]);
        let refusing = |from: &Path, target: &Path| match target.ends_with("a.html") {
            true => Err(io::ErrorKind::ResourceBusy.into()),
            false => fs::rename(from, target),
        };
        let brought = bring_by(&shown, refusing).expect("brought");
        assert_eq!(brought.held, ["a.html"]);
        assert_eq!(text(&output.join("a.html")).as_deref(), Some("old"));
        assert_eq!(text(&output.join("index.html")).as_deref(), Some("home 2"));
        assert_eq!(brought.shown.read("a.html").as_deref(), Some(&b"new"[..]));
        // The old bytes are not taken for new ones by whoever comes after.
        assert!(
            round(&ShownSite::of(&output), &[("a.html", "old")]).files()["a.html"]
                .newer_in
                .is_some()
        );
        let full = |_: &Path, _: &Path| Err(io::ErrorKind::StorageFull.into());
        assert!(bring_by(&brought.shown, full).is_err());
        let brought = bring(&brought.shown).expect("brought");
        assert_eq!(text(&output.join("a.html")).as_deref(), Some("new"));
        assert!(brought.held.is_empty() && !beside.exists());
    }

    #[test]
    fn what_others_built_or_removed_is_not_taken_for_what_was_there() {
        let folder = tempfile::tempdir().expect("folder");
        let output = folder.path().join("public");
        let files = [("index.html", "home"), ("a.html", "text")];
        built(&output, &files);
        let shown = bring(&round(&ShownSite::of(&output), &files)).expect("brought").shown;
        fs::remove_dir_all(&output).expect("removed");
        let now = shown.as_it_stands();
        assert!(!now.is_site());
        let brought = bring(&round(&now, &files)).expect("brought");
        assert_eq!(text(&output.join("a.html")).as_deref(), Some("text"));
        assert!(brought.shown.is_site());
    }

    #[test]
    fn an_output_without_its_list_of_files_is_left_alone() {
        let folder = tempfile::tempdir().expect("folder");
        let output = folder.path().join("public");
        built(&output, &[("index.html", "<body class=\"edition-internal\">")]);
        fs::write(output.join(MANIFEST), "{").expect("file");
        let shown = round(&ShownSite::of(&output), &[("index.html", "home")]);
        assert!(bring(&shown).is_err());
        fs::remove_file(output.join(MANIFEST)).expect("removed");
        assert!(bring(&shown).is_err());
        assert_eq!(shown.read("index.html").as_deref(), Some(&b"home"[..]));
    }
}
