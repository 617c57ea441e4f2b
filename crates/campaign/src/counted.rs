//! Declared counts against what is listed, each counted once.
//! In: a plan. Out: a [`Counted`] for every number that the plan declares, for pages and messages alike.

use std::collections::BTreeSet;

use yanxi_problem::Place;

use crate::plan::{Item, Plan, is_open};

/// What a number was declared of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of<'a> {
    Stages,
    Steps,
    Gates,
    Activities,
    Items,
    Audiences,
    Targets,
    Topics,
    Peers,
    /// A list, by its id.
    List(&'a str),
    /// A set of targets and topics, by its name.
    Set(&'a str),
    /// The items of an activity, by its id.
    ItemsOf(&'a str),
}

/// A list that should have a number of entries, and how many it has.
#[derive(Debug, Clone, Copy)]
pub struct Counted<'a> {
    pub of: Of<'a>,
    pub declared: u32,
    pub listed: u32,
    /// Of those listed, how many are open.
    pub open: u32,
    /// Where it was declared.
    pub origin: &'a Place,
}

impl Counted<'_> {
    pub fn agrees(&self) -> bool {
        self.declared == self.listed
    }
}

/// Every declared count. A number declared twice of one thing is one.
pub fn counted(plan: &Plan) -> Vec<Counted<'_>> {
    let mut all = Vec::new();
    let mut seen = BTreeSet::new();
    let mut add = |of, declared, origin| {
        if seen.insert((of, declared)) {
            let (listed, open) = listed(plan, of);
            all.push(Counted { of, declared, listed, open, origin });
        }
    };
    for list in &plan.lists {
        if let Some(declared) = list.declared {
            add(Of::List(&list.id), declared, &list.origin);
        }
    }
    for expected in &plan.expect {
        add(meant(plan, &expected.of), expected.count, &expected.origin);
    }
    for activity in &plan.activities {
        if let Some(declared) = activity.expect_items {
            add(Of::ItemsOf(&activity.id), declared, &activity.origin);
        }
    }
    all
}

/// The number declared of something, where it was.
pub fn declared(plan: &Plan, of: Of<'_>) -> Option<u32> {
    counted(plan).iter().find(|counted| counted.of == of).map(|counted| counted.declared)
}

fn meant<'a>(plan: &'a Plan, of: &'a str) -> Of<'a> {
    match of {
        "stages" => Of::Stages,
        "steps" => Of::Steps,
        "gates" => Of::Gates,
        "activities" => Of::Activities,
        "items" => Of::Items,
        "audiences" => Of::Audiences,
        "targets" => Of::Targets,
        "topics" => Of::Topics,
        "peers" => Of::Peers,
        of => match plan.lists.iter().find(|list| list.id == of || list.name == of) {
            Some(list) => Of::List(&list.id),
            None => Of::Set(of),
        },
    }
}

/// How many are listed, and how many of these are open. What units chose for themselves is not the plan's.
fn listed(plan: &Plan, of: Of<'_>) -> (u32, u32) {
    fn count<'a>(things: impl Iterator<Item = (&'a String, &'a String)>) -> (u32, u32) {
        things.fold((0, 0), |(listed, open), (name, source)| {
            (listed + 1, open + u32::from(is_open(name, source)))
        })
    }
    let of_all = |item: &&Item| item.chosen_by.is_none();
    match of {
        Of::Stages => count(plan.stages.iter().map(|own| (&own.name, &own.source))),
        Of::Steps => count(plan.steps.iter().map(|own| (&own.name, &own.source))),
        Of::Gates => count(plan.gates.iter().map(|own| (&own.name, &own.source))),
        Of::Activities => count(plan.activities.iter().map(|own| (&own.name, &own.source))),
        Of::Items => count(plan.items.iter().filter(of_all).map(|own| (&own.name, &own.source))),
        Of::Audiences => count(plan.audiences.iter().map(|own| (&own.name, &own.source))),
        Of::Targets => count(plan.targets.iter().map(|own| (&own.name, &own.source))),
        Of::Topics => count(plan.topics.iter().map(|own| (&own.name, &own.source))),
        Of::Peers => count(plan.peers.iter().map(|own| (&own.name, &own.name))),
        Of::List(id) => {
            let entries = plan.lists.iter().filter(|list| list.id == id);
            count(entries.flat_map(|list| &list.entries).map(|own| (&own.name, &own.source)))
        }
        Of::Set(set) => {
            let targets = plan.targets.iter().filter(|own| own.set == set);
            let topics = plan.topics.iter().filter(|own| own.set == set);
            let (targets, open_targets) = count(targets.map(|own| (&own.name, &own.source)));
            let (topics, open_topics) = count(topics.map(|own| (&own.name, &own.source)));
            (targets + topics, open_targets + open_topics)
        }
        Of::ItemsOf(id) => {
            count(plan.items_of(id).filter(of_all).map(|own| (&own.name, &own.source)))
        }
    }
}
