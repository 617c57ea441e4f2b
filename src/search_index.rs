//! Step 6, index: the texts of pages and attachments become the files of `search/`.
//! In: the site, and what its attachments say. Out: the index's files with paths from the top of the site.

mod parts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use miniz_oxide::inflate::decompress_to_vec;
use rayon::prelude::*;
use yanxi_search::{
    ClientFiles, Extra, ExtraKind, Facet, FacetKind, FileSink, ItemOrder, PageText, Readers,
    SectionText, WriteError, WriteOptions, write_parts,
};

pub use parts::KeptItems;
use parts::parts;

use crate::attached_text::{self, Above, Attached, IN_FILE};
use crate::markdown::{self, Document};
use crate::model::Site;
use crate::model::page::Page;
use crate::model::section::Member;
use crate::pages::block::{Found, OtherName, Row};
use crate::pages::{DerivedPage, text as derived_text};
use crate::staging::record::{self, Listed};
use yanxi_reading::content_path::is_within;
use yanxi_text::normal_form::LINE_END;

/// The browser's client as committed, packed; `cargo xtask client` makes it.
const CLIENT_SCRIPT: &[u8] = include_bytes!("../crates/search-wasm/dist/client.js");
const CLIENT_WASM: &[u8] = include_bytes!("../crates/search-wasm/dist/client.wasm.deflate");
const CLIENT_WITHOUT_WASM: &[u8] =
    include_bytes!("../crates/search-wasm/dist/client-without-wasm.js.deflate");
/// In front of what is packed stand its length and its checksum.
const PACKED_HEAD: usize = 8;

/// Always loaded afresh, as the entry is, and only where there is no other way.
const TITLES: &str = "titles.js";
/// The same from the top of the site.
pub const TITLES_PATH: &str = "search/titles.js";
const TITLES_OPENING: &str = "YanxiSearch.titles(";
const TITLES_CLOSING: &str = ")\n";

/// How the index is written.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    pub readers: Readers,
    /// The site's, such as `zh-CN`.
    pub language: &'a str,
}

/// Writes the files of the index, each as it is made. `progress` hears how many items are in. The pages of the site are
/// given up when the index has taken them in.
pub fn write(
    site: &mut Site,
    attached: Vec<Attached>,
    how: &Options,
    kept: Option<&mut KeptItems>,
    progress: &(dyn Fn(usize) + Sync),
    sink: &FileSink<'_>,
) -> Result<(), WriteError> {
    let without_wasm = decompress_to_vec(&CLIENT_WITHOUT_WASM[PACKED_HEAD..])
        .map_err(|_| WriteError::Shape("the client without WebAssembly"))?;
    let options = WriteOptions {
        readers: how.readers,
        client: Some(ClientFiles {
            script: CLIENT_SCRIPT,
            wasm: CLIENT_WASM,
            without_wasm: &without_wasm,
        }),
        order: None,
    };
    let texts = Texts::of(site);
    let (numbered, apart) = numbered(site, &attached);
    let (parts, titles) = parts(&numbered, &Of { site, texts, how }, kept, progress)?;
    let shown = shown(&numbered);
    let options = WriteOptions { order: Some(ItemOrder { shown: &shown, apart }), ..options };
    drop(numbered);
    // Joining needs the room.
    site.give_up_pages();
    drop(attached);
    let sink = |path: &str, bytes: &[u8]| sink(&format!("search/{path}"), bytes);
    let rows: Vec<String> = titles.into_iter().flatten().collect();
    let titles: Vec<&str> =
        shown.iter().filter_map(|item| rows.get(*item as usize)).map(String::as_str).collect();
    sink(TITLES, &titles_script(&titles.join(",")))
        .map_err(|error| WriteError::File { path: TITLES.to_string(), error })?;
    drop(titles);
    drop(rows);
    write_parts(parts, &options, &sink).map(drop)
}

/// What the items of an index are made from.
struct Of<'a> {
    site: &'a Site,
    texts: Texts,
    how: &'a Options<'a>,
}

impl Of<'_> {
    /// What an item says; a page's text is given up by it.
    fn text(&self, item: &Searchable<'_>) -> PageText {
        match item {
            Searchable::Page(id, _) => item.text_with(self.site, self.how, self.texts.give_up(*id)),
            item => item.text(self.site, self.how),
        }
    }

    /// About how many bytes of text an item has; every item makes some work of its own.
    fn weight(&self, item: &Searchable<'_>) -> usize {
        const ITEM: usize = 500;
        let text: usize = match item {
            Searchable::Page(id, _) => {
                self.texts.lock(*id).sections.iter().map(|section| section.text.len()).sum()
            }
            Searchable::Attached(attached) => {
                attached.sections.iter().map(|section| section.text.len()).sum()
            }
            Searchable::List { .. } | Searchable::Derived(_) | Searchable::Row { .. } => 0,
        };
        ITEM + text
    }
}

/// The texts of a site's pages, by their numbers, each until it is in the index: of many pages the texts and the index
/// together would take much memory.
struct Texts(Vec<Mutex<Arc<Document>>>);

impl Texts {
    fn of(site: &mut Site) -> Texts {
        let documents = site.pages.iter_mut().map(|page| std::mem::take(&mut page.document));
        Texts(documents.map(Mutex::new).collect())
    }

    fn lock(&self, id: usize) -> MutexGuard<'_, Arc<Document>> {
        self.0[id].lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn give_up(&self, id: usize) -> Vec<markdown::SectionText> {
        let document = std::mem::take(&mut *self.lock(id));
        // A preview keeps it.
        Arc::try_unwrap(document)
            .map_or_else(|shared| shared.sections.clone(), |document| document.sections)
    }
}

/// What browsers too old for the client search instead of the index: path, title, what is found with
/// the title, and headings with their anchors, of every item; of attachments path and title alone. In: the rows with
/// commas between them.
fn titles_script(rows: &str) -> Vec<u8> {
    // JSON allows the last two in a text; older browsers end a script's line at them. The first could end a script.
    let rows =
        rows.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    format!("{TITLES_OPENING}[{rows}]{TITLES_CLOSING}").into_bytes()
}

/// Whether the site still has every item of an older list of titles, under the same title and with the same headings.
pub fn has_all_of(site: &Site, how: &Options, older: &[u8]) -> bool {
    let attached = attached_text::listed(site);
    let present: Vec<String> = searchable(site, &attached)
        .par_iter()
        .map(|item| title_row(&item.named(site, how)).to_string())
        .collect();
    if older == titles_script(&present.join(",")) {
        return true;
    }
    let rows = std::str::from_utf8(older)
        .ok()
        .and_then(|text| text.strip_prefix(TITLES_OPENING)?.strip_suffix(TITLES_CLOSING))
        .and_then(|rows| serde_json::from_str::<Vec<serde_json::Value>>(rows).ok());
    let present: BTreeSet<String> = present.into_iter().collect();
    rows.is_some_and(|rows| rows.iter().all(|row| present.contains(&row.to_string())))
}

fn title_row(item: &PageText) -> serde_json::Value {
    let is_attached = item.path.contains(IN_FILE);
    let headings: Vec<[&str; 2]> = item
        .sections
        .iter()
        .filter(|section| !section.heading.is_empty() && !is_attached)
        .map(|section| [section.anchor.as_str(), section.heading.as_str()])
        .collect();
    let extra: Vec<[&str; 2]> =
        item.extra.iter().map(|extra| [extra.kind.name(), extra.text.as_str()]).collect();
    serde_json::json!([item.path, item.title, extra, headings])
}

/// What can be found: a page of the folder, the list of a folder without one by its title alone, a page made from a
/// campaign, its rows that are things of their own, and a file that is attached to one of these.
enum Searchable<'a> {
    /// With its number.
    Page(usize, &'a Page),
    List {
        folder: &'a str,
        output: &'a str,
        title: &'a str,
    },
    Derived(&'a DerivedPage),
    Row {
        page: &'a DerivedPage,
        row: &'a Row,
        found: &'a Found,
    },
    Attached(&'a Attached),
}

fn searchable<'a>(site: &'a Site, attached: &'a [Attached]) -> Vec<Searchable<'a>> {
    let pages = site.pages.iter().enumerate().map(|(id, page)| Searchable::Page(id, page));
    let lists = site
        .sections
        .iter()
        .filter(|(folder, section)| {
            section.page.is_none()
                && !folder.is_empty()
                && !site.derived.iter().any(|page| page.output == section.output)
                && section.members.iter().any(|member| matches!(member, Member::Page(_)))
        })
        .map(|(folder, section)| Searchable::List {
            folder,
            output: &section.output,
            title: &section.title,
        });
    let derived = site.derived.iter().map(Searchable::Derived);
    let rows = site.derived.iter().flat_map(|page| {
        derived_text::own_rows(page).map(move |(row, found)| Searchable::Row { page, row, found })
    });
    let attached = attached.iter().map(Searchable::Attached);
    pages.chain(lists).chain(derived).chain(rows).chain(attached).collect()
}

/// An item with its place among all as they are shown.
type Numbered<'a> = (usize, Searchable<'a>);

/// All items in the order in which the index numbers them, and how many of them are pages of the folder. What is new comes
/// last, so that few numbers change by it: pages by their dates, after them what is made of the folder, its rows by
/// theirs. What has no date comes first, and of one day what is shown first.
fn numbered<'a>(site: &'a Site, attached: &'a [Attached]) -> (Vec<Numbered<'a>>, usize) {
    let items = searchable(site, attached).into_iter();
    let mut items: Vec<Numbered<'_>> = items.enumerate().collect();
    items.sort_by_cached_key(|(place, item)| {
        let (space, date) = match item {
            Searchable::Page(_, page) => (0, page.meta.date.map(|date| date.to_string())),
            Searchable::List { .. } | Searchable::Derived(_) => (1, None),
            Searchable::Row { found, .. } => (2, date_of(found)),
            Searchable::Attached(_) => (3, None),
        };
        (space, date, *place)
    });
    let pages = items.iter().filter(|(_, item)| matches!(item, Searchable::Page(..))).count();
    (items, pages)
}

/// The items as they are shown, each by its number.
fn shown(items: &[Numbered<'_>]) -> Vec<u32> {
    let mut shown = vec![0; items.len()];
    for (number, (place, _)) in (0..).zip(items) {
        shown[*place] = number;
    }
    shown
}

/// Every page with its title and a hash of its own text, by path in the site.
pub fn listed(site: &Site) -> BTreeMap<String, Listed> {
    let how = Options { readers: Readers::Server, language: "" };
    searchable(site, &[])
        .into_par_iter()
        .filter_map(|item| {
            let (source, rows) = match &item {
                Searchable::Page(_, page) => {
                    (record::hash(page.file.shown_path.as_bytes()), Vec::new())
                }
                Searchable::Derived(page) => (
                    String::new(),
                    derived_text::own_rows(page)
                        .map(|(row, _)| derived_text::of_row(row))
                        .collect(),
                ),
                Searchable::List { .. } | Searchable::Row { .. } | Searchable::Attached(_) => {
                    return None;
                }
            };
            let text = item.text(site, &how);
            let mut hasher = blake3::Hasher::new();
            let sections = text
                .sections
                .iter()
                .flat_map(|section| [section.heading.as_str(), section.text.as_str()]);
            // What others call the page is no word of its own.
            let own = [ExtraKind::Tag, ExtraKind::Attachment];
            let extra = text.extra.iter().filter(|extra| own.contains(&extra.kind));
            let pieces = sections
                .chain(extra.map(|extra| extra.text.as_str()))
                .chain(text.date.as_deref())
                .chain(rows.iter().map(String::as_str));
            // As it was hashed before lines were told from words.
            let line_end = if matches!(item, Searchable::Page(..)) { " " } else { "\n" };
            for piece in pieces {
                let piece = piece.replace(LINE_END, line_end);
                hasher.update(&(piece.len() as u64).to_le_bytes());
                hasher.update(piece.as_bytes());
            }
            let page = Listed {
                title: text.title,
                text: hasher.finalize().to_hex()[..32].to_string(),
                source,
            };
            Some((text.path, page))
        })
        .collect()
}

impl Searchable<'_> {
    fn text(&self, site: &Site, how: &Options) -> PageText {
        let sections = match self {
            Searchable::Page(_, page) => page.document.sections.clone(),
            _ => Vec::new(),
        };
        self.text_with(site, how, sections)
    }

    /// The same, of a page without what its sections say.
    fn named(&self, site: &Site, how: &Options) -> PageText {
        let sections = match self {
            Searchable::Page(_, page) => page.document.sections.as_slice(),
            _ => &[],
        };
        let named = sections.iter().map(|section| markdown::SectionText {
            anchor: section.anchor.clone(),
            heading: section.heading.clone(),
            ..markdown::SectionText::default()
        });
        self.text_with(site, how, named.collect())
    }

    /// What it says, where a page's own text are these sections.
    fn text_with(
        &self,
        site: &Site,
        how: &Options,
        sections: Vec<markdown::SectionText>,
    ) -> PageText {
        let facets = self.facets(site, how);
        match self {
            Searchable::Page(_, page) => {
                let attachments = page
                    .attachments
                    .iter()
                    .map(|number| site.attachments[*number].name())
                    .map(|name| Extra::new(ExtraKind::Attachment, name));
                PageText {
                    path: page.output.clone(),
                    title: page.title.clone(),
                    sections: derived_text::sections(&page.before)
                        .into_iter()
                        .chain(sections.into_iter().map(|section| SectionText {
                            anchor: section.anchor,
                            heading: section.heading,
                            text: section.text,
                        }))
                        .chain(derived_text::sections(&page.after))
                        .collect(),
                    extra: page
                        .meta
                        .tags
                        .iter()
                        .map(|tag| Extra::new(ExtraKind::Tag, tag))
                        .chain(attachments)
                        .chain(
                            page.name_of_file
                                .iter()
                                .map(|name| Extra::new(ExtraKind::FileName, name)),
                        )
                        .chain(
                            page.other_names.iter().map(|name| Extra::new(ExtraKind::Alias, name)),
                        )
                        .chain(of_links(&page.words_of_links))
                        .chain(page.found.iter().flat_map(|found| other_names(found)))
                        .collect(),
                    facets,
                    date: page.meta.date.map(|date| date.to_string()),
                }
            }
            Searchable::List { folder, output, title } => PageText {
                path: output.to_string(),
                title: title.to_string(),
                extra: of_links(&site.sections[*folder].words_of_links).collect(),
                facets,
                ..PageText::default()
            },
            Searchable::Derived(page) => PageText {
                path: page.output.clone(),
                title: page.title.clone(),
                sections: derived_text::of_page(page),
                extra: other_names(&page.found).collect(),
                facets,
                date: date_of(&page.found),
            },
            Searchable::Row { page, row, found } => PageText {
                path: format!("{}#{}", page.output, row.anchor),
                title: found.title.clone(),
                sections: vec![SectionText {
                    text: derived_text::of_row(row),
                    ..SectionText::default()
                }],
                extra: other_names(found).collect(),
                facets,
                date: date_of(found),
            },
            Searchable::Attached(attached) => {
                let file = &site.attachments[attached.number];
                let (above, date) = match &attached.above {
                    Above::Page(id) => {
                        let page = &site.pages[*id];
                        (&page.output, page.meta.date.map(|date| date.to_string()))
                    }
                    Above::Section(folder) => (&site.sections[folder].output, None),
                    Above::Derived(number) => {
                        let page = &site.derived[*number];
                        (&page.output, date_of(&page.found))
                    }
                };
                PageText {
                    path: format!("{above}{IN_FILE}{}", file.output),
                    title: file.name().to_string(),
                    sections: attached.sections.clone(),
                    facets,
                    date,
                    ..PageText::default()
                }
            }
        }
    }

    /// Kind, the section at the top of the site, tags; of a campaign's things also campaign, stage and units. An attachment
    /// has those of its page, but for the kind.
    fn facets(&self, site: &Site, how: &Options) -> Vec<Facet> {
        let chinese = how.language.starts_with("zh");
        let material = if chinese { "材料" } else { "Material" };
        let list = if chinese { "栏目" } else { "Section" };
        let attachment = if chinese { "附件" } else { "Attachment" };
        let (folder, kind, tags, found) = match self {
            Searchable::Attached(attached) => match &attached.above {
                Above::Page(id) => {
                    let page = &site.pages[*id];
                    let tags = page.meta.tags.as_slice();
                    (page.folder.as_str(), attachment, tags, page.found.as_deref())
                }
                Above::Section(folder) => (folder.as_str(), attachment, &[][..], None),
                Above::Derived(number) => {
                    let page = &site.derived[*number];
                    (page.folder.as_str(), attachment, &[][..], Some(&page.found))
                }
            },
            Searchable::Page(_, page) => (
                page.folder.as_str(),
                if page.is_section_page { list } else { material },
                page.meta.tags.as_slice(),
                page.found.as_deref(),
            ),
            Searchable::List { folder, .. } => (*folder, list, &[][..], None),
            Searchable::Derived(page) => (page.folder.as_str(), list, &[][..], Some(&page.found)),
            Searchable::Row { page, found, .. } => {
                (page.folder.as_str(), list, &[][..], Some(*found))
            }
        };
        let own_kind = found.filter(|_| !matches!(self, Searchable::Attached(_)));
        let own_kind = own_kind.map(|found| found.kind.as_str()).filter(|kind| !kind.is_empty());
        let kind = own_kind.unwrap_or(kind);
        let mut facets = vec![Facet::new(FacetKind::Kind, kind)];
        let campaign = site.campaigns.iter().find(|campaign| is_within(folder, &campaign.folder));
        match campaign {
            Some(campaign) => {
                facets.push(Facet::new(FacetKind::Campaign, &campaign.campaign.plan.name));
            }
            None => {
                let top = folder.split('/').next().unwrap_or_default();
                if let Some(section) = site.sections.get(top).filter(|_| !top.is_empty()) {
                    facets.push(Facet::new(FacetKind::Section, &section.title));
                }
            }
        }
        if let Some(found) = found {
            if !found.stage.is_empty() {
                facets.push(Facet::new(FacetKind::Stage, &found.stage));
            }
            facets.extend(found.units.iter().map(|unit| Facet::new(FacetKind::Unit, unit)));
        }
        facets.extend(tags.iter().map(|tag| Facet::new(FacetKind::Tag, tag)));
        facets
    }
}

fn of_links(words: &[String]) -> impl Iterator<Item = Extra> {
    words.iter().map(|words| Extra::new(ExtraKind::Link, words))
}

fn other_names(found: &Found) -> impl Iterator<Item = Extra> {
    found.other_names.iter().map(|name| {
        let kind = match name {
            OtherName::Alias(_) => ExtraKind::Alias,
            OtherName::Count(_) => ExtraKind::Count,
        };
        Extra::new(kind, name.words())
    })
}

fn date_of(found: &Found) -> Option<String> {
    Some(found.date.clone()).filter(|date| !date.is_empty())
}
