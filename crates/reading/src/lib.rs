//! Bytes become values with places: text in any encoding an office saves, keys above a text, tables, TOML.
//! In: bytes or files. Out: values, each with its line and column, and every problem met on the way.

pub mod content_path;
pub mod encoding;
mod file;
pub mod front_matter;
pub mod table;
pub mod tolerant_toml;
pub mod value;

pub use file::{OtherFile, cannot_read};
