//! Obligations added up, as a cell of a table shows them.
//! In: the state of each. Out: [`Cell`], with its share and what asks for most.

use crate::Fraction;
use crate::state::State;

/// Obligations added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cell {
    pub required: u32,
    pub exempt: u32,
    pub done: u32,
    pub late: u32,
    pub pending: u32,
    pub returned: u32,
    pub faulty: u32,
    pub missing: u32,
    pub not_due: u32,
    pub unknown: u32,
    /// Who owes it is not known whole.
    pub partial: bool,
}

impl Cell {
    pub fn add(&mut self, state: State) {
        self.required += 1;
        *match state {
            State::Exempt => &mut self.exempt,
            State::Done => &mut self.done,
            State::Late => &mut self.late,
            State::Pending => &mut self.pending,
            State::Returned => &mut self.returned,
            State::Faulty => &mut self.faulty,
            State::Missing => &mut self.missing,
            State::NotDue => &mut self.not_due,
            State::Unknown => &mut self.unknown,
        } += 1;
    }

    pub fn add_all(&mut self, other: &Cell) {
        self.required += other.required;
        self.exempt += other.exempt;
        self.done += other.done;
        self.late += other.late;
        self.pending += other.pending;
        self.returned += other.returned;
        self.faulty += other.faulty;
        self.missing += other.missing;
        self.not_due += other.not_due;
        self.unknown += other.unknown;
        self.partial |= other.partial;
    }

    /// What is to be done at all.
    pub fn owed(&self) -> u32 {
        self.required - self.exempt
    }

    /// Done, in time or late.
    pub fn finished(&self) -> u32 {
        self.done + self.late
    }

    /// Whether the numbers are those of all that is owed and all that was done.
    pub fn is_known(&self) -> bool {
        self.unknown == 0 && !self.partial
    }

    /// `None` where nothing is owed, or not known what was done of it.
    pub fn completion(&self) -> Option<Fraction> {
        let share = Fraction::new(u64::from(self.finished()), u64::from(self.owed()));
        share.filter(|_| self.is_known())
    }

    /// The completion as shown; — where nothing is owed.
    pub fn completion_text(&self) -> String {
        match self.completion() {
            Some(share) => share.completion(),
            None if self.is_known() => "—".into(),
            None => State::Unknown.chinese().into(),
        }
    }

    /// The same beside a completion; nothing where that is not known.
    pub fn detail_text(&self) -> String {
        if self.is_known() { self.count_text() } else { String::new() }
    }

    /// How much is finished of what is owed.
    pub fn count_text(&self) -> String {
        match self.is_known() {
            true => format!("{}/{}", self.finished(), self.owed()),
            false => State::Unknown.chinese().into(),
        }
    }

    /// The state that asks for most; `None` where nothing is required.
    pub fn state(&self) -> Option<State> {
        [
            (self.missing, State::Missing),
            (self.unknown, State::Unknown),
            (self.faulty, State::Faulty),
            (self.returned, State::Returned),
            (self.pending, State::Pending),
            (self.not_due, State::NotDue),
            (self.late, State::Late),
            (self.done, State::Done),
            (self.exempt, State::Exempt),
        ]
        .into_iter()
        .find(|(count, _)| *count > 0)
        .map(|(_, state)| state)
    }
}
