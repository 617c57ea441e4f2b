//! Step 5, render: every job becomes the bytes of one file.
//! In: the site, the theme, the build's settings. Out: bytes, or a diagnostic that names the template.

mod box_kind;
mod content;
mod context;
mod derived;
mod list_pages;
mod navigation;
mod passages;
mod renderings;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;
use tera::Context;

use crate::config::Config;
use crate::html_text::{encode_path, escape};
use crate::model::lists::ListOf;
use crate::model::section::Member;
use crate::model::{Edition, Selection, Site};
use crate::outputs::{Job, news_page};
use crate::pages::block::OtherName;
use crate::pages::text::own_rows;
use crate::staging::news::News;
use crate::theme::{Theme, template_problem};
use context::{Contexts, PageContext, date_text};
use list_pages::ListPagesContext;
pub use navigation::Navigations;
pub use renderings::{Renderings, Source, Sources as PageSources};
use yanxi_attachments;
use yanxi_problem::Diagnostic;
use yanxi_reading::cannot_read;
use yanxi_reading::encoding::is_no_text;
use yanxi_reading::value::parse_date;

/// Everything rendering reads.
pub struct Renderer<'a> {
    pub site: &'a Site,
    pub theme: &'a Theme,
    /// Where the theme's assets lie, from the top of the site.
    pub asset_folder: String,
    pub config: &'a Config,
    pub selection: Selection,
    pub date: Date,
    /// Ends in `/`.
    pub base_url: Option<String>,
    /// Of a build that is published: what is new, or none at the first release.
    pub news: Option<Option<&'a News>>,
    /// Sizes of the files that were copied before, by path.
    pub copied: BTreeMap<String, u64>,
    /// Empty at first.
    pub navigations: Navigations,
}

/// Entries in the feed.
const FEED_ENTRIES: usize = 20;

#[derive(Serialize)]
struct FeedEntry {
    title: String,
    url: String,
    updated: String,
    summary: String,
}

#[derive(Serialize)]
struct Feed {
    title: String,
    home: String,
    self_url: String,
    updated: String,
    entries: Vec<FeedEntry>,
}

#[derive(Serialize)]
struct SitemapUrl {
    loc: String,
    lastmod: String,
}

impl Renderer<'_> {
    /// The bytes of the file at `path`.
    pub fn render(&self, path: &str, job: &Job) -> Result<Vec<u8>, Diagnostic> {
        let text = match job {
            Job::Page(id) => self.page(*id),
            Job::Section(folder) => self.section(folder),
            Job::Derived(number) => self.derived(*number),
            Job::Download { page, number } => {
                return Ok(self.site.derived[*page].downloads[*number].1.clone());
            }
            Job::Tags => self.tags(0),
            Job::Tag(number) => self.tag(*number, 0),
            Job::ListPage { of, number } => self.list_page(of, *number),
            Job::Search => {
                self.template("search.html", &self.fixed_page(path, "search", "search_title"))
            }
            Job::NotFound => self.not_found(path),
            Job::News(number) => self.news(*number),
            Job::Feed => self.feed(),
            Job::Sitemap => self.sitemap(),
            Job::Redirect { to } => Ok(redirect(path, to)),
            Job::Asset(name) => {
                return Ok(self.theme.assets.get(name).cloned().unwrap_or_default());
            }
            Job::Picture(bytes) => {
                return Ok(yanxi_attachments::clean(path, bytes)
                    .bytes
                    .unwrap_or_else(|| bytes.to_vec()));
            }
            Job::Copy(from) => {
                let name = from.to_string_lossy();
                let bytes = std::fs::read(from).map_err(|error| cannot_read(&name, &error))?;
                return Ok(yanxi_attachments::clean(&name, &bytes).bytes.unwrap_or(bytes));
            }
        };
        text.map(String::into_bytes)
    }

    fn template(&self, name: &str, context: &Context) -> Result<String, Diagnostic> {
        self.theme
            .templates
            .render(name, context)
            .map_err(|error| template_problem(&format!("theme/templates/{name}"), &error))
    }

    fn contexts(&self) -> Contexts<'_> {
        Contexts { renderer: self }
    }

    fn page(&self, id: usize) -> Result<String, Diagnostic> {
        let page = &self.site.pages[id];
        let section =
            self.site.sections.get(&page.folder).filter(|section| section.page == Some(id));
        let kind = match section {
            Some(_) if page.folder.is_empty() => "home",
            Some(_) => "section",
            None => "page",
        };
        let content = content::html(self, page)?;
        let contexts = self.contexts();
        let mut context = contexts.base(&page.output, &page.folder, Some(id));
        context.insert("page", &contexts.page(id, kind, content));
        context.insert("before", &derived::blocks(&page.before, &page.output));
        context.insert("after", &derived::blocks(&page.after, &page.output));
        contexts.add_ways(&mut context, id);
        if section.is_some() {
            contexts.add_entries(&mut context, &page.folder, 0);
        }
        match kind {
            "home" => {
                contexts.add_home(&mut context, &page.output);
                self.template("home.html", &context)
            }
            "section" => self.template("section.html", &context),
            _ => self.template("page.html", &context),
        }
    }

    fn section(&self, folder: &str) -> Result<String, Diagnostic> {
        let section = &self.site.sections[folder];
        let contexts = self.contexts();
        let mut context = contexts.base(&section.output, folder, None);
        let kind = if folder.is_empty() { "home" } else { "section" };
        let title = if folder.is_empty() { self.site.title.clone() } else { section.title.clone() };
        let mut page = PageContext::named(title, &section.output, kind);
        page.breadcrumbs = contexts.breadcrumbs(folder, &section.output, true);
        let of = ListOf::FilesOfSection(folder.to_string());
        let files = contexts.part(&of, 0, section.attachments.len());
        page.attachments = contexts.attachments(&section.attachments[files], &section.output, None);
        context.insert("page", &page);
        context.insert("file_pages", &contexts.way(&of, 0));
        contexts.add_entries(&mut context, folder, 0);
        if folder.is_empty() {
            contexts.add_home(&mut context, &section.output);
            return self.template("home.html", &context);
        }
        self.template("section.html", &context)
    }

    fn derived(&self, number: usize) -> Result<String, Diagnostic> {
        let page = &self.site.derived[number];
        let contexts = self.contexts();
        let mut context = contexts.base(&page.output, &page.folder, None);
        let is_home = self
            .site
            .sections
            .get(&page.folder)
            .is_some_and(|section| section.output == page.output);
        let mut named = PageContext::named(page.title.clone(), &page.output, "derived");
        let of_rows = own_rows(page).flat_map(|(_, found)| &found.other_names);
        let other_names: BTreeSet<&str> =
            page.found.other_names.iter().chain(of_rows).map(OtherName::words).collect();
        named.other_names = other_names.into_iter().map(str::to_string).collect();
        named.breadcrumbs = contexts.breadcrumbs(&page.folder, &page.output, is_home);
        let section = self.site.sections.get(&page.folder).filter(|_| !is_home);
        named.of = section.map(|section| section.title.clone()).unwrap_or_default();
        named.breadcrumbs.extend(page.above.iter().map(|(title, output)| context::Link {
            title: title.clone(),
            href: context::href(&page.output, output, ""),
        }));
        context.insert("page", &named);
        context.insert("lead", &page.lead);
        context.insert("paper", page.paper.class());
        context.insert("blocks", &derived::blocks(&page.blocks, &page.output));
        self.template("derived.html", &context)
    }

    fn word(&self, key: &str) -> String {
        self.theme.words.get(key).cloned().unwrap_or_default()
    }

    fn fixed_page(&self, path: &str, kind: &'static str, title_key: &str) -> Context {
        let contexts = self.contexts();
        let mut context = contexts.base(path, "", None);
        let mut page = PageContext::named(self.word(title_key), path, kind);
        page.breadcrumbs = contexts.breadcrumbs("", path, false);
        context.insert("page", &page);
        context
    }

    fn tags(&self, at: usize) -> Result<String, Diagnostic> {
        let path = self.list_path(&ListOf::Tags, at, "tags.html");
        let contexts = self.contexts();
        let mut context = contexts.base(path, "", None);
        let title = self.title_of_page(self.word("all_tags"), at);
        let mut page = PageContext::named(title, path, "tags");
        page.breadcrumbs = contexts.breadcrumbs("", path, false);
        context.insert("page", &page);
        let (letters, groups) = contexts.tag_groups(path, at);
        context.insert("letters", &letters);
        context.insert("groups", &groups);
        context.insert("tag_pages", &contexts.way(&ListOf::Tags, at));
        self.template("tags.html", &context)
    }

    fn tag(&self, number: usize, at: usize) -> Result<String, Diagnostic> {
        let tag = &self.site.tags[number];
        let of = ListOf::Tag(number);
        let path = self.list_path(&of, at, &tag.output);
        let contexts = self.contexts();
        let mut context = contexts.base(path, "", None);
        let title = format!("{}{}", self.word("tag_before"), tag.name);
        let mut page = PageContext::named(self.title_of_page(title, at), path, "tag");
        page.breadcrumbs = contexts.breadcrumbs("", path, false);
        page.breadcrumbs.push(context::Link {
            title: self.word("all_tags"),
            href: context::href(path, "tags.html", ""),
        });
        context.insert("page", &page);
        context.insert("tag", &contexts.tag(number, path));
        let shown = &tag.pages[contexts.part(&of, at, tag.pages.len())];
        let members: Vec<Member> = shown.iter().map(|id| Member::Page(*id)).collect();
        context.insert("entries", &contexts.entries(&members, path));
        context.insert("entry_pages", &contexts.way(&of, at));
        self.template("tag.html", &context)
    }

    /// The path of a page of a list; `first` is that of a list that is not split.
    fn list_path<'a>(&'a self, of: &ListOf, at: usize, first: &'a str) -> &'a str {
        let path = self.site.lists.get(of).and_then(|list| list.paths.get(at));
        path.map_or(first, String::as_str)
    }

    /// 法律（第2页）
    fn title_of_page(&self, title: String, at: usize) -> String {
        match at {
            0 => title,
            _ => format!(
                "{title}{}{}{}",
                self.word("title_page_before"),
                at + 1,
                self.word("title_page_after")
            ),
        }
    }

    /// A further page of a list.
    fn list_page(&self, of: &ListOf, at: usize) -> Result<String, Diagnostic> {
        let (folder, first, title) = match of {
            ListOf::Tags => return self.tags(at),
            ListOf::Tag(number) => return self.tag(*number, at),
            ListOf::Members(folder) | ListOf::FilesOfSection(folder) => {
                let section = &self.site.sections[folder];
                let title = if folder.is_empty() { &self.site.title } else { &section.title };
                (folder, &section.output, title)
            }
            ListOf::FilesOfPage(id) | ListOf::LinksTo(id) => {
                let page = &self.site.pages[*id];
                (&page.folder, &page.output, &page.title)
            }
        };
        let path = self.list_path(of, at, first);
        let contexts = self.contexts();
        let mut context = contexts.base(path, folder, None);
        let mut page = PageContext::named(self.title_of_page(title.clone(), at), path, "section");
        let of_section = first == &self.site.sections[folder].output;
        page.breadcrumbs = contexts.breadcrumbs(folder, path, of_section);
        page.breadcrumbs
            .push(context::Link { title: title.clone(), href: context::href(path, first, "") });
        match of {
            ListOf::FilesOfSection(folder) => {
                let files = &self.site.sections[folder].attachments;
                let shown = &files[contexts.part(of, at, files.len())];
                page.attachments = contexts.attachments(shown, path, None);
                context.insert("file_pages", &contexts.way(of, at));
            }
            ListOf::FilesOfPage(id) => {
                let own = &self.site.pages[*id];
                let shown = &own.attachments[contexts.part(of, at, own.attachments.len())];
                page.attachments = contexts.attachments(shown, path, Some(&own.file.path));
                context.insert("file_pages", &contexts.way(of, at));
            }
            ListOf::LinksTo(id) => {
                let from = &self.site.pages[*id].linked_from;
                let shown = &from[contexts.part(of, at, from.len())];
                page.backlinks = contexts.backlinks(shown, path);
                context.insert("link_pages", &contexts.way(of, at));
            }
            ListOf::Members(folder) => contexts.add_entries(&mut context, folder, at),
            ListOf::Tags | ListOf::Tag(_) => {}
        }
        context.insert("page", &page);
        self.template("section.html", &context)
    }

    /// Served for any missing path, so its addresses are absolute; without a base address the site is taken to be at the root.
    fn not_found(&self, path: &str) -> Result<String, Diagnostic> {
        let mut context = self.fixed_page(path, "not-found", "not_found");
        let home = self
            .base_url
            .as_deref()
            .and_then(|url| url.split_once("://"))
            .and_then(|(_, rest)| rest.find('/').map(|at| rest[at..].to_string()))
            .unwrap_or_else(|| "/".into());
        context.insert("home_href", &format!("{home}index.html"));
        context.insert("assets_href", &format!("{home}{}", self.asset_folder));
        self.template("404.html", &context)
    }

    fn news(&self, at: usize) -> Result<String, Diagnostic> {
        let path = &news_page(at);
        let contexts = self.contexts();
        let mut context = contexts.base(path, "", None);
        let title = self.title_of_page(self.word("news"), at);
        let mut page = PageContext::named(title, path, "news");
        page.breadcrumbs = contexts.breadcrumbs("", path, false);
        context.insert("page", &page);
        let news = self.news.flatten();
        let links = |pages: &BTreeMap<String, String>| -> Vec<context::Link> {
            pages
                .iter()
                .map(|(to, title)| context::Link {
                    title: title.clone(),
                    href: context::href(path, to, ""),
                })
                .collect()
        };
        let whole = news.cloned().unwrap_or_default();
        let count = whole.pages();
        let shown = whole.page(at);
        if count > 1 {
            let paths: Vec<String> = (0..count).map(news_page).collect();
            context.insert("news_pages", &ListPagesContext::of(&paths, at));
        }
        context.insert("is_further", &(at > 0));
        context.insert("is_first", &news.is_none());
        context.insert("since", &self.date_text(parse_date(&shown.since)));
        context.insert("added", &links(&shown.added));
        context.insert("changed", &links(&shown.changed));
        context.insert("made", &links(&shown.made));
        context.insert("removed", &shown.removed);
        self.template("news.html", &context)
    }

    fn url(&self, path: &str) -> String {
        format!("{}{}", self.base_url.as_deref().unwrap_or_default(), encode_path(path))
    }

    fn feed(&self) -> Result<String, Diagnostic> {
        let mut dated: Vec<_> =
            self.site.pages.iter().filter_map(|page| Some((page.latest_date()?, page))).collect();
        dated.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.output.cmp(&b.1.output)));
        let feed = Feed {
            title: self.site.title.clone(),
            home: self.url("index.html"),
            self_url: self.url("feed.xml"),
            // Of a day on which nothing changed a reader of the feed need not hear.
            updated: format!("{}T00:00:00Z", dated.first().map_or(self.date, |(date, _)| *date)),
            entries: dated
                .into_iter()
                .take(FEED_ENTRIES)
                .map(|(date, page)| FeedEntry {
                    title: page.title.clone(),
                    url: self.url(&page.output),
                    updated: format!("{date}T00:00:00Z"),
                    summary: page.meta.description.clone(),
                })
                .collect(),
        };
        let mut context = self.contexts().base("feed.xml", "", None);
        context.insert("feed", &feed);
        self.template("feed.xml", &context).map(|text| xml(&text))
    }

    fn sitemap(&self) -> Result<String, Diagnostic> {
        let pages = self.site.pages.iter().map(|page| SitemapUrl {
            loc: self.url(&page.output),
            lastmod: page
                .meta
                .updated
                .max(page.meta.date)
                .map(|date| date.to_string())
                .unwrap_or_default(),
        });
        let lists =
            self.site.sections.values().filter(|section| section.page.is_none()).map(|section| {
                SitemapUrl { loc: self.url(&section.output), lastmod: String::new() }
            });
        let mut urls: Vec<SitemapUrl> = pages.chain(lists).collect();
        urls.sort_by(|a, b| a.loc.cmp(&b.loc));
        let mut context = self.contexts().base("sitemap.xml", "", None);
        context.insert("urls", &urls);
        self.template("sitemap.xml", &context).map(|text| xml(&text))
    }

    fn is_internal_edition(&self) -> bool {
        self.selection.edition == Edition::Internal
    }

    fn date_text(&self, date: Option<Date>) -> String {
        date.map(|date| date_text(date, &self.config.language)).unwrap_or_default()
    }
}

/// Drops the characters that XML forbids even as references; one of them would make the whole file unreadable.
fn xml(text: &str) -> String {
    text.chars()
        .filter(|character| !is_no_text(*character) || matches!(character, '\n' | '\t'))
        .collect()
}

/// A page at an old address; it works without scripts and from a USB stick.
fn redirect(path: &str, to: &str) -> String {
    let href = escape(&context::href(path, to, ""));
    format!(
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"refresh\" content=\"0; url={href}\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{href}</title>\n</head>\n<body><p><a href=\"{href}\">{href}</a></p></body>\n</html>\n"
    )
}
