//! What can be wrong with a table, in the words of an office.
//! In: file, sheet, row and column. Out: problems R20 (cannot be opened), R21 (header), R22 (cell), R23 (row).

use std::fmt::{Formatter, Result};

use yanxi_problem::{Figure, Language, Name, Place, Problem, Quoted, Say};

use super::grid::{MOST_BYTES, MOST_COLUMNS, MOST_ROWS};

/// What is wrong with a spreadsheet, a sheet, a row or a cell.
#[derive(Problem)]
pub(crate) enum TableProblem {
    #[code(R20)]
    #[zh("这个表格加了密码，打不开", "用 WPS 打开，取消密码后保存")]
    #[en(
        "this spreadsheet has a password and cannot be opened",
        "open it, remove the password and save"
    )]
    Password,

    #[code(R20)]
    #[zh("这个表格文件已损坏，读不出来", "用 WPS 打开，另存为 .xlsx；打不开就换成原来的好文件")]
    #[en(
        "this spreadsheet is damaged and cannot be read",
        "open it and save it as .xlsx, or put back a good copy"
    )]
    Damaged,

    #[code(R20)]
    #[zh("文件名像表格，里面却不是表格", "用 WPS 打开，另存为 .xlsx")]
    #[en("this is named like a spreadsheet but is not one", "open it and save it as .xlsx")]
    NoSpreadsheet,

    #[code(R20)]
    #[zh("这个表格超过 {most} MB，没有读取", "把它分成几个文件", most = MOST_BYTES / 1024 / 1024)]
    #[en(
        "this spreadsheet is larger than {most} MB and was not read",
        "split it into several files",
        most = MOST_BYTES / 1024 / 1024
    )]
    TooLarge,

    #[code(R20)]
    #[zh("表格里的内容展开后太大，没有读取", "用 WPS 打开，只留要登记的行和列，另存为新的 .xlsx")]
    #[en(
        "what is in this spreadsheet unfolds to too much; it was not read",
        "open it, keep only the rows and columns that are to be read, and save it as a new .xlsx"
    )]
    TooMuchText,

    #[code(R20)]
    #[zh(
        "表格超过 {rows} 行或 {columns} 列，超出的部分没有读取",
        "把它分成几个文件",
        rows = MOST_ROWS,
        columns = MOST_COLUMNS
    )]
    #[en(
        "more than {rows} rows or {columns} columns: the rest was not read",
        "split it into several files",
        rows = MOST_ROWS,
        columns = MOST_COLUMNS
    )]
    Cut,

    #[code(R21)]
    #[zh("表格里没有内容", "填好表格，或删去这个文件")]
    #[en("there is nothing in this table", "fill it in, or delete the file")]
    Empty,

    #[code(R21)]
    #[zh("没有找到表头：哪一行都没有认得的列名", "在数据上面写一行列名，如“编号、名称、日期”")]
    #[en(
        "no header: no row holds a known column name",
        "write a row of column names above the data, such as id, name, date"
    )]
    NoHeader,

    /// Beside sheets that are read.
    #[code(R21, Warning)]
    #[zh(
        "这张工作表没有找到表头，{rows} 行都没有读取",
        "要登记的，在数据上面写一行列名，如“单位、日期、标题”；不是登记的，在 WPS 里把这张工作表隐藏"
    )]
    #[en(
        "no header in this sheet: its {rows} rows were not read",
        "write a row of column names, such as unit, date, title, above the rows that are to be read; where they are no records, hide the sheet in WPS"
    )]
    NoHeaderInSheet { rows: usize },

    #[code(R21)]
    #[zh("表头的 {column}列 读不出来", "在这一格直接打上列名")]
    #[en("the header of column {column} cannot be read", "type the column's name into this cell")]
    HeaderUnreadable { column: Letters },

    #[code(R21)]
    #[zh(
        "{first}列 和 {second}列 都叫“{name}”，只读了 {first}列",
        "给 {second}列 换个名字，或删去这一列"
    )]
    #[en(
        "columns {first} and {second} are both called “{name}”; only {first} was read",
        "rename column {second} or delete it"
    )]
    ColumnTwice { name: Name, first: Letters, second: Letters },

    #[code(R22)]
    #[zh("{column}列 的公式没有存下结果", "用 WPS 打开，按 F9 重算，再保存")]
    #[en(
        "the formula in column {column} has no stored result",
        "open it, recalculate with F9 and save"
    )]
    FormulaWithoutValue { column: Letters },

    #[code(R22)]
    #[zh("{column}列 的公式算不出来（{value}）", "改正公式，或直接填上内容")]
    #[en("the formula in column {column} gives {value}", "correct the formula, or type the value")]
    FormulaFails { column: Letters, value: Quoted },

    #[code(R23)]
    #[zh(
        "这一行比表头长，从 {column}列 起多出内容",
        "某一格的文字里有“{separator}”的，给那一格两头加上英文双引号 \"；否则删去多出的内容"
    )]
    #[en(
        "this row is longer than the header, from column {column} on",
        "put a cell that holds “{separator}” in double quotes (\"), or delete what is too much"
    )]
    RowTooLong { column: Letters, separator: Figure },

    #[code(R23)]
    #[zh("这一行的英文双引号 \" 只有一半", "补上另一半，或改成中文引号“”")]
    #[en(
        "a double quote (\") on this line is never closed",
        "close it, or use the quotation marks “”"
    )]
    QuoteNotClosed,

    #[code(R23, Warning)]
    #[zh(
        "{column}列 有内容却没有列名，这一列没有读取",
        "在表头的 {column}列 写上列名，或清空这一列"
    )]
    #[en(
        "column {column} has cells but no name and was not read",
        "name column {column} in the header, or empty it"
    )]
    ColumnWithoutName { column: Letters },
}

/// A column by its letters: column 0 is A, column 26 is AA.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Letters(pub(super) usize);

impl Letters {
    pub(super) fn text(self) -> String {
        let mut letters = String::new();
        let mut rest = self.0 + 1;
        while rest > 0 {
            let letter = b'A' + ((rest - 1) % 26) as u8;
            letters.insert(0, char::from(letter));
            rest = (rest - 1) / 26;
        }
        letters
    }
}

impl Say for Letters {
    fn say(&self, _: Language, out: &mut Formatter<'_>) -> Result {
        out.write_str(&self.text())
    }

    fn example(_: &'static str) -> Self {
        Letters(2)
    }
}

/// What stands between the cells of a text, as a message names it.
pub(super) fn named(separator: char) -> Figure {
    match separator {
        '\t' => Figure::of("Tab"),
        other => Figure::of(other),
    }
}

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
