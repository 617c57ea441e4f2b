//! Numbers and addresses of a page or a file, and entries that say that one is no person's.
//! In: a page or the bytes of a file; entries. Out: what stands there and how often; each entry with its fault.

use std::collections::BTreeMap;

use super::{Fault, Statement};
use crate::entries::{self, CheckedNumber};
use crate::model::Page;
use yanxi_privacy::{Finding, Form, Kind, scan, scan_in};
use yanxi_problem::{Name, Place};

/// How often a number stands somewhere, and whether anything says whose it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seen {
    pub count: usize,
    pub labelled: bool,
}

/// Numbers and addresses by kind and mask.
pub type Numbers = BTreeMap<(Kind, String), Seen>;

fn add(numbers: &mut Numbers, findings: Vec<Finding>) {
    for finding in findings.into_iter().filter(|finding| finding.kind.is_personal()) {
        let seen = numbers.entry((finding.kind, finding.mask)).or_default();
        seen.count += 1;
        seen.labelled |= finding.labelled;
    }
}

/// Those of a page: in its source, or in the finished text where that shows more of them.
pub fn numbers_of_page(page: &Page) -> Numbers {
    let mut numbers = Numbers::new();
    add(&mut numbers, scan(&entries::blanked(&page.file.text), Form::Text));
    let mut shown = Numbers::new();
    add(&mut shown, scan(&page.html(), Form::Markup));
    for (number, of_page) in shown {
        let seen = numbers.entry(number).or_default();
        seen.count = seen.count.max(of_page.count);
        seen.labelled |= of_page.labelled;
    }
    numbers
}

/// Those of a file, in all that can be looked into.
pub fn numbers_of_file(path: &str, bytes: &[u8]) -> Numbers {
    let mut numbers = Numbers::new();
    for piece in yanxi_attachments::inspect(path, bytes).pieces {
        add(&mut numbers, scan_in(&piece.text, piece.form, &piece.context));
    }
    numbers
}

/// Judges the entries about one page or file, whose numbers and hash are known. Several entries for one number count
/// together.
pub(super) fn judge(
    file: &str,
    said: Vec<(Place, CheckedNumber)>,
    numbers: &Numbers,
    hash: &str,
) -> Vec<Statement<CheckedNumber>> {
    let counts = said.iter().map(|(_, said)| said).filter(|said| said.hash == hash).fold(
        BTreeMap::<_, usize>::new(),
        |mut counts, said| {
            *counts.entry((said.kind, said.mask.clone())).or_default() += said.count;
            counts
        },
    );
    let fault = |said: &CheckedNumber| {
        let kind = said.kind.filter(|_| said.is_complete());
        let Some(kind) = kind else {
            return Some(Fault::Incomplete);
        };
        if said.hash != hash {
            return Some(Fault::Changed);
        }
        let what = Name::from(&said.mask);
        let counted = counts.get(&(said.kind, said.mask.clone())).copied().unwrap_or_default();
        match numbers.get(&(kind.kind(), said.mask.clone())) {
            None => Some(Fault::NotThere { what }),
            Some(seen) if seen.labelled => Some(Fault::Labelled { what }),
            Some(seen) if seen.count != counted => {
                Some(Fault::Count { what, said: counted, found: seen.count })
            }
            Some(_) => None,
        }
    };
    said.into_iter()
        .map(|(place, said)| {
            let fault = fault(&said);
            Statement { file: file.to_string(), place, said, fault }
        })
        .collect()
}
