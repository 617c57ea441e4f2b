//! Masks numbers and addresses of persons in what a site shows, where the site asks for it.
//! In: what was read, and the edition. Out: the same with ID numbers masked, for the public also telephone numbers,
//! bank cards and home addresses. Names of files and attachments stay; the check reports what they hold.
//!
//! The page's HTML is masked, not its source: stars in Markdown would become emphasis.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use yanxi_campaign::Campaign;

use super::page::{Page, Target};
use super::{CampaignRead, Edition, Vouched};
use crate::markdown::{Document, Segment};
use yanxi_privacy::{Finding, Form, Kind, masked_findings};

/// Masks what an edition takes over of everything that was read.
pub(super) fn mask(
    pages: &mut [Page],
    campaigns: &mut [CampaignRead],
    edition: Edition,
    vouched: &Vouched,
) {
    let kinds = kinds(edition);
    let hides = |file: &str| Hides { kinds, shown: vouched.lifted_in(file) };
    pages.par_iter_mut().for_each(|page| {
        let hides = hides(&page.file.shown_path);
        mask_page(page, hides);
    });
    for read in campaigns {
        mask_campaign(Arc::make_mut(&mut read.campaign), &hides);
    }
}

/// Masks what an edition does not show in the text of an attachment, where search shows it.
pub fn mask_attached(text: &mut String, file: &str, edition: Edition, vouched: &Vouched) {
    let hides = Hides { kinds: kinds(edition), shown: vouched.lifted_in(file) };
    mask_in(text, Form::Laid, hides);
}

fn kinds(edition: Edition) -> fn(Kind) -> bool {
    match edition {
        Edition::Public => Kind::is_personal,
        Edition::Internal => |kind| kind == Kind::IdNumber,
    }
}

/// What is masked in a page or a row: some kinds, but for what somebody looked at and found to be no person's.
#[derive(Clone, Copy)]
struct Hides<'a> {
    kinds: fn(Kind) -> bool,
    shown: Option<&'a BTreeSet<(Kind, String)>>,
}

impl Hides<'_> {
    fn hides(self, finding: &Finding) -> bool {
        let is_shown = |shown: &BTreeSet<(Kind, String)>| {
            shown.contains(&(finding.kind, finding.mask.clone()))
        };
        (self.kinds)(finding.kind) && !self.shown.is_some_and(is_shown)
    }
}

/// Whether there was something to mask.
fn mask_text(text: &mut String, hides: Hides<'_>) -> bool {
    mask_in(text, Form::Text, hides)
}

fn mask_in(text: &mut String, form: Form, hides: Hides<'_>) -> bool {
    match masked_findings(text, form, |finding| hides.hides(finding)) {
        Some((masked, _)) => {
            *text = masked;
            true
        }
        None => false,
    }
}

fn mask_page(page: &mut Page, hides: Hides<'_>) {
    mask_text(&mut page.title, hides);
    let meta = Arc::make_mut(&mut page.meta);
    for text in [&mut meta.description, &mut meta.source, &mut meta.author, &mut meta.level] {
        mask_text(text, hides);
    }
    for text in meta.tags.iter_mut().chain(&mut page.other_names) {
        mask_text(text, hides);
    }
    let mut document = Document::clone(&page.document);
    if mask_document(&mut document, hides) {
        page.document = Arc::new(document);
    }
    for target in &mut page.targets {
        if let Target::Outside { address } = target {
            mask_text(address, hides);
        }
    }
}

fn mask_document(document: &mut Document, hides: Hides<'_>) -> bool {
    let mut changed = mask_segments(&mut document.html, hides);
    for heading in &mut document.headings {
        changed |= mask_text(&mut heading.text, hides);
        changed |= mask_text(&mut heading.id, hides);
    }
    for section in &mut document.sections {
        changed |= mask_text(&mut section.heading, hides);
        // Cells and paragraphs are lines of it.
        changed |= mask_in(&mut section.text, Form::Laid, hides);
    }
    if let Some(heading) = &mut document.first_heading {
        changed |= mask_text(heading, hides);
    }
    for link in &mut document.links {
        changed |= mask_text(&mut link.words, hides);
        // Where a number is called by touching it.
        if link.target.contains(':') {
            changed |= mask_text(&mut link.target, hides);
        }
    }
    changed
}

/// Stands for a segment that is not HTML while the rest is masked as one text.
const HOLE: char = '\u{1}';

fn mask_segments(segments: &mut [Segment], hides: Hides<'_>) -> bool {
    let mut html = String::new();
    for segment in segments.iter() {
        match segment {
            Segment::Html(text) => html.push_str(text),
            Segment::LinkAttributes(_) | Segment::BlockStart(_) | Segment::BlockEnd => {}
        }
        html.push(HOLE);
    }
    let masked = masked_findings(&html, Form::Markup, |finding| hides.hides(finding));
    let mut changed = masked.is_some();
    if let Some((masked, _)) = masked {
        for (segment, masked) in segments.iter_mut().zip(masked.split(HOLE)) {
            if let Segment::Html(text) = segment {
                *text = masked.to_string();
            }
        }
    }
    for segment in segments {
        if let Segment::BlockStart(block) = segment {
            changed |= mask_text(&mut block.title, hides);
        }
    }
    changed
}

fn mask_campaign<'a>(campaign: &mut Campaign, hides_in: &dyn Fn(&str) -> Hides<'a>) {
    for record in &mut campaign.records {
        let hides = hides_in(&record.origin.file);
        mask_text(&mut record.title, hides);
        mask_text(&mut record.origin.source, hides);
        for (_, value) in &mut record.fields {
            mask_text(value, hides);
        }
    }
    let hides = hides_in("");
    for unit in &mut campaign.roster.units {
        mask_text(&mut unit.leading_group, hides);
        mask_text(&mut unit.contact_leader, hides);
        for text in unit.other.iter_mut().map(|(_, value)| value).chain(&mut unit.first_responsible)
        {
            mask_text(text, hides);
        }
    }
    for person in &mut campaign.roster.people {
        for (_, value) in &mut person.other {
            mask_text(value, hides);
        }
    }
}
