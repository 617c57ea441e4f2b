//! What is a campaign's by what it is and is read by none: it counts as internal, and what looks like a lost campaign
//! stops the public edition (rule E15).
//! In: the folder's files and pages, and what the campaigns read. Out: [`HeldBack`].

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::page::{Page, names_section_page};
use super::problem::AttachmentProblem;
use super::visibility::Folders;
use crate::campaign::{PLAN_FILES, RECORD_FOLDERS, is_campaign_file, likeness};
use crate::folder::is_left_behind;
use crate::internal_words::is_said_by_key;
use crate::own_files;
use yanxi_problem::{Diagnostic, Place};
use yanxi_reading::content_path::{extension, file_name, folder_of, is_within};
use yanxi_reading::{OtherFile, encoding, front_matter};
use yanxi_text::fold::fold;

/// Larger texts are no pages under a wrong name.
const MOST_BYTES: u64 = 4 << 20;

/// What is kept from the public edition for what it is.
#[derive(Debug, Clone, Default)]
pub struct HeldBack {
    /// Files by path below the content folder.
    pub(super) files: BTreeSet<String>,
    /// Of `static/`, by path below it.
    pub(super) static_files: BTreeSet<String>,
    pub(super) folders: BTreeSet<String>,
    /// What somebody has to see to first.
    pub strays: Vec<Stray>,
}

/// Something of a campaign's that no campaign reads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stray {
    /// A plan under a wrong name, as shown, and its right name.
    Plan { file: String, right: &'static str },
    /// Rosters, ledgers and records below a folder without a plan; both as shown.
    Folder { folder: String, files: Vec<String> },
    /// A record outside the folders that its campaign reads: the page and the folder for it, as shown.
    Record { file: String, records: String },
    /// A folder's page that is no Markdown by its name and says that the folder is internal.
    SectionPage { file: String, right: String },
    /// A plan or a roster among the files that are copied as they are.
    Static { file: String },
}

/// What a file is.
enum Kind {
    Plan(&'static str),
    Roster,
    Ledger,
    /// Of a plan or a roster.
    Copy,
    /// What an editor or a program left beside a file.
    Left,
    /// Markdown under another ending.
    Page {
        right: String,
        internal: bool,
    },
    Internal,
}

/// What the campaigns of a folder are.
#[derive(Clone, Copy)]
pub(super) struct Campaigns<'a> {
    /// Folders with a plan.
    pub(super) folders: &'a [String],
    pub(super) used_files: &'a BTreeSet<String>,
    /// The heads of their rosters and plans.
    pub(super) heads: &'a [BTreeSet<String>],
    /// Path of the content folder in messages.
    pub(super) shown: &'a str,
}

impl Campaigns<'_> {
    fn above(&self, folder: &str) -> Option<&str> {
        let above = self.folders.iter().filter(|campaign| is_within(folder, campaign));
        above.max_by_key(|campaign| campaign.len()).map(String::as_str)
    }

    fn is_below(&self, folder: &str) -> bool {
        self.folders.iter().any(|campaign| is_within(campaign, folder))
    }

    /// Where a campaign's records lie, by the language of its plan.
    fn records_of(&self, campaign: &str) -> String {
        let below = |name: &str| match campaign {
            "" => name.to_string(),
            folder => format!("{folder}/{name}"),
        };
        let [english, chinese] = RECORD_FOLDERS;
        let is_english = self.used_files.contains(&below(PLAN_FILES[0]));
        format!("{}{}", self.shown, below(if is_english { english } else { chinese }))
    }

    fn shown(&self, folder: &str) -> String {
        match (self.shown, folder) {
            ("", "") => ".".into(),
            (above, "") => above.trim_end_matches('/').to_string(),
            (above, folder) => format!("{above}{folder}"),
        }
    }
}

/// The heads of the rosters and plans that campaigns read.
pub(super) fn heads_of(files: &[OtherFile], used: &BTreeSet<String>) -> Vec<BTreeSet<String>> {
    files
        .iter()
        .filter(|file| used.contains(&file.path) && is_campaign_file(&file.path))
        .flat_map(likeness::heads)
        .collect()
}

/// Whether a file that no campaign read is a campaign's by what it is.
pub(super) fn is_of_a_campaign_by_itself(file: &OtherFile, heads: &[BTreeSet<String>]) -> bool {
    kind(file, heads).is_some()
}

/// Finds all of it.
pub(super) fn find(
    pages: &[Page],
    files: &[OtherFile],
    static_files: &[OtherFile],
    folders: &Folders,
    campaigns: Campaigns<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> HeldBack {
    let kinds: Vec<(&OtherFile, Kind)> = files
        .par_iter()
        .filter(|file| !campaigns.used_files.contains(&file.path))
        .filter_map(|file| Some((file, kind(file, campaigns.heads)?)))
        .collect();
    let mut held = HeldBack::default();
    let mut lost: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (file, kind) in &kinds {
        held.files.insert(file.path.clone());
        let folder = likeness::campaign_folder_of(&file.path);
        let is_lost =
            campaigns.above(folder).is_none() && !folders.is_internal(folder_of(&file.path));
        match kind {
            Kind::Ledger if is_lost => {
                lost.entry(folder.to_string()).or_default().push(file.path.clone());
            }
            Kind::Roster if is_lost && !campaigns.is_below(folder) => {
                lost.entry(folder.to_string()).or_default().push(file.path.clone());
            }
            Kind::Ledger if campaigns.above(folder).is_some() => {
                // It goes the way of the other files of its campaign's folder.
                held.files.remove(&file.path);
            }
            Kind::Page { right, internal } => {
                let folder = folder_of(&file.path);
                let taken = pages.iter().any(|page| page.is_section_page && page.folder == folder);
                if *internal && names_section_page(right) && !taken {
                    held.folders.insert(folder.to_string());
                    let file = file.shown_path.clone();
                    held.strays.push(Stray::SectionPage { file, right: right.clone() });
                } else if !internal {
                    let problem = AttachmentProblem::LikeAPage { right: right.as_str().into() };
                    diagnostics.push(Diagnostic::of(Place::file(&file.shown_path), &problem));
                }
            }
            _ => {}
        }
    }
    for page in pages.iter().filter(|page| page.has_record_head && !page.internal) {
        let folder = likeness::campaign_folder_of(&page.file.path);
        match campaigns.above(folder) {
            Some(campaign) => held.strays.push(Stray::Record {
                file: page.file.shown_path.clone(),
                records: campaigns.records_of(campaign),
            }),
            None => lost.entry(folder.to_string()).or_default().push(page.file.path.clone()),
        }
    }
    let mut plans: Vec<&str> = Vec::new();
    for (file, kind) in &kinds {
        let Kind::Plan(right) = kind else { continue };
        let folder = folder_of(&file.path);
        let alone = !campaigns.folders.iter().any(|campaign| campaign == folder);
        let has_others = || {
            kinds.iter().any(|(other, kind)| {
                matches!(kind, Kind::Roster | Kind::Ledger)
                    && likeness::campaign_folder_of(&other.path) == folder
            })
        };
        // Below a campaign it may be an old plan that somebody keeps.
        if alone && (campaigns.above(folder).is_none() || has_others()) {
            plans.push(folder);
            held.folders.insert(folder.to_string());
            held.strays.push(Stray::Plan { file: file.shown_path.clone(), right });
        }
    }
    for (folder, mut files) in lost {
        if plans.iter().any(|plan| is_within(&folder, plan)) {
            continue;
        }
        files.sort();
        let below = |path: &String| {
            let below = path.strip_prefix(folder.as_str()).unwrap_or(path);
            below.trim_start_matches('/').to_string()
        };
        let files = files.iter().map(below).collect();
        held.strays.push(Stray::Folder { folder: campaigns.shown(&folder), files });
        if !campaigns.is_below(&folder) {
            held.folders.insert(folder);
        }
    }
    let of_static: Vec<&OtherFile> =
        static_files.par_iter().filter(|file| is_of_a_campaign(file, campaigns.heads)).collect();
    for file in of_static {
        held.static_files.insert(file.path.clone());
        held.strays.push(Stray::Static { file: file.shown_path.clone() });
    }
    held.strays.sort();
    held
}

fn kind(file: &OtherFile, heads: &[BTreeSet<String>]) -> Option<Kind> {
    let path = &file.path;
    if let Some(right) = likeness::misnamed_plan(file) {
        return Some(Kind::Plan(right));
    }
    let page = page_under_another_ending(file);
    let of_folder = |right: &str| names_section_page(right);
    match page {
        // What an editor left of another page is of no use; that of a folder may be all that is left.
        Some(Kind::Page { right, internal })
            if !is_left_behind(file_name(path)) || of_folder(&right) =>
        {
            return Some(Kind::Page { right, internal });
        }
        _ if is_left_behind(file_name(path)) => return Some(Kind::Left),
        Some(page) => return Some(page),
        None => {}
    }
    if likeness::is_roster_with_head(file) {
        return Some(Kind::Roster);
    }
    if is_campaign_file(path) || likeness::is_copy_of_roster_or_plan(file, heads) {
        return Some(Kind::Copy);
    }
    likeness::is_ledger(file).then_some(Kind::Ledger)
}

fn is_of_a_campaign(file: &OtherFile, heads: &[BTreeSet<String>]) -> bool {
    likeness::misnamed_plan(file).is_some()
        || likeness::is_roster_with_head(file)
        || likeness::is_copy_of_roster_or_plan(file, heads)
        || PLAN_FILES.contains(&file_name(&file.path))
}

/// `页.md.txt`, as editors of plain text save it; `页.txt` too, where it says above its text that it is internal.
fn page_under_another_ending(file: &OtherFile) -> Option<Kind> {
    let name = file_name(&file.path).replace('。', ".");
    let folded = fold(&name);
    let is_text = matches!(extension(&folded).as_str(), "txt" | "text" | "");
    if file.size > MOST_BYTES {
        return None;
    }
    let stem = folded.split('.').next().unwrap_or_default().trim();
    let named = [".md.", ".markdown."].iter().any(|ending| folded.contains(ending))
        || (name != file_name(&file.path) && own_files::is_markdown(&name));
    if !(is_text || named) {
        return None;
    }
    let named = named || stem == "_index";
    let internal = says_internal(file);
    if named {
        let stem = name.split('.').next().unwrap_or_default().trim();
        return Some(Kind::Page { right: format!("{stem}.md"), internal });
    }
    internal.then_some(Kind::Internal)
}

fn says_internal(file: &OtherFile) -> bool {
    let Ok(bytes) = std::fs::read(&file.absolute) else {
        return false;
    };
    let Ok(decoded) = encoding::decode("", &bytes) else {
        return false;
    };
    let above = front_matter::read("", &decoded.text);
    above.style.is_some()
        && above.entries.iter().any(|entry| {
            entry.value.as_text().is_some_and(|value| is_said_by_key(&entry.key, &value))
        })
}
