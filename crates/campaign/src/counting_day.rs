//! On which day a record counts for an item.
//! In: plan, item, record and which records are closed. Out: a [`Day`].
//!
//! What has a flow counts when it is closed, on the day on which it was; an item may name other states (计入状态) and
//! another field (计入日期).

use jiff::civil::Date;

use crate::closed::Closed;
use crate::field::Meaning;
use crate::plan::{EVERY_STATE, Item, Plan};
use crate::record::Record;

/// Keys under which an item means the record's own date.
const OWN_DATE: [&str; 3] = ["日期", "时间", "date"];

/// When a record counts for an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// Not yet: it has not reached a state that counts.
    Open,
    On(Option<Date>),
    /// It counts, and nobody wrote since when; it cannot be before its own date.
    Unwritten(Option<Date>),
}

impl Day {
    /// The day that it counts on, as far as is known.
    pub fn date(self) -> Option<Date> {
        match self {
            Day::Open => None,
            Day::On(day) | Day::Unwritten(day) => day,
        }
    }
}

/// When a record counts for an item, if it counts at all.
pub fn day_of(plan: &Plan, closed: &Closed<'_>, item: &Item, record: &Record) -> Day {
    let named = &item.counts_in;
    let every = named.iter().any(|state| EVERY_STATE.contains(&state.as_str()));
    let reached = match named.as_slice() {
        [] => !closed.has_day(&record.kind) || closed.is(record),
        _ => every || record.state.is_empty() || named.contains(&record.state),
    };
    if !reached {
        return Day::Open;
    }
    if !item.counts_on.is_empty() {
        return written(record.date, on(record, &item.counts_on));
    }
    if named.is_empty() {
        return match closed.has_day(&record.kind) {
            true => written(record.date, closed.on(record)),
            false => Day::On(record.date),
        };
    }
    let flow = plan.record_type(&record.kind).map_or(&[][..], |kind| &kind.flow);
    if every || flow.first().is_none_or(|first| named.contains(first)) {
        return Day::On(record.date);
    }
    let day = closed.on(record).or_else(|| record.date_of(Meaning::Finished));
    written(record.date, day)
}

fn written(own: Option<Date>, day: Option<Date>) -> Day {
    match day {
        Some(day) => Day::On(Some(day)),
        None => Day::Unwritten(own),
    }
}

/// The day of a field by its key, or by another name of the same meaning.
fn on(record: &Record, key: &str) -> Option<Date> {
    if OWN_DATE.contains(&key) {
        return record.date;
    }
    let value = record.value(key);
    if value.is_empty() { record.date_of(Meaning::of_key(key)?) } else { value.parse().ok() }
}
