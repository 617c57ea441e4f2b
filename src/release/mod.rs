//! A site is brought to where its readers are: a folder, a zip file, a bucket.
//! In: the site's folder and the name of a target. Out: the target, whole: the release before until the new one is
//! there; a log of what was done.
//!
//! A release is known by its [`crate::staging::record`]; [`transfer`] puts it at a [`place`] so that readers never see
//! half of one; [`memory`] and [`journal`] keep what is needed to go back and to answer for it.

pub mod bundle;
mod destination;
mod explain;
pub mod journal;
pub mod memory;
pub mod opening;
pub mod place;
pub mod publish;
pub mod transfer;

/// Every problem of this folder, for the catalogue.
pub fn problems() -> Vec<yanxi_problem::Entry> {
    explain::problems()
}

/// Every part of this folder's messages, for the catalogue.
pub fn sayings() -> Vec<yanxi_problem::Saying> {
    explain::sayings()
}
