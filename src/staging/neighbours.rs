//! The hidden neighbours of an output folder, such as `.public.new`.
//! In: the output folder and what the neighbour is for. Out: its path, or a further one where that is in use.

use std::path::{Path, PathBuf};

use super::remove_folder;

/// A hidden neighbour of the output folder, such as `.public.new`.
pub(super) fn beside(output: &Path, what: &str) -> PathBuf {
    let name = output.file_name().unwrap_or_default().to_string_lossy();
    parent_of(output).join(format!(".{name}.{what}"))
}

pub(super) fn parent_of(output: &Path) -> PathBuf {
    match output.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

/// All neighbours for one purpose, `.public.old`, `.public.old-1` and so on, in the order in which they were made.
pub(super) fn neighbours(output: &Path, what: &str) -> Vec<PathBuf> {
    let first = beside(output, what);
    let name = first.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let number_of = |entry: &str| match entry.strip_prefix(name.as_str())? {
        "" => Some(0_u32),
        rest => rest.strip_prefix('-')?.parse().ok(),
    };
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir(parent_of(output))
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((number_of(&entry.file_name().to_string_lossy())?, entry.path())))
        .collect();
    found.sort();
    found.into_iter().map(|(_, path)| path).collect()
}

/// A neighbour that is not there. What others left of the same purpose is removed as far as nobody holds it open.
pub(super) fn free_neighbour(output: &Path, what: &str) -> PathBuf {
    for left in neighbours(output, what) {
        let _ = remove_folder(&left);
    }
    next_neighbour(output, what)
}

/// A neighbour that is not there, made after all others of its purpose.
pub(super) fn next_neighbour(output: &Path, what: &str) -> PathBuf {
    let name = beside(output, what).into_os_string();
    match neighbours(output, what).last() {
        None => PathBuf::from(name),
        Some(last) => {
            let last = last.to_string_lossy();
            let number = last.rsplit_once('-').and_then(|(_, number)| number.parse::<u32>().ok());
            let mut next = name;
            next.push(format!("-{}", number.unwrap_or(0) + 1));
            PathBuf::from(next)
        }
    }
}
