//! Records written twice: a register copied, a row and the minutes of one meeting, two rows that differ in the hour.
//! In: drafts, and what each says. Out: equal ones are a fault of the copy; of one event told twice the fuller record
//! counts; two that differ are two, and all of it is told with both places.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::{self, Formatter};

use yanxi_campaign::Record;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::{Per, Role};
use yanxi_campaign::record::Review;

use super::directory::Directory;
use super::likeness::is_named_a_copy;
use super::problem;
use super::record::Draft;
use yanxi_problem::{Diagnostic, Language, Name, Place, Problem, Say, plural};

/// Beyond so many records of one unit, day and type only equal ones are sought.
const MOST_COMPARED: usize = 300;

const TITLE: &str = "标题";
const PEOPLE: &str = "人员";

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum TwiceProblem {
    #[code(E02, Warning)]
    #[zh(
        "与 {first} 是同一天、同一单位、同一事项，没有不同的地方，当作一次，只计一条",
        "确是两次的，两条各写上不同的时间或标题；是一次的，不用改"
    )]
    #[en(
        "the same day, unit and item as {first}, and nothing differs: taken for one event and counted once",
        "if there were two, give each a time or title of its own; if one, nothing has to be changed"
    )]
    CountedOnce { first: Place },
    #[code(E02, Warning)]
    #[zh(
        "与 {first} 是同一天、同一单位、同一事项，{keys}不同，按两次计",
        "其实是一次的，删去其中一条；确是两次的，不用改"
    )]
    #[en(
        "the same day, unit and item as {first} with another {keys}: counted as two",
        "if there was one, delete one of the two; if two, nothing has to be changed"
    )]
    CountedTwice { first: Place, keys: Keys },
    #[code(E02)]
    #[zh("“{original}”里已经有这 {rows} 条记录，这个文件像是它的副本", "删去这个文件")]
    #[en(
        "“{original}” already has {rows} {of_rows}: this file looks like a copy of it",
        "delete this file",
        of_rows = plural(*rows, "the record in it", "the records in it"),
    )]
    CopiedFile { original: Name, rows: usize },
}

/// Keys in quotation marks: `“时间”“标题”`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Keys(Vec<Name>);

impl Say for Keys {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        for (number, key) in self.0.iter().enumerate() {
            if number > 0 && language == Language::English {
                out.write_str(" and ")?;
            }
            out.write_str("“")?;
            key.say(language, out)?;
            out.write_str("”")?;
        }
        Ok(())
    }

    fn example(name: &'static str) -> Self {
        Keys(vec![Name::example(name)])
    }
}

/// Everything that a record says, by key; one key for all names of a meaning.
pub(super) type Told = BTreeMap<String, String>;

/// What a record says, beside type, unit, day and state. `time` is what follows the day, `text` stands for the body.
pub(super) fn told(record: &Record, own_title: &str, time: &str, text: Option<u64>) -> Told {
    let sorted = |ids: &[String]| ids.iter().cloned().collect::<BTreeSet<_>>().into_iter();
    let joined = |ids: &[String]| sorted(ids).collect::<Vec<_>>().join("、");
    let mut told = Told::new();
    let mut tell = |key: &str, value: String| match told.get_mut(key) {
        _ if value.is_empty() => {}
        // Two columns of one meaning say both.
        Some(said) => {
            said.push('\u{1}');
            said.push_str(&value);
        }
        None => {
            told.insert(key.to_string(), value);
        }
    };
    for (key, value) in &record.fields {
        tell(&same_for_all_names(key), value.clone());
    }
    if !record.title_is_made {
        tell(TITLE, own_title.to_string());
    }
    tell("时间", time.to_string());
    tell(PEOPLE, joined(&record.people));
    tell("共同单位", joined(record.units.get(1..).unwrap_or_default()));
    tell("对应", joined(&record.answers));
    tell("附件", joined(&record.attachments));
    tell("编号", if record.id_is_made { String::new() } else { record.id.clone() });
    tell("正文", text.map(|text| text.to_string()).unwrap_or_default());
    if let Some(ballot) = &record.ballot {
        tell("票数", format!("{ballot:?}"));
    }
    told
}

/// One key for all names of a meaning.
fn same_for_all_names(key: &str) -> String {
    let name = Meaning::of_key(key).and_then(|meaning| meaning.names().first());
    name.map_or(key, |name| *name).to_string()
}

/// The key as the record itself writes it.
fn as_written(key: &str, record: &Record) -> String {
    let written = record.fields.iter().find(|(own, _)| same_for_all_names(own) == key);
    written.map_or(key, |(own, _)| own.as_str()).to_string()
}

/// What an entry of a ledger is about: two that are about two things are two.
fn subject(record: &Record, directory: &Directory<'_>) -> Option<String> {
    let kind = directory.record_type(&record.kind)?;
    let is_ledger = matches!(
        kind.role,
        Role::Problem | Role::Deed | Role::Suggestion | Role::Opinion | Role::Visit
    );
    let title = (!record.title_is_made).then(|| record.title.clone());
    is_ledger.then(|| title.or_else(|| record.telling_text(Some(kind)))).flatten()
}

/// Originals before their copies, else in the order of their places.
pub(super) fn in_order(drafts: &[Draft]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_cached_key(|at| {
        drafts.get(*at).is_some_and(|draft| is_named_a_copy(&draft.place.file))
    });
    order
}

/// Records alike in everything; before ids are made unique.
pub(super) fn equal(drafts: &mut [Draft]) {
    let mut first: HashMap<String, usize> = HashMap::new();
    for at in in_order(drafts) {
        let Some(draft) = drafts.get(at) else { continue };
        let record = &draft.record;
        if record.kind.is_empty() || record.review == Review::Draft {
            continue;
        }
        let mut items = record.items.clone();
        items.sort();
        let mut key = vec![
            record.kind.clone(),
            items.join("\u{1}"),
            record.unit().unwrap_or_default().to_string(),
            record.date.map(|day| day.to_string()).unwrap_or_default(),
            record.state.clone(),
        ];
        // Another 编号 makes another record; one that is written twice is told as such.
        key.extend(draft.told.iter().map(|(key, value)| format!("{key}\u{1}{value}")));
        let key = key.join("\u{2}");
        match first.get(&key).copied() {
            Some(original) => {
                let place = drafts.get(original).map(|draft| draft.place.clone());
                let Some(draft) = drafts.get_mut(at) else { continue };
                draft.equals = Some(original);
                draft.fault(problem::same_record(&draft.place, &place.unwrap_or_default()));
            }
            None => {
                first.insert(key, at);
            }
        }
    }
    copied_files(drafts);
}

/// Records of one type, unit and day for the same items; after ids were made unique.
pub(super) fn of_one_day(drafts: &mut [Draft], directory: &Directory<'_>) {
    let mut groups: BTreeMap<(String, String, String), Vec<usize>> = BTreeMap::new();
    for at in in_order(drafts) {
        let Some(Draft { record, .. }) = drafts.get(at) else { continue };
        let takes_part =
            matches!(record.review, Review::Approved | Review::Submitted | Review::Returned);
        if let (Some(date), true, false) = (record.date, takes_part, record.is_faulty())
            && !record.items.is_empty()
        {
            let unit = record.unit().unwrap_or_default().to_string();
            groups.entry((record.kind.clone(), unit, date.to_string())).or_default().push(at);
        }
    }
    for mut group in groups.into_values().filter(|group| (2..=MOST_COMPARED).contains(&group.len()))
    {
        // What is reviewed, has a page and says more comes first, and the others repeat it.
        group.sort_by_cached_key(|at| {
            drafts.get(*at).map(|draft| {
                let copy = is_named_a_copy(&draft.place.file);
                let page = draft.record.page.is_some();
                (std::cmp::Reverse((draft.record.review, !copy, page, draft.told.len())), *at)
            })
        });
        let mut events: Vec<usize> = Vec::new();
        for at in group {
            let again = events.iter().find_map(|first| {
                let (a, b) = (drafts.get(*first)?, drafts.get(at)?);
                Some((*first, alike(a, b, directory)?))
            });
            match again {
                Some((first, Alike::One)) => repeats(drafts, first, at),
                Some((first, Alike::Two(keys))) => {
                    let place = drafts.get(first).map(|draft| draft.place.clone());
                    if let (Some(place), Some(draft)) = (place, drafts.get_mut(at)) {
                        let keys =
                            keys.iter().map(|key| Name::from(as_written(key, &draft.record)));
                        let keys = Keys(keys.collect());
                        let problem = TwiceProblem::CountedTwice { first: place, keys };
                        draft.problems.push(Diagnostic::of(draft.place.clone(), &problem));
                    }
                    events.push(at);
                }
                None => events.push(at),
            }
        }
    }
}

fn repeats(drafts: &mut [Draft], first: usize, at: usize) {
    let Some((id, place)) =
        drafts.get(first).map(|draft| (draft.record.id.clone(), draft.place.clone()))
    else {
        return;
    };
    if let Some(draft) = drafts.get_mut(at) {
        draft.record.repeats = Some(id);
        let problem = TwiceProblem::CountedOnce { first: place };
        draft.problems.push(Diagnostic::of(draft.place.clone(), &problem));
    }
}

enum Alike {
    /// One event: nothing that both say differs.
    One,
    /// Two, by these keys.
    Two(Vec<String>),
}

/// Whether two records of one type, unit and day may tell of one event.
fn alike(a: &Draft, b: &Draft, directory: &Directory<'_>) -> Option<Alike> {
    let shared: Vec<&String> =
        a.record.items.iter().filter(|item| b.record.items.contains(item)).collect();
    if shared.is_empty() {
        return None;
    }
    let subjects = subject(&a.record, directory).zip(subject(&b.record, directory));
    if subjects.is_some_and(|(one, other)| one != other) {
        return None;
    }
    let differing: Vec<&String> = a
        .told
        .iter()
        .filter(|(key, value)| b.told.get(*key).is_some_and(|other| other != *value))
        .map(|(key, _)| key)
        .collect();
    let of_people = shared
        .iter()
        .filter_map(|item| directory.item(item))
        .any(|item| matches!(item.per, Per::Person | Per::Leader));
    let same_people = a.record.people.iter().any(|person| b.record.people.contains(person));
    if of_people && !same_people && !a.record.people.is_empty() && !b.record.people.is_empty() {
        return None;
    }
    // A sheet of signatures has a row for each person who came to one meeting.
    let differs_in_people_only = differing.iter().all(|key| *key == PEOPLE);
    if differing.is_empty() || (differs_in_people_only && !of_people) {
        let covers = a.record.items.len() >= shared.len() && shared.len() == b.record.items.len();
        return Some(if covers { Alike::One } else { Alike::Two(vec!["事项".to_string()]) });
    }
    Some(Alike::Two(differing.into_iter().cloned().collect()))
}

/// A file all of whose records stand in one other is told once, not row by row.
fn copied_files(drafts: &mut [Draft]) {
    let mut files: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, draft) in drafts.iter().enumerate().filter(|(_, draft)| draft.record.page.is_none()) {
        files.entry(draft.place.file.clone()).or_default().push(at);
    }
    for (file, rows) in files {
        let originals: BTreeSet<Option<String>> = rows
            .iter()
            .filter_map(|at| drafts.get(*at))
            .map(|draft| draft.equals.and_then(|first| drafts.get(first)))
            .map(|original| original.map(|original| original.place.file.clone()))
            .collect();
        let (Some(Some(original)), 1) = (originals.first().cloned(), originals.len()) else {
            continue;
        };
        if original == file || rows.len() < 2 {
            continue;
        }
        let problem = TwiceProblem::CopiedFile { original: Name::from(original), rows: rows.len() };
        let mut told = Some(Diagnostic::of(Place::file(file), &problem));
        for at in rows {
            let Some(draft) = drafts.get_mut(at) else { continue };
            let own = draft.record.faults.last().cloned();
            draft.problems.retain(|problem| Some(problem) != own.as_ref());
            draft.problems.extend(told.take());
        }
    }
}
