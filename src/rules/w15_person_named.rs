//! W15: the name of a person on a campaign's roster in a public page's text.
//! In: the rosters, the public pages. Out: one warning for each name on a page, at its first place.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::model::Page;
use crate::rules::Subject;
use crate::rules::{Example, Found, Rule};
use yanxi_privacy::Names;
use yanxi_problem::{Code, Diagnostic, Name, Place, Problem, problems};
use yanxi_reading::front_matter;

pub(super) const RULE: Rule = Rule {
    code: Code::W15,
    bad: Example {
        files: &[("资料/简讯.md", "# 简讯\n\n会上，张样同志发了言。\n")]
    },
    good: Example {
        files: &[("资料/简讯.md", "# 简讯\n\n会上，一名党员发了言。\n")]
    },
    found: Found::By(find, problems::<PersonProblem>),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let people: BTreeSet<&str> = subject
        .editions
        .campaigns()
        .iter()
        .flat_map(|read| &read.campaign.roster.people)
        .map(|person| person.name.as_str())
        .collect();
    let shown = subject.editions.config.privacy.names.iter().map(String::as_str);
    let names = Names::new(people, shown);
    subject.editions.public.pages.par_iter().flat_map_iter(|page| in_page(page, &names)).collect()
}

fn in_page(page: &Page, names: &Names) -> Vec<Diagnostic> {
    let file = &page.file;
    let body = front_matter::read(&file.shown_path, &file.text).body_offset;
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut found = Vec::new();
    for finding in names.find(&file.text[body..]) {
        if !told.insert(finding.name) {
            continue;
        }
        let place = Place::at_offset(&file.shown_path, &file.text, body + finding.range.start);
        let name = Name::from(finding.name);
        found.push(Diagnostic::of(place, &PersonProblem::Named { name }));
    }
    found
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum PersonProblem {
    #[code(W15)]
    #[zh(
        "公开的页面写了名册里的“{name}”",
        "征得同意的，在 yanxi.toml 的 [privacy] 下面写 names = [\"{name}\"]；否则改成“某某”或职务"
    )]
    #[en(
        "the public page names “{name}” of the roster",
        "if agreed, write names = [\"{name}\"] below [privacy] in yanxi.toml; else write “某某” or the office held"
    )]
    Named { name: Name },
}
