//! How well any ranking at all could do on questions that were drawn from pages.
//! In: pages, questions, answers. Out: for each question the place of its page to be expected of the best ranking, and of
//! an answer.
//!
//! A question was drawn from one page, but others hold it too, and nobody who sees the question alone can know which it
//! was. What can be known is how often each page would have brought just this question; the best ranking puts the pages in
//! the order of that. It knows how questions are drawn, which a search does not: beside it stands the ranking that knows no
//! more than how large a part of a page the words are. Figures over all pages that may have been the source are freer of
//! chance than those of the one drawn.

use std::collections::BTreeMap;

use super::classes::{Class, Question, Statistics, TRIES, is_rare, mixed_places, paragraphs};
use super::outcome::{Listed, places};
use super::page_texts::PageTruth;
use yanxi_text::han::is_han;
use yanxi_text::normal_form::NormalForm;

/// One over the place, to be expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Expected {
    pub(crate) answer: f64,
    pub(crate) ideal: f64,
    /// Of the best ranking that knows of a page how large a part of it each word is, and no more: not what else could have
    /// been drawn from it.
    pub(crate) by_share: f64,
}

/// Where a question may have been drawn from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sources {
    /// How likely each page that holds it would bring it; nothing for classes whose drawing is not followed.
    likely: BTreeMap<usize, f64>,
    /// The pages that hold it, those first of which it is the largest part.
    by_share: Vec<usize>,
}

/// Of each question, by its number.
pub(crate) fn sources(pages: &[PageTruth], questions: &[Question]) -> Vec<Sources> {
    let likely = likely_sources(pages, questions).into_iter();
    let of_question = |(likely, question): (BTreeMap<usize, f64>, &Question)| Sources {
        by_share: if likely.is_empty() { Vec::new() } else { by_share(pages, question) },
        likely,
    };
    likely.zip(questions).map(of_question).collect()
}

fn likely_sources(pages: &[PageTruth], questions: &[Question]) -> Vec<BTreeMap<usize, f64>> {
    let statistics = Statistics::of(pages);
    let mut likely = vec![BTreeMap::new(); questions.len()];
    let mut asked: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, question) in questions.iter().enumerate() {
        for page in &question.truth {
            asked.entry(*page).or_default().push(number);
        }
    }
    for (page, numbers) in asked {
        let mut drawn =
            Drawn { page: &pages[page], statistics: &statistics, words: BTreeMap::new() };
        for number in numbers {
            let weight = drawn.likely(&questions[number]);
            if weight > 0.0 {
                likely[number].insert(page, weight);
            }
        }
    }
    likely
}

/// What the best ranking and an answer bring of pages, each of which may be the source.
pub(crate) fn expected(
    pages: &[PageTruth],
    sources: &Sources,
    listed: &Listed,
) -> Option<Expected> {
    let all: f64 = sources.likely.values().sum();
    if all <= 0.0 {
        return None;
    }
    let mut best: Vec<f64> = sources.likely.values().copied().collect();
    best.sort_by(|one, other| other.total_cmp(one));
    let in_order = |weights: &mut dyn Iterator<Item = f64>| {
        (1..).zip(weights).map(|(place, weight)| weight / f64::from(place)).sum::<f64>() / all
    };
    let likely = |page: &usize| sources.likely.get(page).copied().unwrap_or_default();
    let places = places(listed);
    let one_over = |page: &usize| {
        places.get(pages[*page].path.as_str()).map_or(0.0, |place| 1.0 / (*place + 1) as f64)
    };
    let answer = sources.likely.iter().map(|(page, weight)| weight * one_over(page)).sum::<f64>();
    Some(Expected {
        answer: answer / all,
        ideal: in_order(&mut best.into_iter()),
        by_share: in_order(&mut sources.by_share.iter().map(likely)),
    })
}

/// The pages that hold a question in the order of how large a part of the text, or of the title, its words are.
fn by_share(pages: &[PageTruth], question: &Question) -> Vec<usize> {
    let share = |page: usize| -> f64 {
        let title;
        let text = match question.class {
            Class::TitleFragment => {
                title = NormalForm::of(&pages[page].title).text();
                &title
            }
            _ => &pages[page].normal,
        };
        question.plain.iter().map(|said| share_of_runs(text, said)).product()
    };
    let mut shares: Vec<(usize, f64)> =
        question.truth.iter().map(|page| (*page, share(*page))).collect();
    shares.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    shares.into_iter().map(|(page, _)| page).collect()
}

/// What could be drawn from a page.
struct Drawn<'a> {
    page: &'a PageTruth,
    statistics: &'a Statistics,
    /// By length.
    words: BTreeMap<usize, Words>,
}

impl Drawn<'_> {
    /// How likely the question is drawn from this page, up to what is the same for all pages.
    fn likely(&mut self, question: &Question) -> f64 {
        let said = &question.plain;
        match question.class {
            Class::TwoCharacters
            | Class::ThreeCharacters
            | Class::FourCharacters
            | Class::Traditional => {
                let length = said[0].chars().count();
                let (page, statistics) = (self.page, self.statistics);
                let words = self.words.entry(length);
                let words = words.or_insert_with(|| Words::of(&page.normal, length, statistics));
                words.likely(&said[0])
            }
            Class::AcrossWords => share_of_runs(&self.page.normal, &said[0]),
            Class::TitleFragment => {
                share_of_runs(&NormalForm::of(&self.page.title).text(), &said[0])
            }
            Class::RareCharacter => {
                let rare = self.page.normal.chars().filter(|c| is_rare(*c, self.statistics));
                let (mut all, mut same) = (0.0, 0.0);
                for c in rare {
                    all += 1.0;
                    same += f64::from(u8::from(said[0].starts_with(c)));
                }
                same / f64::max(all, 1.0)
            }
            Class::MixedLatin => {
                let characters: Vec<char> = self.page.normal.chars().collect();
                let places = mixed_places(&characters);
                let same = places.iter().filter(|at| {
                    characters[**at - 1..**at + 4].iter().copied().eq(said[0].chars())
                });
                same.count() as f64 / places.len().max(1) as f64
            }
            Class::TwoWords => {
                let paragraphs = paragraphs(self.page);
                let both = paragraphs.iter().map(|paragraph| {
                    let held = said.iter().all(|word| paragraph.contains(word.as_str()));
                    let words = held.then(|| Words::of(paragraph, 2, self.statistics));
                    words.map_or(0.0, |words| words.likely(&said[0]) * words.likely(&said[1]))
                });
                both.sum::<f64>() / paragraphs.len().max(1) as f64
            }
            // Whoever holds it is right, or nobody else bears the name.
            Class::Question | Class::TitleAsSaid | Class::Subject => 0.0,
            Class::Pinyin | Class::Initials | Class::Homophone => 0.0,
        }
    }
}

/// In how many of all runs of its length a text consists.
fn share_of_runs(normal: &str, said: &str) -> f64 {
    let characters: Vec<char> = normal.chars().collect();
    let said: Vec<char> = said.chars().collect();
    let same = characters.windows(said.len()).filter(|run| **run == said[..]).count();
    same as f64 / (characters.len() + 1).saturating_sub(said.len()).max(1) as f64
}

/// The runs of one length in a text, as they are drawn: the fittest of some. Of the few that overlap themselves each place
/// counts here.
struct Words {
    /// Fitness of each that has any, and at how many places it stands.
    of: BTreeMap<String, (f64, usize)>,
    /// By fitness, rising: how many places have it or less, those without any included.
    up_to: Vec<(f64, usize)>,
    places: usize,
    without: usize,
}

impl Words {
    fn of(normal: &str, length: usize, statistics: &Statistics) -> Words {
        let characters: Vec<char> = normal.chars().collect();
        let mut counts: BTreeMap<&[char], usize> = BTreeMap::new();
        for run in characters.windows(length).filter(|run| run.iter().all(|c| is_han(*c))) {
            *counts.entry(run).or_default() += 1;
        }
        let places = (characters.len() + 1).saturating_sub(length);
        let mut of = BTreeMap::new();
        let mut fit = Vec::new();
        for (run, count) in counts {
            let run: String = run.iter().collect();
            let fitness = statistics.fitness(&run, count);
            if fitness > 0.0 {
                fit.push((fitness, count));
                of.insert(run, (fitness, count));
            }
        }
        fit.sort_by(|one, other| one.0.total_cmp(&other.0));
        let without = places - fit.iter().map(|(_, count)| count).sum::<usize>();
        let mut up_to: Vec<(f64, usize)> = Vec::new();
        let mut sum = without;
        for (fitness, count) in fit {
            sum += count;
            match up_to.last_mut() {
                Some((last, end)) if *last == fitness => *end = sum,
                _ => up_to.push((fitness, sum)),
            }
        }
        Words { of, up_to, places, without }
    }

    /// That this is the fittest of some runs from random places; of runs as fit as each other the first is taken.
    fn likely(&self, word: &str) -> f64 {
        let Some((fitness, count)) = self.of.get(word) else {
            return 0.0;
        };
        let Ok(at) = self.up_to.binary_search_by(|(known, _)| known.total_cmp(fitness)) else {
            return 0.0;
        };
        let end = self.up_to[at].1;
        let start = at.checked_sub(1).map_or(self.without, |before| self.up_to[before].1);
        let share = |places: usize| places as f64 / self.places.max(1) as f64;
        let fittest = share(end).powi(TRIES as i32) - share(start).powi(TRIES as i32);
        fittest * *count as f64 / (end - start).max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(path: &str) -> PageTruth {
        PageTruth { path: path.to_string(), title: String::new(), normal: String::new() }
    }

    #[test]
    fn the_best_ranking_begins_with_the_likeliest_source() {
        let pages = [page("a.html"), page("b.html"), page("c.html")];
        let sources =
            Sources { likely: BTreeMap::from([(0, 0.1), (1, 0.3)]), by_share: vec![2, 1, 0] };
        let listed = |paths: &[&str]| Listed {
            found: paths.iter().map(|path| path.to_string()).collect(),
            loosely: Vec::new(),
        };
        let of = |paths: &[&str]| expected(&pages, &sources, &listed(paths)).expect("sources");
        let best = of(&["b.html", "a.html#row", "c.html"]);
        assert!((best.ideal - (0.75 + 0.25 / 2.0)).abs() < 1e-12);
        assert!((best.answer - best.ideal).abs() < 1e-12);
        assert!((best.by_share - (0.75 / 2.0 + 0.25 / 3.0)).abs() < 1e-12);
        let other = of(&["c.html", "a.html", "b.html"]);
        assert!((other.answer - (0.25 / 2.0 + 0.75 / 3.0)).abs() < 1e-12);
        assert_eq!(expected(&pages, &Sources::default(), &listed(&[])), None);
    }

    #[test]
    fn all_runs_together_are_certain() {
        let text = "甲乙丙甲乙丁甲乙丙";
        let one = share_of_runs(text, "甲乙");
        let rest: f64 =
            ["乙丙", "丙甲", "乙丁", "丁甲"].map(|run| share_of_runs(text, run)).iter().sum();
        assert!((one + rest - 1.0).abs() < 1e-12);
        assert_eq!(share_of_runs("", "甲乙"), 0.0);
    }
}
