//! Step 2, understand: what the folder's files mean together.
//! In: [`Sources`]. Out: [`Site`]: sections, pages in order, links resolved, attachments with their owners.

pub mod address;
pub mod attachment;
pub mod campaign;
pub mod link;
pub mod meta;
pub mod page;
pub mod section;
pub mod tag;

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::campaign as campaign_folder;
use crate::config::Config;
use crate::derived::DerivedPage;
use crate::diagnostic::Diagnostic;
use crate::source::{OtherFile, Sources};
use attachment::Attachment;
use campaign::SiteCampaign;
use page::Page;
use section::Section;
use tag::Tag;

/// Who a site is built for. The public edition leaves internal pages out of everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
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
    pub campaigns: Vec<SiteCampaign>,
    /// Pages made from campaigns.
    pub derived: Vec<DerivedPage>,
    /// Pages left out: drafts, and internal pages in the public edition.
    pub left_out: usize,
}

/// What understanding a folder gives.
#[derive(Debug)]
pub struct Understood {
    pub site: Site,
    pub diagnostics: Vec<Diagnostic>,
    /// Problems of plans, rosters and records. They do not keep the internal edition from being built, because that is
    /// where a faulty record is seen and mended.
    pub campaign_diagnostics: Vec<Diagnostic>,
}

/// Understands the whole folder.
pub fn understand(
    sources: Sources,
    config: &Config,
    selection: Selection,
    site_name: &str,
    today: Date,
) -> Understood {
    let mut diagnostics = sources.diagnostics;
    let campaign_folders = campaign_folder::folders(&sources.files);
    let read: Vec<_> = sources
        .pages
        .into_par_iter()
        .map(|file| {
            let is_record = campaign::folder_of_record(&campaign_folders, &file.path).is_some();
            page::read(file, config.raw_html, is_record)
        })
        .collect();
    let mut pages = Vec::with_capacity(read.len());
    for (page, problems) in read {
        diagnostics.extend(problems);
        pages.push(page);
    }
    section::inherit_visibility(&mut pages);
    let read = campaign::read(
        &campaign_folders,
        &mut pages,
        &sources.files,
        selection.edition,
        today,
    );
    let files: Vec<OtherFile> = sources
        .files
        .into_iter()
        .filter(|file| !read.used_files.contains(&file.path))
        .collect();
    let (pages, left_out_pages): (Vec<_>, Vec<_>) =
        pages.into_iter().partition(|page| selection.includes(page));

    let mut site = Site {
        title: config.title.clone(),
        left_out: left_out_pages.len(),
        static_files: sources.static_files,
        campaigns: read.campaigns,
        ..Site::default()
    };
    site.sections = section::build(&pages, &site.campaigns, &mut diagnostics);
    site.pages = pages;
    address::assign(&mut site, &mut diagnostics);
    if site.title.is_empty() {
        site.title = section::home_title(&site).unwrap_or_else(|| site_name.to_string());
    }
    link::resolve(&mut site, &left_out_pages, &files, &mut diagnostics);
    attachment::assign(&mut site, &left_out_pages, files, &mut diagnostics);
    campaign::add_derived_pages(&mut site, selection.edition, today);
    section::put_in_order(&mut site);
    site.tags = tag::collect(&site);
    Understood {
        site,
        diagnostics,
        campaign_diagnostics: read.diagnostics,
    }
}

impl Selection {
    fn includes(self, page: &Page) -> bool {
        !page.is_unpublished
            && (self.drafts || !page.meta.draft)
            && (self.edition == Edition::Internal || !page.internal)
    }
}
