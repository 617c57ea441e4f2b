//! A folder as read and as both editions have it.
//! In: what was read, and both editions of it. Out: [`Editions`], the same for whoever looks through the whole.

use jiff::civil::Date;
use yanxi_reading::OtherFile;

use super::{CampaignRead, Page, Reading, Site};
use crate::config::Config;
use crate::folder::Layout;

/// A folder with all that is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Editions<'a> {
    pub config: &'a Config,
    /// The day that stands for today.
    pub today: Date,
    pub layout: &'a Layout,
    /// Everything that was read, before an edition was chosen.
    pub reading: &'a Reading,
    /// The whole site; `page.internal` tells what the public does not see.
    pub internal: &'a Site,
    /// What the public sees.
    pub public: &'a Site,
    /// The public edition is not looked at: an internal one is built.
    pub is_internal_alone: bool,
}

impl<'a> Editions<'a> {
    /// The campaigns whole: with people, drafts and faulty records.
    pub fn campaigns(&self) -> &'a [CampaignRead] {
        &self.reading.campaigns
    }

    /// Every page, drafts and records that go into no edition included.
    pub fn pages(&self) -> &'a [Page] {
        match self.reading.pages.is_empty() {
            // They became the site's, or there are none.
            true => &self.internal.pages,
            false => &self.reading.pages,
        }
    }

    /// Every file that is neither a page nor part of a campaign, whether an edition has it or not.
    pub fn files(&self) -> &'a [OtherFile] {
        &self.reading.files
    }
}
