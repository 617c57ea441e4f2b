//! What rules look at.
//! In: what was read, and both editions of it. Out: [`Subject`], the same for every rule.

use std::sync::OnceLock;

use jiff::civil::Date;

use crate::config::Config;
use crate::matter::Matter;
use crate::model::{CampaignRead, Page, Reading, Site};
use crate::source::{Layout, OtherFile};

/// A folder as rules see it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
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
    /// Filled when the first rule asks for it.
    pub(crate) matter: &'a OnceLock<Matter>,
}

impl<'a> Subject<'a> {
    /// Everything that may go out, looked through once.
    pub fn matter(&self) -> &'a Matter {
        self.matter.get_or_init(|| Matter::of(self))
    }

    /// The campaigns whole: with people, drafts and faulty records.
    pub fn campaigns(&self) -> &'a [CampaignRead] {
        &self.reading.campaigns
    }

    /// Every page, drafts and records that go into no edition included.
    pub fn pages(&self) -> &'a [Page] {
        &self.reading.pages
    }

    /// Every file that is neither a page nor part of a campaign, whether an edition has it or not.
    pub fn files(&self) -> &'a [OtherFile] {
        &self.reading.files
    }
}
