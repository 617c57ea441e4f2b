//! Looks for what must not leave an office: secrecy marks, numbers and addresses of persons.
//! In: a text, and what it is. Out: [`Finding`]s with kind, byte range and the form in which it may be shown.
//!
//! Pure: no files, no settings, no clock. Numbers are found through full-width and Chinese digits, spaces, hyphens,
//! markup and invisible characters; a number never begins or ends beside another digit.

mod address;
mod check_digit;
mod digits;
mod finding;
mod marks;
mod mask;
mod masking;
mod names;
mod numbers;
mod reading;
mod scan;

#[cfg(test)]
mod tests;

pub use finding::{Doubt, Finding, Form, Kind};
pub use masking::{mask_for_report, masked, masked_lines, masked_markup};
pub use names::{NameFinding, Names};
pub use scan::{scan, scan_personal};
