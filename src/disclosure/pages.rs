//! Pages: their source, and what a reader sees of it.
//! In: a [`Editions`]. Out: sightings with line and column; where only the finished text shows something, at its page.

use std::collections::BTreeSet;

use super::kept::KeptOfPages;
use super::*;
use crate::entries::{EntryKey, blanked};
use crate::markdown::Embedded;
use crate::model::{Page, Vouched};
use yanxi_reading::front_matter;
use yanxi_reading::value::Value;

pub(super) fn sightings(editions: &Editions<'_>, kept: Option<&mut KeptOfPages>) -> Vec<Sighting> {
    let public = public_pages(editions);
    let vouched = &editions.reading.vouched;
    let masked = editions.config.privacy.mask;
    let known = kept.as_deref();
    let seen: Vec<(&Page, bool, Vec<Sighting>)> = editions
        .pages()
        .par_iter()
        .map(|page| {
            let is_public = public.contains(&page.file.path);
            let found = match masked {
                // What the mask leaves depends on the whole.
                true => in_masked(editions, page, is_public),
                false => known
                    .and_then(|known| known.of(page, is_public))
                    .unwrap_or_else(|| once_each(in_unmasked(page, is_public))),
            };
            (page, is_public, found)
        })
        .collect();
    if let Some(kept) = kept {
        kept.renew(if masked { &[] } else { &seen });
    }
    let all = seen.into_iter().flat_map(|(_, _, found)| found);
    all.filter(|sighting| !is_lifted(vouched, sighting)).collect()
}

fn in_unmasked(page: &Page, is_public: bool) -> Vec<Sighting> {
    let mut found = in_name(&page.file.shown_path, &page.file.path, is_public);
    found.extend(in_source(page, is_public));
    found.extend(in_html(page, &page.html(), is_public));
    found
}

fn in_masked(editions: &Editions<'_>, page: &Page, is_public: bool) -> Vec<Sighting> {
    let shown = |pages: &[Page], path: &str| -> Option<String> {
        let at = pages.binary_search_by(|page| page.file.path.as_str().cmp(path)).ok()?;
        Some(pages[at].html())
    };
    let mut found = in_name(&page.file.shown_path, &page.file.path, is_public);
    let masked = masked_in(page, is_public);
    found.extend(marks_of(page, is_public));
    for (site, is_public) in [(editions.public, true), (editions.internal, false)] {
        if let Some(html) = shown(&site.pages, &page.file.path) {
            found.extend(in_html(page, &html, is_public));
        }
    }
    let left: BTreeSet<(Kind, String)> =
        found.iter().map(|sighting| (sighting.kind, sighting.mask.clone())).collect();
    found.extend(
        masked
            .into_iter()
            .filter(|sighting| !left.contains(&(sighting.kind, sighting.mask.clone()))),
    );
    once_each(found)
}

/// Whether somebody answerable looked at it and found it to be none.
fn is_lifted(vouched: &Vouched, sighting: &Sighting) -> bool {
    let (shown, mask) = (&sighting.place.file, &sighting.mask);
    sighting.host == Host::Page
        && match sighting.kind {
            Kind::SecrecyMark | Kind::InternalMark => {
                vouched.lifts_mark(shown, mask, sighting.place.line)
            }
            kind => vouched.lifts_number(shown, kind, mask),
        }
}

/// What is seen in the source and again in the finished text is told once, at its line.
fn once_each(found: Vec<Sighting>) -> Vec<Sighting> {
    let mut known: BTreeSet<(Kind, String)> = BTreeSet::new();
    let mut kept = Vec::new();
    for sighting in found {
        let mark = (sighting.kind, sighting.mask.clone());
        if sighting.place.line.is_some() || sighting.host == Host::FileName {
            known.insert(mark);
        } else if !known.insert(mark) {
            continue;
        }
        kept.push(sighting);
    }
    kept
}

fn in_source(page: &Page, public: bool) -> Vec<Sighting> {
    let file = &page.file;
    // What entries quote is not said by the page.
    let text = blanked(&file.text);
    let mut found = in_lines(&file.shown_path, &text, Form::Text, Host::Page, None, public);
    found.extend(values_above(page, public));
    found
}

/// Where the site masks numbers, only marks are looked for in the source.
fn marks_of(page: &Page, public: bool) -> Vec<Sighting> {
    let mut found = in_source(page, public);
    found.retain(|sighting| !sighting.kind.is_personal());
    found
}

/// What the mask hides of a page, at its lines; what only the finished text shows, at the page.
fn masked_in(page: &Page, public: bool) -> Vec<Sighting> {
    let mut found = in_source(page, public);
    found.extend(in_html(page, &page.html(), public));
    found.retain(|sighting| sighting.kind.is_personal());
    for sighting in &mut found {
        sighting.masked = true;
    }
    found
}

/// Marks that stand alone behind a key above the text.
fn values_above(page: &Page, public: bool) -> Vec<Sighting> {
    let file = &page.file;
    let above = front_matter::read(&file.shown_path, &file.text);
    let mut found = Vec::new();
    let mut places = Places::of(&file.shown_path, &file.text);
    for entry in above.entries.iter().filter(|entry| EntryKey::of(&entry.key).is_none()) {
        let place = places.at_line(entry.line);
        each_text(&entry.value, &mut |text| {
            let mut here = at_place(&place, text, Form::Value, Host::Page, None, public);
            here.retain(|sighting| matches!(sighting.kind, Kind::SecrecyMark | Kind::InternalMark));
            found.extend(here);
        });
    }
    // The same mark was found in its line already.
    let lines = in_lines(
        &file.shown_path,
        &blanked(&file.text)[..above.body_offset],
        Form::Text,
        Host::Page,
        None,
        public,
    );
    found.retain(|sighting| {
        !lines
            .iter()
            .any(|line| line.place.line == sighting.place.line && line.kind == sighting.kind)
    });
    found
}

fn each_text(value: &Value, found: &mut dyn FnMut(&str)) {
    match value {
        Value::Empty => {}
        Value::Text(text) => found(text),
        Value::List(values) => values.iter().for_each(|value| each_text(value, found)),
        Value::Table(entries) => entries.iter().for_each(|(_, value)| each_text(value, found)),
    }
}

/// Pictures that the texts of public pages hold.
pub(super) fn embedded_pictures(editions: &Editions<'_>) -> Vec<Unseen> {
    let of = |page: &Page| {
        let links = page.document.links.iter();
        let count =
            links.filter(|link| matches!(link.embedded, Some(Embedded::Picture(_)))).count();
        let place = Place::file(&page.file.shown_path);
        (count > 0).then_some(Unseen { place, why: Why::PicturesInside(count) })
    };
    editions.public.pages.iter().filter_map(of).collect()
}

/// What only the finished text shows: numbers and marks that emphasis, links, entities and tags break in the source.
fn in_html(page: &Page, html: &str, public: bool) -> Vec<Sighting> {
    let found = Found { host: Host::Page, spot: None, public, context: &Context::default() };
    let mut sightings = found.in_text(html, Form::Markup, |finding| Place {
        source: finding.mask.clone(),
        ..Place::file(&page.file.shown_path)
    });
    // Doubtful numbers were told from the source.
    sightings.retain(|sighting| !matches!(sighting.kind, Kind::Doubtful(_)));
    sightings
}
