//! Step 2, understand: what the folder's files mean together.
//! In: [`Sources`]. Out: [`Site`]: sections, pages in order, links resolved, attachments with their owners.

pub mod address;
pub mod attachment;
pub mod link;
pub mod meta;
pub mod page;
pub mod section;
pub mod tag;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::config::Config;
use crate::derived::DerivedPage;
use crate::diagnostic::Diagnostic;
use crate::source::{OtherFile, Sources};
use attachment::Attachment;
use page::Page;
use section::Section;
use tag::Tag;

/// Who a site is built for. The public edition leaves internal pages out of everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Edition {
    #[default]
    Public,
    Internal,
}

/// What of the folder goes into the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Selection {
    pub edition: Edition,
    pub drafts: bool,
}

/// Number of a page in [`Site::pages`].
pub type PageId = usize;

/// A folder, understood.
#[derive(Debug, Default)]
pub struct Site {
    pub title: String,
    /// All pages that go into the site, sorted by source path.
    pub pages: Vec<Page>,
    /// Sections by folder path; the home section has the empty path.
    pub sections: BTreeMap<String, Section>,
    pub tags: Vec<Tag>,
    pub attachments: Vec<Attachment>,
    pub static_files: Vec<OtherFile>,
    /// Pages made from campaigns.
    pub derived: Vec<DerivedPage>,
    /// Pages left out: drafts, and internal pages in the public edition.
    pub left_out: usize,
}

/// Understands the whole folder.
pub fn understand(
    sources: Sources,
    config: &Config,
    selection: Selection,
    site_name: &str,
) -> (Site, Vec<Diagnostic>) {
    let mut diagnostics = sources.diagnostics;
    let read: Vec<_> = sources
        .pages
        .into_par_iter()
        .map(|file| page::read(file, config.raw_html))
        .collect();
    let mut pages = Vec::with_capacity(read.len());
    for (page, problems) in read {
        diagnostics.extend(problems);
        pages.push(page);
    }
    section::inherit_visibility(&mut pages);
    let (pages, left_out_pages): (Vec<_>, Vec<_>) =
        pages.into_iter().partition(|page| selection.includes(page));

    let mut site = Site {
        title: config.title.clone(),
        left_out: left_out_pages.len(),
        static_files: sources.static_files,
        ..Site::default()
    };
    site.sections = section::build(&pages, &mut diagnostics);
    site.pages = pages;
    address::assign(&mut site, &mut diagnostics);
    if site.title.is_empty() {
        site.title = section::home_title(&site).unwrap_or_else(|| site_name.to_string());
    }
    link::resolve(&mut site, &left_out_pages, &sources.files, &mut diagnostics);
    attachment::assign(&mut site, &left_out_pages, sources.files, &mut diagnostics);
    section::put_in_order(&mut site);
    site.tags = tag::collect(&site);
    (site, diagnostics)
}

impl Selection {
    fn includes(self, page: &Page) -> bool {
        (self.drafts || !page.meta.draft) && (self.edition == Edition::Internal || !page.internal)
    }
}
