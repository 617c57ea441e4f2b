//! What the admin says of documents in a sheet beside them, since nothing can be written above their text.
//! In: `页面.xlsx` or `页面.csv` of each folder. Out: [`Sheets`]: for each document the statements that a page of Markdown
//! has above its text. A row that has no effect is told; one that keeps something back stops the build then.

use std::collections::{BTreeMap, BTreeSet};

use yanxi_problem::{Diagnostic, FileName, Place, Problem};
use yanxi_reading::OtherFile;
use yanxi_reading::content_path::{file_name, folder_of, join, stem};
use yanxi_reading::table::{self, Row, Table};

use super::meta::{self, Meta, Visibility};
use crate::own_files::{DOCUMENTS, is_word_document, is_workbook};
use crate::slip::nearest;

/// Names of such a sheet, without extension.
const SHEETS: [&str; 2] = ["页面", "pages"];
/// Names of the column with the documents' names.
const FILE_COLUMNS: [&str; 4] = ["文件名", "文件", "file", "file name"];

/// A row: where it stands, and what it says.
#[derive(Debug, Clone)]
struct Said {
    place: Place,
    meta: Meta,
    problems: Vec<Diagnostic>,
}

/// All rows of all sheets, by the path of the document that they are about.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    rows: BTreeMap<String, Said>,
    /// The sheets themselves, which are no attachments.
    pub(super) used: BTreeSet<String>,
}

impl Sheets {
    pub(super) fn read(files: &[OtherFile], diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut sheets = Sheets::default();
        let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        for file in files.iter().filter(|file| is_sheet(&file.path)) {
            let (tables, problems) = table::read(file, &is_known);
            let with_files: Vec<&Table> =
                tables.iter().filter(|table| file_column(table).is_some()).collect();
            // A table about something else goes the way of other files.
            if with_files.is_empty() {
                continue;
            }
            diagnostics.extend(problems);
            sheets.used.insert(file.path.clone());
            for table in with_files {
                for row in &table.rows {
                    sheets.add(table, row, folder_of(&file.path), &paths, diagnostics);
                }
            }
        }
        sheets
    }

    fn add(
        &mut self,
        table: &Table,
        row: &Row,
        folder: &str,
        paths: &BTreeSet<&str>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let Some(cell) = file_column(table).and_then(|column| row.cells.get(column)) else {
            return;
        };
        let name = cell.text.trim().replace('\\', "/");
        if name.is_empty() {
            return;
        }
        let name = with_ending(name, folder, paths);
        let place = table.place(row, cell);
        let Some(path) = join(folder, &name) else {
            return;
        };
        let mut meta = Meta::default();
        let mut problems = Vec::new();
        for column in &table.columns {
            let Some(cell) = row.cells.get(column.index).filter(|cell| !cell.text.is_empty())
            else {
                continue;
            };
            if let Err(problem) = meta.set_by_name(&column.name, &cell.text) {
                problems.push(Diagnostic::of(table.place(row, cell), &problem));
            }
        }
        if self.rows.contains_key(&path) {
            let problem = SheetProblem::Twice { file: FileName::from(&name) };
            diagnostics.push(Diagnostic::of(place, &problem));
            return;
        }
        self.rows.insert(path, Said { place, meta, problems });
    }

    /// What is said of a document, once.
    pub(super) fn take(&mut self, path: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Meta> {
        let said = self.rows.remove(path)?;
        diagnostics.extend(said.problems);
        Some(said.meta)
    }

    /// Tells the rows that are about no document that is a page.
    pub(super) fn tell_rest(&self, files: &[OtherFile], diagnostics: &mut Vec<Diagnostic>) {
        let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        for (path, said) in &self.rows {
            let file = FileName::from(file_name(path));
            let keeps_back = said.meta.visibility == Some(Visibility::Internal) || said.meta.draft;
            let problem = if paths.contains(path.as_str()) {
                SheetProblem::NoPage { file }
            } else {
                let folder = folder_of(path);
                let beside = paths.iter().copied().filter(|path| folder_of(path) == folder);
                let near = nearest(file_name(path), beside.map(file_name));
                match (near, keeps_back) {
                    (Some(near), _) => SheetProblem::GoneNear { file, near: FileName::from(near) },
                    (None, true) => SheetProblem::GoneInternal { file },
                    (None, false) => SheetProblem::Gone { file },
                }
            };
            diagnostics.push(Diagnostic::of(said.place.clone(), &problem));
        }
    }
}

/// The name with the ending that the author left out.
fn with_ending(name: String, folder: &str, paths: &BTreeSet<&str>) -> String {
    let is_there = |name: &str| join(folder, name).is_some_and(|path| paths.contains(&*path));
    if is_word_document(&name) || is_workbook(&name) || is_there(&name) {
        return name;
    }
    let mut possible = DOCUMENTS.iter().map(|ending| format!("{name}{ending}"));
    possible.find(|name| is_there(name)).unwrap_or_else(|| format!("{name}{}", DOCUMENTS[0]))
}

/// Whether a file is such a sheet by its name.
pub(super) fn is_sheet(path: &str) -> bool {
    table::is_table(path) && SHEETS.contains(&stem(file_name(path)).to_lowercase().as_str())
}

fn is_known(name: &str) -> bool {
    is_file_column(name) || !meta::names_of(name).is_empty()
}

fn is_file_column(name: &str) -> bool {
    FILE_COLUMNS.contains(&name.trim().to_lowercase().as_str())
}

fn file_column(table: &Table) -> Option<usize> {
    table.columns.iter().find(|column| is_file_column(&column.name)).map(|column| column.index)
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum SheetProblem {
    #[code(R05, Warning)]
    #[zh("没有“{file}”，这一行没有用", "改正文件名，或删去这一行")]
    #[en("there is no “{file}”; this row has no effect", "correct the name, or delete the row")]
    Gone { file: FileName },
    #[code(R05)]
    #[zh("没有“{file}”，这一行说的不公开没有起作用", "改正文件名；文件已经拿走的，删去这一行")]
    #[en(
        "there is no “{file}”, so this row keeps nothing back",
        "correct the name; delete the row where the file is gone"
    )]
    GoneInternal { file: FileName },
    #[code(R05)]
    #[zh("没有“{file}”，最接近的是“{near}”", "把“{file}”改成“{near}”；不是同一个的，删去这一行")]
    #[en(
        "there is no “{file}”; the nearest is “{near}”",
        "write “{near}” for “{file}”; delete the row where it is another one"
    )]
    GoneNear { file: FileName, near: FileName },
    #[code(R05)]
    #[zh(
        "“{file}”没有做成网页，是附件或者读不出来，这一行没有起作用",
        "删去这一行；附件不公开的，移到一个文件夹，那里的 _index.md 写 公开: 内部"
    )]
    #[en(
        "no page was made of “{file}”, which is an attachment or cannot be read; this row has no effect",
        "delete the row; move an attachment that is not for everybody to a folder whose _index.md says visibility: internal"
    )]
    NoPage { file: FileName },
    #[code(R05)]
    #[zh("“{file}”写了两行", "两行合成一行")]
    #[en("“{file}” has two rows", "make one of the two")]
    Twice { file: FileName },
}
