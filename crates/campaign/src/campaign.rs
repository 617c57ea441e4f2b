//! A campaign: its plan, the roster it draws on and its records together.
//! In: what the readers made. Out: the one value that rules and pages read, whole or as the public may see it.

use crate::{Plan, Record, Roster};

/// One campaign of a site.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Campaign {
    pub plan: Plan,
    pub roster: Roster,
    /// In the order of their places.
    pub records: Vec<Record>,
    /// 规范用语: approved wordings, with the ones to avoid.
    pub wordings: Vec<Wording>,
}

/// An approved term and what people write instead.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wording {
    pub approved: String,
    pub avoid: Vec<String>,
    pub note: String,
}

impl Campaign {
    /// What the public may see: no people, no unit's leaders, only records that are public, approved and without fault,
    /// and of those no internal field. Everything a public page says is made from this value, so that nothing else can be on it.
    pub fn for_public(&self) -> Campaign {
        let mut public = self.clone();
        public.roster.people.clear();
        for unit in &mut public.roster.units {
            unit.first_responsible.clear();
            unit.contact_leader.clear();
            unit.leading_group.clear();
            unit.other.clear();
        }
        public
            .records
            .retain(|record| record.public && record.counts());
        for record in &mut public.records {
            record.people.clear();
            let kind = self.plan.record_type(&record.kind);
            record.fields.retain(|(key, _)| {
                !kind.is_some_and(|kind| {
                    kind.fields
                        .iter()
                        .any(|field| field.key == *key && field.internal)
                })
            });
        }
        public.plan.items.retain(|item| item.chosen_by.is_none());
        public
    }
}
