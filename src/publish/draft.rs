//! What publishing needs to know of a build besides its files.
//! In: the understood site, the release before. Out: a [`Draft`]: pages, news, and who answers for each page.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::journal::Reviewed;
use super::news::News;
use super::record::{Listed, Record};
use crate::model::Site;
use crate::review::{self, ReviewState};
use crate::search_index;

/// The release that news compare with; without one, the site is published for the first time.
#[derive(Debug, Clone, Default)]
pub struct NewsRequest {
    pub previous: Option<Record>,
}

#[derive(Debug, Clone, Default)]
pub struct Draft {
    pub title: String,
    pub date: String,
    pub pages: BTreeMap<String, Listed>,
    pub news: Option<News>,
    /// One entry for each page that people wrote.
    pub reviewed: Vec<Reviewed>,
}

impl Draft {
    /// `sources` are hashes of the paths of every page in the folder, whatever edition it is for.
    pub fn of(site: &Site, asked: &NewsRequest, sources: &BTreeSet<String>, date: Date) -> Draft {
        let pages = search_index::listed(site);
        Draft {
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
