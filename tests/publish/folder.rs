//! Publishing to a folder, going back, verifying.

use std::fs;

use crate::office::{DAY, Office, errors, files, names, text};

#[test]
fn only_files_of_the_manifest_leave() {
    let office = Office::with_folder();
    office.write("content/a.md", "# 甲");
    office.write("content/.秘密.md", "# 秘密");
    office.write("日志.log", "x");
    let said = office.publish();
    let there = files(&office.target());
    let record: serde_json::Value =
        serde_json::from_slice(&there["yanxi-release.json"]).expect("the record");
    let listed: Vec<&String> = record["files"].as_object().expect("files").keys().collect();
    let lying: Vec<&String> = there.keys().filter(|path| *path != "yanxi-release.json").collect();
    assert_eq!(listed, lying);
    assert!(there.contains_key("a.html") && there.contains_key("search/entry.js"));
    let count = lying.len();
    let expected = format!(
        "第 1 版已发布到 ./../目标：新增 {count} 个文件，改动 0 个，删去 0 个，共 {count} 个\n"
    );
    assert_eq!(said, expected);
}

#[test]
fn a_second_time_without_a_change_writes_nothing() {
    let office = Office::with_folder();
    office.publish();
    let before = files(&office.target());
    assert_eq!(office.publish(), "./../目标 已经是第 1 版，没有变化\n");
    assert_eq!(files(&office.target()), before);
}

#[test]
fn a_dry_run_lists_and_writes_nothing() {
    let office = Office::with_folder();
    office.write("content/a.md", "# 甲");
    let output = office.run(&["publish", "--dry-run", "--date", DAY]);
    assert_eq!(output.status.code(), Some(0));
    assert!(!office.target().exists() && !office.site().join("publish-log").exists());
    assert!(text(&output.stdout).contains("新增 a.html  "));
    office.publish();
    let before = files(&office.folder.path().join("资料"));
    office.write("content/a.md", "# 甲\n\n改动。");
    office.write("content/b.md", "# 乙");
    office.remove("content/_index.md");
    let changed = files(&office.site());
    let output = office.run(&["publish", "t", "--dry-run", "--date", DAY]);
    let listed = text(&output.stdout);
    assert!(listed.contains("新增 b.html  ") && listed.contains("改动 a.html  "), "{listed}");
    assert_eq!(files(&office.site()), changed);
    assert_ne!(before, changed);
}

/// One for each release whose index lies there.
fn is_hot(path: &str) -> bool {
    path.starts_with("search/hot/") && path.ends_with(".JS")
}

#[test]
fn the_release_before_keeps_its_index_and_assets_until_the_one_after() {
    let office = Office::with_folder();
    office.write("content/a.md", "# 甲");
    let generation = || -> String {
        names(&office.target()).into_iter().find(|path| is_hot(path)).expect("an index")
    };
    office.publish();
    let first = generation();
    office.write("content/a.md", "# 甲\n\n二。");
    office.publish();
    let both = names(&office.target());
    assert!(both.contains(&first));
    assert_eq!(both.iter().filter(|path| is_hot(path)).count(), 2);
    office.write("content/a.md", "# 甲\n\n三。");
    office.publish();
    let later = names(&office.target());
    assert!(!later.contains(&first));
    assert_eq!(later.iter().filter(|path| is_hot(path)).count(), 2);
    // A page taken back takes what holds its text along.
    office.write("content/a.md", "---\n公开: 内部\n---\n\n# 甲");
    office.publish();
    let last = names(&office.target());
    assert_eq!(last.iter().filter(|path| is_hot(path)).count(), 1);
    assert!(!last.contains(&"yanxi-kept.json".to_string()));
}

#[test]
fn rollback_brings_the_release_before_back_byte_for_byte() {
    let office = Office::with_folder();
    office.write("content/a.md", "# 甲");
    assert_eq!(
        office.refused(&["rollback"]),
        (
            Some(2),
            "错误 R37 publish-log —— “t”没有可以退回的上一版。改法：改好资料后用 yanxi publish 发布新的一版\n".into()
        )
    );
    office.publish();
    let first = files(&office.target());
    office.write("content/a.md", "# 甲\n\n误发的话。");
    office.write("content/b.md", "# 误发");
    office.publish();
    let second = files(&office.target());
    let output = office.run(&["rollback", "t"]);
    assert!(text(&output.stdout).starts_with("./../目标 从第 2 版退回第 1 版，共 "));
    assert!(errors(&output).contains("改动的页面 1 篇：甲\n撤下的页面 1 篇：误发\n"));
    assert_eq!(files(&office.target()), first);
    assert_eq!(office.run(&["verify"]).status.code(), Some(0));
    // And forth again: the release gone back from is remembered too.
    let forth = office.run(&["rollback"]);
    assert!(text(&forth.stdout).starts_with("./../目标 从第 1 版回到了较新的第 2 版，共 "));
    let again = files(&office.target());
    assert!(again.iter().all(|(path, bytes)| second.get(path) == Some(bytes)));
    office.write("content/a.md", "# 甲\n\n三。");
    assert!(office.publish().starts_with("第 3 版"));
}

#[test]
fn files_of_others_stay_are_named_and_never_replaced() {
    let office = Office::with_folder();
    fs::create_dir_all(office.target()).expect("the target");
    fs::write(office.target().join("照片.jpg"), "x").expect("a file");
    let output = office.run(&["publish", "--date", DAY]);
    // What is coming is named first.
    let said = "新增的页面 1 篇：首页\n保留了不是本程序发布的文件：照片.jpg\n";
    assert_eq!(text(&output.stderr), said);
    assert!(office.target().join("照片.jpg").is_file());
    let other = Office::with_folder();
    fs::create_dir_all(other.target()).expect("the target");
    fs::write(other.target().join("index.html"), "别人的").expect("a file");
    let (code, said) = other.refused(&["publish", "--date", DAY]);
    assert_eq!(code, Some(3));
    assert_eq!(
        said,
        "新增的页面 1 篇：首页\n错误 R34 ./../目标 —— 这里已有不是本程序发布的同名文件：./../目标/site/index.html。没有改动它们。改法：把这些文件移走，或换一个空文件夹\n"
    );
    assert_eq!(names(&other.target()), ["index.html"]);
}

#[test]
fn verify_names_what_differs() {
    let office = Office::with_folder();
    office.write("content/a.md", "# 甲");
    office.publish();
    let output = office.run(&["verify", "t"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).ends_with("发布记录 1 条，不符 0 处\n"));
    let page = office.target().join("a.html");
    let right = fs::read(&page).expect("the page");
    fs::write(&page, vec![b'x'; right.len()]).expect("changed");
    fs::remove_file(office.target().join("tags.html")).expect("removed");
    fs::write(office.target().join("多.txt"), "x").expect("a file");
    let (code, said) = office.refused(&["verify"]);
    assert_eq!(code, Some(1));
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(
        lines,
        [
            "错误 R38 ./../目标/site/a.html —— 和发布时不一样。改法：用 yanxi publish 加 --all 再发布一次",
            "错误 R38 ./../目标/site/tags.html —— 发布过，现在没有了。改法：用 yanxi publish 加 --all 再发布一次",
            "说明 R38 ./../目标/site/多.txt —— 不是本程序发布的文件。改法：不需要时自己删去",
        ]
    );
    office.run(&["publish", "--all", "--date", DAY]);
    assert_eq!(fs::read(&page).expect("the page"), right);
    assert_eq!(office.run(&["verify"]).status.code(), Some(0));
}

#[test]
fn a_log_that_was_changed_is_seen() {
    let office = Office::with_folder();
    office.publish();
    office.write("content/a.md", "# 甲");
    office.publish();
    let log = office.site().join("publish-log/log.jsonl");
    let written = fs::read_to_string(&log).expect("the log");
    let changed = written.replacen("2026-11-23", "2026-11-22", 1);
    fs::write(&log, changed).expect("changed");
    let (code, said) = office.refused(&["verify"]);
    assert_eq!(code, Some(1));
    assert_eq!(
        said,
        "错误 R39 publish-log/log.jsonl 第1行 —— 发布记录在这一行或它以前被改动过。改法：从备份里取回原来的 log.jsonl，并查明是谁改的\n"
    );
    // Nothing is published on top of it; the remedy works as it is typed.
    let there = files(&office.target());
    let (code, said) = office.refused(&["publish", "--date", DAY]);
    assert_eq!(code, Some(3));
    assert_eq!(
        said,
        "错误 R39 publish-log/log.jsonl 第1行 —— 发布记录在这一行或它以前被改动过，没有发布。改法：从备份里取回原来的 log.jsonl 再发布；没有备份的，把 publish-log 文件夹改名留存，再发布一次\n"
    );
    assert_eq!(files(&office.target()), there);
    fs::rename(office.site().join("publish-log"), office.folder.path().join("旧"))
        .expect("renamed");
    office.publish();
}

/// A stick that is not plugged in leaves an empty folder where it was: the site does not go onto this machine's disk.
#[test]
fn a_place_that_the_log_knows_and_that_is_empty_is_not_published_to() {
    let office = Office::with_folder();
    office.publish();
    for empty in [true, false] {
        fs::remove_dir_all(office.target()).expect("gone");
        if empty {
            fs::create_dir(office.target()).expect("the bare folder");
        }
        let (code, said) = office.refused(&["publish", "--date", DAY]);
        assert_eq!(code, Some(3));
        assert!(
            said.starts_with("错误 R31 ./../目标 —— “t”发布过第 ")
                && said.contains(" 版，现在那里却没有发布的网站，"),
            "{said}"
        );
        assert_eq!(names(&office.target()), Vec::<String>::new());
        assert_eq!(office.target().exists(), empty);
        assert_eq!(office.run(&["publish", "--date", DAY, "--all"]).status.code(), Some(0));
        assert!(office.target().join("index.html").is_file());
    }
}

/// What the damaged list of a target named is known from the log: nothing withdrawn stays readable.
#[test]
fn a_damaged_list_of_a_target_is_mended_from_the_memory() {
    let office = Office::with_folder();
    office.write("content/a.md", "# 甲\n\n误发的话。");
    office.publish();
    fs::write(office.target().join("yanxi-release.json"), "{").expect("damaged");
    office.remove("content/a.md");
    office.publish();
    let bytes = files(&office.target());
    assert!(!bytes.contains_key("a.html"));
    let holds =
        |text: &str| bytes.values().any(|bytes| String::from_utf8_lossy(bytes).contains(text));
    assert!(!holds("误发的话"));
    assert_eq!(office.run(&["verify"]).status.code(), Some(0));
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_linked_folder_of_a_target() {
    let office = Office::with_folder();
    let elsewhere = office.folder.path().join("别处");
    fs::create_dir_all(&elsewhere).expect("a folder");
    fs::create_dir_all(office.target()).expect("the target");
    std::os::unix::fs::symlink(&elsewhere, office.target().join("search")).expect("a link");
    let (code, said) = office.refused(&["publish", "--date", DAY]);
    assert_eq!(code, Some(3));
    assert!(said.contains("R34") && said.contains("./../目标/site/search"), "{said}");
    assert_eq!(names(&elsewhere), Vec::<String>::new());
}

#[test]
fn errors_in_the_folder_stop_publishing() {
    let office = Office::with_folder();
    office.write("content/a.md", "[没有](x.md)");
    let (code, said) = office.refused(&["publish", "--date", DAY]);
    assert_eq!(code, Some(1));
    assert!(said.starts_with("错误 E13 "), "{said}");
    assert!(said.ends_with("有错误，没有发布。改好上面的错误再发布\n"));
    assert_eq!(names(&office.target()), Vec::<String>::new());
}

#[test]
fn targets_are_chosen_by_name() {
    let office = Office::with_folder();
    let (code, said) = office.refused(&["publish", "tt"]);
    assert_eq!(code, Some(2));
    assert_eq!(said, "错误 R30 yanxi.toml —— 没有叫“tt”的发布目标。改法：用已有的名字：t\n");
    office.write(
        "yanxi.toml",
        "[publish.a]\nkind = \"folder\"\npath = \"../a\"\n[publish.b]\nkind = \"zip\"\npath = \"../b.zip\"\n",
    );
    let (code, said) = office.refused(&["publish"]);
    assert_eq!(code, Some(2));
    assert_eq!(
        said,
        "错误 R30 yanxi.toml —— 发布目标不止一个：a、b。改法：写明发布到哪一个，如 yanxi publish 名字\n"
    );
    office.write("yanxi.toml", "[publish.a]\nkind = \"folder\"\npath = \"content/x\"\n");
    let (code, said) = office.refused(&["publish"]);
    assert_eq!(code, Some(2));
    assert!(said.starts_with("错误 R31 ./content/x —— “a”指向资料文件夹里面或它的上级"), "{said}");
    office.write("yanxi.toml", "[publish.a]\nkind = \"folder\"\npath = \"../无此盘/x\"\n");
    let (code, said) = office.refused(&["publish"]);
    assert_eq!(code, Some(3));
    assert!(said.contains("插好 U 盘或连上共享文件夹"), "{said}");
}

/// What remains of the internal edition would be a leak.
#[test]
fn nothing_of_the_internal_edition_stays_when_the_public_one_comes() {
    let internal = "kind = \"folder\"\npath = \"../目标\"\nedition = \"internal\"";
    let office = Office::with_target(internal);
    office.write("content/a.md", "---\n公开: 内部\n---\n\n# 内部暗号\n\n丙丁戊。");
    office.publish();
    assert!(names(&office.target()).contains(&"a.html".to_string()));
    office.write(
        "yanxi.toml",
        "title = \"样例镇资料\"\n[publish.t]\nkind = \"folder\"\npath = \"../目标\"\n",
    );
    office.publish();
    let there = files(&office.target());
    assert_eq!(there.keys().filter(|path| is_hot(path)).count(), 1);
    for (path, bytes) in &there {
        assert!(!text(bytes).contains("内部暗号"), "{path}");
    }
    // Nor does going back bring it again.
    assert_eq!(office.run(&["rollback"]).status.code(), Some(2));
}

#[test]
fn what_the_site_remembers_is_never_content() {
    let office = Office::with_folder();
    office.remove("content/_index.md");
    fs::remove_dir(office.site().join("content")).expect("removed");
    office.write("甲.md", "# 甲");
    office.publish();
    let first = names(&office.target());
    assert_eq!(office.publish(), "./../目标 已经是第 1 版，没有变化\n");
    assert_eq!(names(&office.target()), first);
    assert!(!first.iter().any(|path| path.contains("publish-log")));
    // Nor is the page of problems that a build leaves beside its output.
    office.write("public-report.html", "问题");
    assert_eq!(office.publish(), "./../目标 已经是第 1 版，没有变化\n");
}

#[test]
fn a_record_that_was_spoiled_does_not_stop_the_next_release() {
    let office = Office::with_folder();
    office.write("content/a.md", "# 甲");
    office.publish();
    fs::write(office.target().join("yanxi-release.json"), "坏了").expect("spoiled");
    assert_eq!(office.run(&["verify"]).status.code(), Some(1));
    office.write("content/a.md", "# 甲\n\n二。");
    assert!(office.publish().starts_with("第 2 版"));
    assert_eq!(office.run(&["verify"]).status.code(), Some(0));
}

#[test]
fn a_page_to_double_click_lies_above_the_site_and_bears_its_title() {
    let office = Office::with_folder();
    office.publish();
    let top = || -> Vec<String> {
        let entries = fs::read_dir(office.top()).expect("a folder").flatten();
        let mut names: Vec<String> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    };
    assert_eq!(top(), ["site", "打开-样例镇资料.html"]);
    let page = fs::read_to_string(office.top().join("打开-样例镇资料.html")).expect("a page");
    assert!(page.contains("url=site/index.html") && office.target().join("index.html").is_file());
    assert_eq!(office.run(&["verify"]).status.code(), Some(0));
    // Another title, another page; the one of the old title goes, what others put there stays.
    fs::write(office.top().join("打开-别人的.html"), "别人的").expect("a file");
    office.write(
        "yanxi.toml",
        "title = \"新库\"\n\n[publish.t]\nkind = \"folder\"\npath = \"../目标\"\n",
    );
    office.publish();
    assert_eq!(top(), ["site", "打开-别人的.html", "打开-新库.html"]);
    fs::remove_file(office.top().join("打开-新库.html")).expect("removed");
    let (code, said) = office.refused(&["verify"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("R38 ./../目标/打开-新库.html —— 发布过，现在没有了"), "{said}");
    office.publish();
    assert_eq!(top().len(), 3);
    // A file of somebody else's is not written over.
    fs::write(office.top().join("打开-新库.html"), "别人的").expect("a file");
    office.write("content/a.md", "# 甲");
    let (code, said) = office.refused(&["publish", "--date", DAY]);
    assert_eq!(code, Some(3));
    assert!(said.contains("R34") && said.contains("打开-新库.html"), "{said}");
    assert!(!office.target().join("a.html").exists());
}

#[test]
fn a_web_servers_folder_and_one_of_an_earlier_program_hold_the_site_itself() {
    let office = Office::with_target("kind = \"folder\"\npath = \"../目标\"\nweb = true");
    office.publish();
    assert!(office.top().join("index.html").is_file() && !office.target().exists());
    // As an earlier program left it: the site stays where its readers know it.
    office.write(
        "yanxi.toml",
        "title = \"库\"\n\n[publish.t]\nkind = \"folder\"\npath = \"../目标\"\n",
    );
    office.write("content/a.md", "# 甲");
    office.publish();
    assert!(office.top().join("a.html").is_file() && !office.target().exists());
}

#[test]
fn attachments_wait_for_a_review_and_are_named_before_they_go_out() {
    let office = Office::with_folder();
    let said = || {
        let output = office.run(&["publish", "--date", DAY]);
        assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
        errors(&output)
    };
    office.write("content/_index-甲.txt", "样例甲方");
    assert!(said().contains("新增的附件 1 个：content/_index-甲.txt\n"));
    fs::write(office.site().join("content/_index-甲.txt"), "样例甲方，改过").expect("a file");
    let (code, refused) = office.refused(&["publish", "--date", DAY]);
    assert_eq!(code, Some(1));
    assert!(refused.contains("错误 E12 content/_index-甲.txt —— 附件审核以后改动过"), "{refused}");
    let reviewed = office.run(&["review", "content", "--by", "样例审核员", "--date", DAY]);
    assert_eq!(reviewed.status.code(), Some(0), "{}", errors(&reviewed));
    office.write("content/_index-乙.txt", "样例乙方");
    let second = said();
    assert!(second.contains("新增的附件 1 个：content/_index-乙.txt\n"), "{second}");
    assert!(second.contains("改动的附件 1 个：content/_index-甲.txt\n"), "{second}");
    office.remove("content/_index-甲.txt");
    let planned = errors(&office.run(&["publish", "--dry-run", "--date", DAY]));
    assert!(planned.contains("撤下的附件 1 个：content/_index-甲.txt\n"), "{planned}");
    assert!(said().contains("撤下的附件 1 个：content/_index-甲.txt\n"));
    assert_eq!(office.run(&["verify"]).status.code(), Some(0));
    let log = fs::read_to_string(office.site().join("publish-log/log.jsonl")).expect("the log");
    assert!(log.lines().last().is_some_and(|line| line.contains("content/_index-乙.txt")));
}

#[test]
fn entries_that_lift_something_are_listed_at_each_release_and_kept_in_the_log() {
    let office = Office::with_folder();
    let settings = fs::read_to_string(office.site().join("yanxi.toml")).expect("settings");
    office
        .write("yanxi.toml", &format!("{settings}\n[privacy]\nsecrecy_reviewers = [\"审例戊\"]\n"));
    office.write("content/课.md", "# 课\n\n这一课讲标志。写的是 秘密★1年 几个字。");
    office.write("content/批.md", "# 批次\n\n这一批是 19900001234，共三件。");
    let (code, refused) = office.refused(&["publish", "--date", DAY]);
    assert_eq!(code, Some(1));
    assert!(
        refused.contains("yanxi review content/课.md --secrecy --by 他的姓名")
            && refused.contains(
                "yanxi review content/批.md --by 姓名 --number \"199****1234\" --reason 理由"
            ),
        "{refused}"
    );
    for arguments in [
        &["review", "content/课.md", "--secrecy", "--by", "审例戊", "--date", DAY][..],
        &[
            "review",
            "content/批.md",
            "--number",
            "199****1234",
            "--reason",
            "批次号",
            "--by",
            "审例己",
            "--date",
            DAY,
        ],
    ] {
        let output = office.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    }
    for _ in 0..2 {
        let output = office.run(&["publish", "--date", DAY]);
        let said = errors(&output);
        assert_eq!(output.status.code(), Some(0), "{said}");
        assert!(
            said.contains("保密审查 content/课.md：秘密★1年 1处，审例戊 2026-11-23\n"),
            "{said}"
        );
        assert!(
            said.contains(
                "核对 content/批.md：手机号 199****1234 1处，批次号，审例己 2026-11-23\n"
            ),
            "{said}"
        );
    }
    let log = fs::read_to_string(office.site().join("publish-log/log.jsonl")).expect("the log");
    assert!(log.contains("审例戊") && log.contains("审例己"));
    for (path, bytes) in files(&office.target()) {
        let file = text(&bytes);
        assert!(!file.contains("审例戊") && !file.contains("审例己"), "{path}");
    }
}
