//! Where in an attachment a text stands, in words.
//! In: a spot. Out: words for messages in both languages; none for plain lines, which have numbers.

use yanxi_problem::Wording;

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
        sheet: String,
        cell: String,
    },
    /// Data that a sheet keeps behind a pivot table or a chart.
    HiddenData,
    /// Strings found in a file of an old form.
    Strings,
}

impl Spot {
    pub fn wording(&self) -> Wording {
        match self {
            Spot::Lines => Wording::default(),
            Spot::Name => Wording::new("里面的名称", "a name inside"),
            Spot::Body => Wording::new("正文", "the text"),
            Spot::HeaderOrFooter => Wording::new("页眉或页脚", "a header or footer"),
            Spot::Notes => Wording::new("脚注或尾注", "the notes"),
            Spot::Comments => Wording::new("批注", "the comments"),
            Spot::Properties => Wording::new("文件属性", "the properties"),
            Spot::Page(page) => Wording::new(format!("第{page}页"), format!("page {page}")),
            Spot::Slide(slide) => {
                Wording::new(format!("第{slide}张幻灯片"), format!("slide {slide}"))
            }
            Spot::SpeakerNotes(slide) => Wording::new(
                format!("第{slide}张幻灯片的备注"),
                format!("the notes of slide {slide}"),
            ),
            Spot::Cell { sheet, cell } => Wording::new(
                format!("工作表“{sheet}”的 {cell} 格"),
                format!("cell {cell} of sheet “{sheet}”"),
            ),
            Spot::HiddenData => {
                Wording::new("图表或透视表背后的数据", "data behind a chart or pivot table")
            }
            Spot::Strings => Wording::new("文件内容", "the contents"),
        }
    }
}
