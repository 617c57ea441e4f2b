//! What can be seen only from the whole: dates outside their windows, what is missing, counts that differ.
//! In: a campaign as read and how it stands. Out: warnings W01, W02, W05, W10, W11, of names and words
//! that lead nowhere, and texts that are too short.

mod adoption;
mod counts;
mod days;
mod duties;
mod items;
mod leaders;
mod length;
mod missing;
mod roles;
mod spans;
mod targets;
mod topics;
mod window;

use jiff::civil::Date;
use yanxi_campaign::Campaign;
use yanxi_campaign::progress::Progress;

use yanxi_problem::{Diagnostic, Entry, Saying};

pub(super) use days::impossible;
pub(super) use items::without_items;
pub(super) use length::too_short;

/// Every problem of this folder, for the catalogue.
pub(super) fn problems() -> Vec<Entry> {
    [
        yanxi_problem::problems::<adoption::AdoptionProblem>(),
        yanxi_problem::problems::<counts::CountProblem>(),
        yanxi_problem::problems::<duties::DutyProblem>(),
        yanxi_problem::problems::<items::ItemProblem>(),
        yanxi_problem::problems::<leaders::LeaderProblem>(),
        yanxi_problem::problems::<missing::MissingProblem>(),
        yanxi_problem::problems::<roles::RoleProblem>(),
        yanxi_problem::problems::<spans::SpanProblem>(),
        yanxi_problem::problems::<targets::ProgressProblem>(),
        yanxi_problem::problems::<topics::TopicProblem>(),
        yanxi_problem::problems::<window::WindowProblem>(),
    ]
    .concat()
}

/// Every part of this folder's messages, for the catalogue.
pub(super) fn sayings() -> Vec<Saying> {
    [
        yanxi_problem::sayings::<items::NameItem>(),
        yanxi_problem::sayings::<missing::First>(),
        yanxi_problem::sayings::<missing::More>(),
        yanxi_problem::sayings::<spans::Whole>(),
        yanxi_problem::sayings::<targets::Rename>(),
        yanxi_problem::sayings::<topics::Wanted>(),
        yanxi_problem::sayings::<window::Day>(),
    ]
    .concat()
}

/// Everything that does not add up without being wrong in itself.
pub(super) fn check(campaign: &Campaign, progress: &Progress, today: Date) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    counts::counts(&campaign.plan, &mut problems);
    counts::target_parts(&campaign.plan, &mut problems);
    spans::outside(&campaign.plan, &mut problems);
    duties::names(campaign, &mut problems);
    adoption::words(campaign, &mut problems);
    targets::progress(campaign, &mut problems);
    if campaign.plan.archived {
        return problems;
    }
    window::outside_window(campaign, progress, &mut problems);
    missing::missing(campaign, progress, &mut problems);
    leaders::leaders(campaign, today, &mut problems);
    roles::roles(campaign, &mut problems);
    topics::topics(campaign, &mut problems);
    problems
}
