//! Looks for what must not leave an office: secrecy marks, numbers and addresses of persons.
//! In: a text, and what it is. Out: [`Finding`]s with kind, byte range and the form in which it may be shown.
//!
//! Pure: no files, no settings, no clock. A text is cut into runs (cells, items, paragraphs, values) and each is searched
//! by itself, with the head of its column and the cell to its left. Numbers are found through full-width and Chinese
//! digits, spaces, hyphens, markup and invisible characters; a number never begins or ends beside another digit.

mod address;
mod check_digit;
mod context;
mod cutting;
mod digits;
mod finding;
mod marks;
mod mask;
mod masking;
mod names;
mod naming;
mod numbers;
mod reading;
mod scan;
mod tags;
mod text_run;
mod web_address;

#[cfg(test)]
mod tests;

pub use context::{Columns, Context};
pub use finding::{CELL, Doubt, Finding, Form, Kind, ROW};
pub use masking::{
    mask_file_name, mask_for_report, masked, masked_findings, masked_lines, masked_places,
};
pub use names::{NameFinding, Names};
pub use scan::{head_end, names_in, scan, scan_in, scan_personal};
