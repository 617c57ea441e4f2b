//! `yanxi new`: a record with the right fields for its type.
//! In: a record type, a unit, items and people by name. Out: a Markdown file in the campaign's folder of records, or
//! what the names are most like.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use yanxi_campaign::field::{Holds, Meaning};
use yanxi_campaign::lookup::{Found, Named, find, find_person};
use yanxi_campaign::plan::{FieldRule, FieldValue, Plan, RecordType, Role};
use yanxi_campaign::{Campaign, Id};

use super::chosen_campaign::chosen;
use super::problem::AuthoringProblem;
use crate::campaign::{self, Input, RECORD_FOLDERS, UNIT_PLAN_FOLDERS};
use crate::folder::{self, Layout};
use crate::pages::role_fields::{self, RoleField};
use crate::slip::{Parts, slip_for};
use yanxi_problem::{Diagnostic, Language, Place, Words};

/// What is asked for, in the words of the command line.
#[derive(Debug, Clone, Default)]
pub struct NewRecord {
    pub folder: PathBuf,
    /// Where a page goes: the folder that somebody works in, when it is one of the site's.
    pub beside: PathBuf,
    pub kind: String,
    pub unit: Option<String>,
    pub items: Vec<String>,
    pub people: Vec<String>,
    pub title: Option<String>,
    /// Id or name; needed when several campaigns run.
    pub campaign: Option<String>,
}

/// The language of the keys and hints: that of the site.
#[derive(Clone, Copy)]
struct SiteWords {
    english: bool,
}

impl SiteWords {
    fn of(layout: &Layout) -> Self {
        // Settings that cannot be read are reported by the build.
        let english = crate::config::site::read_config(&layout.site)
            .is_ok_and(|config| config.language.to_lowercase().starts_with("en"));
        SiteWords { english }
    }

    fn language(self) -> Language {
        if self.english { Language::English } else { Language::Chinese }
    }

    fn pick<'a>(self, chinese: &'a str, english: &'a str) -> &'a str {
        if self.english { english } else { chinese }
    }
}

/// What to write after a field's key, as a comment; nothing where any text will do.
fn hint(field: &FieldRule, plan: &Plan, words: SiteWords, today: Date) -> String {
    let kind = match &field.value {
        FieldValue::Enumeration(id) => plan.enumeration(id).map_or_else(String::new, |values| {
            let choice = words.pick("从这几个里选一个：", "one of: ");
            format!("{choice}{}", values.values.join("、"))
        }),
        FieldValue::Date => format!("{} {today}", words.pick("如", "such as")),
        FieldValue::Number => words.pick("数字", "a number").into(),
        FieldValue::YesOrNo => words.pick("是 或 否", "yes or no").into(),
        FieldValue::Unit => words.pick("名册里的单位", "a unit of the roster").into(),
        FieldValue::Person => words.pick("名册里的人", "a person of the roster").into(),
        FieldValue::Text => String::new(),
    };
    let required = if field.required { words.pick("必填", "required") } else { "" };
    match (required.is_empty(), kind.is_empty()) {
        (true, true) => String::new(),
        (false, true) => format!("# {required}"),
        (true, false) => format!("# {kind}"),
        (false, false) => format!("# {required}{}{kind}", words.pick("，", ", ")),
    }
}

/// The same for a field of the type's role, with what the plan has names for.
fn hint_of_role(
    role: Role,
    field: &RoleField,
    plan: &Plan,
    words: SiteWords,
    today: Date,
) -> String {
    let names: Vec<&str> = match field.meaning {
        Meaning::Gate => plan.gates.iter().map(|gate| gate.name.as_str()).collect(),
        Meaning::Target => plan.targets.iter().map(|target| target.name.as_str()).collect(),
        Meaning::Rule => plan.ratings.iter().map(|rule| rule.name.as_str()).collect(),
        _ => Vec::new(),
    };
    let holds = match field.meaning.holds() {
        Holds::Text => String::new(),
        Holds::Day => format!("{} {today}", words.pick("如", "such as")),
        Holds::NameOfPlan if !names.is_empty() => {
            format!("{}{}", words.pick("计划里的：", "of the plan: "), names.join("、"))
        }
        _ => role_fields::holds(role, field.meaning).in_language(words.language()).to_string(),
    };
    let required = if field.required { words.pick("必填", "required") } else { "" };
    let parts: Vec<&str> =
        [required, holds.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    match parts.is_empty() {
        true => String::new(),
        false => format!("# {}", parts.join(words.pick("，", ", "))),
    }
}

/// The record type of a folder's campaigns that is called so.
pub fn record_type_named(folder: &Path, name: &str) -> Option<RecordType> {
    let campaigns = campaigns(&Layout::of(folder), Date::ZERO);
    let mut kinds = campaigns.into_iter().flat_map(|(_, campaign)| campaign.plan.record_types);
    kinds.find(|kind| kind.name == name || kind.aliases.iter().any(|alias| alias == name))
}

/// The names of the record types of a folder's campaigns that still run.
pub fn record_types(folder: &Path) -> Vec<String> {
    // Types do not depend on the day.
    let campaigns = campaigns(&Layout::of(folder), Date::ZERO);
    let running = campaigns.iter().filter(|(_, campaign)| !campaign.plan.archived);
    let mut names = Vec::new();
    for kind in running.flat_map(|(_, campaign)| &campaign.plan.record_types) {
        if !names.contains(&kind.name) {
            names.push(kind.name.clone());
        }
    }
    names
}

/// What people call a page that is no record.
const PAGES: [&str; 6] = ["材料", "文章", "页面", "学习材料", "page", "material"];

fn campaigns(layout: &Layout, today: Date) -> Vec<(String, Campaign)> {
    let sources = folder::load(layout, &[]);
    campaign::folders(&sources.files)
        .into_iter()
        .map(|folder| {
            let read = campaign::read(&Input {
                folder: &folder,
                files: &sources.files,
                pages: &[],
                internal_files: &BTreeSet::new(),
                unread: &sources.unread,
                today,
            });
            (folder, read.campaign)
        })
        .collect()
}

/// Writes a page to fill in, with the day and a title.
fn new_page(asked: &NewRecord, layout: &Layout, today: Date) -> Result<PathBuf, Diagnostic> {
    let words = SiteWords::of(layout);
    let content = layout.content.canonicalize().unwrap_or_else(|_| layout.content.clone());
    let beside = asked.beside.canonicalize().unwrap_or_default();
    let folder = if beside.starts_with(&content) { beside } else { layout.content.clone() };
    let title = asked.title.clone().unwrap_or_else(|| words.pick("新材料", "New page").into());
    let (key, date) = (words.pick("标题", "title"), words.pick("日期", "date"));
    let hint = words.pick("在这里写正文。", "Write the text here.");
    let text = format!("---\n{key}: {title}\n{date}: {today}\n---\n\n{hint}\n");
    write_new(&folder, &without_signs(&title), &text)
}

/// Writes the record and gives its path.
pub fn new_record(asked: &NewRecord, today: Date) -> Result<PathBuf, Vec<Diagnostic>> {
    let layout = Layout::of(&asked.folder);
    let campaigns = campaigns(&layout, today);
    let is_type = |(_, campaign): &(String, Campaign)| {
        campaign.plan.record_types.iter().any(|kind| kind.name == asked.kind)
    };
    if PAGES.contains(&asked.kind.as_str()) && !campaigns.iter().any(is_type) {
        return new_page(asked, &layout, today).map_err(|problem| vec![problem]);
    }
    let (folder, campaign) = chosen(
        campaigns.iter().map(|(folder, campaign)| (folder.as_str(), campaign)),
        asked.campaign.as_deref(),
    )?;
    let mut problems = Vec::new();
    let plan = &campaign.plan;
    let kind = one(
        plan.record_types.iter(),
        &asked.kind,
        Words::new("记录类型", "record type"),
        &mut problems,
        |kind| &kind.name,
    );
    let unit = asked.unit.as_deref().and_then(|name| {
        one(
            campaign.roster.units.iter(),
            name,
            Words::new("单位", "unit"),
            &mut problems,
            |unit| &unit.name,
        )
    });
    let mut items = Vec::new();
    for name in &asked.items {
        items.extend(one(
            plan.items.iter(),
            name,
            Words::new("事项", "item"),
            &mut problems,
            |item| &item.name,
        ));
    }
    let units: Vec<Id> = unit.iter().map(|unit| unit.id.clone()).collect();
    let mut people = Vec::new();
    for name in &asked.people {
        match find_person(&campaign.roster, &units, name) {
            Found::One(person) => people.push(person),
            Found::Two(first, second) => problems.push(ambiguous(name, &first.id, &second.id)),
            Found::None => {
                let known = campaign.roster.people.iter().map(|person| person.name.as_str());
                let near = slip_for(name, known, Parts::AreOtherNames);
                problems.push(unknown(name, Words::new("人员", "person"), near));
            }
        }
    }
    let Some(kind) = kind.filter(|_| problems.is_empty()) else {
        return Err(problems);
    };
    let words = SiteWords::of(&layout);
    let mut text = String::from("---\n");
    let mut line = |key: &str, value: &str| {
        let _ = writeln!(text, "{key}: {value}");
    };
    let title = asked.title.clone().unwrap_or_default();
    line(words.pick("类型", "type"), &kind.name);
    line(words.pick("标题", "title"), &title);
    line(words.pick("事项", "items"), &listed(items.iter().map(|item| item.name.as_str())));
    line(words.pick("单位", "unit"), unit.map_or("", |unit| unit.name.as_str()));
    line(words.pick("人员", "people"), &listed(people.iter().map(|person| person.name.as_str())));
    line(words.pick("日期", "date"), &today.to_string());
    line(words.pick("状态", "status"), words.pick("草稿", "draft"));
    for field in &kind.fields {
        line(&field.key, &hint(field, plan, words, today));
    }
    if kind.role == Role::Rating {
        if plan.ratings.len() > 1 {
            let names = listed(plan.ratings.iter().map(|rule| rule.name.as_str()));
            let of_plan = words.pick("# 计划里的：", "# of the plan: ");
            line(words.pick("测评规则", "rule"), &format!("{of_plan}{names}"));
        }
        let number = words.pick("# 数字", "# a number");
        for grade in plan.ratings.first().iter().flat_map(|rule| &rule.grades) {
            line(&grade.name, number);
        }
    }
    // What the pages of its role show beside the fields of the plan.
    let declares = |meaning: Meaning| {
        kind.fields.iter().any(|field| Meaning::of_key(&field.key) == Some(meaning))
    };
    for field in role_fields::fields(kind.role).iter().filter(|field| !declares(field.meaning)) {
        let key = role_fields::key_of(field.meaning, words.language());
        line(key, &hint_of_role(kind.role, field, plan, words, today));
    }
    text.push_str("---\n\n");
    let name = file_name(
        kind,
        unit.map(|unit| unit.name.as_str()),
        &people.first().map(|person| person.name.clone()),
        today,
    );
    let folders = if kind.role == Role::UnitPlan { &UNIT_PLAN_FOLDERS } else { &RECORD_FOLDERS };
    let records = folder_of_records(&layout, folder, folders);
    write_new(&records, &name, &text).map_err(|problem| vec![problem])
}

fn one<'a, T: Named>(
    things: impl Iterator<Item = &'a T> + Clone,
    name: &str,
    kind: Words,
    problems: &mut Vec<Diagnostic>,
    name_of: fn(&T) -> &String,
) -> Option<&'a T> {
    match find(things.clone(), name) {
        Found::One(thing) => Some(thing),
        Found::Two(first, second) => {
            problems.push(ambiguous(name, first.id(), second.id()));
            None
        }
        Found::None => {
            let known = things.map(|thing| name_of(thing).as_str());
            let near = slip_for(name, known, Parts::MayStandForNames);
            problems.push(unknown(name, kind, near));
            None
        }
    }
}

fn unknown(name: &str, kind: Words, near: Option<&str>) -> Diagnostic {
    let problem = match near {
        Some(near) => AuthoringProblem::UnknownNear { name: name.into(), kind, near: near.into() },
        None => AuthoringProblem::Unknown { name: name.into(), kind },
    };
    Diagnostic::of(Place::file(name), &problem)
}

fn ambiguous(name: &str, first: &str, second: &str) -> Diagnostic {
    let problem =
        AuthoringProblem::Two { name: name.into(), first: first.into(), second: second.into() };
    Diagnostic::of(Place::file(name), &problem)
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join("、")
}

fn file_name(
    kind: &RecordType,
    unit: Option<&str>,
    person: &Option<String>,
    today: Date,
) -> String {
    let mut name = format!("{today}-{}", kind.name);
    for part in [unit, person.as_deref()].into_iter().flatten() {
        name.push('-');
        name.push_str(part);
    }
    without_signs(&name)
}

/// A name without the signs that Windows does not take.
fn without_signs(name: &str) -> String {
    name.chars()
        .map(|character| if r#"/\:*?"<>|"#.contains(character) { '-' } else { character })
        .collect()
}

/// The folder of the campaign that such records go into: the English one where only that is there.
fn folder_of_records(
    layout: &Layout,
    folder: &str,
    [english, chinese]: &[&'static str; 2],
) -> PathBuf {
    let campaign = layout.content.join(folder);
    let (chinese, english) = (campaign.join(chinese), campaign.join(english));
    if english.is_dir() && !chinese.is_dir() { english } else { chinese }
}

/// Never over a file that is there: a number is added.
fn write_new(folder: &std::path::Path, name: &str, text: &str) -> Result<PathBuf, Diagnostic> {
    let fail =
        |path: &std::path::Path, error: &std::io::Error| super::init::not_written(path, error);
    std::fs::create_dir_all(folder).map_err(|error| fail(folder, &error))?;
    let mut number = 1;
    loop {
        let numbered =
            if number == 1 { format!("{name}.md") } else { format!("{name}-{number}.md") };
        let path = folder.join(numbered);
        match std::fs::OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                use std::io::Write as _;
                file.write_all(text.as_bytes()).map_err(|error| fail(&path, &error))?;
                return Ok(path);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(fail(&path, &error)),
        }
    }
}
