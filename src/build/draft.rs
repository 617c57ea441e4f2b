//! What publishing needs to know of a build besides its files.
//! In: the understood site, the release before. Out: a [`ReleaseDraft`]: pages, news, and who answers for each page.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::entries::hash_of_file;
use crate::model::{Site, Vouched};
use crate::review::{self, ReviewState};
use crate::search_index;
use crate::staging::news::News;
use crate::staging::record::{Listed, Record};

/// Who answers for a page, as the review said when the release was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    /// Source below the site's folder.
    pub source: String,
    /// Path in the site.
    pub page: String,
    /// Hash over the source's text.
    pub hash: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub on: String,
}

/// The release that news compare with; without one, the site is published for the first time.
#[derive(Debug, Clone, Default)]
pub struct NewsRequest {
    pub previous: Option<Record>,
}

#[derive(Debug, Clone, Default)]
pub struct ReleaseDraft {
    pub title: String,
    pub date: String,
    pub pages: BTreeMap<String, Listed>,
    pub news: Option<News>,
    /// One entry for each page that people wrote.
    pub reviewed: Vec<Reviewed>,
    /// One for each file that goes with them.
    pub files: Vec<Reviewed>,
    /// What entries say to be none.
    pub lifted: Vec<Lifted>,
}

/// An entry 保密审查 or 核对 that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lifted {
    pub entry: LiftedBy,
    /// The page or file below the site's folder.
    pub source: String,
    /// Marks with their numbers, or the mask of a number with its kind.
    pub what: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    pub by: String,
    pub on: String,
}

/// Which kind of entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LiftedBy {
    SecrecyReview,
    Checked,
}

impl ReleaseDraft {
    /// `sources` are hashes of the paths of every page in the folder, whatever edition it is for.
    pub fn of(
        site: &Site,
        asked: &NewsRequest,
        vouched: &Vouched,
        content: &str,
        sources: &BTreeSet<String>,
        date: Date,
    ) -> ReleaseDraft {
        let pages = search_index::listed(site);
        ReleaseDraft {
            title: site.title.clone(),
            date: date.to_string(),
            news: asked
                .previous
                .as_ref()
                .and_then(|previous| News::between(previous, &pages, sources)),
            pages,
            reviewed: reviewed(site),
            files: reviewed_files(site, vouched, content),
            lifted: lifted(vouched),
        }
    }
}

/// Who looked through each file; without a review, when an internal edition is published.
fn reviewed_files(site: &Site, vouched: &Vouched, content: &str) -> Vec<Reviewed> {
    let files = site.attachments.iter().map(|file| {
        let source = format!("{content}{}", file.path);
        let state = review::state_of_file(vouched, &source, &file.absolute);
        let (by, on, hash) = match state {
            ReviewState::Reviewed { by, on, hash } => (by, on.to_string(), hash),
            ReviewState::Unreviewed | ReviewState::Changed => {
                let hash = hash_of_file(&file.absolute).unwrap_or_default();
                (String::new(), String::new(), hash)
            }
        };
        Reviewed { source, page: file.output.clone(), hash, by, on }
    });
    files.collect()
}

/// The entries that hold.
fn lifted(vouched: &Vouched) -> Vec<Lifted> {
    let day = |on: Option<Date>| on.map(|on| on.to_string()).unwrap_or_default();
    let marks = vouched.marks.iter().filter(|entry| entry.fault.is_none()).map(|entry| Lifted {
        entry: LiftedBy::SecrecyReview,
        source: entry.file.clone(),
        what: entry.said.marks_in_words().join("、"),
        reason: String::new(),
        by: entry.said.by.clone(),
        on: day(entry.said.on),
    });
    let numbers = vouched.numbers.iter().filter(|entry| entry.fault.is_none()).map(|entry| {
        let said = &entry.said;
        let kind = said.kind.map_or("", |kind| kind.name());
        Lifted {
            entry: LiftedBy::Checked,
            source: entry.file.clone(),
            what: format!("{kind} {} {}处", said.mask, said.count),
            reason: said.reason.clone(),
            by: said.by.clone(),
            on: day(said.on),
        }
    });
    marks.chain(numbers).collect()
}

/// Who looked through each page, when, and through which text of it.
fn reviewed(site: &Site) -> Vec<Reviewed> {
    site.pages
        .iter()
        .map(|page| {
            let (by, on) = match review::state(page) {
                ReviewState::Reviewed { by, on, .. } => (by, on.to_string()),
                ReviewState::Unreviewed | ReviewState::Changed => Default::default(),
            };
            Reviewed {
                source: page.file.shown_path.clone(),
                page: page.output.clone(),
                hash: review::hash(&page.file.text),
                by,
                on,
            }
        })
        .collect()
}
