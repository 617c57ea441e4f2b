//! Review before publishing, on whole sites: the sample is reviewed, and who reviewed is told to nobody outside.

use std::fs;
use std::path::{Path, PathBuf};

use yanxi::model::Edition;
use yanxi::review::{self, Request};
use yanxi_search::{SearchOptions, Session};

use super::built::{Built, files, folder_of};

const PLAN: &str = r#"
[活动]
名称 = "样例活动"
开始 = 2026-09-01
结束 = 2026-12-31

[[记录类型]]
名称 = "通讯"
公开 = "公开"

[[记录类型]]
名称 = "把关"
用途 = "把关"
公开 = "公开"
"#;

#[test]
fn every_public_page_of_the_sample_is_reviewed() {
    let request =
        Request { folder: Some(PathBuf::from(env!("CARGO_MANIFEST_DIR"))), ..Request::default() };
    assert_eq!(review::list(&request).expect("a list"), []);
}

#[test]
fn who_reviewed_is_told_to_nobody_outside() {
    let record = |kind: &str, title: &str| {
        format!(
            "---\n类型: {kind}\n标题: {title}\n单位: 甲嘎查\n日期: 2026-10-10\n---\n\n{title}的正文。\n"
        )
    };
    let made = [
        ("yanxi.toml", "format = 1\ntitle = \"样例\"\n".to_string()),
        ("content/_index.md", "# 样例\n\n正文。\n".to_string()),
        ("content/活动/计划.toml", PLAN.to_string()),
        ("content/活动/单位.csv", "编号,名称,类别\nu1,甲嘎查,村\n".to_string()),
        ("content/活动/人员.csv", "编号,姓名,单位\nmarkerid7,审例戊,甲嘎查\n".to_string()),
        ("content/活动/记录/一.md", record("通讯", "第一篇")),
        ("content/活动/记录/二.md", record("把关", "第二篇")),
        (
            "content/活动/台账/通讯.csv",
            "单位,标题,日期,审核\n甲嘎查,表里一条,2026-10-11,审例戊\n".to_string(),
        ),
    ];
    let made: Vec<(&str, &str)> = made.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let folder = folder_of(&made);
    let all = |by: &str, path: &str| Request {
        paths: vec![folder.path().join(path)],
        by: by.into(),
        ..Request::default()
    };
    let reviewed = review::run(&all("审例戊", "content/活动")).expect("reviewed");
    assert_eq!(reviewed.by, "markerid7");
    review::run(&all("审例己", "content/_index.md")).expect("reviewed");
    // One entry as people write it themselves.
    let by_hand = folder.path().join("content/活动/记录/三.md");
    let text = record("通讯", "第三篇").replacen(
        "---\n",
        "---\n审核: {人: 审例戊, 日期: 2026-10-12}\n",
        1,
    );
    fs::write(by_hand, text).expect("a file");

    let internal = Built::of(folder.path(), Edition::Internal);
    let public = Built::of(folder.path(), Edition::Public);
    assert!(public.outcome.published, "{:#?}", public.messages());
    // Reviewed records are approved ones, so they are there.
    for title in ["第一篇", "第二篇", "第三篇"] {
        assert!(public.pages.values().any(|html| html.contains(title)), "{title}");
    }
    let inside = everything(&internal.output);
    assert!(inside.contains("markerid7") && inside.contains("审例戊"));
    let outside = everything(&public.output);
    for marker in ["markerid7", "审例戊", "审例己"] {
        assert!(!outside.contains(marker), "the public edition holds {marker}");
    }
    for query in ["审例戊", "审例己", "markerid7"] {
        assert_eq!(found(&public.output, query), 0, "{query}");
    }
    assert!(found(&public.output, "第三篇") > 0);
}

/// All files of a site as one text.
fn everything(output: &Path) -> String {
    files(output)
        .iter()
        .map(|path| {
            let bytes = fs::read(output.join(path)).expect("a file");
            String::from_utf8_lossy(&bytes).into_owned()
        })
        .collect()
}

fn found(output: &Path, query: &str) -> usize {
    let fetch =
        |path: &str| fs::read(output.join("search").join(path)).map_err(|error| error.to_string());
    let (mut session, _) = Session::load(fetch).expect("an index");
    let (answer, _) = session.run(query, SearchOptions::default(), fetch).expect("an answer");
    answer.total_pages
}
