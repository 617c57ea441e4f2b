//! What a page loses on its way to HTML.
//! In: cells, addresses and raw HTML as typed. Out: problems R11.

use std::fmt::{Formatter, Result};

use yanxi_problem::{Language, Problem, Quoted, Say, plural};

/// What is not shown as written.
#[derive(Problem)]
pub(super) enum MarkdownProblem {
    #[code(R11)]
    #[zh(
        "这一行的格子比表头多，{cells}没有显示出来",
        "在表头加上这一列（|---| 那一行也要加），或删去多出的格子；文字里的竖线写成 \\|"
    )]
    #[en(
        "this row has more cells than the header; {cells} {were} left out",
        "add the {columns} to the header and to the line |---|, or delete the {rest}; a bar inside a text is written \\|",
        were = plural(cells.0.len(), "was", "were"),
        columns = plural(cells.0.len(), "column", "columns"),
        rest = plural(cells.0.len(), "cell", "cells"),
    )]
    CellsLeftOut { cells: Cells },

    #[code(R11)]
    #[zh("“{address}”里有空格，不成链接，照原样显示出来了", "写成 ({right})，两头加尖括号")]
    #[en(
        "“{address}” holds a blank and makes no link; it is shown as typed",
        "write ({right}), with angle brackets around it"
    )]
    #[edit(address, right)]
    NoLink { address: Quoted, right: Quoted },

    #[code(R11)]
    #[zh(
        "网页代码（HTML）没有显示出来，本页第一处在这一行",
        "改用普通写法；确实需要时在 yanxi.toml 里写 raw_html = true"
    )]
    #[en(
        "raw HTML was left out; the first of this page stands here",
        "use Markdown, or set raw_html = true in yanxi.toml"
    )]
    HtmlLeftOut,
}

/// Cells, each in quotation marks.
pub(super) struct Cells(pub(super) Vec<Quoted>);

impl Say for Cells {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> Result {
        for (number, cell) in self.0.iter().enumerate() {
            if number > 0 && language == Language::English {
                out.write_str(", ")?;
            }
            out.write_str("“")?;
            cell.say(language, out)?;
            out.write_str("”")?;
        }
        Ok(())
    }

    fn example(name: &'static str) -> Self {
        Cells(vec![Quoted::example(name)])
    }
}
