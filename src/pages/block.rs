//! What a derived page consists of: a few kinds of block, each plain data.
//! In: made by the page functions from the campaign. Out: HTML by the theme, CSV files, searchable text.
//!
//! Because a page is data first, its table, its download and what search finds of it cannot differ.

use yanxi_campaign::state::State;

/// A piece of a derived page.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Level 2 or 3; the anchor is unique on its page.
    Heading {
        level: u8,
        text: String,
        anchor: String,
    },
    Paragraph(Vec<Inline>),
    /// Names with values, such as a unit's particulars.
    Facts(Vec<(String, Vec<Inline>)>),
    List {
        ordered: bool,
        entries: Vec<Vec<Inline>>,
    },
    Table(Table),
    /// A drawing as inline SVG; a table or list with the same facts stands beside it.
    Figure {
        svg: String,
        caption: String,
    },
    Notice {
        kind: NoticeKind,
        text: Vec<Inline>,
    },
    /// Plain text to take into a chat group, with a button that copies it.
    CopyText {
        label: String,
        text: String,
    },
    Cards(Vec<Card>),
    /// Big figures in a row.
    Figures(Vec<KeyFigure>),
    /// Questions to try oneself on; answers folded, so that it works without scripts.
    Quiz(Vec<Question>),
    /// A reader chooses the unit and the role that are his; without scripts it is not there.
    Chooser {
        units: Vec<Choice>,
        roles: Vec<Choice>,
        /// Path of the page with all that can concern a reader.
        page: String,
    },
    /// The way to the other pages of the table or list before it: path of each, and which one this is, from 0.
    Pages {
        paths: Vec<String>,
        at: usize,
    },
    /// In print the next block begins a new sheet.
    NewSheet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    Note,
    Warning,
}

/// A unit or role that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// Letters and digits.
    pub key: String,
    pub name: String,
    /// Path of its page; may be empty.
    pub to: String,
}

/// A run of text in a block.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    Text(String),
    Strong(String),
    /// `to` is a path of the site, with `#anchor` if need be.
    Link {
        text: String,
        to: String,
    },
    /// An address outside the site.
    Outside {
        text: String,
        address: String,
    },
    /// A state with its sign and its word, never by colour alone.
    State {
        state: State,
        text: String,
    },
    /// A short word in a frame, such as 已归档 or 逾期; `warning` sets it off.
    Badge {
        text: String,
        warning: bool,
    },
    LineBreak,
}

/// A table that can be sorted, filtered and taken away.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Unique on its page, ASCII.
    pub id: String,
    pub caption: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    pub style: TableStyle,
    /// Path of its CSV in the site; made by [`super::download`].
    pub download: Option<String>,
    /// Said instead of an empty table; a table without rows and without this is not shown at all.
    pub when_empty: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TableStyle {
    #[default]
    Plain,
    /// Sortable and filterable, a card for each row on a phone.
    Ledger,
    /// Narrow state cells, heads that stay, a card for each row on a phone.
    Matrix,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Column {
    pub name: String,
    /// Columns with one group next to each other share a head above theirs.
    pub group: String,
    pub kind: ColumnKind,
    /// Its few values can be chosen from.
    pub filter: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColumnKind {
    #[default]
    Text,
    Number,
    Date,
    State,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// Unique on its page; empty: it cannot be linked to.
    pub anchor: String,
    /// A line across the table that heads the rows below, such as a class of units.
    pub heading: bool,
    pub cells: Vec<Cell>,
    /// Whom it concerns, as [`super::mine`] writes it; empty: the row is nothing to be chosen by.
    pub concerns: String,
    /// What search knows of the row when it can be found on its own.
    pub found: Option<Found>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    pub content: Vec<Inline>,
    /// What it is sorted by where the text would mislead.
    pub sort: String,
}

/// What search shows of and narrows by for a page or a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    pub title: String,
    /// Such as the name of the record type.
    pub kind: String,
    pub units: Vec<String>,
    pub stage: String,
    /// ISO.
    pub date: String,
    /// Found by these too.
    pub other_names: Vec<OtherName>,
}

/// Words that stand on no page and find one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OtherName {
    /// What the plan says that something on the page is also called.
    Alias(String),
    /// How many entries a list on the page has, as people say it: 5个原则.
    Count(String),
}

impl OtherName {
    pub fn words(&self) -> &str {
        match self {
            OtherName::Alias(words) | OtherName::Count(words) => words,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Card {
    pub title: String,
    pub to: String,
    pub text: Vec<Inline>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct KeyFigure {
    pub name: String,
    pub value: String,
    /// What it is made from, such as 163/233.
    pub detail: String,
    /// Path in the site where more is said; may be empty.
    pub to: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Question {
    pub text: String,
    pub options: Vec<String>,
    pub answer: String,
    pub explanation: String,
}

impl Inline {
    pub fn text(text: impl Into<String>) -> Self {
        Inline::Text(text.into())
    }

    pub fn link(text: impl Into<String>, to: impl Into<String>) -> Self {
        Inline::Link { text: text.into(), to: to.into() }
    }

    pub fn state(state: State) -> Self {
        Inline::State { state, text: state.chinese().to_string() }
    }

    pub fn badge(text: impl Into<String>) -> Self {
        Inline::Badge { text: text.into(), warning: false }
    }

    pub fn warning(text: impl Into<String>) -> Self {
        Inline::Badge { text: text.into(), warning: true }
    }

    /// The words a reader sees.
    pub fn words(&self) -> &str {
        match self {
            Inline::Text(text)
            | Inline::Strong(text)
            | Inline::Link { text, .. }
            | Inline::Outside { text, .. }
            | Inline::State { text, .. }
            | Inline::Badge { text, .. } => text,
            Inline::LineBreak => "\n",
        }
    }
}

/// The words of several runs.
pub fn words(content: &[Inline]) -> String {
    content.iter().map(Inline::words).collect()
}

impl Block {
    pub fn heading(text: impl Into<String>, anchor: impl Into<String>) -> Self {
        Block::Heading { level: 2, text: text.into(), anchor: anchor.into() }
    }

    pub fn paragraph(text: impl Into<String>) -> Self {
        Block::Paragraph(vec![Inline::text(text)])
    }

    pub fn notice(text: impl Into<String>) -> Self {
        Block::Notice { kind: NoticeKind::Note, text: vec![Inline::text(text)] }
    }

    pub fn warning(text: impl Into<String>) -> Self {
        Block::Notice { kind: NoticeKind::Warning, text: vec![Inline::text(text)] }
    }
}

impl Cell {
    pub fn of(content: Vec<Inline>) -> Self {
        Cell { content, sort: String::new() }
    }

    pub fn text(text: impl Into<String>) -> Self {
        Cell::of(vec![Inline::text(text)])
    }

    pub fn number(number: impl std::fmt::Display) -> Self {
        Cell::text(number.to_string())
    }

    pub fn link(text: impl Into<String>, to: impl Into<String>) -> Self {
        Cell::of(vec![Inline::link(text, to)])
    }

    pub fn sorted_by(mut self, key: impl Into<String>) -> Self {
        self.sort = key.into();
        self
    }

    pub fn words(&self) -> String {
        words(&self.content)
    }
}

impl Column {
    pub fn text(name: impl Into<String>) -> Self {
        Column { name: name.into(), ..Column::default() }
    }

    pub fn number(name: impl Into<String>) -> Self {
        Column { kind: ColumnKind::Number, ..Column::text(name) }
    }

    pub fn date(name: impl Into<String>) -> Self {
        Column { kind: ColumnKind::Date, ..Column::text(name) }
    }

    pub fn state(name: impl Into<String>) -> Self {
        Column { kind: ColumnKind::State, ..Column::text(name) }
    }

    /// With a choice of its values.
    pub fn filtered(mut self) -> Self {
        self.filter = true;
        self
    }

    pub fn under(mut self, group: impl Into<String>) -> Self {
        self.group = group.into();
        self
    }
}

impl Row {
    pub fn of(cells: Vec<Cell>) -> Self {
        Row { cells, ..Row::default() }
    }

    pub fn heading(text: impl Into<String>) -> Self {
        Row { heading: true, cells: vec![Cell::text(text)], ..Row::default() }
    }

    pub fn at(mut self, anchor: impl Into<String>) -> Self {
        self.anchor = anchor.into();
        self
    }

    pub fn concerning(mut self, concerns: String) -> Self {
        self.concerns = concerns;
        self
    }

    pub fn found_as(mut self, found: Found) -> Self {
        self.found = Some(found);
        self
    }
}
