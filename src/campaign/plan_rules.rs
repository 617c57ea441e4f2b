//! Reads the plan's record types, values, targets, topics and lists.
//! In: entities of the plan. Out: what they say, added to the [`PlanReader`], with every problem.

use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::{
    Condition, Dates, Enumeration, FieldRule, FieldValue, ListEntry, ListPlace, Peer, PlanList,
    RecordType, Role, Target, TargetPart, Topic, is_pending,
};
use yanxi_campaign::quoted::Entry as Quoting;
use yanxi_problem::{Diagnostic, Name};

use super::entity::{Content, Entity};
use super::names::{Kind, Names};
use super::plan::{ALIASES, DESCRIPTION, ID, NAME, PlanReader, SOURCE, Table, dates, duty};
use super::plan_entities::thing;
use super::plan_problem::PlanProblem;
use super::problem;
use super::reader::Reader;
use super::remedy::Label;

#[derive(Clone, Copy, PartialEq, Eq)]
enum FieldKind {
    Text,
    Number,
    Date,
    YesOrNo,
    Enumeration,
    Unit,
    Person,
}

const FIELD_KINDS: [(FieldKind, &[&str]); 7] = [
    (FieldKind::Text, &["text", "文字"]),
    (FieldKind::Number, &["number", "数字"]),
    (FieldKind::Date, &["date", "日期"]),
    (FieldKind::YesOrNo, &["yes_no", "是否"]),
    (FieldKind::Enumeration, &["enum", "取值"]),
    (FieldKind::Unit, &["unit", "单位"]),
    (FieldKind::Person, &["person", "人员"]),
];

const LIST_PLACES: [(ListPlace, &[&str]); 5] = [
    (ListPlace::Plan, &["plan", "方案"]),
    (ListPlace::Home, &["home", "首页"]),
    (ListPlace::Problems, &["problems", "问题"]),
    (ListPlace::Rules, &["rules", "制度"]),
    (ListPlace::Deeds, &["deeds", "实事"]),
];

const VALUES: &[&str] = &["values", "值", "取值"];
const FIELD_NAME: &[&str] = &["key", "名称", "name"];
const FIELD_VALUES: &[&str] = &["values", "取值"];
const IF: &[&str] = &["if", "当"];

impl PlanReader {
    pub(super) fn enumeration(&mut self, entity: &Entity) {
        let mut reader = Reader::new(entity);
        let identity = self.identity(&mut reader, Table::Enumeration);
        let values = reader.texts(VALUES);
        if values.is_empty() {
            reader.problems.push(problem::missing(entity, Label::of(VALUES)));
        }
        reader.text(DESCRIPTION);
        reader.text(SOURCE);
        self.enumerations.add(thing(&identity.id, &identity.name, &[]));
        self.plan.enums.push(Enumeration {
            id: identity.id,
            name: identity.name,
            values,
            origin: entity.place.clone(),
        });
        self.problems.extend(reader.finish());
    }

    pub(super) fn record_type(&mut self, entity: &Entity) {
        let roles: Vec<(Role, Vec<&str>)> = Role::ALL
            .iter()
            .map(|(role, english, chinese)| (*role, vec![*english, *chinese]))
            .collect();
        let roles: Vec<(Role, &[&str])> =
            roles.iter().map(|(role, names)| (*role, names.as_slice())).collect();
        let mut reader = Reader::new(entity);
        let identity = self.identity(&mut reader, Table::RecordType);
        // Results of ratings are announced to the public unless the plan says otherwise, however unclearly.
        let role = reader.choice(&["role", "用途"], &roles).unwrap_or_default();
        let says_public = reader.word(&["visibility", "公开"]).is_some();
        let mut kind = RecordType {
            id: identity.id,
            name: identity.name,
            aliases: reader.texts(ALIASES),
            role,
            flow: reader.texts(&["flow", "流程"]),
            adopted: reader.texts(&["adopted", "采纳"]),
            not_adopted: reader.texts(&["not_adopted", "未采纳"]),
            public: shown(&mut reader).unwrap_or(role == Role::Rating && !says_public),
            source: reader.text(SOURCE),
            origin: entity.place.clone(),
            ..RecordType::default()
        };
        reader.text(DESCRIPTION);
        // How its records are stored is seen from the files; older plans say it all the same.
        reader.text(&["store", "存放"]);
        for word in reader.words(&["closed", "办结"]) {
            if !kind.flow.contains(&word.text) {
                let states = Names::of_pairs(kind.flow.iter().map(|state| (state.as_str(), "")));
                let near = states.meant(&word.text, Kind::Field).map(String::from);
                let shown: Vec<&str> = kind.flow.iter().map(String::as_str).collect();
                reader.problems.push(problem::not_a_choice(&word, near.as_deref(), &shown));
                continue;
            }
            kind.closed.push(word.text);
        }
        for field in reader.tables_of_words(&["fields", "字段"], "名称") {
            self.field_rule(&field, &mut kind, &mut reader);
        }
        for condition in reader.tables(&["when", "条件"], "必填") {
            condition_rule(&condition, &mut kind, &mut reader);
        }
        self.quotations(&mut reader, Quoting::RecordType(kind.id.clone()));
        self.record_types.add(thing(&kind.id, &kind.name, &kind.aliases));
        self.plan.record_types.push(kind);
        self.problems.extend(reader.finish());
    }

    fn field_rule(&mut self, entity: &Entity, kind: &mut RecordType, outer: &mut Reader<'_>) {
        let mut reader = Reader::new(entity);
        let key = reader.text(FIELD_NAME);
        if key.is_empty() {
            reader.problems.push(problem::missing(entity, Label::of(FIELD_NAME)));
        }
        let typed = reader.choice(&["type", "类型"], &FIELD_KINDS);
        let values = reader.field(FIELD_VALUES);
        let enumeration = values.and_then(|field| match &field.value.content {
            Content::Text(_) if field.words(reader.form()).len() == 1 => {
                let word = field.word(reader.form());
                reader.resolve(&word, &self.enumerations, Kind::Enumeration)
            }
            _ => {
                let id = format!("{}-{key}", kind.id);
                let words = field.words(reader.form());
                self.plan.enums.push(Enumeration {
                    id: id.clone(),
                    name: key.clone(),
                    values: words.into_iter().map(|word| word.text).collect(),
                    origin: entity.place.clone(),
                });
                Some(id)
            }
        });
        let value = match (typed, enumeration) {
            (None | Some(FieldKind::Enumeration), Some(id)) => FieldValue::Enumeration(id),
            (Some(FieldKind::Enumeration), None) => {
                if values.is_none() {
                    reader.problems.push(problem::missing(entity, Label::of(FIELD_VALUES)));
                }
                FieldValue::Text
            }
            (Some(FieldKind::Number), _) => FieldValue::Number,
            (Some(FieldKind::Date), _) => FieldValue::Date,
            (Some(FieldKind::YesOrNo), _) => FieldValue::YesOrNo,
            (Some(FieldKind::Unit), _) => FieldValue::Unit,
            (Some(FieldKind::Person), _) => FieldValue::Person,
            (None | Some(FieldKind::Text), _) => FieldValue::Text,
        };
        // A field whose visibility is unclear must not go out.
        let says_internal = reader.word(&["internal", "内部"]).is_some();
        let says_shown = reader.word(&["visibility", "公开"]).is_some();
        let internal = reader.yes_or_no(&["internal", "内部"]).unwrap_or(says_internal)
            || !shown(&mut reader).unwrap_or(!says_shown);
        if kind.fields.iter().any(|field| field.key == key) {
            let problem = PlanProblem::FieldTwice { kind: Name::from(&kind.name), key: key.into() };
            reader.problems.push(Diagnostic::of(entity.place.clone(), &problem));
        } else if !key.is_empty() {
            kind.fields.push(FieldRule {
                key,
                value,
                required: reader.yes_or_no(&["required", "必填"]).unwrap_or(false),
                internal,
            });
        }
        outer.problems.extend(reader.finish());
    }

    pub(super) fn target(&mut self, entity: &Entity) {
        let mut reader = Reader::new(entity);
        let identity = self.identity(&mut reader, Table::Target);
        let mut target = Target {
            id: identity.id,
            name: identity.name,
            set: reader.text(&["set", "组"]),
            value: reader.text(&["value", "数值"]),
            unit: reader.text(&["unit", "单位"]),
            parts: Vec::new(),
            duty: {
                let dates = dates(&mut reader);
                duty(&mut reader, dates)
            },
            description: reader.text(DESCRIPTION),
            source: reader.text(SOURCE),
            origin: entity.place.clone(),
        };
        for part in reader.tables(&["parts", "分项"], "名称") {
            let mut inner = Reader::new(&part);
            target.parts.push(TargetPart {
                name: inner.text(NAME),
                value: inner.text(&["value", "数值"]),
                unit: inner.text(&["unit", "单位"]),
            });
            reader.problems.extend(inner.finish());
        }
        self.quotations(&mut reader, Quoting::Target(target.id.clone()));
        self.plan.targets.push(target);
        self.problems.extend(reader.finish());
    }

    pub(super) fn topic(&mut self, entity: &Entity) {
        let mut reader = Reader::new(entity);
        let identity = self.identity(&mut reader, Table::Topic);
        let per_unit = reader.words(&["per_unit", "每单位"]);
        let numbers: Vec<u32> = per_unit
            .iter()
            .flat_map(|word| word.text.split(['-', '~', '～', '至', '—']))
            .filter_map(super::entity::whole_number)
            .collect();
        let per_unit = match (numbers.as_slice(), per_unit.first()) {
            ([least, most], _) if least <= most => Some((*least, *most)),
            ([one], _) => Some((*one, *one)),
            (_, None) => None,
            (_, Some(word)) => {
                let problem = PlanProblem::NotLeastAndMost;
                reader.problems.push(Diagnostic::of(word.place.clone(), &problem));
                None
            }
        };
        self.quotations(&mut reader, Quoting::Topic(identity.id.clone()));
        self.plan.topics.push(Topic {
            id: identity.id,
            name: identity.name,
            set: reader.text(&["set", "组"]),
            per_unit,
            duty: duty(&mut reader, Dates::default()),
            source: reader.text(SOURCE),
            origin: entity.place.clone(),
        });
        reader.text(DESCRIPTION);
        self.problems.extend(reader.finish());
    }

    pub(super) fn list(&mut self, entity: &Entity) {
        let mut reader = Reader::new(entity);
        let identity = self.identity(&mut reader, Table::List);
        let mut list = PlanList {
            id: identity.id,
            name: identity.name,
            place: reader.choice(&["place", "位置"], &LIST_PLACES).unwrap_or_default(),
            declared: reader.number(&["declared", "应列"]),
            level: reader.text(&["level", "级别"]),
            description: reader.text(DESCRIPTION),
            entries: Vec::new(),
            duty: duty(&mut reader, Dates::default()),
            source: reader.text(SOURCE),
            origin: entity.place.clone(),
        };
        for (number, entry) in reader.tables(&["entries", "条目"], "名称").iter().enumerate() {
            let mut inner = Reader::new(entry);
            let id = inner.text(ID);
            let name = inner.text(NAME);
            let taken = |id: &str| {
                let mut earlier = self.plan.lists.iter().flat_map(|list| &list.entries);
                earlier.any(|entry| entry.id == id) || list.entries.iter().any(|e| e.id == id)
            };
            let id = if !id.is_empty() {
                if taken(&id) {
                    inner.problems.push(problem::same_id(&entry.place, &id, &list.origin));
                }
                id
            } else if name.is_empty() || is_pending(&name) || taken(&name) {
                format!("{}-{}", list.id, number + 1)
            } else {
                name.clone()
            };
            let entry = ListEntry {
                id,
                name,
                text: inner.text(&["text", "内容"]),
                applies_to: self.applies_to(&mut inner),
                duty: duty(&mut inner, Dates::default()),
                source: inner.text(SOURCE),
            };
            self.quotations(&mut inner, Quoting::Line(entry.id.clone()));
            reader.problems.extend(inner.finish());
            list.entries.push(entry);
        }
        self.quotations(&mut reader, Quoting::List(list.id.clone()));
        self.plan.lists.push(list);
        self.problems.extend(reader.finish());
    }

    pub(super) fn peer(&mut self, entity: &Entity) {
        let mut reader = Reader::new(entity);
        reader.text(ID);
        let peer = Peer {
            name: reader.text(NAME),
            level: reader.text(&["level", "级别"]),
            address: reader.text(&["address", "网址"]),
            note: reader.text(&["note", "备注", "说明"]),
        };
        reader.text(SOURCE);
        if peer.name.is_empty() {
            reader.problems.push(problem::missing(entity, Label::of(NAME)));
        }
        self.quotations(&mut reader, Quoting::Peer(peer.name.clone()));
        self.plan.peers.push(peer);
        self.problems.extend(reader.finish());
    }
}

/// Whether the public edition shows something, where the plan says it.
fn shown(reader: &mut Reader<'_>) -> Option<bool> {
    reader.choice(
        &["visibility", "公开"],
        &[(true, &["public", "公开", "是", "true"]), (false, &["internal", "内部", "否", "false"])],
    )
}

/// What must be filled in when some fields have some values.
fn condition_rule(entity: &Entity, kind: &mut RecordType, outer: &mut Reader<'_>) {
    let mut reader = Reader::new(entity);
    let when = reader.tables(IF, "");
    let when: Vec<(String, String)> = when
        .iter()
        .flat_map(|table| &table.fields)
        .filter(|field| !field.name.is_empty())
        .map(|field| (field.name.clone(), field.value.in_words()))
        .collect();
    let require = reader.words(&["require", "必填"]);
    let fields = Names::of_pairs(kind.fields.iter().map(|field| (field.key.as_str(), "")));
    let known = |key: &str| {
        kind.fields.iter().any(|field| field.key == key) || Meaning::of_key(key).is_some()
    };
    for word in &require {
        if !known(&word.text) {
            reader.problems.push(problem::unknown(word, &fields, Kind::Field));
        }
    }
    if when.is_empty() {
        reader.problems.push(problem::missing(entity, Label::of(IF)));
    } else {
        kind.conditions
            .push(Condition { when, require: require.into_iter().map(|word| word.text).collect() });
    }
    outer.problems.extend(reader.finish());
}
