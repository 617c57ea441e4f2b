//! The normal form N(text), which says what search finds.
//! In: text whose line breaks stand between blocks. Out: units, one per folded word character and
//! per separator, each with its place in the text. A page holds a query exactly when the page's
//! units hold the query's.

use std::ops::Range;

use crate::fold::{fold, fold_char};
use crate::han::{is_han, is_word};

/// The unit for a run of anything between words that is not white space, but for 、 between two Han characters: 学、写
/// is 学写, unless a numeral stands before it, as in 一、总则.
pub const PUNCTUATION: char = '\u{1}';
/// The unit for white space between two characters of which neither is Han: it parts no Chinese words.
pub const SPACE: char = ' ';
/// The unit for the end of a paragraph, heading, cell or item.
pub const BLOCK_END: char = '\n';
/// What stands in a text for the end of a line inside a block, as `<br>` makes one. It counts as punctuation.
pub const LINE_END: char = '\u{2028}';

/// Whether it is a Han character that folds to another: a traditional or variant form.
pub fn is_variant(c: char) -> bool {
    c >= '\u{2E80}' && is_han(c) && !fold_char(c).eq([c])
}

/// One folded character, or one separator, and the bytes of the text it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    pub ch: char,
    pub start: u32,
    pub end: u32,
}

impl Unit {
    /// Whether this is a character of a word and no separator.
    pub fn is_word(&self) -> bool {
        !matches!(self.ch, PUNCTUATION | SPACE | BLOCK_END)
    }
}

/// A name as it is compared whole or in part: folded, without the white space that parts no words.
pub fn spelled(name: &str) -> String {
    let folded = fold(name);
    let mut out = String::with_capacity(folded.len());
    let mut gap = false;
    for c in folded.chars() {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        let before = out.chars().next_back();
        if gap && before.is_some_and(|before| !is_han(before) && !is_han(c)) {
            out.push(SPACE);
        }
        gap = false;
        out.push(c);
    }
    out
}

/// A text as search compares it. Texts are read up to their first 4 GiB.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NormalForm {
    pub units: Vec<Unit>,
}

impl NormalForm {
    /// The normal form of a text whose line breaks end blocks.
    pub fn of(text: &str) -> Self {
        Self::build(text, true)
    }

    /// The normal form of a query, in which a line break is white space.
    pub fn of_query(text: &str) -> Self {
        Self::build(text, false)
    }

    fn build(text: &str, with_blocks: bool) -> Self {
        let mut builder =
            Builder { units: Vec::with_capacity(text.len() / 3), gap: Gap::default() };
        for (start, c) in text.char_indices() {
            let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(start + c.len_utf8()))
            else {
                break;
            };
            for ch in fold_char(c) {
                let unit = Unit { ch, start, end };
                if is_word(ch) {
                    builder.word(unit);
                } else if ch == BLOCK_END && with_blocks {
                    widen(&mut builder.gap.block_end, unit);
                } else if ch.is_whitespace() && ch != LINE_END {
                    widen(&mut builder.gap.space, unit);
                } else if ch == '、' {
                    widen(&mut builder.gap.enumeration, unit);
                } else {
                    widen(&mut builder.gap.punctuation, unit);
                }
            }
        }
        Self { units: builder.units }
    }

    /// The characters of the units as one string.
    pub fn text(&self) -> String {
        self.units.iter().map(|unit| unit.ch).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// Where the units of `needle` stand one after the other, overlapping places included, in
    /// time proportional to both lengths. An empty needle is nowhere.
    pub fn find_all(&self, needle: &NormalForm) -> Vec<Range<usize>> {
        let wanted: Vec<char> = needle.units.iter().map(|unit| unit.ch).collect();
        let mut found = Vec::new();
        if wanted.is_empty() {
            return found;
        }
        let borders = borders(&wanted);
        let mut matched = 0;
        for (place, unit) in self.units.iter().enumerate() {
            matched = extend(&wanted, &borders, matched, unit.ch);
            if matched == wanted.len() {
                found.push(place + 1 - matched..place + 1);
            }
        }
        found
    }

    /// The bytes of the text that a range of units stands for. Units beyond the end are left out;
    /// a range without units gives an empty range.
    pub fn byte_range(&self, units: Range<usize>) -> Range<usize> {
        let last = units.end.min(self.units.len());
        let covered = self.units.get(units.start..last).unwrap_or_default();
        match (covered.first(), covered.last()) {
            (Some(first), Some(last)) => first.start as usize..last.end as usize,
            _ => 0..0,
        }
    }
}

/// What stood since the last word character; which of it counts is known at the next one.
#[derive(Default)]
struct Gap {
    block_end: Option<Unit>,
    punctuation: Option<Unit>,
    /// 、
    enumeration: Option<Unit>,
    space: Option<Unit>,
}

impl Gap {
    /// Punctuation other than 、, with those before and behind it.
    fn punctuation_beside(&self, enumeration: Option<Unit>) -> Option<Unit> {
        let punctuation = self.punctuation?;
        Some(match enumeration {
            Some(other) => Unit {
                start: punctuation.start.min(other.start),
                end: punctuation.end.max(other.end),
                ..punctuation
            },
            None => punctuation,
        })
    }
}

/// What stands before the 、 that opens a paragraph: 一、 and 二十一、.
fn is_numeral(ch: char) -> bool {
    "〇零一二三四五六七八九十百千".contains(ch)
}

struct Builder {
    units: Vec<Unit>,
    gap: Gap,
}

impl Builder {
    /// Adds a word character and, unless it is the first, the separator before it.
    fn word(&mut self, unit: Unit) {
        let gap = std::mem::take(&mut self.gap);
        if let Some(before) = self.units.last() {
            let beside_han = is_han(before.ch) || is_han(unit.ch);
            let separator = if let Some(block_end) = gap.block_end {
                Some(Unit { ch: BLOCK_END, ..block_end })
            } else if let Some(punctuation) = gap.punctuation_beside(gap.enumeration) {
                Some(Unit { ch: PUNCTUATION, ..punctuation })
            } else if let Some(enumeration) = gap.enumeration {
                let passed_over = is_han(before.ch) && is_han(unit.ch) && !is_numeral(before.ch);
                (!passed_over).then_some(Unit { ch: PUNCTUATION, ..enumeration })
            } else {
                gap.space.filter(|_| !beside_han).map(|space| Unit { ch: SPACE, ..space })
            };
            self.units.extend(separator);
        }
        self.units.push(unit);
    }
}

fn widen(separator: &mut Option<Unit>, unit: Unit) {
    match separator {
        Some(earlier) => earlier.end = unit.end,
        None => *separator = Some(unit),
    }
}

/// For each length of a matched beginning of `wanted`, less one: how much of it is still matched
/// when the next character does not fit.
fn borders(wanted: &[char]) -> Vec<usize> {
    let mut borders = vec![0];
    for ch in wanted.iter().skip(1) {
        let matched = borders.last().copied().unwrap_or_default();
        let next = extend(wanted, &borders, matched, *ch);
        borders.push(next);
    }
    borders
}

fn extend(wanted: &[char], borders: &[usize], mut matched: usize, ch: char) -> usize {
    loop {
        if wanted.get(matched) == Some(&ch) {
            return matched + 1;
        }
        match matched.checked_sub(1).and_then(|place| borders.get(place)) {
            Some(shorter) => matched = *shorter,
            None => return 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NormalForm, is_variant, spelled};

    #[test]
    fn variants_are_han_and_fold_to_others() {
        assert!("規劃羣豈⼀".chars().all(is_variant));
        assert!(!"规划群一Ａ①，a。".chars().any(is_variant));
    }

    fn normal(text: &str) -> String {
        NormalForm::of(text).text()
    }

    #[test]
    fn separators() {
        assert_eq!(normal("第 5 条，规定。"), "第5条\u{1}规定");
        assert_eq!(normal("张 三 and  Li Si"), "张三and li si");
        assert_eq!(normal("张\u{3000}样，姓\u{A0}名：第 5 条 规定"), "张样\u{1}姓名\u{1}第5条规定");
        assert_eq!(normal("甲\u{2028}乙 \u{2028} a\u{2028}b"), "甲\u{1}乙\u{1}a\u{1}b");
        assert_eq!(normal("好。 “是” 的"), "好\u{1}是\u{1}的");
        assert_eq!(normal("一、\n\n（一）总则。\n—— 完"), "一\n一\u{1}总则\n完");
        assert_eq!(normal("  \n，"), "");
        assert_eq!(normal("学\u{200B}习　材料"), "学习材料");
        assert_eq!(NormalForm::of_query(" “甲\n乙”\n").text(), "甲乙");
        assert_eq!(NormalForm::of_query("a\nb").text(), "a b");
    }

    #[test]
    fn names_keep_their_signs_and_lose_blanks_beside_han() {
        for (name, expected) in [
            ("调\u{3000}研", "调研"),
            (" 调 研\u{A0}", "调研"),
            ("AI  学习", "ai学习"),
            ("Case  Study", "case study"),
            ("C++、C# 1 2", "c++、c# 1 2"),
            ("\u{3000}", ""),
        ] {
            assert_eq!(spelled(name), expected, "{name}");
        }
    }

    #[test]
    fn enumerations() {
        assert_eq!(normal("学、写、提（富裕、 文明､和谐）"), "学写提\u{1}富裕文明和谐");
        assert_eq!(normal("一、总则。二十一、附则"), "一\u{1}总则\u{1}二十一\u{1}附则");
        assert_eq!(
            normal("a、b，1、2，甲、3，“学”、“写”"),
            "a\u{1}b\u{1}1\u{1}2\u{1}甲\u{1}3\u{1}学\u{1}写"
        );
        assert_eq!(normal("甲、\n乙、\u{2028}丙"), "甲\n乙\u{1}丙");
        let text = NormalForm::of("甲、“乙”");
        assert_eq!(text.byte_range(1..2), 3..9);
    }

    #[test]
    fn characters_of_several_units_share_their_bytes() {
        let text = NormalForm::of("共5㎡地");
        assert_eq!(text.text(), "共5m2地");
        assert_eq!(text.byte_range(2..3), 4..7);
        assert_eq!(text.byte_range(2..4), 4..7);
        assert_eq!(text.byte_range(4..9), 7..10);
        assert_eq!(text.byte_range(7..9), 0..0);
    }

    #[test]
    fn overlapping_places_are_found() {
        let text = NormalForm::of("哈哈哈，哈哈");
        assert_eq!(text.find_all(&NormalForm::of_query("哈哈")), [0..2, 1..3, 4..6]);
        assert_eq!(text.find_all(&NormalForm::of_query("哈。哈")).first(), Some(&(2..5)));
        assert!(text.find_all(&NormalForm::of_query("。")).is_empty());
        let text = NormalForm::of("aabaabaaab");
        assert_eq!(text.find_all(&NormalForm::of_query("aabaaa")).first(), Some(&(3..9)));
    }

    #[test]
    fn blocks_are_not_crossed() {
        let text = NormalForm::of("学习\n材料");
        assert!(text.find_all(&NormalForm::of_query("学习材料")).is_empty());
        assert!(text.find_all(&NormalForm::of_query("学习 材料")).is_empty());
        assert!(text.find_all(&NormalForm::of_query("学习\n材料")).is_empty());
    }
}
