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

    #[code(R11, Error)]
    #[zh(
        "网页代码（HTML）没有写完，后面 {characters} 个字没有放进网站，本页有 {places} 处，第一处在这一行",
        "在这一段的末尾补上 {missing}"
    )]
    #[en(
        "raw HTML has no end, so {characters} {signs} behind it {are} not in the site; this page has {places} such {spots}, the first here",
        "add {missing} where this part ends",
        signs = plural(*characters, "character", "characters"),
        are = plural(*characters, "is", "are"),
        spots = plural(*places, "place", "places"),
    )]
    HtmlLost { characters: usize, places: usize, missing: Quoted },

    #[code(R11)]
    #[zh(
        "网页代码（HTML）里有 {characters} 个字是隐藏的，没有放进网站，本页有 {places} 处，第一处在这一行",
        "不要的字从文件里删去；要给人看，就删去 hidden、display:none、mso-hide 这样的写法"
    )]
    #[en(
        "{characters} {signs} hidden in raw HTML {were} left out; this page has {places} such {spots}, the first here",
        "delete what is not wanted; to show it, delete hidden, display:none or mso-hide",
        signs = plural(*characters, "character", "characters"),
        were = plural(*characters, "was", "were"),
        spots = plural(*places, "place", "places"),
    )]
    HtmlHidden { characters: usize, places: usize },

    #[code(R11)]
    #[zh(
        "网页代码 {elements} 在网站里不起作用，去掉了；夹在里面的正文都留下了",
        "核对网页上这一处，再从文件里删去这些代码"
    )]
    #[en(
        "the raw HTML {elements} has no effect in the site and was left out; the words of the text inside are there",
        "look at this place on the page, then delete the tags from the file"
    )]
    HtmlGone { elements: Elements },
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

/// Names of elements, one behind the other.
pub(super) struct Elements(pub(super) Vec<Quoted>);

impl Say for Elements {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> Result {
        for (number, element) in self.0.iter().enumerate() {
            if number > 0 {
                out.write_str(if language == Language::English { ", " } else { "、" })?;
            }
            element.say(language, out)?;
        }
        Ok(())
    }

    fn example(name: &'static str) -> Self {
        Elements(vec![Quoted::example(name)])
    }
}
