//! What of a campaign's files was not read.
//! In: the files that readers did not get, and what they are named after. Out: whether something may stand in them. What
//! may stand there is not known: it is neither missing nor part of any share.

use std::collections::BTreeSet;

use crate::Id;
use crate::plan::{Item, Plan, Role};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unread {
    /// Their names, as messages show them.
    pub files: BTreeSet<String>,
    /// Names of files of the plan in which some line, key or value was not understood.
    pub partly: BTreeSet<String>,
    /// A part of the plan, units or people: who owes what is not known whole.
    pub roster: bool,
    /// Types of which records may stand in the others.
    pub types: BTreeSet<Id>,
    /// Some may hold records of every type.
    pub any_type: bool,
}

impl Unread {
    /// Whether any record may stand in what was not read.
    pub fn may_hold_records(&self) -> bool {
        self.any_type || !self.types.is_empty()
    }

    /// Whether a record of a type may.
    pub fn may_hold_type(&self, kind: &str) -> bool {
        self.any_type || self.types.contains(kind)
    }

    /// Whether a record of a role may.
    pub fn may_hold_role(&self, plan: &Plan, role: Role) -> bool {
        self.any_type
            || plan
                .record_types
                .iter()
                .any(|kind| kind.role == role && self.may_hold_type(&kind.id))
    }

    /// Whether what an item asks for, or an exemption from it, may stand there.
    pub fn may_answer(&self, plan: &Plan, item: &Item) -> bool {
        let is_asked_for = || {
            item.record_types.is_empty()
                || item.record_types.iter().any(|kind| self.may_hold_type(kind))
        };
        self.may_hold_records() && (is_asked_for() || self.may_hold_role(plan, Role::Exemption))
    }
}
