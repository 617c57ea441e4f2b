//! `yanxi digest`: the draft of the next briefing, facts and counts only.
//! In: a folder, a span of days. Out: Markdown for a person to finish.

use std::path::PathBuf;

use jiff::civil::Date;

use super::chosen_campaign::chosen;
use crate::folder::{self, Layout};
use crate::model::campaign::Surroundings;
use crate::model::{self, Edition, Selection};
use crate::pages::digest::digest;
use yanxi_problem::{Code, Diagnostic, Place, Wording};

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
        return Err(vec![reversed(asked)]);
    }
    let layout = Layout::of(&asked.folder);
    let config =
        crate::config::site::read_config(&layout.site).map_err(|(_, problems)| problems)?;
    let selection = Selection { edition: Edition::Internal, drafts: false };
    let reading = model::read(folder::load(&layout, &[]), &config, today);
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

fn reversed(asked: &DraftRequest) -> Diagnostic {
    Diagnostic::error(
        Code::E04,
        Place::file("--from"),
        Wording::new(
            format!("{} 晚于 {}", asked.from, asked.to),
            format!("{} is after {}", asked.from, asked.to),
        ),
        Wording::new("把两个日期对调", "exchange the two dates"),
    )
}
