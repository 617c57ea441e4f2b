//! Finds the header among title rows, notes and body.
//! In: a grid, and which names the caller understands. Out: the header's lines and the name of each column.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{Content, Grid, GridRow, Merge};

/// The header stands within so many filled rows of the top.
const ROWS_SEARCHED: usize = 40;
/// A header has at most so many lines.
const MOST_LINES: usize = 3;

/// A header.
#[derive(Debug)]
pub(super) struct Header {
    /// Positions in [`Grid::rows`], both included.
    pub(super) first: usize,
    pub(super) last: usize,
    /// The last line it covers, merged cells included.
    pub(super) last_line: usize,
    /// Names by column from 0.
    pub(super) names: BTreeMap<usize, String>,
    known: usize,
}

impl Header {
    /// More than a chance meeting of one word.
    pub(super) fn is_certain(&self) -> bool {
        self.known >= 2 || self.names.len() <= 2
    }
}

/// The row with most known names, the upper of equals, together with the lines that belong to it.
pub(super) fn find(grid: &Grid, is_known: &dyn Fn(&str) -> bool) -> Option<Header> {
    let mut best = 0;
    let mut most = 0;
    for (index, row) in grid.rows.iter().take(ROWS_SEARCHED).enumerate() {
        let known = known_names(row, is_known);
        if known > most {
            (best, most) = (index, known);
        }
    }
    if most == 0 {
        return None;
    }
    let mut merges = grid.merges.clone();
    let first = first_line(grid, best, &merges);
    let last = last_line(grid, best, &mut merges);
    let last_line = spanned_to(grid, first, last, &merges);
    let names = names(grid, first, last, &merges, is_known);
    Some(Header { first, last, last_line, names, known: most })
}

/// How many different known names a row holds. Repeated ones do not count: `满意` down a body says nothing.
pub(super) fn known_names(row: &GridRow, is_known: &dyn Fn(&str) -> bool) -> usize {
    row.filled()
        .filter_map(|(_, content)| known_form(content.as_text(), is_known))
        .collect::<BTreeSet<_>>()
        .len()
}

/// A name as typed in a header: `单　位：`, `*姓名` and names broken over two lines are made plain.
fn plain_name(text: &str) -> String {
    let text = text.trim_matches(|character: char| {
        character.is_whitespace() || matches!(character, '*' | '＊' | '：' | ':')
    });
    if text.chars().any(|character| character > '\u{2E7F}') {
        text.split_whitespace().collect()
    } else {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A name without what stands in brackets at its end, such as `应到（人）`.
fn without_bracket(name: &str) -> Option<&str> {
    let open = if name.ends_with('）') {
        name.rfind('（')
    } else if name.ends_with(')') {
        name.rfind('(')
    } else {
        None
    }?;
    name.get(..open).map(str::trim).filter(|short| !short.is_empty())
}

fn known_form(text: &str, is_known: &dyn Fn(&str) -> bool) -> Option<String> {
    let plain = plain_name(text);
    if plain.is_empty() {
        return None;
    }
    if is_known(&plain) {
        return Some(plain);
    }
    without_bracket(&plain).filter(|short| is_known(short)).map(String::from)
}

/// Whether the row at `index` directly follows the one before it.
fn follows(grid: &Grid, index: usize) -> bool {
    match (index.checked_sub(1).and_then(|before| grid.rows.get(before)), grid.rows.get(index)) {
        (Some(before), Some(row)) => row.line == before.line + 1,
        _ => false,
    }
}

/// Takes the lines above the best row that belong to it: joined by a cell merged downwards, or heading part of its width.
fn first_line(grid: &Grid, best: usize, merges: &[Merge]) -> usize {
    let mut first = best;
    while best - first + 1 < MOST_LINES && follows(grid, first) {
        let (Some(above), Some(row)) = (grid.rows.get(first - 1), grid.rows.get(first)) else {
            break;
        };
        let joined = merges.iter().any(|merge| merge.top <= above.line && merge.bottom >= row.line);
        if !(joined || heads_part_of(above, row, merges)) {
            break;
        }
        first -= 1;
    }
    first
}

/// A row such as `基本情况 | 学习情况` above the names. Titles span all, and notes hold colons or figures.
fn heads_part_of(above: &GridRow, row: &GridRow, merges: &[Merge]) -> bool {
    let filled: Vec<usize> = above.filled().map(|(column, _)| column).collect();
    let leftmost = row.filled().next().map_or(0, |(column, _)| column);
    let is_note = above.filled().any(|(_, content)| {
        content
            .as_text()
            .contains(|character: char| matches!(character, '：' | ':') || character.is_numeric())
    });
    let widened = merges.iter().any(|merge| {
        merge.top == above.line && merge.bottom == above.line && merge.right > merge.left
    });
    let partial = filled.len() >= 2 || filled.first().is_some_and(|column| *column > leftmost);
    widened && partial && !is_note
}

/// Takes the lines below: as far as a cell is merged downwards, or one line that fills the groups opened by wide cells.
/// Groups without merged cells (CSV) are added to `merges`.
fn last_line(grid: &Grid, best: usize, merges: &mut Vec<Merge>) -> usize {
    let Some(row) = grid.rows.get(best) else {
        return best;
    };
    let lowest = merges
        .iter()
        .filter(|merge| merge.top == row.line && merge.bottom < row.line + MOST_LINES)
        .map(|merge| merge.bottom)
        .max()
        .unwrap_or(row.line);
    let mut last = best;
    while follows(grid, last + 1) && grid.rows.get(last + 1).is_some_and(|next| next.line <= lowest)
    {
        last += 1;
    }
    if last == best
        && lowest == row.line
        && follows(grid, best + 1)
        && let Some(below) = grid.rows.get(best + 1)
        && let Some(groups) = groups_filled_by(row, below)
    {
        merges.extend(groups);
        last += 1;
    }
    last
}

/// The groups of a row such as `单位 | 应到 | | 备注` if the row below fills exactly them.
fn groups_filled_by(row: &GridRow, below: &GridRow) -> Option<Vec<Merge>> {
    let filled: Vec<usize> = row.filled().map(|(column, _)| column).collect();
    let under: BTreeSet<usize> = below.filled().map(|(column, _)| column).collect();
    let is_data = below.filled().any(|(_, content)| {
        content.as_text().starts_with(|character: char| character.is_numeric())
    });
    if is_data || under.is_empty() {
        return None;
    }
    let mut groups = Vec::new();
    let mut covered = BTreeSet::new();
    for (position, left) in filled.iter().enumerate() {
        let end = filled
            .get(position + 1)
            .copied()
            .unwrap_or_else(|| under.last().map_or(0, |last| last + 1));
        if end > left + 1 && under.contains(left) {
            covered.extend(*left..end);
            groups.push(Merge { top: row.line, left: *left, bottom: row.line, right: end - 1 });
        }
    }
    (!groups.is_empty() && covered == under).then_some(groups)
}

/// A merged header cell may reach below the last row that holds anything.
fn spanned_to(grid: &Grid, first: usize, last: usize, merges: &[Merge]) -> usize {
    let line = |index: usize| grid.rows.get(index).map_or(0, |row| row.line);
    let (top, bottom) = (line(first), line(last));
    merges
        .iter()
        .filter(|merge| {
            (top..=bottom).contains(&merge.top) && merge.bottom < merge.top + MOST_LINES
        })
        .map(|merge| merge.bottom)
        .fold(bottom, usize::max)
}

fn names(
    grid: &Grid,
    first: usize,
    last: usize,
    merges: &[Merge],
    is_known: &dyn Fn(&str) -> bool,
) -> BTreeMap<usize, String> {
    let rows = grid.rows.get(first..=last).unwrap_or_default();
    let mut levels: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for row in rows {
        let mut texts: BTreeMap<usize, &str> =
            row.filled().map(|(column, content)| (column, content.as_text())).collect();
        for merge in merges.iter().filter(|merge| merge.top == row.line) {
            let text = row.text(merge.left);
            for column in merge.left..=merge.right.min(super::grid::MOST_COLUMNS) {
                texts.insert(column, text);
            }
        }
        for (column, text) in texts {
            let name = plain_name(text);
            let above = levels.entry(column).or_default();
            if !name.is_empty() && above.last() != Some(&name) {
                above.push(name);
            }
        }
    }
    let mut lowest: BTreeMap<&str, usize> = BTreeMap::new();
    for name in levels.values().filter_map(|lines| lines.last()) {
        *lowest.entry(name).or_default() += 1;
    }
    let full: BTreeMap<usize, String> = levels
        .iter()
        .filter_map(|(column, lines)| {
            let joined = lines.join("/");
            let alone = lines.last()?;
            let says_enough = lines.len() > 1
                && known_form(&joined, is_known).is_none()
                && known_form(alone, is_known).is_some()
                && lowest.get(alone.as_str()) == Some(&1);
            Some((*column, if says_enough { alone.clone() } else { joined }))
        })
        .collect();
    let mut shorter: BTreeMap<String, usize> = BTreeMap::new();
    for name in full.values() {
        *shorter.entry(known_form(name, is_known).unwrap_or_else(|| name.clone())).or_default() +=
            1;
    }
    full.into_iter()
        .map(|(column, name)| {
            let short = known_form(&name, is_known).filter(|short| shorter.get(short) == Some(&1));
            (column, short.unwrap_or(name))
        })
        .collect()
}

/// Header cells that hold no text but something unreadable: line, column, what stands there.
pub(super) fn unreadable(rows: &[GridRow]) -> Vec<(usize, usize, String)> {
    let mut found = Vec::new();
    for row in rows {
        for (column, content) in row.filled() {
            match content {
                Content::ErrorValue(value) => found.push((row.line, column, value.clone())),
                Content::FormulaWithoutValue => found.push((row.line, column, String::new())),
                Content::Text(_) | Content::Number { .. } | Content::Blank => {}
            }
        }
    }
    found
}
