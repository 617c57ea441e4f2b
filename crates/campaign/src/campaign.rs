//! A campaign: its plan, the roster it draws on and its records together.
//! In: what the readers made. Out: the one value that rules and pages read, whole or [as the public may see
//! it](Campaign::for_public).

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
