//! What is not known of a campaign because one of its files was not read.
//! In: what reading it showed. Out: [`Unknown`], which keeps from being told what may be told only of files that were
//! read: people without a record, names that the roster does not have.

use yanxi_problem::{Code, Diagnostic, Group, Severity};
use yanxi_reading::content_path::{folder_of, is_within};

use super::{Input, file_stem, is_campaign_file, roster};
use crate::folder::may_be_folder;

/// Which files of names were not read whole, so that a name which is not found may be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Lost {
    pub(super) units: bool,
    pub(super) people: bool,
    pub(super) records: bool,
}

impl Lost {
    /// By what reading the roster showed, and by the files that were not there to be read. Registers are read later: what
    /// they lose is known when all is read.
    pub(super) fn of(input: &Input<'_>, of_roster: &[Diagnostic]) -> Lost {
        let unread: Vec<&str> = lost_paths(input, of_roster).collect();
        let stem_is = |names: &[&str], path: &str| {
            may_be_folder(path) || names.contains(&file_stem(path).to_lowercase().as_str())
        };
        let [units, people] = roster::FILES;
        Lost {
            units: unread.iter().any(|path| stem_is(&units, path)),
            people: unread.iter().any(|path| stem_is(&people, path)),
            records: unread.iter().any(|path| !is_campaign_file(path)),
        }
    }
}

/// Paths of what was not found, not opened or not understood of a campaign.
fn lost_paths<'a>(
    input: &'a Input<'_>,
    problems: &'a [Diagnostic],
) -> impl Iterator<Item = &'a str> {
    let is_lost = |problem: &&Diagnostic| {
        problem.severity == Severity::Error
            && matches!(problem.code, Code::R02 | Code::R03 | Code::R20)
    };
    let lost_files = problems.iter().filter(is_lost).map(|problem| {
        let file = problem.place.file.as_str();
        let known = input.files.iter().find(|other| other.shown_path == file);
        known.map_or(file, |known| known.path.as_str())
    });
    // A roster may lie at the top, for all campaigns.
    let unread = input.unread.paths().filter(|path| {
        is_within(path, input.folder)
            || is_within(input.folder, path)
            || (folder_of(path).is_empty() && roster::is_roster(path))
    });
    lost_files.chain(unread)
}

/// Which parts of a campaign are unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unknown {
    /// Registers, ledgers or texts: who has done what, and what explains it.
    records: bool,
    /// Units or people.
    roster: bool,
    /// By which all else is judged.
    plan: bool,
}

impl Unknown {
    /// Of a campaign in a folder, by the files that were not found, not opened, or not understood.
    pub(super) fn of(input: &Input<'_>, problems: &[Diagnostic]) -> Unknown {
        lost_paths(input, problems).fold(Unknown::default(), |unknown, path| {
            let is_folder = may_be_folder(path);
            let is_plan = is_campaign_file(path) && !roster::is_roster(path);
            unknown.and(Unknown {
                plan: is_folder || is_plan,
                roster: is_folder || roster::is_roster(path),
                records: is_folder || !is_campaign_file(path),
            })
        })
    }

    pub fn and(self, other: Unknown) -> Unknown {
        Unknown {
            records: self.records || other.records,
            roster: self.roster || other.roster,
            plan: self.plan || other.plan,
        }
    }

    /// Whether a problem is one whatever stands in the files that were not read.
    pub fn leaves(self, problem: &Diagnostic) -> bool {
        let code = problem.code;
        // Even which keys there are is the plan's to say.
        if self.plan && (code.is_rule() || code == Code::R05) {
            return false;
        }
        if (self.roster || self.records) && problem.group == Group::State {
            return false;
        }
        // What is missing from a count or a row of numbers may stand there.
        !(self.records && matches!(code, Code::W05 | Code::W09))
    }
}
