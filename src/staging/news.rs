//! What is new since the last release.
//! In: the last release's record, the pages of this build, the sources in the folder. Out: [`News`], the same for the same input.
//!
//! A page is changed when its own text is; the frame around it does not count. A page that is gone is named only when
//! its source is gone too: one that has become internal, or a draft again, is passed over in silence.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::record::{Listed, Record};

/// The lists of the page of news.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// Date of the release it compares with.
    pub since: String,
    pub added: BTreeMap<String, String>,
    pub changed: BTreeMap<String, String>,
    /// Titles; there is nothing to lead to.
    pub removed: Vec<String>,
    /// Pages made by the program whose figures or lists have changed.
    pub made: BTreeMap<String, String>,
}

/// More lines than this stand on several pages of the list.
const LONGEST: usize = 300;
const ON_EACH: usize = 200;

impl News {
    fn lines(&self) -> usize {
        self.added.len() + self.changed.len() + self.made.len() + self.removed.len()
    }

    /// How many pages the lists take, at least one.
    pub fn pages(&self) -> usize {
        if self.lines() > LONGEST { self.lines().div_ceil(ON_EACH) } else { 1 }
    }

    /// What stands on one of them, counted from 0.
    pub fn page(&self, at: usize) -> News {
        if self.pages() == 1 {
            return self.clone();
        }
        let mut skip = at * ON_EACH;
        let mut room = ON_EACH;
        let mut pass = |lines: usize| {
            let from = skip.min(lines);
            let taken = room.min(lines - from);
            skip -= from;
            room -= taken;
            (from, taken)
        };
        let mut part = |pages: &BTreeMap<String, String>| {
            let (from, taken) = pass(pages.len());
            let lines = pages.iter().skip(from).take(taken);
            lines.map(|(path, title)| (path.clone(), title.clone())).collect()
        };
        let (added, changed, made) = (part(&self.added), part(&self.changed), part(&self.made));
        let (from, taken) = pass(self.removed.len());
        let removed = self.removed[from..from + taken].to_vec();
        News { since: self.since.clone(), added, changed, removed, made }
    }

    /// Compares a build with the last release. Where nothing has changed, that release's own news stay.
    pub fn between(
        previous: &Record,
        pages: &BTreeMap<String, Listed>,
        sources: &BTreeSet<String>,
    ) -> Option<News> {
        let mut news = News { since: previous.date.clone(), ..News::default() };
        for (path, page) in pages {
            let lists = match previous.pages.get(path) {
                None => &mut news.added,
                Some(before) if before.text == page.text && before.title == page.title => continue,
                Some(_) if page.source.is_empty() => &mut news.made,
                Some(_) => &mut news.changed,
            };
            lists.insert(path.clone(), page.title.clone());
        }
        news.removed = previous
            .pages
            .iter()
            .filter(|(path, page)| {
                !pages.contains_key(*path)
                    && !page.source.is_empty()
                    && !sources.contains(&page.source)
            })
            .map(|(_, page)| page.title.clone())
            .collect();
        news.removed.sort();
        let by_people = news.added.len() + news.changed.len() + news.removed.len();
        match (&previous.news, by_people) {
            // A page that is passed over in silence must not stand in older lists either.
            (Some(before), 0) => Some(before.with(news.made, pages)),
            (None, 0) if news.made.is_empty() => None,
            _ => Some(news),
        }
    }

    fn with(&self, made: BTreeMap<String, String>, pages: &BTreeMap<String, Listed>) -> News {
        let mut news = self.clone();
        news.made.extend(made);
        for list in [&mut news.added, &mut news.changed, &mut news.made] {
            list.retain(|path, _| pages.contains_key(path));
        }
        news
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Edition;

    fn page(title: &str, text: &str, source: &str) -> Listed {
        Listed { title: title.into(), text: text.into(), source: source.into() }
    }

    fn pages(list: &[(&str, Listed)]) -> BTreeMap<String, Listed> {
        list.iter().map(|(path, page)| (path.to_string(), page.clone())).collect()
    }

    fn release(list: &[(&str, Listed)]) -> Record {
        Record { pages: pages(list), ..Record::new(Edition::Public, "2026-11-20".into()) }
    }

    fn titles(list: &BTreeMap<String, String>) -> Vec<&str> {
        list.values().map(String::as_str).collect()
    }

    #[test]
    fn pages_added_changed_and_removed_are_told_apart() {
        let before = release(&[
            ("a.html", page("不变", "1", "a")),
            ("b.html", page("改动", "1", "b")),
            ("c.html", page("删去", "1", "c")),
            ("d.html", page("转为内部", "1", "d")),
            ("m.html", page("台账", "1", "")),
        ]);
        let now = pages(&[
            ("a.html", page("不变", "1", "a")),
            ("b.html", page("改动", "2", "b")),
            ("e.html", page("新增", "1", "e")),
            ("m.html", page("台账", "2", "")),
        ]);
        let sources: BTreeSet<String> = ["a", "b", "d", "e"].map(String::from).into();
        let news = News::between(&before, &now, &sources).expect("news");
        assert_eq!(news.since, "2026-11-20");
        assert_eq!(titles(&news.added), ["新增"]);
        assert_eq!(titles(&news.changed), ["改动"]);
        assert_eq!(news.removed, ["删去"]);
        assert_eq!(titles(&news.made), ["台账"]);
    }

    #[test]
    fn where_nothing_has_changed_the_last_news_stay() {
        let now = [("a.html", page("甲", "1", "a"))];
        let mut before = release(&now);
        assert_eq!(News::between(&before, &pages(&now), &BTreeSet::new()), None);
        let told = News {
            since: "2026-11-01".into(),
            added: BTreeMap::from([("a.html".to_string(), "甲".to_string())]),
            ..News::default()
        };
        before.news = Some(told.clone());
        assert_eq!(News::between(&before, &pages(&now), &BTreeSet::new()), Some(told));
    }

    #[test]
    fn a_page_withdrawn_in_silence_leaves_the_older_lists() {
        let mut before =
            release(&[("a.html", page("甲", "1", "a")), ("d.html", page("转为内部", "1", "d"))]);
        before.news = Some(News {
            added: BTreeMap::from([
                ("a.html".to_string(), "甲".to_string()),
                ("d.html".to_string(), "转为内部".to_string()),
            ]),
            ..News::default()
        });
        let now = pages(&[("a.html", page("甲", "1", "a"))]);
        let news = News::between(&before, &now, &BTreeSet::from(["d".to_string()]));
        assert_eq!(titles(&news.expect("news").added), ["甲"]);
    }
}
