//! What campaigns show to the public: records, rows of ledgers, pages made from both.
//! In: a [`Editions`]. Out: sightings at the row or file of each record; for derived pages at the page's title.

use super::*;
use crate::pages::{DerivedPage, text};

pub(super) fn sightings(editions: &Editions<'_>) -> Vec<Sighting> {
    let records: Vec<_> =
        editions.public.campaigns.iter().flat_map(|campaign| &campaign.campaign.records).collect();
    let mut found: Vec<Sighting> = records
        .par_iter()
        .flat_map_iter(|record| {
            // A record of its own page is told with the page.
            let is_page = record.page.is_some();
            let place = Place {
                file: record.origin.file.clone(),
                line: record.origin.line,
                column: None,
                source: String::new(),
            };
            let values = record.fields.iter().map(|(key, value)| format!("{key}：{value}"));
            std::iter::once(record.title.clone())
                .chain(values)
                .filter(move |_| !is_page)
                .flat_map(move |text| {
                    at_place(&place, &text, Form::Value, Host::Record, None, true)
                })
                .filter(|sighting| !matches!(sighting.kind, Kind::IdNumber | Kind::Doubtful(_)))
        })
        .collect();
    let derived: Vec<Sighting> =
        editions.public.derived.par_iter().flat_map_iter(in_derived).collect();
    let mut known: BTreeSet<(Kind, String)> =
        found.iter().map(|sighting| (sighting.kind, sighting.mask.clone())).collect();
    for sighting in derived {
        if known.insert((sighting.kind, sighting.mask.clone())) {
            found.push(sighting);
        }
    }
    if editions.config.privacy.mask {
        found.extend(masked_records(editions));
    }
    found.extend(in_settings(editions));
    found
}

fn in_derived(page: &DerivedPage) -> Vec<Sighting> {
    let place = Place::file(&page.title);
    let mut texts: Vec<String> = text::of_page(page)
        .into_iter()
        .flat_map(|section| [section.heading, section.text])
        .collect();
    texts.push(page.title.clone());
    texts.extend(text::own_rows(page).map(|(row, _)| text::of_row(row)));
    texts
        .iter()
        .flat_map(|text| at_place(&place, text, Form::Laid, Host::Site, None, true))
        .filter(|sighting| !matches!(sighting.kind, Kind::Doubtful(_)))
        .collect()
}

/// What the mask hides in the records that the public sees, at their rows.
fn masked_records(editions: &Editions<'_>) -> Vec<Sighting> {
    let shown: BTreeSet<(&str, Option<usize>)> = editions
        .public
        .campaigns
        .iter()
        .flat_map(|read| &read.campaign.records)
        .map(|record| (record.origin.file.as_str(), record.origin.line))
        .collect();
    let mut found = Vec::new();
    for record in editions.reading.campaigns.iter().flat_map(|read| &read.campaign.records) {
        let place = &record.origin;
        if record.page.is_some() || !shown.contains(&(place.file.as_str(), place.line)) {
            continue;
        }
        let values = record.fields.iter().map(|(key, value)| format!("{key}：{value}"));
        for text in std::iter::once(record.title.clone()).chain(values) {
            let mut here = at_place(place, &text, Form::Value, Host::Record, None, true);
            here.retain(|sighting| sighting.kind.is_personal());
            found.extend(here.into_iter().map(|sighting| Sighting { masked: true, ..sighting }));
        }
    }
    found
}

/// Title, description and footer stand on every page.
fn in_settings(editions: &Editions<'_>) -> Vec<Sighting> {
    let config = editions.config;
    [&config.title, &config.description, &config.footer]
        .into_iter()
        .flat_map(|text| {
            let place = Place::file(crate::own_files::SETTINGS);
            at_place(&place, text, Form::Value, Host::Site, None, true)
        })
        .collect()
}
