//! A small campaign for tests of pages about the plan and about progress, and what a reader reads of a page.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use yanxi_campaign::plan::{
    Activity, Audience, Criterion, Dates, Gate, Item, ListEntry, ListPlace, Need, Per, PlanList,
    RecordType, Role, Stage, Step, UnitClass, Version,
};
use yanxi_campaign::record::Review;
use yanxi_campaign::{Campaign, Person, Record, Unit};
use yanxi_problem::{Diagnostic, Place, Problem, Quoted};

use super::block::words;
use super::view::{Document, Parts, Totals};
use super::{Block, DerivedPage, View};

/// What a record may have wrong with it.
#[derive(Problem)]
enum Fault {
    #[code(E03)]
    #[zh("{text}", "")]
    #[en("{text}", "")]
    Told { text: Quoted },
}

pub(super) fn fault(text: &str) -> Diagnostic {
    Diagnostic::of(Place::default(), &Fault::Told { text: text.into() })
}

/// A campaign with the day and the edition that a test looks at.
pub(super) struct Sample {
    pub(super) campaign: Campaign,
    pub(super) today: Date,
    pub(super) internal: bool,
    pub(super) documents: BTreeMap<String, Document>,
    pub(super) passages: super::passages::Passages,
}

/// Two stages, two units, three people, two activities of one name, three items, four records.
pub(super) fn sample() -> Sample {
    Sample {
        campaign: campaign(),
        today: date(2008, 12, 5),
        internal: true,
        documents: BTreeMap::new(),
        passages: Default::default(),
    }
}

impl Sample {
    /// What `pages` makes of the campaign as the edition may show it.
    pub(super) fn pages(&self, pages: fn(&View<'_>) -> Vec<DerivedPage>) -> Vec<DerivedPage> {
        self.with_view(pages)
    }

    pub(super) fn with_view<T>(&self, look: impl FnOnce(&View<'_>) -> T) -> T {
        let shown = if self.internal { self.campaign.clone() } else { self.campaign.for_public() };
        let progress = shown.progress(self.today);
        let whole = self.campaign.progress(self.today);
        let totals = (self.internal || self.campaign.plan.public_totals)
            .then(|| Totals::of(&self.campaign, &whole));
        let files = BTreeMap::new();
        look(&View::new(Parts {
            campaign: &shown,
            progress: &progress,
            totals,
            today: self.today,
            internal: self.internal,
            folder: "hd/".into(),
            source_folder: "活动".into(),
            documents: &self.documents,
            files: &files,
            passages: &self.passages,
        }))
    }

    /// All that a reader may read of the pages.
    pub(super) fn text(&self, pages: fn(&View<'_>) -> Vec<DerivedPage>) -> String {
        text(&self.pages(pages))
    }
}

/// Everything on the pages that a reader may read, with their titles.
pub(super) fn text(pages: &[DerivedPage]) -> String {
    pages.iter().map(page_text).collect::<Vec<_>>().join("\n")
}

pub(super) fn page_text(page: &DerivedPage) -> String {
    let mut lines = vec![page.title.clone(), page.lead.clone()];
    for block in &page.blocks {
        match block {
            Block::Heading { text, .. } => lines.push(text.clone()),
            Block::Paragraph(content) => lines.push(words(content)),
            Block::Notice { text, .. } => lines.push(words(text)),
            Block::Facts(facts) => {
                lines.extend(facts.iter().map(|(name, value)| format!("{name}：{}", words(value))))
            }
            Block::List { entries, .. } => lines.extend(entries.iter().map(|entry| words(entry))),
            Block::Table(table) => {
                lines.push(table.caption.clone());
                let heads =
                    table.columns.iter().map(|column| format!("{}{}", column.group, column.name));
                lines.push(heads.collect::<Vec<_>>().join("|"));
                for row in &table.rows {
                    let cells = row.cells.iter().map(|cell| cell.words());
                    lines.push(cells.collect::<Vec<_>>().join("|"));
                }
                if table.rows.is_empty() {
                    lines.push(table.when_empty.clone());
                }
            }
            Block::Figure { svg, caption } => lines.push(format!("{caption}{svg}")),
            Block::CopyText { label, text } => lines.push(format!("{label}\n{text}")),
            Block::Cards(cards) => lines
                .extend(cards.iter().map(|card| format!("{}：{}", card.title, words(&card.text)))),
            Block::Figures(figures) => {
                lines.extend(figures.iter().map(|figure| {
                    format!("{}：{}（{}）", figure.name, figure.value, figure.detail)
                }))
            }
            Block::Quiz(_) | Block::Chooser { .. } | Block::Pages { .. } | Block::NewSheet => {}
        }
    }
    lines.join("\n")
}

fn dates(from: Date, to: Date) -> Dates {
    Dates { from: Some(from), to: Some(to), ..Dates::default() }
}

fn stage(id: &str, name: &str, from: Date, to: Date) -> Stage {
    Stage { id: id.into(), name: name.into(), dates: dates(from, to), ..Stage::default() }
}

fn unit(id: &str, name: &str, class: &str, first: &str, group: &str) -> Unit {
    Unit {
        id: id.into(),
        name: name.into(),
        class: class.into(),
        first_responsible: vec![first.to_string()]
            .into_iter()
            .filter(|name| !name.is_empty())
            .collect(),
        leading_group: group.into(),
        ..Unit::default()
    }
}

fn person(id: &str, name: &str, unit: &str) -> Person {
    Person {
        id: id.into(),
        name: name.into(),
        unit: unit.into(),
        roles: vec!["党员".into()],
        ..Person::default()
    }
}

fn record_type(id: &str, name: &str, role: Role) -> RecordType {
    RecordType { id: id.into(), name: name.into(), role, ..RecordType::default() }
}

pub(super) fn record(id: &str, kind: &str, unit: &str, day: Date) -> Record {
    Record {
        id: id.into(),
        kind: kind.into(),
        title: format!("记录{id}"),
        units: vec![unit.into()],
        date: Some(day),
        review: Review::Approved,
        ..Record::default()
    }
}

fn of_person(id: &str, person: &str, unit: &str, day: Date) -> Record {
    Record {
        items: vec!["note".into()],
        people: vec![person.into()],
        ..record(id, "notes", unit, day)
    }
}

fn campaign() -> Campaign {
    let mut campaign = Campaign::default();
    let plan = &mut campaign.plan;
    plan.id = "hd".into();
    plan.name = "样例活动".into();
    plan.theme = "学用结合".into();
    plan.dates = dates(date(2008, 11, 1), date(2008, 12, 31));
    plan.stages = vec![
        stage("s1", "第一段", date(2008, 11, 1), date(2008, 11, 30)),
        stage("s2", "第二段", date(2008, 12, 1), date(2008, 12, 31)),
    ];
    plan.stages[0].aliases = vec!["头一段".into()];
    plan.steps = vec![
        Step {
            id: "t1".into(),
            stage: "s2".into(),
            name: "查摆".into(),
            dates: dates(date(2008, 12, 1), date(2008, 12, 10)),
            ..Step::default()
        },
        Step {
            id: "t2".into(),
            stage: "s2".into(),
            name: "待补充".into(),
            source: "待补充".into(),
            ..Step::default()
        },
    ];
    plan.gates = vec![
        Gate {
            id: "g1".into(),
            name: "甲关".into(),
            covers: vec!["s2".into()],
            criteria: [("事情办成", "方案"), ("群众认可", "讲话")]
                .map(|(text, source)| Criterion {
                    text: text.into(),
                    source: source.into(),
                    ..Criterion::default()
                })
                .to_vec(),
            ..Gate::default()
        },
        Gate {
            id: "g2".into(),
            name: "乙关".into(),
            covers_text: "收尾的时候".into(),
            ..Gate::default()
        },
    ];
    plan.unit_classes = [("village", "嘎查村"), ("office", "站所")]
        .map(|(id, name)| UnitClass {
            id: id.into(),
            name: name.into(),
            requirements: vec![format!("{name}的要求")],
            ..UnitClass::default()
        })
        .to_vec();
    plan.audiences = vec![Audience {
        id: "members".into(),
        name: "全体党员".into(),
        roles: vec!["党员".into()],
        ..Audience::default()
    }];
    plan.activities = ["s1", "s2"]
        .map(|stage| Activity {
            id: format!("a-{stage}"),
            name: "主题甲".into(),
            stage: Some(stage.into()),
            ..Activity::default()
        })
        .to_vec();
    plan.activities[1].expect_items = Some(3);
    plan.items = vec![
        Item {
            id: "note".into(),
            activity: Some("a-s1".into()),
            name: "写体会".into(),
            record_types: vec!["notes".into()],
            needs: vec![Need {
                audience: Some("members".into()),
                count: 1,
                min_characters: Some(200),
                ..Need::default()
            }],
            ..Item::default()
        },
        Item {
            id: "report".into(),
            activity: Some("a-s2".into()),
            name: "交报告".into(),
            record_types: vec!["reports".into()],
            per: Per::Unit,
            dates: dates(date(2008, 12, 1), date(2008, 12, 10)),
            ..Item::default()
        },
        Item {
            id: "own".into(),
            name: "夜校".into(),
            per: Per::Unit,
            chosen_by: Some("u1".into()),
            ..Item::default()
        },
    ];
    plan.record_types = vec![
        record_type("notes", "体会", Role::General),
        record_type("reports", "报告", Role::General),
        record_type("verdicts", "把关登记", Role::GateVerdict),
        record_type("exempt", "免除登记", Role::Exemption),
        record_type("unit-plans", "单位方案", Role::UnitPlan),
    ];
    plan.versions = [("初稿", 1), ("定稿", 20)]
        .map(|(number, day)| Version {
            number: number.into(),
            date: Some(date(2008, 10, day)),
            ..Version::default()
        })
        .to_vec();
    plan.lists = vec![PlanList {
        id: "points".into(),
        name: "要把握的几点".into(),
        place: ListPlace::Home,
        declared: Some(3),
        entries: ["时间", "分寸"]
            .map(|name| ListEntry {
                id: name.into(),
                name: name.into(),
                text: format!("{name}要合适"),
                ..ListEntry::default()
            })
            .to_vec(),
        ..PlanList::default()
    }];
    campaign.roster.units = vec![
        unit("u1", "甲嘎查", "嘎查村", "样甲", "甲嘎查领导小组"),
        unit("u2", "乙站所", "站所", "", ""),
    ];
    campaign.roster.people =
        vec![person("p1", "样甲", "u1"), person("p2", "例乙", "u1"), person("p3", "样丙", "u2")];
    campaign.records = vec![
        of_person("r1", "p1", "u1", date(2008, 11, 20)),
        of_person("r2", "p2", "u1", date(2008, 12, 2)),
        Record {
            items: vec!["report".into()],
            review: Review::Submitted,
            ..record("r3", "reports", "u1", date(2008, 12, 3))
        },
        Record {
            fields: vec![
                ("关口".into(), "甲关".into()),
                ("结论".into(), "通过".into()),
                ("把关人".into(), "样甲".into()),
            ],
            ..record("r4", "verdicts", "u1", date(2008, 12, 4))
        },
    ];
    campaign
}
