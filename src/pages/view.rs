//! What page functions see of a campaign, and how they name and link its things.
//! In: the campaign as the edition may show it, counted. Out: paths, links and labels.

use std::collections::BTreeMap;

use jiff::civil::Date;
use yanxi_campaign::cell::Cell;
use yanxi_campaign::closed::Closed;
use yanxi_campaign::lookup::{Found as Lookup, People};
use yanxi_campaign::plan::{Dates, Item, Kind};
use yanxi_campaign::progress::Progress;
use yanxi_campaign::{Campaign, Id, Person, Record, Unit};

use super::block::{Found, Inline};
use super::passages::Passages;
use super::{ROWS_PER_PAGE, part_path};
use crate::slug::{component, path_within};

/// A campaign ready for its pages.
pub struct View<'a> {
    /// Only what the edition may show.
    pub campaign: &'a Campaign,
    /// Counted from `campaign`; in the public edition it knows of no people.
    pub progress: &'a Progress,
    /// What is owed of required items, in the internal edition and where the plan makes totals public.
    pub totals: Option<Totals>,
    pub today: Date,
    pub internal: bool,
    /// Folder of the campaign in the site, empty or ending in `/`.
    pub folder: String,
    /// The same below the content folder, without `/` at the end.
    pub source_folder: String,
    /// Markdown pages of the site by source path.
    pub documents: &'a BTreeMap<String, Document>,
    /// Paths in the site of attached files by source path.
    pub files: &'a BTreeMap<String, String>,
    /// Passages of those pages that entries of the plan quote.
    pub passages: &'a Passages,
    /// Which of its records are closed.
    pub closed: Closed<'a>,
    units: BTreeMap<&'a str, &'a Unit>,
    people: BTreeMap<&'a str, &'a Person>,
    people_called: People<'a>,
    /// Of each unit, on the day of the figures.
    people_there: BTreeMap<&'a str, Vec<&'a Person>>,
    /// Of each type, in their order.
    records_of: BTreeMap<&'a str, Vec<&'a Record>>,
    /// Where each record is shown, by its id.
    places: BTreeMap<&'a str, String>,
}

/// What a [`View`] is made from.
pub struct Parts<'a> {
    pub campaign: &'a Campaign,
    pub progress: &'a Progress,
    pub totals: Option<Totals>,
    pub today: Date,
    pub internal: bool,
    pub folder: String,
    pub source_folder: String,
    pub documents: &'a BTreeMap<String, Document>,
    pub files: &'a BTreeMap<String, String>,
    pub passages: &'a Passages,
}

/// Required items of the whole campaign, whatever the edition may show of it: both editions tell one figure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    pub units: BTreeMap<Id, Cell>,
    /// All units, and what is owed by the campaign as a whole.
    pub all: Cell,
}

impl Totals {
    pub fn of(campaign: &Campaign, progress: &Progress) -> Self {
        let of_unit = |unit: &Unit| (unit.id.clone(), progress.of_unit(&unit.id, Kind::Required));
        Totals {
            units: campaign.roster.units.iter().map(of_unit).collect(),
            all: progress.of_kind(Kind::Required),
        }
    }
}

/// A written page that derived pages link to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    pub output: String,
    pub title: String,
    /// Path of the source file's folder.
    pub folder: String,
    pub tags: Vec<String>,
}

impl<'a> View<'a> {
    pub fn new(parts: Parts<'a>) -> Self {
        let Parts {
            campaign,
            progress,
            totals,
            today,
            internal,
            folder,
            source_folder,
            documents,
            files,
            passages,
        } = parts;
        let mut view = View {
            campaign,
            progress,
            totals,
            today,
            internal,
            folder,
            source_folder,
            documents,
            files,
            passages,
            closed: campaign.closed(),
            units: campaign.roster.units.iter().map(|unit| (unit.id.as_str(), unit)).collect(),
            people: campaign
                .roster
                .people
                .iter()
                .map(|person| (person.id.as_str(), person))
                .collect(),
            people_called: People::of(&campaign.roster),
            people_there: BTreeMap::new(),
            records_of: BTreeMap::new(),
            places: BTreeMap::new(),
        };
        let day = view.roster_day();
        for person in &campaign.roster.people {
            if let Some(unit) = person.unit_on(day) {
                view.people_there.entry(unit).or_default().push(person);
            }
        }
        for record in &campaign.records {
            view.records_of.entry(&record.kind).or_default().push(record);
        }
        let mut rows_of_kind: BTreeMap<&str, usize> = BTreeMap::new();
        for record in &campaign.records {
            let place = match view.document_of(record) {
                Some(document) => document.output.clone(),
                None => {
                    let row = rows_of_kind.entry(&record.kind).or_default();
                    let part =
                        part_path(&view.records_path(&record.kind), *row / ROWS_PER_PAGE + 1);
                    *row += 1;
                    format!("{part}#{}", record_anchor(record))
                }
            };
            view.places.insert(&record.id, place);
        }
        view
    }

    /// Whether somebody is on the roster on the day of the figures; of an archived campaign on its last day.
    pub fn is_there(&self, person: &Person) -> bool {
        person.unit_on(self.roster_day()).is_some()
    }

    /// Who is in a unit on that day.
    pub fn people_there<'b>(&'b self, unit: &'b str) -> impl Iterator<Item = &'b Person> {
        self.people_there.get(unit).into_iter().flatten().copied()
    }

    fn roster_day(&self) -> Date {
        let end = self.campaign.plan.dates.to.filter(|_| self.campaign.plan.archived);
        end.map_or(self.today, |end| end.min(self.today))
    }

    /// A path in the campaign's folder.
    pub fn path(&self, name: &str) -> String {
        path_within(&self.source_folder, &self.folder, name)
    }

    /// Where a unit's page is; the public edition has none.
    pub fn unit_path(&self, id: &str) -> Option<String> {
        self.internal
            .then(|| self.path(&format!("units/{}.html", component(id, &format!("units/{id}")))))
    }

    /// Where a person's page is; the public edition has none.
    pub fn person_path(&self, id: &str) -> Option<String> {
        self.internal
            .then(|| self.path(&format!("people/{}.html", component(id, &format!("people/{id}")))))
    }

    pub fn activity_path(&self, id: &str) -> String {
        self.path(&format!("activities/{}.html", component(id, &format!("activities/{id}"))))
    }

    /// The (first) list page of a record type.
    pub fn records_path(&self, kind: &str) -> String {
        self.path(&format!("records/{}.html", component(kind, &format!("records/{kind}"))))
    }

    /// Where a record is shown: its own page, else its row in the list of its type. Those lists hold the rows without
    /// a page of their own first, so that a row's part of the list follows from its number among them.
    pub fn record_path(&self, record: &Record) -> String {
        self.places
            .get(record.id.as_str())
            .cloned()
            .unwrap_or_else(|| self.records_path(&record.kind))
    }

    /// The page a record was written as.
    pub fn document_of(&self, record: &Record) -> Option<&Document> {
        self.documents.get(record.page.as_deref()?)
    }

    /// The records of a type in their order.
    pub fn records_of<'b>(&'b self, kind: &'b str) -> impl Iterator<Item = &'b Record> {
        self.records_of.get(kind).into_iter().flatten().copied()
    }

    /// The records of every type with a role, in their order.
    pub fn records_with(&self, role: yanxi_campaign::plan::Role) -> Vec<&Record> {
        let plan = &self.campaign.plan;
        let ids = plan.record_types.iter().map(|kind| &kind.id);
        let kinds: Vec<&Id> =
            ids.filter(|id| plan.record_type(id).is_some_and(|kind| kind.role == role)).collect();
        if kinds.is_empty() {
            return Vec::new();
        }
        self.campaign.records.iter().filter(|record| kinds.contains(&&record.kind)).collect()
    }

    pub fn unit_name<'b>(&'b self, id: &'b str) -> &'b str {
        self.units.get(id).map_or(id, |unit| unit.name.as_str())
    }

    /// A unit's name, linked to its page where the edition has one.
    pub fn unit(&self, id: &str) -> Inline {
        match self.unit_path(id) {
            Some(path) if self.units.contains_key(id) => Inline::link(self.unit_name(id), path),
            _ => Inline::text(self.unit_name(id)),
        }
    }

    /// Several units, set apart by 、.
    pub fn units(&self, ids: &[Id]) -> Vec<Inline> {
        joined(ids.iter().map(|id| self.unit(id)))
    }

    /// A person's name, linked where the edition has a page for it.
    pub fn person(&self, id: &str) -> Inline {
        let person = self.people.get(id);
        let name = person.map_or(id, |person| person.name.as_str());
        match self.person_path(id) {
            Some(path) if person.is_some() => Inline::link(name, path),
            _ => Inline::text(name),
        }
    }

    /// The person meant by a name, sought within the units first.
    pub fn find_person(&self, units: &[Id], name: &str) -> Lookup<'a, Person> {
        self.people_called.find(units, name)
    }

    pub fn people(&self, ids: &[Id]) -> Vec<Inline> {
        joined(ids.iter().map(|id| self.person(id)))
    }

    /// A record's title, linked to where it is shown.
    pub fn record(&self, record: &Record) -> Inline {
        Inline::link(record.title.clone(), self.record_path(record))
    }

    /// An item's name, linked to where the plan's items stand; those that a unit chose stand on the unit's page.
    pub fn item(&self, item: &Item) -> Inline {
        match &item.activity {
            Some(activity) => Inline::link(
                item.name.clone(),
                format!("{}#{}", self.activity_path(activity), item_anchor(&item.id)),
            ),
            None if item.chosen_by.is_none() => Inline::link(
                item.name.clone(),
                format!("{}#{}", self.path(OTHER_ITEMS), item_anchor(&item.id)),
            ),
            None => Inline::text(item.name.clone()),
        }
    }

    /// The names of records' items, targets, topics or list entries answered to.
    pub fn answer_name<'b>(&'b self, id: &'b str) -> &'b str {
        let plan = &self.campaign.plan;
        let target = plan.targets.iter().find(|target| target.id == id);
        let topic = plan.topics.iter().find(|topic| topic.id == id);
        let entry = plan.lists.iter().flat_map(|list| &list.entries).find(|entry| entry.id == id);
        target
            .map(|target| target.name.as_str())
            .or(topic.map(|topic| topic.name.as_str()))
            .or(entry.map(|entry| entry.name.as_str()))
            .unwrap_or(id)
    }

    pub fn stage_name(&self, id: Option<&str>) -> &str {
        id.and_then(|id| self.campaign.plan.stage(id)).map_or("", |stage| stage.name.as_str())
    }

    /// What search knows of a record.
    pub fn found(&self, record: &Record) -> Found {
        Found {
            title: record.title.clone(),
            kind: self
                .campaign
                .plan
                .record_type(&record.kind)
                .map_or_else(String::new, |kind| kind.name.clone()),
            units: record.units.iter().map(|id| self.unit_name(id).to_string()).collect(),
            stage: self.stage_name(record.stage.as_deref()).to_string(),
            date: record.date.map(|date| date.to_string()).unwrap_or_default(),
            other_names: Vec::new(),
        }
    }
}

/// The page of the items that belong to no activity.
pub(super) const OTHER_ITEMS: &str = "items.html";

/// The anchor of a record's row in the list of its type.
pub fn record_anchor(record: &Record) -> String {
    format!("r-{}", component(&record.id, &format!("r/{}", record.id)))
}

/// The anchor of an item on its activity's page.
pub fn item_anchor(id: &str) -> String {
    format!("i-{}", component(id, &format!("i/{id}")))
}

/// Runs set apart by 、.
pub fn joined(parts: impl Iterator<Item = Inline>) -> Vec<Inline> {
    let mut content = Vec::new();
    for part in parts {
        if !content.is_empty() {
            content.push(Inline::text("、"));
        }
        content.push(part);
    }
    content
}

/// 2008年11月18日
pub fn long_date(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// 2008-11-18, or nothing.
pub fn date(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// The words of the plan for a span, with its days where it gives them.
pub fn span(dates: &Dates) -> String {
    let days = match (dates.from, dates.to) {
        (Some(from), Some(to)) => format!("{}至{}", long_date(from), long_date(to)),
        (Some(from), None) => format!("{}起", long_date(from)),
        (None, Some(to)) => format!("至{}", long_date(to)),
        (None, None) => String::new(),
    };
    match (dates.text.is_empty(), days.is_empty()) {
        (true, _) => days,
        (false, true) => dates.text.clone(),
        (false, false) => format!("{}（{days}）", dates.text),
    }
}
