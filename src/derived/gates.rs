//! Gates with their criteria and verdicts.
//! In: a [`View`]. Out: pages, none where the campaign has nothing for them.

use super::{DerivedPage, View};

pub(super) fn pages(_view: &View<'_>) -> Vec<DerivedPage> {
    Vec::new()
}
