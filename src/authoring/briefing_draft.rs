//! `yanxi digest`: the draft of the next briefing, facts and counts only.
//! In: a folder, a span of days. Out: Markdown for a person to finish.

use std::path::PathBuf;

use jiff::civil::Date;

use super::chosen_campaign::chosen;
use super::problem::AuthoringProblem;
use crate::folder::{self, Layout};
use crate::model::campaign::Surroundings;
use crate::model::{self, Edition, Selection};
use crate::pages::digest::digest;
use yanxi_problem::{Diagnostic, Figure, Place};

/// Which campaign and which days.
#[derive(Debug, Clone)]
pub struct DraftRequest {
    pub folder: PathBuf,
    pub from: Date,
    pub to: Date,
    /// Id or name; needed when several campaigns run.
    pub campaign: Option<String>,
}

/// The draft, made from the whole folder as the internal edition has it.
pub fn briefing_draft(asked: &DraftRequest, today: Date) -> Result<String, Vec<Diagnostic>> {
    if asked.to < asked.from {
        let (from, to) = (Figure::of(asked.from), Figure::of(asked.to));
        let problem = AuthoringProblem::DatesReversed { from, to };
        return Err(vec![Diagnostic::of(Place::file("--from"), &problem)]);
    }
    let layout = Layout::of(&asked.folder);
    let config =
        crate::config::site::read_config(&layout.site).map_err(|(_, problems)| problems)?;
    let selection = Selection { edition: Edition::Internal, drafts: false };
    let reading = model::read(folder::load(&layout, &[]), &config, &layout.content_prefix, today);
    let site = model::understand(&reading, &config, selection, "", today).site;
    let (folder, _) = chosen(
        site.campaigns.iter().map(|campaign| (campaign.folder.as_str(), &*campaign.campaign)),
        asked.campaign.as_deref(),
    )?;
    let surroundings = Surroundings::of(&site);
    Ok(site
        .campaigns
        .iter()
        .find(|campaign| campaign.folder == folder)
        .map(|campaign| {
            let view = campaign.view(&surroundings, selection.edition, today);
            digest(&view, asked.from, asked.to)
        })
        .unwrap_or_default())
}
