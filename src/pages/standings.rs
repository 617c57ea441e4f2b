//! How what the plan names stands, in a few words: items, gates, targets, topics, entries of lists, stages, steps.
//! In: a [`View`]. Out: [`Standings`] by entry, for the signs beside quoted passages, and [`States`] by task, for its table.

use std::collections::BTreeMap;

use jiff::civil::Date;
use yanxi_campaign::Record;
use yanxi_campaign::claims::Claims;
use yanxi_campaign::duty::{Of, Task, tasks};
use yanxi_campaign::plan::{Dates, ListEntry, ListPlace, Plan, PlanList, Role};
use yanxi_campaign::quoted::Entry;
use yanxi_campaign::reached::Targets;
use yanxi_campaign::state::State;

use super::block::Inline;
use super::ledger::{is_closed, listed};
use super::shown::{obligation_state, shows_gaps, shows_gaps_in, sum_cell};
use super::{View, deeds, gates, problems, targets};

pub(super) fn entry_of(of: Of<'_>) -> Entry {
    match of {
        Of::Item(item) => Entry::Item(item.id.clone()),
        Of::Gate(gate) => Entry::Gate(gate.id.clone()),
        Of::Target(target) => Entry::Target(target.id.clone()),
        Of::Topic(topic) => Entry::Topic(topic.id.clone()),
        Of::Entry(_, line) => Entry::Line(line.id.clone()),
    }
}

/// How entries of the plan stand, in a few words.
pub struct Standings<'a> {
    today: Date,
    plan: &'a Plan,
    of_tasks: BTreeMap<Entry, Vec<Inline>>,
}

impl<'a> Standings<'a> {
    pub fn of(view: &'a View<'_>) -> Self {
        let plan = &view.campaign.plan;
        let states = States::of(view);
        let of_tasks = tasks(plan).into_iter().map(|task| {
            let said = states.of_task(task).1;
            (entry_of(task.of), said)
        });
        Standings { today: view.today, plan, of_tasks: of_tasks.collect() }
    }

    /// Nothing where there is nothing to say, or the edition may not.
    pub fn of_entry(&self, entry: &Entry) -> Vec<Inline> {
        let dates = match entry {
            Entry::Stage(id) => self.plan.stage(id).map(|stage| &stage.dates),
            Entry::Step(id) => self.plan.step(id).map(|step| &step.dates),
            _ => return self.of_tasks.get(entry).cloned().unwrap_or_default(),
        };
        let words = match dates {
            Some(Dates { to: Some(to), .. }) if *to < self.today => "时间已过",
            Some(Dates { from: Some(from), .. }) if self.today < *from => "还没有开始",
            Some(Dates { from: Some(_), to: Some(_), .. }) => "正在进行",
            _ => return Vec::new(),
        };
        vec![Inline::text(words)]
    }
}

/// What the states of tasks are read from.
pub(super) struct States<'a, 'v> {
    view: &'a View<'v>,
    targets: Targets<'a>,
    claims: Claims<'a>,
    problems: Vec<&'a Record>,
    deeds: Vec<&'a Record>,
}

impl<'a, 'v> States<'a, 'v> {
    pub(super) fn of(view: &'a View<'v>) -> Self {
        States {
            view,
            targets: view.campaign.targets(),
            claims: view.campaign.claims(),
            problems: listed(view, Role::Problem),
            deeds: listed(view, Role::Deed),
        }
    }

    /// How a task stands, with its words; nothing where the edition may not say it.
    pub(super) fn of_task(&self, task: Task<'_>) -> (Option<State>, Vec<Inline>) {
        if task.of.is_open() {
            return (None, vec![Inline::badge("待补充")]);
        }
        let view = self.view;
        let (state, mut said) = match task.of {
            Of::Item(item) if view.internal => {
                let mut own = view.progress.obligations.iter().filter(|own| own.item == item.id);
                match (own.next(), own.next()) {
                    (None, _) => (None, Vec::new()),
                    (Some(one), None) => (Some(one.state), vec![obligation_state(view, one)]),
                    (Some(_), Some(_)) => {
                        let sum = view.progress.cell(|own| own.item == item.id);
                        (sum.state(), sum_cell(view, &sum).content)
                    }
                }
            }
            Of::Item(_) => (None, Vec::new()),
            Of::Gate(gate) => {
                let words = gates::standing(view, gate);
                match words.is_empty() {
                    // What an office calls to have passed is its own; a verdict is shown as it is.
                    false => (None, vec![Inline::text(words)]),
                    true if shows_gaps_in(view, Role::GateVerdict) => {
                        (Some(State::NotDue), vec![Inline::text("还没有结论")])
                    }
                    true => (None, Vec::new()),
                }
            }
            Of::Target(target) => {
                let mut said = targets::done(target, &self.targets).content;
                let state = targets::state(view, target, &self.targets).content;
                let found = state.iter().find_map(|inline| match inline {
                    Inline::State { state, .. } => Some(*state),
                    _ => None,
                });
                if !said.is_empty() && !state.is_empty() {
                    said.push(Inline::text(" "));
                }
                said.extend(state);
                (found, said)
            }
            Of::Topic(topic) if view.internal => match self.claims.to(topic).len() {
                0 if shows_gaps_in(view, Role::TopicClaim) => {
                    (Some(State::NotDue), vec![Inline::text("还没有单位选")])
                }
                0 => (None, Vec::new()),
                count => (Some(State::Pending), vec![Inline::text(format!("{count}个单位选题"))]),
            },
            Of::Topic(_) => (None, Vec::new()),
            Of::Entry(list, entry) => self.of_entry(list, entry),
        };
        let over = task.duty.due.to.is_some_and(|day| day < view.today);
        let waits = matches!(state, Some(State::NotDue | State::Pending));
        let tells_itself = matches!(task.of, Of::Item(_) | Of::Target(_));
        if over && waits && !tells_itself && shows_gaps(view) {
            said.push(Inline::text(" "));
            said.push(Inline::warning("逾期"));
        }
        (state, said)
    }

    /// An entry of a list by the records that answer to it: how many, and how many of them are closed.
    fn of_entry(&self, list: &PlanList, entry: &ListEntry) -> (Option<State>, Vec<Inline>) {
        let view = self.view;
        let records: Vec<&Record> = match list.place {
            ListPlace::Problems => {
                let about = |record: &&&Record| problems::is_about(record, entry);
                self.problems.iter().filter(about).copied().collect()
            }
            ListPlace::Deeds => {
                let about = |record: &&&Record| deeds::belongs(record, entry);
                self.deeds.iter().filter(about).copied().collect()
            }
            ListPlace::Plan | ListPlace::Home | ListPlace::Rules => {
                let answers = |record: &&Record| record.answers.contains(&entry.id);
                view.campaign.records.iter().filter(answers).collect()
            }
        };
        let counting: Vec<&Record> = records.into_iter().filter(|record| record.counts()).collect();
        if counting.is_empty() {
            return match shows_gaps(view) && !view.campaign.unread.may_hold_records() {
                true => (Some(State::NotDue), vec![Inline::text("还没有记录")]),
                false => (None, Vec::new()),
            };
        }
        let ends = counting.iter().filter(|record| view.closed.has_day(&record.kind)).count();
        if ends == 0 {
            return (None, vec![Inline::text(format!("对应的记录{}条", counting.len()))]);
        }
        let closed = counting.iter().filter(|record| is_closed(view, record)).count();
        let state = if closed == counting.len() { State::Done } else { State::Pending };
        let text = format!("办结{closed}/{}", counting.len());
        (Some(state), vec![Inline::State { state, text }])
    }
}
