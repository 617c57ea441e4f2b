//! One build from start to end.
//! In: a [`Request`]. Out: the output folder with the new site, or nothing changed; always an [`Outcome`] with all problems.

mod base_url;
pub mod draft;
mod index;
mod kept;
mod output;
mod problems;
mod round;
pub(crate) mod steps;

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use yanxi_problem::{Code, Diagnostic, Severity, Stops};

use crate::config::targets::SearchFor;
use crate::edition::{Edition, Selection};
use crate::exit_status::{ExitStatus, Failure};
use crate::model::{self, Site};
use crate::outputs::Extra;
use crate::rules::Rule;
use crate::staging::Staging;
use base_url::base_url;
use draft::{NewsRequest, ReleaseDraft};
use problems::cannot_write;
use steps::{Extras, Listed, Setting, Understood};

pub use kept::Kept;
pub use output::{built_folder, output_folder, report_path};
pub(crate) use problems::empty_folder;
pub use problems::problems;
pub use round::{Round, ShownEdition, bring};

/// What to build and how.
#[derive(Debug, Clone, Default)]
pub struct Request {
    pub folder: PathBuf,
    pub output: Option<PathBuf>,
    pub selection: Selection,
    pub base_url: Option<String>,
    /// Overrides the settings file; without either, today.
    pub date: Option<Date>,
    /// For whom the search's files are written; for all, as far as the settings go, where nothing is said.
    pub search: Option<SearchFor>,
    /// Adds the page of what is new; publishing asks for it.
    pub news: Option<NewsRequest>,
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
    let (setting, sources) = steps::load(request, None)?;
    outcome.output.clone_from(&setting.output);
    let mut understood =
        steps::understand(&setting, sources, &editions_for(request.selection), None);
    let rules = rules_of(request.selection.edition);
    let found = steps::check(&setting, &understood.reading, &understood.editions, rules, None);
    outcome.diagnostics.extend(found);
    let asked = understood.editions.swap_remove(0);
    let site = outcome.describe(&setting, &understood, asked);
    let (mut listed, extras) = list_outputs(&setting, &understood, site, request, outcome)?;
    stop_on_errors(&setting, &understood, request.selection, outcome)?;
    let vouched = std::mem::take(&mut understood.reading.vouched);
    // Rules were the last to look at what was read; rendering and the index need the room.
    drop(understood);
    listed.site.give_up_sources();
    let output = &setting.output;
    let staging = Staging::begin(output).map_err(|error| cannot_write(output, &error))?;
    steps::render(&setting, &listed, request.selection, &extras, &staging, None, progress)?;
    listed.give_up_rendered();
    let whose = (request.selection, &vouched);
    let place = &mut listed.site;
    let mut problems =
        index::add_index(request.search, &setting, place, whose, &staging, None, progress)?;
    setting.config.check.apply(&mut problems);
    outcome.diagnostics.extend(problems);
    progress(Progress::Publishing);
    let published = staging.publish().map_err(|error| cannot_write(output, &error))?;
    outcome.foreign = published.foreign;
    outcome.published = true;
    outcome.owed_page = owed_page(&listed.site, output);
    outcome.release = extras.release;
    if yanxi_problem::count(&outcome.diagnostics, Severity::Error) > 0 {
        outcome.ending = ExitStatus::ContentErrors;
    }
    Ok(())
}

/// The page of the output where what people owe is listed.
fn owed_page(site: &Site, output: &Path) -> Option<String> {
    site.owed_page().map(|page| output.join(page).to_string_lossy().into_owned())
}

/// The edition asked for; the public one is compared with the whole.
pub(crate) fn editions_for(selection: Selection) -> Vec<Selection> {
    match selection.edition {
        Edition::Internal => vec![selection],
        Edition::Public => vec![selection, Selection { edition: Edition::Internal, ..selection }],
    }
}

/// The rules that a build asks.
fn rules_of(edition: Edition) -> fn(&Rule) -> bool {
    match edition {
        Edition::Public => would_go_out,
        Edition::Internal => is_carried_about,
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
    fn describe(
        &mut self,
        setting: &Setting,
        understood: &Understood,
        asked: model::Understood,
    ) -> Site {
        self.diagnostics.extend(understood.reading.diagnostics.iter().cloned());
        self.diagnostics.extend(asked.diagnostics);
        let mut site = asked.site;
        site.add_other_names();
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

/// Weighs all problems by the site's settings; nothing is written where one of them stops the build.
fn stop_on_errors(
    setting: &Setting,
    understood: &Understood,
    selection: Selection,
    outcome: &mut Outcome,
) -> Result<(), Failure> {
    let mut of_campaigns = understood.reading.campaign_diagnostics.clone();
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
