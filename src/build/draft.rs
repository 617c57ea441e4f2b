//! What publishing needs to know of a build besides its files.
//! In: the understood site, the release before. Out: a [`ReleaseDraft`]: pages, news, and who answers for each page.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::Site;
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
}

impl ReleaseDraft {
    /// `sources` are hashes of the paths of every page in the folder, whatever edition it is for.
    pub fn of(
        site: &Site,
        asked: &NewsRequest,
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
        }
    }
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
