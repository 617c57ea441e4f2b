//! What the check says of sensitive matter, word for word, and what goes out of a site that masks.

use std::path::Path;

use crate::build::{Request, build};
use crate::check::check;
use crate::model::{Edition, Selection};
use yanxi_problem::Language;
use yanxi_problem::print::{json, line};

const ID: &str = "990101199003070015";
const PHONE: &str = "19900001234";

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        std::fs::write(path, text).expect("a file");
    }
    folder
}

fn request(folder: &Path, edition: Edition) -> Request {
    Request {
        folder: folder.to_path_buf(),
        selection: Selection { edition, drafts: false },
        date: Some(jiff::civil::date(2026, 11, 23)),
        ..Request::default()
    }
}

/// Lines of the codes that are asked for here; no message in any form may hold a whole number.
fn messages(files: &[(&str, &str)]) -> Vec<String> {
    let folder = folder(files);
    let found = check(&request(folder.path(), Edition::Public)).diagnostics;
    for problem in &found {
        for language in [Language::Chinese, Language::English] {
            for shown in [line(problem, language), json(problem, language)] {
                assert!(!shown.contains(ID) && !shown.contains(PHONE), "{shown}");
            }
        }
    }
    let page = yanxi_problem::report::page(&found, Language::Chinese);
    assert!(!page.contains(ID) && !page.contains(PHONE), "{page}");
    found
        .iter()
        .filter(|problem| ["E05", "E06", "E07", "W06", "W13"].contains(&problem.code.name()))
        .map(|problem| line(problem, Language::Chinese))
        .collect()
}

const SITE: (&str, &str) = ("yanxi.toml", "format = 1\ntitle = \"样例\"\n");

#[test]
fn a_mark_stops_and_its_remedy_is_the_secrecy_officer() {
    let remedy =
        "改法：先停下来，报告保密员，由保密员决定怎么办；不要自己删改标志，也不要改文件名绕过去";
    assert_eq!(
        messages(&[
            SITE,
            ("content/一.md", "---\n密级: 秘密★1年\n---\n\n# 一\n"),
            ("content/二（内部资料）.md", "# 二\n"),
            ("content/三.md", "# 三\n\n| 甲 | 内部资料 |\n|---|---|\n| 1 | 2 |\n"),
            ("content/四.md", "---\n公开: 内部\n---\n\n机密★\n\n# 四\n"),
            ("content/五.md", "# 五\n\n国家秘密分为绝密、机密、秘密三级。\n"),
        ]),
        [
            format!(
                "错误 E05 content/一.md 第2行 密级: 秘密★1年 —— 要公开的内容里有密级标志“秘密★1年”。{remedy}"
            ),
            format!(
                "错误 E05 content/三.md 第3行 | 甲 | 内部资料 | —— 要公开的内容里有内部资料标志“内部资料”。{remedy}"
            ),
            format!(
                "错误 E05 content/二（内部资料）.md —— 文件名：要公开的内容里有内部资料标志“内部资料”。{remedy}"
            ),
        ]
    );
}

#[test]
fn numbers_are_told_masked_where_they_stand() {
    let or_mask = "也可以由程序遮盖：yanxi.toml 里有 [privacy] 的，在它下面加一行 mask = true；没有的，在末尾加 [privacy] 和 mask = true 两行";
    assert_eq!(
        messages(&[
            SITE,
            ("content/一.md", &format!("# 一\n\n身份证 {ID}\n\n电话 199 **0000** 1234\n")),
            ("content/二.md", &format!("---\n公开: 内部\n---\n\n# 二\n\n身份证 {ID}，电话 {PHONE}\n")),
            ("content/三.md", "# 三\n\n住样例镇甲嘎查3组12号，编号990101199003070016\n"),
        ]),
        [
            format!("错误 E06 content/一.md 第3行 身份证 99*************015 —— 有身份证号码 99*************015。改法：删去，或改成 99*************015 的样子；{or_mask}"),
            format!("错误 E07 content/一.md 第5行 电话 199****1234 —— 要公开的内容里有手机号 199****1234。改法：删去，或改成 199****1234 的样子；{or_mask}"),
            "错误 E07 content/三.md 第3行 住样例镇***，编号99*************016 —— 要公开的内容里有写到门牌的住址。改法：住址只写到乡镇（苏木、街道）".to_string(),
            "提醒 W06 content/三.md 第3行 住样例镇***，编号99*************016 —— 像身份证号码，校验不对：99*************016。改法：看一看是不是身份证号码；是就删去或遮住中间几位".to_string(),
            format!("错误 E06 content/二.md 第7行 身份证 99*************015，电话 199****1234 —— 有身份证号码 99*************015。改法：删去，或改成 99*************015 的样子；{or_mask}"),
        ]
    );
}

/// Numbers that signs part in a heading run together in its name, which is no number of anybody's.
#[test]
fn a_version_with_its_day_in_a_heading_is_no_number() {
    let told = messages(&[SITE, ("content/a.md", "# 改动\n\n## 1.4.6（2021-09-30）\n\n文。\n")]);
    assert_eq!(told, Vec::<String>::new());
    let phone = format!("# 改动\n\n## 电话 {PHONE}\n\n文。\n");
    assert_eq!(messages(&[SITE, ("content/a.md", &phone)]).len(), 1);
}

#[test]
fn attachments_and_their_names_are_looked_into() {
    assert_eq!(
        messages(&[
            SITE,
            ("content/一.md", "# 一\n\n样例正文。\n"),
            ("content/一-名单.csv", &format!("姓名,电话\n甲,{PHONE}\n")),
            ("content/一-19900001234.txt", "样例"),
            ("content/一-照片.jpg", "样例"),
        ]),
        [
            "提醒 W13 content —— 图片里的内容没有检查，共 1 张：一-照片.jpg。改法：请人打开看一遍，确认没有密级标志、个人信息再发布",
            "错误 E07 content/一-199****1234.txt —— 文件名：要公开的内容里有手机号 199****1234。改法：给文件改名，名字里不写号码和住址",
            "错误 E07 content/一-名单.csv 第2行 甲,199****1234 —— 要公开的内容里有手机号 199****1234。改法：在原文件里删去或改成 199****1234 的样子，再放进来",
            "提醒 W13 content/一-照片.jpg —— 文件属性里可能有作者、单位，这种格式程序不会清除。改法：在 WPS 或 Office 里清除文件属性（文件—信息—检查文档），或另存为 docx、xlsx、pdf",
        ]
    );
}

#[test]
fn the_public_edition_is_not_built_and_the_internal_one_is() {
    let files = [SITE, ("content/一.md", "# 一\n\n电话 19900001234\n")];
    let folder = folder(&files);
    assert!(!build(&request(folder.path(), Edition::Public), &|_| ()).published);
    assert!(build(&request(folder.path(), Edition::Internal), &|_| ()).published);
}

#[test]
fn a_mark_that_is_a_whole_value_of_a_campaign_is_told_and_a_question_about_marks_is_a_lesson() {
    let plan = "[活动]\n名称 = \"样例活动\"\n开始 = 2026-09-01\n结束 = 2026-12-31\n时间说明 = \"内部资料\"\n\n[[记录类型]]\n名称 = \"题库\"\n用途 = \"题库\"\n公开 = \"公开\"\n字段 = [{名称 = \"A\", 类型 = \"文字\"}, {名称 = \"B\", 类型 = \"文字\"}, {名称 = \"答案\", 类型 = \"文字\"}]\n";
    let quiz = "题目,日期,A,B,答案,状态\n哪一项要先做？,2026-10-11,内部资料,先报到,A,已审核\n哪一项是密级？,2026-10-11,内部资料,公开,B,已审核\n选一选,2026-10-11,内部资料,机密,B,已审核\n";
    let told = messages(&[
        SITE,
        ("content/_index.md", "# 首页\n"),
        ("content/活动/计划.toml", plan),
        ("content/活动/单位.csv", "编号,名称\nu1,甲嘎查\n"),
        ("content/活动/人员.csv", "编号,姓名,单位\np1,审例庚,甲嘎查\n"),
        ("content/活动/台账/题库.csv", quiz),
    ]);
    let places: Vec<&str> =
        told.iter().map(|said| said.split(" —— ").next().unwrap_or_default()).collect();
    assert_eq!(
        places,
        [
            "错误 E05 content/活动/台账/题库.csv 第2行 内部资料",
            "错误 E05 content/活动/计划.toml 第5行 时间说明 = \"内部资料\"",
        ],
        "{told:#?}"
    );
}

#[test]
fn an_internal_build_tells_marks_and_id_numbers_and_is_built() {
    let page = format!("秘密★1年\n\n# 一\n\n身份证 {ID}，电话 {PHONE}\n\n内部资料\n");
    let internal = format!("---\n公开: 内部\n---\n\n{page}");
    for text in [&page, &internal] {
        let folder = folder(&[SITE, ("content/一.md", text)]);
        let built = build(&request(folder.path(), Edition::Internal), &|_| ());
        assert!(built.published);
        let told: Vec<(&str, String)> = built
            .diagnostics
            .iter()
            .filter(|problem| ["E05", "E06", "E07"].contains(&problem.code.name()))
            .map(|problem| (problem.code.name(), line(problem, Language::Chinese)))
            .collect();
        assert_eq!(told.len(), 2, "{told:#?}");
        assert!(told[0].0 == "E05" && told[0].1.starts_with("提醒 E05 content/一.md"), "{told:#?}");
        assert!(told[1].0 == "E06" && told[1].1.contains("内部版里有身份证号码"), "{told:#?}");
        assert!(told.iter().all(|(_, said)| !said.contains(ID)));
    }
}

/// Every file of a folder as one text.
fn everything(folder: &Path) -> String {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            String::from_utf8_lossy(&std::fs::read(entry.path()).unwrap_or_default()).into_owned()
        })
        .collect()
}

#[test]
fn a_site_that_masks_shows_no_number_in_any_file() {
    let files = [
        (
            "yanxi.toml",
            "format = 1\ntitle = \"样例\"\nbase_url = \"https://example.invalid\"\n[privacy]\nmask = true\n",
        ),
        (
            "content/一.md",
            "---\ntitle: 找19900001234\ndescription: 电话 19900001234\n---\n\n## 联系 199 0000 1234\n\n身份证 **990101**19900307**0015**，\
             [打电话](tel:19900001234)，住样例镇甲嘎查3组12号。\n\n| 甲 | 乙 |\n|---|---|\n| 199<br>00001234 | 990101199003070015 |\n",
        ),
    ];
    let folder = folder(&files);
    let public = build(&request(folder.path(), Edition::Public), &|_| ());
    assert!(public.published, "{:?}", public.diagnostics);
    let text = everything(&public.output);
    let bare: String = text.chars().filter(|c| *c != ' ').collect();
    for gone in [PHONE, ID, "00001234", "19900307", "甲嘎查3组"] {
        assert!(!bare.contains(gone), "{gone}");
    }
    for shown in ["199****1234", "99*************015", "样例镇***", "tel:199****1234"] {
        assert!(text.contains(shown), "{shown}");
    }
    let internal = build(&request(folder.path(), Edition::Internal), &|_| ());
    let text = everything(&internal.output);
    assert!(text.contains(PHONE) && !text.contains(ID) && !text.contains("19900307"));
}
