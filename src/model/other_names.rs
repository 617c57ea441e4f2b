//! Other names by which a campaign's pages are found: aliases that the plan gives to names and values, and how many
//! entries its lists have, as people say it.
//! In: the pages and rows made from a campaign in one edition. Out: the same, with their other names.
//!
//! A name comes with a page only where the edition's page shows what it stands for.

use std::collections::BTreeSet;

use rayon::prelude::*;
use yanxi_campaign::plan::{Plan, PlanList};
use yanxi_reading::content_path::is_within;
use yanxi_text::normal_form::{LINE_END, NormalForm};

use super::Site;
use crate::pages::block::{Block, OtherName};
use crate::pages::text;

/// How people count the entries of a list: of three 要求 they say 三个要求, 三项要求, 三点要求.
const MEASURES: [&str; 8] = ["个", "项", "条", "大", "点", "种", "类", "方面"];

/// Fills in the other names of all derived pages, their rows and the pages of records.
pub(super) fn fill_in(site: &mut Site) {
    for site_campaign in &site.campaigns {
        let plan = &site_campaign.campaign.plan;
        let (aliases, counts) = (aliases(plan), counts(plan));
        if aliases.is_empty() && counts.is_empty() {
            continue;
        }
        let folder = &site_campaign.folder;
        site.derived.par_iter_mut().filter(|page| is_within(&page.folder, folder)).for_each(
            |page| {
                let mut shown = Shown::default();
                let mut listed = BTreeSet::new();
                shown.add_title(&page.title);
                for section in text::of_page(page) {
                    shown.add_title(&section.heading);
                    shown.add_text(&section.text);
                    listed.insert(normal(&section.heading));
                }
                let counted = counts.iter().filter(|count| listed.contains(&count.list));
                let counted = counted.flat_map(|count| &count.said).cloned().map(OtherName::Count);
                page.found.other_names = shown.called(&aliases).chain(counted).collect();
                for block in &mut page.blocks {
                    let Block::Table(table) = block else {
                        continue;
                    };
                    for row in table.rows.iter_mut().filter(|row| row.found.is_some()) {
                        let mut shown = Shown::default();
                        shown.add_text(&text::of_row(row));
                        if let Some(found) = &mut row.found {
                            shown.add_title(&found.title);
                            found.other_names = shown.called(&aliases).collect();
                        }
                    }
                }
            },
        );
        for page in site.pages.iter_mut().filter(|page| is_within(&page.folder, folder)) {
            let mut shown = Shown::default();
            shown.add_title(&page.title);
            for section in text::sections(&page.before) {
                shown.add_text(&section.text);
            }
            if let Some(found) = &mut page.found {
                found.other_names = shown.called(&aliases).collect();
            }
        }
    }
}

/// A name in normal form and what it is also called.
struct Alias {
    name: String,
    others: Vec<String>,
}

fn aliases(plan: &Plan) -> Vec<Alias> {
    let own = plan.other_names.iter().map(|other| (&other.name, &other.others));
    own.chain(plan.stages.iter().map(|stage| (&stage.name, &stage.aliases)))
        .chain(plan.steps.iter().map(|step| (&step.name, &step.aliases)))
        .chain(plan.record_types.iter().map(|kind| (&kind.name, &kind.aliases)))
        .filter(|(name, others)| !name.is_empty() && !others.is_empty())
        .map(|(name, others)| Alias { name: normal(name), others: others.clone() })
        .collect()
}

/// A list in normal form and how people say how many entries it has.
struct Count {
    list: String,
    said: Vec<String>,
}

fn counts(plan: &Plan) -> Vec<Count> {
    let said = |list: &PlanList| {
        let expected = plan.expect.iter().find(|expected| expected.of == list.id);
        let declared = list.declared.or(expected.map(|expected| expected.count));
        let count = declared.unwrap_or(u32::try_from(list.entries.len()).unwrap_or(0));
        let name = list.name.trim();
        let letters: Vec<char> = name.chars().collect();
        // 基本原则 are 原则.
        let head: String = letters[letters.len().saturating_sub(2)..].iter().collect();
        let mut names = vec![name.to_string()];
        names.extend(Some(head).filter(|head| head != name));
        let said = names
            .iter()
            .flat_map(|name| MEASURES.iter().map(move |measure| format!("{count}{measure}{name}")));
        (count > 0 && !name.is_empty()).then(|| said.collect::<Vec<_>>())
    };
    let lists = plan.lists.iter();
    lists.filter_map(|list| Some(Count { list: normal(&list.name), said: said(list)? })).collect()
}

/// What a page or row shows, in normal form: titles as a whole, texts in pieces.
#[derive(Default)]
struct Shown {
    titles: Vec<String>,
    pieces: BTreeSet<String>,
}

impl Shown {
    fn add_title(&mut self, title: &str) {
        self.titles.push(normal(title));
    }

    fn add_text(&mut self, text: &str) {
        let pieces = text.split(['\n', LINE_END, '、', '，', '；', '：']);
        self.pieces.extend(pieces.map(normal));
    }

    /// What stands in a title, or makes up a piece of a text, has its other names.
    fn called<'a>(&self, aliases: &'a [Alias]) -> impl Iterator<Item = OtherName> + use<'a> {
        let shown: Vec<&Alias> = aliases
            .iter()
            .filter(|alias| {
                self.pieces.contains(&alias.name)
                    || self.titles.iter().any(|title| title.contains(&alias.name))
            })
            .collect();
        shown.into_iter().flat_map(|alias| alias.others.iter().cloned().map(OtherName::Alias))
    }
}

fn normal(text: &str) -> String {
    NormalForm::of_query(text).text()
}
