//! A target of the settings, ready for use.
//! In: a `[publish.NAME]` table. Out: what it holds, and ways to change that; folder and bucket hold files, a bundle is one.

use std::collections::BTreeMap;
use std::path::PathBuf;

use rayon::prelude::*;

use super::bundle;
use super::explain;
use super::memory::Memory;
use super::opening;
use super::place::folder::Folder;
use super::place::{Place, PlaceError};
use super::transfer::{self, Changes, How, Stop, narrow_names};
use crate::config::targets::{Kind, Target, Targets};
use crate::exit_status::Failure;
use crate::folder::Layout;
use crate::staging::record::{KEPT, MARKER, RECORD, Record, hash};

pub(super) enum Destination {
    Place(Box<dyn Place>),
    Bundle(PathBuf),
}

/// A file of a target that is not as its record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Difference {
    Changed(String),
    Missing(String),
    /// Not ours, or left by a run that was cut off.
    Further(String),
    /// A run was cut off.
    Unfinished(String),
}

/// The target asked for, or the only one.
pub(super) fn choose(targets: &Targets, asked: Option<&str>) -> Result<(String, Target), Failure> {
    match asked {
        Some(name) => match targets.get(name) {
            Some(target) => Ok((name.to_string(), target.clone())),
            None => Err(explain::no_such_target(name, targets)),
        },
        None => match targets.iter().next().filter(|_| targets.len() == 1) {
            Some((name, target)) => Ok((name.clone(), target.clone())),
            None => Err(explain::which_target(targets)),
        },
    }
}

impl Destination {
    pub(super) fn open(
        name: &str,
        target: &Target,
        layout: &Layout,
    ) -> Result<Destination, Failure> {
        if target.kind == Kind::S3 {
            return open_bucket(name, target, layout);
        }
        let path = layout.site.join(target.path.as_deref().unwrap_or_default());
        let parent = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
            _ => PathBuf::from("."),
        };
        if !parent.is_dir() {
            return Err(explain::not_there(name, &parent));
        }
        if layout.is_own(&path) || layout.is_in_content(&path) || layout.is_in_memory(&path) {
            return Err(explain::inside_site(name, &path));
        }
        if target.kind == Kind::Zip {
            return Ok(Destination::Bundle(path));
        }
        // What was published before stays where its readers know it.
        let lies_at_top = [RECORD, MARKER].iter().any(|own| path.join(own).is_file());
        let folder = match target.web || lies_at_top {
            true => Folder::new(path),
            false => Folder::with_opening(path),
        };
        Ok(Destination::Place(Box::new(folder)))
    }

    /// Makes the target where it is still to be made and what it lies in is there.
    pub(super) fn prepare(&self) -> Result<(), Failure> {
        match self {
            Destination::Place(place) => place.prepare().map_err(|error| explain::failed(&error)),
            Destination::Bundle(_) => Ok(()),
        }
    }

    /// Whether a place for files has no sign of a release, not even a damaged one. A bundle is made anew.
    pub(super) fn holds_none(&self) -> Result<bool, Failure> {
        match self {
            Destination::Place(place) if !self.is_absent() => {
                let record = place.read(RECORD).map_err(|error| explain::failed(&error))?;
                let marker = place.read(MARKER).map_err(|error| explain::failed(&error))?;
                Ok(record.is_none() && marker.is_none())
            }
            Destination::Place(_) => Ok(true),
            Destination::Bundle(_) => Ok(false),
        }
    }

    pub(super) fn shown(&self) -> String {
        match self {
            Destination::Place(place) => place.shown(""),
            Destination::Bundle(path) => path.to_string_lossy().into_owned(),
        }
    }

    /// A folder that is still to be made.
    fn is_absent(&self) -> bool {
        match self {
            Destination::Place(place) => place.is_absent(),
            Destination::Bundle(path) => !path.exists(),
        }
    }

    /// The release it holds, with the hash of its record.
    pub(super) fn current(&self) -> Result<Option<(Record, String)>, Failure> {
        if self.is_absent() {
            return Ok(None);
        }
        let found = match self {
            Destination::Place(place) => transfer::current(place.as_ref()),
            Destination::Bundle(path) => bundle::current(path)
                .map_err(|error| PlaceError { shown: path.to_string_lossy().into_owned(), error }),
        };
        found.map_err(|error| explain::failed(&error))
    }

    pub(super) fn compare(
        &self,
        new: &Record,
        old: Option<&Record>,
        how: &How,
    ) -> Result<Changes, Stop> {
        match self {
            Destination::Place(place) if !self.is_absent() => {
                refuse_other_opening(place.as_ref(), new)?;
                transfer::compare(place.as_ref(), new, old, how)
            }
            _ => between(new, old),
        }
    }

    pub(super) fn bring(&self, memory: &Memory, new: &Record, how: &How) -> Result<Changes, Stop> {
        let path = match self {
            Destination::Place(place) => {
                refuse_other_opening(place.as_ref(), new)?;
                let changes = transfer::bring(place.as_ref(), memory, new, how)?;
                place.show_opening(&new.title)?;
                return Ok(changes);
            }
            Destination::Bundle(path) => path,
        };
        let failed =
            |error| Stop::Failed(PlaceError { shown: path.to_string_lossy().into_owned(), error });
        let current = bundle::current(path).map_err(failed)?;
        if current.is_none() && path.exists() {
            return Err(Stop::InTheWay(vec![self.shown()]));
        }
        if current.as_ref().map(|(_, hash)| hash) != how.expected.as_ref() {
            return Err(Stop::Overtaken);
        }
        let old = current.as_ref().map(|(record, _)| record);
        let changes = between(new, old)?;
        let is_whole = || bundle::verify(path).is_ok_and(|found| found.is_whole());
        if old == Some(new) && !how.all && is_whole() {
            return Ok(changes);
        }
        bundle::write(path, new, memory, &how.owner).map_err(failed)?;
        Ok(changes)
    }

    /// Every file that is not as the record says.
    pub(super) fn verify(&self, record: &Record) -> Result<Vec<Difference>, PlaceError> {
        match self {
            Destination::Place(place) => verify_place(place.as_ref(), record),
            Destination::Bundle(path) => {
                let found = bundle::verify(path).map_err(|error| PlaceError {
                    shown: path.to_string_lossy().into_owned(),
                    error,
                })?;
                Ok(differences(found))
            }
        }
    }
}

/// A file of somebody else's stands where the page above the site goes.
fn refuse_other_opening(place: &dyn Place, new: &Record) -> Result<(), Stop> {
    let others = place
        .opening(&new.title)?
        .filter(|opening| opening.there.as_ref().is_some_and(|there| !opening::is_ours(there)));
    others.map_or(Ok(()), |opening| Err(Stop::InTheWay(vec![opening.shown])))
}

/// What the sums of a bundle have shown.
pub(super) fn differences(found: bundle::Differences) -> Vec<Difference> {
    let changed = found.changed.into_iter().map(Difference::Changed);
    let missing = found.missing.into_iter().map(Difference::Missing);
    let further = found.further.into_iter().map(Difference::Further);
    changed.chain(missing).chain(further).collect()
}

fn verify_place(place: &dyn Place, record: &Record) -> Result<Vec<Difference>, PlaceError> {
    let listing = place.list()?;
    let kept: BTreeMap<String, u64> = place
        .read(KEPT)?
        .and_then(|bytes| serde_json::from_slice::<Vec<String>>(&bytes).ok())
        .unwrap_or_default()
        .into_iter()
        .map(|path| (path, 0))
        .collect();
    let pool =
        rayon::ThreadPoolBuilder::new().num_threads(place.lanes()).build().map_err(|error| {
            PlaceError { shown: place.shown(""), error: std::io::Error::other(error) }
        })?;
    let files: Vec<_> = record.files.iter().collect();
    let mut found: Vec<Difference> = pool.install(|| {
        files
            .into_par_iter()
            .filter_map(|(path, file)| match place.read(path) {
                Ok(Some(bytes)) if hash(&bytes) == file.hash => None,
                Ok(Some(_)) => Some(Ok(Difference::Changed(place.shown(path)))),
                Ok(None) => Some(Ok(Difference::Missing(place.shown(path)))),
                Err(error) => Some(Err(error)),
            })
            .collect::<Result<_, _>>()
    })?;
    match place.opening(&record.title)? {
        Some(opening) if opening.there.is_none() => found.push(Difference::Missing(opening.shown)),
        Some(opening) if opening.there.as_ref() != Some(&opening.wanted) => {
            found.push(Difference::Changed(opening.shown));
        }
        _ => {}
    }
    if listing.contains_key(MARKER) {
        found.push(Difference::Unfinished(place.shown(MARKER)));
    }
    let further = listing.keys().filter(|path| {
        !record.files.contains_key(*path)
            && !kept.contains_key(*path)
            && !matches!(path.as_str(), RECORD | MARKER | KEPT)
    });
    found.extend(further.map(|path| Difference::Further(place.shown(path))));
    Ok(found)
}

/// What changes in a target that is one file, or is still to be made.
fn between(new: &Record, old: Option<&Record>) -> Result<Changes, Stop> {
    let wrong = narrow_names(new.files.keys());
    if !wrong.is_empty() {
        return Err(Stop::Names(wrong));
    }
    let mut changes = Changes::default();
    let empty = Record::default();
    let old = old.unwrap_or(&empty);
    for (path, file) in &new.files {
        match old.files.get(path) {
            None => changes.added.insert(path.clone(), file.size),
            Some(before) if before != file => changes.changed.insert(path.clone(), file.size),
            Some(_) => None,
        };
    }
    for (path, file) in &old.files {
        if !new.files.contains_key(path) {
            changes.removed.insert(path.clone(), file.size);
        }
    }
    Ok(changes)
}

#[cfg(feature = "bucket")]
fn open_bucket(name: &str, target: &Target, layout: &Layout) -> Result<Destination, Failure> {
    use super::place::bucket::{Bucket, Keys};
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let keys = Keys::find(variable, target.credentials.as_deref(), &layout.site)
        .map_err(|problem| explain::no_keys(name, &problem))?;
    let bucket = Bucket::open(target, &keys).map_err(|error| {
        explain::failed(&PlaceError { shown: target.bucket.clone().unwrap_or_default(), error })
    })?;
    Ok(Destination::Place(Box::new(bucket)))
}

#[cfg(not(feature = "bucket"))]
fn open_bucket(name: &str, _target: &Target, _layout: &Layout) -> Result<Destination, Failure> {
    Err(explain::no_buckets(name))
}
