//! What campaigns show to the public: records, rows of ledgers, pages made from both.
//! In: a [`Editions`]. Out: sightings at the row or file of each record; for derived pages at the page's title.

use super::*;
use crate::campaign::PLAN_FILES;
use crate::model::numbers_of_file;
use crate::pages::{DerivedPage, text};
use yanxi_campaign::Record;
use yanxi_reading::content_path::{file_name, folder_of};
use yanxi_reading::encoding;

pub(super) fn sightings(editions: &Editions<'_>) -> Vec<Sighting> {
    let records: Vec<_> = editions
        .public
        .campaigns
        .iter()
        .flat_map(|campaign| campaign.records_with_places())
        .collect();
    let mut found: Vec<Sighting> = records
        .par_iter()
        .flat_map_iter(|(record, origin)| {
            // A record of its own page is told with the page.
            let is_page = record.page.is_some();
            let place = Place { line: origin.line, ..Place::file(&origin.file) };
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
    let vouched = &editions.reading.vouched;
    let is_lifted = |sighting: &Sighting| {
        vouched.lifts_number(&sighting.place.file, sighting.kind, &sighting.mask)
    };
    found.retain(|sighting| !is_lifted(sighting));
    let told = |sighting: &Sighting| {
        let Place { file, line, .. } = &sighting.place;
        (file.clone(), *line, sighting.kind, sighting.mask.clone())
    };
    let known: BTreeSet<_> = found.iter().map(told).collect();
    let further = records.iter().flat_map(|(record, origin)| marks_of_values(record, origin));
    found.extend(further.filter(|sighting| !known.contains(&told(sighting))));
    found.extend(marks_in_plans(editions));
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
        found.extend(masked_records(editions).into_iter().filter(|sighting| !is_lifted(sighting)));
    }
    found.extend(in_settings(editions));
    found
}

/// Marks that are the whole of a value, whatever its key is called; not the options of a question about marks.
fn marks_of_values(record: &Record, origin: &Place) -> Vec<Sighting> {
    const OF_SECRECY: [&str; 6] = ["密级", "保密", "涉密", "定密", "秘密", "标志"];
    if record.page.is_some() {
        return Vec::new();
    }
    let place = Place { line: origin.line, ..Place::file(&origin.file) };
    let marks_of = |value: &str| {
        let mut marks = at_place(&place, value, Form::Value, Host::Record, None, true);
        marks.retain(|sighting| matches!(sighting.kind, Kind::SecrecyMark | Kind::InternalMark));
        marks
    };
    let is_option = |key: &str| matches!(key.as_bytes(), [b'A'..=b'H']);
    let (options, others): (Vec<_>, Vec<_>) =
        record.fields.iter().partition(|(key, _)| is_option(key));
    let mut found: Vec<Sighting> = others.iter().flat_map(|(_, value)| marks_of(value)).collect();
    let of_options: Vec<Sighting> = options.iter().flat_map(|(_, value)| marks_of(value)).collect();
    let distinct: BTreeSet<&String> = of_options.iter().map(|sighting| &sighting.mask).collect();
    let asks = OF_SECRECY.iter().any(|word| record.title.contains(word));
    if distinct.len() < 2 && !asks {
        found.extend(of_options);
    }
    found
}

/// Marks that are the whole of a value in a plan, and stand on a page made from it, where other words are put beside them.
fn marks_in_plans(editions: &Editions<'_>) -> Vec<Sighting> {
    let is_plan = |path: &str| PLAN_FILES.contains(&file_name(path));
    let public = |path: &str| {
        editions.public.campaigns.iter().any(|campaign| campaign.folder == folder_of(path))
    };
    let mut found = Vec::new();
    let plans = editions.reading.campaign_files.iter();
    for file in plans.filter(|file| is_plan(&file.path) && public(&file.path)) {
        let Ok(bytes) = std::fs::read(&file.absolute) else { continue };
        let Ok(decoded) = encoding::decode("", &bytes) else { continue };
        let mut places = Places::of(&file.shown_path, &decoded.text);
        for (number, line) in (1..).zip(decoded.text.lines()) {
            // Every other part between quotes is a value.
            for value in line.split(['"', '“', '”']).skip(1).step_by(2) {
                let place = places.at_line(number);
                let marks = at_place(&place, value, Form::Value, Host::Record, None, true);
                found.extend(marks.into_iter().filter(|sighting| {
                    matches!(sighting.kind, Kind::SecrecyMark | Kind::InternalMark)
                }));
            }
        }
    }
    if !found.is_empty() {
        let shown: String = editions.public.derived.iter().flat_map(texts_of).collect();
        found.retain(|sighting| shown.contains(&sighting.mask));
    }
    found
}

/// Numbers that entries lift in records and tables, which pages made from these show too; not those that another file of
/// a campaign has as well.
pub(super) fn lifted_in_campaigns(editions: &Editions<'_>) -> BTreeSet<(Kind, String)> {
    let reading = editions.reading;
    let vouched = &reading.vouched;
    let records = reading.pages.iter().filter(|page| page.is_record).map(|page| &page.file);
    let shown = records.map(|file| &file.shown_path);
    let tables = reading.campaign_files.iter().map(|file| &file.shown_path);
    let mut lifted: BTreeSet<(Kind, String)> =
        shown.chain(tables).filter_map(|file| vouched.lifted_in(file)).flatten().cloned().collect();
    if lifted.is_empty() {
        return lifted;
    }
    for file in &reading.campaign_files {
        let Ok(bytes) = std::fs::read(&file.absolute) else { continue };
        for (number, _) in numbers_of_file(&file.path, &bytes) {
            if !vouched.lifts_number(&file.shown_path, number.0, &number.1) {
                lifted.remove(&number);
            }
        }
    }
    lifted
}

/// What stands on a page made from a campaign.
fn texts_of(page: &DerivedPage) -> Vec<String> {
    let mut texts: Vec<String> = text::of_page(page)
        .into_iter()
        .flat_map(|section| [section.heading, section.text])
        .collect();
    texts.push(page.title.clone());
    texts.extend(text::own_rows(page).map(|(row, _)| text::of_row(row)));
    texts
}

fn in_derived(page: &DerivedPage) -> Vec<Sighting> {
    let place = Place::file(&page.title);
    texts_of(page)
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
        .flat_map(|campaign| campaign.records_with_places())
        .map(|(_, origin)| (origin.file.as_str(), origin.line))
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
