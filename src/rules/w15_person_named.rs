//! W15: the name of a person on a campaign's roster in a public page's text.
//! In: the rosters, the public pages. Out: one warning for each name on a page, at its first place.

use std::collections::BTreeSet;
use std::fmt::{self, Formatter};

use rayon::prelude::*;

use crate::model::Page;
use crate::rules::Subject;
use crate::rules::{Example, Found, Rule};
use yanxi_privacy::Names;
use yanxi_problem::{Code, Diagnostic, Language, Name, Place, Problem, Say, problems};
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
    let shown = &subject.editions.config.privacy.names;
    let names = Names::new(people, shown.iter().map(String::as_str));
    let pages = subject.editions.public.pages.par_iter();
    pages.flat_map_iter(|page| in_page(page, &names, shown)).collect()
}

fn in_page(page: &Page, names: &Names, shown: &[String]) -> Vec<Diagnostic> {
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
        let listed = shown.iter().map(Name::from).chain([name.clone()]);
        let names = InQuotes(listed.collect());
        found.push(Diagnostic::of(place, &PersonProblem::Named { name, names }));
    }
    found
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum PersonProblem {
    #[code(W15)]
    #[zh(
        "公开的页面写了名册里的“{name}”",
        "征得同意的，在 yanxi.toml 的 [privacy] 下面写 names = [{names}]，几个人写在这一行里；否则改成“某某”或职务"
    )]
    #[en(
        "the public page names “{name}” of the roster",
        "if agreed, write names = [{names}] below [privacy] in yanxi.toml, all in this one line; else write “某某” or the office held"
    )]
    Named { name: Name, names: InQuotes },
}

/// Names as they stand in a list of the settings: those that are there already and one more.
#[derive(Debug, Clone, PartialEq, Eq)]
struct InQuotes(Vec<Name>);

impl Say for InQuotes {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        for (number, name) in self.0.iter().enumerate() {
            out.write_str(if number > 0 { ", \"" } else { "\"" })?;
            name.say(language, out)?;
            out.write_str("\"")?;
        }
        Ok(())
    }

    fn example(name: &'static str) -> Self {
        InQuotes(vec![Name::example(name), Name::example(name)])
    }
}
