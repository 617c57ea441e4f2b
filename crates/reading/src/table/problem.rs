//! What can be wrong with a table, in the words of an office.
//! In: file, sheet, row and column. Out: diagnostics R20 (cannot be opened), R21 (header), R22 (cell), R23 (row).

use super::grid::{Content, Grid, GridRow, MOST_BYTES, MOST_COLUMNS, MOST_ROWS};
use yanxi_problem::{Code, Diagnostic, Place, Wording};

/// A file, with its sheet as `登记表.xlsx〔学习〕`.
pub(super) fn shown_file(file: &str, sheet: Option<&str>) -> String {
    match sheet {
        Some(sheet) => format!("{file}〔{sheet}〕"),
        None => file.to_string(),
    }
}

pub(super) fn place(file: &str, line: Option<usize>, column: Option<usize>, source: &str) -> Place {
    Place { line, column, ..Place::at_line(file, source, 1) }
}

/// Column 0 is A, column 26 is AA.
pub(super) fn letters(column: usize) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = b'A' + ((rest - 1) % 26) as u8;
        letters.insert(0, char::from(letter));
        rest = (rest - 1) / 26;
    }
    letters
}

pub(super) fn password(file: &str) -> Diagnostic {
    Diagnostic::error(
        Code::R20,
        Place::file(file),
        Wording::new("这个表格加了密码，打不开", "this spreadsheet has a password"),
        Wording::new("用 WPS 打开，取消密码后保存", "open it, remove the password and save"),
    )
}

pub(super) fn damaged(file: &str) -> Diagnostic {
    Diagnostic::error(
        Code::R20,
        Place::file(file),
        Wording::new(
            "这个表格文件已损坏，读不出来",
            "this spreadsheet is damaged and cannot be read",
        ),
        Wording::new(
            "用 WPS 打开，另存为 .xlsx；打不开就换成原来的好文件",
            "open it and save it as .xlsx, or put back a good copy",
        ),
    )
}

pub(super) fn not_a_spreadsheet(file: &str) -> Diagnostic {
    Diagnostic::error(
        Code::R20,
        Place::file(file),
        Wording::new(
            "文件名像表格，里面却不是表格",
            "this is named like a spreadsheet but is not one",
        ),
        Wording::new("用 WPS 打开，另存为 .xlsx", "open it and save it as .xlsx"),
    )
}

pub(super) fn too_large(file: &str) -> Diagnostic {
    let megabytes = MOST_BYTES / 1024 / 1024;
    Diagnostic::error(
        Code::R20,
        Place::file(file),
        Wording::new(
            format!("这个表格超过 {megabytes} MB，没有读取"),
            format!("this spreadsheet is larger than {megabytes} MB and was not read"),
        ),
        Wording::new("把它分成几个文件", "split it into several files"),
    )
}

pub(super) fn cut(file: &str) -> Diagnostic {
    Diagnostic::error(
        Code::R20,
        Place::file(file),
        Wording::new(
            format!("表格超过 {MOST_ROWS} 行或 {MOST_COLUMNS} 列，超出的部分没有读取"),
            format!("more than {MOST_ROWS} rows or {MOST_COLUMNS} columns: the rest was not read"),
        ),
        Wording::new("把它分成几个文件", "split it into several files"),
    )
}

pub(super) fn nothing_in_it(file: &str) -> Diagnostic {
    Diagnostic::error(
        Code::R21,
        Place::file(file),
        Wording::new("表格里没有内容", "there is nothing in this table"),
        Wording::new("填好表格，或删去这个文件", "fill it in, or delete the file"),
    )
}

pub(super) fn no_header(file: &str) -> Diagnostic {
    Diagnostic::error(
        Code::R21,
        Place::file(file),
        Wording::new(
            "没有找到表头：哪一行都没有认得的列名",
            "no header: no row holds a known column name",
        ),
        Wording::new(
            "在数据上面写一行列名，如“编号、名称、日期”",
            "write a row of column names above the data",
        ),
    )
}

/// A sheet beside others that are read; `first` is the first of its `rows` rows of several cells.
pub(super) fn no_header_in_sheet(
    file: &str,
    grid: &Grid,
    first: &GridRow,
    rows: usize,
) -> Diagnostic {
    let (column, content) = first.filled().next().unwrap_or((0, &Content::Blank));
    Diagnostic::warning(
        Code::R21,
        place(
            &shown_file(file, grid.sheet.as_deref()),
            Some(first.line),
            Some(column + 1),
            content.as_text(),
        ),
        Wording::new(
            format!("这张工作表没有找到表头，{rows} 行都没有读取"),
            format!("no header in this sheet: its {rows} rows were not read"),
        ),
        Wording::new(
            "要登记的，在数据上面写一行列名，如“单位、日期、标题”；不是登记的，在 WPS 里把这张工作表隐藏",
            "write a row of column names above the rows that are to be read, or hide the sheet",
        ),
    )
}

pub(super) fn header_cell_unreadable(
    file: &str,
    line: usize,
    column: usize,
    what: &str,
) -> Diagnostic {
    let letters = letters(column);
    Diagnostic::error(
        Code::R21,
        place(file, Some(line), Some(column + 1), what),
        Wording::new(
            format!("表头的 {letters}列 读不出来"),
            format!("the header of column {letters} cannot be read"),
        ),
        Wording::new("在这一格直接打上列名", "type the column's name into this cell"),
    )
}

pub(super) fn duplicate_column(
    file: &str,
    line: usize,
    name: &str,
    first: usize,
    second: usize,
) -> Diagnostic {
    let (one, other) = (letters(first), letters(second));
    Diagnostic::error(
        Code::R21,
        place(file, Some(line), Some(second + 1), name),
        Wording::new(
            format!("{one}列 和 {other}列 都叫“{name}”，只读了 {one}列"),
            format!("columns {one} and {other} are both called “{name}”; only {one} was read"),
        ),
        Wording::new(
            format!("给 {other}列 换个名字，或删去这一列"),
            format!("rename column {other} or delete it"),
        ),
    )
}

pub(super) fn formula_without_value(file: &str, line: usize, column: usize) -> Diagnostic {
    let letters = letters(column);
    Diagnostic::error(
        Code::R22,
        place(file, Some(line), Some(column + 1), ""),
        Wording::new(
            format!("{letters}列 的公式没有存下结果"),
            format!("the formula in column {letters} has no stored result"),
        ),
        Wording::new("用 WPS 打开，按 F9 重算，再保存", "open it, recalculate with F9 and save"),
    )
}

pub(super) fn error_value(file: &str, line: usize, column: usize, value: &str) -> Diagnostic {
    let letters = letters(column);
    Diagnostic::error(
        Code::R22,
        place(file, Some(line), Some(column + 1), value),
        Wording::new(
            format!("{letters}列 的公式算不出来（{value}）"),
            format!("the formula in column {letters} gives {value}"),
        ),
        Wording::new("改正公式，或直接填上内容", "mend the formula, or type the value"),
    )
}

pub(super) fn row_too_long(
    file: &str,
    line: usize,
    column: usize,
    extra: &str,
    separator: char,
) -> Diagnostic {
    let letters = letters(column);
    let separator = if separator == '\t' { "Tab".to_string() } else { separator.to_string() };
    Diagnostic::error(
        Code::R23,
        place(file, Some(line), Some(column + 1), extra),
        Wording::new(
            format!("这一行比表头长，从 {letters}列 起多出内容"),
            format!("this row is longer than the header, from column {letters} on"),
        ),
        Wording::new(
            format!(
                "某一格的文字里有“{separator}”的，给那一格两头加上英文双引号 \"；否则删去多出的内容"
            ),
            format!(
                "put a cell that holds “{separator}” in double quotes, or delete what is too much"
            ),
        ),
    )
}

pub(super) fn quote_not_closed(file: &str, line: usize, source: &str) -> Diagnostic {
    Diagnostic::error(
        Code::R23,
        place(file, Some(line), None, source),
        Wording::new(
            "这一行的英文双引号 \" 只有一半",
            "a double quote on this line is never closed",
        ),
        Wording::new("补上另一半，或改成中文引号“”", "close it, or use other quotation marks"),
    )
}

pub(super) fn column_without_name(
    file: &str,
    line: usize,
    column: usize,
    source: &str,
) -> Diagnostic {
    let letters = letters(column);
    Diagnostic::warning(
        Code::R23,
        place(file, Some(line), Some(column + 1), source),
        Wording::new(
            format!("{letters}列 有内容却没有列名，这一列没有读取"),
            format!("column {letters} has cells but no name and was not read"),
        ),
        Wording::new(
            format!("在表头的 {letters}列 写上列名，或清空这一列"),
            format!("name column {letters} in the header, or empty it"),
        ),
    )
}
