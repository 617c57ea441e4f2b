//! Reads the rows of registers and ledgers as records.
//! In: a spreadsheet of the records' folders. Out: a draft for each row; what is wrong with a whole column is said once.

use std::collections::{BTreeMap, BTreeSet};

use yanxi_campaign::Id;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::{RecordType, Role};

use super::ballot::group_column;
use super::day::Days;
use super::directory::Directory;
use super::entity::is_named;
use super::names::{Found, Kind};
use super::record::{CHOSEN_ITEMS, KEYS, KIND, Surroundings};
use super::record_problem::RecordProblem;
use super::records::Collected;
use super::sheets::shown_sheet;
use super::{Input, file_stem, problem, record_fields, roster};
use crate::folder::NamedFiles;
use crate::slip::{Parts, slip_for};
use yanxi_problem::{Diagnostic, List, Place};
use yanxi_reading::OtherFile;
use yanxi_reading::table::{self, Table};

/// One file of rows.
pub(super) struct TableReading<'a> {
    pub(super) input: &'a Input<'a>,
    pub(super) directory: &'a Directory<'a>,
    pub(super) files: &'a NamedFiles<'a>,
    pub(super) file: &'a OtherFile,
}

/// The tables of a file, not yet understood.
pub(super) struct Opened {
    /// Names that columns may have.
    known: BTreeSet<String>,
    tables: Vec<Table>,
    problems: Vec<Diagnostic>,
}

impl TableReading<'_> {
    pub(super) fn open(&self) -> Opened {
        let known = self.known_columns();
        let is_known = |name: &str| {
            known.contains(name)
                || group_column(name).is_some()
                || KEYS.iter().any(|names| is_named(name, names))
        };
        let (tables, problems) = table::read(self.file, &is_known);
        Opened { known, tables, problems }
    }

    pub(super) fn read(&self, opened: Opened, collected: &mut Collected) {
        let Opened { known, tables, problems } = opened;
        collected.problems.extend(problems);
        let mut kept: Vec<&str> = Vec::new();
        for table in &tables {
            self.read_table(table, &known, &mut kept, collected);
        }
        if !kept.is_empty() {
            let problem =
                RecordProblem::KeptColumns { columns: List::cut(kept, problem::SHOWN_CHOICES) };
            collected.problems.push(Diagnostic::of(Place::file(&self.file.shown_path), &problem));
        }
    }

    fn known_columns(&self) -> BTreeSet<String> {
        let mut known: BTreeSet<String> = BTreeSet::new();
        for kind in &self.directory.plan.record_types {
            known.extend(kind.fields.iter().map(|field| field.key.clone()));
        }
        let around = self.surroundings(None, &[], &[]);
        known.extend(record_fields::known_keys(None, &around));
        let grades = self.directory.plan.ratings.iter().flat_map(|rule| &rule.grades);
        known.extend(grades.map(|grade| grade.name.clone()));
        known.extend(self.directory.answer_keys.iter().map(ToString::to_string));
        known.extend(CHOSEN_ITEMS.iter().map(ToString::to_string));
        known
    }

    fn surroundings<'b>(
        &'b self,
        kind: Option<&'b RecordType>,
        lacking: &'b [String],
        columns: &'b [String],
    ) -> Surroundings<'b> {
        Surroundings {
            directory: self.directory,
            files: self.files,
            folder: self.input.folder,
            today: self.input.today,
            path: &self.file.path,
            is_page: false,
            kind,
            heading: None,
            characters: None,
            text: None,
            lacking,
            columns: Some(columns),
            days: Days::of(self.directory.plan),
            is_internal: self.input.internal_files.contains(&self.file.path),
        }
    }

    fn read_table<'t>(
        &self,
        table: &'t Table,
        known: &BTreeSet<String>,
        kept: &mut Vec<&'t str>,
        collected: &mut Collected,
    ) {
        let has_kind_column = table.columns.iter().any(|column| is_named(&column.name, KIND));
        let kind = match self.kind_of_table(table) {
            Ok(kind) => kind,
            Err(candidates) if !has_kind_column && !table.rows.is_empty() => {
                let names: Vec<String> = candidates.iter().map(|kind| kind.name.clone()).collect();
                collected.problems.push(self.which_type(table, &names));
                let types: BTreeSet<Id> = candidates.iter().map(|kind| kind.id.clone()).collect();
                collected.note_without_type(&self.file.path, types);
                return;
            }
            Err(_) => None,
        };
        let own_kind = kind.filter(|_| !has_kind_column);
        self.unknown_columns(table, own_kind, known, kept, collected);
        let lacking = match kind {
            Some(kind) if !has_kind_column && !table.rows.is_empty() => {
                self.lacking_columns(table, kind, collected)
            }
            _ => Vec::new(),
        };
        let columns: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
        let is_closing = |name: &&String| Meaning::of_key(name) == Some(Meaning::Closed);
        if let (Some(kind), Some(column)) = (own_kind, columns.iter().find(is_closing)) {
            collected.closing_columns.entry(kind.id.clone()).or_insert(column.clone());
        }
        let around = self.surroundings(kind, &lacking, &columns);
        let made = match &table.sheet {
            Some(sheet) => format!("{}-{sheet}", file_stem(&self.file.path)),
            None => file_stem(&self.file.path).to_string(),
        };
        let before = collected.drafts.len();
        collected.add_rows(table, &around, &made);
        collected.note_without_items(table, Place::file(shown_sheet(table)), before);
        let mut lacks: BTreeMap<&str, usize> = BTreeMap::new();
        for key in collected.drafts.iter().skip(before).flat_map(|draft| &draft.lacks) {
            *lacks.entry(key).or_default() += 1;
        }
        for (key, rows) in
            lacks.into_iter().filter(|(key, _)| !lacking.iter().any(|own| own == key))
        {
            let problem = RecordProblem::LacksColumn { key: key.into(), rows };
            collected.problems.push(Diagnostic::of(Place::file(shown_sheet(table)), &problem));
        }
    }

    /// The type that the sheet, the file or a folder is named after; else the types that might be meant.
    fn kind_of_table(&self, table: &Table) -> Result<Option<&RecordType>, Vec<&RecordType>> {
        let types = &self.directory.plan.record_types;
        let folders = self.file.path.rsplit('/').skip(1);
        let names =
            table.sheet.as_deref().into_iter().chain([file_stem(&self.file.path)]).chain(folders);
        let mut several = Vec::new();
        for name in names {
            if let Found::One(kind) = self.directory.types.find(name.trim()) {
                return Ok(self.directory.record_type(&kind.id));
            }
            let mut within: Vec<(&str, &RecordType)> = types
                .iter()
                .flat_map(|kind| {
                    std::iter::once(&kind.name)
                        .chain(&kind.aliases)
                        .filter(|own| !own.is_empty() && name.contains(own.as_str()))
                        .map(move |own| (own.as_str(), kind))
                })
                .collect();
            // A longer name that holds the others is the one meant.
            within.sort_by_key(|(own, _)| std::cmp::Reverse(own.chars().count()));
            if let Some((longest, kind)) = within.first().copied() {
                if within.iter().all(|(own, other)| longest.contains(own) || other.id == kind.id) {
                    return Ok(Some(kind));
                }
                several.extend(within.iter().map(|(_, kind)| *kind));
            }
        }
        if several.is_empty()
            && let [only] = types.as_slice()
        {
            return Ok(Some(only));
        }
        Err(several)
    }

    fn which_type(&self, table: &Table, candidates: &[String]) -> Diagnostic {
        let types = self.directory.types.examples(5);
        let extension = self.file.path.rsplit('.').next().unwrap_or_default();
        let name = table.sheet.as_deref().unwrap_or(file_stem(&self.file.path));
        let near = candidates
            .first()
            .map(String::as_str)
            .or_else(|| self.directory.types.meant(name, Kind::RecordType))
            .or(types.first().copied())
            .unwrap_or("……");
        let problem = match &table.sheet {
            Some(sheet) => RecordProblem::SheetOfNoType { sheet: sheet.into(), near: near.into() },
            None => RecordProblem::TableOfNoType { near: near.into(), extension: extension.into() },
        };
        let source = table.sheet.clone().unwrap_or_default();
        Diagnostic::of(Place { source, ..Place::file(&table.file) }, &problem)
    }

    /// Columns that mean nothing here are kept; a slip for the name of one that is not there is told.
    fn unknown_columns<'t>(
        &self,
        table: &'t Table,
        kind: Option<&RecordType>,
        of_any_type: &BTreeSet<String>,
        kept: &mut Vec<&'t str>,
        collected: &mut Collected,
    ) {
        let own = kind.map(|kind| {
            let around = self.surroundings(None, &[], &[]);
            let mut own: BTreeSet<String> =
                record_fields::known_keys(Some(kind), &around).into_iter().collect();
            own.extend(self.directory.answer_keys.iter().map(ToString::to_string));
            own
        });
        let known = own.as_ref().unwrap_or(of_any_type);
        let mut slips: Vec<(&str, &str)> = Vec::new();
        for column in &table.columns {
            let name = column.name.as_str();
            let understood = known.contains(name)
                || known.iter().any(|own| own.eq_ignore_ascii_case(name))
                || (group_column(name).is_some()
                    && kind.is_none_or(|kind| kind.role == Role::Rating))
                || is_named(name, roster::RUNNING_NUMBER);
            if understood {
                continue;
            }
            let missing = known
                .iter()
                .map(String::as_str)
                .filter(|known| !table.columns.iter().any(|column| column.name == *known));
            match slip_for(name, missing, Parts::AreOtherNames) {
                Some(near) => slips.push((name, near)),
                None if !kept.contains(&name) => kept.push(name),
                None => {}
            }
        }
        collected.problems.extend(problem::slips_in_head(&shown_sheet(table), &slips));
    }

    /// Columns that the type requires and the table has not, each said once for the whole table.
    fn lacking_columns(
        &self,
        table: &Table,
        kind: &RecordType,
        collected: &mut Collected,
    ) -> Vec<String> {
        let has = |key: &str| {
            let names = KEYS.iter().find(|names| is_named(key, names));
            let meaning = Meaning::of_key(key);
            table.columns.iter().any(|column| {
                column.name == key
                    || names.is_some_and(|names| is_named(&column.name, names))
                    || (meaning.is_some() && Meaning::of_key(&column.name) == meaning)
            })
        };
        let lacking: Vec<String> = kind
            .fields
            .iter()
            .filter(|rule| rule.required && !has(&rule.key))
            .map(|rule| rule.key.clone())
            .collect();
        for key in &lacking {
            let problem = RecordProblem::LacksColumn { key: key.into(), rows: table.rows.len() };
            collected.problems.push(Diagnostic::of(Place::file(shown_sheet(table)), &problem));
        }
        lacking
    }
}
