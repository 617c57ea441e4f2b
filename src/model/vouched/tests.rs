//! What entries lift and what they never lift, on whole folders: messages of the check before and after.

use std::fs;
use std::path::Path;

use crate::build::{Request as Build, build};
use crate::check::check;
use crate::model::{Edition, Selection};
use crate::review::{self, Handled, Lift, Request};
use yanxi_problem::Language;
use yanxi_problem::print::line;

const SITE: &str = "format = 1\ntitle = \"样例\"\ndate = \"2026-11-23\"\n[privacy]\nsecrecy_reviewers = [\"审例戊\"]\n";

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "yanxi.toml", SITE);
    for (path, text) in files {
        write(folder.path(), path, text);
    }
    folder
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
    fs::write(path, text).expect("a file");
}

fn of(folder: &Path) -> Build {
    Build {
        folder: folder.to_path_buf(),
        selection: Selection { edition: Edition::Public, drafts: false },
        date: Some(jiff::civil::date(2026, 11, 23)),
        ..Build::default()
    }
}

/// Code, severity as a word, file and what is wrong, of the codes that are asked for here.
fn told(folder: &Path) -> Vec<String> {
    let told = check(&of(folder)).diagnostics.into_iter().filter(|problem| {
        ["E05", "E06", "E07", "E12", "R05", "R17", "R30"].contains(&problem.code.name())
    });
    told.map(|problem| {
        let said = line(&problem, Language::Chinese);
        said.split("。改法").next().unwrap_or_default().to_string()
    })
    .collect()
}

/// The same without what waits for a review.
fn marks_and_numbers(folder: &Path) -> Vec<String> {
    let mut told = told(folder);
    told.retain(|said| !said.contains(" E12 "));
    told
}

fn lift(folder: &Path, path: &str, by: &str, lift: Lift) -> Result<Handled, String> {
    let request = Request {
        paths: vec![folder.join(path)],
        by: by.into(),
        lift: Some(lift),
        ..Request::default()
    };
    match review::run(&request) {
        Ok(reviewed) => Ok(reviewed.files.into_values().next().expect("a file")),
        Err(problems) => {
            let said = line(&problems[0], Language::Chinese);
            Err(said.split(" —— ").nth(1).unwrap_or_default().to_string())
        }
    }
}

fn number(mask: &str) -> Lift {
    Lift::Number { mask: mask.into(), reason: "批次号".into() }
}

/// Every file of a folder as one text.
fn everything(folder: &Path) -> String {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            String::from_utf8_lossy(&fs::read(entry.path()).unwrap_or_default()).into_owned()
        })
        .collect()
}

const LESSON: &str = "# 保密知识\n\n这一课讲标志怎么写。\n\n首页左上角写上 秘密★1年 几个字，\
                      有的写 **机密**★5年，还有的也写 秘密★1年。\n";

#[test]
fn marks_inside_a_text_are_lifted_by_whom_the_settings_name_and_only_for_that_text() {
    let folder = folder(&[("content/_index.md", "# 首页\n"), ("content/课.md", LESSON)]);
    let site = folder.path();
    assert_eq!(marks_and_numbers(site).len(), 3, "{:#?}", marks_and_numbers(site));
    let refused = lift(site, "content/课.md", "审例己", Lift::Marks).expect_err("not named");
    assert!(refused.starts_with("yanxi.toml 里没有写“审例己”可以作保密审查"), "{refused}");
    let refused = lift(site, "content", "审例戊", Lift::Marks).expect_err("a folder");
    assert!(refused.starts_with("保密审查和核对一次只写一个文件"), "{refused}");

    let done = lift(site, "content/课.md", "审例戊", Lift::Marks);
    assert_eq!(done, Ok(Handled::MarksLifted));
    let text = fs::read_to_string(site.join("content/课.md")).expect("a page");
    assert!(
        text.starts_with(
            "---\n保密审查: {人: \"审例戊\", 日期: 2026-11-23, 标志: [\"机密★5年 1处\", \"秘密★1年 2处\"], 校验: "
        ),
        "{text}"
    );
    assert_eq!(marks_and_numbers(site), Vec::<String>::new());

    // A review of the page keeps it, and the page goes out with its text and without a name.
    let all =
        Request { paths: vec![site.join("content")], by: "审例己".into(), ..Request::default() };
    review::run(&all).expect("reviewed");
    assert_eq!(told(site), Vec::<String>::new());
    let public = build(&of(site), &|_| ());
    assert!(public.published, "{:?}", public.diagnostics);
    let out = everything(&public.output);
    assert!(out.contains("秘密★1年"));
    for name in ["审例戊", "审例己", "保密审查"] {
        assert!(!out.contains(name), "{name}");
    }

    // One more word: the entry is of another text.
    write(
        site,
        "content/课.md",
        &(fs::read_to_string(site.join("content/课.md")).expect("a page") + "又一句。\n"),
    );
    let told = marks_and_numbers(site);
    assert_eq!(told.len(), 4, "{told:#?}");
    assert!(told.iter().any(|said| said.contains("保密审查没有起作用：审查以后文字改动过")));
}

#[test]
fn a_documents_own_mark_is_lifted_by_nothing() {
    // At the top, where the same mark stands in the text too.
    let folder = folder(&[
        ("content/_index.md", "# 首页\n"),
        ("content/一.md", "秘密★1年\n\n# 讲话\n\n讲 秘密★1年 的写法。\n"),
        ("content/二.md", "# 讲话\n\n样例字第1号　秘密★1年\n\n正文一句。\n"),
        ("content/三.md", "# 秘密★1年\n\n正文一句，讲 秘密★1年 的写法。\n"),
        ("content/四.md", "---\n来源: 秘密★1年\n---\n# 讲话\n\n正文一句。\n"),
        ("content/秘密★1年.md", "# 讲话\n\n正文一句，讲 秘密★1年 的写法。\n"),
        ("content/五.md", "# 讲话\n\n| 密级 | 机密 |\n|---|---|\n| 份号 | 3 |\n\n正文一句。\n"),
        ("content/六.md", "秘&#23494;★1年\n\n# 讲话\n\n正文一句，讲 秘密★1年 的写法。\n"),
    ]);
    let site = folder.path();
    let before = marks_and_numbers(site);
    assert_eq!(lift(site, "content/一.md", "审例戊", Lift::Marks), Ok(Handled::MarksLifted));
    for page in ["二", "三", "四", "秘密★1年", "五", "六"] {
        let refused = lift(site, &format!("content/{page}.md"), "审例戊", Lift::Marks);
        assert!(
            refused.as_ref().is_err_and(|said| said.contains("没有能写保密审查的标志")),
            "{page}: {refused:?}"
        );
    }
    // Nor by an entry that somebody writes himself.
    let by_hand = |name: &str, mark: &str| {
        let path = format!("content/{name}.md");
        let text = fs::read_to_string(site.join(&path)).expect("a page");
        let hash = review::hash(&text);
        let entry =
            format!("保密审查: {{人: 审例戊, 日期: 2026-11-20, 标志: {mark} 1处, 校验: {hash}}}\n");
        let text = match text.strip_prefix("---\n") {
            Some(rest) => format!("---\n{entry}{rest}"),
            None => format!("---\n{entry}---\n{text}"),
        };
        write(site, &path, &text);
    };
    for (page, mark) in [("二", "秘密★1年"), ("三", "秘密★1年"), ("五", "机密"), ("六", "秘密★1年")]
    {
        by_hand(page, mark);
    }
    let after = marks_and_numbers(site);
    let errors = |told: &[String]| told.iter().filter(|said| said.starts_with("错误")).count();
    // Of the first page the one inside its text is gone, nothing else.
    assert_eq!(errors(&after) + 1, errors(&before), "{before:#?}\n{after:#?}");
    assert!(after.iter().any(|said| said.contains("content/一.md 第4行 秘密★1年")), "{after:#?}");
    let own = after.iter().filter(|said| said.contains("是这份文件自己的标志")).count();
    assert_eq!(own, 4, "{after:#?}");
}

#[test]
fn marks_in_attachments_and_records_are_lifted_by_nothing() {
    let folder = folder(&[
        ("content/_index.md", "# 首页\n"),
        ("content/_index-附件.txt", "一句话。\n\n秘密★1年\n"),
    ]);
    let site = folder.path();
    let refused = lift(site, "content/_index-附件.txt", "审例戊", Lift::Marks);
    assert!(refused.is_err_and(|said| said.starts_with("记录、表格和附件里的标志不能写保密审查")));
    assert_eq!(marks_and_numbers(site).len(), 1);
}

#[test]
fn a_number_of_a_page_is_lifted_where_nothing_says_whose_it_is() {
    let folder = folder(&[
        ("content/_index.md", "# 首页\n"),
        ("content/一.md", "# 一\n\n这一批是 19900001234，共三件。\n"),
        ("content/二.md", "# 二\n\n电话 19900001234\n"),
        ("content/三.md", "# 三\n\n这一批是 19900001234。电话 19900001234\n"),
        ("content/四.md", "# 四\n\n| 手机 | 数 |\n|---|---|\n| 19900001234 | 1 |\n"),
    ]);
    let site = folder.path();
    write(site, "yanxi.toml", &format!("{SITE}mask = true\n"));
    assert_eq!(
        lift(site, "content/一.md", "样例甲", number("199****1234")),
        Ok(Handled::NumberLifted)
    );
    for page in ["二", "三", "四"] {
        let refused = lift(site, &format!("content/{page}.md"), "样例甲", number("199****1234"));
        let refused = refused.expect_err("labelled");
        assert!(refused.contains("写明了 199****1234 是谁的号码"), "{page}: {refused}");
    }
    let refused = lift(site, "content/一.md", "样例甲", number("198****1234")).expect_err("none");
    assert!(refused.starts_with("里面没有“198****1234”这个号码"), "{refused}");
    // What is lifted is not masked; the others are.
    let public = build(&of(site), &|_| ());
    assert!(public.published, "{:?}", public.diagnostics);
    let page = |name: &str| {
        let files = fs::read_dir(&public.output).expect("a folder").map_while(Result::ok);
        let mut named = files
            .filter(|file| file.file_name().to_string_lossy().starts_with(&format!("{name}-")));
        fs::read_to_string(named.next().expect("a page").path()).expect("a page")
    };
    assert!(page("yi").contains("19900001234"));
    for name in ["er", "san", "si"] {
        assert!(!page(name).contains("19900001234"), "{name}");
    }
    assert!(!everything(&public.output).contains("样例甲"));
    // Without masking the same entry lifts the error.
    write(site, "yanxi.toml", SITE);
    let told = marks_and_numbers(site);
    assert!(told.iter().all(|said| !said.contains("content/一.md")), "{told:#?}");
    assert_eq!(told.len(), 4, "{told:#?}");
    write(
        site,
        "content/一.md",
        &(fs::read_to_string(site.join("content/一.md")).expect("a page") + "又一句。\n"),
    );
    let told = marks_and_numbers(site);
    assert!(told.iter().any(|said| said.starts_with("错误 E07 content/一.md")), "{told:#?}");
    assert!(
        told.iter()
            .any(|said| said.starts_with("提醒 E07 content/一.md")
                && said.contains("核对没有起作用")),
        "{told:#?}"
    );
}

#[test]
fn numbers_of_files_and_tables_are_lifted_by_rows_of_a_table() {
    let plan = "[活动]\n名称 = \"样例活动\"\n开始 = 2026-09-01\n结束 = 2026-12-31\n\n[[记录类型]]\n名称 = \"通讯\"\n公开 = \"公开\"\n";
    let folder = folder(&[
        ("content/_index.md", "# 首页\n"),
        ("content/_index-批次.csv", "批次,件数\n19900001234,3\n"),
        ("content/活动/计划.toml", plan),
        ("content/活动/单位.csv", "编号,名称\nu1,甲嘎查\n"),
        ("content/活动/人员.csv", "编号,姓名,单位\np1,审例庚,甲嘎查\n"),
        (
            "content/活动/台账/通讯.csv",
            "单位,标题,日期,状态\n甲嘎查,批次 19900004321 已发,2026-10-11,已审核\n",
        ),
    ]);
    let site = folder.path();
    let before = marks_and_numbers(site);
    assert_eq!(before.len(), 2, "{before:#?}");
    for (path, mask) in
        [("content/_index-批次.csv", "199****1234"), ("content/活动/台账/通讯.csv", "199****4321")]
    {
        assert_eq!(lift(site, path, "样例甲", number(mask)), Ok(Handled::NumberLifted));
    }
    assert_eq!(marks_and_numbers(site), Vec::<String>::new());
    let table = fs::read_to_string(site.join("核对.csv")).expect("a table");
    assert!(
        table.contains("content/_index-批次.csv,手机号,199****1234,1,批次号,样例甲,2026-11-23,b3-"),
        "{table}"
    );
    let public = build(&of(site), &|_| ());
    assert!(public.published, "{:?}", public.diagnostics);
    assert!(!everything(&public.output).contains("样例甲"));
    // Another number under the same mask is another file.
    write(site, "content/_index-批次.csv", "批次,件数\n19911111234,3\n");
    let told = marks_and_numbers(site);
    assert_eq!(told.len(), 2, "{told:#?}");
    // The plan says it too: the table's entry does not speak for the plan.
    write(site, "content/_index-批次.csv", "批次,件数\n甲,3\n");
    write(site, "核对.csv", &table);
    write(
        site,
        "content/活动/计划.toml",
        &plan.replace("名称 = \"样例活动\"", "名称 = \"样例活动\"\n说明 = \"找 19900004321\""),
    );
    let told = marks_and_numbers(site);
    assert!(told.iter().any(|said| said.starts_with("错误 E07")), "{told:#?}");
}

#[test]
fn files_are_reviewed_like_pages_and_the_tables_are_no_content() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path();
    write(site, "_index.md", "# 首页\n");
    write(site, "_index-甲.txt", "样例甲方\n");
    write(site, "_index-乙.txt", "样例乙方\n");
    let waits = || -> Vec<String> {
        let mut told = told(site);
        told.retain(|said| said.contains(" E12 "));
        told
    };
    assert_eq!(
        waits(),
        [
            "错误 E12 . —— 公开的附件有 2 个还没有审核：_index-乙.txt、_index-甲.txt",
            "错误 E12 _index.md —— 公开的页面还没有审核",
        ]
    );
    let all = Request {
        paths: vec![site.to_path_buf()],
        by: "审例戊".into(),
        date: Some(jiff::civil::date(2026, 11, 20)),
        ..Request::default()
    };
    let reviewed = review::run(&all).expect("reviewed");
    assert_eq!(reviewed.diagnostics, []);
    assert_eq!(reviewed.files["_index-甲.txt"], Handled::Written);
    assert_eq!(waits(), Vec::<String>::new());
    let again = review::run(&all).expect("reviewed");
    assert!(again.files.values().all(|handled| *handled == Handled::AlreadyReviewed));

    write(site, "_index-乙.txt", "样例乙方，改过\n");
    write(site, "_index-丙.txt", "样例丙方\n");
    assert_eq!(
        waits(),
        [
            "错误 E12 . —— 公开的附件有 1 个还没有审核，另有 1 个审核以后改动过：_index-丙.txt、_index-乙.txt"
        ]
    );
    let listed = review::list(&Request { folder: Some(site.to_path_buf()), ..Request::default() });
    assert_eq!(listed.expect("a list").len(), 2);
    let one = Request { paths: vec![site.join("_index-乙.txt")], ..all.clone() };
    review::run(&one).expect("reviewed");
    assert_eq!(waits(), ["错误 E12 _index-丙.txt —— 公开的附件还没有审核"]);

    // Saved by an office, and never in the site.
    let table = fs::read_to_string(site.join("审核.csv")).expect("a table");
    let table = table.trim_start_matches('\u{FEFF}').replace("2026-11-20", "2026/11/20");
    fs::write(site.join("审核.csv"), encoding_rs::GBK.encode(&table).0).expect("a table");
    write(site, "核对.csv", "文件,种类\n");
    assert_eq!(waits(), ["错误 E12 _index-丙.txt —— 公开的附件还没有审核"]);
    // What an office adds to it stays, in its place and encoding.
    let table = fs::read(site.join("审核.csv")).expect("a table");
    let table = encoding_rs::GBK.decode(&table).0.replace("文件,", "备注,文件,");
    let lines: Vec<String> = table
        .lines()
        .enumerate()
        .map(|(at, line)| if at == 0 { line.to_string() } else { format!("办公室{at},{line}") })
        .collect();
    let table = format!("{}\n办公室9,别处.pdf,外单位,,\n", lines.join("\n"));
    fs::write(site.join("审核.csv"), encoding_rs::GBK.encode(&table).0).expect("a table");
    review::run(&all).expect("reviewed");
    let after = fs::read(site.join("审核.csv")).expect("a table");
    let after = encoding_rs::GBK.decode(&after).0.into_owned();
    assert!(after.starts_with(&table), "{table}\n{after}");
    assert!(after[table.len()..].starts_with(",_index-丙.txt,审例戊,"), "{after}");
    // Nor is a copy of it.
    fs::write(site.join("审核 - 副本.csv"), encoding_rs::GBK.encode(&after).0).expect("a copy");
    let public = build(&of(site), &|_| ());
    assert!(public.published, "{:?}", public.diagnostics);
    let out = everything(&public.output);
    for name in ["审例戊", "审核.csv", "核对.csv", "shen-he", "he-dui"] {
        assert!(!out.contains(name), "{name}");
    }
}

#[test]
fn a_row_that_names_its_file_from_the_content_folder_on_is_renewed_where_it_stands() {
    let folder = folder(&[
        ("content/_index.md", "# 首页\n\n[甲](甲.txt)\n"),
        ("content/甲.txt", "样例甲方\n"),
        (
            "审核.csv",
            "办公室,文件,审核人,日期,校验\n乙站,乙.pdf,李样,2026-11-01,b3-1\n甲站,甲.txt,旧人,2026-11-01,b3-2\n",
        ),
        (
            "核对.csv",
            "文件,种类,遮盖,处数,理由,核对人,日期,校验,备注\n甲.csv,手机号,199****1234,1,旧理由,旧人,2026-11-01,b3-2,问过\n",
        ),
        ("content/甲.csv", "批次\n19900001234\n"),
    ]);
    let site = folder.path();
    let request = Request {
        paths: vec![site.join("content/甲.txt")],
        by: "审例戊".into(),
        ..Request::default()
    };
    review::run(&request).expect("reviewed");
    let table = fs::read_to_string(site.join("审核.csv")).expect("a table");
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines[..2], ["办公室,文件,审核人,日期,校验", "乙站,乙.pdf,李样,2026-11-01,b3-1"]);
    assert!(lines[2].starts_with("甲站,content/甲.txt,审例戊,2026-11-23,b3-"), "{table}");
    assert_eq!(lines.len(), 3, "{table}");

    assert_eq!(
        lift(site, "content/甲.csv", "审例戊", number("199****1234")),
        Ok(Handled::NumberLifted)
    );
    let table = fs::read_to_string(site.join("核对.csv")).expect("a table");
    let row = table.lines().nth(1).unwrap_or_default();
    assert!(row.starts_with("content/甲.csv,手机号,199****1234,1,批次号,审例戊,"), "{table}");
    assert!(row.ends_with(",问过") && table.lines().count() == 2, "{table}");
}

#[test]
fn an_attachment_that_a_record_brings_is_reviewed_with_it() {
    let plan = "[活动]\n名称 = \"样例活动\"\n开始 = 2026-09-01\n结束 = 2026-12-31\n\n[[记录类型]]\n名称 = \"通讯\"\n公开 = \"公开\"\n";
    let folder = folder(&[
        ("content/_index.md", "# 首页\n"),
        ("content/活动/计划.toml", plan),
        ("content/活动/单位.csv", "编号,名称\nu1,甲嘎查\n"),
        ("content/活动/人员.csv", "编号,姓名,单位\np1,审例庚,甲嘎查\n"),
        ("content/活动/附件/材料.txt", "样例\n"),
        (
            "content/活动/记录/一.md",
            "---\n类型: 通讯\n标题: 一\n单位: 甲嘎查\n日期: 2026-10-10\n附件: 附件/材料.txt\n---\n正文。\n",
        ),
    ]);
    let site = folder.path();
    let all =
        Request { paths: vec![site.join("content")], by: "审例戊".into(), ..Request::default() };
    let reviewed = review::run(&all).expect("reviewed");
    assert_eq!(
        reviewed.files.get("content/活动/附件/材料.txt"),
        Some(&Handled::Written),
        "{:?}",
        reviewed.files
    );
    assert_eq!(told(site), Vec::<String>::new());
}
