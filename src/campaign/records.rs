//! Collects the records of a campaign from its Markdown files and tables.
//! In: pages and files. Out: drafts in the order of their places.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use rayon::prelude::*;
use yanxi_campaign::Id;
use yanxi_campaign::plan::{RecordType, Role};
use yanxi_campaign::record::Review;

use super::day::Days;
use super::directory::Directory;
use super::entity::{Entity, Field, Form, Written, is_named};
use super::names::Found;
use super::record::{self, CHOSEN_ITEMS, Draft, ITEMS, InItsTurn, Surroundings};
use super::record_tables::TableReading;
use super::{Input, PageSource, is_record_table_path, is_unit_plan_path, roster, sheets};
use crate::folder::NamedFiles;
use yanxi_problem::{Diagnostic, Place};
use yanxi_reading::content_path::{folder_of, stem};
use yanxi_reading::front_matter;
use yanxi_reading::table::{Row, Table};

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
    /// Tables, and folders of texts, in which no record names an item.
    pub(super) without_items: Vec<WithoutItems>,
    /// What the first table of a type calls the day on which something was closed.
    pub(super) closing_columns: BTreeMap<Id, String>,
}

/// Records that stand together, none of which names an item.
pub(super) struct WithoutItems {
    /// The table, or the first of the texts.
    pub(super) place: Place,
    pub(super) form: Form,
    /// The table has a column for items.
    pub(super) has_column: bool,
    /// How many there are of each type.
    pub(super) kinds: BTreeMap<Id, usize>,
}

/// Reads all records of a campaign.
pub(super) fn read(
    input: &Input<'_>,
    directory: &Directory<'_>,
    files: &NamedFiles<'_>,
) -> Collected {
    let mut collected = Collected::default();
    // Texts by their folder and type: the first, how many there are, and whether one of them names an item.
    let mut texts: BTreeMap<(String, Id), (Place, usize, bool)> = BTreeMap::new();
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
        let before = collected.drafts.len();
        collected.add(&entity, &around, || {
            let below = super::path_below(input.folder, page.path).unwrap_or(page.path);
            stem(below).to_string()
        });
        for draft in collected.drafts.iter().skip(before).filter(|draft| is_handed_in(draft)) {
            let key = (folder_of(page.path).to_string(), draft.record.kind.clone());
            let of_type = texts.entry(key).or_insert((draft.place.clone(), 0, false));
            of_type.1 += 1;
            of_type.2 |= names_items(&entity);
        }
    }
    for ((_, kind), (place, count, _)) in texts.into_iter().filter(|(_, (.., named))| !named) {
        let kinds = BTreeMap::from([(kind, count)]);
        let without = WithoutItems { place, form: Form::Lines, has_column: false, kinds };
        collected.without_items.push(without);
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

/// Whether an entity says of which items it is.
fn names_items(entity: &Entity) -> bool {
    let says = |field: &Field| {
        !field.value.is_empty()
            && (is_named(&field.name, ITEMS) || is_named(&field.name, CHOSEN_ITEMS))
    };
    entity.fields.iter().any(says)
}

/// Whether a record is more than a draft.
fn is_handed_in(draft: &Draft) -> bool {
    !matches!(draft.record.review, Review::Draft | Review::Notice)
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

    /// Notes a table none of whose rows names an item; `before` it so many records were read.
    pub(super) fn note_without_items(&mut self, table: &Table, place: Place, before: usize) {
        let is_of_items = |name: &str| is_named(name, ITEMS) || is_named(name, CHOSEN_ITEMS);
        let of_items: Vec<bool> =
            table.columns.iter().map(|column| is_of_items(&column.name)).collect();
        let names_items = |row: &Row| {
            let mut cells = row.cells.iter().zip(&of_items);
            cells.any(|(cell, of_items)| *of_items && !cell.text.trim().is_empty())
        };
        if table.rows.iter().any(names_items) {
            return;
        }
        let mut kinds: BTreeMap<Id, usize> = BTreeMap::new();
        for draft in self.drafts.iter().skip(before).filter(|draft| is_handed_in(draft)) {
            *kinds.entry(draft.record.kind.clone()).or_default() += 1;
        }
        let has_column = of_items.contains(&true);
        self.without_items.push(WithoutItems { place, form: Form::Cells, has_column, kinds });
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
