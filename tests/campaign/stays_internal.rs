//! An ordinary slip never makes internal matter public: misnamed plans, copies of rosters, records without a plan, and
//! all the words by which people say that something is not for everybody.

use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;

use jiff::civil::date;
use tempfile::TempDir;
use yanxi::build::{Outcome, Request, build};
use yanxi::model::{Edition, Selection};
use yanxi_problem::print::line;
use yanxi_problem::{Code, Language};

/// What must not get out of any of these folders.
const INTERNAL: &str = "阙砚舟";

const PLAN: &str = "[活动]\n编号 = \"yl\"\n名称 = \"样例活动\"\n开始 = 2026-09-01\n结束 = 2027-01-31\n\n[[单位类别]]\n名称 = \"嘎查村\"\n\n[[记录类型]]\n名称 = \"谈话记录\"\n";
const UNITS: &str = "编号,名称,类别,第一责任人,领导机构\nj,甲嘎查,嘎查村,阙砚舟,领导小组\n";
const PEOPLE: &str = "编号,姓名,单位,身份\np1,阙砚舟,甲嘎查,党员\n";
const TALK: &str = "---\n类型: 谈话记录\n状态: 已审核\n单位: 甲嘎查\n日期: 2026-10-09\n---\n\n谈话对象阙砚舟反映了困难。\n";
const LEDGER: &str = "编号,问题,类别,单位,整改措施,责任人,时限,状态\n1,样例,立即解决,甲嘎查,座谈,阙砚舟,2026-12-01,整改中\n";

type Files<'a> = &'a [(&'a str, &'a str)];

fn written(files: Files<'_>) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join("站").join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, text).expect("a file");
    }
    folder
}

fn built_of(folder: &Path, edition: Edition) -> Outcome {
    let request = Request {
        folder: folder.join("站"),
        selection: Selection { edition, drafts: false },
        date: Some(date(2026, 11, 23)),
        ..Request::default()
    };
    build(&request, &|_| {})
}

/// Whether the internal word stands in a file of the output or in its name.
fn is_out(output: &Path) -> bool {
    walkdir::WalkDir::new(output).into_iter().flatten().any(|entry| {
        let bytes = fs::read(entry.path()).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        text.contains(INTERNAL) || entry.file_name().to_string_lossy().contains(INTERNAL)
    })
}

fn said(outcome: &Outcome, code: Code) -> Vec<String> {
    let problems = outcome.diagnostics.iter().filter(|problem| problem.code == code);
    problems.map(|problem| line(problem, Language::Chinese)).collect()
}

/// A workbook of one sheet.
fn workbook(rows: &[[&str; 4]]) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (number, row) in (0..).zip(rows) {
        for (column, text) in (0..).zip(row) {
            sheet.write_string(number, column, *text).expect("a cell");
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

/// Whether a workbook of the output holds a word.
fn has_cell(output: &Path, word: &str) -> bool {
    walkdir::WalkDir::new(output).into_iter().flatten().any(|entry| {
        let bytes = fs::read(entry.path()).unwrap_or_default();
        let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
            return false;
        };
        (0..archive.len()).any(|number| {
            let mut text = String::new();
            let _ = archive.by_index(number).map(|mut part| part.read_to_string(&mut text));
            text.contains(word)
        })
    })
}

const HOME: (&str, &str) = ("content/_index.md", "# 样例\n\n样例正文。\n");
const SETTINGS: (&str, &str) = ("yanxi.toml", "format = 1\ntitle = \"样例\"\n");

/// The public edition is not built, and the message of E15 begins so.
fn stops(files: Files<'_>, wanted: &str) {
    let folder = written(&[&[SETTINGS, HOME], files].concat());
    let outcome = built_of(folder.path(), Edition::Public);
    assert!(!outcome.published, "{wanted}");
    let said = said(&outcome, Code::E15);
    assert!(said.iter().any(|line| line.starts_with(wanted)), "{wanted}\n{said:#?}");
    for problem in &outcome.diagnostics {
        let shown = line(problem, Language::Chinese);
        assert!(!shown.contains("删去这一行"), "{shown}");
    }
}

/// The public edition is built, without the internal word, and the internal one has it.
fn kept_in(files: Files<'_>) {
    let folder = written(&[&[SETTINGS, HOME], files].concat());
    let outcome = built_of(folder.path(), Edition::Public);
    let names: Vec<&str> = files.iter().map(|(path, _)| *path).collect();
    let shown: Vec<String> =
        outcome.diagnostics.iter().map(|problem| line(problem, Language::Chinese)).collect();
    assert!(outcome.published, "{names:?}\n{shown:#?}");
    assert!(!is_out(&outcome.output), "{names:?}");
    assert_eq!(said(&outcome, Code::E15), Vec::<String>::new());
}

#[test]
fn a_plan_under_a_wrong_name_stops_the_public_edition() {
    for name in [
        "计划.toml.txt",
        "计划(1).toml",
        "计划（1）.toml",
        "计划 - 副本.toml",
        "计划。toml",
        "计划.TOML",
        "计划.txt",
        "计划2026.toml",
        "Plan.toml",
        "计划.toml.bak",
        "学习活动.toml",
    ] {
        let plan = format!("content/活动/{name}");
        let outcome = format!(
            "错误 E15 {plan} —— 这是活动的计划，名字不对，整个活动都没有读到，里面的内部资料会当作公开的。改法：改名为 计划.toml"
        );
        stops(
            &[
                (&plan, PLAN),
                ("content/活动/人员.csv", PEOPLE),
                ("content/活动/记录/谈话.md", TALK),
                ("content/活动/台账/问题台账.csv", LEDGER),
            ],
            &outcome,
        );
        // Alone, it is the same.
        stops(&[(&plan, PLAN), ("content/活动/材料.md", "# 材料\n")], &outcome);
    }
}

#[test]
fn rosters_ledgers_and_records_without_a_plan_stop_the_public_edition() {
    let page = ("content/活动/_index.md", "# 活动\n");
    for (path, text) in [
        ("人员.csv", PEOPLE),
        ("单位.csv", UNITS),
        ("记录/谈话.md", TALK),
        ("谈话.md", TALK),
        ("台账/问题台账.csv", LEDGER),
        ("问题台账.csv", LEDGER),
        ("记录/登记.csv", "类型,事项,单位,姓名,状态\n心得,写心得,甲嘎查,阙砚舟,已审核\n"),
    ] {
        let file = format!("content/活动/{path}");
        let wanted = format!(
            "错误 E15 content/活动 —— 这里有活动的名册、台账或记录（{path}），却没有计划，里面的内部资料会当作公开的。改法：把这个活动的 计划.toml 放回这里；"
        );
        stops(&[page, (&file, text)], &wanted);
        // Another campaign's plan reads none of it.
        stops(
            &[
                page,
                (&file, text),
                ("content/别的活动/计划.toml", PLAN),
                ("content/别的活动/单位.csv", UNITS),
            ],
            &wanted,
        );
        // Folder and remedy: it says that it is internal.
        kept_in(&[("content/活动/_index.md", "---\n公开: 内部\n---\n# 活动\n"), (&file, text)]);
    }
}

#[test]
fn a_record_beside_the_folder_of_records_is_told() {
    let plan = [("content/活动/计划.toml", PLAN), ("content/活动/单位.csv", UNITS)];
    let record = ("content/活动/学习记录/谈话.md", TALK);
    stops(
        &[plan[0], plan[1], record],
        "错误 E15 content/活动/学习记录/谈话.md —— 这一篇写着类型和状态，是活动的记录，却不在“content/活动/记录”里",
    );
}

#[test]
fn a_shared_roster_at_the_top_is_read_by_the_plans_below() {
    kept_in(&[
        ("content/人员.csv", PEOPLE),
        ("content/单位.csv", UNITS),
        ("content/甲/计划.toml", PLAN),
        ("content/乙/计划.toml", &PLAN.replace("yl", "ye")),
    ]);
}

#[test]
fn copies_of_rosters_and_plans_stay_in() {
    let campaign = [
        ("content/活动/计划.toml", PLAN),
        ("content/单位.csv", UNITS),
        ("content/人员.csv", PEOPLE),
        ("content/资料/_index.md", "# 资料\n"),
    ];
    let renamed = "编号,姓名,单位,身份\np1,阙砚舟,甲嘎查,党员\n";
    for copy in [
        "人员 - 副本.csv",
        "人员2026.csv",
        "人员(1).csv",
        "人员（2）.csv",
        "人员_20261128.csv",
        "副本人员.csv",
        "people copy.csv",
        "名单.csv",
        "党员花名册.csv",
        "人员.csv.txt",
        "单位 - 副本.csv",
    ] {
        let text = if copy.starts_with('单') { UNITS } else { renamed };
        for folder in ["content", "content/资料"] {
            let path = format!("{folder}/{copy}");
            kept_in(&[&campaign[..], &[(&path, text)]].concat());
        }
        let linking = format!("# 资料\n\n[名单](<{copy}>)\n");
        let path = format!("content/资料/{copy}");
        let files = [
            &campaign[..3],
            &[SETTINGS, HOME, (&path, text), ("content/资料/_index.md", &linking)],
        ]
        .concat();
        let folder = written(&files);
        let outcome = built_of(folder.path(), Edition::Public);
        assert!(!outcome.published);
        assert_eq!(said(&outcome, Code::E14).len(), 1, "{copy}");
    }
    for copy in
        ["计划 - 副本.toml", "计划(1).toml", "计划.toml.txt", "计划.toml.bak", "旧/计划.toml.txt"]
    {
        let path = format!("content/活动/{copy}");
        let text = format!("{PLAN}# 阙砚舟\n");
        kept_in(&[&campaign[..], &[(&path, &text)]].concat());
    }
    stops(
        &[("static/人员 - 副本.csv", PEOPLE)],
        "错误 E15 static/人员 - 副本.csv —— static 文件夹里的文件会照样公开，人员 - 副本.csv 却是名册、计划或审核登记。改法：把它移出 static 文件夹",
    );
}

#[test]
fn copies_of_reviews_stay_in_and_are_never_linked() {
    let reviews = "文件,审核人,日期,校验\ncontent/甲.pdf,阙砚舟,2026-11-20,b3-9f3a0c\n";
    let checked = "文件,种类,遮盖,处数,理由,核对人,日期,校验\ncontent/甲.csv,手机号,199****1234,1,批次号,阙砚舟,2026-11-20,b3-9f3a0c\n";
    for (copy, text) in [
        ("审核(1).csv", reviews),
        ("审核 - 副本.csv", reviews),
        ("审核.csv", reviews),
        ("审核.csv.txt", reviews),
        ("审核2026.csv", "文件,审核人,日期\n甲.pdf,阙砚舟,2026-11-20\n"),
        ("看过的文件.csv", reviews),
        ("核对.csv", checked),
        ("核对（2）.csv", checked),
    ] {
        let path = format!("content/资料/{copy}");
        let page = ("content/资料/_index.md", "# 资料\n");
        kept_in(&[page, (&path, text)]);
        // Damaged, or locked by a password, it stays in too.
        kept_in(&[page, ("content/资料/审核 - 副本.xlsx", "PK\u{3}\u{4}阙砚舟")]);
        let linking = format!("# 资料\n\n[名单](<{copy}>)\n");
        let files = [SETTINGS, HOME, (&path, text), ("content/资料/_index.md", &linking)];
        let folder = written(&files);
        let outcome = built_of(folder.path(), Edition::Public);
        assert!(!outcome.published, "{copy}");
        assert_eq!(said(&outcome, Code::E14).len(), 1, "{copy}");
    }
    for copy in ["审核.xlsx", "审核 - 副本.xlsx", "看过的文件.xlsx"] {
        let folder = written(&[SETTINGS, HOME, ("content/资料/_index.md", "# 资料\n")]);
        let rows = [
            ["文件", "审核人", "日期", "校验"],
            ["content/甲.pdf", INTERNAL, "2026-11-20", "b3-9f3a0c"],
        ];
        let path = folder.path().join("站/content/资料").join(copy);
        fs::write(&path, workbook(&rows)).expect("a workbook");
        let outcome = built_of(folder.path(), Edition::Public);
        assert!(outcome.published, "{copy}");
        assert!(!has_cell(&outcome.output, INTERNAL), "{copy}");
        fs::write(
            folder.path().join("站/content/资料/_index.md"),
            format!("# 资料\n\n[名单](<{copy}>)\n"),
        )
        .expect("a page");
        let outcome = built_of(folder.path(), Edition::Public);
        assert!(!outcome.published, "{copy}");
        assert_eq!(said(&outcome, Code::E14).len(), 1, "{copy}");
    }
    // A form of the same name that names nobody is a download like others.
    let form = ("content/资料/审核.csv", "步骤,内容\n1,初审\n");
    let folder = written(&[SETTINGS, HOME, ("content/资料/_index.md", "# 资料\n"), form]);
    let outcome = built_of(folder.path(), Edition::Public);
    assert!(outcome.published);
    let is_there = walkdir::WalkDir::new(&outcome.output)
        .into_iter()
        .flatten()
        .any(|entry| fs::read_to_string(entry.path()).is_ok_and(|text| text.starts_with("步骤")));
    assert!(is_there);
}

#[test]
fn every_word_for_internal_keeps_a_page_in() {
    for head in [
        "---\n内部: 是\n---\n",
        "---\n内部：\n---\n",
        "---\ninternal: true\n---\n",
        "---\n可见: 内部\n---\n",
        "---\n范围: 内部\n---\n",
        "---\n公开范围: 仅限内部\n---\n",
        "---\n是否公开: 否\n---\n",
        "---\n标题: 分工（内部）\n---\n",
        "+++\n\"内部\" = true\n+++\n",
        "【内部】\n\n",
        "（内部，请勿外传）\n\n",
        "# 【内部】领导分工\n\n",
        "<!-- 【内部】 -->\n\n",
    ] {
        let page = format!("{head}阙砚舟负责。\n");
        kept_in(&[("content/分工.md", &page)]);
        // Of a folder's page it holds for the folder.
        let section = format!("{head}说明。\n");
        kept_in(&[
            ("content/资料/_index.md", &section),
            ("content/资料/分工.md", "# 分工\n\n阙砚舟负责。\n"),
        ]);
    }
    for name in
        ["资料（内部）", "资料(内部)", "【内部】资料", "资料-内部", "内部", "资料（不公开）"]
    {
        let (page, file) = (format!("content/{name}/分工.md"), format!("content/{name}/分工.csv"));
        kept_in(&[(&page, "# 分工\n\n阙砚舟负责。\n"), (&file, "甲,乙\n阙砚舟,1\n")]);
    }
    for name in ["分工（内部）", "【内部】分工", "分工-内部"] {
        let (page, file) = (format!("content/{name}.md"), format!("content/{name}.csv"));
        kept_in(&[(&page, "# 分工\n\n阙砚舟负责。\n"), (&file, "甲,乙\n阙砚舟,1\n")]);
    }
}

#[test]
fn what_says_internal_where_it_has_no_effect_is_an_error() {
    for head in [
        "<!-- 公开: 内部 -->\n",
        "<!--\n公开: 内部\n-->\n",
        "```yaml\n公开: 内部\n```\n",
        "```\n---\n公开: 内部\n---\n```\n",
        "> 公开: 内部\n",
        "**公开：内部**\n",
        "（公开：内部）\n",
        "公开 = \"内部\"\n",
        "可见：内部\n",
        "内部：是\n",
    ] {
        let page = format!("{head}\n阙砚舟负责。\n");
        let folder = written(&[SETTINGS, HOME, ("content/分工.md", &page)]);
        let outcome = built_of(folder.path(), Edition::Public);
        assert!(!outcome.published, "{head}");
        let said = said(&outcome, Code::R04);
        assert!(said.len() == 1 && said[0].contains("没有起作用"), "{head}: {said:?}");
    }
}

#[test]
fn a_folders_page_under_another_ending_is_an_error_and_other_pages_a_warning() {
    let internal = "---\n公开: 内部\n---\n# 资料\n\n阙砚舟\n";
    for name in
        ["_index.md.txt", "_index.txt", "_index.markdown.txt", "_index。md", "_index.md.bak"]
    {
        let path = format!("content/资料/{name}");
        stops(
            &[(&path, internal), ("content/资料/甲.md", "# 甲\n\n阙砚舟\n")],
            &format!(
                "错误 E15 {path} —— 里面写着整个栏目只给内部看，名字却不对，没有起作用，这个栏目会当作公开的。改法：改名为 _index.md"
            ),
        );
    }
    kept_in(&[("content/资料/_index(1).md", internal), ("content/资料/甲.md", "# 甲\n\n阙砚舟\n")]);
    kept_in(&[("content/资料/＿index.md", internal), ("content/资料/甲.md", "# 甲\n\n阙砚舟\n")]);
    for name in ["讲话.md.txt", "讲话.txt"] {
        let path = format!("content/资料/{name}");
        kept_in(&[(&path, internal), ("content/资料/甲.md", "# 甲\n")]);
    }
    let folder = written(&[SETTINGS, HOME, ("content/讲话.md.txt", "# 讲话\n")]);
    let outcome = built_of(folder.path(), Edition::Public);
    assert_eq!(
        said(&outcome, Code::R17),
        [
            "提醒 R17 content/讲话.md.txt —— 像是一篇材料，名字的末尾却不是 .md，没有做成网页。改法：改名为 讲话.md"
        ]
    );
}

#[test]
fn what_editors_leave_behind_is_no_attachment() {
    for name in ["讲话.md.bak", "讲话.md~", "讲话.tmp", "讲话.docx.old", "名单.csv.bak"] {
        let path = format!("content/资料/{name}");
        kept_in(&[(&path, "阙砚舟\n"), ("content/资料/讲话.md", "# 讲话\n")]);
    }
}

#[test]
fn internal_pages_without_a_list_of_files_are_not_built_over() {
    let folder = written(&[
        SETTINGS,
        HOME,
        ("content/分工.md", "---\n公开: 内部\n---\n# 分工\n\n阙砚舟负责。\n"),
    ]);
    let site = folder.path().join("站");
    let internal = built_of(folder.path(), Edition::Internal);
    assert!(internal.published);
    fs::rename(&internal.output, site.join("public")).expect("renamed");
    fs::remove_file(site.join("public/.yanxi-manifest.json")).expect("removed");
    let outcome = built_of(folder.path(), Edition::Public);
    assert!(!outcome.published);
    let said = said(&outcome, Code::R02);
    assert!(
        said[0].contains("里面是内部版的网页（如 fen-gong")
            && said[0].ends_with("改法：把“public”这个文件夹整个移走，再生成一次"),
        "{said:?}"
    );
}
