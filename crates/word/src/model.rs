//! What a Word document shows, without what it looks like.
//! In: nothing. Out: [`Document`]: blocks, notes, and what could not be brought along.

/// A document as its readers see it: without what is deleted or hidden, without comments and contents lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    pub blocks: Vec<Block>,
    /// Footnotes and endnotes in the order in which the text names them; [`Span::Note`] gives their index.
    pub notes: Vec<Vec<Block>>,
    /// Each kind once.
    pub lost: Vec<Lost>,
}

/// A part of a document, of a cell or of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Paragraph(Paragraph),
    Table(Table),
    /// A text box; it stands behind the paragraph that it is fixed to.
    Boxed(Vec<Block>),
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// 1 to 9, by its style or its outline level.
    pub heading: Option<u8>,
    /// It has the style of the document's title.
    pub is_title: bool,
    pub align: Align,
    /// Size of its largest letters in half points.
    pub size: u16,
    pub number: Option<Number>,
    pub spans: Vec<Span>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    #[default]
    Start,
    Center,
    End,
    Justify,
}

/// What Word sets before a paragraph by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// As it is shown: `一、`, `（二）`, `第三条`, `1.`; empty for a bullet.
    pub text: String,
    /// 0 for the outermost level of its list.
    pub level: u8,
    /// Whether a gap stands between it and the text.
    pub gap: bool,
}

impl Number {
    pub fn is_bullet(&self) -> bool {
        self.text.is_empty()
    }

    /// The number with what stands between it and the text: none behind 一、 and （一）, a space behind 第一条 and 1.
    pub fn label(&self) -> String {
        let closes = |c: char| matches!(c, '、' | '）' | '．' | '，' | '：' | '】' | '》' | '〉');
        let ends_itself = self.text.ends_with(closes) || self.text.ends_with(char::is_whitespace);
        match self.gap && !ends_itself && !self.text.is_empty() {
            true => format!("{} ", self.text),
            false => self.text.clone(),
        }
    }
}

/// A part of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    Text {
        text: String,
        look: Look,
        /// Address that the words lead to, as the document has it.
        link: Option<String>,
    },
    LineBreak,
    PageBreak,
    /// A picture by its path in the package.
    Picture {
        part: String,
        alt: String,
    },
    /// Index in [`Document::notes`].
    Note(usize),
}

/// What letters look like, so far as it says something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    pub bold: bool,
    pub italic: bool,
    pub raise: Raise,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Raise {
    #[default]
    OnLine,
    /// As in m².
    Above,
    /// As in H₂O.
    Below,
}

/// A table; each cell stands in the row in which it begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// So many rows are repeated on each page.
    pub header_rows: usize,
    pub rows: Vec<Vec<Cell>>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// So many columns and rows it takes, at least one.
    pub columns: u16,
    pub rows: u16,
    pub blocks: Vec<Block>,
}

/// Something that is in the document and not in what was read of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    pub what: What,
    pub count: usize,
    pub first: Spot,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Charts, and drawings of several shapes; words in them are kept.
    Drawing,
    /// Formulas, whose signs are kept in a row.
    Equation,
    /// Files of other programs inside.
    EmbeddedObject,
    /// Pictures that lie elsewhere than in the document.
    PictureElsewhere,
    /// Signs of symbol fonts that have no counterpart.
    Symbol,
    /// Stretches of text, rows and pictures that are hidden.
    Hidden,
    /// Stretches that somebody deleted while changes were recorded.
    Deleted,
    Comment,
    /// The rest of a text that is longer than is read.
    Rest,
}

/// A place that Word's users find: the last heading before it, and how many paragraphs follow from there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spot {
    /// Empty before the first heading.
    pub heading: String,
    /// From 1; the heading is not counted. Paragraphs of cells count too, empty ones do not.
    pub paragraph: usize,
}

/// Every paragraph in its order, those in cells and boxes too.
pub fn each_paragraph<'a>(blocks: &'a [Block], found: &mut impl FnMut(&'a Paragraph)) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => found(paragraph),
            Block::Table(table) => {
                for cell in table.rows.iter().flatten() {
                    each_paragraph(&cell.blocks, found);
                }
            }
            Block::Boxed(inner) => each_paragraph(inner, found),
        }
    }
}

impl Paragraph {
    /// The words with their number, without pictures and notes; breaks are spaces.
    pub fn text(&self) -> String {
        self.text_with(' ')
    }

    /// The same with a sign of its own for breaks.
    pub fn text_with(&self, line_break: char) -> String {
        let mut out = self.number.as_ref().map(Number::label).unwrap_or_default();
        for span in &self.spans {
            match span {
                Span::Text { text, .. } => out.push_str(text),
                Span::LineBreak | Span::PageBreak => out.push(line_break),
                Span::Picture { .. } | Span::Note(_) => {}
            }
        }
        out
    }

    /// Whether anything is seen of it.
    pub fn is_empty(&self) -> bool {
        let shows = |span: &Span| match span {
            Span::Text { text, .. } => !text.trim().is_empty(),
            Span::LineBreak | Span::PageBreak => false,
            Span::Picture { .. } | Span::Note(_) => true,
        };
        !self.spans.iter().any(shows) && self.number.as_ref().is_none_or(Number::is_bullet)
    }
}
