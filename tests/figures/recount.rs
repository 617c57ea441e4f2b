//! Counting once more, slowly, what pages show.
//! In: a campaign and a day. Out: sums, rates and verdicts found by looking at everything each time.

use jiff::civil::Date;
use yanxi_campaign::plan::Kind;
use yanxi_campaign::record::Review;
use yanxi_campaign::state::State;
use yanxi_campaign::{Campaign, Record, Unit};

use crate::oracle::{self, Owed};
use crate::richer;

pub(super) struct Recount {
    pub(super) owed: Vec<Owed>,
}

impl Recount {
    pub(super) fn of(campaign: &Campaign, today: Date) -> Self {
        Recount { owed: oracle::owed(campaign, today) }
    }

    pub(super) fn sum(&self, wanted: impl Fn(&Owed) -> bool) -> Sum {
        let mut sum = Sum::default();
        for own in self.owed.iter().filter(|own| wanted(own)) {
            sum.all += 1;
            sum.states.push(own.state);
        }
        sum
    }

    /// Units' and the whole campaign's.
    pub(super) fn missing(&self) -> usize {
        let missing = |own: &&Owed| own.kind == Kind::Required && own.state == State::Missing;
        self.owed.iter().filter(missing).count()
    }

    /// A line for each unit, or the campaign, and item of which something is missing.
    pub(super) fn missing_lines(&self) -> usize {
        let missing = |own: &&Owed| own.kind == Kind::Required && own.state == State::Missing;
        let mut lines: Vec<_> =
            self.owed.iter().filter(missing).map(|own| (&own.unit, &own.item)).collect();
        lines.sort();
        lines.dedup();
        lines.len()
    }
}

/// Obligations added up.
#[derive(Debug, Clone, Default)]
pub(super) struct Sum {
    pub(super) all: usize,
    states: Vec<State>,
}

impl Sum {
    pub(super) fn add(&mut self, other: &Sum) {
        self.all += other.all;
        self.states.extend(&other.states);
    }

    fn count(&self, wanted: State) -> usize {
        self.states.iter().filter(|state| **state == wanted).count()
    }

    pub(super) fn owed(&self) -> usize {
        self.all - self.count(State::Exempt)
    }

    pub(super) fn finished(&self) -> usize {
        self.count(State::Done) + self.count(State::Late)
    }

    pub(super) fn rate(&self) -> String {
        rate(self.finished(), self.owed())
    }

    /// A cell of the matrix: the state that asks for most, with how much is finished of several.
    pub(super) fn cell(&self) -> String {
        const ORDER: [(State, &str); 8] = [
            (State::Missing, "未交"),
            (State::Faulty, "有误"),
            (State::Returned, "退回"),
            (State::Pending, "待审"),
            (State::NotDue, "未到期"),
            (State::Late, "迟交"),
            (State::Done, "完成"),
            (State::Exempt, "免除"),
        ];
        let worst = ORDER.iter().find(|(state, _)| self.count(*state) > 0);
        match worst {
            None => "—".into(),
            Some((_, word)) if self.owed() > 1 => {
                format!("{word}{}/{}", self.finished(), self.owed())
            }
            Some((_, word)) => (*word).into(),
        }
    }

    pub(super) fn columns(&self) -> [(&'static str, usize); 9] {
        [
            ("应完成", self.owed()),
            ("完成", self.count(State::Done)),
            ("迟交", self.count(State::Late)),
            ("待审", self.count(State::Pending)),
            ("退回", self.count(State::Returned)),
            ("有误", self.count(State::Faulty)),
            ("未交", self.count(State::Missing)),
            ("未到期", self.count(State::NotDue)),
            ("免除", self.count(State::Exempt)),
        ]
    }
}

/// One digit after the point, rounded half up; whole only where it is.
pub(super) fn rate(part: usize, of: usize) -> String {
    if of == 0 {
        return "—".into();
    }
    if part == of {
        return "100%".into();
    }
    if part == 0 {
        return "0%".into();
    }
    let tenths = ((part * 2000 + of) / (2 * of)).clamp(1, 999);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

pub(super) fn share(part: usize, of: usize) -> String {
    if of == 0 { "—".into() } else { format!("{}（{part}/{of}）", rate(part, of)) }
}

pub(super) fn counts(record: &Record) -> bool {
    record.review == Review::Approved && record.faults.is_empty() && record.repeats.is_none()
}

/// The units of a class or of a contact leader; of 合计 all.
pub(super) fn members<'a>(campaign: &'a Campaign, name: &str) -> Vec<&'a Unit> {
    let class_of = |unit: &Unit| {
        let named = |class: &&yanxi_campaign::plan::UnitClass| {
            class.id == unit.class || class.name == unit.class
        };
        campaign.plan.unit_classes.iter().find(named).map(|class| class.name.clone())
    };
    let fits = |unit: &&Unit| {
        name == "合计"
            || class_of(unit).as_deref() == Some(name)
            || unit.contact_leader == name
            || (name == "没有联系领导" && unit.contact_leader.is_empty())
    };
    campaign.roster.units.iter().filter(fits).collect()
}

/// A rating as one edition knows it.
pub(super) struct Session {
    pub(super) title: String,
    pub(super) counts: bool,
    pub(super) passed: bool,
    unit: String,
    repeats: Option<String>,
    id: String,
}

pub(super) fn sessions(campaign: &Campaign, internal: bool) -> Vec<Session> {
    let ratings = campaign.records.iter().filter(|record| record.kind == richer::RATING);
    ratings
        .filter(|record| internal || (record.public && counts(record)))
        .map(|record| {
            let ballot = record.ballot.as_ref().expect("ballots");
            let (yes, no) = (ballot.votes[0], ballot.votes[1]);
            let present = |number: usize| ballot.groups[number].present.expect("a number");
            let (masses, all) = (present(0), present(0) + present(1));
            Session {
                title: record.title.clone(),
                counts: counts(record),
                passed: yes * 100 >= 70 * (yes + no) && masses * 100 >= 30 * all,
                unit: record.units[0].clone(),
                repeats: record.fields.first().map(|(_, first)| first.clone()),
                id: record.id.clone(),
            }
        })
        .collect()
}

fn is_cleared(sessions: &[Session], session: &Session) -> bool {
    session.passed && session.counts
        || sessions
            .iter()
            .filter(|other| other.counts && other.repeats.as_deref() == Some(&session.id))
            .any(|other| is_cleared(sessions, other))
}

/// Passed, failed and not cleared, or never rated.
pub(super) fn standing_of_unit(sessions: &[Session], unit: &str) -> Option<bool> {
    let own: Vec<&Session> =
        sessions.iter().filter(|session| session.counts && session.unit == unit).collect();
    (!own.is_empty()).then(|| own.iter().all(|session| is_cleared(sessions, session)))
}
