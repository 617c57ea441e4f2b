//! 与我有关: what the plan asks of a unit and of a class of people, so that a reader can be shown his own.
//! In: a [`View`]. Out: one page with everything that is asked of anybody, and for rows of other pages whom they concern.
//!
//! It is read from the plan and the roster's units alone, so that both editions say the same and nobody is named.

use std::collections::BTreeSet;

use yanxi_campaign::duty::{Of, Task, duties};
use yanxi_campaign::plan::{Audience, Duty, Item, Need, Per};
use yanxi_campaign::{Id, Unit};

use super::block::{Block, Cell, Choice, Column, Inline, Row, Table, TableStyle};
use super::shown::{anchor, as_of, item_with_activity, need_words};
use super::tasks;
use super::view::{date, joined};
use super::{DerivedPage, View};
use crate::slug::hash;

pub(super) const NAME: &str = "mine.html";
const TITLE: &str = "与我有关";

/// The role of whoever answers for a unit, which is no audience of a plan.
const LEADER: &str = "第一责任人";

/// Letters and digits that stand for a unit or a role in a page and in what a browser keeps.
const KEY: usize = 6;

/// Whom something concerns: any of these.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Concern {
    clauses: Vec<Clause>,
}

/// Units and roles; `None` is all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Clause {
    units: Option<BTreeSet<String>>,
    roles: Option<BTreeSet<String>>,
}

fn unit_key(id: &str) -> String {
    hash(&format!("unit/{id}"), KEY)
}

fn role_key(id: &str) -> String {
    hash(&format!("role/{id}"), KEY)
}

impl Concern {
    /// As a row of a page carries it: clauses between blanks, each `units|roles`, with `*` for all.
    pub(super) fn text(&self) -> String {
        let all = |some: &Option<BTreeSet<String>>| match some {
            None => "*".to_string(),
            Some(keys) => keys.iter().map(String::as_str).collect::<Vec<_>>().join(","),
        };
        let clauses =
            self.clauses.iter().map(|own| format!("{}|{}", all(&own.units), all(&own.roles)));
        let clauses: Vec<String> = clauses.collect();
        // What concerns nobody in particular is told apart from what is not asked about.
        if clauses.is_empty() { "-".into() } else { clauses.join(" ") }
    }

    fn add(&mut self, units: Option<BTreeSet<String>>, roles: Option<BTreeSet<String>>) {
        let clause = Clause { units, roles };
        let is_nobody = clause.units.as_ref().is_some_and(BTreeSet::is_empty);
        if !is_nobody && !self.clauses.contains(&clause) {
            self.clauses.push(clause);
        }
    }

    fn add_duty(&mut self, view: &View<'_>, duty: &Duty) {
        let named = |unit: &&Unit| {
            let mut names = duty.units.iter().chain(&duty.partners);
            names.any(|name| unit.is_called(name))
        };
        let units = view.campaign.roster.units.iter().filter(named);
        self.add(Some(units.map(|unit| unit_key(&unit.id)).collect()), None);
    }

    pub(super) fn of_item(view: &View<'_>, item: &Item) -> Self {
        let mut concern = Concern::default();
        let roles = |need: Option<&Need>| match item.per {
            Per::Leader => Some(BTreeSet::from([role_key(LEADER)])),
            Per::Person => {
                let audience = need.and_then(|need| need.audience.as_deref());
                audience.map(|id| BTreeSet::from([role_key(id)]))
            }
            Per::Unit | Per::Campaign => None,
        };
        if item.per != Per::Campaign {
            if item.needs.is_empty() {
                concern.add(None, roles(None));
            }
            for need in item.needs.iter().filter(|need| need.count > 0) {
                concern.add(units_of_need(view, need), roles(Some(need)));
            }
        }
        concern.add_duty(view, &item.duty);
        concern
    }

    /// Of several items together.
    pub(super) fn of_items(view: &View<'_>, items: &[&Item]) -> Self {
        let mut concern = Concern::default();
        for item in items.iter().filter(|item| !item.is_open()) {
            for Clause { units, roles } in Concern::of_item(view, item).clauses {
                concern.add(units, roles);
            }
        }
        concern
    }

    pub(super) fn of_task(view: &View<'_>, task: &Task<'_>) -> Self {
        let mut concern = Concern::default();
        concern.add_duty(view, task.duty);
        concern
    }

    /// Of what is laid down for classes of units or audiences.
    fn of_classes_or_audiences(view: &View<'_>, ids: &[Id]) -> Self {
        let plan = &view.campaign.plan;
        let mut concern = Concern::default();
        for id in ids {
            match plan.audience(id) {
                Some(audience) => {
                    let units = units_of(view, |unit| unit.is_of(&audience.unit_classes, plan));
                    concern.add(units, Some(BTreeSet::from([role_key(&audience.id)])));
                }
                None => {
                    let class = std::slice::from_ref(id);
                    concern.add(units_of(view, |unit| unit.is_of(class, plan)), None);
                }
            }
        }
        concern
    }
}

/// The keys of some units; `None` where all are meant.
fn units_of(view: &View<'_>, is_meant: impl Fn(&Unit) -> bool) -> Option<BTreeSet<String>> {
    let units = &view.campaign.roster.units;
    let keys: BTreeSet<String> =
        units.iter().filter(|unit| is_meant(unit)).map(|unit| unit_key(&unit.id)).collect();
    (keys.len() < units.len()).then_some(keys)
}

fn units_of_need(view: &View<'_>, need: &Need) -> Option<BTreeSet<String>> {
    let plan = &view.campaign.plan;
    let audience = need.audience.as_deref().and_then(|id| plan.audience(id));
    units_of(view, |unit| {
        let in_audience = |audience: &Audience| unit.is_of(&audience.unit_classes, plan);
        unit.is_of(&need.unit_classes, plan) && audience.is_none_or(in_audience)
    })
}

/// Where a reader says which unit and role are his; nothing without units to choose from.
pub(super) fn chooser(view: &View<'_>) -> Option<Block> {
    let plan = &view.campaign.plan;
    let units: Vec<Choice> = view
        .campaign
        .roster
        .units
        .iter()
        .map(|unit| Choice {
            key: unit_key(&unit.id),
            name: unit.name.clone(),
            to: view.unit_path(&unit.id).unwrap_or_default(),
        })
        .collect();
    if units.is_empty() || plan.archived {
        return None;
    }
    let has_leaders = plan.items.iter().any(|item| item.per == Per::Leader);
    let audiences = plan.audiences.iter().map(|audience| (&*audience.id, &*audience.name));
    let roles = audiences.chain(has_leaders.then_some((LEADER, LEADER)));
    let roles = roles.map(|(id, name)| Choice {
        key: role_key(id),
        name: name.to_string(),
        to: String::new(),
    });
    Some(Block::Chooser { units, roles: roles.collect(), page: view.path(NAME) })
}

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let Some(chooser) = chooser(view) else {
        return Vec::new();
    };
    let rows = rows(view);
    if rows.is_empty() {
        return Vec::new();
    }
    let mut page =
        DerivedPage::new(view, NAME, TITLE).lead("方案对各单位、各类人员提出的要求和交办的任务。");
    page.found.kind = TITLE.into();
    page.push(as_of(view));
    page.push(chooser);
    page.push(Block::Table(super::shown::without_empty_columns(Table {
        id: "asked".into(),
        columns: vec![
            Column::text("内容"),
            Column::text("类别").filtered(),
            Column::text("谁来做"),
            Column::date("时限"),
        ],
        rows,
        style: TableStyle::Ledger,
        ..Table::default()
    })));
    vec![page]
}

fn rows(view: &View<'_>) -> Vec<Row> {
    let plan = &view.campaign.plan;
    let mut rows = Vec::new();
    let mut add = |name: Vec<Inline>, kind: &str, who: Vec<Inline>, due: Cell, concern: Concern| {
        let cells = vec![Cell::of(name), Cell::text(kind), Cell::of(who), due];
        rows.push(Row::of(cells).concerning(concern.text()));
    };
    for item in plan.items.iter().filter(|item| item.chosen_by.is_none() && !item.is_open()) {
        if item.per == Per::Campaign {
            continue;
        }
        let last = plan.window_of_item(item).to;
        add(
            item_with_activity(view, item),
            "事项",
            vec![Inline::text(need_words(plan, item))],
            Cell::text(date(last)).sorted_by(date(last)),
            Concern::of_item(view, item),
        );
    }
    for task in duties(plan).into_iter().filter(|task| !task.of.is_open()) {
        // Of an item that everybody owes, those who answer for the whole of it are named beside.
        let units = task.duty.units.iter().chain(&task.duty.partners);
        let who = joined(units.map(|name| super::shown::unit_named(view, name)));
        if who.is_empty() {
            continue;
        }
        let kind = if matches!(task.of, Of::Item(_)) { "事项的责任单位" } else { "任务" };
        add(
            tasks::name(view, task.of),
            kind,
            who,
            tasks::due(view, &task),
            Concern::of_task(view, &task),
        );
    }
    let whom = |ids: &[Id]| vec![Inline::text(super::shown::applies_to(plan, ids))];
    for gate in plan.gates.iter().filter(|gate| !gate.is_open()) {
        for criterion in gate.criteria.iter().filter(|own| !own.applies_to.is_empty()) {
            let place = format!("{}#{}", view.path("gates.html"), anchor("g", &gate.id));
            let name = vec![
                Inline::link(gate.name.clone(), place),
                Inline::text(format!("：{}", criterion.text)),
            ];
            let concern = Concern::of_classes_or_audiences(view, &criterion.applies_to);
            add(name, "把关标准", whom(&criterion.applies_to), Cell::default(), concern);
        }
    }
    for class in &plan.unit_classes {
        for requirement in &class.requirements {
            let place = format!("{}#{}", view.path("plan-lists.html"), anchor("class", &class.id));
            let concern = Concern::of_classes_or_audiences(view, std::slice::from_ref(&class.id));
            add(
                vec![Inline::link(requirement.clone(), place)],
                "分类要求",
                whom(std::slice::from_ref(&class.id)),
                Cell::default(),
                concern,
            );
        }
    }
    for list in &plan.lists {
        for (number, entry) in list.entries.iter().enumerate() {
            if entry.applies_to.is_empty() || entry.is_open() {
                continue;
            }
            let text = if entry.name.is_empty() { &entry.text } else { &entry.name };
            let place = format!(
                "{}#{}-{}",
                view.path("plan-lists.html"),
                anchor("l", &list.id),
                number + 1
            );
            let concern = Concern::of_classes_or_audiences(view, &entry.applies_to);
            let name = vec![Inline::link(text.clone(), place)];
            add(name, &list.name, whom(&entry.applies_to), Cell::default(), concern);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use yanxi_campaign::plan::{Criterion, Duty, Gate};

    use super::*;
    use crate::pages::testing::sample;

    fn concern(change: impl FnOnce(&mut Item)) -> String {
        let mut sample = sample();
        let plan = &mut sample.campaign.plan;
        let mut item = Item { id: "new".into(), name: "新事项".into(), ..Item::default() };
        change(&mut item);
        plan.items = vec![item];
        sample.with_view(|view| Concern::of_item(view, &view.campaign.plan.items[0]).text())
    }

    #[test]
    fn an_item_concerns_those_who_owe_it_and_those_who_answer_for_it() {
        assert_eq!(concern(|item| item.per = Per::Unit), "*|*");
        assert_eq!(concern(|item| item.per = Per::Campaign), "-");
        let leader = role_key(LEADER);
        assert_eq!(concern(|item| item.per = Per::Leader), format!("*|{leader}"));
        let sample = sample();
        let unit = &sample.campaign.roster.units[0];
        let own = unit_key(&unit.id);
        let of_one = concern(|item| {
            item.per = Per::Campaign;
            item.duty = Duty { units: vec![unit.name.clone()], ..Duty::default() };
        });
        assert_eq!(of_one, format!("{own}|*"));
        // Renamed since the plan was written, it is still the same unit.
        let mut renamed = super::super::testing::sample();
        let plan = &mut renamed.campaign.plan;
        let former = "旧名".to_string();
        plan.items = vec![Item {
            per: Per::Campaign,
            duty: Duty { units: vec![former.clone()], ..Duty::default() },
            ..Item::default()
        }];
        renamed.campaign.roster.units[0].other = vec![("曾用名".into(), former)];
        let of_renamed =
            renamed.with_view(|view| Concern::of_item(view, &view.campaign.plan.items[0]).text());
        assert_eq!(of_renamed, of_one);
        let audience = &sample.campaign.plan.audiences[0];
        let of_audience = concern(|item| {
            let audience = Some(audience.id.clone());
            item.needs = vec![Need { audience, count: 1, ..Need::default() }];
        });
        assert!(of_audience.ends_with(&format!("|{}", role_key(&audience.id))), "{of_audience}");
    }

    #[test]
    fn the_page_has_everything_and_names_nobody() {
        let mut sample = sample();
        let plan = &mut sample.campaign.plan;
        let class = plan.unit_classes[0].clone();
        plan.gates = vec![Gate {
            id: "g".into(),
            name: "甲关".into(),
            criteria: vec![Criterion {
                text: "账目公开".into(),
                applies_to: vec![class.id.clone()],
                ..Criterion::default()
            }],
            ..Gate::default()
        }];
        for internal in [true, false] {
            sample.internal = internal;
            let text = sample.text(pages);
            assert!(text.contains(&format!("甲关：账目公开|把关标准|{}", class.name)), "{text}");
            assert!(text.contains(&format!("|分类要求|{}", class.name)), "{text}");
            for person in &sample.campaign.roster.people {
                assert!(!text.contains(&person.name), "{text}");
            }
        }
    }
}
