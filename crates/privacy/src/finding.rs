//! What is looked for, and what was found.
//! In: nothing. Out: [`Finding`]s with kind, byte range and the form in which each may be shown.

use std::ops::Range;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 秘密★1年, 机密★, 绝密★长期
    SecrecyMark,
    /// 内部资料, 注意保存
    InternalMark,
    /// A resident's ID number with valid check digit and birth date.
    IdNumber,
    Mobile,
    BankCard,
    /// Deeper than the township: village, group, door.
    HomeAddress,
    /// Something a person should look at.
    Doubtful(Doubt),
}

/// Why something should be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// Eighteen digits whose check digit or birth date is wrong.
    FailedIdNumber,
    /// An ID number of the old form, fifteen digits without a check digit.
    OldIdNumber,
    /// Begins as a bank card does, check digit wrong.
    CardLike,
    /// A foreign bank card by its form, with no word that says so.
    ForeignCard,
    /// A mobile or card number by its form, called something else by the words before it.
    OtherwiseNamed,
    /// Characters without a meaning of their own, as old fonts for Mongolian used them.
    PrivateUse,
}

/// What the scanned text is; marks are told from prose by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Lines of text; Markdown, or tables with `|`.
    Text,
    /// Lines of cells parted by commas.
    Csv,
    /// One value: a cell, a heading, what stands after a key.
    Value,
    /// A path; each part of it stands alone.
    Path,
    /// HTML, SVG, XML: tags, entities, comments.
    Markup,
    /// Paragraphs and cells of an office document: each paragraph ends with a line end, each cell begins with
    /// [`CELL`], each row ends with [`ROW`]; U+000B ends a line inside a paragraph, Tabs part.
    Document,
    /// Lines of a page that is laid out, whose cells come as lines of their own.
    Laid,
}

/// Begins a cell in [`Form::Document`].
pub const CELL: char = '\u{1F}';
/// Ends a row of cells in [`Form::Document`].
pub const ROW: char = '\u{1E}';

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub kind: Kind,
    pub range: Range<usize>,
    /// What may stand in its place, such as `138****1234`; marks are shown as they are.
    pub mask: String,
    /// Words, the head of the column or the cell to the left say that it is a person's.
    pub labelled: bool,
}

impl Kind {
    /// Whether masking hides it.
    pub fn is_personal(self) -> bool {
        matches!(self, Kind::IdNumber | Kind::Mobile | Kind::BankCard | Kind::HomeAddress)
    }

    pub(crate) fn is_mark(self) -> bool {
        matches!(self, Kind::SecrecyMark | Kind::InternalMark)
    }
}
