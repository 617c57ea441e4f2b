//! Reads the plan's stages, steps, gates, classes, activities and items.
//! In: entities of the plan. Out: what they say, added to the [`PlanReader`], with every problem.

use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::{
    Activity, Audience, Criterion, Dates, EVERY_STATE, Gate, Item, Kind as ItemKind, Need, Per,
    RecordType, Stage, Step, UnitClass,
};
use yanxi_campaign::quoted::Entry;

use super::entity::{Entity, Field, Written, is_named};
use super::names::{Found, Kind, Names, Thing};
use super::plan::{ALIASES, DESCRIPTION, ID, NAME, PlanReader, SOURCE, Table, dates, duty};
use super::problem;
use super::reader::Reader;
use super::record::{CHOSEN_ITEMS, UNIT};

pub(super) const KINDS: [(ItemKind, &[&str]); 2] = [
    (ItemKind::Required, &["required", "规定", "规定动作"]),
    (ItemKind::Optional, &["optional", "自选", "自选动作"]),
];

pub(super) const PER: [(Per, &[&str]); 4] = [
    (Per::Person, &["person", "人", "个人", "每人"]),
    (Per::Unit, &["unit", "单位", "每单位"]),
    (Per::Leader, &["leader", "负责人", "第一责任人"]),
    (Per::Campaign, &["campaign", "全镇", "活动"]),
];

pub(super) const UNIT_CLASS: &[&str] = &["unit_class", "单位类别"];
const AUDIENCE: &[&str] = &["audience", "人员类别"];
const COUNT: &[&str] = &["count", "次数"];
const LEAST: &[&str] = &["min_chars", "最少字数"];

impl PlanReader {
    pub(super) fn stage(&mut self, entity: &Entity) {
        let mut reader = Reader::new(entity);
        let identity = self.identity(&mut reader, Table::Stage);
        let stage = Stage {
            id: identity.id,
            name: identity.name,
            aliases: reader.texts(ALIASES),
            dates: dates(&mut reader),
            description: reader.text(DESCRIPTION),
            source: reader.text(SOURCE),
            origin: entity.place.clone(),
        };
        let thing = thing(&stage.id, &stage.name, &stage.aliases);
        self.stages.add(thing.clone());
        self.stages_and_steps.add(thing);
        self.quotations(&mut reader, Entry::Stage(stage.id.clone()));
        self.plan.stages.push(stage);
        self.problems.extend(reader.finish());
    }

    pub(super) fn step(&mut self, entity: &Entity) {
        let mut reader = Reader::new(entity);
        let identity = self.identity(&mut reader, Table::Step);
        let step = Step {
            id: identity.id,
            name: identity.name,
            stage: reader
                .reference(&["stage", "阶段"], &self.stages, Kind::Stage)
                .unwrap_or_default(),
            aliases: reader.texts(ALIASES),
            dates: dates(&mut reader),
            description: reader.text(DESCRIPTION),
            source: reader.text(SOURCE),
            origin: entity.place.clone(),
        };
        let thing = thing(&step.id, &step.name, &step.aliases);
        self.steps.add(thing.clone());
        self.stages_and_steps.add(thing);
        self.quotations(&mut reader, Entry::Step(step.id.clone()));
        self.plan.steps.push(step);
        self.problems.extend(reader.finish());
    }

    pub(super) fn unit_class(&mut self, entity: &Entity) {
        let mut reader = Reader::new(entity);
        let identity = self.identity(&mut reader, Table::UnitClass);
        let class = UnitClass {
            id: identity.id,
            name: identity.name,
            requirements: reader.sentences(&["requirements", "要求"]),
            origin: entity.place.clone(),
        };
        reader.text(DESCRIPTION);
        reader.text(SOURCE);
        let thing = thing(&class.id, &class.name, &[]);
        self.unit_classes.add(thing.clone());
        self.classes_and_audiences.add(thing);
        self.quotations(&mut reader, Entry::UnitClass(class.id.clone()));
        self.plan.unit_classes.push(class);
        self.problems.extend(reader.finish());
    }

    pub(super) fn audience(&mut self, entity: &Entity) {
        let mut reader = Reader::new(entity);
        let identity = self.identity(&mut reader, Table::Audience);
        let audience = Audience {
            id: identity.id,
            name: identity.name,
            unit_classes: reader.references(UNIT_CLASS, &self.unit_classes, Kind::UnitClass),
            roles: reader.texts(&["role", "身份"]),
            masses: reader.yes_or_no(&["masses", "群众"]).unwrap_or(false),
            source: reader.text(SOURCE),
            origin: entity.place.clone(),
        };
        reader.text(DESCRIPTION);
        let thing = thing(&audience.id, &audience.name, &[]);
        self.audiences.add(thing.clone());
        self.classes_and_audiences.add(thing);
        self.quotations(&mut reader, Entry::Audience(audience.id.clone()));
        self.plan.audiences.push(audience);
        self.problems.extend(reader.finish());
    }

    pub(super) fn gate(&mut self, entity: &Entity) {
        let mut reader = Reader::new(entity);
        let identity = self.identity(&mut reader, Table::Gate);
        let mut gate = Gate {
            id: identity.id,
            name: identity.name,
            covers: reader.references(
                &["covers", "把关对象"],
                &self.stages_and_steps,
                Kind::StageOrStep,
            ),
            covers_text: reader.text(&["covers_text", "对象说明"]),
            criteria: Vec::new(),
            duty: duty(&mut reader, Dates::default()),
            source: reader.text(SOURCE),
            origin: entity.place.clone(),
        };
        reader.text(DESCRIPTION);
        for criterion in reader.tables(&["criteria", "标准"], "内容") {
            let mut part = Reader::new(&criterion);
            gate.criteria.push(Criterion {
                text: part.text(&["text", "内容"]),
                applies_to: self.applies_to(&mut part),
                source: part.text(SOURCE),
            });
            reader.problems.extend(part.finish());
        }
        self.quotations(&mut reader, Entry::Gate(gate.id.clone()));
        self.plan.gates.push(gate);
        self.problems.extend(reader.finish());
    }

    /// The unit classes and audiences that a criterion or an entry is for; none for all.
    pub(super) fn applies_to(&self, reader: &mut Reader<'_>) -> Vec<String> {
        reader.references(
            &["applies_to", "适用"],
            &self.classes_and_audiences,
            Kind::ClassOrAudience,
        )
    }

    pub(super) fn activity(&mut self, entity: &Entity) {
        let mut reader = Reader::new(entity);
        let identity = self.identity(&mut reader, Table::Activity);
        let activity = Activity {
            id: identity.id,
            name: identity.name,
            distinction: reader.text(&["distinction", "区分"]),
            stage: reader.reference(&["stage", "阶段"], &self.stages, Kind::Stage),
            step: reader.reference(&["step", "环节"], &self.steps, Kind::Step),
            dates: dates(&mut reader),
            kind: reader.choice(&["kind", "性质"], &KINDS).unwrap_or_default(),
            expect_items: reader.number(&["expect_items", "应列事项"]),
            description: reader.text(DESCRIPTION),
            source: reader.text(SOURCE),
            origin: entity.place.clone(),
        };
        let mut thing = thing(&activity.id, &activity.name, &[]);
        if !activity.distinction.is_empty() {
            thing.label = format!("{}（{}）", activity.id, activity.distinction);
        }
        self.activities.add(thing);
        self.quotations(&mut reader, Entry::Activity(activity.id.clone()));
        self.plan.activities.push(activity);
        self.problems.extend(reader.finish());
    }

    pub(super) fn item(&mut self, entity: &Entity) {
        let mut reader = Reader::new(entity);
        let identity = self.identity(&mut reader, Table::Item);
        let mut item = Item {
            id: identity.id,
            name: identity.name,
            activity: reader.reference(
                &["activity", "主题实践活动", "主题活动", "活动"],
                &self.activities,
                Kind::Activity,
            ),
            stage: reader.reference(&["stage", "阶段"], &self.stages, Kind::Stage),
            step: reader.reference(&["step", "环节"], &self.steps, Kind::Step),
            record_types: reader.references(
                &["record_type", "记录类型"],
                &self.record_types,
                Kind::RecordType,
            ),
            per: reader.choice(&["per", "按"], &PER).unwrap_or_default(),
            needs: Vec::new(),
            dates: dates(&mut reader),
            kind: reader.choice(&["kind", "性质"], &KINDS),
            chosen_by: None,
            counts_in: Vec::new(),
            counts_on: String::new(),
            duty: duty(&mut reader, Dates::default()),
            description: reader.text(DESCRIPTION),
            source: reader.text(SOURCE),
            origin: entity.place.clone(),
        };
        for need in reader.tables(&["need", "要求"], "人员类别") {
            let mut part = Reader::new(&need);
            self.needs(&mut part, &mut item.needs);
            reader.problems.extend(part.finish());
        }
        self.needs(&mut reader, &mut item.needs);
        self.counted_by(&mut reader, &mut item);
        self.quotations(&mut reader, Entry::Item(item.id.clone()));
        self.plan.items.push(item);
        self.problems.extend(reader.finish());
    }

    /// In which states and on which day a record of the item counts, by the words of its record types.
    fn counted_by(&self, reader: &mut Reader<'_>, item: &mut Item) {
        let kinds = &self.plan.record_types;
        let own = |kind: &&RecordType| {
            item.record_types.is_empty() || item.record_types.contains(&kind.id)
        };
        let kinds: Vec<&RecordType> = kinds.iter().filter(own).collect();
        let states: Vec<&str> =
            kinds.iter().flat_map(|kind| &kind.flow).map(String::as_str).collect();
        for word in reader.words(&["counts_in", "计入状态"]) {
            if states.contains(&word.text.as_str()) || EVERY_STATE.contains(&word.text.as_str()) {
                item.counts_in.push(word.text);
                continue;
            }
            let shown: Vec<&str> = states.iter().copied().chain(["全部"]).collect();
            let near = crate::slip::nearest(&word.text, shown.iter().copied());
            reader.problems.push(problem::not_a_choice(&word, near, &shown));
        }
        let Some(word) = reader.word(&["counts_on", "计入日期"]) else {
            return;
        };
        let fields = kinds.iter().flat_map(|kind| &kind.fields).map(|field| field.key.as_str());
        let fields = Names::of_pairs(fields.chain(["日期"]).map(|key| (key, "")));
        let is_known = matches!(fields.find(&word.text), Found::One(_))
            || word.text == "date"
            || Meaning::of_key(&word.text).is_some();
        match is_known {
            true => item.counts_on = word.text,
            false => reader.problems.push(problem::unknown(&word, &fields, Kind::Field)),
        }
    }

    /// Items that a unit chose for itself, from its own plan. A wrong unit is reported with the record itself.
    pub(super) fn chosen_items(&mut self, page: &Entity, units: &Names) {
        let mut reader = Reader::new(page);
        if reader.field(CHOSEN_ITEMS).is_none() {
            return;
        }
        let unit = reader.references(UNIT, units, Kind::Unit).into_iter().next();
        reader.problems.clear();
        for mut entity in reader.tables(CHOSEN_ITEMS, "名称") {
            let has_id = entity.fields.iter().any(|field| is_named(&field.name, ID));
            let name = entity.fields.iter().find(|field| is_named(&field.name, NAME));
            // Two units may choose alike.
            if let (false, Some(unit), Some(name)) = (has_id, &unit, name) {
                let id = format!("{unit}-{}", name.value.in_words());
                let value = Written::text(id, name.value.place.clone());
                entity.fields.push(Field { name: "编号".into(), value });
            }
            let before = self.plan.items.len();
            self.item(&entity);
            for item in self.plan.items.iter_mut().skip(before) {
                item.chosen_by.clone_from(&unit);
            }
            if unit.is_none() {
                self.plan.items.truncate(before);
            }
        }
        self.problems.append(&mut reader.problems);
    }

    /// Adds a need for each audience named; nothing where nothing is said.
    fn needs(&self, reader: &mut Reader<'_>, needs: &mut Vec<Need>) {
        let audiences = reader.references(AUDIENCE, &self.audiences, Kind::Audience);
        let unit_classes = reader.references(UNIT_CLASS, &self.unit_classes, Kind::UnitClass);
        let count = reader.number(COUNT);
        let min_characters = reader.number(LEAST);
        if audiences.is_empty()
            && unit_classes.is_empty()
            && count.is_none()
            && min_characters.is_none()
        {
            return;
        }
        let need = |audience: Option<String>| Need {
            audience,
            unit_classes: unit_classes.clone(),
            count: count.unwrap_or(1),
            min_characters,
        };
        if audiences.is_empty() {
            needs.push(need(None));
        }
        needs.extend(audiences.into_iter().map(|id| need(Some(id))));
    }
}

pub(super) fn thing(id: &str, name: &str, aliases: &[String]) -> Thing {
    let mut names = vec![name.to_string()];
    names.extend(aliases.iter().cloned());
    Thing { id: id.to_string(), names, label: String::new() }
}

/// Names of the plan's items, those that units chose included.
pub(super) fn item_names(items: &[Item]) -> Names {
    Names::of(items.iter().map(|item| Thing {
        label: match &item.activity {
            Some(activity) => format!("{}（{activity}）", item.id),
            None => String::new(),
        },
        ..thing(&item.id, &item.name, &[])
    }))
}
