//! What a page says now where it once said what is quoted.
//! In: a quotation and pages. Out: the page and its words that are most like it, where they are much like it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::laid::Laid;
use crate::model::page::Page;

/// Share of characters that two wordings of one sentence have in common in their order.
const ALIKE: f64 = 0.7;

/// The clauses of some pages, cut once for all quotations.
pub(super) struct Clauses<'a> {
    pages: Vec<(&'a Page, Cut)>,
}

impl<'a> Clauses<'a> {
    pub(super) fn of(pages: impl Iterator<Item = &'a Page>) -> Self {
        let cut_up = |page: &'a Page| (page, Cut::of(Laid::of(&page.document.html).text));
        Clauses { pages: pages.map(cut_up).collect() }
    }

    /// The title of a page and its words that are most like a quotation; of one page where that is given by its path.
    pub(super) fn nearest(&self, quotation: &str, only: Option<&str>) -> Option<(String, String)> {
        let pages = self.pages.iter();
        let wanted = pages.filter(|(page, _)| only.is_none_or(|path| page.file.path == path));
        let mut best: Option<(f64, &Page, &str)> = None;
        for (page, cut) in wanted {
            // Of pages that are alike as much the last one.
            let least = best.map_or(ALIKE, |(alike, ..)| alike);
            if let Some((alike, words)) = cut.best(quotation, least) {
                best = Some((alike, *page, words));
            }
        }
        best.map(|(_, page, words)| (page.title.clone(), words.to_string()))
    }
}

/// A text cut at its signs.
struct Cut {
    text: String,
    clauses: Vec<Clause>,
    /// In which clauses a character stands, and how often.
    standing: BTreeMap<char, Vec<(usize, usize)>>,
}

struct Clause {
    /// Without blanks around.
    range: Range<usize>,
    /// The numbers of its first character and of the one behind it.
    characters: Range<usize>,
    line: usize,
}

impl Cut {
    fn of(text: String) -> Self {
        let mut cut = Cut { text, clauses: Vec::new(), standing: BTreeMap::new() };
        let mut begin: Option<(usize, usize)> = None;
        let mut end = (0, 0);
        let mut line = 0;
        for (number, (at, character)) in cut.text.char_indices().enumerate() {
            if is_sign(character) {
                if let Some((byte, first)) = begin.take() {
                    let (range, characters) = (byte..end.0, first..end.1);
                    cut.clauses.push(Clause { range, characters, line });
                }
                line += usize::from(character == '\n');
            } else if !character.is_whitespace() {
                begin = begin.or(Some((at, number)));
                end = (at + character.len_utf8(), number + 1);
            }
        }
        for (number, clause) in cut.clauses.iter().enumerate() {
            for character in cut.text[clause.range.clone()].chars() {
                let standing = cut.standing.entry(character).or_default();
                match standing.last_mut() {
                    Some((last, times)) if *last == number => *times += 1,
                    _ => standing.push((number, 1)),
                }
            }
        }
        cut
    }

    /// The words that are most like a quotation, where they are at least so much like it.
    fn best(&self, quotation: &str, least: f64) -> Option<(f64, &str)> {
        let parts = quotation.split(is_sign).filter(|part| !part.trim().is_empty()).count().max(1);
        let length = quotation.chars().count();
        let of_quotation: BTreeSet<char> = quotation.chars().collect();
        // How many characters of each clause the quotation has too, without looking at any clause.
        let mut common = vec![0_usize; self.clauses.len()];
        for standing in of_quotation.iter().filter_map(|character| self.standing.get(character)) {
            for (clause, times) in standing {
                common[*clause] += times;
            }
        }
        let mut least = least;
        let mut best: Option<(f64, &str)> = None;
        for (from, first) in self.clauses.iter().enumerate() {
            // One part more or less may have come or gone.
            for count in parts.saturating_sub(1).max(1)..=parts + 1 {
                let Some(last) = self.clauses.get(from + count - 1) else {
                    break;
                };
                if last.line != first.line {
                    break;
                }
                // What is as like as that has as many characters and most of them in common. Between two clauses
                // stand signs and blanks, which the quotation may have too.
                let own = last.characters.end - first.characters.start;
                let clauses = from..from + count;
                let inside: usize = self.clauses[clauses.clone()]
                    .iter()
                    .map(|clause| clause.characters.len())
                    .sum();
                let common = common[clauses].iter().sum::<usize>() + (own - inside);
                let longer = length.max(own) as f64;
                let at_most = (common as f64).min(length.min(own) as f64) / longer;
                if at_most < least || (best.is_some() && at_most <= least) {
                    continue;
                }
                let words = &self.text[first.range.start..last.range.end];
                let alike = strsim::normalized_levenshtein(quotation, words);
                if alike > least || (best.is_none() && alike >= least) {
                    (least, best) = (alike, Some((alike, words)));
                }
            }
        }
        best
    }
}

fn is_sign(character: char) -> bool {
    matches!(character, '，' | ',' | '。' | '；' | ';' | '：' | ':' | '！' | '？' | '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_figure_is_near_and_another_sentence_is_not() {
        let text = "题\n 今年冬天要新盖牧民公寓96套，硬化路36公里。完。";
        let cut = Cut::of(text.to_string());
        let found = |words: &str| cut.best(words, ALIKE).map(|(_, words)| words.to_string());
        assert_eq!(
            found("今年冬天要新盖牧民公寓69套").as_deref(),
            Some("今年冬天要新盖牧民公寓96套")
        );
        assert_eq!(
            found("今年冬天要新盖牧民公寓96套，硬化路63公里").as_deref(),
            Some("今年冬天要新盖牧民公寓96套，硬化路36公里")
        );
        assert_eq!(found("从来没有说过这样的话"), None);
    }

    #[test]
    fn a_hundred_lost_quotations_are_looked_for_at_once() {
        let sentence = |n: usize| {
            let word =
                |k: usize| char::from_u32(0x4E00 + ((n * 131 + k * 977) % 9000) as u32).unwrap();
            let words: String = (0..24).map(word).collect();
            format!("{words}第{n}条，各单位要认真抓好落实。")
        };
        let text: String = (0..20_000).map(|n| sentence(n) + "\n").collect();
        let cut = Cut::of(text);
        let began = std::time::Instant::now();
        for n in 0..100 {
            let changed = sentence(n * 190).replacen('第', "另", 1);
            let quotation = changed.trim_end_matches('。');
            let (_, words) = cut.best(quotation, ALIKE).expect("its sentence");
            assert_eq!(words, sentence(n * 190).trim_end_matches('。'));
        }
        // A tenth of that on an idle machine with optimisation; before it was a hundred times slower.
        assert!(began.elapsed().as_secs() < 30, "{:?}", began.elapsed());
    }
}
