//! Which pages need not be rendered again.
//! In: what a page's template is given, without making it. Out: a hash of it, and of pages rendered before the file each
//! became.
//!
//! Only pages of the folder that list no others are looked at: lists are made from the whole site.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex, PoisonError};

use super::Renderer;
use crate::markdown::Document;
use crate::model::lists::ListOf;
use crate::model::meta::Meta;
use crate::model::page::{Page, Target};
use crate::model::section::parent;
use crate::model::{PageId, Site};

/// What was rendered the last time, by path in the site.
#[derive(Debug, Default)]
pub struct Renderings {
    of_pages: BTreeMap<String, Rendering>,
}

/// A page as it was rendered.
#[derive(Debug, Clone)]
struct Rendering {
    source: Source,
    /// Hash of the file.
    file: String,
}

/// All that a page was made from.
#[derive(Debug, Clone)]
pub struct Source {
    /// Held, so that no other document can take its place in memory.
    document: Arc<Document>,
    meta: Arc<Meta>,
    rest: blake3::Hash,
}

impl PartialEq for Source {
    fn eq(&self, other: &Source) -> bool {
        Arc::ptr_eq(&self.document, &other.document)
            && self.rest == other.rest
            && (Arc::ptr_eq(&self.meta, &other.meta) || self.meta == other.meta)
    }
}

impl Renderings {
    /// The hash of the file that a page became, if it was made from the same.
    pub fn of(&self, path: &str, source: &Source) -> Option<&str> {
        let before = self.of_pages.get(path).filter(|before| before.source == *source)?;
        Some(&before.file)
    }

    /// Remembers these and nothing else; those without a file are as they were.
    pub fn renew(&mut self, made: Vec<(String, Source, Option<String>)>) {
        let mut before = std::mem::take(&mut self.of_pages);
        for (path, source, file) in made {
            let rendering = match file {
                Some(file) => Some(Rendering { source, file }),
                None => before.remove(&path),
            };
            self.of_pages.extend(rendering.map(|rendering| (path, rendering)));
        }
    }
}

/// Hashes what pages of one build are made from.
pub struct Sources<'a> {
    renderer: &'a Renderer<'a>,
    /// Of what all pages share.
    of_all: blake3::Hash,
    tags: BTreeMap<&'a str, usize>,
    /// The way to a folder's pages, by folder and by where they lie in the site.
    ways: Mutex<BTreeMap<String, blake3::Hash>>,
}

impl<'a> Sources<'a> {
    pub fn of(renderer: &'a Renderer<'a>) -> Sources<'a> {
        let Renderer {
            site,
            theme,
            asset_folder,
            config,
            selection,
            date,
            base_url,
            news,
            copied: _,
            navigations: _,
        } = renderer;
        let mut told = Told::default();
        told.add(&(&theme.words, &theme.templates_hash, asset_folder));
        told.add(&(config, selection, date, base_url, news.is_some()));
        told.add(&(&site.title, site.tags.is_empty()));
        let tags = site.tags.iter().enumerate().map(|(number, tag)| (tag.name.as_str(), number));
        Sources {
            renderer,
            of_all: told.hash(),
            // The first of a name, as templates are given it.
            tags: tags.rev().collect(),
            ways: Mutex::default(),
        }
    }

    /// What a page is made from; none for one that lists others.
    pub fn of_page(&self, id: PageId) -> Option<Source> {
        let site = self.renderer.site;
        let page = site.pages.get(id)?;
        let is_of_section =
            site.sections.get(&page.folder).is_some_and(|section| section.page == Some(id));
        if is_of_section {
            return None;
        }
        let Page {
            file,
            meta,
            title,
            document,
            // Read into what comes before and after the text.
            record_entries: _,
            is_record,
            is_document,
            is_cut,
            conceals,
            is_plan_text,
            has_record_head,
            is_unpublished,
            before,
            after,
            marks,
            found,
            internal,
            awaits_approval,
            folder,
            is_section_page,
            output,
            targets,
            attachments,
            previous,
            next,
            linked_from,
            name_of_file,
            other_names,
            words_of_links,
        } = page;
        let mut told = Told::default();
        told.add_hash(&self.of_all);
        told.add(&(&file.path, title, is_record, is_document, is_cut, conceals, is_plan_text));
        told.add(&(has_record_head, is_unpublished, before, after, marks, found, internal));
        told.add(&(awaits_approval, folder, is_section_page, output));
        told.add(&(name_of_file, other_names, words_of_links));
        let named = |id: &PageId| site.pages.get(*id).map(|page| (&page.title, &page.output));
        for target in targets {
            match target {
                Target::Page { id, anchor } => told.add(&(named(id), anchor)),
                Target::Section { folder } => {
                    told.add(&site.sections.get(folder).map(|section| &section.output));
                }
                other => told.add(other),
            }
        }
        let files: Vec<_> = attachments
            .iter()
            .filter_map(|number| site.attachments.get(*number))
            .map(|file| (&file.path, &file.output, self.renderer.copied.get(&file.output)))
            .collect();
        told.add(&(files, site.lists.get(&ListOf::FilesOfPage(id))));
        told.add(&(previous.as_ref().map(named), next.as_ref().map(named)));
        let from: Vec<_> = linked_from.iter().map(named).collect();
        told.add(&(from, site.lists.get(&ListOf::LinksTo(id))));
        let tags: Vec<_> = meta
            .tags
            .iter()
            .filter_map(|name| site.tags.get(*self.tags.get(name.as_str())?))
            .map(|tag| (&tag.name, &tag.output, tag.pages.len()))
            .collect();
        told.add(&tags);
        let (navigation, place) = self.renderer.navigations.source(site, output, folder, id);
        told.add_hash(&navigation);
        told.add(&place);
        told.add_hash(&self.way_to(site, folder));
        let (document, meta) = (Arc::clone(document), Arc::clone(meta));
        Some(Source { document, meta, rest: told.hash() })
    }

    /// The sections from the top down to a folder.
    fn way_to(&self, site: &Site, folder: &str) -> blake3::Hash {
        let lock = || self.ways.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(folder) {
            return *known;
        }
        let mut told = Told::default();
        let mut at = Some(folder);
        while let Some(path) = at {
            told.add(&site.sections.get(path).map(|section| (&section.title, &section.output)));
            at = parent(path);
        }
        *lock().entry(folder.to_string()).or_insert(told.hash())
    }
}

/// What is told of values, hashed: each in the form that `Debug` gives it, which names all of its fields.
#[derive(Default)]
struct Told {
    text: String,
}

impl Told {
    fn add(&mut self, value: &impl Debug) {
        // Writing to a text does not fail.
        let _ = writeln!(self.text, "{value:?}");
    }

    fn add_hash(&mut self, hash: &blake3::Hash) {
        self.text.push_str(&hash.to_hex());
    }

    fn hash(&self) -> blake3::Hash {
        blake3::hash(self.text.as_bytes())
    }
}
