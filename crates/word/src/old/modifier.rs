//! What a stretch of text says of its looks ([MS-DOC] 2.6, single property modifiers).
//! In: the bytes of a list of modifiers. Out: each with its value.

use super::number::{u8_at, u16_at, u32_at};

/// The numbers of those that are asked for.
pub(super) mod kind {
    pub(crate) const DELETED: u16 = 0x0800;
    /// What is hidden of a field.
    pub(crate) const HIDDEN_IN_FIELD: u16 = 0x0802;
    pub(crate) const BOLD: u16 = 0x0835;
    pub(crate) const ITALIC: u16 = 0x0836;
    pub(crate) const HIDDEN: u16 = 0x083C;
    /// The letter stands for something else.
    pub(crate) const IS_SIGN: u16 = 0x0855;
    pub(crate) const RAISE: u16 = 0x2A48;
    pub(crate) const STYLE_OF_LETTERS: u16 = 0x4A30;
    pub(crate) const SIZE: u16 = 0x4A43;
    pub(crate) const FONT: u16 = 0x4A4F;
    pub(crate) const PICTURE: u16 = 0x6A03;
    pub(crate) const SYMBOL: u16 = 0x6A09;

    pub(crate) const ALIGN_BEFORE_2000: u16 = 0x2403;
    pub(crate) const ALIGN: u16 = 0x2461;
    pub(crate) const OUTLINE: u16 = 0x2640;
    pub(crate) const LEVEL: u16 = 0x260A;
    pub(crate) const LIST: u16 = 0x460B;
    pub(crate) const IN_TABLE: u16 = 0x2416;
    pub(crate) const ENDS_ROW: u16 = 0x2417;
    pub(crate) const DEPTH: u16 = 0x6649;
    pub(crate) const ENDS_INNER_CELL: u16 = 0x244B;
    pub(crate) const ENDS_INNER_ROW: u16 = 0x244C;
    /// The others lie elsewhere.
    pub(crate) const ELSEWHERE: [u16; 2] = [0x6645, 0x6646];
    pub(crate) const TABS: u16 = 0xC615;

    pub(crate) const IS_HEADER: u16 = 0x3404;
    pub(crate) const MERGED: u16 = 0x5624;
    pub(crate) const CELLS: u16 = 0xD608;
    pub(crate) const MERGED_DOWN: u16 = 0xD62B;
}

/// One of them, with the bytes of its value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Modifier<'a> {
    pub(super) kind: u16,
    pub(super) value: &'a [u8],
}

impl Modifier<'_> {
    pub(super) fn byte(&self) -> u8 {
        u8_at(self.value, 0).unwrap_or(0)
    }

    pub(super) fn number(&self) -> u16 {
        u16_at(self.value, 0).unwrap_or(0)
    }

    pub(super) fn place(&self) -> u32 {
        u32_at(self.value, 0).unwrap_or(0)
    }

    /// On or off; nothing where it is as the style has it. The opposite of the style is on: of what hides, so that nothing
    /// is shown by mistake.
    pub(super) fn switch(&self) -> Option<bool> {
        match self.byte() {
            0 => Some(false),
            0x80 => None,
            _ => Some(true),
        }
    }
}

/// Those in a list, as far as it can be read.
pub(super) struct Modifiers<'a> {
    pub(super) rest: &'a [u8],
}

impl<'a> Iterator for Modifiers<'a> {
    type Item = Modifier<'a>;

    fn next(&mut self) -> Option<Modifier<'a>> {
        let kind = u16_at(self.rest, 0)?;
        let rest = self.rest.get(2..)?;
        let (from, length) = extent(kind, rest)?;
        let value = rest.get(from..from.checked_add(length)?)?;
        self.rest = rest.get(from + length..)?;
        Some(Modifier { kind, value })
    }
}

/// Where the value begins, behind its length, and how long it is.
fn extent(kind: u16, rest: &[u8]) -> Option<(usize, usize)> {
    Some(match kind >> 13 {
        0 | 1 => (0, 1),
        2 | 4 | 5 => (0, 2),
        3 => (0, 4),
        7 => (0, 3),
        // Its length is one more than what follows.
        _ if kind == kind::CELLS => (2, usize::from(u16_at(rest, 0)?).checked_sub(1)?),
        _ => match usize::from(u8_at(rest, 0)?) {
            255 if kind == kind::TABS => {
                let removed = 4 * usize::from(u8_at(rest, 1)?);
                let added = 3 * usize::from(u8_at(rest, 2 + removed)?);
                (1, 2 + removed + added)
            }
            length => (1, length),
        },
    })
}

pub(super) fn modifiers(bytes: &[u8]) -> Modifiers<'_> {
    Modifiers { rest: bytes }
}
