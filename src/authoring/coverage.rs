//! `yanxi check --coverage`: which sentences of a speech or plan no entry of a campaign's plan takes up.
//! In: a folder and the name of a page. Out: the page's sentences, for each campaign that quotes it.

use std::path::Path;

use jiff::civil::Date;

use super::problem::AuthoringProblem;
use crate::edition::{Edition, Selection};
use crate::folder::{self, Layout};
use crate::model;
use crate::model::passages::{NoPage, covered};
use crate::pages::passages::Covered;
use yanxi_problem::{Diagnostic, List, Place, Words};

/// How many titles a message names.
const SHOWN_TITLES: usize = 20;

/// A page as one campaign takes it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenUp {
    /// The page's file as messages show it.
    pub file: String,
    /// Name of the campaign.
    pub campaign: String,
    pub page: Covered,
}

/// The page of a title, a file's name or a path; drafts and internal pages too.
pub fn coverage(folder: &Path, page: &str, today: Date) -> Result<Vec<TakenUp>, Vec<Diagnostic>> {
    let layout = Layout::of(folder);
    let config =
        crate::config::site::read_config(&layout.site).map_err(|(_, problems)| problems)?;
    let selection = Selection { edition: Edition::Internal, drafts: true };
    let reading = model::read(folder::load(&layout, &[]), &config, &layout.content_prefix, today);
    let site = model::understand(&reading, &config, selection, "", today).site;
    if site.campaigns.is_empty() {
        let place = Place::file("计划.toml");
        return Err(vec![Diagnostic::of(place, &AuthoringProblem::NoCampaign)]);
    }
    let found = covered(&site, page).map_err(|none| {
        let name = page.into();
        let problem = match none {
            NoPage::Near(near) => {
                let kind = Words::new("页面", "page");
                AuthoringProblem::UnknownNear { name, kind, near: near.as_str().into() }
            }
            NoPage::Among(titles) => {
                let titles = List::cut(titles, SHOWN_TITLES);
                AuthoringProblem::UnknownPage { name, titles }
            }
        };
        vec![Diagnostic::of(Place::file("--coverage"), &problem)]
    })?;
    Ok(found
        .into_iter()
        .map(|(file, campaign, page)| TakenUp {
            file: file.to_string(),
            campaign: campaign.to_string(),
            page,
        })
        .collect())
}
