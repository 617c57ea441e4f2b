//! What templates are given.
//! In: the site and the path of the page at hand. Out: serialisable values whose links are ready to print.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use serde::Serialize;
use tera::Context;

use super::Renderer;
use super::list_pages::ListPagesContext;
use crate::html_text::encode_path;
use crate::markdown::Heading;
use crate::model::PageId;
use crate::model::attachment::Attachment;
use crate::model::lists::{self, ListOf};
use crate::model::page::Page;
use crate::model::section::{Member, count_pages, parent};
use crate::pages::view::{long_date, span};
use yanxi_reading::content_path::{extension, folder_of, relative};

/// A link from one output path to another.
pub(super) fn href(from: &str, to: &str, anchor: &str) -> String {
    let mut href = encode_path(&relative(folder_of(from), to));
    if !anchor.is_empty() {
        href.push('#');
        href.push_str(&encode_path(anchor));
    }
    href
}

/// 2008年11月18日, or the ISO form for pages in English.
pub(super) fn date_text(date: Date, language: &str) -> String {
    if language.to_lowercase().starts_with("zh") { long_date(date) } else { date.to_string() }
}

#[derive(Serialize, Clone)]
pub(super) struct Link {
    pub(super) title: String,
    pub(super) href: String,
}

#[derive(Serialize)]
struct SiteContext<'a> {
    title: &'a str,
    description: &'a str,
    language: &'a str,
    edition: &'static str,
    footer: &'a str,
    has_tags: bool,
    date_text: String,
    feed: String,
    draft_preview: bool,
    has_news: bool,
}

#[derive(Serialize)]
pub(super) struct TagContext {
    name: String,
    href: String,
    count: usize,
}

#[derive(Serialize)]
pub(super) struct TagGroup {
    letter: String,
    /// From 1, through all pages of the list.
    number: usize,
    tags: Vec<TagContext>,
}

#[derive(Serialize)]
struct ContentsItem {
    id: String,
    title: String,
    depth: u8,
    children: Vec<ContentsItem>,
}

#[derive(Serialize)]
pub(super) struct AttachmentContext {
    name: String,
    href: String,
    kind: String,
    size_text: String,
    /// The document that the page was made of.
    is_original: bool,
}

#[derive(Serialize)]
pub(super) struct Entry {
    title: String,
    href: String,
    description: String,
    date_text: String,
    is_section: bool,
    count: usize,
    internal: bool,
    draft: bool,
}

#[derive(Serialize)]
struct CampaignContext {
    title: String,
    href: String,
    archived: bool,
    /// The stage it is in, and what its own home says first.
    lines: Vec<String>,
}

#[derive(Serialize)]
struct Shelf {
    title: String,
    href: String,
    description: String,
    count: usize,
    /// Attachments stand on its page.
    has_files: bool,
    entries: Vec<Entry>,
}

/// The page a template draws.
#[derive(Serialize, Default)]
pub(super) struct PageContext {
    title: String,
    path: String,
    description: String,
    content: String,
    kind: &'static str,
    date: String,
    date_text: String,
    updated_text: String,
    source: String,
    author: String,
    /// Where the title does not say it.
    name_of_file: String,
    /// What the page calls itself, and of a campaign's pages their rows.
    pub(super) other_names: Vec<String>,
    level: String,
    /// Of the page's own words, where it is not the site's.
    language: String,
    draft: bool,
    internal: bool,
    tags: Vec<TagContext>,
    toc: Vec<ContentsItem>,
    pub(super) breadcrumbs: Vec<Link>,
    /// Of a page of a campaign: its name, without which the same page of another campaign would be called the same.
    pub(super) of: String,
    previous: Option<Link>,
    next: Option<Link>,
    pub(super) attachments: Vec<AttachmentContext>,
    characters: usize,
    /// It has only a part of the document that it was made of.
    is_cut: bool,
    pub(super) backlinks: Vec<Link>,
}

impl PageContext {
    pub(super) fn named(title: String, path: &str, kind: &'static str) -> Self {
        PageContext { title, path: path.to_string(), kind, ..PageContext::default() }
    }
}

/// Entries named on the home page below each section, in its list of recent pages, and its common tags.
const SHELF_ENTRIES: usize = 6;
/// With more sections than this none of them names its entries.
const SHELVES_WITH_ENTRIES: usize = 50;
const RECENT_ENTRIES: usize = 8;
const COMMON_TAGS: usize = 20;
/// Headings deeper than this many levels below the first are left out of long contents.
const CONTENTS_LONGEST: usize = 200;

/// Makes the contexts of one renderer.
pub(super) struct Contexts<'a> {
    pub(super) renderer: &'a Renderer<'a>,
}

impl Contexts<'_> {
    /// What every page is given.
    pub(super) fn base(&self, output: &str, folder: &str, current: Option<PageId>) -> Context {
        let renderer = self.renderer;
        let mut context = Context::new();
        context.insert("t", &renderer.theme.words);
        context.insert(
            "site",
            &SiteContext {
                title: &renderer.site.title,
                description: &renderer.config.description,
                language: &renderer.config.language,
                edition: if renderer.is_internal_edition() { "internal" } else { "public" },
                footer: &renderer.config.footer,
                has_tags: !renderer.site.tags.is_empty(),
                date_text: renderer.date_text(Some(renderer.date)),
                feed: renderer
                    .base_url
                    .as_deref()
                    .map(|url| format!("{url}feed.xml"))
                    .unwrap_or_default(),
                draft_preview: renderer.selection.drafts,
                has_news: renderer.news.is_some(),
            },
        );
        let root = "../".repeat(output.matches('/').count());
        context.insert("assets", &format!("{root}{}", renderer.asset_folder));
        context.insert("root", &root);
        context.insert("body_class", "");
        let navigations = &renderer.navigations;
        let (tree, hidden) = navigations.tree(renderer.site, output, folder, current);
        context.insert_value("nav", tree);
        context.insert("nav_more", &hidden);
        context
    }

    pub(super) fn page(&self, id: PageId, kind: &'static str, content: String) -> PageContext {
        let site = self.renderer.site;
        let page = &site.pages[id];
        let output = &page.output;
        let neighbour = |id: Option<PageId>| {
            id.map(|id| Link {
                title: site.pages[id].title.clone(),
                href: href(output, &site.pages[id].output, ""),
            })
        };
        PageContext {
            title: if kind == "home" { site.title.clone() } else { page.title.clone() },
            path: output.clone(),
            description: page.meta.description.clone(),
            content,
            kind,
            date: page.meta.date.map(|date| date.to_string()).unwrap_or_default(),
            date_text: self.renderer.date_text(page.meta.date),
            updated_text: self.renderer.date_text(page.meta.updated),
            source: page.meta.source.clone(),
            author: page.meta.author.clone(),
            name_of_file: page.name_of_file.clone().unwrap_or_default(),
            other_names: page
                .found
                .iter()
                .flat_map(|found| &found.other_names)
                .map(|name| name.words().to_string())
                .chain(page.other_names.iter().cloned())
                .collect(),
            level: page.meta.level.clone(),
            language: page.meta.language.clone(),
            draft: page.meta.draft,
            internal: page.internal,
            tags: self.tags_of(page),
            toc: contents(&page.document.headings),
            breadcrumbs: self.breadcrumbs(&page.folder, output, kind != "page"),
            of: String::new(),
            previous: neighbour(page.previous),
            next: neighbour(page.next),
            attachments: self.attachments(
                &page.attachments[self.part(&ListOf::FilesOfPage(id), 0, page.attachments.len())],
                output,
                Some(&page.file.path),
            ),
            characters: page.characters(),
            is_cut: page.is_cut,
            backlinks: self.backlinks(
                &page.linked_from[self.part(&ListOf::LinksTo(id), 0, page.linked_from.len())],
                output,
            ),
        }
    }

    pub(super) fn backlinks(&self, from: &[PageId], output: &str) -> Vec<Link> {
        from.iter()
            .map(|from| &self.renderer.site.pages[*from])
            .map(|page| Link { title: page.title.clone(), href: href(output, &page.output, "") })
            .collect()
    }

    /// Which entries of a list stand on its page with this number, from 0.
    pub(super) fn part(&self, of: &ListOf, at: usize, entries: usize) -> Range<usize> {
        self.renderer.site.lists.get(of).map_or(0..entries, |list| list.range(at))
    }

    /// The way to the other pages of a list that is split.
    pub(super) fn way(&self, of: &ListOf, at: usize) -> Option<ListPagesContext> {
        Some(ListPagesContext::of(&self.renderer.site.lists.get(of)?.paths, at))
    }

    /// The ways through what stands at the end of a page.
    pub(super) fn add_ways(&self, context: &mut Context, id: PageId) {
        context.insert("file_pages", &self.way(&ListOf::FilesOfPage(id), 0));
        context.insert("link_pages", &self.way(&ListOf::LinksTo(id), 0));
    }

    /// One page of the list of a section's members.
    pub(super) fn add_entries(&self, context: &mut Context, folder: &str, at: usize) {
        let site = self.renderer.site;
        let of = ListOf::Members(folder.to_string());
        let members = lists::members_listed(site, folder);
        let list = site.lists.get(&of).and_then(|list| list.paths.get(at));
        let output = list.unwrap_or(&site.sections[folder].output);
        let shown = &members[self.part(&of, at, members.len())];
        context.insert("entries", &self.entries(shown, output));
        context.insert("entry_pages", &self.way(&of, at));
    }

    fn tags_of(&self, page: &Page) -> Vec<TagContext> {
        page.meta
            .tags
            .iter()
            .filter_map(|name| self.renderer.site.tags.iter().position(|tag| tag.name == *name))
            .map(|number| self.tag(number, &page.output))
            .collect()
    }

    pub(super) fn tag(&self, number: usize, output: &str) -> TagContext {
        let tag = &self.renderer.site.tags[number];
        TagContext {
            name: tag.name.clone(),
            href: href(output, &tag.output, ""),
            count: tag.pages.len(),
        }
    }

    /// Tags under the first letter of their pinyin, on one page of the list, and where each letter begins.
    pub(super) fn tag_groups(&self, output: &str, at: usize) -> (Vec<Link>, Vec<TagGroup>) {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, tag) in self.renderer.site.tags.iter().enumerate() {
            let initial = yanxi_text::pinyin::slug(&tag.name).chars().next().unwrap_or('#');
            let letter =
                if initial.is_ascii_alphabetic() { initial.to_ascii_uppercase() } else { '#' };
            groups.entry(letter.to_string()).or_default().push(number);
        }
        let site = self.renderer.site;
        let list = site.lists.get(&ListOf::Tags);
        let (mut letters, mut shown) = (Vec::new(), Vec::new());
        let mut before = 0;
        let here = self.part(&ListOf::Tags, at, site.tags.len());
        for (number, (letter, tags)) in (1..).zip(groups) {
            let pages = list.iter().flat_map(|list| list.paths.iter().enumerate());
            let on = pages.filter(|(page, _)| *page != at).find_map(|(page, path)| {
                list.is_some_and(|list| list.range(page).contains(&before)).then_some(path)
            });
            letters.push(Link {
                title: letter.clone(),
                href: match on {
                    Some(path) => href(output, path, &format!("letter-{number}")),
                    None => format!("#letter-{number}"),
                },
            });
            let own: Vec<TagContext> = (before..)
                .zip(&tags)
                .filter(|(place, _)| here.contains(place))
                .map(|(_, tag)| self.tag(*tag, output))
                .collect();
            before += tags.len();
            if !own.is_empty() {
                shown.push(TagGroup { letter, number, tags: own });
            }
        }
        (letters, shown)
    }

    /// The way from the home page; `of_section` when the page at hand is its folder's own.
    pub(super) fn breadcrumbs(&self, folder: &str, output: &str, of_section: bool) -> Vec<Link> {
        let site = self.renderer.site;
        let mut crumbs = Vec::new();
        let mut above = if of_section { parent(folder) } else { Some(folder) };
        while let Some(path) = above {
            if let Some(section) = site.sections.get(path) {
                let title = if path.is_empty() {
                    self.renderer.word("home")
                } else {
                    section.title.clone()
                };
                crumbs.push(Link { title, href: href(output, &section.output, "") });
            }
            above = parent(path);
        }
        crumbs.reverse();
        crumbs
    }

    /// `source`: the file that the page was made of.
    pub(super) fn attachments(
        &self,
        numbers: &[usize],
        output: &str,
        source: Option<&str>,
    ) -> Vec<AttachmentContext> {
        numbers
            .iter()
            .map(|number| &self.renderer.site.attachments[*number])
            .map(|attachment| AttachmentContext {
                name: attachment.name().to_string(),
                href: href(output, &attachment.output, ""),
                kind: extension(attachment.name()).to_uppercase(),
                size_text: size_text(self.size_of_copy(attachment)),
                is_original: source == Some(attachment.path.as_str()),
            })
            .collect()
    }

    fn size_of_copy(&self, attachment: &Attachment) -> u64 {
        let copied = self.renderer.copied.get(&attachment.output);
        copied.copied().unwrap_or_default()
    }

    pub(super) fn entries(&self, members: &[Member], output: &str) -> Vec<Entry> {
        members.iter().map(|member| self.entry(member, output)).collect()
    }

    fn entry(&self, member: &Member, output: &str) -> Entry {
        let site = self.renderer.site;
        match member {
            Member::Page(id) => {
                let page = &site.pages[*id];
                Entry {
                    title: page.title.clone(),
                    href: href(output, &page.output, ""),
                    description: page.meta.description.clone(),
                    date_text: self.renderer.date_text(page.meta.date),
                    is_section: false,
                    count: 0,
                    internal: page.internal,
                    draft: page.meta.draft,
                }
            }
            Member::Derived(number) => {
                let page = &site.derived[*number];
                Entry {
                    title: page.title.clone(),
                    href: href(output, &page.output, ""),
                    description: page.lead.clone(),
                    date_text: String::new(),
                    is_section: false,
                    count: 0,
                    internal: false,
                    draft: false,
                }
            }
            Member::Section(folder) => {
                let section = &site.sections[folder];
                let page = section.page.map(|id| &site.pages[id]);
                Entry {
                    title: section.title.clone(),
                    href: href(output, &section.output, ""),
                    description: page.map(|page| page.meta.description.clone()).unwrap_or_default(),
                    date_text: String::new(),
                    is_section: true,
                    count: count_pages(site, folder),
                    internal: page.is_some_and(|page| page.internal),
                    draft: false,
                }
            }
        }
    }

    /// What only the home page is given; sections stand there as shelves, so its list holds pages alone.
    pub(super) fn add_home(&self, context: &mut Context, output: &str) {
        let site = self.renderer.site;
        let Some(home) = site.sections.get("") else {
            return;
        };
        let mut on_shelves: Vec<&str> = Vec::new();
        if lists::has_shelves(site, home) {
            on_shelves.extend(home.members.iter().filter_map(|member| match member {
                // Campaigns have cards of their own.
                Member::Section(folder) if !lists::is_campaign(site, folder) => Some(&**folder),
                _ => None,
            }));
        }
        let names_entries = on_shelves.len() <= SHELVES_WITH_ENTRIES;
        let shelves: Vec<Shelf> =
            on_shelves.iter().map(|folder| self.shelf(folder, output, names_entries)).collect();
        let mut dated: Vec<PageId> =
            (0..site.pages.len()).filter(|id| site.pages[*id].latest_date().is_some()).collect();
        dated.sort_by_cached_key(|id| {
            let page = &site.pages[*id];
            (std::cmp::Reverse(page.latest_date()), page.output.clone())
        });
        let recent: Vec<Entry> = dated
            .into_iter()
            .take(RECENT_ENTRIES)
            .map(|id| Entry {
                date_text: self.renderer.date_text(site.pages[id].latest_date()),
                ..self.entry(&Member::Page(id), output)
            })
            .collect();
        let mut by_count: Vec<usize> = (0..site.tags.len()).collect();
        by_count.sort_by_key(|number| std::cmp::Reverse(site.tags[*number].pages.len()));
        let top_tags: Vec<TagContext> =
            by_count.into_iter().take(COMMON_TAGS).map(|number| self.tag(number, output)).collect();
        context.insert("campaigns", &self.campaigns(output));
        context.insert("sections", &shelves);
        context.insert("recent", &recent);
        context.insert("top_tags", &top_tags);
    }

    /// Campaigns for the home page of the site, those that run before those that are over.
    fn campaigns(&self, output: &str) -> Vec<CampaignContext> {
        let site = self.renderer.site;
        let mut campaigns: Vec<_> = site
            .campaigns
            .iter()
            .filter_map(|campaign| {
                let section = site.sections.get(&campaign.folder)?;
                let plan = &campaign.campaign.plan;
                let home = site.derived.iter().find(|page| page.output == section.output);
                let stage_now =
                    plan.stage_on(self.renderer.date).filter(|_| !plan.archived).map(|stage| {
                        let now = self.renderer.word("campaign_now");
                        format!("{now}{}，{}", stage.name, span(&stage.dates))
                    });
                Some(CampaignContext {
                    title: plan.name.clone(),
                    href: href(output, &section.output, ""),
                    archived: plan.archived,
                    lines: stage_now
                        .into_iter()
                        .chain(home.map(|page| page.lead.clone()))
                        .filter(|line| !line.is_empty())
                        .collect(),
                })
            })
            .collect();
        campaigns.sort_by_key(|campaign| campaign.archived);
        campaigns
    }

    fn shelf(&self, folder: &str, output: &str, names_entries: bool) -> Shelf {
        let section = &self.renderer.site.sections[folder];
        let entry = self.entry(&Member::Section(folder.to_string()), output);
        Shelf {
            title: entry.title,
            href: entry.href,
            description: entry.description,
            count: entry.count,
            has_files: match section.page {
                Some(id) => !self.renderer.site.pages[id].attachments.is_empty(),
                None => !section.attachments.is_empty(),
            },
            entries: section
                .members
                .iter()
                .take(if names_entries { SHELF_ENTRIES } else { 0 })
                .map(|member| self.entry(member, output))
                .collect(),
        }
    }
}

/// Headings as a tree by level; very long lists keep their upper levels.
fn contents(headings: &[Heading]) -> Vec<ContentsItem> {
    let mut deepest = 6;
    while deepest > 2
        && headings.iter().filter(|heading| heading.level <= deepest).count() > CONTENTS_LONGEST
    {
        deepest -= 1;
    }
    let shown: Vec<&Heading> = headings.iter().filter(|heading| heading.level <= deepest).collect();
    let mut at = 0;
    children(&shown, &mut at, 0, 1)
}

fn children(headings: &[&Heading], at: &mut usize, above: u8, depth: u8) -> Vec<ContentsItem> {
    let mut items = Vec::new();
    while let Some(heading) = headings.get(*at) {
        if heading.level <= above {
            break;
        }
        *at += 1;
        items.push(ContentsItem {
            id: heading.alias.clone(),
            title: heading.text.clone(),
            depth,
            children: children(headings, at, heading.level, depth + 1),
        });
    }
    items
}

/// 1.2 MB, 34 KB, 560 B.
fn size_text(bytes: u64) -> String {
    const KILO: u64 = 1024;
    match bytes {
        0..KILO => format!("{bytes} B"),
        KILO..1_048_576 => format!("{} KB", bytes.div_ceil(KILO)),
        _ => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
    }
}
