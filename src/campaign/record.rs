//! Reads one record, whether it was written as a Markdown file or as a row of a table.
//! In: an [`Entity`] and what surrounds it. Out: the [`Record`] with all its faults, never nothing for a fault.

use jiff::civil::Date;
use yanxi_campaign::Record;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::{FieldValue, Per, RecordType, Role};
use yanxi_campaign::record::Review;

use super::closing;
use super::day::{self, Days};
use super::directory::Directory;
use super::entity::{Entity, Form, Word, is_named};
use super::names::{Found, Kind};
use super::plan::ID;
use super::problem;
use super::reader::Reader;
use super::record_fields::{self, Stored};
use super::record_names;
use super::record_problem::{OneOf, RecordProblem};
use super::remedy::Label;
use super::written_twice::{self, Told};
use crate::folder::NamedFiles;
use crate::slip::{Parts, slip_for};
use yanxi_problem::{Diagnostic, Figure, Name, Place, Severity};

/// What is known of a record besides its own keys.
pub(super) struct Surroundings<'a> {
    pub(super) directory: &'a Directory<'a>,
    pub(super) files: &'a NamedFiles<'a>,
    /// Folder of the campaign.
    pub(super) folder: &'a str,
    pub(super) today: Date,
    /// Path below the content folder of the file it stands in.
    pub(super) path: &'a str,
    pub(super) is_page: bool,
    /// The type its place stands for.
    pub(super) kind: Option<&'a RecordType>,
    /// First heading of the Markdown text.
    pub(super) heading: Option<&'a str>,
    pub(super) characters: Option<u32>,
    /// Stands for the Markdown text: equal for equal ones.
    pub(super) text: Option<u64>,
    /// Columns the whole table lacks; that was said once for all rows.
    pub(super) lacking: &'a [String],
    /// Names of the table's columns.
    pub(super) columns: Option<&'a [String]>,
    /// Days of the campaign.
    pub(super) days: Days,
    /// Its file is internal, and so is every record in it.
    pub(super) is_internal: bool,
}

/// A record that was read, and what only the whole can decide.
pub(super) struct Draft {
    pub(super) record: Record,
    pub(super) problems: Vec<Diagnostic>,
    /// 编号 as given, and where.
    pub(super) given_id: Option<Word>,
    /// Everything it says, for finding what is written twice.
    pub(super) told: Told,
    /// The number of the draft that is equal to it and stands first.
    pub(super) equals: Option<usize>,
    /// Other records it refers to by their 编号.
    pub(super) refers_to: Vec<Word>,
    pub(super) place: Place,
    /// Keys that it needs and that its table has no column for.
    pub(super) lacks: Vec<&'static str>,
    /// Its fields that hold a day.
    pub(super) days: Vec<WrittenDay>,
    /// The key of its date, unless that is only the day on which it was entered.
    pub(super) dated_by: Option<String>,
}

/// A day in a field of its own.
pub(super) struct WrittenDay {
    pub(super) key: String,
    pub(super) day: Date,
    pub(super) place: Place,
}

pub(super) const KIND: &[&str] = &["type", "类型"];
const TITLE: &[&str] = &["title", "标题"];
pub(super) const ITEMS: &[&str] = &["items", "item", "事项"];
pub(super) const UNIT: &[&str] = &["unit", "units", "单位"];
pub(super) const PEOPLE: &[&str] = &["people", "人员"];
pub(super) const DATE: &[&str] = &["date", "日期"];
pub(super) const STATUS: &[&str] = &["status", "状态"];
pub(super) const VISIBILITY: &[&str] = &["visibility", "公开"];
const STAGE: &[&str] = &["stage", "阶段"];
pub(super) const ANSWERS: &[&str] = &["answers", "对应"];
pub(super) const ATTACHMENTS: &[&str] = &["attachments", "附件"];
const REVIEWED: &[&str] = &["review", "审核"];
const WORDS: &[&str] = &["words", "字数"];
/// Other names of keys, each for where the key itself is not there, the first of several; a field that the type
/// declares under one of them stays a field.
const OTHER_TITLES: [&[&str]; 2] = [&["题目"], &["名称"]];
#[rustfmt::skip]
pub(super) const OTHER_UNITS: [&[&str]; 15] = [
    &["所在单位"], &["单位名称"], &["工作单位"], &["所属单位"], &["所在支部"], &["所在党支部"], &["所属支部"],
    &["所属党支部"], &["党支部"], &["支部"], &["支部名称"], &["村名"], &["所在村"], &["部门"], &["所在部门"],
];
#[rustfmt::skip]
pub(super) const OTHER_PEOPLE: [&[&str]; 11] = [
    &["姓名"], &["参加人员"], &["参会人员"], &["参学人员"], &["参训人员"], &["与会人员"], &["出席人员"], &["党员姓名"],
    &["人员姓名"], &["参会人"], &["参加人"],
];
#[rustfmt::skip]
pub(super) const OTHER_DATES: [&[&str]; 23] = [
    &["时间"], &["学习时间"], &["学习日期"], &["会议时间"], &["会议日期"], &["活动时间"], &["活动日期"], &["召开时间"],
    &["召开日期"], &["开展时间"], &["开展日期"], &["举办时间"], &["举办日期"], &["培训时间"], &["培训日期"],
    &["走访时间"], &["走访日期"], &["测评时间"], &["测评日期"], &["登记日期"], &["登记时间"], &["填报日期"], &["填报时间"],
];
/// Those of them that say when somebody wrote it down: what is told there may be older.
const DAYS_OF_ENTRY: [&str; 4] = ["登记日期", "登记时间", "填报日期", "填报时间"];
/// The day it was done is the record's own where nothing else goes by a flow of states.
const DAY_IT_WAS_DONE: &[&str] = &["完成时间"];
pub(super) const OTHER_ANSWERS: [&[&str]; 5] =
    [&["目标"], &["原则"], &["选题"], &["课题"], &["要求"]];
pub(super) const CHOSEN_ITEMS: &[&str] = &["chosen_items", "自选事项"];
/// Keys that say something about the page, not the record.
const OF_PAGE: [&[&str]; 7] = [
    &["description", "描述", "摘要", "简介"],
    &["updated", "更新", "更新日期"],
    &["tags", "标签", "关键词"],
    &["weight", "权重", "排序"],
    &["slug"],
    &["aliases", "别名", "旧地址"],
    &["extra", "其他", "附加"],
];
const DRAFT: &[&str] = &["draft", "草稿"];

/// Every key with a meaning of its own; names in one line mean the same.
pub(super) const KEYS: [&[&str]; 15] = [
    KIND,
    ID,
    TITLE,
    ITEMS,
    UNIT,
    PEOPLE,
    DATE,
    STATUS,
    VISIBILITY,
    STAGE,
    ANSWERS,
    ATTACHMENTS,
    REVIEWED,
    WORDS,
    closing::CLOSING,
];
pub(super) const OTHER_KEYS: [&str; 7] = ["题目", "名称", "目标", "原则", "选题", "课题", "序号"];

/// The names under which a record has its unit, people and date.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    pub(super) unit: &'static [&'static str],
    pub(super) people: &'static [&'static str],
    pub(super) date: &'static [&'static str],
}

impl Named {
    /// In a table its columns decide, not what a row has in them.
    fn of(entity: &Entity, kind: Option<&RecordType>, columns: Option<&[String]>) -> Self {
        let has = |names: &[&str]| match columns {
            Some(columns) => columns.iter().any(|column| is_named(column, names)),
            None => entity.fields.iter().any(|field| is_named(&field.name, names)),
        };
        let first = |own, others: &[&'static [&'static str]]| match has(own) {
            true => own,
            false => others
                .iter()
                .copied()
                .find(|other| has(other) && !declares_otherwise(kind, other, own))
                .unwrap_or(own),
        };
        let without_flow = kind.is_none_or(|kind| kind.flow.is_empty());
        let mut dates = OTHER_DATES.to_vec();
        dates.extend(without_flow.then_some(DAY_IT_WAS_DONE));
        Named {
            unit: first(UNIT, &OTHER_UNITS),
            people: first(PEOPLE, &OTHER_PEOPLE),
            date: first(DATE, &dates),
        }
    }

    fn stands_for(&self, own: &[&str], name: &str) -> bool {
        self.pairs().iter().any(|(key, names)| *key == own && is_named(name, names))
    }

    /// The keys with the names that stand for them here.
    pub(super) fn pairs(&self) -> [(&'static [&'static str], &'static [&'static str]); 3] {
        [(UNIT, self.unit), (PEOPLE, self.people), (DATE, self.date)]
    }
}

/// Whether a type has a field of this name; one that holds people is the people.
fn declares_otherwise(kind: Option<&RecordType>, names: &[&str], own: &[&str]) -> bool {
    kind.is_some_and(|kind| {
        kind.fields.iter().any(|field| {
            names.contains(&field.key.as_str())
                && !(own == PEOPLE && field.value == FieldValue::Person)
        })
    })
}

/// Whether a key says something that every record may say, whatever its type.
pub(crate) fn is_common_key(name: &str) -> bool {
    KEYS.iter().any(|names| is_named(name, names))
        || OTHER_KEYS.contains(&name)
        || other_names().any(|other| other == name)
}

/// Every other name of unit, people and date.
pub(super) fn other_names() -> impl Iterator<Item = &'static str> {
    let all = OTHER_UNITS.iter().chain(&OTHER_PEOPLE).chain(&OTHER_DATES);
    all.copied().flatten().chain(DAY_IT_WAS_DONE).copied()
}

/// Reads a record; nothing only where it says that it is not to be published at all.
pub(super) fn read(entity: &Entity, around: &Surroundings<'_>) -> Option<Draft> {
    read_by(&mut Reader::new(entity), around)
}

/// A record hangs on those before it and has to be read after them.
pub(super) struct InItsTurn;

/// Reads a record while others are read, as far as it does not hang on them.
pub(super) fn read_beside(
    entity: &Entity,
    around: &Surroundings<'_>,
) -> Result<Option<Draft>, InItsTurn> {
    let mut reader = Reader::beside(entity);
    let read = read_by(&mut reader, around);
    if reader.waited() { Err(InItsTurn) } else { Ok(read) }
}

fn read_by(reader: &mut Reader<'_>, around: &Surroundings<'_>) -> Option<Draft> {
    let entity = reader.entity;
    let public = visibility(reader);
    if public == Some(Shown::Nowhere) {
        return None;
    }
    let mut record = Record {
        origin: entity.place.clone(),
        page: around.is_page.then(|| around.path.to_string()),
        characters: around.characters,
        ..Record::default()
    };
    let kind = kind(reader, around);
    record.kind = kind.map(|kind| kind.id.clone()).unwrap_or_default();
    record.public = match public {
        Some(shown) => shown == Shown::Publicly,
        None => kind.is_some_and(|kind| kind.public),
    } && !around.is_internal;
    let given_id = reader.word(ID);
    if let Some(word) = &given_id {
        record.id.clone_from(&word.text);
    }
    record.title = title(reader, kind);
    let named = Named::of(entity, kind, around.columns);
    record_names::units_people_items(reader, kind, named, around, &mut record);
    review(reader, kind, &mut record);
    let date = date(reader, kind, named, around, &mut record);
    if let Some(stage) = reader.reference(STAGE, around.directory.stages, Kind::Stage) {
        record.stage = Some(stage);
    }
    record_names::answers(reader, kind, around, &mut record);
    record_names::attachments(reader, around, &mut record);
    if let Some(word) = reader.word(WORDS) {
        let number = word.text.trim_end_matches('字');
        match super::entity::whole_number(number) {
            Some(number) => record.characters = Some(number),
            None => reader.problems.push(problem::no_number(&word)),
        }
    }
    closing::read(reader, kind, around, &mut record);
    reader.field(super::roster::RUNNING_NUMBER);
    reader.field(CHOSEN_ITEMS);
    if around.is_page {
        for names in OF_PAGE {
            reader.field(names);
        }
    }
    let stored = record_fields::read(reader, kind, named, around, &mut record);
    let lacks = needed(reader, kind, named, around, &stored, &mut record);
    let own_title = name(&mut record, kind, around);
    let days = stored.days_of(&record);
    let dated_by = entity
        .fields
        .iter()
        .map(|field| &field.name)
        .find(|name| is_named(name, named.date) && !DAYS_OF_ENTRY.contains(&name.as_str()));
    let told = written_twice::told(&record, &own_title, &time_of_day(entity, named), around.text);
    record.stage = record.stage.take().or_else(|| stage_of(&record, around.directory, date));
    let problems = std::mem::take(&mut reader.problems);
    let faults = problems.iter().filter(|problem| problem.severity == Severity::Error);
    record.faults.extend(faults.cloned());
    Some(Draft {
        record,
        problems,
        given_id,
        told,
        equals: None,
        refers_to: stored.refers_to,
        lacks,
        days,
        dated_by: dated_by.cloned(),
        place: entity.place.clone(),
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Publicly,
    Internally,
    Nowhere,
}

fn visibility(reader: &mut Reader<'_>) -> Option<Shown> {
    let given = reader.word(VISIBILITY).is_some();
    let shown = reader.choice(
        VISIBILITY,
        &[
            (Shown::Publicly, &["public", "公开", "是"]),
            (Shown::Internally, &["internal", "内部", "否", "不公开"]),
            (Shown::Nowhere, &["unpublished", "不发布"]),
        ],
    );
    // A record whose visibility is unclear must not go out.
    shown.or(given.then_some(Shown::Internally))
}

fn kind<'a>(reader: &mut Reader<'_>, around: &Surroundings<'a>) -> Option<&'a RecordType> {
    match reader.word(KIND) {
        Some(word) => around.directory.resolve_type(reader, &word),
        None => {
            if around.kind.is_none() {
                reader.problems.push(problem::missing(reader.entity, Label::of(KIND)));
            }
            around.kind
        }
    }
}

pub(super) fn declares(kind: Option<&RecordType>, names: &[&str]) -> bool {
    kind.is_some_and(|kind| kind.fields.iter().any(|field| names.contains(&field.key.as_str())))
}

fn title(reader: &mut Reader<'_>, kind: Option<&RecordType>) -> String {
    let mut title = reader.text(TITLE);
    for names in OTHER_TITLES {
        if title.is_empty() && !declares(kind, names) {
            title = reader.text(names);
        }
    }
    title
}

/// The record's date, and where it stands.
fn date(
    reader: &mut Reader<'_>,
    kind: Option<&RecordType>,
    named: Named,
    around: &Surroundings<'_>,
    record: &mut Record,
) -> Option<Date> {
    let word = reader.word(named.date)?;
    let day = match day::first_day(&word.text, around.days) {
        Ok(day) => day,
        Err(why) => {
            reader.problems.push(problem::no_date_because(&word, why));
            return None;
        }
    };
    record.date = Some(day);
    if day > around.today && is_to_come(reader, kind, record) {
        if record.review == Review::Approved {
            record.review = Review::Notice;
        }
    } else if day > around.today {
        let problem =
            RecordProblem::AfterToday { day: Figure::of(day), today: Figure::of(around.today) };
        reader.problems.push(Diagnostic::of(word.place.clone(), &problem));
    }
    Some(day)
}

/// What follows the day of the date, without the weekday: `14:30`, `下午`.
fn time_of_day(entity: &Entity, named: Named) -> String {
    let field = entity.fields.iter().find(|field| is_named(&field.name, named.date));
    let Some(field) = field else {
        return String::new();
    };
    let text = field.value.in_words();
    let rest = text
        .char_indices()
        .find(|(_, character)| matches!(character, ' ' | '　' | 'T' | '上' | '下' | '晚'))
        .map(|(at, _)| text.get(at..).unwrap_or_default())
        .unwrap_or_default();
    let is_weekday = |word: &&str| {
        let word = word.trim_matches(['（', '）', '(', ')']);
        word.starts_with("星期") || word.starts_with('周') || word.starts_with("礼拜")
    };
    let words = rest.split([' ', '　', 'T']).filter(|word| !word.is_empty());
    words.filter(|word| !is_weekday(word)).collect()
}

/// Whether a record may be dated after today: a draft, a notice, or an event that says nothing of its outcome.
fn is_to_come(reader: &Reader<'_>, kind: Option<&RecordType>, record: &Record) -> bool {
    let has_outcome = || {
        reader.rest().iter().any(|field| {
            let meaning = Meaning::of_key(&field.name);
            !field.value.is_empty() && matches!(meaning, Some(Meaning::Award | Meaning::Result))
        })
    };
    let is_event = kind.is_some_and(|kind| kind.role == Role::Event);
    matches!(record.review, Review::Draft | Review::Notice) || (is_event && !has_outcome())
}

fn review(reader: &mut Reader<'_>, kind: Option<&RecordType>, record: &mut Record) {
    const REVIEWS: [(Review, &[&str]); 5] = [
        (Review::Draft, &["草稿", "draft"]),
        (Review::Submitted, &["报送", "待审", "已报送", "待审核", "submitted"]),
        (Review::Returned, &["退回", "returned"]),
        (Review::Notice, &["预告", "notice"]),
        (Review::Approved, &["已审核", "审核通过", "approved"]),
    ];
    let flow: &[String] = kind.map_or(&[], |kind| &kind.flow);
    if let Some(first) = flow.first() {
        record.state.clone_from(first);
    }
    // Taken, so that it is no unknown key.
    reader.field(REVIEWED);
    let reviewed = record_fields::review_of(reader).is_some_and(|entry| entry.approves);
    let draft = reader.yes_or_no(DRAFT).unwrap_or(false);
    let Some(word) = reader.word(STATUS) else {
        record.review = if draft {
            Review::Draft
        } else if reviewed || !flow.is_empty() {
            Review::Approved
        } else {
            Review::Submitted
        };
        return;
    };
    if flow.contains(&word.text) {
        record.state = word.text;
        record.review = Review::Approved;
        return;
    }
    if let Some((review, _)) =
        REVIEWS.iter().find(|(_, names)| super::entity::is_named(&word.text, names))
    {
        record.review = *review;
        return;
    }
    let mut shown: Vec<&str> = flow.iter().map(String::as_str).collect();
    shown.extend(REVIEWS.iter().filter_map(|(_, names)| names.first().copied()));
    let near = slip_for(&word.text, shown.iter().copied(), Parts::AreOtherNames);
    reader.problems.push(problem::not_a_choice(&word, near, &shown));
}

/// What a record needs for counting, beside the fields its type requires.
fn needed(
    reader: &mut Reader<'_>,
    kind: Option<&RecordType>,
    named: Named,
    around: &Surroundings<'_>,
    stored: &Stored,
    record: &mut Record,
) -> Vec<&'static str> {
    let role = kind.map_or(Role::General, |kind| kind.role);
    let mut lacks: Vec<&'static str> = Vec::new();
    let mut missing = |reader: &mut Reader<'_>, record: &mut Record, names: &[&'static str]| {
        if stored.is_said_missing(names) {
            return;
        }
        let problem = problem::missing(reader.entity, Label::of(names));
        let has = |column: &String| named.stands_for(names, column) || is_named(column, names);
        match (around.columns, names.iter().find(|name| !name.is_ascii())) {
            // The table lacks the column: that is said once for all its rows.
            (Some(columns), Some(name)) if !columns.iter().any(has) => {
                record.faults.push(problem);
                lacks.push(name);
            }
            _ => reader.problems.push(problem),
        }
    };
    if role == Role::Exemption {
        let asked_nobody = !stored.names(PEOPLE) && !stored.names(UNIT);
        if record.people.is_empty() && record.units.is_empty() && asked_nobody {
            missing(reader, record, PEOPLE);
        }
        if record.field(Meaning::Reason).is_empty() {
            missing(reader, record, Meaning::Reason.names());
        }
        return lacks;
    }
    // Of a type that is not there, which was said, nobody knows what it needs.
    let Some(kind) = kind.filter(|_| record.review != Review::Draft) else {
        return lacks;
    };
    let items: Vec<_> = record
        .items
        .iter()
        .filter_map(|id| around.directory.item(id))
        // What the plan leaves open asks nothing.
        .filter(|item| !item.is_open())
        .collect();
    if !items.is_empty() && record.date.is_none() && !stored.names(DATE) {
        missing(reader, record, DATE);
    }
    if role == Role::Rating && record.units.is_empty() && !stored.names(UNIT) {
        missing(reader, record, UNIT);
    }
    let by_person =
        |item: &&yanxi_campaign::plan::Item| matches!(item.per, Per::Person | Per::Leader);
    if items.iter().any(by_person) && record.people.is_empty() && !stored.names(PEOPLE) {
        missing(reader, record, PEOPLE);
    }
    if items.iter().any(|item| item.per == Per::Unit)
        && record.units.is_empty()
        && !stored.names(UNIT)
    {
        missing(reader, record, UNIT);
    }
    for item in items {
        if !item.record_types.is_empty() && !item.record_types.contains(&kind.id) {
            let wanted = item.record_types.iter().filter_map(|id| around.directory.record_type(id));
            let wanted = OneOf(wanted.map(|kind| Name::from(&kind.name)).collect());
            let (item, kind) = (Name::from(&item.name), Name::from(&kind.name));
            let problem = match reader.form() {
                Form::Lines => RecordProblem::ItemOfOtherType { item, wanted, kind },
                Form::Plan | Form::Cells => RecordProblem::ItemOfOtherTable { item, wanted, kind },
            };
            let place = stored.place_of(ITEMS).unwrap_or(&reader.entity.place);
            reader.problems.push(Diagnostic::of(place.clone(), &problem));
        }
    }
    lacks
}

/// Gives the record its title; hands back what of it is its own.
fn name(record: &mut Record, kind: Option<&RecordType>, around: &Surroundings<'_>) -> String {
    if record.title.is_empty() {
        record.title = around.heading.unwrap_or_default().to_string();
    }
    record.title_is_made = record.title.is_empty();
    if record.title_is_made {
        let unit = record.units.first().and_then(|id| match around.directory.units.find(id) {
            Found::One(unit) => unit.names.first(),
            _ => None,
        });
        record.title = record.made_title(kind, unit.map(String::as_str));
        return record.telling_text(kind).unwrap_or_default();
    }
    let own = record.title.clone();
    record.title = record.cut_title(&own);
    own
}

/// The stage that all its items share, else that of its date.
fn stage_of(record: &Record, directory: &Directory<'_>, date: Option<Date>) -> Option<String> {
    let plan = directory.plan;
    let mut stages = record
        .items
        .iter()
        .filter_map(|id| directory.item(id))
        .map(|item| plan.stage_of_item(item).map(|stage| &stage.id));
    let first = stages.next().flatten();
    if let Some(first) = first
        && stages.all(|stage| stage == Some(first))
    {
        return Some(first.clone());
    }
    plan.stage_on(date?).map(|stage| stage.id.clone())
}
