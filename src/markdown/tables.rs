//! Tables whose rows have more cells than the header, of which GitHub's Markdown drops the rest, and bars inside code,
//! `` `a|b` ``, where it parts the cell.
//! In: lines of a page. Out: the same with columns for all cells and `\|` in code, and a warning at each such row.

use super::problem::{Cells, MarkdownProblem};
use super::slips::Slip;
use super::source_lines::{Fence, Line};

/// More columns than these are no table of anybody's.
const MOST_COLUMNS: usize = 200;

pub(super) fn mend(lines: &mut [Line]) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut fence = Fence::default();
    let mut at = 0;
    while at < lines.len() {
        let is_code = fence.takes(&lines[at].text);
        let columns = lines.get(at + 1).and_then(|below| columns_of(&below.text));
        let Some(columns) =
            columns.filter(|_| !is_code && !lines[at].is_code && lines[at].text.contains('|'))
        else {
            at += 1;
            continue;
        };
        keep_bars_of_code(&mut lines[at], columns);
        let end = table_end(lines, at + 2);
        let mut widest = columns;
        for row in &mut lines[at + 2..end] {
            keep_bars_of_code(row, columns);
            let beyond: Vec<String> =
                cells(&row.text).into_iter().skip(columns).take(MOST_COLUMNS).collect();
            let filled =
                beyond.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
            if filled > 0 {
                widest = widest.max(columns + filled);
                let told = beyond.into_iter().filter(|cell| !cell.is_empty()).map(Into::into);
                let cells = Cells(told.collect());
                slips.push((row.number, MarkdownProblem::CellsWithoutName { cells }));
            }
        }
        // A header that is itself of another width makes no table.
        if widest > columns && cell_count(&lines[at].text) == columns {
            widen(&mut lines[at].text, " |", widest - columns);
            widen(&mut lines[at + 1].text, "---|", widest - columns);
        }
        at = end;
    }
    slips
}

/// The line behind the last row. A line without a bar that stands directly under a table is a row of it too, unless it
/// begins something else.
fn table_end(lines: &[Line], start: usize) -> usize {
    let is_row = |line: &&Line| {
        let text = line.text.trim_start_matches([' ', '\t', '>']);
        let is_fence = text.starts_with("```") || text.starts_with("~~~");
        !is_fence && (text.contains('|') || goes_on(text))
    };
    start + lines.iter().skip(start).take_while(is_row).count()
}

/// Whether a line is neither blank nor the beginning of a heading, a list, a rule, a block of HTML or a mark of our own.
fn goes_on(text: &str) -> bool {
    let mut signs = text.chars();
    match signs.next() {
        None => false,
        Some('<') => !begins_block(signs.as_str()),
        Some(first) => !first.is_ascii_digit() && !"#-*+_:=!".contains(first),
    }
}

/// Elements that end what stands above them, by CommonMark's HTML blocks of the kinds 1 to 6.
#[rustfmt::skip]
const BLOCKS: [&str; 66] = [
    "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center", "col", "colgroup",
    "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame",
    "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link",
    "main", "menu", "menuitem", "nav", "noframes", "ol", "optgroup", "option", "p", "param", "pre", "script", "search",
    "section", "style", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "title", "tr", "track",
    "ul",
];

/// Whether what stands behind a `<` opens or closes such an element, or is a comment or the like.
fn begins_block(tag: &str) -> bool {
    let name = tag.strip_prefix('/').unwrap_or(tag);
    let end = name.find(|sign: char| !sign.is_ascii_alphanumeric()).unwrap_or(name.len());
    tag.starts_with(['!', '?']) || BLOCKS.contains(&name[..end].to_ascii_lowercase().as_str())
}

fn widen(line: &mut String, cell: &str, count: usize) {
    line.truncate(line.trim_end().len());
    if !line.ends_with('|') || line.ends_with("\\|") {
        line.push('|');
    }
    line.push_str(&cell.repeat(count));
}

fn keep_bars_of_code(line: &mut Line, columns: usize) {
    if line.text.contains('`') && cell_count(&line.text) > columns {
        let kept = with_bars_kept(&line.text);
        if cell_count(&kept) == columns {
            line.text = kept;
        }
    }
}

/// How many columns `|---|:-:|` says that a table has.
fn columns_of(line: &str) -> Option<usize> {
    let text = line.trim_start_matches([' ', '\t', '>']).trim_end();
    let is_delimiter = text.contains('-')
        && text.contains('|')
        && text.chars().all(|sign| matches!(sign, '|' | '-' | ':' | ' ' | '\t'));
    is_delimiter.then(|| cell_count(line))
}

fn cell_count(line: &str) -> usize {
    cells(line).len()
}

/// The cells of a row as typed. Only a bar behind `\` belongs to the text, in code too.
fn cells(line: &str) -> Vec<String> {
    let row = line.trim_start_matches([' ', '\t', '>']).trim_end();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').filter(|row| !row.ends_with('\\')).unwrap_or(row);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for sign in row.chars() {
        if sign == '|' && !escaped {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(sign);
        }
        escaped = sign == '\\' && !escaped;
    }
    cells.into_iter().map(|cell| cell.trim().to_string()).collect()
}

fn with_bars_kept(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 4);
    let mut rest = line;
    while let Some(at) = rest.find('`') {
        let (before, code) = rest.split_at(at);
        out.push_str(before);
        let ticks = code.len() - code.trim_start_matches('`').len();
        let (mark, inside) = code.split_at(ticks);
        let Some(end) = inside.find(mark) else {
            out.push_str(code);
            return out;
        };
        out.push_str(mark);
        let mut last = ' ';
        for sign in inside[..end].chars() {
            if sign == '|' && last != '\\' {
                out.push('\\');
            }
            out.push(sign);
            last = sign;
        }
        out.push_str(mark);
        rest = &inside[end + ticks..];
    }
    out.push_str(rest);
    out
}
