//! Campaigns as parts of the site: their records become pages or rows, their derived pages join the navigation.
//! In: the folder's files and pages. Out: [`SiteCampaign`]s, pages marked as records or plan texts, derived pages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use yanxi_campaign::progress::Progress;
use yanxi_campaign::{Campaign, Record};

use super::page::Page;
use super::passages::{self, Quoted};
use super::section::Member;
use super::visibility::Folders;
use super::{Edition, Site, address};
use crate::campaign::{self, Input, PageSource, Unknown};
use crate::folder::Unread;
use crate::pages::passages::{Passages, notice, sign};
use crate::pages::view::{Document, Parts, Totals};
use crate::pages::{self, Standings, View};
use yanxi_problem::{Diagnostic, Place};
use yanxi_reading::OtherFile;

/// A campaign of the site, as the edition may show it.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteCampaign {
    /// Folder below the content folder, empty at the top.
    pub folder: String,
    pub campaign: Arc<Campaign>,
    /// Counted from `campaign`.
    progress: Arc<Progress>,
    /// The whole campaign, for totals by unit and for what is left out; never shown.
    whole: Arc<Campaign>,
    /// Counted from `whole`.
    counted: Arc<Progress>,
    /// Where the passages stand that its plan quotes.
    quoted: Arc<Quoted>,
}

impl SiteCampaign {
    pub(super) fn quoted(&self) -> &Quoted {
        &self.quoted
    }

    /// Files attached to records that the edition shows.
    pub(super) fn attachments_shown(&self) -> impl Iterator<Item = String> {
        attachments(&self.campaign).cloned()
    }

    /// Each record that the edition shows, with the place where it was written: an edition for the public forgets places.
    pub fn records_with_places(&self) -> impl Iterator<Item = (&Record, &Place)> {
        let is_whole = Arc::ptr_eq(&self.campaign, &self.whole);
        // The public ones in the same order.
        let written = self
            .whole
            .records
            .iter()
            .filter(move |record| is_whole || record.public && record.can_be_shown());
        self.campaign.records.iter().zip(written).map(|(shown, written)| (shown, &written.origin))
    }

    /// Public records with the files attached to them, and where each was written.
    pub(super) fn attached_in_public(&self) -> impl Iterator<Item = (&Record, &String)> {
        self.whole
            .records
            .iter()
            .filter(|record| record.public && record.can_be_shown())
            .flat_map(|record| record.attachments.iter().map(move |path| (record, path)))
    }

    /// Files attached to records that it does not show; what both have is shown.
    pub(super) fn attachments_left_out(&self) -> impl Iterator<Item = String> {
        attachments(&self.whole).cloned()
    }
}

fn attachments(campaign: &Campaign) -> impl Iterator<Item = &String> {
    campaign.records.iter().flat_map(|record| &record.attachments)
}

/// A campaign as read, whole: with faulty records, people and what no edition shows.
#[derive(Debug, Clone, PartialEq)]
pub struct CampaignRead {
    /// Folder below the content folder, empty at the top.
    pub folder: String,
    /// The editions share it, unless one masks something in it.
    pub campaign: Arc<Campaign>,
    /// How it stands on the day it was read for.
    pub progress: Arc<Progress>,
    /// Its folder says that it is internal.
    pub internal: bool,
    /// Where the passages stand that its plan quotes.
    pub quoted: Arc<Quoted>,
    /// What cannot be told of it, since some file was not read.
    pub unknown: Unknown,
}

impl CampaignRead {
    /// Files that records name, by path.
    pub(super) fn attachments(&self) -> impl Iterator<Item = &String> {
        attachments(&self.campaign)
    }
}

/// What reading the campaigns of a folder gives.
#[derive(Debug, Default)]
pub(super) struct ReadCampaigns {
    pub(super) campaigns: Vec<CampaignRead>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Plans, rosters and tables: understood, and no attachments.
    pub(super) used_files: BTreeSet<String>,
}

/// The campaign folder that a Markdown file is a record of.
pub(super) fn folder_of_record<'a>(folders: &'a [String], path: &str) -> Option<&'a str> {
    folders
        .iter()
        .map(String::as_str)
        .filter(|folder| campaign::is_record_path(folder, path))
        .max_by_key(|folder| folder.len())
}

/// Reads every campaign and marks the pages that are its records or its plan's text.
pub(super) fn read(
    folders: &[String],
    pages: &mut [Page],
    files: &[OtherFile],
    unread: &Unread,
    visibility: &Folders,
    today: Date,
) -> ReadCampaigns {
    let mut read = ReadCampaigns::default();
    let internal_files: BTreeSet<String> = pages
        .iter()
        .filter(|page| page.internal)
        .map(|page| &page.file.path)
        .chain(files.iter().map(|file| &file.path).filter(|path| visibility.hold_back(path)))
        .cloned()
        .collect();
    for folder in folders {
        let records: Vec<usize> = (0..pages.len())
            .filter(|id| {
                let page = &pages[*id];
                page.is_record
                    && folder_of_record(folders, &page.file.path) == Some(folder.as_str())
            })
            .collect();
        let sources: Vec<PageSource<'_>> = records
            .iter()
            .map(|id| &pages[*id])
            .map(|page| PageSource {
                path: &page.file.path,
                shown_path: &page.file.shown_path,
                text: &page.file.text,
                entries: &page.record_entries,
                heading: page.document.first_heading.as_deref(),
                characters: u32::try_from(page.characters()).unwrap_or(u32::MAX),
            })
            .collect();
        let result = campaign::read(&Input {
            folder,
            files,
            pages: &sources,
            internal_files: &internal_files,
            unread,
            today,
        });
        drop(sources);
        // Campaigns that share a roster each report what is wrong with it; within one nothing is told twice.
        let told = read.diagnostics.len();
        for problem in result.diagnostics {
            if !read.diagnostics[..told].contains(&problem) {
                read.diagnostics.push(problem);
            }
        }
        read.used_files.extend(result.used_files);
        for page in pages.iter_mut() {
            page.is_plan_text |= page.is_section_page && page.folder == *folder;
        }
        mark_records(&records, pages, &result.campaign);
        let quoted = Arc::new(passages::find(&result.campaign.plan, pages));
        read.campaigns.push(CampaignRead {
            folder: folder.clone(),
            quoted,
            internal: visibility.is_internal(folder),
            campaign: Arc::new(result.campaign),
            progress: Arc::new(result.progress),
            unknown: result.unknown,
        });
    }
    read
}

/// The campaigns that an edition has, as it may show them.
pub(super) fn for_edition(
    campaigns: Vec<CampaignRead>,
    edition: Edition,
    today: Date,
) -> Vec<SiteCampaign> {
    campaigns
        .into_iter()
        .filter(|read| edition == Edition::Internal || !read.internal)
        .map(|read| {
            let (campaign, progress) = match edition {
                Edition::Public => {
                    let public = read.campaign.for_public();
                    let progress = public.progress(today);
                    (Arc::new(public), Arc::new(progress))
                }
                Edition::Internal => (Arc::clone(&read.campaign), Arc::clone(&read.progress)),
            };
            SiteCampaign {
                folder: read.folder,
                campaign,
                progress,
                whole: read.campaign,
                counted: read.progress,
                quoted: read.quoted,
            }
        })
        .collect()
}

/// A record's page is as public as the record; one that no record was made from goes into no edition.
fn mark_records(ids: &[usize], pages: &mut [Page], campaign: &Campaign) {
    let records = records_by_page(campaign);
    for id in ids {
        let page = &mut pages[*id];
        match records.get(page.file.path.as_str()) {
            Some(record) => {
                page.awaits_approval = !page.internal && record.public && !record.can_be_shown();
                // What its folder says of itself holds for the record too.
                page.internal |= !(record.public && record.can_be_shown());
            }
            None => page.is_unpublished = true,
        }
    }
}

/// Gives records' pages the titles that the edition gives the records.
pub(super) fn title_records(campaigns: &[SiteCampaign], pages: &mut [Page]) {
    for site_campaign in campaigns {
        let (all, shown) =
            (records_by_page(&site_campaign.whole), records_by_page(&site_campaign.campaign));
        for page in pages.iter_mut().filter(|page| page.is_record) {
            let path = page.file.path.as_str();
            if let Some(record) = shown.get(path).or_else(|| all.get(path)) {
                page.title.clone_from(&record.title);
            }
        }
    }
}

fn records_by_page(campaign: &Campaign) -> BTreeMap<&str, &Record> {
    campaign.records.iter().filter_map(|record| Some((record.page.as_deref()?, record))).collect()
}

static NO_PASSAGES: Passages = Passages { of_entries: BTreeMap::new(), pages: Vec::new() };

/// What the views of all campaigns of a site share.
pub struct Surroundings {
    documents: BTreeMap<String, Document>,
    files: BTreeMap<String, String>,
    /// Of each campaign, by its folder.
    passages: BTreeMap<String, Passages>,
    /// The pages that they stand on, with the folder of the campaign that quotes them.
    reads: Vec<(String, usize, passages::Reads)>,
}

impl Surroundings {
    pub fn of(site: &Site) -> Self {
        let documents = site.pages.iter().map(|page| {
            let document = Document {
                output: page.output.clone(),
                title: page.title.clone(),
                folder: page.folder.clone(),
                tags: page.meta.tags.clone(),
            };
            (page.file.path.clone(), document)
        });
        let files = site.attachments.iter().map(|file| (file.path.clone(), file.output.clone()));
        let mut surroundings = Surroundings {
            documents: documents.collect(),
            files: files.collect(),
            passages: BTreeMap::new(),
            reads: Vec::new(),
        };
        for own in &site.campaigns {
            let (found, reads) = passages::of_edition(&own.campaign.plan, &own.quoted, &site.pages);
            let folder = &own.folder;
            surroundings.passages.insert(folder.clone(), found);
            let reads = reads.into_iter().map(|(id, read)| (folder.clone(), id, read));
            surroundings.reads.extend(reads);
        }
        surroundings
    }
}

impl SiteCampaign {
    /// The campaign as its pages see it.
    pub fn view<'a>(
        &'a self,
        surroundings: &'a Surroundings,
        edition: Edition,
        today: Date,
    ) -> View<'a> {
        let internal = edition == Edition::Internal;
        let totals = (internal || self.campaign.plan.public_totals)
            .then(|| Totals::of(&self.whole, &self.counted));
        View::new(Parts {
            campaign: &self.campaign,
            progress: &self.progress,
            totals,
            today,
            internal,
            folder: address::folder(&self.folder),
            source_folder: self.folder.clone(),
            documents: &surroundings.documents,
            files: &surroundings.files,
            passages: surroundings.passages.get(&self.folder).unwrap_or(&NO_PASSAGES),
        })
    }
}

/// Makes the derived pages and puts them into the sections of their campaigns.
pub(super) fn add_derived_pages(site: &mut Site, edition: Edition, today: Date) {
    let surroundings = Surroundings::of(site);
    let page_of: BTreeMap<String, usize> =
        site.pages.iter().enumerate().map(|(id, page)| (page.file.path.clone(), id)).collect();
    for site_campaign in &site.campaigns {
        let view = site_campaign.view(&surroundings, edition, today);
        for record in &site_campaign.campaign.records {
            if let Some(id) = record.page.as_ref().and_then(|path| page_of.get(path)) {
                site.pages[*id].before = pages::record_particulars(&view, record);
                site.pages[*id].found = Some(Box::new(view.found(record)));
            }
        }
        let standings = Standings::of(&view);
        let own = surroundings.reads.iter().filter(|(folder, ..)| *folder == site_campaign.folder);
        for (_, id, read) in own {
            let page = &mut site.pages[*id];
            let marks = read.marks(&|entries| sign(&view, &standings, entries));
            if !marks.pieces.is_empty() {
                page.before.push(notice(&view));
            }
            // Two campaigns may quote one page.
            page.marks.add(marks);
        }
        for page in pages::pages(&view) {
            let number = site.derived.len();
            if page.in_navigation
                && let Some(section) = site.sections.get_mut(&site_campaign.folder)
                && page.output != section.output
            {
                section.members.push(Member::Derived(number));
            }
            site.derived.push(page);
        }
    }
}
