//! Watches the site's folder.
//! In: the folder, the outputs to ignore. Out: a wait that ends when something has changed and come to rest.
//!
//! The system tells of changes at once where it can. Shared folders of a network tell nothing, and nor do some virtual
//! disks: so the folder is looked through every two seconds as well.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant, SystemTime};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use rayon::prelude::*;
use walkdir::WalkDir;

/// Editors save in several steps; this long without a change means they are done.
const REST: Duration = Duration::from_millis(150);
/// The same where the system tells of each step.
const REST_OF_NOTICES: Duration = Duration::from_millis(60);
/// Notices of one step come closer together than this.
const PAUSE_OF_NOTICES: Duration = Duration::from_millis(20);
const POLL: Duration = Duration::from_secs(2);
/// Looking through a large folder takes at most a tenth of the time.
const SHARE: u32 = 10;

pub(super) struct Watched {
    folder: PathBuf,
    ignored: Vec<(PathBuf, String)>,
    changes: Receiver<()>,
    seen: Seen,
    pause: Duration,
    /// None where the system cannot tell of changes.
    _watcher: Option<RecommendedWatcher>,
}

/// Size and time of every file, by path.
type Seen = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

pub(super) fn start(folder: &Path, outputs: &[PathBuf]) -> Watched {
    let (sender, changes) = channel();
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let ignored: Vec<_> = outputs.iter().map(|output| ignored_prefixes(output)).collect();
    let of_outputs = ignored.clone();
    let told = move |event: notify::Result<Event>| {
        let Ok(event) = event else {
            return;
        };
        let concerns_sources = event
            .paths
            .iter()
            .any(|path| !of_outputs.iter().any(|output| is_ignored(path, output)));
        if !matches!(event.kind, EventKind::Access(_)) && concerns_sources {
            // The receiver is gone only when the program ends.
            let _ = sender.send(());
        }
    };
    let watcher = notify::recommended_watcher(told).and_then(|mut watcher| {
        watcher.watch(&folder, RecursiveMode::Recursive)?;
        Ok(watcher)
    });
    let mut watched = Watched {
        folder,
        ignored,
        changes,
        seen: Seen::new(),
        pause: POLL,
        _watcher: watcher.ok(),
    };
    watched.seen = watched.look();
    watched
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
    let beside = output.parent().and_then(|parent| path.strip_prefix(parent).ok());
    let first = beside.and_then(|beside| beside.components().next());
    first.is_some_and(|first| {
        let file = first.as_os_str().to_string_lossy();
        let is_of_swap = || file.strip_prefix('.')?.strip_prefix(name.as_str())?.strip_prefix('.');
        file == *name
            || is_of_swap().is_some()
            || file.strip_prefix(name.as_str()) == Some("-report.html")
    })
}

impl Watched {
    /// Waits for the next change and until the folder has come to rest; false when the watching ended.
    pub(super) fn wait_for_change(&mut self) -> bool {
        loop {
            match self.changes.recv_timeout(self.pause) {
                Ok(()) => {
                    self.rest_of_notices();
                    return true;
                }
                Err(RecvTimeoutError::Timeout) => {
                    if self.look() != self.seen {
                        break;
                    }
                }
                // Nobody tells of changes any more: they have to be looked for.
                Err(RecvTimeoutError::Disconnected) => {
                    std::thread::sleep(self.pause);
                    if self.look() != self.seen {
                        break;
                    }
                }
            }
        }
        self.rest();
        true
    }

    /// Waits until no more changes are told of, and remembers how the folder looks then. Looking through a large one takes
    /// as long as the rest, so that it is looked at meanwhile, and again if a change was told of since.
    fn rest_of_notices(&mut self) {
        loop {
            while self.changes.recv_timeout(PAUSE_OF_NOTICES).is_ok() {}
            let begun = Instant::now();
            self.seen = self.look();
            let rest = REST_OF_NOTICES - PAUSE_OF_NOTICES;
            if self.changes.recv_timeout(rest.saturating_sub(begun.elapsed())).is_err() {
                return;
            }
        }
    }

    /// Waits until nothing changes any more, and remembers how the folder looks then.
    fn rest(&mut self) {
        loop {
            while self.changes.recv_timeout(REST).is_ok() {}
            let before = std::mem::take(&mut self.seen);
            self.seen = self.look();
            if self.seen == before {
                return;
            }
            std::thread::sleep(REST);
        }
    }

    fn look(&mut self) -> Seen {
        let started = Instant::now();
        let ignored = &self.ignored;
        let files: Vec<_> = WalkDir::new(&self.folder)
            .into_iter()
            .filter_entry(|entry| !ignored.iter().any(|output| is_ignored(entry.path(), output)))
            .flatten()
            .filter(|entry| entry.file_type().is_file())
            .collect();
        let seen = files
            .into_par_iter()
            .map(|entry| {
                let about = entry.metadata().ok();
                let size = about.as_ref().map_or(0, std::fs::Metadata::len);
                let time = about.and_then(|about| about.modified().ok());
                (entry.into_path(), (size, time))
            })
            .collect();
        self.pause = POLL.max(started.elapsed() * SHARE);
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As on a share that tells of nothing.
    fn deaf(folder: &Path) -> Watched {
        let output = folder.join("public");
        let mut watched = start(folder, &[output]);
        watched._watcher = None;
        watched.changes = channel().1;
        watched.pause = Duration::from_millis(20);
        watched
    }

    #[test]
    fn what_is_written_is_no_change() {
        let outputs = [("/site/public".into(), "public".to_string())];
        let is_written = |path: &str| outputs.iter().any(|one| is_ignored(Path::new(path), one));
        for path in [
            "/site/public",
            "/site/public/search/entry.js",
            "/site/.public.new/index.html",
            "/site/.public.3f/search",
            "/site/public-report.html",
        ] {
            assert!(is_written(path), "{path}");
        }
        for path in [
            "/site",
            "/site/content/public/a.md",
            "/site/publications/a.md",
            "/site/.publican/a.md",
            "/site/public-report.html.md",
            "/elsewhere/public/a.md",
        ] {
            assert!(!is_written(path), "{path}");
        }
    }

    /// A folder of which notices come.
    fn told(folder: &Path) -> (Watched, std::sync::mpsc::Sender<()>) {
        let (sender, changes) = channel();
        let mut watched = deaf(folder);
        (watched.changes, watched.pause) = (changes, Duration::from_secs(20));
        (watched, sender)
    }

    #[test]
    fn whatever_was_told_of_is_known() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("甲.md");
        std::fs::write(&path, "旧").expect("a file");
        let (mut watched, sender) = told(folder.path());
        let writer = std::thread::spawn(move || {
            for step in 1..=2 {
                std::fs::write(&path, "新".repeat(step)).expect("a file");
                sender.send(()).expect("heard");
                std::thread::sleep(Duration::from_millis(30));
            }
            sender
        });
        assert!(watched.wait_for_change());
        let _sender = writer.join().expect("written");
        // On a busy machine the steps are several changes.
        while watched.changes.try_recv().is_ok() {
            watched.rest_of_notices();
        }
        let seen = std::mem::take(&mut watched.seen);
        assert_eq!(seen, watched.look());
    }

    #[test]
    fn a_change_that_nobody_tells_of_is_seen() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("甲.md"), "旧").expect("a file");
        let mut watched = deaf(folder.path());
        let path = folder.path().to_path_buf();
        let writer = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(100));
            std::fs::create_dir_all(path.join("public")).expect("a folder");
            std::fs::write(path.join("public/甲.html"), "不算").expect("a file");
            std::thread::sleep(Duration::from_millis(300));
            std::fs::write(path.join("甲.md"), "新的").expect("a file");
        });
        let started = Instant::now();
        assert!(watched.wait_for_change());
        // What is written to the output is no change.
        assert!(started.elapsed() >= Duration::from_millis(390), "{:?}", started.elapsed());
        writer.join().expect("written");
        let now = watched.look();
        assert_eq!(watched.seen, now);
    }
}
