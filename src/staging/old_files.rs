//! The files of the site that stands in the output, for builds over it that change few of them.
//! In: the output folder. Out: whether a file is there with the same bytes, so that it need not be written again.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use super::Manifest;
use crate::own_files::MANIFEST;

#[derive(Debug, Default)]
pub(super) struct OldFiles {
    /// With the hash of each.
    files: BTreeMap<String, String>,
    /// When all of them had been written.
    built: Option<SystemTime>,
}

impl OldFiles {
    pub(super) fn of(output: &Path) -> OldFiles {
        let built = fs::metadata(output.join(MANIFEST)).and_then(|manifest| manifest.modified());
        let files = Manifest::of(output).unwrap_or_default().files;
        OldFiles { files, built: built.ok() }
    }

    /// Whether a file stands there with these bytes.
    pub(super) fn has(&self, output: &Path, path: &str, bytes: &[u8], hash: &str) -> bool {
        self.files.get(path).is_some_and(|old| old == hash)
            && self.size_of_untouched(output, path) == Some(bytes.len() as u64)
    }

    /// The size of a file of that site. One that somebody has touched since it was built is another.
    pub(super) fn size_of_untouched(&self, output: &Path, path: &str) -> Option<u64> {
        let built = self.built?;
        let file = fs::symlink_metadata(output.join(path)).ok()?;
        let is_untouched = file.modified().is_ok_and(|modified| modified <= built);
        (file.is_file() && is_untouched).then_some(file.len())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::{SiteFiles, Staging};
    use super::*;

    fn publish(output: &Path, files: &[(&str, &str)]) {
        let staging = Staging::begin(output).expect("staging");
        for (path, text) in files {
            staging.write(path, text.as_bytes()).expect("file");
        }
        staging.publish().expect("swap");
    }

    /// Some time ago, so that what is written now is later.
    fn age(path: &Path, seconds: u64) -> SystemTime {
        let time = SystemTime::now() - Duration::from_secs(seconds);
        let file = fs::File::options().write(true).open(path).expect("file");
        file.set_modified(time).expect("time");
        fs::metadata(path).and_then(|file| file.modified()).expect("time")
    }

    #[test]
    fn unchanged_files_keep_their_time_and_others_are_written() {
        let folder = tempfile::tempdir().expect("folder");
        let output = folder.path().join("public");
        publish(&output, &[("same.html", "same"), ("a/changed.html", "old"), ("gone.html", "x")]);
        let time = age(&output.join("same.html"), 9_000);
        age(&output.join("a/changed.html"), 9_000);
        publish(&output, &[("same.html", "same"), ("a/changed.html", "new"), ("more.html", "y")]);
        let modified = |path: &str| fs::metadata(output.join(path)).unwrap().modified().unwrap();
        assert_eq!(modified("same.html"), time);
        assert!(modified("a/changed.html") > time);
        let text = |path: &str| fs::read_to_string(output.join(path)).ok();
        assert_eq!(text("same.html").as_deref(), Some("same"));
        assert_eq!(text("a/changed.html").as_deref(), Some("new"));
        assert_eq!(text("more.html").as_deref(), Some("y"));
        assert_eq!(text("gone.html"), None);
    }

    #[test]
    fn what_somebody_has_touched_is_put_right() {
        let folder = tempfile::tempdir().expect("folder");
        let output = folder.path().join("public");
        let files = [("shorter.html", "text"), ("other.html", "text"), ("none.html", "text")];
        publish(&output, &files);
        age(&output.join(MANIFEST), 9_000);
        age(&output.join("shorter.html"), 9_999);
        fs::write(output.join("shorter.html"), "tex").expect("file");
        age(&output.join("shorter.html"), 9_999);
        fs::write(output.join("other.html"), "TEXT").expect("file");
        fs::remove_file(output.join("none.html")).expect("file");
        publish(&output, &files);
        for (path, text) in files {
            assert_eq!(fs::read_to_string(output.join(path)).ok().as_deref(), Some(text), "{path}");
        }
    }
}
