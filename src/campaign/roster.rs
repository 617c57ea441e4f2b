//! Reads the roster: the tables of units and of people.
//! In: the files that hold them. Out: the [`Roster`], with every problem and the files used.

use std::collections::{BTreeMap, BTreeSet};

use yanxi_campaign::plan::Plan;
use yanxi_campaign::{Person, Roster, Unit};

use super::entity::{Entity, is_named};
use super::names::{Found, Kind, Names, Thing};
use super::reader::Reader;
use super::record::OTHER_UNITS;
use super::remedy::Label;
use super::stays::{PersonRow, StayProblem};
use super::{file_stem, problem, sheets, stays};
use crate::slip::{Parts, slip_for};
use yanxi_problem::{Diagnostic, Figure, Name, Place, Problem, Severity};
use yanxi_reading::OtherFile;
use yanxi_reading::content_path::folder_of;
use yanxi_reading::table::{self, Table};

const UNIT_FILES: [&str; 2] = ["units", "单位"];
const PEOPLE_FILES: [&str; 2] = ["people", "人员"];
/// Names of both, without extension.
pub(super) const FILES: [[&str; 2]; 2] = [UNIT_FILES, PEOPLE_FILES];

const ID: &[&str] = &["id", "编号"];
const UNIT_NAME: &[&str] = &["name", "名称", "单位名称", "单位"];
/// Names that a unit had before, or that people use; records may still be under them.
const UNIT_ALIASES: &[&str] = &["aliases", "曾用名", "别名"];
const CLASS: &[&str] = &["class", "类别", "单位类别"];
const FIRST_RESPONSIBLE: &[&str] = &["first_responsible", "第一责任人", "第一负责人"];
const LEADING_GROUP: &[&str] = &["leading_group", "领导机构"];
const CONTACT_LEADER: &[&str] = &["contact_leader", "联系领导"];
const PERSON_NAME: &[&str] = &["name", "姓名"];
const PERSON_UNIT: &[&str] = &["unit", "单位", "所在单位"];
/// Where a roster has no column of these names, the first of the others that it has.
const OTHER_PERSON_NAMES: [&[&str]; 3] = [&["人员姓名"], &["党员姓名"], &["名字"]];
const ROLE: &[&str] = &["role", "身份"];
/// The first day on the roster of the unit.
const JOINED: &[&str] = &["joined", "调入日期", "调入时间"];
/// The first day on which somebody is no longer on it.
const LEFT: &[&str] = &["left", "调出日期", "调出时间"];
/// Running numbers, which say nothing.
pub(super) const RUNNING_NUMBER: &[&str] = &["序号", "no", "no."];

/// Whether a name is that of a column which rosters alone have.
pub(super) fn is_roster_column(name: &str) -> bool {
    [UNIT_ALIASES, FIRST_RESPONSIBLE, LEADING_GROUP, CONTACT_LEADER, ROLE, JOINED, LEFT]
        .iter()
        .any(|names| is_named(name, names))
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum RosterProblem {
    #[code(R08)]
    #[zh("名册有两份，已用 {read}", "两份只留一份")]
    #[en("there is a second roster; {read} was read", "keep one of the two")]
    SecondRoster { read: Name },
}

/// A roster with the files it was read from.
#[derive(Default)]
pub(super) struct ReadRoster {
    pub(super) roster: Roster,
    pub(super) units: Names,
    pub(super) problems: Vec<Diagnostic>,
    pub(super) used_files: BTreeSet<String>,
    /// The roster of units could not be read, which was said; people's units cannot be checked against it.
    units_unread: bool,
}

/// Reads the roster of a campaign: its own, else that at the top of the content folder.
pub(super) fn read(folder: &str, files: &[OtherFile], plan: &Plan, classes: &Names) -> ReadRoster {
    let mut read = ReadRoster::default();
    let mut seen = BTreeMap::new();
    for (line, entity) in read.rows(folder, files, &UNIT_FILES, &UNIT_COLUMNS) {
        read.unit(&entity, line, plan, classes, &mut seen);
    }
    read.units_unread = read.roster.units.is_empty()
        && read.problems.iter().any(|problem| problem.severity == Severity::Error);
    let rows = read.rows(folder, files, &PEOPLE_FILES, &PERSON_COLUMNS);
    let rows = rows.iter().map(|(line, entity)| read.person(entity, *line)).collect();
    let (people, problems) = stays::joined(rows);
    read.roster.people = people;
    read.problems.extend(problems);
    read
}

/// The units of one table.
pub(super) fn units_of(file: &OtherFile) -> (Vec<Unit>, Vec<Diagnostic>) {
    let ending = yanxi_reading::content_path::extension(&file.path);
    let file = OtherFile { path: format!("{}.{ending}", UNIT_FILES[0]), ..file.clone() };
    let read = read("", std::slice::from_ref(&file), &Plan::default(), &Names::default());
    (read.roster.units, read.problems)
}

/// Whether a file is a roster by its name.
pub(super) fn is_roster(path: &str) -> bool {
    let stem = file_stem(path).to_lowercase();
    table::is_table(path)
        && (UNIT_FILES.contains(&stem.as_str()) || PEOPLE_FILES.contains(&stem.as_str()))
}

/// Whether a column's name is one of a roster's.
pub(super) fn is_column(name: &str) -> bool {
    is_unit_column(name) || is_person_column(name)
}

/// Whether a head is that of a roster and of nothing else: it has a roster's columns, all of them telling, and no others.
pub(super) fn is_head(head: &BTreeSet<String>) -> bool {
    let has = |names: &[&str]| head.iter().any(|name| super::entity::is_named(name, names));
    let of_people = head.iter().all(|name| is_person_column(name))
        && has(PERSON_NAME)
        && has(PERSON_UNIT)
        && has(ROLE);
    let of_units = head.iter().all(|name| is_unit_column(name))
        && has(ID)
        && has(UNIT_NAME)
        && [FIRST_RESPONSIBLE, LEADING_GROUP, CONTACT_LEADER, UNIT_ALIASES].into_iter().any(has);
    of_people || of_units
}

/// Whether a head has what a roster cannot do without; enough where the file's name says the rest.
pub(super) fn is_head_of_some(head: &BTreeSet<String>) -> bool {
    let known = head.iter().filter(|name| is_column(name)).count();
    let has = |names: &[&str]| head.iter().any(|name| super::entity::is_named(name, names));
    known > 1 && (has(PERSON_NAME) || has(UNIT_NAME))
}

/// The columns of one of the two tables.
struct Columns {
    own: &'static [&'static [&'static str]],
    /// Other names of the unit, and of whoever the table is about.
    others: &'static [&'static [&'static str]],
}

const UNIT_COLUMNS: Columns = Columns {
    own: &[
        ID,
        UNIT_NAME,
        UNIT_ALIASES,
        CLASS,
        FIRST_RESPONSIBLE,
        LEADING_GROUP,
        CONTACT_LEADER,
        RUNNING_NUMBER,
    ],
    others: &[],
};
const PERSON_COLUMNS: Columns = Columns {
    own: &[ID, PERSON_NAME, PERSON_UNIT, ROLE, JOINED, LEFT, RUNNING_NUMBER],
    others: &OTHER_PERSON_NAMES,
};

impl Columns {
    fn know(&self, name: &str) -> bool {
        let mut all = self.own.iter().chain(self.others).chain(&OTHER_UNITS);
        all.any(|names| is_named(name, names))
    }

    /// Columns of a table that are the slip of one which it has not.
    fn slips<'t>(&self, table: &'t Table) -> Vec<(&'t str, &'static str)> {
        let has = |names: &[&str]| table.columns.iter().any(|own| is_named(&own.name, names));
        let missing: Vec<&str> =
            self.own.iter().filter(|names| !has(names)).copied().flatten().copied().collect();
        let names = table.columns.iter().map(|own| own.name.as_str());
        let unknown = names.filter(|name| !self.know(name));
        let slip = |name| slip_for(name, missing.iter().copied(), Parts::AreOtherNames);
        unknown.filter_map(|name| Some((name, slip(name)?))).collect()
    }
}

fn is_unit_column(name: &str) -> bool {
    UNIT_COLUMNS.know(name)
}

fn is_person_column(name: &str) -> bool {
    PERSON_COLUMNS.know(name)
}

impl ReadRoster {
    fn rows(
        &mut self,
        folder: &str,
        files: &[OtherFile],
        names: &[&str],
        columns: &Columns,
    ) -> Vec<(usize, Entity)> {
        let in_folder = |folder: &str| -> Vec<&OtherFile> {
            files
                .iter()
                .filter(|file| folder_of(&file.path) == folder && table::is_table(&file.path))
                .filter(|file| names.contains(&file_stem(&file.path).to_lowercase().as_str()))
                .collect()
        };
        let mut found = in_folder(folder);
        if found.is_empty() {
            found = in_folder("");
        }
        let Some(file) = found.first() else {
            return Vec::new();
        };
        for other in &found[1..] {
            let problem = RosterProblem::SecondRoster { read: Name::from(&file.shown_path) };
            self.problems.push(Diagnostic::of(Place::file(&other.shown_path), &problem));
        }
        for file in &found {
            self.used_files.insert(file.path.clone());
        }
        let (tables, problems) = table::read(file, &|name| columns.know(name));
        self.problems.extend(problems);
        for table in &tables {
            let shown = sheets::shown_sheet(table);
            self.problems.extend(problem::slips_in_head(&shown, &columns.slips(table)));
        }
        let has = |names: &[&str]| {
            let mut columns = tables.iter().flat_map(|table| &table.columns);
            columns.any(|column| super::entity::is_named(&column.name, names))
        };
        self.roster.names_first_responsible |= has(FIRST_RESPONSIBLE);
        self.roster.names_leading_group |= has(LEADING_GROUP);
        tables.iter().flat_map(sheets::entities).collect()
    }

    fn unit(
        &mut self,
        entity: &Entity,
        line: usize,
        plan: &Plan,
        classes: &Names,
        seen: &mut BTreeMap<String, Place>,
    ) {
        let mut reader = Reader::new(entity);
        let id = reader.text(ID);
        let name = reader.text(first_there(entity, UNIT_NAME, &OTHER_UNITS));
        if name.is_empty() {
            reader.problems.push(problem::missing(entity, Label::of(UNIT_NAME)));
        }
        let given = id.clone();
        let (id, fresh) = unique(&mut reader, &id, &name, &name, line, seen);
        // Of two units with one 编号 the second has one of its own, so that what names it is found.
        let known = self.units.find(&name) != Found::None;
        let second = !fresh && !given.is_empty() && !name.is_empty() && !known;
        let id = if second { format!("{given}-{name}") } else { id };
        let class = reader.word(CLASS);
        if let Some(class) = &class
            && !plan.unit_classes.is_empty()
            && !plan.archived
        {
            reader.resolve(class, classes, Kind::UnitClass);
        }
        let first_responsible = reader.texts(FIRST_RESPONSIBLE);
        let leading_group = reader.text(LEADING_GROUP);
        let contact_leader = reader.text(CONTACT_LEADER);
        let aliases = reader.texts(UNIT_ALIASES);
        let mut other = others(&mut reader);
        if !aliases.is_empty() {
            other.insert(0, (UNIT_ALIASES[1].to_string(), aliases.join("、")));
        }
        let unit = Unit {
            id,
            name,
            class: class.map(|class| class.text).unwrap_or_default(),
            first_responsible,
            leading_group,
            contact_leader,
            other,
            origin: entity.place.clone(),
        };
        self.problems.append(&mut reader.problems);
        if fresh || second {
            let mut names = vec![unit.name.clone()];
            names.extend(aliases);
            self.units.add(Thing { id: unit.id.clone(), names, label: String::new() });
            self.roster.units.push(unit);
        }
    }

    fn person(&mut self, entity: &Entity, line: usize) -> PersonRow {
        let mut reader = Reader::new(entity);
        let given = reader.text(ID);
        let name = reader.text(first_there(entity, PERSON_NAME, &OTHER_PERSON_NAMES));
        if name.is_empty() {
            reader.problems.push(problem::missing(entity, Label::of(PERSON_NAME)));
        }
        let unit = match reader.word(first_there(entity, PERSON_UNIT, &OTHER_UNITS)) {
            Some(word) if self.units_unread => word.text,
            Some(word) => reader.resolve(&word, &self.units, Kind::Unit).unwrap_or_default(),
            None => {
                reader.problems.push(problem::missing(entity, Label::of(PERSON_UNIT)));
                String::new()
            }
        };
        let id_is_given = !given.is_empty();
        let id = match (id_is_given, name.is_empty()) {
            (true, _) => given,
            (false, true) => format!("第{line}行"),
            (false, false) if unit.is_empty() => name.clone(),
            (false, false) => format!("{unit}-{name}"),
        };
        let roles = reader.texts(ROLE);
        let (joined, left) = (reader.date(JOINED), reader.date(LEFT));
        if let (Some(joined), Some(left)) = (joined, left)
            && left < joined
        {
            let (left, joined) = (Figure::of(left), Figure::of(joined));
            let problem = StayProblem::LeftBeforeJoined { left, joined };
            reader.problems.push(Diagnostic::of(entity.place.clone(), &problem));
        }
        let mut other = others(&mut reader);
        for (names, day) in [(JOINED, joined), (LEFT, left)] {
            other.extend(day.map(|day| (names[1].to_string(), day.to_string())));
        }
        self.problems.append(&mut reader.problems);
        let origin = entity.place.clone();
        let person = Person { id, name, unit, roles, other, origin, ..Person::default() };
        PersonRow { person, id_is_given, joined, left }
    }
}

/// The names of a column, or the first of the others where it has none.
fn first_there(
    entity: &Entity,
    own: &'static [&'static str],
    others: &[&'static [&'static str]],
) -> &'static [&'static str] {
    let has = |names: &[&str]| {
        entity.fields.iter().any(|field| super::entity::is_named(&field.name, names))
    };
    let other = || others.iter().copied().find(|names| has(names));
    if has(own) { own } else { other().unwrap_or(own) }
}

/// The id given or made; whether it was not there yet. Of two lines with one id the first stands.
fn unique(
    reader: &mut Reader<'_>,
    given: &str,
    made: &str,
    name: &str,
    line: usize,
    seen: &mut BTreeMap<String, Place>,
) -> (String, bool) {
    let id = match (given, made) {
        ("", "") => format!("第{line}行"),
        ("", made) => made.to_string(),
        (given, _) => given.to_string(),
    };
    let place = reader.entity.place.clone();
    match seen.get(&id) {
        Some(first) if given.is_empty() => {
            reader.problems.push(problem::same_name(&place, name, first));
            (id, false)
        }
        Some(first) => {
            reader.problems.push(problem::same_id(&place, &id, first));
            (id, false)
        }
        None => {
            seen.insert(id.clone(), place);
            (id, true)
        }
    }
}

/// Columns that only this office has.
fn others(reader: &mut Reader<'_>) -> Vec<(String, String)> {
    reader.field(RUNNING_NUMBER);
    reader
        .rest()
        .into_iter()
        .map(|field| (field.name.clone(), field.value.in_words()))
        .filter(|(_, value)| !value.is_empty())
        .collect()
}
