//! A table of entries with rows added or replaced, and all else as its owner left it: further columns, rows of other
//! files, their order, line ends, the separator and the encoding.
//! In: the table's bytes and the new rows. Out: its bytes anew; nothing where it is no text with a head of its own.

use std::borrow::Cow;

/// A new row: cells under [`Columns::names`].
pub(super) type Cells = Vec<String>;

/// The columns of a table of entries.
pub(super) struct Columns<'a> {
    /// Every name that a column may have, in the order of the cells. The first column names the file.
    pub(super) names: &'a [&'a [&'a str]],
    /// What a column is called that is not there yet.
    pub(super) written: &'a [&'a str],
}

/// A line of the table, or several where a cell in quotes holds line ends.
struct Line<'a> {
    raw: &'a str,
    end: &'a str,
    cells: Vec<String>,
}

/// Puts rows into a table. A row takes the place of the first that `is_same` says to be about the same, which keeps what
/// its further columns say; more of the same go.
pub(super) fn with_rows(
    old: &[u8],
    columns: &Columns<'_>,
    new: &[Cells],
    is_same: impl Fn(&[String], &Cells) -> bool,
) -> Option<Vec<u8>> {
    let (text, encoding) = text_of(old)?;
    let text = text.as_ref();
    let (separator, mut lines, head) = [',', '\t', ';'].into_iter().find_map(|separator| {
        let lines = lines_of(text, separator);
        let head = lines.iter().position(|line| is_head(&line.cells, columns))?;
        Some((separator, lines, head))
    })?;
    let end = lines[head].end;
    let end = if end.is_empty() { "\r\n" } else { end };
    let mut places: Vec<Option<usize>> = columns
        .names
        .iter()
        .map(|names| lines[head].cells.iter().position(|cell| is_named(cell, names)))
        .collect();
    let mut width = lines[head].cells.len();
    let mut missing = String::new();
    for (place, written) in places.iter_mut().zip(columns.written) {
        if place.is_none() {
            *place = Some(width);
            width += 1;
            missing.push(separator);
            missing.push_str(written);
        }
    }
    let places: Vec<usize> = places.into_iter().flatten().collect();
    let own = |line: &Line<'_>| -> Vec<String> {
        places.iter().map(|place| line.cells.get(*place).cloned().unwrap_or_default()).collect()
    };
    let body = lines.split_off(head + 1);
    let mut out = String::new();
    for line in &lines[..head] {
        out.push_str(line.raw);
        out.push_str(line.end);
    }
    out.push_str(lines[head].raw);
    out.push_str(&missing);
    out.push_str(end);
    let mut placed = vec![false; new.len()];
    for line in &body {
        let is_blank = line.cells.iter().all(|cell| cell.trim().is_empty());
        let same = new.iter().position(|row| !is_blank && is_same(&own(line), row));
        match same {
            Some(number) if placed[number] => {}
            Some(number) => {
                placed[number] = true;
                let mut cells = line.cells.clone();
                cells.resize(width.max(cells.len()), String::new());
                put(&mut cells, &places, &new[number]);
                push_line(&mut out, &cells, separator, end);
            }
            None => {
                out.push_str(line.raw);
                // What comes next begins on a line of its own.
                out.push_str(if line.end.is_empty() { end } else { line.end });
            }
        }
    }
    for (row, _) in new.iter().zip(&placed).filter(|(_, placed)| !**placed) {
        let mut cells = vec![String::new(); width];
        put(&mut cells, &places, row);
        push_line(&mut out, &cells, separator, end);
    }
    let in_gbk = (encoding == Encoding::Gbk)
        .then(|| encoding_rs::GB18030.encode(&out))
        .filter(|(_, _, lost)| !lost)
        .map(|(bytes, ..)| bytes.into_owned());
    Some(match (in_gbk, encoding) {
        (Some(bytes), _) => bytes,
        (None, Encoding::Plain) => out.into_bytes(),
        (None, Encoding::Marked | Encoding::Gbk) => [MARK, out.as_bytes()].concat(),
    })
}

/// Before UTF-8, so that spreadsheets take it for that.
const MARK: &[u8] = b"\xEF\xBB\xBF";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Plain,
    Marked,
    Gbk,
}

/// The text with its own line ends.
fn text_of(bytes: &[u8]) -> Option<(Cow<'_, str>, Encoding)> {
    let (bare, encoding) = match bytes.strip_prefix(MARK) {
        Some(bare) => (bare, Encoding::Marked),
        None => (bytes, Encoding::Plain),
    };
    match std::str::from_utf8(bare) {
        Ok(text) => Some((Cow::Borrowed(text), encoding)),
        Err(_) => {
            let gbk = encoding_rs::GB18030;
            let text = gbk.decode_without_bom_handling_and_without_replacement(bare)?;
            Some((text, Encoding::Gbk))
        }
    }
}

fn put(cells: &mut [String], places: &[usize], row: &Cells) {
    for (place, value) in places.iter().zip(row) {
        if let Some(cell) = cells.get_mut(*place) {
            cell.clone_from(value);
        }
    }
}

fn push_line(out: &mut String, cells: &[String], separator: char, end: &str) {
    let cells: Vec<String> = cells.iter().map(|cell| super::table::in_csv(cell)).collect();
    out.push_str(&cells.join(separator.encode_utf8(&mut [0; 4])));
    out.push_str(end);
}

fn is_named(cell: &str, names: &[&str]) -> bool {
    names.iter().any(|name| name.eq_ignore_ascii_case(cell.trim()))
}

/// A head names the file and at least one column more.
fn is_head(cells: &[String], columns: &Columns<'_>) -> bool {
    let known = |names: &&&[&str]| cells.iter().any(|cell| is_named(cell, names));
    columns.names.first().is_some_and(|file| known(&file))
        && columns.names.iter().filter(known).count() > 1
}

fn lines_of(text: &str, separator: char) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut quoted = false;
        let end = rest.char_indices().find(|(_, c)| {
            quoted ^= *c == '"';
            *c == '\n' && !quoted
        });
        let whole = end.map_or(rest.len(), |(at, _)| at + 1);
        let (line, after) = rest.split_at(whole);
        let raw = line.strip_suffix('\n').unwrap_or(line);
        let raw = raw.strip_suffix('\r').unwrap_or(raw);
        lines.push(Line { raw, end: &line[raw.len()..], cells: cells_of(raw, separator) });
        rest = after;
    }
    lines
}

fn cells_of(line: &str, separator: char) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut characters = line.chars().peekable();
    while let Some(c) = characters.next() {
        let Some(cell) = cells.last_mut() else { break };
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            c if c == separator && !quoted => cells.push(String::new()),
            c => cell.push(c),
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: Columns<'_> = Columns {
        names: &[&["文件"], &["审核人", "人"], &["日期"], &["校验"]],
        written: &["文件", "审核人", "日期", "校验"],
    };

    fn rewritten(old: &[u8], new: &[[&str; 4]]) -> Option<Vec<u8>> {
        let new: Vec<Cells> =
            new.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect();
        with_rows(old, &COLUMNS, &new, |own, row| own[0] == row[0])
    }

    #[test]
    fn what_the_owner_added_stays_where_it_is() {
        let old = "\u{FEFF}文件审核登记,,,,\n序号,文件,人,备注,日期,校验\n2,乙.pdf,李样,\"已问过,可以\",2026-11-01,b3-1\n\n1,甲.pdf,张样,,2026-11-02,b3-2\n,以下是作废的,,,,\n";
        let new =
            [["甲.pdf", "王样", "2026-11-20", "b3-9"], ["丙.pdf", "王样", "2026-11-20", "b3-8"]];
        let text = rewritten(old.as_bytes(), &new).map(|bytes| String::from_utf8(bytes).unwrap());
        let expected = "\u{FEFF}文件审核登记,,,,\n序号,文件,人,备注,日期,校验\n2,乙.pdf,李样,\"已问过,可以\",2026-11-01,b3-1\n\n1,甲.pdf,王样,,2026-11-20,b3-9\n,以下是作废的,,,,\n,丙.pdf,王样,,2026-11-20,b3-8\n";
        assert_eq!(text.as_deref(), Some(expected));
    }

    #[test]
    fn encoding_separator_and_line_ends_stay_and_what_is_missing_is_added() {
        let old = "人\t文件\r\n张样\t甲.pdf";
        let gbk = encoding_rs::GBK.encode(old).0.into_owned();
        let bytes = rewritten(&gbk, &[["乙.pdf", "李样", "2026-11-20", "b3-1"]]).unwrap();
        let text = encoding_rs::GBK.decode(&bytes).0.into_owned();
        assert_eq!(
            text,
            "人\t文件\t日期\t校验\r\n张样\t甲.pdf\r\n李样\t乙.pdf\t2026-11-20\tb3-1\r\n"
        );
        let bytes = rewritten(
            "文件,人\n甲.pdf,张样\n甲.pdf,旧\n".as_bytes(),
            &[["甲.pdf", "李样", "", ""]],
        );
        assert_eq!(
            String::from_utf8(bytes.unwrap()).unwrap(),
            "文件,人,日期,校验\n甲.pdf,李样,,\n"
        );
        assert_eq!(rewritten(b"PK\x03\x04", &[]), None);
    }
}
