//! A site with something internal in every place there is.
//! In: a seed. Out: the site's files. What is public in it is the same for every seed; what is internal is not.

mod campaign;
pub(crate) mod packed;
mod pages;
mod settings;
pub(crate) mod words;

use std::collections::BTreeMap;

use tempfile::TempDir;
use words::Words;

/// Files by path.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// The files of the site with this seed, and the words in them.
pub(crate) fn site(seed: u64) -> (Files, Words) {
    let mut words = Words::new(seed);
    let mut files = Files::new();
    settings::add(&mut files, &mut words);
    pages::add(&mut files, &mut words);
    campaign::add(&mut files, &mut words);
    (files, words)
}

pub(crate) fn put(files: &mut Files, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
    files.insert(path.into(), bytes.into());
}

/// The files on disk.
pub(crate) fn written(files: &Files) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, bytes) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        std::fs::write(path, bytes).expect("a file");
    }
    folder
}
