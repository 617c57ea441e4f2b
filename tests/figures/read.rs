//! Reading figures and tables off derived pages as a reader does: by names of columns and of rows.
//! In: pages. Out: words.

use proptest::prelude::*;
use yanxi::pages::block::Table;
use yanxi::pages::{Block, DerivedPage};

pub(super) struct Read<'a> {
    pages: &'a [DerivedPage],
}

pub(super) struct Rows<'a> {
    table: &'a Table,
}

pub(super) struct Row<'a> {
    table: &'a Table,
    cells: Vec<String>,
}

impl<'a> Read<'a> {
    pub(super) fn of(pages: &'a [DerivedPage]) -> Self {
        Read { pages }
    }

    fn blocks(&self, output: &str) -> impl Iterator<Item = &'a Block> {
        let own = self.pages.iter().filter(move |page| page.output == output);
        own.flat_map(|page| &page.blocks).collect::<Vec<_>>().into_iter()
    }

    /// Value and detail of a tile.
    pub(super) fn figure(&self, output: &str, name: &str) -> Option<(String, String)> {
        self.blocks(output).find_map(|block| match block {
            Block::Figures(figures) => figures
                .iter()
                .find(|figure| figure.name == name)
                .map(|figure| (figure.value.clone(), figure.detail.clone())),
            _ => None,
        })
    }

    /// The sentence below a page's title.
    pub(super) fn lead(&self, output: &str) -> Option<&'a str> {
        let page = self.pages.iter().find(|page| page.output == output)?;
        Some(page.lead.as_str())
    }

    /// Whether an entry of a list says exactly this.
    pub(super) fn lists(&self, output: &str, words: &str) -> bool {
        self.blocks(output).any(|block| match block {
            Block::List { entries, .. } => {
                entries.iter().any(|entry| yanxi::pages::block::words(entry) == words)
            }
            _ => false,
        })
    }

    pub(super) fn has_heading(&self, output: &str, words: &str) -> bool {
        let is_it = |block: &Block| matches!(block, Block::Heading { text, .. } if text == words);
        self.blocks(output).any(is_it)
    }

    /// The first row of any table of a page that says this in a column.
    pub(super) fn row_of(&self, output: &str, column: &str, words: &str) -> Option<Row<'a>> {
        self.blocks(output).find_map(|block| match block {
            Block::Table(table) => Rows { table }.row_with(column, words),
            _ => None,
        })
    }

    pub(super) fn table(&self, output: &str, id: &str) -> Option<Rows<'a>> {
        self.blocks(output).find_map(|block| match block {
            Block::Table(table) if table.id == id => Some(Rows { table }),
            _ => None,
        })
    }
}

impl<'a> Rows<'a> {
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'a>> {
        let table = self.table;
        table.rows.iter().filter(|row| !row.heading).map(move |row| Row {
            table,
            cells: row.cells.iter().map(|cell| cell.words()).collect(),
        })
    }

    /// The row whose first cell says this.
    pub(super) fn row(&self, first: &str) -> Option<Row<'a>> {
        self.rows().find(|row| row.first() == first)
    }

    pub(super) fn row_with(&self, column: &str, words: &str) -> Option<Row<'a>> {
        self.rows().find(|row| row.get(column).as_deref() == Some(words))
    }
}

impl Row<'_> {
    pub(super) fn first(&self) -> &str {
        self.cells.first().map_or("", String::as_str)
    }

    pub(super) fn get(&self, column: &str) -> Option<String> {
        let number = self.table.columns.iter().position(|own| own.name == column)?;
        self.cells.get(number).cloned()
    }
}

/// Every CSV beside a page says what its table says, row by row.
pub(super) fn files_are_the_tables(page: &DerivedPage) -> Result<(), TestCaseError> {
    for block in &page.blocks {
        let Block::Table(table) = block else { continue };
        let Some(path) = &table.download else { continue };
        let Some((_, bytes)) = page.downloads.iter().find(|(own, _)| own == path) else {
            continue;
        };
        let text = String::from_utf8(bytes.clone()).expect("UTF-8");
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(true)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let lines: Vec<csv::StringRecord> =
            reader.records().collect::<Result<_, _>>().expect("a CSV file");
        let rows: Vec<_> = table.rows.iter().filter(|row| !row.heading).collect();
        prop_assert_eq!(lines.len(), rows.len(), "{}", path);
        for (line, row) in lines.iter().zip(rows) {
            for (cell, own) in line.iter().zip(&row.cells) {
                let words = own.words();
                prop_assert_eq!(cell.trim_start_matches('\''), words.trim(), "{}", path);
            }
        }
    }
    Ok(())
}
