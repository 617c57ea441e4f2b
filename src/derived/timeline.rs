//! Stages and steps in time, with today's line and the verdicts of the gates.
//! In: a [`View`]. Out: pages, none where the campaign has nothing for them.

use super::{DerivedPage, View};

pub(super) fn pages(_view: &View<'_>) -> Vec<DerivedPage> {
    Vec::new()
}
