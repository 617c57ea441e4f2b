//! What a reader typed, as words and as the terms that find them.
//! In: any string. Out: words in normal form, each with the dictionary terms to ask for.

use tantivy::schema::Field;
use yanxi_text::normal_form::{BLOCK_END, NormalForm, PUNCTUATION, SPACE, Unit};

use crate::schema::{PAIRS, SINGLES};

/// More words than this are a pasted passage: it is looked for as one phrase.
const MOST_WORDS: usize = 32;
/// A longer word is found by pairs drawn from all of it and then compared letter by letter.
const MOST_PAIRS: usize = 24;
const MOST_TERMS: usize = 96;
/// Lengths at which a word may be a sentence whose pairs at odd places are asked for as well.
const SENTENCE: std::ops::RangeInclusive<usize> = 8..=20;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ProbeTerm {
    pub(crate) field: u32,
    pub(crate) text: String,
    /// Distance from the word's first unit.
    pub(crate) offset: u32,
}

impl ProbeTerm {
    pub(crate) fn field(&self) -> Field {
        Field::from_field_id(self.field)
    }
}

impl ProbeTerm {
    /// Whether it holds no separator.
    pub(crate) fn of_words(&self) -> bool {
        let separators = [BLOCK_END, PUNCTUATION, SPACE];
        !self.text.contains(separators)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) units: NormalForm,
    pub(crate) terms: Vec<ProbeTerm>,
    /// Further pairs, by which a text is found that holds the word only in part. A word of a few
    /// characters is seldom a sentence, and a long one has enough terms already.
    pub(crate) loose_terms: Vec<ProbeTerm>,
    /// Whether the terms cover every unit, so that their agreement proves the word.
    pub(crate) complete: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Query {
    pub(crate) words: Vec<Word>,
}

impl Query {
    /// Splits at white space; what stands between quotation marks stays one word.
    pub(crate) fn parse(text: &str) -> Query {
        let mut words: Vec<Word> = Vec::new();
        for part in parts(text) {
            let units = NormalForm::of_query(part);
            if !units.is_empty() && !words.iter().any(|word| same(&word.units, &units)) {
                words.push(Word::new(units));
            }
        }
        let terms: usize = words.iter().map(|word| word.terms.len()).sum();
        if words.len() > MOST_WORDS || (words.len() > 1 && terms > MOST_TERMS) {
            words = vec![Word::new(NormalForm::of_query(text))];
        }
        Query { words }
    }
}

fn same(one: &NormalForm, other: &NormalForm) -> bool {
    one.units
        .iter()
        .map(|unit| unit.ch)
        .eq(other.units.iter().map(|unit| unit.ch))
}

impl Word {
    fn new(units: NormalForm) -> Word {
        let last = units.units.len() - 1;
        if let [unit] = units.units.as_slice() {
            let term = ProbeTerm {
                field: SINGLES.field_id(),
                text: unit.ch.to_string(),
                offset: 0,
            };
            return Word {
                terms: vec![term],
                units,
                loose_terms: Vec::new(),
                complete: true,
            };
        }
        // The pairs at 0, 2, 4 and so on and the last one hold every unit.
        let needed = units.units.len().div_ceil(2);
        let complete = needed <= MOST_PAIRS;
        let count = needed.min(MOST_PAIRS);
        let mut offsets: Vec<usize> = (0..count)
            .map(|index| {
                if complete {
                    (index * 2).min(last - 1)
                } else {
                    index * (last - 1) / (count - 1)
                }
            })
            .collect();
        offsets.dedup();
        let others = if SENTENCE.contains(&units.units.len()) {
            0..last
        } else {
            0..0
        };
        let loose_terms = others
            .filter(|offset| !offsets.contains(offset))
            .filter_map(|offset| pair_at(&units.units, offset))
            .collect();
        let terms = offsets
            .iter()
            .filter_map(|offset| pair_at(&units.units, *offset))
            .collect();
        Word {
            units,
            terms,
            loose_terms,
            complete,
        }
    }

    pub(crate) fn all_terms(&self) -> impl Iterator<Item = &ProbeTerm> {
        self.terms.iter().chain(&self.loose_terms)
    }

    /// Overlapping pairs of word characters, for marking what of a word stands in a text.
    pub(crate) fn fragments(&self) -> Vec<NormalForm> {
        self.units
            .units
            .windows(2)
            .filter(|pair| pair.iter().all(Unit::is_word))
            .map(|pair| NormalForm {
                units: pair.to_vec(),
            })
            .collect()
    }
}

fn pair_at(units: &[Unit], offset: usize) -> Option<ProbeTerm> {
    let pair = units.get(offset..offset + 2)?;
    let text = pair.iter().map(|unit| unit.ch).collect();
    Some(ProbeTerm {
        field: PAIRS.field_id(),
        text,
        offset: offset as u32,
    })
}

/// The closing marks that fit an opening one. Straight and curved ones mix, as people type them.
fn closing(mark: char) -> &'static [char] {
    match mark {
        '"' | '＂' | '“' | '”' | '„' => &['"', '＂', '“', '”'],
        '「' => &['」'],
        '『' => &['』'],
        _ => &[],
    }
}

/// A quotation is one only if it stands apart: opened after white space and closed before it.
/// Marks within a pasted text are punctuation like any other.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let inside = &rest[first.len_utf8()..];
        let end = inside.match_indices(closing(first)).find_map(|(at, mark)| {
            let after = &inside[at + mark.len()..];
            after
                .chars()
                .next()
                .is_none_or(char::is_whitespace)
                .then_some((at, after))
        });
        let (part, after) = match end {
            Some((at, after)) => (&inside[..at], after),
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        parts.push(part);
        rest = after.trim_start();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        Query::parse(text)
            .words
            .iter()
            .map(|word| word.units.text())
            .collect()
    }

    #[test]
    fn words_and_quotations() {
        assert_eq!(words("学习 方法"), ["学习", "方法"]);
        assert_eq!(
            words(" “学习 方法”\u{3000}「乙 丙」 丁"),
            ["学习 方法", "乙 丙", "丁"]
        );
        assert_eq!(words("\"Rust Book\" 教程"), ["rust book", "教程"]);
        assert_eq!(words("学习“重要”讲话"), ["学习\u{1}重要\u{1}讲话"]);
        assert_eq!(words("“学习强国”平台"), ["学习强国\u{1}平台"]);
        assert_eq!(words("“没有关上 的"), ["没有关上", "的"]);
        assert_eq!(words("学习 學習"), ["学习"]);
    }

    #[test]
    fn nothing_to_look_for() {
        for text in ["", "  ", "，。！", "“” \"\" ……", "\u{200B}"] {
            assert!(words(text).is_empty(), "{text:?}");
        }
    }

    #[test]
    fn terms_cover_every_unit() {
        for length in 2..200usize {
            let text: String = (0..length)
                .map(|at| char::from_u32(0x4e00 + at as u32).unwrap_or('一'))
                .collect();
            let word = Word::new(NormalForm {
                units: NormalForm::of_query(&text).units,
            });
            let length = word.units.units.len();
            let mut covered = vec![false; length];
            for term in &word.terms {
                covered[term.offset as usize] = true;
                covered[term.offset as usize + 1] = true;
            }
            assert_eq!(word.complete, length <= 2 * MOST_PAIRS);
            assert_eq!(word.complete, covered.iter().all(|unit| *unit));
            assert!(covered[0] && covered[length - 1]);
        }
    }

    #[test]
    fn a_pasted_passage_is_one_phrase() {
        let text = "a b c d ".repeat(3) + &(0..40).map(|n| format!("w{n} ")).collect::<String>();
        assert_eq!(words(&text).len(), 1);
    }
}
