//! The steps of a build, in order; a check takes the first four of them.
//! In: a [`Request`]. Out: of each step what the next one is made from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;
use rayon::prelude::*;
use yanxi_problem::Diagnostic;

use super::draft::ReleaseDraft;
use super::output::{folder_name, output_folder, outputs_of};
use super::problems::cannot_write;
use super::{Progress, Request};
use crate::config::Config;
use crate::config::site::settings_of;
use crate::edition::Selection;
use crate::exit_status::{ExitStatus, Failure};
use crate::folder::{self, Layout, Sources};
use crate::model::{self, Editions, Reading, Site};
use crate::outputs::{self, Extra, Job};
use crate::render::{Navigations, Renderer};
use crate::rules::{Rule, Subject, by_rules};
use crate::staging::{Staging, record};
use crate::theme::{self, Theme};

/// Where a site lies and goes, and what it is built with.
pub(crate) struct Setting {
    pub(crate) layout: Layout,
    pub(crate) config: Config,
    pub(crate) today: Date,
    pub(crate) output: PathBuf,
}

/// 1. Load: the settings and every file.
pub(crate) fn load(request: &Request) -> Result<(Setting, Sources), Failure> {
    let (layout, config, today) = settings_of(&request.folder, request.date)?;
    let output = output_folder(request, &layout)?;
    let sources = folder::load(&layout, &outputs_of(request, &output, &layout));
    Ok((Setting { layout, config, today, output }, sources))
}

/// A folder, understood for one edition or both.
pub(crate) struct Understood {
    pub(crate) reading: Reading,
    /// Some file or folder could not be read.
    pub(crate) unreadable: bool,
    /// Of the paths of every page in the folder, whatever edition it is for.
    pub(crate) source_hashes: BTreeSet<String>,
    /// In the order in which they were asked for.
    pub(crate) editions: Vec<model::Understood>,
}

/// 2. Understand: each page, and what the pages mean together, once for each edition asked for.
pub(crate) fn understand(
    setting: &Setting,
    sources: Sources,
    selections: &[Selection],
) -> Understood {
    let Setting { layout, config, today, .. } = setting;
    let unreadable = sources.unread.is_refused();
    let reading = model::read(sources, config, &layout.content_prefix, *today);
    let source_hashes =
        reading.pages.iter().map(|page| record::hash(page.file.shown_path.as_bytes())).collect();
    let name = folder_name(&layout.site);
    let editions = selections
        .par_iter()
        .map(|selection| model::understand(&reading, config, *selection, &name, *today))
        .collect();
    Understood { reading, unreadable, source_hashes, editions }
}

/// 3. Check: what the chosen rules find. They compare the public edition, asked for first, with the internal one.
pub(crate) fn check(
    setting: &Setting,
    understood: &Understood,
    chosen: fn(&Rule) -> bool,
) -> Vec<Diagnostic> {
    // An internal build looks at nothing but itself.
    let (public, internal) = match &understood.editions[..] {
        [public, internal] => (public, internal),
        [internal] => (internal, internal),
        _ => return Vec::new(),
    };
    let editions = Editions {
        config: &setting.config,
        today: setting.today,
        layout: &setting.layout,
        reading: &understood.reading,
        internal: &internal.site,
        public: &public.site,
    };
    let disclosure = OnceLock::new();
    let subject = Subject { editions, disclosure: &disclosure };
    // Made by all cores before the rules run: of rules that ask for it at once all but one would wait with their cores.
    subject.disclosure();
    let mut found = by_rules(&subject, chosen);
    found.retain(|problem| understood.reading.is_known(problem, &setting.layout.content_prefix));
    found
}

/// Every file of a site, before any is written.
pub(crate) struct Listed {
    pub(crate) site: Site,
    theme: Theme,
    jobs: BTreeMap<String, Job>,
    /// Files of `static/` that stand for assets of the theme and cannot be read.
    pub(crate) unreadable: Vec<Diagnostic>,
    /// Two sources for one path.
    pub(crate) clashes: Vec<Diagnostic>,
}

/// The theme of a site.
pub(crate) fn theme_of(setting: &Setting) -> Result<Theme, Vec<Diagnostic>> {
    theme::load(setting.layout.theme_folder.as_deref(), &setting.config.language)
}

/// 4. List outputs. What replaces an asset of the theme leaves the site's own files.
pub(crate) fn list_outputs(mut theme: Theme, mut site: Site, extra: Extra) -> Listed {
    let unreadable = theme.take_replacements(&mut site.static_files).err().unwrap_or_default();
    let (jobs, clashes) = outputs::list(&site, &theme, extra);
    Listed { site, theme, jobs, unreadable, clashes }
}

/// What only some builds have.
pub(crate) struct Extras {
    pub(crate) base_url: Option<String>,
    pub(crate) release: Option<ReleaseDraft>,
}

/// 5. Render: each file, written beside the old site.
pub(crate) fn render(
    setting: &Setting,
    listed: &Listed,
    selection: Selection,
    extras: &Extras,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Staging, Failure> {
    let output = &setting.output;
    let staging = Staging::begin(output).map_err(|error| cannot_write(output, &error))?;
    let mut renderer = Renderer {
        site: &listed.site,
        theme: &listed.theme,
        asset_folder: listed.theme.asset_folder(),
        config: &setting.config,
        selection,
        date: setting.today,
        base_url: extras.base_url.clone(),
        news: extras.release.as_ref().map(|release| release.news.as_ref()),
        copied: BTreeMap::new(),
        navigations: Navigations::default(),
    };
    let (done, of) = (AtomicUsize::new(0), listed.jobs.len());
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
                    of,
                });
                written.map(|()| (path.to_string(), bytes.len() as u64))
            })
            .collect();
        all_or_first(written)
    };
    // Files first: pages tell how large the copies are. What copies lose is not even told by the size.
    let (copies, others): (Vec<_>, Vec<_>) =
        listed.jobs.iter().partition(|(_, job)| matches!(job, Job::Copy(_)));
    renderer.copied = render_all(&renderer, &copies)?;
    render_all(&renderer, &others)?;
    Ok(staging)
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
