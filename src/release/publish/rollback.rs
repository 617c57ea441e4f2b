//! Going back to the release before.
//! In: the name of a target. Out: the target holds that release again, byte for byte, and nothing of the later one.

use super::super::explain;
use super::super::journal::Deed;
use super::{Done, PageChanges, Request, Work};
use crate::exit_status::Failure;
use crate::staging::record::hash;

/// Brings the release before back to its target, byte for byte.
pub fn rollback(request: &Request) -> Result<Done, Failure> {
    let work = Work::open(&request.folder, request.target.as_deref())?;
    let _held = work.hold()?;
    let current = work.destination.current()?;
    let there = current.as_ref().map(|(_, hash)| hash.as_str());
    let journal = work.mend_memory(there)?;
    let before = journal
        .lines
        .iter()
        .rev()
        .find(|line| {
            line.target == work.name
                && Some(line.record.as_str()) != there
                && line.edition == work.target.edition
        })
        .and_then(|line| {
            let records = work.memory.records(&work.name);
            let record =
                records.into_iter().find(|record| hash(&record.to_bytes()) == line.record)?;
            Some((record, line.reviewed.clone()))
        });
    let Some((record, reviewed)) = before else {
        return Err(explain::nothing_before(&work.name));
    };
    let old = current.as_ref().map(|(old, _)| old.clone());
    let mut how = work.how(request, current.map(|(_, hash)| hash));
    // Who goes back wants nothing left of the release that was a mistake.
    how.withdraw = true;
    work.destination.prepare()?;
    let line = work.line(Deed::Rollback, &record, reviewed);
    let changes = work.carry_out(&record, &how, line)?;
    Ok(Done {
        target: work.name.clone(),
        shown: work.destination.shown(),
        number: record.number,
        files: record.files.len(),
        pages: PageChanges::between(old.as_ref(), &record),
        from: old.map(|old| old.number),
        changes,
        nothing_new: false,
        diagnostics: Vec::new(),
    })
}
