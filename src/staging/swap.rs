//! Two folders change places.
//! In: the finished new folder and the output folder. Out: the output is the new one, the old one lies where the new one was.
//!
//! Where the system can exchange two names at once, it does; elsewhere two renames with the old folder's name as the
//! journal: a run cut off between them is finished or undone by [`recover`] at the next build.

use std::fs;
use std::io;
use std::path::Path;

use super::{beside, remove_folder};

pub(super) fn exchange(new: &Path, output: &Path) -> io::Result<()> {
    if !output.exists() {
        return fs::rename(new, output);
    }
    if exchange_at_once(new, output).is_ok() {
        return Ok(());
    }
    two_renames(new, output)
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange_at_once(new: &Path, output: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, output, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange_at_once(_new: &Path, _output: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn two_renames(new: &Path, output: &Path) -> io::Result<()> {
    let old = beside(output, "old");
    remove_folder(&old)?;
    fs::rename(output, &old)?;
    if let Err(error) = fs::rename(new, output) {
        fs::rename(&old, output)?;
        return Err(error);
    }
    remove_folder(&old)
}

/// Puts right what a run cut off between the two renames left behind.
pub(super) fn recover(output: &Path) -> io::Result<()> {
    let old = beside(output, "old");
    if !old.exists() {
        return Ok(());
    }
    if output.exists() {
        return remove_folder(&old);
    }
    fs::rename(&old, output)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(path: &Path, text: &str) {
        fs::create_dir_all(path).expect("folder");
        fs::write(path.join("a"), text).expect("file");
    }

    #[test]
    fn two_renames_do_what_the_exchange_does() {
        let folder = tempfile::tempdir().expect("folder");
        let (new, output) = (folder.path().join(".public.new"), folder.path().join("public"));
        folder_with(&new, "new");
        folder_with(&output, "old");
        two_renames(&new, &output).expect("swap");
        assert_eq!(fs::read_to_string(output.join("a")).expect("file"), "new");
        assert!(!beside(&output, "old").exists());
    }

    #[test]
    fn a_run_cut_off_between_the_renames_gets_the_old_site_back() {
        let folder = tempfile::tempdir().expect("folder");
        let output = folder.path().join("public");
        folder_with(&beside(&output, "old"), "old");
        recover(&output).expect("recover");
        assert_eq!(fs::read_to_string(output.join("a")).expect("file"), "old");
    }
}
