//! Long tables and lists of pages made from a campaign, cut over several pages.
//! In: all pages of a campaign. Out: the same pages and those that go on with their lists; links to rows that have moved
//! lead to where these stand now.

use std::collections::BTreeMap;

use super::block::{Block, Inline, Row, Table};
use super::{DerivedPage, ROWS_PER_PAGE};

/// Columns of a usual table; of a wider one fewer rows stand on a page.
const USUAL_COLUMNS: usize = 10;
const LEAST_ROWS: usize = 50;

/// Where rows have moved to: path of the page by what a link to them was.
type Moved = BTreeMap<String, String>;

pub(super) fn cut(pages: Vec<DerivedPage>) -> Vec<DerivedPage> {
    let mut moved = Moved::new();
    let mut all = Vec::with_capacity(pages.len());
    for page in pages {
        cut_page(page, &mut all, &mut moved);
    }
    if !moved.is_empty() {
        for block in all.iter_mut().flat_map(|page| &mut page.blocks) {
            lead_on(block, &moved);
        }
    }
    all
}

fn cut_page(mut page: DerivedPage, all: &mut Vec<DerivedPage>, moved: &mut Moved) {
    let mut blocks = Vec::with_capacity(page.blocks.len());
    let mut further = Vec::new();
    let mut lists = 0;
    for block in std::mem::take(&mut page.blocks) {
        let (name, pieces) = match block {
            // What a reader chooses as his own is chosen on one page; such a table grows with the plan alone.
            Block::Table(table)
                if table.rows.len() > ROWS_PER_PAGE
                    && table.rows.iter().all(|row| row.concerns.is_empty()) =>
            {
                (table.id.clone(), pieces(table))
            }
            Block::List { ordered: false, entries } if entries.len() > ROWS_PER_PAGE => {
                lists += 1;
                let pieces = entries
                    .chunks(ROWS_PER_PAGE)
                    .map(|entries| Block::List { ordered: false, entries: entries.to_vec() })
                    .collect();
                (format!("list{lists}"), pieces)
            }
            block => {
                blocks.push(block);
                continue;
            }
        };
        let stem = page.output.trim_end_matches(".html");
        let paths: Vec<String> = (1..=pieces.len())
            .map(|number| match number {
                1 => page.output.clone(),
                _ => format!("{stem}-{name}-{number}.html"),
            })
            .collect();
        let mut pieces = pieces.into_iter();
        blocks.extend(pieces.next());
        blocks.push(Block::Pages { paths: paths.clone(), at: 0 });
        for (at, piece) in (1..).zip(pieces) {
            let output = paths[at].clone();
            if let Block::Table(table) = &piece {
                for row in table.rows.iter().filter(|row| !row.anchor.is_empty()) {
                    let anchor = &row.anchor;
                    moved.insert(format!("{}#{anchor}", page.output), format!("{output}#{anchor}"));
                }
            }
            further.push(DerivedPage {
                output,
                title: page.title.clone(),
                folder: page.folder.clone(),
                above: page.above.clone(),
                paper: page.paper,
                blocks: vec![piece, Block::Pages { paths: paths.clone(), at }],
                ..DerivedPage::default()
            });
        }
    }
    page.blocks = blocks;
    all.push(page);
    all.append(&mut further);
}

/// The rows of a table in several; a line that heads rows is said again where they go on.
fn pieces(mut table: Table) -> Vec<Block> {
    let columns = table.columns.len().max(1);
    let on_each = (ROWS_PER_PAGE * USUAL_COLUMNS / columns).clamp(LEAST_ROWS, ROWS_PER_PAGE);
    let rows = std::mem::take(&mut table.rows);
    let mut heading: Option<Row> = None;
    rows.chunks(on_each)
        .map(|rows| {
            let again = heading.clone().filter(|_| rows.first().is_some_and(|row| !row.heading));
            if let Some(last) = rows.iter().rev().find(|row| row.heading) {
                heading = Some(Row { anchor: String::new(), ..last.clone() });
            }
            let rows = again.into_iter().chain(rows.iter().cloned()).collect();
            Block::Table(Table { rows, ..table.clone() })
        })
        .collect()
}

/// Leads the links of a block to where rows have moved.
fn lead_on(block: &mut Block, moved: &Moved) {
    let lead = |to: &mut String| {
        if let Some(now) = moved.get(to.as_str()) {
            to.clone_from(now);
        }
    };
    let lead_all = |content: &mut Vec<Inline>| {
        for run in content {
            if let Inline::Link { to, .. } = run {
                lead(to);
            }
        }
    };
    match block {
        Block::Paragraph(content) | Block::Notice { text: content, .. } => lead_all(content),
        Block::Facts(facts) => facts.iter_mut().for_each(|(_, content)| lead_all(content)),
        Block::List { entries, .. } => entries.iter_mut().for_each(lead_all),
        Block::Table(table) => {
            let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
            cells.for_each(|cell| lead_all(&mut cell.content));
        }
        Block::Cards(cards) => {
            for card in cards {
                lead(&mut card.to);
                lead_all(&mut card.text);
            }
        }
        Block::Figures(figures) => figures.iter_mut().for_each(|figure| lead(&mut figure.to)),
        Block::Heading { .. }
        | Block::Figure { .. }
        | Block::CopyText { .. }
        | Block::Quiz(_)
        | Block::Chooser { .. }
        | Block::Pages { .. }
        | Block::NewSheet => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::block::{Cell, Column};

    fn table(rows: usize, columns: usize) -> Table {
        let row = |number: usize| Row::of(vec![Cell::text(number.to_string())]);
        let with_anchor = |number: usize| row(number).at(format!("row-{number}"));
        let mut rows: Vec<Row> = (0..rows).map(with_anchor).collect();
        rows.insert(10, Row::heading("一类"));
        Table {
            id: "units".into(),
            columns: vec![Column::text("甲"); columns],
            rows,
            ..Table::default()
        }
    }

    fn rows_of(page: &DerivedPage) -> Vec<String> {
        page.blocks
            .iter()
            .filter_map(|block| match block {
                Block::Table(table) => Some(&table.rows),
                _ => None,
            })
            .flatten()
            .map(|row| row.cells[0].words())
            .collect()
    }

    #[test]
    fn a_long_table_goes_on_and_links_to_its_rows_follow() {
        let to = |row: usize| Inline::link("某行", format!("a/units.html#row-{row}"));
        let home = DerivedPage {
            output: "a/index.html".into(),
            blocks: vec![Block::Paragraph(vec![to(3), to(450)])],
            ..DerivedPage::default()
        };
        let long = DerivedPage {
            output: "a/units.html".into(),
            title: "单位".into(),
            blocks: vec![Block::Table(table(500, 3)), Block::paragraph("后面的话")],
            ..DerivedPage::default()
        };
        let pages = cut(vec![home, long]);
        let outputs: Vec<&str> = pages.iter().map(|page| page.output.as_str()).collect();
        assert_eq!(
            outputs,
            ["a/index.html", "a/units.html", "a/units-units-2.html", "a/units-units-3.html"]
        );
        assert_eq!(
            pages[0].blocks,
            [Block::Paragraph(vec![
                Inline::link("某行", "a/units.html#row-3"),
                Inline::link("某行", "a/units-units-3.html#row-450"),
            ])]
        );
        assert_eq!(rows_of(&pages[1]).len(), ROWS_PER_PAGE);
        assert_eq!(rows_of(&pages[2])[..2], ["一类", "199"]);
        let all: Vec<String> = pages[1..].iter().flat_map(rows_of).collect();
        let expected: Vec<String> = (0..500).map(|number| number.to_string()).collect();
        assert_eq!(all.into_iter().filter(|row| row != "一类").collect::<Vec<_>>(), expected);
        assert_eq!(pages[1].blocks.len(), 3);
        assert!(matches!(&pages[3].blocks[1], Block::Pages { at: 2, paths } if paths.len() == 3));
    }

    #[test]
    fn wide_tables_have_fewer_rows_and_short_ones_stay() {
        let page = |rows, columns| DerivedPage {
            output: "matrix.html".into(),
            blocks: vec![Block::Table(table(rows, columns))],
            ..DerivedPage::default()
        };
        assert_eq!(cut(vec![page(400, 20)]).len(), 5);
        assert_eq!(cut(vec![page(150, 20)]), [page(150, 20)]);
    }
}
