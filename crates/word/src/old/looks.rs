//! What modifiers say, in the elements of the new form.
//! In: lists of modifiers. Out: `pPr` and `rPr`.

use super::modifier::{Modifier, kind, modifiers};
use super::number::{slice, u16_at};
use super::streams::Streams;
use super::text::PieceLooks;
use crate::element::Element;

/// So often modifiers may lie elsewhere than where they are looked for.
const FARTHEST: usize = 4;

/// What a letter says of itself.
#[derive(Debug, Clone, Default)]
pub(super) struct LetterLooks {
    /// The children of its `rPr`.
    pub(super) says: Vec<(&'static str, String)>,
    pub(super) is_deleted: bool,
    pub(super) is_hidden: bool,
    /// It stands for a picture, a note or something else.
    pub(super) is_sign: bool,
    pub(super) picture: Option<u32>,
    /// A sign of a font: the font's number and the sign's.
    pub(super) symbol: Option<(u16, u16)>,
    font: Option<u16>,
}

impl LetterLooks {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut looks = LetterLooks::default();
        modifiers(bytes).for_each(|modifier| looks.add(&modifier));
        looks
    }

    /// With what was put over its piece.
    pub(super) fn under(mut self, piece: PieceLooks<'_>) -> Self {
        const ONE_DELETED: u8 = 0x41;
        const ONE_HIDDEN: u8 = 0x5C;
        match piece {
            PieceLooks::One { kind: ONE_DELETED, value } => self.is_deleted |= value != 0,
            PieceLooks::One { kind: ONE_HIDDEN, value } => self.is_hidden |= value != 0,
            PieceLooks::One { .. } => {}
            PieceLooks::Many(bytes) => modifiers(bytes).for_each(|modifier| self.add(&modifier)),
            // It cannot be told whether they hide.
            PieceLooks::Missing => self.is_hidden = true,
        }
        self
    }

    fn add(&mut self, modifier: &Modifier<'_>) {
        let switch = || modifier.switch().map(|on| if on { "1" } else { "0" });
        let said = match modifier.kind {
            kind::DELETED => {
                self.is_deleted = modifier.byte() != 0;
                return;
            }
            kind::HIDDEN_IN_FIELD => {
                self.is_hidden |= modifier.byte() != 0;
                return;
            }
            kind::IS_SIGN => {
                self.is_sign = modifier.byte() != 0;
                return;
            }
            kind::PICTURE => {
                self.picture = Some(modifier.place());
                return;
            }
            kind::SYMBOL => {
                let sign = modifier.value.get(2..).and_then(|sign| u16_at(sign, 0));
                self.symbol = sign.map(|sign| (modifier.number(), sign));
                return;
            }
            kind::FONT => {
                self.font = Some(modifier.number());
                return;
            }
            kind::HIDDEN => ("vanish", switch().map(str::to_string)),
            kind::BOLD => ("b", switch().map(str::to_string)),
            kind::ITALIC => ("i", switch().map(str::to_string)),
            kind::SIZE => ("sz", Some(modifier.number().to_string())),
            kind::STYLE_OF_LETTERS => ("rStyle", Some(modifier.number().to_string())),
            kind::RAISE => {
                let raise = match modifier.byte() {
                    1 => "superscript",
                    2 => "subscript",
                    _ => "baseline",
                };
                ("vertAlign", Some(raise.to_string()))
            }
            _ => return,
        };
        let (name, value) = said;
        // The last one counts.
        self.says.retain(|(said, _)| *said != name);
        self.says.extend(value.map(|value| (name, value)));
    }

    /// Its `rPr`; `font` names fonts by their numbers.
    pub(super) fn element(&self, font: impl Fn(u16) -> Option<String>) -> Element {
        let says = self.says.iter().filter(|(name, _)| !(self.is_hidden && *name == "vanish"));
        let mut children: Vec<Element> =
            says.map(|(name, value)| Element::valued(name, value)).collect();
        if self.is_hidden {
            children.push(Element::valued("vanish", "1"));
        }
        if let Some(font) = self.font.and_then(font) {
            children.push(Element::made("rFonts", Vec::new()).with("ascii", &font));
        }
        Element::made("rPr", children)
    }
}

/// What a paragraph says of itself.
#[derive(Debug, Clone, Default)]
pub(super) struct ParagraphLooks {
    pub(super) style: u16,
    /// So many bytes say it.
    pub(super) length: usize,
    align: Option<&'static str>,
    outline: Option<u8>,
    level: Option<u8>,
    list: Option<u16>,
    is_in_table: bool,
    depth: Option<u32>,
    /// It ends a row, and says what the row's cells are like.
    pub(super) ends_row: bool,
    /// It ends a cell of a table in a table.
    pub(super) ends_inner_cell: bool,
    pub(super) row: RowLooks,
}

/// What the end of a row says of it.
#[derive(Debug, Clone, Default)]
pub(super) struct RowLooks {
    /// Where its cells begin and end, from left to right.
    pub(super) edges: Vec<i16>,
    /// For each cell whether it is merged, sideways and down.
    pub(super) cells: Vec<CellLooks>,
    pub(super) is_header: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct CellLooks {
    /// 0 for cells that are not merged sideways; those of one that is have two numbers, one for the first and one for the
    /// others. Papers and programs differ in which.
    pub(super) sideways: u8,
    pub(super) down: Down,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Down {
    #[default]
    Lone,
    First,
    GoesOn,
}

impl ParagraphLooks {
    /// `bytes`: the number of its style, then modifiers.
    pub(super) fn of(bytes: &[u8], streams: &Streams) -> Self {
        let style = u16_at(bytes, 0).unwrap_or(0);
        let mut looks = ParagraphLooks { style, ..ParagraphLooks::default() };
        looks.add_all(bytes.get(2..).unwrap_or_default(), streams, 0);
        looks
    }

    fn add_all(&mut self, bytes: &[u8], streams: &Streams, depth: usize) {
        self.length += bytes.len();
        for modifier in modifiers(bytes) {
            match modifier.kind {
                kind::ALIGN | kind::ALIGN_BEFORE_2000 => {
                    self.align = Some(match modifier.byte() {
                        1 => "center",
                        2 => "right",
                        3.. => "both",
                        _ => "left",
                    });
                }
                kind::OUTLINE => self.outline = Some(modifier.byte()),
                kind::LEVEL => self.level = Some(modifier.byte()),
                // Numbers of lists end before 0x7FE; others say that there is none.
                kind::LIST => {
                    let list = modifier.number();
                    self.list = Some(if list < 0x7FF { list } else { 0 });
                }
                kind::IN_TABLE => self.is_in_table = modifier.byte() != 0,
                kind::DEPTH => self.depth = Some(modifier.place()),
                kind::ENDS_ROW | kind::ENDS_INNER_ROW => self.ends_row = modifier.byte() != 0,
                kind::ENDS_INNER_CELL => self.ends_inner_cell = modifier.byte() != 0,
                elsewhere if kind::ELSEWHERE.contains(&elsewhere) && depth < FARTHEST => {
                    let at = modifier.place() as usize;
                    let length = u16_at(&streams.data, at).map(usize::from);
                    let rest =
                        length.and_then(|length| slice(&streams.data, at.checked_add(2)?, length));
                    // Nothing follows such a one.
                    return self.add_all(rest.unwrap_or_default(), streams, depth + 1);
                }
                _ => self.row.add(&modifier),
            }
        }
    }

    /// In so many tables it stands.
    pub(super) fn depth(&self) -> usize {
        let depth = self.depth.map(|depth| depth as usize);
        depth.unwrap_or(usize::from(self.is_in_table))
    }

    /// The children of its `pPr`.
    pub(super) fn elements(&self) -> Vec<Element> {
        let mut says = Vec::new();
        says.extend(self.align.map(|align| Element::valued("jc", align)));
        let outline = self.outline.map(|level| level.to_string());
        says.extend(outline.map(|level| Element::valued("outlineLvl", &level)));
        let mut number = Vec::new();
        let list = self.list.map(|list| list.to_string());
        number.extend(list.map(|list| Element::valued("numId", &list)));
        let level = self.level.map(|level| level.to_string());
        number.extend(level.map(|level| Element::valued("ilvl", &level)));
        if !number.is_empty() {
            says.push(Element::made("numPr", number));
        }
        says
    }
}

impl RowLooks {
    fn add(&mut self, modifier: &Modifier<'_>) {
        let value = modifier.value;
        match modifier.kind {
            kind::IS_HEADER => self.is_header = modifier.byte() != 0,
            kind::CELLS => {
                let count = usize::from(modifier.byte());
                let edges = value.get(1..).unwrap_or_default().chunks_exact(2).take(count + 1);
                self.edges = edges.map(|edge| i16::from_le_bytes([edge[0], edge[1]])).collect();
                let cells = value.get(1 + 2 * (count + 1)..).unwrap_or_default().chunks(20);
                let cell = |bytes: &[u8]| {
                    let bits = u16_at(bytes, 0).unwrap_or(0);
                    CellLooks {
                        sideways: (bits & 3) as u8,
                        down: match bits >> 5 & 3 {
                            0 => Down::Lone,
                            1 => Down::GoesOn,
                            _ => Down::First,
                        },
                    }
                };
                self.cells = cells.map(cell).collect();
                self.cells.resize(count, CellLooks::default());
            }
            kind::MERGED => {
                let (first, end) = (usize::from(modifier.byte()), value.get(1).copied());
                let end = end.map_or(first, usize::from).min(self.cells.len());
                for (at, cell) in self.cells.iter_mut().enumerate().take(end).skip(first) {
                    cell.sideways = if at == first { 2 } else { 1 };
                }
            }
            kind::MERGED_DOWN => {
                if let Some(cell) = self.cells.get_mut(usize::from(modifier.byte())) {
                    cell.down = match value.get(1) {
                        Some(1) => Down::GoesOn,
                        Some(2..) => Down::First,
                        _ => Down::Lone,
                    };
                }
            }
            _ => {}
        }
    }
}
