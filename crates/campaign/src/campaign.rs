//! A campaign: its plan, the roster it draws on and its records together.
//! In: what the readers made. Out: the one value that rules and pages read, whole or as the public may see it.

use crate::record::{REVIEWED_ON, REVIEWER};
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
    /// and of those no internal field and not who reviewed them. Everything a public page says is made from this value, so that nothing else can be on it.
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
                key != REVIEWER
                    && key != REVIEWED_ON
                    && !kind.is_some_and(|kind| {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Review;

    #[test]
    fn who_reviewed_a_record_is_not_for_the_public() {
        let field = |key: &str| (key.to_string(), "样例甲".to_string());
        let campaign = Campaign {
            records: vec![Record {
                public: true,
                review: Review::Approved,
                fields: vec![field(REVIEWER), field("内容"), field(REVIEWED_ON)],
                ..Record::default()
            }],
            ..Campaign::default()
        };
        assert_eq!(campaign.for_public().records[0].fields, [field("内容")]);
    }
}
