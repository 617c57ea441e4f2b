//! Texts from one load of a folder to the next.
//! In: what was read, with size and time of each file. Out: the same text for a file that has neither changed since.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use yanxi_reading::OtherFile;

use super::Read;

/// What was read the last time.
#[derive(Debug, Default)]
pub struct KeptTexts {
    by_path: BTreeMap<PathBuf, (Stamp, Read)>,
}

/// Size and time of a file before it was read, where they tell a change.
pub type Stamp = Option<(u64, SystemTime)>;

/// A file that changed shortly before it was read may change again within the same tick of its clock; on FAT one takes two
/// seconds.
const TICK: Duration = Duration::from_secs(3);

impl KeptTexts {
    /// What was read before, or what reading gives now, with the file's place.
    pub(super) fn or(
        &self,
        file: OtherFile,
        read: impl Fn(OtherFile) -> Read,
    ) -> (PathBuf, Stamp, Read) {
        let place = file.absolute.clone();
        let stamp = stamp(&file.absolute);
        match self.by_path.get(&place) {
            Some((known, before)) if stamp.is_some() && *known == stamp && is_of(before, &file) => {
                (place, stamp, before.clone())
            }
            before => {
                let now = read(file);
                let now = match before {
                    Some((_, before)) => with_text_of(now, before),
                    None => now,
                };
                (place, stamp, now)
            }
        }
    }

    pub(super) fn of(read: &[(PathBuf, Stamp, Read)]) -> KeptTexts {
        let pages = read.iter().filter(|(.., read)| matches!(read, Read::Page(..)));
        let by_path =
            pages.map(|(place, stamp, read)| (place.clone(), (*stamp, read.clone()))).collect();
        KeptTexts { by_path }
    }
}

/// None for a file that may change without either telling it.
pub fn stamp(path: &Path) -> Stamp {
    let about = std::fs::metadata(path).ok()?;
    let modified = about.modified().ok()?;
    let is_telling = modified.checked_add(TICK)? < SystemTime::now();
    is_telling.then_some((about.len(), modified))
}

fn is_of(read: &Read, file: &OtherFile) -> bool {
    matches!(read, Read::Page(page, _) if page.path == file.path && page.shown_path == file.shown_path)
}

/// The same text is one text, so that what was made of it is found again.
fn with_text_of(now: Read, before: &Read) -> Read {
    match (now, before) {
        (Read::Page(mut page, note), Read::Page(before, _)) => {
            if page.text == before.text {
                page.text = before.text.clone();
            }
            Read::Page(page, note)
        }
        (now, _) => now,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::{Layout, load_again};
    use super::*;

    fn texts(layout: &Layout, kept: &mut KeptTexts) -> Vec<String> {
        load_again(layout, &[], Some(kept)).pages.iter().map(|page| page.text.to_string()).collect()
    }

    #[test]
    fn a_text_is_read_again_when_its_size_or_time_changes_and_while_it_is_young() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.md");
        let write = |text: &str, age: u64| {
            fs::write(&path, text).expect("a file");
            let time = SystemTime::now() - Duration::from_secs(age);
            fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
            time
        };
        let layout = Layout::of(folder.path());
        let mut kept = KeptTexts::default();
        let time = write("one", 100);
        assert_eq!(texts(&layout, &mut kept), ["one"]);
        // Nobody could tell.
        fs::write(&path, "two").expect("a file");
        fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        assert_eq!(texts(&layout, &mut kept), ["one"]);
        write("two", 50);
        assert_eq!(texts(&layout, &mut kept), ["two"]);
        let young = write("six", 0);
        assert_eq!(texts(&layout, &mut kept), ["six"]);
        fs::write(&path, "ten").expect("a file");
        fs::File::options().write(true).open(&path).unwrap().set_modified(young).unwrap();
        assert_eq!(texts(&layout, &mut kept), ["ten"]);
        fs::remove_file(&path).expect("removed");
        assert!(texts(&layout, &mut kept).is_empty() && kept.by_path.is_empty());
    }
}
