//! The search itself.
//! In: a text, and what it is. Out: everything found in it, in order.

use crate::finding::{Doubt, Finding, Form, Kind};
use crate::{address, marks, numbers};

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
