//! What came of a question, and figures over many.
//! In: the pages an answer names, the truth. Out: recall, precision, place; means, errors, medians.

use std::collections::{BTreeMap, BTreeSet};

use super::classes::{Class, Question};
use super::ideal::{Expected, Sources, expected};
use super::page_texts::PageTruth;

/// The pages of an answer in their order, those that fit only loosely apart.
#[derive(Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(from = "(Vec<String>, Vec<String>)")]
pub(crate) struct Listed {
    pub(crate) found: Vec<String>,
    pub(crate) loosely: Vec<String>,
}

impl From<(Vec<String>, Vec<String>)> for Listed {
    fn from((found, loosely): (Vec<String>, Vec<String>)) -> Listed {
        Listed { found, loosely }
    }
}

#[derive(Clone, Copy)]
pub(crate) struct Outcome {
    pub(crate) recall: f64,
    pub(crate) precision: f64,
    /// One over the place of the page the question was drawn from; nought if it is not shown. A sentence
    /// that many pages hold is answered by any of them.
    pub(crate) reciprocal: f64,
    /// The same over all pages that the question may have been drawn from, beside what the best ranking would reach.
    pub(crate) expected: Option<Expected>,
}

/// What a question cost.
#[derive(Default, Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) milliseconds: f64,
    pub(crate) requests: f64,
    pub(crate) bytes: f64,
    /// How often something was waited for; known natively alone.
    pub(crate) waves: f64,
}

/// The page that a row of a ledger stands on.
fn page_of(url: &str) -> &str {
    url.split('#').next().unwrap_or_default()
}

/// Whether it is a file attached to a page. The truth is read from the pages' HTML, and such hits are not judged;
/// `tests/site/attached.rs` holds them to a plain search of the files' texts.
fn is_attachment(url: &str) -> bool {
    url.contains("#file=")
}

pub(crate) fn judged(
    pages: &[PageTruth],
    question: &Question,
    sources: &Sources,
    listed: &Listed,
) -> Outcome {
    let truth: BTreeSet<&str> =
        question.truth.iter().map(|page| pages[*page].path.as_str()).collect();
    let found: BTreeSet<&str> =
        listed.found.iter().filter(|url| !is_attachment(url)).map(|url| page_of(url)).collect();
    let right = truth.intersection(&found).count() as f64;
    let target = pages[question.target].path.as_str();
    let right_page = |page: &str| match question.class {
        Class::Question => truth.contains(page),
        _ => page == target,
    };
    let places = places(listed);
    let place = places.iter().filter(|(page, _)| right_page(page)).map(|(_, place)| *place).min();
    let share = |of: usize| if of == 0 { 1.0 } else { right / of as f64 };
    Outcome {
        recall: share(truth.len()),
        precision: share(found.len()),
        reciprocal: place.map_or(0.0, |place| 1.0 / (place + 1) as f64),
        expected: expected(pages, sources, listed),
    }
}

/// At which place each page of an answer is shown, from 0. Rows of one page are shown together, where the best of them
/// stands.
pub(crate) fn places(listed: &Listed) -> BTreeMap<&str, usize> {
    let mut places = BTreeMap::new();
    let all = listed.found.iter().chain(&listed.loosely);
    for url in all.filter(|url| !is_attachment(url)) {
        let next = places.len();
        places.entry(page_of(url)).or_insert(next);
    }
    places
}

pub(crate) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Of the mean: how far another draw of as many questions would lie from it.
pub(crate) fn standard_error(values: &[f64]) -> f64 {
    let mean = mean(values);
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    let count = values.len() as f64;
    (squares / (count - 1.0).max(1.0) / count.max(1.0)).sqrt()
}

/// The value below which this share of them lies.
pub(crate) fn quantile(values: &[f64], share: f64) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let at = values.len().saturating_sub(1) as f64 * share;
    values.get(at.round() as usize).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(path: &str) -> PageTruth {
        PageTruth { path: path.to_string(), title: String::new(), normal: String::new() }
    }

    #[test]
    fn rows_stand_for_their_page() {
        let pages = [page("a.html"), page("b.html"), page("c.html")];
        let question = Question {
            class: Class::TwoWords,
            text: String::new(),
            target: 1,
            truth: vec![1, 2],
            plain: Vec::new(),
        };
        let sources = Sources::default();
        let urls = |urls: &[&str]| urls.iter().map(|url| url.to_string()).collect();
        let listed =
            Listed { found: urls(&["a.html#r1", "a.html#r2", "b.html#r7"]), loosely: urls(&[]) };
        let outcome = judged(&pages, &question, &sources, &listed);
        assert_eq!((outcome.recall, outcome.precision), (0.5, 0.5));
        assert_eq!(outcome.reciprocal, 0.5);
        let loosely = Listed { found: urls(&[]), loosely: urls(&["c.html", "b.html"]) };
        let outcome = judged(&pages, &question, &sources, &loosely);
        assert_eq!((outcome.recall, outcome.precision), (0.0, 1.0));
        assert_eq!(outcome.reciprocal, 0.5);
        let nothing = judged(&pages, &question, &sources, &Listed::default());
        assert_eq!(nothing.reciprocal, 0.0);
    }

    #[test]
    fn figures() {
        let values = [1.0, 0.0, 1.0, 0.0];
        assert_eq!(mean(&values), 0.5);
        assert!((standard_error(&values) - (1.0f64 / 12.0).sqrt()).abs() < 1e-12);
        assert_eq!((quantile(&values, 0.5), quantile(&values, 0.95)), (1.0, 1.0));
        assert_eq!((mean(&[]), standard_error(&[]), quantile(&[], 0.5)), (0.0, 0.0, 0.0));
    }
}
