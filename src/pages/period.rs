//! What happened in some days: the facts that a briefing and the sheet for the Monday meeting share.
//! In: a [`View`] and the days. Out: [`Period`], whose every figure is counted here and nowhere else.

use std::collections::BTreeSet;

use jiff::civil::Date;
use yanxi_campaign::Record;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::{Item, RecordType, Role};
use yanxi_campaign::progress::Obligation;

use super::View;
use super::ledger::{is_overdue, is_struck, number_in};

/// Days, both ends included.
#[derive(Debug, Clone, Copy)]
pub(super) struct Period {
    pub(super) from: Date,
    pub(super) to: Date,
}

/// The problems of a campaign, and what became of them in the days.
pub(super) struct Problems<'a> {
    pub(super) all: usize,
    /// Struck off, as the page of problems says it.
    pub(super) all_closed: usize,
    pub(super) opened: usize,
    /// Struck off in the days.
    pub(super) closed: Vec<&'a Record>,
    pub(super) overdue: usize,
}

/// Records of one type in the days.
pub(super) struct OfType<'a> {
    pub(super) kind: &'a RecordType,
    pub(super) records: usize,
    pub(super) units: usize,
    /// People visited, of visits.
    pub(super) visited: u64,
}

impl Period {
    pub(super) fn holds(self, day: Option<Date>) -> bool {
        day.is_some_and(|day| self.from <= day && day <= self.to)
    }

    /// Approved records of the days.
    pub(super) fn records<'a>(self, view: &'a View<'_>) -> impl Iterator<Item = &'a Record> {
        let counts = move |record: &&Record| record.counts() && self.holds(record.date);
        view.campaign.records.iter().filter(counts)
    }

    /// The same with a role, by date.
    pub(super) fn with_role<'a>(self, view: &'a View<'_>, role: Role) -> Vec<&'a Record> {
        let mut records: Vec<&Record> = view
            .records_with(role)
            .into_iter()
            .filter(|record| record.counts() && self.holds(record.date))
            .collect();
        records.sort_by_key(|record| record.date);
        records
    }

    /// How many of each type, in the order of the plan; types without any are left out.
    pub(super) fn by_type<'a>(self, view: &'a View<'_>) -> Vec<OfType<'a>> {
        let mut types = Vec::new();
        for kind in &view.campaign.plan.record_types {
            let own = view.records_of(&kind.id);
            let records: Vec<&Record> =
                own.filter(|record| record.counts() && self.holds(record.date)).collect();
            if records.is_empty() {
                continue;
            }
            let units: BTreeSet<&str> =
                records.iter().flat_map(|record| &record.units).map(String::as_str).collect();
            let visited = match kind.role {
                Role::Visit => {
                    records.iter().filter_map(|own| number_in(own.field(Meaning::Count))).sum()
                }
                _ => 0,
            };
            types.push(OfType { kind, records: records.len(), units: units.len(), visited });
        }
        types
    }

    /// What was finished in the days, by the day that decided it, with its item.
    pub(super) fn finished<'a>(self, view: &'a View<'_>) -> Vec<(&'a Item, Vec<&'a Obligation>)> {
        let mut finished: Vec<(&Item, Vec<&Obligation>)> = Vec::new();
        for obligation in &view.progress.obligations {
            let day = obligation.decided.map(|(_, day)| day);
            let Some(item) = view.campaign.plan.item(&obligation.item) else {
                continue;
            };
            if !self.holds(day) {
                continue;
            }
            match finished.last_mut() {
                Some((last, own)) if last.id == item.id => own.push(obligation),
                _ => finished.push((item, vec![obligation])),
            }
        }
        finished
    }

    pub(super) fn problems<'a>(self, view: &'a View<'_>) -> Problems<'a> {
        let all: Vec<&Record> =
            view.records_with(Role::Problem).into_iter().filter(|own| own.counts()).collect();
        Problems {
            all_closed: all.iter().filter(|record| is_struck(view, record)).count(),
            opened: all.iter().filter(|record| self.holds(record.date)).count(),
            overdue: all.iter().filter(|record| is_overdue(view, record)).count(),
            closed: all
                .iter()
                .copied()
                .filter(|record| is_struck(view, record) && self.holds(view.closed.on(record)))
                .collect(),
            all: all.len(),
        }
    }
}
