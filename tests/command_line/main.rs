//! The program as its user runs it: exit codes, what goes to stdout and stderr, being killed, not being allowed.

mod preview;
mod wrong_place;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;

const SAMPLE: &str = env!("CARGO_MANIFEST_DIR");

fn yanxi(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yanxi"));
    command.current_dir(folder).args(arguments).env_remove("LANG").env_remove("LC_ALL");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    yanxi(folder, arguments).stdin(Stdio::null()).output().expect("the program starts")
}

fn folder_with(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, text).expect("a file");
    }
    folder
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// As `head` does when it has its lines.
#[test]
fn nobody_listening_is_no_failure() {
    let folder = folder_with(&[("content/甲.md", "# 甲\n\n[无](没有.md)\n")]);
    for arguments in [
        &["build", "--date", "2026-11-23"][..],
        &["build", "--no-such-option"],
        &["check", "--format", "short"],
        &["check", "--format", "json"],
        &["explain", "E05"],
        &["completion", "bash"],
        &["search", "甲"],
        &["--help"],
    ] {
        let mut child = yanxi(folder.path(), arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop((child.stdout.take(), child.stderr.take()));
        let status = child.wait().expect("an end");
        assert!(status.code().is_some_and(|code| code < 100), "{arguments:?}: {status}");
    }
}

#[test]
fn a_build_ends_with_one_line_of_counts_on_stdout() {
    let folder = folder_with(&[
        ("yanxi.toml", "title = \"样例\""),
        ("content/甲.md", "# 甲"),
        ("content/乙.md", "---\n草稿: 是\n---\n"),
    ]);
    let output = run(folder.path(), &["build", "--date", "2026-11-23"]);
    assert_eq!(output.status.code(), Some(0));
    let counts = text(&output.stdout);
    assert!(
        counts.starts_with("1 篇，未收 1 篇，提醒 0 条，错误 0 条，用时 ")
            && counts.ends_with(
                " 秒。网站已更新：./public；没有收进来的 1 篇是草稿或写明不发布的，草稿加 --drafts 看\n"
            )
            && counts.lines().count() == 1,
        "{counts}"
    );
    assert_eq!(text(&output.stderr), "");
    let english = run(folder.path(), &["build", "--lang", "en"]);
    assert!(text(&english.stdout).starts_with("1 pages, 1 left out, 0 warnings, 0 errors, "));
    assert_eq!(text(&run(folder.path(), &["build", "--quiet"]).stdout), "");
}

/// Whether the site is a new one is said in the last line, whatever the form of messages.
#[test]
fn the_last_line_says_what_happened_to_the_site() {
    let folder = folder_with(&[
        ("yanxi.toml", "title = \"样例\""),
        ("content/甲.md", "# 甲\n\n[无](没有.md)\n"),
        ("content/乙.md", "---\n公开: 内部\n---\n# 乙\n"),
    ]);
    let last = |arguments: &[&str]| {
        let output = run(folder.path(), arguments);
        text(&output.stdout).lines().last().unwrap_or_default().to_string()
    };
    let build = ["build", "--date", "2026-11-23"];
    assert!(last(&build).ends_with("。没有生成网站，改好上面的错误再来一次；没有收进来的 1 篇是内部的，加 --edition internal 看"), "{}", last(&build));
    let json = || -> serde_json::Value {
        serde_json::from_str(&last(&["build", "--format", "json"])).expect("JSON")
    };
    assert_eq!(
        (json()["site"].as_str(), json()["left_out_internal"].as_u64()),
        (Some("none"), Some(1))
    );
    fs::write(folder.path().join("content/甲.md"), "# 甲\n").expect("a file");
    assert!(last(&build).contains("。网站已更新：./public；"));
    assert_eq!(json()["site"], "written");
    fs::write(folder.path().join("content/甲.md"), "# 甲\n\n[无](没有.md)\n").expect("a file");
    assert!(last(&build).contains("。网站没有更新，原来的还在：./public；"));
    assert!(
        last(&["build", "--format", "short"]).contains("。网站没有更新，原来的还在：./public；")
    );
    assert!(
        last(&["build", "--lang", "en"])
            .contains("The site was not written, the old one stays: ./public; ")
    );
    assert_eq!(json()["site"], "kept");
}

/// What was mistyped is named one by one, what people have yet to do in one line; all of it with --all and in the report.
#[test]
fn messages_come_in_two_groups() {
    let plan = "[活动]\n编号 = \"yl\"\n名称 = \"样例活动\"\n开始 = 2026-09-01\n结束 = 2026-10-31\n\n[[单位类别]]\n名称 = \"嘎查\"\n\n[[记录类型]]\n名称 = \"会议记录\"\n\n[[事项]]\n名称 = \"开一次会\"\n记录类型 = \"会议记录\"\n按 = \"单位\"\n开始 = 2026-09-01\n结束 = 2026-09-30\n";
    let folder = folder_with(&[
        ("yanxi.toml", "title = \"样例\""),
        ("content/_index.md", "# 样例\n"),
        ("content/活动/_index.md", "# 活动\n"),
        ("content/活动/计划.toml", plan),
        ("content/活动/单位.csv", "编号,名称,类别\na,甲嘎查,嘎查\nb,乙嘎查,嘎查\nc,丙嘎查,嘎查\n"),
    ]);
    let said = |arguments: &[&str]| text(&run(folder.path(), arguments).stdout);
    let check = said(&["check", "--date", "2026-11-23"]);
    let lines: Vec<&str> = check.lines().collect();
    assert_eq!(
        lines[..3],
        [
            "要改的 1 条：",
            "错误 E12 content —— 公开的页面有 2 篇还没有审核：_index.md、活动/_index.md。改法：看过以后运行 yanxi review content --by 审核人的姓名；逐篇列出用 yanxi review --list",
            "要催的 3 条：规定的事项没有交 3 条（W02）。加 --all 全部列出",
        ],
        "{check}"
    );
    assert!(!check.contains("W10"), "the roster has no columns for leaders: {check}");
    assert!(!folder.path().join("public-report.html").exists(), "a check writes nothing");
    assert_eq!(said(&["check", "--date", "2026-11-23", "--all"]).matches("提醒 W02").count(), 3);
    let short = said(&["check", "--date", "2026-11-23", "--format", "short"]);
    assert!(
        short.ends_with("要催的 3 条：规定的事项没有交 3 条（W02）。加 --all 全部列出\n"),
        "{short}"
    );
    let json = said(&["check", "--date", "2026-11-23", "--format", "json"]);
    assert_eq!(
        (json.matches("\"group\":\"press\"").count(), json.matches("\"code\":\"W02\"").count()),
        (4, 3)
    );
    let internal = run(folder.path(), &["build", "--date", "2026-11-23", "--edition", "internal"]);
    let told = text(&internal.stderr);
    assert!(told.starts_with("要催的 3 条：规定的事项没有交 3 条（W02）。见 "), "{told}");
    let page = told.split(['见', '，']).nth(1).unwrap_or_default().trim();
    assert!(page.ends_with("outstanding.html") && folder.path().join(page).is_file(), "{page}");
    let report =
        fs::read_to_string(folder.path().join("public-internal-report.html")).expect("a report");
    assert!(
        report.contains(
            "<h2 id=\"correct\">要改的（0 条）</h2>\n<h2 id=\"press\">要催的（3 条）</h2>"
        ),
        "{report}"
    );
}

#[test]
fn a_fresh_site_and_the_sample_have_nothing_to_correct() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(run(folder.path(), &["init", "站"]).status.code(), Some(0));
    for (folder, arguments) in [
        (folder.path().join("站"), &["build", "--format", "json"][..]),
        (SAMPLE.into(), &["build", "--date", "2026-11-23", "--format", "json"]),
    ] {
        let output = tempfile::tempdir().expect("a folder");
        let site = output.path().join("public");
        let arguments = [arguments, &["--output-dir", site.to_str().expect("a path")]].concat();
        let told = text(&run(&folder, &arguments).stdout);
        let corrected: Vec<&str> = told
            .lines()
            .filter(|line| {
                line.contains("\"group\":\"correct\"") && !line.contains("\"severity\":\"note\"")
            })
            .collect();
        assert_eq!(corrected, Vec::<&str>::new());
    }
}

#[test]
fn exit_codes_tell_content_use_and_access_apart() {
    let folder = folder_with(&[("甲.md", "[x](没有.md)")]);
    let content = run(folder.path(), &["build", ".", "--output-dir", "out"]);
    assert_eq!(content.status.code(), Some(1));
    assert!(text(&content.stderr).starts_with("错误 E13 甲.md 第1行"));
    assert_eq!(run(folder.path(), &["bild"]).status.code(), Some(2));
    assert_eq!(run(folder.path(), &["build", "--date", "昨天"]).status.code(), Some(2));
    assert_eq!(run(folder.path(), &["build", "没有"]).status.code(), Some(3));
    assert_eq!(run(folder.path(), &["search", "x", "--site", "没有"]).status.code(), Some(3));
    assert_eq!(run(folder.path(), &[]).status.code(), Some(2));
    assert_eq!(run(folder.path(), &["build", ".", "--output-dir", ".."]).status.code(), Some(2));
    fs::write(folder.path().join("yanxi.toml"), "titel = 1").expect("a file");
    assert_eq!(run(folder.path(), &["build"]).status.code(), Some(2));
}

#[test]
fn json_is_one_object_a_line() {
    let folder = folder_with(&[("甲.md", "未知: x\n\n[x](没有.md)")]);
    let output = run(folder.path(), &["build", ".", "--output-dir", "out", "--format", "json"]);
    let lines: Vec<serde_json::Value> = text(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines[0]["code"], "E13");
    assert_eq!((lines[0]["file"].as_str(), lines[0]["line"].as_u64()), (Some("甲.md"), Some(3)));
    assert_eq!((lines[1]["errors"].as_u64(), lines[1]["pages"].as_u64()), (Some(1), Some(1)));
}

#[test]
fn check_tells_everything_on_stdout_and_ends_by_what_it_found() {
    let folder = folder_with(&[
        ("yanxi.toml", "title = \"样例\"\ndate = \"2026-11-23\"\n"),
        ("content/计划.toml", "[活动]\n名称 = \"样例活动\"\n[应列]\n阶段 = 1\n"),
        ("content/甲.md", "---\n公开: 内部\n---\n# 甲"),
    ]);
    let warned = run(folder.path(), &["check", "--all"]);
    assert_eq!(warned.status.code(), Some(0));
    let said = text(&warned.stdout);
    assert!(
        said.starts_with(
            "提醒 W05 content/计划.toml 第4行 阶段 = 1 —— “阶段”应有 1 项，列出了 0 项。"
        ) && said.contains("，提醒 1 条，错误 0 条，用时 "),
        "{said}"
    );
    let strict = run(folder.path(), &["check", ".", "--strict", "--lang", "en"]);
    assert_eq!(strict.status.code(), Some(1));
    assert!(text(&strict.stdout).starts_with("error W05 content/计划.toml:4"));
    let short = run(folder.path(), &["check", "--all", "--format", "short"]);
    assert_eq!(text(&short.stdout), "content/计划.toml:4:1: W05 “阶段”应有 1 项，列出了 0 项\n");
    let json = run(folder.path(), &["check", "--format", "json"]);
    let lines: Vec<serde_json::Value> =
        text(&json.stdout).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!((lines.len(), &lines[0]["code"]), (2, &"W05".into()));
    assert_eq!(lines[1]["warnings"], 1);
    fs::write(folder.path().join("content/甲.md"), "[x](没有.md)").expect("a file");
    assert_eq!(run(folder.path(), &["check"]).status.code(), Some(1));
    assert_eq!(run(folder.path(), &["check", "没有"]).status.code(), Some(3));
    assert_eq!(run(folder.path(), &["check", "--strikt"]).status.code(), Some(2));
    fs::write(folder.path().join("yanxi.toml"), "[check]\nE14 = \"off\"\n").expect("a file");
    assert_eq!(run(folder.path(), &["check"]).status.code(), Some(2));
    assert!(!folder.path().join("public").exists(), "a check builds nothing");
}

#[test]
fn a_site_just_begun_lacks_nothing_but_a_review() {
    for language in ["zh", "en"] {
        let folder = folder_with(&[]);
        let site = folder.path().join("site");
        let begun = run(folder.path(), &["init", "site", "--lang", language]);
        assert_eq!(begun.status.code(), Some(0));
        let reviewed = run(&site, &["review", "content", "--by", "样例审核员"]);
        assert_eq!(reviewed.status.code(), Some(0), "{}", text(&reviewed.stderr));
        let checked = run(&site, &["check"]);
        assert_eq!(checked.status.code(), Some(0), "{}", text(&checked.stdout));
    }
}

#[test]
fn explain_tells_of_one_rule_or_lists_all() {
    let folder = folder_with(&[]);
    let one = run(folder.path(), &["explain", "e09"]);
    assert_eq!(one.status.code(), Some(0));
    assert!(text(&one.stdout).starts_with("E09 测评的代表比例不够（错误，有它不能发布）\n"));
    assert!(text(&one.stdout).contains("说明: {码: 代码, 理由: ……, 人: 姓名, 日期: 2026-11-20}"));
    let all = run(folder.path(), &["explain", "--lang", "en"]);
    assert!(text(&all.stdout).contains(
        "\nE14 a public page refers to an internal one (error, stops building the public edition)\n"
    ));
    let unknown = run(folder.path(), &["explain", "E99"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).starts_with("没有“E99”这条规则"));
}

#[test]
fn search_prints_pages_and_what_a_browser_would_fetch() {
    let folder = folder_with(&[
        ("yanxi.toml", ""),
        ("content/规定.md", "# 规定\n\n## 总则\n\n第5条规定了草原。"),
    ]);
    assert_eq!(run(folder.path(), &["build"]).status.code(), Some(0));
    let output = run(
        folder.path(),
        &["search", "第5条", "--site", "public", "--limit", "0", "--format", "json"],
    );
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(answer["query"], "第5条");
    assert_eq!(answer["total_pages"], 1);
    assert_eq!(answer["pages"][0]["title"], "规定");
    assert_eq!(answer["pages"][0]["sections"][0]["heading"], "总则");
    assert!(
        answer["pages"][0]["sections"][0]["snippet"]
            .as_str()
            .expect("text")
            .contains("<mark>第5条</mark>规定")
    );
    assert!(
        answer["requests"].as_u64() >= Some(3)
            && answer["bytes"].as_u64() > Some(100)
            && answer["ms"].is_number()
    );
}

#[test]
fn clean_removes_our_files_and_no_other() {
    let folder =
        folder_with(&[("yanxi.toml", ""), ("content/甲.md", "甲"), ("public/mine.txt", "x")]);
    run(folder.path(), &["build"]);
    assert_eq!(run(folder.path(), &["clean"]).status.code(), Some(0));
    let left: Vec<_> = fs::read_dir(folder.path().join("public"))
        .expect("a folder")
        .flatten()
        .map(|entry| entry.file_name())
        .collect();
    assert_eq!(left, ["mine.txt"]);
}

/// Whatever the moment, the output is a whole site: every file of its manifest is there with the right content.
#[test]
fn clean_says_that_the_internal_edition_is_still_there() {
    let folder = folder_with(&[("yanxi.toml", ""), ("content/甲.md", "# 甲")]);
    let built = run(folder.path(), &["build", "--edition", "内部"]);
    assert_eq!(built.status.code(), Some(0));
    let output = run(folder.path(), &["clean"]);
    assert_eq!(text(&output.stdout), "删去 0 个文件\n");
    assert_eq!(
        text(&output.stderr),
        "内部版还在 ./public-internal，要删去，加 --edition internal\n"
    );
    let output = run(folder.path(), &["clean", "--edition", "internal"]);
    assert_ne!(text(&output.stdout), "删去 0 个文件\n");
    assert_eq!(text(&run(folder.path(), &["clean"]).stderr), "");
}

#[test]
fn a_search_where_nothing_is_built_says_so() {
    let folder = folder_with(&[("yanxi.toml", "")]);
    let output = run(folder.path(), &["search", "学习"]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(
        text(&output.stderr),
        "public 里没有生成好的网站。改法：先用 yanxi build 生成，再用 --site 指明它的文件夹\n"
    );
}

#[test]
fn wrong_use_is_said_in_chinese_unless_english_is_asked_for() {
    let folder = folder_with(&[]);
    for (arguments, said) in [
        (
            &["biuld"] as &[&str],
            "没有“biuld”这个命令，最接近的是 build。改法：yanxi --help 看全部命令\n",
        ),
        (
            &["check", "--fromat", "json"],
            "用不上“--fromat”，最接近的是 --format。改法：在命令后面加上 --help，看它有哪些选项\n",
        ),
        (
            &["build", "--edition", "全部"],
            "“--edition <EDITION>”不能写“全部”，可以写 public、internal。改法：在命令后面加上 --help，看它有哪些选项\n",
        ),
        (
            &["build", "--date", "2026.13.1"],
            "“--date <DATE>”不能写“2026.13.1”，写成 2008-11-18 的样子。改法：在命令后面加上 --help，看它有哪些选项\n",
        ),
        (
            &["serve", "--port", "abc"],
            "“--port <PORT>”不能写“abc”。改法：在命令后面加上 --help，看它有哪些选项\n",
        ),
        (
            &["review", "content", "--by"],
            "“--by <BY>”后面还要写内容。改法：在命令后面加上 --help，看它有哪些选项\n",
        ),
        (
            &["digest", "--from", "2026-11-01"],
            "还要写 --to <TO>。改法：在命令后面加上 --help，看它有哪些选项\n",
        ),
    ] {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(text(&output.stderr), said);
    }
    let english = run(folder.path(), &["biuld", "--lang", "en"]);
    assert_eq!(english.status.code(), Some(2));
    assert!(text(&english.stderr).starts_with("error: unrecognized subcommand"));
    let help = run(folder.path(), &["--help"]);
    assert_eq!(help.status.code(), Some(0));
    assert!(text(&help.stdout).contains("生成网站"));
}

#[test]
fn a_killed_build_leaves_the_old_or_the_new_site() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().join("public");
    let target = output.to_string_lossy().into_owned();
    let arguments = ["build", SAMPLE, "--output-dir", &target];
    assert_eq!(run(folder.path(), &arguments).status.code(), Some(0));
    for step in 0..30 {
        let mut child = yanxi(folder.path(), &arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(Duration::from_millis(step * 7));
        let _ = child.kill();
        let _ = child.wait();
        let manifest = yanxi::staging::Manifest::of(&output).expect("a manifest");
        for (path, hash) in &manifest.files {
            let bytes = fs::read(output.join(path)).expect("a file of the manifest");
            assert_eq!(&blake3::hash(&bytes).to_hex()[..32], hash, "{path} after {step}");
        }
    }
    assert_eq!(run(folder.path(), &arguments).status.code(), Some(0));
    let left: Vec<_> = fs::read_dir(folder.path())
        .expect("a folder")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        // The report stands beside the site when the terminal had no room for all warnings.
        .filter(|name| name != "public" && name != ".public.lock" && name != "public-report.html")
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

/// CI runs as root, whom no permission stops, so the build runs under another user.
#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_named_and_ends_with_code_3() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let folder = folder_with(&[("资料/甲.md", "甲"), ("资料/密/乙.md", "乙")]);
    let open = |path: &str, mode: u32| {
        fs::set_permissions(folder.path().join(path), fs::Permissions::from_mode(mode))
            .expect("permissions");
    };
    open("", 0o777);
    open("资料/密", 0o000);
    let program = folder.path().join("yanxi");
    fs::copy(env!("CARGO_BIN_EXE_yanxi"), &program).expect("a copy others may run");
    open("yanxi", 0o755);
    let mut command = Command::new(&program);
    command
        .current_dir(folder.path())
        .args(["build", "资料", "--output-dir", "out"])
        .env("LANG", "zh_CN.UTF-8")
        .env_remove("LC_ALL");
    let is_root = fs::metadata("/proc/self")
        .map(|metadata| std::os::unix::fs::MetadataExt::uid(&metadata) == 0)
        .unwrap_or(false);
    if is_root {
        command.uid(65534).gid(65534);
    }
    let output = output_of(&mut command);
    open("资料/密", 0o755);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(
        text(&output.stderr),
        "错误 R02 密 —— 没有读取权限。改法：检查这个文件或文件夹的权限，或把它移出资料文件夹\n"
    );
    assert!(!folder.path().join("out").exists());
}

/// As `a_folder_without_permission_is_named_and_ends_with_code_3`: a page, a register and a folder that may not be read.
#[cfg(unix)]
#[test]
fn what_was_not_read_is_not_told_as_missing() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let plan = "[活动]\n名称 = \"样例活动\"\n开始 = 2026-09-01\n结束 = 2026-12-31\n\n\
        [[阶段]]\n名称 = \"学习\"\n开始 = 2026-09-01\n结束 = 2026-10-31\n\n\
        [[主题活动]]\n名称 = \"自学\"\n阶段 = \"学习\"\n\n[[人员类别]]\n名称 = \"党员\"\n\n\
        [[记录类型]]\n名称 = \"心得体会\"\n\n[[事项]]\n名称 = \"写心得\"\n主题活动 = \"自学\"\n\
        记录类型 = \"心得体会\"\n按 = \"人\"\n要求 = [{ 人员类别 = \"党员\", 次数 = 1 }]\n";
    let register = "类型,事项,单位,人员,日期\n心得体会,写心得,甲村,样例甲,2026-10-01\n";
    let folder = folder_with(&[
        ("站/yanxi.toml", "format = 1\ndate = \"2026-11-23\"\n"),
        (
            "站/content/_index.md",
            "# 首页\n\n[一](讲话.md)、[二](讲话.md#一、形势)、[[讲话稿]]、[三](密/丙.md)、[四](密)、[五](没有.md)\n",
        ),
        (
            "站/content/讲话.md",
            "---\n标题: 讲话稿\n附件: 名单.xlsx\n---\n\n# 讲话\n\n## 一、形势\n",
        ),
        ("站/content/密/丙.md", "# 丙\n"),
        ("站/content/名单.xlsx", ""),
        ("站/content/活动/计划.toml", plan),
        ("站/content/活动/单位.csv", "名称,第一责任人,领导机构\n甲村,样例甲,小组\n"),
        ("站/content/活动/人员.csv", "姓名,单位\n样例甲,甲村\n样例乙,甲村\n"),
        ("站/content/活动/记录/心得.csv", register),
    ]);
    let open = |path: &str, mode: u32| {
        fs::set_permissions(folder.path().join(path), fs::Permissions::from_mode(mode))
            .expect("permissions");
    };
    let program = folder.path().join("yanxi");
    fs::copy(env!("CARGO_BIN_EXE_yanxi"), &program).expect("a copy others may run");
    for path in ["", "站", "站/content", "站/content/活动", "站/content/活动/记录"] {
        open(path, 0o777);
    }
    open("yanxi", 0o755);
    let is_root = fs::metadata("/proc/self")
        .map(|metadata| std::os::unix::fs::MetadataExt::uid(&metadata) == 0)
        .unwrap_or(false);
    let said = |arguments: &[&str]| {
        let mut command = Command::new(&program);
        command.current_dir(folder.path().join("站")).args(arguments);
        command.env("LANG", "zh_CN.UTF-8").env_remove("LC_ALL");
        if is_root {
            command.uid(65534).gid(65534);
        }
        let output = output_of(&mut command);
        let lines: Vec<String> = text(&output.stdout)
            .lines()
            .filter(|line| line.contains(": E") || line.contains(": R") || line.contains(": W"))
            .map(|line| line.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
            .collect();
        (output.status.code(), lines)
    };
    let check = ["check", "--format", "short", "--all"];
    let kinds = |lines: &[String]| -> Vec<String> {
        let mut kinds: Vec<String> =
            lines.iter().map(|line| line.replace("content/", "").replace(":1:1:", "")).collect();
        kinds.dedup();
        kinds
    };
    for path in ["站/content/讲话.md", "站/content/密"] {
        open(path, 0o000);
    }
    let (code, lines) = said(&check);
    assert_eq!(code, Some(3));
    let told = kinds(&lines);
    assert!(told.contains(&"讲话.md R02".to_string()) && told.contains(&"密 R02".to_string()));
    let dead: Vec<&String> = told.iter().filter(|line| line.ends_with("E13")).collect();
    assert_eq!(dead.len(), 1, "{told:?}");
    assert!(!told.iter().any(|line| line.ends_with("R17")), "{told:?}");
    assert!(told.iter().any(|line| line.ends_with("W02")), "{told:?}");
    for path in ["站/content/讲话.md", "站/content/密"] {
        open(path, 0o755);
    }
    for (path, edition) in [("记录/心得.csv", "internal"), ("人员.csv", "public")] {
        let path = format!("站/content/活动/{path}");
        open(&path, 0o000);
        let (code, lines) = said(&check);
        let told = kinds(&lines);
        assert_eq!(code, Some(3), "{told:?}");
        // But that what hangs on it is not known.
        let of_campaign: Vec<&String> = told
            .iter()
            .filter(|line| {
                line.contains("活动") && !line.ends_with("R02") && !line.ends_with("R20")
            })
            .collect();
        assert_eq!(of_campaign, Vec::<&String>::new());
        // No page tells who owes what by a register that nobody read.
        let (code, _) = said(&["build", "--edition", edition]);
        assert_eq!(code, Some(3));
        assert!(!folder.path().join("站/public-internal").exists());
        open(&path, 0o644);
    }
    open("站/content/密", 0o755);
}

/// Starts a program that was just copied: until another test's fork has let go of the copy, the system calls it busy.
#[cfg(unix)]
fn output_of(command: &mut Command) -> std::process::Output {
    for _ in 0..100 {
        match command.output() {
            Err(error) if error.kind() == std::io::ErrorKind::ExecutableFileBusy => {
                std::thread::sleep(Duration::from_millis(20));
            }
            output => return output.expect("the program starts"),
        }
    }
    panic!("the copy of the program stays busy");
}

/// A running preview, stopped with the value.
struct Preview {
    child: std::process::Child,
    address: String,
    /// Kept open: the program goes on printing.
    lines: std::io::Lines<BufReader<std::process::ChildStdout>>,
}

impl Preview {
    fn start(folder: &Path, port: &str) -> Preview {
        let mut child = yanxi(folder, &["serve", "--port", port])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("stdout")).lines();
        let address = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| {
                line.strip_prefix("网址：http://")
                    .map(|rest| rest.trim_end_matches('/').to_string())
            })
            .expect("an address");
        Preview { child, address, lines }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads one answer of the preview.
fn get(address: &str, path: &str, host: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("the preview answers");
    stream.set_read_timeout(Some(Duration::from_secs(5))).expect("a time-out");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
        .expect("sent");
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    text(&answer)
}

#[test]
fn the_preview_serves_rebuilds_and_refuses_strangers() {
    let folder = folder_with(&[
        ("yanxi.toml", ""),
        ("content/a.md", "# 甲\n\n旧正文"),
        ("content/_index.md", "# 首页"),
    ]);
    let mut preview = Preview::start(folder.path(), "18111");
    let address = preview.address.clone();
    let file = preview.lines.next().expect("a line").expect("text");
    assert!(file.starts_with("双击打开：") && file.ends_with("index.html"), "{file}");
    let page = get(&address, "/a.html", &address);
    assert!(
        page.starts_with("HTTP/1.1 200")
            && page.contains("旧正文")
            && page.contains("/__yanxi/reload.js")
    );
    assert!(get(&address, "/a.html", "evil.example").starts_with("HTTP/1.1 403"));
    assert!(get(&address, "/../yanxi.toml", &address).starts_with("HTTP/1.1 404"));
    assert!(get(&address, "/%2e%2e/yanxi.toml", &address).starts_with("HTTP/1.1 404"));
    fs::write(folder.path().join("content/a.md"), "# 甲\n\n新正文").expect("a file");
    let renewed = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        get(&address, "/a.html", &address).contains("新正文")
    });
    fs::write(folder.path().join("content/a.md"), "# 甲\n\n[坏](x.md)").expect("a file");
    std::thread::sleep(Duration::from_millis(1500));
    let kept = get(&address, "/a.html", &address).contains("新正文");
    assert!(renewed && kept);
}

#[test]
fn the_preview_shows_both_editions() {
    let folder = folder_with(&[
        ("yanxi.toml", ""),
        ("content/a.md", "# 甲\n\n公开正文"),
        ("content/b.md", "---\n公开: 内部\n---\n\n# 乙\n\n内部正文"),
        ("content/_index.md", "# 首页"),
    ]);
    let preview = Preview::start(folder.path(), "18151");
    let address = preview.address.clone();
    let public = get(&address, "/b.html", &address);
    let internal = get(&address, "/__yanxi/other/b.html", &address);
    let beyond = get(&address, "/__yanxi/other/../../yanxi.toml", &address);
    assert!(public.starts_with("HTTP/1.1 404"), "{public}");
    assert!(internal.contains("内部正文") && internal.contains("banner-internal"), "{internal}");
    assert!(beyond.starts_with("HTTP/1.1 404"), "{beyond}");
}

#[test]
fn a_review_is_written_listed_and_kept_from_what_is_internal() {
    let folder = folder_with(&[
        ("yanxi.toml", "format = 1\n"),
        ("content/讲话.md", "# 讲话\n\n正文。\n"),
        ("content/内部.md", "---\n公开: 内部\n---\n# 名单\n"),
    ]);
    let speech = folder.path().join("content/讲话.md");
    let run = |arguments: &[&str]| {
        let output = run(folder.path(), &[&["review"], arguments].concat());
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let (code, out, _) = run(&["--list"]);
    assert_eq!((code, out.as_str()), (Some(0), "未审核 content/讲话.md\n"));
    let (code, out, error) = run(&["content", "--by", "样例甲", "--date", "2026-11-20"]);
    assert_eq!(
        (code, out.as_str(), error.as_str()),
        (Some(0), "写了审核 1：content/讲话.md\n内部，不用审核 1：content/内部.md\n", "")
    );
    let reviewed = fs::read_to_string(&speech).expect("a page");
    assert!(reviewed.starts_with("---\n审核: {人: 样例甲, 日期: 2026-11-20, 校验: "));
    let (code, out, _) = run(&["content", "--by", "样例乙"]);
    assert_eq!(
        (code, out.as_str()),
        (Some(0), "已审核过、没有改动 1：content/讲话.md\n内部，不用审核 1：content/内部.md\n")
    );
    fs::write(&speech, reviewed.replace("正文", "改过的正文")).expect("a page");
    let (_, out, _) = run(&["--list", "--format", "json"]);
    assert_eq!(out, "{\"file\":\"content/讲话.md\",\"state\":\"changed\"}\n");
    let (code, _, error) = run(&["content/没有.md", "--by", "样例甲"]);
    assert_eq!(code, Some(3));
    assert_eq!(
        error,
        "错误 R02 content/没有.md —— 找不到，可能刚刚改了名或移走了。改法：看看名字写得对不对，再运行一次\n"
    );
    let (code, _, error) = run(&["content", "--by", "是"]);
    assert_eq!(code, Some(2));
    assert!(error.starts_with("错误 R30 --by 是 —— "), "{error}");
}

#[test]
fn no_form_of_a_message_shows_a_number_that_stands_in_a_name() {
    let files = [
        ("一.md", "# 一\n\n[名单](名单19900001234.md)、[[19900001235]]\n"),
        ("样例甲19900001236.md", "# 二\n\n[无](没有.md)\n"),
    ];
    let folder = folder_with(&files);
    for format in ["human", "short", "json"] {
        for language in ["zh", "en"] {
            let arguments = ["check", "--format", format, "--lang", language];
            let said = text(&run(folder.path(), &arguments).stdout);
            assert!(said.contains("E13"), "{format} {language}: {said}");
            assert!(said.contains("199****1234") && said.contains("199****1236"), "{said}");
            assert!(!said.contains("1990000123"), "{format} {language}: {said}");
        }
    }
}

/// Every file of the sample site, public and internal, whatever part of the work each core does.
#[test]
fn the_number_of_cores_leaves_no_trace() {
    for edition in ["--edition=internal", "--edition=public"] {
        let folder = tempfile::tempdir().expect("a folder");
        let built = |threads: &str| -> BTreeMap<String, Vec<u8>> {
            let output = folder.path().join(threads);
            let status = yanxi(Path::new(SAMPLE), &["build", "--quiet", "--date=2026-11-23"])
                .arg(edition)
                .arg("--output-dir")
                .arg(&output)
                .env("RAYON_NUM_THREADS", threads)
                .stderr(Stdio::null())
                .status()
                .expect("the program starts");
            assert!(status.code().is_some_and(|code| code < 2), "{status}");
            files_in(&output)
        };
        let one = built("1");
        assert!(one.len() > 200 && one.contains_key("search/entry.js"), "{}", one.len());
        for threads in ["2", "5"] {
            let several = built(threads);
            assert!(one.keys().eq(several.keys()), "{edition} on {threads} threads");
            let differing: Vec<&String> =
                one.keys().filter(|path| one[*path] != several[*path]).collect();
            assert!(differing.is_empty(), "{edition} on {threads} threads: {differing:?}");
        }
    }
}

fn files_in(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(here) = folders.pop() {
        for entry in fs::read_dir(here).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("a path in it").to_string_lossy();
                files.insert(name.into_owned(), fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

#[test]
fn a_plan_is_drafted_from_a_text_and_no_file_is_written_over() {
    let speech = "# 甲乡整治行动实施方案\n\n一、目标\n\n2026年底前新建公厕12座。\n\n二、步骤\n\n（一）动员阶段（2026年3月1日—15日）。\n\n（二）整治阶段（2026年4月）。\n";
    let settings = "format = 1\n[check]\nE12 = {severity = \"off\", reason = \"样例\"}\n";
    let files = [("yanxi.toml", settings), ("content/讲话.md", speech), ("表.xlsx", "")];
    let folder = folder_with(&files);
    let output = run(folder.path(), &["plan", "content/讲话.md"]);
    assert_eq!(output.status.code(), Some(0));
    let draft = text(&output.stdout);
    assert!(draft.contains("名称 = \"动员\"\n开始 = 2026-03-01\n结束 = 2026-03-15"), "{draft}");
    assert!(draft.contains("数值 = 12\n单位 = \"座\""), "{draft}");

    let to = "content/活动/计划.toml";
    fs::create_dir_all(folder.path().join("content/活动")).expect("a folder");
    let written = run(folder.path(), &["plan", "content/讲话.md", "--to", to]);
    assert_eq!((written.status.code(), text(&written.stdout)), (Some(0), format!("{to}\n")));
    // The draft is a plan without a mistake, and its words are found in the text.
    let check = run(folder.path(), &["check", "--date", "2026-03-02", "--format", "short"]);
    assert_eq!((check.status.code(), text(&check.stdout)), (Some(0), String::new()));
    let again = run(folder.path(), &["plan", "content/讲话.md", "--to", to]);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("这个文件已经有了，没有写入"), "{}", text(&again.stderr));
    let other = run(folder.path(), &["plan", "表.xlsx"]);
    assert!(
        text(&other.stderr).contains("只读得懂 Word 文件（.docx、.doc、.wps）、.md 和 .txt"),
        "{}",
        text(&other.stderr)
    );
}

#[test]
fn what_of_a_page_no_entry_takes_up_is_listed() {
    let folder = folder_with(&[
        (
            "content/讲话.md",
            "# 动员讲话\n\n今年要新盖公寓96套，硬化路36公里。\n\n要做强三条产业链。\n",
        ),
        (
            "content/活动/计划.toml",
            "[活动]\n名称 = \"样例活动\"\n\n[[指标]]\n名称 = \"公寓\"\n出处 = \"今年要新盖公寓96套\"\n",
        ),
    ]);
    let output = run(folder.path(), &["check", "--coverage", "讲话"]);
    let told = "《动员讲话》正文 2 句，列入“样例活动”计划的 1 句（其中只列入一部分的 1 句），没有列入的 1 句\n  第3行 句中：硬化路36公里\n  第5行 要做强三条产业链。\n";
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(0), told.to_string()));
    let short = run(folder.path(), &["check", "--coverage", "讲话", "--format", "short"]);
    assert_eq!(
        text(&short.stdout),
        "content/讲话.md:3: 硬化路36公里\ncontent/讲话.md:5: 要做强三条产业链。\n"
    );
    let unknown = run(folder.path(), &["check", "--coverage", "动员讲活"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("动员讲话"), "{}", text(&unknown.stderr));
}
