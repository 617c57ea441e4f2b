//! Who answers for what: every sentence of the plan that asks something of somebody.
//! In: a plan. Out: [`Task`]s in the order of the plan, for the page of tasks, the pages of leaders and units, and checks.

use yanxi_problem::Place;

use crate::plan::{Duty, Gate, Item, ListEntry, Plan, PlanList, Target, Topic};

/// One sentence of the plan, with who answers for it.
#[derive(Debug, Clone, Copy)]
pub struct Task<'a> {
    pub of: Of<'a>,
    pub duty: &'a Duty,
    pub origin: &'a Place,
}

/// What a task is in the plan.
#[derive(Debug, Clone, Copy)]
pub enum Of<'a> {
    Item(&'a Item),
    Gate(&'a Gate),
    Target(&'a Target),
    Topic(&'a Topic),
    Entry(&'a PlanList, &'a ListEntry),
}

impl<'a> Of<'a> {
    pub fn name(self) -> &'a str {
        match self {
            Of::Item(item) => &item.name,
            Of::Gate(gate) => &gate.name,
            Of::Target(target) => &target.name,
            Of::Topic(topic) => &topic.name,
            Of::Entry(_, entry) if entry.name.is_empty() => &entry.text,
            Of::Entry(_, entry) => &entry.name,
        }
    }

    pub fn source(self) -> &'a str {
        match self {
            Of::Item(item) => &item.source,
            Of::Gate(gate) => &gate.source,
            Of::Target(target) => &target.source,
            Of::Topic(topic) => &topic.source,
            Of::Entry(list, entry) if entry.source.is_empty() => &list.source,
            Of::Entry(_, entry) => &entry.source,
        }
    }

    pub fn is_open(self) -> bool {
        match self {
            Of::Item(item) => item.is_open(),
            Of::Gate(gate) => gate.is_open(),
            Of::Target(target) => target.is_open(),
            Of::Topic(topic) => topic.is_open(),
            Of::Entry(_, entry) => entry.is_open(),
        }
    }
}

/// Every task of which the plan says anybody or any day.
pub fn duties(plan: &Plan) -> Vec<Task<'_>> {
    let mut all = tasks(plan);
    all.retain(|task| !task.duty.is_empty());
    all
}

/// Items, gates, targets, topics and entries of lists; what a unit chose for itself is its own affair.
pub fn tasks(plan: &Plan) -> Vec<Task<'_>> {
    let mut all = Vec::new();
    let mut add = |of, duty, origin| all.push(Task { of, duty, origin });
    for item in plan.items.iter().filter(|item| item.chosen_by.is_none()) {
        add(Of::Item(item), &item.duty, &item.origin);
    }
    for gate in &plan.gates {
        add(Of::Gate(gate), &gate.duty, &gate.origin);
    }
    for target in &plan.targets {
        add(Of::Target(target), &target.duty, &target.origin);
    }
    for topic in &plan.topics {
        add(Of::Topic(topic), &topic.duty, &topic.origin);
    }
    for list in &plan.lists {
        for entry in &list.entries {
            add(Of::Entry(list, entry), list.duty_of(entry), &list.origin);
        }
    }
    all
}
