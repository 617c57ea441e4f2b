//! The marker at a place while a release is being written there.
//! In: who is about to write. Out: the place is theirs, or taken; and a list of every file that may be ours.

use std::collections::BTreeSet;
use std::io;

use serde::{Deserialize, Serialize};

use super::super::place::{Place, PlaceError};
use super::{How, Stop};
use crate::staging::record::MARKER;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Marker {
    /// Empty when the work was given up and nobody is at it.
    pub(super) owner: String,
    /// Tells one run from another.
    pub(super) run: String,
    /// Every file that may be ours.
    pub(super) ours: BTreeSet<String>,
}

pub(super) fn read_marker(place: &dyn Place) -> Result<Option<Marker>, Stop> {
    // One that cannot be read was being written when its writer was cut off: nobody is known to be at it.
    Ok(place.read(MARKER)?.map(|bytes| {
        serde_json::from_slice(&bytes)
            .unwrap_or_else(|_| Marker { run: "?".into(), ..Marker::default() })
    }))
}

pub(super) fn write_marker(place: &dyn Place, marker: &Marker) -> Result<(), Stop> {
    let bytes = serde_json::to_vec(marker).unwrap_or_default();
    place.write(MARKER, &bytes)?;
    Ok(())
}

/// Puts our marker at the target. Returns the one found there, if a run was cut off, and ours.
pub(super) fn lock(place: &dyn Place, how: &How) -> Result<(Marker, Marker), Stop> {
    let found = read_marker(place)?;
    let mut mine = Marker { owner: how.owner.clone(), run: run_name(), ours: BTreeSet::new() };
    match &found {
        None => {
            let bytes = serde_json::to_vec(&mine).unwrap_or_default();
            if !place.create(MARKER, &bytes)? {
                return Err(Stop::Taken);
            }
        }
        Some(found) => {
            let free = found.owner.is_empty() || found.owner == how.owner || how.take_over;
            if !free {
                return Err(Stop::Taken);
            }
            mine.ours = found.ours.clone();
            write_marker(place, &mine)?;
        }
    }
    still_mine(place, &mine)?;
    Ok((found.unwrap_or_default(), mine))
}

/// A store without conditions may let two writers pass: then the last marker stands, and the other one stops.
pub(super) fn still_mine(place: &dyn Place, mine: &Marker) -> Result<(), Stop> {
    match read_marker(place)? {
        Some(found) if found.run == mine.run => Ok(()),
        Some(_) => Err(Stop::Taken),
        None => Err(Stop::Failed(PlaceError {
            shown: place.shown(MARKER),
            error: io::ErrorKind::NotFound.into(),
        })),
    }
}

pub(super) fn run_name() -> String {
    let now =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    format!("{}-{}", std::process::id(), now.as_nanos())
}
