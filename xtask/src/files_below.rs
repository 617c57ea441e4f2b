//! The files of a folder and of all folders in it.
//! In: a folder. Out: their paths, in order.

use std::io;
use std::path::{Path, PathBuf};

pub(crate) fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let list = if path.is_dir() { &mut folders } else { &mut files };
            list.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Those of one kind.
pub(crate) fn files_ending_in(folder: &Path, ending: &str) -> io::Result<Vec<PathBuf>> {
    let mut files = files_below(folder)?;
    files.retain(|path| path.extension().is_some_and(|own| own == ending));
    Ok(files)
}
