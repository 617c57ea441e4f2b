//! The steps of a build, in order; a check takes the first four of them.
//! In: a [`Request`]. Out: of each step what the next one is made from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;
use rayon::prelude::*;
use yanxi_problem::Diagnostic;

use super::Kept;
use super::draft::ReleaseDraft;
use super::output::{folder_name, output_folder, outputs_of};
use super::problems::cannot_write;
use super::{Progress, Request};
use crate::config::Config;
use crate::config::site::settings_of;
use crate::disclosure::{Disclosure, KeptSightings};
use crate::edition::{Edition, Selection};
use crate::exit_status::{ExitStatus, Failure};
use crate::folder::{self, Layout, Sources};
use crate::model::{self, Editions, Reading, Site};
use crate::outputs::{self, Extra, Job};
use crate::render::{Navigations, PageSources, Renderer, Renderings, Source};
use crate::rules::{Rule, Subject, by_rules};
use crate::staging::{SiteFiles, record};
use crate::theme::{self, Theme};

/// Where a site lies and goes, and what it is built with.
pub(crate) struct Setting {
    pub(crate) layout: Layout,
    pub(crate) config: Config,
    pub(crate) today: Date,
    pub(crate) output: PathBuf,
}

/// 1. Load: the settings and every file.
pub(crate) fn load(
    request: &Request,
    kept: Option<&mut Kept>,
) -> Result<(Setting, Sources), Failure> {
    let (layout, config, today) = settings_of(&request.folder, request.date)?;
    let output = output_folder(request, &layout)?;
    let passed_over = outputs_of(request, &output, &layout);
    let kept = kept.map(|kept| &mut kept.texts);
    let sources = folder::load_again(&layout, &passed_over, kept);
    Ok((Setting { layout, config, today, output }, sources))
}

/// A folder, understood for one edition or both.
pub(crate) struct Understood {
    pub(crate) reading: Reading,
    /// Some file or folder could not be read.
    pub(crate) unreadable: bool,
    /// Of the paths of every page in the folder, whatever edition it is for.
    pub(crate) source_hashes: BTreeSet<String>,
    /// In the order in which they were asked for. Where nothing is kept for another round and both editions are alike, the
    /// first stands for both: of many pages two are a lot of memory.
    pub(crate) editions: Vec<model::Understood>,
}

/// 2. Understand: each page, and what the pages mean together, once for each edition asked for.
pub(crate) fn understand(
    setting: &Setting,
    sources: Sources,
    selections: &[Selection],
    kept: Option<&mut Kept>,
) -> Understood {
    let Setting { layout, config, today, .. } = setting;
    let unreadable = sources.unread.is_refused();
    let once = kept.is_none();
    let kept = kept.map(|kept| &mut kept.pages);
    let mut reading = model::read_again(sources, config, &layout.content_prefix, *today, kept);
    let source_hashes =
        reading.pages.iter().map(|page| record::hash(page.file.shown_path.as_bytes())).collect();
    let name = folder_name(&layout.site);
    let understood =
        |selection: &Selection| model::understand(&reading, config, *selection, &name, *today);
    let editions = match selections {
        [first, ..] if once && reading.is_alike_in_both(config) => {
            match reading.is_wholly_in(*first) {
                true => vec![model::understand_alone(&mut reading, config, *first, &name, *today)],
                false => vec![understood(first)],
            }
        }
        all => all.par_iter().map(understood).collect(),
    };
    Understood { reading, unreadable, source_hashes, editions }
}

/// 3. Check: what the chosen rules find. They compare the public edition, the first of two, with the internal one.
pub(crate) fn check(
    setting: &Setting,
    reading: &Reading,
    editions: &[model::Understood],
    chosen: fn(&Rule) -> bool,
    kept: Option<&mut KeptSightings>,
) -> Vec<Diagnostic> {
    let (public, internal) = match editions {
        [public, internal] => (public, internal),
        // An internal build looks at nothing but itself; a public one stands for both where they are alike.
        [only] => (only, only),
        _ => return Vec::new(),
    };
    let editions = Editions {
        config: &setting.config,
        today: setting.today,
        layout: &setting.layout,
        reading,
        internal: &internal.site,
        public: &public.site,
        is_internal_alone: public.edition == Edition::Internal,
    };
    // Made by all cores before the rules run: of rules that ask for it at once all but one would wait with their cores.
    let disclosure = OnceLock::from(Disclosure::again(&editions, kept));
    let subject = Subject { editions, disclosure: &disclosure };
    let mut found = by_rules(&subject, chosen);
    found.retain(|problem| reading.is_known(problem, &setting.layout.content_prefix));
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

impl Listed {
    /// Gives up what only rendering needs, for search needs the room.
    pub(crate) fn give_up_rendered(&mut self) {
        self.jobs = BTreeMap::new();
        self.site.give_up_html();
    }
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
    files: &dyn SiteFiles,
    before: Option<&mut Renderings>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(), Failure> {
    let output = &setting.output;
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
    let told = || {
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        progress(Progress::Rendering { done, of });
    };
    let render_all =
        |renderer: &Renderer<'_>, some: &[(&String, &Job)], again: Option<Again<'_>>| {
            let written: Vec<Result<Written, Failure>> = some
                .par_iter()
                .map(|(path, job)| {
                    let source = match job {
                        Job::Page(id) => again.and_then(|again| again.sources.of_page(*id)),
                        _ => None,
                    };
                    let known = source.as_ref().zip(again).and_then(|(source, again)| {
                        again.before.of(path, source).filter(|hash| files.keep(path, hash))
                    });
                    if known.is_some() {
                        told();
                        return Ok(Written { path: path.to_string(), size: 0, source, file: None });
                    }
                    let bytes = renderer
                        .render(path, job)
                        .map_err(|problem| (ExitStatus::ContentErrors, vec![problem]))?;
                    let written = files
                        .write(path, &bytes)
                        .map_err(|error| cannot_write(&output.join(path), &error));
                    told();
                    let file = source.as_ref().map(|_| record::hash(&bytes));
                    let size = bytes.len() as u64;
                    written.map(|()| Written { path: path.to_string(), size, source, file })
                })
                .collect();
            all_or_first(written)
        };
    // Files first: pages tell how large the copies are. What copies lose is not even told by the size.
    let (copies, others): (Vec<_>, Vec<_>) =
        listed.jobs.iter().partition(|(_, job)| matches!(job, Job::Copy(_)));
    let copied = render_all(&renderer, &copies, None)?;
    renderer.copied = copied.into_iter().map(|file| (file.path, file.size)).collect();
    let Some(before) = before else {
        return render_all(&renderer, &others, None).map(drop);
    };
    let sources = PageSources::of(&renderer);
    let again = Again { sources: &sources, before };
    let made = render_all(&renderer, &others, Some(again))?;
    let made = made.into_iter().filter_map(|one| Some((one.path, one.source?, one.file)));
    let made = made.collect();
    before.renew(made);
    Ok(())
}

/// How pages are known that were rendered before.
#[derive(Clone, Copy)]
struct Again<'a> {
    sources: &'a PageSources<'a>,
    before: &'a Renderings,
}

/// A file of the site that is there.
struct Written {
    path: String,
    size: u64,
    /// Of a page: what it was made from, and its hash where it was made anew.
    source: Option<Source>,
    file: Option<String>,
}

/// All files written, or what went wrong the first under the worst ending.
fn all_or_first(written: Vec<Result<Written, Failure>>) -> Result<Vec<Written>, Failure> {
    let mut files = Vec::with_capacity(written.len());
    let mut failures = Vec::new();
    for one in written {
        match one {
            Ok(file) => files.push(file),
            Err(failure) => failures.push(failure),
        }
    }
    let Some(ending) = failures.iter().map(|(ending, _)| *ending).max() else {
        return Ok(files);
    };
    let problems = failures.into_iter().flat_map(|(_, problems)| problems);
    Err((ending, problems.take(1).collect()))
}
