//! Where in an attachment a text stands, in words.
//! In: a spot. Out: words for messages in both languages; none for plain lines, which have numbers.

use std::fmt::{self, Formatter};

use yanxi_problem::{Language, Name, Said, Say};

/// A place inside a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// Lines of a text file.
    Lines,
    /// Name of a file in an archive, of a sheet.
    Name,
    Body,
    HeaderOrFooter,
    Notes,
    Comments,
    /// Title, subject, keywords.
    Properties,
    Page(usize),
    Slide(usize),
    SpeakerNotes(usize),
    Cell {
        sheet: Name,
        cell: Name,
    },
    /// Data that a sheet keeps behind a pivot table or a chart.
    HiddenData,
    /// Strings found in a file of an old form.
    Strings,
}

impl Say for Spot {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        use Language::{Chinese, English};
        match (self, language) {
            (Spot::Lines, _) => Ok(()),
            (Spot::Name, Chinese) => out.write_str("里面的名称"),
            (Spot::Name, English) => out.write_str("a name inside"),
            (Spot::Body, Chinese) => out.write_str("正文"),
            (Spot::Body, English) => out.write_str("the text"),
            (Spot::HeaderOrFooter, Chinese) => out.write_str("页眉或页脚"),
            (Spot::HeaderOrFooter, English) => out.write_str("a header or footer"),
            (Spot::Notes, Chinese) => out.write_str("脚注或尾注"),
            (Spot::Notes, English) => out.write_str("the notes"),
            (Spot::Comments, Chinese) => out.write_str("批注"),
            (Spot::Comments, English) => out.write_str("the comments"),
            (Spot::Properties, Chinese) => out.write_str("文件属性"),
            (Spot::Properties, English) => out.write_str("the properties"),
            (Spot::Page(page), Chinese) => write!(out, "第{page}页"),
            (Spot::Page(page), English) => write!(out, "page {page}"),
            (Spot::Slide(slide), Chinese) => write!(out, "第{slide}张幻灯片"),
            (Spot::Slide(slide), English) => write!(out, "slide {slide}"),
            (Spot::SpeakerNotes(slide), Chinese) => write!(out, "第{slide}张幻灯片的备注"),
            (Spot::SpeakerNotes(slide), English) => write!(out, "the notes of slide {slide}"),
            (Spot::Cell { sheet, cell }, Chinese) => {
                write!(out, "工作表“{}”的 {} 格", Said(sheet, language), Said(cell, language))
            }
            (Spot::Cell { sheet, cell }, English) => {
                write!(out, "cell {} of sheet “{}”", Said(cell, language), Said(sheet, language))
            }
            (Spot::HiddenData, Chinese) => out.write_str("图表或透视表背后的数据"),
            (Spot::HiddenData, English) => out.write_str("data behind a chart or pivot table"),
            (Spot::Strings, Chinese) => out.write_str("文件内容"),
            (Spot::Strings, English) => out.write_str("the contents"),
        }
    }

    fn example(name: &'static str) -> Self {
        Spot::Cell { sheet: Name::example(name), cell: "B2".into() }
    }
}
