//! Collects the records of a campaign from its Markdown files and tables.
//! In: pages and files. Out: drafts in the order of their places.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use rayon::prelude::*;
use yanxi_campaign::Id;
use yanxi_campaign::plan::{RecordType, Role};

use super::day::Days;
use super::directory::Directory;
use super::entity::{Entity, Field, Form, Written};
use super::names::Found;
use super::record::{self, Draft, InItsTurn, Surroundings};
use super::record_tables::TableReading;
use super::{Input, PageSource, is_record_table_path, is_unit_plan_path, roster, sheets};
use crate::folder::NamedFiles;
use yanxi_problem::{Diagnostic, Place};
use yanxi_reading::content_path::stem;
use yanxi_reading::front_matter;
use yanxi_reading::table::Table;

/// So many tables are in memory at once, for all cores to have one.
const OPENED_AT_ONCE: usize = 8;

/// Everything read, not yet compared.
#[derive(Default)]
pub(super) struct Collected {
    pub(super) drafts: Vec<Draft>,
    pub(super) problems: Vec<Diagnostic>,
    pub(super) used_files: BTreeSet<String>,
    pub(super) unpublished: usize,
    /// Tables that hold rows and do not show of which type, by path, with the types that may be meant; none where it may
    /// be any.
    pub(super) without_type: BTreeMap<String, BTreeSet<Id>>,
}

/// Reads all records of a campaign.
pub(super) fn read(
    input: &Input<'_>,
    directory: &Directory<'_>,
    files: &NamedFiles<'_>,
) -> Collected {
    let mut collected = Collected::default();
    for page in input.pages {
        let entity = entity_of_page(page);
        let around = Surroundings {
            directory,
            files,
            folder: input.folder,
            today: input.today,
            path: page.path,
            is_page: true,
            kind: kind_of_page(input.folder, page.path, directory),
            heading: page.heading,
            characters: Some(page.characters).filter(|characters| *characters > 0),
            text: text_of(page),
            lacking: &[],
            columns: None,
            days: Days::of(directory.plan),
            is_internal: input.internal_files.contains(page.path),
        };
        collected.add(&entity, &around, || {
            let below = super::path_below(input.folder, page.path).unwrap_or(page.path);
            stem(below).to_string()
        });
    }
    let readings: Vec<TableReading<'_>> = input
        .files
        .iter()
        .filter(|file| is_record_table_path(input.folder, &file.path))
        .filter(|file| !roster::is_roster(&file.path))
        .map(|file| TableReading { input, directory, files, file })
        .collect();
    for some in readings.chunks(OPENED_AT_ONCE) {
        let opened: Vec<_> = some.par_iter().map(TableReading::open).collect();
        for (reading, opened) in some.iter().zip(opened) {
            collected.used_files.insert(reading.file.path.clone());
            reading.read(opened, &mut collected);
        }
    }
    collected.drafts.sort_by(|a, b| {
        let (a, b) = (&a.record.origin, &b.record.origin);
        (&a.file, a.line).cmp(&(&b.file, b.line))
    });
    collected
}

/// A number for the text below the keys and the first heading, the same for the same words.
fn text_of(page: &PageSource<'_>) -> Option<u64> {
    let start = front_matter::read(page.shown_path, page.text).body_offset;
    let mut hasher = DefaultHasher::new();
    let mut is_empty = true;
    for line in page.text.get(start..).unwrap_or_default().lines().map(str::trim) {
        if !line.is_empty() && !line.starts_with("# ") {
            line.hash(&mut hasher);
            is_empty = false;
        }
    }
    (!is_empty).then(|| hasher.finish())
}

impl Collected {
    /// A table, or a sheet of one, of which nothing was read though it holds rows.
    pub(super) fn note_without_type(&mut self, path: &str, types: BTreeSet<Id>) {
        match self.without_type.get_mut(path) {
            // Another of its sheets may hold anything.
            Some(known) if known.is_empty() || types.is_empty() => known.clear(),
            Some(known) => known.extend(types),
            None => {
                self.without_type.insert(path.to_string(), types);
            }
        }
    }

    pub(super) fn add(
        &mut self,
        entity: &Entity,
        around: &Surroundings<'_>,
        made_id: impl FnOnce() -> String,
    ) {
        self.put(record::read(entity, around), made_id);
    }

    /// The rows of a table, read by all cores; `made` begins the ids of those that have none.
    pub(super) fn add_rows(&mut self, table: &Table, around: &Surroundings<'_>, made: &str) {
        let read: Vec<Option<Result<_, InItsTurn>>> = table
            .rows
            .par_iter()
            .map(|row| Some(record::read_beside(&sheets::entity(table, row)?, around)))
            .collect();
        for (row, read) in table.rows.iter().zip(read) {
            let read = match read {
                None => continue,
                Some(Ok(read)) => read,
                Some(Err(InItsTurn)) => match sheets::entity(table, row) {
                    Some(entity) => record::read(&entity, around),
                    None => continue,
                },
            };
            self.put(read, || format!("{made}-{}", row.line));
        }
    }

    fn put(&mut self, read: Option<Draft>, made_id: impl FnOnce() -> String) {
        match read {
            Some(mut draft) => {
                if draft.given_id.is_none() {
                    draft.record.id = made_id();
                    draft.record.id_is_made = true;
                }
                self.drafts.push(draft);
            }
            None => self.unpublished += 1,
        }
    }
}

/// The keys above a Markdown text as an entity.
pub(super) fn entity_of_page(page: &PageSource<'_>) -> Entity {
    Entity {
        place: Place { source: String::new(), ..Place::at_line(page.shown_path, page.text, 1) },
        form: Form::Lines,
        fields: page
            .entries
            .iter()
            .map(|entry| {
                let place = Place::at_line(page.shown_path, page.text, entry.line);
                Field { name: entry.key.clone(), value: Written::of_value(&entry.value, &place) }
            })
            .collect(),
    }
}

/// A page in the folder of unit plans is one; elsewhere the nearest folder named after a type decides.
fn kind_of_page<'a>(folder: &str, path: &str, directory: &Directory<'a>) -> Option<&'a RecordType> {
    if is_unit_plan_path(folder, path) {
        let mut plans =
            directory.plan.record_types.iter().filter(|kind| kind.role == Role::UnitPlan);
        return match (plans.next(), plans.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        };
    }
    path.rsplit('/').skip(1).find_map(|name| match directory.types.find(name) {
        Found::One(kind) => directory.record_type(&kind.id),
        _ => None,
    })
}
