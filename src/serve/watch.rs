//! Watches the site's folder.
//! In: the folder, the output to ignore. Out: a wait that ends when something has changed and come to rest.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// Editors save in several steps; this long without a change means they are done.
const REST: Duration = Duration::from_millis(150);

pub(super) struct Watched {
    changes: Receiver<()>,
    _watcher: RecommendedWatcher,
}

pub(super) fn start(folder: &Path, outputs: &[PathBuf]) -> notify::Result<Watched> {
    let (sender, changes) = channel();
    let ignored: Vec<_> = outputs.iter().map(|output| ignored_prefixes(output)).collect();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        let Ok(event) = event else {
            return;
        };
        let concerns_sources =
            event.paths.iter().any(|path| !ignored.iter().any(|output| is_ignored(path, output)));
        if !matches!(event.kind, EventKind::Access(_)) && concerns_sources {
            // The receiver is gone only when the program ends.
            let _ = sender.send(());
        }
    })?;
    watcher.watch(
        &folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf()),
        RecursiveMode::Recursive,
    )?;
    Ok(Watched { changes, _watcher: watcher })
}

/// The output folder, and its hidden neighbours during a swap.
fn ignored_prefixes(output: &Path) -> (PathBuf, String) {
    let output = output.canonicalize().unwrap_or_else(|_| {
        // It may be made later; the folder it will lie in is there.
        let parent = output.parent().and_then(|parent| parent.canonicalize().ok());
        match (parent, output.file_name()) {
            (Some(parent), Some(name)) => parent.join(name),
            _ => output.to_path_buf(),
        }
    });
    let name = output.file_name().unwrap_or_default().to_string_lossy().into_owned();
    (output, name)
}

fn is_ignored(path: &Path, (output, name): &(PathBuf, String)) -> bool {
    path.starts_with(output)
        || path.ancestors().any(|above| {
            above.parent() == output.parent()
                && above.file_name().is_some_and(|file| {
                    let file = file.to_string_lossy();
                    file.starts_with(&format!(".{name}.")) || file == format!("{name}-report.html")
                })
        })
}

impl Watched {
    /// Waits for the next change and until the folder has come to rest; false when the watching ended.
    pub(super) fn wait_for_change(&self) -> bool {
        if self.changes.recv().is_err() {
            return false;
        }
        loop {
            match self.changes.recv_timeout(REST) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }
}
