//! Checking the log and what was published.
//! In: the site's folder, or a copy that was carried about. Out: everything that is not as it was published.

use crate::exit_status::Failure;
use std::collections::BTreeSet;
use std::path::Path;

use super::super::journal::Journal;
use super::super::memory::Memory;
use super::super::transfer::Stop;
use super::super::{bundle, destination, explain};
use super::Work;
use crate::folder::Layout;
use yanxi_problem::Diagnostic;

/// What verifying has found.
#[derive(Debug, Default)]
pub struct Verified {
    pub lines: usize,
    /// Targets with their number and count of files.
    pub targets: Vec<(String, u64, usize)>,
    pub problems: Vec<Diagnostic>,
}

/// Checks the log, and that each target, or the one asked for, holds just what its record says.
pub fn verify(folder: &Path, asked: Option<&str>) -> Result<Verified, Failure> {
    let layout = Layout::of(folder);
    let config = crate::config::site::read_config(&layout.site)?;
    let names: Vec<String> = match asked {
        Some(_) => vec![destination::choose(&config.publish, asked)?.0],
        None => config.publish.keys().cloned().collect(),
    };
    let memory = Memory::of(&layout.site);
    let journal = Journal::read(&memory).map_err(|error| explain::memory(&layout.site, &error))?;
    let mut verified = Verified { lines: journal.lines.len(), ..Verified::default() };
    let broken = journal.broken.iter().map(|line| explain::broken_line(*line));
    verified.problems.extend(broken);
    for name in names {
        let work = Work::open(folder, Some(&name))?;
        verify_target(&work, &journal, &mut verified)?;
    }
    Ok(verified)
}

fn verify_target(work: &Work, journal: &Journal, verified: &mut Verified) -> Result<(), Failure> {
    let last = journal.last(&work.name);
    let Some((record, record_hash)) = work.destination.current()? else {
        if last.is_some() || asked_alone(verified) {
            verified.problems.push(explain::no_release(&work.destination.shown()));
        }
        return Ok(());
    };
    verified.targets.push((work.name.clone(), record.number, record.files.len()));
    match last {
        Some(line) if line.record == record_hash => {
            let told: BTreeSet<&str> = line.reviewed.iter().map(|one| one.page.as_str()).collect();
            let untold = record
                .pages
                .iter()
                .filter(|(path, page)| !page.source.is_empty() && !told.contains(path.as_str()))
                .map(|(path, _)| explain::no_entry(path, record.number));
            verified.problems.extend(untold);
        }
        _ => verified.problems.push(explain::record_differs(&work.name, &work.destination.shown())),
    }
    let differing = work
        .destination
        .verify(&record)
        .map_err(|error| explain::stop(&work.destination, Stop::Failed(error)))?;
    verified.problems.extend(differing.into_iter().map(explain::difference));
    Ok(())
}

/// Before any target was looked at.
fn asked_alone(verified: &Verified) -> bool {
    verified.targets.is_empty()
}

/// Checks a copy that was carried about: a zip file, or the folder it was unpacked to. Counts its files.
pub fn verify_copy(path: &Path) -> Result<(usize, Vec<Diagnostic>), Failure> {
    let found = bundle::verify(path).map_err(|error| explain::no_sums(path, &error))?;
    let files = found.files;
    let problems =
        destination::differences(found).into_iter().map(explain::difference_of_copy).collect();
    Ok((files, problems))
}
