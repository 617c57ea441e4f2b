//! What titles tell beyond their words: where what they name ends, and which of their words hundreds of others have too.
//! In: titles as they are prepared. Out: for each document where its title ends; how long titles are by their own words.

use std::collections::BTreeMap;

use yanxi_text::normal_form::NormalForm;
use yanxi_text::title::{is_draft, naming};

use crate::extra::ExtraKind;
use crate::page_text::PageText;

/// A pair that stands in so many titles, and in this share of them, says little of one of them.
const LEAST_SHARED: usize = 20;
const SHARED: usize = 25;

/// The title of an item.
#[derive(Debug, Clone)]
pub(crate) struct PreparedTitle {
    /// N(title), without what is found with it.
    units: String,
    /// Units up to the end of what it names; none of a draft, which names nothing that is in force.
    end: u32,
}

impl PreparedTitle {
    pub(crate) fn of(page: &PageText) -> PreparedTitle {
        let names = page.extra.iter().filter(|extra| extra.kind == ExtraKind::FileName);
        let mut names = names.map(|extra| extra.text.as_str()).chain([page.title.as_str()]);
        let end = match names.any(is_draft) {
            true => 0,
            false => NormalForm::of(naming(&page.title)).units.len() as u32,
        };
        PreparedTitle { units: NormalForm::of(&page.title).text(), end }
    }
}

/// The titles of items, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Titles {
    /// Of every document up to the last title: where its title ends if it is one.
    ends: Vec<Option<u32>>,
    /// With its document, and how long it is with what counts beside it.
    titles: Vec<(u32, String, usize)>,
}

impl Titles {
    pub(crate) fn add(&mut self, document: u32, title: PreparedTitle, length: usize) {
        self.ends.resize(document as usize, None);
        self.ends.push(Some(title.end));
        self.titles.push((document, title.units, length));
    }

    /// The titles of what follows, whose first document has this number.
    pub(crate) fn append(&mut self, first: u32, others: Titles) {
        self.ends.resize(first as usize, None);
        self.ends.extend(others.ends);
        let titles = others.titles.into_iter();
        self.titles
            .extend(titles.map(|(document, units, length)| (first + document, units, length)));
    }

    /// Where the title ends that is this document; none of any other.
    pub(crate) fn end(&self, document: u32) -> Option<u32> {
        self.ends.get(document as usize).copied().flatten()
    }

    /// How long each title is without the words that very many share; as it is where it has no others.
    pub(crate) fn lengths(&self) -> Vec<(u32, usize)> {
        let mut counts: BTreeMap<[char; 2], usize> = BTreeMap::new();
        for (_, units, _) in &self.titles {
            let mut pairs: Vec<[char; 2]> = pairs(units).collect();
            pairs.sort_unstable();
            pairs.dedup();
            for pair in pairs {
                *counts.entry(pair).or_default() += 1;
            }
        }
        let least = LEAST_SHARED.max(self.titles.len() / SHARED);
        counts.retain(|_, count| *count >= least);
        let of_title = |(document, units, length): &(u32, String, usize)| {
            let mut shared = vec![false; units.chars().count()];
            for (at, pair) in pairs(units).enumerate() {
                if counts.contains_key(&pair) {
                    shared[at..at + 2].fill(true);
                }
            }
            let of_many = shared.iter().filter(|shared| **shared).count();
            let own = shared.len() - of_many;
            (*document, if own < 2 { *length } else { length.saturating_sub(of_many) })
        };
        self.titles.iter().map(of_title).collect()
    }
}

fn pairs(units: &str) -> impl Iterator<Item = [char; 2]> {
    units.chars().zip(units.chars().skip(1)).map(|(one, other)| [one, other])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(of: &[&str]) -> Titles {
        let mut titles = Titles::default();
        for (number, title) in of.iter().enumerate() {
            let page = PageText { title: title.to_string(), ..PageText::default() };
            let prepared = PreparedTitle::of(&page);
            let length = prepared.units.chars().count();
            titles.add(number as u32 * 3, prepared, length);
        }
        titles
    }

    #[test]
    fn words_that_very_many_titles_share_do_not_make_them_longer() {
        let own = ('\u{5000}'..).step_by(2).zip(('\u{6000}'..).step_by(2)).take(40);
        let mut all: Vec<String> =
            own.map(|(one, other)| format!("样例地方{one}{other}")).collect();
        all.push("样例地方".to_string());
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let lengths = titles(&all).lengths();
        assert_eq!((lengths.len(), lengths[1]), (41, (3, 2)), "{lengths:?}");
        assert_eq!(lengths[40], (120, 4));
        assert_eq!(titles(&all[..10]).lengths()[1], (3, 6));
    }

    #[test]
    fn titles_end_before_brackets_and_drafts_nowhere() {
        let all = titles(&["样例规程（试行）", "样例规程（第二稿）", ""]);
        let ends: Vec<Option<u32>> = (0..8).map(|document| all.end(document)).collect();
        assert_eq!(ends, [Some(4), None, None, Some(0), None, None, Some(0), None]);
        let mut joined = titles(&["样例"]);
        joined.append(5, all);
        assert_eq!(
            [0, 1, 5, 8].map(|document| joined.end(document)),
            [Some(2), None, Some(4), Some(0)]
        );
    }
}
