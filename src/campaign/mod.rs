//! Reads campaigns: the plan, the roster, the records and ledgers, the lists of wordings.
//! In: the files of the content folder and its Markdown. Out: a [`Campaign`], with every problem at its place.
//!
//! All three sources, `计划.toml`, the rows of spreadsheets and the keys above Markdown texts, become the same
//! entities first, so that a key means the same wherever it stands.

mod ballot;
mod checks;
mod closing;
mod day;
mod directory;
mod entity;
pub(crate) mod likeness;
mod names;
mod plan;
mod plan_entities;
mod plan_problem;
mod plan_ratings;
mod plan_rules;
mod plan_text;
mod problem;
mod reader;
mod record;
mod record_fields;
mod record_names;
mod record_problem;
mod record_tables;
mod records;
mod remedy;
mod roster;
mod settling;
mod sheets;
mod stays;
mod unread;
mod wordlist;
mod written_twice;
mod wrong_value;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jiff::civil::Date;
use yanxi_campaign::plan::Plan;
use yanxi_campaign::progress::Progress;
use yanxi_campaign::{Campaign, Unit};

use crate::folder::{NamedFiles, Unread};
use directory::Directory;
use plan::PlanReader;
use plan_problem::PlanProblem;
use yanxi_problem::{Code, Diagnostic, Entry as CatalogueEntry, Name, Place, Saying};
use yanxi_reading::content_path::{file_name, folder_of};
use yanxi_reading::front_matter::Entry;
use yanxi_reading::{OtherFile, cannot_read, encoding, table};

pub(crate) use closing::{close, closed};
pub(crate) use record::is_common_key;
use unread::Lost;
pub use unread::Unknown;

/// Names of the file that makes a folder a campaign.
pub const PLAN_FILES: [&str; 2] = ["plan.toml", "计划.toml"];
/// Names, without extension, of the spreadsheet with parts of the plan.
const PLAN_SHEETS: [&str; 2] = ["plan", "计划"];
pub(crate) const RECORD_FOLDERS: [&str; 2] = ["records", "记录"];
const LEDGER_FOLDERS: [&str; 2] = ["ledgers", "台账"];
pub(crate) const UNIT_PLAN_FOLDERS: [&str; 2] = ["plans", "单位方案"];
const WORDLIST_FOLDERS: [&str; 2] = ["wordlists", "词表"];
/// Spreadsheets in these are attached to records, not records themselves.
const ATTACHMENT_FOLDERS: [&str; 2] = ["attachments", "附件"];

/// What a campaign is read from.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The campaign's folder below the content folder; empty at the top.
    pub folder: &'a str,
    /// All files of the content folder that are not Markdown.
    pub files: &'a [OtherFile],
    /// The Markdown files that are records; see [`is_record_path`].
    pub pages: &'a [PageSource<'a>],
    /// Paths of files and pages that their folder, or they themselves, keep internal: no record in them is public.
    pub internal_files: &'a BTreeSet<String>,
    /// What of the content folder was not read.
    pub unread: &'a Unread,
    pub today: Date,
}

/// A Markdown file that is a record.
#[derive(Debug, Clone, Copy)]
pub struct PageSource<'a> {
    /// Below the content folder.
    pub path: &'a str,
    pub shown_path: &'a str,
    pub text: &'a str,
    pub entries: &'a [Entry],
    /// The first heading of the first level.
    pub heading: Option<&'a str>,
    /// Han characters of the text.
    pub characters: u32,
}

/// A campaign as read.
#[derive(Debug, Default)]
pub struct ReadCampaign {
    pub campaign: Campaign,
    /// How it stands on the day it was read for.
    pub progress: Progress,
    /// Not in order; of a roster that several campaigns share, each campaign gives the same ones.
    pub diagnostics: Vec<Diagnostic>,
    /// Files read as parts of the campaign, by path: they are no attachments.
    pub used_files: BTreeSet<String>,
    /// Records that say that they are not to be published at all, and were left out.
    pub unpublished: usize,
    /// What cannot be told of it, since some file was not read.
    pub unknown: Unknown,
}

/// The folders that hold a plan, in order.
pub fn folders(files: &[OtherFile]) -> Vec<String> {
    let folders: BTreeSet<&str> = files
        .iter()
        .filter(|file| PLAN_FILES.contains(&file_name(&file.path)))
        .map(|file| folder_of(&file.path))
        .collect();
    folders.into_iter().map(String::from).collect()
}

/// Whether a Markdown file is a record of the campaign in a folder.
pub fn is_record_path(folder: &str, path: &str) -> bool {
    is_below(folder, path, &RECORD_FOLDERS) || is_below(folder, path, &UNIT_PLAN_FOLDERS)
}

/// Whether a file is a plan or a roster by its name, read or not. Such a file is never shown to anybody as it is.
pub fn is_campaign_file(path: &str) -> bool {
    let is_plan = file_name(path)
        .split('.')
        .next()
        .is_some_and(|stem| PLAN_SHEETS.contains(&stem.to_lowercase().as_str()));
    PLAN_FILES.contains(&file_name(path))
        || (is_plan && table::is_table(path))
        || roster::is_roster(path)
}

/// Whether a table lies where the campaign in a folder keeps its registers and ledgers.
pub fn is_record_table_path(folder: &str, path: &str) -> bool {
    table::is_table(path)
        && (is_below(folder, path, &RECORD_FOLDERS) || is_below(folder, path, &LEDGER_FOLDERS))
        && !path.split('/').any(|part| ATTACHMENT_FOLDERS.contains(&part))
}

/// Whether a text of an office lies where the campaign in a folder keeps its registers and ledgers, as if it were one.
pub fn is_text_among_tables(folder: &str, path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default().to_lowercase();
    ["docx", "doc", "wps", "rtf", "odt", "pdf", "ofd"].contains(&ending.as_str())
        && (is_below(folder, path, &RECORD_FOLDERS) || is_below(folder, path, &LEDGER_FOLDERS))
        && !path.split('/').any(|part| ATTACHMENT_FOLDERS.contains(&part))
}

/// Whether a Markdown file is a unit's own plan.
fn is_unit_plan_path(folder: &str, path: &str) -> bool {
    is_below(folder, path, &UNIT_PLAN_FOLDERS)
}

/// Every problem of this folder, for the catalogue.
pub fn problems() -> Vec<CatalogueEntry> {
    [
        yanxi_problem::problems::<problem::NameProblem>(),
        yanxi_problem::problems::<problem::KeyProblem>(),
        yanxi_problem::problems::<wrong_value::ValueProblem>(),
        yanxi_problem::problems::<plan_problem::PlanProblem>(),
        yanxi_problem::problems::<roster::RosterProblem>(),
        yanxi_problem::problems::<stays::StayProblem>(),
        yanxi_problem::problems::<unread::UnreadProblem>(),
        yanxi_problem::problems::<record_problem::RecordProblem>(),
        yanxi_problem::problems::<written_twice::TwiceProblem>(),
        yanxi_problem::problems::<ballot::BallotProblem>(),
        yanxi_problem::problems::<closing::ClosingProblem>(),
        checks::problems(),
    ]
    .concat()
}

/// Every part of this folder's messages, for the catalogue.
pub fn sayings() -> Vec<Saying> {
    [
        yanxi_problem::sayings::<names::Kind>(),
        yanxi_problem::sayings::<problem::RatingRules>(),
        yanxi_problem::sayings::<remedy::Example>(),
        yanxi_problem::sayings::<remedy::Remedy>(),
        yanxi_problem::sayings::<closing::WholeEntry>(),
        checks::sayings(),
    ]
    .concat()
}

/// Reads one campaign; problems never stop the reading.
pub fn read(input: &Input<'_>) -> ReadCampaign {
    let mut read = ReadCampaign::default();
    let mut plan_reader = read_plan(input, &mut read);
    let of_plan = [read.diagnostics.as_slice(), plan_reader.problems.as_slice()].concat();
    let plan_not_whole = unread::partly_read(&of_plan);
    let roster =
        roster::read(input.folder, input.files, &plan_reader.plan, &plan_reader.unit_classes);
    let lost = Lost::of(input, &roster.problems);
    let units = roster.units.cut(lost.units);
    let of_roster = roster.problems.into_iter();
    read.diagnostics.extend(of_roster.filter(|problem| !lost.units || problem.code != Code::E01));
    read.used_files.extend(roster.used_files);
    for page in input.pages {
        plan_reader.chosen_items(&records::entity_of_page(page), &units);
    }
    read.diagnostics.append(&mut plan_reader.problems);

    let plan = std::mem::take(&mut plan_reader.plan);
    let directory = Directory::new(&plan, &roster.roster, &units, &plan_reader, lost);
    let files = NamedFiles::of(input.files);
    let collected = records::read(input, &directory, &files);
    read.diagnostics.extend(collected.problems);
    read.used_files.extend(collected.used_files);
    read.unpublished = collected.unpublished;
    let without_type = collected.without_type;
    let without_items = collected.without_items;
    let closing_columns = collected.closing_columns;
    let (records, problems) = settling::settle(collected.drafts, &directory, input.today);
    read.diagnostics.extend(problems);
    drop(directory);

    let (wordings, foreign_places) = read_wordlists(input, &mut read);
    let (unread, told) = unread::of(input, &plan, &read.diagnostics, &without_type, plan_not_whole);
    read.diagnostics.extend(told);
    read.campaign = Campaign {
        plan,
        roster: roster.roster,
        records,
        wordings,
        foreign_places,
        judged: None,
        unread,
        closing_columns,
    };
    read.progress = read.campaign.progress(input.today);
    read.diagnostics.extend(checks::check(&read.campaign, &read.progress, input.today));
    checks::without_items(&read.campaign, &read.progress, &without_items, &mut read.diagnostics);
    let unknown = Unknown::of(input, &read.campaign, &read.diagnostics);
    read.diagnostics.retain(|problem| unknown.leaves(problem));
    read.unknown = unknown;
    read
}

/// Everything that does not add up in a campaign as it stands, without being wrong in itself.
pub fn checked(campaign: &Campaign, progress: &Progress, today: Date) -> Vec<Diagnostic> {
    checks::check(campaign, progress, today)
}

/// The plan of a folder: its text file and the spreadsheet beside it.
fn read_plan(input: &Input<'_>, read: &mut ReadCampaign) -> PlanReader {
    let in_folder = || input.files.iter().filter(|file| folder_of(&file.path) == input.folder);
    let mut plans = in_folder().filter(|file| PLAN_FILES.contains(&file_name(&file.path)));
    let mut sheets = Vec::new();
    for file in in_folder().filter(|file| {
        table::is_table(&file.path)
            && PLAN_SHEETS.contains(&file_stem(&file.path).to_lowercase().as_str())
    }) {
        read.used_files.insert(file.path.clone());
        let (rows, problems) = sheets::of_plan(file);
        sheets.extend(rows);
        read.diagnostics.extend(problems);
    }
    let mut text = String::new();
    let mut shown_path = input.folder.to_string();
    if let Some(file) = plans.next() {
        read.used_files.insert(file.path.clone());
        shown_path.clone_from(&file.shown_path);
        match std::fs::read(&file.absolute) {
            Err(error) => {
                read.diagnostics.push(cannot_read(&file.shown_path, &error));
                return PlanReader::default();
            }
            Ok(bytes) => match encoding::decode(&file.shown_path, &bytes) {
                Ok(decoded) => {
                    text = decoded.text;
                    read.diagnostics.extend(decoded.note);
                }
                Err(problem) => {
                    read.diagnostics.push(*problem);
                    return PlanReader::default();
                }
            },
        }
    }
    for second in plans {
        read.used_files.insert(second.path.clone());
        let problem = PlanProblem::SecondPlan { read: Name::from(&shown_path) };
        read.diagnostics.push(Diagnostic::of(Place::file(&second.shown_path), &problem));
    }
    let (document, problems) = plan_text::read(&shown_path, &text);
    let broken = !problems.is_empty();
    read.diagnostics.extend(problems);
    plan::read(&document, sheets, broken)
}

/// The units of a table that is a roster of them, whatever the file is called, with what is wrong in it.
pub fn units_of(file: &OtherFile) -> (Vec<Unit>, Vec<Diagnostic>) {
    roster::units_of(file)
}

/// Reads a plan's text alone, without spreadsheets: what it says, and all that is wrong in it.
pub fn read_plan_text(shown_path: &str, text: &str) -> (Plan, Vec<Diagnostic>) {
    let (document, mut problems) = plan_text::read(shown_path, text);
    let mut reader = plan::read(&document, Vec::new(), !problems.is_empty());
    problems.append(&mut reader.problems);
    (reader.plan, problems)
}

fn read_wordlists(
    input: &Input<'_>,
    read: &mut ReadCampaign,
) -> (Vec<yanxi_campaign::campaign::Wording>, Vec<String>) {
    let mut wordings = Vec::new();
    let mut foreign_places = Vec::new();
    for file in input.files {
        if is_below(input.folder, &file.path, &WORDLIST_FOLDERS)
            && file.path.to_lowercase().ends_with(".txt")
        {
            read.used_files.insert(file.path.clone());
            let (words, problems) = wordlist::read(file);
            read.diagnostics.extend(problems);
            if is_list_of_places(&file.path) {
                foreign_places.extend(words.into_iter().map(|word| word.approved));
            } else {
                wordings.extend(words);
            }
        }
    }
    (wordings, foreign_places)
}

/// `外地地名.txt`, `foreign-places.txt`: one place a line.
fn is_list_of_places(path: &str) -> bool {
    let name = file_name(path).to_lowercase();
    name.contains("地名") || name.contains("places")
}

/// The part of a path below a folder.
fn path_below<'a>(folder: &str, path: &'a str) -> Option<&'a str> {
    if folder.is_empty() {
        return Some(path);
    }
    path.strip_prefix(folder)?.strip_prefix('/')
}

/// Whether a file lies in one of the named folders of a campaign, at any depth.
fn is_below(folder: &str, path: &str, names: &[&str]) -> bool {
    path_below(folder, path)
        .and_then(|rest| rest.split_once('/'))
        .is_some_and(|(first, _)| names.contains(&first))
}

fn file_stem(path: &str) -> &str {
    yanxi_reading::content_path::stem(file_name(path))
}
