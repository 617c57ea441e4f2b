//! Everything that may go out, looked through once for all rules that ask about it.
//! In: a [`Editions`]. Out: [`Disclosure`]: what was found and where, what could not be seen, what stays in attachments and
//! what they conceal.
//!
//! Pages, records and derived pages of the public edition are public matter; ID numbers are looked for in everything
//! that any edition has, in the tables that campaigns were read from too.

mod files;
mod kept;
mod pages;
mod records;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::model::Editions;
pub use kept::KeptSightings;
use yanxi_attachments::{Concealed, Left, Spot, Why};
use yanxi_privacy::{Context, Finding, Form, Kind, Names, names_in, scan_in};
use yanxi_problem::{Place, Places};

/// All that was found.
#[derive(Debug, Default)]
pub struct Disclosure {
    pub sightings: Vec<Sighting>,
    pub unseen: Vec<Unseen>,
    pub left: Vec<LeftIn>,
    pub hidden: Vec<HiddenIn>,
    /// Names of the roster in attachments and in the site's own texts.
    pub named: Vec<NamedIn>,
}

/// Names of persons in something that is not a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedIn {
    pub place: Place,
    pub spot: Option<Spot>,
    /// Each once, in order.
    pub names: BTreeSet<String>,
}

/// Something found at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    pub kind: Kind,
    /// What may be shown of it.
    pub mask: String,
    pub place: Place,
    /// Where inside an attachment.
    pub spot: Option<Spot>,
    pub host: Host,
    /// The public edition has it.
    pub public: bool,
    /// The site does not show it as it stands here: a mask hides it.
    pub masked: bool,
    /// Words or a head say that it is a person's.
    pub labelled: bool,
}

/// What something was found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Host {
    /// A page's text or what stands above it.
    Page,
    /// A row or an entry of a campaign.
    Record,
    FileName,
    Attachment,
    /// A page made from a campaign, or the site's own title and footer.
    Site,
}

/// A part of an attachment that no program can look into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unseen {
    pub place: Place,
    pub why: Why,
}

/// What an attachment still says of its author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftIn {
    pub place: Place,
    pub why: Left,
}

/// What goes out with an attachment though it is not seen at first sight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HiddenIn {
    pub place: Place,
    pub what: Concealed,
}

impl Disclosure {
    /// Looks through everything.
    pub fn of(editions: &Editions<'_>) -> Self {
        Disclosure::again(editions, None)
    }

    /// The same, but for pages and files that were looked through before and have not changed since. Without `kept`
    /// nothing is kept.
    pub fn again(editions: &Editions<'_>, kept: Option<&mut KeptSightings>) -> Self {
        let mut matter = Disclosure::default();
        let (kept_pages, kept_files) =
            kept.map(|KeptSightings { pages, files }| (pages, files)).unzip();
        let ((pages, files), records) = rayon::join(
            || {
                rayon::join(
                    || pages::sightings(editions, kept_pages),
                    || files::look(editions, kept_files),
                )
            },
            || records::sightings(editions),
        );
        matter.sightings = pages;
        matter.sightings.extend(files.sightings);
        matter.unseen = files.unseen;
        matter.unseen.extend(pages::embedded_pictures(editions));
        matter.left = files.left;
        matter.hidden = files.hidden;
        matter.named = files.named;
        let lifted = records::lifted_in_campaigns(editions);
        let known: BTreeSet<(Kind, String)> = matter
            .sightings
            .iter()
            .filter(|sighting| sighting.public)
            .map(|sighting| (sighting.kind, sighting.mask.clone()))
            .collect();
        let further: Vec<Sighting> = records
            .into_iter()
            .filter(|sighting| {
                let found = (sighting.kind, sighting.mask.clone());
                sighting.host == Host::Record
                    || !(known.contains(&found)
                        || lifted.contains(&found) && sighting.host == Host::Site)
            })
            .collect();
        matter.sightings.extend(further);
        matter
            .sightings
            .sort_by(|a, b| (&a.place, a.kind, &a.mask).cmp(&(&b.place, b.kind, &b.mask)));
        matter.sightings.dedup();
        matter
    }
}

/// What is told of matter that the public does not see.
fn is_told(kind: Kind, public: bool) -> bool {
    public || matches!(kind, Kind::IdNumber | Kind::Doubtful(_))
}

/// Sightings in a text whose lines can be named.
fn in_lines(
    file: &str,
    text: &str,
    form: Form,
    host: Host,
    spot: Option<&Spot>,
    public: bool,
) -> Vec<Sighting> {
    let found = Found { host, spot, public, context: &Context::default() };
    found.in_lines(file, text, form)
}

/// Sightings in a text that has no lines of its own in a file.
fn at_place(
    place: &Place,
    text: &str,
    form: Form,
    host: Host,
    spot: Option<&Spot>,
    public: bool,
) -> Vec<Sighting> {
    let found = Found { host, spot, public, context: &Context::default() };
    found.at_place(place, text, form)
}

/// What is the same for all that is found in a text.
struct Found<'a> {
    host: Host,
    spot: Option<&'a Spot>,
    public: bool,
    /// What stands around it and says what its numbers are.
    context: &'a Context,
}

impl Found<'_> {
    /// In a text whose lines can be named.
    fn in_lines(&self, file: &str, text: &str, form: Form) -> Vec<Sighting> {
        let mut places = Places::of(file, text);
        self.in_text(text, form, |finding| places.at_offset(finding.range.start))
    }

    /// What is told of a text, each finding at its place.
    fn in_text(
        &self,
        text: &str,
        form: Form,
        mut place: impl FnMut(&Finding) -> Place,
    ) -> Vec<Sighting> {
        scan_in(text, form, self.context)
            .into_iter()
            .filter(|finding| is_told(finding.kind, self.public))
            .map(|finding| Sighting {
                place: place(&finding),
                kind: finding.kind,
                mask: finding.mask,
                spot: self.spot.cloned(),
                host: self.host,
                public: self.public,
                masked: false,
                labelled: finding.labelled,
            })
            .collect()
    }

    /// In a text that has no lines of its own in a file.
    fn at_place(&self, place: &Place, text: &str, form: Form) -> Vec<Sighting> {
        let mut places = Places::of("", text);
        self.in_text(text, form, |finding| {
            let mut place = place.clone();
            if place.source.is_empty() {
                // The line it stands on, masked; borders of cells are blanks.
                let source = places.at_offset(finding.range.start).source;
                place.source = source.replace(char::is_control, " ").trim().to_string();
            }
            place
        })
    }
}

/// Sightings in a path.
fn in_name(shown_path: &str, path: &str, public: bool) -> Vec<Sighting> {
    at_place(&Place::file(shown_path), path, Form::Path, Host::FileName, None, public)
        .into_iter()
        .map(|mut sighting| {
            sighting.place.source.clear();
            sighting
        })
        .collect()
}

/// What the names of the rosters are made from.
fn names_compared(editions: &Editions<'_>) -> Vec<String> {
    let campaigns = editions.campaigns();
    let people = campaigns.iter().flat_map(|read| &read.campaign.roster.people);
    let shown = editions.config.privacy.names.iter();
    people.map(|person| &person.name).chain([&String::new()]).chain(shown).cloned().collect()
}

/// The names of the rosters, but those that may be shown.
pub(crate) fn roster_names(editions: &Editions<'_>) -> Names {
    let campaigns = editions.campaigns();
    let people = campaigns.iter().flat_map(|read| &read.campaign.roster.people);
    let shown = &editions.config.privacy.names;
    Names::new(people.map(|person| person.name.as_str()), shown.iter().map(String::as_str))
}

/// Paths of the pages that the public edition has.
fn public_pages(editions: &Editions<'_>) -> BTreeSet<String> {
    editions.public.pages.iter().map(|page| page.file.path.clone()).collect()
}
