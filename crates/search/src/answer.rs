//! The answer to a question, and its JSON.
//! In: what was found. Out: values for the command line, a string for the browser.

use serde::Serialize;

use crate::extra::ExtraKind;
use crate::facet::{Facet, FacetKind};

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Answer {
    pub query: String,
    /// Pages that hold all words and pass the filters.
    pub total_pages: usize,
    /// Pages that hold all words.
    pub unfiltered_pages: usize,
    pub pages: Vec<PageHit>,
    /// Counts over all pages found, if asked for; loosely fitting ones when there are no others.
    pub facets: Option<Vec<FacetCounts>>,
    /// When no page holds all words: those that hold much of them.
    pub looser: Option<Looser>,
    /// Whether letters were taken as pinyin, because they stand nowhere as they are.
    pub by_pinyin: bool,
    /// When no page holds all words, but some hold them with a slip of the hand put right, the pages are those: the
    /// question as it was meant, perhaps.
    pub guess: Option<String>,
    /// When no page holds all words: words in the index that are spelled nearly like the one asked for.
    pub nearest: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Looser {
    pub total_pages: usize,
    pub pages: Vec<PageHit>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PageHit {
    /// The page's path in the site.
    pub url: String,
    pub title: String,
    pub score: f64,
    pub facets: Vec<Facet>,
    pub date: Option<String>,
    pub sections: Vec<SectionHit>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SectionHit {
    pub anchor: String,
    pub heading: String,
    /// Escaped text in which `<mark>` is the only element.
    pub snippet: String,
    /// The words as they are written in the text.
    pub marks: Vec<String>,
    /// Where the snippet comes from if it is no text of the page.
    pub source: Option<ExtraKind>,
}

/// The values of one kind that the pages found have, most frequent first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetCounts {
    pub kind: FacetKind,
    pub values: Vec<FacetCount>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetCount {
    pub value: String,
    pub count: usize,
    /// Whether the question was narrowed to it.
    pub chosen: bool,
}

impl Answer {
    /// The same JSON as through serde, by a writer that is small in the browser's client.
    pub fn to_json(&self) -> String {
        let mut json = String::from("{\"query\":");
        string(&mut json, &self.query);
        pages(&mut json, self.total_pages, &self.pages);
        json.push_str(",\"unfiltered_pages\":");
        json.push_str(&self.unfiltered_pages.to_string());
        json.push_str(",\"facets\":");
        match &self.facets {
            Some(counts) => facet_counts(&mut json, counts),
            None => json.push_str("null"),
        }
        json.push_str(",\"looser\":");
        match &self.looser {
            Some(looser) => {
                // The list's first comma belongs to a member before it.
                let mut inner = String::new();
                pages(&mut inner, looser.total_pages, &looser.pages);
                json.push('{');
                json.push_str(inner.trim_start_matches(','));
                json.push('}');
            }
            None => json.push_str("null"),
        }
        json.push_str(",\"by_pinyin\":");
        json.push_str(if self.by_pinyin { "true" } else { "false" });
        json.push_str(",\"guess\":");
        match &self.guess {
            Some(guess) => string(&mut json, guess),
            None => json.push_str("null"),
        }
        json.push_str(",\"nearest\":[");
        list(&mut json, &self.nearest, |json, word| string(json, word));
        json.push_str("]}");
        json
    }
}

fn pages(json: &mut String, total: usize, pages: &[PageHit]) {
    json.push_str(",\"total_pages\":");
    json.push_str(&total.to_string());
    json.push_str(",\"pages\":[");
    list(json, pages, |json, page| {
        member(json, '{', "url", &page.url);
        member(json, ',', "title", &page.title);
        json.push_str(",\"score\":");
        number(json, page.score);
        json.push_str(",\"facets\":[");
        list(json, &page.facets, |json, facet| {
            member(json, '{', "kind", facet.kind.name());
            member(json, ',', "value", &facet.value);
            json.push('}');
        });
        json.push_str("],\"date\":");
        match &page.date {
            Some(date) => string(json, date),
            None => json.push_str("null"),
        }
        json.push_str(",\"sections\":[");
        list(json, &page.sections, |json, section| {
            member(json, '{', "anchor", &section.anchor);
            member(json, ',', "heading", &section.heading);
            member(json, ',', "snippet", &section.snippet);
            json.push_str(",\"marks\":[");
            list(json, &section.marks, |json, mark| string(json, mark));
            json.push(']');
            match section.source {
                Some(source) => member(json, ',', "source", source.name()),
                None => json.push_str(",\"source\":null"),
            }
            json.push('}');
        });
        json.push_str("]}");
    });
    json.push(']');
}

fn facet_counts(json: &mut String, counts: &[FacetCounts]) {
    json.push('[');
    list(json, counts, |json, counts| {
        member(json, '{', "kind", counts.kind.name());
        json.push_str(",\"values\":[");
        list(json, &counts.values, |json, value| {
            member(json, '{', "value", &value.value);
            json.push_str(",\"count\":");
            json.push_str(&value.count.to_string());
            json.push_str(",\"chosen\":");
            json.push_str(if value.chosen { "true" } else { "false" });
            json.push('}');
        });
        json.push_str("]}");
    });
    json.push(']');
}

fn list<T>(json: &mut String, items: &[T], write: impl Fn(&mut String, &T)) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            json.push(',');
        }
        write(json, item);
    }
}

fn member(json: &mut String, before: char, name: &str, value: &str) {
    json.push(before);
    string(json, name);
    json.push(':');
    string(json, value);
}

/// Scores have three decimal places, so whole thousandths say it all.
fn number(json: &mut String, value: f64) {
    let thousandths = (value * 1000.0).round().max(0.0) as u64;
    json.push_str(&(thousandths / 1000).to_string());
    json.push('.');
    let decimals = (1000 + thousandths % 1000).to_string();
    let decimals = decimals[1..].trim_end_matches('0');
    json.push_str(if decimals.is_empty() { "0" } else { decimals });
}

/// Also escapes what a script would end a line at.
fn string(json: &mut String, text: &str) {
    json.push('"');
    for character in text.chars() {
        match character {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\0'..='\u{1f}' | '\u{7f}' | '\u{2028}' | '\u{2029}' => {
                json.push_str("\\u");
                for shift in [12, 8, 4, 0] {
                    let digit = u32::from(character) >> shift & 15;
                    json.push(char::from_digit(digit, 16).unwrap_or('0'));
                }
            }
            _ => json.push(character),
        }
    }
    json.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_as_through_serde() {
        let page = PageHit {
            url: "a/b.html".into(),
            title: "“题” \"\\\n\u{1}\u{7f}\u{2028}".into(),
            score: 12.05,
            facets: vec![Facet::new(FacetKind::Unit, "甲\"嘎查"); 2],
            date: Some("2008-11-18".into()),
            sections: vec![
                SectionHit {
                    marks: vec!["学".into(), "习".into()],
                    source: Some(ExtraKind::FileName),
                    ..SectionHit::default()
                };
                2
            ],
        };
        let looser = Looser { total_pages: 3, pages: vec![page.clone(), page.clone()] };
        for looser in [None, Some(Looser::default()), Some(looser)] {
            let facets = looser.is_some().then(|| {
                vec![FacetCounts {
                    kind: FacetKind::Tag,
                    values: vec![FacetCount { value: "标\"签".into(), count: 3, chosen: true }],
                }]
            });
            let answer = Answer {
                query: "问\t".into(),
                total_pages: 1,
                unfiltered_pages: 2,
                pages: vec![page.clone()],
                facets,
                by_pinyin: looser.is_some(),
                guess: looser.is_some().then(|| "近\"词".into()),
                nearest: vec!["近\"词".into(); looser.is_some().into()],
                looser,
            };
            let read = |json: &str| serde_json::from_str::<serde_json::Value>(json).ok();
            let through_serde = serde_json::to_string(&answer).unwrap_or_default();
            assert!(read(&through_serde).is_some());
            assert_eq!(read(&answer.to_json()), read(&through_serde));
        }
    }
}
