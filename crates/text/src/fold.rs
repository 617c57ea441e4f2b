//! Folding: what search, addresses and order take for the same.
//! In: text. Out: its characters one by one in compatibility form, simplified and in lower case,
//! without invisible ones. No character's fold depends on its neighbours.

use crate::character_table::{
    BLOCKS, COMMON_HAN, FIRST_RESULTS, LONG_BASE, LONG_ENDS, LONG_LIMIT, LONG_TEXT, MASKS, RESULTS,
    RUNS,
};

/// Folds every character: `fold(a + b)` is `fold(a) + fold(b)`, and folding again changes nothing.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        folded.extend(fold_char(c));
    }
    folded
}

/// The characters one character folds to; none when it is invisible.
pub fn fold_char(c: char) -> FoldedChar {
    if c.is_ascii() {
        return FoldedChar::one(c.to_ascii_lowercase());
    }
    if let Some(result) = result_in_blocks(c) {
        return unpack(result);
    }
    // No run lies among the Han characters.
    if !matches!(c, '\u{2E80}'..='\u{9FFF}')
        && let Some(moved) = moved_in_run(c)
    {
        return FoldedChar::one(moved);
    }
    FoldedChar::one(c)
}

/// The characters of one folded character, in order.
#[derive(Debug, Clone)]
pub struct FoldedChar(Rest);

#[derive(Debug, Clone)]
enum Rest {
    Short(Option<char>),
    Long(std::str::Chars<'static>),
}

impl FoldedChar {
    fn one(c: char) -> Self {
        Self(Rest::Short(Some(c)))
    }
}

impl Iterator for FoldedChar {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        match &mut self.0 {
            Rest::Short(c) => c.take(),
            Rest::Long(chars) => chars.next(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.0 {
            Rest::Short(c) => (usize::from(c.is_some()), Some(usize::from(c.is_some()))),
            Rest::Long(chars) => chars.size_hint(),
        }
    }
}

fn result_in_blocks(c: char) -> Option<u16> {
    let code = u32::from(c);
    let block = match c {
        '\u{4E00}'..='\u{9FFF}' => COMMON_HAN + (code as usize - 0x4E00) / 64,
        _ => BLOCKS.binary_search(&u16::try_from(code / 64).ok()?).ok()?,
    };
    let mask = MASKS.get(block)?;
    let bit = 1_u64 << (code % 64);
    if mask & bit == 0 {
        return None;
    }
    let earlier = (mask & (bit - 1)).count_ones() as usize;
    RESULTS.get(usize::from(*FIRST_RESULTS.get(block)?) + earlier).copied()
}

fn unpack(result: u16) -> FoldedChar {
    match result {
        0 => FoldedChar(Rest::Short(None)),
        LONG_BASE..LONG_LIMIT => {
            let place = usize::from(result - LONG_BASE);
            let text = LONG_ENDS
                .get(place)
                .zip(LONG_ENDS.get(place + 1))
                .and_then(|(start, end)| LONG_TEXT.get(usize::from(*start)..usize::from(*end)))
                .unwrap_or_default();
            FoldedChar(Rest::Long(text.chars()))
        }
        _ => FoldedChar(Rest::Short(char::from_u32(u32::from(result)))),
    }
}

fn moved_in_run(c: char) -> Option<char> {
    let code = u32::from(c);
    let after = RUNS.partition_point(|(first, ..)| *first <= code);
    let (first, last, step, distance) = RUNS.get(after.checked_sub(1)?)?;
    if code > *last || !(code - first).is_multiple_of(*step) {
        return None;
    }
    char::from_u32(code.wrapping_add_signed(*distance))
}

#[cfg(test)]
mod tests {
    use super::{fold, fold_char};

    #[test]
    fn forms_of_one_word_fold_alike() {
        assert_eq!(fold("ＡＢＣ１２３％"), "abc123%");
        assert_eq!(fold("學習資料"), "学习资料");
        assert_eq!(fold("㎡①㈠½"), "m21(一)1⁄2");
        assert_eq!(fold("二○○八"), "二〇〇八");
        assert_eq!(fold("a\u{200B}b\u{FE0F}\u{AD}\u{FEFF}"), "ab");
        assert_eq!(fold("ǅÉΣ𝐀𠮷"), "džéσa𠮷");
        assert_eq!(fold("豈⼀丽"), "岂一丽");
    }

    #[test]
    fn every_fold_folds_to_itself() {
        for c in '\0'..=char::MAX {
            let once: String = fold_char(c).collect();
            assert_eq!(fold(&once), once, "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn only_the_case_of_ascii_changes() {
        for c in '\0'..='\u{7F}' {
            let folded: Vec<char> = fold_char(c).collect();
            assert_eq!(folded, [c.to_ascii_lowercase()]);
        }
    }
}
