//! What goes out with an attachment though nobody sees it who opens it.
//! In: nothing. Out: [`Concealed`], with its count, as messages name it.

use std::fmt::{self, Formatter};

use yanxi_problem::{Language, Name, Said, Say};

/// Something that is not seen at first sight.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concealed {
    Comments(usize),
    /// Tracked changes: what was deleted stands in them still.
    Changes(usize),
    /// Stretches of text that are set to be hidden.
    Words(usize),
    Sheet(Name),
    /// Hidden rows and columns that hold something.
    Cells {
        sheet: Name,
        rows: usize,
        columns: usize,
    },
    Slides(usize),
    /// Slides that have notes for their speaker.
    SpeakerNotes(usize),
    /// Rows that a pivot table keeps of data which no visible sheet shows.
    CachedRows(usize),
    /// Cells that a workbook keeps of others.
    CachedCells(usize),
    /// Connections to data elsewhere, which may hold names and passwords.
    Connections(usize),
    /// Scenarios of a workbook, each with its author.
    Scenarios(usize),
    /// Runs in the reader's browser.
    Script,
}

impl Say for Concealed {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        use Language::{Chinese, English};
        let said = |name| Said(name, language);
        match (self, language) {
            (Concealed::Comments(count), Chinese) => write!(out, "批注 {count} 处"),
            (Concealed::Comments(count), English) => write!(out, "comments: {count}"),
            (Concealed::Changes(count), Chinese) => write!(out, "修订痕迹 {count} 处"),
            (Concealed::Changes(count), English) => write!(out, "tracked changes: {count}"),
            (Concealed::Words(count), Chinese) => write!(out, "隐藏的文字 {count} 处"),
            (Concealed::Words(count), English) => write!(out, "hidden stretches of text: {count}"),
            (Concealed::Sheet(name), Chinese) => write!(out, "隐藏的工作表“{}”", said(name)),
            (Concealed::Sheet(name), English) => write!(out, "the hidden sheet “{}”", said(name)),
            (Concealed::Cells { sheet, rows, columns: 0 }, Chinese) => {
                write!(out, "工作表“{}”里隐藏的 {rows} 行", said(sheet))
            }
            (Concealed::Cells { sheet, rows, columns: 0 }, English) => {
                write!(out, "in sheet “{}” hidden rows: {rows}", said(sheet))
            }
            (Concealed::Cells { sheet, rows: 0, columns }, Chinese) => {
                write!(out, "工作表“{}”里隐藏的 {columns} 列", said(sheet))
            }
            (Concealed::Cells { sheet, rows: 0, columns }, English) => {
                write!(out, "in sheet “{}” hidden columns: {columns}", said(sheet))
            }
            (Concealed::Cells { sheet, rows, columns }, Chinese) => {
                write!(out, "工作表“{}”里隐藏的 {rows} 行、{columns} 列", said(sheet))
            }
            (Concealed::Cells { sheet, rows, columns }, English) => write!(
                out,
                "in sheet “{}” hidden rows: {rows}, hidden columns: {columns}",
                said(sheet)
            ),
            (Concealed::Slides(count), Chinese) => write!(out, "隐藏的幻灯片 {count} 张"),
            (Concealed::Slides(count), English) => write!(out, "hidden slides: {count}"),
            (Concealed::SpeakerNotes(count), Chinese) => write!(out, "{count} 张幻灯片的备注"),
            (Concealed::SpeakerNotes(count), English) => {
                write!(out, "slides with speaker notes: {count}")
            }
            (Concealed::CachedRows(count), Chinese) => {
                write!(out, "数据透视表里存着的 {count} 行原始数据")
            }
            (Concealed::CachedRows(count), English) => {
                write!(out, "rows of source data kept in a pivot table: {count}")
            }
            (Concealed::CachedCells(count), Chinese) => {
                write!(out, "存着别的工作簿的 {count} 个单元格")
            }
            (Concealed::CachedCells(count), English) => {
                write!(out, "cells kept of other workbooks: {count}")
            }
            (Concealed::Connections(count), Chinese) => {
                write!(out, "外部数据连接 {count} 个（里面可能有账号、密码）")
            }
            (Concealed::Connections(count), English) => {
                write!(out, "connections to data elsewhere, which may hold passwords: {count}")
            }
            (Concealed::Scenarios(count), Chinese) => {
                write!(out, "方案 {count} 个（写着是谁做的）")
            }
            (Concealed::Scenarios(count), English) => {
                write!(out, "scenarios, which name their authors: {count}")
            }
            (Concealed::Script, Chinese) => out.write_str("脚本"),
            (Concealed::Script, English) => out.write_str("scripts"),
        }
    }

    fn example(name: &'static str) -> Self {
        Concealed::Sheet(Name::example(name))
    }
}

/// A kind with its count, where there is any.
pub(crate) fn counted(kind: fn(usize) -> Concealed, count: usize) -> Option<Concealed> {
    (count > 0).then(|| kind(count))
}
