//! Pages that nobody wrote: made from a campaign's plan, roster and records.
//! In: a [`View`], which holds no more of the campaign than the edition may show. Out: [`DerivedPage`]s as plain data.
//!
//! One file makes one kind of page and gives nothing where the plan and the records have nothing for it, so that a
//! plan without stages has no page about stages and no page has an empty table.

mod activities;
pub mod block;
mod briefings;
mod contact_points;
mod coverage;
mod deeds;
pub mod digest;
mod documents;
mod download;
mod evaluations;
mod events;
mod exemplars;
mod gates;
mod groups;
mod home;
mod keywords;
mod ledger;
mod long_lists;
mod matrix;
mod meetings;
mod mine;
mod outstanding;
mod participation;
pub mod passages;
mod peers;
mod pending;
mod people;
mod period;
mod plan_document;
mod problems;
mod publicity;
mod quiz;
#[cfg(test)]
mod record_samples;
mod records;
pub mod role_fields;
mod rules;
mod shown;
mod standings;
mod suggestions;
mod summaries;
mod svg;
mod targets;
mod tasks;
#[cfg(test)]
mod testing;
pub mod text;
mod timeline;
mod unit_plans;
mod units;
pub mod view;
mod visits;
mod week;

pub use block::{Block, Found, Inline};
pub use records::record_particulars;
pub use standings::Standings;
pub use view::View;

use block::Table;
use rayon::prelude::*;

/// How the path of the page ends where what is owed is listed.
pub(crate) const OWED: &str = outstanding::NAME;

/// One page made from the model.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DerivedPage {
    /// Path in the site.
    pub output: String,
    /// Source folder of the campaign, whose navigation it stands in.
    pub folder: String,
    pub title: String,
    /// One sentence below the title.
    pub lead: String,
    /// Titles and paths of the pages between the campaign's home and this one.
    pub above: Vec<(String, String)>,
    /// Listed in the side navigation.
    pub in_navigation: bool,
    pub blocks: Vec<Block>,
    /// Further files that belong to the page, such as CSV: path and bytes.
    pub downloads: Vec<(String, Vec<u8>)>,
    /// What search shows of the page as a whole.
    pub found: Found,
    pub paper: Paper,
}

/// How a page lies on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    #[default]
    Usual,
    /// Small enough for one sheet.
    OneSheet,
    /// Across, for wide tables.
    Across,
}

impl Paper {
    /// The theme's class for it.
    pub fn class(self) -> &'static str {
        match self {
            Paper::Usual => "",
            Paper::OneSheet => "paper-one-sheet",
            Paper::Across => "paper-across",
        }
    }
}

/// Every page of a campaign; the first is its home.
pub fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let others: Vec<DerivedPage> = [
        timeline::pages,
        plan_document::pages,
        pending::pages,
        tasks::pages,
        mine::pages,
        passages::pages,
        activities::pages,
        matrix::pages,
        outstanding::pages,
        week::pages,
        units::pages,
        unit_plans::pages,
        people::pages,
        coverage::pages,
        gates::pages,
        records::pages,
        participation::pages,
        contact_points::pages,
        peers::pages,
        meetings::pages,
        problems::pages,
        rules::pages,
        suggestions::pages,
        visits::pages,
        evaluations::pages,
        targets::pages,
        summaries::pages,
        briefings::pages,
        exemplars::pages,
        events::pages,
        publicity::pages,
        quiz::pages,
        keywords::pages,
        documents::pages,
        deeds::pages,
    ]
    .par_iter()
    .with_max_len(1)
    .flat_map_iter(|pages| pages(view))
    .collect();
    let home = home::page(view, &others);
    long_lists::cut(std::iter::once(home).chain(others).collect())
}

impl DerivedPage {
    /// A page named `name` (such as `timeline.html`) in the campaign's folder.
    pub fn new(view: &View<'_>, name: &str, title: impl Into<String>) -> Self {
        let title = title.into();
        DerivedPage {
            output: view.path(name),
            folder: view.source_folder.clone(),
            found: Found { title: title.clone(), ..Found::default() },
            title,
            in_navigation: true,
            ..DerivedPage::default()
        }
    }

    pub fn lead(mut self, lead: impl Into<String>) -> Self {
        self.lead = lead.into();
        self
    }

    /// Left out of the side navigation; `above` leads to it.
    pub fn below(mut self, title: impl Into<String>, output: impl Into<String>) -> Self {
        self.in_navigation = false;
        self.above.push((title.into(), output.into()));
        self
    }

    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Adds the way to the other pages of a list that is split, from its page with this number, from 0.
    pub fn push_way(&mut self, paths: &[String], at: usize) {
        if paths.len() > 1 {
            self.push(Block::Pages { paths: paths.to_vec(), at });
        }
    }

    /// Adds a table with its rows as a CSV file beside the page; a table with neither rows nor words for that case
    /// is left out.
    pub fn push_with_download(&mut self, mut table: Table) {
        if table.rows.is_empty() {
            self.push(Block::Table(table));
            return;
        }
        let stem = self.output.trim_end_matches(".html");
        let path = format!("{stem}-{}.csv", table.id);
        self.downloads.push((path.clone(), download::csv(&table)));
        table.download = Some(path);
        self.push(Block::Table(table));
    }
}

/// Rows on one page of a long list; more make a page heavier than an old machine likes.
pub const ROWS_PER_PAGE: usize = 200;

/// Splits a long table over several pages that share their title, lead and breadcrumbs; the first is `page` itself,
/// the others are named `…-2.html` and so on. The download with all rows is on every one.
pub fn split(mut page: DerivedPage, mut table: Table) -> Vec<DerivedPage> {
    if table.rows.len() <= ROWS_PER_PAGE {
        page.push_with_download(table);
        return vec![page];
    }
    let stem = page.output.trim_end_matches(".html").to_string();
    let path = format!("{stem}-{}.csv", table.id);
    page.downloads.push((path.clone(), download::csv(&table)));
    table.download = Some(path);
    let rows = std::mem::take(&mut table.rows);
    let parts: Vec<String> = (1..=rows.len().div_ceil(ROWS_PER_PAGE))
        .map(|number| part_path(&page.output, number))
        .collect();
    let mut rows = rows.into_iter();
    parts
        .iter()
        .enumerate()
        .map(|(number, output)| {
            let mut part = if number == 0 {
                page.clone()
            } else {
                DerivedPage {
                    output: output.clone(),
                    title: page.title.clone(),
                    folder: page.folder.clone(),
                    above: page.above.clone(),
                    ..DerivedPage::default()
                }
            };
            let rows = rows.by_ref().take(ROWS_PER_PAGE).collect();
            part.push(Block::Table(Table { rows, ..table.clone() }));
            part.push_way(&parts, number);
            part
        })
        .collect()
}

/// The path of the page of a split list that has the given number, from 1.
pub fn part_path(first: &str, number: usize) -> String {
    if number <= 1 {
        first.to_string()
    } else {
        format!("{}-{number}.html", first.trim_end_matches(".html"))
    }
}
