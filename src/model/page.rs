//! One page: its front matter, its Markdown and what follows from both.
//! In: a Markdown file. Out: [`Page`]; its address and links are filled in when all pages are known.

use std::sync::Arc;
use yanxi_reading::content_path::stem;

use jiff::civil::Date;

use super::PageId;
use super::meta::{Meta, Visibility};
use super::naming;
use super::passages::Marks;
use crate::campaign::likeness;
use crate::folder::MarkdownFile;
use crate::internal_words::{is_said_by_line, is_said_by_name};
use crate::markdown::{self, Document, Segment};
use crate::pages::{Block, Found};
use crate::word::DocumentText;
use yanxi_problem::Diagnostic;
use yanxi_reading::front_matter;
use yanxi_reading::front_matter::Entry;
use yanxi_text::fold::fold;

/// A page of the site.
#[derive(Debug, Clone)]
pub struct Page {
    /// The editions share it, as they do the keys above the text.
    pub file: Arc<MarkdownFile>,
    pub meta: Arc<Meta>,
    pub title: String,
    /// The editions share it, unless one masks something in it.
    pub document: Arc<Document>,
    /// The entries of a campaign's record, which its reader understands; empty for other pages.
    pub record_entries: Arc<[Entry]>,
    /// A record of a campaign: shown by the campaign's pages, in no list of its folder.
    pub is_record: bool,
    /// Made of a Word document or a workbook: its text has a line for each paragraph and row, and the file is one of its
    /// attachments.
    pub is_document: bool,
    /// Of the document it has only a part.
    pub is_cut: bool,
    /// The document holds what its readers do not see: it stays out of the public edition, the page goes in.
    pub conceals: bool,
    /// The text of a campaign's plan: `_index.md` beside a plan, whose home is made from the plan.
    pub is_plan_text: bool,
    /// The keys above its text are a record's, and no campaign reads it.
    pub has_record_head: bool,
    /// Goes into no edition.
    pub is_unpublished: bool,
    /// Blocks that stand before and after the text, made from a campaign.
    pub before: Vec<Block>,
    pub after: Vec<Block>,
    /// Passages that a campaign's plan quotes.
    pub marks: Marks,
    /// What search knows of a record.
    pub found: Option<Box<Found>>,
    /// Not for the public edition.
    pub internal: bool,
    /// A record that would be in the public edition if it were approved and without a fault.
    pub awaits_approval: bool,
    /// Folder path, empty at the top.
    pub folder: String,
    /// The page of its folder: `_index.md`, `index.md` or `README.md`.
    pub is_section_page: bool,
    /// Path in the site, such as `xue-xi-1a2b/jiang-hua-3c4d.html`.
    pub output: String,
    /// Where each link of the document leads, in the same order.
    pub targets: Vec<Target>,
    /// Attachments listed on this page, numbers in [`super::Site::attachments`].
    pub attachments: Vec<usize>,
    pub previous: Option<PageId>,
    pub next: Option<PageId>,
    /// Pages that link here.
    pub linked_from: Vec<PageId>,
    /// Found by search with the title: the name of the file or folder, other names that the page gives itself, and what
    /// links to the page call it, where the title does not say so.
    pub name_of_file: Option<String>,
    pub other_names: Vec<String>,
    pub words_of_links: Vec<String>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    Page {
        id: PageId,
        anchor: String,
    },
    /// The list page of a folder that has no page of its own.
    Section {
        folder: String,
    },
    /// A file of the folder, by its path.
    File {
        path: String,
    },
    /// A picture that the text itself holds, by its path in the site.
    Picture {
        path: String,
    },
    /// A place on the same page.
    Here {
        anchor: String,
    },
    /// An address outside the site.
    Outside {
        address: String,
    },
    /// Reported; the words stay, the link does not.
    Broken,
}

/// File names (without extension, lower case) that stand for their folder.
pub(super) const SECTION_PAGE_NAMES: [&str; 3] = ["_index", "index", "readme"];

/// What reading a page depends on besides its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct How<'a> {
    pub(super) allow_raw_html: bool,
    pub(super) is_record: bool,
    /// The site's title where its settings give one; the home page stands under it.
    pub(super) home_title: Option<&'a str>,
}

/// Reads one file.
pub(super) fn read(file: MarkdownFile, how: How<'_>) -> (Page, Vec<Diagnostic>) {
    let How { allow_raw_html, is_record, home_title } = how;
    let mut front_matter = front_matter::read(&file.shown_path, &file.text);
    let mut diagnostics = std::mem::take(&mut front_matter.diagnostics);
    let mut meta = if is_record {
        super::meta::read_record(&front_matter)
    } else {
        super::meta::read(&file, &front_matter, &mut diagnostics)
    };
    diagnostics.extend(super::stray_keys::find(
        &file,
        front_matter.body_offset,
        front_matter.style.is_some(),
        is_record,
    ));
    let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
    let stem = stem(name);
    let is_section_page = !is_record && names_section_page(name);
    let home_title = home_title.filter(|_| is_section_page && folder.is_empty());
    let titles: Vec<&str> = meta.title.as_deref().into_iter().chain(home_title).collect();
    let mut document = markdown::read(markdown::Input {
        shown_path: &file.shown_path,
        file_text: &file.text,
        body_offset: front_matter.body_offset,
        allow_raw_html,
        titles: &titles,
        depth: depth(&file.path, meta.address.as_deref()),
    });
    diagnostics.append(&mut document.diagnostics);
    let title = meta
        .title
        .clone()
        .or_else(|| document.first_heading.clone().filter(|heading| !heading.is_empty()))
        .unwrap_or_else(|| {
            let named =
                if is_section_page { folder.rsplit('/').next().unwrap_or_default() } else { stem };
            yanxi_text::order::strip_number_prefix(named).1.trim().to_string()
        });
    let is_home = is_section_page && folder.is_empty();
    let said_internal = is_said_by_line(first_line(&file.text, front_matter.body_offset))
        || (!is_home && is_said_by_name(&title))
        || (!is_section_page && is_said_by_name(stem));
    if said_internal && meta.visibility.is_none() {
        meta.visibility = Some(Visibility::Internal);
    }
    let has_record_head = !is_record && likeness::is_record_head(&front_matter.entries);
    let page = Page {
        is_section_page,
        internal: meta.visibility == Some(Visibility::Internal) || (is_record && said_internal),
        record_entries: if is_record { front_matter.entries.into() } else { Arc::default() },
        is_record,
        has_record_head,
        ..Page::of(file, meta, title, document)
    };
    (page, diagnostics)
}

/// What a page is called that says nothing of itself: the name of its file without the number in front of it.
pub(super) fn name_of(path: &str) -> &str {
    let stem = stem(path.rsplit('/').next().unwrap_or_default());
    yanxi_text::order::strip_number_prefix(stem).1.trim()
}

/// A page of a document. `of_campaign`: it lies in a campaign's own folder, where it is internal unless it is said to be
/// public.
pub(super) fn of_document(
    file: MarkdownFile,
    text: DocumentText,
    mut meta: Meta,
    of_campaign: bool,
) -> Page {
    let title = meta.title.clone().or(text.title);
    let title = title.unwrap_or_else(|| name_of(&file.path).to_string());
    let stem = stem(file.path.rsplit('/').next().unwrap_or_default());
    let said_internal = of_campaign
        || is_said_by_line(first_line(&file.text, 0))
        || is_said_by_name(&title)
        || is_said_by_name(stem);
    if said_internal && meta.visibility.is_none() {
        meta.visibility = Some(Visibility::Internal);
    }
    meta.date = meta.date.or(text.date);
    Page {
        internal: meta.visibility == Some(Visibility::Internal),
        is_document: true,
        is_cut: text.is_cut,
        conceals: text.conceals,
        ..Page::of(file, meta, title, text.document)
    }
}

/// Whether a file of this name is the page of its folder.
pub(super) fn names_section_page(name: &str) -> bool {
    let name = fold(name);
    let stem = name.split_once(".md").map_or(stem(&name), |(stem, _)| stem);
    // `_index(1).md` and `_index - 副本.md` are what copying makes of it.
    SECTION_PAGE_NAMES.contains(&stem.trim()) || stem.starts_with("_index")
}

/// The first line of a text that says something, without the marks of a comment.
fn first_line(text: &str, body_offset: usize) -> &str {
    let body = text.get(body_offset..).unwrap_or_default();
    let line = body.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    line.strip_prefix("<!--").and_then(|line| line.strip_suffix("-->")).unwrap_or(line)
}

/// How many folders a page lies in; an address of its own may put it elsewhere.
fn depth(path: &str, address: Option<&str>) -> usize {
    let own = path.matches('/').count();
    match address {
        Some(address) if address.contains('/') => {
            own.min(address.trim_start_matches('/').matches('/').count())
        }
        _ => own,
    }
}

/// Names of headings are made of their words, and numbers run together in them that signs part: `1.4.6（2021-09-30）`.
fn push_without_names_of_headings(out: &mut String, html: &str) {
    const NAME: &str = " id=\"";
    let mut rest = html;
    while let Some(at) = rest.find(NAME) {
        let (before, found) = rest.split_at(at);
        let value = &found[NAME.len()..];
        let end = value.find('"').map_or(value.len(), |end| end + 1);
        let tag = before.rsplit('<').next().unwrap_or_default();
        let is_heading = matches!(tag, "h2" | "h3" | "h4" | "h5" | "h6")
            || tag == "p class=\"typed-heading-run\"";
        out.push_str(before);
        if !is_heading {
            out.push_str(&found[..NAME.len() + end]);
        }
        rest = &value[end..];
    }
    out.push_str(rest);
}

impl Page {
    /// A page that is nothing but its text.
    fn of(file: MarkdownFile, meta: Meta, title: String, document: Document) -> Self {
        let (folder, _) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
        Page {
            folder: folder.to_string(),
            other_names: naming::other_names(&meta.aliases, &title),
            is_section_page: false,
            internal: false,
            meta: Arc::new(meta),
            title,
            document: Arc::new(document),
            record_entries: Arc::default(),
            is_record: false,
            is_document: false,
            is_cut: false,
            conceals: false,
            is_plan_text: false,
            has_record_head: false,
            is_unpublished: false,
            before: Vec::new(),
            after: Vec::new(),
            marks: Marks::default(),
            found: None,
            awaits_approval: false,
            output: String::new(),
            targets: Vec::new(),
            attachments: Vec::new(),
            previous: None,
            next: None,
            linked_from: Vec::new(),
            name_of_file: None,
            words_of_links: Vec::new(),
            file: Arc::new(file),
        }
    }

    /// The page's own HTML as one text, titles of blocks included.
    pub fn html(&self) -> String {
        let mut text = String::new();
        for segment in &self.document.html {
            match segment {
                Segment::Html(html) => push_without_names_of_headings(&mut text, html),
                Segment::BlockStart(block) => {
                    text.push('\n');
                    text.push_str(&block.title);
                    text.push('\n');
                }
                Segment::LinkAttributes(_) | Segment::BlockEnd => {}
            }
        }
        text
    }

    /// The file's name without folder and extension.
    pub fn stem(&self) -> &str {
        stem(self.file.path.rsplit('/').next().unwrap_or_default())
    }

    /// When the page last changed, as it says itself.
    pub fn latest_date(&self) -> Option<Date> {
        self.meta.updated.max(self.meta.date)
    }

    /// Han characters of the text, the measure Chinese offices count in.
    pub fn characters(&self) -> usize {
        self.document
            .sections
            .iter()
            .map(|section| {
                yanxi_text::width::han_count(&section.text)
                    + yanxi_text::width::han_count(&section.heading)
            })
            .sum()
    }
}
