//! Step 4, list outputs: every file the site will have, before any is written.
//! In: the understood site, the theme. Out: jobs by output path; two sources for one path are an error here.

mod problem;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::PathBuf;
use std::sync::Arc;

use crate::markdown::Embedded;
use crate::model::lists::ListOf;
use crate::model::{PageId, Site, address};
use crate::own_files::NEWS_PAGE;
use crate::pages::part_path;
use crate::slug::LONGEST_PATH;
use crate::theme::Theme;
use problem::OutputProblem;
use yanxi_problem::{Diagnostic, Place};
use yanxi_reading::OtherFile;

/// What one output file is made from.
#[derive(Debug, Clone, PartialEq)]
pub enum Job {
    Page(PageId),
    /// The list page of a folder without a page of its own.
    Section(String),
    /// A page made from a campaign.
    Derived(usize),
    /// A file that belongs to such a page.
    Download {
        page: usize,
        number: usize,
    },
    Tags,
    Tag(usize),
    /// A further page of a long list, counted from 0; the first is the page that the list belongs to.
    ListPage {
        of: ListOf,
        number: usize,
    },
    Search,
    NotFound,
    /// What is new since the last release; the number of its page, from 0.
    News(usize),
    Feed,
    Sitemap,
    /// A page that leads on to another path.
    Redirect {
        to: String,
    },
    /// A file copied, without what it says of its author; see [`yanxi_attachments::clean`].
    Copy(PathBuf),
    /// A picture that a page's text holds, without what it says of its author.
    Picture(Arc<[u8]>),
    /// Bytes of the theme, by asset name.
    Asset(String),
}

/// Files that not every build has.
#[derive(Debug, Clone, Copy)]
pub struct Extra {
    /// Feed and sitemap, which need whole addresses.
    pub with_base_url: bool,
    /// Pages of the list of news.
    pub news_pages: usize,
}

/// All files of the site but those of the search index, by path.
pub fn list(site: &Site, theme: &Theme, extra: Extra) -> (BTreeMap<String, Job>, Vec<Diagnostic>) {
    let mut plan = Plan::default();
    for (id, page) in site.pages.iter().enumerate() {
        // Two pages with one address were reported when addresses were given.
        plan.jobs.entry(page.output.clone()).or_insert(Job::Page(id));
    }
    for (number, page) in site.derived.iter().enumerate() {
        plan.add(page.output.clone(), Job::Derived(number), &page.title);
        for (download, (path, _)) in page.downloads.iter().enumerate() {
            let job = Job::Download { page: number, number: download };
            plan.add(path.clone(), job, &page.title);
        }
    }
    for (folder, section) in &site.sections {
        if section.page.is_none() && !plan.jobs.contains_key(&section.output) {
            plan.add(section.output.clone(), Job::Section(folder.clone()), folder);
        }
    }
    for (number, tag) in site.tags.iter().enumerate() {
        plan.add(tag.output.clone(), Job::Tag(number), &tag.name);
    }
    plan.add("tags.html".into(), Job::Tags, "tags.html");
    plan.add("search.html".into(), Job::Search, "search.html");
    plan.add("404.html".into(), Job::NotFound, "404.html");
    for (of, list) in &site.lists {
        for (number, path) in list.paths.iter().enumerate().skip(1) {
            plan.add(path.clone(), Job::ListPage { of: of.clone(), number }, path);
        }
    }
    for number in 0..extra.news_pages {
        plan.add(news_page(number), Job::News(number), NEWS_PAGE);
    }
    if extra.with_base_url {
        plan.add("feed.xml".into(), Job::Feed, "feed.xml");
        plan.add("sitemap.xml".into(), Job::Sitemap, "sitemap.xml");
    }
    let asset_folder = theme.asset_folder();
    for name in theme.assets.keys() {
        let job = Job::Asset(name.clone());
        plan.add(format!("{asset_folder}{name}"), job, name);
    }
    for attachment in &site.attachments {
        plan.add(
            attachment.output.clone(),
            Job::Copy(attachment.absolute.clone()),
            &attachment.path,
        );
    }
    for link in site.pages.iter().flat_map(|page| &page.document.links) {
        if let Some(Embedded::Picture(picture)) = &link.embedded {
            // The same picture on another page is the same file.
            plan.jobs
                .entry(picture.path())
                .or_insert_with(|| Job::Picture(Arc::clone(&picture.bytes)));
        }
    }
    for file in &site.static_files {
        plan.add_static(file);
    }
    for page in site.pages.iter().filter(|page| !page.meta.aliases.is_empty()) {
        let line = Place::at_line(&page.file.shown_path, &page.file.text, page.meta.aliases_line);
        for alias in &page.meta.aliases {
            let place = line.clone();
            match address::alias(alias) {
                Some(path) => plan.add_alias(path, &page.output, place),
                // A name, by which links find the page.
                None if address::is_name(alias) => {}
                None => {
                    let problem = OutputProblem::UnusableAlias { alias: alias.into() };
                    plan.problems.push(Diagnostic::of(place, &problem));
                }
            }
        }
    }
    for (path, job) in &plan.jobs {
        if path.len() > LONGEST_PATH
            && let Some(place) = place_of(site, path, job)
        {
            let length = path.chars().count();
            let problem = OutputProblem::TooLong { path: path.into(), length, most: LONGEST_PATH };
            plan.problems.push(Diagnostic::of(place, &problem));
        }
    }
    (plan.jobs, plan.problems)
}

/// The path of a page of the list of news, by its number from 0.
pub fn news_page(number: usize) -> String {
    part_path(NEWS_PAGE, number + 1)
}

/// Where a path was chosen by hand; those that are made up are short.
fn place_of(site: &Site, path: &str, job: &Job) -> Option<Place> {
    match job {
        Job::Page(id) => site.pages.get(*id).map(|page| Place::file(&page.file.shown_path)),
        Job::Redirect { to } => site
            .pages
            .iter()
            .find(|page| page.output == *to)
            .map(|page| Place::file(&page.file.shown_path)),
        Job::Copy(_) => site
            .static_files
            .iter()
            .find(|file| file.path == *path)
            .map(|file| Place::file(&file.shown_path)),
        _ => None,
    }
}

#[derive(Default)]
struct Plan {
    jobs: BTreeMap<String, Job>,
    problems: Vec<Diagnostic>,
}

impl Plan {
    fn add(&mut self, path: String, job: Job, source: &str) {
        match self.jobs.entry(path) {
            Entry::Occupied(entry) => self.problems.push(taken(Place::file(source), entry.key())),
            Entry::Vacant(entry) => {
                entry.insert(job);
            }
        }
    }

    fn add_static(&mut self, file: &OtherFile) {
        let job = Job::Copy(file.absolute.clone());
        if !self.jobs.contains_key(&file.path) && !file.path.starts_with("search/") {
            self.jobs.insert(file.path.clone(), job);
        } else {
            self.problems.push(taken(Place::file(&file.shown_path), &file.path));
        }
    }

    fn add_alias(&mut self, path: String, to: &str, place: Place) {
        if self.jobs.contains_key(&path) || path.starts_with("search/") {
            self.problems.push(taken(place, &path));
        } else {
            self.jobs.insert(path, Job::Redirect { to: to.to_string() });
        }
    }
}

fn taken(place: Place, path: &str) -> Diagnostic {
    Diagnostic::of(place, &OutputProblem::Taken { path: path.into() })
}

/// Every problem of this folder, for the catalogue.
pub fn problems() -> Vec<yanxi_problem::Entry> {
    yanxi_problem::problems::<OutputProblem>()
}
