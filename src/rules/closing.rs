//! Closes problems that are past facts: the problem stays in the list as a note, with the reason.
//! In: a problem and the record it is about. Out: the problem as it is, or the note.

use std::collections::BTreeMap;

use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::Role;
use yanxi_campaign::record::Closing;
use yanxi_campaign::{Campaign, Record};

use crate::campaign::closed;
use yanxi_problem::{Code, Diagnostic, Name, Say, Words};

/// What is to be written on a record, as it is written in a text or in a row.
#[derive(Debug, Clone, PartialEq, Eq, Say)]
pub(super) enum OnRecord {
    #[zh("写 说明: {{码: {code}, 理由: ……, 人: 姓名, 日期: 2026-11-20}}")]
    #[en("add closing: {{code: {code}, reason: ..., by: NAME, on: 2026-11-20}}")]
    ClosingLine { code: Code },
    #[zh("在这一行的“说明”列写 {code}；理由；姓名；2026-11-20（没有这一列的，加上）")]
    #[en(
        "in this row's column “closing” write {code}; reason; name; 2026-11-20 (add the column where it is lacking)"
    )]
    ClosingCell { code: Code },
    #[zh("写上 {key}: {value}")]
    #[en("write {key}: {value}")]
    Line { key: Words, value: Name },
    #[zh("在“{key}”列写上 {value}（没有这一列的，加上）")]
    #[en("write {value} in column “{key}” (add the column where it is lacking)")]
    Cell { key: Words, value: Name },
}

impl OnRecord {
    /// An entry that closes a problem of this code.
    pub(super) fn closing(code: Code, record: &Record) -> Self {
        match record.page {
            Some(_) => OnRecord::ClosingLine { code },
            None => OnRecord::ClosingCell { code },
        }
    }

    pub(super) fn key(key: Words, value: impl Into<Name>, record: &Record) -> Self {
        let value = value.into();
        match record.page {
            Some(_) => OnRecord::Line { key, value },
            None => OnRecord::Cell { key, value },
        }
    }
}

/// What closes problems of a campaign's records: their own entries, and explanations that name them.
pub(super) struct Closings<'a> {
    /// By every value of an explanation: the id or title of what it is about is among them.
    explanations: BTreeMap<&'a str, &'a Record>,
}

impl<'a> Closings<'a> {
    pub(super) fn of(campaign: &'a Campaign) -> Self {
        let explanations = campaign
            .records
            .iter()
            .filter(|record| record.counts())
            .filter(|record| {
                let kind = campaign.plan.record_type(&record.kind);
                kind.is_some_and(|kind| kind.role == Role::Explanation)
            })
            .flat_map(|record| {
                let values = record.fields.iter();
                values.map(move |(_, value)| (value.as_str(), record))
            })
            .collect();
        Closings { explanations }
    }

    /// The problem, or a note where the record it is about has been explained.
    pub(super) fn weigh(&self, problem: Diagnostic, record: &Record) -> Diagnostic {
        let explanation = self
            .explanations
            .get(record.id.as_str())
            .or_else(|| self.explanations.get(record.title.as_str()));
        match (record.closing(problem.code), explanation) {
            (Some(closing), _) => closed(problem, closing),
            (None, Some(explanation)) => explained(problem, explanation),
            (None, None) => problem,
        }
    }
}

/// An explanation as an entry.
fn as_closing(code: Code, explanation: &Record) -> Closing {
    let reason = explanation.field(Meaning::Reason);
    Closing {
        code,
        reason: if reason.is_empty() { explanation.title.clone() } else { reason.to_string() },
        by: explanation.field(Meaning::Responsible).to_string(),
        on: explanation.date,
    }
}

/// A note in place of the problem, for an explanation of the unit as a whole.
pub(super) fn explained(problem: Diagnostic, explanation: &Record) -> Diagnostic {
    let closing = as_closing(problem.code, explanation);
    closed(problem, &closing)
}
