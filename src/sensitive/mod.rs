//! Looks for what must not leave an office: secrecy marks, numbers and addresses of persons.
//! In: a text, and what it is. Out: [`Finding`]s with kind, byte range and the form in which it may be shown.
//!
//! Pure: no files, no settings, no clock. Numbers are found through full-width and Chinese digits, spaces, hyphens,
//! markup and invisible characters; a number never begins or ends beside another digit.

mod address;
mod check_digit;
mod digits;
mod marks;
mod mask;
mod names;
mod numbers;
mod reading;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub use mask::{mask_for_report, masked, masked_lines, masked_markup};
pub use names::{NameFinding, Names};

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 秘密★1年, 机密★, 绝密★长期
    SecrecyMark,
    /// 内部资料, 注意保存
    InternalMark,
    /// A resident's ID number with valid check digit and birth date.
    IdNumber,
    Mobile,
    BankCard,
    /// Deeper than the township: village, group, door.
    HomeAddress,
    /// Something a person should look at.
    Doubtful(Doubt),
}

/// Why something should be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// Eighteen digits whose check digit or birth date is wrong.
    FailedIdNumber,
    /// An ID number of the old form, fifteen digits without a check digit.
    OldIdNumber,
    /// Begins as a bank card does, check digit wrong.
    CardLike,
    /// A mobile or card number by its form, called something else by the words before it.
    OtherwiseNamed,
    /// Characters without a meaning of their own, as old fonts for Mongolian used them.
    PrivateUse,
}

/// What the scanned text is; marks are told from prose by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Lines of text; Markdown, or tables with `|`.
    Text,
    /// Lines of cells parted by commas.
    Csv,
    /// One value: a cell, a heading, what stands after a key.
    Value,
    /// A path; each part of it stands alone.
    Path,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub kind: Kind,
    pub range: Range<usize>,
    /// What may stand in its place, such as `138****1234`; marks are shown as they are.
    pub mask: String,
}

impl Kind {
    /// Whether masking hides it.
    pub fn is_personal(self) -> bool {
        matches!(self, Kind::IdNumber | Kind::Mobile | Kind::BankCard | Kind::HomeAddress)
    }

    fn is_mark(self) -> bool {
        matches!(self, Kind::SecrecyMark | Kind::InternalMark)
    }
}

/// Everything found in a text, in order; nothing overlaps but marks.
pub fn scan(text: &str, form: Form) -> Vec<Finding> {
    let mut findings = scan_personal(text);
    marks::find(text, form, &mut findings);
    findings.extend(private_use(text));
    findings.sort_by_key(|finding| (finding.range.start, finding.kind));
    findings
}

/// Numbers and addresses alone.
pub fn scan_personal(text: &str) -> Vec<Finding> {
    let mut findings = numbers::find(text);
    address::find(text, &mut findings);
    findings.sort_by_key(|finding| (finding.range.start, finding.kind));
    findings
}

/// The first run of private-use characters; one is enough to look at.
fn private_use(text: &str) -> Option<Finding> {
    let is_private = |c: char| matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}');
    let start = text.find(is_private)?;
    let length = text[start..].find(|c| !is_private(c)).unwrap_or(text.len() - start);
    Some(Finding {
        kind: Kind::Doubtful(Doubt::PrivateUse),
        range: start..start + length,
        mask: text[start..start + length].to_string(),
    })
}
