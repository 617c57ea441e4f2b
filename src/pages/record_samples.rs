//! A small campaign for tests of pages about records, and what a reader would read of a page.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use yanxi_campaign::plan::{
    Audience, Dates, Enumeration, FieldRule, FieldValue, ListEntry, ListPlace, PlanList,
    RecordType, Role, Stage, UnitClass,
};
use yanxi_campaign::record::Review;
use yanxi_campaign::{Campaign, Person, Record, Unit};

use super::block::words;
use super::view::{Parts, Totals};
use super::{Block, DerivedPage, View};

/// Two stages, two units of two classes, two people; tests add types and records.
pub(super) struct Sample {
    pub(super) campaign: Campaign,
    pub(super) today: Date,
    pub(super) internal: bool,
}

impl Sample {
    pub(super) fn new() -> Self {
        let mut campaign = Campaign::default();
        let plan = &mut campaign.plan;
        plan.name = "样例活动".into();
        plan.stages = vec![
            stage("s1", "第一段", date(2008, 11, 1), date(2008, 11, 30)),
            stage("s2", "第二段", date(2008, 12, 1), date(2008, 12, 31)),
        ];
        plan.unit_classes = ["机关", "村"]
            .map(|name| UnitClass { id: name.into(), name: name.into(), ..UnitClass::default() })
            .to_vec();
        plan.audiences = vec![Audience {
            id: "masses".into(),
            name: "群众代表".into(),
            roles: vec!["群众代表".into()],
            masses: true,
            ..Audience::default()
        }];
        campaign.roster.units = vec![unit("u1", "样例办公室", "机关"), unit("u2", "甲嘎查", "村")];
        campaign.roster.people =
            vec![person("p1", "样甲", "u1", "干部"), person("p2", "样乙", "u2", "群众代表")];
        Sample { campaign, today: date(2008, 12, 20), internal: true }
    }

    pub(super) fn add_type(&mut self, id: &str, role: Role) -> &mut RecordType {
        self.campaign.plan.record_types.push(RecordType {
            id: id.into(),
            name: format!("{id}表"),
            role,
            ..RecordType::default()
        });
        let last = self.campaign.plan.record_types.len() - 1;
        &mut self.campaign.plan.record_types[last]
    }

    /// A type with a field that takes the given values.
    pub(super) fn add_type_with_choices(
        &mut self,
        id: &str,
        role: Role,
        key: &str,
        values: &[&str],
    ) {
        self.campaign.plan.enums.push(Enumeration {
            id: key.into(),
            values: values.iter().map(ToString::to_string).collect(),
            ..Enumeration::default()
        });
        self.add_type(id, role).fields = vec![FieldRule {
            key: key.into(),
            value: FieldValue::Enumeration(key.into()),
            ..FieldRule::default()
        }];
    }

    pub(super) fn add_list(&mut self, name: &str, place: ListPlace, entries: &[&str]) {
        self.campaign.plan.lists.push(PlanList {
            id: name.into(),
            name: name.into(),
            place,
            entries: entries
                .iter()
                .map(|entry| ListEntry {
                    id: entry.to_string(),
                    name: entry.to_string(),
                    ..ListEntry::default()
                })
                .collect(),
            ..PlanList::default()
        });
    }

    /// An approved, public record titled like its id.
    pub(super) fn add(
        &mut self,
        kind: &str,
        id: &str,
        unit: &str,
        day: Date,
        fields: &[(&str, &str)],
    ) -> &mut Record {
        self.campaign.records.push(Record {
            id: id.into(),
            kind: kind.into(),
            title: format!("题{id}"),
            units: (!unit.is_empty()).then(|| unit.to_string()).into_iter().collect(),
            date: Some(day),
            review: Review::Approved,
            public: true,
            stage: self.campaign.plan.stage_on(day).map(|stage| stage.id.clone()),
            fields: fields
                .iter()
                .map(|(key, value)| (key.to_string(), value.to_string()))
                .collect(),
            ..Record::default()
        });
        let last = self.campaign.records.len() - 1;
        &mut self.campaign.records[last]
    }

    /// Calls a function with the view of the edition.
    pub(super) fn with_view<T>(&self, use_view: impl FnOnce(&View<'_>) -> T) -> T {
        let campaign =
            if self.internal { self.campaign.clone() } else { self.campaign.for_public() };
        let progress = campaign.progress(self.today);
        let (documents, files) = (BTreeMap::new(), BTreeMap::new());
        let passages = super::passages::Passages::default();
        use_view(&View::new(Parts {
            campaign: &campaign,
            progress: &progress,
            totals: self.internal.then(Totals::default),
            today: self.today,
            internal: self.internal,
            folder: "c/".into(),
            source_folder: String::new(),
            documents: &documents,
            files: &files,
            passages: &passages,
        }))
    }

    pub(super) fn pages(&self, pages: fn(&View<'_>) -> Vec<DerivedPage>) -> Vec<DerivedPage> {
        self.with_view(pages)
    }

    /// Everything a reader reads of the pages.
    pub(super) fn text(&self, pages: fn(&View<'_>) -> Vec<DerivedPage>) -> String {
        let pages = self.pages(pages);
        for page in &pages {
            assert_eq!(twice(page), None, "an anchor stands twice on {}", page.output);
        }
        pages.iter().map(text_of).collect()
    }
}

fn stage(id: &str, name: &str, from: Date, to: Date) -> Stage {
    Stage {
        id: id.into(),
        name: name.into(),
        dates: Dates { from: Some(from), to: Some(to), ..Dates::default() },
        ..Stage::default()
    }
}

fn unit(id: &str, name: &str, class: &str) -> Unit {
    Unit { id: id.into(), name: name.into(), class: class.into(), ..Unit::default() }
}

fn person(id: &str, name: &str, unit: &str, role: &str) -> Person {
    Person {
        id: id.into(),
        name: name.into(),
        unit: unit.into(),
        roles: vec![role.into()],
        ..Person::default()
    }
}

/// An anchor that two things of a page have.
fn twice(page: &DerivedPage) -> Option<&str> {
    let mut seen = std::collections::BTreeSet::new();
    let anchors = page.blocks.iter().flat_map(|block| match block {
        Block::Heading { anchor, .. } => vec![anchor.as_str()],
        Block::Table(table) => std::iter::once(table.id.as_str())
            .chain(table.rows.iter().map(|row| row.anchor.as_str()))
            .collect(),
        _ => Vec::new(),
    });
    anchors.filter(|anchor| !anchor.is_empty()).find(|anchor| !seen.insert(*anchor))
}

/// The words of a page: a line for each block and row, cells set apart by `|`.
pub(super) fn text_of(page: &DerivedPage) -> String {
    let mut lines = vec![page.title.clone(), page.lead.clone()];
    for block in &page.blocks {
        match block {
            Block::Heading { text, .. } => lines.push(format!("# {text}")),
            Block::Paragraph(content) | Block::Notice { text: content, .. } => {
                lines.push(words(content));
            }
            Block::Facts(facts) => {
                lines.extend(facts.iter().map(|(name, value)| format!("{name}|{}", words(value))))
            }
            Block::List { entries, .. } => lines.extend(entries.iter().map(|entry| words(entry))),
            Block::Table(table) => {
                lines.push(table.caption.clone());
                let heads: Vec<&str> =
                    table.columns.iter().map(|column| column.name.as_str()).collect();
                lines.push(heads.join("|"));
                for row in &table.rows {
                    let cells: Vec<String> = row.cells.iter().map(|cell| cell.words()).collect();
                    lines.push(cells.join("|"));
                }
            }
            Block::Figure { caption, .. } => lines.push(caption.clone()),
            Block::CopyText { label, text } => lines.push(format!("{label}|{text}")),
            Block::Cards(cards) => lines
                .extend(cards.iter().map(|card| format!("{}|{}", card.title, words(&card.text)))),
            Block::Figures(figures) => lines.extend(
                figures
                    .iter()
                    .map(|figure| format!("{}={} {}", figure.name, figure.value, figure.detail)),
            ),
            Block::Quiz(questions) => lines.extend(questions.iter().map(|question| {
                format!(
                    "{}|{}|{}|{}",
                    question.text,
                    question.options.join("|"),
                    question.answer,
                    question.explanation
                )
            })),
            Block::Chooser { .. } | Block::Pages { .. } | Block::NewSheet => {}
        }
    }
    lines.push(String::new());
    lines.join("\n")
}
