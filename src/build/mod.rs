//! One build from start to end.
//! In: a [`Request`]. Out: the output folder with the new site, or nothing changed; always an [`Outcome`] with all problems.

mod base_url;
pub mod draft;
mod index;
mod output;
mod problems;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::build::draft::{NewsRequest, ReleaseDraft};
use crate::config::site::settings_of;
use crate::exit_status::{ExitStatus, Failure};
use crate::model::{self, Edition, Editions, Selection};
use crate::outputs::Job;
use crate::render::Renderer;
use crate::rules::{self, Found, Rule, Subject};
use crate::staging::Staging;
use crate::staging::record;
use crate::{folder, outputs, theme};
use base_url::base_url;
use index::add_index;
use output::outputs_of;
use problems::cannot_write;
use yanxi_problem::{Diagnostic, Severity, Stops};

pub(crate) use output::folder_name;
pub use output::{output_folder, report_path};
pub(crate) use problems::empty_folder;

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
    let (layout, config, date) = settings_of(&request.folder, request.date)?;
    let output = output_folder(request, &layout)?;
    outcome.output = output.clone();

    progress(Progress::Reading);
    let sources = folder::load(&layout, &outputs_of(request, &output, &layout));
    let unreadable = sources.unreadable;
    let source_hashes: BTreeSet<String> =
        sources.pages.iter().map(|file| record::hash(file.shown_path.as_bytes())).collect();
    let name = folder_name(&layout.site);
    let reading = model::read(sources, &config, date);
    let mut of_campaigns = reading.campaign_diagnostics.clone();
    outcome.diagnostics.extend(reading.diagnostics.clone());
    let understand = |edition| {
        let selection = Selection { edition, ..request.selection };
        model::understand(reading.clone(), &config, selection, &name, date)
    };
    let is_stopping = |rule: &Rule| rule.code.stops() == Stops::PublicBuild;
    let needs_both = request.selection.edition == Edition::Public
        && rules::RULES.iter().any(|rule| is_stopping(rule) && matches!(rule.found, Found::By(_)));
    let (understood, internal) = rayon::join(
        || understand(request.selection.edition),
        || needs_both.then(|| understand(Edition::Internal).site),
    );
    let mut site = understood.site;
    outcome.diagnostics.extend(understood.diagnostics);
    if let Some(internal) = internal {
        let editions = Editions {
            config: &config,
            today: date,
            layout: &layout,
            reading: &reading,
            internal: &internal,
            public: &site,
        };
        let subject = Subject { editions, disclosure: &OnceLock::new() };
        let found = rules::by_rules(&subject, is_stopping);
        outcome.diagnostics.extend(found);
    }
    // Rules were the last to look at it; rendering and the index need the room.
    drop(reading);
    outcome.pages = site.pages.len() + site.derived.len();
    outcome.left_out = site.left_out;
    outcome.editions_differ = !site.campaigns.is_empty()
        || site.left_out > 0
        || site.pages.iter().any(|page| page.internal);
    if site.pages.is_empty() && site.derived.is_empty() && site.left_out == 0 && !unreadable {
        outcome.diagnostics.push(empty_folder(&layout));
    }

    let mut theme = theme::load(layout.theme_folder.as_deref(), &config.language)
        .map_err(|p| (ExitStatus::WrongUse, p))?;
    theme
        .take_replacements(&mut site.static_files)
        .map_err(|problems| (ExitStatus::CannotReadOrWrite, problems))?;
    let base_url = base_url(request, &config)?;
    let release =
        request.news.as_ref().map(|asked| ReleaseDraft::of(&site, asked, &source_hashes, date));
    let extra = outputs::Extra { with_base_url: base_url.is_some(), with_news: release.is_some() };
    let (jobs, clashes) = outputs::list(&site, &theme, extra);
    outcome.diagnostics.extend(clashes);
    if unreadable {
        return Err((ExitStatus::CannotReadOrWrite, Vec::new()));
    }
    config.check.apply(&mut outcome.diagnostics);
    config.check.apply(&mut of_campaigns);
    let stopped = outcome.diagnostics.iter().any(stops_the_build)
        || (request.selection.edition == Edition::Public
            && of_campaigns.iter().any(stops_the_build));
    outcome.diagnostics.extend(of_campaigns);
    if stopped {
        return Err((ExitStatus::ContentErrors, Vec::new()));
    }

    let staging = Staging::begin(&output).map_err(|error| cannot_write(&output, &error))?;
    let mut renderer = Renderer {
        site: &site,
        theme: &theme,
        asset_folder: theme.asset_folder(),
        config: &config,
        selection: request.selection,
        date,
        base_url,
        news: release.as_ref().map(|release| release.news.as_ref()),
        copied: BTreeMap::new(),
    };
    let done = AtomicUsize::new(0);
    let render_all = |renderer: &Renderer<'_>, some: &[(&String, &Job)]| {
        let written: Vec<Result<(String, u64), Failure>> = some
            .par_iter()
            .map(|(path, job)| {
                let bytes = renderer
                    .render(path, job)
                    .map_err(|problem| (ExitStatus::ContentErrors, vec![problem]))?;
                let written = staging
                    .write(path, &bytes)
                    .map_err(|error| cannot_write(&output.join(path), &error));
                progress(Progress::Rendering {
                    done: done.fetch_add(1, Ordering::Relaxed) + 1,
                    of: jobs.len(),
                });
                written.map(|()| (path.to_string(), bytes.len() as u64))
            })
            .collect();
        all_or_first(written)
    };
    // Files first: pages tell how large the copies are. What copies lose is not even told by the size.
    let (copies, others): (Vec<_>, Vec<_>) =
        jobs.iter().partition(|(_, job)| matches!(job, Job::Copy(_)));
    renderer.copied = render_all(&renderer, &copies)?;
    render_all(&renderer, &others)?;
    add_index(request, &config, &site, &staging, &output, progress)?;

    progress(Progress::Publishing);
    let published = staging.publish().map_err(|error| cannot_write(&output, &error))?;
    outcome.foreign = published.foreign;
    outcome.published = true;
    outcome.release = release;
    if yanxi_problem::count(&outcome.diagnostics, Severity::Error) > 0 {
        outcome.ending = ExitStatus::ContentErrors;
    }
    Ok(())
}

/// The sizes of all files written, or of what went wrong the first under the worst ending.
fn all_or_first(
    written: Vec<Result<(String, u64), Failure>>,
) -> Result<BTreeMap<String, u64>, Failure> {
    let mut sizes = BTreeMap::new();
    let mut failures = Vec::new();
    for one in written {
        match one {
            Ok((path, size)) => {
                sizes.insert(path, size);
            }
            Err(failure) => failures.push(failure),
        }
    }
    let Some(ending) = failures.iter().map(|(ending, _)| *ending).max() else {
        return Ok(sizes);
    };
    let problems = failures.into_iter().flat_map(|(_, problems)| problems);
    Err((ending, problems.take(1).collect()))
}

/// Whether nothing is built because of a problem. Errors of the other rules stop publishing only: a faulty record is in
/// no public page, and the internal edition is where it is seen and mended.
fn stops_the_build(problem: &Diagnostic) -> bool {
    problem.severity == Severity::Error
        && matches!(problem.code.stops(), Stops::PublicBuild | Stops::EveryBuild)
}
