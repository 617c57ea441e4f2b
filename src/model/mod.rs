//! Step 2, understand: what the folder's files mean together.
//! In: [`Sources`]. Out: [`Site`]: sections, pages in order, links resolved, attachments with their owners.

pub mod address;
pub mod attachment;
pub mod campaign;
mod document_page;
mod editions;
mod file_links;
mod held_back;
mod kept;
pub mod link;
pub mod lists;
mod masking;
pub mod meta;
mod naming;
mod other_names;
pub mod page;
mod page_sheet;
pub mod passages;
mod problem;
pub mod section;
mod stray_keys;
pub mod tag;
mod visibility;
mod vouched;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::campaign as campaign_folder;
use crate::config::Config;
pub use crate::edition::{Edition, Selection};
use crate::folder::{Sources, Unread};
use crate::pages::{self, DerivedPage};
use attachment::Attachment;
pub use campaign::CampaignRead;
use campaign::SiteCampaign;
pub use editions::Editions;
pub use held_back::{HeldBack, Stray};
pub use kept::KeptPages;
use lists::{ListOf, ListPages};
pub use masking::mask_attached;
pub use page::Page;
use section::Section;
use tag::Tag;
pub use vouched::{Fault, Marks, Numbers, Statement, Vouched, numbers_of_file, numbers_of_page};
use yanxi_problem::{
    Code, Diagnostic, Entry, Group, Saying, problems as problems_of, sayings as sayings_of,
};
use yanxi_reading::OtherFile;
use yanxi_reading::content_path::is_within;

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
    /// Lists that are too long for one page.
    pub lists: BTreeMap<ListOf, ListPages>,
    /// Pages left out: drafts, and internal pages in the public edition.
    pub left_out: usize,
    /// Of them those that are internal, drafts among them not counted.
    pub internal_left_out: usize,
}

/// A folder as read, before an edition is chosen.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Every page, drafts and records that go into no edition included, sorted by source path; none once they became
    /// the site's, see [`understand_alone`].
    pub pages: Vec<Page>,
    /// Files that are neither pages nor parts of a campaign.
    pub files: Vec<OtherFile>,
    /// Plans, rosters, tables and lists of words that campaigns were read from.
    pub campaign_files: Vec<OtherFile>,
    pub static_files: Vec<OtherFile>,
    /// What folders say of their visibility.
    folders: visibility::Folders,
    pub held_back: HeldBack,
    /// What named persons said of pages and files.
    pub vouched: Vouched,
    pub campaigns: Vec<CampaignRead>,
    pub diagnostics: Vec<Diagnostic>,
    /// Problems of plans, rosters and records. They do not keep the internal edition from being built, because that is
    /// where a faulty record is seen and mended.
    pub campaign_diagnostics: Vec<Diagnostic>,
    pub unread: Unread,
}

impl Reading {
    /// Whether a rule's problem is one whatever stands in what was not read of the campaigns.
    pub(crate) fn is_known(&self, problem: &Diagnostic, content: &str) -> bool {
        let file = problem.place.file.strip_prefix(content).unwrap_or(&problem.place.file);
        let of_its_campaign = |read: &&CampaignRead| is_within(file, &read.folder);
        let is_of_one = self.campaigns.iter().any(|read| of_its_campaign(&read));
        // A roster at the top is that of all campaigns.
        let mut campaigns =
            self.campaigns.iter().filter(|read| !is_of_one || of_its_campaign(read));
        let is_counted = problem.group == Group::State || problem.code.is_closable();
        !is_counted
            || problem.code == Code::E12
            || campaigns.all(|read| read.unknown.leaves(problem))
    }
}

impl Reading {
    /// Whether both editions are made of all of it and show it in the same way, so that one need not be compared with the
    /// other: nothing is internal, masked or a campaign's.
    pub(crate) fn is_alike_in_both(&self, config: &Config) -> bool {
        let HeldBack { files, static_files, folders, .. } = &self.held_back;
        let internal_files = || {
            let (files, pages) = (self.files.clone(), &self.pages);
            visibility::split_files(files, &self.folders, &self.held_back, pages, Edition::Public).1
        };
        self.campaigns.is_empty()
            && !config.privacy.mask
            && files.is_empty()
            && static_files.is_empty()
            && folders.is_empty()
            && !self.pages.iter().any(|page| page.internal || page.conceals)
            && internal_files().is_empty()
    }

    /// Whether an edition has every page.
    pub(crate) fn is_wholly_in(&self, selection: Selection) -> bool {
        self.pages.iter().all(|page| page.is_in(selection))
    }
}

impl Site {
    /// Gives up the sources of the pages, which are read while a folder is understood and checked.
    pub(crate) fn give_up_sources(&mut self) {
        for page in &mut self.pages {
            // Whoever shares it keeps it.
            if let Some(file) = Arc::get_mut(&mut page.file) {
                file.text = Arc::default();
            }
        }
    }

    /// The page of a campaign where what is owed is listed, where the edition has one.
    pub(crate) fn owed_page(&self) -> Option<&str> {
        self.derived
            .iter()
            .find(|page| page.output.ends_with(pages::OWED))
            .map(|page| page.output.as_str())
    }

    /// Gives up what only pages are rendered from; search needs the room.
    pub(crate) fn give_up_html(&mut self) {
        for page in &mut self.pages {
            if let Some(document) = Arc::get_mut(&mut page.document) {
                document.html = Vec::new();
            }
        }
    }

    /// Gives up the pages too, once search has taken them in.
    pub(crate) fn give_up_pages(&mut self) {
        self.pages = Vec::new();
    }

    /// Gives what was made from campaigns the other names by which it is found. Whoever shows the site or searches it
    /// needs them, and nobody else does.
    pub(crate) fn add_other_names(&mut self) {
        other_names::fill_in(self);
    }

    /// Nothing at all is in it, and nothing was left out of it.
    pub(crate) fn is_empty(&self) -> bool {
        self.pages.is_empty() && self.derived.is_empty() && self.left_out == 0
    }
}

/// What understanding a folder for one edition gives.
#[derive(Debug)]
pub struct Understood {
    pub edition: Edition,
    pub site: Site,
    /// What only this edition shows to be wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads every page and campaign; nothing here depends on the edition. `content` is what paths of the content folder
/// begin with in messages.
pub fn read(sources: Sources, config: &Config, content: &str, today: Date) -> Reading {
    read_again(sources, config, content, today, None)
}

/// The same, but for pages that were read before from the same text. Without `kept` nothing is kept.
pub fn read_again(
    sources: Sources,
    config: &Config,
    content: &str,
    today: Date,
    kept: Option<&mut KeptPages>,
) -> Reading {
    let mut diagnostics = sources.diagnostics;
    let unread = sources.unread;
    let campaign_folders = campaign_folder::folders(&sources.files);
    let home_is_a_campaign = campaign_folders.iter().any(String::is_empty);
    let home_title = (!home_is_a_campaign && !config.title.is_empty()).then_some(&*config.title);
    let nothing = KeptPages::default();
    let before = kept.as_deref().unwrap_or(&nothing);
    let read: Vec<_> = sources
        .pages
        .into_par_iter()
        .map(|file| {
            let is_record = campaign::folder_of_record(&campaign_folders, &file.path).is_some();
            let how = page::How { allow_raw_html: config.raw_html, is_record, home_title };
            before.or(file, how, page::read)
        })
        .collect();
    if let Some(kept) = kept {
        kept.renew(&read, config.raw_html, home_title);
    }
    // In the room of what was read: of many pages two lists are a lot.
    let mut pages: Vec<Page> = read
        .into_iter()
        .map(|(page, problems)| {
            // What is a record's above a text is told as a whole: the lines are right, the folder is not.
            let of_record =
                |problem: &Diagnostic| page.has_record_head && problem.code == Code::R05;
            diagnostics.extend(problems.into_iter().filter(|problem| !of_record(problem)));
            page
        })
        .collect();
    let mut folders = visibility::Folders::of(&pages);
    folders.hand_down(&mut pages);
    let read =
        campaign::read(&campaign_folders, &mut pages, &sources.files, &unread, &folders, today);
    let mut of_campaigns = read.used_files.clone();
    of_campaigns.extend(read.campaigns.iter().flat_map(CampaignRead::attachments).cloned());
    let heads = held_back::heads_of(&sources.files, &read.used_files);
    let mut sheets = page_sheet::Sheets::read(&sources.files, &mut diagnostics);
    let mut documents = document_page::read(
        &document_page::Beside {
            pages: &pages,
            files: &sources.files,
            folders: &folders,
            campaigns: &campaign_folders,
            of_campaigns: &of_campaigns,
            heads: &heads,
        },
        &mut sheets,
        &mut diagnostics,
    );
    sheets.tell_rest(&sources.files, &mut diagnostics);
    folders.hand_down(&mut documents);
    diagnostics.extend(document_page::concealing(&documents));
    pages.extend(documents);
    // Sorting takes half as much room again.
    if !pages.is_sorted_by(|one, other| one.file.path <= other.file.path) {
        pages.sort_by(|one, other| one.file.path.cmp(&other.file.path));
    }
    let campaigns = held_back::Campaigns {
        folders: &campaign_folders,
        used_files: &read.used_files,
        heads: &heads,
        shown: content,
    };
    let (files, static_files) = (&sources.files, &sources.static_files);
    let held_back =
        held_back::find(&pages, files, static_files, &folders, campaigns, &mut diagnostics);
    folders.hold_back_folders(&held_back.folders, &mut pages);
    for page in pages.iter_mut().filter(|page| page.has_record_head) {
        page.internal = true;
    }
    let all_files = sources.files.iter().chain(&sources.static_files).collect();
    let folder = vouched::Folder { pages: &pages, files: all_files, content };
    let tables = [sources.reviews, sources.checked];
    let vouched = Vouched::read(&folder, tables, config, &mut diagnostics);
    let (campaign_files, files) = sources
        .files
        .into_iter()
        .filter(|file| !sheets.used.contains(&file.path))
        .partition(|file| read.used_files.contains(&file.path));
    Reading {
        pages,
        files,
        campaign_files,
        static_files: sources.static_files,
        folders,
        held_back,
        vouched,
        campaigns: read.campaigns,
        diagnostics,
        campaign_diagnostics: read.diagnostics,
        unread,
    }
}

/// Understands what was read as the site of one edition. Texts are shared with the reading and with the other edition.
pub fn understand(
    reading: &Reading,
    config: &Config,
    selection: Selection,
    site_name: &str,
    today: Date,
) -> Understood {
    understand_with(reading.pages.clone(), reading, config, selection, site_name, today)
}

/// The same of a reading that no other edition is made of and nothing is left out of: its pages become those of the
/// site. Of many pages two lists are a lot of memory.
pub fn understand_alone(
    reading: &mut Reading,
    config: &Config,
    selection: Selection,
    site_name: &str,
    today: Date,
) -> Understood {
    let pages = std::mem::take(&mut reading.pages);
    understand_with(pages, reading, config, selection, site_name, today)
}

fn understand_with(
    mut pages: Vec<Page>,
    reading: &Reading,
    config: &Config,
    selection: Selection,
    site_name: &str,
    today: Date,
) -> Understood {
    let mut diagnostics = Vec::new();
    let mut campaigns = reading.campaigns.clone();
    if config.privacy.mask {
        masking::mask(&mut pages, &mut campaigns, selection.edition, &reading.vouched);
    }
    let campaigns = campaign::for_edition(campaigns, selection.edition, today);
    campaign::title_records(&campaigns, &mut pages);
    let held_back = &reading.held_back;
    let (files, internal_files) = visibility::split_files(
        reading.files.clone(),
        &reading.folders,
        held_back,
        &pages,
        selection.edition,
    );
    let mut static_files = reading.static_files.clone();
    if selection.edition == Edition::Public {
        static_files.retain(|file| !held_back.static_files.contains(&file.path));
    }
    let left_out_pages: Vec<Page> = pages.extract_if(.., |page| !page.is_in(selection)).collect();

    let mut site = Site {
        title: config.title.clone(),
        left_out: left_out_pages.len(),
        internal_left_out: left_out_pages
            .iter()
            .filter(|page| page.internal && !page.is_unpublished && !page.meta.draft)
            .count(),
        static_files,
        campaigns,
        ..Site::default()
    };
    site.sections = section::build(&pages, &site.campaigns, &mut diagnostics);
    site.pages = pages;
    tag::spell_alike(&mut site.pages);
    address::assign(&mut site, &mut diagnostics);
    if site.title.is_empty() {
        site.title = section::home_title(&site).unwrap_or_else(|| site_name.to_string());
    }
    let unread = &reading.unread;
    let left_out = LeftOut { pages: &left_out_pages, files: &internal_files, held_back, unread };
    link::resolve(&mut site, left_out, &files, &mut diagnostics);
    attachment::assign(&mut site, left_out, files, selection.edition, &mut diagnostics);
    if selection.edition == Edition::Public {
        let leading: Vec<OtherFile> = site
            .static_files
            .iter()
            .filter(|file| file_links::may_lead(&file.path))
            .cloned()
            .collect();
        diagnostics.extend(file_links::to_internal(&leading, left_out));
    }
    naming::name(&mut site);
    campaign::add_derived_pages(&mut site, selection.edition, today);
    section::put_in_order(&mut site);
    site.tags = tag::collect(&site);
    site.lists = lists::cut(&site);
    Understood { edition: selection.edition, site, diagnostics }
}

/// What of the folder an edition does not have.
#[derive(Clone, Copy)]
struct LeftOut<'a> {
    pages: &'a [Page],
    files: &'a [OtherFile],
    held_back: &'a HeldBack,
    /// What no edition has, since it was not read.
    unread: &'a Unread,
}

/// Every problem of this folder, for the catalogue.
pub fn problems() -> Vec<Entry> {
    [
        problems_of::<problem::AddressProblem>(),
        problems_of::<problem::AttachmentProblem>(),
        problems_of::<link::LinkProblem>(),
        problems_of::<page_sheet::SheetProblem>(),
        problems_of::<document_page::DocumentProblem>(),
        problems_of::<problem::MetaProblem>(),
        problems_of::<problem::SectionProblem>(),
        problems_of::<problem::StrayKeyProblem>(),
    ]
    .concat()
}

/// Every part of this folder's messages, for the catalogue.
pub fn sayings() -> Vec<Saying> {
    [
        sayings_of::<problem::Expected>(),
        sayings_of::<problem::Enclosing>(),
        sayings_of::<vouched::Fault>(),
        sayings_of::<document_page::WhyNot>(),
    ]
    .concat()
}
