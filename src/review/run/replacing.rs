//! Puts a new file in the place of an old one.
//! In: the path, what it held when it was read, and what it is to hold. Out: the file replaced whole, or as it was.

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::folder::resolved;

/// The file is no longer what was read.
#[derive(Debug)]
pub(super) struct ChangedMeanwhile;

impl fmt::Display for ChangedMeanwhile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("it was changed by somebody else meanwhile")
    }
}

impl std::error::Error for ChangedMeanwhile {}

/// Writes a file anew, or puts it in the place of the old one, as `old` holds it.
pub(super) fn write(path: &Path, old: Option<&[u8]>, new: &[u8]) -> io::Result<()> {
    if let Some(old) = old {
        return replace(path, old, new);
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut beside = tempfile::Builder::new().prefix(".yanxi-review-").tempfile_in(folder)?;
    beside.write_all(new)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As other files of the folder are; what is made for a moment is its maker's alone.
        fs::set_permissions(beside.path(), fs::Permissions::from_mode(0o644))?;
    }
    beside.as_file().sync_all()?;
    beside.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}

/// Writes a file beside the old one and puts it in its place, with the same permissions and, where allowed, owner.
pub(super) fn replace(path: &Path, old: &[u8], new: &[u8]) -> io::Result<()> {
    if old == new {
        return Ok(());
    }
    // A link stays a link; the file it leads to is replaced.
    let path = resolved(path)?;
    let metadata = fs::metadata(&path)?;
    if metadata.permissions().readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut beside = tempfile::Builder::new().prefix(".yanxi-review-").tempfile_in(folder)?;
    beside.write_all(new)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        // Only a privileged user may give a file away; anyone else keeps what he writes.
        let _ = std::os::unix::fs::chown(beside.path(), Some(metadata.uid()), Some(metadata.gid()));
    }
    fs::set_permissions(beside.path(), metadata.permissions())?;
    beside.as_file().sync_all()?;
    if fs::read(&path)? != old {
        return Err(io::Error::other(ChangedMeanwhile));
    }
    beside.persist(&path).map_err(|error| error.error)?;
    Ok(())
}
