//! A plan of another kind: no stages, no steps, no ratings. The same program shows it without a trace of them.

use std::path::Path;

use yanxi::exit_status::ExitStatus;
use yanxi::model::Edition;

use super::built::{Built, numbers, words};

fn built(edition: Edition) -> Built {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/without-stages");
    let built = Built::of(&folder, edition);
    assert_eq!(built.outcome.ending, ExitStatus::Done, "{:#?}", built.messages());
    built
}

#[test]
fn nothing_of_the_other_campaign_shows() {
    for edition in [Edition::Public, Edition::Internal] {
        let built = built(edition);
        for (path, html) in &built.pages {
            let seen = words(html);
            for word in ["阶段", "环节", "70%", "70.0%", "满意度", "把关", "五学"] {
                assert!(!seen.contains(word), "{path} shows {word}");
            }
            let numbers = numbers(html);
            assert!(!numbers.contains("16"), "{path} shows 16");
        }
    }
}

#[test]
fn no_page_has_an_empty_table_or_list() {
    let page = scraper::Selector::parse("tbody, ul, ol, dl").expect("a selector");
    for edition in [Edition::Public, Edition::Internal] {
        for (path, html) in &built(edition).pages {
            for element in scraper::Html::parse_document(html).select(&page) {
                // The search page's lists are filled by its script.
                let by_script = path.ends_with("search.html") || element.value().id().is_some();
                assert!(
                    by_script || element.children().any(|child| child.value().is_element()),
                    "{path} has an empty {}",
                    element.value().name()
                );
            }
        }
    }
}

#[test]
fn its_activities_and_figures_are_there() {
    let built = built(Edition::Internal);
    let all: String = built.pages.values().map(|html| words(html)).collect();
    for phrase in ["读书班", "警示教育", "4月至7月", "完成", "迟交", "待审", "读书班第一期"]
    {
        assert!(all.contains(phrase), "nothing shows {phrase}");
    }
}
