//! Which campaign a command means.
//! In: the campaigns of a folder and the name given, if any. Out: one of them, or what to add.

use yanxi_campaign::Campaign;
use yanxi_problem::{Diagnostic, List, Place};

use super::problem::AuthoringProblem;
use crate::slip::nearest;

/// So many campaigns are named.
const SHOWN: usize = 5;

/// The campaign of this name, id or folder; without a name the only one that is not archived.
pub(super) fn chosen<'a>(
    campaigns: impl Iterator<Item = (&'a str, &'a Campaign)>,
    name: Option<&str>,
) -> Result<(&'a str, &'a Campaign), Vec<Diagnostic>> {
    let all: Vec<_> = campaigns.collect();
    let running: Vec<_> = all
        .iter()
        .copied()
        .filter(|(folder, campaign)| match name {
            Some(name) => campaign.plan.id == name || campaign.plan.name == name || *folder == name,
            None => !campaign.plan.archived,
        })
        .collect();
    match running.as_slice() {
        [one] => Ok(*one),
        [] => {
            let place = Place::file(name.unwrap_or("计划.toml"));
            let names = || all.iter().map(|(_, campaign)| campaign.plan.name.as_str());
            // What is asked for may be half of a name.
            let near = name.and_then(|name| {
                let part = |known: &&str| known.contains(name) || name.contains(*known);
                nearest(name, names()).or_else(|| names().find(part))
            });
            let problem = match (name, near) {
                (Some(name), Some(near)) => {
                    AuthoringProblem::NoCampaignNear { name: name.into(), near: near.into() }
                }
                (Some(name), None) if !all.is_empty() => AuthoringProblem::NoCampaignOf {
                    name: name.into(),
                    names: List::cut(names(), SHOWN),
                    first: names().next().unwrap_or_default().into(),
                },
                _ => AuthoringProblem::NoCampaign,
            };
            Err(vec![Diagnostic::of(place, &problem)])
        }
        [(_, first), (_, second), ..] => {
            let problem = AuthoringProblem::SeveralCampaigns {
                first: (&first.plan.name).into(),
                second: (&second.plan.name).into(),
                id: (&*first.plan.id).into(),
            };
            Err(vec![Diagnostic::of(Place::file("--campaign"), &problem)])
        }
    }
}
