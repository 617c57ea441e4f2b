//! What goes out with an attachment though nobody sees it who opens it.
//! In: nothing. Out: [`Concealed`], with its count.

use yanxi_problem::Wording;

/// Something that is not seen at first sight.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concealed {
    Comments(usize),
    /// Tracked changes: what was deleted stands in them still.
    Changes(usize),
    /// Stretches of text that are set to be hidden.
    Words(usize),
    Sheet(String),
    /// Hidden rows and columns that hold something.
    Cells {
        sheet: String,
        rows: usize,
        columns: usize,
    },
    Slides(usize),
    /// Slides that have notes for their speaker.
    SpeakerNotes(usize),
    /// Runs in the reader's browser.
    Script,
}

impl Concealed {
    pub fn wording(&self) -> Wording {
        match self {
            Concealed::Comments(count) => {
                Wording::new(format!("批注 {count} 处"), format!("comments: {count}"))
            }
            Concealed::Changes(count) => {
                Wording::new(format!("修订痕迹 {count} 处"), format!("tracked changes: {count}"))
            }
            Concealed::Words(count) => Wording::new(
                format!("隐藏的文字 {count} 处"),
                format!("hidden stretches of text: {count}"),
            ),
            Concealed::Sheet(name) => {
                Wording::new(format!("隐藏的工作表“{name}”"), format!("the hidden sheet “{name}”"))
            }
            Concealed::Cells { sheet, rows, columns } => {
                let parts = |row: String, column: String, and: &str| match (rows, columns) {
                    (_, 0) => row,
                    (0, _) => column,
                    _ => format!("{row}{and}{column}"),
                };
                let chinese = parts(format!("{rows} 行"), format!("{columns} 列"), "、");
                let english = parts(
                    format!("hidden rows: {rows}"),
                    format!("hidden columns: {columns}"),
                    ", ",
                );
                Wording::new(
                    format!("工作表“{sheet}”里隐藏的 {chinese}"),
                    format!("in sheet “{sheet}” {english}"),
                )
            }
            Concealed::Slides(count) => {
                Wording::new(format!("隐藏的幻灯片 {count} 张"), format!("hidden slides: {count}"))
            }
            Concealed::SpeakerNotes(count) => Wording::new(
                format!("{count} 张幻灯片的备注"),
                format!("slides with speaker notes: {count}"),
            ),
            Concealed::Script => Wording::new("脚本", "scripts"),
        }
    }
}

/// A kind with its count, where there is any.
pub(crate) fn counted(kind: fn(usize) -> Concealed, count: usize) -> Option<Concealed> {
    (count > 0).then(|| kind(count))
}
