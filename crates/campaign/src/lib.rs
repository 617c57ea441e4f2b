//! A study campaign as data and rules: the plan, the roster, the records, and what follows from counting them.
//!
//! Nothing here reads a file or makes a page; the compiler keeps it so, for this crate depends on neither.
//! The program knows stages, activities, items and records; what a campaign calls them is data in [`plan::Plan`].

pub mod campaign;
pub mod failed_rating;
pub mod field;
pub mod fraction;
pub mod lookup;
pub mod plan;
pub mod progress;
mod public;
pub mod rating;
pub mod record;
pub mod roster;

pub use campaign::Campaign;
pub use fraction::Fraction;
pub use plan::Plan;
pub use record::Record;
pub use roster::{Person, Roster, Unit};

/// Name of a thing inside one campaign, unique among its kind.
pub type Id = String;

/// Where something was written, for messages and for pages that name their source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// Path below the site folder with `/`.
    pub file: String,
    /// From 1, as the office program shows it.
    pub line: Option<usize>,
    pub column: Option<usize>,
    /// What stands there.
    pub text: String,
}
