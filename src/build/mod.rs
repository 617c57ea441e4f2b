//! One build from start to end.
//! In: a [`Request`]. Out: the output folder with the new site, or nothing changed; always an [`Outcome`] with all problems.

mod base_url;
pub mod draft;
mod index;
mod output;
mod problems;
pub(crate) mod steps;

use std::path::PathBuf;

use jiff::civil::Date;
use yanxi_problem::{Code, Diagnostic, Severity, Stops};

use crate::edition::{Edition, Selection};
use crate::exit_status::{ExitStatus, Failure};
use crate::model::Site;
use crate::outputs::Extra;
use crate::rules::Rule;
use crate::staging::WhenHeld;
use base_url::base_url;
use draft::{NewsRequest, ReleaseDraft};
use problems::cannot_write;
use steps::{Extras, Listed, Setting, Understood};

pub use output::{output_folder, report_path};
pub(crate) use problems::empty_folder;
pub use problems::problems;

/// What to build and how.
#[derive(Debug, Clone, Default)]
pub struct Request {
    pub folder: PathBuf,
    pub output: Option<PathBuf>,
    pub selection: Selection,
    pub base_url: Option<String>,
    /// Overrides the settings file; without either, today.
    pub date: Option<Date>,
    pub index: IndexMode,
    /// Adds the page of what is new; publishing asks for it.
    pub news: Option<NewsRequest>,
    /// What to do when somebody holds the output open.
    pub when_held: WhenHeld,
}

/// What happens to the search index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum IndexMode {
    #[default]
    Write,
    /// Keeps the one in the output, so that pages appear at once; the index follows in a later build.
    Keep,
}

/// What a build gives back.
#[derive(Debug, Default)]
pub struct Outcome {
    pub ending: ExitStatus,
    pub diagnostics: Vec<Diagnostic>,
    pub pages: usize,
    pub left_out: usize,
    /// Of them those that are internal.
    pub internal_left_out: usize,
    /// The page of the output where what people owe is listed, once it is there.
    pub owed_page: Option<String>,
    pub output: PathBuf,
    /// Where this build lies, other than in the output, which somebody holds open.
    pub beside: Option<PathBuf>,
    /// The output holds this build; errors that stop publishing only do not keep it from being built.
    pub published: bool,
    /// The site shows something else in the other edition.
    pub editions_differ: bool,
    /// Files in the output that are not ours; they were carried over.
    pub foreign: Vec<String>,
    /// Of a build with news.
    pub release: Option<ReleaseDraft>,
}

/// Where the work stands, for a progress bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    Reading,
    Rendering { done: usize, of: usize },
    Indexing { done: usize, of: usize },
    Publishing,
}

/// Builds the site; problems never stop the search for further problems.
pub fn build(request: &Request, progress: &(dyn Fn(Progress) + Sync)) -> Outcome {
    let mut outcome = Outcome::default();
    let result = run(request, progress, &mut outcome);
    if let Err((ending, problems)) = result {
        outcome.ending = ending;
        outcome.diagnostics.extend(problems);
    }
    yanxi_problem::put_in_order(&mut outcome.diagnostics);
    outcome
}

fn run(
    request: &Request,
    progress: &(dyn Fn(Progress) + Sync),
    outcome: &mut Outcome,
) -> Result<(), Failure> {
    progress(Progress::Reading);
    let (setting, sources) = steps::load(request)?;
    outcome.output.clone_from(&setting.output);
    let mut understood = steps::understand(&setting, sources, &editions_for(request.selection));
    let rules = match request.selection.edition {
        Edition::Public => would_go_out,
        Edition::Internal => is_carried_about,
    };
    outcome.diagnostics.extend(steps::check(&setting, &understood, rules));
    let site = outcome.describe(&setting, &mut understood);
    let (mut listed, extras) = list_outputs(&setting, &understood, site, request, outcome)?;
    let vouched = std::mem::take(&mut understood.reading.vouched);
    stop_on_errors(&setting, understood, request.selection, outcome)?;
    let staging = steps::render(&setting, &listed, request.selection, &extras, progress)?;
    listed.site.give_up_html();
    let mut problems = index::add_index(
        request.index,
        &setting,
        &mut listed.site,
        (request.selection, &vouched),
        &staging,
        progress,
    )?;
    setting.config.check.apply(&mut problems);
    outcome.diagnostics.extend(problems);
    progress(Progress::Publishing);
    let published = staging
        .publish(request.when_held)
        .map_err(|error| cannot_write(&setting.output, &error))?;
    outcome.foreign = published.foreign;
    outcome.beside = published.beside;
    outcome.published = true;
    outcome.owed_page = listed
        .site
        .owed_page()
        .map(|page| setting.output.join(page).to_string_lossy().into_owned());
    outcome.release = extras.release;
    if yanxi_problem::count(&outcome.diagnostics, Severity::Error) > 0 {
        outcome.ending = ExitStatus::ContentErrors;
    }
    Ok(())
}

/// The edition asked for; the public one is compared with the whole.
pub(crate) fn editions_for(selection: Selection) -> Vec<Selection> {
    match selection.edition {
        Edition::Internal => vec![selection],
        Edition::Public => vec![selection, Selection { edition: Edition::Internal, ..selection }],
    }
}

/// Whether a rule keeps something from going out with the public edition.
fn would_go_out(rule: &Rule) -> bool {
    rule.code.stops() == Stops::PublicBuild
}

/// Whether a rule tells what should stand in no edition: secrets and ID numbers, which an internal edition takes along
/// wherever it is carried.
fn is_carried_about(rule: &Rule) -> bool {
    matches!(rule.code, Code::E05 | Code::E06)
}

impl Outcome {
    /// Takes the site asked for, its counts, and what reading and understanding it showed to be wrong.
    fn describe(&mut self, setting: &Setting, understood: &mut Understood) -> Site {
        self.diagnostics.append(&mut understood.reading.diagnostics);
        let asked = understood.editions.swap_remove(0);
        self.diagnostics.extend(asked.diagnostics);
        let site = asked.site;
        self.pages = site.pages.len() + site.derived.len();
        self.left_out = site.left_out;
        self.internal_left_out = site.internal_left_out;
        self.editions_differ = !site.campaigns.is_empty()
            || site.left_out > 0
            || site.pages.iter().any(|page| page.internal);
        if site.is_empty() && !understood.unreadable {
            self.diagnostics.push(empty_folder(&setting.layout));
        }
        site
    }
}

/// The files of this build, with what only some builds have.
fn list_outputs(
    setting: &Setting,
    understood: &Understood,
    site: Site,
    request: &Request,
    outcome: &mut Outcome,
) -> Result<(Listed, Extras), Failure> {
    let theme = steps::theme_of(setting).map_err(|problems| (ExitStatus::WrongUse, problems))?;
    let base_url = base_url(request, &setting.config)?;
    let release = request.news.as_ref().map(|asked| {
        let (vouched, content) = (&understood.reading.vouched, &setting.layout.content_prefix);
        let sources = &understood.source_hashes;
        ReleaseDraft::of(&site, asked, vouched, content, sources, setting.today)
    });
    let news_pages = release.as_ref().map_or(0, |release| match &release.news {
        Some(news) => news.pages(),
        None => 1,
    });
    let extra = Extra { with_base_url: base_url.is_some(), news_pages };
    let mut listed = steps::list_outputs(theme, site, extra);
    if !listed.unreadable.is_empty() {
        return Err((ExitStatus::CannotReadOrWrite, listed.unreadable));
    }
    outcome.diagnostics.append(&mut listed.clashes);
    Ok((listed, Extras { base_url, release }))
}

/// Weighs all problems by the site's settings; nothing is written where one of them stops the build. What was read is
/// given up here: rules were the last to look at it, rendering and the index need the room.
fn stop_on_errors(
    setting: &Setting,
    understood: Understood,
    selection: Selection,
    outcome: &mut Outcome,
) -> Result<(), Failure> {
    let mut of_campaigns = understood.reading.campaign_diagnostics;
    setting.config.check.apply(&mut outcome.diagnostics);
    setting.config.check.apply(&mut of_campaigns);
    // What nobody could read is in no page: a page that tells who has handed in would tell wrong.
    let refused = of_campaigns.iter().any(|problem| problem.code == Code::R02);
    if understood.unreadable || refused {
        outcome.diagnostics.extend(of_campaigns);
        return Err((ExitStatus::CannotReadOrWrite, Vec::new()));
    }
    let stopped = outcome.diagnostics.iter().any(stops_the_build)
        || (selection.edition == Edition::Public && of_campaigns.iter().any(stops_the_build));
    outcome.diagnostics.extend(of_campaigns);
    if stopped { Err((ExitStatus::ContentErrors, Vec::new())) } else { Ok(()) }
}

/// Whether nothing is built because of a problem. Errors of the other rules stop publishing only: a faulty record is in
/// no public page, and the internal edition is where it is seen and mended.
fn stops_the_build(problem: &Diagnostic) -> bool {
    problem.severity == Severity::Error
        && matches!(problem.code.stops(), Stops::PublicBuild | Stops::EveryBuild)
}
