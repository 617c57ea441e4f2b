//! Going back to the release before.
//! In: the name of a target. Out: the target holds that release again, byte for byte, and nothing of the later one.

use super::super::explain;
use super::super::journal::Deed;
use super::{Answered, Done, Request, Work, coming};
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
            let answered = Answered {
                reviewed: line.reviewed.clone(),
                files: line.files.clone(),
                lifted: line.lifted.clone(),
            };
            Some((record, answered))
        });
    let Some((record, answered)) = before else {
        return Err(explain::nothing_before(&work.name));
    };
    let coming = coming(&work, &answered, current.as_ref(), &record, &journal);
    let mut how = work.how(request, current.map(|(_, hash)| hash));
    // Who goes back wants nothing left of the release that was a mistake.
    how.withdraw = true;
    work.destination.prepare()?;
    let line = work.line(Deed::Rollback, &record, answered);
    let changes = work.carry_out(&record, &how, line)?;
    Ok(Done { changes, ..coming })
}
