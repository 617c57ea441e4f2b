//! 审核.csv and 核对.csv at the site's root: a row for each file, or for each number in one.
//! In: the bytes of such a table. Out: its rows with their places, and the table as the program writes it.

use jiff::civil::Date;
use yanxi_problem::{Diagnostic, Place};
use yanxi_reading::table::{self, Table};
use yanxi_reading::value::parse_date;

use super::checked::{CheckedNumber, HEADS, NAMES};
use super::rewriting::{Columns, with_rows};
use super::{CHECKED, REVIEWS};

const FILE: [&str; 4] = ["文件", "文件名", "file", "path"];
const BY: [&str; 5] = ["审核人", "人", "by", "person", "姓名"];
const ON: [&str; 4] = ["日期", "审核日期", "on", "date"];
const HASH: [&str; 3] = ["校验", "校验码", "hash"];

/// Before a hash in a table: spreadsheets take digits with an `e` among them for a number.
const BEFORE_HASH: &str = "b3-";

/// A row of 审核.csv.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileReview {
    /// Path below the site's folder, with `/`.
    pub file: String,
    pub by: String,
    pub on: Option<Date>,
    /// Of the file's bytes.
    pub hash: String,
    pub place: Place,
}

impl FileReview {
    /// Who, when and of what: all three are there.
    pub fn is_complete(&self) -> bool {
        !self.by.is_empty() && self.on.is_some() && !self.hash.is_empty()
    }
}

/// A row of 核对.csv.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedRow {
    /// Path below the site's folder, with `/`.
    pub file: String,
    pub number: CheckedNumber,
    pub place: Place,
}

/// The hash that a cell holds.
pub(super) fn written_hash(text: &str) -> String {
    let text = text.trim().to_ascii_lowercase();
    text.strip_prefix(BEFORE_HASH).unwrap_or(&text).to_string()
}

fn is(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name.trim()))
}

fn written_path(text: &str) -> String {
    let path = text.trim().replace('\\', "/");
    path.trim_start_matches("./").trim_start_matches('/').to_string()
}

/// The rows of 审核.csv, and what is wrong with the table.
pub fn read_reviews(bytes: &[u8]) -> (Vec<FileReview>, Vec<Diagnostic>) {
    let known = |name: &str| [&FILE[..], &BY, &ON, &HASH].iter().any(|names| is(name, names));
    let (tables, problems) = table::read_bytes(REVIEWS, bytes, &known);
    let rows = rows(&tables).into_iter().map(|(place, cells)| {
        let of = |names: &[&str]| {
            let cell = cells.iter().find(|(name, _)| is(name, names));
            cell.map(|(_, text)| text.to_string()).unwrap_or_default()
        };
        FileReview {
            file: written_path(&of(&FILE)),
            by: of(&BY),
            on: parse_date(&of(&ON)),
            hash: written_hash(&of(&HASH)),
            place,
        }
    });
    (rows.filter(|row| !row.file.is_empty()).collect(), problems)
}

/// The rows of 核对.csv, and what is wrong with the table.
pub fn read_checked(bytes: &[u8]) -> (Vec<CheckedRow>, Vec<Diagnostic>) {
    let known = |name: &str| is(name, &FILE) || CheckedNumber::knows(name);
    let (tables, problems) = table::read_bytes(CHECKED, bytes, &known);
    let rows = rows(&tables).into_iter().map(|(place, cells)| {
        let file = cells.iter().find(|(name, _)| is(name, &FILE));
        CheckedRow {
            file: written_path(file.map_or("", |(_, text)| text)),
            number: CheckedNumber::of_parts(&cells),
            place,
        }
    });
    (rows.filter(|row| !row.file.is_empty()).collect(), problems)
}

/// Whether a head is that of 审核.csv or 核对.csv, whatever its file is called: of one that is called so `named`, some of
/// the columns are enough. People stand in such a table.
pub fn is_head<'a>(head: impl Iterator<Item = &'a str> + Clone, named: bool) -> bool {
    let has = |names: &[&str]| head.clone().any(|name| is(name, names));
    let (file, by, hash) = (has(&FILE), has(&BY), has(&HASH));
    file && ((by && hash) || (named && (by || hash)))
}

/// Whether a name is that of a column of such a table.
pub fn is_column(name: &str) -> bool {
    [&FILE[..], &BY, &ON, &HASH].iter().any(|names| is(name, names)) || CheckedNumber::knows(name)
}

/// Each row with its place, and its cells under their heads.
fn rows(tables: &[Table]) -> Vec<(Place, Vec<(&str, &str)>)> {
    let mut all = Vec::new();
    for table in tables {
        let heads: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        for row in &table.rows {
            let place = Place { line: Some(row.line), ..Place::file(&table.file) };
            let cells = heads.iter().copied().zip(row.cells.iter().map(|cell| cell.text.as_str()));
            all.push((place, cells.collect()));
        }
    }
    all
}

/// A table that the program writes.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    heads: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Rows {
    /// 审核.csv.
    pub fn of_reviews(reviews: &[FileReview]) -> Rows {
        let rows = reviews.iter().map(|review| {
            let day = review.on.map(|day| day.to_string()).unwrap_or_default();
            let hash = hash_cell(&review.hash);
            vec![path_cell(&review.file), review.by.clone(), day, hash]
        });
        Rows { heads: vec!["文件", "审核人", "日期", "校验"], rows: rows.collect() }
    }

    /// 核对.csv.
    pub fn of_checked(checked: &[CheckedRow]) -> Rows {
        let rows = checked.iter().map(|row| {
            let mut cells = row.number.cells().to_vec();
            if let Some(hash) = cells.last_mut() {
                *hash = hash_cell(hash);
            }
            std::iter::once(path_cell(&row.file)).chain(cells).collect()
        });
        let heads = std::iter::once("文件").chain(HEADS).collect();
        Rows { heads, rows: rows.collect() }
    }

    /// The same rows put into a table that is there, with whatever its owner added; the cells of these heads say what a
    /// row is about. A row may name its file from the content folder on, of which `content` is the path and a slash.
    pub fn put_into(&self, old: &[u8], about: &[&str], content: &str) -> Option<Vec<u8>> {
        let names: Vec<&[&str]> = match self.heads.len() {
            4 => vec![&FILE[..], &BY, &ON, &HASH],
            _ => std::iter::once(&FILE[..]).chain(NAMES).collect(),
        };
        let columns = Columns { names: &names, written: &self.heads };
        let places: Vec<usize> =
            about.iter().filter_map(|own| self.heads.iter().position(|head| head == own)).collect();
        let cell = |cells: &[String], place: usize| {
            cells.get(place).map(|cell| cell.trim().to_string()).unwrap_or_default()
        };
        with_rows(old, &columns, &self.rows, |own, new| {
            places.iter().all(|place| {
                let (own, new) = (cell(own, *place), cell(new, *place));
                match place {
                    0 => is_same_file(&written_path(&own), &written_path(&new), content),
                    _ => own == new,
                }
            })
        })
    }

    /// UTF-8 with a mark, as spreadsheets want it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = String::from("\u{FEFF}");
        let heads: Vec<String> = self.heads.iter().map(|head| (*head).to_string()).collect();
        for row in std::iter::once(&heads).chain(&self.rows) {
            let cells: Vec<String> = row.iter().map(|cell| in_csv(cell)).collect();
            text.push_str(&cells.join(","));
            text.push_str("\r\n");
        }
        text.into_bytes()
    }
}

/// Whether a row's path is that of a file, with the content folder or from there on.
pub fn is_same_file(own: &str, file: &str, content: &str) -> bool {
    own == file || (!own.is_empty() && file.strip_prefix(content) == Some(own))
}

fn hash_cell(hash: &str) -> String {
    if hash.is_empty() { String::new() } else { format!("{BEFORE_HASH}{hash}") }
}

/// A path that a spreadsheet takes for no formula.
fn path_cell(path: &str) -> String {
    if path.starts_with(['=', '+', '-', '@']) { format!("./{path}") } else { path.to_string() }
}

pub(super) fn in_csv(cell: &str) -> String {
    let cell: String = cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if cell.contains([',', '"', '，', ';', '；', '\t']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entries::CheckedKind;
    use jiff::civil::date;

    fn review(file: &str) -> FileReview {
        FileReview {
            file: file.into(),
            by: "张样".into(),
            on: Some(date(2026, 11, 20)),
            hash: "12345678901234567890123456789e12".into(),
            place: Place::file(REVIEWS),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let reviews: Vec<FileReview> =
            ["content/讲话.docx", "=a.xlsx", "甲, 乙 “丙”.pdf", "合计.xlsx"].map(review).into();
        let (read, problems) = read_reviews(&Rows::of_reviews(&reviews).to_bytes());
        assert_eq!(problems, []);
        let bare =
            |review: &FileReview| FileReview { place: Place::file(REVIEWS), ..review.clone() };
        assert_eq!(read.iter().map(bare).collect::<Vec<_>>(), reviews);
        assert_eq!(read[1].place.line, Some(3));
        let number = CheckedNumber {
            kind: Some(CheckedKind::HomeAddress),
            mask: "***".into(),
            count: 3,
            reason: "办公楼，不是家".into(),
            by: "张样".into(),
            on: Some(date(2026, 11, 20)),
            hash: "9f3a00000000000000000000000000e5".into(),
        };
        let row = CheckedRow { file: "附件/甲.csv".into(), number, place: Place::file(CHECKED) };
        let (read, problems) =
            read_checked(&Rows::of_checked(std::slice::from_ref(&row)).to_bytes());
        assert_eq!(problems, []);
        assert_eq!((&read[0].file, &read[0].number), (&row.file, &row.number));
    }

    #[test]
    fn a_table_saved_by_an_office_is_read() {
        let text = "文件,审核人,日期,校验\n.\\content\\甲.docx,张样,2026/11/20,B3-9F3A\n";
        let gbk = encoding_rs::GBK.encode(text).0.into_owned();
        let (read, _) = read_reviews(&gbk);
        assert_eq!(read.len(), 1);
        assert_eq!((read[0].file.as_str(), read[0].hash.as_str()), ("content/甲.docx", "9f3a"));
        assert_eq!(read[0].on, Some(date(2026, 11, 20)));
    }
}
