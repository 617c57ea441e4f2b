//! Two folders change places.
//! In: the finished new folder and the output folder. Out: the output is the new one, the old one lies where the new one
//! was, or is gone.
//!
//! Where the system can exchange two names at once, it does; elsewhere two renames with the old folder's name as the
//! journal: a run cut off between them is finished or undone by [`recover`] at the next build. A folder that somebody
//! holds open is tried again for a while, then the old site stays as it is.

use std::fs;
use std::io;
use std::path::Path;
use yanxi_reading::SystemFault;

use super::held::{held_files, until_let_go};
use super::neighbours::{free_neighbour, neighbours};
use super::problem::Refusal;
use super::remove_folder;

const OLD: &str = "old";

pub(super) fn exchange(new: &Path, output: &Path, tries: u32) -> io::Result<()> {
    if !output.exists() {
        return until_let_go(tries, || fs::rename(new, output));
    }
    if exchange_at_once(new, output).is_ok() {
        return Ok(());
    }
    two_renames(new, output, tries).map_err(|error| match SystemFault::may_be_held(&error) {
        true => Refusal::Held(held_files(output)).into(),
        false => error,
    })
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

fn two_renames(new: &Path, output: &Path, tries: u32) -> io::Result<()> {
    let old = free_neighbour(output, OLD);
    until_let_go(tries, || fs::rename(output, &old))?;
    if let Err(error) = until_let_go(tries, || fs::rename(new, output)) {
        until_let_go(tries, || fs::rename(&old, output))?;
        return Err(error);
    }
    // Of an old site that is held open something stays until the next build.
    let _ = remove_folder(&old);
    Ok(())
}

/// Puts right what a run cut off between the two renames left behind.
pub(super) fn recover(output: &Path) -> io::Result<()> {
    let mut left = neighbours(output, OLD);
    if !output.exists()
        && let Some(last) = left.pop()
    {
        fs::rename(last, output)?;
    }
    for old in left {
        let _ = remove_folder(&old);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::neighbours::beside;
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
        two_renames(&new, &output, 1).expect("swap");
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

    #[test]
    fn of_several_old_sites_that_could_not_be_removed_the_last_comes_back() {
        let folder = tempfile::tempdir().expect("folder");
        let output = folder.path().join("public");
        folder_with(&beside(&output, "old"), "first");
        folder_with(&beside(&output, "old-1"), "second");
        folder_with(&beside(&output, "old-2"), "third");
        recover(&output).expect("recover");
        assert_eq!(fs::read_to_string(output.join("a")).expect("file"), "third");
        assert!(neighbours(&output, OLD).is_empty());
    }
}
