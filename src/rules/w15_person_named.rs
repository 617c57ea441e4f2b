//! W15: the name of a person on a campaign's roster in what the public sees: pages with their titles, tags and names of
//! files, rows of tables and pages made from campaigns, the site's own texts, attachments and their names.
//! In: the rosters, the public edition. Out: one warning for each name on a page, at its first place; where a page has
//! many, and for a file, one with their number.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::disclosure::roster_names;
use crate::model::Page;
use crate::own_files::SETTINGS;
use crate::pages::text;
use crate::rules::Subject;
use crate::rules::parts::Inside;
use crate::rules::{Example, Found, Rule};
use yanxi_privacy::{Form, Names, names_in};
use yanxi_problem::{Code, Diagnostic, InQuotes, Name, Place, Places, Problem, problems};
use yanxi_reading::front_matter;
use yanxi_reading::value::Value;

pub(super) const RULE: Rule = Rule {
    code: Code::W15,
    bad: Example {
        files: &[("资料/简讯.md", "# 简讯\n\n会上，张样同志发了言。\n")]
    },
    good: Example {
        files: &[("资料/简讯.md", "# 简讯\n\n会上，一名党员发了言。\n")]
    },
    found: Found::By(find, problems::<PersonProblem>),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let editions = &subject.editions;
    let names = roster_names(editions);
    let shown = &editions.config.privacy.names;
    let pages = editions.public.pages.par_iter();
    let mut found: Vec<Diagnostic> =
        pages.flat_map_iter(|page| in_page(page, &names, shown)).collect();
    let config = editions.config;
    for text in [&config.title, &config.description, &config.footer] {
        let mut told = BTreeSet::new();
        for finding in names_in(&names, text, Form::Markup) {
            if told.insert(finding.name) {
                found.push(named(Place::file(SETTINGS), finding.name, shown));
            }
        }
    }
    found.extend(in_campaigns(subject, &names));
    found.extend(subject.disclosure().named.iter().filter_map(|named| {
        let at = named.spot.clone().map(|spot| Inside::Attachment { spot });
        let name = Name::from(named.names.first()?);
        let count = named.names.len();
        Some(Diagnostic::of(named.place.clone(), &PersonProblem::InFile { at, count, name }))
    }));
    found
}

/// Names in what campaigns show to the public: in rows of their tables, told with their number at the first row of each
/// file; and on pages made from plans and rosters, told once where no row says them.
fn in_campaigns(subject: &Subject<'_>, names: &Names) -> Vec<Diagnostic> {
    let public = subject.editions.public;
    let mut by_file: BTreeMap<&str, (Place, BTreeSet<&str>)> = BTreeMap::new();
    let records = public.campaigns.iter().flat_map(|campaign| campaign.records_with_places());
    // A record of its own page is told with the page.
    for (record, origin) in records.filter(|(record, _)| record.page.is_none()) {
        let values = record.fields.iter().map(|(_, value)| value.as_str());
        for value in std::iter::once(record.title.as_str()).chain(values) {
            for finding in names_in(names, value, Form::Value) {
                let place = || Place { line: origin.line, ..Place::file(&origin.file) };
                let of_file = by_file.entry(origin.file.as_str());
                of_file.or_insert_with(|| (place(), BTreeSet::new())).1.insert(finding.name);
            }
        }
    }
    let mut told: BTreeSet<&str> = by_file.values().flat_map(|(_, names)| names).copied().collect();
    for page in &public.pages {
        told.extend(names_in(names, &page.html(), Form::Markup).iter().map(|found| found.name));
        told.extend(names_in(names, &page.title, Form::Value).iter().map(|found| found.name));
    }
    let many = |(place, all): (Place, BTreeSet<&str>)| {
        let name = Name::from(*all.first()?);
        Some(Diagnostic::of(place, &PersonProblem::InTable { count: all.len(), name }))
    };
    let mut found: Vec<Diagnostic> = by_file.into_values().filter_map(many).collect();
    let mut made: Option<(Place, BTreeSet<&str>)> = None;
    for page in &public.derived {
        let sections = text::of_page(page).into_iter();
        let sections = sections.flat_map(|section| [section.heading, section.text]);
        let rows = text::own_rows(page).map(|(row, _)| text::of_row(row));
        for text in sections.chain(rows).chain([page.title.clone()]) {
            for finding in names_in(names, &text, Form::Laid) {
                if told.contains(finding.name) {
                    continue;
                }
                let place = || Place::file(&page.title);
                made.get_or_insert_with(|| (place(), BTreeSet::new())).1.insert(finding.name);
            }
        }
    }
    found.extend(made.and_then(|(place, all)| {
        let name = Name::from(*all.first()?);
        Some(Diagnostic::of(place, &PersonProblem::OnMadePages { count: all.len(), name }))
    }));
    found
}

/// Names of a page, in its text and in what stands above it; many of them are told together.
fn in_page(page: &Page, names: &Names, shown: &[String]) -> Vec<Diagnostic> {
    /// More than these are a table or a list.
    const FEW: usize = 5;
    let file = &page.file;
    let above = front_matter::read(&file.shown_path, &file.text);
    let body = above.body_offset;
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut places: Vec<(Place, &str)> = Vec::new();
    let public_values = [&page.title, &page.meta.description]
        .into_iter()
        .chain(&page.meta.tags)
        .chain(&page.other_names);
    for value in public_values {
        for finding in names_in(names, value, Form::Value) {
            if told.insert(finding.name) {
                let entry = above.entries.iter().find(|entry| holds(&entry.value, value));
                let place = match entry {
                    Some(entry) => Place::at_line(&file.shown_path, &file.text, entry.line),
                    None => Place::file(&file.shown_path),
                };
                places.push((place, finding.name));
            }
        }
    }
    let mut lines = Places::of(&file.shown_path, &file.text);
    for finding in names_in(names, &file.text[body..], Form::Text) {
        let is_new = told.insert(finding.name);
        let known =
            places.iter_mut().find(|(place, name)| place.line.is_none() && *name == finding.name);
        match known {
            Some((place, _)) => *place = lines.at_offset(body + finding.range.start),
            None if is_new => {
                places.push((lines.at_offset(body + finding.range.start), finding.name));
            }
            None => {}
        }
    }
    // Through emphasis, links and entities.
    for finding in names_in(names, &page.html(), Form::Markup) {
        if told.insert(finding.name) {
            places.push((Place::file(&file.shown_path), finding.name));
        }
    }
    let mut found = in_file_name(page, names, shown);
    if places.len() > FEW {
        let count = places.len();
        let (place, name) = places.swap_remove(0);
        let name = Name::from(name);
        found.push(Diagnostic::of(place, &PersonProblem::Many { count, name }));
        return found;
    }
    found.extend(places.into_iter().map(|(place, name)| named(place, name, shown)));
    found
}

/// Names in the name of the page's file, by which search finds the page.
fn in_file_name(page: &Page, names: &Names, shown: &[String]) -> Vec<Diagnostic> {
    let file_name = page.name_of_file.as_deref().unwrap_or_default();
    let found = names_in(names, file_name, Form::Value).into_iter();
    let told = found.map(|finding| {
        let (name, names) = named_in_list(finding.name, shown);
        let place = Place::file(&page.file.shown_path);
        Diagnostic::of(place, &PersonProblem::InFileName { name, names })
    });
    told.collect()
}

fn named(place: Place, name: &str, shown: &[String]) -> Diagnostic {
    let (name, names) = named_in_list(name, shown);
    Diagnostic::of(place, &PersonProblem::Named { name, names })
}

/// A name, and the list of the settings with it.
fn named_in_list(name: &str, shown: &[String]) -> (Name, InQuotes<Name>) {
    let name = Name::from(name);
    let names = InQuotes(shown.iter().map(Name::from).chain([name.clone()]).collect());
    (name, names)
}

/// Whether a value above the text is this one, or has it in its list.
fn holds(value: &Value, wanted: &str) -> bool {
    match value {
        Value::Text(text) => text.contains(wanted),
        Value::List(values) => values.iter().any(|value| holds(value, wanted)),
        Value::Table(_) | Value::Empty => false,
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum PersonProblem {
    #[code(W15)]
    #[zh(
        "公开的页面写了名册里的“{name}”",
        "征得同意的，在 yanxi.toml 的 [privacy] 下面写 names = [{names}]，几个人写在这一行里；否则改成“某某”或职务"
    )]
    #[en(
        "the public page names “{name}” of the roster",
        "if agreed, write names = [{names}] below [privacy] in yanxi.toml, all in this one line; else write “某某” or the office held"
    )]
    Named { name: Name, names: InQuotes<Name> },
    #[code(W15)]
    #[zh(
        "公开页面的文件名（栏目页是文件夹名）里有名册里的“{name}”，网站的搜索找得到它",
        "征得同意的，在 yanxi.toml 的 [privacy] 下面写 names = [{names}]，几个人写在这一行里；否则给文件改个名字"
    )]
    #[en(
        "the name of a public page's file (for the page of a folder, of the folder) has “{name}” of the roster, and the site's search finds it",
        "if agreed, write names = [{names}] below [privacy] in yanxi.toml, all in this one line; else give the file another name"
    )]
    InFileName { name: Name, names: InQuotes<Name> },
    #[code(W15)]
    #[zh(
        "公开的页面写了名册里的 {count} 个人名，如“{name}”",
        "逐个看一看：征得同意的写进 yanxi.toml 的 [privacy] names；否则改成“某某”或职务"
    )]
    #[en(
        "the public page names {count} persons of the roster, such as “{name}”",
        "look at each: put those who agreed into names below [privacy] in yanxi.toml; for others write “某某” or the office held"
    )]
    Many { count: usize, name: Name },
    #[code(W15)]
    #[zh(
        "{at}要公开的文件里有名册里的 {count} 个人名，如“{name}”",
        "逐个看一看：征得同意的写进 yanxi.toml 的 [privacy] names；否则在原文件里改成“某某”或职务，再放进来"
    )]
    #[en(
        "{at}a public file names {count} of the roster, such as “{name}”",
        "look at each: put those who agreed into names below [privacy] in yanxi.toml; for others write “某某” or the office held in the file"
    )]
    InFile { at: Option<Inside>, count: usize, name: Name },
    #[code(W15)]
    #[zh(
        "表格里公开的各行写了名册里的 {count} 个人名，如“{name}”",
        "逐个看一看：征得同意的写进 yanxi.toml 的 [privacy] names；否则改成“某某”或职务"
    )]
    #[en(
        "public rows of this table name {count} of the roster, such as “{name}”",
        "look at each: put those who agreed into names below [privacy] in yanxi.toml; for others write “某某” or the office held"
    )]
    InTable { count: usize, name: Name },
    #[code(W15)]
    #[zh(
        "由计划和名册生成的公开网页写了名册里的 {count} 个人名，如“{name}”",
        "逐个看一看：征得同意的写进 yanxi.toml 的 [privacy] names；否则在计划和名册里改成“某某”或职务"
    )]
    #[en(
        "public pages made from the plan and the roster name {count} of the roster, such as “{name}”",
        "look at each: put those who agreed into names below [privacy] in yanxi.toml; for others write “某某” or the office held in plan and roster"
    )]
    OnMadePages { count: usize, name: Name },
}
