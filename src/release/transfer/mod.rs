//! One release takes the place of another at a target, so that at every moment readers are served by whole files.
//! In: a place, the release it shall hold, its bytes. Out: the place holds it; cut off at any point, the next run mends it.
//!
//! In this order: the marker names every file that may be ours; files with new names come first, which nothing leads to
//! yet; changed files are brought near, then shown, pages before the files that lead into the site; the record says that
//! it is done; what is no longer used goes last. What the release before needs for readers with an open page (its index
//! and assets, whose names are made from their contents) stays until the release after.

mod marker;
mod plan;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Serialize;

use super::memory::Memory;
use super::place::folder::base_of_new;
use super::place::{Place, PlaceError};
use crate::staging::record::{KEPT, MARKER, RECORD, Record, Turn, hash};
use marker::{Marker, lock, read_marker, still_mine, write_marker};
use plan::{check_names, plan};

pub use plan::narrow_names;

/// Why a release is not at its target.
#[derive(Debug)]
pub enum Stop {
    /// An operation failed, and on what.
    Failed(PlaceError),
    /// A file of the release is missing from the site's own memory.
    Memory(io::Error),
    /// Another machine, or another folder, is publishing to the same target.
    Taken,
    /// Another release came to the target since this one was compared with it.
    Overtaken,
    /// Files that are not ours stand where files of the release go.
    InTheWay(Vec<String>),
    /// Names that a target of this kind cannot tell apart, or cannot hold.
    Names(Vec<String>),
    /// Somebody holds these pages open; the new ones lie beside them.
    Held(Vec<String>),
}

impl From<PlaceError> for Stop {
    fn from(error: PlaceError) -> Stop {
        Stop::Failed(error)
    }
}

/// How a release is brought to a place.
#[derive(Debug, Clone, Default)]
pub struct How {
    /// Who publishes: the same for the same folder on the same machine, a meaningless word to others.
    pub owner: String,
    /// Work begun by somebody else is taken over.
    pub take_over: bool,
    /// Nothing of earlier releases stays, not even for readers with an open page.
    pub withdraw: bool,
    /// Every file is written again.
    pub all: bool,
    /// Hash of the record that the target is taken to hold.
    pub expected: Option<String>,
    /// Files that were ours by the site's own memory, for a target whose record cannot be read any more.
    pub remembered: BTreeSet<String>,
}

/// What a release changes at its target.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    pub added: BTreeMap<String, u64>,
    pub changed: BTreeMap<String, u64>,
    pub removed: BTreeMap<String, u64>,
    /// Not ours; they stay.
    pub foreign: Vec<String>,
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// The release at a place, with the hash of its record.
pub fn current(place: &dyn Place) -> Result<Option<(Record, String)>, PlaceError> {
    let Some(bytes) = place.read(RECORD)? else {
        return Ok(None);
    };
    let record = Record::at_place(&bytes)
        .map_err(|error| PlaceError { shown: place.shown(RECORD), error })?;
    Ok(record.map(|record| (record, hash(&bytes))))
}

/// What bringing a release to a place would change; writes nothing.
pub fn compare(
    place: &dyn Place,
    new: &Record,
    old: Option<&Record>,
    how: &How,
) -> Result<Changes, Stop> {
    check_names(place, new)?;
    let marker = read_marker(place)?.unwrap_or_default();
    Ok(plan(place, new, old, &marker, how)?.changes)
}

/// Brings a release to a place.
pub fn bring(place: &dyn Place, memory: &Memory, new: &Record, how: &How) -> Result<Changes, Stop> {
    check_names(place, new)?;
    let (found, mut marker) = lock(place, how)?;
    let result = bring_locked(place, memory, new, how, &found, &mut marker);
    match &result {
        Ok(_) | Err(Stop::Taken) => {}
        Err(_) if marker.ours.is_empty() => {
            // Nothing was touched.
            let _ = place.remove(MARKER);
        }
        Err(stop) => {
            // The work was given up: another machine may go on with it. Where even this fails, this machine still may.
            marker.owner = String::new();
            let _ = write_marker(place, &marker);
            if !matches!(stop, Stop::Held(_)) {
                remove_brought(place, new);
            }
        }
    }
    result
}

/// Takes away what was brought near and not shown, so that a full disk has room again.
fn remove_brought(place: &dyn Place, new: &Record) {
    for path in place.list().unwrap_or_default().keys() {
        if base_of_new(path).is_some_and(|base| new.files.contains_key(base)) {
            let _ = place.remove(path);
        }
    }
}

fn bring_locked(
    place: &dyn Place,
    memory: &Memory,
    new: &Record,
    how: &How,
    found: &Marker,
    marker: &mut Marker,
) -> Result<Changes, Stop> {
    let current = current(place)?;
    if current.as_ref().map(|(_, hash)| hash) != how.expected.as_ref() {
        return Err(Stop::Overtaken);
    }
    let old = current.as_ref().map(|(record, _)| record);
    let planned = plan(place, new, old, found, how)?;
    let bytes = new.to_bytes();
    let is_there = current.is_some_and(|(_, there)| there == hash(&bytes));
    if planned.changes.is_empty() && is_there && planned.removing.is_empty() {
        place.remove(MARKER)?;
        return Ok(planned.changes);
    }
    marker.ours = planned.ours.clone();
    write_marker(place, marker)?;

    let object = |path: &str| -> Result<Vec<u8>, Stop> {
        let file = new.files.get(path).ok_or_else(|| {
            Stop::Memory(io::Error::new(io::ErrorKind::NotFound, path.to_string()))
        })?;
        memory.object(&file.hash).map_err(Stop::Memory)
    };
    let held = Mutex::new(Vec::new());
    let show = |path: &String, bytes: &[u8]| -> Result<(), Stop> {
        if !place.show(path, bytes)?
            && let Ok(mut held) = held.lock()
        {
            held.push(place.shown(path));
        }
        Ok(())
    };
    for turn in turns(&planned.adding) {
        each(place, turn, |path| {
            let bytes = object(path)?;
            place.bring(path, &bytes)?;
            show(path, &bytes)
        })?;
    }
    if place.reads_cheaply() {
        each(place, &planned.changing, |path| Ok(place.bring(path, &object(path)?)?))?;
    }
    place.settle()?;
    still_mine(place, marker)?;
    for turn in turns(&planned.changing) {
        each(place, turn, |path| show(path, &object(path)?))?;
    }
    place.settle()?;
    let held = held.into_inner().unwrap_or_default();
    if !held.is_empty() {
        return Err(Stop::Held(held));
    }
    still_mine(place, marker)?;
    if planned.keeping.is_empty() {
        place.remove(KEPT)?;
    } else {
        let kept = serde_json::to_vec(&planned.keeping).unwrap_or_default();
        place.write(KEPT, &kept)?;
    }
    if !place.write(RECORD, &bytes)? {
        return Err(Stop::Held(vec![place.shown(RECORD)]));
    }
    place.settle()?;
    each(place, &planned.removing, |path| Ok(place.remove(path)?))?;
    place.tidy(&planned.removing);
    place.remove(MARKER)?;
    place.settle()?;
    Ok(planned.changes)
}

/// Runs of files that may be shown at once, each after the one before is done.
fn turns(paths: &[String]) -> impl Iterator<Item = &[String]> {
    paths.chunk_by(|one, other| Turn::of(one) == Turn::of(other))
}

/// Does something with each file, as many at once as the place likes; the first failure ends it.
fn each(
    place: &dyn Place,
    paths: &[String],
    work: impl Fn(&String) -> Result<(), Stop> + Sync,
) -> Result<(), Stop> {
    if place.lanes() <= 1 {
        return paths.iter().try_for_each(work);
    }
    let next = AtomicUsize::new(0);
    let failure = Mutex::new(None);
    std::thread::scope(|scope| {
        for _ in 0..place.lanes().min(paths.len()) {
            scope.spawn(|| {
                while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let Err(stop) = work(path) else {
                        continue;
                    };
                    next.store(paths.len(), Ordering::Relaxed);
                    if let Ok(mut failure) = failure.lock() {
                        failure.get_or_insert(stop);
                    }
                }
            });
        }
    });
    match failure.into_inner() {
        Ok(None) => Ok(()),
        Ok(Some(stop)) => Err(stop),
        Err(_) => Err(Stop::Memory(io::ErrorKind::Other.into())),
    }
}

#[cfg(test)]
mod tests;
