//! What leads upwards today. Its list may only shrink.
//! In: what was found, and the list. Out: what is not listed, and what is listed and no longer found.

use std::collections::BTreeSet;

use super::layers::Fault;

pub(crate) fn compared(faults: &[Fault], list: &str) -> Vec<String> {
    let listed: BTreeSet<&str> =
        list.lines().map(without_comment).filter(|line| !line.is_empty()).collect();
    let found: BTreeSet<&str> = faults.iter().map(|fault| fault.listed.as_str()).collect();
    let new = faults
        .iter()
        .filter(|fault| !listed.contains(fault.listed.as_str()))
        .map(|fault| fault.told.clone());
    let gone = listed
        .difference(&found)
        .map(|line| format!("it leads upwards no longer, strike it from the list: {line}"));
    new.chain(gone).collect()
}

fn without_comment(line: &str) -> &str {
    line.split('#').next().unwrap_or_default().trim()
}
