//! Reads the plan: the tables of `plan.toml` and the sheets of `计划.xlsx` become one [`Plan`].
//! In: the file's text and the sheets' rows. Out: the plan, with every problem of either.
//!
//! Tables are read in the order in which they refer to one another, so that each reference is resolved at once.

use std::collections::{BTreeMap, BTreeSet};

use yanxi_campaign::plan::{
    Dates, Duty, Expectation, OtherNames, Plan, QuotedPage, Version, is_pending,
};
use yanxi_campaign::quoted::{Entry, Quotation};

use super::entity::{
    BETWEEN_SENTENCES, Content, Entity, Field, Form, Word, is_named, tables_of, whole_number,
};
use super::names::{Found, Kind, Names, Thing};
use super::plan_problem::PlanProblem;
use super::problem;
use super::reader::Reader;
use super::remedy::Label;
use crate::slip::{NearKey, near_key};
use yanxi_problem::{Diagnostic, Place};
use yanxi_reading::value::parse_date;

/// A table of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Table {
    Campaign,
    Expect,
    Version,
    Stage,
    Step,
    Gate,
    UnitClass,
    Audience,
    Activity,
    Item,
    RecordType,
    Enumeration,
    Rating,
    Share,
    Target,
    Topic,
    List,
    Peer,
    OtherNames,
}

/// Every table with its names; the second is the one shown.
pub(super) const TABLES: [(Table, &[&str]); 19] = [
    (Table::Campaign, &["campaign", "活动"]),
    (Table::Expect, &["expect", "应列"]),
    (Table::Version, &["version", "版本"]),
    (Table::Stage, &["stage", "阶段"]),
    (Table::Step, &["step", "环节"]),
    (Table::Gate, &["gate", "把关"]),
    (Table::UnitClass, &["unit_class", "单位类别"]),
    (Table::Audience, &["audience", "人员类别"]),
    (Table::Activity, &["activity", "主题实践活动", "主题活动"]),
    (Table::Item, &["item", "事项"]),
    (Table::RecordType, &["record_type", "记录类型"]),
    (Table::Enumeration, &["enum", "取值"]),
    (Table::Rating, &["rating", "测评规则"]),
    (Table::Share, &["share", "代表比例"]),
    (Table::Target, &["target", "指标", "目标"]),
    (Table::Topic, &["topic", "课题"]),
    (Table::List, &["list", "清单"]),
    (Table::Peer, &["peer", "同批单位"]),
    (Table::OtherNames, ALIASES),
];

/// The table of a name. A list of 活动 means the activities, a single one the campaign.
pub(super) fn table_named(name: &str, is_list: bool) -> Option<Table> {
    if is_list && name == "活动" {
        return Some(Table::Activity);
    }
    TABLES.iter().find(|(_, names)| is_named(name, names)).map(|(table, _)| *table)
}

pub(super) const ID: &[&str] = &["id", "编号"];
pub(super) const NAME: &[&str] = &["name", "名称"];
pub(super) const SOURCE: &[&str] = &["source", "来源"];
pub(super) const DESCRIPTION: &[&str] = &["description", "说明"];
pub(super) const ALIASES: &[&str] = &["aliases", "别名"];
const FROM: &[&str] = &["from", "start", "开始", "开始日期"];
const TO: &[&str] = &["to", "end", "结束", "结束日期"];
const DATE_TEXT: &[&str] = &["date_text", "span_text", "时间说明"];
const GRACE: &[&str] = &["grace_days", "宽限天数"];

/// A plan in the making, with the names known so far.
#[derive(Default)]
pub(super) struct PlanReader {
    pub(super) plan: Plan,
    pub(super) problems: Vec<Diagnostic>,
    pub(super) stages: Names,
    pub(super) steps: Names,
    pub(super) stages_and_steps: Names,
    pub(super) unit_classes: Names,
    pub(super) audiences: Names,
    pub(super) classes_and_audiences: Names,
    pub(super) enumerations: Names,
    pub(super) record_types: Names,
    pub(super) activities: Names,
    pub(super) ratings: Names,
    /// Where each id of a table was first used, and whether it was given or made from the name.
    seen: BTreeMap<(Table, String), (Place, bool)>,
}

/// Id and name of an entity.
pub(super) struct Identity {
    pub(super) id: String,
    pub(super) name: String,
}

/// Reads the plan from its file and from the sheets beside it. Of a broken file nothing is said to be missing.
pub(super) fn read(document: &Entity, sheets: Vec<(Table, Entity)>, is_broken: bool) -> PlanReader {
    let mut reader = PlanReader::default();
    let mut tables = reader.tables(document);
    for (table, entity) in sheets {
        tables.entry(table).or_default().push(entity);
    }
    let mut of = |table: Table| tables.remove(&table).unwrap_or_default();
    reader.campaign(&of(Table::Campaign), &document.place, is_broken);
    for entity in of(Table::Version) {
        reader.version(&entity);
    }
    for entity in of(Table::Stage) {
        reader.stage(&entity);
    }
    for entity in of(Table::Step) {
        reader.step(&entity);
    }
    for entity in of(Table::UnitClass) {
        reader.unit_class(&entity);
    }
    for entity in of(Table::Audience) {
        reader.audience(&entity);
    }
    for entity in of(Table::Gate) {
        reader.gate(&entity);
    }
    for entity in of(Table::Enumeration) {
        reader.enumeration(&entity);
    }
    for entity in of(Table::RecordType) {
        reader.record_type(&entity);
    }
    for entity in of(Table::Activity) {
        reader.activity(&entity);
    }
    for entity in of(Table::Item) {
        reader.item(&entity);
    }
    for entity in of(Table::Rating) {
        reader.rating(&entity);
    }
    for entity in of(Table::Share) {
        reader.share(&entity);
    }
    for entity in of(Table::Target) {
        reader.target(&entity);
    }
    for entity in of(Table::Topic) {
        reader.topic(&entity);
    }
    for entity in of(Table::List) {
        reader.list(&entity);
    }
    for entity in of(Table::Peer) {
        reader.peer(&entity);
    }
    for entity in of(Table::Expect) {
        reader.expect(&entity);
    }
    for entity in of(Table::OtherNames) {
        reader.other_names(&entity);
    }
    reader
}

impl PlanReader {
    /// Sorts the file's content by table. What stands before the first table belongs to the campaign itself.
    fn tables(&mut self, document: &Entity) -> BTreeMap<Table, Vec<Entity>> {
        let mut tables: BTreeMap<Table, Vec<Entity>> = BTreeMap::new();
        let mut loose: Vec<Field> = Vec::new();
        for field in &document.fields {
            let is_list = matches!(field.value.content, Content::List(_));
            match table_named(&field.name, is_list) {
                Some(table) => {
                    let (entities, problems) =
                        tables_of(field, Form::Plan, "名称", &BETWEEN_SENTENCES);
                    tables.entry(table).or_default().extend(entities);
                    self.problems.extend(problems);
                }
                None if matches!(field.value.content, Content::Text(_)) => {
                    loose.push(field.clone());
                }
                None => {
                    let known = TABLES.map(|(_, names)| names);
                    self.problems.push(problem::no_key_of_table(field, Form::Plan, &known));
                }
            }
        }
        if !loose.is_empty() {
            let campaign = tables.entry(Table::Campaign).or_default();
            match campaign.first_mut() {
                Some(first) => first.fields.extend(loose),
                None => campaign.push(Entity {
                    place: loose[0].value.place.clone(),
                    form: Form::Plan,
                    fields: loose,
                }),
            }
        }
        tables
    }

    fn campaign(&mut self, entities: &[Entity], whole_file: &Place, is_broken: bool) {
        let Some(entity) = entities.first() else {
            self.plan.origin = whole_file.clone();
            if is_broken {
                // The name may stand in the part that could not be read.
                return;
            }
            let problem = PlanProblem::CampaignWithoutName;
            self.problems.push(Diagnostic::of(whole_file.clone(), &problem));
            return;
        };
        let mut reader = Reader::new(entity);
        let identity = self.identity(&mut reader, Table::Campaign);
        let plan = &mut self.plan;
        plan.id = identity.id;
        plan.name = identity.name;
        plan.theme = reader.text(&["theme", "主题"]);
        plan.batch = reader.text(&["batch", "批次"]);
        plan.pilot = reader.yes_or_no(&["pilot", "试点"]).unwrap_or(false);
        plan.level = reader.text(&["level", "级别"]);
        plan.description = reader.text(DESCRIPTION);
        reader.text(SOURCE);
        plan.archived = reader.yes_or_no(&["archived", "已归档"]).unwrap_or(false);
        plan.public_totals = reader.yes_or_no(&["public_totals", "公开合计"]).unwrap_or(false);
        plan.dates = dates(&mut reader);
        let preparation = Dates {
            from: reader.date(&["preparation_from", "筹备开始"]),
            to: reader.date(&["preparation_to", "筹备结束"]),
            text: reader.text(&["preparation_text", "筹备说明"]),
            grace_days: None,
        };
        check_order(&preparation, &mut reader);
        plan.preparation = preparation;
        plan.origin = entity.place.clone();
        for word in reader.words(&["quoted_pages", "出处页"]) {
            plan.quoted_pages.push(QuotedPage { name: word.text, origin: word.place });
        }
        self.quotations(&mut reader, Entry::Campaign);
        self.problems.extend(reader.finish());
    }

    /// The passages that an entry stands on: one, or several in a list or in lines of a cell.
    pub(super) fn quotations(&mut self, reader: &mut Reader<'_>, of: Entry) {
        for word in reader.lines(&["quote", "出处"]) {
            let (text, origin) = (word.text, word.place);
            self.plan.quotations.push(Quotation { of: of.clone(), text, origin });
        }
    }

    fn version(&mut self, entity: &Entity) {
        let mut reader = Reader::new(entity);
        let version = Version {
            number: reader.text(&["number", "版次", "name", "名称"]),
            date: reader.date(&["date", "日期"]),
            note: reader.text(&["note", "修改说明", "说明"]),
            file: reader.text(&["file", "文件"]).replace('\\', "/"),
            origin: entity.place.clone(),
        };
        self.plan.versions.push(version);
        self.problems.extend(reader.finish());
    }

    /// Other words for names and values of this plan; each key is one of them.
    fn other_names(&mut self, entity: &Entity) {
        let mut reader = Reader::new(entity);
        let known: BTreeSet<String> = self.plan.names_and_values().map(str::to_string).collect();
        for field in reader.rest() {
            if !known.contains(field.name.trim()) {
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                reader.problems.push(problem::nothing_to_call_otherwise(field, &known));
                continue;
            }
            let others = field.words(Form::Plan).into_iter().map(|word| word.text).collect();
            let name = field.name.trim().to_string();
            self.plan.other_names.push(OtherNames { name, others });
        }
        self.problems.append(&mut reader.problems);
    }

    /// Declared counts; each key is the name of a list, in general or of this plan.
    fn expect(&mut self, entity: &Entity) {
        const LISTS: [(&str, &[&str]); 9] = [
            ("stages", &["stages", "stage", "阶段"]),
            ("steps", &["steps", "step", "环节"]),
            ("gates", &["gates", "gate", "把关"]),
            ("activities", &["activities", "activity", "主题实践活动", "主题活动"]),
            ("items", &["items", "item", "事项"]),
            ("audiences", &["audiences", "audience", "人员类别"]),
            ("targets", &["targets", "target", "目标", "指标"]),
            ("topics", &["topics", "topic", "课题"]),
            ("peers", &["peers", "peer", "同批单位"]),
        ];
        let mut own = Names::of_pairs(
            self.plan.lists.iter().map(|list| (list.id.as_str(), list.name.as_str())),
        );
        let sets = self.plan.topics.iter().map(|topic| &topic.set);
        for set in sets.chain(self.plan.targets.iter().map(|target| &target.set)) {
            if !set.is_empty() {
                own.add(Thing { id: set.clone(), ..Thing::default() });
            }
        }
        let mut reader = Reader::new(entity);
        for field in reader.rest() {
            let word = field.word(Form::Plan);
            let Some(count) = whole_number(&word.text) else {
                reader.problems.push(problem::no_number(&word));
                continue;
            };
            let general = LISTS
                .iter()
                .find(|(_, names)| is_named(&field.name, names))
                .map(|(of, _)| of.to_string());
            let key = Word { text: field.name.clone(), ..word.clone() };
            let of = general.or_else(|| match own.find(&key.text) {
                Found::None => {
                    let general = LISTS.map(|(_, names)| names);
                    reader.problems.push(no_list(&key, &own, &general));
                    None
                }
                Found::One(_) | Found::Two(..) => reader.resolve(&key, &own, Kind::List),
            });
            if let Some(of) = of {
                self.plan.expect.push(Expectation { of, count, origin: word.place.clone() });
            }
        }
        self.problems.append(&mut reader.problems);
    }

    /// Id and name; either stands in for the other. An id used before is reported and changed.
    pub(super) fn identity(&mut self, reader: &mut Reader<'_>, table: Table) -> Identity {
        let id = reader.text(ID);
        let name = reader.text(NAME);
        let given = !id.is_empty();
        if !given && name.is_empty() {
            reader.problems.push(problem::missing(reader.entity, Label::of(NAME)));
        }
        let name = if name.is_empty() { id.clone() } else { name };
        let wanted = if given { id } else { name.clone() };
        let place = reader
            .entity
            .fields
            .iter()
            .find(|field| is_named(&field.name, if given { ID } else { NAME }))
            .map_or(&reader.entity.place, |field| &field.value.place);
        let id = self.unique_id(table, &wanted, given, place, &mut reader.problems);
        Identity { id, name }
    }

    fn unique_id(
        &mut self,
        table: Table,
        wanted: &str,
        given: bool,
        place: &Place,
        problems: &mut Vec<Diagnostic>,
    ) -> String {
        let wanted = if wanted.is_empty() { "未命名" } else { wanted };
        if let Some((first, first_given)) = self.seen.get(&(table, wanted.to_string())) {
            // Names that the plan leaves open, and those reported as missing, may repeat.
            let open = !given && (is_pending(wanted) || wanted == "未命名");
            if !open {
                problems.push(if given || *first_given {
                    problem::same_id(place, wanted, first)
                } else {
                    problem::same_name(place, wanted, first)
                });
            }
        }
        let mut id = wanted.to_string();
        let mut number = 2;
        while self.seen.contains_key(&(table, id.clone())) {
            id = format!("{wanted}-{number}");
            number += 1;
        }
        self.seen.insert((table, id.clone()), (place.clone(), given));
        id
    }
}

/// A count of something that is neither a table of every plan nor a list of this one.
fn no_list(word: &Word, own: &Names, general: &[&'static [&'static str]]) -> Diagnostic {
    let names: Vec<&str> = general.iter().copied().flatten().copied().collect();
    let near = own.meant(&word.text, Kind::List).or_else(|| match near_key(&word.text, &names) {
        Some(NearKey::Meant(near)) => Some(near),
        Some(NearKey::Alike(near)) => near.first().copied(),
        None => None,
    });
    let chinese = |names: &&[&'static str]| names.iter().copied().find(|name| !name.is_ascii());
    let examples: Vec<&str> =
        own.examples(usize::MAX).into_iter().chain(general.iter().filter_map(chinese)).collect();
    problem::unknown_near(word, near, &examples, Kind::List)
}

/// The days of an entity.
pub(super) fn dates(reader: &mut Reader<'_>) -> Dates {
    let grace = reader.number(GRACE);
    let dates = Dates {
        from: reader.date(FROM),
        to: reader.date(TO),
        text: reader.text(DATE_TEXT),
        grace_days: grace.map(|days| u16::try_from(days).unwrap_or(u16::MAX)),
    };
    check_order(&dates, reader);
    dates
}

/// Who answers for something. Its due day is `dates` where that is given otherwise too, else that of 时限, or words where
/// the plan has no day.
pub(super) fn duty(reader: &mut Reader<'_>, dates: Dates) -> Duty {
    let mut due = dates;
    if let Some(word) = reader.word(&["due", "时限", "期限"]) {
        match parse_date(&word.text) {
            Some(day) => due.to = due.to.or(Some(day)),
            None if due.text.is_empty() => due.text = word.text,
            None => {}
        }
    }
    Duty {
        leaders: reader.texts(&["leaders", "牵头领导", "责任领导"]),
        units: reader.texts(&["owner", "责任单位", "牵头单位"]),
        partners: reader.texts(&["partners", "配合单位", "协办单位"]),
        due,
    }
}

fn check_order(dates: &Dates, reader: &mut Reader<'_>) {
    if let (Some(from), Some(to)) = (dates.from, dates.to)
        && to < from
    {
        let place = reader
            .entity
            .fields
            .iter()
            .find(|field| {
                is_named(&field.name, TO) || is_named(&field.name, &["preparation_to", "筹备结束"])
            })
            .map_or(&reader.entity.place, |field| &field.value.place)
            .clone();
        reader.problems.push(problem::reversed(&place, from, to));
    }
}
