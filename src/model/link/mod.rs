//! Where links lead.
//! In: the links of every page, all pages and files. Out: a [`Target`] for each; what leads nowhere is reported with the
//! nearest target, what the edition leaves out is reported too.

mod names;
mod problem;
mod scheme;

use std::collections::BTreeSet;

use super::page::Target;
use super::{LeftOut, PageId, Site};
use names::Names;
use yanxi_problem::{Diagnostic, Places};
use yanxi_reading::OtherFile;

pub(super) use problem::{LinkProblem, internal_file};

/// Searching for the nearest target is worth it for so many dead links; beyond, the message does without.
const NEAREST_SEARCHES: usize = 200;

/// Resolves all links, fills in where each leads and by which pages each page is linked from.
pub(super) fn resolve(
    site: &mut Site,
    left_out: LeftOut<'_>,
    files: &[OtherFile],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let names = Names::collect(site, left_out, files);
    let mut searches_left = NEAREST_SEARCHES;
    let mut targets_of = Vec::with_capacity(site.pages.len());
    for page in &site.pages {
        let mut targets = Vec::with_capacity(page.document.links.len());
        let mut places = Places::of(&page.file.shown_path, &page.file.text);
        for link in &page.document.links {
            let target = match names.find(page, link) {
                Ok(target) => target,
                Err(fault) => {
                    let problem = names.problem(page, link, fault, &mut searches_left);
                    diagnostics.extend(
                        problem.map(|problem| Diagnostic::of(places.at_line(link.line), &problem)),
                    );
                    Target::Broken
                }
            };
            targets.push(target);
        }
        targets_of.push(targets);
    }
    let mut linked_from: Vec<BTreeSet<PageId>> = vec![BTreeSet::new(); site.pages.len()];
    for (from, targets) in targets_of.iter().enumerate() {
        for target in targets {
            if let Target::Page { id, .. } = target
                && *id != from
            {
                linked_from[*id].insert(from);
            }
        }
    }
    for ((page, targets), linked_from) in site.pages.iter_mut().zip(targets_of).zip(linked_from) {
        page.targets = targets;
        page.linked_from = linked_from.into_iter().collect();
    }
}
