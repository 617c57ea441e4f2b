//! What is kept from one round of a preview to the next, so that only what has changed is made again.
//! In: what a round made, each part by what it was made from. Out: the same for whoever makes it from the same; a site
//! built with it has the same bytes as one built from nothing.

use std::collections::BTreeMap;

use crate::disclosure::KeptSightings;
use crate::edition::Edition;
use crate::folder::KeptTexts;
use crate::model::KeptPages;
use crate::render::Renderings;
use crate::search_index::KeptItems;

/// Of one folder.
#[derive(Debug, Default)]
pub struct Kept {
    pub(super) texts: KeptTexts,
    pub(super) pages: KeptPages,
    pub(super) of_editions: BTreeMap<Edition, OfEdition>,
}

/// Of one of its editions.
#[derive(Debug, Default)]
pub(super) struct OfEdition {
    pub(super) sightings: KeptSightings,
    pub(super) renderings: Renderings,
    pub(super) items: KeptItems,
}
