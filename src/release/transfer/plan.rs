//! What a release changes at a place.
//! In: the release, the one that is there, the files that lie there. Out: files to add, change, remove and keep, or why
//! it cannot be.

use std::collections::{BTreeMap, BTreeSet};

use super::super::place::Place;
use super::super::place::folder::base_of_new;
use super::marker::Marker;
use super::{Changes, How, Stop};
use crate::staging::record::{
    KEPT, MARKER, RECORD, Record, Turn, hash, is_named_by_content, is_safe,
};
use crate::windows_name;

/// What stands at a place as far as a new release is concerned.
pub(super) struct Plan {
    pub(super) changes: Changes,
    /// In the order in which they are shown.
    pub(super) adding: Vec<String>,
    pub(super) changing: Vec<String>,
    pub(super) removing: Vec<String>,
    pub(super) keeping: BTreeSet<String>,
    pub(super) ours: BTreeSet<String>,
}

pub(super) fn plan(
    place: &dyn Place,
    new: &Record,
    old: Option<&Record>,
    marker: &Marker,
    how: &How,
) -> Result<Plan, Stop> {
    let listing = place.list()?;
    let kept: BTreeSet<String> =
        place.read(KEPT)?.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    let mut ours: BTreeSet<String> =
        marker.ours.iter().chain(&kept).filter(|path| is_safe(path)).cloned().collect();
    match old {
        Some(old) => ours.extend(old.files.keys().cloned()),
        None if listing.contains_key(RECORD) => ours.extend(how.remembered.iter().cloned()),
        None => {}
    }
    let unsure = how.all || !marker.run.is_empty();
    let mut plan = Plan {
        changes: Changes::default(),
        adding: Vec::new(),
        changing: Vec::new(),
        removing: Vec::new(),
        keeping: keeping(new, old, &kept, how),
        ours: BTreeSet::new(),
    };
    let mut in_the_way = Vec::new();
    for (path, file) in &new.files {
        // What is listed where a folder of ours goes is a link to another folder, or a file: nothing is written through it.
        let taken = path
            .match_indices('/')
            .map(|(end, _)| &path[..end])
            .find(|folder| listing.contains_key(*folder));
        if let Some(folder) = taken {
            let folder = place.shown(folder);
            if !in_the_way.contains(&folder) {
                in_the_way.push(folder);
            }
            continue;
        }
        let Some(size) = listing.get(path) else {
            plan.changes.added.insert(path.clone(), file.size);
            plan.adding.push(path.clone());
            continue;
        };
        let is_ours = ours.contains(path);
        let as_recorded = old.and_then(|old| old.files.get(path)) == Some(file);
        let same = *size == file.size
            && if place.reads_cheaply() || !is_ours {
                place.read(path)?.is_some_and(|bytes| hash(&bytes) == file.hash)
            } else {
                as_recorded && !unsure
            };
        if !same && !is_ours {
            in_the_way.push(place.shown(path));
        } else if !same || (how.all && is_ours) {
            plan.changes.changed.insert(path.clone(), file.size);
            plan.changing.push(path.clone());
        }
    }
    if !in_the_way.is_empty() {
        return Err(Stop::InTheWay(in_the_way));
    }
    for paths in [&mut plan.adding, &mut plan.changing] {
        paths.sort_by_key(|path| (Turn::of(path), path.clone()));
    }
    // On a stick `A.pdf` and `a.pdf` are one file: the old name then stands for the new file.
    let in_small: BTreeMap<String, &String> =
        new.files.keys().map(|path| (path.to_lowercase(), path)).collect();
    let is_another_name = |path: &str| {
        in_small
            .get(&path.to_lowercase())
            .is_some_and(|now| place.has_narrow_names() && !listing.contains_key(*now))
    };
    for (path, size) in &listing {
        let base = base_of_new(path).filter(|base| {
            ours.contains(*base) || new.files.contains_key(*base) || is_working_file(base)
        });
        if base.is_some() {
            plan.removing.push(path.clone());
        } else if new.files.contains_key(path) || is_working_file(path) {
        } else if ours.contains(path) {
            if !plan.keeping.contains(path) && !is_another_name(path) {
                plan.changes.removed.insert(path.clone(), *size);
                plan.removing.push(path.clone());
            }
        } else {
            plan.changes.foreign.push(path.clone());
        }
    }
    plan.keeping.retain(|path| listing.contains_key(path));
    plan.ours = ours;
    plan.ours.extend(new.files.keys().cloned());
    Ok(plan)
}

pub(super) fn is_working_file(path: &str) -> bool {
    matches!(path, RECORD | MARKER | KEPT)
}

/// Index and assets of the release before. They go at once where a page was taken back, for they hold its text.
fn keeping(
    new: &Record,
    old: Option<&Record>,
    kept: &BTreeSet<String>,
    how: &How,
) -> BTreeSet<String> {
    let Some(old) = old.filter(|old| !how.withdraw && old.edition == new.edition) else {
        return BTreeSet::new();
    };
    if old == new {
        // The same release once more.
        return kept.clone();
    }
    if old.pages.keys().any(|path| !new.pages.contains_key(path)) {
        return BTreeSet::new();
    }
    old.files
        .keys()
        .filter(|path| is_named_by_content(path) && !new.files.contains_key(*path))
        .cloned()
        .collect()
}

pub(super) fn check_names(place: &dyn Place, new: &Record) -> Result<(), Stop> {
    if let Some(path) = new.files.keys().find(|path| is_working_file(path)) {
        return Err(Stop::Names(vec![path.clone()]));
    }
    if !place.has_narrow_names() {
        return Ok(());
    }
    let wrong = narrow_names(new.files.keys());
    if wrong.is_empty() { Ok(()) } else { Err(Stop::Names(wrong)) }
}

/// Names that Windows and FAT32 cannot hold, and names they take for one.
pub fn narrow_names<'a>(paths: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut seen: BTreeMap<String, &String> = BTreeMap::new();
    let mut wrong = Vec::new();
    for path in paths {
        let unfit = path.split('/').any(|part| windows_name::fault(part).is_some());
        if unfit {
            wrong.push(path.clone());
        } else if let Some(other) = seen.insert(path.to_lowercase(), path) {
            wrong.push(other.clone());
            wrong.push(path.clone());
        }
    }
    wrong
}
