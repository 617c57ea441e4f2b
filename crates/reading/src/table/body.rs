//! Reads the rows under a header.
//! In: a grid and its header. Out: a table without sums, blank rows and footers, merged cells filled downwards, and what is wrong in it.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{Content, Grid, GridRow, Merge};
use super::header::{self, Header};
use super::problem::{Letters, TableProblem, named, place, shown_file};
use super::{Cell, Column, Row, Table, of_file, written};
use yanxi_problem::Diagnostic;

/// First words of the lines under a table, before a colon.
const FOOTER_WORDS: [&str; 24] = [
    "填表人",
    "填报人",
    "填表",
    "填报单位",
    "填报日期",
    "填表日期",
    "填报时间",
    "填表时间",
    "制表人",
    "制表",
    "制表日期",
    "制表时间",
    "审核人",
    "审核",
    "复核人",
    "负责人",
    "单位负责人",
    "经办人",
    "联系人",
    "联系电话",
    "备注",
    "注",
    "说明",
    "签字",
];
const SUM_WORDS: [&str; 5] = ["合计", "小计", "总计", "累计", "共计"];
/// Columns that number the rows, often down to the foot of a printed form.
const RUNNING_NUMBER: [&str; 3] = ["序号", "no", "no."];

/// Reads the table under `header`.
pub(super) fn read(file: &str, grid: &Grid, header: Header) -> (Table, Vec<Diagnostic>) {
    let shown = shown_file(file, grid.sheet.as_deref());
    let mut problems = Vec::new();
    let header_rows = grid.rows.get(header.first..=header.last).unwrap_or_default();
    for (line, column, what) in header::unreadable(header_rows) {
        let place = place(&shown, Some(line), Some(column + 1), &what);
        let problem = TableProblem::HeaderUnreadable { column: Letters(column) };
        problems.push(Diagnostic::of(place, &problem));
    }
    let header_line = header_rows.first().map_or(1, |row| row.line);
    let columns = once_each(&shown, header_line, &header.names, &mut problems);
    let width = header.names.keys().last().map_or(0, |column| column + 1);

    let mut body = Body {
        shown: &shown,
        separator: grid.separator,
        header: &header,
        header_rows,
        columns: &columns,
        width,
        down: Downwards::below(&grid.merges, header.last_line),
        warned: BTreeSet::new(),
        problems,
    };
    let rows = grid
        .rows
        .iter()
        .skip(header.last + 1)
        .filter(|row| row.line > header.last_line)
        .filter_map(|row| body.row(row, &grid.merges))
        .collect();
    let mut problems = body.problems;
    if grid.cut {
        problems.push(of_file(&shown, &TableProblem::Cut));
    }
    let table = Table {
        file: file.to_string(),
        sheet: grid.sheet.clone(),
        caption: caption(grid.rows.get(..header.first).unwrap_or_default()),
        columns: columns
            .iter()
            .enumerate()
            .map(|(index, (_, name))| Column { name: name.clone(), index })
            .collect(),
        rows,
    };
    (table, problems)
}

/// Columns by their places; of two with one name the first.
fn once_each(
    shown: &str,
    line: usize,
    names: &BTreeMap<usize, String>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<(usize, String)> {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let mut columns = Vec::new();
    for (column, name) in names.iter().filter(|(_, name)| !name.is_empty()) {
        match first.get(name.as_str()) {
            Some(earlier) => problems.push(Diagnostic::of(
                place(shown, Some(line), Some(column + 1), name),
                &TableProblem::ColumnTwice {
                    name: name.into(),
                    first: Letters(*earlier),
                    second: Letters(*column),
                },
            )),
            None => {
                first.insert(name, *column);
                columns.push((*column, name.clone()));
            }
        }
    }
    columns
}

fn caption(rows: &[GridRow]) -> Vec<String> {
    rows.iter()
        .map(|row| row.filled().map(|(_, content)| content.as_text()).collect::<Vec<_>>().join(" "))
        .filter(|text| !text.trim().is_empty())
        .collect()
}

/// Cells merged downwards: which column repeats what, until which line.
struct Downwards<'a> {
    coming: std::iter::Peekable<std::vec::IntoIter<&'a Merge>>,
    open: BTreeMap<usize, (usize, Content)>,
}

impl<'a> Downwards<'a> {
    fn below(merges: &'a [Merge], header_line: usize) -> Self {
        let coming: Vec<&Merge> = merges
            .iter()
            .filter(|merge| merge.top > header_line && merge.bottom > merge.top)
            .collect();
        Downwards { coming: coming.into_iter().peekable(), open: BTreeMap::new() }
    }

    /// Moves to a row, which must lie below the last one.
    fn move_to(&mut self, row: &GridRow) {
        self.open.retain(|_, (bottom, _)| *bottom >= row.line);
        while let Some(merge) = self.coming.next_if(|merge| merge.top <= row.line) {
            if merge.top == row.line {
                let content = row.cells.get(merge.left).cloned().unwrap_or_default();
                self.open.insert(merge.left, (merge.bottom, content));
            }
        }
    }

    fn repeated(&self, column: usize) -> Option<&Content> {
        self.open.get(&column).map(|(_, content)| content)
    }
}

struct Body<'a> {
    shown: &'a str,
    separator: Option<char>,
    header: &'a Header,
    header_rows: &'a [GridRow],
    columns: &'a [(usize, String)],
    /// One more than the last column that has a name.
    width: usize,
    down: Downwards<'a>,
    /// Columns without a name of which it has been said.
    warned: BTreeSet<usize>,
    problems: Vec<Diagnostic>,
}

impl Body<'_> {
    fn row(&mut self, row: &GridRow, merges: &[Merge]) -> Option<Row> {
        self.down.move_to(row);
        if self.is_no_record(row, merges) {
            return None;
        }
        self.check_unnamed(row);
        let mut cells = Vec::with_capacity(self.columns.len());
        for (column, name) in self.columns {
            let own = row.cells.get(*column).unwrap_or(&Content::Blank);
            let content =
                if own.is_blank() { self.down.repeated(*column).unwrap_or(own) } else { own };
            let text = match content {
                Content::Blank => String::new(),
                Content::Text(text) if written::is_date_column(name) => {
                    written::whole_date(text).unwrap_or_else(|| text.clone())
                }
                Content::Number { shown, number } if written::is_date_column(name) => {
                    written::day_of_weekday(shown, number).unwrap_or_else(|| shown.clone())
                }
                Content::Text(text) | Content::Number { shown: text, .. } => text.clone(),
                // Nobody reads running numbers.
                Content::FormulaWithoutValue | Content::ErrorValue(_)
                    if self.is_numbering(*column) =>
                {
                    String::new()
                }
                Content::FormulaWithoutValue => {
                    if !own.is_blank() {
                        let problem =
                            TableProblem::FormulaWithoutValue { column: Letters(*column) };
                        self.problems.push(self.of_cell(row.line, *column, "", &problem));
                    }
                    String::new()
                }
                Content::ErrorValue(value) => {
                    if !own.is_blank() {
                        let problem = TableProblem::FormulaFails {
                            column: Letters(*column),
                            value: value.into(),
                        };
                        self.problems.push(self.of_cell(row.line, *column, value, &problem));
                    }
                    String::new()
                }
            };
            let number = match content {
                Content::Number { number, .. } => Some(number.clone()),
                _ => None,
            };
            cells.push(Cell { text, number, column: column + 1 });
        }
        Some(Row { line: row.line, cells })
    }

    /// A problem of a cell; `source` is what stands in it.
    fn of_cell(
        &self,
        line: usize,
        column: usize,
        source: &str,
        problem: &TableProblem,
    ) -> Diagnostic {
        Diagnostic::of(place(self.shown, Some(line), Some(column + 1), source), problem)
    }

    /// Whether a column only numbers the rows of a table that has others.
    fn is_numbering(&self, column: usize) -> bool {
        self.columns.len() > 1
            && self
                .header
                .names
                .get(&column)
                .is_some_and(|name| RUNNING_NUMBER.contains(&name.to_ascii_lowercase().as_str()))
    }

    /// Sums, footers, headers repeated on every printed page, lines of prose across the table, and rows of a form that
    /// hold nothing but their printed number.
    fn is_no_record(&self, row: &GridRow, merges: &[Merge]) -> bool {
        let filled: Vec<(usize, &Content)> =
            row.filled().filter(|(column, _)| self.header.names.contains_key(column)).collect();
        let Some((first_column, first)) = filled.first() else {
            // Cells beyond the header only: a CSV row says so, a sheet's scribble is passed over.
            return self.separator.is_none() || row.filled().next().is_none();
        };
        let unnumbered: Vec<(usize, &Content)> =
            filled.iter().filter(|(column, _)| !self.is_numbering(*column)).copied().collect();
        filled.iter().take(2).any(|(_, content)| is_sum(content.as_text()))
            || is_sum_of_figures(&filled)
            || (self.columns.len() > 1 && self.down.open.is_empty() && is_counted_sum(&unnumbered))
            || filled.iter().all(|(column, _)| self.is_numbering(*column))
            || (self.columns.len() > 1
                && is_footer(first.as_text())
                && filled.len() <= self.columns.len().div_ceil(2))
            || self
                .header_rows
                .iter()
                .any(|header| header.filled().count() > 1 && header.filled().eq(row.filled()))
            || (filled.len() == 1
                && spans_most(merges, row.line, *first_column, self.columns.len()))
    }

    /// Contents in columns that have no name: in CSV behind the header a separator too many, else a scribble.
    fn check_unnamed(&mut self, row: &GridRow) {
        let unnamed: Vec<(usize, &Content)> =
            row.filled().filter(|(column, _)| !self.header.names.contains_key(column)).collect();
        for (column, content) in unnamed {
            match self.separator {
                Some(separator) if column >= self.width => {
                    let problem = TableProblem::RowTooLong {
                        column: Letters(column),
                        separator: named(separator),
                    };
                    self.problems.push(self.of_cell(row.line, column, content.as_text(), &problem));
                    return;
                }
                _ => {
                    if self.warned.insert(column) {
                        let problem = TableProblem::ColumnWithoutName { column: Letters(column) };
                        self.problems.push(self.of_cell(
                            row.line,
                            column,
                            content.as_text(),
                            &problem,
                        ));
                    }
                }
            }
        }
    }
}

fn is_sum(text: &str) -> bool {
    SUM_WORDS.contains(&plain(text).as_str())
}

/// `本页小计` or `全镇合计`, with figures and nothing else behind it.
fn is_sum_of_figures(filled: &[(usize, &Content)]) -> bool {
    let Some(((_, first), rest)) = filled.split_first() else {
        return false;
    };
    let first = plain(first.as_text());
    SUM_WORDS.iter().any(|word| first.ends_with(word))
        && !rest.is_empty()
        && rest.iter().all(|(_, content)| is_only_figures(content))
}

/// `合计2件`, `总计：2篇`, `全村共3户`: a sum with its number in one cell. Behind 共 stands nothing else.
fn is_counted_sum(filled: &[(usize, &Content)]) -> bool {
    const LONGEST_UNIT: usize = 2;
    let Some(((_, first), rest)) = filled.split_first() else {
        return false;
    };
    let first = plain(first.as_text());
    let is_number = |c: char| c.is_numeric() || matches!(c, '两' | '十' | '百' | '千' | '万' | '.');
    let unit = first.rsplit(is_number).next().unwrap_or_default();
    let counted = first.strip_suffix(unit).unwrap_or_default();
    let before = counted.trim_end_matches(is_number);
    let before = before.strip_suffix('有').unwrap_or(before);
    let is_sum = SUM_WORDS.iter().any(|word| before.ends_with(word));
    before != counted
        && unit.chars().count() <= LONGEST_UNIT
        && ((is_sum && rest.iter().all(|(_, content)| is_only_figures(content)))
            || (before.ends_with('共') && rest.is_empty()))
}

fn is_only_figures(content: &Content) -> bool {
    match content {
        Content::Text(text) => text.chars().all(|character| {
            character.is_numeric() || matches!(character, '.' | ',' | '%' | '％' | '-' | '—')
        }),
        Content::Blank
        | Content::Number { .. }
        | Content::FormulaWithoutValue
        | Content::ErrorValue(_) => true,
    }
}

fn plain(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_whitespace() && !matches!(character, '：' | ':'))
        .collect()
}

fn is_footer(text: &str) -> bool {
    let Some(colon) = text.find(['：', ':']) else {
        return false;
    };
    let word: String = text.get(..colon).unwrap_or_default().split_whitespace().collect();
    FOOTER_WORDS.contains(&word.as_str())
}

/// A cell merged over more than half of the columns.
fn spans_most(merges: &[Merge], line: usize, column: usize, columns: usize) -> bool {
    let from = merges.partition_point(|merge| merge.top < line);
    merges.get(from..).unwrap_or_default().iter().take_while(|merge| merge.top == line).any(
        |merge| merge.left == column && columns > 2 && (merge.right - merge.left + 1) * 2 > columns,
    )
}
