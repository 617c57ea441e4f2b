//! Other names of what a plan names, and numbers of entries, find the pages that show it.

use yanxi::model::Edition;
use yanxi_search::{ExtraKind, SearchOptions, Session};

use super::built::{Built, folder_of};

const PLAN: &str = "
[活动]
名称 = \"样例活动\"
开始 = 2026-09-01
结束 = 2026-10-31

[应列]
八个问题 = 3

[[清单]]
名称 = \"基本原则\"
条目 = [\"解放思想\", \"领导带头\", \"群众路线\", \"突出特色\", \"边学边改\"]

[[清单]]
名称 = \"八个问题\"
条目 = [\"其一\", \"其二\", \"其三\"]

[[取值]]
名称 = \"类别\"
值 = [\"立即解决\", \"共同解决\"]

[[记录类型]]
名称 = \"问题台账\"
用途 = \"问题\"
字段 = [\"问题\", {名称 = \"解决类别\", 取值 = \"类别\"}]

[别名]
共同解决 = [\"合力攻坚\", \"加强协作\"]
领导带头 = \"带头示范\"
";

const FILES: [(&str, &str); 3] = [
    ("活动/计划.toml", PLAN),
    ("活动/单位.csv", "名称\n甲社区\n乙村\n"),
    (
        "活动/台账/问题台账.csv",
        "单位,日期,问题,解决类别\n甲社区,2026-09-10,路灯不亮,共同解决\n乙村,2026-09-11,水管漏水,立即解决\n",
    ),
];

/// Titles of what is found, with what says where the word is from.
fn found(built: &Built, question: &str) -> Vec<(String, Option<ExtraKind>)> {
    let folder = built.output.join("search");
    let fetch = |path: &str| std::fs::read(folder.join(path)).map_err(|error| error.to_string());
    let (mut session, _) = Session::load(fetch).expect("an index");
    let (answer, _) = session.run(question, SearchOptions::default(), fetch).expect("an answer");
    let hits = answer.pages.into_iter();
    hits.map(|hit| (hit.title, hit.sections.first().and_then(|section| section.source))).collect()
}

#[test]
fn other_names_and_numbers_of_entries_find_pages() {
    let folder = folder_of(&FILES);
    let internal = Built::of(folder.path(), Edition::Internal);
    assert!(internal.outcome.published, "{:#?}", internal.messages());
    for question in ["合力攻坚", "加强协作"] {
        let hits = found(&internal, question);
        assert!(
            hits.contains(&("路灯不亮".to_string(), Some(ExtraKind::Alias))),
            "{question}: {hits:?}"
        );
        assert!(hits.iter().all(|(title, _)| title != "水管漏水"), "{hits:?}");
    }
    let plan = "方案要点".to_string();
    // An entry of a list is found by itself.
    let hits = found(&internal, "带头示范");
    assert!(hits.contains(&("领导带头".to_string(), Some(ExtraKind::Alias))), "{hits:?}");
    for question in ["五个原则", "5项基本原则"] {
        let hits = found(&internal, question);
        assert!(hits.contains(&(plan.clone(), Some(ExtraKind::Count))), "{question}: {hits:?}");
    }
    assert!(!found(&internal, "三个问题").is_empty());
    for question in ["四个原则", "十五个原则"] {
        assert_eq!(found(&internal, question), [], "{question}");
    }
    // What the public edition does not show has no other names there.
    let public = Built::of(folder.path(), Edition::Public);
    assert!(public.outcome.published, "{:#?}", public.messages());
    assert_eq!(found(&public, "合力攻坚"), []);
    assert!(found(&public, "五个原则").contains(&(plan, Some(ExtraKind::Count))));
}

#[test]
fn an_other_name_for_nothing_is_told() {
    let plan = PLAN.replace("共同解决 = [", "共同解絕 = [");
    let mut files = FILES;
    files[0].1 = &plan;
    let built = Built::of(folder_of(&files).path(), Edition::Internal);
    let told: Vec<String> =
        built.messages().into_iter().filter(|message| message.contains("共同解絕")).collect();
    assert_eq!(told.len(), 1, "{:#?}", built.messages());
    assert!(told[0].contains("把“共同解絕”改成“共同解决”"), "{told:?}");
}
