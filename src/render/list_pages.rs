//! The way through a list that is split over several pages.
//! In: the paths of its pages and the number of the page at hand. Out: what `list-pages.html` is given.

use serde::Serialize;

use super::context::href;

/// Up to so many pages the number of each is shown.
const ALL: usize = 12;
/// Neighbours shown on each side where there are more.
const NEIGHBOURS: usize = 2;

#[derive(Debug, Serialize)]
pub(super) struct ListPagesContext {
    number: usize,
    count: usize,
    previous: Option<String>,
    next: Option<String>,
    numbers: Vec<NumberContext>,
}

#[derive(Debug, Serialize)]
struct NumberContext {
    number: usize,
    href: String,
    current: bool,
    /// Pages before it are not shown.
    after_gap: bool,
}

impl ListPagesContext {
    /// `at`: from 0.
    pub(super) fn of(paths: &[String], at: usize) -> ListPagesContext {
        let from = paths.get(at).map(String::as_str).unwrap_or_default();
        let to = |number: usize| paths.get(number).map(|path| href(from, path, ""));
        let mut before = None;
        let numbers = shown(paths.len(), at).into_iter().filter_map(|number| {
            let after_gap = before.replace(number).is_some_and(|before| before + 1 < number);
            let current = number == at;
            Some(NumberContext { number: number + 1, href: to(number)?, current, after_gap })
        });
        ListPagesContext {
            number: at + 1,
            count: paths.len(),
            previous: at.checked_sub(1).and_then(to),
            next: to(at + 1),
            numbers: numbers.collect(),
        }
    }
}

/// The pages whose numbers are shown: all of a few; else the first, the last, those around, and round numbers on the way.
fn shown(count: usize, at: usize) -> Vec<usize> {
    let mut step = 1;
    let mut factors = [5, 2].into_iter().cycle();
    while count / step > ALL {
        step *= factors.next().unwrap_or(10);
    }
    let is_shown = |number: &usize| {
        count <= ALL
            || *number == 0
            || *number + 1 == count
            || number.abs_diff(at) <= NEIGHBOURS
            || (number + 1).is_multiple_of(step)
    };
    (0..count).filter(is_shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_numbers_lead_anywhere() {
        assert_eq!(shown(12, 3).len(), 12);
        let numbers: Vec<usize> = shown(100, 46).iter().map(|number| number + 1).collect();
        assert_eq!(numbers, [1, 10, 20, 30, 40, 45, 46, 47, 48, 49, 50, 60, 70, 80, 90, 100]);
        assert!(shown(12_345, 6_000).len() < 24);
    }

    #[test]
    fn the_ends_have_one_neighbour() {
        let paths: Vec<String> = (1..=3).map(|number| format!("a/b-{number}.html")).collect();
        let first = ListPagesContext::of(&paths, 0);
        assert_eq!((first.previous, first.next.as_deref()), (None, Some("b-2.html")));
        let last = ListPagesContext::of(&paths, 2);
        assert_eq!((last.previous.as_deref(), last.next), (Some("b-2.html"), None));
        assert!(last.numbers.iter().filter(|number| number.current).count() == 1);
    }
}
