//! A study campaign as data and rules: the plan, the roster, the records, and what follows from counting them.
//!
//! Nothing here reads a file or makes a page; the compiler keeps it so, for this crate depends on neither.
//! The program knows stages, activities, items and records; what a campaign calls them is data in [`plan::Plan`].

pub mod adoption;
pub mod campaign;
pub mod cell;
pub mod claims;
pub mod closed;
pub mod counted;
pub mod counting_day;
pub mod duty;
pub mod evaluation;
pub mod failed_rating;
pub mod field;
pub mod fraction;
mod id;
pub mod lookup;
pub mod plan;
pub mod progress;
mod public;
pub mod quantity;
pub mod quoted;
pub mod rating;
pub mod reached;
pub mod record;
pub mod roster;
pub mod state;
pub mod unread;

pub use campaign::Campaign;
pub use fraction::Fraction;
pub use id::Id;
pub use plan::Plan;
pub use record::Record;
pub use roster::{Person, Roster, Stay, Unit};
pub use unread::Unread;
