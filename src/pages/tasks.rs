//! Who answers for which sentence of the plan, and how it stands: by sentence, by leader, by unit.
//! In: a [`View`]. Out: one page, none where the plan names nobody; and the same rows for the pages of leaders and units.

use std::collections::{BTreeMap, BTreeSet};

use yanxi_campaign::Unit;
use yanxi_campaign::duty::{Of, Task, tasks};
use yanxi_campaign::lookup::Found;
use yanxi_campaign::plan::{Dates, Per};
use yanxi_campaign::state::State;

use super::block::{Cell, Column, Inline, KeyFigure, Row, Table, TableStyle};
use super::passages::sourced;
use super::shown::{
    anchor, as_of, item_with_activity, shows_gaps, unit_named, without_empty_columns,
};
use super::standings::{States, entry_of};
use super::view::{date, joined, span};
use super::{Block, DerivedPage, Paper, View, mine, targets};

const NAME: &str = "tasks.html";
const TITLE: &str = "任务分解表";

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let tasks = Tasks::of(view);
    if tasks.is_empty() {
        return Vec::new();
    }
    let mut page = DerivedPage::new(view, NAME, TITLE)
        .lead("方案的每一项任务由谁牵头、谁负责、谁配合，什么时候办完，做到了哪一步。");
    page.found.kind = TITLE.into();
    page.paper = Paper::Across;
    page.push(as_of(view));
    page.push(Block::Figures(tasks.figures(view)));
    page.blocks.extend(mine::chooser(view));
    page.push(Block::heading("按任务", "by-task"));
    let all: Vec<usize> = (0..tasks.rows.len()).collect();
    let mut table = tasks.table(view, "tasks", &all, None);
    table.style = TableStyle::Ledger;
    page.push_with_download(table);
    tasks.push_groups(&mut page, view, "按领导", "leader", &tasks.by_leader);
    tasks.push_groups(&mut page, view, "按单位", "unit", &tasks.by_unit);
    vec![page]
}

/// One task as it is shown.
struct Shown<'a> {
    task: Task<'a>,
    state: Option<State>,
    said: Vec<Inline>,
}

/// A leader or a unit with its tasks.
#[derive(Default)]
struct Group {
    name: Vec<Inline>,
    /// Numbers of tasks, and whether it is the one that answers or a partner.
    tasks: Vec<(usize, Part)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Leads,
    Answers,
    Helps,
}

impl Part {
    fn chinese(self) -> &'static str {
        match self {
            Part::Leads => "牵头",
            Part::Answers => "责任",
            Part::Helps => "配合",
        }
    }
}

/// Every task of the plan that somebody answers for, with those of the same kind for which nobody does.
pub(super) struct Tasks<'a> {
    rows: Vec<Shown<'a>>,
    /// By id where the roster has it, else by the name as written.
    by_leader: BTreeMap<String, Group>,
    by_unit: BTreeMap<String, Group>,
}

impl<'a> Tasks<'a> {
    pub(super) fn of(view: &'a View<'_>) -> Self {
        let all = tasks(&view.campaign.plan);
        let with: BTreeSet<Kind<'_>> =
            all.iter().filter(|task| !task.duty.is_empty()).map(|task| Kind::of(task.of)).collect();
        let states = States::of(view);
        let mut found =
            Tasks { rows: Vec::new(), by_leader: BTreeMap::new(), by_unit: BTreeMap::new() };
        let is_shown = |task: &Task<'_>| {
            // What every unit or person owes is theirs without a word.
            let is_theirs = matches!(task.of, Of::Item(item) if item.per != Per::Campaign);
            with.contains(&Kind::of(task.of)) && !(is_theirs && task.duty.is_empty())
        };
        for task in all.into_iter().filter(is_shown) {
            let number = found.rows.len();
            for name in &task.duty.leaders {
                let (key, shown) = leader(view, name);
                note(&mut found.by_leader, key, shown, number, Part::Leads);
            }
            let units = task.duty.units.iter().map(|name| (name, Part::Answers));
            let partners = task.duty.partners.iter().map(|name| (name, Part::Helps));
            for (name, part) in units.chain(partners) {
                note(
                    &mut found.by_unit,
                    unit_key(view, name),
                    unit_named(view, name),
                    number,
                    part,
                );
            }
            let (state, said) = states.of_task(task);
            found.rows.push(Shown { task, state, said });
        }
        found
    }

    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What a person of the roster leads.
    pub(super) fn led_by(&self, view: &View<'_>, person: &str) -> Option<Table> {
        self.of_group(view, self.by_leader.get(person)?, "led")
    }

    /// What a unit of the roster answers for or helps with.
    pub(super) fn of_unit(&self, view: &View<'_>, unit: &str) -> Option<Table> {
        self.of_group(view, self.by_unit.get(unit)?, "tasks")
    }

    fn of_group(&self, view: &View<'_>, group: &Group, id: &str) -> Option<Table> {
        let numbers: Vec<usize> = group.tasks.iter().map(|(number, _)| *number).collect();
        (!numbers.is_empty()).then(|| self.table(view, id, &numbers, Some(group)))
    }

    fn figures(&self, view: &View<'_>) -> Vec<KeyFigure> {
        let figure = |name: &str, count: usize| KeyFigure {
            name: name.into(),
            value: format!("{count}项"),
            ..KeyFigure::default()
        };
        let with =
            |wanted: fn(&Shown<'_>) -> bool| self.rows.iter().filter(|shown| wanted(shown)).count();
        let mut figures = vec![figure("任务", self.rows.len())];
        let done = with(|shown| matches!(shown.state, Some(State::Done | State::Late)));
        if view.internal || done > 0 {
            figures.push(figure("已完成", done));
        }
        let open = with(|shown| shown.task.of.is_open());
        if open > 0 {
            figures.push(figure("待补充", open));
        }
        let nobody = with(|shown| !shown.task.of.is_open() && !shown.task.duty.names_anybody());
        if shows_gaps(view) && nobody > 0 {
            figures.push(figure("没有明确责任", nobody));
        }
        figures
    }

    fn table(&self, view: &View<'_>, id: &str, numbers: &[usize], group: Option<&Group>) -> Table {
        let rows = numbers.iter().enumerate().filter_map(|(place, number)| {
            let Shown { task, said, .. } = self.rows.get(*number)?;
            let part = group.and_then(|group| group.tasks.get(place)).map(|(_, part)| *part);
            let duty = task.duty;
            let leaders = joined(duty.leaders.iter().map(|name| leader(view, name).1));
            let nobody = !duty.names_anybody() && !task.of.is_open() && shows_gaps(view);
            let units = match nobody {
                true => vec![Inline::warning("没有明确")],
                false => joined(duty.units.iter().map(|name| unit_named(view, name))),
            };
            // A leader's own tasks need neither the leader nor the word for it again.
            let leads = part == Some(Part::Leads);
            Some(
                Row::of(vec![
                    Cell::of(name(view, task.of)),
                    Cell::text(kind_name(task.of)),
                    Cell::text(part.filter(|_| !leads).map_or("", Part::chinese)),
                    if leads { Cell::default() } else { Cell::of(leaders) },
                    Cell::of(units),
                    Cell::of(joined(duty.partners.iter().map(|name| unit_named(view, name)))),
                    due(view, task),
                    Cell::of(said.clone()),
                    Cell::of(sourced(view, &entry_of(task.of), "")),
                ])
                .concerning(mine::Concern::of_task(view, task).text()),
            )
        });
        without_empty_columns(Table {
            id: id.into(),
            columns: vec![
                Column::text("任务"),
                Column::text("类别").filtered(),
                Column::text("角色"),
                Column::text("牵头领导").filtered(),
                Column::text("责任单位").filtered(),
                Column::text("配合单位"),
                Column::date("时限"),
                Column::state("状态"),
                Column::text("出处"),
            ],
            rows: rows.collect(),
            ..Table::default()
        })
    }

    /// A table for each leader or unit; on paper the first of them begins a new sheet.
    fn push_groups(
        &self,
        page: &mut DerivedPage,
        view: &View<'_>,
        title: &str,
        prefix: &str,
        groups: &BTreeMap<String, Group>,
    ) {
        if groups.is_empty() {
            return;
        }
        page.push(Block::NewSheet);
        page.push(Block::heading(title, format!("by-{prefix}")));
        for (key, group) in groups {
            let count = group.tasks.len();
            let words = super::block::words(&group.name);
            page.push(Block::Heading {
                level: 3,
                text: format!("{words}（{count}项）"),
                anchor: anchor(prefix, key),
            });
            if let Some(table) = self.of_group(view, group, &anchor(&format!("of-{prefix}"), key)) {
                page.push(Block::Table(table));
            }
        }
    }
}

/// What kinds of tasks a plan gives to somebody; a list is a kind of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind<'a> {
    Item,
    Gate,
    Target,
    Topic,
    List(&'a str),
}

impl<'a> Kind<'a> {
    fn of(of: Of<'a>) -> Self {
        match of {
            Of::Item(_) => Kind::Item,
            Of::Gate(_) => Kind::Gate,
            Of::Target(_) => Kind::Target,
            Of::Topic(_) => Kind::Topic,
            Of::Entry(list, _) => Kind::List(&list.id),
        }
    }
}

fn note(
    groups: &mut BTreeMap<String, Group>,
    key: String,
    name: Inline,
    number: usize,
    part: Part,
) {
    let group = groups.entry(key).or_default();
    if group.name.is_empty() {
        group.name.push(name);
    }
    if group.tasks.last().is_none_or(|(last, _)| *last != number) {
        group.tasks.push((number, part));
    }
}

/// A leader by the id of the roster, else by name, with how the name is shown.
fn leader(view: &View<'_>, name: &str) -> (String, Inline) {
    match view.find_person(&[], name) {
        Found::One(person) => (person.id.clone(), view.person(&person.id)),
        _ => (name.to_string(), Inline::text(name)),
    }
}

fn unit_key(view: &View<'_>, name: &str) -> String {
    let is_it = |unit: &&Unit| unit.is_called(name);
    let mut units = view.campaign.roster.units.iter();
    units.find(is_it).map_or_else(|| name.to_string(), |unit| unit.id.clone())
}

fn kind_name(of: Of<'_>) -> &str {
    match of {
        Of::Item(_) => "事项",
        Of::Gate(_) => "把关",
        Of::Target(target) if target.set.is_empty() => "指标",
        Of::Target(target) => &target.set,
        Of::Topic(topic) if topic.set.is_empty() => "课题",
        Of::Topic(topic) => &topic.set,
        Of::Entry(list, _) => &list.name,
    }
}

/// The sentence, linked to where the plan's page has it.
pub(super) fn name(view: &View<'_>, of: Of<'_>) -> Vec<Inline> {
    let text = of.name();
    if of.is_open() && yanxi_campaign::plan::is_pending(text) {
        return vec![Inline::badge("待补充")];
    }
    match of {
        Of::Item(item) => item_with_activity(view, item),
        Of::Gate(gate) => {
            let place = format!("{}#{}", view.path("gates.html"), anchor("g", &gate.id));
            vec![Inline::link(text, place)]
        }
        Of::Target(target) => vec![Inline::link(text, targets::path(view, &target.id))],
        Of::Topic(topic) => vec![Inline::link(text, targets::path(view, &topic.id))],
        Of::Entry(list, entry) => {
            let place = format!("{}#{}", view.path("plan-lists.html"), anchor("l", &list.id));
            let mut content = vec![Inline::link(text, place)];
            if !entry.text.is_empty() && entry.text != text {
                content.push(Inline::text(format!("：{}", entry.text)));
            }
            content
        }
    }
}

/// The last day, of an item that by which it is counted.
pub(super) fn due(view: &View<'_>, task: &Task<'_>) -> Cell {
    if let Of::Item(item) = task.of
        && !item.is_open()
    {
        let window = view.campaign.plan.window_of_item(item);
        let words = match (window.to, task.duty.due.text.is_empty()) {
            (_, false) => task.duty.due.text.clone(),
            (day, true) => date(day),
        };
        return Cell::text(words).sorted_by(date(window.to));
    }
    let words = match &task.duty.due {
        Dates { from: None, to: Some(day), text, .. } if text.is_empty() => date(Some(*day)),
        due => span(due),
    };
    Cell::text(words).sorted_by(date(task.duty.due.to))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use yanxi_campaign::plan::{Duty, Gate, Item, ListPlace, Role, Target};

    use super::*;
    use crate::pages::record_samples::Sample;

    fn duty(leaders: &[&str], units: &[&str], partners: &[&str]) -> Duty {
        let own = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        Duty {
            leaders: own(leaders),
            units: own(units),
            partners: own(partners),
            due: Dates { to: Some(date(2008, 12, 15)), ..Dates::default() },
        }
    }

    fn sample() -> Sample {
        let mut sample = Sample::new();
        sample.add_list("难题", ListPlace::Problems, &["用水", "用电", "待补充"]);
        let kind = sample.add_type("q", Role::Problem);
        kind.flow = ["未启动", "已销号"].map(String::from).to_vec();
        let plan = &mut sample.campaign.plan;
        plan.lists[0].duty = duty(&["样甲"], &["甲嘎查"], &[]);
        plan.lists[0].entries[1].duty = duty(&[], &["样例水务局"], &["u1"]);
        plan.items = vec![Item {
            id: "i".into(),
            name: "开会".into(),
            per: Per::Unit,
            duty: duty(&["外来领导"], &["样例办公室"], &["甲嘎查"]),
            ..Item::default()
        }];
        plan.gates = vec![Gate { id: "g".into(), name: "甲关".into(), ..Gate::default() }];
        plan.targets = vec![Target {
            id: "t".into(),
            name: "种草".into(),
            value: "500万".into(),
            unit: "亩".into(),
            duty: duty(&["样甲"], &["u2"], &[]),
            ..Target::default()
        }];
        sample.add_type("p", Role::TargetProgress);
        let day = date(2008, 11, 20);
        sample.add("p", "p1", "u1", day, &[("指标", "种草"), ("完成值", "210万")]);
        let water = sample.add("q", "q1", "u2", day, &[]);
        water.state = "已销号".into();
        water.answers = vec!["用水".into()];
        sample
    }

    #[test]
    fn tasks_stand_by_sentence_by_leader_and_by_unit_with_their_states() {
        let text = sample().text(pages);
        for expected in [
            "\n开会|事项|外来领导|样例办公室|甲嘎查|2008-12-15|未交0/2",
            "\n种草|指标|样甲|甲嘎查||2008-12-15|210万亩（42.0%） 到期未达到",
            "\n用水|难题|样甲|甲嘎查||2008-12-15|办结1/1",
            "\n用电|难题||样例水务局|样例办公室|2008-12-15|还没有记录 逾期",
            "\n待补充|难题|样甲|甲嘎查||2008-12-15|待补充",
            "任务=5项 \n已完成=1项 \n待补充=1项",
            "# 按领导\n# 样甲（3项）\n",
            "# 外来领导（1项）",
            "# 样例水务局（1项）",
            "\n开会|事项|配合|外来领导|样例办公室|甲嘎查|",
            "\n种草|指标|甲嘎查|2008-12-15|210万亩（42.0%） 到期未达到",
        ] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
        assert!(!text.contains("甲关"), "of gates nobody is said to answer for any: {text}");
    }

    #[test]
    fn a_plan_that_names_nobody_has_no_such_page() {
        let mut sample = sample();
        let plan = &mut sample.campaign.plan;
        plan.lists.clear();
        plan.items.clear();
        plan.targets.clear();
        assert!(sample.pages(pages).is_empty());
    }

    #[test]
    fn the_public_sees_units_and_no_leader() {
        let mut sample = sample();
        sample.internal = false;
        let text = sample.text(pages);
        assert!(text.contains("开会|事项|样例办公室|甲嘎查|2008-12-15"), "{text}");
        for absent in ["样甲", "外来领导", "按领导", "未交", "逾期", "没有明确"] {
            assert!(!text.contains(absent), "{absent}: {text}");
        }
    }

    #[test]
    fn leaders_and_units_have_theirs_on_their_own_pages() {
        let sample = sample();
        let people = sample.text(super::super::people::pages);
        assert!(people.contains("# 牵头的任务") && people.contains("\n种草|"), "{people}");
        let units = sample.text(super::super::units::pages);
        assert!(units.contains("# 负责和配合的任务"), "{units}");
    }
}
