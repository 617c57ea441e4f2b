//! What a page loses on its way to HTML, or shows otherwise than its writer meant.
//! In: cells, addresses, notes and raw HTML as typed. Out: problems R11.

use std::fmt::{Formatter, Result};

use super::foreign::Habits;
use yanxi_problem::{FileName, Language, Problem, Quoted, Say, plural};

/// What is not shown as written.
#[derive(Problem)]
pub(super) enum MarkdownProblem {
    #[code(R11)]
    #[zh(
        "这一行的格子比表头多，{cells}上面没有列名",
        "在表头加上这一列（|---| 那一行也要加），或删去多出的格子；文字里的竖线写成 \\|"
    )]
    #[en(
        "this row has more cells than the header; no column is named over {cells}",
        "add the {columns} to the header and to the line |---|, or delete the {rest}; a bar inside a text is written \\|",
        columns = plural(cells.0.len(), "column", "columns"),
        rest = plural(cells.0.len(), "cell", "cells"),
    )]
    CellsWithoutName { cells: Cells },

    #[code(R11)]
    #[zh("“{address}”里有空格，不成链接，照原样显示出来了", "写成 ({right})，两头加尖括号")]
    #[en(
        "“{address}” holds a blank and makes no link; it is shown as typed",
        "write ({right}), with angle brackets around it"
    )]
    #[edit(address, right)]
    NoLink { address: FileName, right: FileName },

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

    #[code(R11, Error)]
    #[zh("“%%”只有一半，后面的都当作不发表的批注了", "在批注的末尾补上 %%；不是批注的写成 \\%%")]
    #[en(
        "this “%%” has no partner, and all behind it is taken for a comment that does not go out",
        "write %% at the end of the comment, or \\%% where none is meant"
    )]
    CommentNotClosed,

    #[code(R11, Error)]
    #[zh(
        "“<!--”只有一半，后面 {characters} 个字都当作不发表的批注了",
        "在批注的末尾补上 -->；不是批注的写成 &lt;!--"
    )]
    #[en(
        "this “<!--” has no partner, and the {characters} {signs} behind it {are} taken for a comment that does not go out",
        "write --> at the end of the comment, or &lt;!-- where none is meant",
        signs = plural(*characters, "character", "characters"),
        are = plural(*characters, "is", "are"),
    )]
    HtmlCommentNotClosed { characters: usize },

    #[code(R11, Error)]
    #[zh(
        "这里像是批注的开头，但是打错了，里面的字会发出去",
        "开头写成 <!--，末尾写成 -->；不是批注的，去掉前面的尖括号"
    )]
    #[en(
        "this looks like the start of a comment, but is mistyped, and what it says would go out",
        "write <!-- before it and --> behind it; where no comment is meant, take the angle bracket away"
    )]
    CommentMistyped,

    #[code(R11, Error)]
    #[zh(
        "数字后面的“%%”分不清是百分号还是不发表的批注",
        "百分号只写一个 %；是批注就在 %% 前面空一格"
    )]
    #[en(
        "this “%%” behind a number may be a per cent sign or the start of a comment that does not go out",
        "write a single % for per cent; before a comment put a blank"
    )]
    CommentBehindNumber,

    #[code(R11)]
    #[zh(
        "本页有别的软件的写法，网页上照原样显示：{habits}",
        "换成普通文字、表格或图片；网页自带目录，[TOC] 那一行可以删去"
    )]
    #[en(
        "the page has marks of other programs, which are shown as typed: {habits}",
        "put text, tables or pictures in their place; pages have a list of contents of their own, a line [TOC] may go"
    )]
    OfOtherPrograms { habits: Habits },

    #[code(R11)]
    #[zh("脚注“{written}”的冒号是全角的，已按脚注处理", "写成 {right}")]
    #[en("the note “{written}” has a full-width colon; it was taken for a note", "write {right}")]
    #[edit(written, right)]
    NoteWithWideColon { written: Quoted, right: Quoted },

    #[code(R11)]
    #[zh("脚注“{name}”没有人引用，没有显示出来", "在正文里写上 [^{name}]，或删去这条脚注")]
    #[en(
        "nobody cites the note “{name}”; it is not shown",
        "write [^{name}] in the text, or delete the note"
    )]
    NoteNotCited { name: Quoted },

    #[code(R11)]
    #[zh(
        "没有脚注“{name}”，[^{name}] 照原样显示出来了",
        "在页尾补上一行 [^{name}]: 脚注的内容，或删去 [^{name}]"
    )]
    #[en(
        "there is no note “{name}”; [^{name}] is shown as typed",
        "add a line [^{name}]: with the note at the end of the page, or delete [^{name}]"
    )]
    NoteNotThere { name: Quoted },

    #[code(R11)]
    #[zh(
        "脚注“{name}”写了两条，这一条没有显示出来",
        "给这一条换一个名字，如 [^{name}-2]，正文里引用它的地方一起改"
    )]
    #[en(
        "there are two notes “{name}”; this one is not shown",
        "give it another name, such as [^{name}-2], here and where the text cites it"
    )]
    NoteTwice { name: Quoted },

    #[code(R11)]
    #[zh("“{written}”的井号后面没有空格，不成标题，本页有 {count} 处", "是标题就写成 {right}")]
    #[en(
        "“{written}” has no blank behind # and is no heading; {count} of this page",
        "for a heading write {right}"
    )]
    #[edit(written, right)]
    HeadingWithoutBlank { written: Quoted, right: Quoted, count: usize },

    #[code(R11)]
    #[zh("这一行紧贴在表格下面，当作表格的一行了", "在这一行前面空一行")]
    #[en(
        "this line stands directly under a table and became one of its rows",
        "put a blank line above it"
    )]
    RemarkUnderTable,
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
