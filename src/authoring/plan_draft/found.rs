//! What a text says that a plan can hold.
//! In: filled by the readers of this folder. Out: [`Draft`], written down by [`super::writing`].

use std::ops::Range;

use super::dates::Span;
use super::duties::Answering;

/// Words of one paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Words {
    /// Number of the paragraph, and where in it the words stand.
    pub(super) paragraph: usize,
    pub(super) range: Range<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Timed {
    pub(super) name: String,
    pub(super) span: Option<Span>,
    pub(super) words: Words,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Step {
    pub(super) own: Timed,
    /// Name of its stage; empty where it is not said.
    pub(super) stage: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Gate {
    pub(super) name: String,
    pub(super) stage: String,
    /// What it is for, where that is none of the stages.
    pub(super) other: String,
    pub(super) words: Words,
}

/// “甲三条”, “三查”: something named by a number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Activity {
    pub(super) name: String,
    pub(super) stage: String,
    /// How many items its name says it has.
    pub(super) items: Option<u32>,
    pub(super) words: Words,
}

/// 12个环节, “四条原则”.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Count {
    pub(super) of: String,
    pub(super) count: u32,
    pub(super) words: Words,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct List {
    pub(super) name: String,
    pub(super) entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) answering: Answering,
    pub(super) words: Words,
}

/// 种草1000亩.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Target {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) unit: String,
    pub(super) answering: Answering,
    pub(super) words: Words,
}

/// All of it, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) time: Option<Timed>,
    pub(super) stages: Vec<Timed>,
    pub(super) steps: Vec<Step>,
    pub(super) gates: Vec<Gate>,
    pub(super) activities: Vec<Activity>,
    pub(super) counts: Vec<Count>,
    pub(super) lists: Vec<List>,
    pub(super) targets: Vec<Target>,
}

impl Draft {
    /// Every passage that something of it stands on.
    pub(super) fn passages(&self) -> Vec<&Words> {
        let mut all: Vec<&Words> = self.time.iter().map(|own| &own.words).collect();
        all.extend(self.stages.iter().map(|own| &own.words));
        all.extend(self.steps.iter().map(|own| &own.own.words));
        all.extend(self.gates.iter().map(|own| &own.words));
        all.extend(self.activities.iter().map(|own| &own.words));
        all.extend(self.counts.iter().map(|own| &own.words));
        all.extend(self.lists.iter().flat_map(|list| &list.entries).map(|own| &own.words));
        all.extend(self.targets.iter().map(|own| &own.words));
        all
    }
}
