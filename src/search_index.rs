//! Step 6, index: the pages' texts become the files of `search/`.
//! In: the site. Out: the index's files with paths from the top of the site.

use rayon::prelude::*;
use yanxi_search::{
    ClientFiles, PageText, PreparedPage, SectionText, WriteError, WriteOptions, write_prepared,
};

use crate::model::Site;
use crate::model::page::Page;
use crate::model::section::Member;

/// The browser's client as committed; `cargo xtask client` makes it.
const CLIENT_SCRIPT: &[u8] = include_bytes!("../crates/search-wasm/dist/client.js");
const CLIENT_WASM: &[u8] = include_bytes!("../crates/search-wasm/dist/client.wasm");

/// The files of the index.
pub fn write(
    site: &Site,
    twins: bool,
    progress: &mut dyn FnMut(usize),
) -> Result<Vec<(String, Vec<u8>)>, WriteError> {
    let options = WriteOptions {
        twins,
        client: Some(ClientFiles {
            script: CLIENT_SCRIPT,
            wasm: CLIENT_WASM,
        }),
    };
    // Prepared in batches: both cores work, and only one batch of texts is held besides the index.
    const BATCH: usize = 128;
    let texts: Vec<Searchable<'_>> = searchable(site);
    let prepared = texts.chunks(BATCH).flat_map(|batch| {
        batch
            .par_iter()
            .map(|item| PreparedPage::of(&item.text(site)))
            .collect::<Vec<_>>()
    });
    let index = write_prepared(prepared, &options, progress)?;
    Ok(index
        .files
        .into_iter()
        .map(|(path, bytes)| (format!("search/{path}"), bytes))
        .collect())
}

/// A page that can be found: one of the folder's, or the list of a folder without one, by its title alone.
enum Searchable<'a> {
    Page(&'a Page),
    List { output: &'a str, title: &'a str },
}

fn searchable(site: &Site) -> Vec<Searchable<'_>> {
    let pages = site.pages.iter().map(Searchable::Page);
    let lists = site
        .sections
        .iter()
        .filter(|(folder, section)| {
            section.page.is_none()
                && !folder.is_empty()
                && section
                    .members
                    .iter()
                    .any(|member| matches!(member, Member::Page(_)))
        })
        .map(|(_, section)| Searchable::List {
            output: &section.output,
            title: &section.title,
        });
    pages.chain(lists).collect()
}

impl Searchable<'_> {
    fn text(&self, site: &Site) -> PageText {
        match self {
            Searchable::Page(page) => {
                let attachments = page
                    .attachments
                    .iter()
                    .map(|number| site.attachments[*number].name().to_string());
                PageText {
                    path: page.output.clone(),
                    title: page.title.clone(),
                    sections: page
                        .document
                        .sections
                        .iter()
                        .map(|section| SectionText {
                            anchor: section.anchor.clone(),
                            heading: section.heading.clone(),
                            text: section.text.clone(),
                        })
                        .collect(),
                    extra: page.meta.tags.iter().cloned().chain(attachments).collect(),
                }
            }
            Searchable::List { output, title } => PageText {
                path: output.to_string(),
                title: title.to_string(),
                sections: Vec::new(),
                extra: Vec::new(),
            },
        }
    }
}
