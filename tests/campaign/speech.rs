//! An invented mobilisation speech, its plan and records, and what people ask about it.
//! In: `tests/fixtures/speech`, and a table of questions with the page and figure that must answer each. Out: passes if
//! the page shows the figure in the edition that has it, and search brings the page among the first ten.
//!
//! Figures were counted by hand from the tables, not read off the pages.

use std::path::Path;
use std::sync::OnceLock;

use yanxi::model::Edition;
use yanxi_search::{SearchOptions, Session};

use super::built::{Built, words};

const SITE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/speech");
const QUESTIONS: &str = include_str!("../fixtures/speech-questions.tsv");
/// What a reader sees of results without turning the page.
const FIRST: usize = 10;

fn built(edition: Edition) -> &'static Built {
    static PUBLIC: OnceLock<Built> = OnceLock::new();
    static INTERNAL: OnceLock<Built> = OnceLock::new();
    let built = match edition {
        Edition::Public => &PUBLIC,
        Edition::Internal => &INTERNAL,
    };
    built.get_or_init(|| Built::of(Path::new(SITE), edition))
}

/// A question, the page that answers it, and what stands there; none where the edition has no such page.
struct Question {
    asked: &'static str,
    page: &'static str,
    figure: Option<&'static str>,
}

fn questions(edition: Edition) -> Vec<Question> {
    QUESTIONS
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [asked, page, public, internal] = cells[..] else {
                panic!("four cells a line: {line}");
            };
            let figure = if edition == Edition::Public { public } else { internal };
            Question { asked, page, figure: Some(figure).filter(|figure| *figure != "-") }
        })
        .collect()
}

/// Whether an address or path is that of a page of the table: of the campaign, or one that begins so.
fn is_page(path: &str, page: &str) -> bool {
    let path = path.split(['#', '?']).next().unwrap_or(path);
    if page.ends_with(".html") {
        let campaign = path.split_once('/').filter(|(first, _)| first.starts_with("xue-xi"));
        campaign.is_some_and(|(_, rest)| rest == page || page == "index.html" && rest.is_empty())
    } else {
        path.starts_with(page)
    }
}

fn unanswered(edition: Edition) -> Vec<String> {
    let built = built(edition);
    let folder = built.output.join("search");
    let fetch = |path: &str| std::fs::read(folder.join(path)).map_err(|error| error.to_string());
    let (mut session, _) = Session::load(fetch).expect("an index");
    let mut unanswered = Vec::new();
    for Question { asked, page, figure } in questions(edition) {
        let Some(figure) = figure else {
            continue;
        };
        let Some((_, html)) = built.pages.iter().find(|(path, _)| is_page(path, page)) else {
            unanswered.push(format!("{asked}: no page {page}"));
            continue;
        };
        let wanted: String = figure.split_whitespace().collect();
        if !words(html).contains(&wanted) {
            unanswered.push(format!("{asked}: {page} does not show {figure}"));
        }
        let options = SearchOptions { limit: FIRST, ..SearchOptions::default() };
        let (answer, _) = session.run(asked, options, fetch).expect("an answer");
        let found: Vec<&str> = answer
            .pages
            .iter()
            .chain(answer.looser.iter().flat_map(|looser| &looser.pages))
            .map(|hit| hit.url.as_str())
            .take(FIRST)
            .collect();
        if !found.iter().any(|url| is_page(url, page)) {
            unanswered.push(format!("{asked}: {page} is not among {found:?}"));
        }
    }
    unanswered
}

#[test]
fn every_question_about_the_speech_is_answered_by_the_page_and_figure_that_should() {
    assert!(questions(Edition::Internal).len() >= 110);
    let open: Vec<String> = [Edition::Public, Edition::Internal]
        .into_iter()
        .flat_map(|edition| {
            unanswered(edition).into_iter().map(move |question| format!("{edition:?} {question}"))
        })
        .collect();
    assert!(open.is_empty(), "{} unanswered:\n{}", open.len(), open.join("\n"));
}

#[test]
fn the_speech_and_its_plan_bring_no_mistake() {
    for edition in [Edition::Public, Edition::Internal] {
        let mistakes: Vec<String> = built(edition)
            .messages()
            .into_iter()
            .filter(|message| message.starts_with("错误"))
            .collect();
        assert!(mistakes.is_empty(), "{edition:?}:\n{}", mistakes.join("\n"));
    }
}

/// The names of the entries of a kind in a drafted plan, in their order.
fn names(draft: &str, table: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_it = false;
    for line in draft.lines() {
        if line.starts_with('[') {
            is_it = line == format!("[[{table}]]");
        }
        if let Some(name) = line.strip_prefix("名称 = ").filter(|_| is_it) {
            found.push(name.trim_matches('"').to_string());
        }
    }
    found
}

#[test]
fn a_speech_is_drafted_as_it_says() {
    let speech = Path::new(SITE).join("content/动员讲话.md");
    let draft = yanxi::authoring::plan_draft(&speech).expect("a draft");
    assert_eq!(names(&draft, "阶段"), ["思想发动", "学习调研", "分析检查", "整改落实"], "{draft}");
    assert_eq!(names(&draft, "把关"), ["认识关", "深入关", "实效关", "科学关", "民主关"]);
    assert!(draft.contains("阶段 = 4\n环节 = 16"), "{draft}");
    let activities = names(&draft, "主题实践活动");
    for name in ["五学", "三个一", "五查", "四访四问"] {
        assert!(activities.iter().any(|own| own == name), "{name}: {activities:?}");
    }
    for (name, value, unit) in
        [("人工种草", "1000", "亩"), ("硬化嘎查路", "36", "公里"), ("满意度", "70", "%")]
    {
        let wanted = format!("名称 = \"{name}\"\n数值 = {value}\n单位 = \"{unit}\"");
        assert!(draft.contains(&wanted), "{wanted} in {draft}");
    }
    assert!(draft.contains("时间说明 = \"10月底开始，到明年2月底\""), "{draft}");
    assert!(draft.contains("# 下面这些话没有放进计划"), "{draft}");
}
