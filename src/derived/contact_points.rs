//! Contact points of leaders and guidance from above.
//! In: a [`View`]. Out: pages, none where the campaign has nothing for them.

use super::{DerivedPage, View};

pub(super) fn pages(_view: &View<'_>) -> Vec<DerivedPage> {
    Vec::new()
}
