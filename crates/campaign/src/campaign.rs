//! A campaign: its plan, the roster it draws on and its records together.
//! In: what the readers made. Out: the one value that rules and pages read, whole or [as the public may see
//! it](Campaign::for_public).

use jiff::civil::Date;

use crate::field::Meaning;
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
    /// 外地地名: places elsewhere that a copied text may bring along.
    pub foreign_places: Vec<String>,
}

/// An approved term and what people write instead.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wording {
    pub approved: String,
    pub avoid: Vec<String>,
    pub note: String,
}

impl Campaign {
    /// Whether a record of a type with a flow has reached its end; without a flow, whether it says when it was closed.
    pub fn is_closed(&self, record: &Record) -> bool {
        let kind = self.plan.record_type(&record.kind);
        let Some(kind) = kind.filter(|kind| !kind.flow.is_empty()) else {
            return !record.field(Meaning::Closed).is_empty();
        };
        if kind.closed.is_empty() {
            kind.flow.last() == Some(&record.state)
        } else {
            kind.closed.contains(&record.state)
        }
    }

    /// Whether its due day is over and it is not closed; nothing is overdue in an archived campaign.
    pub fn is_overdue(&self, record: &Record, today: Date) -> bool {
        !self.plan.archived
            && !self.is_closed(record)
            && record.date_of(Meaning::Due).is_some_and(|due| due < today)
    }
}
