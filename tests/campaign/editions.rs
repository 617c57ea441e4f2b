//! Two editions from one folder: what the public one must not hold, what the internal one says on every page.

use std::collections::BTreeSet;
use std::fs;

use yanxi::model::Edition;

use super::built::{Built, files, folder_of, sample, words};

/// Names of the sample's roster.
fn people() -> BTreeSet<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let roster = files(&root)
        .into_iter()
        .filter(|path| path.ends_with("/人员.csv"))
        .map(|path| fs::read_to_string(root.join(path)).expect("a roster"))
        .collect::<Vec<_>>();
    assert!(!roster.is_empty());
    roster
        .iter()
        .flat_map(|text| text.lines().skip(1))
        .filter_map(|line| line.split(',').nth(1))
        .map(str::to_string)
        .collect()
}

#[test]
fn pages_made_for_the_public_name_nobody() {
    let built = sample(Edition::Public);
    let people = people();
    assert!(people.len() > 30);
    let written: BTreeSet<&String> = built
        .pages
        .iter()
        .filter(|(_, html)| html.contains("kind-page") || html.contains("kind-section"))
        .map(|(path, _)| path)
        .collect();
    for (path, html) in &built.pages {
        if written.contains(path) {
            continue;
        }
        let seen = words(html);
        for person in &people {
            assert!(!seen.contains(person.as_str()), "{path} names {person}");
        }
    }
    for path in files(&built.output).iter().filter(|path| path.ends_with(".csv")) {
        let text = fs::read_to_string(built.output.join(path)).expect("a table");
        for person in &people {
            assert!(!text.contains(person.as_str()), "{path} names {person}");
        }
    }
}

#[test]
fn lists_of_who_is_missing_are_internal_only() {
    let public = sample(Edition::Public);
    for name in ["outstanding.html", "people.html", "coverage.html", "problems.html", "visits.html"]
    {
        assert!(public.words_of(&[name]).is_empty(), "the public edition has {name}");
        assert!(
            !sample(Edition::Internal).words_of(&[name]).is_empty(),
            "the internal edition has no {name}"
        );
    }
    for (path, html) in &public.pages {
        // The question bank may ask what the states mean.
        if !html.contains("kind-derived") || path.ends_with("quiz.html") {
            continue;
        }
        let seen = words(html);
        assert!(!seen.contains("未交"), "{path} says who is missing");
    }
}

#[test]
fn every_internal_page_says_so() {
    for (path, html) in &sample(Edition::Internal).pages {
        if html.contains("http-equiv=\"refresh\"") {
            continue;
        }
        assert!(html.contains("内部版"), "{path}");
    }
    for (path, html) in &sample(Edition::Public).pages {
        assert!(!html.contains("banner-internal"), "{path}");
    }
}

#[test]
fn an_archived_campaign_is_marked_and_has_no_gaps() {
    let built = sample(Edition::Internal);
    let archived: Vec<_> = built.pages.iter().filter(|(path, _)| path.starts_with("08-")).collect();
    assert!(!archived.is_empty());
    assert!(archived.iter().any(|(_, html)| words(html).contains("已归档")));
    for (path, html) in archived {
        let seen = words(html);
        assert!(!path.ends_with("outstanding.html"), "{path}");
        assert!(!seen.contains("逾期"), "{path}");
    }
}

const PLAN: &str = r#"
[活动]
名称 = "样例活动"
开始 = 2026-09-01
结束 = 2026-12-31

[[记录类型]]
名称 = "通讯"
公开 = "公开"

[[测评规则]]
名称 = "满意度"
等次 = ["满意", "不满意"]
权重 = [1, 0]
合格线 = 70

[[记录类型]]
名称 = "测评"
用途 = "测评"
"#;

fn record(kind: &str, title: &str, status: &str, more: &str) -> String {
    format!(
        "---\n类型: {kind}\n标题: {title}\n单位: 甲嘎查\n日期: 2026-10-10\n状态: {status}\n{more}---\n\n{title}的正文。\n"
    )
}

fn built_with(plan_text: &str) -> (Built, Built) {
    let news = |title: &str, status: &str| record("通讯", title, status, "");
    let files = [
        ("yanxi.toml", "format = 1\ntitle = \"样例\"\n".to_string()),
        ("content/_index.md", "---\n标题: 样例\n---\n\n正文。\n".to_string()),
        ("content/活动/计划.toml", PLAN.to_string()),
        ("content/活动/_index.md", plan_text.to_string()),
        (
            "content/活动/单位.csv",
            "编号,名称,类别,第一责任人,领导机构\nu1,甲嘎查,村,样例甲,领导小组\n".to_string(),
        ),
        ("content/活动/人员.csv", "编号,姓名,单位\np1,样例甲,甲嘎查\n".to_string()),
        ("content/活动/记录/一.md", news("审过的通讯", "已审核")),
        ("content/活动/记录/二.md", news("没审的通讯", "报送")),
        ("content/活动/记录/三.md", news("退回的通讯", "退回")),
        ("content/活动/记录/四.md", news("起草的通讯", "草稿")),
        (
            "content/活动/记录/五.md",
            record("测评", "一次测评", "已审核", "满意: 8\n不满意: 2\n有效: 10\n"),
        ),
    ];
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let folder = folder_of(&files);
    (Built::of(folder.path(), Edition::Public), Built::of(folder.path(), Edition::Internal))
}

fn all_words(built: &Built) -> String {
    built.pages.values().map(|html| words(html)).collect()
}

#[test]
fn of_public_records_only_the_approved_go_out() {
    let (public, internal) = built_with("---\n标题: 方案\n---\n\n方案正文。\n");
    assert!(public.outcome.published, "{:#?}", public.messages());
    let seen = all_words(&public);
    assert!(seen.contains("审过的通讯"), "{seen}");
    for title in ["没审的通讯", "退回的通讯", "起草的通讯"] {
        assert!(!seen.contains(title), "{title} went out");
        assert!(all_words(&internal).contains(title), "{title} is not in the internal edition");
    }
}

#[test]
fn results_of_ratings_are_public_unless_the_plan_says_otherwise() {
    let (public, _) = built_with("---\n标题: 方案\n---\n\n方案正文。\n");
    assert!(all_words(&public).contains("80.0%（8/10）"));
}

#[test]
fn nothing_of_an_internal_campaign_goes_out() {
    let (public, internal) = built_with("---\n标题: 方案\n公开: 内部\n---\n\n方案正文。\n");
    assert!(public.outcome.published, "{:#?}", public.messages());
    assert!(
        public.pages.keys().all(|path| !path.starts_with("huo-dong")),
        "{:?}",
        public.pages.keys()
    );
    let seen = all_words(&public);
    for words in ["通讯", "样例活动", "方案正文"] {
        assert!(!seen.contains(words), "{words} went out");
    }
    assert!(all_words(&internal).contains("审过的通讯"));
}
