//! What goes into the public edition and what does not, decision by decision.

use std::fs;
use std::path::Path;

use yanxi::build::{Kept, Outcome, Request, Round, ShownEdition, bring, build};
use yanxi::exit_status::ExitStatus;
use yanxi::model::{Edition, Selection};
use yanxi::staging::ShownSite;
use yanxi_problem::Language;
use yanxi_problem::print::line;

use super::built::{Built, files, folder_of};
use super::leaks::{bytes_of, leaks};
use super::marked;

fn messages_of(folder: &[(&str, &str)]) -> Vec<String> {
    let folder = folder_of(folder);
    let built = Built::of(folder.path(), Edition::Public);
    assert!(!built.outcome.published);
    built.messages()
}

fn request(folder: &Path, output: &Path, edition: Edition) -> Request {
    Request {
        folder: folder.to_path_buf(),
        output: Some(output.to_path_buf()),
        selection: Selection { edition, ..Selection::default() },
        date: Some(jiff::civil::date(2026, 11, 23)),
        ..Request::default()
    }
}

fn build_into(folder: &Path, output: &Path, edition: Edition) -> Outcome {
    build(&request(folder, output, edition), &|_| {})
}

#[test]
fn a_public_site_built_over_an_internal_one_is_as_if_nothing_had_been_there() {
    let (site, words) = marked::site(0);
    let folder = marked::written(&site);
    let fresh = Built::of(folder.path(), Edition::Public);
    for by_preview in [false, true] {
        let around = tempfile::tempdir().expect("a folder");
        let output = around.path().join("public");
        let internal = build_into(folder.path(), &output, Edition::Internal);
        assert!(internal.published);
        if by_preview {
            let mut shown = ShownEdition::of(Edition::Public, ShownSite::of(&output));
            let mut kept = Kept::default();
            let request = request(folder.path(), &output, Edition::Public);
            let mut round =
                Round::begin(&request, &mut kept).unwrap_or_else(|outcome| panic!("{outcome:?}"));
            assert!(round.pages(&mut shown, &|_| {}).published);
            let (held, foreign) = bring(&mut shown).expect("brought");
            assert!(held.is_empty() && foreign.is_empty(), "{held:?} {foreign:?}");
        } else {
            let public = build_into(folder.path(), &output, Edition::Public);
            assert!(public.published && public.foreign.is_empty(), "{:?}", public.foreign);
        }
        assert_eq!(bytes_of(&output), bytes_of(&fresh.output));
        // Nothing lies beside it but the lock.
        let beside: Vec<String> =
            files(around.path()).into_iter().filter(|path| !path.starts_with("public/")).collect();
        assert_eq!(beside, [".public.lock"]);
        let found = leaks(&output, &words);
        assert!(found.is_empty(), "{found:?}");
    }
}

#[test]
fn a_site_whose_list_of_files_is_damaged_is_not_built_over() {
    let folder = folder_of(&[
        ("content/甲.md", "# 甲\n\n正文"),
        ("content/乙.md", "---\n公开: 内部\n---\n\n# 乙\n\n内部正文"),
        ("yanxi.toml", ""),
    ]);
    let output = folder.path().join("public");
    build_into(folder.path(), &output, Edition::Internal);
    fs::write(output.join(".yanxi-manifest.json"), "{").expect("a file");
    let outcome = build_into(folder.path(), &output, Edition::Public);
    assert_eq!(outcome.ending, ExitStatus::CannotReadOrWrite);
    let told = line(&outcome.diagnostics[0], Language::Chinese);
    assert!(
        told.ends_with(
            "旧网站的文件清单（.yanxi-manifest.json）坏了，分不清哪些文件是旧网站的。改法：把“public”这个文件夹整个移走，再生成一次"
        ),
        "{told}"
    );
}

/// The preview shows pages before their index is ready; what has just become internal is not kept in the old one.
#[test]
fn an_index_with_something_that_became_internal_is_not_kept() {
    let folder = folder_of(&[
        ("yanxi.toml", ""),
        ("content/甲.md", "# 甲\n\n正文"),
        ("content/乙.md", "# 乙页\n\n要收回的正文"),
    ]);
    let output = folder.path().join("public");
    let mut shown = ShownEdition::of(Edition::Public, ShownSite::of(&output));
    let mut kept = Kept::default();
    let mut pages = |shown: &mut ShownEdition| {
        let request = request(folder.path(), &output, Edition::Public);
        let mut round =
            Round::begin(&request, &mut kept).unwrap_or_else(|outcome| panic!("{outcome:?}"));
        assert!(round.pages(shown, &|_| {}).published);
        shown.shown.read("search/entry.js").expect("an entry")
    };
    let first = pages(&mut shown);
    fs::write(folder.path().join("content/甲.md"), "# 甲\n\n改过的正文").expect("a file");
    assert_eq!(pages(&mut shown), first);
    fs::write(
        folder.path().join("content/乙.md"),
        "---\n公开: 内部\n---\n\n# 乙页\n\n要收回的正文",
    )
    .expect("a file");
    assert_ne!(pages(&mut shown), first);
    let titles = shown.shown.read("search/titles.js").expect("titles");
    let titles = String::from_utf8(titles).expect("text");
    assert!(!titles.contains("乙页"), "{titles}");
}

#[test]
fn public_pages_use_no_internal_files() {
    let page = "---\n附件: [密/名单.docx]\n---\n\n# 甲\n\n![图](密/图.png)\n\n[表](密/表.xlsx)\n\n![[独.png]]\n\n[附](乙-附.docx)\n\n[册](人员.csv)\n";
    let remedy = "改法：删去这里的链接；它在内部文件夹里、跟着一篇内部页面，或者是名册、计划、备份和它们的副本，这些都不公开";
    let expected: Vec<String> = [
        ("content/甲.md 第2行 附件: [密/名单.docx]", "名单.docx"),
        ("content/甲.md 第7行 ![图](密/图.png)", "图.png"),
        ("content/甲.md 第9行 [表](密/表.xlsx)", "表.xlsx"),
        ("content/甲.md 第11行 ![[独.png]]", "独.png"),
        ("content/甲.md 第13行 [附](乙-附.docx)", "乙-附.docx"),
        ("content/甲.md 第15行 [册](人员.csv)", "人员.csv"),
    ]
    .into_iter()
    .map(|(place, name)| format!("错误 E14 {place} —— 公开的内容用了内部文件“{name}”。{remedy}"))
    .collect();
    let told = messages_of(&[
        ("yanxi.toml", ""),
        ("content/甲.md", page),
        ("content/乙.md", "---\n公开: 内部\n---\n\n# 乙\n"),
        ("content/乙-附.docx", "x"),
        ("content/人员.csv", "x"),
        ("content/密/_index.md", "---\n公开: 内部\n---\n\n# 密\n"),
        ("content/密/名单.docx", "x"),
        ("content/密/图.png", "x"),
        ("content/密/独.png", "x"),
        ("content/密/表.xlsx", "x"),
    ]);
    assert_eq!(told, expected);
}

#[test]
fn public_records_have_no_internal_files() {
    let plan = "[活动]\n名称 = \"样例活动\"\n[[记录类型]]\n名称 = \"通讯\"\n公开 = \"公开\"\n字段 = [{名称 = \"内容\"}]\n";
    let told = messages_of(&[
        ("yanxi.toml", ""),
        ("content/_index.md", "# 首页\n"),
        ("content/密/_index.md", "---\n公开: 内部\n---\n\n# 密\n"),
        ("content/密/图.png", "x"),
        ("content/活动/计划.toml", plan),
        ("content/活动/单位.csv", "编号,名称\nu1,甲嘎查\n"),
        (
            "content/活动/记录/通讯/一.md",
            "---\n标题: 一\n单位: 甲嘎查\n状态: 已审核\n附件: [/密/图.png]\n---\n\n正文\n",
        ),
        (
            "content/活动/台账/通讯.csv",
            "标题,单位,状态,公开,附件\n二,甲嘎查,已审核,公开,/密/图.png\n三,甲嘎查,已审核,内部,/密/图.png\n",
        ),
    ]);
    let files: Vec<&str> = told
        .iter()
        .filter(|line| line.contains("E14"))
        .map(|line| line.split(" —— ").next().unwrap_or_default())
        .collect();
    assert_eq!(
        files,
        [
            "错误 E14 content/活动/台账/通讯.csv 第2行",
            "错误 E14 content/活动/记录/通讯/一.md 第1行",
        ]
    );
}

/// A text names its attachments as a row does: beside it, in the campaign's folder, or the only one of its name there.
#[test]
fn a_text_finds_its_attachments_where_a_row_finds_them() {
    let plan = "[活动]\n名称 = \"样例活动\"\n[[记录类型]]\n名称 = \"通讯\"\n公开 = \"公开\"\n字段 = [{名称 = \"内容\"}]\n";
    let named = "[签到表.txt, 附件/照片说明.txt]";
    let folder = folder_of(&[
        ("yanxi.toml", ""),
        ("content/_index.md", "# 首页\n"),
        ("content/活动/计划.toml", plan),
        ("content/活动/单位.csv", "编号,名称,第一责任人,领导机构\nu1,甲嘎查,张样,领导小组\n"),
        ("content/活动/附件/会场/签到表.txt", "样例"),
        ("content/活动/附件/照片说明.txt", "样例"),
        ("content/活动/办法.md", &format!("---\n标题: 办法\n附件: {named}\n---\n\n正文\n")),
        (
            "content/活动/记录/通讯/一.md",
            &format!("---\n标题: 一\n单位: 甲嘎查\n状态: 已审核\n附件: {named}\n---\n\n正文\n"),
        ),
        (
            "content/活动/台账/通讯.csv",
            "标题,单位,状态,附件\n二,甲嘎查,已审核,签到表.txt、附件/照片说明.txt\n",
        ),
    ]);
    for edition in [Edition::Public, Edition::Internal] {
        let built = Built::of(folder.path(), edition);
        assert_eq!(built.messages(), Vec::<String>::new());
        for title in ["办法", "一"] {
            let start = format!("<title>{title} ");
            let page = built.pages.values().find(|page| page.contains(&start));
            let page = page.expect("the page");
            assert!(page.contains("签到表.txt") && page.contains("照片说明.txt"), "{page}");
        }
    }
}

#[test]
fn an_attachment_beside_an_internal_page_needs_a_word() {
    let with = |second: &str| {
        folder_of(&[
            ("yanxi.toml", ""),
            ("content/甲.md", "# 甲\n"),
            ("content/乙.md", second),
            ("content/一.pdf", "x"),
            ("content/二.pdf", "x"),
        ])
    };
    let folder = with("---\n公开: 内部\n---\n\n# 乙\n");
    let built = Built::of(folder.path(), Edition::Public);
    assert_eq!(
        built.messages(),
        [
            "错误 E14 content/一.pdf —— 这个文件夹里有内部页面，这里的 2 个附件没有写明属于哪一页，分不清能不能公开。改法：能公开的，在公开的页面里写上链接；不能公开的，和内部页面一起移到另一个文件夹，那里的 _index.md 写 公开: 内部"
        ]
    );
    assert!(Built::of(folder.path(), Edition::Internal).outcome.published);
    let with_draft = Built::of(with("---\n草稿: 是\n---\n\n# 乙\n").path(), Edition::Public);
    let without = Built::of(
        folder_of(&[
            ("yanxi.toml", ""),
            ("content/甲.md", "# 甲\n"),
            ("content/一.pdf", "x"),
            ("content/二.pdf", "x"),
        ])
        .path(),
        Edition::Public,
    );
    assert!(with_draft.outcome.published, "{:#?}", with_draft.messages());
    assert!(files(&without.output).iter().any(|path| path.ends_with(".pdf")));
    // The title of a site without a name is that of its folder.
    assert_eq!(files(&with_draft.output).len(), files(&without.output).len());
}

/// Names that sound alike, addresses chosen alike, titles alike: none of an internal page's moves a public page.
#[test]
fn no_address_depends_on_an_internal_page_of_a_like_name() {
    let public = [
        ("yanxi.toml", "title = \"样例\"\n"),
        ("content/甲嘎查.md", "# 甲嘎查\n\n见[[乙嘎查]]。"),
        ("content/乙嘎查.md", "---\n地址: yi\n别名: [old]\n---\n\n# 乙嘎查\n\n正文"),
        ("content/丙/丁.md", "# 丁\n\n正文"),
    ];
    let internal = [
        ("content/贾嘎查.md", "---\n公开: 内部\n---\n\n# 甲嘎查\n"),
        ("content/甲嘎查.markdown", "---\n公开: 内部\n---\n\n# 乙嘎查\n"),
        ("content/乙.md", "---\n公开: 内部\n地址: yi\n别名: [old]\n---\n\n# 乙嘎查\n"),
        ("content/丙/_index.md", "---\n公开: 内部\n---\n\n# 另一个丙\n"),
        ("content/丙/丁.markdown", "---\n公开: 内部\n---\n\n# 丁\n"),
    ];
    let mut all = public.to_vec();
    all.extend(internal);
    // The folder's page says internal for all below it; the public page there says otherwise.
    for file in &mut all {
        if file.0 == "content/丙/丁.md" {
            file.1 = "---\n公开: 公开\n---\n\n# 丁\n\n正文";
        }
    }
    let alone = Built::of(folder_of(&public).path(), Edition::Public);
    let together = Built::of(folder_of(&all).path(), Edition::Public);
    assert!(together.outcome.published, "{:#?}", together.messages());
    assert_eq!(bytes_of(&together.output), bytes_of(&alone.output));
}

/// Rosters, plans and reports are never attachments, also where nothing reads them.
#[test]
fn files_of_the_office_are_no_attachments() {
    let names = ["人员.csv", "people.xlsx", "单位.csv", "计划.xlsx"];
    let report = yanxi_problem::report::page(&[], Language::Chinese);
    let mut folder = vec![
        ("yanxi.toml", "title = \"样例\"\n"),
        ("_index.md", "# 首页\n"),
        ("public-report.html", report.as_str()),
        ("我的-report.html", "公开的报告"),
        ("公开.pdf", "公开"),
    ];
    folder.extend(names.map(|name| (name, "样例甲")));
    let built = Built::of(folder_of(&folder).path(), Edition::Public);
    assert!(built.outcome.published, "{:#?}", built.messages());
    let attached: Vec<String> = files(&built.output)
        .into_iter()
        .filter(|path| {
            path.contains("report")
                || path.ends_with(".pdf")
                || path.ends_with(".csv")
                || path.ends_with(".xlsx")
        })
        .collect();
    assert_eq!(attached.len(), 2, "{attached:?}");
    assert!(
        attached[0].starts_with("gong-kai-") && attached[1].starts_with("wo-de-report-file-"),
        "{attached:?}"
    );
}
