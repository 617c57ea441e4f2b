//! A sheet before anything is understood: texts by row and column, and which cells are merged.
//! In: cells as a reader meets them. Out: rows with something in them, in order, within sane limits.

use std::collections::BTreeMap;

/// Rows and columns beyond these are not read: no office's table is that large.
pub(super) const MOST_ROWS: usize = 200_000;
pub(super) const MOST_COLUMNS: usize = 500;
/// Largest file that is opened.
pub(super) const MOST_BYTES: u64 = 100 * 1024 * 1024;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Content {
    #[default]
    Blank,
    Text(String),
    /// A number by its format, such as `97.22%`, with the number itself.
    Number {
        shown: String,
        number: String,
    },
    /// A formula whose result was never stored.
    FormulaWithoutValue,
    /// `#REF!` and the like.
    ErrorValue(String),
}

impl Content {
    /// Text without the blanks around it.
    pub(super) fn text(text: &str) -> Self {
        let trimmed = text
            .trim_matches(|character: char| character.is_whitespace() || character == '\u{200B}');
        if trimmed.is_empty() { Content::Blank } else { Content::Text(trimmed.to_string()) }
    }

    pub(super) fn as_text(&self) -> &str {
        match self {
            Content::Text(text) => text,
            Content::Number { shown, .. } => shown,
            _ => "",
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        *self == Content::Blank
    }
}

/// A row with something in it.
#[derive(Debug)]
pub(super) struct GridRow {
    /// Row number as shown, from 1.
    pub(super) line: usize,
    /// By column from 0; trailing blanks are absent.
    pub(super) cells: Vec<Content>,
}

impl GridRow {
    pub(super) fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", Content::as_text)
    }

    /// Columns and contents of the cells that are not blank.
    pub(super) fn filled(&self) -> impl Iterator<Item = (usize, &Content)> {
        self.cells.iter().enumerate().filter(|(_, content)| !content.is_blank())
    }
}

/// Merged cells: lines from 1, columns from 0, all included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Merge {
    pub(super) top: usize,
    pub(super) left: usize,
    pub(super) bottom: usize,
    pub(super) right: usize,
}

/// A sheet or a CSV file.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) sheet: Option<String>,
    /// In the order of their lines.
    pub(super) rows: Vec<GridRow>,
    /// In the order of their tops.
    pub(super) merges: Vec<Merge>,
    /// Cells were left out because of the limits.
    pub(super) cut: bool,
    /// What stands between the cells of a CSV file; its rows must not be longer than the header.
    pub(super) separator: Option<char>,
}

/// Collects cells in any order.
#[derive(Debug, Default)]
pub(super) struct GridBuilder {
    rows: BTreeMap<usize, Vec<Content>>,
    cut: bool,
}

impl GridBuilder {
    /// Puts a cell at a line (from 1) and a column (from 0).
    pub(super) fn put(&mut self, line: usize, column: usize, content: Content) {
        if content.is_blank() {
            return;
        }
        if line > MOST_ROWS || column >= MOST_COLUMNS {
            self.cut = true;
            return;
        }
        let cells = self.rows.entry(line).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, Content::Blank);
        }
        if let Some(cell) = cells.get_mut(column) {
            *cell = content;
        }
    }

    pub(super) fn finish(self, sheet: Option<String>, mut merges: Vec<Merge>) -> Grid {
        merges.retain(|merge| {
            merge.left < MOST_COLUMNS && merge.left <= merge.right && merge.top <= merge.bottom
        });
        merges.sort();
        Grid {
            sheet,
            rows: self.rows.into_iter().map(|(line, cells)| GridRow { line, cells }).collect(),
            merges,
            cut: self.cut,
            separator: None,
        }
    }
}
