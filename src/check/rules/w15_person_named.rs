//! W15: the name of a person on a campaign's roster in a public page's text.
//! In: the rosters, the public pages. Out: one warning for each name on a page, at its first place.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::check::Subject;
use crate::check::rule::{Example, Found, Rule, Stops};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::language::{Wording, Words};
use crate::model::Page;
use crate::sensitive::Names;
use crate::source::front_matter;

pub(super) const RULE: Rule = Rule {
    code: "W15",
    severity: Severity::Warning,
    stops: Stops::Nothing,
    closable: false,
    name: Words::new("公开的页面写了名册里的人名", "a person of the roster named in a public page"),
    purpose: Words::new(
        "名册里的人写进公开的页面，要本人同意、单位审过。可以公开的名字写进 yanxi.toml 的 [privacy] names。",
        "A person of the roster is named in a public page only with consent and review. Names that may be shown stand in names below [privacy] in yanxi.toml.",
    ),
    bad: Example {
        files: &[("资料/简讯.md", "# 简讯\n\n会上，张样同志发了言。\n")]
    },
    good: Example {
        files: &[("资料/简讯.md", "# 简讯\n\n会上，一名党员发了言。\n")]
    },
    found: Found::By(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let people: BTreeSet<&str> = subject
        .campaigns()
        .iter()
        .flat_map(|read| &read.campaign.roster.people)
        .map(|person| person.name.as_str())
        .collect();
    let shown = subject.config.privacy.names.iter().map(String::as_str);
    let names = Names::new(people, shown);
    subject.public.pages.par_iter().flat_map_iter(|page| in_page(page, &names)).collect()
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
        let name = finding.name;
        found.push(Diagnostic::warning(
            RULE.code,
            Place::at_offset(&file.shown_path, &file.text, body + finding.range.start),
            Wording::new(
                format!("公开的页面写了名册里的“{name}”"),
                format!("the public page names “{name}” of the roster"),
            ),
            Wording::new(
                format!("征得同意的，在 yanxi.toml 的 [privacy] 下面写 names = [\"{name}\"]；否则改成“某某”或职务"),
                format!("if agreed, write names = [\"{name}\"] below [privacy] in yanxi.toml; else leave the name out"),
            ),
        ));
    }
    found
}
