//! Bytes become values with places: text in any encoding an office saves, keys above a text, tables, TOML.
//! In: bytes or files. Out: values, each with its line and column, and every problem met on the way.

pub mod compound;
pub mod content_path;
mod damage;
pub mod encoding;
mod file;
pub mod front_matter;
pub mod little_endian;
mod system;
pub mod table;
pub mod tolerant_toml;
pub mod value;

pub use damage::caught;
pub use file::{OtherFile, cannot_read};
pub use system::{SystemFault, SystemRemedy};

use yanxi_problem::Entry;

/// Every problem of this crate, for the catalogue.
pub fn problems() -> Vec<Entry> {
    [
        yanxi_problem::problems::<file::FileProblem>(),
        yanxi_problem::problems::<encoding::EncodingProblem>(),
        yanxi_problem::problems::<front_matter::FrontMatterProblem>(),
        yanxi_problem::problems::<table::problem::TableProblem>(),
    ]
    .concat()
}
