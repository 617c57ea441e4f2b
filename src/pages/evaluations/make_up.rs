//! Failed ratings, their make-ups and re-tests.
//! In: the sessions and the make-up records. Out: what follows from a failed one, and the list of those still open.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use yanxi_campaign::Record;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::Role;

use super::super::block::{Block, Cell, Column, Inline};
use super::super::ledger::{RecordsByName, field, ledger, listed, shown, units_cell};
use super::super::shown::{record_link, shows_gaps};
use super::super::view::{date, joined};
use super::super::{DerivedPage, View};
use super::links;
use super::session::Session;

/// Which session follows which, by ids of records.
pub(super) struct Chains<'a> {
    /// The session that a re-test repeats.
    first_of: BTreeMap<&'a str, &'a str>,
    results: BTreeMap<&'a str, Vec<Inline>>,
    retests: BTreeMap<&'a str, Vec<&'a Record>>,
    make_ups: BTreeMap<&'a str, Vec<&'a Record>>,
    passed: BTreeSet<&'a str>,
}

impl<'a> Chains<'a> {
    pub(super) fn of(view: &'a View<'_>, sessions: &[Session<'a>]) -> Self {
        let names = RecordsByName::of(sessions.iter().map(|session| session.record));
        let mut chains = Chains {
            first_of: BTreeMap::new(),
            results: BTreeMap::new(),
            retests: BTreeMap::new(),
            make_ups: BTreeMap::new(),
            passed: BTreeSet::new(),
        };
        // The earliest first, so that several re-tests stand in the order in which they were held.
        for session in sessions.iter().rev() {
            let record = session.record;
            let mut result = vec![record_link(view, record)];
            result.push(Inline::text(format!(
                "（{}）{} ",
                date(record.date),
                session.result(view)
            )));
            result.push(session.verdict());
            chains.results.insert(&record.id, result);
            if session.passed() == Some(true) {
                chains.passed.insert(&record.id);
            }
            if let Some(first) = names.get(record.field(Meaning::RetestOf))
                && first.id != record.id
            {
                chains.first_of.insert(&record.id, &first.id);
                chains.retests.entry(&first.id).or_default().push(record);
            }
        }
        for make_up in listed(view, Role::MakeUp) {
            if let Some(rating) = names.get(make_up.field(Meaning::RatingOf)) {
                chains.make_ups.entry(&rating.id).or_default().push(make_up);
            }
        }
        chains
    }

    fn retests_of(&self, id: &str) -> &[&'a Record] {
        self.retests.get(id).map_or(&[], Vec::as_slice)
    }

    fn make_ups_of(&self, id: &str) -> &[&'a Record] {
        self.make_ups.get(id).map_or(&[], Vec::as_slice)
    }

    /// Whether the session or a re-test of it, however often repeated, passed.
    fn is_cleared(&self, id: &str) -> bool {
        let mut waiting = vec![id];
        let mut seen = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            if self.passed.contains(id) {
                return true;
            }
            if seen.insert(id.to_string()) {
                waiting.extend(self.retests_of(id).iter().map(|retest| retest.id.as_str()));
            }
        }
        false
    }

    /// Failed first sessions that no re-test has cleared yet.
    pub(super) fn open<'b>(&self, sessions: &'b [Session<'a>]) -> Vec<&'b Session<'a>> {
        sessions
            .iter()
            .filter(|session| session.passed() == Some(false))
            .filter(|session| !self.first_of.contains_key(session.record.id.as_str()))
            .filter(|session| !self.is_cleared(&session.record.id))
            .collect()
    }

    /// The make-up of a session and the result of the re-test, or the result of the session that it repeats.
    pub(super) fn facts(
        &self,
        view: &View<'_>,
        session: &Session<'_>,
    ) -> Vec<(String, Vec<Inline>)> {
        let id = session.record.id.as_str();
        let mut facts = Vec::new();
        if let Some(first) = self.first_of.get(id).and_then(|id| self.results.get(id)) {
            facts.push(("首次测评".into(), first.clone()));
        }
        for make_up in self.make_ups_of(id) {
            let mut content = vec![record_link(view, make_up)];
            let measure = field(view, make_up, Meaning::Measure);
            if !measure.is_empty() {
                content.push(Inline::text("："));
                content.extend(measure);
            }
            facts.push(("补课".into(), content));
            facts.push(("补课结果".into(), field(view, make_up, Meaning::Result)));
        }
        if session.passed() == Some(false)
            && let Some(deadline) = self.deadline(session.record)
        {
            facts.push(("补课期限".into(), vec![Inline::text(deadline.to_string())]));
        }
        for retest in self.retests_of(id) {
            if let Some(result) = self.results.get(retest.id.as_str()) {
                facts.push(("重测".into(), result.clone()));
            }
        }
        facts
    }

    /// Set by the make-up, else by the rating itself.
    fn deadline(&self, rating: &Record) -> Option<Date> {
        self.make_ups_of(&rating.id)
            .iter()
            .filter_map(|make_up| make_up.date_of(Meaning::Due))
            .max()
            .or_else(|| rating.date_of(Meaning::Due))
    }
}

/// Those still to be cleared; who is late is for the inside only.
pub(super) fn push_list(
    page: &mut DerivedPage,
    view: &View<'_>,
    sessions: &[Session<'_>],
    chains: &Chains<'_>,
) {
    if !shows_gaps(view) {
        return;
    }
    let open = chains.open(sessions);
    let failed = sessions.iter().any(|session| session.passed() == Some(false));
    if open.is_empty() {
        if failed {
            page.push(Block::notice("没有达标的都已经重测达标，补课清单已清。"));
        }
        return;
    }
    page.push(Block::heading("补课清单", "part-make-ups"));
    page.push_with_download(ledger(
        "make-ups",
        "没有达标、还没有重测达标的",
        &open,
        vec![
            shown(Column::text("测评"), |session: &&Session<'_>| {
                Cell::of(links(view, std::iter::once(*session)))
            }),
            shown(Column::text("单位"), |session: &&Session<'_>| {
                units_cell(view, session.record)
            }),
            shown(Column::number("首次结果"), |session: &&Session<'_>| {
                session.result_cell(view)
            }),
            shown(Column::text("补课"), |session: &&Session<'_>| {
                let make_ups = chains.make_ups_of(&session.record.id);
                if make_ups.is_empty() && session.lacks_representatives() {
                    return Cell::text("代表比例不够，要重测");
                }
                if make_ups.is_empty() {
                    return Cell::of(vec![Inline::warning("未安排")]);
                }
                Cell::of(joined(make_ups.iter().map(|record| record_link(view, record))))
            }),
            shown(Column::date("补课期限"), |session: &&Session<'_>| {
                let Some(deadline) = chains.deadline(session.record) else {
                    return Cell::of(vec![Inline::warning("未定")]);
                };
                let mut content = vec![Inline::text(deadline.to_string())];
                if deadline < view.today {
                    content.push(Inline::text(" "));
                    content.push(Inline::warning("逾期"));
                }
                Cell::of(content).sorted_by(deadline.to_string())
            }),
            shown(Column::text("重测"), |session: &&Session<'_>| {
                let mut content = Vec::new();
                for retest in chains.retests_of(&session.record.id) {
                    if !content.is_empty() {
                        content.push(Inline::LineBreak);
                    }
                    content.extend(
                        chains.results.get(retest.id.as_str()).cloned().unwrap_or_default(),
                    );
                }
                if content.is_empty() {
                    content.push(Inline::text("还没有重测"));
                }
                Cell::of(content)
            }),
        ],
    ));
}
