//! Files and folders that another program holds open.
//! In: an operation that the system refuses, or a folder. Out: the operation tried again for a while, or the names of what
//! is held.
//!
//! Windows moves no folder as long as anything in it is open, be it a file in WPS or a window of Explorer.

use std::io;
use std::path::Path;
use std::time::Duration;
use yanxi_reading::SystemFault;

/// Virus scanners and browsers let go of a file soon after they have read it.
pub(crate) const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(100);

/// Tries an operation again as long as somebody may hold what it needs.
pub(crate) fn until_let_go(tries: u32, operation: impl Fn() -> io::Result<()>) -> io::Result<()> {
    let mut tried = 1;
    loop {
        match operation() {
            Err(error) if tried < tries && SystemFault::may_be_held(&error) => {
                tried += 1;
                std::thread::sleep(PAUSE);
            }
            ended => return ended,
        }
    }
}

/// The files below a folder that another program has open, by path below it.
#[cfg(windows)]
pub(super) fn held_files(folder: &Path) -> Vec<String> {
    use std::os::windows::fs::OpenOptionsExt;
    let alone = |path: &Path| std::fs::OpenOptions::new().read(true).share_mode(0).open(path);
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .filter(|entry| {
            alone(entry.path())
                .is_err_and(|error| SystemFault::of(&error) == Some(SystemFault::HeldOpen))
        })
        .filter_map(|entry| {
            let below = entry.path().strip_prefix(folder).ok()?;
            Some(below.to_string_lossy().replace('\\', "/"))
        })
        .collect()
}

/// Other systems move a folder whoever has it open.
#[cfg(not(windows))]
pub(super) fn held_files(_folder: &Path) -> Vec<String> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn what_is_held_is_tried_again_and_nothing_else_is() {
        let held = || io::Error::from(io::ErrorKind::ResourceBusy);
        for (error, tries, wanted) in
            [(held as fn() -> io::Error, 3, 3), (|| io::ErrorKind::NotFound.into(), 3, 1)]
        {
            let count = Cell::new(0);
            let ended = until_let_go(tries, || {
                count.set(count.get() + 1);
                Err(error())
            });
            assert!(ended.is_err());
            assert_eq!(count.get(), wanted);
        }
        let left = Cell::new(2);
        let ended = until_let_go(3, || match left.replace(left.get() - 1) {
            0 => Ok(()),
            _ => Err(held()),
        });
        assert!(ended.is_ok());
    }
}
