//! One build from start to end.
//! In: a [`Request`]. Out: the output folder with the new site, or nothing changed; always an [`Outcome`] with all problems.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::check::{self, Found, Rule, Stops, Subject};
use crate::config::{self, Config};
use crate::diagnostic::{self, Diagnostic, Place, Severity};
use crate::language::Wording;
use crate::model::{self, Edition, Selection, Site};
use crate::outputs::Job;
use crate::publish::draft::{Draft, NewsRequest};
use crate::publish::record;
use crate::publish::{Manifest, Staging};
use crate::render::Renderer;
use crate::source::value::parse_date;
use crate::source::{self, Layout};
use crate::{outputs, search_index, theme};

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

/// How a build ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Ending {
    #[default]
    Done,
    ContentErrors,
    WrongUse,
    CannotReadOrWrite,
}

/// What a build gives back.
#[derive(Debug, Default)]
pub struct Outcome {
    pub ending: Ending,
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
    pub release: Option<Draft>,
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
    diagnostic::put_in_order(&mut outcome.diagnostics);
    outcome
}

type Failure = (Ending, Vec<Diagnostic>);

fn run(
    request: &Request,
    progress: &(dyn Fn(Progress) + Sync),
    outcome: &mut Outcome,
) -> Result<(), Failure> {
    let (layout, config, date) = settings_of(request)?;
    let output = output_folder(request, &layout)?;
    outcome.output = output.clone();

    progress(Progress::Reading);
    let sources = source::load(&layout, &outputs_of(request, &output, &layout));
    let unreadable = sources.unreadable;
    let source_hashes: BTreeSet<String> = sources
        .pages
        .iter()
        .map(|file| record::hash(file.shown_path.as_bytes()))
        .collect();
    let name = folder_name(&layout.site);
    let reading = model::read(sources, &config, date);
    let mut of_campaigns = reading.campaign_diagnostics.clone();
    outcome.diagnostics.extend(reading.diagnostics.clone());
    let is_stopping = |rule: &Rule| rule.stops == Stops::PublicBuild;
    let kept = (request.selection.edition == Edition::Public
        && check::RULES
            .iter()
            .any(|rule| is_stopping(rule) && matches!(rule.found, Found::By(_))))
    .then(|| reading.clone());
    let understood = model::understand(reading, &config, request.selection, &name, date);
    let mut site = understood.site;
    outcome.diagnostics.extend(understood.diagnostics);
    if let Some(reading) = kept {
        let internal = Selection {
            edition: Edition::Internal,
            ..request.selection
        };
        let internal = model::understand(reading.clone(), &config, internal, &name, date).site;
        let subject = Subject {
            config: &config,
            today: date,
            layout: &layout,
            reading: &reading,
            internal: &internal,
            public: &site,
            matter: &OnceLock::new(),
        };
        let found = check::by_rules(&subject, is_stopping);
        outcome.diagnostics.extend(found);
    }
    outcome.pages = site.pages.len() + site.derived.len();
    outcome.left_out = site.left_out;
    outcome.editions_differ = !site.campaigns.is_empty()
        || site.left_out > 0
        || site.pages.iter().any(|page| page.internal);
    if site.pages.is_empty() && site.derived.is_empty() && site.left_out == 0 && !unreadable {
        outcome.diagnostics.push(empty_folder(&layout));
    }

    let mut theme = theme::load(layout.theme_folder.as_deref(), &config.language)
        .map_err(|p| (Ending::WrongUse, p))?;
    theme
        .take_replacements(&mut site.static_files)
        .map_err(|problems| (Ending::CannotReadOrWrite, problems))?;
    let base_url = base_url(request, &config)?;
    let release = request
        .news
        .as_ref()
        .map(|asked| Draft::of(&site, asked, &source_hashes, date));
    let extra = outputs::Extra {
        with_base_url: base_url.is_some(),
        with_news: release.is_some(),
    };
    let (jobs, clashes) = outputs::list(&site, &theme, extra);
    outcome.diagnostics.extend(clashes);
    if unreadable {
        return Err((Ending::CannotReadOrWrite, Vec::new()));
    }
    config.check.apply(&mut outcome.diagnostics);
    config.check.apply(&mut of_campaigns);
    let stopped = outcome.diagnostics.iter().any(stops_the_build)
        || (request.selection.edition == Edition::Public
            && of_campaigns.iter().any(stops_the_build));
    outcome.diagnostics.extend(of_campaigns);
    if stopped {
        return Err((Ending::ContentErrors, Vec::new()));
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
                    .map_err(|problem| (Ending::ContentErrors, vec![problem]))?;
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
    let (copies, others): (Vec<_>, Vec<_>) = jobs
        .iter()
        .partition(|(_, job)| matches!(job, Job::Copy(_)));
    renderer.copied = render_all(&renderer, &copies)?;
    render_all(&renderer, &others)?;
    add_index(request, &config, &site, &staging, &output, progress)?;

    progress(Progress::Publishing);
    let published = staging
        .publish()
        .map_err(|error| cannot_write(&output, &error))?;
    outcome.foreign = published.foreign;
    outcome.published = true;
    outcome.release = release;
    if diagnostic::count(&outcome.diagnostics, Severity::Error) > 0 {
        outcome.ending = Ending::ContentErrors;
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
        && check::of_code(problem.code)
            .is_none_or(|rule| matches!(rule.stops, Stops::PublicBuild | Stops::EveryBuild))
}

/// Where everything lies, the settings, and what stands for today.
pub(crate) fn settings_of(request: &Request) -> Result<(Layout, Config, Date), Failure> {
    if !request.folder.is_dir() {
        return Err((
            Ending::CannotReadOrWrite,
            vec![no_such_folder(&request.folder)],
        ));
    }
    let layout = Layout::of(&request.folder);
    let config = read_config(&layout.site)?;
    let date = build_date(request.date, &config)?;
    Ok((layout, config, date))
}

/// The page with all problems of a build, beside its output folder.
pub fn report_path(output: &Path) -> PathBuf {
    let mut name = output.to_path_buf().into_os_string();
    name.push(diagnostic::report::NAME_END);
    PathBuf::from(name)
}

/// The site's address with a `/` at its end. It goes into links, so only an address of the web will do.
fn base_url(request: &Request, config: &Config) -> Result<Option<String>, Failure> {
    let (given, place) = match (&request.base_url, &config.base_url) {
        (Some(url), _) => (url, Place::file("--base-url")),
        (None, Some(url)) => (url, Place::file(config::FILE_NAME)),
        (None, None) => return Ok(None),
    };
    let url = given.trim().trim_end_matches('/');
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| url.strip_prefix(scheme));
    let usable = rest.is_some_and(|rest| {
        !rest.is_empty()
            && !rest.starts_with('/')
            && !rest.contains("//")
            && !rest.contains("..")
            && rest
                .chars()
                .all(|character| character.is_alphanumeric() || "-._~:/%[]".contains(character))
    });
    if usable {
        return Ok(Some(format!("{url}/")));
    }
    let problem = Diagnostic::error(
        "R01",
        place,
        Wording::new(
            format!("“{given}”不能做网站的网址"),
            format!("“{given}” cannot be the site's address"),
        ),
        Wording::new(
            "写成 https://www.example.com/study/ 的样子，没有问号和井号",
            "write it as https://www.example.com/study/, without ? and #",
        ),
    );
    Err((Ending::WrongUse, vec![problem]))
}

/// Where this build goes, and where builds go that name no place: none of it is ever a source, nor is the page of
/// problems beside it.
fn outputs_of(request: &Request, output: &Path, layout: &Layout) -> Vec<PathBuf> {
    let usual = [Edition::Public, Edition::Internal].map(|edition| Request {
        output: None,
        selection: Selection {
            edition,
            ..request.selection
        },
        ..request.clone()
    });
    usual
        .iter()
        .filter_map(|usual| output_folder(usual, layout).ok())
        .chain([output.to_path_buf()])
        .flat_map(|output| [report_path(&output), output])
        .collect()
}

fn add_index(
    request: &Request,
    config: &Config,
    site: &Site,
    staging: &Staging,
    output: &Path,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(), Failure> {
    let old = Manifest::of(output).unwrap_or_default();
    let old_index = old
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("search/"));
    let options = search_index::Options {
        twins: config.search_from_file,
        language: &config.language,
    };
    // An index with something that the site has no more is not kept: it may just have become internal.
    let keeps = || {
        old.files.contains_key("search/entry.js")
            && std::fs::read(output.join(search_index::TITLES_PATH))
                .is_ok_and(|titles| search_index::has_all_of(site, &options, &titles))
    };
    if request.index == IndexMode::Keep && keeps() {
        for (path, hash) in old_index {
            staging
                .keep(path, hash)
                .map_err(|error| cannot_write(&output.join(path), &error))?;
        }
        return Ok(());
    }
    let of = site.pages.len();
    let files = search_index::write(site, &options, &mut |done| {
        progress(Progress::Indexing { done, of });
    })
    .map_err(|error| {
        (
            Ending::CannotReadOrWrite,
            vec![index_failed(&error.to_string())],
        )
    })?;
    for (path, bytes) in files {
        staging
            .write(&path, &bytes)
            .map_err(|error| cannot_write(&output.join(&path), &error))?;
    }
    Ok(())
}

/// Reads `yanxi.toml`; a folder without one has the defaults.
pub fn read_config(site: &Path) -> Result<Config, Failure> {
    let path = site.join(config::FILE_NAME);
    if !path.is_file() {
        return Ok(Config::default());
    }
    let bytes = std::fs::read(&path).map_err(|error| {
        (
            Ending::CannotReadOrWrite,
            vec![source::cannot_read(config::FILE_NAME, &error)],
        )
    })?;
    let decoded = source::encoding::decode(config::FILE_NAME, &bytes)
        .map_err(|problem| (Ending::WrongUse, vec![*problem]))?;
    Config::parse(&decoded.text).map_err(|problems| (Ending::WrongUse, problems))
}

/// What stands for today in a folder: the date asked for, else the settings', else the clock's.
pub fn today(folder: &Path, asked: Option<Date>) -> Result<Date, Vec<Diagnostic>> {
    read_config(&Layout::of(folder).site)
        .and_then(|config| build_date(asked, &config))
        .map_err(|(_, problems)| problems)
}

fn build_date(asked: Option<Date>, config: &Config) -> Result<Date, Failure> {
    if let Some(date) = asked {
        return Ok(date);
    }
    match &config.date {
        None => Ok(jiff::Zoned::now().date()),
        Some(text) => parse_date(text).ok_or_else(|| {
            let problem = Diagnostic::error(
                "R01",
                Place::file(config::FILE_NAME),
                Wording::new(
                    format!("date = \"{text}\" 不是真实的日期"),
                    format!("date = \"{text}\" is no real date"),
                ),
                Wording::new(
                    "写成 date = \"2008-11-18\" 的样子",
                    "write it as date = \"2008-11-18\"",
                ),
            );
            (Ending::WrongUse, vec![problem])
        }),
    }
}

/// Where the site goes: as asked, else `public` in a site folder, else `<folder>-public` beside a bare one.
pub fn output_folder(request: &Request, layout: &Layout) -> Result<PathBuf, Failure> {
    let suffix = match request.selection.edition {
        Edition::Public => "public",
        Edition::Internal => "public-internal",
    };
    let site = layout
        .site
        .canonicalize()
        .unwrap_or_else(|_| layout.site.clone());
    let output = match &request.output {
        Some(output) => output.clone(),
        None if layout.site.join(config::FILE_NAME).is_file() => layout.site.join(suffix),
        None => {
            let name = format!("{}-{suffix}", folder_name(&layout.site));
            site.parent().unwrap_or(&site).join(name)
        }
    };
    let resolved = output.canonicalize().unwrap_or_else(|_| output.clone());
    let content = layout
        .content
        .canonicalize()
        .unwrap_or_else(|_| layout.content.clone());
    if content.starts_with(&resolved) || site.starts_with(&resolved) {
        let problem = Diagnostic::error(
            "R18",
            Place::file(output.to_string_lossy()),
            Wording::new(
                "输出文件夹不能是资料文件夹或它的上级",
                "the output folder cannot hold the site's own folder",
            ),
            Wording::new(
                "用 --output-dir 另指一个文件夹",
                "name another folder with --output-dir",
            ),
        );
        return Err((Ending::WrongUse, vec![problem]));
    }
    Ok(output)
}

pub(crate) fn folder_name(folder: &Path) -> String {
    folder
        .canonicalize()
        .unwrap_or_else(|_| folder.to_path_buf())
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_else(|| "site".into())
}

fn no_such_folder(folder: &Path) -> Diagnostic {
    Diagnostic::error(
        "R02",
        Place::file(folder.to_string_lossy()),
        Wording::new("没有这个文件夹", "there is no such folder"),
        Wording::new("检查文件夹的名字和位置", "check its name and place"),
    )
}

pub(crate) fn empty_folder(layout: &Layout) -> Diagnostic {
    let shown = if layout.content_prefix.is_empty() {
        "."
    } else {
        layout.content_prefix.trim_end_matches('/')
    };
    Diagnostic::error(
        "R15",
        Place::file(shown),
        Wording::new("文件夹里没有一篇 .md 材料", "the folder holds no .md file"),
        Wording::new(
            "放进至少一个 .md 文件再试",
            "put at least one .md file into it",
        ),
    )
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    (
        Ending::CannotReadOrWrite,
        vec![write_problem(
            path,
            error,
            Wording::new(
                "检查权限和磁盘空间，或用 --output-dir 另指一个文件夹",
                "check permissions and space, or name another folder with --output-dir",
            ),
        )],
    )
}

/// The message for a file or folder that the system does not let be written.
pub fn write_problem(path: &Path, error: &std::io::Error, remedy: Wording) -> Diagnostic {
    let (chinese, english) = match error.kind() {
        std::io::ErrorKind::PermissionDenied => (
            "没有写入权限".to_string(),
            "no permission to write there".to_string(),
        ),
        std::io::ErrorKind::WouldBlock => (
            "另一个程序正在往同一个文件夹里生成网站".to_string(),
            "another build is writing to the same folder".into(),
        ),
        std::io::ErrorKind::InvalidData => (
            "旧网站的文件清单（.yanxi-manifest.json）坏了，分不清哪些文件是旧网站的".into(),
            "the old site's list of files (.yanxi-manifest.json) is damaged, so that its files cannot be told from others".into(),
        ),
        std::io::ErrorKind::StorageFull => ("磁盘满了".into(), "the disk is full".into()),
        _ => (
            format!("写不进去（{error}）"),
            format!("it cannot be written ({error})"),
        ),
    };
    Diagnostic::error(
        "R02",
        Place::file(path.to_string_lossy()),
        Wording { chinese, english },
        remedy,
    )
}

fn index_failed(detail: &str) -> Diagnostic {
    Diagnostic::error(
        "R19",
        Place::file("search/"),
        Wording::new(
            format!("搜索资料没有做成（{detail}）"),
            format!("the search index failed ({detail})"),
        ),
        Wording::new(
            "再试一次；还不行就把这句话发给开发者",
            "try again; if it fails, report this sentence",
        ),
    )
}
