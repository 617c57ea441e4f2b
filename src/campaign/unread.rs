//! What is not known of a campaign because one of its files was not read.
//! In: what reading it showed. Out: [`Unknown`], which keeps from being told what may be told only of files that were
//! read: people without a record, names that the roster does not have; [`Unread`], by which nothing of it is counted.

use std::collections::{BTreeMap, BTreeSet};

use yanxi_campaign::plan::{Plan, Role};
use yanxi_campaign::{Campaign, Id, Unread};
use yanxi_problem::{Code, Diagnostic, List, Name, Place, Problem, Severity};
use yanxi_reading::content_path::{folder_of, is_within};

use super::problem::SHOWN_CHOICES;
use super::{Input, file_stem, is_campaign_file, is_record_path, is_record_table_path, roster};
use crate::folder::may_be_folder;

/// What follows from a file that was not read; what is wrong with it is said where it was tried.
#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum UnreadProblem {
    #[code(R20, Note)]
    #[zh(
        "{files} 没有读出来，里面登记了什么不知道：和它有关的都写“未知”，不算未交，也不算完成率",
        "照这个文件自己的提示改好，再运行一次"
    )]
    #[en(
        "{files} could not be read, and what it holds is not known: what hangs on it is shown as unknown, not as missing, and no share is told of it",
        "mend the file as its own message says, and run this again"
    )]
    NotKnown { files: List<Name> },
    #[code(R20, Note)]
    #[zh(
        "{files} 有没读懂的地方，谁该完成什么、到哪一天为止，定不下来：没有完成的都写“未知”，不算未交，也不算完成率",
        "照这个文件自己的提示改好，再运行一次"
    )]
    #[en(
        "{files} was not understood whole, so that who owes what until when is not known: what is not done is shown as unknown, not as missing, and no share is told",
        "mend the file as its own messages say, and run this again"
    )]
    PlanNotWhole { files: List<Name> },
}

/// Files of a plan in which some line, key or value was not understood, by what reading the plan showed. What stands
/// twice was understood.
pub(super) fn partly_read(of_plan: &[Diagnostic]) -> BTreeSet<String> {
    of_plan
        .iter()
        .filter(|problem| {
            let codes = [
                Code::R04,
                Code::R05,
                Code::R21,
                Code::R22,
                Code::R23,
                Code::E01,
                Code::E03,
                Code::E04,
            ];
            problem.severity == Severity::Error && codes.contains(&problem.code)
        })
        .filter_map(|problem| problem.place.file.split('〔').next())
        .map(String::from)
        .collect()
}

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
    let lost_files = problems.iter().filter(|problem| is_of_lost_file(problem)).map(|problem| {
        // A sheet stands behind its file as `登记表.xlsx〔学习〕`.
        let file = problem.place.file.split('〔').next().unwrap_or_default();
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

/// Whether a problem says that rows of a file were not read: all of them, or those of a sheet.
fn is_of_lost_file(problem: &Diagnostic) -> bool {
    let whole = match problem.code {
        Code::R02 | Code::R03 | Code::R20 => true,
        Code::R21 => problem.place.line.is_none(),
        _ => false,
    };
    whole && problem.severity == Severity::Error
}

/// What of a campaign was not read, for counting, with the one message that says what follows from it. `without_type`:
/// tables that were opened and do not show of which type their rows are.
pub(super) fn of(
    input: &Input<'_>,
    plan: &Plan,
    problems: &[Diagnostic],
    without_type: &BTreeMap<String, BTreeSet<Id>>,
    partly: BTreeSet<String>,
) -> (Unread, Vec<Diagnostic>) {
    // Who owes what hangs on the plan: whatever is not done may be owed by nobody.
    let of_plan = !partly.is_empty();
    let mut unread = Unread { partly, roster: of_plan, any_type: of_plan, ..Unread::default() };
    let shown = |path: &str| {
        let known = input.files.iter().find(|file| file.path == path);
        known.map_or(path, |known| known.shown_path.as_str()).to_string()
    };
    for (path, types) in without_type {
        unread.any_type |= types.is_empty();
        unread.types.extend(types.iter().cloned());
        unread.files.insert(shown(path));
    }
    for path in lost_paths(input, problems) {
        let is_folder = may_be_folder(path);
        let holds_records = is_record_path(input.folder, path)
            || (is_record_table_path(input.folder, path) && !roster::is_roster(path));
        if is_folder || is_campaign_file(path) {
            unread.roster = true;
        }
        if is_folder {
            unread.any_type = true;
        } else if holds_records {
            let named = types_named(plan, path);
            unread.any_type |= named.is_empty();
            unread.types.extend(named);
        } else if !is_campaign_file(path) {
            continue;
        }
        unread.files.insert(shown(path));
    }
    let tell = |files: &BTreeSet<String>, problem: fn(List<Name>) -> UnreadProblem| {
        let named = List::cut(files.iter().map(String::as_str), SHOWN_CHOICES);
        files.first().map(|first| Diagnostic::of(Place::file(first), &problem(named)))
    };
    let told = [
        tell(&unread.files, |files| UnreadProblem::NotKnown { files }),
        tell(&unread.partly, |files| UnreadProblem::PlanNotWhole { files }),
    ];
    (unread, told.into_iter().flatten().collect())
}

/// The types of records that a file or one of its folders is named after, the nearest name first; the only one there is.
fn types_named(plan: &Plan, path: &str) -> Vec<String> {
    let of = |name: &str| -> Vec<String> {
        let own = |word: &String| !word.is_empty() && name.contains(word.as_str());
        let kinds = plan.record_types.iter();
        kinds
            .filter(|kind| own(&kind.id) || own(&kind.name) || kind.aliases.iter().any(own))
            .map(|kind| kind.id.clone())
            .collect()
    };
    let names = std::iter::once(file_stem(path)).chain(path.rsplit('/').skip(1));
    let found = names.map(of).find(|found| !found.is_empty());
    match (found, plan.record_types.as_slice()) {
        (Some(found), _) => found,
        (None, [only]) => vec![only.id.clone()],
        (None, _) => Vec::new(),
    }
}

/// What of a campaign is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unknown {
    /// Roles whose records may stand in what was not read.
    roles: BTreeSet<Role>,
    /// Units or people.
    roster: bool,
    /// By which all else is judged.
    plan: bool,
}

impl Unknown {
    /// Of a campaign in a folder: of records as they are counted, else by the files that were not found, not opened, or
    /// not understood.
    pub(super) fn of(input: &Input<'_>, campaign: &Campaign, problems: &[Diagnostic]) -> Unknown {
        let Unread { partly, any_type, types, .. } = &campaign.unread;
        // A plan that was not understood whole leaves open who owes what, not what stands in the records.
        let any_type = *any_type && partly.is_empty();
        let kinds = campaign.plan.record_types.iter();
        let unread = kinds.filter(|kind| any_type || types.contains(&kind.id));
        let roles = unread.map(|kind| kind.role).collect();
        let mut unknown = Unknown { roles, roster: !partly.is_empty(), plan: false };
        for path in lost_paths(input, problems) {
            let is_folder = may_be_folder(path);
            unknown.plan |= is_folder || (is_campaign_file(path) && !roster::is_roster(path));
            unknown.roster |= is_folder || roster::is_roster(path);
        }
        unknown
    }

    /// Whether a problem is one whatever stands in the files that were not read.
    pub fn leaves(&self, problem: &Diagnostic) -> bool {
        let code = problem.code;
        // Even which keys there are is the plan's to say.
        if self.plan && (code.is_rule() || code == Code::R05) {
            return false;
        }
        if self.roster && matches!(code, Code::W02 | Code::W10 | Code::W11 | Code::W14) {
            return false;
        }
        match hangs_on(code) {
            On::Roles(roles) => roles.iter().all(|role| !self.roles.contains(role)),
            On::AnyRecord => self.roles.is_empty(),
        }
    }
}

/// Which records, were they read, might end a problem.
enum On {
    Roles(&'static [Role]),
    AnyRecord,
}

/// What is not handed in (W02) is counted with what was not read in mind; other problems of a record stand in it.
fn hangs_on(code: Code) -> On {
    On::Roles(match code {
        Code::E08 | Code::W08 => &[Role::Rating, Role::MakeUp, Role::Explanation],
        Code::E09 => &[Role::Rating, Role::Explanation],
        Code::E10 => &[Role::UnitPlan, Role::Explanation],
        Code::W07 => &[Role::Explanation],
        Code::W09 => &[Role::Briefing, Role::Explanation],
        Code::W11 => &[Role::TopicClaim],
        Code::W14 => return On::AnyRecord,
        _ => &[],
    })
}
