//! What a page says now where it once said what is quoted.
//! In: a quotation and pages. Out: the page and its words that are most like it, where they are much like it.

use std::collections::BTreeSet;
use std::ops::Range;

use super::laid::Laid;
use crate::model::page::Page;

/// Share of characters that two wordings of one sentence have in common in their order.
const ALIKE: f64 = 0.7;

/// The clauses of some pages, cut once for all quotations.
pub(super) struct Clauses<'a> {
    pages: Vec<(&'a Page, String, Vec<Range<usize>>)>,
}

impl<'a> Clauses<'a> {
    pub(super) fn of(pages: impl Iterator<Item = &'a Page>) -> Self {
        let cut_up = |page: &'a Page| {
            let text = Laid::of(&page.document.html).text;
            let clauses = cut(&text);
            (page, text, clauses)
        };
        Clauses { pages: pages.map(cut_up).collect() }
    }

    /// The title of a page and its words that are most like a quotation; of one page where that is given by its path.
    pub(super) fn nearest(&self, quotation: &str, only: Option<&str>) -> Option<(String, String)> {
        let pages = self.pages.iter();
        let wanted = pages.filter(|(page, ..)| only.is_none_or(|path| page.file.path == path));
        let found = wanted.filter_map(|(page, text, clauses)| {
            let (alike, words) = best_in(quotation, text, clauses)?;
            Some((alike, page.title.clone(), words))
        });
        found.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, title, words)| (title, words))
    }
}

/// The words of a text that are most like a quotation, and how much.
fn best_in(quotation: &str, text: &str, cuts: &[Range<usize>]) -> Option<(f64, String)> {
    let parts = quotation.split(is_sign).filter(|part| !part.trim().is_empty()).count().max(1);
    let length = quotation.chars().count();
    let of_quotation: BTreeSet<char> = quotation.chars().collect();
    let mut best: Option<(f64, String)> = None;
    for from in 0..cuts.len() {
        // One part more or less may have come or gone.
        for count in parts.saturating_sub(1).max(1)..=parts + 1 {
            let Some(last) = cuts.get(from + count - 1) else {
                break;
            };
            let words = text[cuts[from].start..last.end].trim().trim_end_matches(is_sign);
            if words.contains('\n') {
                break;
            }
            // What is as like as that has as many characters and most of them in common.
            let own = words.chars().count();
            let common = words.chars().filter(|character| of_quotation.contains(character)).count();
            let longer = length.max(own) as f64;
            if (length.min(own) as f64) < longer * ALIKE || (common as f64) < longer * ALIKE {
                continue;
            }
            let alike = strsim::normalized_levenshtein(quotation, words);
            if alike >= ALIKE && best.as_ref().is_none_or(|(least, _)| alike > *least) {
                best = Some((alike, words.to_string()));
            }
        }
    }
    best
}

fn is_sign(character: char) -> bool {
    matches!(character, '，' | ',' | '。' | '；' | ';' | '：' | ':' | '！' | '？' | '\n')
}

fn cut(text: &str) -> Vec<Range<usize>> {
    let mut cuts = Vec::new();
    let mut from = 0;
    for (at, sign) in text.match_indices(is_sign) {
        if !text[from..at].trim().is_empty() {
            cuts.push(from..at);
        }
        from = at + sign.len();
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_figure_is_near_and_another_sentence_is_not() {
        let text = "题\n 今年冬天要新盖牧民公寓96套，硬化路36公里。完。";
        let found = |words: &str| best_in(words, text, &cut(text)).map(|(_, words)| words);
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
}
