//! Rounds of a preview over a folder that is edited: after any row of edits the same bytes as a build from nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use yanxi::build::{Kept, Request, Round, ShownEdition, bring, build};
use yanxi::model::{Edition, Selection};
use yanxi::staging::ShownSite;

use super::leaks::bytes_of;

const EDITIONS: [(Edition, &str); 2] =
    [(Edition::Public, "public"), (Edition::Internal, "public-internal")];

const PAGES: [&str; 6] = [
    "content/一/甲.md",
    "content/一/乙.md",
    "content/一/丙.md",
    "content/二/丁.md",
    "content/二/深/戊.md",
    "content/活动/记录/己.md",
];

/// What somebody does to the folder; the numbers choose where.
#[derive(Debug, Clone)]
enum Edit {
    Text(usize, u8),
    Title(usize, u8),
    Tags(usize, u8),
    Link(usize, usize),
    Internal(usize),
    Remove(usize),
    Rename(usize, u8),
    Add(u8),
    Section(u8),
    Settings(u8),
    Register(u8),
    File(u8),
}

fn edit() -> impl Strategy<Value = Edit> {
    use Edit::{
        Add, File, Internal, Link, Register, Remove, Rename, Section, Settings, Tags, Text, Title,
    };
    let (at, what) = (0..PAGES.len(), 0..4_u8);
    prop_oneof![
        3 => (at.clone(), what.clone()).prop_map(|(at, what)| Text(at, what)),
        1 => (at.clone(), what.clone()).prop_map(|(at, what)| Title(at, what)),
        1 => (at.clone(), what.clone()).prop_map(|(at, what)| Tags(at, what)),
        1 => (at.clone(), at.clone()).prop_map(|(at, to)| Link(at, to)),
        1 => at.clone().prop_map(Internal),
        1 => at.clone().prop_map(Remove),
        1 => (at, what.clone()).prop_map(|(at, what)| Rename(at, what)),
        1 => what.clone().prop_map(Add),
        1 => what.clone().prop_map(Section),
        1 => what.clone().prop_map(Settings),
        1 => what.clone().prop_map(Register),
        1 => what.prop_map(File),
    ]
}

type Files = BTreeMap<String, String>;

/// A page's parts in a file of ours.
fn page(title: &str, tags: &str, more: &str, text: &str) -> String {
    format!("---\n标题: {title}\n标签: {tags}\n{more}---\n\n{text}\n")
}

fn folder() -> Files {
    let plan = "[活动]\n名称 = \"样例活动\"\n[[记录类型]]\n名称 = \"通讯\"\n公开 = \"公开\"\n字段 = [{名称 = \"内容\"}]\n";
    let mut files = Files::new();
    for (path, text) in [
        ("yanxi.toml", "title = \"样例镇\"\n"),
        ("content/_index.md", "# 首页\n\n[甲](一/甲.md)\n"),
        ("content/一/_index.md", "# 第一栏\n"),
        ("content/一/签到表.txt", "样例"),
        ("content/活动/计划.toml", plan),
        ("content/活动/单位.csv", "编号,名称,第一责任人,领导机构\nu1,甲嘎查,张样,领导小组\n"),
        ("content/活动/台账/通讯.csv", "标题,单位,状态,内容\n二,甲嘎查,已审核,样例\n"),
    ] {
        files.insert(path.into(), text.into());
    }
    for (number, path) in PAGES.iter().enumerate() {
        let more = if path.contains("记录") {
            "类型: 通讯\n单位: 甲嘎查\n状态: 已审核\n"
        } else {
            ""
        };
        let tags = if path.contains("记录") { "" } else { "学习" };
        files.insert(path.to_string(), page(&format!("第{number}篇"), tags, more, "正文。"));
    }
    files
}

fn replace_line(text: &str, key: &str, line: &str) -> String {
    let lines = text.lines().map(|old| if old.starts_with(key) { line } else { old });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

fn apply(files: &mut Files, edit: &Edit, number: usize) {
    let change = |files: &mut Files, at: usize, how: &dyn Fn(&str) -> String| {
        if let Some(text) = files.get_mut(PAGES[at]) {
            *text = how(text);
        }
    };
    match edit {
        Edit::Text(at, what) => {
            change(files, *at, &|text| format!("{text}\n改{number}样{what}。\n"))
        }
        Edit::Title(at, what) => {
            change(files, *at, &|text| replace_line(text, "标题", &format!("标题: 新题{what}")));
        }
        Edit::Tags(at, what) => {
            change(files, *at, &|text| {
                replace_line(text, "标签", &format!("标签: 学习、签{what}"))
            });
        }
        Edit::Link(at, to) => {
            let name = PAGES[*to].rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
            change(files, *at, &|text| format!("{text}\n见[[{name}]]。\n"));
        }
        Edit::Internal(at) => {
            change(files, *at, &|text| text.replacen("---\n", "---\n公开: 内部\n", 1))
        }
        Edit::Remove(at) => {
            files.remove(PAGES[*at]);
        }
        Edit::Rename(at, what) => {
            if let Some(text) = files.remove(PAGES[*at]) {
                files.insert(PAGES[*at].replace(".md", &format!("{what}.md")), text);
            }
        }
        Edit::Add(what) => {
            files.insert(format!("content/二/新{what}.md"), format!("# 新篇{number}\n\n[[甲]]\n"));
        }
        Edit::Section(what) => {
            files.insert("content/一/_index.md".into(), format!("# 栏{what}\n\n[文](甲.md)\n"));
        }
        Edit::Settings(what) => {
            let more = ["", "footer = \"样例\"\n", "[privacy]\nmask = true\n", "raw_html = true\n"];
            let more = more[usize::from(*what)];
            files.insert("yanxi.toml".into(), format!("title = \"样例{what}\"\n{more}"));
        }
        Edit::Register(what) => {
            let row = format!("三{what},甲嘎查,已审核,电话13900001234\n");
            files.entry("content/活动/台账/通讯.csv".into()).or_default().push_str(&row);
        }
        Edit::File(what) => {
            files.insert(
                "content/一/签到表.txt".into(),
                "样例".repeat(usize::from(*what) * 400 + 1),
            );
        }
    }
}

fn write(folder: &Path, before: &Files, files: &Files) {
    for path in before.keys().filter(|path| !files.contains_key(*path)) {
        fs::remove_file(folder.join(path)).expect("removed");
    }
    for (path, text) in files.iter().filter(|(path, text)| before.get(*path) != Some(text)) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, text).expect("a file");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5))]

    #[test]
    fn after_any_row_of_edits_the_site_is_as_if_built_from_nothing(edits in vec(edit(), 5)) {
        let around = tempfile::tempdir().expect("a folder");
        let site = around.path().join("站");
        let mut files = Files::new();
        let request = |edition, output: &Path| Request {
            folder: site.clone(),
            output: Some(output.to_path_buf()),
            selection: Selection { edition, ..Selection::default() },
            date: Some(jiff::civil::date(2026, 11, 23)),
            ..Request::default()
        };
        let mut kept = Kept::default();
        let mut shown = EDITIONS.map(|(edition, name)| {
            ShownEdition::of(edition, ShownSite::of(&around.path().join(name)))
        });
        let row = std::iter::once(None).chain(edits.iter().map(Some));
        for (number, edit) in row.enumerate() {
            let before = files.clone();
            match edit {
                None => files = folder(),
                Some(edit) => apply(&mut files, edit, number),
            }
            write(&site, &before, &files);
            let output = around.path().join("public");
            let mut round = Round::begin(&request(Edition::Public, &output), &mut kept)
                .unwrap_or_else(|outcome| panic!("{outcome:?}"));
            for (of, (edition, name)) in shown.iter_mut().zip(EDITIONS) {
                let outcome = round.pages(of, &|_| {});
                let fresh = around.path().join("fresh").join(name);
                let _ = fs::remove_dir_all(&fresh);
                let expected = build(&request(edition, &fresh), &|_| {});
                prop_assert_eq!(outcome.published, expected.published);
                prop_assert_eq!(&outcome.diagnostics, &expected.diagnostics);
                if !outcome.published {
                    continue;
                }
                round.index(of).expect("an index");
                let (held, foreign) = bring(of).expect("brought");
                prop_assert!(held.is_empty() && foreign.is_empty());
                let (now, expected) = (bytes_of(&around.path().join(name)), bytes_of(&fresh));
                let differing: Vec<&String> = expected
                    .iter()
                    .filter(|(path, bytes)| now.get(*path) != Some(bytes))
                    .map(|(path, _)| path)
                    .collect();
                prop_assert!(differing.is_empty(), "{:?} {:?}", edit, differing);
                prop_assert!(now.keys().eq(expected.keys()));
            }
        }
    }
}
