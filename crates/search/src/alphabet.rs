//! How texts are written in records: the characters of this index in one byte or two, the frequent ones first, so that
//! what is deflated afterwards gets a quarter smaller than from three bytes each.
//! In: all texts once, or the alphabet's bytes; texts. Out: the alphabet and its bytes; texts as bytes and back.

use crate::bytes::Input;
#[cfg(feature = "write")]
use crate::bytes::{write_number, write_text};

/// Characters below are written as they are; others of one byte stand where no text has anything.
#[cfg(feature = "write")]
const ASCII_END: char = '\u{7f}';
/// What follows is a control character as it is.
const CONTROL: u8 = 0x7f;
/// Of two bytes the first is one of these, the second of those from there on. Of UTF-8, in which all other characters
/// are written, no character begins with one of them.
#[cfg(feature = "write")]
const ROWS: usize = 32;
const ROW_BYTE: u8 = 0x80;
const COLUMNS: usize = 96;
const COLUMN_BYTE: u8 = 0xa0;
/// A character that stands in the texts less often is not worth its room in the alphabet.
#[cfg(feature = "write")]
const LEAST_COUNT: u32 = 24;

/// Bytes that stand for one character each: control characters but for tabulator and line ends.
fn single_bytes() -> impl Iterator<Item = u8> {
    (1..0x20).filter(|byte| !matches!(byte, b'\t' | b'\n' | b'\r'))
}

/// The two highest bits of a count: a page more seldom gives a character another place, which would renew every text that
/// has it.
#[cfg(feature = "write")]
fn rough(count: u32) -> u32 {
    let below = count.checked_ilog2().unwrap_or(0).saturating_sub(1);
    count >> below << below
}

#[cfg(feature = "write")]
#[derive(Debug, Clone)]
pub(crate) struct CharacterCounts {
    of_plane: Vec<u32>,
}

#[cfg(feature = "write")]
impl Default for CharacterCounts {
    fn default() -> Self {
        CharacterCounts { of_plane: vec![0; 0x1_0000] }
    }
}

#[cfg(feature = "write")]
impl CharacterCounts {
    /// The counts of both.
    pub(crate) fn and(mut self, other: &CharacterCounts) -> CharacterCounts {
        for (count, further) in self.of_plane.iter_mut().zip(&other.of_plane) {
            *count = count.saturating_add(*further);
        }
        self
    }

    pub(crate) fn add(&mut self, text: &str) {
        for character in text.chars() {
            if let Some(count) = self.of_plane.get_mut(character as usize) {
                *count = count.saturating_add(1);
            }
        }
    }

    pub(crate) fn alphabet(&self) -> Alphabet {
        let mut frequent: Vec<(u32, char)> = ('\u{80}'..='\u{ffff}')
            .map(|character| (self.of_plane[character as usize], character))
            .filter(|(count, _)| *count >= LEAST_COUNT)
            .collect();
        frequent.sort_by_key(|(count, character)| (std::cmp::Reverse(rough(*count)), *character));
        let mut characters = frequent.into_iter().map(|(_, character)| character);
        let singles = characters.by_ref().take(single_bytes().count()).collect();
        let mut pairs: Vec<char> = characters.take(ROWS * COLUMNS).collect();
        // Within a row the order does not matter; in order it takes less room.
        for row in pairs.chunks_mut(COLUMNS) {
            row.sort_unstable();
        }
        Alphabet::of(singles, pairs)
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Alphabet {
    /// The character of each byte below 32.
    singles: [Option<char>; 32],
    pairs: Vec<char>,
}

impl Alphabet {
    fn of(singles: Vec<char>, pairs: Vec<char>) -> Alphabet {
        let mut alphabet = Alphabet { pairs, ..Alphabet::default() };
        for (byte, character) in single_bytes().zip(singles) {
            alphabet.singles[usize::from(byte)] = Some(character);
        }
        alphabet
    }

    pub(crate) fn read(input: &mut Input) -> Option<Alphabet> {
        let singles = input.text()?.chars().collect();
        let count = input.count()?;
        let mut pairs: Vec<char> = Vec::with_capacity(count);
        let mut last = 0u32;
        for place in 0..count {
            if place % COLUMNS == 0 {
                last = 0;
            }
            last = last.checked_add(u32::try_from(input.size()?).ok()?)?;
            pairs.push(char::from_u32(last)?);
        }
        Some(Alphabet::of(singles, pairs))
    }

    /// None for bytes that make no sense.
    pub(crate) fn read_text(&self, bytes: &[u8]) -> Option<String> {
        let mut text = String::with_capacity(bytes.len() * 3 / 2);
        let mut rest = bytes;
        while let Some((byte, after)) = rest.split_first() {
            rest = after;
            let character = match *byte {
                CONTROL => {
                    let (control, after) = rest.split_first()?;
                    rest = after;
                    char::from(*control)
                }
                b'\t' | b'\n' | b'\r' | b' '..CONTROL => char::from(*byte),
                0..b' ' => (*self.singles.get(usize::from(*byte))?)?,
                ROW_BYTE..COLUMN_BYTE => {
                    let (column, after) = rest.split_first()?;
                    rest = after;
                    let column = usize::from(column.checked_sub(COLUMN_BYTE)?);
                    let row = usize::from(byte - ROW_BYTE);
                    *self.pairs.get(row * COLUMNS + column)?
                }
                COLUMN_BYTE.. => {
                    // UTF-8: the number of set bits in front is the character's length.
                    let length = byte.leading_ones() as usize;
                    let (others, after) = rest.split_at_checked(length.checked_sub(1)?)?;
                    rest = after;
                    let mut whole = [0; 4];
                    whole[0] = *byte;
                    whole.get_mut(1..length)?.copy_from_slice(others);
                    std::str::from_utf8(whole.get(..length)?).ok()?.chars().next()?
                }
            };
            text.push(character);
        }
        Some(text)
    }
}

#[cfg(feature = "write")]
impl Alphabet {
    pub(crate) fn write(&self, bytes: &mut Vec<u8>) {
        let singles: String = self.singles.iter().flatten().collect();
        write_text(bytes, &singles);
        write_number(bytes, self.pairs.len() as u64);
        for row in self.pairs.chunks(COLUMNS) {
            let mut last = 0;
            for character in row {
                write_number(bytes, u64::from(*character as u32 - last));
                last = *character as u32;
            }
        }
    }

    /// What writes texts, with every character's bytes at hand.
    pub(crate) fn writer(&self) -> AlphabetWriter {
        let mut codes = vec![[0; 2]; 0x1_0000];
        let mut set = |character: char, code| {
            if let Some(known) = codes.get_mut(character as usize) {
                *known = code;
            }
        };
        for (byte, character) in (0..).zip(&self.singles) {
            if let Some(character) = character {
                set(*character, [byte, 0]);
            }
        }
        for (row, characters) in (ROW_BYTE..).zip(self.pairs.chunks(COLUMNS)) {
            for (column, character) in (COLUMN_BYTE..=u8::MAX).zip(characters) {
                set(*character, [row, column]);
            }
        }
        AlphabetWriter { codes }
    }
}

#[cfg(feature = "write")]
pub(crate) struct AlphabetWriter {
    /// For every character of the first plane its bytes; noughts for none, one nought for a single one.
    codes: Vec<[u8; 2]>,
}

#[cfg(feature = "write")]
impl AlphabetWriter {
    pub(crate) fn text(&self, text: &str) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(text.len());
        for character in text.chars() {
            match self.codes.get(character as usize) {
                Some([single, 0]) if *single > 0 => bytes.push(*single),
                Some([row, column]) if *row > 0 => bytes.extend([*row, *column]),
                _ if character < ' ' && !matches!(character, '\t' | '\n' | '\r')
                    || character == ASCII_END =>
                {
                    bytes.extend([CONTROL, character as u8]);
                }
                _ => bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
        bytes
    }
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn alphabet(text: &str) -> Alphabet {
        let mut counts = CharacterCounts::default();
        counts.add(text);
        counts.alphabet()
    }

    #[test]
    fn frequent_characters_are_short() {
        let many: String = ('\u{4e00}'..'\u{5e00}').collect::<String>().repeat(24);
        let alphabet = alphabet(&format!("{many}{}", "学习一".repeat(9)));
        let writer = alphabet.writer();
        assert_eq!(writer.text("学一").len(), 2);
        assert_eq!(writer.text("\u{4f00}a").len(), 3);
        let lengths = ('\u{4e00}'..'\u{5e00}').map(|c| writer.text(&c.to_string()).len());
        assert_eq!(lengths.filter(|length| *length < 3).count(), 28 + 32 * 96);
        for text in ["学习𠀀\u{7f}\u{1}\u{0}\n\t\r尾é", &many] {
            let read = alphabet.read_text(&writer.text(text));
            assert_eq!(read.as_deref(), Some(text));
        }
        let mut bytes = Vec::new();
        alphabet.write(&mut bytes);
        assert_eq!(Alphabet::read(&mut Input::new(&bytes)), Some(alphabet));
    }

    proptest! {
        #[test]
        fn texts_come_back(of in "[\\PC\\x00-\\x7f学习]{0,60}", text in any::<String>()) {
            let alphabet = alphabet(&of.repeat(24));
            let writer = alphabet.writer();
            for text in [of, text] {
                let read = alphabet.read_text(&writer.text(&text));
                prop_assert_eq!(read, Some(text));
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let alphabet = alphabet(&"学习".repeat(24));
            alphabet.read_text(&bytes);
            Alphabet::read(&mut Input::new(&bytes));
        }
    }
}
